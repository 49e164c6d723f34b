//! Whether conditions can hold together, over every answer that could be given: what a test looks at has to be asked, so
//! its own condition has to hold as well. A search that would take too long says that it cannot tell.

use std::collections::{HashMap, HashSet};

use super::range::range;
use super::value::{Domain, Passing, Wanted};
use crate::flow::card::reckoned;
use crate::flow::condition::{Condition, Formula, KnownFact, Source, Subject};
use crate::flow::{Flow, Question};

/// How many steps one search may take, and all searches of a flow together.
const MOST_STEPS: usize = 50_000;
const MOST_STEPS_IN_ALL: usize = 4_000_000;

/// How many choices may hang on each other.
const MOST_CHOICES: usize = 200;

/// A flow and its intake, to search.
pub(super) struct Search<'f> {
    flow: &'f Flow,
    intake: Option<&'f Flow>,
    /// Whether what is looked at has to be asked, too.
    pub(super) follow: bool,
    /// An option that is looked at before anybody can choose it, and its question.
    pub(super) without: Option<(Asked, &'f str)>,
    steps: usize,
    steps_in_all: usize,
}

/// A question, by the flow it stands in and its position there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Asked {
    intake: bool,
    at: usize,
}

/// A condition that is to hold, or to be false.
#[derive(Clone, Copy)]
pub(super) struct Goal<'f> {
    condition: &'f Condition,
    holds: bool,
    intake: bool,
    /// The repeated section that it looks from.
    here: Option<usize>,
}

/// What a search found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// There are answers with which all of it holds.
    Possible,
    /// There are none.
    Never,
    /// It would take too long to tell.
    Unsure,
}

/// Something that tests look at.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Thing {
    Question(Asked),
    Fact(u8, Vec<Asked>),
    Priority(Vec<Asked>),
    /// What is reckoned, as it is written, and where it stands.
    Reckoned(String, bool, Option<usize>),
}

/// What is settled so far in one branch of a search.
#[derive(Clone, Default)]
struct World<'f> {
    wanted: HashMap<Thing, Vec<Wanted<'f>>>,
    shown: HashSet<Asked>,
    choices: Vec<Goal<'f>>,
}

impl<'f> Search<'f> {
    pub(super) fn new(flow: &'f Flow, intake: Option<&'f Flow>) -> Self {
        Self {
            flow,
            intake,
            follow: true,
            without: None,
            steps: 0,
            steps_in_all: 0,
        }
    }

    /// That a condition holds, as seen from a section.
    pub(super) fn goal(&self, condition: &'f Condition, section: Option<usize>) -> Goal<'f> {
        let repeated = |&at: &usize| {
            let section = self.flow.sections.get(at);
            section.is_some_and(|section| section.repeat.is_some())
        };
        Goal {
            condition,
            holds: true,
            intake: false,
            here: section.filter(repeated),
        }
    }

    /// What has to hold for a question to be asked.
    pub(super) fn asking(&self, question: Asked) -> Vec<Goal<'f>> {
        let Some((flow, asked)) = self.find(question) else {
            return Vec::new();
        };
        let section = flow.sections.get(asked.section);
        let repeated = section.is_some_and(|section| section.repeat.is_some());
        let goal = |condition, here| Goal {
            condition,
            holds: true,
            intake: question.intake,
            here,
        };
        let own = asked
            .when
            .iter()
            .map(|when| goal(when, repeated.then_some(asked.section)));
        let around = section.and_then(|section| section.when.as_ref());
        own.chain(around.map(|when| goal(when, None))).collect()
    }

    /// Whether all of these can hold at once.
    pub(super) fn verdict(&mut self, goals: Vec<Goal<'f>>) -> Verdict {
        self.steps = 0;
        let verdict = self.solve(World::default(), goals, 0);
        self.steps_in_all += self.steps;
        verdict
    }

    fn solve(&mut self, mut world: World<'f>, mut goals: Vec<Goal<'f>>, depth: usize) -> Verdict {
        while let Some(goal) = goals.pop() {
            self.steps += 1;
            if self.is_too_long() {
                return Verdict::Unsure;
            }
            let part = |condition: &'f Condition| Goal { condition, ..goal };
            match (goal.condition, goal.holds) {
                (Condition::All(parts), true) | (Condition::Any(parts), false) => {
                    goals.extend(parts.iter().map(part));
                }
                (Condition::All(parts) | Condition::Any(parts), _) => match parts.as_slice() {
                    [only] => goals.push(part(only)),
                    _ => world.choices.push(goal),
                },
                (Condition::Not(inner), holds) => goals.push(Goal {
                    holds: !holds,
                    ..part(inner)
                }),
                (Condition::Test(subject, test), holds) => {
                    if !self.want(&mut world, goal, subject, (test, holds), &mut goals) {
                        return Verdict::Never;
                    }
                }
            }
        }
        let Some(choice) = world.choices.pop() else {
            return Verdict::Possible;
        };
        if depth >= MOST_CHOICES {
            return Verdict::Unsure;
        }
        let (Condition::All(parts) | Condition::Any(parts)) = choice.condition else {
            return Verdict::Unsure;
        };
        let mut verdict = Verdict::Never;
        for condition in parts {
            self.steps += world.wanted.len();
            let goals = vec![Goal {
                condition,
                ..choice
            }];
            match self.solve(world.clone(), goals, depth + 1) {
                Verdict::Possible => return Verdict::Possible,
                Verdict::Never => {}
                Verdict::Unsure => verdict = Verdict::Unsure,
            }
        }
        verdict
    }

