//! One item as a question: its type, its words, its checks, and what its extensions say.

use std::collections::BTreeMap;

use serde_json::Value;

use super::options::{self, Coded};
use super::{element, enable, flag, list, words};
use crate::flow::import::form::{Kind, Loss, Question};
use crate::flow::import::words::{one_line, plain};

/// Extensions and keys that only say how to draw an item, or what it is to machines.
const DRAWN: &[&str] = &[
    "questionnaire-itemControl",
    "questionnaire-displayCategory",
    "questionnaire-choiceOrientation",
    "questionnaire-usageMode",
    "questionnaire-sliderStepValue",
    "questionnaire-openLabel",
    "rendering-style",
    "rendering-xhtml",
    "rendering-styleSensitive",
    "rendering-markdown",
    "itemWeight",
    "ordinalValue",
    "questionnaire-ordinalValue",
    "questionnaire-optionPrefix",
    "sdc-questionnaire-observationExtract",
    "sdc-questionnaire-observation-extract-category",
    "sdc-questionnaire-observationLinkPeriod",
    "sdc-questionnaire-shortText",
    "sdc-questionnaire-width",
    "sdc-questionnaire-columnCount",
    "sdc-questionnaire-itemMedia",
    "sdc-questionnaire-itemAnswerMedia",
    "sdc-questionnaire-preferredTerminologyServer",
    "sdc-questionnaire-collapsible",
    "sdc-questionnaire-isSubject",
    "questionnaire-referenceResource",
    "elementdefinition-binding",
    "code",
    "definition",
];

/// Fills a question from its item; what its options are in the form is handed back.
pub fn fill<'v>(
    question: &mut Question,
    item: &'v Value,
    kind: &str,
    root: &'v Value,
    shown: &mut BTreeMap<String, usize>,
) -> Vec<Coded<'v>> {
    let several = flag(item, "repeats");
    let text = words(item, "text").unwrap_or_default();
    let prefix = words(item, "prefix")
        .map(|prefix| format!("{prefix} "))
        .unwrap_or_default();
    question.ask = one_line(&plain(&format!("{prefix}{text}")));
    question.required = flag(item, "required") && kind != "display";
    question.translations = translations(item);
    let (asked, loss) = kind_of(kind, several);
    question.kind = asked;
    if let Some(loss) = loss {
        question.lose(loss);
    }
    let constraint = words(item, "answerConstraint").unwrap_or_default();
    let is_open =
        kind == "open-choice" || constraint == "optionsOrString" || constraint == "optionsOrType";
    let has_options = ["answerOption", "option", "answerValueSet", "options"]
        .iter()
        .any(|key| item.get(key).is_some());
    let mut coded = Vec::new();
    if has_options && !matches!(question.kind, Kind::YesNo | Kind::Note | Kind::File) {
        question.other = is_open;
        coded = options::read(question, item, root);
        if question.options.is_empty() {
            question.other = false;
            question.kind = if several { Kind::Steps } else { Kind::Text };
        } else {
            question.kind = if several { Kind::Choices } else { Kind::Choice };
        }
    } else if matches!(question.kind, Kind::Choice | Kind::Choices) {
        question.lose("it has no options; it is asked as a text");
        question.kind = if several { Kind::Steps } else { Kind::Text };
    }
    if let Some(most) = words(item, "maxLength") {
        if question.kind.is_words() {
            question.max = Some(most);
        } else {
            question.lose(format!("at most {most} letters"));
        }
    }
    for initial in list(item, "initial") {
        let words = element(initial, "value").map(|(kind, value)| options::label(kind, value));
        question.lose(format!(
            "nothing is filled in beforehand; in the form it is: {}",
            words.unwrap_or_default()
        ));
    }
    if let Some((kind, value)) = element(item, "initial") {
        let words = options::label(kind, value);
        question.lose(format!(
            "nothing is filled in beforehand; in the form it is: {words}"
        ));
    }
    if flag(item, "readOnly") {
        question.lose("it cannot be answered in the form (readOnly)");
    }
    for extension in list(item, "extension") {
        extend(question, extension, shown);
    }
    if enable::is_hidden(item) {
        question.retired = true;
        question.lose("it is hidden in the form, so it is not asked");
    }
    for key in ["code", "definition"]
        .iter()
        .filter(|key| item.get(**key).is_some())
    {
        *shown.entry((*key).to_owned()).or_default() += 1;
    }
    let on_options = list(item, "answerOption")
        .iter()
        .flat_map(|option| list(option, "extension"));
    for extension in on_options {
        let url = words(extension, "url").unwrap_or_default();
        if !url.ends_with("questionnaire-optionExclusive") {
            *shown
                .entry(format!("the options’ {}", last(&url)))
                .or_default() += 1;
        }
    }
    coded
}

fn kind_of(kind: &str, several: bool) -> (Kind, Option<&'static str>) {
    match kind {
        "display" => (Kind::Note, None),
        "boolean" => (Kind::YesNo, None),
        "decimal" | "quantity" => (Kind::Number, None),
        "integer" => (Kind::Integer, None),
        "date" => (Kind::Date, None),
        "dateTime" | "instant" => (Kind::DateTime, None),
        "time" => (Kind::Time, None),
        "string" | "text" if several => (Kind::Steps, None),
        "string" => (Kind::Text, None),
        "text" => (Kind::Long, None),
        "url" => (Kind::Url, None),
        "choice" | "open-choice" | "coding" if several => (Kind::Choices, None),
        "choice" | "open-choice" | "coding" => (Kind::Choice, None),
        "attachment" => (Kind::File, None),
        "reference" => (
            Kind::Text,
            Some("a reference to a resource is asked as a text"),
        ),
        "question" => (
            Kind::Text,
            Some("its type is left open; it is asked as a text"),
        ),
        _ => (
            Kind::Text,
            Some("it has no type that is known; it is asked as a text"),
        ),
    }
}

