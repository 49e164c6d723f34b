//! Reckoning with answers: what can be said as a sum of them, each times a number, and compared with a number.

use super::mean::{Reader, Val};
use crate::flow::import::form::Kind;
use crate::flow::import::logic::{Addend, Logic, Test, mirrored, stands};
use crate::flow::import::num::stands_to_no_number;

/// `(factor × answer + … + add) / over`, and how it is rounded then. Days are numbers, counted from 1970.
#[derive(Debug, Clone, PartialEq)]
pub struct Sum {
    /// What is added up, each once, with its factor.
    pub terms: Vec<(Addend, f64)>,
    pub(super) add: f64,
    /// Above zero.
    pub(super) over: f64,
    /// A rounded one, and what is done with it then: a factor, and what is added.
    pub(super) rounded: Option<(Rounding, f64, f64)>,
}

/// How a number becomes a whole one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rounding {
    /// Towards zero.
    Cut,
    /// The next below.
    Floor,
    /// The next above.
    Ceiling,
    /// The nearest; a half goes up.
    Nearest,
}

/// More questions are not summed up.
const MOST_TERMS: usize = 30;

impl Rounding {
    /// The function of a flow.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Cut => "trunc",
            Self::Floor => "floor",
            Self::Ceiling => "ceiling",
            Self::Nearest => "round",
        }
    }
}

impl Sum {
    fn constant(add: f64) -> Self {
        Self {
            terms: Vec::new(),
            add,
            over: 1.0,
            rounded: None,
        }
    }

    /// All of its questions have an answer.
    pub fn answered(&self) -> Logic {
        answers(self.terms.iter())
    }

    /// A number of a question or of a day.
    fn of(addend: Addend) -> Self {
        Self {
            terms: vec![(addend, 1.0)],
            ..Self::constant(0.0)
        }
    }

    /// The day of the call.
    pub fn today() -> Self {
        Self::of(Addend::Today)
    }

    fn times(mut self, factor: f64) -> Self {
        if let Some((_, times, add)) = &mut self.rounded {
            *times *= factor;
            *add *= factor;
            return self;
        }
        for (_, times) in &mut self.terms {
            *times *= factor;
        }
        self.add *= factor;
        self
    }

    fn divided(mut self, by: f64) -> Self {
        if self.rounded.is_some() {
            return self.times(1.0 / by);
        }
        self.over *= by.abs();
        if by < 0.0 { self.times(-1.0) } else { self }
    }

    /// The sum of two, unless both were rounded.
    fn plus(self, other: Self) -> Option<Self> {
        let (mut one, mut other) = if self.terms.is_empty() {
            (other, self)
        } else {
            (self, other)
        };
        if let Some((_, _, add)) = &mut one.rounded {
            *add += other.add / other.over;
            return other.terms.is_empty().then_some(one);
        }
        if other.rounded.is_some() {
            return None;
        }
        if one.over.to_bits() != other.over.to_bits() {
            let (over, by) = (one.over * other.over, other.over);
            other = other.times(one.over);
            one = one.times(by);
            one.over = over;
        }
        for (at, factor) in other.terms {
            match one.terms.iter_mut().find(|(known, _)| *known == at) {
                Some((_, times)) => *times += factor,
                None => one.terms.push((at, factor)),
            }
        }
        one.add += other.add;
        (one.terms.len() <= MOST_TERMS).then_some(one)
    }

    fn round(mut self, rounding: Rounding) -> Option<Self> {
        match self.rounded {
            None => {
                self.rounded = Some((rounding, 1.0, 0.0));
                Some(self)
            }
            // What is whole already stays as it is.
            Some((_, times, add)) => (times.fract() == 0.0 && add.fract() == 0.0).then_some(self),
        }
    }

    /// How it stands to a number.
    fn stands(self, reader: &Reader<'_>, operator: &str, bound: f64) -> Logic {
        let Some((rounding, times, add)) = self.rounded else {
            return self.plain(reader, operator, bound);
        };
        if times == 0.0 {
            return Logic::all([self.answered(), Logic::of(stands(operator, add, bound))]);
        }
        let operator = if times < 0.0 {
            mirrored(operator)
        } else {
            operator
        };
        let bound = whole((bound - add) / times);
        let plain = Self {
            rounded: None,
            ..self
        };
        // The least that is rounded to this whole number or a greater one, and whether it is so itself.
        let least = |whole: f64| match rounding {
            Rounding::Floor => (">=", whole),
            Rounding::Nearest => (">=", whole - 0.5),
            Rounding::Cut if whole > 0.0 => (">=", whole),
            Rounding::Cut | Rounding::Ceiling => (">", whole - 1.0),
        };
        let at_least = |whole: f64| {
            let (sign, bound) = least(whole);
            plain.clone().plain(reader, sign, bound)
        };
        let below = |whole: f64| {
            let (sign, bound) = least(whole);
            let sign = if sign == ">=" { "<" } else { "<=" };
            plain.clone().plain(reader, sign, bound)
        };
        match operator {
            ">=" => at_least(bound.ceil()),
            ">" => at_least(bound.floor() + 1.0),
            "<" => below(bound.ceil()),
            "<=" => below(bound.floor() + 1.0),
            _ if bound.fract() != 0.0 => Logic::Never,
            _ => Logic::all([at_least(bound), below(bound + 1.0)]),
        }
    }

