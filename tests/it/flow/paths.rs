//! Paths: what they expect, what they reach, and what is wrong in them.

use baton::flow::path::check;
use expect_test::{Expect, expect};

use super::fixture::library;

const FLOW: &str = r#"
schema = 1
id = "mine"
title = "Mine"
version = 1

[[section]]
id = "printer"
title = "Printers"
repeat = { item = "printer", max = 3 }

[[question]]
id = "scope"
type = "choice"
ask = "Who has it?"
why = "One computer points to its driver."
other = true
options = [
  { id = "one", label = "One" },
  { id = "all", label = "Everyone" },
  { id = "gone", label = "Gone", retired = true },
]

[[question]]
id = "message"
type = "exact"
ask = "What does it say?"
why = "Developers search for it."
when = { scope = "one" }

[[question]]
id = "model"
section = "printer"
ask = "Which model?"
why = "Each has a driver of its own."

[[rule]]
when = { scope = "all" }
impact = "organisation"
tell = "I am asking a colleague at once."
promise = { what = "status report", within = "1h" }

[[rule]]
when = { model = "zebra", customer = { tier = "gold" }, version = "< 5" }
escalate = { to = "level2", must = true, why = "an outage" }
set = { product = "Ledger" }
known_problem = "driver"
search = "labels"
stop = "it is known"

[brief]
summary = "fails ({answer.scope})"
"#;

fn report(paths: &str, expected: Expect) {
    let library = library(&[("mine.toml", &format!("{FLOW}{paths}"))]);
    let mut lines: Vec<String> = library.faults().iter().map(ToString::to_string).collect();
    if let Some(flow) = library.get("mine") {
        let report = check(flow, library.intake());
        lines.extend(
            report
                .failures
                .iter()
                .map(|failure| format!("✗ {}: {}", failure.path, failure.what)),
        );
        for reach in [report.questions, report.options, report.rules] {
            lines.push(format!(
                "{} of {}: {}",
                reach.reached(),
                reach.all,
                reach.missed.join(", ")
            ));
        }
    }
    expected.assert_eq(&(lines.join("\n") + "\n"));
}

