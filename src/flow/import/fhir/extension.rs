//! Extensions of an item: what they check, what they say, and those that only draw.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;

use super::toggle::TOGGLE;
use super::{element, flag, list, options, words};
use crate::flow::import::form::{Kind, Loss, Question};
use crate::flow::import::words::plain;

/// Extensions that only say how to draw an item, or what it is to machines.
const DRAWN: &[&str] = &[
    "questionnaire-itemControl",
    "questionnaire-displayCategory",
    "questionnaire-choiceOrientation",
    "questionnaire-choicecolumn",
    "questionnaire-usageMode",
    "questionnaire-sliderStepValue",
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
    "preferredTerminologyServer",
    "sdc-questionnaire-collapsible",
    "sdc-questionnaire-isSubject",
    "questionnaire-referenceResource",
    "elementdefinition-binding",
];

/// Another form is to be put in.
const SUB_QUESTIONNAIRE: &str = "sdc-questionnaire-subQuestionnaire";

/// How often the form says how to draw something, by what it says.
pub type Shown = BTreeMap<String, usize>;

/// Reads the extensions of an item into its question.
pub fn read(question: &mut Question, item: &Value, shown: &mut Shown) {
    // The unit comes first: bounds are in it.
    let (units_of, others): (Vec<_>, Vec<_>) = list(item, "extension")
        .iter()
        .partition(|one| name_of(one) == "questionnaire-unit");
    for extension in units_of {
        one(question, extension, flag(item, "repeats"), shown);
    }
    units(question, item);
    for extension in others {
        one(question, extension, flag(item, "repeats"), shown);
    }
}

fn one(question: &mut Question, extension: &Value, several: bool, shown: &mut Shown) {
    let name = name_of(extension);
    let value = element(extension, "value").map(|(kind, value)| options::label(kind, value));
    let kind = question.kind;
    if name == TOGGLE && !question.options.is_empty() {
        return;
    }
    if let Some(rule) = rule(extension, &name) {
        question.tell(&plain(&rule));
    }
    let Some(value) = value else {
        return if is_drawn(&name) {
            *shown.entry(name).or_default() += 1;
        } else {
            question.lose(format!("its {}", in_words(extension)));
        };
    };
    match name.as_str() {
        "questionnaire-hidden"
        | "sdc-questionnaire-enableWhenExpression"
        | "questionnaire-optionExclusive"
        | "questionnaire-unitOption" => {}
        // A group, or a question in a section of its own, says it of its section.
        "questionnaire-maxOccurs" if several && !is_list(kind) => {}
        "questionnaire-maxOccurs" if is_list(kind) => question.max = Some(value),
        "questionnaire-minOccurs" if is_list(kind) => question.min = Some(value),
        "minValue" if bounded(kind) => question.min = Some(value),
        "maxValue" if bounded(kind) => question.max = Some(value),
        "sdc-questionnaire-minQuantity" | "sdc-questionnaire-maxQuantity"
            if kind.is_number() && one_unit(extension, question) =>
        {
            let bound = extension.get("valueQuantity");
            let bound = bound.and_then(|bound| words(bound, "value"));
            if name.ends_with("minQuantity") {
                question.min = bound.or(question.min.take());
            } else {
                question.max = bound.or(question.max.take());
            }
        }
        "minLength" if kind.is_words() => question.min = Some(value),
        "entryFormat" | "questionnaire-supportLink" | "questionnaire-instruction" => {
            question.tell(&plain(&value));
        }
        "questionnaire-unit" if kind.is_number() => {
            let concept = extension.get("valueCodeableConcept");
            let coding = concept.and_then(|concept| list(concept, "coding").first());
            let coding = extension.get("valueCoding").or(coding);
            let code = coding.and_then(|coding| words(coding, "code"));
            question.unit = code.or(Some(value));
        }
        "regex" if kind.is_words() => {
            let pattern = format!("^(?:{value})$");
            if crate::flow::condition::pattern(&pattern).is_ok() {
                question.pattern = Some(pattern);
            } else {
                question.lose(format!("the check of its answer: {value}"));
            }
        }
        "designNote" => question.lose(format!("a note of its author: {value}")),
        SUB_QUESTIONNAIRE => question
            .losses
            .extend(other_form(extension).map(|what| Loss::new(&question.place, what))),
        name if is_drawn(name) => *shown.entry(name.to_owned()).or_default() += 1,
        _ => question.lose(format!("its {}", in_words(extension))),
    }
}

