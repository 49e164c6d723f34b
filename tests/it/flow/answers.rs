//! Answers as they are typed: a table for every type.

mod table;

use baton::domain::answer::{AnswerState, Source, Value};
use baton::domain::id::Moment;
use baton::flow::answer::{Parsed, Setting, parse};
use baton::flow::{Facts, Run};
use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};

use super::fixture::library;
use table::TABLE;

const OPTIONS: &str = r#"options = [{ id = "wifi", label = "Wireless" }, { id = "lan", label = "Cable" }, { id = "none", label = "None of them" }]"#;

fn setting() -> Setting<'static> {
    let now: Moment = "2026-11-18T14:31:07+01:00".parse().unwrap();
    Setting {
        now,
        region: "US",
        language: None,
    }
}

fn flow(keys: &str) -> String {
    let exclusive = OPTIONS.replace("them\" }", "them\", exclusive = true }");
    let keys = keys
        .replace("OPTIONS", OPTIONS)
        .replace("EXCLUSIVE", &exclusive);
    format!(
        "schema = 1\nid = \"mine\"\ntitle = \"Mine\"\nversion = 1\n[[question]]\nid = \"one\"\nask = \"What is it?\"\nwhy = \"It stands for itself here.\"\n{keys}\n"
    )
}

fn typed(keys: &str, text: &str) -> String {
    let library = library(&[("mine.toml", &flow(keys))]);
    assert!(
        library.faults().is_empty(),
        "{keys}: {}",
        library.faults()[0]
    );
    let facts = Facts::default();
    let run = Run::new(
        library.intake(),
        library.get("mine").map(|flow| &**flow),
        &facts,
        [],
    );
    let step = &run.steps()[run.position("mine", "one", None).unwrap()];
    match parse(step.question, &run.options(step), text, setting()) {
        Err(complaint) => format!("✗ {complaint}"),
        Ok(parsed) => {
            let value = match &parsed.value {
                Value::List(items) => format!("[{}]", items.join("|")),
                other => other.to_string(),
            };
            let shown = parsed
                .shown
                .map_or(String::new(), |shown| format!(" → {shown}"));
            let warning = parsed
                .warning
                .map_or(String::new(), |warning| format!(" ! {warning}"));
            format!("{value}{shown}{warning}")
        }
    }
}

#[test]
fn answers_are_read_as_they_are_typed() {
    let wrong: Vec<_> = TABLE
        .iter()
        .map(|&(keys, text, expected)| (keys, text, expected, typed(keys, text)))
        .filter(|(_, _, expected, read)| read != expected)
        .map(|(keys, text, expected, read)| {
            format!("{keys:?} {text:?}\n  is  {read}\n  not {expected}")
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_answer_keeps_what_was_asked() {
    let library = library(&[(
        "mine.toml",
        &flow("type = \"number\"\nunit = \"MB\"\nmax = 9\nseverity = \"warn\""),
    )]);
    let facts = Facts::default();
    let run = Run::new(
        library.intake(),
        library.get("mine").map(|flow| &**flow),
        &facts,
        [],
    );
    let step = &run.steps()[run.position("mine", "one", None).unwrap()];
    let parsed = parse(step.question, &[], "40", setting()).unwrap();
    let answer = step.answered(&run.ask(step), parsed, Source::Caller);
    assert_eq!(
        (
            answer.flow.id.as_str(),
            answer.flow.version,
            answer.flow.hash.len()
        ),
        ("mine", 1, 64)
    );
    assert_eq!(
        (answer.ask.as_str(), answer.words().as_str()),
        ("What is it?", "40 MB")
    );
    assert_eq!(answer.remark.as_deref(), Some("It should be at most 9."));
    assert!(answer.settles());
    let skipped = step.without_value(
        "What is it?",
        AnswerState::NotAsked,
        Some("no time".to_owned()),
    );
    assert_eq!(
        (skipped.words().as_str(), skipped.settles()),
        ("not asked: no time", false)
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Whatever is typed is read or answered with a sentence, and what was read can be read again.
    #[test]
    fn nothing_typed_does_harm(text in any::<String>(), row in 0..TABLE.len()) {
        let read = typed(TABLE[row].0, &text);
        prop_assert!(!read.starts_with('✗') || read.ends_with('.'), "{}", read);
    }
}

#[test]
fn a_file_is_what_was_handed_in() {
    let parsed = Parsed::file("shot.png", 48_213, "9f86d081");
    assert_eq!(parsed.shown.as_deref(), Some("shot.png, 48213 bytes"));
    let stored = serde_json::to_string(&parsed.value).unwrap();
    assert_eq!(
        stored,
        r#"{"name":"shot.png","size":48213,"sha256":"9f86d081"}"#
    );
    assert_eq!(
        serde_json::from_str::<Value>(&stored).unwrap(),
        parsed.value
    );
}
