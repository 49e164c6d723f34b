//! The options of an item: listed there, or in a value set that the questionnaire brings along.

use std::collections::HashMap;

use serde_json::Value;

use super::{element, flag, list, words};
use crate::flow::import::form::{Choice, Question};
use crate::flow::import::logic::Logic;
use crate::flow::import::name::Names;
use crate::flow::import::words::one_line;

/// An option of the form: what it is there, and its id here.
#[derive(Debug, Clone)]
pub struct Coded<'v> {
    pub id: String,
    pub kind: &'v str,
    pub value: &'v Value,
    /// The code system, when it does not stand beside the code.
    pub system: Option<&'v str>,
}

/// Reads the options into the question.
pub fn read<'v>(question: &mut Question, item: &'v Value, root: &'v Value) -> Vec<Coded<'v>> {
    let mut found = Vec::new();
    // STU3 calls them `option`.
    for option in list(item, "answerOption")
        .iter()
        .chain(list(item, "option"))
    {
        let Some((kind, value)) = element(option, "value") else {
            question.lose(format!("an option without a value: {option}"));
            continue;
        };
        if flag(option, "initialSelected") {
            question.lose(format!(
                "nothing is chosen beforehand; in the form it is: {}",
                label(kind, value)
            ));
        }
        let exclusive = list(option, "extension").iter().any(|extension| {
            let url = words(extension, "url").unwrap_or_default();
            url.ends_with("questionnaire-optionExclusive") && flag(extension, "valueBoolean")
        });
        found.push((kind, value, None, exclusive));
    }
    let set = words(item, "answerValueSet").or_else(|| words(item.get("options")?, "reference"));
    if let Some(set) = set {
        match contained(root, &set) {
            Some(value_set) => found.extend(concepts(value_set)),
            None => question.lose(format!(
                "its options are in a value set that does not come with the form: {set}"
            )),
        }
    }
    let mut names = Names::default();
    if question.other {
        names.make("other", "other");
    }
    let mut coded = Vec::new();
    for (kind, value, system, exclusive) in found {
        let code = words(value, "code");
        let wish = code.clone().unwrap_or_else(|| label(kind, value));
        let id = names.make(&wish, "option");
        question.options.push(Choice {
            id: id.clone(),
            source: wish,
            label: label(kind, value),
            when: Logic::Always,
            exclusive: exclusive && flag(item, "repeats"),
        });
        coded.push(Coded {
            id,
            kind,
            value,
            system,
        });
    }
    coded
}

/// Collects the codes that conditions name.
pub fn named<'v>(items: &'v [Value], found: &mut HashMap<&'v str, Vec<&'v Value>>) {
    for item in items {
        for condition in list(item, "enableWhen") {
            let link = condition.get("question").and_then(Value::as_str);
            if let (Some(link), Some(("Coding", code))) = (link, element(condition, "answer")) {
                let codes = found.entry(link).or_default();
                if !codes.contains(&code) {
                    codes.push(code);
                }
            }
        }
        named(list(item, "item"), found);
    }
}

/// Gives a question these codes as options, and one more for what is typed.
pub fn put_named<'v>(question: &mut Question, all: &[&'v Value]) -> Vec<Coded<'v>> {
    question.other = true;
    question.options.clear();
    let mut names = Names::default();
    names.make("other", "other");
    let mut coded = Vec::new();
    for code in all {
        let label = label("Coding", code);
        let source = words(code, "code").unwrap_or_else(|| label.clone());
        let id = names.make(&source, "option");
        question.options.push(Choice {
            id: id.clone(),
            source,
            label,
            when: Logic::Always,
            exclusive: false,
        });
        coded.push(Coded {
            id,
            kind: "Coding",
            value: code,
            system: None,
        });
    }
    coded
}

/// What is shown for a value.
pub fn label(kind: &str, value: &Value) -> String {
    let words = match kind {
        "Coding" => words(value, "display").or_else(|| words(value, "code")),
        "Reference" => words(value, "display").or_else(|| words(value, "reference")),
        "Quantity" => words(value, "value").map(|number| {
            let unit = words(value, "unit").or_else(|| words(value, "code"));
            unit.map_or(number.clone(), |unit| format!("{number} {unit}"))
        }),
        _ => match value {
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        },
    };
    one_line(&words.unwrap_or_else(|| value.to_string()))
}

/// The value set that the questionnaire brings along under this name.
fn contained<'v>(root: &'v Value, name: &str) -> Option<&'v Value> {
    let local = name.strip_prefix('#');
    list(root, "contained").iter().find(|resource| {
        let id = resource.get("id").and_then(Value::as_str);
        let url = resource.get("url").and_then(Value::as_str);
        (id.is_some() && id == local) || url == Some(name)
    })
}

type Concept<'v> = (&'v str, &'v Value, Option<&'v str>, bool);

/// The codes of a value set: as it was expanded, or else as it is composed.
fn concepts(set: &Value) -> Vec<Concept<'_>> {
    let mut found = Vec::new();
    if let Some(expansion) = set.get("expansion") {
        let mut waiting: Vec<&Value> = list(expansion, "contains").iter().rev().collect();
        while let Some(one) = waiting.pop() {
            if one.get("code").is_some() && !flag(one, "abstract") {
                found.push(("Coding", one, None, false));
            }
            waiting.extend(list(one, "contains").iter().rev());
        }
    }
    if found.is_empty() {
        for include in set
            .get("compose")
            .map(|compose| list(compose, "include"))
            .unwrap_or_default()
        {
            let system = include.get("system").and_then(Value::as_str);
            found.extend(
                list(include, "concept")
                    .iter()
                    .map(|one| ("Coding", one, system, false)),
            );
        }
    }
    found
}

impl Coded<'_> {
    /// Whether an answer of the form is this option. Codes are equal when their systems are, as far as both name one.
    pub fn equals(&self, kind: &str, other: &Value) -> bool {
        let same = |key: &str| words(self.value, key) == words(other, key);
        match (self.kind, kind) {
            ("Coding", "Coding") => {
                let system = self
                    .value
                    .get("system")
                    .and_then(Value::as_str)
                    .or(self.system);
                let asked = other.get("system").and_then(Value::as_str);
                let systems = system.is_none() || asked.is_none() || system == asked;
                if words(other, "code").is_some() {
                    systems && same("code")
                } else {
                    systems && words(self.value, "code").is_none() && same("display")
                }
            }
            ("Reference", "Reference") => same("reference"),
            ("Quantity", "Quantity") => self.number() == super::enable::number(kind, other),
            ("Integer" | "Decimal", "Integer" | "Decimal") => {
                self.number() == super::enable::number(kind, other)
            }
            (own, asked) => {
                let text = |kind: &str| matches!(kind, "String" | "Text" | "Uri" | "Url");
                (own == asked || (text(own) && text(asked))) && self.value == other
            }
        }
    }

    /// The option as a number.
    pub fn number(&self) -> Option<f64> {
        super::enable::number(self.kind, self.value)
    }
}
