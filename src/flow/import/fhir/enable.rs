//! `enableWhen`: when an item is asked.

use serde_json::Value;

use super::{Reading, element, flag, item, list, words};
use crate::flow::import::form::{Kind, Loss, Question};
use crate::flow::import::logic::{Logic, Test};

/// When an item is enabled by its own conditions.
pub fn when(item: &Value, reading: &Reading<'_>, notes: &mut Vec<Loss>) -> Logic {
    let place = format!("linkId {}", words(item, "linkId").unwrap_or_default());
    let conditions = list(item, "enableWhen");
    let mut parts: Vec<Logic> = Vec::new();
    for condition in conditions {
        parts.push(one(condition, reading, &place, notes));
    }
    let behaviour = words(item, "enableBehavior");
    if conditions.len() > 1 && behaviour.is_none() {
        let what =
            "it has several conditions and no enableBehavior; any of them is taken to be enough";
        notes.push(Loss::new(&place, what));
    }
    let own = match behaviour.as_deref() {
        _ if parts.is_empty() => Logic::Always,
        Some("all") => Logic::All(parts),
        _ => Logic::Any(parts),
    };
    match item::expression(item) {
        Some(expression) => Logic::all([
            own,
            Logic::Unknown(format!("its condition is an expression: {expression}")),
        ]),
        None => own,
    }
}

fn one(condition: &Value, reading: &Reading<'_>, place: &str, notes: &mut Vec<Loss>) -> Logic {
    let link = words(condition, "question").unwrap_or_default();
    // STU3 has `hasAnswer`, and no operator: equality.
    let has_answer = condition.get("hasAnswer").and_then(Value::as_bool);
    let operator = words(condition, "operator");
    let operator = match (&operator, has_answer) {
        (Some(operator), _) => operator.as_str(),
        (None, Some(_)) => "exists",
        (None, None) => "=",
    };
    let answer = element(condition, "answer");
    if operator == "exists" {
        let expected = has_answer.unwrap_or(!matches!(answer, Some((_, Value::Bool(false)))));
        let answered = match reading.by_link.get(link.as_str()) {
            Some(&at) => Logic::Test(at, Test::Answered),
            None => nowhere(&link, place, notes),
        };
        return if expected {
            answered
        } else {
            answered.negated()
        };
    }
    let Some((kind, value)) = answer else {
        return Logic::Unknown(format!("its condition on {link} names no answer"));
    };
    let Some((&at, question)) = reading
        .by_link
        .get(link.as_str())
        .and_then(|at| Some((at, reading.form.questions.get(*at)?)))
    else {
        let never = nowhere(&link, place, notes);
        return if operator == "!=" {
            never.negated()
        } else {
            never
        };
    };
    let asked = Asked {
        at,
        question,
        options: reading.options.get(at).map_or(&[], Vec::as_slice),
        kind,
        value,
    };
    match operator {
        "=" => asked.equals(),
        "!=" => asked.equals().negated(),
        "<" | "<=" | ">" | ">=" => asked.stands(operator),
        other => Logic::Unknown(format!(
            "its condition on {link} has an unknown operator {other}"
        )),
    }
}

/// What is asked about an item that is not there, or is a group, counts as unanswered.
fn nowhere(link: &str, place: &str, notes: &mut Vec<Loss>) -> Logic {
    let what = format!(
        "its condition asks for {link}, which is no question of the form, and so has no answer"
    );
    notes.push(Loss::new(place, what));
    Logic::Never
}

/// An answer that a condition compares with.
struct Asked<'r, 'v> {
    at: usize,
    question: &'r Question,
    options: &'r [super::options::Coded<'v>],
    kind: &'r str,
    value: &'r Value,
}

impl Asked<'_, '_> {
    fn equals(&self) -> Logic {
        let is = |values: Vec<String>| {
            if values.is_empty() {
                Logic::Never
            } else {
                Logic::Test(self.at, Test::Is(values))
            }
        };
        let kind = self.question.kind;
        match kind {
            Kind::YesNo => match (self.kind, self.value) {
                ("Boolean", Value::Bool(true)) => is(vec!["yes".to_owned()]),
                ("Boolean", Value::Bool(false)) => is(vec!["no".to_owned()]),
                _ => Logic::Never,
            },
            Kind::Choice | Kind::Choices => {
                let equal = self
                    .options
                    .iter()
                    .filter(|option| option.equals(self.kind, self.value));
                let ids: Vec<_> = equal.map(|option| option.id.clone()).collect();
                if ids.is_empty() && self.question.other {
                    return self.unknown("an answer in free words");
                }
                if kind == Kind::Choices && !ids.is_empty() {
                    return Logic::Test(self.at, Test::HasAny(ids));
                }
                is(ids)
            }
            Kind::Number | Kind::Integer | Kind::Scale => match number(self.kind, self.value) {
                Some(_) if self.other_unit() => self.unknown("a quantity in another unit"),
                Some(number) => is(vec![number.to_string()]),
                None => Logic::Never,
            },
            Kind::Date | Kind::DateTime | Kind::Time => match self.time() {
                Some(time) => is(vec![time]),
                None if self.is_time() => self.unknown("a part of a date"),
                None => Logic::Never,
            },
            Kind::File | Kind::Note => Logic::Never,
            // The words of an option that could not be found are another thing than the code.
            _ if self.kind == "Coding" => self.unknown("a code"),
            _ => match self.value {
                Value::String(text) if matches!(self.kind, "String" | "Uri" | "Url" | "Text") => {
                    is(vec![text.clone()])
                }
                _ => Logic::Never,
            },
        }
    }

