//! How an answer is a number, or a text.

use super::{Reading, day};
use crate::domain::answer::{Answer, AnswerState, Value};
use crate::flow::question::{Kind, Question};
use crate::flow::value::{Given, Measure, Measured};

impl Reading {
    /// How the answer to a question is a number without further words, if it is one.
    pub(super) fn plain(question: &Question) -> Option<Self> {
        match question.kind.measure() {
            Measure::Number => Some(Self::Number),
            Measure::Time => Some(Self::Day),
            Measure::Option | Measure::Set => {
                let known = match &question.kind {
                    Kind::YesNo => vec![("yes".to_owned(), 1.0), ("no".to_owned(), 0.0)],
                    other => {
                        let items = other.options().map_or(&[][..], |options| &options.items);
                        let items = items.iter();
                        items
                            .filter_map(|item| Some((item.id.clone(), item.number?)))
                            .collect()
                    }
                };
                (!known.is_empty()).then(|| Self::Options(known.into()))
            }
            _ => None,
        }
    }

    pub(super) fn of(&self, answer: &Answer) -> f64 {
        if answer.state != AnswerState::Answered {
            return f64::NAN;
        }
        let Some(given) = answer.value.as_ref().map(Given::from) else {
            return f64::NAN;
        };
        match (self, given) {
            (Self::Number, given) => match Measure::Number.read(given) {
                Some(Measured::Number(number)) => number,
                _ => f64::NAN,
            },
            (Self::Day, given) => match Measure::Time.read(given) {
                Some(Measured::Time(time, _)) => day::number(time),
                _ => f64::NAN,
            },
            (Self::Options(known), Given::Text(id)) => of_option(known, id),
            (Self::Options(known), Given::List(ids)) => {
                ids.iter().map(|id| of_option(known, id)).sum()
            }
            (Self::Digits, Given::Text(text)) => digits(text),
            (Self::Length, Given::Text(text)) => count(text.chars().count()),
            (Self::Count, Given::List(items)) => count(items.len()),
            (Self::Count, Given::Text(_)) => 1.0,
            _ => f64::NAN,
        }
    }
}

fn of_option(known: &[(String, f64)], id: &str) -> f64 {
    let number = known.iter().find(|(known, _)| known == id);
    number.map_or(f64::NAN, |(_, number)| *number)
}

/// A text that is a number: digits, with a point and a sign at most.
fn digits(text: &str) -> f64 {
    let text = text.trim();
    let fits = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
    let number = text.parse().ok().filter(|_| text.chars().all(fits));
    number.unwrap_or(f64::NAN)
}

pub(super) fn count(items: usize) -> f64 {
    u32::try_from(items).map_or(f64::NAN, f64::from)
}

/// The text that was answered, without what stands around it.
pub(super) fn text(answer: Option<&Answer>) -> Option<&str> {
    let answer = answer.filter(|answer| answer.state == AnswerState::Answered)?;
    match &answer.value {
        Some(Value::Text(text)) => Some(text.trim()),
        _ => None,
    }
}
