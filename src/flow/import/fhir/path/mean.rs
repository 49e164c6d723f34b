//! What an expression means for the answers: when it holds, and when it is false. What has no answer is neither, as in
//! `FHIRPath`, and an item whose expression is neither is not enabled.

use std::cell::Cell;

use serde_json::Value;

use super::{Path, parse};
use crate::flow::import::fhir::{Reading, words};
use crate::flow::import::form::{Kind, Question};
use crate::flow::import::logic::{Logic, Test};

/// When an expression holds, and when it is false.
#[derive(Debug, Clone)]
pub struct Truth {
    /// It is true.
    pub holds: Logic,
    /// It is false.
    pub fails: Logic,
}

/// An expression is looked at so many times over, variables being put in, before it is given up.
const FUEL: u32 = 5_000;

/// Expressions that are nested deeper, variables being put in, are given up.
const DEEPEST: usize = 100;

/// Reads expressions of an item.
pub struct Meaning<'r, 'v, 'p> {
    pub(super) reading: &'r Reading<'v, 'p>,
    item: &'r Value,
    reason: &'r str,
    fuel: Cell<u32>,
    depth: Cell<usize>,
}

/// What a path leads to.
#[derive(Debug, Clone)]
pub(super) enum Thing {
    /// Items of the answers: those with this link, or any.
    Items(Option<String>),
    /// The link of items.
    Link,
    /// The answers to a question, or what is looked at of each.
    Answers(usize, Part),
    /// Those answers to a question of which this is true.
    Some(Truth),
    /// How many answers a question has.
    Count(usize),
    /// How many letters the answer to a question has.
    Length(usize),
    /// The text that answers a question, in small letters.
    Small(usize),
    /// What stands in the expression.
    Known(Vec<Value>),
    /// A condition.
    Truth(Truth),
    /// Nothing at all.
    Nothing,
}

/// What is looked at of an answer, and in which case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Whole,
    Code,
    Display,
    System,
    SmallCode,
    SmallDisplay,
}

impl Truth {
    fn of(flag: bool) -> Self {
        Self {
            holds: Logic::of(flag),
            fails: Logic::of(!flag),
        }
    }

    /// There is nothing to tell it by.
    pub(super) fn neither() -> Self {
        Self {
            holds: Logic::Never,
            fails: Logic::Never,
        }
    }

    /// The contrary.
    pub(super) fn not(self) -> Self {
        Self {
            holds: self.fails,
            fails: self.holds,
        }
    }
}

impl<'r, 'v, 'p> Meaning<'r, 'v, 'p> {
    /// What reads the expressions of an item; the reason tells what is not understood.
    pub fn new(reading: &'r Reading<'v, 'p>, item: &'r Value, reason: &'r str) -> Self {
        Self {
            reading,
            item,
            reason,
            fuel: Cell::new(FUEL),
            depth: Cell::new(0),
        }
    }

    /// When an expression holds.
    pub fn of(&self, text: &str) -> Logic {
        match parse(text) {
            Some(path) => self.truth(&path, &Thing::Items(None)).holds,
            None => Logic::Unknown(self.reason.to_owned()),
        }
    }

    fn unknown(&self) -> Truth {
        let unknown = Logic::Unknown(self.reason.to_owned());
        Truth {
            holds: unknown.clone(),
            fails: unknown,
        }
    }

    pub(super) fn truth(&self, path: &Path, focus: &Thing) -> Truth {
        let truth = self.spend(|| Some(self.truth_of(path, focus)));
        truth.unwrap_or_else(|| self.unknown())
    }

    pub(super) fn thing(&self, path: &Path, focus: &Thing) -> Option<Thing> {
        self.spend(|| self.thing_of(path, focus))
    }

    /// Looks at one more part, unless there were too many or they are nested too deep.
    fn spend<T>(&self, look: impl FnOnce() -> Option<T>) -> Option<T> {
        let left = self.fuel.get().checked_sub(1)?;
        self.fuel.set(left);
        let depth = self.depth.get();
        if depth >= DEEPEST {
            return None;
        }
        self.depth.set(depth + 1);
        let found = look();
        self.depth.set(depth);
        found
    }

    fn truth_of(&self, path: &Path, focus: &Thing) -> Truth {
        match path {
            Path::Two(sign @ ("and" | "or" | "xor" | "implies"), left, right) => {
                let (left, right) = (self.truth(left, focus), self.truth(right, focus));
                joined(sign, left, right)
            }
            Path::Two("|" | "+" | "-" | "&" | "*" | "/" | "div" | "mod" | "is" | "as", ..) => {
                self.unknown()
            }
            Path::Two(sign, left, right) => self
                .compared(sign, left, right, focus)
                .unwrap_or_else(|| self.unknown()),
            path => match self.thing(path, focus) {
                Some(Thing::Truth(truth)) => truth,
                Some(Thing::Known(values)) => match values.as_slice() {
                    [Value::Bool(flag)] => Truth::of(*flag),
                    _ => self.unknown(),
                },
                Some(Thing::Nothing) => Truth::neither(),
                Some(thing) => self.bare(&thing).unwrap_or_else(|| self.unknown()),
                None => self.unknown(),
            },
        }
    }

