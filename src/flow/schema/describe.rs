//! The language for an editor: a JSON Schema made of what the readers ask for, with a sentence for every key.

mod shape;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};
use toml::de::DeTable;

use super::block::Blocks;
use super::kind::TYPES;
use crate::domain::answer::Field;
use crate::handwritten::asked::{Asked, Shape, Table};
use crate::handwritten::fault::Faults;

/// One of everything: the readers ask for more where there is more to read.
const ONE_OF_EVERYTHING: &str = "
say = ['x']
[[section]]
repeat = {}
[[question]]
include = 'x'
[[rule]]
promise = {}
escalate = {}
set = {}
[brief]
[[path]]
expect = { stop = true, set = {} }
";

/// What the keys are for, by place and key.
const MEANINGS: &[(&str, &str)] = &[
    ("path", "Tests of this flow, run by `flows test`."),
    ("path/name", "What it shows."),
    (
        "path/given",
        "What is answered, by question, and what the record knows.",
    ),
    ("path/asks", "Questions that are asked then."),
    ("path/hides", "Questions that are not."),
    (
        "path/expect",
        "What follows; nothing is said of what is left out.",
    ),
    ("path/expect/impact", "The impact that is proposed."),
    ("path/expect/urgency", "The urgency that is proposed."),
    (
        "path/expect/escalate_to",
        "To whom it is proposed to escalate.",
    ),
    ("path/expect/promise", "What it is proposed to promise."),
    (
        "path/expect/tell",
        "Words that the caller is told, or a part of them.",
    ),
    ("path/expect/stop", "Whether asking stops."),
    (
        "path/expect/known_problem",
        "The known problem that it looks like.",
    ),
    ("path/expect/search", "What is looked for."),
    ("path/expect/set", "The fields that are set."),
    ("path/expect/summary", "The line that names the problem."),
    ("rule/escalate", "The escalation to propose."),
    ("rule/escalate/to", "To whom: a level or a department."),
    ("rule/escalate/must", "Whether there is no choice."),
    ("rule/escalate/why", "Why, as a part of a sentence."),
    (
        "rule/known_problem",
        "The known problem that this looks like.",
    ),
    ("rule/search", "What to look for among earlier incidents."),
    (
        "rule/set",
        "Fields of the record to set; their source is the rule.",
    ),
    (
        "question/from",
        "What the record may know already, such as `customer.version`; one key confirms it.",
    ),
    ("schema", "The version of the language: 1."),
    (
        "id",
        "Stable; `intake` holds the standard questions of every call, any other flow is a category.",
    ),
    ("title", "The name of the category, as the agent sees it."),
    ("version", "Raise it when a question's meaning changes."),
    ("owner", "Who mends this flow."),
    (
        "review_by",
        "A day, without quotes; from then on `flows check` says that the flow should be looked at.",
    ),
    ("products", "The products it is for; all when left out."),
    ("keywords", "Words of the caller that propose this flow."),
    ("say", "What to say."),
    ("avoid", "What not to say."),
    ("section", "Groups of questions."),
    (
        "question",
        "The questions, in the order in which they are asked: those without a section first, then section by section.",
    ),
    ("rule", "What follows from the answers."),
    (
        "brief",
        "The summary and the read-back, written by themselves.",
    ),
    ("section/id", "Stable within the flow."),
    ("section/title", "What the agent sees beside the questions."),
    (
        "section/when",
        "When its questions are asked; always when left out.",
    ),
    (
        "section/place",
        "In the intake: before or after the category's questions.",
    ),
    (
        "section/repeat",
        "Ask its questions for one thing after another.",
    ),
    (
        "section/repeat/item",
        "What is asked about each time, such as `printer`.",
    ),
    ("section/repeat/max", "How many at most."),
    (
        "section/repeat/another",
        "The words that ask for the next one; else `Is there another ITEM?`.",
    ),
    (
        "question/include",
        "The questions of blocks/NAME.toml, here.",
    ),
    (
        "question/id",
        "Stable; never used again with another meaning.",
    ),
    ("question/ask", "The words to say, at most 25 of them."),
    (
        "question/ask_plain",
        "The same for a caller who wants plain words.",
    ),
    (
        "question/ask_technical",
        "The same for a caller who likes technical words.",
    ),
    (
        "question/why",
        "Why we ask: a sentence of its own. Only a note needs none.",
    ),
    (
        "question/say_why",
        "The reason in words that the caller may hear.",
    ),
    ("question/hint", "What a good answer looks like."),
    ("question/help", "More, on a key."),
    ("question/listen_for", "What to listen for."),
    ("question/avoid", "What not to say."),
    (
        "question/type",
        "What kind of answer it takes; text when left out.",
    ),
    ("question/options", "The options of a choice."),
    ("question/options/id", "What is stored."),
    ("question/options/label", "What is shown."),
    ("question/options/say", "What to say when it is chosen."),
    (
        "question/options/number",
        "What it counts where a condition reckons with the answer.",
    ),
    (
        "question/options/when",
        "When it is offered; always when left out.",
    ),
    (
        "question/options/exclusive",
        "In choices: it excludes the others.",
    ),
    (
        "question/options/retired",
        "No longer offered, still understood in old incidents.",
    ),
    ("question/other", "One option more, with free text."),
    (
        "question/unit",
        "What a number counts, or the currency of an amount.",
    ),
    ("question/integer", "Whole numbers only."),
    ("question/section", "The id of its section."),
    ("question/when", "When it is asked; always when left out."),
    (
        "question/required_for",
        "What it has to be answered before; nothing is needed for saving.",
    ),
    ("question/min", "The least: a value, a length, or how many."),
    ("question/max", "The most."),
    (
        "question/pattern",
        "A regular expression that the answer matches somewhere.",
    ),
    ("question/message", "What to say when the check fails."),
    (
        "question/severity",
        "`warn` is accepted with one key, and noted.",
    ),
    ("question/maps_to", "The field of the record that it fills."),
    (
        "question/sensitive",
        "Masked on sheets and exports unless somebody asks for it.",
    ),
    (
        "question/retired",
        "No longer asked, still understood in old incidents.",
    ),
    (
        "rule/when",
        "When it fires; withdrawn when that no longer holds.",
    ),
    ("rule/tell", "Words for the caller."),
    ("rule/stop", "Stop asking, and why."),
    ("rule/impact", "The impact to propose."),
    ("rule/urgency", "The urgency to propose."),
    ("rule/promise", "The promise to propose."),
    ("rule/promise/what", "What we do, such as `status report`."),
    (
        "rule/promise/within",
        "How soon: `1h`, `2 days`, `2 working days`.",
    ),
    (
        "brief/summary",
        "One line that names the problem: `{product}: {answer.symptom|it fails}`.",
    ),
    ("brief/readback", "What is read back to the caller."),
];

