//! Reads a `when`: its tables and lists, down to what is asked about one name.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeString, DeTable, DeValue};

use super::names::{Meaning, Names};
use super::reckon::parse::{ITEM, Using, is_reckoned};
use super::{Condition, Test};
use crate::flow::fact::{OF_CALLER, OF_CUSTOMER};
use crate::flow::value::Measure;
use crate::handwritten::fault::Faults;
use crate::handwritten::reader::{Spot, kind};

/// The key under which conditions have names.
const USING: &str = "using";

/// What can be asked about the answer to a question.
const COMPARISONS: &[&str] = &[
    "state", "not", "has", "has_any", "has_all", "has_none", "matches",
];

/// Where a condition stands: for its faults.
#[derive(Clone, Copy)]
pub(in crate::flow) struct Spotter<'a> {
    pub(in crate::flow) names: &'a Names<'a>,
    pub(in crate::flow) faults: &'a Faults<'a>,
    pub(in crate::flow) path: &'a str,
}

impl Spotter<'_> {
    /// Reads a condition; `None` once a fault was reported.
    pub(in crate::flow) fn read(self, value: Spot<'_>) -> Option<Condition> {
        let Some(table) = value.get_ref().as_table() else {
            let message = format!(
                "a condition such as {{ scope = \"all\" }} was expected, not {}",
                kind(value)
            );
            return self.fault(&value.span(), message);
        };
        if table.is_empty() {
            return self.fault(
                &value.span(),
                "the condition is empty; leave it out to hold always",
            );
        }
        let using = self.using(table)?;
        let mut used = Vec::new();
        // Every part is read, so that every fault is found.
        let parts: Vec<_> = table
            .iter()
            .filter(|(key, _)| key.get_ref() != USING || using.is_empty())
            .map(|(key, value)| {
                let span = key.span();
                match key.get_ref().as_ref() {
                    name if is_reckoned(name)
                        || using.contains_key(name)
                        || (name == ITEM && self.names.question(ITEM).is_none()) =>
                    {
                        let meaning = self.reckoned(name, &span, &using, &mut used)?;
                        self.tests(&meaning, value)
                    }
                    name => self.part(name, &span, value),
                }
            })
            .collect();
        let idle = using.keys().find(|name| !used.contains(name));
        if let Some(name) = idle.filter(|_| parts.iter().all(Option::is_some)) {
            let message = format!("nothing is reckoned with `{name}` of `{USING}`");
            return self.fault(&value.span(), message);
        }
        let mut parts = parts.into_iter().collect::<Option<Vec<_>>>()?;
        if parts.len() == 1 {
            parts.pop()
        } else {
            Some(Condition::All(parts))
        }
    }

    fn part(self, name: &str, span: &Range<usize>, value: Spot<'_>) -> Option<Condition> {
        match name {
            "any" => self.list(value).map(Condition::Any),
            "all" => self.list(value).map(Condition::All),
            "not" => self.read(value).map(|part| Condition::Not(Box::new(part))),
            "caller" | "customer" => self.facts(name, span, value),
            _ => match self.names.meaning(name) {
                Some(meaning) => self.tests(&meaning, value),
                None => self.unknown(
                    span,
                    &format!("there is no question or fact `{name}`"),
                    name,
                    self.names.all(),
                ),
            },
        }
    }

    /// The conditions that have a name to reckon with, unless a question is called `using`.
    fn using(self, table: &DeTable<'_>) -> Option<Using> {
        let Some((key, value)) = table.get_key_value(USING) else {
            return Some(Using::new());
        };
        if self.names.question(USING).is_some() {
            return Some(Using::new());
        }
        let Some(named) = value.get_ref().as_table().filter(|named| !named.is_empty()) else {
            let message =
                "a table of conditions was expected, such as { urgent = { scope = \"all\" } }";
            return self.fault(&key.span(), message);
        };
        let one = |(name, value): (&Spanned<DeString<'_>>, Spot<'_>)| {
            let is_name = !is_reckoned(name.get_ref())
                && !["", "or", "mod"].contains(&name.get_ref().as_ref());
            if !is_name || self.names.question(name.get_ref()).is_some() {
                let message = format!(
                    "`{}` is no name for a condition, or that of a question",
                    name.get_ref()
                );
                return self.fault(&name.span(), message);
            }
            Some((name.get_ref().to_string(), self.read(value)?))
        };
        let named: Vec<_> = named.iter().map(one).collect();
        named.into_iter().collect()
    }

    fn list(self, value: Spot<'_>) -> Option<Vec<Condition>> {
        match value.get_ref().as_array() {
            Some(items) if !items.is_empty() => {
                let parts: Vec<_> = items.iter().map(|item| self.read(item)).collect();
                parts.into_iter().collect()
            }
            _ => self.fault(
                &value.span(),
                "a list of conditions was expected, such as [ { scope = \"all\" } ]",
            ),
        }
    }

    /// `caller = { role = … }`, or a test of a question that is called `caller`.
    fn facts(self, name: &str, span: &Range<usize>, value: Spot<'_>) -> Option<Condition> {
        let known = if name == "caller" {
            OF_CALLER
        } else {
            OF_CUSTOMER
        };
        let table = value.get_ref().as_table();
        let compares = |table: &DeTable<'_>| {
            let mut keys = table.keys();
            keys.any(|key| COMPARISONS.contains(&key.get_ref().as_ref()))
        };
        if table.is_none_or(compares) && self.names.question(name).is_some() {
            let meaning = self.names.meaning(name)?;
            return self.tests(&meaning, value);
        }
        let Some(table) = table.filter(|table| !table.is_empty()) else {
            let facts: Vec<_> = known.iter().map(|(fact, _)| *fact).collect();
            return self.fault(
                span,
                format!("a table was expected, with {}", facts.join(", ")),
            );
        };
        let mut parts = Vec::new();
        for (key, value) in table {
            let fact = known.iter().find(|(fact, _)| *fact == key.get_ref());
            let Some(&(_, fact)) = fact else {
                let facts: Vec<_> = known.iter().map(|(fact, _)| *fact).collect();
                let message = format!(
                    "{name} has no fact `{}`, only {}",
                    key.get_ref(),
                    facts.join(", ")
                );
                parts.push(self.unknown(
                    &key.span(),
                    &message,
                    key.get_ref(),
                    known.iter().map(|known| known.0),
                ));
                continue;
            };
            let meaning = self.names.fact(fact);
            parts.push(self.tests(&meaning, value));
        }
        parts.into_iter().collect::<Option<_>>().map(Condition::All)
    }

    /// What is asked about one name.
    fn tests(self, meaning: &Meaning<'_>, value: Spot<'_>) -> Option<Condition> {
        let condition = |test| Condition::Test(meaning.subject.clone(), test);
        if meaning.measure == Measure::Nothing {
            return self.fault(&value.span(), "a note has no answer to ask about");
        }
        match value.get_ref() {
            DeValue::Table(table) if table.is_empty() => {
                self.fault(&value.span(), "nothing is asked about it")
            }
            DeValue::Table(table) => {
                let tests: Vec<_> = table
                    .iter()
                    .map(|(key, value)| {
                        self.test(meaning, key.get_ref(), &key.span(), value)
                            .map(condition)
                    })
                    .collect();
                tests.into_iter().collect::<Option<_>>().map(Condition::All)
            }
            DeValue::String(text)
                if meaning.measure.is_ordered() && text.starts_with(['<', '>']) =>
            {
                self.comparison(meaning, text, value).map(condition)
            }
            DeValue::String(text) if is_comparison(text) => {
                let message = format!("`{text}` cannot be asked about {}", meaning.what);
                self.fault(&value.span(), message + MORE_OR_LESS)
            }
            _ => self
                .values(meaning, value)
                .map(|values| condition(Test::Is(values))),
        }
    }

    pub(super) fn fault<T>(self, span: &Range<usize>, message: impl Into<String>) -> Option<T> {
        self.faults.add(span, self.path, message);
        None
    }

    pub(super) fn unknown<'n, T>(
        self,
        span: &Range<usize>,
        message: &str,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) -> Option<T> {
        self.faults.unknown(span, self.path, message, name, known);
        None
    }
}

/// What can be compared.
const MORE_OR_LESS: &str =
    "; only numbers, scales, days, times, lengths of time, versions and money are more or less";

/// Whether a text looks for more or less of something, as in `>= 10`.
fn is_comparison(text: &str) -> bool {
    let bound = text.trim_start_matches(['<', '>', '=']);
    text.starts_with(['<', '>']) && bound.trim_start().starts_with(|c: char| c.is_ascii_digit())
}
