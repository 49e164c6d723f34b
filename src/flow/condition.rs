//! Conditions, in a logic of three values: true, false, and neither, which is what is unanswered.

mod ask;
pub(super) mod names;
pub(super) mod read;
mod reckon;

pub(super) use ask::pattern;
pub(super) use reckon::{Each, Formula, Function, Operator, Reading, settled};

use std::cmp::Ordering;
use std::sync::Arc;

use regex::Regex;

use super::Slots;
use super::fact::{Fact, Facts};
use super::value::{Given, Measure, Measured};
use crate::domain::answer::{Answer, AnswerState};
use crate::domain::priority::{Impact, Priority, Urgency};

/// A condition whose names are resolved.
#[derive(Debug, Clone)]
pub enum Condition {
    /// All of them hold.
    All(Vec<Self>),
    /// At least one of them holds.
    Any(Vec<Self>),
    /// It does not hold.
    Not(Box<Self>),
    /// Something is tested.
    Test(Subject, Test),
}

/// What is tested.
#[derive(Debug, Clone)]
pub enum Subject {
    /// Answers, the first that is there; else a fact.
    Value {
        /// The questions whose answers tell it.
        sources: Vec<Source>,
        /// What the record knows.
        fact: Option<KnownFact>,
        /// How it compares.
        measure: Measure,
    },
    /// The priority: set by hand, or the matrix of the answers to these.
    Priority {
        /// Tell the impact.
        impact: Vec<Source>,
        /// Tell the urgency.
        urgency: Vec<Source>,
    },
    /// What is reckoned of answers.
    Reckoned(Arc<Formula>),
}

/// A fact of the record, for the eyes of this module alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KnownFact(pub(super) Fact);

/// A question, by its position in its flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Source {
    /// Of the flow that the condition stands in.
    Own(usize),
    /// Of the intake.
    Intake(usize),
}

/// What is asked about it.
#[derive(Debug, Clone)]
pub enum Test {
    /// It is one of these.
    Is(Vec<Measured>),
    /// It is none of these.
    IsNot(Vec<Measured>),
    /// It stands so to this value.
    Compare(Comparison, Measured),
    /// At least one of these was chosen.
    HasAny(Vec<String>),
    /// All of these were chosen.
    HasAll(Vec<String>),
    /// None of these was chosen.
    HasNone(Vec<String>),
    /// The text matches somewhere.
    Matches(Regex),
    /// What became of the question; `None` stands for unanswered.
    State(Vec<Option<AnswerState>>),
}

/// How two values stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Below,
    /// `<=`
    AtMost,
    /// `>`
    Above,
    /// `>=`
    AtLeast,
}

/// What a condition can see: the answers of visible questions, and the facts.
#[derive(Clone, Copy)]
pub(super) struct Seen<'r, 'a> {
    pub(super) own: View<'r, 'a>,
    pub(super) intake: View<'r, 'a>,
    pub(super) facts: &'a Facts,
    /// Where it looks from: the section and the item at hand, from 0, when the section is repeated.
    pub(super) here: Option<(usize, usize)>,
}

/// The answers of a flow's visible questions.
#[derive(Clone, Copy)]
pub(super) struct View<'r, 'a> {
    /// Where the answers to each question stand.
    pub(super) slots: &'r [Slots],
    pub(super) answers: &'r [Option<&'a Answer>],
    pub(super) visible: &'r [bool],
}

/// What stands there: a state, and a value if there is one.
#[derive(Clone, Copy)]
struct Look<'a> {
    state: Option<AnswerState>,
    given: Option<Given<'a>>,
}

impl Condition {
    /// Whether it holds; `None` is neither. Neither is not met.
    pub(super) fn holds(&self, seen: Seen<'_, '_>) -> Option<bool> {
        match self {
            Self::All(parts) => fold(parts.iter().map(|part| part.holds(seen)), false),
            Self::Any(parts) => fold(parts.iter().map(|part| part.holds(seen)), true),
            Self::Not(part) => part.holds(seen).map(|holds| !holds),
            Self::Test(subject, test) => {
                let measure = subject.measure();
                match seen.each(subject) {
                    // Of several items, one that passes is enough.
                    Some(looks) => fold(looks.map(|look| test.of(look, measure)), true),
                    None => test.of(seen.look(subject), measure),
                }
            }
        }
    }

