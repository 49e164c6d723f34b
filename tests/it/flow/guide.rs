//! The guide for authors: every example in it loads, and every key, type and comparison is in it.

use std::collections::BTreeSet;

use baton::flow::bundled::GUIDE;
use baton::flow::library::Layer::Own;
use baton::flow::{Library, json_schema};
use chrono::NaiveDate;
use serde_json::Value;

use super::fixture::file;

/// The examples in TOML, in order; the first is a whole flow.
fn examples() -> Vec<String> {
    let blocks = GUIDE.split("```toml\n").skip(1);
    let blocks = blocks.map(|block| block.split("```").next().unwrap().to_owned());
    blocks.collect()
}

fn faults(text: &str) -> Vec<String> {
    let mut files = baton::flow::bundled::files();
    files.push(file(Own, "labels.toml", text));
    let library = Library::examine(files, NaiveDate::from_ymd_opt(2026, 11, 1).unwrap());
    library.faults().iter().map(ToString::to_string).collect()
}

#[test]
fn every_example_loads_and_leaves_nothing_to_look_at() {
    let examples = examples();
    let (whole, parts) = examples.split_first().unwrap();
    assert_eq!(faults(whole), [""; 0]);
    assert!(parts.len() >= 3, "{parts:#?}");
    for part in parts {
        if part.lines().all(|line| line.starts_with("when = ")) {
            for line in part.lines() {
                let text = format!("{whole}\n[[rule]]\n{line}\nimpact = \"one\"\n");
                assert_eq!(faults(&text), [""; 0], "{line}");
            }
        } else {
            assert_eq!(faults(&format!("{whole}\n{part}")), [""; 0], "{part}");
        }
    }
}

#[test]
fn the_paths_of_the_example_hold() {
    let examples = examples();
    let mut files = baton::flow::bundled::files();
    files.push(file(Own, "labels.toml", &examples[0]));
    let library = Library::of(files);
    let report = baton::flow::path::check(library.get("labels").unwrap(), library.intake());
    assert!(report.failures.is_empty(), "{:?}", report.failures);
}

#[test]
fn every_key_type_and_comparison_is_in_the_guide() {
    let schema: Value = serde_json::from_str(&json_schema()).unwrap();
    let mut words = BTreeSet::new();
    collect(&schema, &mut words);
    assert!(
        words.contains("required_for") && words.contains("datetime"),
        "{words:?}"
    );
    let comparisons = [
        "state", "not", "has", "has_any", "has_all", "has_none", "matches",
    ];
    let states = ["answered", "unknown", "declined", "not_asked", "unanswered"];
    words.extend(comparisons.into_iter().chain(states).map(str::to_owned));
    let named = |word: &&String| {
        let ends = |c: char| !c.is_alphanumeric() && c != '_';
        let whole = word.contains('.') && GUIDE.contains(&format!("`{word}`"));
        !whole && !GUIDE.split(ends).any(|known| known == word.as_str())
    };
    let missing: Vec<&String> = words.iter().filter(named).collect();
    assert!(
        missing.is_empty(),
        "not in question_flows/README.md: {missing:?}"
    );
}

/// The keys of every table, and the words that a key takes.
fn collect(value: &Value, words: &mut BTreeSet<String>) {
    let keys = value["properties"].as_object().into_iter().flatten();
    for (key, value) in keys {
        words.insert(key.clone());
        collect(value, words);
        collect(&value["items"], words);
    }
    let all = value["enum"].as_array().into_iter().flatten();
    words.extend(all.filter_map(Value::as_str).map(str::to_owned));
}
