//! Conditions: a table of what holds, what does not, and what is neither.

use baton::domain::caller::{Level, Role, Tier};
use baton::domain::priority::{Impact, Urgency};
use baton::flow::{Facts, Run};

use super::fixture::{answers, library};

/// A question of every type that can be asked about.
const QUESTIONS: &str = r#"
schema = 1
id = "all_types"
title = "All types"
version = 1

[[question]]
id = "scope"
type = "choice"
ask = "Scope?"
why = "It stands for a choice in tests."
other = true
options = [{ id = "one", label = "One" }, { id = "several", label = "Several" }, { id = "all", label = "All" }]

[[question]]
id = "parts"
type = "choices"
ask = "Parts?"
why = "It stands for choices in tests."
options = [{ id = "wifi", label = "Wifi" }, { id = "lan", label = "Lan" }, { id = "usb", label = "Usb" }]
"#;

const OTHERS: &[&str] = &[
    "text", "exact", "steps", "yes_no", "number", "date", "datetime", "duration", "version",
    "email", "product",
];

/// The flow with two probes: one is asked when the condition holds, the other when `not` of it holds.
fn probe(condition: &str) -> String {
    let others = OTHERS.iter().map(|kind| {
        let id = match *kind {
            "product" | "version" => format!("a_{kind}"),
            _ => (*kind).to_owned(),
        };
        format!("[[question]]\nid = \"{id}\"\ntype = \"{kind}\"\nask = \"{kind}?\"\nwhy = \"It stands for {kind} in tests.\"\n")
    });
    let probes = [
        ("holds", format!("{{ {condition} }}")),
        ("fails", format!("{{ not = {{ {condition} }} }}")),
    ];
    let probes = probes.map(|(id, when)| {
        format!("[[question]]\nid = \"{id}\"\nask = \"{id}?\"\nwhy = \"It shows what the condition is.\"\nwhen = {when}\n")
    });
    std::iter::once(QUESTIONS.to_owned())
        .chain(others)
        .chain(probes)
        .collect()
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Truth {
    Yes,
    No,
    Neither,
}
use Truth::{Neither, No, Yes};

const TABLE: &[(&str, &str, Truth)] = &[
    // Equals, one of, not.
    (r#"scope = "all""#, "scope=all", Yes),
    (r#"scope = "all""#, "scope=one", No),
    (r#"scope = "all""#, "", Neither),
    (r#"scope = "other""#, "scope=other", Yes),
    (r#"scope = ["several", "all"]"#, "scope=several", Yes),
    (r#"scope = ["several", "all"]"#, "scope=one", No),
    (r#"scope = { not = "one" }"#, "scope=all", Yes),
    (r#"scope = { not = "one" }"#, "scope=one", No),
    (r#"scope = { not = "one" }"#, "", Neither),
    (r#"scope = { not = ["one", "all"] }"#, "scope=several", Yes),
    (r#"yes_no = "yes""#, "yes_no=yes", Yes),
    (r"yes_no = false", "yes_no=no", Yes),
    // What is not answered has no value.
    (r#"scope = "all""#, "scope?unknown", Neither),
    (r#"scope = { not = "all" }"#, "scope?declined", Neither),
    (r#"scope = { not = "all" }"#, "scope?not_asked", Neither),
    // Text: whatever the case, unless it is exact.
    (r#"text = "Reset  the tray""#, "text=RESET", No),
    (r#"a_product = "Ledger""#, "a_product=ledger", Yes),
    (r#"exact = "E-17""#, "exact=e-17", No),
    (r#"exact = "E-17""#, "exact=E-17", Yes),
    (r#"exact = { matches = "E-[0-9]+" }"#, "exact=xE-17y", Yes),
    (r#"exact = { matches = "^E-[0-9]+$" }"#, "exact=xE-17y", No),
    (r#"text = { matches = "x" }"#, "", Neither),
    (r#"steps = { matches = "reset" }"#, "steps=open+reset", Yes),
    // Numbers.
    (r#"number = ">= 10""#, "number=#10", Yes),
    (r#"number = ">= 10""#, "number=#9.5", No),
    (r#"number = "> 10""#, "number=#10", No),
    (r#"number = "<=10""#, "number=#10", Yes),
    (r#"number = "< 10""#, "", Neither),
    (r"number = 3", "number=#3", Yes),
    (r"number = [1, 3]", "number=#2", No),
    (r#"number = "< 10""#, "number=many", Neither),
    // Sums; days are counted.
    (r#""2 * number + number" = "> 8""#, "number=#3", Yes),
    (r#""2*number-number" = 3"#, "number=#3", Yes),
    (r#""-0.5 * number" = "< -2""#, "number=#3", No),
    (r#""number + date" = "> 0""#, "number=#3", Neither),
    (r#""today - date" = 2"#, "date=2026-06-03", Yes),
    (
        r#""today - date + number" = "< 0""#,
        "date=2026-06-06",
        Neither,
    ),
    (r#""today - date" = "< 0""#, "date=2026-06-06", Yes),
    (
        r#""date - datetime" = "> 1.5""#,
        "date=2026-06-03 datetime=2026-06-01T06:00:00+02:00",
        Yes,
    ),
    (
        r#""date - datetime" = { not = 1.75 }"#,
        "date=2026-06-03 datetime=2026-06-01T06:00:00+02:00",
        No,
    ),
    // Days and times.
    (r#"date = "< 2026-06-01""#, "date=2026-05-31", Yes),
    (r#"date = "< 2026-06-01""#, "date=2026-06-01", No),
    (r"date = 2026-06-01", "date=2026-06-01", Yes),
    (
        r#"datetime = ">= 2026-06-01""#,
        "datetime=2026-06-01T00:30:00+02:00",
        Yes,
    ),
    // Both say how far they are from Greenwich, so it is told which came first.
    (
        r#"datetime = "< 2026-06-01T10:00:00Z""#,
        "datetime=2026-06-01T11:00:00+02:00",
        Yes,
    ),
    (
        r#"datetime = "2026-06-01T09:00:00Z""#,
        "datetime=2026-06-01T11:00:00+02:00",
        Yes,
    ),
    (
        r#"datetime = "> 2026-06-01T12:00""#,
        "datetime=2026-06-01T11:00:00+02:00",
        No,
    ),
    // Lengths of time.
    (r#"duration = "> 90m""#, "duration=2h", Yes),
    (r#"duration = "> 90m""#, "duration=1h", No),
    // Versions, segment by segment.
    (r#"a_version = "< 5.10""#, "a_version=5.9", Yes),
    (r#"a_version = "< 5.2""#, "a_version=5.10", No),
    (r#"a_version = "5.2""#, "a_version=v5.2.0", Yes),
    (r#"a_version = "< 5.2""#, "a_version=5.2-beta1", Yes),
    (r#"a_version = ">= 5.2""#, "a_version=5.2b", No),
    (r#"a_version = "< 5.2""#, "a_version=newest", Neither),
    (r#"a_version = "> 5.2""#, "a_version=5.2-SP1", Yes),
    (r#"a_version = "< 5.2.1""#, "a_version=5.2-SP1", Yes),
    (r#"a_version = "< 5.2 SP2""#, "a_version=5.2-SP1", Yes),
    (r#"a_version = ">= 5.2""#, "a_version=5.2R2", Yes),
    (r#"a_version = "5.2""#, "a_version=5.2(4711)", Yes),
    (r#"a_version = "5.2""#, "a_version=5.2-build-4711", Yes),
    (
        "datetime = 2026-06-01T11:00:00",
        "datetime=2026-06-01T11:00:00+02:00",
        Yes,
    ),
    // Sets.
    (r#"parts = { has = "wifi" }"#, "parts=wifi+lan", Yes),
    (r#"parts = { has = "usb" }"#, "parts=wifi+lan", No),
    (r#"parts = { has = "usb" }"#, "", Neither),
    (
        r#"parts = { has_any = ["usb", "lan"] }"#,
        "parts=wifi+lan",
        Yes,
    ),
    (
        r#"parts = { has_all = ["usb", "lan"] }"#,
        "parts=wifi+lan",
        No,
    ),
    (
        r#"parts = { has_all = ["wifi", "lan"] }"#,
        "parts=wifi+lan",
        Yes,
    ),
    (r#"parts = { has_none = ["usb"] }"#, "parts=wifi+lan", Yes),
    (r#"parts = { has_none = ["usb"] }"#, "", Neither),
    (
        r#"parts = { has = "wifi", has_none = ["usb"] }"#,
        "parts=wifi+usb",
        No,
    ),
    // States: the one thing that is never neither.
    (r#"text = { state = "unknown" }"#, "text?unknown", Yes),
    (r#"text = { state = "unknown" }"#, "", No),
    (r#"text = { state = "unanswered" }"#, "", Yes),
    (r#"text = { state = "answered" }"#, "text=x", Yes),
    (
        r#"text = { state = ["declined", "not_asked"] }"#,
        "text?not_asked",
        Yes,
    ),
    // All, any, not.
    (
        r#"scope = "all", number = ">= 10""#,
        "scope=all number=#12",
        Yes,
    ),
    (r#"scope = "all", number = ">= 10""#, "scope=all", Neither),
    (r#"scope = "all", number = ">= 10""#, "scope=one", No),
    (
        r#"any = [{ scope = "all" }, { number = ">= 10" }]"#,
        "number=#12",
        Yes,
    ),
    (
        r#"any = [{ scope = "all" }, { number = ">= 10" }]"#,
        "number=#1",
        Neither,
    ),
    (
        r#"any = [{ scope = "all" }, { number = ">= 10" }]"#,
        "number=#1 scope=one",
        No,
    ),
    (
        r#"all = [{ scope = "all" }, { not = { number = 1 } }]"#,
        "scope=all number=#2",
        Yes,
    ),
    (r#"not = { scope = "all" }"#, "", Neither),
    (
        r#"not = { any = [{ scope = "one" }, { text = { state = "answered" } }] }"#,
        "scope=all",
        Yes,
    ),
    // Facts, from the record or from an answer of the intake.
    (r#"customer = { tier = "gold" }"#, "", Yes),
    (r#"customer = { tier = ["silver", "bronze"] }"#, "", No),
    (r#"customer = { open_incidents = ">= 2" }"#, "", Yes),
    (r#"caller = { role = "end_user" }"#, "", Yes),
    (r#"caller = { level = "plain" }"#, "", Yes),
    (
        r#"caller = { level = "plain" }"#,
        "intake/level=technical",
        No,
    ),
    (r"caller = { first_call = true }", "", Neither),
    (
        r#"caller = { state = "answered" }"#,
        "intake/caller=Maria",
        Yes,
    ),
    (r#"version = "< 5.2""#, "", Neither),
    (r#"version = "< 5.2""#, "intake/version=5.1", Yes),
    (r#"product = "ledger""#, "intake/product=Ledger", Yes),
    (
        r#"version = { state = "unknown" }"#,
        "intake/version?unknown",
        Yes,
    ),
    (r#"impact = "one""#, "", Yes),
    (r#"impact = "one""#, "intake/impact=several", No),
    (r#"priority = "P4""#, "", Yes),
    (
        r#"priority = "P1""#,
        "intake/impact=organisation intake/urgency=blocked",
        Yes,
    ),
    (r#"priority = "P1""#, "intake/impact?unknown", Neither),
    (
        r#"summary = { matches = "half" }"#,
        "intake/summary=half",
        Yes,
    ),
];

fn facts() -> Facts {
    Facts {
        today: chrono::NaiveDate::from_ymd_opt(2026, 6, 5),
        role: Some(Role::EndUser),
        level: Some(Level::Plain),
        tier: Some(Tier::Gold),
        open_incidents: Some(2),
        impact: Some(Impact::One),
        urgency: Some(Urgency::CanWait),
        ..Facts::default()
    }
}

#[test]
fn conditions_hold_fail_or_are_neither() {
    let facts = facts();
    let mut wrong = Vec::new();
    for &(condition, line, expected) in TABLE {
        let text = probe(condition);
        let library = library(&[("probe.toml", &text)]);
        let Some(flow) = library.get("all_types") else {
            wrong.push(format!("{condition}: {}", library.faults()[0]));
            continue;
        };
        let answers = answers("all_types", line);
        let run = Run::new(library.intake(), Some(flow), &facts, &answers);
        let asked = |question| run.position("all_types", question, None).is_some();
        let truth = match (asked("holds"), asked("fails")) {
            (true, false) => Yes,
            (false, true) => No,
            (false, false) => Neither,
            (true, true) => panic!("{condition} holds and fails"),
        };
        if truth != expected {
            wrong.push(format!(
                "{{ {condition} }} with `{line}` is {truth:?}, not {expected:?}"
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
