//! `baton flows` for whoever writes them: which file is used, what was looked at, and that an id or a file is the same.

use expect_test::expect;

use super::Home;

/// A small flow with this id and version.
pub fn flow(id: &str, version: u32) -> String {
    format!(
        "schema = 1\nid = \"{id}\"\ntitle = \"Mine\"\nversion = {version}\nowner = \"maria\"\nkeywords = [\"mine\"]\n\n[[question]]\nid = \"a\"\nask = \"What is it?\"\nwhy = \"It tells one thing from another.\"\n"
    )
}

/// A home with a flow of the person's own and one that is named on the command line.
fn two_layers() -> Home {
    let home = Home::new();
    let own = home.path(".config/baton/question_flows");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::write(own.join("printing.toml"), flow("printing", 31)).unwrap();
    std::fs::create_dir_all(home.path("named")).unwrap();
    home.write("named/printing.toml", flow("printing", 32));
    home
}

#[test]
fn what_the_command_line_names_comes_before_everything_else() {
    let home = two_layers();
    let ran = home.run(&["flows", "list"]);
    let own = "printing      Mine, version 31: 1 question, HOME/.config/baton/question_flows/printing.toml (your own), instead of the one that comes with baton\n";
    assert!(ran.out.contains(own), "{}", ran.out);
    let ran = home.run(&["--flows", "named", "flows", "list"]);
    let named = "printing      Mine, version 32: 1 question, named/printing.toml, instead of HOME/.config/baton/question_flows/printing.toml (your own)\n";
    assert!(ran.out.contains(named), "{}", ran.out);
    assert!(
        ran.out.contains("questions, comes with baton\n"),
        "{}",
        ran.out
    );
    let ran = home.run(&["--flows", "named", "flows", "check"]);
    assert!(
        ran.out.contains("printing: named/printing.toml is used, not HOME/.config/baton/question_flows/printing.toml (your own).\n"),
        "{}",
        ran.out
    );
}

#[test]
fn a_check_says_what_it_looked_at() {
    let home = two_layers();
    home.write("mine.toml", flow("mine", 1));
    let check = |what: &[&str]| home.run(&[&["flows", "check"], what].concat()).out;
    assert_eq!(check(&["mine.toml"]), "mine.toml: no fault.\n");
    assert_eq!(check(&["login"]), "question_flows/login.toml: no fault.\n");
    let both = check(&["mine.toml", "named"]);
    assert!(both.ends_with("\n2 files, no fault.\n"), "{both}");
    assert!(
        both.contains("printing: named/printing.toml takes the place of HOME/.config/baton/question_flows/printing.toml (your own).\n"),
        "{both}"
    );
    // What is in force already takes no place of itself.
    let own = check(&[".config/baton/question_flows/printing.toml"]);
    assert!(!own.contains("(your own)"), "{own}");
    let ran = home.run(&["flows", "check", "nothing"]);
    assert_eq!(ran.code, 66, "{ran:?}");
}

#[test]
fn an_id_or_a_file_is_the_same_to_every_command() {
    let home = two_layers();
    for what in ["check", "show", "test", "try"] {
        for flow in ["printing", "named/printing.toml"] {
            let ran = home.run(&["flows", what, flow]);
            assert_eq!(ran.code, 0, "{what} {flow}: {ran:?}");
        }
        let ran = home.run(&["flows", what, "nowhere.toml"]);
        assert_eq!(ran.code, 66, "{what}: {ran:?}");
    }
}

#[test]
fn nobody_is_told_of_a_question_that_nobody_wrote() {
    let home = Home::new();
    let text = flow("mine", 1)
        + "section = \"each\"\n[[section]]\nid = \"each\"\ntitle = \"Each\"\nrepeat = { item = \"printer\", max = 3 }\n[[path]]\nname = \"one\"\nasks = [\"a\"]\n";
    home.write("mine.toml", text);
    let ran = home.run(&["flows", "test", "mine.toml"]);
    assert_eq!(
        ran.out,
        "mine: 1 path, 1 of 1 questions, 0 of 0 options, 0 of 0 rules\n"
    );
}

