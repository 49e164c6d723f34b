//! The functions that forms call.

use super::Expr;
use super::compare::{compare, options_named};
use super::mean::{Reader, Val};
use super::number::{Rounding, Sum};
use crate::flow::import::form::Kind;
use crate::flow::import::logic::{Logic, Test};
use crate::flow::import::num::HAS_VALUE;

/// A part of the answer that a pattern of a whole day or time says.
const WHOLE_DAY: &[&str] = &["%Y-%m-%d", "%Y-%m-%e"];

impl Reader<'_> {
    pub(super) fn call(&self, name: &str, arguments: &[Expr]) -> Val {
        let argument = |at: usize| {
            arguments.get(at).map_or_else(
                || Val::unknown("an argument is missing"),
                |argument| self.value(argument),
            )
        };
        let cannot = || Val::Unknown(format!("`{name}(…)`"));
        match (name.to_lowercase().as_str(), arguments) {
            ("true", []) => Val::Truth(Logic::Always),
            ("false", []) => Val::Truth(Logic::Never),
            // A text that nobody knows, but there it is.
            ("uuid", [] | [_]) => Val::Some,
            // The day of the call, whose time of day nothing is compared with.
            ("today" | "now", []) => Val::Sum(Sum::today()),
            ("not", [inside]) => Val::Truth(self.condition(inside).negated()),
            ("boolean", [inside]) => Val::Truth(self.condition(inside)),
            ("boolean-from-string", [_]) => {
                let is = |text: &str| compare(self, "=", argument(0), Val::Text(text.to_owned()));
                Val::Truth(Logic::any([is("true"), is("1")]))
            }
            ("string" | "once" | "normalize-space" | "trim" | "current", [_]) => argument(0),
            ("number" | "decimal-date-time", [_]) => {
                self.each(argument(0), &|reader, value| match value {
                    Val::Truth(logic) => Val::either(logic, Val::Number(1.0), Val::Number(0.0)),
                    // Text that is no number has no value.
                    Val::Question(at) if !reader.kind(at).is_number() => reader
                        .sum(Val::Question(at))
                        .map(Val::Sum)
                        .or_else(|_| Ok(Val::Num(reader.num(Val::Question(at))?, false)))
                        .unwrap_or_else(Val::Unknown),
                    Val::Question(_)
                    | Val::Sum(_)
                    | Val::Num(..)
                    | Val::Length(_)
                    | Val::Count(_) => value,
                    value => reader.arithmetic("+", value, Val::Number(0.0)),
                })
            }
            ("int", [_]) => self.round(argument(0), Rounding::Cut),
            ("floor", [_]) => self.round(argument(0), Rounding::Floor),
            ("ceiling", [_]) => self.round(argument(0), Rounding::Ceiling),
            ("round", [_]) => self.round(argument(0), Rounding::Nearest),
            ("round", [_, Expr::Number(places)]) if places.abs() < 10.0 => {
                let scale = 10.0_f64.powf(*places);
                let shifted = self.arithmetic("*", argument(0), Val::Number(scale));
                let whole = self.round(shifted, Rounding::Nearest);
                self.arithmetic("div", whole, Val::Number(scale))
            }
            ("sum" | "max" | "min", [_]) => match argument(0) {
                // Of one question that is not repeated it is the answer itself.
                Val::Question(at) if !self.repeats(at) => Val::Question(at),
                _ => self.more(name, arguments),
            },
            ("if", [when, _, _]) => Val::either(self.condition(when), argument(1), argument(2)),
            ("coalesce", [_, ..]) => {
                let rest = arguments.iter().rev().map(|one| self.value(one));
                rest.reduce(|other, one| {
                    let is_there = compare(self, "!=", one.clone(), Val::Text(String::new()));
                    Val::either(is_there, one, other)
                })
                .unwrap_or_else(cannot)
            }
            ("date" | "date-time", [_]) => self.each(argument(0), &|_, value| match value {
                Val::Text(text) => Val::Date(text),
                other => other,
            }),
            ("format-date" | "format-date-time", [_, Expr::Text(pattern)])
                if WHOLE_DAY.contains(&pattern.as_str()) =>
            {
                argument(0)
            }
            ("string-length", [_] | []) => {
                let text = match arguments.first() {
                    Some(argument) => self.value(argument),
                    None => self.value(&Expr::Own),
                };
                self.each(text, &|_, value| match value {
                    Val::Text(text) => Val::Number(count(text.chars().count())),
                    Val::Question(at) => Val::Length(at),
                    Val::Num(num, _) => Val::either(
                        Logic::Reckoned(num, HAS_VALUE, 0.0),
                        Val::Some,
                        Val::Number(0.0),
                    ),
                    Val::Sum(_) | Val::Date(_) | Val::Number(_) | Val::Truth(_) => Val::Some,
                    Val::Unknown(cause) => Val::Unknown(cause),
                    _ => Val::unknown("the length of what is worked out"),
                })
            }
            ("count-selected", [_]) => self.each(argument(0), &|_, value| match value {
                Val::Text(text) => Val::Number(count(text.split_whitespace().count())),
                Val::Question(at) => Val::Count(at),
                Val::Unknown(cause) => Val::Unknown(cause),
                _ => Val::unknown("it is counted what has no options"),
            }),
            ("selected", [_, _]) => Val::Truth(self.selected(argument(0), argument(1))),
            ("regex", [_, _]) => match (argument(0), argument(1)) {
                (value, Val::Text(pattern)) => {
                    Val::Truth(self.matches(value, &format!("^(?:{pattern})$")))
                }
                _ => cannot(),
            },
            ("contains" | "starts-with" | "ends-with", [_, _]) => {
                match (argument(0), argument(1)) {
                    (value, Val::Text(part)) => {
                        let several = self.contains(&value, &part);
                        if let Some(logic) = several.filter(|_| name == "contains") {
                            return Val::Truth(logic);
                        }
                        let part = regex::escape(&part);
                        Val::Truth(self.matches(
                            value,
                            &match name {
                                "contains" => part,
                                "starts-with" => format!("^{part}"),
                                _ => format!("{part}$"),
                            },
                        ))
                    }
                    _ => cannot(),
                }
            }
            ("jr:choice-name", [_, list]) => self.label(argument(0), list),
            ("concat", _) => {
                let parts = arguments.iter().map(|one| self.value(one));
                parts
                    .reduce(|left, right| self.joined(left, &right))
                    .unwrap_or_else(|| Val::Text(String::new()))
            }
            _ => self.more(name, arguments),
        }
    }

    fn repeats(&self, at: usize) -> bool {
        let section = self.question(at).and_then(|question| question.section);
        let section = section.and_then(|at| self.scope.form.sections.get(at));
        section.is_some_and(|section| section.repeat.is_some())
    }

    /// Whether a text is one of those that were chosen.
    fn selected(&self, chosen: Val, wanted: Val) -> Logic {
        match (chosen, wanted) {
            (Val::Unknown(cause), _) | (_, Val::Unknown(cause)) => Logic::Unknown(cause),
            (Val::If(when, then, other), wanted) => {
                self.either(when, *then, *other, |reader, value| {
                    reader.selected(value, wanted.clone())
                })
            }
            (chosen, Val::If(when, then, other)) => {
                self.either(when, *then, *other, |reader, wanted| {
                    reader.selected(chosen.clone(), wanted)
                })
            }
            (chosen, Val::Number(number)) => self.selected(chosen, Val::Text(number.to_string())),
            (Val::Number(number), wanted) => self.selected(Val::Text(number.to_string()), wanted),
            (Val::Text(list), Val::Text(text)) => {
                Logic::of(list.split_whitespace().any(|one| one == text.trim()))
            }
            (Val::Text(list), wanted @ Val::Question(_)) => {
                let each = list.split_whitespace();
                Logic::any(
                    each.map(|one| compare(self, "=", wanted.clone(), Val::Text(one.to_owned()))),
                )
            }
            (Val::Question(at), Val::Text(text)) => {
                let text = text.trim();
                match self.kind(at) {
                    // Nothing is one of nothing.
                    _ if text.is_empty() => Logic::Test(at, Test::Answered).negated(),
                    Kind::Choices => options_named(self, at, |source| source == text)
                        .map_or(Logic::Never, |ids| Logic::Test(at, Test::HasAny(ids))),
                    kind if kind.is_words() => {
                        let text = regex::escape(text);
                        Logic::Test(at, Test::Matches(format!(r"(?:^|\s){text}(?:\s|$)")))
                    }
                    _ => compare(self, "=", Val::Question(at), Val::Text(text.to_owned())),
                }
            }
            (Val::Question(at), Val::Question(wanted)) => {
                let options = self
                    .question(wanted)
                    .map_or(&[][..], |question| &question.options);
                if options.is_empty() || options.len() > 200 || self.kind(wanted) != Kind::Choice {
                    return Logic::Unknown("two answers are compared".to_owned());
                }
                let neither = [at, wanted].map(|at| Logic::Test(at, Test::Answered).negated());
                let each = options.iter().map(|option| {
                    let is_it = Logic::Test(wanted, Test::Is(vec![option.id.clone()]));
                    let has_it = self.selected(Val::Question(at), Val::Text(option.source.clone()));
                    Logic::all([is_it, has_it])
                });
                Logic::any(each.chain([Logic::all(neither)]))
            }
            _ => Logic::Unknown("what is chosen is worked out".to_owned()),
        }
    }

    /// Whether a text matches; the empty text may, too.
    fn matches(&self, value: Val, pattern: &str) -> Logic {
        let Ok(compiled) = crate::flow::condition::pattern(pattern) else {
            return Logic::Unknown(format!("the pattern {pattern}"));
        };
        match value {
            Val::Text(text) => Logic::of(compiled.is_match(&text)),
            Val::Number(number) => Logic::of(compiled.is_match(&number.to_string())),
            Val::Question(at) => {
                let test = match self.kind(at) {
                    kind if kind.is_words() || kind == Kind::Exact => {
                        Test::Matches(pattern.to_owned())
                    }
                    Kind::Choice => {
                        let ids = options_named(self, at, |source| compiled.is_match(source));
                        Test::Is(ids.unwrap_or_default())
                    }
                    _ => return Logic::Unknown("a pattern for what is no text".to_owned()),
                };
                let matches = match &test {
                    Test::Is(ids) if ids.is_empty() => Logic::Never,
                    _ => Logic::Test(at, test),
                };
                if compiled.is_match("") {
                    Logic::any([matches, Logic::Test(at, Test::Answered).negated()])
                } else {
                    matches
                }
            }
            Val::If(when, then, other) => self.either(when, *then, *other, |reader, value| {
                reader.matches(value, pattern)
            }),
            Val::Unknown(cause) => Logic::Unknown(cause),
            _ => Logic::Unknown("a pattern for what is no text".to_owned()),
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a count of letters is far below 2^52"
)]
pub(super) fn count(number: usize) -> f64 {
    number as f64
}