/// `ask_xx`: the text in other languages.
fn translations(item: &Value) -> Vec<(String, String)> {
    let beside = item
        .get("_text")
        .map(|beside| list(beside, "extension"))
        .unwrap_or_default();
    let mut found: Vec<(String, String)> = Vec::new();
    for extension in beside {
        let part = |name: &str| {
            let parts = list(extension, "extension").iter();
            let mut named = parts.filter(|part| words(part, "url").as_deref() == Some(name));
            let (_, value) = element(named.next()?, "value")?;
            value.as_str().map(str::to_owned)
        };
        let (Some(language), Some(content)) = (part("lang"), part("content")) else {
            continue;
        };
        let code = language
            .split(['-', '_'])
            .next()
            .unwrap_or_default()
            .to_lowercase();
        let is_code = code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
        if is_code && !content.trim().is_empty() && !found.iter().any(|(known, _)| *known == code) {
            found.push((code, one_line(&plain(&content))));
        }
    }
    found
}

fn extend(question: &mut Question, extension: &Value, shown: &mut BTreeMap<String, usize>) {
    let url = words(extension, "url").unwrap_or_default();
    let value = element(extension, "value");
    let words_of = || {
        value
            .map(|(kind, value)| options::label(kind, value))
            .unwrap_or_default()
    };
    match last(&url) {
        "questionnaire-hidden"
        | "sdc-questionnaire-enableWhenExpression"
        | "questionnaire-optionExclusive" => {}
        "minValue" if bounded(question.kind) => question.min = Some(words_of()),
        "maxValue" if bounded(question.kind) => question.max = Some(words_of()),
        "minLength" if question.kind.is_words() => question.min = Some(words_of()),
        "entryFormat" | "questionnaire-supportLink" => question.tell(&words_of()),
        "questionnaire-unit" if question.kind.is_number() => {
            let (_, coding) = value.unwrap_or(("", &Value::Null));
            question.unit = words(coding, "code").or_else(|| words(coding, "display"));
        }
        "regex" if question.kind.is_words() => {
            let pattern = format!("^(?:{})$", words_of());
            if crate::flow::condition::pattern(&pattern).is_ok() {
                question.pattern = Some(pattern);
            } else {
                question.lose(format!("the check of its answer: {}", words_of()));
            }
        }
        "designNote" => question.lose(format!("a note of its author: {}", words_of())),
        name if DRAWN.contains(&name) => *shown.entry(name.to_owned()).or_default() += 1,
        _ => question.lose(format!("its {}", extension_in_words(extension))),
    }
}

fn bounded(kind: Kind) -> bool {
    kind.is_number() || matches!(kind, Kind::Date | Kind::DateTime)
}

/// What stands on a group and is not used; and how it is drawn.
pub fn unused(
    item: &Value,
    place: &str,
    losses: &mut Vec<Loss>,
    shown: &mut BTreeMap<String, usize>,
) {
    for extension in list(item, "extension") {
        let url = words(extension, "url").unwrap_or_default();
        match last(&url) {
            "sdc-questionnaire-enableWhenExpression" | "questionnaire-maxOccurs" => {}
            "questionnaire-hidden" => {
                losses.push(Loss::new(
                    place,
                    "the group is hidden in the form; its questions are asked",
                ));
            }
            name if DRAWN.contains(&name) => *shown.entry(name.to_owned()).or_default() += 1,
            _ => losses.push(Loss::new(
                place,
                format!("its {}", extension_in_words(extension)),
            )),
        }
    }
    for key in ["code", "definition"]
        .iter()
        .filter(|key| item.get(**key).is_some())
    {
        *shown.entry((*key).to_owned()).or_default() += 1;
    }
    if flag(item, "required") {
        losses.push(Loss::new(place, "that the group as a whole is required"));
    }
}

/// How many items a group may have at most, if it says so.
pub fn most(item: &Value) -> Option<i64> {
    let occurs = list(item, "extension").iter().find(|extension| {
        words(extension, "url").is_some_and(|url| url.ends_with("questionnaire-maxOccurs"))
    })?;
    element(occurs, "value")?.1.as_i64()
}

/// The expression that enables an item.
pub fn expression(item: &Value) -> Option<String> {
    let found = list(item, "extension").iter().find(|extension| {
        words(extension, "url")
            .is_some_and(|url| url.ends_with("questionnaire-enableWhenExpression"))
    })?;
    words(found.get("valueExpression")?, "expression")
}

/// An extension in words: its name, and its value when it is short to say.
pub fn extension_in_words(extension: &Value) -> String {
    let url = words(extension, "url").unwrap_or_default();
    let name = last(&url).to_owned();
    match element(extension, "value") {
        Some(("Expression", value)) => {
            let variable = words(value, "name")
                .map(|name| format!(" {name}"))
                .unwrap_or_default();
            format!(
                "{name}{variable}: {}",
                words(value, "expression").unwrap_or_default()
            )
        }
        Some((kind, value)) => format!("{name}: {}", options::label(kind, value)),
        None => name,
    }
}

fn last(url: &str) -> &str {
    url.rsplit('/').next().unwrap_or(url)
}
