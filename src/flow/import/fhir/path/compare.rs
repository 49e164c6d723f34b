//! Comparisons of answers with what stands in an expression, as tests of the flow.

use serde_json::Value;

use super::Path;
use super::each::{is_true, seen};
use super::mean::{Meaning, Part, Thing, Truth};
use super::reckon::reckons;
use crate::flow::import::form::Kind;
use crate::flow::import::logic::{Logic, Test};

impl Meaning<'_, '_, '_> {
    /// Whether this is true of one of the answers: where there are options, of those of them.
    pub(super) fn of_each(&self, base: &Thing, criteria: &Path) -> Option<Truth> {
        let Thing::Answers(at, part) = base else {
            return None;
        };
        let criteria = &within(criteria, *part)?;
        let options = self
            .reading
            .options
            .get(*at)
            .filter(|options| !options.is_empty())?;
        let known = |path: &Path| match self.thing(path, &Thing::Items(None))? {
            Thing::Known(values) => values.first().filter(|_| values.len() == 1).cloned(),
            _ => None,
        };
        let mut ids = Vec::new();
        for option in options {
            if is_true(criteria, option, &known)? {
                ids.push(option.id.clone());
            }
        }
        Some(self.chosen(*at, ids))
    }

    /// One of these options was chosen; it is false, too, when there is no answer at all.
    fn chosen(&self, at: usize, ids: Vec<String>) -> Truth {
        let holds = match self.kind(at) {
            _ if ids.is_empty() => Logic::Never,
            Some(Kind::Choices) => Logic::Test(at, Test::HasAny(ids)),
            _ => Logic::Test(at, Test::Is(ids)),
        };
        Truth {
            fails: holds.clone().negated(),
            holds,
        }
    }

    pub(super) fn compared(
        &self,
        sign: &str,
        left: &Path,
        right: &Path,
        focus: &Thing,
    ) -> Option<Truth> {
        if reckons(left) || reckons(right) {
            return self.reckoned(sign, (left, right), focus);
        }
        let (one, other) = (self.thing(left, focus)?, self.thing(right, focus)?);
        match (sign, one, other) {
            (sign, Thing::Answers(..), Thing::Answers(..)) => {
                self.reckoned(sign, (left, right), focus)
            }
            (sign, Thing::Length(at), Thing::Known(values)) => self.of_length(
                at,
                sign,
                values.first().filter(|_| values.len() == 1)?.as_f64()?,
            ),
            ("=" | "~", Thing::Small(at), Thing::Known(values))
            | ("=" | "~", Thing::Known(values), Thing::Small(at)) => {
                self.of_small(at, values.first().filter(|_| values.len() == 1)?.as_str()?)
            }
            (_, Thing::Nothing, _) | (_, _, Thing::Nothing) => Some(Truth::neither()),
            ("=" | "~", Thing::Truth(truth), Thing::Known(values))
            | ("=" | "~", Thing::Known(values), Thing::Truth(truth)) => match values.as_slice() {
                [Value::Bool(true)] => Some(truth),
                [Value::Bool(false)] => Some(truth.not()),
                _ => None,
            },
            ("!=" | "!~", Thing::Truth(truth), Thing::Known(values)) => match values.as_slice() {
                [Value::Bool(true)] => Some(truth.not()),
                [Value::Bool(false)] => Some(truth),
                _ => None,
            },
            ("in", Thing::Answers(at, part), Thing::Known(values))
            | ("contains", Thing::Known(values), Thing::Answers(at, part)) => {
                let truth = self
                    .one_of(at, part, &values, false)
                    .filter(|_| self.is_single(at))?;
                Some(if_answered(at, truth.holds))
            }
            ("contains", Thing::Answers(at, part), Thing::Known(values))
            | ("in", Thing::Known(values), Thing::Answers(at, part)) => {
                self.one_of(at, part, &values, false)
            }
            (sign, Thing::Count(at), Thing::Known(values)) => {
                let number = values.first()?.as_f64()?;
                let answered = Logic::Test(at, Test::Answered);
                let truth = Truth {
                    fails: answered.clone().negated(),
                    holds: answered,
                };
                match (sign, number) {
                    (">" | "!=", 0.0) | (">=", 1.0) => Some(truth),
                    ("=", 0.0) | ("<", 1.0) => Some(truth.not()),
                    _ => None,
                }
            }
            (sign, Thing::Answers(at, part), Thing::Known(values)) => {
                self.with(sign, at, part, &values)
            }
            (sign, Thing::Known(values), Thing::Answers(at, part)) => {
                let turned = match sign {
                    "<" => ">",
                    "<=" => ">=",
                    ">" => "<",
                    ">=" => "<=",
                    other => other,
                };
                self.with(turned, at, part, &values)
            }
            _ => None,
        }
    }

    /// Answers compared with one value.
    fn with(&self, sign: &str, at: usize, part: Part, values: &[Value]) -> Option<Truth> {
        let [value] = values else {
            return None;
        };
        if !self.is_single(at) {
            return None;
        }
        let holds = match sign {
            "=" | "~" | "!=" | "!~" => self.one_of(at, part, values, sign.ends_with('~'))?.holds,
            sign => {
                let known = ["<", "<=", ">", ">="]
                    .into_iter()
                    .find(|known| *known == sign)?;
                let bound = match self.kind(at)? {
                    kind if kind.is_number() && part == Part::Whole => value.as_f64()?.to_string(),
                    Kind::Date => value
                        .as_str()?
                        .parse::<chrono::NaiveDate>()
                        .ok()?
                        .to_string(),
                    _ => return None,
                };
                Logic::Test(at, Test::Compare(known, bound))
            }
        };
        let truth = if_answered(at, holds);
        Some(if sign.starts_with('!') {
            truth.not()
        } else {
            truth
        })
    }

    /// The answer is one of these; loosely, as `~` has it, in any case.
    fn one_of(&self, at: usize, part: Part, values: &[Value], loosely: bool) -> Option<Truth> {
        let options = self.reading.options.get(at).map_or(&[][..], Vec::as_slice);
        if self.question(at)?.other {
            return None;
        }
        if !options.is_empty() {
            let mut ids = Vec::new();
            for option in options {
                let own = seen(option, part)?;
                let is_it = |value: &Value| match (value, &own) {
                    (Value::String(one), Value::String(other)) if loosely => {
                        one.trim().to_lowercase() == other.trim().to_lowercase()
                    }
                    _ => *value == own,
                };
                if values.iter().any(is_it) {
                    ids.push(option.id.clone());
                }
            }
            return Some(self.chosen(at, ids));
        }
        let text = |value: &Value| match (self.kind(at)?, value) {
            (Kind::YesNo, Value::Bool(flag)) => Some(if *flag { "yes" } else { "no" }.to_owned()),
            (kind, Value::Number(number)) if kind.is_number() => Some(number.as_f64()?.to_string()),
            (Kind::Text | Kind::Long | Kind::Url, Value::String(text)) => Some(text.clone()),
            (Kind::Date, Value::String(text)) => {
                Some(text.parse::<chrono::NaiveDate>().ok()?.to_string())
            }
            _ => None,
        };
        let texts: Option<Vec<_>> = values
            .iter()
            .filter(|_| part == Part::Whole)
            .map(text)
            .collect();
        let texts = texts.filter(|texts| !texts.is_empty())?;
        let holds = Logic::Test(at, Test::Is(texts));
        Some(Truth {
            fails: holds.clone().negated(),
            holds,
        })
    }
}

/// A filter of what is looked at of an answer, as a filter of the answer.
fn within(criteria: &Path, part: Part) -> Option<Path> {
    let name = match part {
        Part::Whole => return Some(criteria.clone()),
        Part::Code => "code",
        Part::Display => "display",
        Part::System => "system",
        Part::SmallCode | Part::SmallDisplay => return None,
    };
    Some(match criteria {
        Path::Here => Path::Member(Box::new(Path::Here), name.to_owned()),
        Path::Two(sign, left, right) => Path::Two(
            sign,
            Box::new(within(left, part)?),
            Box::new(within(right, part)?),
        ),
        Path::Text(_) | Path::Number(_) | Path::Variable(_) => criteria.clone(),
        _ => return None,
    })
}

/// True or false of an answer, and neither when there is none.
pub(super) fn if_answered(at: usize, holds: Logic) -> Truth {
    let fails = Logic::all([Logic::Test(at, Test::Answered), holds.clone().negated()]);
    Truth { holds, fails }
}
