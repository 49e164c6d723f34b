//! Settled conditions as a `when`.

use toml_edit::{Array, InlineTable, Value};

use super::formula::Formula;
use crate::flow::import::form::{Kind, Question, Section};
use crate::flow::import::logic::{Addend, Logic, Test};
use crate::flow::import::num::{HAS_VALUE, Num};

/// The questions that conditions name.
pub struct Words<'f> {
    pub questions: &'f [Question],
    pub sections: &'f [Section],
}

/// A settled condition that is neither always nor never.
pub fn condition(logic: &Logic, words: &Words<'_>) -> InlineTable {
    let parts: Vec<InlineTable> = match logic {
        Logic::All(parts) => parts.iter().map(|part| condition(part, words)).collect(),
        Logic::Any(parts) => {
            let parts = parts.iter().map(|part| condition(part, words));
            return listed("any", parts.flat_map(alternatives));
        }
        Logic::Test(at, test) => return words.test(*at, test),
        Logic::Sum(terms, sign, bound) => return words.sum(terms, sign, *bound),
        Logic::Reckoned(num, sign, bound) => return words.reckoned(num, sign, *bound),
        Logic::Not(part) => match &**part {
            Logic::Test(at, test) => return words.negated(*at, test),
            Logic::Sum(terms, sign, bound) => {
                let contrary = single("not", words.sum(terms, sign, *bound).into());
                let answers = terms.iter().filter_map(|(term, _)| term.question());
                let missing = answers.map(|at| words.negated(at, &Test::Answered));
                return listed("any", std::iter::once(contrary).chain(missing));
            }
            Logic::Reckoned(num, sign, bound) => return words.not_reckoned(num, sign, *bound),
            other => return single("not", condition(other, words).into()),
        },
        // A settled condition holds none of these inside.
        Logic::Always | Logic::Never | Logic::Unknown(_) => Vec::new(),
    };
    // `{ a = 1, b = 2 }` reads better than a list, as long as no name comes twice.
    let mut joined = InlineTable::new();
    let pairs = parts.iter().flat_map(InlineTable::iter);
    let repeats = pairs.fold(false, |repeats, (key, value)| {
        joined.insert(key, value.clone()).is_some() || repeats
    });
    if repeats {
        listed("all", parts.into_iter())
    } else {
        joined
    }
}

/// The parts of a condition that is an `any` and nothing else: within another `any` they stand for themselves.
fn alternatives(mut part: InlineTable) -> Vec<InlineTable> {
    let only = (part.len() == 1).then(|| part.remove("any")).flatten();
    match only {
        Some(Value::Array(parts)) => {
            let tables = parts
                .into_iter()
                .filter_map(|part| part.as_inline_table().cloned());
            tables.collect()
        }
        _ => vec![part],
    }
}

