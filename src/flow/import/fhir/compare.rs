//! Comparing answers with the value of a condition: as a test of the flow, or at once where the answer is known.

use std::cmp::Ordering;

use chrono::{Months, NaiveDate};
use serde_json::Value;

use super::options::{Coded, label};
use super::words;
use crate::flow::import::form::{Kind, Question};
use crate::flow::import::logic::{Logic, Test};

/// An answer that a condition compares with.
pub struct Asked<'r, 'v> {
    /// The question, by position.
    pub at: usize,
    /// The question.
    pub question: &'r Question,
    /// What its options are in the form.
    pub options: &'r [Coded<'v>],
    /// The type of the value.
    pub kind: &'r str,
    /// The value.
    pub value: &'r Value,
}

impl Asked<'_, '_> {
    /// One answer is equal.
    pub fn equals(&self) -> Logic {
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
                Some(_) if self.other_unit() => self.unknown(self.unit_told()),
                Some(number) => is(vec![number.to_string()]),
                None => Logic::Never,
            },
            Kind::Date | Kind::DateTime | Kind::Time => match self.time() {
                Some(time) => is(vec![time]),
                None if self.is_time() => self.unknown("a part of a date"),
                None => Logic::Never,
            },
            Kind::File | Kind::Note => Logic::Never,
            // The words of a resource are another thing than the resource.
            _ if self.kind == "Reference" => self.unknown("a resource"),
            _ => match self.value {
                Value::String(text) if is_text(self.kind) => is(vec![text.clone()]),
                _ => Logic::Never,
            },
        }
    }

    /// One answer is greater or less.
    pub fn stands(&self, operator: &str) -> Logic {
        let sign = match operator {
            "<" => "<",
            "<=" => "<=",
            ">" => ">",
            _ => ">=",
        };
        let compare = |bound: String| Logic::Test(self.at, Test::Compare(sign, bound));
        match self.question.kind {
            kind if kind.is_number() => match number(self.kind, self.value) {
                Some(_) if self.other_unit() => self.unknown(self.unit_told()),
                Some(number) => compare(number.to_string()),
                None => Logic::Never,
            },
            Kind::Date | Kind::DateTime | Kind::Time => match self.time() {
                Some(time) => compare(time),
                None if self.is_time() => self.beside_period(sign),
                None => Logic::Never,
            },
            Kind::Choice | Kind::Choices => {
                let wanted = (self.kind, self.value);
                let orders = self
                    .options
                    .iter()
                    .map(|option| (option, order((option.kind, option.value), wanted)));
                let orders: Vec<_> = orders.collect();
                let comparable = orders.iter().any(|(_, order)| order.is_some());
                if !comparable && (self.question.other || matches!(self.kind, "Coding" | "String"))
                {
                    return self.unknown("an order of options");
                }
                let passing = orders
                    .iter()
                    .filter(|(_, order)| order.is_some_and(|order| passes(sign, order)));
                let ids: Vec<_> = passing.map(|(option, _)| option.id.clone()).collect();
                if ids.is_empty() {
                    Logic::Never
                } else {
                    Logic::Test(self.at, Test::HasAny(ids))
                }
            }
            Kind::YesNo | Kind::File | Kind::Note => Logic::Never,
            _ if is_text(self.kind) => self.unknown("an order of texts"),
            _ => Logic::Never,
        }
    }

    /// A day before or after a year or a month. Whether one within it is as late or early is left open, so it is.
    fn beside_period(&self, sign: &'static str) -> Logic {
        let text = self.value.as_str().unwrap_or_default().trim();
        let days = Some(text)
            .filter(|_| self.question.kind == Kind::Date)
            .and_then(period);
        match days {
            Some((first, last)) => {
                let bound = if matches!(sign, "<" | ">=") {
                    first
                } else {
                    last
                };
                Logic::Test(self.at, Test::Compare(sign, bound.to_string()))
            }
            None => self.unknown("a part of a date"),
        }
    }

    fn unknown(&self, what: &str) -> Logic {
        let link = self.question.source.as_deref().unwrap_or_default();
        let value = label(self.kind, self.value);
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
        let text = self.value.as_str().filter(|_| self.is_time())?.trim();
        if self.kind == "Time" {
            let clock = text.parse::<chrono::NaiveTime>();
            let clock = clock
                .or_else(|_| chrono::NaiveTime::parse_from_str(text, "%H:%M"))
                .ok()?;
            return Some(clock.format("%H:%M:%S").to_string());
        }
        let is_whole =
            text.parse::<NaiveDate>().is_ok() || chrono::DateTime::parse_from_rfc3339(text).is_ok();
        is_whole.then(|| text.to_owned())
    }

    /// Whether a quantity is compared in another unit than it is asked in.
    fn other_unit(&self) -> bool {
        if self.kind != "Quantity" {
            return false;
        }
        let units = units(self.value);
        let own = self.question.unit.as_ref();
        !units.is_empty() && own.is_none_or(|own| !units.contains(own))
    }

    /// What is said of such a unit: where none or several are asked in, a number alone does not tell.
    fn unit_told(&self) -> &'static str {
        match self.question.unit {
            Some(_) => "a quantity in another unit",
            None => "a quantity in one unit, and the question names none or several",
        }
    }
}

