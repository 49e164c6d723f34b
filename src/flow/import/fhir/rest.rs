//! What a flow has no place for: every key that nobody else reads is told, so that nothing is dropped in silence.

use serde_json::Value;

use super::extension::{self, Shown};
use super::{list, words};
use crate::flow::import::form::{Form, Loss, Question};

/// Keys of the form that others read.
const READ: &[&str] = &[
    "resourceType",
    "title",
    "name",
    "item",
    "contained",
    "extension",
];

/// Keys of the form that change what it means or what it asks, or are longer than a comment should be.
const LOST: &[&str] = &[
    "modifierExtension",
    "derivedFrom",
    "text",
    "implicitRules",
    "group",
];

/// Keys of an item that others read.
const OF_ITEM: &[&str] = &[
    "linkId",
    "text",
    "prefix",
    "type",
    "enableWhen",
    "enableBehavior",
    "required",
    "repeats",
    "readOnly",
    "maxLength",
    "answerOption",
    "option",
    "answerValueSet",
    "options",
    "answerConstraint",
    "initial",
    "item",
    "extension",
];

/// Keys of an item that say what it is to machines, or how it is drawn.
const DRAWN: &[&str] = &["code", "definition", "disabledDisplay", "id", "concept"];

/// What the form says about itself: remarks, and what is lost of it.
pub fn of_form(questionnaire: &Value, form: &mut Form) {
    for (key, value) in questionnaire.as_object().into_iter().flatten() {
        let key = key.as_str();
        if READ.contains(&key) {
            continue;
        }
        let said = words(questionnaire, key).unwrap_or_else(|| brief(value));
        if LOST.contains(&key) || key.starts_with('_') {
            form.losses
                .push(Loss::new("", format!("the form’s {key}: {}", brief(value))));
        } else {
            form.remarks.push(format!("{key}: {said}"));
        }
    }
    for extension in list(questionnaire, "extension") {
        let what = format!("the form’s {}", extension::in_words(extension));
        form.losses.push(Loss::new("", what));
    }
    for resource in list(questionnaire, "contained") {
        let kind = words(resource, "resourceType").unwrap_or_default();
        if !matches!(kind.as_str(), "ValueSet" | "CodeSystem") {
            let id = words(resource, "id").unwrap_or_default();
            let what = format!("the form brings a {kind} along, which is left out: {id}");
            form.losses.push(Loss::new("", what));
        }
    }
}

/// What is left of a question’s item: keys that nobody reads, of its conditions and options, too.
pub fn of_item(question: &mut Question, item: &Value, shown: &mut Shown) {
    let mut lost = Vec::new();
    keys(item, shown, &mut lost);
    for what in lost {
        question.lose(what);
    }
}

/// The same of a group, or of words that only explain; here the extensions are not read either.
pub fn of_group(item: &Value, place: &str, losses: &mut Vec<Loss>, shown: &mut Shown) {
    let mut lost = Vec::new();
    for extension in list(item, "extension") {
        match extension::name_of(extension).as_str() {
            "sdc-questionnaire-enableWhenExpression"
            | "questionnaire-maxOccurs"
            | "questionnaire-hidden" => {}
            name if extension::is_drawn(name) => *shown.entry(name.to_owned()).or_default() += 1,
            _ => lost.push(
                extension::other_form(extension)
                    .unwrap_or_else(|| format!("its {}", extension::in_words(extension))),
            ),
        }
    }
    keys(item, shown, &mut lost);
    if item.get("required") == Some(&Value::Bool(true)) {
        lost.push("that the group as a whole is required".to_owned());
    }
    let is_group = words(item, "type").as_deref() == Some("group");
    for extension in item
        .get("_text")
        .map(|beside| list(beside, "extension"))
        .unwrap_or_default()
    {
        if is_group && extension::name_of(extension) == "translation" {
            lost.push(format!(
                "its heading in another language: {}",
                extension::in_words(extension)
            ));
        }
    }
    for what in lost {
        let one = Loss::new(place, what);
        if !losses.contains(&one) {
            losses.push(one);
        }
    }
}

fn keys(item: &Value, shown: &mut Shown, lost: &mut Vec<String>) {
    for (key, value) in item.as_object().into_iter().flatten() {
        let key = key.as_str();
        // Programs that write forms write lists of nothing, too.
        if value.is_null() || value.as_array().is_some_and(Vec::is_empty) {
            continue;
        }
        if DRAWN.contains(&key) {
            *shown.entry(key.to_owned()).or_default() += 1;
        } else if let Some(of) = key.strip_prefix('_') {
            for extension in list(value, "extension") {
                match extension::name_of(extension).as_str() {
                    "translation" if of == "text" => {}
                    name if extension::is_drawn(name) => {
                        *shown.entry(name.to_owned()).or_default() += 1;
                    }
                    _ => lost.push(format!("its {of}’s {}", extension::in_words(extension))),
                }
            }
        } else if !OF_ITEM.contains(&key) && !key.starts_with("initial") {
            lost.push(format!("its {key}: {}", brief(value)));
        }
    }
    for condition in list(item, "enableWhen") {
        let known = |key: &str| {
            matches!(key, "question" | "operator" | "hasAnswer" | "id") || key.starts_with("answer")
        };
        for (key, value) in condition.as_object().into_iter().flatten() {
            if !known(key) {
                lost.push(format!("its condition’s {key}: {}", brief(value)));
            }
        }
    }
    for option in list(item, "answerOption")
        .iter()
        .chain(list(item, "option"))
    {
        of_option(option, shown, lost);
    }
}

fn of_option(option: &Value, shown: &mut Shown, lost: &mut Vec<String>) {
    let mut extended = |value: &Value| {
        for extension in list(value, "extension") {
            match extension::name_of(extension).as_str() {
                "questionnaire-optionExclusive" | "translation" => {}
                name => *shown.entry(format!("the options’ {name}")).or_default() += 1,
            }
        }
    };
    for (key, value) in option.as_object().into_iter().flatten() {
        let is_value = key.starts_with("value") || key.starts_with("_value");
        if is_value {
            extended(value);
            extended(value.get("_display").unwrap_or(&Value::Null));
        } else if key == "extension" {
            extended(option);
        } else if !matches!(key.as_str(), "initialSelected" | "id") {
            lost.push(format!("an option’s {key}: {}", brief(value)));
        }
    }
}

/// A value in so few words that it can stand in a line.
fn brief(value: &Value) -> String {
    const MOST: usize = 200;
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}
