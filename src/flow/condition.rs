//! Conditions, in a logic of three values: true, false, and neither, which is what is unanswered.

mod ask;
pub(super) mod names;
pub(super) mod read;

pub(super) use ask::pattern;

use std::cmp::Ordering;

use regex::Regex;

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
    pub(super) own: &'r [Option<&'a Answer>],
    pub(super) intake: &'r [Option<&'a Answer>],
    pub(super) facts: &'a Facts,
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
            Self::Test(subject, test) => test.of(seen.look(subject), subject.measure()),
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
        }
    }
}

impl<'a> Seen<'_, 'a> {
    /// The answer that tells a value: the first that has one, else the first that says why it has none.
    pub(super) fn answer(self, sources: &[Source]) -> Option<&'a Answer> {
        let answers = || {
            sources.iter().filter_map(|source| match *source {
                Source::Own(at) => self.own.get(at).copied().flatten(),
                Source::Intake(at) => self.intake.get(at).copied().flatten(),
            })
        };
        answers()
            .find(|answer| answer.state == AnswerState::Answered)
            .or_else(|| answers().next())
    }

    fn look(self, subject: &Subject) -> Look<'a> {
        match subject {
            Subject::Value { sources, fact, .. } => {
                if let Some(answer) = self.answer(sources) {
                    let answered = answer.state == AnswerState::Answered;
                    return Look {
                        state: Some(answer.state),
                        given: answer.value.as_ref().filter(|_| answered).map(Given::from),
                    };
                }
                Look::at(fact.and_then(|KnownFact(fact)| self.facts.get(fact)))
            }
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
