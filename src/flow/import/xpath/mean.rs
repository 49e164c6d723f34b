//! What an expression means for the answers of a form: a condition, as far as a flow can say it.
//!
//! A question without an answer is the empty text, which is equal to nothing but itself, and as a number is none (NaN), so
//! that every comparison of sizes is false.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;

use super::Expr;
use super::compare::{compare, options_named};
use super::count::pattern_of_length;
use super::function::count;
use super::nodes::{Node, Nodes, Thing};
use super::number::Sum;
use crate::flow::import::form::{Form, Kind, Question};
use crate::flow::import::logic::{Logic, MOST_PARTS, Test, mirrored, stands};
use crate::flow::import::num::{HAS_VALUE, Num, stands_to_no_number};

/// The value of an expression, as far as it is known before anything is answered.
#[derive(Debug, Clone, PartialEq)]
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
    /// What is reckoned of answers that are numbers or days.
    Sum(Sum),
    /// What else is reckoned; and whether it is kept as a text, which is empty while there is no value.
    Num(Num, bool),
    /// A text or a number of which nothing is known but that it is not empty and above zero.
    Some,
    If(Logic, Box<Self>, Box<Self>),
    /// What a flow cannot say.
    Unknown(String),
}

/// A form whose rows are all read, and what was worked out of it already.
pub struct Scope<'f> {
    pub form: &'f Form,
    pub nodes: &'f Nodes,
    /// The values of what is worked out, by place.
    worked: RefCell<HashMap<usize, Val>>,
    /// What is being worked out, the outermost first.
    open: RefCell<Vec<usize>>,
}

/// Where an expression is read.
pub struct Reader<'f> {
    pub scope: &'f Scope<'f>,
    /// The groups around it and its own name.
    pub here: &'f [String],
    /// The columns of the option at hand.
    pub columns: Option<&'f HashMap<String, String>>,
    /// How much may still be worked out.
    fuel: Cell<usize>,
}

/// Things that are worked out from each other deeper than this are not followed.
const DEEPEST: usize = 50;

/// How much one expression may take to work out.
const FUEL: usize = 4_000;

const TOO_LONG: &str = "it is too long";

impl<'f> Scope<'f> {
    pub fn new(form: &'f Form, nodes: &'f Nodes) -> Self {
        Self {
            form,
            nodes,
            worked: RefCell::default(),
            open: RefCell::default(),
        }
    }

    /// For an expression that stands here.
    pub fn reader(&'f self, here: &'f [String]) -> Reader<'f> {
        Reader {
            scope: self,
            here,
            columns: None,
            fuel: Cell::new(FUEL),
        }
    }
}

/// A pattern for texts of more letters is too large for a flow.
const LONGEST_PATTERN: f64 = 200.0;

