//! One item as a question: its type, its words, its checks, its options.

use serde_json::Value;

use super::extension::{self, Shown};
use super::options::{self, Coded};
use super::package::Package;
use super::{element, flag, hidden, list, prefixed, rest, words};
use crate::flow::import::form::{Kind, Question};
use crate::flow::import::words::{one_line, plain};

/// Fills a question from its item; what its options are in the form is handed back.
pub fn fill<'v>(
    question: &mut Question,
    item: &'v Value,
    kind: &str,
    package: &Package<'v>,
    shown: &mut Shown,
) -> Vec<Coded<'v>> {
    let several = flag(item, "repeats");
    let below = spoken_below(item);
    let text = words(item, "text")
        .or_else(|| words(below?, "text"))
        .or_else(|| of_code(item, question));
    let text = text.unwrap_or_default();
    let prefix = words(item, "prefix")
        .map(|prefix| format!("{prefix} "))
        .unwrap_or_default();
    question.ask = one_line(&plain(&format!("{prefix}{text}")));
    question.required = flag(item, "required") && kind != "display";
    question.translations = translations(below.unwrap_or(item).get("_text"));
    let (asked, loss) = kind_of(kind, several);
    question.kind = asked;
    let coded = choose(question, item, kind, package);
    if let Some(loss) = loss.filter(|_| coded.is_empty()) {
        question.lose(loss);
    }
    if let Some(most) = words(item, "maxLength") {
        if question.kind.is_words() {
            question.max = Some(most);
        } else {
            question.lose(format!("at most {most} letters"));
        }
    }
    extension::read(question, item, shown);
    if flag(item, "readOnly") {
        question.lose("it cannot be answered in the form (readOnly)");
    }
    let initial = hidden::initial(item);
    if hidden::is_hidden(item) {
        question.retired = true;
        question.lose("it is hidden in the form, so it is not asked");
        if !initial.is_empty() {
            let filled = initial
                .iter()
                .map(|(kind, value)| options::label(kind, value));
            let filled = filled.collect::<Vec<_>>().join(", ");
            let remark = format!("until there is an answer, conditions take it to be: {filled}");
            question.remarks.push(remark);
        }
    } else {
        // What an option says of itself was told with the options.
        let chosen = list(item, "answerOption").iter();
        let chosen = chosen
            .filter(|option| flag(option, "initialSelected"))
            .count();
        for (kind, value) in initial.iter().take(initial.len().saturating_sub(chosen)) {
            let words = options::label(kind, value);
            question.lose(format!(
                "nothing is filled in beforehand; in the form it is: {words}"
            ));
        }
    }
    rest::of_item(question, item, shown);
    coded
}

/// The words that stand nested in an item which has none of its own: its label, drawn over the field.
pub fn spoken_below(item: &Value) -> Option<&Value> {
    if words(item, "text").is_some() {
        return None;
    }
    let mut labels = list(item, "item").iter().filter(|nested| {
        let drawn = extension::control(nested);
        words(nested, "type").as_deref() == Some("display")
            && matches!(drawn.as_deref(), None | Some("flyover" | "prompt"))
            && list(nested, "enableWhen").is_empty()
            && expression(nested).is_none()
            && !super::enable::is_shut(nested)
            && !hidden::is_hidden(nested)
            && list(nested, "item").is_empty()
    });
    labels.find(|label| words(label, "text").is_some())
}

/// Puts words that are nested in a question where they belong: behind the number that they count, or beside it.
pub fn explain(question: &mut Question, display: &Value) {
    let text = prefixed(display).unwrap_or_default();
    let is_unit = extension::control(display).as_deref() == Some("unit");
    if is_unit && question.kind.is_number() && question.unit.is_none() {
        question.unit = Some(one_line(&plain(&text))).filter(|unit| !unit.is_empty());
    } else {
        question.tell(&plain(&text));
    }
}

/// The words of an item that has none of its own, but a code that has.
fn of_code(item: &Value, question: &mut Question) -> Option<String> {
    let mut codes = list(item, "code").iter();
    let display = codes.find_map(|code| words(code, "display"))?;
    question.lose("it has no words of its own; it is asked in those of its code");
    Some(display)
}

/// The options of a choice; what has none to choose among is asked as a text.
fn choose<'v>(
    question: &mut Question,
    item: &'v Value,
    kind: &str,
    package: &Package<'v>,
) -> Vec<Coded<'v>> {
    let several = flag(item, "repeats");
    let constraint = words(item, "answerConstraint").unwrap_or_default();
    let is_open =
        kind == "open-choice" || constraint == "optionsOrString" || constraint == "optionsOrType";
    let has_options = ["answerOption", "option", "answerValueSet", "options"]
        .iter()
        .any(|key| item.get(key).is_some());
    if has_options && !matches!(question.kind, Kind::YesNo | Kind::Note | Kind::File) {
        question.other = is_open;
        let coded = options::read(question, item, package);
        if question.options.is_empty() {
            question.other = false;
            question.kind = without_options(question.kind, several);
        } else {
            question.kind = if several { Kind::Choices } else { Kind::Choice };
        }
        return coded;
    }
    if has_options {
        question.lose("it is asked without the options that it has in the form");
    }
    if matches!(question.kind, Kind::Choice | Kind::Choices) {
        question.lose("it has no options; it is asked as a text");
        question.kind = without_options(question.kind, several);
    }
    Vec::new()
}

/// What a question is when there turned out to be nothing to choose among.
fn without_options(kind: Kind, several: bool) -> Kind {
    match kind {
        Kind::Choice | Kind::Choices if several => Kind::Steps,
        Kind::Choice | Kind::Choices => Kind::Text,
        other => other,
    }
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

/// The words in other languages, from what stands beside them: `_text`, `_display`.
pub fn translations(beside: Option<&Value>) -> Vec<(String, String)> {
    let extensions = beside
        .map(|beside| list(beside, "extension"))
        .unwrap_or_default();
    let mut found: Vec<(String, String)> = Vec::new();
    for extension in extensions {
        let part = |name: &str| {
            let parts = list(extension, "extension").iter();
            let mut named = parts.filter(|part| words(part, "url").as_deref() == Some(name));
            let (_, value) = element(named.next()?, "value")?;
            value.as_str().map(str::to_owned)
        };
        let (Some(tag), Some(content)) = (part("lang"), part("content")) else {
            continue;
        };
        let Some(code) = language(&tag) else {
            continue;
        };
        let words = one_line(&plain(&content));
        if !words.is_empty() && !found.iter().any(|(known, _)| *known == code) {
            found.push((code, words));
        }
    }
    found
}

/// A language as it ends a key of a flow: `de`, `pt_br`. What else the tag says is left out.
pub fn language(tag: &str) -> Option<String> {
    let is_code = |code: &str, lengths: &[usize]| {
        lengths.contains(&code.len()) && code.bytes().all(|letter| letter.is_ascii_lowercase())
    };
    let tag = tag.trim().to_lowercase();
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().filter(|language| is_code(language, &[2, 3]))?;
    let region = parts.find(|region| is_code(region, &[2]));
    Some(region.map_or_else(
        || language.to_owned(),
        |region| format!("{language}_{region}"),
    ))
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