    pub(super) fn question(&self, at: usize) -> Option<&Question> {
        // What the form works out by itself nobody can tell here.
        self.reading
            .form
            .questions
            .get(at)
            .filter(|question| !question.retired)
    }

    pub(super) fn kind(&self, at: usize) -> Option<Kind> {
        self.question(at).map(|question| question.kind)
    }

    /// Whether a question has one answer at most; of several, `FHIRPath` compares none with one value.
    pub(super) fn is_single(&self, at: usize) -> bool {
        let question = self.question(at);
        let section =
            question.and_then(|question| self.reading.form.sections.get(question.section?));
        let repeats = section.is_some_and(|section| section.repeat.is_some());
        !repeats
            && question
                .is_some_and(|question| !matches!(question.kind, Kind::Choices | Kind::Steps))
    }

    fn thing_of(&self, path: &Path, focus: &Thing) -> Option<Thing> {
        match path {
            Path::Here => Some(focus.clone()),
            Path::Text(text) => Some(Thing::Known(vec![text.as_str().into()])),
            Path::Number(number) => Some(Thing::Known(vec![(*number).into()])),
            Path::Flag(flag) => Some(Thing::Known(vec![(*flag).into()])),
            Path::Nothing => Some(Thing::Nothing),
            Path::Variable(name) => match name.as_str() {
                "resource" | "rootResource" | "context" | "qitem" => Some(Thing::Items(None)),
                name => {
                    let expression = self.reading.variables.get(name).copied().flatten()?;
                    self.thing(&parse(expression)?, &Thing::Items(None))
                }
            },
            Path::Member(base, name)
                if name == "linkId"
                    && matches!(&**base, Path::Variable(of) if of == "context" || of == "qitem") =>
            {
                Some(Thing::Known(vec![words(self.item, "linkId")?.into()]))
            }
            Path::Member(base, name) => self.member(self.thing(base, focus)?, name),
            Path::Call(base, name, parts) if name == "iif" && **base == Path::Here => {
                let (when, then) = (parts.first()?, parts.get(1)?);
                let when = self.truth(when, focus);
                let then = self.truth(then, focus);
                let other = parts.get(2).map(|other| self.truth(other, focus));
                let other = other.unwrap_or(Truth::neither());
                let choose = |then: Logic, other: Logic| {
                    Logic::any([
                        Logic::all([when.holds.clone(), then]),
                        Logic::all([when.holds.clone().negated(), other]),
                    ])
                };
                Some(Thing::Truth(Truth {
                    holds: choose(then.holds, other.holds),
                    fails: choose(then.fails, other.fails),
                }))
            }
            Path::Call(base, name, parts) => self.call(&self.thing(base, focus)?, name, parts),
            Path::Two("|", left, right) => {
                match (self.thing(left, focus)?, self.thing(right, focus)?) {
                    (Thing::Known(mut all), Thing::Known(more)) => {
                        all.extend(more);
                        Some(Thing::Known(all))
                    }
                    _ => None,
                }
            }
            Path::Two("as", left, _) => self.thing(left, focus),
            Path::Two(..) => Some(Thing::Truth(self.truth(path, focus))),
        }
    }

    fn member(&self, base: Thing, name: &str) -> Option<Thing> {
        match (base, name) {
            (Thing::Items(_), "linkId") => Some(Thing::Link),
            (Thing::Items(_) | Thing::Answers(..), "item")
            | (Thing::Items(None), "QuestionnaireResponse") => Some(Thing::Items(None)),
            (Thing::Items(Some(link)), "answer") => {
                let Some(&at) = self.reading.by_link.get(link.trim()) else {
                    return Some(Thing::Nothing);
                };
                self.question(at)?;
                Some(Thing::Answers(at, Part::Whole))
            }
            (Thing::Answers(at, Part::Whole), name) if name.starts_with("value") => {
                Some(Thing::Answers(at, Part::Whole))
            }
            (Thing::Answers(at, Part::Whole), "code") => Some(Thing::Answers(at, Part::Code)),
            (Thing::Answers(at, Part::Whole), "display") => Some(Thing::Answers(at, Part::Display)),
            (Thing::Answers(at, Part::Whole), "system") => Some(Thing::Answers(at, Part::System)),
            (Thing::Nothing, _) => Some(Thing::Nothing),
            _ => None,
        }
    }