/// What the keys that begin so are for.
const VARIANTS: &[(&str, &str)] = &[
    (
        "ask_",
        "The same words in another language, or for a level in it: ask_de, ask_de_plain.",
    ),
    (
        "say_why_",
        "The same reason in another language: say_why_de.",
    ),
    (
        "another_",
        "The words that ask for the next one, in another language: another_de.",
    ),
    ("label_", "The same label in another language: label_de."),
];

/// The JSON Schema of a flow file, and of a file with a block, as a text that ends in a line break.
pub(in crate::flow) fn json_schema() -> String {
    let tables = tables();
    let mut top = object(&tables, "");
    if let Value::Object(top) = &mut top {
        let head = [
            ("$schema", json!("http://json-schema.org/draft-07/schema#")),
            ("title", json!("A question flow of baton, schema 1")),
            ("required", json!(["schema", "question"])),
            // A block has neither.
            (
                "dependencies",
                json!({ "id": ["title", "version"], "title": ["id", "version"] }),
            ),
            ("definitions", shape::definitions()),
        ];
        top.extend(head.map(|(key, value)| (key.to_owned(), value)));
    }
    format!("{top:#}\n")
}

/// What the readers ask for, in a flow that has one of everything and a question of every type.
fn tables() -> BTreeMap<String, Table> {
    let questions = TYPES
        .iter()
        .map(|kind| format!("[[question]]\ntype = '{kind}'\noptions = [{{}}]\n"));
    let text = ONE_OF_EVERYTHING.to_owned() + &questions.collect::<String>();
    let (table, _) = DeTable::parse_recoverable(&text);
    let mut faults = Faults::new("", &text);
    faults.asked = Asked::noting();
    drop(super::read(table.get_ref(), &text, &Blocks::new(), &faults));
    faults.asked.into_tables()
}

