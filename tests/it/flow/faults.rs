//! Faults: all of them at once, each with its place and what to do.

use baton::flow::library::{File, Layer};
use baton::flow::{Fault, Library, Severity};
use baton::handwritten::MOST_BYTES;
use expect_test::{Expect, expect};

use super::fixture::{INTAKE, file, library};

/// The faults of a category, one a line.
fn check(text: &str, expected: Expect) {
    let library = library(&[("mine.toml", text)]);
    let lines = library.faults().iter().map(ToString::to_string);
    let loaded = format!("categories: {}", library.categories().len());
    expected.assert_eq(&(lines.chain([loaded]).collect::<Vec<_>>().join("\n") + "\n"));
}

const HEAD: &str = "schema = 1\nid = \"mine\"\ntitle = \"Mine\"\nversion = 1\n";

fn question(keys: &str) -> String {
    format!(
        "{HEAD}[[question]]\nid = \"one\"\nask = \"Does it print?\"\nwhy = \"It tells the printer from the program.\"\n{keys}\n"
    )
}

#[test]
fn a_file_with_many_faults_tells_them_all() {
    check(
        r#"
schema = 2
id = "My Flow"
titel = "Mine"
version = 0
review_by = "soon"

[[section]]
id = "a"
title = ""
repeat = { item = "printer", max = 5 }

[[question]]
id = "scope"
type = "chioce"
ask = "Where?"
why = "because we need it"
reqired = "escalate"
section = "b"

[[question]]
id = "scope"
type = "choice"
ask = "Where does it happen?"
why = "Where does it happen"
options = [{ id = "one", label = "One" }, { id = "one", lable = "Two" }]
maps_to = "impakt"
when = { scop = "one" }

[[question]]
include = "circumstances"

[[rule]]
impact = "everyone"

[brief]
summary = "{answer.scoop} {prodct} {version"
"#,
        expect![[r#"
            mine.toml:2:10: schema: schema 2 is not known; this version of baton reads schema 1
            mine.toml:3:6: id: `My Flow` is not an id: a letter, then a–z, 0–9 and _, such as `my_flow`
            mine.toml:4:1: titel: there is no key `titel` here (did you mean `title`?)
            mine.toml:5:11: version: it is a whole number from 1
            mine.toml:6:13: review_by: a day was expected, such as 2027-06-01 without quotes
            mine.toml:10:9: section a: title: it is empty: what the agent sees beside the questions
            mine.toml:13:1: question scope: options: it needs options, such as { id = "one", label = "One" }
            mine.toml:15:8: question scope: type: there is no type `chioce`; there are text, long, exact, steps, yes_no, choice, choices, number, scale, date, time, datetime, duration, version, phone, email, url, money, file, caller, customer, product, category, reference, note (did you mean `choice`?)
            mine.toml:17:7: question scope: why: it gives no reason; say what the answer tells us
            mine.toml:18:1: question scope: reqired: there is no key `reqired` here (did you mean `required_for`?)
            mine.toml:19:11: question scope: section: there is no section `b`
            mine.toml:22:6: question scope: id: there is another question `scope` in line 14
            mine.toml:25:7: question scope: why: it repeats the question; say what the answer tells us
            mine.toml:26:50: question scope: options one: id: there is another option `one`
            mine.toml:26:57: question scope: options one: lable: there is no key `lable` here (did you mean `label`?)
            mine.toml:27:11: question scope: maps_to: `impakt` is not one of `caller`, `caller_phone`, `caller_email`, `caller_role`, `caller_level`, `customer`, `customer_tier`, `words`, `summary`, `description`, `steps`, `category`, `product`, `version`, `impact`, `urgency` (did you mean `impact`?)
            mine.toml:28:10: question scope: when: there is no question or fact `scop` (did you mean `scope`?)
            mine.toml:31:11: question 3: include: there is no block `circumstances`; blocks are files in blocks/
            mine.toml:33:1: rule 1: when: it is missing: a rule fires when its condition is met
            mine.toml:34:10: rule 1: impact: `everyone` is not one of `organisation`, `several`, `one`
            mine.toml:37:12: brief: summary: `{answer.scoop}` names nothing; there are problem, product, version, customer, caller, and answer.ID (did you mean `{answer.scope}`?)
            mine.toml:37:27: brief: summary: `{prodct}` names nothing; there are problem, product, version, customer, caller, and answer.ID (did you mean `{product}`?)
            mine.toml:37:36: brief: summary: a `{` has no `}`; one that is meant as a brace is written `{{`
            categories: 0
        "#]],
    );
}

#[test]
fn a_picture_shows_the_line() {
    let library = library(&[(
        "mine.toml",
        &question(
            "when = { one = \"yes\", customer = { tear = \"gold\" } }\nreqired_for = \"never\"",
        ),
    )]);
    let pictures: Vec<_> = library.faults().iter().map(Fault::picture).collect();
    expect![[r#"
        error: question one: when: customer has no fact `tear`, only tier, open_incidents
         --> mine.toml:9:36
          |
        9 | when = { one = "yes", customer = { tear = "gold" } }
          |                                    ^^^^ did you mean `tier`?

        error: question one: reqired_for: there is no key `reqired_for` here
          --> mine.toml:10:1
           |
        10 | reqired_for = "never"
           | ^^^^^^^^^^^ did you mean `required_for`?
    "#]]
    .assert_eq(&(pictures.join("\n\n") + "\n"));
}

#[test]
fn keys_that_belong_to_another_type_are_refused() {
    check(
        &question(
            "type = \"text\"\noptions = [{ id = \"a\", label = \"A\" }]\nunit = \"MB\"\nother = true",
        ),
        expect![[r#"
            mine.toml:10:11: question one: options: only a choice has it, and this is of type text
            mine.toml:11:8: question one: unit: only a number has it, and this is of type text
            mine.toml:12:9: question one: other: only a choice has it, and this is of type text
            categories: 0
        "#]],
    );
    check(
        &question(
            "type = \"choice\"\noptions = [{ id = \"a\", label = \"A\", exclusive = true, retired = true }]",
        ),
        expect![[r#"
            mine.toml:10:11: question one: options: it needs options, such as { id = "one", label = "One" }
            mine.toml:10:49: question one: options a: exclusive: in a choice every option excludes the others; it belongs to choices
            categories: 0
        "#]],
    );
    check(
        &question("type = \"scale\"\nmin = 5"),
        expect![[r#"
        mine.toml:10:7: question one: min: a scale needs min and max, whole numbers at most 100 apart
        categories: 0
    "#]],
    );
    check(
        &question("type = \"yes_no\"\nmin = 5\npattern = \"x\"\nmaps_to = \"impact\""),
        expect![[r#"
            mine.toml:10:7: question one: min: a question of type yes_no has no min
            mine.toml:11:11: question one: pattern: a question of type yes_no has no text to match
            mine.toml:12:11: question one: maps_to: `impact` takes a choice whose options are among organisation, several, one
            categories: 0
        "#]],
    );
    check(
        &question("type = \"monies\"\nmessage = \"No.\"\npattern = \"(\""),
        expect![[r#"
            mine.toml:9:8: question one: type: there is no type `monies`; there are text, long, exact, steps, yes_no, choice, choices, number, scale, date, time, datetime, duration, version, phone, email, url, money, file, caller, customer, product, category, reference, note (did you mean `money`?)
            mine.toml:11:11: question one: pattern: a question of type money has no text to match
            mine.toml:11:11: question one: pattern: this is not a regular expression: unclosed group
            categories: 0
        "#]],
    );
    check(
        &question(
            "type = \"date\"\nmin = \"then\"\nmax = 3\nseverity = \"worn\"\nask_de = \"Wann?\"",
        ),
        expect![[r#"
            mine.toml:10:7: question one: min: a day such as "2026-06-01", or "now", was expected
            mine.toml:11:7: question one: max: a day such as "2026-06-01", or "now", was expected
            mine.toml:12:12: question one: severity: `worn` is not one of `error`, `warn` (did you mean `warn`?)
            categories: 0
        "#]],
    );
}

#[test]
fn conditions_that_can_never_mean_anything_are_refused() {
    for (when, expected) in [
        (
            "{}",
            expect![[r#"
            mine.toml:9:8: question one: when: the condition is empty; leave it out to hold always
            categories: 0
        "#]],
        ),
        (
            "\"one\"",
            expect![[r#"
            mine.toml:9:8: question one: when: a condition such as { scope = "all" } was expected, not a text
            categories: 0
        "#]],
        ),
        (
            "{ impact = \"everyone\" }",
            expect![[r#"
            mine.toml:9:19: question one: when: the impact has no option `everyone`, only organisation, several, one
            categories: 0
        "#]],
        ),
        (
            "{ impact = \">= several\" }",
            expect![[r#"
            mine.toml:9:19: question one: when: the impact has no option `>= several`, only organisation, several, one (did you mean `several`?)
            categories: 0
        "#]],
        ),
        (
            "{ version = 5.2 }",
            expect![[r#"
            mine.toml:9:20: question one: when: a version is written in quotes, such as "5.10"
            categories: 0
        "#]],
        ),
        (
            "{ version = \"newest\" }",
            expect![[r#"
            mine.toml:9:20: question one: when: `newest` cannot be the value of the version
            categories: 0
        "#]],
        ),
        (
            "{ summary = { has = \"x\" } }",
            expect![[r#"
            mine.toml:9:22: question one: when: `has` cannot be asked about a question of type text
            categories: 0
        "#]],
        ),
        (
            "{ summary = { matches = \"(\" } }",
            expect![[r#"
            mine.toml:9:32: question one: when: this is not a regular expression: unclosed group
            categories: 0
        "#]],
        ),
        (
            "{ summary = { contains = \"x\" } }",
            expect![[r#"
                mine.toml:9:22: question one: when: there is no comparison `contains`; a question of type text is asked about with `state`, `not`, `matches`, the value itself without a brace (did you mean `matches`?)
                categories: 0
            "#]],
        ),
        (
            "{ summary = { state = \"empty\" } }",
            expect![[r#"
            mine.toml:9:30: question one: when: `empty` is not a state; there are answered, unknown, declined, not_asked, unanswered
            categories: 0
        "#]],
        ),
        (
            "{ summary = 3 }",
            expect![[r#"
            mine.toml:9:20: question one: when: a question of type text cannot be a whole number
            categories: 0
        "#]],
        ),
        (
            "{ caller = \"Maria\", customer = { tier = [] } }",
            expect![[r#"
                mine.toml:9:48: question one: when: the list is empty, so nothing is one of it
                categories: 0
            "#]],
        ),
        (
            "{ any = [] }",
            expect![[r#"
            mine.toml:9:16: question one: when: a list of conditions was expected, such as [ { scope = "all" } ]
            categories: 0
        "#]],
        ),
        (
            "{ any = [{ level = \"plane\" }, { phone = {} }] }",
            expect![[r#"
                mine.toml:9:27: question one: when: a question of type choice has no option `plane`, only plain, technical (did you mean `plain`?)
                mine.toml:9:48: question one: when: nothing is asked about it
                categories: 0
            "#]],
        ),
    ] {
        check(&question(&format!("when = {when}")), expected);
    }
}

#[test]
fn circles_are_refused_and_named() {
    let next = |id: &str, when: &str| {
        format!(
            "[[question]]\nid = \"{id}\"\nask = \"Does {id}?\"\nwhy = \"It stands in a circle here.\"\nwhen = {when}\n"
        )
    };
    let text = HEAD.to_owned()
        + &next("a", "{ b = \"x\" }")
        + &next("b", "{ any = [{ summary = \"x\" }, { c = \"x\" }] }")
        + &next("c", "{ not = { a = { state = \"unanswered\" } } }")
        + &next("behind", "{ a = \"x\" }")
        + &next("own", "{ own = \"x\" }")
        + &next("d", "{ behind = \"x\", e = \"x\" }")
        + &next("e", "{ d = \"x\" }");
    check(
        &text,
        expect![[r#"
            mine.toml:9:8: question a: when: the conditions go in a circle: a → b → c → a
            mine.toml:29:8: question own: when: the conditions go in a circle: own → own
            mine.toml:34:8: question d: when: the conditions go in a circle: d → e → d
            categories: 0
        "#]],
    );
}

#[test]
fn toml_that_is_broken_is_shown_where_it_breaks() {
    check(
        "schema = 1\nid = \"mine\ntitle = Mine\nversion = 1\n",
        expect![[r#"
            mine.toml:2:6: the text that begins here has no " at its end; nothing else is checked until that is mended
            categories: 0
        "#]],
    );
}

#[test]
fn an_intake_without_a_mapping_does_not_load() {
    let text = INTAKE
        .replace("maps_to = \"summary\"", "")
        .replace("maps_to = \"version\"", "");
    let library = Library::of(vec![file(Layer::Shipped, "intake.toml", text)]);
    let lines: Vec<_> = library.faults().iter().map(ToString::to_string).collect();
    expect![[r#"
        intake.toml:1:1: maps_to: no question of the intake has maps_to = "summary", which the record needs
        intake.toml:1:1: maps_to: no question of the intake has maps_to = "version", which the record needs
        intake.toml:73:1: question version: id: conditions call the record’s version so; add maps_to = "version", or choose another id
    "#]].assert_eq(&(lines.join("\n") + "\n"));
    assert!(library.intake().questions.is_empty());
}

#[test]
fn files_that_are_no_text_are_faults() {
    let content = |path: &str, content| File {
        path: path.to_owned(),
        layer: Layer::Own,
        content,
    };
    let library = Library::of(vec![
        content("binary.toml", Ok(b"schema = 1\nid = \"\xff\"".to_vec())),
        content("folder.toml", Err("it is a folder".to_owned())),
        content("huge.toml", Ok(vec![b'#'; MOST_BYTES + 1])),
        content("\u{1b}[2J.toml", Ok(b"\x1b]0;x\x07 = 1".to_vec())),
    ]);
    let lines: Vec<_> = library.faults().iter().map(ToString::to_string).collect();
    expect![[r#"
        binary.toml:2:1: it is not UTF-8 text; save it as UTF-8
        folder.toml:1:1: it is a folder
        huge.toml:1:1: it is larger than 16 MB, so it is not a flow
        �[2J.toml:1:1: this is not TOML: invalid unquoted key, expected letters, numbers, `-`, `_`; nothing else is checked until that is mended
    "#]].assert_eq(&(lines.join("\n") + "\n"));
}

#[test]
fn a_long_question_and_a_lint_do_not_keep_a_flow_out() {
    let long = "word ".repeat(26);
    let text = question("").replace("Does it print?", long.trim());
    let library = library(&[("mine.toml", &text)]);
    assert_eq!(library.faults().len(), 1);
    assert_eq!(library.faults()[0].severity, Severity::Lint);
    assert!(library.get("mine").is_some());
}

#[test]
fn a_check_that_nothing_passes_is_refused() {
    for keys in [
        "type = \"number\"\nmin = 10\nmax = 1",
        "type = \"date\"\nmin = \"2027-01-02\"\nmax = \"2027-01-01\"",
        "type = \"duration\"\nmin = \"2h\"\nmax = \"90m\"",
        "type = \"scale\"\nmin = 10\nmax = 1",
        "type = \"choices\"\nmin = 2\noptions = [{ id = \"a\", label = \"A\" }]",
        "type = \"choices\"\nmin = 2\nmax = 1\nother = true\noptions = [{ id = \"a\", label = \"A\" }]",
    ] {
        let library = library(&[("mine.toml", &question(keys))]);
        let said = library.faults().iter().map(ToString::to_string);
        let said = said.collect::<Vec<_>>();
        assert_eq!(said.len(), 1, "{keys}: {said:#?}");
        assert!(
            said[0].contains("mine.toml:10:7: question one: min: ")
                || said[0].contains("mine.toml:10:7"),
            "{said:?}"
        );
    }
}
