//! Between which ends lies what is reckoned, whatever is answered.

use crate::flow::Question;
use crate::flow::condition::{Each, Formula, Function, Operator, Reading, Source, settled};
use crate::flow::question::{Bound, Kind};
use crate::flow::value::Measured;

/// The least and the most, and whether it is whole.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Range {
    pub(super) least: f64,
    pub(super) most: f64,
    pub(super) whole: bool,
}

/// The range of what is reckoned of the answers to these questions.
pub(super) fn range<'q>(
    formula: &Formula,
    question: &dyn Fn(Source) -> Option<&'q Question>,
) -> Range {
    let of = |formula: &Formula| range(formula, question);
    match formula {
        Formula::Number(number) => Range::new(*number, *number, number.fract() == 0.0),
        Formula::Today => Range::ANY.whole(),
        Formula::Item => Range::new(1.0, f64::INFINITY, true),
        Formula::Answer(source, reading) => answer(question(*source), reading),
        Formula::Each(each, source, reading) => {
            let one = answer(question(*source), reading);
            match each {
                Each::Items => Range::new(0.0, f64::INFINITY, true),
                Each::Least | Each::Most => one,
                // One is summed up, or many.
                Each::Sum => Range::new(
                    if one.least < 0.0 {
                        f64::NEG_INFINITY
                    } else {
                        one.least
                    },
                    if one.most > 0.0 {
                        f64::INFINITY
                    } else {
                        one.most
                    },
                    one.whole,
                ),
            }
        }
        Formula::Negative(inside) => {
            let inside = of(inside);
            Range::new(-inside.most, -inside.least, inside.whole)
        }
        Formula::Two(operator, left, right) => two(*operator, of(left), of(right)),
        Formula::Call(function, arguments) => {
            let mut ranges = arguments.iter().map(of);
            let first = ranges.next().unwrap_or(Range::ANY);
            call(*function, first, ranges)
        }
        Formula::Same(..) | Formula::Holds(_) => Range::new(0.0, 1.0, true),
        Formula::If(_, then, other) => match **other {
            Formula::Number(nothing) if nothing.is_nan() => of(then),
            _ => of(then).or(of(other)),
        },
    }
}

impl Range {
    const ANY: Self = Self {
        least: f64::NEG_INFINITY,
        most: f64::INFINITY,
        whole: false,
    };

    /// What is not known of an end does not bound.
    fn new(least: f64, most: f64, whole: bool) -> Self {
        Self {
            least: if least.is_nan() {
                f64::NEG_INFINITY
            } else {
                settled(least)
            },
            most: if most.is_nan() {
                f64::INFINITY
            } else {
                settled(most)
            },
            whole,
        }
    }

    fn whole(self) -> Self {
        Self {
            whole: true,
            ..self
        }
    }

    fn or(self, other: Self) -> Self {
        Self::new(
            self.least.min(other.least),
            self.most.max(other.most),
            self.whole && other.whole,
        )
    }

    fn each(self, of: fn(f64) -> f64) -> Self {
        Self::new(of(self.least), of(self.most), true)
    }
}

fn two(operator: Operator, left: Range, right: Range) -> Range {
    let whole = left.whole && right.whole;
    match operator {
        Operator::Or => left.or(right),
        Operator::Plus => Range::new(left.least + right.least, left.most + right.most, whole),
        Operator::Minus => Range::new(left.least - right.most, left.most - right.least, whole),
        Operator::Times => among(left, right, whole, |one, other| {
            // However much, none of it is nothing.
            if one == 0.0 || other == 0.0 {
                0.0
            } else {
                one * other
            }
        }),
        Operator::Over if right.least > 0.0 || right.most < 0.0 => {
            among(left, right, false, |one, other| {
                if one.is_infinite() && other.is_infinite() {
                    f64::NAN
                } else {
                    one / other
                }
            })
        }
        Operator::Over => Range::ANY,
        Operator::Mod => {
            let most = right.least.abs().max(right.most.abs());
            let end = if whole { most - 1.0 } else { most };
            let least = if left.least >= 0.0 {
                0.0
            } else {
                (-end).max(left.least)
            };
            let most = if left.most <= 0.0 {
                0.0
            } else {
                end.min(left.most)
            };
            Range::new(least, most, whole)
        }
    }
}

/// From the least to the most of what the ends make.
fn among(left: Range, right: Range, whole: bool, of: fn(f64, f64) -> f64) -> Range {
    let ends = [
        of(left.least, right.least),
        of(left.least, right.most),
        of(left.most, right.least),
        of(left.most, right.most),
    ];
    if ends.iter().any(|end| end.is_nan()) {
        return Range::ANY;
    }
    let least = ends.iter().copied().fold(f64::INFINITY, f64::min);
    let most = ends.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    Range::new(least, most, whole)
}

fn call(function: Function, first: Range, mut rest: impl Iterator<Item = Range>) -> Range {
    match function {
        Function::Floor => first.each(f64::floor),
        Function::Ceiling => first.each(f64::ceil),
        Function::Round => first.each(|end| (end + 0.5).floor()),
        Function::Trunc => first.each(f64::trunc),
        Function::Abs => {
            let (one, other) = (first.least.abs(), first.most.abs());
            let least = if first.least <= 0.0 && first.most >= 0.0 {
                0.0
            } else {
                one.min(other)
            };
            Range::new(least, one.max(other), first.whole)
        }
        Function::Min => rest.fold(first, |so_far, next| Range {
            least: so_far.least.min(next.least),
            most: so_far.most.min(next.most),
            whole: so_far.whole && next.whole,
        }),
        Function::Max => rest.fold(first, |so_far, next| Range {
            least: so_far.least.max(next.least),
            most: so_far.most.max(next.most),
            whole: so_far.whole && next.whole,
        }),
        Function::Months | Function::Years | Function::Year => {
            // Of the others there is none beside these.
            let _ = rest.next();
            Range::ANY.whole()
        }
        Function::Month => Range::new(1.0, 12.0, true),
        Function::Day => Range::new(1.0, 31.0, true),
    }
}

fn answer(question: Option<&Question>, reading: &Reading) -> Range {
    let Some(question) = question else {
        return Range::ANY;
    };
    match (reading, &question.kind) {
        (Reading::Number, Kind::Number { integer, .. }) => {
            let check = &question.check;
            let end = |bound: &Option<Bound>| match bound {
                Some(Bound::At(Measured::Number(number))) if !check.warn_only => *number,
                _ => f64::NAN,
            };
            Range::new(end(&check.min), end(&check.max), *integer)
        }
        #[expect(clippy::cast_precision_loss, reason = "a scale has few points")]
        (Reading::Number, Kind::Scale { min, max }) => Range::new(*min as f64, *max as f64, true),
        (Reading::Options(known), kind) => {
            let numbers = || known.iter().map(|(_, number)| *number);
            let whole = numbers().all(|number| number.fract() == 0.0);
            if matches!(kind, Kind::Choices(_)) {
                let least = numbers().filter(|number| *number < 0.0).sum();
                let most = numbers().filter(|number| *number > 0.0).sum();
                return Range::new(least, most, whole);
            }
            let least = numbers().fold(f64::INFINITY, f64::min);
            let most = numbers().fold(f64::NEG_INFINITY, f64::max);
            Range::new(least, most, whole)
        }
        (Reading::Count, Kind::Choices(options)) => {
            let most = u32::try_from(options.ids().len()).map_or(f64::NAN, f64::from);
            Range::new(1.0, most, true)
        }
        (Reading::Count | Reading::Length, _) => Range::new(1.0, f64::INFINITY, true),
        _ => Range::ANY,
    }
}
