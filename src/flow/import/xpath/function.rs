//! The functions that forms call.

use super::Expr;
use super::compare::{compare, options_named};
use super::mean::{Reader, Val};
use crate::flow::import::form::Kind;
use crate::flow::import::logic::{Logic, Test};

impl Reader<'_> {
    pub(super) fn call(&self, name: &str, arguments: &[Expr]) -> Val {
        let argument = |at: usize| {
            arguments
                .get(at)
                .map_or(Val::Unknown, |argument| self.value(argument))
        };
        match (name.to_lowercase().as_str(), arguments) {
            ("true", []) => Val::Truth(Logic::Always),
            ("false", []) => Val::Truth(Logic::Never),
            ("not", [inside]) => Val::Truth(self.condition(inside).negated()),
            ("boolean", [inside]) => Val::Truth(self.condition(inside)),
            ("boolean-from-string", [_]) => {
                let is = |text: &str| compare(self, "=", argument(0), Val::Text(text.to_owned()));
                Val::Truth(Logic::any([is("true"), is("1")]))
            }
            ("string" | "once" | "normalize-space" | "trim", [_]) => argument(0),
            ("number", [_]) => match argument(0) {
                Val::Text(text) => Val::Number(text.trim().parse().unwrap_or(f64::NAN)),
                other => other,
            },
            ("int", [_]) => match argument(0) {
                Val::Number(number) => Val::Number(number.trunc()),
                Val::Question(at) if self.kind(at) == Kind::Integer => Val::Question(at),
                _ => Val::Unknown,
            },
            ("if", [when, _, _]) => Val::If(
                self.condition(when),
                Box::new(argument(1)),
                Box::new(argument(2)),
            ),
            ("coalesce", [_, ..]) => {
                let rest = arguments.iter().rev().map(|one| self.value(one));
                rest.reduce(|other, one| {
                    let is_there = compare(self, "!=", one.clone(), Val::Text(String::new()));
                    Val::If(is_there, Box::new(one), Box::new(other))
                })
                .unwrap_or(Val::Unknown)
            }
            ("date" | "date-time", [_]) => match argument(0) {
                Val::Text(text) => Val::Date(text),
                other => other,
            },
            ("string-length", [_] | []) => match arguments.first().map_or_else(
                || self.own.map_or(Val::Unknown, Val::Question),
                |argument| self.value(argument),
            ) {
                Val::Text(text) => Val::Number(count(text.chars().count())),
                Val::Question(at) => Val::Length(at),
                _ => Val::Unknown,
            },
            ("count-selected", [_]) => match argument(0) {
                Val::Text(text) => Val::Number(count(text.split_whitespace().count())),
                Val::Question(at) => Val::Count(at),
                _ => Val::Unknown,
            },
            ("selected", [_, _]) => Val::Truth(self.selected(argument(0), argument(1))),
            ("regex", [_, _]) => match (argument(0), argument(1)) {
                (value, Val::Text(pattern)) => {
                    Val::Truth(self.matches(value, &format!("^(?:{pattern})$")))
                }
                _ => Val::Unknown,
            },
            ("contains" | "starts-with" | "ends-with", [_, _]) => {
                match (argument(0), argument(1)) {
                    (value, Val::Text(part)) => {
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
                    _ => Val::Unknown,
                }
            }
            ("jr:choice-name", [_, _]) => match argument(0) {
                Val::Question(at) if self.kind(at) == Kind::Choice => Val::Label(at),
                _ => Val::Unknown,
            },
            ("concat", _) => {
                let texts = arguments.iter().map(|one| match self.value(one) {
                    Val::Text(text) => Some(text),
                    _ => None,
                });
                texts
                    .collect::<Option<String>>()
                    .map_or(Val::Unknown, Val::Text)
            }
            _ => Val::Unknown,
        }
    }

    /// Whether a text is one of those that were chosen.
    fn selected(&self, chosen: Val, wanted: Val) -> Logic {
        match (chosen, wanted) {
            (Val::If(when, then, other), wanted) => {
                self.either(when, *then, *other, |reader, value| {
                    reader.selected(value, wanted.clone())
                })
            }
            (chosen, Val::Number(number)) => self.selected(chosen, Val::Text(number.to_string())),
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
                    return self.unknown();
                }
                Logic::any(options.iter().map(|option| {
                    let is_it = Logic::Test(wanted, Test::Is(vec![option.id.clone()]));
                    let has_it = self.selected(Val::Question(at), Val::Text(option.source.clone()));
                    Logic::all([is_it, has_it])
                }))
            }
            _ => self.unknown(),
        }
    }

    /// Whether a text matches; the empty text may, too.
    fn matches(&self, value: Val, pattern: &str) -> Logic {
        let Ok(compiled) = crate::flow::condition::pattern(pattern) else {
            return self.unknown();
        };
        match value {
            Val::Text(text) => Logic::of(compiled.is_match(&text)),
            Val::Question(at) => {
                let test = match self.kind(at) {
                    kind if kind.is_words() || kind == Kind::Exact => {
                        Test::Matches(pattern.to_owned())
                    }
                    Kind::Choice => {
                        let ids = options_named(self, at, |source| compiled.is_match(source));
                        Test::Is(ids.unwrap_or_default())
                    }
                    _ => return self.unknown(),
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
            _ => self.unknown(),
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a count of letters is far below 2^52"
)]
fn count(number: usize) -> f64 {
    number as f64
}
