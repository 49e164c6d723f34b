//! Conditions that reckon: a table of what they come to, the faults of what cannot be reckoned, what the owner is told of
//! those that never hold, and how long a call with many of them takes.

mod cards;
mod never;
mod table;

use baton::flow::{Facts, Run};
use chrono::NaiveDate;

use super::fixture::{answers, library};
use table::TABLE;
use table::Truth::{Neither, No, Yes};

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

#[test]
fn all_items_count_within_their_section_too() {
    let facts = facts();
    let given = "another_printer@1=yes pages@1=#4 pages@2=#5";
    let table = [
        (r#""items(printer)" = 2"#, true),
        (r#""items(printer)" = 1"#, false),
        (r#""sum(pages)" = 9"#, true),
        (r#""min(pages)" = 4"#, true),
        (r#""max(pages)" = 5"#, true),
    ];
    for (condition, holds) in table {
        let within = question(
            "within",
            &format!("section = \"printer\"\nwhen = {{ {condition} }}"),
        );
        let text = format!("{QUESTIONS}{within}");
        let library = library(&[("sums.toml", &text)]);
        assert!(library.faults().is_empty(), "{:?}", library.faults());
        let answers = answers("sums", given);
        let run = Run::new(
            library.intake(),
            Some(library.get("sums").unwrap()),
            &facts,
            &answers,
        );
        for item in [1, 2] {
            let is_asked = run.position("sums", "within", Some(item)).is_some();
            assert_eq!(is_asked, holds, "{condition} at {item}");
        }
    }
}

#[test]
fn conditions_within_conditions_do_not_multiply() {
    let mut condition = "a = 1".to_owned();
    for _ in 0..12 {
        let names = vec!["c"; 40].join(" + ");
        condition = format!("\"{names}\" = \"> 1\", using = {{ c = {{ {condition} }} }}");
    }
    faulty(
        &condition,
        "the conditions that it uses have too many parts",
    );
}

#[test]
fn words_of_reckoning_are_no_names() {
    for id in ["or", "mod"] {
        let text = format!("{QUESTIONS}{}", question(id, "type = \"number\""));
        let library = library(&[("sums.toml", &text)]);
        let fault = library.faults().first().map(ToString::to_string);
        let fault = fault.unwrap_or_default();
        assert!(
            fault.contains(&format!("`{id}` is a word of conditions")),
            "{fault}"
        );
        faulty(
            &format!("\"a + 1\" = 1, using = {{ {id} = {{ a = 1 }} }}"),
            "is no name for a condition",
        );
    }
}

fn faulty(condition: &str, fault: &str) {
    let text = probe(condition);
    let library = library(&[("sums.toml", &text)]);
    let found = library.faults().first().map(ToString::to_string);
    let found = found.unwrap_or_default();
    assert!(found.contains(fault), "{condition}: {found}");
}

#[test]
fn two_thousand_questions_are_worked_out() {
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
    let run = Run::new(library.intake(), Some(flow), &facts, &answers);
    assert!(run.steps().len() > 1500);
}
