//! What an expression means for the answers of a form: a condition, as far as a flow can say it.
//!
//! A question without an answer is the empty text, which is equal to nothing but itself, and as a number is none (NaN), so
//! that every comparison of sizes is false.

use std::collections::HashMap;

use super::Expr;
use super::compare::{compare, number_of};
use super::count::pattern_of_length;
use crate::flow::import::form::{Kind, Question};
use crate::flow::import::logic::{Logic, Test};

/// What a name stands for.
#[derive(Debug, Clone)]
pub enum Thing {
    /// A question, by position.
    Question(usize),
    /// Something that is worked out.
    Worked(Expr),
    /// Something that is never answered, such as a note.
    Empty,
    /// Something that a flow does not know.
    Opaque,
}

/// The value of an expression, as far as it is known before anything is answered.
#[derive(Debug, Clone)]
pub enum Val {
    Text(String),
    Number(f64),
    Date(String),
    Truth(Logic),
    /// The answer of a question.
    Question(usize),
    /// The answer of a question in words: the label of its option.
    Label(usize),
    /// How many letters it has.
    Length(usize),
    /// How many options were chosen.
    Count(usize),
    /// `factor × answer + add`.
    Linear(usize, f64, f64),
    If(Logic, Box<Self>, Box<Self>),
    Unknown,
}

/// Where an expression is read.
pub struct Reader<'f> {
    pub questions: &'f [Question],
    pub names: &'f HashMap<String, Thing>,
    /// The columns of the option at hand.
    pub columns: Option<&'f HashMap<String, String>>,
    /// The question at hand, for `.`.
    pub own: Option<usize>,
    /// What cannot be said.
    pub reason: &'f str,
    /// How much may still be worked out.
    pub fuel: std::cell::Cell<usize>,
    /// How deep what is worked out stands in other things that are.
    pub depth: std::cell::Cell<usize>,
}

/// Things that are worked out from each other deeper than this are not followed.
const DEEPEST: usize = 30;

/// How much one expression may take to work out.
pub const FUEL: usize = 4_000;

