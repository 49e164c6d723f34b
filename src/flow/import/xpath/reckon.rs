//! Reckoning with answers beyond sums: what is multiplied, divided, rounded, made of texts and options, or counted.

use super::compare::options_named;
use super::function::count;
use super::mean::{Reader, Val};
use super::number::{Sum, number};
use crate::flow::import::form::Kind;
use crate::flow::import::logic::{Addend, Logic, Test, mirrored, stands};
use crate::flow::import::num::{HAS_VALUE, Num, stands_to_no_number};

/// More parts are not carried over: nobody could read them.
const MOST_PARTS: usize = 150;

impl Reader<'_> {
    /// A value as a number; the cause when a flow cannot reckon with it.
    pub(super) fn num(&self, value: Val) -> Result<Num, String> {
        if !self.burn() {
            return Err("it is too long".to_owned());
        }
        match value {
            Val::Num(num, _) => Ok(num),
            Val::Sum(sum) => Ok(sum.num()),
            Val::Question(at) => self.num_of(at),
            Val::Length(at) => Ok(self.length_of(at)?),
            Val::Count(at) => match self.kind(at) {
                Kind::Choices => Ok(Num::two("or", Num::Count(at), Num::Number(0.0))),
                _ => Ok(one_or_none(Logic::Test(at, Test::Answered))),
            },
            Val::Truth(when) => match when.unsaid() {
                Some(cause) => Err(cause),
                None => Ok(one_or_none(when)),
            },
            Val::If(when, then, other) => {
                if let Some(cause) = when.unsaid() {
                    return Err(cause);
                }
                let num = Num::either(when, self.num(*then)?, self.num(*other)?);
                fits(num)
            }
            Val::Label(_) | Val::Some => Err("a label is reckoned with".to_owned()),
            Val::Unknown(cause) => Err(cause),
            Val::Text(_) | Val::Number(_) | Val::Date(_) => Ok(self.sum(value)?.num()),
        }
    }

    /// The answer to a question as a number.
    fn num_of(&self, at: usize) -> Result<Num, String> {
        let id = || {
            let question = self.question(at);
            question.map_or_else(String::new, |question| question.id.clone())
        };
        match self.kind(at) {
            kind if kind.is_number() => Ok(Num::Answer(at)),
            Kind::Date | Kind::DateTime => Ok(Num::Answer(at)),
            Kind::Choice => {
                let options = self.question(at).map_or(&[][..], |one| &one.options);
                let numbers = options.iter().filter(|one| one.number().is_some());
                let other = self.question(at).is_some_and(|one| one.other);
                // What is answered need not be a number.
                Ok(match numbers.count() {
                    0 => Num::Nothing,
                    all if all == options.len() && !other => Num::Answer(at),
                    _ => Num::Digits(at),
                })
            }
            Kind::YesNo | Kind::Note => Ok(Num::Nothing),
            kind if kind.is_words() || kind == Kind::Exact => Ok(Num::Digits(at)),
            _ => Err(format!("a number is made of the answer to `{}`", id())),
        }
    }

    fn length_of(&self, at: usize) -> Result<Num, String> {
        match self.kind(at) {
            Kind::Choice => {
                let options = self.question(at).map_or(&[][..], |one| &one.options);
                let zero = Num::Number(0.0);
                let lengths = options.iter().rev().fold(zero, |other, option| {
                    let is_it = Logic::Test(at, Test::Is(vec![option.id.clone()]));
                    let length = count(option.source.chars().count());
                    Num::either(is_it, Num::Number(length), other)
                });
                fits(lengths)
            }
            kind if kind.is_words() || kind == Kind::Exact => {
                Ok(Num::two("or", Num::Length(at), Num::Number(0.0)))
            }
            _ => Err("the length of what is no text".to_owned()),
        }
    }

    /// Two values reckoned with each other; the cause when a flow cannot.
    pub(super) fn two(&self, operator: &str, left: Val, right: Val) -> Result<Val, String> {
        let sign = match operator {
            "+" => "+",
            "-" => "-",
            "*" => "*",
            "div" => "/",
            _ => "mod",
        };
        let num = Num::two(sign, self.num(left)?, self.num(right)?);
        Ok(Val::Num(fits(num)?, false))
    }

    /// A function of values.
    pub(super) fn function(&self, name: &'static str, values: Vec<Val>) -> Val {
        let numbers = values.into_iter().map(|value| self.num(value));
        let numbers: Result<Vec<Num>, String> = numbers.collect();
        match numbers.and_then(|numbers| fits(Num::call(name, numbers))) {
            Ok(num) => Val::Num(num, false),
            Err(cause) => Val::Unknown(cause),
        }
    }

    /// How a value that is reckoned stands to another one.
    pub(super) fn numbers(&self, operator: &str, left: Val, right: Val) -> Logic {
        let empty = |value: &Val| matches!(value, Val::Text(text) if text.is_empty());
        if empty(&right) || empty(&left) {
            let one = if empty(&right) { left } else { right };
            return match (operator, self.num(one)) {
                ("=", Ok(num)) => Logic::Reckoned(num, HAS_VALUE, 0.0).negated(),
                (_, Ok(_)) => Logic::Never,
                (_, Err(cause)) => Logic::Unknown(cause),
            };
        }
        // What is kept as a text is the empty one while it has no value.
        let kept = |value: &Val| matches!(value, Val::Question(_) | Val::Num(_, true));
        let both_kept = operator == "=" && kept(&left) && kept(&right);
        let lacks = |value: &Val| match value {
            Val::Question(at) => Logic::Test(*at, Test::Answered).negated(),
            Val::Num(num, _) => Logic::Reckoned(num.clone(), HAS_VALUE, 0.0).negated(),
            _ => Logic::Never,
        };
        let neither = if both_kept {
            Logic::all([lacks(&left), lacks(&right)])
        } else {
            Logic::Never
        };
        let known = match &right {
            Val::Number(number) => Some(*number),
            _ => None,
        };
        let (left, right) = match (self.num(left), self.num(right)) {
            (Ok(left), Ok(right)) => (left, right),
            (Err(cause), _) | (_, Err(cause)) => return Logic::Unknown(cause),
        };
        let stands = match (left, right) {
            (Num::Nothing, _) | (_, Num::Nothing) => Logic::Never,
            (left, Num::Number(bound)) => self.reckoned(left, operator, known.unwrap_or(bound)),
            (Num::Number(bound), right) => self.reckoned(right, mirrored(operator), bound),
            (left, right) => match fits(Num::two("-", left, right)) {
                Ok(difference) => self.reckoned(difference, operator, 0.0),
                Err(cause) => Logic::Unknown(cause),
            },
        };
        Logic::any([stands, neither])
    }

    /// How what is reckoned stands to a number, as plainly as it can be said.
    fn reckoned(&self, num: Num, operator: &str, bound: f64) -> Logic {
        let sign = mirrored(mirrored(operator));
        match num {
            Num::Number(number) => Logic::of(stands(sign, number, bound)),
            Num::Answer(at) if self.kind(at).is_number() => number(at, sign, bound),
            Num::Answer(at) | Num::Digits(at) if self.kind(at) == Kind::Choice => {
                let options = self.question(at).map_or(&[][..], |one| &one.options);
                let fitting = options.iter().filter(|option| {
                    let number = option.number();
                    number.is_some_and(|number| stands(sign, number, bound))
                });
                let ids: Vec<String> = fitting.map(|option| option.id.clone()).collect();
                if ids.is_empty() {
                    Logic::Never
                } else {
                    Logic::Test(at, Test::Is(ids))
                }
            }
            Num::If(when, then, other)
                if matches!((&*then, &*other), (Num::Number(_), Num::Number(_))) =>
            {
                let (then, other) = (
                    self.reckoned(*then, sign, bound),
                    self.reckoned(*other, sign, bound),
                );
                Logic::either(*when, then, other)
            }
            num => match stands_to_no_number(sign, bound) {
                Some(stands) => {
                    Logic::all([Logic::of(stands), Logic::Reckoned(num, HAS_VALUE, 0.0)])
                }
                None => Logic::Reckoned(num, sign, bound),
            },
        }
    }

    /// The one option that was chosen of several, as a number that stands so.
    pub(super) fn only_one(&self, operator: &str, at: usize, bound: f64) -> Logic {
        let fits = |source: &str| {
            let number = source.trim().parse().ok();
            number.is_some_and(|number: f64| stands(operator, number, bound))
        };
        let ids = options_named(self, at, fits).unwrap_or_default();
        Logic::any(
            ids.iter()
                .map(|id| super::compare::exactly(self, at, std::slice::from_ref(id))),
        )
    }
}

