//! What a condition asks about one name, held against what the name stands for.

use std::ops::Range;

use regex::{Regex, RegexBuilder};
use toml::de::DeValue;

use super::names::Meaning;
use super::read::Spotter;
use super::{Comparison, Test};
use crate::domain::answer::AnswerState;
use crate::flow::value::{Given, Measure, Measured};
use crate::handwritten::fault::nearest;
use crate::handwritten::reader::{Spot, kind, number};

/// The words for what became of a question.
const STATES: &[(&str, Option<AnswerState>)] = &[
    ("answered", Some(AnswerState::Answered)),
    ("unknown", Some(AnswerState::Unknown)),
    ("declined", Some(AnswerState::Declined)),
    ("not_asked", Some(AnswerState::NotAsked)),
    ("unanswered", None),
];

impl Spotter<'_> {
    pub(super) fn test(
        self,
        meaning: &Meaning<'_>,
        key: &str,
        span: &Range<usize>,
        value: Spot<'_>,
    ) -> Option<Test> {
        let set = meaning.measure == Measure::Set;
        let lines = matches!(
            meaning.measure,
            Measure::Words | Measure::Exact | Measure::Lines
        );
        match key {
            "state" => self.states(value).map(Test::State),
            "not" => self.values(meaning, value).map(Test::IsNot),
            "has" | "has_any" if set => self.options(meaning, value).map(Test::HasAny),
            "has_all" if set => self.options(meaning, value).map(Test::HasAll),
            "has_none" if set => self.options(meaning, value).map(Test::HasNone),
            "matches" if lines => self.pattern(value).map(Test::Matches),
            "has" | "has_any" | "has_all" | "has_none" | "matches" => self.fault(
                span,
                format!("`{key}` cannot be asked about {}", meaning.what),
            ),
            _ => self.no_comparison(meaning, key, span),
        }
    }

    /// A comparison that does not exist: what can be asked about such a thing, and how what is meant is written.
    fn no_comparison<T>(self, meaning: &Meaning<'_>, key: &str, span: &Range<usize>) -> Option<T> {
        let measure = meaning.measure;
        let mut known = vec!["state"];
        let mut also = Vec::new();
        match measure {
            Measure::Set => known.extend(["has", "has_any", "has_all", "has_none"]),
            Measure::Lines => known.push("matches"),
            Measure::Words | Measure::Exact => known.extend(["not", "matches"]),
            _ => known.push("not"),
        }
        if measure.is_ordered() {
            also.push("\"> …\", \">= …\", \"< …\", \"<= …\" without a brace");
        }
        if !matches!(measure, Measure::Set | Measure::Lines) {
            also.push("the value itself without a brace");
        }
        let named: Vec<String> = known.iter().map(|word| format!("`{word}`")).collect();
        let all: Vec<&str> = named.iter().map(String::as_str).chain(also).collect();
        let message = format!(
            "there is no comparison `{key}`; {} is asked about with {}",
            meaning.what,
            all.join(", ")
        );
        let meant = match key {
            "is" | "eq" | "equals" | "equal" | "value" | "in" | "one_of" | "is_one_of"
                if !matches!(measure, Measure::Set | Measure::Lines) =>
            {
                Some("write the value, or a list of values, without a brace".to_owned())
            }
            "min" | "max" | "gt" | "ge" | "gte" | "lt" | "le" | "lte" | "above" | "below"
            | "greater" | "less" | "at_least" | "at_most"
                if measure.is_ordered() =>
            {
                Some("such as \"> 5\", without a brace".to_owned())
            }
            "contains" | "includes" | "in" | "is" if measure == Measure::Set => {
                Some("did you mean `has`?".to_owned())
            }
            "contains" | "includes" | "like" | "regex" | "pattern" | "match"
                if known.contains(&"matches") =>
            {
                Some("did you mean `matches`?".to_owned())
            }
            "is_not" | "isnt" | "ne" | "neq" | "not_in" | "none_of" if known.contains(&"not") => {
                Some("did you mean `not`?".to_owned())
            }
            _ => nearest(key, known).map(|near| format!("did you mean `{near}`?")),
        };
        self.faults
            .advise(span, self.path, &message, meant.as_deref());
        None
    }

    pub(super) fn comparison(
        self,
        meaning: &Meaning<'_>,
        text: &str,
        value: Spot<'_>,
    ) -> Option<Test> {
        let signs = [
            ("<=", Comparison::AtMost),
            (">=", Comparison::AtLeast),
            ("<", Comparison::Below),
            (">", Comparison::Above),
        ];
        let (comparison, bound) = signs
            .iter()
            .find_map(|&(sign, comparison)| Some((comparison, text.strip_prefix(sign)?.trim())))?;
        match meaning.measure.read(Given::Text(bound)) {
            Some(bound) => Some(Test::Compare(comparison, meaning.bound(bound))),
            None => self.fault(
                &value.span(),
                format!("`{bound}` cannot be compared with {}", meaning.what),
            ),
        }
    }

    /// One value, or a list of them.
    pub(super) fn values(self, meaning: &Meaning<'_>, value: Spot<'_>) -> Option<Vec<Measured>> {
        match value.get_ref().as_array() {
            Some(items) if items.is_empty() => {
                self.fault(&value.span(), "the list is empty, so nothing is one of it")
            }
            Some(items) => {
                let values: Vec<_> = items.iter().map(|item| self.value(meaning, item)).collect();
                values.into_iter().collect()
            }
            None => self.value(meaning, value).map(|value| vec![value]),
        }
    }

    fn value(self, meaning: &Meaning<'_>, value: Spot<'_>) -> Option<Measured> {
        let value = self.measured(meaning, value)?;
        Some(meaning.bound(value))
    }

    fn measured(self, meaning: &Meaning<'_>, value: Spot<'_>) -> Option<Measured> {
        let span = value.span();
        if matches!(meaning.measure, Measure::Set | Measure::Lines) {
            let instead = if meaning.measure == Measure::Set {
                "{ has = … }"
            } else {
                "{ matches = … }"
            };
            return self.fault(
                &span,
                format!("{} is asked about with {instead}", meaning.what),
            );
        }
        if let (Measure::Number, Some(number)) = (meaning.measure, number(value)) {
            return Some(Measured::Number(number));
        }
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(datetime) => datetime.to_string(),
            DeValue::Boolean(true) if is_yes_or_no(meaning) => "yes".to_owned(),
            DeValue::Boolean(false) if is_yes_or_no(meaning) => "no".to_owned(),
            _ if meaning.measure == Measure::Version => {
                return self.fault(&span, "a version is written in quotes, such as \"5.10\"");
            }
            _ => return self.fault(&span, format!("{} cannot be {}", meaning.what, kind(value))),
        };
        if meaning.options.is_some() {
            return self.option(meaning, &text, &span).map(Measured::Text);
        }
        match meaning.measure.read(Given::Text(&text)) {
            Some(value) => Some(value),
            None => self.fault(
                &span,
                format!("`{text}` cannot be the value of {}", meaning.what),
            ),
        }
    }

    /// One option, or a list of them.
    fn options(self, meaning: &Meaning<'_>, value: Spot<'_>) -> Option<Vec<String>> {
        let option = |value: Spot<'_>| match value.get_ref().as_str() {
            Some(text) => self.option(meaning, text, &value.span()),
            None => self.fault(
                &value.span(),
                format!("the id of an option was expected, not {}", kind(value)),
            ),
        };
        match value.get_ref().as_array() {
            Some(items) if items.is_empty() => self.fault(&value.span(), "the list is empty"),
            Some(items) => {
                let options: Vec<_> = items.iter().map(option).collect();
                options.into_iter().collect()
            }
            None => option(value).map(|id| vec![id]),
        }
    }

    fn option(self, meaning: &Meaning<'_>, id: &str, span: &Range<usize>) -> Option<String> {
        let known = meaning.options.clone().unwrap_or_default();
        if known.contains(&id) {
            return Some(id.to_owned());
        }
        let message = format!(
            "{} has no option `{id}`, only {}",
            meaning.what,
            known.join(", ")
        );
        self.unknown(span, &message, id, known)
    }

    fn states(self, value: Spot<'_>) -> Option<Vec<Option<AnswerState>>> {
        let state = |value: Spot<'_>| {
            let word = value.get_ref().as_str().unwrap_or_default();
            if let Some(&(_, state)) = STATES.iter().find(|(known, _)| *known == word) {
                Some(state)
            } else {
                let known = STATES.iter().map(|(known, _)| *known);
                let all = known.clone().collect::<Vec<_>>().join(", ");
                self.unknown(
                    &value.span(),
                    &format!("`{word}` is not a state; there are {all}"),
                    word,
                    known,
                )
            }
        };
        match value.get_ref().as_array() {
            Some(items) => {
                let states: Vec<_> = items.iter().map(state).collect();
                states.into_iter().collect()
            }
            None => state(value).map(|state| vec![state]),
        }
    }

    fn pattern(self, value: Spot<'_>) -> Option<Regex> {
        match value.get_ref().as_str().map(pattern) {
            Some(Ok(pattern)) => Some(pattern),
            Some(Err(message)) => self.fault(&value.span(), message),
            None => self.fault(
                &value.span(),
                format!("a regular expression was expected, not {}", kind(value)),
            ),
        }
    }
}

fn is_yes_or_no(meaning: &Meaning<'_>) -> bool {
    meaning.options.as_deref() == Some(&["yes", "no"])
}

/// Compiles a regular expression of modest size.
pub(in crate::flow) fn pattern(text: &str) -> Result<Regex, String> {
    if text.contains('\u{8}') {
        let message =
            "between double quotes \\b is a backspace; put the pattern between single quotes: '…'";
        return Err(message.to_owned());
    }
    RegexBuilder::new(text)
        .size_limit(1 << 20)
        .build()
        .map_err(|error| {
            let last = error.to_string();
            let last = last
                .lines()
                .last()
                .unwrap_or_default()
                .trim_start_matches("error: ");
            format!("this is not a regular expression: {last}")
        })
}
