//! Nothing is dropped in silence: every word of a form stands in its flow, or its key does, in a comment that says what was
//! lost.

use std::collections::HashSet;

use baton::flow::import::{Format, Imported, import};
use serde_json::Value as Json;

use super::samples;

/// Keys whose value is a structure of the format, which the tests of conditions and types look at.
const STRUCTURE: &[&str] = &[
    "resourceType",
    "linkId",
    "type",
    "enableWhen",
    "enableBehavior",
    "required",
    "repeats",
    "readOnly",
    "contained",
    "url",
    "id",
    "multiple",
    "lang",
    "valueBoolean",
    "initialSelected",
    "answerConstraint",
    "userSelected",
    "default",
];

/// The words of a text, each once, whatever stands between them and around them.
fn words(text: &str) -> HashSet<String> {
    let tags = regex::Regex::new(r"(?s)<!--.*?-->|<[a-zA-Z/][^>]*>|\\[Uux][0-9A-F]+").unwrap();
    let text = tags
        .replace_all(text, " ")
        .replace("\\n", "\n")
        .to_lowercase();
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

struct Flow<'t> {
    words: HashSet<String>,
    comments: Vec<&'t str>,
}

impl<'t> Flow<'t> {
    fn new(imported: &'t Imported) -> Self {
        let lines = imported.text.lines();
        Self {
            words: words(&imported.text),
            comments: lines.filter(|line| line.starts_with("# ")).collect(),
        }
    }

    /// Every value whose words stand nowhere, and whose keys no comment names.
    fn missing(&self, value: &Json, path: &mut Vec<String>, missing: &mut Vec<String>) {
        match value {
            Json::Object(pairs) => {
                let url = pairs.get("url").and_then(Json::as_str);
                let name = url.map(|url| url.rsplit('/').next().unwrap().to_owned());
                path.extend(name.clone());
                for (key, value) in pairs {
                    if STRUCTURE.contains(&key.as_str()) {
                        continue;
                    }
                    path.push(key.clone());
                    self.missing(value, path, missing);
                    path.pop();
                }
                if name.is_some() {
                    path.pop();
                }
            }
            Json::Array(items) => items
                .iter()
                .for_each(|item| self.missing(item, path, missing)),
            Json::Null => {}
            scalar => {
                let text = scalar
                    .as_str()
                    .map_or_else(|| scalar.to_string(), str::to_owned);
                let is_there = words(&text).is_subset(&self.words);
                let is_told = || {
                    path.iter().any(|key| {
                        let key = key.trim_start_matches('_');
                        self.comments.iter().any(|line| line.contains(key))
                    })
                };
                if !is_there && !is_told() {
                    missing.push(format!("{}: {text}", path.join(".")));
                }
            }
        }
    }
}

fn nothing_is_dropped(name: &str, bytes: &[u8], format: Format, tree: &Json) {
    let imported = import(bytes, name, Some(format), None).unwrap();
    let mut missing = Vec::new();
    Flow::new(&imported).missing(tree, &mut Vec::new(), &mut missing);
    assert!(
        missing.is_empty(),
        "{name}: {missing:#?}\n{}",
        imported.text
    );
}

#[test]
fn every_key_of_a_questionnaire_is_carried_or_told() {
    let all = include_bytes!("../../fixtures/forms/everything.json");
    let mine = include_bytes!("../../fixtures/forms/questionnaire.json");
    let own = [
        ("everything.json", &all[..]),
        ("questionnaire.json", &mine[..]),
    ];
    let own = own.map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
    for (name, bytes) in samples("fhir").into_iter().chain(own) {
        // Where a repository has a link to the file, the file holds its target’s name.
        if let Ok(tree) = serde_json::from_slice::<Json>(&bytes) {
            nothing_is_dropped(&name, &bytes, Format::Fhir, &tree);
        }
    }
}

#[test]
fn every_key_of_an_issue_form_is_carried_or_told() {
    let all = include_bytes!("../../fixtures/forms/everything.yml");
    let mine = include_bytes!("../../fixtures/forms/issue.yml");
    let own = [("everything.yml", &all[..]), ("issue.yml", &mine[..])];
    let own = own.map(|(name, bytes)| (name.to_owned(), bytes.to_vec()));
    for (name, bytes) in samples("issue_forms").into_iter().chain(own) {
        nothing_is_dropped(
            &name,
            &bytes,
            Format::Github,
            &tree(std::str::from_utf8(&bytes).unwrap()),
        );
    }
}

/// A YAML file as a tree, by its indentation alone: every line that has a key or an item. Enough for what is asked here,
/// and written apart from the importer.
fn tree(text: &str) -> Json {
    let mut pairs = serde_json::Map::new();
    let mut key = String::from("text");
    for (at, line) in text.lines().enumerate() {
        let bare = line
            .split(" #")
            .next()
            .unwrap()
            .trim()
            .trim_start_matches("- ")
            .trim();
        if bare.starts_with('#') || bare.is_empty() {
            continue;
        }
        let is_key = |key: &str| {
            !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
        };
        let value = match bare.split_once(':') {
            Some((name, value)) if is_key(name) && (value.is_empty() || value.starts_with(' ')) => {
                name.clone_into(&mut key);
                value
            }
            _ => bare,
        };
        if !matches!(
            value.trim(),
            "|" | ">" | "|-" | ">-" | "true" | "false" | "{required: true}"
        ) {
            let value = value.trim_start_matches(" &who").replace(" *who", "");
            let value = without_names(&value);
            pairs.insert(format!("{at}"), serde_json::json!({ key.clone(): value }));
        }
    }
    Json::Object(pairs)
}

/// Without the names that addresses have within a text of Markdown: `[words][name]` and `[name]: address`.
fn without_names(line: &str) -> String {
    if let Some((_, address)) = line.split_once("]: ").filter(|_| line.starts_with('[')) {
        return address.to_owned();
    }
    let mut parts = line.split("][");
    let first = parts.next().unwrap().to_owned();
    let rest = parts.filter_map(|part| part.split_once(']'));
    rest.fold(first, |line, (_, after)| line + after)
}
