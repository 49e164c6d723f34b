//! Reckoning in conditions: `{ "2 * copies + pages" = "> 100" }`, `{ "months(bought, today)" = "< 24" }`.
//!
//! What has no value makes everything that is reckoned with it have none, and a comparison with that is neither true nor
//! false: an answer that is missing, that of one item among several, a condition that is neither. Only `or` stands in.
//! Dividing by zero is more than any number, or less; nothing divided by zero has no value.
//!
//! What is left over in the last places of a number counts for nothing: 0.1 + 0.2 is 0.3.

mod day;
pub(super) mod parse;
mod reading;
mod size;

use std::fmt;
use std::sync::Arc;

use super::{Condition, Seen, Source};
use crate::domain::answer::{Answer, AnswerState, Value};
use reading::{count, text};

/// What is reckoned.
#[derive(Debug, Clone)]
pub enum Formula {
    Number(f64),
    /// The day of the call.
    Today,
    /// The number of the item at hand, from 1; none outside of a repeated section.
    Item,
    /// An answer as a number.
    Answer(Source, Reading),
    /// One number made of what was answered about every item.
    Each(Each, Source, Reading),
    Negative(Box<Self>),
    Two(Operator, Box<Self>, Box<Self>),
    /// A function of as many numbers as it takes.
    Call(Function, Vec<Self>),
    /// 1 when two texts are the same letter by letter, else 0.
    Same(Source, Source),
    /// 1 when a condition holds, 0 when it does not.
    Holds(Box<Condition>),
    /// One or the other, as the first is something or 0.
    If(Box<Self>, Box<Self>, Box<Self>),
}

/// How an answer is a number.
#[derive(Debug, Clone)]
pub enum Reading {
    Number,
    /// Days since 1970.
    Day,
    /// What the chosen options count, added up.
    Options(Arc<[(String, f64)]>),
    /// A text that is a number.
    Digits,
    /// How many letters.
    Length,
    /// How many options, or lines.
    Count,
}

/// What is made of the answers about several items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Each {
    Sum,
    Least,
    Most,
    /// How many there are, which is one more than were said to be followed by another.
    Items,
}

/// What stands between two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operator {
    /// The first that has a value.
    Or,
    Plus,
    Minus,
    Times,
    Over,
    /// What remains of a division, with the sign of what is divided.
    Mod,
}

/// A function of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Function {
    Floor,
    Ceiling,
    /// To the nearest whole number; a half goes up.
    Round,
    /// Towards zero.
    Trunc,
    Abs,
    Min,
    Max,
    /// Whole months from one day to another.
    Months,
    /// Whole years from one day to another.
    Years,
    Year,
    Month,
    /// The day of the month.
    Day,
}

/// The functions by name, with how many numbers they take at least and at most.
pub(in crate::flow) const FUNCTIONS: &[(&str, Function, usize, usize)] = &[
    ("floor", Function::Floor, 1, 1),
    ("ceiling", Function::Ceiling, 1, 1),
    ("round", Function::Round, 1, 1),
    ("trunc", Function::Trunc, 1, 1),
    ("abs", Function::Abs, 1, 1),
    ("min", Function::Min, 1, 20),
    ("max", Function::Max, 1, 20),
    ("months", Function::Months, 2, 2),
    ("years", Function::Years, 2, 2),
    ("year", Function::Year, 1, 1),
    ("month", Function::Month, 1, 1),
    ("day", Function::Day, 1, 1),
];

impl Formula {
    /// What it comes to, to be compared; nothing while a value is missing.
    pub(super) fn value(&self, seen: Seen<'_, '_>) -> Option<f64> {
        Some(settled(self.reckon(seen))).filter(|number| !number.is_nan())
    }

    /// What it comes to; not a number while a value is missing, which makes all that follows none either.
    fn reckon(&self, seen: Seen<'_, '_>) -> f64 {
        match self {
            Self::Number(number) => *number,
            Self::Today => seen.facts.today.map_or(f64::NAN, |today| {
                day::number(today.and_time(chrono::NaiveTime::MIN))
            }),
            Self::Item => seen
                .here
                .and_then(|(_, item)| u32::try_from(item + 1).ok())
                .map_or(f64::NAN, f64::from),
            Self::Answer(source, reading) => {
                let answer = seen.answer(&[*source]);
                answer.map_or(f64::NAN, |answer| reading.of(answer))
            }
            Self::Each(each, source, reading) => each.of(*source, reading, seen),
            Self::Negative(inside) => -inside.reckon(seen),
            Self::Two(operator, left, right) => {
                let left = left.reckon(seen);
                if *operator == Operator::Or && !left.is_nan() {
                    return left;
                }
                let right = right.reckon(seen);
                match operator {
                    Operator::Or => right,
                    Operator::Plus => left + right,
                    Operator::Minus => left - right,
                    Operator::Times => left * right,
                    Operator::Over => left / right,
                    Operator::Mod => left % right,
                }
            }
            Self::Call(function, arguments) => {
                let mut numbers = arguments.iter().map(|argument| argument.reckon(seen));
                let first = numbers.next().unwrap_or(f64::NAN);
                numbers.fold(function.begin(first), |so_far, next| {
                    function.and(so_far, next)
                })
            }
            Self::Same(one, other) => {
                let texts = [one, other].map(|source| text(seen.answer(&[*source])));
                match texts {
                    [Some(one), Some(other)] => f64::from(one == other),
                    _ => f64::NAN,
                }
            }
            Self::Holds(condition) => condition.holds(seen).map_or(f64::NAN, f64::from),
            Self::If(condition, then, other) => match condition.reckon(seen) {
                neither if neither.is_nan() => neither,
                0.0 => other.reckon(seen),
                _ => then.reckon(seen),
            },
        }
    }