impl Reader<'_> {
    /// An expression as a condition.
    pub fn condition(&self, expression: &Expr) -> Logic {
        let value = self.value(expression);
        self.truth(value)
    }

    pub(super) fn unknown(&self) -> Logic {
        Logic::Unknown(self.reason.to_owned())
    }

    pub(super) fn question(&self, at: usize) -> Option<&Question> {
        self.questions.get(at)
    }

    pub(super) fn kind(&self, at: usize) -> Kind {
        self.question(at)
            .map_or(Kind::Note, |question| question.kind)
    }

    /// Takes a little of what may be worked out; none when it is used up.
    pub(super) fn burn(&self) -> bool {
        let left = self.fuel.get();
        self.fuel.set(left.saturating_sub(1));
        left > 0
    }

    /// Whether a value counts as true.
    pub(super) fn truth(&self, value: Val) -> Logic {
        match value {
            Val::Truth(logic) => logic,
            Val::Text(text) => Logic::of(!text.is_empty()),
            Val::Number(number) => Logic::of(number != 0.0 && !number.is_nan()),
            Val::Question(at) if self.kind(at).is_number() => Logic::all([
                Logic::Test(at, Test::Answered),
                Logic::Test(at, Test::Is(vec!["0".to_owned()])).negated(),
            ]),
            Val::Question(at) | Val::Label(at) | Val::Length(at) | Val::Count(at) => {
                Logic::Test(at, Test::Answered)
            }
            Val::Date(_) => Logic::Always,
            Val::Linear(..) => {
                let is_zero = compare(self, "=", value.clone(), Val::Number(0.0));
                let Val::Linear(at, ..) = value else {
                    return self.unknown();
                };
                Logic::all([Logic::Test(at, Test::Answered), is_zero.negated()])
            }
            Val::If(when, then, other) => self.either(when, *then, *other, Self::truth),
            Val::Unknown => self.unknown(),
        }
    }

    /// What holds of one value or of another.
    pub(super) fn either(
        &self,
        when: Logic,
        then: Val,
        other: Val,
        of: impl Fn(&Self, Val) -> Logic,
    ) -> Logic {
        if !self.burn() {
            return self.unknown();
        }
        let (then, other) = (of(self, then), of(self, other));
        Logic::any([
            Logic::all([when.clone(), then]),
            Logic::all([when.negated(), other]),
        ])
    }

    pub(super) fn value(&self, expression: &Expr) -> Val {
        if !self.burn() {
            return Val::Unknown;
        }
        match expression {
            Expr::Text(text) => Val::Text(text.clone()),
            Expr::Number(number) => Val::Number(*number),
            Expr::Name(name) => self.named(name),
            Expr::Bare(name) => match self.columns {
                Some(columns) => Val::Text(
                    columns
                        .get(&name.to_lowercase())
                        .cloned()
                        .unwrap_or_default(),
                ),
                None if self.names.contains_key(name) => self.named(name),
                None => Val::Unknown,
            },
            Expr::Own => self.own.map_or(Val::Unknown, Val::Question),
            Expr::Path(_) => Val::Unknown,
            Expr::Negative(inside) => self.linear(inside, -1.0, 0.0),
            Expr::Two("and", left, right) => {
                Val::Truth(Logic::all([self.condition(left), self.condition(right)]))
            }
            Expr::Two("or", left, right) => {
                Val::Truth(Logic::any([self.condition(left), self.condition(right)]))
            }
            Expr::Two(operator @ ("+" | "-" | "*" | "div" | "mod"), left, right) => {
                self.arithmetic(operator, left, right)
            }
            Expr::Two(operator, left, right) => {
                Val::Truth(compare(self, operator, self.value(left), self.value(right)))
            }
            Expr::Call(name, arguments) => self.call(name, arguments),
        }
    }

    fn named(&self, name: &str) -> Val {
        match self.names.get(name) {
            Some(Thing::Question(at)) => Val::Question(*at),
            Some(Thing::Worked(_)) if self.depth.get() > DEEPEST => Val::Unknown,
            Some(Thing::Worked(expression)) => {
                self.depth.set(self.depth.get() + 1);
                let value = self.value(expression);
                self.depth.set(self.depth.get() - 1);
                value
            }
            Some(Thing::Empty) => Val::Text(String::new()),
            Some(Thing::Opaque) | None => Val::Unknown,
        }
    }

    fn arithmetic(&self, operator: &str, left: &Expr, right: &Expr) -> Val {
        let (one, other) = (self.value(left), self.value(right));
        match (operator, number_of(&one), number_of(&other)) {
            ("+", Some(one), Some(other)) => Val::Number(one + other),
            ("-", Some(one), Some(other)) => Val::Number(one - other),
            ("*", Some(one), Some(other)) => Val::Number(one * other),
            ("div", Some(one), Some(other)) => Val::Number(one / other),
            ("mod", Some(one), Some(other)) => Val::Number(one % other),
            ("+", Some(add), _) => self.linear(right, 1.0, add),
            ("+", _, Some(add)) => self.linear(left, 1.0, add),
            ("-", _, Some(take)) => self.linear(left, 1.0, -take),
            ("-", Some(add), _) => self.linear(right, -1.0, add),
            ("*", Some(factor), _) => self.linear(right, factor, 0.0),
            ("*", _, Some(factor)) => self.linear(left, factor, 0.0),
            _ => Val::Unknown,
        }
    }

    /// `factor × expression + add`, when the expression is the number of one question.
    fn linear(&self, expression: &Expr, factor: f64, add: f64) -> Val {
        match self.value(expression) {
            Val::Number(number) => Val::Number(factor.mul_add(number, add)),
            Val::Question(at) if self.kind(at).is_number() => Val::Linear(at, factor, add),
            Val::Linear(at, inner, before) => {
                Val::Linear(at, inner * factor, factor.mul_add(before, add))
            }
            _ => Val::Unknown,
        }
    }

    /// How many letters an answer has, compared with a number.
    pub(super) fn length(&self, at: usize, sign: &str, number: f64) -> Logic {
        if !self.kind(at).is_words() && self.kind(at) != Kind::Exact {
            return self.unknown();
        }
        match pattern_of_length(sign, number) {
            // Nothing is so many letters long, or everything is that has some.
            None => Logic::Never,
            Some(pattern) => Logic::Test(at, Test::Matches(pattern)),
        }
    }
}