#[test]
fn paths_hold_and_reach() {
    report(
        r#"
[[path]]
name = "everyone"
given = { scope = "all" }
asks = ["model"]
hides = ["message"]
expect = { impact = "organisation", promise = "status report", tell = "a colleague", summary = "fails (Everyone)", stop = false }

[[path]]
name = "a gold customer"
given = { scope = "one", message = { state = "unknown" }, printer = [{ model = "x" }, { model = "zebra" }], customer = { tier = "gold" }, version = "4.1" }
expect = { escalate_to = "level2", set = { product = "Ledger" }, known_problem = "driver", search = "labels", stop = true }
"#,
        expect![[r#"
            3 of 3: 
            2 of 3: scope: other
            2 of 2: 
        "#]],
    );
}

#[test]
fn what_is_not_as_expected_is_said() {
    report(
        r#"
[[path]]
name = "one"
given = { scope = "one", caller = { first_call = true } }
asks = ["scope"]
hides = ["message"]
expect = { impact = "organisation", urgency = "blocked", escalate_to = "level2", promise = "x", tell = "y", summary = "z", stop = true, set = { product = "Ledger" }, known_problem = "driver", search = "labels" }

[[path]]
name = "everyone, with a message"
given = { scope = "all", message = "E-17" }
asks = ["message"]
"#,
        expect![[r#"
            ✗ one: `message` is asked
            ✗ one: impact: organisation was expected, and it is nothing
            ✗ one: urgency: blocked was expected, and it is nothing
            ✗ one: escalate_to: level2 was expected, and it is nothing
            ✗ one: promise: x was expected, and it is nothing
            ✗ one: known_problem: driver was expected, and it is nothing
            ✗ one: search: labels was expected, and it is nothing
            ✗ one: summary: z was expected, and it is fails (One)
            ✗ one: product: Ledger was expected, and it is nothing
            ✗ one: tell: the caller is not told “y”
            ✗ one: stop: asking goes on
            ✗ everyone, with a message: `message` is not asked
            ✗ everyone, with a message: `message` is answered, and it is not asked
            3 of 3: 
            2 of 3: scope: other
            1 of 2: rule 2: it is known
        "#]],
    );
}

#[test]
fn what_is_wrong_in_a_path_is_a_fault_of_the_file() {
    report(
        r#"
[[path]]
given = { scop = "one", scope = "gold", message = 5, model = ["x"], printer = { model = "x" }, customer = { tear = "gold", tier = "lead" }, version = 5.2 }
asks = ["massage"]
expect = { impact = "everyone", surprise = true }
"#,
        expect![[r#"
            mine.toml:54:1: path 1: name: it is missing: what it shows, such as "everyone at a gold customer"
            mine.toml:55:11: path 1: given: there is no question or fact `scop` (did you mean `scope`?)
            mine.toml:55:33: path 1: given: there is no option `gold`, only one, all, gone, other
            mine.toml:55:51: path 1: given: a question of type exact is not answered with a whole number
            mine.toml:55:62: path 1: given: a question of type text is not answered with a list
            mine.toml:55:79: path 1: given: a list of tables was expected, one for each item
            mine.toml:55:109: path 1: given: there is no question or fact `tear` (did you mean `tier`?)
            mine.toml:55:131: path 1: given: the customer’s tier cannot be `lead`
            mine.toml:55:151: path 1: given: a question of type version is not answered with a number
            mine.toml:56:9: path 1: asks: there is no question `massage` (did you mean `message`?)
            mine.toml:57:21: path 1: expect: impact: `everyone` is not one of `organisation`, `several`, `one`
            mine.toml:57:33: path 1: expect: surprise: there is no key `surprise` here
        "#]],
    );
}

#[test]
fn what_nobody_could_answer_is_no_path() {
    let more = r#"
[[question]]
id = "n"
type = "number"
integer = true
max = 9
ask = "How many?"
why = "Many point to the server."

[[question]]
id = "day"
type = "date"
ask = "Which day was it?"
why = "It tells when."

[[question]]
id = "which"
type = "choice"
ask = "Which one is it?"
why = "It tells which."
options = [{ id = "a", label = "A" }, { id = "b", label = "B", when = { scope = "all" } }]
"#;
    report(
        &format!(
            "{more}[[path]]\nname = \"bad\"\ngiven = {{ printer = [5, {{ model = \"x\" }}, \"abc\"] }}\n[[path]]\nname = \"worse\"\ngiven = {{ n = 12.5, day = 10:30:00 }}\n[[path]]\nname = \"still\"\ngiven = {{ n = 12, day = \"2026-02-01T10:30:00\" }}\n"
        ),
        expect![[r#"
            mine.toml:76:22: path 1: given: a table was expected for each item, not a whole number
            mine.toml:76:42: path 1: given: a table was expected for each item, not a text
            mine.toml:79:15: path 2: given: `12.5` is no whole number
            mine.toml:79:27: path 2: given: `10:30:00` is no day, such as 2026-02-01
            mine.toml:82:15: path 3: given: It should be at most 9.
            mine.toml:82:25: path 3: given: `2026-02-01T10:30:00` is no day, such as 2026-02-01
        "#]],
    );
    report(
        &format!(
            "{more}[[path]]\nname = \"not offered\"\ngiven = {{ scope = \"one\", which = \"b\" }}\n[[path]]\nname = \"offered\"\ngiven = {{ scope = \"all\", which = \"b\", n = 9, day = 2026-02-01 }}\n[[path]]\nname = \"retired\"\ngiven = {{ scope = \"gone\" }}\n"
        ),
        expect![[r#"
            ✗ not offered: `which` is answered with `b`, which is not offered
            ✗ retired: `scope` is answered with `gone`, which is not offered
            6 of 6: 
            3 of 5: scope: other, which: a
            1 of 2: rule 2: it is known
        "#]],
    );
}
