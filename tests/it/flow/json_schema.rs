//! The JSON Schema for editors is what the compiler reads, explains every key, and is the one in `assets/`.

use baton::flow::{bundled, json_schema};
use expect_test::expect_file;
use serde_json::Value;

#[test]
fn the_schema_in_the_assets_is_fresh() {
    expect_file!["../../../assets/flow.schema.json"].assert_eq(&json_schema());
}

#[test]
fn every_key_is_explained_and_every_table_was_read() {
    let mut mute = Vec::new();
    walk(
        "",
        &serde_json::from_str(&json_schema()).unwrap(),
        &mut mute,
    );
    assert_eq!(mute, Vec::<String>::new());
}

fn walk(place: &str, value: &Value, mute: &mut Vec<String>) {
    let tables = [value, &value["items"]];
    for table in tables
        .into_iter()
        .filter(|table| table["additionalProperties"] == false)
    {
        let properties = table["properties"].as_object().unwrap();
        if properties.is_empty() {
            mute.push(format!("{place}: no key of it was read"));
        }
        let variants = table["patternProperties"].as_object();
        for (key, value) in properties.iter().chain(variants.into_iter().flatten()) {
            let path = format!("{place}/{key}");
            if value["description"].as_str().is_none_or(str::is_empty) {
                mute.push(format!("{path}: no description"));
            }
            walk(&path, value, mute);
        }
    }
}

#[test]
fn what_we_ship_uses_no_key_that_the_schema_does_not_know() {
    let schema: Value = serde_json::from_str(&json_schema()).unwrap();
    for (path, text) in bundled::FILES {
        let file: toml::Table = text.parse().unwrap();
        fits(path, &schema, &serde_json::to_value(file).unwrap());
    }
}

/// A value against the part of a schema that is about keys, words and needs.
fn fits(place: &str, schema: &Value, value: &Value) {
    if let Some(words) = schema["enum"].as_array() {
        assert!(words.contains(value), "{place}: {value}");
    }
    for (at, item) in value.as_array().into_iter().flatten().enumerate() {
        fits(&format!("{place}/{at}"), &schema["items"], item);
    }
    let Some(table) = value
        .as_object()
        .filter(|_| schema["additionalProperties"] == false)
    else {
        return;
    };
    for needed in schema["required"].as_array().into_iter().flatten() {
        assert!(
            table.contains_key(needed.as_str().unwrap()),
            "{place}: {needed}"
        );
    }
    for (key, value) in table {
        let variants = schema["patternProperties"]
            .as_object()
            .into_iter()
            .flatten();
        let mut variants =
            variants.filter(|(pattern, _)| regex::Regex::new(pattern).unwrap().is_match(key));
        let known = schema["properties"]
            .get(key)
            .or_else(|| variants.next().map(|(_, known)| known));
        let place = format!("{place}/{key}");
        fits(&place, known.unwrap_or_else(|| panic!("{place}")), value);
    }
}