    /// Adds a test to those of the same thing; `false` when they cannot be passed together.
    fn want(
        &self,
        world: &mut World<'f>,
        goal: Goal<'f>,
        subject: &'f Subject,
        wanted: Wanted<'f>,
        goals: &mut Vec<Goal<'f>>,
    ) -> bool {
        let asked = |source: &Source| match *source {
            Source::Own(at) => Asked {
                intake: goal.intake,
                at,
            },
            Source::Intake(at) => Asked { intake: true, at },
        };
        let all = |sources: &[Source]| sources.iter().map(asked).collect::<Vec<_>>();
        let (thing, domain) = match subject {
            Subject::Reckoned(formula) => {
                return self.want_reckoned(world, goal, formula, wanted, goals);
            }
            Subject::Priority { impact, urgency } => (
                Thing::Priority([all(impact), all(urgency)].concat()),
                Domain::of_priority(),
            ),
            Subject::Value {
                sources,
                fact: Some(KnownFact(fact)),
                ..
            } => (
                Thing::Fact(*fact as u8, all(sources)),
                Domain::of_fact(*fact, !sources.is_empty()),
            ),
            Subject::Value { sources, .. } => {
                let Some(source) = sources.first().map(asked) else {
                    return true;
                };
                let Some((flow, question)) = self.find(source) else {
                    return true;
                };
                let repeated = flow.sections.get(question.section);
                let repeated = repeated.is_some_and(|section| section.repeat.is_some());
                let same_item = goal.here == Some(question.section) && source.intake == goal.intake;
                let without = self.without.filter(|(asked, _)| *asked == source);
                let domain = Domain::of_question(question, without.map(|(_, option)| option));
                if repeated && !same_item {
                    // Each test may be passed by another item.
                    return domain.passing(&[wanted]) != Passing::Never;
                }
                (Thing::Question(source), domain)
            }
        };
        let question = match &thing {
            Thing::Question(question) => Some(*question),
            _ => None,
        };
        let tests = world.wanted.entry(thing).or_default();
        tests.push(wanted);
        match domain.passing(tests) {
            Passing::Never => return false,
            Passing::Unasked => {}
            Passing::Asked => {
                if self.follow && question.is_some_and(|asked| self.is_retired(asked)) {
                    return false;
                }
                if let Some(question) = question.filter(|_| self.follow)
                    && world.shown.insert(question)
                {
                    goals.extend(self.asking(question));
                }
            }
        }
        true
    }

    /// Adds a test of what is reckoned to those of the very same.
    fn want_reckoned(
        &self,
        world: &mut World<'f>,
        goal: Goal<'f>,
        formula: &'f Formula,
        wanted: Wanted<'f>,
        goals: &mut Vec<Goal<'f>>,
    ) -> bool {
        let Some(flow) = (if goal.intake {
            self.intake
        } else {
            Some(self.flow)
        }) else {
            return true;
        };
        let asked = |source: Source| match source {
            Source::Own(at) => Asked {
                intake: goal.intake,
                at,
            },
            Source::Intake(at) => Asked { intake: true, at },
        };
        let question = |source| Some(self.find(asked(source))?.1);
        let domain = Domain::of_range(range(formula, &question));
        let thing = Thing::Reckoned(reckoned(formula, flow), goal.intake, goal.here);
        let tests = world.wanted.entry(thing).or_default();
        tests.push(wanted);
        match domain.passing(tests) {
            Passing::Never => return false,
            Passing::Unasked => {}
            Passing::Asked => {
                let mut needed = Vec::new();
                formula.needs(&mut needed);
                for question in needed.into_iter().map(asked) {
                    if self.follow && self.is_retired(question) {
                        return false;
                    }
                    if self.follow && world.shown.insert(question) {
                        goals.extend(self.asking(question));
                    }
                }
            }
        }
        true
    }

    /// Whether a question is not asked any more.
    pub(super) fn is_retired(&self, asked: Asked) -> bool {
        self.find(asked)
            .is_some_and(|(_, question)| question.retired)
    }

    fn find(&self, asked: Asked) -> Option<(&'f Flow, &'f Question)> {
        let flow = if asked.intake {
            self.intake?
        } else {
            self.flow
        };
        Some((flow, flow.questions.get(asked.at)?))
    }

    fn is_too_long(&self) -> bool {
        self.steps > MOST_STEPS || self.steps_in_all + self.steps > MOST_STEPS_IN_ALL
    }
}

impl<'f> Goal<'f> {
    /// Whether it is this very condition that is to hold.
    pub(super) fn is_of(&self, condition: &'f Condition) -> bool {
        std::ptr::eq(self.condition, condition)
    }
}

impl Asked {
    /// A question of the flow itself.
    pub(super) fn own(at: usize) -> Self {
        Self { intake: false, at }
    }

    /// A question that a condition of the flow looks at.
    pub(super) fn seen(source: Source) -> Self {
        match source {
            Source::Own(at) => Self::own(at),
            Source::Intake(at) => Self { intake: true, at },
        }
    }

    /// Its position, if it stands in the flow itself.
    pub(super) fn position(self) -> Option<usize> {
        (!self.intake).then_some(self.at)
    }
}
