//! What JSON Schema says beyond keys and types: what a table needs, how a condition looks, how a key ends in a language.

use serde_json::{Value, json};

/// How a language ends a key: `de`, `pt_br`.
const LANGUAGE: &str = "[a-z]{2,3}(_[a-z]{2})?";

/// The pattern of the keys that begin so and end in a language; the words of a question may be for a level in it, too.
pub(super) fn variants(prefix: &str) -> String {
    match prefix {
        "ask_" => format!("^ask_{LANGUAGE}(_(plain|technical))?$"),
        other => format!("^{other}{LANGUAGE}$"),
    }
}

/// The shapes that others refer to.
pub(super) fn definitions() -> Value {
    let condition = json!({ "$ref": "#/definitions/condition" });
    let asked = json!({ "$ref": "#/definitions/asked" });
    let several = json!({ "type": "array", "minItems": 1, "items": condition });
    let value = json!({ "type": ["string", "number", "boolean"] });
    let values = json!({ "anyOf": [value, { "type": "array", "minItems": 1, "items": value }] });
    let options = json!({
        "anyOf": [{ "type": "string" }, { "type": "array", "minItems": 1, "items": { "type": "string" } }],
    });
    let words = json!({ "enum": ["answered", "unknown", "declined", "not_asked", "unanswered"] });
    let states = json!({ "anyOf": [words, { "type": "array", "minItems": 1, "items": words }] });
    let facts = |names: &[&str], about: &str| {
        let properties = names
            .iter()
            .map(|name| ((*name).to_owned(), asked.clone()))
            .collect::<serde_json::Map<_, _>>();
        let facts = json!({
            "type": "object",
            "minProperties": 1,
            "additionalProperties": false,
            "properties": properties,
        });
        // A question may be called so, too.
        json!({ "description": about, "anyOf": [facts, asked] })
    };
    json!({
        "condition": {
            "type": "object",
            "minProperties": 1,
            "description": "All of it has to hold: `{ scope = \"all\", copies = \">= 10\" }`.",
            "properties": {
                "any": several,
                "all": several,
                "not": condition,
                "using": { "anyOf": [{ "type": "object", "additionalProperties": condition }, asked] },
                "caller": facts(&["role", "level", "first_call"], "role, level, first_call"),
                "customer": facts(&["tier", "open_incidents"], "tier, open_incidents"),
            },
            "additionalProperties": asked,
        },
        "asked": {
            "description": "A value, one of several, a comparison such as \">= 10\", or a table of comparisons.",
            "anyOf": [
                values,
                {
                    "type": "object",
                    "minProperties": 1,
                    "additionalProperties": false,
                    "properties": {
                        "state": states,
                        "not": values,
                        "has": options,
                        "has_any": options,
                        "has_all": options,
                        "has_none": options,
                        "matches": { "type": "string" },
                    },
                },
            ],
        },
    })
}

/// What a table needs beyond the keys that are always missed, as keywords of its schema.
pub(super) fn needs(place: &str) -> Vec<(&'static str, Value)> {
    let of_type = |types: &[&str]| json!({ "required": ["type"], "properties": { "type": { "enum": types } } });
    match place {
        // What is included has everything already; a note has no reason.
        "question" => vec![
            (
                "anyOf",
                json!([
                    { "required": ["include"] },
                    { "required": ["id", "ask", "why"] },
                    { "required": ["id", "ask", "type"], "properties": { "type": { "const": "note" } } },
                ]),
            ),
            (
                "allOf",
                json!([
                    {
                        "if": of_type(&["choice", "choices"]),
                        "then": { "anyOf": [{ "required": ["options"] }, { "required": ["other"] }] },
                        "else": { "not": { "anyOf": [{ "required": ["options"] }, { "required": ["other"] }] } },
                    },
                    { "if": of_type(&["scale"]), "then": { "required": ["min", "max"] } },
                ]),
            ),
        ],
        "rule" => {
            let acts = [
                "tell",
                "stop",
                "impact",
                "urgency",
                "escalate",
                "promise",
                "known_problem",
                "search",
                "set",
            ];
            let acts = acts.map(|act| json!({ "required": [act] }));
            vec![("required", json!(["when"])), ("anyOf", json!(acts))]
        }
        "section/repeat" => vec![("required", json!(["item", "max"]))],
        _ => Vec::new(),
    }
}