    /// The answers that matter only in that they are there.
    fn idle(&self) -> Logic {
        answers(self.terms.iter().filter(|(_, factor)| *factor == 0.0))
    }

    fn plain(mut self, reader: &Reader<'_>, operator: &str, bound: f64) -> Logic {
        let bound = bound.mul_add(self.over, -self.add);
        self.terms.retain(|(_, factor)| *factor != 0.0);
        match self.terms.as_slice() {
            [] => Logic::of(stands(operator, 0.0, bound)),
            &[(Addend::Answer(at), factor)] if reader.kind(at).is_number() => {
                let operator = if factor < 0.0 {
                    mirrored(operator)
                } else {
                    operator
                };
                number(at, operator, bound / factor)
            }
            terms if has_time(reader, terms) => {
                Logic::Unknown("a time is compared with this day".to_owned())
            }
            terms if !bound.is_finite() => Logic::all([
                Logic::of(stands(operator, 0.0, bound)),
                answers(terms.iter()),
            ]),
            _ => Logic::Sum(self.terms, mirrored(mirrored(operator)), bound),
        }
    }
}

/// All of these questions have an answer.
fn answers<'t>(terms: impl Iterator<Item = &'t (Addend, f64)>) -> Logic {
    let answers = terms.filter_map(|(term, _)| term.question());
    Logic::all(answers.map(|at| Logic::Test(at, Test::Answered)))
}

/// A number that reckoning has left beside a whole one.
fn whole(number: f64) -> f64 {
    if (number - number.round()).abs() < 1e-9 {
        number.round()
    } else {
        number
    }
}

/// A day has no time of day to compare a time with.
fn has_time(reader: &Reader<'_>, terms: &[(Addend, f64)]) -> bool {
    let is_time = |addend: &Addend| {
        let kind = addend.question().map(|at| reader.kind(at));
        kind == Some(Kind::DateTime)
    };
    terms.iter().any(|(addend, _)| *addend == Addend::Today)
        && terms.iter().any(|(addend, _)| is_time(addend))
}

/// How the answer to a question stands to a number.
pub(super) fn number(at: usize, operator: &str, bound: f64) -> Logic {
    if let Some(stands) = stands_to_no_number(operator, bound) {
        return Logic::all([Logic::of(stands), Logic::Test(at, Test::Answered)]);
    }
    Logic::Test(
        at,
        match mirrored(mirrored(operator)) {
            "=" => Test::Is(vec![bound.to_string()]),
            sign => Test::Compare(sign, bound.to_string()),
        },
    )
}

/// The number of a day, counted from 1970.
pub(super) fn day_number(text: &str) -> Option<f64> {
    let day: chrono::NaiveDate = text.trim().parse().ok()?;
    let days = day
        .signed_duration_since(chrono::NaiveDate::default())
        .num_days();
    i32::try_from(days).ok().map(f64::from)
}

