//! Sums in conditions: `{ "2 * copies + pages" = "> 100" }`, and `{ "today - bought" = "<= 730" }`, as days are counted, too.

use std::ops::Range;

use super::names::Meaning;
use super::read::Spotter;
use super::{Seen, Source, Subject};
use crate::flow::fact::TODAY;
use crate::flow::value::{Given, Measure, Measured};

/// An answer, and how often it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Term {
    /// Below zero: it is taken away.
    pub factor: f64,
    /// The question; none stands for the day of the call.
    pub source: Option<Source>,
    /// Whether it is a number or a day.
    measure: Measure,
}

/// Whether a key of a condition is reckoned: it is no name of one thing.
pub(super) fn is_sum(key: &str) -> bool {
    key.contains([' ', '+', '-', '*'])
}

impl Spotter<'_> {
    /// What a key such as `2 * copies - pages` means; `None` once a fault was reported.
    pub(super) fn sum(self, key: &str, span: &Range<usize>) -> Option<Meaning<'static>> {
        let mut terms = Vec::new();
        let mut rest = key.trim();
        while !rest.is_empty() {
            let sign = rest.strip_prefix(['+', '-']);
            let factor = if rest.starts_with('-') { -1.0 } else { 1.0 };
            let Some(text) = sign.or(terms.is_empty().then_some(rest)) else {
                return self.no_sum(key, span);
            };
            let end = text.find(['+', '-']).unwrap_or(text.len());
            let (term, after) = text.split_at(end);
            terms.push(self.term(key, span, term, factor)?);
            rest = after;
        }
        Some(Meaning {
            subject: Subject::Sum(terms),
            measure: Measure::Number,
            options: None,
            what: "a sum".to_owned(),
        })
    }

    fn term(self, key: &str, span: &Range<usize>, text: &str, sign: f64) -> Option<Term> {
        let (times, name) = match text.split_once('*') {
            Some((times, name)) => (times.trim().parse().ok(), name.trim()),
            None => (Some(1.0), text.trim()),
        };
        let times = times.filter(|times: &f64| times.is_finite());
        let (Some(times), false) = (times, name.is_empty() || name.contains([' ', '*'])) else {
            return self.no_sum(key, span);
        };
        let factor = sign * times;
        let Some((source, question)) = self.names.question(name) else {
            if name == TODAY {
                return Some(Term {
                    factor,
                    source: None,
                    measure: Measure::Time,
                });
            }
            let message = format!("there is no question `{name}`");
            return self.unknown(span, &message, name, self.names.all());
        };
        let measure = question.kind.measure();
        if !matches!(measure, Measure::Number | Measure::Time) {
            return self.fault(span, format!("`{name}` is neither a number nor a day"));
        }
        Some(Term {
            factor,
            source: Some(source),
            measure,
        })
    }

    fn no_sum<T>(self, key: &str, span: &Range<usize>) -> Option<T> {
        let message = format!("`{key}` is no sum; one is written as \"2 * copies + pages\"");
        self.fault(span, message)
    }
}

/// What the answers come to; nothing while one of them is missing.
pub(super) fn value(terms: &[Term], seen: Seen<'_, '_>) -> Option<f64> {
    let number = |term: &Term| {
        let Some(source) = term.source else {
            let today = seen.facts.today?.and_time(chrono::NaiveTime::MIN);
            return Some(term.factor * days(today));
        };
        let answer = seen.answer(&[source])?;
        let value = answer.value.as_ref().map(Given::from)?;
        let number = match term.measure.read(value)? {
            Measured::Number(number) => number,
            Measured::Time(time, _) => days(time),
            _ => return None,
        };
        Some(term.factor * number)
    };
    terms.iter().map(number).sum()
}

/// The days since 1970, with the part of the day that has passed.
fn days(time: chrono::NaiveDateTime) -> f64 {
    let since = time.signed_duration_since(chrono::NaiveDateTime::default());
    let (days, seconds) = (since.num_days(), since.num_seconds() % 86_400);
    let number = |whole: i64| i32::try_from(whole).map_or(f64::NAN, f64::from);
    number(days) + number(seconds) / 86_400.0
}
