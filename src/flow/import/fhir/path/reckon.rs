//! Sums of answers, numbers and days.

use serde_json::Value;

use super::Path;
use super::mean::{Meaning, Part, Thing, Truth};
use crate::flow::import::form::Kind;
use crate::flow::import::logic::{Addend, Logic, Test, mirrored};

/// Answers, each times a number, and a number.
struct Sum {
    terms: Vec<(Addend, f64)>,
    number: f64,
    /// Whether it is a day; days are only compared with days, and not added up.
    is_day: bool,
}

impl Sum {
    fn number(number: f64) -> Self {
        Self {
            terms: Vec::new(),
            number,
            is_day: false,
        }
    }

    fn of(addend: Addend, is_day: bool) -> Self {
        Self {
            terms: vec![(addend, 1.0)],
            number: 0.0,
            is_day,
        }
    }

    fn times(mut self, factor: f64) -> Self {
        for (_, own) in &mut self.terms {
            *own *= factor;
        }
        self.number *= factor;
        self
    }

    fn plus(mut self, other: Self) -> Self {
        for (addend, factor) in other.terms {
            match self.terms.iter_mut().find(|(known, _)| *known == addend) {
                Some((_, own)) => *own += factor,
                None => self.terms.push((addend, factor)),
            }
        }
        self.number += other.number;
        self
    }
}

/// Whether a path adds something up, or looks at today.
pub(super) fn reckons(path: &Path) -> bool {
    match path {
        Path::Two("+" | "-" | "*" | "/", ..) => true,
        Path::Call(base, name, parts) => {
            name == "today" && parts.is_empty() && **base == Path::Here
        }
        _ => false,
    }
}

impl Meaning<'_, '_, '_> {
    /// How two sums stand to each other. It is neither true nor false while an answer is missing.
    pub(super) fn reckoned(
        &self,
        sign: &str,
        (left, right): (&Path, &Path),
        focus: &Thing,
    ) -> Option<Truth> {
        let (left, right) = (self.sum(left, focus)?, self.sum(right, focus)?);
        if left.is_day != right.is_day {
            return None;
        }
        let sum = left.plus(right.times(-1.0));
        let terms: Vec<_> = sum
            .terms
            .into_iter()
            .filter(|(_, factor)| *factor != 0.0)
            .collect();
        let sign = match sign {
            "~" => "=",
            "!~" => "!=",
            sign => sign,
        };
        // That the sign is known is seen by turning it around twice.
        let known = mirrored(mirrored(sign));
        if terms.is_empty() || known != sign {
            return None;
        }
        let answers: Vec<Logic> = terms
            .iter()
            .filter_map(|(addend, _)| addend.question())
            .map(|at| Logic::Test(at, Test::Answered))
            .collect();
        let is_contrary = known == "!=";
        let holds = Logic::Sum(
            terms,
            if is_contrary { "=" } else { known },
            0.0 - sum.number,
        );
        let fails = Logic::all(answers.into_iter().chain([holds.clone().negated()]));
        let truth = Truth { holds, fails };
        Some(if is_contrary { truth.not() } else { truth })
    }

    fn sum(&self, path: &Path, focus: &Thing) -> Option<Sum> {
        match path {
            Path::Number(number) => Some(Sum::number(*number)),
            path if reckons(path) => match path {
                Path::Two(sign, left, right) => {
                    let (left, right) = (self.sum(left, focus)?, self.sum(right, focus)?);
                    let is_number = |sum: &Sum| sum.terms.is_empty();
                    let (left_is_number, right_is_number) = (is_number(&left), is_number(&right));
                    match *sign {
                        _ if left.is_day || right.is_day => None,
                        "+" => Some(left.plus(right)),
                        "-" => Some(left.plus(right.times(-1.0))),
                        "*" if right_is_number => Some(left.times(right.number)),
                        "*" if left_is_number => Some(right.times(left.number)),
                        "/" if right_is_number && right.number != 0.0 => {
                            Some(left.times(1.0 / right.number))
                        }
                        _ => None,
                    }
                }
                _ => Some(Sum::of(Addend::Today, true)),
            },
            path => match self.thing(path, focus)? {
                Thing::Answers(at, Part::Whole) if self.is_single(at) => match self.kind(at)? {
                    Kind::Date => Some(Sum::of(Addend::Answer(at), true)),
                    kind if kind.is_number() => Some(Sum::of(Addend::Answer(at), false)),
                    _ => None,
                },
                Thing::Known(values) => match values.as_slice() {
                    [Value::Number(number)] => number.as_f64().map(Sum::number),
                    _ => None,
                },
                _ => None,
            },
        }
    }
}