impl Words<'_> {
    /// `{ "2 * urgent + copies" = "> 3", using = { urgent = { scope = "all" } } }`.
    fn reckoned(&self, num: &Num, sign: &str, bound: f64) -> InlineTable {
        let value = match sign {
            HAS_VALUE => single("state", "answered".into()).into(),
            "=" => number(bound),
            sign => compared(sign, &bound.to_string()),
        };
        self.reckoned_as(num, value)
    }

    /// It does not stand so, or has no value.
    fn not_reckoned(&self, num: &Num, sign: &str, bound: f64) -> InlineTable {
        let lacks = || self.reckoned_as(num, single("state", "unanswered".into()).into());
        if sign == HAS_VALUE {
            return lacks();
        }
        let contrary = match sign {
            "=" => single("not", number(bound)).into(),
            sign => compared(opposite(sign), &bound.to_string()),
        };
        let contrary = self.reckoned_as(num, contrary);
        if num.may_lack() {
            listed("any", [contrary, lacks()].into_iter())
        } else {
            contrary
        }
    }

    fn reckoned_as(&self, num: &Num, value: Value) -> InlineTable {
        let mut formula = Formula {
            words: self,
            using: InlineTable::new(),
        };
        let key = formula.key(num);
        let mut table = single(&key, value);
        if !formula.using.is_empty() {
            table.insert("using", formula.using.into());
        }
        table
    }

    /// Whether there is a question of this id that is answered.
    pub fn has_answer(&self, id: &str) -> bool {
        let mut known = self.questions.iter().filter(|question| question.id == id);
        known.any(|question| question.kind != Kind::Note)
    }

    fn test(&self, at: usize, test: &Test) -> InlineTable {
        let Some(question) = self.questions.get(at) else {
            return InlineTable::new();
        };
        single(&question.id, tested(question, test))
    }

    /// `{ "2 * copies - pages" = "> 10" }`.
    fn sum(&self, terms: &[(Addend, f64)], sign: &str, bound: f64) -> InlineTable {
        let term = |(place, (addend, factor)): (usize, &(Addend, f64))| {
            let sign = match (place, *factor < 0.0) {
                (0, false) => "",
                (0, true) => "-",
                (_, false) => " + ",
                (_, true) => " - ",
            };
            // One name alone would be that of a question.
            let is_counted = (factor.abs() - 1.0).abs() > 0.0 || terms.len() == 1;
            let times = Some(factor.abs()).filter(|_| is_counted);
            let times = times.map_or_else(String::new, |times| format!("{times} * "));
            let id = match addend {
                Addend::Answer(at) => self.questions.get(*at).map_or("", |question| &question.id),
                Addend::Today => "today",
            };
            format!("{sign}{times}{id}")
        };
        let key: String = terms.iter().enumerate().map(term).collect();
        let value = match sign {
            "=" => number(bound),
            sign => compared(sign, &bound.to_string()),
        };
        single(&key, value)
    }

    /// The test does not hold, or there is no answer to hold it against.
    fn negated(&self, at: usize, test: &Test) -> InlineTable {
        let Some(question) = self.questions.get(at) else {
            return InlineTable::new();
        };
        let unanswered = || single("not", self.test(at, &Test::Answered).into());
        let value = match (test, tested(question, test)) {
            (Test::Answered, _) => return unanswered(),
            // Of several items one that is not so is not enough: none may be.
            _ if self.repeats(question) => return self.contrary(at, test),
            (Test::Is(_), value) if !matches!(&value, Value::InlineTable(_)) => {
                single("not", value).into()
            }
            (Test::HasAny(_), Value::InlineTable(mut table)) => {
                match table.remove("has").or_else(|| table.remove("has_any")) {
                    Some(options) => single("has_none", options).into(),
                    None => return self.contrary(at, test),
                }
            }
            (Test::Compare(sign, bound), _) => compared(opposite(sign), bound),
            _ => return self.contrary(at, test),
        };
        listed(
            "any",
            [single(&question.id, value), unanswered()].into_iter(),
        )
    }

    fn repeats(&self, question: &Question) -> bool {
        let section = question.section.and_then(|at| self.sections.get(at));
        section.is_some_and(|section| section.repeat.is_some())
    }

    fn contrary(&self, at: usize, test: &Test) -> InlineTable {
        let parts = [test, &Test::Answered].map(|test| single("not", self.test(at, test).into()));
        listed("any", parts.into_iter())
    }
}

fn tested(question: &Question, test: &Test) -> Value {
    let kind = question.kind;
    match test {
        Test::Answered => single("state", "answered".into()).into(),
        Test::Compare(sign, bound) => compared(sign, bound),
        Test::Matches(pattern) => single("matches", pattern.as_str().into()).into(),
        Test::Is(values) | Test::HasAny(values) if kind.is_words() || kind == Kind::Steps => {
            // Texts compare whatever their case; the formats compare letter by letter.
            let values: Vec<_> = values.iter().map(|value| regex::escape(value)).collect();
            let pattern = match values.as_slice() {
                [one] => format!("^{one}$"),
                several => format!("^(?:{})$", several.join("|")),
            };
            single("matches", pattern.into()).into()
        }
        Test::Is(values) if kind != Kind::Choices => match values.as_slice() {
            [one] => scalar(kind, one),
            several => list(several.iter().map(|value| scalar(kind, value))),
        },
        Test::HasAny(values) if kind != Kind::Choices => match values.as_slice() {
            [one] => scalar(kind, one),
            several => list(several.iter().map(|value| scalar(kind, value))),
        },
        Test::Is(values) | Test::HasAny(values) => match values.as_slice() {
            [one] => single("has", one.as_str().into()).into(),
            several => single(
                "has_any",
                list(several.iter().map(|one| one.as_str().into())),
            )
            .into(),
        },
        Test::HasAll(values) => single(
            "has_all",
            list(values.iter().map(|one| one.as_str().into())),
        )
        .into(),
    }
}

fn compared(sign: &str, bound: &str) -> Value {
    format!("{sign} {bound}").into()
}

fn opposite(sign: &str) -> &'static str {
    match sign {
        "<" => ">=",
        "<=" => ">",
        ">" => "<=",
        _ => "<",
    }
}

fn number(number: f64) -> Value {
    let text = number.to_string();
    text.parse::<i64>()
        .map_or_else(|_| number.into(), Into::into)
}

fn scalar(kind: Kind, value: &str) -> Value {
    match (value.parse::<i64>(), value.parse::<f64>()) {
        (Ok(number), _) if kind.is_number() => number.into(),
        (_, Ok(number)) if kind.is_number() && number.is_finite() => number.into(),
        _ => value.into(),
    }
}

fn single(key: &str, value: Value) -> InlineTable {
    let mut table = InlineTable::new();
    table.insert(key, value);
    table
}

fn listed(key: &str, parts: impl Iterator<Item = InlineTable>) -> InlineTable {
    single(key, list(parts.map(Value::InlineTable)))
}

fn list(items: impl Iterator<Item = Value>) -> Value {
    Value::Array(items.collect::<Array>())
}