#[test]
fn a_new_flow_has_nothing_to_look_at_and_its_paths_reach_everything() {
    let home = Home::new();
    let ran = home.run(&["flows", "new", "wrong_labels", "--into", "mine.toml"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = home.run(&["flows", "check", "mine.toml", "--strict"]);
    assert_eq!(ran.out, "mine.toml: no fault.\n", "{ran:?}");
    let ran = home.run(&["flows", "test", "mine.toml"]);
    assert_eq!(ran.out.lines().count(), 1, "{}", ran.out);
    let text = std::fs::read_to_string(home.path("mine.toml")).unwrap();
    assert_eq!(home.run(&["flows", "new", "wrong_labels"]).out, text);
    for (arguments, code) in [
        (&["flows", "new", "Wrong labels"] as &[&str], 2),
        (&["flows", "new", "printing"], 2),
        (&["flows", "new", "wrong_labels", "--into", "mine.toml"], 74),
    ] {
        let ran = home.run(arguments);
        assert_eq!(ran.code, code, "{ran:?}");
    }
    let guide = home.run(&["flows", "guide"]).out;
    assert_eq!(guide, include_str!("../../../question_flows/README.md"));
}

const LINES: &str = r#"
schema = 1
id = "mine"
title = "Mine"
version = 1
owner = "maria"
keywords = ["mine"]
[[section]]
id = "first"
title = "First things"
[[section]]
id = "each"
title = "Printers"
repeat = { item = "printer", max = 3 }
[[question]]
id = "lines"
section = "first"
type = "number"
max = 10
severity = "warn"
ask = "How many lines does it print?"
ask_plain = "How many rows are on the paper?"
ask_de = "Wie viele Zeilen druckt er?"
why = "Ten lines are a page, so more than that comes from somewhere else."
[[question]]
id = "model"
section = "each"
ask = "Which model is it?"
why = "Each model has a driver of its own."
[[question]]
id = "note"
section = "each"
type = "note"
ask = "The model stands on its front."
[[rule]]
when = { lines = "> 5", customer = { tier = "gold" } }
impact = "organisation"
urgency = "blocked"
escalate = { to = "level2", must = true, why = "a long list at a gold customer" }
promise = { what = "status report", within = "1h" }
known_problem = "PRB-7"
search = "long lists"
set = { product = "Ledger" }
[[rule]]
when = { lines = "> 5" }
tell = "That is a lot."
[brief]
summary = "{answer.lines|no} lines"
readback = "You print {answer.lines} lines."
"#;

#[test]
fn a_walk_shows_sections_warnings_and_what_follows() {
    let home = Home::new();
    home.write("mine.toml", LINES);
    let ran = home.feed(
        &["flows", "try", "mine.toml", "--level", "plain"],
        "12\nn\n12\ny\nZebra\ny\nBrother\n",
    );
    expect![[r#"
        Type an answer, or: ? does not know · - declines · / skip · . stop

        ── First things

        1. How many rows are on the paper?
           Why: Ten lines are a page, so more than that comes from somewhere else.
        >    Mind: It should be at most 10.
           Take it all the same? y/n > >    Mind: It should be at most 10.
           Take it all the same? y/n >    ✓ 12

           Say: That is a lot.

        ── Printer 1

        1. Which model is it?
           Why: Each model has a driver of its own.
        >    ✓ Zebra

           Note: The model stands on its front.

        2. Is there another printer?
           Why: Each printer is asked about by itself, so that none is forgotten.
        >    ✓ yes

        ── Printer 2

        1. Which model is it?
           Why: Each model has a driver of its own.
        >    ✓ Brother

           Note: The model stands on its front.

        2. Is there another printer?
           Why: Each printer is asked about by itself, so that none is forgotten.
        > 

        Summary: 12 lines
        Read back: You print 12 lines.
        Rule 2: since lines is above 5: tell the caller: That is a lot.
    "#]]
    .assert_eq(&ran.out);
    let ran = home.feed(&["flows", "try", "mine.toml", "--language", "de"], "");
    assert!(
        ran.out.contains("1. Wie viele Zeilen druckt er?"),
        "{}",
        ran.out
    );
    let ran = home.run(&["flows", "try", "mine.toml", "--role", "usr"]);
    assert_eq!(ran.code, 2, "{ran:?}");
}

#[test]
fn what_is_given_may_be_a_fact_and_everything_that_follows_is_shown() {
    let home = Home::new();
    home.write("mine.toml", LINES);
    home.write(
        "given.toml",
        "lines = 12\nmodel = [\"Zebra\", \"Brother\"]\ncustomer = { tier = \"gold\" }\n",
    );
    let try_it = |more: &[&str]| {
        home.run(
            &[
                &["flows", "try", "mine.toml", "--given", "given.toml"],
                more,
            ]
            .concat(),
        )
    };
    expect![[r#"
        asked   lines: always → 12
        asked   model: always → Zebra, Brother
        asked   note: always
        asked   another_each: always → yes

        Say: That is a lot.

        Impact: everyone
        Urgency: cannot work
        Escalation: must go to level2: a long list at a gold customer
        Promise: status report, within 1h
        Known problem: PRB-7
        Look for: long lists
        Set: the product is Ledger
        Summary: 12 lines
        Read back: You print 12 lines.
        Rule 1: since the customer’s tier is gold and lines is above 5: impact: everyone; urgency: cannot work; promise: status report, within 1h; must be escalated to level2: a long list at a gold customer; known problem: PRB-7; look for: long lists; sets the product: Ledger
        Rule 2: since lines is above 5: tell the caller: That is a lot.
    "#]].assert_eq(&try_it(&[]).out);
    let json = try_it(&["--json"]).out;
    expect![[r#"{"follows":[["Impact","everyone"],["Urgency","cannot work"],["Escalation","must go to level2: a long list at a gold customer"],["Promise","status report, within 1h"],["Known problem","PRB-7"],["Look for","long lists"],["Set","the product is Ledger"],["Summary","12 lines"],["Read back","You print 12 lines."]],"rules":[1,2],"stop":null,"tell":["That is a lot."]}"#]].assert_eq(json.lines().last().unwrap());
    for (given, words) in [
        (
            "lnes = 1",
            "there is no question `lnes` in the flow; did you mean `lines`?",
        ),
        (
            "customer = { teir = \"gold\" }",
            "customer has no fact `teir`, only tier, open_incidents; did you mean `tier`?",
        ),
        (
            "caller = { level = \"plan\" }",
            "the caller’s level cannot be `plan`, only plain, technical",
        ),
        ("lines = 1\nlines = = 2", "line 2: this is not TOML"),
    ] {
        home.write("given.toml", given);
        let ran = try_it(&[]);
        assert_eq!(ran.code, 65, "{given}: {ran:?}");
        assert!(ran.err.contains(words), "{given}: {}", ran.err);
    }
    home.write("mine.toml", LINES.replace("\"warn\"", "\"error\""));
    home.write("given.toml", "lines = 12");
    assert!(try_it(&[]).err.contains("lines: It should be at most 10."));
}