/// What a rule of the form wants, which a flow cannot check; else what the form says to whoever breaks it.
fn rule(extension: &Value, name: &str) -> Option<String> {
    if !matches!(
        name,
        "questionnaire-constraint" | "targetConstraint" | "sdc-questionnaire-targetConstraint"
    ) {
        return None;
    }
    let part = |key: &str| {
        let mut parts = list(extension, "extension").iter();
        let found = parts.find(|part| words(part, "url").as_deref() == Some(key))?;
        words(found, "valueString").or_else(|| words(found, "valueMarkdown"))
    };
    let told = part("human").map(|human| format!("The form says when it is wrong: {human}"));
    part("requirements").or(told)
}

/// Whether a bound is in the unit that is asked in, as far as both are told.
fn one_unit(extension: &Value, question: &Question) -> bool {
    let Some(bound) = extension.get("valueQuantity") else {
        return false;
    };
    let named = [words(bound, "code"), words(bound, "unit")];
    let named: Vec<String> = named.into_iter().flatten().collect();
    let asked = question.unit.as_ref();
    named.is_empty() || asked.is_some_and(|unit| named.contains(unit))
}

/// Collects the variables of a form and of all its items.
pub fn variables<'v>(item: &'v Value, found: &mut HashMap<&'v str, Option<&'v str>>) {
    for extension in list(item, "extension") {
        let value = extension.get("valueExpression");
        let part = |key: &str| value.and_then(|value| value.get(key)?.as_str());
        let is_path = part("language").is_none_or(|language| language == "text/fhirpath");
        if let (Some(name), Some(text), true) = (part("name"), part("expression"), is_path)
            && name_of(extension) == "variable"
        {
            let known = found.entry(name).or_insert(Some(text));
            if *known != Some(text) {
                *known = None;
            }
        }
    }
    for inside in list(item, "item") {
        variables(inside, found);
    }
}

/// The units to choose from.
fn unit_options(item: &Value) -> impl Iterator<Item = &Value> {
    let all = list(item, "extension").iter();
    all.filter(|extension| name_of(extension) == "questionnaire-unitOption")
        .filter_map(|extension| extension.get("valueCoding"))
}

/// Whether there are units to choose from.
pub fn has_units(item: &Value) -> bool {
    unit_options(item).next().is_some()
}

/// The unit, when there is one to choose; several are said in words.
fn units(question: &mut Question, item: &Value) {
    let options: Vec<_> = unit_options(item).collect();
    let words_of = |coding: &Value| words(coding, "display").or_else(|| words(coding, "code"));
    match options.as_slice() {
        [] => {}
        [only] if question.unit.is_none() && question.kind.is_number() => {
            question.unit = words(only, "code").or_else(|| words(only, "display"));
        }
        several => {
            let names: Vec<_> = several
                .iter()
                .filter_map(|coding| words_of(coding))
                .collect();
            let names = names.join(", ");
            question.tell(&format!("In one of these units: {names}"));
            question.lose(format!("a choice among units: {names}"));
        }
    }
}

fn is_list(kind: Kind) -> bool {
    matches!(kind, Kind::Choices | Kind::Steps)
}

fn bounded(kind: Kind) -> bool {
    kind.is_number() || matches!(kind, Kind::Date | Kind::DateTime)
}

/// How an item is drawn, if it says so: the code of its `itemControl`.
pub fn control(item: &Value) -> Option<String> {
    let mut extensions = list(item, "extension").iter();
    let drawn = extensions.find(|one| name_of(one) == "questionnaire-itemControl")?;
    let codes = list(drawn.get("valueCodeableConcept")?, "coding");
    codes.iter().find_map(|code| words(code, "code"))
}

/// The questions that another form has in place of an item.
pub fn other_form(extension: &Value) -> Option<String> {
    let form = element(extension, "value").filter(|_| name_of(extension) == SUB_QUESTIONNAIRE)?;
    let form = options::label(form.0, form.1);
    Some(format!(
        "the questions of another form belong here, which is not put in; assemble the form first, or import that one, too: {form}"
    ))
}

/// Whether an extension only says how to draw something.
pub fn is_drawn(name: &str) -> bool {
    DRAWN.contains(&name)
}

/// The name of an extension: the end of its address.
pub fn name_of(extension: &Value) -> String {
    let url = words(extension, "url").unwrap_or_default();
    url.rsplit('/').next().unwrap_or(&url).to_owned()
}

/// An extension in words: its name, and what it says.
pub fn in_words(extension: &Value) -> String {
    let name = name_of(extension);
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
        None => {
            let mut parts: Vec<_> = list(extension, "extension").iter().map(in_words).collect();
            // An extension beside a value: `_valueDate`.
            let beside = extension.as_object().into_iter().flatten();
            let beside = beside.filter(|(key, _)| key.starts_with("_value"));
            parts.extend(
                beside
                    .flat_map(|(_, value)| list(value, "extension"))
                    .map(in_words),
            );
            if parts.is_empty() {
                name
            } else {
                format!("{name} ({})", parts.join(", "))
            }
        }
    }
}
