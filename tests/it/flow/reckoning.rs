//! Conditions that reckon: a table of what they come to, the faults of what cannot be reckoned, what the owner is told of
//! those that never hold, and how long a call with many of them takes.

mod cards;
mod never;

use std::time::{Duration, Instant};

use baton::flow::{Facts, Run};
use chrono::NaiveDate;

use super::fixture::{answers, library};

/// A question of every type that is a number, and two that are none.
const QUESTIONS: &str = r#"
schema = 1
id = "sums"
title = "Sums"
version = 1

[[section]]
id = "printer"
title = "The printers"
repeat = { item = "printer", max = 4 }

[[question]]
id = "pages"
section = "printer"
type = "number"
ask = "How many pages does it print?"
why = "It stands for a number about each item."
"#;

/// The questions that are not repeated: their types, and what else they say.
const OTHERS: &[(&str, &str, &str)] = &[
    ("a", "number", "min = 0\nmax = 10\ninteger = true"),
    ("b", "number", ""),
    ("s", "scale", "min = 1\nmax = 5"),
    ("d", "date", ""),
    ("e", "date", ""),
    ("t", "text", ""),
    ("u", "exact", ""),
    ("y", "yes_no", ""),
    (
        "pain",
        "choice",
        "options = [{ id = \"none\", label = \"None\", number = 0 }, { id = \"some\", label = \"Some\", number = 1.5 }, { id = \"refused\", label = \"Refused\" }]",
    ),
    (
        "parts",
        "choices",
        "options = [{ id = \"wifi\", label = \"Wifi\", number = 2 }, { id = \"lan\", label = \"Lan\", number = -1 }]",
    ),
    (
        "colour",
        "choice",
        "options = [{ id = \"red\", label = \"Red\" }, { id = \"blue\", label = \"Blue\" }]",
    ),
    ("lines", "steps", ""),
];

fn question(id: &str, rest: &str) -> String {
    format!(
        "[[question]]\nid = \"{id}\"\nask = \"What about {id}?\"\nwhy = \"It stands for {id} in tests.\"\n{rest}\n"
    )
}