    /// Every question that it looks at.
    pub(super) fn sources(&self, found: &mut Vec<Source>) {
        self.visit(&mut |part| match part {
            Self::Answer(source, _) | Self::Each(_, source, _) => found.push(*source),
            Self::Same(one, other) => found.extend([one, other]),
            Self::Holds(condition) => condition.sources(found),
            _ => {}
        });
    }

    /// The questions without whose answers it has no value.
    pub(in crate::flow) fn needs(&self, found: &mut Vec<Source>) {
        match self {
            Self::Answer(source, _) => found.push(*source),
            Self::Same(one, other) => found.extend([one, other]),
            Self::Negative(inside) => inside.needs(found),
            Self::Two(Operator::Or, ..) => {}
            Self::Two(_, left, right) => {
                left.needs(found);
                right.needs(found);
            }
            Self::Call(_, arguments) => {
                for argument in arguments {
                    argument.needs(found);
                }
            }
            _ => {}
        }
    }

    /// The conditions in it.
    pub(super) fn conditions<'f>(&'f self, found: &mut Vec<&'f Condition>) {
        self.visit(&mut |part| {
            if let Self::Holds(condition) = part {
                found.push(condition);
            }
        });
    }

    /// Looks at every part of it.
    pub(in crate::flow) fn visit<'f>(&'f self, look: &mut dyn FnMut(&'f Self)) {
        look(self);
        match self {
            Self::Negative(inside) => inside.visit(look),
            Self::Two(_, left, right) => {
                left.visit(look);
                right.visit(look);
            }
            Self::If(condition, then, other) => {
                condition.visit(look);
                then.visit(look);
                other.visit(look);
            }
            Self::Call(_, arguments) => {
                for argument in arguments {
                    argument.visit(look);
                }
            }
            _ => {}
        }
    }

    /// How tightly it holds together in writing.
    pub(in crate::flow) fn binds(&self) -> u8 {
        match self {
            Self::Two(operator, ..) => operator.binds(),
            Self::Negative(_) => 3,
            Self::Number(number) if *number < 0.0 => 3,
            _ => 4,
        }
    }
}

impl Operator {
    /// How tightly it holds together what stands on both sides.
    pub(in crate::flow) fn binds(self) -> u8 {
        match self {
            Self::Or => 0,
            Self::Plus | Self::Minus => 1,
            Self::Times | Self::Over | Self::Mod => 2,
        }
    }
}

impl Function {
    fn begin(self, first: f64) -> f64 {
        let first = settled(first);
        match self {
            Self::Floor => first.floor(),
            Self::Ceiling => first.ceil(),
            Self::Round => (first + 0.5).floor(),
            Self::Trunc => first.trunc(),
            Self::Abs => first.abs(),
            Self::Year | Self::Month | Self::Day => day::part(self, first),
            Self::Min | Self::Max | Self::Months | Self::Years => first,
        }
    }

    fn and(self, so_far: f64, next: f64) -> f64 {
        match self {
            // The least and the most of several need all of them.
            _ if so_far.is_nan() || next.is_nan() => f64::NAN,
            Self::Min => so_far.min(next),
            Self::Max => so_far.max(next),
            Self::Months => day::months(so_far, next),
            Self::Years => (day::months(so_far, next) / 12.0).trunc(),
            _ => so_far,
        }
    }

    /// Its name in files.
    pub(in crate::flow) fn id(self) -> &'static str {
        let known = FUNCTIONS.iter().find(|(_, function, ..)| *function == self);
        known.map_or("", |(name, ..)| name)
    }
}

impl Each {
    fn of(self, source: Source, reading: &Reading, seen: Seen<'_, '_>) -> f64 {
        if self == Self::Items {
            let said = seen.every(source).map(|answer| answer.is_some_and(is_yes));
            let followed = said.take_while(|is_followed| *is_followed).count();
            let is_there = seen.every(source).next().is_some();
            return count(followed + usize::from(is_there));
        }
        let numbers = seen
            .every(source)
            .map(|answer| answer.map_or(f64::NAN, |answer| reading.of(answer)));
        // As between two numbers: one that is missing makes the whole have no value.
        let whole = numbers.reduce(|so_far, next| match self {
            _ if so_far.is_nan() || next.is_nan() => f64::NAN,
            Self::Least => so_far.min(next),
            Self::Most => so_far.max(next),
            Self::Sum | Self::Items => so_far + next,
        });
        whole.unwrap_or(f64::NAN)
    }
}

/// A number without what reckoning has left over in its last places: to nine decimals.
///
/// Every number that is compared or made whole goes through here.
pub(in crate::flow) fn settled(number: f64) -> f64 {
    const DECIMALS: f64 = 1e9;
    // Beyond this there are no more decimals to lose, and an end that is not finite stays one.
    if number.abs() < 4_000_000.0 {
        (number * DECIMALS).round() / DECIMALS
    } else {
        number
    }
}

fn is_yes(answer: &Answer) -> bool {
    answer.state == AnswerState::Answered
        && matches!(&answer.value, Some(Value::Text(text)) if text == "yes")
}

impl fmt::Display for Operator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Or => "or",
            Self::Plus => "+",
            Self::Minus => "−",
            Self::Times => "×",
            Self::Over => "÷",
            Self::Mod => "mod",
        })
    }
}