    fn call(&self, base: &Thing, name: &str, parts: &[Path]) -> Option<Thing> {
        let answered = |at: usize| Logic::Test(at, Test::Answered);
        let there = |at: usize| Truth {
            holds: answered(at),
            fails: answered(at).negated(),
        };
        match (base, name) {
            (Thing::Items(_), "repeat" | "descendants" | "children") => Some(Thing::Items(None)),
            (Thing::Items(link), "where") => self.filtered(link.as_deref(), parts.first()?),
            (Thing::Items(link @ Some(_)), "first" | "last" | "single" | "distinct") => {
                Some(Thing::Items(link.clone()))
            }
            (Thing::Items(_) | Thing::Answers(..), "select") => self.thing(parts.first()?, base),
            (Thing::Answers(..), "ofType" | "as" | "distinct" | "trim" | "toString") => {
                Some(base.clone())
            }
            (Thing::Answers(at, _), "first" | "last" | "single" | "[]") if self.is_single(*at) => {
                Some(base.clone())
            }
            (Thing::Answers(at, Part::Code), "lower") => Some(Thing::Answers(*at, Part::SmallCode)),
            (Thing::Answers(at, Part::Display), "lower") => {
                Some(Thing::Answers(*at, Part::SmallDisplay))
            }
            (Thing::Answers(..), "where" | "exists") if !parts.is_empty() => {
                let truth = self.of_each(base, parts.first()?)?;
                Some(if name == "exists" {
                    Thing::Truth(truth)
                } else {
                    Thing::Some(truth)
                })
            }
            (Thing::Answers(at, part), "matches" | "startsWith" | "endsWith" | "contains") => {
                let words = self.thing(parts.first()?, &Thing::Items(None))?;
                Some(Thing::Truth(self.of_letters(*at, *part, name, &words)?))
            }
            (Thing::Answers(at, Part::Whole), "length" | "lower") if self.is_single(*at) => {
                let is_text = matches!(self.kind(*at)?, Kind::Text | Kind::Long | Kind::Url);
                let thing = if name == "length" {
                    Thing::Length(*at)
                } else {
                    Thing::Small(*at)
                };
                is_text.then_some(thing)
            }
            (Thing::Items(Some(_)), "[]") => Some(base.clone()),
            (Thing::Items(link), "exists") if !parts.is_empty() => {
                match self.filtered(link.as_deref(), parts.first()?)? {
                    Thing::Some(truth) => Some(Thing::Truth(truth)),
                    _ => None,
                }
            }
            (Thing::Answers(at, _), "exists" | "hasValue") => Some(Thing::Truth(there(*at))),
            (Thing::Answers(at, _), "empty") => Some(Thing::Truth(there(*at).not())),
            (Thing::Answers(at, _), "count") => Some(Thing::Count(*at)),
            (Thing::Answers(_, Part::Whole), "not") => Some(Thing::Truth(self.bare(base)?.not())),
            (Thing::Some(truth), "exists") if parts.is_empty() => Some(Thing::Truth(truth.clone())),
            (Thing::Some(truth), "empty") | (Thing::Truth(truth), "not") => {
                Some(Thing::Truth(truth.clone().not()))
            }
            (Thing::Known(values), "lower") => {
                let small = |value: &Value| Some(Value::from(value.as_str()?.to_lowercase()));
                values
                    .iter()
                    .map(small)
                    .collect::<Option<Vec<_>>>()
                    .map(Thing::Known)
            }
            (Thing::Nothing, "exists") => Some(Thing::Truth(Truth::of(false))),
            (Thing::Nothing, "empty") => Some(Thing::Truth(Truth::of(true))),
            (Thing::Nothing, _) => Some(Thing::Nothing),
            _ => None,
        }
    }
}

/// So large a condition is the largest that is built up: `xor` has each of its sides twice, and so doubles at every step.
const MOST_PARTS: usize = 20_000;

fn joined(sign: &str, left: Truth, right: Truth) -> Truth {
    let sides = [&left.holds, &left.fails, &right.holds, &right.fails];
    if sides.iter().map(|side| side.size()).sum::<usize>() > MOST_PARTS {
        let too_large = || Logic::Unknown("it is too long to be carried over".to_owned());
        let (holds, fails) = (too_large(), too_large());
        return Truth { holds, fails };
    }
    let all = |parts: [Logic; 2]| Logic::all(parts);
    let any = |parts: [Logic; 2]| Logic::any(parts);
    match sign {
        "and" => Truth {
            holds: all([left.holds, right.holds]),
            fails: any([left.fails, right.fails]),
        },
        "or" => Truth {
            holds: any([left.holds, right.holds]),
            fails: all([left.fails, right.fails]),
        },
        "implies" => joined("or", left.not(), right),
        _ => {
            let one = all([left.holds.clone(), right.fails.clone()]);
            let other = all([left.fails.clone(), right.holds.clone()]);
            let both = any([
                all([left.holds, right.holds]),
                all([left.fails, right.fails]),
            ]);
            Truth {
                holds: any([one, other]),
                fails: both,
            }
        }
    }
}