impl Reader<'_> {
    /// A value as a sum; the cause when it is none.
    pub(super) fn sum(&self, value: Val) -> Result<Sum, String> {
        match value {
            Val::Number(number) => Ok(Sum::constant(number)),
            Val::Text(text) => {
                let number = text.trim().parse().ok().or_else(|| day_number(&text));
                Ok(Sum::constant(number.unwrap_or(f64::NAN)))
            }
            Val::Date(text) => day_number(&text)
                .map(Sum::constant)
                .ok_or_else(|| format!("{text} as a number")),
            Val::Sum(sum) => Ok(sum),
            Val::Question(at)
                if self.kind(at).is_number()
                    || matches!(self.kind(at), Kind::Date | Kind::DateTime) =>
            {
                Ok(Sum::of(Addend::Answer(at)))
            }
            Val::Question(at) => {
                let id = self.question(at).map_or("", |question| &question.id);
                Err(format!("a number is made of the answer to `{id}`"))
            }
            Val::Unknown(cause) => Err(cause),
            _ => Err("it is reckoned with a length or a count".to_owned()),
        }
    }

    pub(super) fn arithmetic(&self, operator: &str, left: Val, right: Val) -> Val {
        let plain = |value: &Val| !matches!(value, Val::If(..) | Val::Truth(_) | Val::Num(..));
        let summed = (plain(&left) && plain(&right)).then(|| {
            let (left, right) = (self.sum(left.clone())?, self.sum(right.clone())?);
            reckon(operator, left, right)
        });
        if let Some(Ok(value)) = summed {
            return value;
        }
        let cause = match self.two(operator, left.clone(), right.clone()) {
            Ok(value) => return value,
            Err(cause) => cause,
        };
        // What cannot be reckoned in one of its cases may be in the others.
        match (left, right) {
            (left @ Val::If(..), right) => self.each(left, &|reader, left| {
                reader.arithmetic(operator, left, right.clone())
            }),
            (left, right @ Val::If(..)) => self.each(right, &|reader, right| {
                reader.arithmetic(operator, left.clone(), right)
            }),
            _ => Val::Unknown(cause),
        }
    }

    /// A number made whole.
    pub(super) fn round(&self, value: Val, rounding: Rounding) -> Val {
        self.each(as_cases(value), &|reader, value| match value {
            Val::Question(at) if matches!(reader.kind(at), Kind::Integer | Kind::Scale) => {
                Val::Question(at)
            }
            value => match reader.sum(value.clone()) {
                Ok(sum) if sum.terms.is_empty() => {
                    let number = sum.add / sum.over;
                    Val::Number(match rounding {
                        Rounding::Cut => number.trunc(),
                        Rounding::Floor => number.floor(),
                        Rounding::Ceiling => number.ceil(),
                        Rounding::Nearest => (number + 0.5).floor(),
                    })
                }
                Ok(sum) => match sum.clone().round(rounding) {
                    Some(sum) => Val::Sum(sum),
                    None => reader.function(rounding.name(), vec![Val::Sum(sum)]),
                },
                Err(_) => reader.function(rounding.name(), vec![value]),
            },
        })
    }

    /// How two numbers stand to each other.
    pub(super) fn sums(&self, operator: &str, left: Val, right: Val) -> Logic {
        let (one, other) = (left.clone(), right.clone());
        let difference = self.sum(left).and_then(|left| {
            let right = self.sum(right)?;
            if left.add.is_nan() || right.add.is_nan() {
                return Ok(None);
            }
            if right.terms.is_empty() {
                return Ok(Some((left, right.add / right.over)));
            }
            let difference = left.plus(right.times(-1.0));
            let both = || "two rounded numbers are compared".to_owned();
            difference.map(|left| Some((left, 0.0))).ok_or_else(both)
        });
        match difference {
            Ok(Some((left, bound))) if left.terms.is_empty() => {
                Logic::of(stands(operator, left.add / left.over, bound))
            }
            Ok(Some((left, bound))) => {
                Logic::all([left.idle(), left.stands(self, operator, bound)])
            }
            Ok(None) => Logic::Never,
            Err(_) => self.numbers(operator, one, other),
        }
    }
}

/// A truth as the numbers 1 and 0.
fn as_cases(value: Val) -> Val {
    match value {
        Val::Truth(logic) => Val::either(logic, Val::Number(1.0), Val::Number(0.0)),
        other => other,
    }
}

fn reckon(operator: &str, left: Sum, right: Sum) -> Result<Val, String> {
    let known = |sum: &Sum| sum.terms.is_empty().then_some(sum.add / sum.over);
    let several = |what: &str| Err(format!("answers are {what}"));
    if left.add.is_nan() || right.add.is_nan() {
        return Ok(Val::Number(f64::NAN));
    }
    let sum = match (operator, known(&left), known(&right)) {
        ("+", Some(one), Some(other)) => return Ok(Val::Number(one + other)),
        ("-", Some(one), Some(other)) => return Ok(Val::Number(one - other)),
        ("*", Some(one), Some(other)) => return Ok(Val::Number(one * other)),
        ("div", Some(one), Some(other)) => return Ok(Val::Number(one / other)),
        ("mod", Some(one), Some(other)) => return Ok(Val::Number(one % other)),
        ("+", ..) => left.plus(right),
        ("-", ..) => left.plus(right.times(-1.0)),
        ("*", Some(factor), _) => Some(right.times(factor)),
        ("*", _, Some(factor)) => Some(left.times(factor)),
        ("div", _, Some(by)) if by != 0.0 => Some(left.divided(by)),
        ("*", ..) => return several("multiplied with each other"),
        ("div", ..) => return several("divided by each other"),
        _ => return several("divided for what remains"),
    };
    sum.map_or_else(|| several("rounded and added up"), |sum| Ok(Val::Sum(sum)))
}
