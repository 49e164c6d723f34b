//! What the owner of a flow should look at although it loads: questions that nobody will ever hear, options that nobody can
//! choose, conditions that never hold, the same words twice, another order than that of the file, a review that is due, ids
//! that changed their meaning. Worked out only where somebody checks flows; a call does not wait for it.

mod items;
pub(super) mod meaning;
mod order;
mod range;
mod reach;
mod sets;
mod twice;
mod value;

use std::collections::HashSet;

use chrono::NaiveDate;

use super::card::in_words;
use super::condition::{Condition, Source};
use super::schema::{Owner, Pending, Place};
use super::{Flow, Question};
use reach::{Asked, Goal, Search, Verdict};

/// What a flow is looked at with.
#[derive(Clone, Copy)]
pub(super) struct Care<'c> {
    pub(super) today: NaiveDate,
    /// The flow that this one takes the place of, and its file.
    pub(super) below: Option<(&'c Flow, &'c str)>,
}

/// Where the parts of a flow stand.
pub(super) struct Marks<'m, 't> {
    pub(super) conditions: &'m [Pending<'t>],
    pub(super) questions: &'m [Place<'t>],
}

impl<'t> Marks<'_, 't> {
    fn condition(&self, owner: Owner) -> Option<&Place<'t>> {
        let mut all = self.conditions.iter().rev();
        all.find(|pending| pending.owner == owner)
            .map(|pending| &pending.place)
    }

    /// A key of a question, at the place where the question stands.
    fn question(&self, at: usize, question: &Question, key: &str) -> Option<Place<'t>> {
        let place = self.questions.get(at)?;
        Some(Place {
            path: format!("question {}: {key}", question.id),
            ..place.clone()
        })
    }
}

/// Reports everything that the owner of a flow should look at.
pub(super) fn look(flow: &Flow, intake: Option<&Flow>, marks: &Marks<'_, '_>, care: Care<'_>) {
    let mut look = Look {
        flow,
        marks,
        search: Search::new(flow, intake),
        never: HashSet::new(),
    };
    look.sections();
    look.questions();
    look.options();
    look.rules();
    twice::report(flow, intake, marks);
    order::report(flow, marks);
    items::report(flow, marks);
    if let Some((below, file)) = care.below {
        meaning::report(flow, below, file, marks);
    }
}

struct Look<'l, 'm, 't> {
    flow: &'l Flow,
    marks: &'l Marks<'m, 't>,
    search: Search<'l>,
    /// The questions that are never asked.
    never: HashSet<usize>,
}

impl<'l> Look<'l, '_, '_> {
    fn sections(&mut self) {
        for (at, section) in self.flow.sections.iter().enumerate() {
            let Some(when) = &section.when else { continue };
            let goals = vec![self.search.goal(when, None)];
            if let Some(why) = self.why_never(when, &goals) {
                let questions = self.flow.questions.iter().enumerate();
                let inside = questions.filter(|(_, question)| question.section == at);
                self.never.extend(inside.map(|(at, _)| at));
                if let Some(place) = self.marks.condition(Owner::Section(at)) {
                    place.lint(format!("this section can never be asked: {why}"));
                }
            }
        }
    }

    /// In the order in which they hang on each other, so that the first of a chain is what is to be mended.
    fn questions(&mut self) {
        let order = self.flow.order.iter().filter_map(|node| match node {
            super::Node::Question(at) => Some(*at),
            super::Node::Section(_) => None,
        });
        for at in order.collect::<Vec<_>>() {
            let Some(question) = self.flow.questions.get(at) else {
                continue;
            };
            let Some(when) = question.when.as_ref().filter(|_| !self.never.contains(&at)) else {
                continue;
            };
            let goals = self.search.asking(Asked::own(at));
            if let Some(why) = self.why_never(when, &goals) {
                self.never.insert(at);
                let place = self.marks.condition(Owner::Question(at));
                if let Some(place) = place.filter(|_| !question.retired) {
                    place.lint(format!("this question can never be asked: {why}"));
                }
            }
        }
    }

    fn options(&mut self) {
        for (at, question) in self.flow.questions.iter().enumerate() {
            if self.never.contains(&at) || question.retired {
                continue;
            }
            let options = question.kind.options().into_iter();
            for (position, option) in options.flat_map(|options| &options.items).enumerate() {
                let Some(when) = option.when.as_ref().filter(|_| !option.retired) else {
                    continue;
                };
                let mut goals = self.search.asking(Asked::own(at));
                goals.push(self.search.goal(when, Some(question.section)));
                let mut why = self.why_never(when, &goals);
                if why.is_none() {
                    self.search.without = Some((Asked::own(at), &option.id));
                    let is_never = self.search.verdict(goals) == Verdict::Never;
                    why = is_never.then(|| "it would have to be chosen already".to_owned());
                    self.search.without = None;
                }
                if let Some(why) = why
                    && let Some(place) = self.marks.condition(Owner::Option(at, position))
                {
                    place.lint(format!("nobody can ever choose this option: {why}"));
                }
            }
        }
    }

    fn rules(&mut self) {
        for (at, rule) in self.flow.rules.iter().enumerate() {
            let Some(when) = &rule.when else { continue };
            let goals = vec![self.search.goal(when, None)];
            if let Some(why) = self.why_never(when, &goals)
                && let Some(place) = self.marks.condition(Owner::Rule(at))
            {
                place.lint(format!("this rule can never fire: {why}"));
            }
        }
    }

    /// Why all of these never hold at once, if that is so: the shortest reason that there is.
    fn why_never(&mut self, when: &'l Condition, goals: &[Goal<'l>]) -> Option<String> {
        if self.search.verdict(goals.to_vec()) != Verdict::Never {
            return None;
        }
        let alone = goals.iter().copied().filter(|goal| goal.is_of(when));
        let alone: Vec<_> = alone.collect();
        self.search.follow = false;
        let contradicts_itself = self.search.verdict(alone.clone()) == Verdict::Never;
        self.search.follow = true;
        if contradicts_itself {
            return Some("its condition never holds, whatever is answered".to_owned());
        }
        let mut sources = Vec::new();
        when.sources(&mut sources);
        for source in sources {
            let asked = Asked::seen(source);
            let id = self.id_of(source);
            if self.search.is_retired(asked) {
                return Some(format!(
                    "its condition needs an answer to `{id}`, which is retired"
                ));
            }
            if asked
                .position()
                .is_some_and(|position| self.never.contains(&position))
            {
                return Some(format!(
                    "its condition needs an answer to `{id}`, which is never asked"
                ));
            }
            let around = self.search.asking(asked);
            let both = alone
                .iter()
                .copied()
                .chain(around.iter().copied())
                .collect();
            self.search.follow = false;
            let apart = self.search.verdict(both) == Verdict::Never;
            self.search.follow = true;
            if apart {
                let asked_when = asked
                    .position()
                    .and_then(|position| self.flow.questions.get(position)?.when.as_ref())
                    .map_or_else(String::new, |when| {
                        format!(", which is asked only when {}", in_words(when, self.flow))
                    });
                return Some(format!(
                    "its condition needs an answer to `{id}`{asked_when}; the two never go together"
                ));
            }
        }
        Some("what its condition needs is never asked together".to_owned())
    }

    fn id_of(&self, source: Source) -> String {
        let id = match source {
            Source::Own(at) => self.flow.questions.get(at).map(|question| &question.id),
            Source::Intake(at) => self.flow.intake.get(at),
        };
        id.cloned().unwrap_or_default()
    }
}
