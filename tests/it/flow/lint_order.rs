//! What a flow says of itself as a whole, and the order in which it is asked, as its owner should look at them.

use baton::flow::library::Layer;
use expect_test::expect;

use super::fixture::file;
use super::lints::{ask, check, examine, lines};

#[test]
fn a_flow_that_nobody_mends_and_no_words_propose_is_named() {
    let text = format!(
        "schema = 1\nid = \"mine\"\ntitle = \"Mine\"\nversion = 1\n{}",
        ask("a", "")
    );
    let library = examine(vec![file(Layer::Shipped, "mine.toml", text)]);
    expect![[r#"
        mine.toml:1:1: owner: nobody is named who mends this flow: write owner = "maria"
        mine.toml:1:1: keywords: there are none, so no words of a caller propose this flow: write keywords = ["print"]
    "#]].assert_eq(&lines(&library));
}

#[test]
fn what_is_asked_in_another_order_than_it_is_written_is_named() {
    let section = |id: &str| format!("[[section]]\nid = \"{id}\"\ntitle = \"{id}\"\n");
    let tables = [
        section("one"),
        section("two"),
        ask("first", ""),
        ask("a", "section = \"one\""),
        ask("b", "section = \"two\""),
        ask("c", "section = \"one\""),
        ask("late", ""),
        ask("d", "section = \"two\""),
    ];
    check(
        &tables.concat(),
        expect![[r#"
            mine.toml:28:1: question c: section: the section `one` comes first, so it is asked before `b`, which stands above it; put what is asked first above
            mine.toml:33:1: question late: section: it stands in no section, so it is asked before `b`, which stands above it; name its section, or put it first
        "#]],
    );
}

#[test]
fn what_is_retired_answers_no_condition() {
    let scope = "type = \"choice\"\noptions = [{ id = \"one\", label = \"One\" }, { id = \"gone\", label = \"Gone\", retired = true }]";
    let tables = [
        ask("scope", scope),
        ask("old", "retired = true"),
        ask("new", "when = { scope = \"gone\" }"),
        ask("newer", "when = { old = \"x\" }"),
        ask("unless", "when = { old = { state = \"unanswered\" } }"),
        ask("either", "when = { scope = [\"one\", \"gone\"] }"),
        "[[rule]]\nwhen = { old = { state = \"answered\" } }\nstop = \"Never.\"\n".to_owned(),
    ];
    check(
        &tables.concat(),
        expect![[r#"
        mine.toml:12:11: question scope: options: a choice with a single option asks nothing; a yes_no question may be meant
        mine.toml:22:8: question new: when: this question can never be asked: its condition never holds, whatever is answered
        mine.toml:27:8: question newer: when: this question can never be asked: its condition needs an answer to `old`, which is retired
        mine.toml:39:8: rule 1: when: this rule can never fire: its condition needs an answer to `old`, which is retired
    "#]],
    );
}

#[test]
fn an_option_that_needs_itself_is_never_chosen() {
    let options = |kind: &str, when: &str| {
        format!(
            "type = \"{kind}\"\noptions = [{{ id = \"a\", label = \"A\" }}, {{ id = \"b\", label = \"B\", when = {{ {when} }} }}]"
        )
    };
    let tables = [
        ask("one", &options("choice", "one = \"b\"")),
        ask("several", &options("choices", "several = { has = \"b\" }")),
        ask("with", &options("choices", "with = { has = \"a\" }")),
    ];
    check(
        &tables.concat(),
        expect![[r#"
        mine.toml:12:71: question one: options b: when: nobody can ever choose this option: it would have to be chosen already
        mine.toml:18:71: question several: options b: when: nobody can ever choose this option: it would have to be chosen already
    "#]],
    );
}

#[test]
fn the_bounds_of_days_and_counts_are_looked_at() {
    let parts = "type = \"choices\"\nmax = 1\noptions = [{ id = \"a\", label = \"A\" }, { id = \"b\", label = \"B\" }]";
    let tables = [
        ask("day", "type = \"date\"\nmin = \"2026-01-01\""),
        ask("parts", parts),
        ask(
            "soft",
            &parts.replace("max = 1", "max = 1\nseverity = \"warn\""),
        ),
        ask("before", "when = { day = \"< 2025-01-01\" }"),
        ask("after", "when = { day = \"> 2026-01-01\" }"),
        ask("first", "when = { day = \"<= 2026-01-01\" }"),
        ask("both", "when = { parts = { has_all = [\"a\", \"b\"] } }"),
        ask("either", "when = { parts = { has_any = [\"a\", \"b\"] } }"),
        ask(
            "both_soft",
            "when = { soft = { has_all = [\"a\", \"b\"] } }",
        ),
    ];
    check(
        &tables.concat(),
        expect![[r#"
        mine.toml:32:8: question before: when: this question can never be asked: its condition never holds, whatever is answered
        mine.toml:47:8: question both: when: this question can never be asked: its condition never holds, whatever is answered
    "#]],
    );
}
