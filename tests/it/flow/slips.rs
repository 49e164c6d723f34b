//! Slips of the pen: each is told once, where it is, with what was probably meant, and nothing that only follows from it.

use expect_test::{Expect, expect};

use super::fixture::library;

const HEAD: &str = "schema = 1\nid = \"mine\"\ntitle = \"Mine\"\nversion = 1\n";
const A: &str =
    "[[question]]\nid = \"a\"\nask = \"What is it?\"\nwhy = \"It tells one thing from another.\"\n";
const B: &str =
    "[[question]]\nid = \"b\"\nask = \"Where is it?\"\nwhy = \"It tells where to look for it.\"\n";

/// What is said of a flow with these tables.
fn check(tables: &str, expected: Expect) {
    let library = library(&[("mine.toml", &format!("{HEAD}{tables}"))]);
    let lines = library.faults().iter().map(|fault| format!("{fault}\n"));
    expected.assert_eq(&lines.collect::<String>());
}

#[test]
fn a_bracket_that_is_not_closed_is_one_fault_where_it_begins() {
    check(
        &format!("{A}when = {{ b = \"yes\"\n\n{B}{}", B.repeat(30)),
        expect![[r#"
            mine.toml:9:8: this `{` has no `}`; nothing else is checked until that is mended
        "#]],
    );
    check(
        &format!(
            "{A}type = \"choice\"\noptions = [\n  {{ id = \"x\", label = \"X\" }},\n  {{ id = \"y\", label = \"Y\" }}\n{B}"
        ),
        expect![[r#"
            mine.toml:10:11: this `[` has no `]`; nothing else is checked until that is mended
        "#]],
    );
    check(
        &format!(
            "{A}type = \"choice\"\noptions = [\n  {{ id = \"x\", label = \"X\" ,\n  {{ id = \"y\", label = \"Y\" }}\n]\n{B}"
        ),
        expect![[r#"
            mine.toml:11:3: this `{` has no `}`; nothing else is checked until that is mended
        "#]],
    );
    check(
        &format!("{}{B}", A.replace("[[question]]", "[[question]")),
        expect![[r#"
            mine.toml:5:12: the header of this table is not closed; nothing else is checked until that is mended ([[question]])
        "#]],
    );
}

#[test]
fn what_stands_over_several_lines_is_no_slip() {
    check(
        &format!(
            "{A}type = \"choice\"\noptions = [\n  {{ id = \"x\", # [[question]]\n    label = \"X [\" }},\n  {{\n    id = 'y',\n    label = \"\"\"Y\n[[question]]\"\"\",\n  }},\n]\n{B}\twhen = {{ a = \"y\" }}\n"
        ),
        expect![""],
    );
}

#[test]
fn a_text_is_put_in_straight_quotes() {
    for (text, expected) in [
        (
            "“What is it?”",
            expect![[r#"
                mine.toml:7:7: “ is a typographic quote, as word processors write it; nothing else is checked until that is mended (put the text between straight quotes: "…")
            "#]],
        ),
        (
            "\"What is it?”",
            expect![[r#"
                mine.toml:7:7: the text that begins here has no " at its end; nothing else is checked until that is mended (” does not count: it is a typographic quote)
            "#]],
        ),
        (
            "What is it?",
            expect![[r#"
                mine.toml:7:7: a text stands in quotes; nothing else is checked until that is mended ("What is it?")
            "#]],
        ),
        (
            "\"Does it say \"no\"?\"",
            expect![[r#"
                mine.toml:7:7: the text ends at this "; nothing else is checked until that is mended (a quote within a text is written \")
            "#]],
        ),
        (
            "\"\"\"What is it?\"",
            expect![[r#"
                mine.toml:7:7: the text that begins here has no """ at its end; nothing else is checked until that is mended
            "#]],
        ),
    ] {
        check(&(A.replace("\"What is it?\"", text) + B), expected);
    }
}

#[test]
fn values_that_are_none_are_told_once() {
    for (line, expected) in [
        (
            "pattern = \"^\\d\"",
            expect![[r#"
                mine.toml:5:13: `\d` means nothing between double quotes; nothing else is checked until that is mended (put a pattern between single quotes: '…')
            "#]],
        ),
        (
            "review_by = 2027-02-30",
            expect![[r#"
                mine.toml:5:13: there is no day 2027-02-30; nothing else is checked until that is mended
            "#]],
        ),
        (
            "review_by = 1.3.2027",
            expect![[r#"
                mine.toml:5:13: `1.3.2027` is not how a day is written; nothing else is checked until that is mended (year, month, day: 2027-03-01)
            "#]],
        ),
        (
            "sensitive = yes",
            expect![[r#"
                mine.toml:5:13: `yes` is neither true nor false; nothing else is checked until that is mended (true; or in quotes, when it is a text)
            "#]],
        ),
        (
            "owner: \"maria\"",
            expect![[r#"
                mine.toml:5:6: behind a key stands `=`, not `:`; nothing else is checked until that is mended (owner = …)
            "#]],
        ),
        (
            "version = 2",
            expect![[r#"
                mine.toml:5:1: the key `version` stands here a second time; nothing else is checked until that is mended (the first is in line 4)
            "#]],
        ),
    ] {
        check(&format!("{line}\n{A}"), expected);
    }
}

#[test]
fn one_table_where_several_are_meant_is_one_fault() {
    let single = A.replace("[[question]]", "[question]");
    check(
        &format!(
            "{single}type = \"yes_no\"\n[[rule]]\nwhen = {{ a = \"yes\" }}\nimpact = \"one\"\n"
        ),
        expect![[r#"
            mine.toml:5:1: question: each of several begins with [[question]], this one, too
        "#]],
    );
    check(
        &format!("{single}{}", B.replace("[[question]]", "[question]")),
        expect![[r#"
            mine.toml:9:2: there is a table `[question]` already; nothing else is checked until that is mended (of several each begins with [[question]])
        "#]],
    );
}

#[test]
fn a_type_by_another_name_is_understood_for_the_rest_of_the_file() {
    let types = [
        ("nummer", "unit = \"MB\"", "when = { a = \"> 3\" }"),
        ("integer", "min = 3", "when = { a = \"> 3\" }"),
        ("boolean", "", "when = { a = \"yes\" }"),
        (
            "string",
            "pattern = '^a'",
            "when = { a = { matches = \"a\" } }",
        ),
        (
            "dropdown",
            "other = true\noptions = [{ id = \"x\", label = \"X\" }]",
            "when = { a = \"other\" }",
        ),
        (
            "checkboxes",
            "other = true\noptions = []",
            "when = { a = { has = \"other\" } }",
        ),
    ];
    let said = types.map(|(kind, keys, when)| {
        let text = format!("{HEAD}{A}type = \"{kind}\"\n{keys}\n{B}{when}\n");
        let library = library(&[("mine.toml", &text)]);
        let [fault] = library.faults() else {
            panic!("{kind}: {:#?}", library.faults());
        };
        format!(
            "{kind}: {}\n",
            fault.suggestion.as_deref().unwrap_or("nothing")
        )
    });
    expect![[r#"
        nummer: did you mean `number`?
        integer: did you mean `number`?
        boolean: did you mean `yes_no`?
        string: did you mean `text`?
        dropdown: did you mean `choice`?
        checkboxes: did you mean `choices`?
    "#]]
    .assert_eq(&said.concat());
}

#[test]
fn a_slip_of_two_letters_and_a_language_by_its_name_are_understood() {
    check(
        &(A.replace("why", "wyh")
            + "ask_german = \"Was ist es?\"\nask_tecnical = \"Which?\"\nsay_why_french = \"Pour voir.\"\n"),
        expect![[r#"
            mine.toml:8:1: question a: wyh: there is no key `wyh` here (did you mean `why`?)
            mine.toml:9:1: question a: ask_german: there is no key `ask_german` here (did you mean `ask_de`?)
            mine.toml:10:1: question a: ask_tecnical: there is no key `ask_tecnical` here (did you mean `ask_technical`?)
            mine.toml:11:1: question a: say_why_french: there is no key `say_why_french` here (did you mean `say_why_fr`?)
        "#]],
    );
}

#[test]
fn a_comparison_that_there_is_not_says_which_there_are() {
    let number = A.to_owned() + "type = \"number\"\n";
    check(
        &(number
            + B
            + "when = { a = { is = 3 }, customer = { teir = \"gold\" } }\n[[path]]\nname = \"one\"\ngiven = { impact = \"organization\", channel = \"fone\" }\n"),
        expect![[r#"
            mine.toml:14:16: question b: when: there is no comparison `is`; a question of type number is asked about with `state`, `not`, "> …", ">= …", "< …", "<= …" without a brace, the value itself without a brace (write the value, or a list of values, without a brace)
            mine.toml:14:39: question b: when: customer has no fact `teir`, only tier, open_incidents (did you mean `tier`?)
            mine.toml:17:20: path 1: given: there is no option `organization`, only organisation, several, one (did you mean `organisation`?)
            mine.toml:17:36: path 1: given: there is no question or fact `channel`
        "#]],
    );
}

#[test]
fn a_reason_that_gives_none_is_a_fault_and_a_short_one_is_not() {
    let why = |why: &str| {
        let text = HEAD.to_owned() + &A.replace("It tells one thing from another.", why);
        let library = library(&[("mine.toml", &text)]);
        let faults = library.faults().iter().map(ToString::to_string);
        faults.collect::<String>()
    };
    for hollow in [
        "We need to know this.",
        "Because it is important.",
        "This is a required question.",
        "Needed for support.",
        "So that we have the information.",
        "Just because we always ask it.",
        "It’s useful to know.",
    ] {
        assert!(why(hollow).contains("it gives no reason"), "{hollow}");
    }
    for honest in [
        "Developers search the code for these words.",
        "Only admins can mend it.",
        "The log has the same second.",
        "We need it for the invoice.",
        "It decides who helps.",
    ] {
        assert_eq!(why(honest), "", "{honest}");
    }
    expect![
        "mine.toml:8:7: question a: why: it is empty: say what the answer tells us; nobody asks well without knowing why"
    ]
    .assert_eq(&why(" "));
}

#[test]
fn more_or_less_of_what_has_none_is_a_fault() {
    check(
        &format!("{A}{B}when = {{ a = \">= 10\", product = \"> 5\" }}\n"),
        expect![[r#"
            mine.toml:13:14: question b: when: `>= 10` cannot be asked about a question of type text; only numbers, scales, days, times, lengths of time, versions and money are more or less
            mine.toml:13:33: question b: when: `> 5` cannot be asked about the product; only numbers, scales, days, times, lengths of time, versions and money are more or less
        "#]],
    );
}