impl Reader<'_> {
    /// An expression as a condition. What a flow cannot say of it is told with its cause.
    pub fn condition(&self, expression: &Expr) -> Logic {
        let value = self.value(expression);
        let alone = matches!(
            expression,
            Expr::Name(_) | Expr::Bare(_) | Expr::Steps(..) | Expr::Own
        );
        let name = match &value {
            Val::Question(at) if alone => self.question(*at).map(|one| one.id.clone()),
            _ => None,
        };
        let truth = self.truth(value);
        match name {
            // That it stands in the form is enough for some programs; others want an answer to it.
            Some(id) => Logic::any([
                truth,
                Logic::Unknown(format!(
                    "`{id}` alone, which not every program needs answered"
                )),
            ]),
            None => truth,
        }
    }

    pub(super) fn question(&self, at: usize) -> Option<&Question> {
        self.scope.form.questions.get(at)
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
            Val::Date(_) | Val::Some => Logic::Always,
            Val::Num(num, _) => Logic::all([
                Logic::Reckoned(num.clone(), HAS_VALUE, 0.0),
                Logic::Reckoned(num, "=", 0.0).negated(),
            ]),
            Val::Sum(sum) => {
                let answered = sum.answered();
                let is_zero = compare(self, "=", Val::Sum(sum), Val::Number(0.0));
                Logic::all([answered, is_zero.negated()])
            }
            Val::If(when, then, other) => self.either(when, *then, *other, Self::truth),
            Val::Unknown(cause) => Logic::Unknown(cause),
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
            return Logic::Unknown(TOO_LONG.to_owned());
        }
        let (then, other) = (of(self, then), of(self, other));
        small(Logic::either(when, then, other))
    }

    /// What becomes of a value in each of its cases.
    pub(super) fn each(&self, value: Val, of: &dyn Fn(&Self, Val) -> Val) -> Val {
        match value {
            Val::If(when, then, other) if self.burn() => {
                Val::either(when, self.each(*then, of), self.each(*other, of))
            }
            Val::If(..) => Val::Unknown(TOO_LONG.to_owned()),
            other => of(self, other),
        }
    }

    pub(super) fn value(&self, expression: &Expr) -> Val {
        if !self.burn() {
            return Val::Unknown(TOO_LONG.to_owned());
        }
        let nodes = self.scope.nodes;
        match expression {
            Expr::Text(text) => Val::Text(text.clone()),
            Expr::Number(number) => Val::Number(*number),
            Expr::Name(name) => self.thing(nodes.named(name, self.here), name),
            Expr::Bare(name) => match self.columns {
                Some(columns) => Val::Text(
                    columns
                        .get(&name.to_lowercase())
                        .cloned()
                        .unwrap_or_default(),
                ),
                None => self.thing(nodes.named(name, self.here), name),
            },
            Expr::Own => self.thing(nodes.at(Some(0), &[], self.here), "."),
            Expr::Steps(up, steps) => {
                let name = steps.last().map_or("..", String::as_str);
                match nodes.at(*up, steps, self.here) {
                    // A path that leads nowhere is empty.
                    None => Val::Text(String::new()),
                    at => self.thing(at, name),
                }
            }
            Expr::Path(name) => Val::Unknown(format!("the path to `{name}`")),
            Expr::Negative(inside) => self.arithmetic("*", Val::Number(-1.0), self.value(inside)),
            Expr::Two("and", left, right) => Val::Truth(small(Logic::all([
                self.condition(left),
                self.condition(right),
            ]))),
            Expr::Two("or", left, right) => Val::Truth(small(Logic::any([
                self.condition(left),
                self.condition(right),
            ]))),
            Expr::Two(operator @ ("+" | "-" | "*" | "div" | "mod"), left, right) => {
                self.arithmetic(operator, self.value(left), self.value(right))
            }
            Expr::Two(operator, left, right) => Val::Truth(small(compare(
                self,
                operator,
                self.value(left),
                self.value(right),
            ))),
            Expr::Call(name, arguments) => self.call(name, arguments),
        }
    }

    fn thing(&self, at: Option<usize>, name: &str) -> Val {
        let scope = self.scope;
        let Some((at, node)) = at.and_then(|at| Some((at, scope.nodes.get(at)?))) else {
            return Val::Unknown(format!("there is no `{name}`"));
        };
        match &node.thing {
            Thing::Question(at) => Val::Question(*at),
            Thing::Empty => Val::Text(String::new()),
            Thing::Opaque | Thing::Repeat(_) => Val::Unknown(format!("`{name}` is not asked")),
            Thing::Worked {
                formula,
                only,
                question,
            } => {
                let value = self.worked(at, node, formula, only);
                match *question {
                    Some(at) => {
                        let answered = Logic::Test(at, Test::Answered);
                        Val::either(answered, Val::Question(at), value)
                    }
                    None => value,
                }
            }
        }
    }

    fn worked(&self, at: usize, node: &Node, formula: &Expr, only: &[(Vec<String>, Expr)]) -> Val {
        let scope = self.scope;
        if let Some(known) = scope.worked.borrow().get(&at) {
            return known.clone();
        }
        let reader = scope.reader(&node.path);
        let open = scope.open.borrow().clone();
        if open.contains(&at) || open.len() > DEEPEST {
            // A group whose condition looks at what is filled in inside of it.
            return match formula {
                Expr::Text(_) | Expr::Number(_) => reader.value(formula),
                _ => Val::unknown("it is worked out of itself, or of too much"),
            };
        }
        scope.open.borrow_mut().push(at);
        let value = reader.each(reader.value(formula), &|_, value| value.stored());
        let only = only.iter();
        let when = Logic::all(only.map(|(here, when)| scope.reader(here).condition(when)));
        let value = Val::either(when, value, Val::Text(String::new()));
        scope.open.borrow_mut().pop();
        scope.worked.borrow_mut().insert(at, value.clone());
        value
    }

    /// How many letters an answer has, compared with a number.
    pub(super) fn length(&self, at: usize, sign: &str, number: f64) -> Logic {
        if self.kind(at) == Kind::Choice {
            let fits = |source: &str| stands(sign, count(source.chars().count()), number);
            return match options_named(self, at, fits) {
                Some(ids) => Logic::Test(at, Test::Is(ids)),
                None => Logic::Never,
            };
        }
        if !self.kind(at).is_words() && self.kind(at) != Kind::Exact {
            return Logic::Unknown("the length of what is no text".to_owned());
        }
        if let Some(stands) = stands_to_no_number(sign, number) {
            return Logic::all([Logic::of(stands), Logic::Test(at, Test::Answered)]);
        }
        if number > LONGEST_PATTERN {
            return Logic::Reckoned(Num::Length(at), mirrored(mirrored(sign)), number);
        }
        match pattern_of_length(sign, number) {
            // Nothing is so many letters long, or everything is that has some.
            None => Logic::Never,
            Some(pattern) => Logic::Test(at, Test::Matches(pattern)),
        }
    }
}

