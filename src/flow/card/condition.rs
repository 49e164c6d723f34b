//! Conditions in words: `scope is several or all, and the customer’s tier is gold`.

use super::state_in_words;
use crate::flow::Flow;
use crate::flow::condition::{
    Comparison, Condition, Each, Formula, KnownFact, Operator, Reading, Source, Subject, Test,
};
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
        Subject::Reckoned(formula) => reckoned(formula, flow),
    }
}

/// What is reckoned, in signs of print.
pub(in crate::flow) fn reckoned(formula: &Formula, flow: &Flow) -> String {
    let part = |part: &Formula, least: u8| {
        let words = reckoned(part, flow);
        if part.binds() < least {
            format!("({words})")
        } else {
            words
        }
    };
    let name = |source: &Source| id(*source, flow).unwrap_or_default().to_owned();
    match formula {
        Formula::Number(number) if number.is_nan() => "nothing".to_owned(),
        Formula::Number(number) if *number < 0.0 => format!("−{}", -number),
        Formula::Number(number) => number.to_string(),
        Formula::Today => "today".to_owned(),
        Formula::Item => "the number of the item".to_owned(),
        Formula::Answer(source, Reading::Length) => format!("the length of {}", name(source)),
        Formula::Answer(source, Reading::Count) => format!("how many of {}", name(source)),
        Formula::Answer(source, Reading::Digits) => format!("the number in {}", name(source)),
        Formula::Answer(source, _) => name(source),
        Formula::Each(Each::Items, source, _) => {
            let asks = name(source);
            let section = asks.strip_prefix("another_").unwrap_or(&asks);
            format!("how many items of {section}")
        }
        Formula::Each(each, source, _) => {
            let of = match each {
                Each::Least => "the least",
                Each::Most => "the most",
                _ => "the sum",
            };
            format!("{of} of every {}", name(source))
        }
        Formula::Negative(inside) => format!("−{}", part(inside, 3)),
        Formula::Two(operator, left, right) => {
            let binds = operator.binds();
            let (left, right) = (part(left, binds), part(right, binds + 1));
            format!("{left} {operator} {right}")
        }
        Formula::Call(function, arguments) => {
            let arguments = arguments.iter().map(|one| reckoned(one, flow));
            let arguments = arguments.collect::<Vec<_>>().join(", ");
            format!("{}({arguments})", function.id())
        }
        Formula::Same(one, other) => {
            format!(
                "(1 if {} is the same as {}, else 0)",
                name(one),
                name(other)
            )
        }
        Formula::Holds(condition) => format!("(1 if {}, else 0)", in_words(condition, flow)),
        Formula::If(condition, then, other) => format!(
            "({} if {}, else {})",
            part(then, 1),
            met(condition, flow),
            part(other, 1)
        ),
    }
}

/// What decides which of two numbers counts.
fn met(formula: &Formula, flow: &Flow) -> String {
    match formula {
        Formula::Holds(condition) => in_words(condition, flow),
        // What is neither counts as not met, which goes without saying here.
        Formula::Two(Operator::Or, condition, _) => met(condition, flow),
        other => reckoned(other, flow),
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
            words.collect::<Vec<_>>().join(" or ")
        }
    }
}
