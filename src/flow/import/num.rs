//! What is reckoned of answers, as other formats mean it and as a flow says it: both have no value where one is missing.

use super::logic::{Logic, Test};

/// A number that is reckoned of answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Num {
    /// A number that is known.
    Number(f64),
    /// The answer to a question, by its position in the form: a number, a day, or an option that counts a number.
    Answer(usize),
    /// The number that a text or an option is, if it is one.
    Digits(usize),
    /// How many letters an answer has.
    Length(usize),
    /// How many options were chosen.
    Count(usize),
    /// What was answered about every item, put together: `sum`, `min` or `max`.
    Each(&'static str, usize),
    /// How many items a repeated section has, by its position.
    Items(usize),
    /// The number of the item at hand.
    Item,
    /// The day of the call.
    Today,
    /// 1 when two texts are the same, else 0.
    Same(usize, usize),
    /// No value.
    Nothing,
    /// Two numbers with `+`, `-`, `*`, `/`, `mod` or `or` between them.
    Two(&'static str, Box<Self>, Box<Self>),
    /// A function that flows have.
    Call(&'static str, Vec<Self>),
    /// One or the other, as a condition holds or not.
    If(Box<Logic>, Box<Self>, Box<Self>),
}

impl Num {
    /// Two with a sign between them, as simple as may be.
    pub fn two(sign: &'static str, left: Self, right: Self) -> Self {
        match (sign, left, right) {
            ("or", Self::Nothing, other) | ("or", other, Self::Nothing) => other,
            (_, Self::Nothing, _) | (_, _, Self::Nothing) => Self::Nothing,
            (_, Self::Number(one), Self::Number(other)) => Self::of(match sign {
                "+" => one + other,
                "-" => one - other,
                "*" => one * other,
                "/" => one / other,
                "mod" => one % other,
                _ => one,
            }),
            ("or", left, right) if !left.may_lack() => {
                drop(right);
                left
            }
            ("+", Self::Number(zero), other) | ("+" | "-", other, Self::Number(zero))
                if zero == 0.0 =>
            {
                other
            }
            ("*", Self::Number(one), other) | ("*" | "/", other, Self::Number(one))
                if (one - 1.0).abs() == 0.0 =>
            {
                other
            }
            (_, left, right) => Self::Two(sign, Box::new(left), Box::new(right)),
        }
    }

    /// A number that is known, if it is one.
    pub fn of(number: f64) -> Self {
        if number.is_nan() {
            Self::Nothing
        } else {
            Self::Number(number)
        }
    }

    /// A function of these.
    pub fn call(name: &'static str, arguments: Vec<Self>) -> Self {
        if arguments.contains(&Self::Nothing) {
            return Self::Nothing;
        }
        if let ("floor" | "ceiling" | "round" | "trunc", [whole]) = (name, arguments.as_slice())
            && whole.is_whole()
        {
            return whole.clone();
        }
        if let [Self::Number(number)] = arguments.as_slice() {
            let number = match name {
                "floor" => Some(number.floor()),
                "ceiling" => Some(number.ceil()),
                "round" => Some((number + 0.5).floor()),
                "trunc" => Some(number.trunc()),
                "abs" => Some(number.abs()),
                _ => None,
            };
            if let Some(number) = number {
                return Self::Number(number);
            }
        }
        Self::Call(name, arguments)
    }

    /// One or the other, as simple as may be.
    pub fn either(when: Logic, then: Self, other: Self) -> Self {
        let unanswered = |when: &Logic| match when {
            Logic::Not(part) => match **part {
                Logic::Test(at, Test::Answered) => Some(at),
                _ => None,
            },
            _ => None,
        };
        match (when, then, other) {
            (Logic::Always, then, _) => then,
            (Logic::Never, _, other) => other,
            (_, then, other) if then == other => then,
            (Logic::Not(when), then, other) if unanswered(&Logic::Not(when.clone())).is_none() => {
                Self::either(*when, other, then)
            }
            // The answer, or something else when there is none.
            (Logic::Test(at, Test::Answered), Self::Answer(same), other) if at == same => {
                Self::two("or", Self::Answer(at), other)
            }
            (when, then, Self::Answer(at)) if unanswered(&when) == Some(at) => {
                Self::two("or", Self::Answer(at), then)
            }
            // What has no value without these answers needs not say so.
            (when, then, Self::Nothing) if then.needs_all(&when) => then,
            (when, then, other) => Self::If(Box::new(when), Box::new(then), Box::new(other)),
        }
    }

    /// Whether this says nothing but that there are answers without which it has no value anyhow.
    fn needs_all(&self, when: &Logic) -> bool {
        match when {
            Logic::All(parts) => parts.iter().all(|part| self.needs_all(part)),
            Logic::Test(at, Test::Answered) => self.needs(*at),
            Logic::Reckoned(same, HAS_VALUE, _) => self.holds_all_of(same),
            _ => false,
        }
    }

    /// Whether it is made of this, so that it has no value without it.
    fn holds_all_of(&self, part: &Self) -> bool {
        self == part
            || match self {
                Self::Two("or", ..) | Self::If(..) => false,
                Self::Two(_, left, right) => left.holds_all_of(part) || right.holds_all_of(part),
                Self::Call(_, arguments) => arguments.iter().any(|one| one.holds_all_of(part)),
                _ => false,
            }
    }

    /// Whether it has no value without an answer to this question.
    pub fn needs(&self, at: usize) -> bool {
        match self {
            Self::Answer(own) | Self::Digits(own) | Self::Length(own) | Self::Count(own) => {
                *own == at
            }
            Self::Same(one, other) => *one == at || *other == at,
            Self::Two("or", ..) => false,
            Self::Two(_, left, right) => left.needs(at) || right.needs(at),
            Self::Call(_, arguments) => arguments.iter().any(|one| one.needs(at)),
            _ => false,
        }
    }

    /// Whether it may have no value.
    pub fn may_lack(&self) -> bool {
        match self {
            Self::Number(_) | Self::Today | Self::Item | Self::Items(_) => false,
            Self::Two("or", _, other) => other.may_lack(),
            Self::Two("/" | "mod", left, right) => {
                left.may_lack() || !matches!(**right, Self::Number(by) if by != 0.0)
            }
            Self::Two(_, left, right) | Self::If(_, left, right) => {
                left.may_lack() || right.may_lack()
            }
            Self::Call(_, arguments) => arguments.iter().any(Self::may_lack),
            _ => true,
        }
    }

    /// Whether it is whole, whatever is answered.
    fn is_whole(&self) -> bool {
        match self {
            Self::Number(number) => number.fract() == 0.0,
            Self::Length(_) | Self::Count(_) | Self::Items(_) | Self::Item | Self::Today => true,
            Self::Two("/", ..) => false,
            Self::Two(_, left, right) | Self::If(_, left, right) => {
                left.is_whole() && right.is_whole()
            }
            Self::Call(name, _) => matches!(
                *name,
                "floor" | "ceiling" | "round" | "trunc" | "months" | "year" | "month" | "day"
            ),
            _ => false,
        }
    }

    /// Every question that it looks at.
    pub fn questions(&self, found: &mut Vec<usize>) {
        match self {
            Self::Answer(at)
            | Self::Digits(at)
            | Self::Length(at)
            | Self::Count(at)
            | Self::Each(_, at) => found.push(*at),
            Self::Same(one, other) => found.extend([one, other]),
            Self::Two(_, left, right) => {
                left.questions(found);
                right.questions(found);
            }
            Self::Call(_, arguments) => {
                for argument in arguments {
                    argument.questions(found);
                }
            }
            Self::If(when, then, other) => {
                when.questions(found);
                then.questions(found);
                other.questions(found);
            }
            _ => {}
        }
    }

    /// The questions whose options count a number in it, if they have options.
    pub fn counts(&self, found: &mut Vec<usize>) {
        match self {
            Self::Answer(at) | Self::Digits(at) | Self::Each(_, at) => found.push(*at),
            Self::Two(_, left, right) => {
                left.counts(found);
                right.counts(found);
            }
            Self::Call(_, arguments) => {
                for argument in arguments {
                    argument.counts(found);
                }
            }
            Self::If(when, then, other) => {
                when.counts(found);
                then.counts(found);
                other.counts(found);
            }
            _ => {}
        }
    }

    /// The same with each of its parts changed, from the inside out.
    #[must_use]
    pub fn changed(self, of: &mut dyn FnMut(Self) -> Self) -> Self {
        let changed = match self {
            Self::Two(sign, left, right) => Self::two(sign, left.changed(of), right.changed(of)),
            Self::Call(name, arguments) => {
                let arguments = arguments.into_iter().map(|one| one.changed(of));
                Self::call(name, arguments.collect())
            }
            Self::If(when, then, other) => Self::either(*when, then.changed(of), other.changed(of)),
            other => other,
        };
        of(changed)
    }

    /// How many parts it has, those of its conditions included.
    pub fn size(&self) -> usize {
        match self {
            Self::Two(_, left, right) => 1 + left.size() + right.size(),
            Self::Call(_, arguments) => 1 + arguments.iter().map(Self::size).sum::<usize>(),
            Self::If(when, then, other) => 1 + when.size() + then.size() + other.size(),
            _ => 1,
        }
    }

    /// A cause that a flow cannot say one of its conditions for.
    pub fn unsaid(&self) -> Option<String> {
        match self {
            Self::Two(_, left, right) => left.unsaid().or_else(|| right.unsaid()),
            Self::Call(_, arguments) => arguments.iter().find_map(Self::unsaid),
            Self::If(when, then, other) => when
                .unsaid()
                .or_else(|| then.unsaid())
                .or_else(|| other.unsaid()),
            _ => None,
        }
    }
}

/// The sign that stands for: there is a value.
pub const HAS_VALUE: &str = "there";

/// How a number that is somewhere stands to a bound that is none, or beyond every number; nothing for every other bound.
pub fn stands_to_no_number(sign: &str, bound: f64) -> Option<bool> {
    (!bound.is_finite()).then(|| super::logic::stands(sign, 0.0, bound))
}
