//! The options of an item: listed there, or in a value set that comes along with the questionnaire.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::compare::{is_text, number, same_unit};
use super::item::translations;
use super::package::{MOST_CODES, Package};
use super::{element, flag, list, words};
use crate::flow::import::form::{Choice, Question};
use crate::flow::import::logic::Logic;
use crate::flow::import::name::Names;
use crate::flow::import::words::{one_line, plain};

/// An option of the form: what it is there, and its id here.
#[derive(Debug, Clone)]
pub struct Coded<'v> {
    pub id: String,
    pub kind: &'v str,
    pub value: &'v Value,
    /// The code system, when it does not stand beside the code.
    pub system: Option<&'v str>,
}

/// An option as it is found.
struct Found<'v> {
    kind: &'v str,
    value: &'v Value,
    system: Option<&'v str>,
    exclusive: bool,
    translations: Vec<(String, String)>,
}

/// Reads the options into the question.
pub fn read<'v>(question: &mut Question, item: &'v Value, package: &Package<'v>) -> Vec<Coded<'v>> {
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
        let beside = value
            .get("_display")
            .or_else(|| option.get(format!("_value{kind}")));
        found.push(Found {
            kind,
            value,
            system: None,
            exclusive,
            translations: translations(beside),
        });
    }
    let set = words(item, "answerValueSet").or_else(|| words(item.get("options")?, "reference"));
    if let Some(set) = set {
        match package.concepts(&set) {
            Some(concepts) if concepts.len() > MOST_CODES => question.lose(format!(
                "its options are more than {MOST_CODES} codes of a value set, which nobody chooses among: {set}"
            )),
            Some(concepts) => found.extend(concepts.into_iter().map(|(value, system)| Found {
                kind: "Coding",
                value,
                system,
                exclusive: false,
                translations: designations(value),
            })),
            None => question.lose(format!(
                "its options are in a value set that does not come with the form: {set}"
            )),
        }
    }
    remark_systems(question, &found);
    let several = flag(item, "repeats");
    let mut names = Names::default();
    if question.other {
        names.make("other", "other");
    }
    let mut coded = Vec::new();
    for one in found {
        let label = label(one.kind, one.value);
        let wish = words(one.value, "code").unwrap_or_else(|| label.clone());
        let id = names.make(&wish, "option");
        question.options.push(Choice {
            id: id.clone(),
            source: wish,
            label: one_line(&plain(&label)),
            translations: one.translations,
            when: Logic::Always,
            exclusive: one.exclusive && several,
        });
        coded.push(Coded {
            id,
            kind: one.kind,
            value: one.value,
            system: one.system,
        });
    }
    coded
}

/// Which code systems the options are of, so that whoever looks an answer up elsewhere knows.
fn remark_systems(question: &mut Question, found: &[Found<'_>]) {
    let mut systems: Vec<&str> = Vec::new();
    for one in found {
        let own = one.value.get("system").and_then(Value::as_str);
        if let Some(system) = own
            .or(one.system)
            .filter(|system| !systems.contains(system))
        {
            systems.push(system);
        }
    }
    question
        .remarks
        .extend(systems.iter().map(|system| format!("codes of {system}")));
}

/// The words of a code of a value set in other languages.
fn designations(concept: &Value) -> Vec<(String, String)> {
    let mut found = translations(concept.get("_display"));
    for designation in list(concept, "designation") {
        let (language, words) = (words(designation, "language"), words(designation, "value"));
        let code = language.and_then(|language| super::item::language(&language));
        if let (Some(code), Some(words)) = (code, words)
            && !found.iter().any(|(known, _)| *known == code)
        {
            found.push((code, one_line(&plain(&words))));
        }
    }
    found
}

/// Collects the values of a kind that conditions name, such as `Coding`, each as often as they do.
pub fn named<'v>(kind: &str, items: &'v [Value], found: &mut HashMap<&'v str, Vec<&'v Value>>) {
    for item in items {
        for condition in list(item, "enableWhen") {
            let link = condition
                .get("question")
                .and_then(Value::as_str)
                .map(str::trim);
            let answer = element(condition, "answer").filter(|(of, _)| *of == kind);
            if let (Some(link), Some((_, value))) = (link, answer) {
                found.entry(link).or_default().push(value);
            }
        }
        named(kind, list(item, "item"), found);
    }
}

/// Gives a question these codes as options, and one more for what is typed.
pub fn put_named<'v>(question: &mut Question, all: &[&'v Value]) -> Vec<Coded<'v>> {
    question.other = true;
    question.options.clear();
    let mut names = Names::default();
    names.make("other", "other");
    let mut coded = Vec::new();
    let mut seen = HashSet::new();
    for code in all.iter().filter(|code| seen.insert(code.to_string())) {
        let label = label("Coding", code);
        let source = words(code, "code").unwrap_or_else(|| label.clone());
        let id = names.make(&source, "option");
        question.options.push(Choice {
            id: id.clone(),
            source,
            label,
            translations: Vec::new(),
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
        "CodeableConcept" => words(value, "text").or_else(|| {
            let coding = list(value, "coding").first()?;
            words(coding, "display").or_else(|| words(coding, "code"))
        }),
        _ => match value {
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        },
    };
    one_line(&words.unwrap_or_else(|| value.to_string()))
}

impl Coded<'_> {
    /// Whether an answer of the form is this option. Codes are equal when their systems are, as far as both name one; a
    /// condition that names no code means the option with these words.
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
                systems
                    && same(if other.get("code").is_some() {
                        "code"
                    } else {
                        "display"
                    })
            }
            ("Reference", "Reference") => same("reference"),
            ("Quantity", "Quantity") => {
                number(self.kind, self.value) == number(kind, other) && same_unit(self.value, other)
            }
            ("Integer" | "Decimal", "Integer" | "Decimal") => {
                number(self.kind, self.value) == number(kind, other)
            }
            (own, asked) => {
                (own == asked || (is_text(own) && is_text(asked))) && self.value == other
            }
        }
    }
}
