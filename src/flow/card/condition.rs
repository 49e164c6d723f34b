//! Conditions in words: `scope is several or all, and the customer’s tier is gold`.

use super::state_in_words;
use crate::flow::Flow;
use crate::flow::condition::{Comparison, Condition, KnownFact, Source, Subject, Term, Test};
use crate::flow::value::Measured;

/// A condition of a flow, as part of a sentence.
pub(in crate::flow) fn in_words(condition: &Condition, flow: &Flow) -> String {
    let inner = |part: &Condition| match part {
        Condition::All(parts) | Condition::Any(parts) if parts.len() > 1 => {
            format!("({})", in_words(part, flow))
        }
        _ => in_words(part, flow),
    };
    let join =
        |parts: &[Condition], word: &str| parts.iter().map(inner).collect::<Vec<_>>().join(word);
    match condition {
        Condition::All(parts) => join(parts, " and "),
        Condition::Any(parts) => join(parts, " or "),
        Condition::Not(part) => format!("not {}", inner(part)),
        Condition::Test(subject, test) => format!("{} {}", name(subject, flow), tested(test)),
    }
}

fn name(subject: &Subject, flow: &Flow) -> String {
    match subject {
        Subject::Priority { .. } => "the priority".to_owned(),
        Subject::Value {
            fact: Some(KnownFact(fact)),
            ..
        } => fact.words(),
        Subject::Value { sources, .. } => {
            let ids = sources.iter().filter_map(|source| id(*source, flow));
            ids.collect::<Vec<_>>().join(" or ")
        }
        Subject::Sum(terms) => {
            let term = |(at, term): (usize, &Term)| {
                let sign = match (at, term.factor < 0.0) {
                    (0, false) => "",
                    (0, true) => "−",
                    (_, false) => " + ",
                    (_, true) => " − ",
                };
                let name = term.source.map_or(Some("today"), |source| id(source, flow));
                let name = name.unwrap_or_default();
                let times = Some(term.factor.abs()).filter(|times| (times - 1.0).abs() > 0.0);
                let times = times.map_or_else(String::new, |times| format!("{times} × "));
                format!("{sign}{times}{name}")
            };
            terms.iter().enumerate().map(term).collect()
        }
    }
}

fn id(source: Source, flow: &Flow) -> Option<&str> {
    match source {
        Source::Own(at) => Some(&flow.questions.get(at)?.id),
        Source::Intake(at) => flow.intake.get(at).map(String::as_str),
    }
}

fn tested(test: &Test) -> String {
    let values = |values: &[Measured]| {
        values
            .iter()
            .map(Measured::words)
            .collect::<Vec<_>>()
            .join(" or ")
    };
    match test {
        Test::Is(any) => format!("is {}", values(any)),
        Test::IsNot(any) => format!("is not {}", values(any)),
        Test::Compare(Comparison::Below, end) => format!("is below {}", end.words()),
        Test::Compare(Comparison::AtMost, end) => format!("is at most {}", end.words()),
        Test::Compare(Comparison::Above, end) => format!("is above {}", end.words()),
        Test::Compare(Comparison::AtLeast, end) => format!("is at least {}", end.words()),
        Test::HasAny(options) => format!("has {}", options.join(" or ")),
        Test::HasAll(options) => format!("has {}", options.join(" and ")),
        Test::HasNone(options) => format!("has none of {}", options.join(", ")),
        Test::Matches(pattern) => format!("matches {pattern}"),
        Test::State(states) => {
            let words = states.iter().map(|state| state_in_words(*state));
            format!("is {}", words.collect::<Vec<_>>().join(" or "))
        }
    }
}
