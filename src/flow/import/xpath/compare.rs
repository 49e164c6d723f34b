//! Comparisons: `=`, `!=`, `<`, `<=`, `>`, `>=` between what is known and what will be answered.

use super::count::counted;
use super::mean::{Reader, Val};
use super::number::{day_number, number};
use crate::flow::import::form::Kind;
use crate::flow::import::logic::{Logic, Test, mirrored, stands};
use crate::flow::import::num::Num;

/// How one value stands to another, as a condition.
pub fn compare(reader: &Reader<'_>, operator: &str, left: Val, right: Val) -> Logic {
    if !reader.burn() {
        return Logic::Unknown("it is too long".to_owned());
    }
    if operator == "!=" {
        return compare(reader, "=", left, right).negated();
    }
    match (left, right) {
        (Val::If(when, then, other), right) => {
            reader.either(when, *then, *other, |reader, left| {
                compare(reader, operator, left, right.clone())
            })
        }
        (left, right @ Val::If(..)) => compare(reader, mirrored(operator), right, left),
        (Val::Unknown(cause), _) | (_, Val::Unknown(cause)) => Logic::Unknown(cause),
        (Val::Truth(left), right) if operator == "=" => {
            let right = reader.truth(right);
            Logic::either(left, right.clone(), right.negated())
        }
        (left, right @ Val::Truth(_)) if operator == "=" => compare(reader, operator, right, left),
        // Otherwise a truth is the number 1 or 0.
        (Val::Truth(left), right) => {
            reader.either(left, Val::Number(1.0), Val::Number(0.0), |reader, left| {
                compare(reader, operator, left, right.clone())
            })
        }
        (left, right @ Val::Truth(_)) => compare(reader, mirrored(operator), right, left),
        (Val::Some, right) => some(operator, &right),
        (left, Val::Some) => some(mirrored(operator), &left),
        (left @ Val::Num(..), right) | (left, right @ Val::Num(..)) => {
            reader.numbers(operator, left, right)
        }
        (Val::Question(left), Val::Question(right)) if operator == "=" => {
            same_answer(reader, left, right)
        }
        (left @ (Val::Question(_) | Val::Sum(_)), right @ (Val::Question(_) | Val::Sum(_))) => {
            reader.sums(operator, left, right)
        }
        (left, right) if is_known(&left) && is_known(&right) => known(operator, &left, &right),
        (left, right) if is_known(&right) => open(reader, operator, left, &right),
        (left, right) if is_known(&left) => open(reader, mirrored(operator), right, &left),
        (left, right) => reader.numbers(operator, left, right),
    }
}

/// What is there, against what is known.
fn some(operator: &str, right: &Val) -> Logic {
    match (operator, number_of(right), right) {
        ("=", _, Val::Text(text)) if text.is_empty() => Logic::Never,
        (_, Some(number), _) if number <= 0.0 => Logic::of(matches!(operator, ">" | ">=")),
        _ => Logic::Unknown("the length of what is worked out".to_owned()),
    }
}

fn is_known(value: &Val) -> bool {
    matches!(value, Val::Text(_) | Val::Number(_) | Val::Date(_))
}

/// The number that a known value is.
pub fn number_of(value: &Val) -> Option<f64> {
    match value {
        Val::Number(number) => Some(*number),
        Val::Text(text) => text
            .trim()
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite()),
        Val::Date(text) => day_number(text),
        _ => None,
    }
}

fn known(operator: &str, left: &Val, right: &Val) -> Logic {
    if let ("=", Val::Text(left) | Val::Date(left), Val::Text(right) | Val::Date(right)) =
        (operator, left, right)
    {
        return Logic::of(left == right);
    }
    match (left, right) {
        (Val::Date(left), Val::Date(right) | Val::Text(right))
        | (Val::Text(left), Val::Date(right))
            if is_time(Kind::Date, left) && is_time(Kind::Date, right) =>
        {
            let order = left.cmp(right);
            Logic::of(match operator {
                "<" => order.is_lt(),
                "<=" => order.is_le(),
                ">" => order.is_gt(),
                _ => order.is_ge(),
            })
        }
        _ => match (number_of(left), number_of(right)) {
            (Some(left), Some(right)) => Logic::of(stands(operator, left, right)),
            _ => Logic::Never,
        },
    }
}