    /// Whether it looks at a fact of the record.
    pub(super) fn asks_for(&self, wanted: Fact) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.asks_for(wanted)),
            Self::Not(part) => part.asks_for(wanted),
            Self::Test(Subject::Value { fact, .. }, _) => *fact == Some(KnownFact(wanted)),
            Self::Test(Subject::Priority { .. }, _) => wanted == Fact::Priority,
            Self::Test(Subject::Reckoned(formula), _) => {
                let mut inside = Vec::new();
                formula.conditions(&mut inside);
                inside.iter().any(|part| part.asks_for(wanted))
            }
        }
    }

    /// Every question that it looks at.
    pub(super) fn sources(&self, found: &mut Vec<Source>) {
        match self {
            Self::All(parts) | Self::Any(parts) => {
                for part in parts {
                    part.sources(found);
                }
            }
            Self::Not(part) => part.sources(found),
            Self::Test(Subject::Value { sources, .. }, _) => found.extend(sources),
            Self::Test(Subject::Priority { impact, urgency }, _) => {
                found.extend(impact.iter().chain(urgency));
            }
            Self::Test(Subject::Reckoned(formula), _) => formula.sources(found),
        }
    }
}

/// Kleene's `any` (`decides` is true) or `all` (`decides` is false): one part that decides settles it; else one
/// that is neither leaves it open.
fn fold(parts: impl Iterator<Item = Option<bool>>, decides: bool) -> Option<bool> {
    let mut result = Some(!decides);
    for part in parts {
        match part {
            Some(value) if value == decides => return Some(decides),
            Some(_) => {}
            None => result = None,
        }
    }
    result
}

impl Subject {
    fn measure(&self) -> Measure {
        match self {
            Self::Value { measure, .. } => *measure,
            Self::Priority { .. } => Measure::Option,
            Self::Reckoned(_) => Measure::Number,
        }
    }
}

impl<'r, 'a> Seen<'r, 'a> {
    /// Where the answer to a question stands, as seen from here; `None` when there are several.
    fn place(self, source: Source) -> (View<'r, 'a>, Option<usize>) {
        let (view, at) = match source {
            Source::Own(at) => (self.own, at),
            Source::Intake(at) => (self.intake, at),
        };
        let slots = view.slots.get(at).copied().unwrap_or_default();
        let here = self.here.filter(|_| matches!(source, Source::Own(_)));
        let place = match here {
            Some((section, item)) if section == slots.section && slots.count > 1 => {
                Some(slots.start + item)
            }
            _ => (slots.count == 1).then_some(slots.start),
        };
        (view, place)
    }

