//! Answers as they are typed: a table for every type.

use baton::domain::answer::{AnswerState, Source, Value};
use baton::domain::id::Moment;
use baton::flow::answer::{Setting, parse};
use baton::flow::{Facts, Run};
use proptest::prelude::{ProptestConfig, any, prop_assert, proptest};

use super::fixture::library;

/// The keys of a question, what is typed, and what comes of it: the value, the words behind `→`, a warning behind `!`;
/// a complaint begins with `✗`.
const TABLE: &[(&str, &str, &str)] = &[
    ("type = \"text\"", "  half  a   line ", "half a line"),
    (
        "type = \"text\"\nmax = 5",
        "half a line",
        "✗ It should be at most 5 characters.",
    ),
    (
        "type = \"text\"\nmax = 5\nseverity = \"warn\"\nmessage = \"Long.\"",
        "half a line",
        "half a line ! Long.",
    ),
    (
        "type = \"text\"\npattern = \"^[A-Z]\"",
        "abc",
        "✗ That does not look as expected.",
    ),
    ("type = \"text\"", "  ", "✗ Nothing was typed yet."),
    ("type = \"long\"", " a\n b ", "a\n b"),
    ("type = \"exact\"", " Error  17 ", " Error  17 "),
    (
        "type = \"steps\"",
        "1. open\n2) print\n\n- wait\n3 copies",
        "[open|print|wait|3 copies] → 1. open  2. print  3. wait  4. 3 copies",
    ),
    ("type = \"yes_no\"", "Y", "yes"),
    ("type = \"yes_no\"", "nope", "no"),
    (
        "type = \"yes_no\"",
        "perhaps",
        "✗ Type y for yes or n for no.",
    ),
    ("type = \"choice\"\nOPTIONS", "2", "lan → Cable"),
    ("type = \"choice\"\nOPTIONS", "wi", "wifi → Wireless"),
    ("type = \"choice\"\nOPTIONS", "cable", "lan → Cable"),
    (
        "type = \"choice\"\nOPTIONS",
        "4",
        "✗ Type 1–3 or the beginning of: Wireless, Cable, None of them.",
    ),
    (
        "type = \"choice\"\nOPTIONS",
        "satellite",
        "✗ Type 1–3 or the beginning of: Wireless, Cable, None of them.",
    ),
    (
        "type = \"choice\"\nother = true\nOPTIONS",
        "satellite",
        "other → satellite",
    ),
    (
        "type = \"choice\"\nother = true\nOPTIONS",
        "7",
        "✗ Type 1–3 or the beginning of: Wireless, Cable, None of them, or type something else.",
    ),
    (
        "type = \"choices\"\nOPTIONS",
        "21",
        "[wifi|lan] → Wireless · Cable",
    ),
    (
        "type = \"choices\"\nOPTIONS",
        "cable, wi, cable",
        "[wifi|lan] → Wireless · Cable",
    ),
    (
        "type = \"choices\"\nmax = 1\nOPTIONS",
        "1 2",
        "✗ It should be at most 1 of them.",
    ),
    (
        "type = \"choices\"\nother = true\nOPTIONS",
        "cable, bluetooth",
        "[lan|other] → Cable · bluetooth",
    ),
    (
        "type = \"choices\"\nEXCLUSIVE",
        "1 3",
        "✗ “None of them” excludes the others.",
    ),
    ("type = \"number\"", "1,500", "1500"),
    ("type = \"number\"", "1,5", "1.5"),
    ("type = \"number\"", "1 500.25", "1500.25"),
    ("type = \"number\"", "many", "✗ “many” is not a number."),
    ("type = \"number\"", "inf", "✗ “inf” is not a number."),
    (
        "type = \"number\"\nunit = \"MB\"\ninteger = true\nmin = 1",
        "40 mb",
        "40 → 40 MB",
    ),
    (
        "type = \"number\"\ninteger = true",
        "1.5",
        "✗ A whole number is needed here.",
    ),
    (
        "type = \"number\"\nmin = 1",
        "0",
        "✗ It should be at least 1.",
    ),
    ("type = \"scale\"\nmin = 1\nmax = 5", "4", "4 → 4 of 1–5"),
    (
        "type = \"scale\"\nmin = 1\nmax = 5",
        "6",
        "✗ Type a whole number from 1 to 5.",
    ),
    (
        "type = \"date\"",
        "yesterday",
        "2026-11-17 → Tue 17 Nov 2026",
    ),
    (
        "type = \"date\"\nmax = \"2026-06-01\"",
        "yesterday",
        "✗ It should be at most 2026-06-01.",
    ),
    (
        "type = \"date\"\nmax = \"now\"",
        "tomorrow",
        "✗ It should be at most now.",
    ),
    (
        "type = \"date\"\nmax = \"now\"",
        "today",
        "2026-11-18 → Wed 18 Nov 2026",
    ),
    ("type = \"date\"", "friday", "2026-11-13 → Fri 13 Nov 2026"),
    (
        "type = \"date\"\nmin = \"now\"",
        "friday",
        "2026-11-20 → Fri 20 Nov 2026",
    ),
    (
        "type = \"datetime\"",
        "yesterday 14:00",
        "2026-11-17T14:00:00+01:00 → Tue 17 Nov 2026 14:00",
    ),
    (
        "type = \"datetime\"",
        "3 days ago",
        "2026-11-15 → Sun 15 Nov 2026",
    ),
    (
        "type = \"datetime\"\nmax = \"now\"",
        "15:00",
        "2026-11-17T15:00:00+01:00 → Tue 17 Nov 2026 15:00",
    ),
    (
        "type = \"datetime\"",
        "before the upgrade",
        "✗ “before the upgrade” is not a time that baton can read; try yesterday 14:00, 3 days ago, 12 Nov, monday.",
    ),
    ("type = \"duration\"", "an hour and 30 minutes", "1h 30m"),
    ("type = \"duration\"", "90", "1h 30m"),
    ("type = \"duration\"", "3 days", "3d"),
    (
        "type = \"duration\"\nmax = \"2h\"",
        "3h",
        "✗ It should be at most 2 h.",
    ),
    (
        "type = \"duration\"",
        "long",
        "✗ “long” is not a length of time; try 90 min, 2 h, 3 days.",
    ),
    ("type = \"version\"", " v5.2.1 ", "v5.2.1"),
    (
        "type = \"version\"",
        "newest",
        "✗ A version has a digit in it, such as 5.2.",
    ),
    (
        "type = \"version\"\nmin = \"5.10\"",
        "5.9",
        "✗ It should be at least 5.10.",
    ),
    (
        "type = \"phone\"",
        "(212) 555-0142",
        "+12125550142 → (212) 555-0142",
    ),
    (
        "type = \"phone\"",
        "+49 30 901820",
        "+4930901820 → +49 30 901820",
    ),
    ("type = \"phone\"", "555 0142", "555 0142"),
    (
        "type = \"phone\"",
        "ask the front desk",
        "ask the front desk",
    ),
    ("type = \"email\"", "maria@example.com", "maria@example.com"),
    (
        "type = \"email\"",
        "maria@example",
        "maria@example ! There is no dot behind the @; please check it.",
    ),
    (
        "type = \"email\"",
        "maria",
        "✗ That is not a mail address, such as maria@example.com.",
    ),
    (
        "type = \"email\"\nseverity = \"warn\"\nmessage = \"Odd.\"",
        "maria",
        "maria ! Odd.",
    ),
    ("type = \"caller\"", "Maria  Ortiz", "Maria Ortiz"),
    ("type = \"note\"", "x", "✗ There is nothing to answer here."),
];

const OPTIONS: &str = r#"options = [{ id = "wifi", label = "Wireless" }, { id = "lan", label = "Cable" }, { id = "none", label = "None of them" }]"#;

fn setting() -> Setting<'static> {
    let now: Moment = "2026-11-18T14:31:07+01:00".parse().unwrap();
    Setting { now, region: "US" }
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
    let step = &run.steps()[run.position("mine", "one").unwrap()];
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
    let step = &run.steps()[run.position("mine", "one").unwrap()];
    let parsed = parse(step.question, &[], "40", setting()).unwrap();
    let answer = step.answered(run.ask(step), parsed, Source::Caller);
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