/// What will be answered against what is known.
fn open(reader: &Reader<'_>, operator: &str, left: Val, right: &Val) -> Logic {
    match left {
        Val::Question(at) if operator == "=" => equals(reader, at, right),
        Val::Question(at) => sized(reader, operator, at, right),
        Val::Sum(_) => reader.sums(operator, left, right.clone()),
        Val::Label(at) if operator == "=" => {
            let Val::Text(label) = right else {
                return Logic::Unknown("a label is compared with a number".to_owned());
            };
            if label.is_empty() {
                return Logic::Test(at, Test::Answered).negated();
            }
            let options = reader
                .question(at)
                .map_or(&[][..], |question| &question.options);
            let named = options.iter().filter(|option| option.label == *label);
            is(at, named.map(|option| option.id.clone()).collect())
        }
        Val::Length(at) => match number_of(right) {
            // Every answer has a letter.
            Some(number) if number <= 0.0 => {
                let longer = Logic::Test(at, Test::Answered);
                let none = longer.clone().negated();
                Logic::any([
                    Logic::all([longer, Logic::of(matches!(operator, ">" | ">="))]),
                    Logic::all([none, Logic::of(stands(operator, 0.0, number))]),
                ])
            }
            Some(number) => with_none(reader, at, operator, number, |reader, at, sign, number| {
                reader.length(at, sign, number)
            }),
            None => Logic::Never,
        },
        Val::Count(at) => match number_of(right) {
            Some(number) => with_none(reader, at, operator, number, counted),
            None => Logic::Never,
        },
        _ => Logic::Unknown("a label is compared in size".to_owned()),
    }
}