fn object(tables: &BTreeMap<String, Table>, place: &str) -> Value {
    let table = tables.get(place).cloned().unwrap_or_default();
    let path = |key: &str| match place {
        "" => key.to_owned(),
        place => format!("{place}/{key}"),
    };
    let properties: Map<String, Value> = table
        .keys
        .iter()
        .map(|(key, shape)| (key.clone(), value(tables, &path(key), shape)))
        .collect();
    let mut object = json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
    });
    if !table.needed.is_empty() && place != "question" {
        put(&mut object, "required", json!(table.needed));
    }
    for (key, value) in shape::needs(place) {
        put(&mut object, key, value);
    }
    let variants: Map<String, Value> = table
        .prefixes
        .iter()
        .map(|prefix| {
            let meaning = VARIANTS.iter().find(|(known, _)| known == prefix);
            let meaning = meaning.map_or("", |(_, meaning)| meaning);
            (
                shape::variants(prefix),
                json!({ "type": "string", "minLength": 1, "description": meaning }),
            )
        })
        .collect();
    if !variants.is_empty() {
        put(&mut object, "patternProperties", Value::Object(variants));
    }
    object
}

fn value(tables: &BTreeMap<String, Table>, path: &str, shape: &Shape) -> Value {
    let key = path.rsplit('/').next().unwrap_or_default();
    let mut value = match (key, shape) {
        ("when", _) => json!({ "allOf": [{ "$ref": "#/definitions/condition" }] }),
        ("schema", _) => json!({ "const": 1 }),
        ("type", _) => json!({ "enum": TYPES }),
        ("version", _) if path == "version" => json!({ "type": "integer", "minimum": 1 }),
        // A date of TOML is a text to JSON.
        ("review_by", _) => {
            json!({ "type": "string", "format": "date", "pattern": "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" })
        }
        ("given", _) => json!({ "type": "object" }),
        ("max", _) if path == "section/repeat/max" => {
            json!({ "type": "integer", "minimum": 2, "maximum": 100 })
        }
        // A number for most types, a text for those that are written as one.
        ("min" | "max", _) if path.starts_with("question") => {
            json!({ "type": ["number", "string"] })
        }
        (_, Shape::Any) => json!({}),
        (_, Shape::Text) => json!({ "type": "string", "minLength": 1 }),
        (_, Shape::Id) => json!({ "type": "string", "pattern": "^[a-z][a-z0-9_]*$" }),
        (_, Shape::Texts) => {
            json!({ "type": "array", "items": { "type": "string", "minLength": 1 } })
        }
        (_, Shape::Flag) => json!({ "type": "boolean" }),
        (_, Shape::Integer) => json!({ "type": "integer" }),
        (_, Shape::Number) => json!({ "type": "number" }),
        (_, Shape::Words(words)) => json!({ "enum": words }),
        (_, Shape::Table) => object(tables, path),
        (_, Shape::Tables) => json!({ "type": "array", "items": object(tables, path) }),
    };
    let meaning = MEANINGS.iter().find(|(known, _)| *known == path);
    let meaning = meaning.map(|(_, meaning)| (*meaning).to_owned());
    // The fields of the record say themselves what they are.
    let field = || {
        Some(format!(
            "The {} of the record.",
            Field::from_id(key)?.words()
        ))
    };
    if let Some(meaning) = meaning.or_else(|| field().filter(|_| path.contains("/set/"))) {
        put(&mut value, "description", json!(meaning));
    }
    value
}

fn put(object: &mut Value, key: &str, value: Value) {
    if let Value::Object(table) = object {
        table.insert(key.to_owned(), value);
    }
}