impl Val {
    pub(super) fn unknown(cause: &str) -> Self {
        Self::Unknown(cause.to_owned())
    }

    /// One value or another, with as few cases as may be.
    pub(super) fn either(when: Logic, then: Self, other: Self) -> Self {
        let join = |when: Logic, then, other| match small(when) {
            Logic::Always => then,
            Logic::Never => other,
            when => Self::If(when, Box::new(then), Box::new(other)),
        };
        if then == other {
            return then;
        }
        match (then, other) {
            (Self::If(inner, yes, no), other) if *no == other => {
                join(Logic::all([when, inner]), *yes, other)
            }
            (Self::If(inner, yes, no), other) if *yes == other => {
                join(Logic::any([when.negated(), inner]), other, *no)
            }
            (then, Self::If(inner, yes, no)) if *yes == then => {
                join(Logic::any([when, inner]), then, *no)
            }
            (then, Self::If(inner, yes, no)) if *no == then => {
                join(Logic::all([when.negated(), inner]), *yes, then)
            }
            (Self::If(one, yes, no), Self::If(two, also, nor)) if yes == also && no == nor => {
                join(Logic::either(when, one, two), *yes, *no)
            }
            (then, other) => join(when, then, other),
        }
    }

    /// As it is kept where it is worked out: no number is the empty text, and a truth is a word.
    fn stored(self) -> Self {
        let nothing = Self::Text(String::new());
        match self {
            Self::Number(number) if number.is_nan() => nothing,
            Self::Num(num, _) => Self::Num(num, true),
            Self::Sum(sum) => Self::either(sum.answered(), Self::Sum(sum), nothing),
            Self::Truth(logic) => Self::either(
                logic,
                Self::Text("true".to_owned()),
                Self::Text("false".to_owned()),
            ),
            other => other,
        }
    }
}

/// A condition, unless it has grown beyond what anybody could read.
fn small(logic: Logic) -> Logic {
    if logic.size() > MOST_PARTS {
        Logic::Unknown(TOO_LONG.to_owned())
    } else {
        logic
    }
}