    fn stands(&self, operator: &str) -> Logic {
        let sign = match operator {
            "<" => "<",
            "<=" => "<=",
            ">" => ">",
            _ => ">=",
        };
        let compare = |bound: String| Logic::Test(self.at, Test::Compare(sign, bound));
        match self.question.kind {
            kind if kind.is_number() => match number(self.kind, self.value) {
                Some(_) if self.other_unit() => self.unknown("a quantity in another unit"),
                Some(number) => compare(number.to_string()),
                None => Logic::Never,
            },
            Kind::Date | Kind::DateTime | Kind::Time => match self.time() {
                Some(time) => compare(time),
                None if self.is_time() => self.unknown("a part of a date"),
                None => Logic::Never,
            },
            Kind::Choice | Kind::Choices => {
                let Some(bound) = number(self.kind, self.value) else {
                    return self.unknown("an order of options");
                };
                let passes = |number: f64| match sign {
                    "<" => number < bound,
                    "<=" => number <= bound,
                    ">" => number > bound,
                    _ => number >= bound,
                };
                let options = self
                    .options
                    .iter()
                    .filter(|option| option.number().is_some_and(passes));
                let ids: Vec<_> = options.map(|option| option.id.clone()).collect();
                if ids.is_empty() {
                    Logic::Never
                } else {
                    Logic::Test(self.at, Test::HasAny(ids))
                }
            }
            Kind::YesNo | Kind::File | Kind::Note => Logic::Never,
            _ if self.kind == "String" => self.unknown("an order of texts"),
            _ => Logic::Never,
        }
    }

    fn unknown(&self, what: &str) -> Logic {
        let link = self.question.source.as_deref().unwrap_or_default();
        let value = super::options::label(self.kind, self.value);
        Logic::Unknown(format!(
            "its condition on {link} compares with {what}: {value}"
        ))
    }

    /// Whether the value is of the question’s kind: a time of day, or a day with or without one.
    fn is_time(&self) -> bool {
        match self.kind {
            "Time" => self.question.kind == Kind::Time,
            "Date" | "DateTime" | "Instant" => self.question.kind != Kind::Time,
            _ => false,
        }
    }

    /// A day, a time, or both, as a flow compares them.
    fn time(&self) -> Option<String> {
        let text = self.value.as_str().filter(|_| self.is_time())?;
        if self.kind == "Time" {
            let clock = text.parse::<chrono::NaiveTime>().ok()?;
            return Some(clock.format("%H:%M:%S").to_string());
        }
        let is_whole = text.parse::<chrono::NaiveDate>().is_ok()
            || chrono::DateTime::parse_from_rfc3339(text).is_ok();
        is_whole.then(|| text.to_owned())
    }

    /// Whether a quantity is compared in another unit than it is asked in.
    fn other_unit(&self) -> bool {
        if self.kind != "Quantity" {
            return false;
        }
        let units: Vec<_> = ["code", "unit"]
            .iter()
            .filter_map(|key| words(self.value, key))
            .collect();
        let own = self.question.unit.as_ref();
        !units.is_empty() && own.is_some_and(|own| !units.contains(own))
    }
}

/// A value as a number, when it is one.
pub fn number(kind: &str, value: &Value) -> Option<f64> {
    match kind {
        "Integer" | "Decimal" | "PositiveInt" | "UnsignedInt" | "Integer64" => value.as_f64(),
        "Quantity" => value.get("value")?.as_f64(),
        _ => None,
    }
}

/// Whether an item is hidden from whoever fills the form in.
pub fn is_hidden(item: &Value) -> bool {
    list(item, "extension").iter().any(|extension| {
        let url = words(extension, "url").unwrap_or_default();
        url.ends_with("/questionnaire-hidden") && flag(extension, "valueBoolean")
    })
}