/// The first and the last day of a year or a month: `2024`, `2024-02`.
fn period(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let (first, months) = match text.len() {
        4 => (format!("{text}-01-01"), 12),
        7 => (format!("{text}-01"), 1),
        _ => return None,
    };
    let first: NaiveDate = first.parse().ok()?;
    let last = first.checked_add_months(Months::new(months))?.pred_opt()?;
    Some((first, last))
}

/// Whether a condition holds for these answers; `None` where that cannot be said.
pub fn holds(operator: &str, wanted: (&str, &Value), answers: &[(&str, &Value)]) -> Option<bool> {
    let equal = |answer: &(&str, &Value)| {
        let (kind, value) = *answer;
        let option = Coded {
            id: String::new(),
            kind,
            value,
            system: None,
        };
        option.equals(wanted.0, wanted.1)
    };
    match operator {
        "exists" => Some(answers.is_empty() == (*wanted.1 == Value::Bool(false))),
        "=" => Some(answers.iter().any(equal)),
        "!=" => Some(!answers.iter().any(equal)),
        "<" | "<=" | ">" | ">=" => {
            let alike = answers
                .iter()
                .filter(|answer| family(answer.0) == family(wanted.0));
            let orders: Option<Vec<_>> = alike.map(|answer| order(*answer, wanted)).collect();
            Some(orders?.into_iter().any(|order| passes(operator, order)))
        }
        _ => None,
    }
}

fn passes(sign: &str, order: Ordering) -> bool {
    match sign {
        "<" => order.is_lt(),
        "<=" => order.is_le(),
        ">" => order.is_gt(),
        _ => order.is_ge(),
    }
}

/// The names that a quantity gives its unit.
fn units(quantity: &Value) -> Vec<String> {
    let names = ["code", "unit"].iter();
    names.filter_map(|key| words(quantity, key)).collect()
}

/// Whether two quantities are in one unit, as far as both name theirs.
pub fn same_unit(one: &Value, other: &Value) -> bool {
    let (one, other) = (units(one), units(other));
    one.is_empty() || other.is_empty() || one.iter().any(|unit| other.contains(unit))
}

/// How two values stand to each other: numbers, or days and times of one kind.
fn order(one: (&str, &Value), other: (&str, &Value)) -> Option<Ordering> {
    if (one.0, other.0) == ("Quantity", "Quantity") && !same_unit(one.1, other.1) {
        return None;
    }
    if let (Some(one), Some(other)) = (number(one.0, one.1), number(other.0, other.1)) {
        return one.partial_cmp(&other);
    }
    if matches!(
        (one.0, other.0),
        ("DateTime" | "Instant", "DateTime" | "Instant")
    ) {
        let moment = |value: &Value| chrono::DateTime::parse_from_rfc3339(value.as_str()?).ok();
        return Some(moment(one.1)?.cmp(&moment(other.1)?));
    }
    let is_time = matches!(one.0, "Date" | "Time");
    (is_time && one.0 == other.0)
        .then(|| Some(one.1.as_str()?.cmp(other.1.as_str()?)))
        .flatten()
}

/// Types that can be compared with each other; of any other two none is greater.
fn family(kind: &str) -> &str {
    match kind {
        "Integer" | "Decimal" | "PositiveInt" | "UnsignedInt" | "Integer64" | "Quantity" => {
            "number"
        }
        "Date" | "DateTime" | "Instant" => "day",
        kind if is_text(kind) => "text",
        other => other,
    }
}

/// Whether a type is that of a text.
pub fn is_text(kind: &str) -> bool {
    matches!(
        kind,
        "String" | "Text" | "Uri" | "Url" | "Canonical" | "Code" | "Markdown" | "Id"
    )
}

/// A value as a number, when it is one.
pub fn number(kind: &str, value: &Value) -> Option<f64> {
    match kind {
        "Integer" | "Decimal" | "PositiveInt" | "UnsignedInt" | "Integer64" => value.as_f64(),
        "Quantity" => value.get("value")?.as_f64(),
        _ => None,
    }
}
