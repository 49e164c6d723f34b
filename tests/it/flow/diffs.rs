//! Two versions of a flow, in words.

use std::sync::Arc;

use baton::flow::diff::diff;
use baton::flow::{Flow, Library};
use expect_test::expect;

use super::fixture::{LABELS, library};

fn flow(text: &str) -> Arc<Flow> {
    let library: Library = library(&[("labels.toml", text)]);
    let faults = library.faults();
    Arc::clone(
        library
            .get("labels")
            .unwrap_or_else(|| panic!("{faults:#?}")),
    )
}

fn told(before: &str, after: &str) -> String {
    let changes = diff(&flow(before), &flow(after));
    let lines = changes
        .iter()
        .map(|change| format!("{}: {}\n", change.about, change.words));
    lines.collect()
}

#[test]
fn a_flow_is_as_it_was() {
    assert_eq!(told(LABELS, LABELS), "");
}

#[test]
fn every_kind_of_change_is_told() {
    let head =
        |version| format!("schema = 1\nid = \"labels\"\ntitle = \"Labels\"\nversion = {version}\n");
    let ask = |id: &str, keys: &str| {
        format!(
            "[[question]]\nid = \"{id}\"\nask = \"What about {id}?\"\nwhy = \"It tells us about {id}.\"\n{keys}\n"
        )
    };
    let yes = "type = \"choice\"\noptions = [{ id = \"a\", label = \"A\" }, { id = \"b\", label = \"B\" }, { id = \"c\", label = \"C\" }]";
    let other = "type = \"choice\"\nother = true\noptions = [{ id = \"a\", label = \"An A\" }, { id = \"b\", label = \"B\", when = { summary = \"x\" } }, { id = \"d\", label = \"D\" }]";
    let rule = |when: &str, stop: &str| {
        format!("[[rule]]\nwhen = {{ one = \"{when}\" }}\nstop = \"{stop}\"\n")
    };
    let before = head(1)
        + "[[section]]\nid = \"deep\"\ntitle = \"Deep\"\n[[section]]\nid = \"old\"\ntitle = \"Old\"\n"
        + &ask("one", yes)
        + &ask("two", "")
        + &ask("three", "type = \"number\"\nmax = 3")
        + &ask("four", "")
        + &ask("gone", "section = \"deep\"")
        + &rule("a", "Enough.")
        + &rule("b", "Enough.")
        + "[brief]\nsummary = \"{answer.two|nothing}\"\n";
    let after = head(2)
        + "owner = \"maria\"\n[[section]]\nid = \"deep\"\ntitle = \"Deeper\"\nwhen = { one = \"a\" }\n[[section]]\nid = \"new\"\ntitle = \"New\"\n"
        + &ask("four", "retired = true")
        + &ask("one", other)
        + &ask(
            "two",
            "hint = \"In short.\"\nsection = \"deep\"\nask_plain = \"What now?\"",
        )
        .replace("tells us about two", "says how to go on")
        + &ask("new", "")
        + &ask(
            "three",
            "type = \"date\"\nwhen = { one = \"a\" }\nrequired_for = \"never\"",
        )
        .replace("What about", "Which day was")
        + &rule("a", "That will do.")
        + &rule("d", "Enough.")
        + "[brief]\nsummary = \"{answer.two|something}\"\n";
    expect![[r#"
        flow: the version is “2”, was “1”
        flow: the owner is new: “maria”
        flow: the summary is “{answer.two|something}”, was “{answer.two|nothing}”
        section deep: its title is “Deeper”, was “Deep”
        section deep: when it is asked is new: “one is a”
        section new: it is new: “New”
        section old: it is gone
        question four: it is asked first now
        question four: its state is “retired”, was “in use”
        question one: the option `a` is “An A”, was “A”
        question one: the option `b` is “B, when summary is x”, was “B”
        question one: the option `d` is new: “D”
        question one: the option for anything else is new: “in words”
        question one: the option `c` is gone: “C”
        question two: the reason is “It says how to go on.”, was “It tells us about two.”
        question two: the hint is new: “In short.”
        question two: its section is new: “deep”
        question two: what is asked in plain words is new: “What now?”
        question new: it is new: “What about new?”
        question three: what is asked is “Which day was three?”, was “What about three?”
        question three: its type is “date”, was “number”
        question three: when it is asked is new: “one is a”
        question three: what needs it is “nothing”, was “escalating”
        question three: its check is gone: “at most 3”
        question gone: it is gone, and old answers to it have no question any more: “What about gone?”
        rules: what follows when one is a is “stop asking: That will do.”, was “stop asking: Enough.”
        rules: what follows when one is d is new: “stop asking: Enough.”
        rules: what follows when one is b is gone: “stop asking: Enough.”
    "#]].assert_eq(&told(&before, &after));
}

#[test]
fn an_id_that_means_something_else_without_a_new_version_is_told() {
    let flow = |version: u32, kind: &str| {
        format!(
            "schema = 1\nid = \"labels\"\ntitle = \"Labels\"\nversion = {version}\n[[question]]\nid = \"one\"\nask = \"What?\"\nwhy = \"It tells us about it.\"\ntype = \"{kind}\"\n"
        )
    };
    expect![[r#"
        question one: its answers mean something else, and the version did not rise: it was of type text
        question one: its type is “date”, was “text”
    "#]].assert_eq(&told(&flow(1, "text"), &flow(1, "date")));
    assert!(!told(&flow(1, "text"), &flow(2, "date")).contains("mean"));
}

#[test]
fn another_order_is_told() {
    let section = |id: &str| format!("[[section]]\nid = \"{id}\"\ntitle = \"The {id}\"\n");
    let option = |id: &str| format!("{{ id = \"{id}\", label = \"The {id}\" }}");
    let rule = |when: &str| format!("[[rule]]\nwhen = {{ one = \"{when}\" }}\nstop = \"{when}\"\n");
    let flow = |names: [&str; 3]| {
        format!(
            "schema = 1\nid = \"labels\"\ntitle = \"Labels\"\nversion = 1\n{}[[question]]\nid = \"one\"\nask = \"What?\"\nwhy = \"It tells us about it.\"\ntype = \"choice\"\noptions = [{}]\n{}",
            names.map(section).concat(),
            names.map(option).join(", "),
            names.map(rule).concat(),
        )
    };
    expect![[r#"
        section c: it stands elsewhere, now first
        question one: the option `c` is offered first now
        rules: what follows when one is c comes first now
    "#]]
    .assert_eq(&told(&flow(["a", "b", "c"]), &flow(["c", "a", "b"])));
}