/// A comparison of a length or a count, which is 0 when there is no answer.
fn with_none(
    reader: &Reader<'_>,
    at: usize,
    operator: &str,
    number: f64,
    of: impl Fn(&Reader<'_>, usize, &str, f64) -> Logic,
) -> Logic {
    let answered = of(reader, at, operator, number);
    if stands(operator, 0.0, number) {
        Logic::any([answered, Logic::Test(at, Test::Answered).negated()])
    } else {
        answered
    }
}

fn is(at: usize, ids: Vec<String>) -> Logic {
    if ids.is_empty() {
        Logic::Never
    } else {
        Logic::Test(at, Test::Is(ids))
    }
}

/// The ids of the options whose value fits, if any does.
pub fn options_named(
    reader: &Reader<'_>,
    at: usize,
    fits: impl Fn(&str) -> bool,
) -> Option<Vec<String>> {
    let question = reader.question(at)?;
    let options = question
        .options
        .iter()
        .filter(|option| fits(&option.source));
    let mut ids: Vec<_> = options.map(|option| option.id.clone()).collect();
    if question.other && fits(crate::flow::question::OTHER) {
        ids.push(crate::flow::question::OTHER.to_owned());
    }
    (!ids.is_empty()).then_some(ids)
}

fn equals(reader: &Reader<'_>, at: usize, right: &Val) -> Logic {
    if matches!(right, Val::Text(text) if text.is_empty()) {
        return Logic::Test(at, Test::Answered).negated();
    }
    let number = number_of(right);
    let is_number = matches!(right, Val::Number(_));
    let same = |source: &str| match right {
        Val::Text(text) | Val::Date(text) => source == text,
        _ => number.is_some_and(|number| {
            source
                .trim()
                .parse::<f64>()
                .is_ok_and(|one| stands("=", one, number))
        }),
    };
    match reader.kind(at) {
        Kind::Choice | Kind::YesNo => is(at, options_named(reader, at, same).unwrap_or_default()),
        Kind::Choices => match right {
            Val::Text(text) if text.contains(' ') => {
                let mut ids = Vec::new();
                for part in text.split_whitespace() {
                    match options_named(reader, at, |source| source == part) {
                        Some(found) => ids.extend(found),
                        None => return Logic::Never,
                    }
                }
                exactly(reader, at, &ids)
            }
            _ => {
                let ids = options_named(reader, at, same).unwrap_or_default();
                Logic::any(
                    ids.iter()
                        .map(|id| exactly(reader, at, std::slice::from_ref(id))),
                )
            }
        },
        kind if kind.is_number() => {
            number.map_or(Logic::Never, |value| self::number(at, "=", value))
        }
        Kind::Date | Kind::DateTime | Kind::Time => match right {
            Val::Text(text) | Val::Date(text) if is_time(reader.kind(at), text) => {
                is(at, vec![text.clone()])
            }
            Val::Number(_) => reader.sums("=", Val::Question(at), right.clone()),
            _ => Logic::Unknown("a day or a time is compared with a text".to_owned()),
        },
        kind if kind.is_words() && is_number => match number {
            // As a number, so `5` and `5.0` and `05` alike.
            Some(number) if number.fract() == 0.0 && number.abs() < 1e15 => {
                let sign = if number < 0.0 { "-" } else { "" };
                let digits = number.abs().to_string();
                Logic::Test(
                    at,
                    Test::Matches(format!(r"^\s*{sign}0*{digits}(?:\.0*)?\s*$")),
                )
            }
            _ => reader.numbers("=", Val::Question(at), right.clone()),
        },
        kind if kind.is_words() || kind == Kind::Exact => match right {
            Val::Text(text) | Val::Date(text) => is(at, vec![text.clone()]),
            _ => unlike(),
        },
        Kind::Note => Logic::Never,
        _ => unlike(),
    }
}

fn unlike() -> Logic {
    Logic::Unknown("an answer is compared with what it cannot be".to_owned())
}

/// These options were chosen and no other.
pub(super) fn exactly(reader: &Reader<'_>, at: usize, ids: &[String]) -> Logic {
    let all = options_named(reader, at, |_| true).unwrap_or_default();
    let others: Vec<_> = all.into_iter().filter(|id| !ids.contains(id)).collect();
    let chosen = Logic::Test(at, Test::HasAll(ids.to_vec()));
    if others.is_empty() {
        chosen
    } else {
        Logic::all([chosen, Logic::Test(at, Test::HasAny(others)).negated()])
    }
}

fn is_time(kind: Kind, text: &str) -> bool {
    match kind {
        Kind::Time => text.parse::<chrono::NaiveTime>().is_ok(),
        _ => {
            text.parse::<chrono::NaiveDate>().is_ok()
                || chrono::DateTime::parse_from_rfc3339(text).is_ok()
        }
    }
}

fn sized(reader: &Reader<'_>, operator: &str, at: usize, right: &Val) -> Logic {
    let sign = mirrored(mirrored(operator));
    let value = number_of(right);
    match (reader.kind(at), right) {
        (kind, _) if kind.is_number() => {
            value.map_or(Logic::Never, |value| number(at, operator, value))
        }
        (kind @ (Kind::Date | Kind::DateTime | Kind::Time), Val::Text(text) | Val::Date(text))
            if is_time(kind, text) =>
        {
            Logic::Test(at, Test::Compare(sign, text.clone()))
        }
        // What is no number is in no order.
        (_, Val::Text(_)) if value.is_none() => Logic::Never,
        (Kind::Date | Kind::DateTime, Val::Number(_) | Val::Text(_)) => {
            reader.sums(operator, Val::Question(at), right.clone())
        }
        (Kind::Choice, _) => value.map_or(Logic::Never, |number| {
            let fits = |source: &str| {
                source
                    .trim()
                    .parse()
                    .is_ok_and(|one| stands(sign, one, number))
            };
            is(at, options_named(reader, at, fits).unwrap_or_default())
        }),
        (Kind::Note, _) => Logic::Never,
        (Kind::Choices, _) => value.map_or(Logic::Never, |value| reader.only_one(sign, at, value)),
        _ => reader.numbers(sign, Val::Question(at), right.clone()),
    }
}

/// Two answers are the same, or there is neither.
fn same_answer(reader: &Reader<'_>, left: usize, right: usize) -> Logic {
    let missing = |at: usize| Logic::Test(at, Test::Answered).negated();
    let neither = Logic::all([missing(left), missing(right)]);
    let (one, other) = (Val::Question(left), Val::Question(right));
    let same = if left == right {
        Logic::Always
    } else if reader.sum(one.clone()).is_ok() && reader.sum(other.clone()).is_ok() {
        reader.sums("=", one, other)
    } else if [left, right].iter().any(|at| reader.kind(*at).is_number()) {
        reader.numbers("=", one, other)
    } else if [left, right].iter().all(|at| reader.kind(*at).is_words()) {
        Logic::Reckoned(Num::Same(left, right), "=", 1.0)
    } else if [left, right].iter().any(|at| reader.kind(*at).is_words()) {
        // An option and a text.
        let (choice, text) = if reader.kind(left).is_words() {
            (other, left)
        } else {
            (one, right)
        };
        match reader.cases(choice) {
            cases @ Val::If(..) => {
                let same = compare(reader, "=", cases, Val::Question(text));
                return Logic::any([same, neither]);
            }
            _ => Logic::Unknown("two texts are compared".to_owned()),
        }
    } else {
        same_option(reader, left, right)
    };
    Logic::any([same, neither])
}

/// Two questions chose the same, where both choose from a few options.
fn same_option(reader: &Reader<'_>, left: usize, right: usize) -> Logic {
    const MOST: usize = 60;
    let options = |at: usize| {
        reader
            .question(at)
            .map_or(&[][..], |question| &question.options)
    };
    let few = options(left).len() <= MOST && options(right).len() <= MOST;
    let choices = reader.kind(left) == Kind::Choice && reader.kind(right) == Kind::Choice;
    let other = [left, right]
        .iter()
        .any(|at| reader.question(*at).is_some_and(|question| question.other));
    if !few || !choices || other {
        return Logic::Unknown("two answers are compared".to_owned());
    }
    Logic::any(options(left).iter().map(|option| {
        let here = Logic::Test(left, Test::Is(vec![option.id.clone()]));
        Logic::all([
            here,
            equals(reader, right, &Val::Text(option.source.clone())),
        ])
    }))
}