/// The flow with two probes: one is asked when the condition holds, the other when `not` of it holds.
fn probe(condition: &str) -> String {
    let others = OTHERS
        .iter()
        .map(|(id, kind, rest)| question(id, &format!("type = \"{kind}\"\n{rest}")));
    let probes = [
        question("holds", &format!("when = {{ {condition} }}")),
        question("fails", &format!("when = {{ not = {{ {condition} }} }}")),
    ];
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
    // What stands between numbers, and what binds tighter.
    (r#""a + b" = 5"#, "a=#2 b=#3", Yes),
    (r#""a - b - 1" = -2"#, "a=#2 b=#3", Yes),
    (r#""a - (b - 1)" = 0"#, "a=#2 b=#3", Yes),
    (r#""2 + a * b" = 8"#, "a=#2 b=#3", Yes),
    (r#""(2 + a) * b" = 12"#, "a=#2 b=#3", Yes),
    (r#""12 / a / b" = 2"#, "a=#2 b=#3", Yes),
    (r#""-a * -b" = 6"#, "a=#2 b=#3", Yes),
    (r#""-a + b" = 1"#, "a=#2 b=#3", Yes),
    (r#""b mod a" = 1"#, "a=#2 b=#3", Yes),
    (r#""-b mod a" = -1"#, "a=#2 b=#3", Yes),
    (r#""b*2-a" = { not = 4 }"#, "a=#2 b=#3", No),
    (r#""a + b" = ["1", 5]"#, "a=#2 b=#3", Yes),
    // What is missing makes the whole have no value.
    (r#""a + b" = 5"#, "a=#2", Neither),
    (r#""a * b" = 0"#, "b=#0", Neither),
    (r#""a + b" = { state = "answered" }"#, "a=#2", No),
    (r#""a + b" = { state = "unanswered" }"#, "a=#2", Yes),
    (r#""a + b" = { state = "answered" }"#, "a=#2 b=#1", Yes),
    (r#""(a or 0) + (b or 1)" = 3"#, "a=#2", Yes),
    (r#""(a or 0) + (b or 1)" = 1"#, "", Yes),
    (r#""a or b" = 3"#, "b=#3", Yes),
    (r#""a or b" = 3"#, "a=#2 b=#3", No),
    (r#""a or b" = 3"#, "a?unknown", Neither),
    // Dividing by zero is more than any number; nothing by nothing is none.
    (r#""b / a" = "> 1000000""#, "a=#0 b=#1", Yes),
    (r#""b / a" = "< -1000000""#, "a=#0 b=#-1", Yes),
    (r#""b / a" = "> 0""#, "a=#0 b=#0", Neither),
    (r#""b mod a" = 0"#, "a=#0 b=#4", Neither),
    // Huge values.
    (r#""b * b" = "> 1e300""#, "b=#1e200", Yes),
    (r#""b * b - b * b" = 0"#, "b=#1e200", Neither),
    (r#""b + 0.1" = 0.3"#, "b=#0.2", No),
    (r#""round(10 * (b + 0.1))" = 3"#, "b=#0.2", Yes),
    (r#""year(b)" = 1970"#, "b=#1e18", Neither),
    // Whole numbers.
    (r#""floor(b)" = 2"#, "b=#2.9", Yes),
    (r#""floor(b)" = -3"#, "b=#-2.1", Yes),
    (r#""trunc(b)" = -2"#, "b=#-2.9", Yes),
    (r#""ceiling(b)" = 3"#, "b=#2.1", Yes),
    (r#""round(b)" = 3"#, "b=#2.5", Yes),
    (r#""round(b)" = -2"#, "b=#-2.5", Yes),
    (r#""abs(a - b)" = 1"#, "a=#2 b=#3", Yes),
    (r#""min(a, b, 7)" = 2"#, "a=#2 b=#3", Yes),
    (r#""max(a, b)" = 3"#, "a=#2 b=#3", Yes),
    (r#""max(a, b)" = 3"#, "b=#3", Neither),
    // Days.
    (r#""today - d" = 3"#, "d=2026-06-02", Yes),
    (r#""months(d, today)" = 11"#, "d=2025-06-06", Yes),
    (r#""months(d, today)" = 12"#, "d=2025-06-05", Yes),
    (r#""months(d, e)" = 0"#, "d=2026-01-31 e=2026-02-28", Yes),
    (r#""months(d, e)" = -1"#, "d=2026-03-05 e=2026-02-05", Yes),
    (r#""years(d, today)" = 17"#, "d=2008-06-06", Yes),
    (r#""years(d, today)" = ">= 18""#, "d=2008-06-05", Yes),
    (r#""years(d, today)" = ">= 18""#, "", Neither),
    (r#""year(d)" = 2008"#, "d=2008-06-05", Yes),
    (r#""month(d)" = 6"#, "d=2008-06-05", Yes),
    (r#""day(d + 26)" = 1"#, "d=2008-06-05", Yes),
    // Options that count, and yes and no.
    (r#""pain + s" = 3.5"#, "pain=some s=#2", Yes),
    (r#""pain + s" = 2"#, "pain=none s=#2", Yes),
    (r#""pain + s" = "> 0""#, "pain=refused s=#2", Neither),
    (r#""1 * parts" = 1"#, "parts=wifi+lan", Yes),
    (r#""1 * parts" = 2"#, "parts=wifi+", Yes),
    (r#""count(parts)" = 2"#, "parts=wifi+lan", Yes),
    (r#""count(parts)" = "< 1""#, "", Neither),
    (r#""count(lines)" = 3"#, "lines=one+two+three", Yes),
    (r#""2 * y" = 2"#, "y=yes", Yes),
    (r#""2 * y" = 0"#, "y=no", Yes),
    // Texts.
    (r#""number(t) + 1" = 13.5"#, "t=12.5", Yes),
    (r#""number(t)" = "> 0""#, "t=twelve", Neither),
    (r#""number(t)" = "> 0""#, "t=1e5", Neither),
    (r#""length(t)" = 5"#, "t=größe", Yes),
    (r#""same(t, u)" = 1"#, "t=Kim u=Kim", Yes),
    (r#""same(t, u)" = 0"#, "t=Kim u=kim", Yes),
    (r#""same(t, u)" = 1"#, "t=Kim", Neither),
    // Conditions that count.
    (
        r#""2 * urgent + many" = 3, using = { urgent = { pain = "some" }, many = { a = "> 5" } }"#,
        "pain=some a=#6",
        Yes,
    ),
    (
        r#""2 * urgent + many" = 0, using = { urgent = { pain = "some" }, many = { a = "> 5" } }"#,
        "",
        Yes,
    ),
    (
        r#"urgent = 1, using = { urgent = { "a + b" = "> 4" } }"#,
        "a=#2 b=#3",
        Yes,
    ),
    (
        r#""if(urgent, a, b)" = 2, using = { urgent = { y = "yes" } }"#,
        "y=yes a=#2",
        Yes,
    ),
    (
        r#""if(urgent, a, b + 1)" = 4, using = { urgent = { y = "yes" } }"#,
        "y=no b=#3",
        Yes,
    ),
    (
        r#""if(urgent, a)" = 2, using = { urgent = { y = "yes" } }"#,
        "y=yes a=#2",
        Yes,
    ),
    (
        r#""if(urgent, a)" = { state = "unanswered" }, using = { urgent = { y = "yes" } }"#,
        "y=no a=#2",
        Yes,
    ),
    (
        r#""if(urgent, a, b)" = "> 0", using = { urgent = { y = "yes" } }"#,
        "y=no a=#2",
        Neither,
    ),
    // Items.
    (r#""items(printer)" = 1"#, "", Yes),
    (
        r#""items(printer)" = 3"#,
        "another_printer@1=yes another_printer@2=yes pages@1=#4",
        Yes,
    ),
    (
        r#""items(printer)" = 4"#,
        "another_printer@1=yes another_printer@2=yes another_printer@3=yes another_printer@4=yes",
        Yes,
    ),
    (
        r#""sum(pages)" = 9"#,
        "another_printer@1=yes pages@1=#4 pages@2=#5",
        Yes,
    ),
    (r#""sum(pages)" = 9"#, "", Neither),
    (
        r#""max(pages) - min(pages)" = 1"#,
        "another_printer@1=yes pages@1=#4 pages@2=#5",
        Yes,
    ),
    (r#""1 * item" = 1"#, "", Neither),
    (r#"item = ">= 1""#, "", Neither),
];

fn facts() -> Facts {
    Facts {
        today: NaiveDate::from_ymd_opt(2026, 6, 5),
        ..Facts::default()
    }
}

#[test]
fn what_is_reckoned_holds_fails_or_is_neither() {
    let facts = facts();
    let mut wrong = Vec::new();
    for &(condition, line, expected) in TABLE {
        let text = probe(condition);
        let library = library(&[("sums.toml", &text)]);
        let Some(flow) = library.get("sums") else {
            wrong.push(format!("{condition}: {}", library.faults()[0]));
            continue;
        };
        let answers = answers("sums", line);
        let run = Run::new(library.intake(), Some(flow), &facts, &answers);
        let asked = |question| run.position("sums", question, None).is_some();
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

#[test]
fn what_cannot_be_reckoned_is_said() {
    let table = [
        ("a + + b", "a number or a name was expected after `a +`"),
        (
            "a b",
            "`+`, `-`, `*`, `/`, `mod` or `or` was expected after `a`",
        ),
        ("a +", "a number or a name was expected at its end"),
        ("* a", "a number or a name was expected at its beginning"),
        ("(a + b", "`)` was expected at its end"),
        ("a + 1.2.3", "`1.2.3` is no number"),
        ("a + 2b", "`2b` is no number"),
        ("a - too", "there is no question `too`"),
        ("a - t", "`t` is a text; number(t) is the number in it"),
        ("a - lines", "`lines` is neither a number nor a day"),
        ("a + colour", "no option of `colour` has a `number`"),
        ("floor(a, b)", "`floor(…)` takes one number"),
        ("months(d)", "`months(…)` takes two days, the earlier first"),
        ("sqrt(a)", "there is no `sqrt(…)`, only number, length"),
        ("length(a)", "`a` is no text"),
        ("same(t, a)", "`same(…)` takes the names of two questions"),
        ("same(t)", "`same(…)` takes the names of two questions"),
        ("count(t)", "`t` has nothing to count"),
        ("count(t + 1)", "`count(…)` takes the name of one question"),
        ("length(too)", "there is no question `too`"),
        ("items(parts)", "there is no repeated section `parts`"),
        (
            "if(y, 1, 2)",
            "begins with the name of a condition under `using`",
        ),
        ("a $ b", "was expected after `a`"),
    ];
    let deep = format!("{}a{}", "(".repeat(60), ")".repeat(60));
    let long = format!("a{}", " + a".repeat(2000));
    let more = [(deep.as_str(), "nested too deep"), (&long, "too long")];
    for (written, fault) in table.into_iter().chain(more) {
        faulty(&format!("\"{written}\" = \"> 3\""), fault);
    }
    faulty(
        "\"a + b\" = 1, using = { x = { a = 1 } }",
        "nothing is reckoned with `x` of `using`",
    );
    faulty(
        "\"a + x\" = 1, using = { x = { too = 1 } }",
        "there is no question or fact `too`",
    );
    faulty(
        "\"a + b\" = 1, using = { a = { b = 1 } }",
        "`a` is no name for a condition",
    );
    faulty(
        "\"a + b\" = 1, using = 3",
        "a table of conditions was expected",
    );
    faulty(
        "\"a + b\" = \"> many\"",
        "`many` cannot be compared with what is reckoned",
    );
}

fn faulty(condition: &str, fault: &str) {
    let text = probe(condition);
    let library = library(&[("sums.toml", &text)]);
    let found = library.faults().first().map(ToString::to_string);
    let found = found.unwrap_or_default();
    assert!(found.contains(fault), "{condition}: {found}");
}

#[test]
fn two_thousand_questions_are_worked_out_at_once() {
    let questions = (0..1500).map(|at| question(&format!("n{at}"), "type = \"number\""));
    let whens = (0..500).map(|at| {
        let (one, other) = (at * 3, at * 3 + 1);
        let when = format!(
            "when = {{ \"round((n{one} or 0) * 2 / (n{other} + 1)) + x\" = \"> {at}\", using = {{ x = {{ n{one} = \"> 5\" }} }} }}"
        );
        question(&format!("q{at}"), &when)
    });
    let head = "schema = 1\nid = \"sums\"\ntitle = \"Sums\"\nversion = 1\n".to_owned();
    let text: String = std::iter::once(head)
        .chain(questions)
        .chain(whens)
        .collect();
    let library = library(&[("sums.toml", &text)]);
    let flow = library.get("sums").unwrap();
    let given: Vec<String> = (0..1500).map(|at| format!("n{at}=#{at}")).collect();
    let answers = answers("sums", &given.join(" "));
    let facts = facts();
    let start = Instant::now();
    let run = Run::new(library.intake(), Some(flow), &facts, &answers);
    let taken = start.elapsed();
    assert!(run.steps().len() > 1500);
    // Without optimisation it takes some 10 ms, most of it for other things.
    assert!(taken < Duration::from_millis(500), "{taken:?}");
}