impl Sum {
    /// The same as it is reckoned one after the other.
    pub(super) fn num(self) -> Num {
        let term = |(addend, factor): &(Addend, f64)| {
            let answer = match addend {
                Addend::Answer(at) => Num::Answer(*at),
                Addend::Today => Num::Today,
            };
            (answer, *factor)
        };
        // What is taken away comes after what is not.
        let (plus, minus): (Vec<_>, Vec<_>) = self
            .terms
            .iter()
            .map(term)
            .partition(|(_, factor)| *factor >= 0.0);
        let plus = plus
            .into_iter()
            .map(|(answer, factor)| Num::two("*", Num::Number(factor), answer));
        let sum = plus.reduce(|sum, next| Num::two("+", sum, next));
        let mut sum = sum.unwrap_or(Num::Number(0.0));
        for (answer, factor) in minus {
            sum = match (sum, Num::two("*", Num::Number(-factor), answer)) {
                (Num::Number(0.0), next) => Num::two("*", Num::Number(-1.0), next),
                (sum, next) => Num::two("-", sum, next),
            };
        }
        sum = if self.add < 0.0 {
            Num::two("-", sum, Num::Number(-self.add))
        } else {
            Num::two("+", sum, Num::of(self.add))
        };
        sum = Num::two("/", sum, Num::Number(self.over));
        if let Some((rounding, times, add)) = self.rounded {
            let whole = Num::call(rounding.name(), vec![sum]);
            sum = Num::two("*", whole, Num::Number(times));
            sum = Num::two("+", sum, Num::Number(add));
        }
        sum
    }
}

fn one_or_none(when: Logic) -> Num {
    Num::either(when, Num::Number(1.0), Num::Number(0.0))
}

/// A number that is not too long to be read.
fn fits(num: Num) -> Result<Num, String> {
    if num.size() > MOST_PARTS {
        Err("it is too long".to_owned())
    } else {
        Ok(num)
    }
}