    /// Every answer to a question that can be seen from here.
    fn all(self, source: Source) -> impl Iterator<Item = &'a Answer> {
        self.visible(source).flatten()
    }

    /// What stands at every visible item of a question, whatever the item at hand.
    fn every(self, source: Source) -> impl Iterator<Item = Option<&'a Answer>> {
        Self { here: None, ..self }.visible(source)
    }

    /// What stands at every item of a question that can be seen from here.
    fn visible(self, source: Source) -> impl Iterator<Item = Option<&'a Answer>> {
        let (view, place) = self.place(source);
        let at = match source {
            Source::Own(at) | Source::Intake(at) => at,
        };
        let slots = view.slots.get(at).copied().unwrap_or_default();
        let places = match place {
            Some(place) => place..place + 1,
            None => slots.start..slots.start + slots.count,
        };
        places
            .filter(move |&at| view.visible.get(at) == Some(&true))
            .map(move |at| view.answers.get(at).copied().flatten())
    }

    /// The answer that tells a value: the first that has one, else the first that says why it has none.
    pub(super) fn answer(self, sources: &[Source]) -> Option<&'a Answer> {
        let answers = || {
            sources.iter().filter_map(|&source| {
                let (view, place) = self.place(source);
                view.answers.get(place?).copied().flatten()
            })
        };
        answers()
            .find(|answer| answer.state == AnswerState::Answered)
            .or_else(|| answers().next())
    }

    /// The answers in words, those about several items one after the other.
    pub(super) fn words(self, sources: &[Source]) -> Option<String> {
        let is_answered = |answer: &&Answer| answer.state == AnswerState::Answered;
        let words = match sources {
            &[source] => {
                let all = self.all(source).filter(is_answered);
                all.map(Answer::words).collect::<Vec<_>>().join(", ")
            }
            _ => self.answer(sources).filter(is_answered)?.words(),
        };
        Some(words).filter(|words| !words.trim().is_empty())
    }

    /// What stands at each item, when the subject is asked about several and seen from outside; one that stands at
    /// nothing when there is no item.
    fn each(self, subject: &Subject) -> Option<impl Iterator<Item = Look<'a>>> {
        let Subject::Value { sources, .. } = subject else {
            return None;
        };
        let &[source] = sources.as_slice() else {
            return None;
        };
        if self.place(source).1.is_some() {
            return None;
        }
        let nothing = self.visible(source).next().is_none().then_some(None);
        Some(
            nothing
                .into_iter()
                .chain(self.visible(source))
                .map(Look::of),
        )
    }

    fn look(self, subject: &Subject) -> Look<'a> {
        match subject {
            Subject::Value { sources, fact, .. } => {
                if let Some(answer) = self.answer(sources) {
                    return Look::of(Some(answer));
                }
                Look::at(fact.and_then(|KnownFact(fact)| self.facts.get(fact)))
            }
            Subject::Reckoned(formula) => Look::at(formula.value(self).map(Given::Number)),
            Subject::Priority { impact, urgency } => {
                Look::at(self.facts.get(Fact::Priority).or_else(|| {
                    let impact = Impact::from_id(self.id_of(impact, Fact::Impact)?)?;
                    let urgency = Urgency::from_id(self.id_of(urgency, Fact::Urgency)?)?;
                    Some(Given::Text(Priority::of(Some(impact), Some(urgency)).id()))
                }))
            }
        }
    }

    fn id_of(self, sources: &[Source], fact: Fact) -> Option<&'a str> {
        let given = match self.answer(sources) {
            Some(answer) => answer.value.as_ref().map(Given::from),
            None => self.facts.get(fact),
        };
        match given {
            Some(Given::Text(id)) => Some(id),
            _ => None,
        }
    }
}

impl<'a> Look<'a> {
    fn of(answer: Option<&'a Answer>) -> Self {
        let answered = answer.filter(|answer| answer.state == AnswerState::Answered);
        Self {
            state: answer.map(|answer| answer.state),
            given: answered
                .and_then(|answer| answer.value.as_ref())
                .map(Given::from),
        }
    }

    fn at(given: Option<Given<'a>>) -> Self {
        Self {
            state: given.map(|_| AnswerState::Answered),
            given,
        }
    }
}

impl Test {
    fn of(&self, look: Look<'_>, measure: Measure) -> Option<bool> {
        if let Self::State(states) = self {
            return Some(states.contains(&look.state));
        }
        let given = look.given?;
        let equals = |values: &[Measured]| {
            // Ids of options are the common case, and need no copy.
            if let (Measure::Option, Given::Text(text)) = (measure, given) {
                return Some(
                    values
                        .iter()
                        .any(|value| matches!(value, Measured::Text(id) if id == text)),
                );
            }
            let value = measure.read(given)?;
            Some(
                values
                    .iter()
                    .any(|other| value.compare(other) == Some(Ordering::Equal)),
            )
        };
        let has = |option: &String| match given {
            Given::List(items) => items.contains(option),
            Given::Text(text) => text == option,
            Given::Number(_) => false,
        };
        match self {
            Self::Is(values) => equals(values),
            Self::IsNot(values) => equals(values).map(|is| !is),
            Self::Compare(comparison, bound) => {
                let order = measure.read(given)?.compare(bound)?;
                Some(match comparison {
                    Comparison::Below => order.is_lt(),
                    Comparison::AtMost => order.is_le(),
                    Comparison::Above => order.is_gt(),
                    Comparison::AtLeast => order.is_ge(),
                })
            }
            Self::HasAny(options) => Some(options.iter().any(has)),
            Self::HasAll(options) => Some(options.iter().all(has)),
            Self::HasNone(options) => Some(!options.iter().any(has)),
            Self::Matches(pattern) => match given {
                Given::Text(text) => Some(pattern.is_match(text)),
                Given::List(lines) => Some(lines.iter().any(|line| pattern.is_match(line))),
                Given::Number(_) => None,
            },
            Self::State(_) => None,
        }
    }
}
