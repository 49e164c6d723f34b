//! Lists of questions in CSV.

use baton::flow::import::{Format, import};
use baton::flow::{Facts, Flow, Run};
use expect_test::expect;

use super::{flow_of, imported, losses};

const LIST: &str = include_str!("../../fixtures/forms/list.csv");

#[test]
fn a_list_becomes_a_flow() {
    let (imported, _) = imported(LIST, Format::Csv);
    expect![[r##"
        # LOST line 1: the column `Colour` is not used
        # LOST line 9: a row without a question is left out: lost

        schema = 1
        id = "form"
        title = "form"
        version = 1

        [[section]]
        id = "printing"
        title = "Printing"

        [[question]]
        id = "scope"
        type = "choice"
        section = "printing"
        ask = "Does it happen on one computer, or on several?"
        why = "One computer points to its driver; several point to the server."
        options = [
          { id = "one", label = "One computer" },
          { id = "several", label = "Several" },
          { id = "all", label = "Everyone" },
        ]

        [[question]]
        id = "copies"
        type = "number"
        integer = true
        section = "printing"
        ask = "How many copies?"
        why = "" # missing: say what the answer tells us
        hint = "At least one"
        unit = "pages"
        when = { scope = "all" }
        min = 1
        max = 100

        # LOST line 4: its reason says nothing: because
        [[question]]
        id = "sees_message"
        type = "yes_no"
        section = "printing"
        ask = "Do you see a message?"
        why = "" # missing: say what the answer tells us
        when = { any = [{ scope = { not = "one" } }, { not = { scope = { state = "answered" } } }, { copies = ">= 10" }] }
        required_for = "never"

        # LOST line 5: `maybe` says neither yes nor no, so it need not be answered; write yes or no
        [[question]]
        id = "what_does_it_say"
        type = "exact"
        section = "printing"
        ask = "What does it say?"
        why = "Developers search the code for these very words."
        when = { sees_message = "yes" }
        required_for = "never"

        [[question]]
        id = "parts"
        type = "choices"
        section = "printing"
        ask = "Which parts?"
        why = "" # missing: say what the answer tells us
        when = { any = [{ sees_message = { not = "no" } }, { not = { sees_message = { state = "answered" } } }] }
        required_for = "never"
        min = 1
        options = [
          { id = "lid", label = "lid" },
          { id = "tray", label = "tray" },
          { id = "cable", label = "cable" },
        ]

        # in the source: version
        # LOST line 7: there is no type `slider`; it is asked as a text
        # LOST line 7: the unit cm, which only a number has
        # LOST line 7: its max: ten
        # LOST line 7: its condition is not understood: selected(parts, tray) and scope = 'nobody': there is no option `nobody`; it is asked whenever that could hold
        [[question]]
        id = "version_q"
        section = "printing"
        ask = "Which tray?"
        why = "" # missing: say what the answer tells us
        hint = "Ask it only if it applies: its condition is not understood: selected(parts, tray) and scope = 'nobody': there is no option `nobody`"
        required_for = "never"

        # LOST line 8: its condition is not understood: copies is odd; it is asked whenever that could hold
        [[question]]
        id = "day"
        type = "date"
        section = "printing"
        ask = "When was it?"
        why = "" # missing: say what the answer tells us
        hint = "Ask it only if it applies: its condition is not understood: copies is odd"
        required_for = "never"
        min = "2024-01-01"
    "##]].assert_eq(&imported.text);
}

#[test]
fn every_loss_has_its_line() {
    let (imported, _) = imported(LIST, Format::Csv);
    expect![[r#"
        line 1: the column `Colour` is not used
        line 9: a row without a question is left out: lost
        line 4: its reason says nothing: because
        line 5: `maybe` says neither yes nor no, so it need not be answered; write yes or no
        line 7: there is no type `slider`; it is asked as a text
        line 7: the unit cm, which only a number has
        line 7: its max: ten
        line 7: its condition is not understood: selected(parts, tray) and scope = 'nobody': there is no option `nobody`; it is asked whenever that could hold
        line 8: its condition is not understood: copies is odd; it is asked whenever that could hold
    "#]]
    .assert_eq(&losses(&imported.form));
}

#[test]
fn the_separator_is_told_from_the_first_line() {
    let text = "Question,ID,Options\nHow many?,many,one|two\n";
    let with =
        |sign: &str| import(text.replace(',', sign).as_bytes(), "form.csv", None, None).unwrap();
    let first = with(",");
    assert_eq!(first.format, Format::Csv);
    flow_of(&first);
    for sign in [";", "\t"] {
        assert_eq!(with(sign).text, first.text);
    }
    let with_mark = import(format!("\u{FEFF}{text}").as_bytes(), "form.csv", None, None).unwrap();
    assert_eq!(with_mark.text, first.text);
}

#[test]
fn what_is_no_list_is_said_in_a_sentence() {
    let utf_16: Vec<u8> = "question"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    let utf_16 = [&[0xFF, 0xFE], &utf_16[..]].concat();
    for (bytes, words) in [
        (&b""[..], "nothing in it"),
        (b"colour,size\nred,1\n", "no column `question`"),
        (&utf_16, "UTF-16"),
        (b"question\n\xFF\n", "line 2: it is not UTF-8"),
    ] {
        let trouble = import(bytes, "form.csv", Some(Format::Csv), None).unwrap_err();
        assert!(trouble.to_string().contains(words), "{trouble}");
    }
}

#[test]
fn an_option_goes_by_its_id_or_its_label_in_any_case_and_a_wrong_one_is_told() {
    let text = "question,options,id,when\nHow?,USB cable|Net = The network,how,\nWhich port?,,,how = usb_cable\nWhich address?,,,how = 'THE NETWORK'\nAnd?,,,how = net\nOr?,,,how = nett\n";
    let (imported, _) = imported(text, Format::Csv);
    let whens = imported
        .text
        .lines()
        .filter(|line| line.starts_with("when"));
    expect![[r#"
        when = { how = "usb_cable" }
        when = { how = "net" }
        when = { how = "net" }"#]]
    .assert_eq(&whens.collect::<Vec<_>>().join("\n"));
    expect![[r#"
        line 6: its condition is not understood: how = nett: there is no option `nett`; did you mean `Net`?; it is asked whenever that could hold
    "#]].assert_eq(&losses(&imported.form));
}

#[test]
fn rows_are_asked_in_their_order_and_an_empty_section_is_the_one_above() {
    let text = "question,section\nA?,\nB?,One\nC?,\nD?,Two\nE?,One\n";
    let (imported, flow) = imported(text, Format::Csv);
    let sections = &imported.form.sections;
    let lines = imported.form.questions.iter().map(|question| {
        let section = question.section.and_then(|at| sections.get(at));
        let section = section.map_or("", |section| &section.id);
        format!("{} {section}\n", question.ask)
    });
    expect![[r#"
        A? 
        B? one
        C? one
        D? two
        E? one_2
    "#]]
    .assert_eq(&lines.collect::<String>());
    let facts = Facts::default();
    let intake = Flow::default();
    let run = Run::new(&intake, Some(&flow), &facts, []);
    let asked = run.steps().iter().map(|step| &*step.question.ask);
    assert_eq!(asked.collect::<String>(), "A?B?C?D?E?");
}

#[test]
fn a_list_whose_header_is_wrong_is_told_so() {
    let trouble = import(b"Frage;Antwort\nWie?;x\n", "fragen.csv", None, None).unwrap_err();
    assert_eq!(
        trouble.to_string(),
        "line 1: its first line names no column `question`: name the columns there, such as question,id,type,options,why"
    );
}

/// The conditions of a list with these rows, and what was lost.
fn conditions(rows: &str) -> String {
    let text = format!("question,type,options,id,when\n{rows}");
    let (imported, _) = imported(&text, Format::Csv);
    let retired = imported.form.questions.iter().filter(|one| one.retired);
    assert_eq!(retired.count(), 0, "{}", imported.text);
    let lines = imported.text.lines();
    let whens = lines.filter(|line| line.starts_with("when"));
    let whens: Vec<_> = whens.map(|line| format!("{line}\n")).collect();
    whens.concat() + &losses(&imported.form)
}

#[test]
fn what_a_condition_names_and_nobody_asks_is_told() {
    let rows = "Who?,,One|Everyone = All,scope,\nHow many?,integer,,copies,\nWhen?,date,,day,\n";
    let whens = [
        "scop != one",
        "scop = one",
        "not(scop = one)",
        "scop",
        "scope = one and copis > 3",
        "copies + copis > 3",
        "selected(scop, one)",
        "'one' = 'one'",
        "version > 5",
        "product = Ledger",
        "copies = many",
        "copies > many",
        "scope = 7",
        "day < soon",
        "one = scope",
        "day < today",
    ];
    let rows = whens
        .iter()
        .enumerate()
        .fold(rows.to_owned(), |rows, (at, when)| {
            format!("{rows}Question {at}?,,,,\"{when}\"\n")
        });
    expect![[r#"
        when = { scope = "one" }
        when = { "day - today" = "< 0" }
        line 5: its condition is not understood: scop != one: there is no question `scop`; did you mean `scope`?; it is asked whenever that could hold
        line 6: its condition is not understood: scop = one: there is no question `scop`; did you mean `scope`?; it is asked whenever that could hold
        line 7: its condition is not understood: not(scop = one): there is no question `scop`; did you mean `scope`?; it is asked whenever that could hold
        line 8: its condition is not understood: scop: there is no question `scop`; did you mean `scope`?; it is asked whenever that could hold
        line 9: its condition is not understood: scope = one and copis > 3: there is no question `copis`; did you mean `copies`?; it is asked whenever that could hold
        line 10: its condition is not understood: copies + copis > 3: there is no question `copis`; did you mean `copies`?; it is asked whenever that could hold
        line 11: its condition is not understood: selected(scop, one): there is no question `scop`; did you mean `scope`?; it is asked whenever that could hold
        line 12: its condition is not understood: 'one' = 'one': neither side is a question; it is asked whenever that could hold
        line 13: its condition is not understood: version > 5: `version` is a fact of the record and no question of the list; write the condition into the flow; it is asked whenever that could hold
        line 14: its condition is not understood: product = Ledger: `product` is a fact of the record and no question of the list; write the condition into the flow; it is asked whenever that could hold
        line 15: its condition is not understood: copies = many: `many` is no number; it is asked whenever that could hold
        line 16: its condition is not understood: copies > many: `many` is no number; it is asked whenever that could hold
        line 17: its condition is not understood: scope = 7: there is no option `7`; it is asked whenever that could hold
        line 18: its condition is not understood: day < soon: `soon` is no day, such as 2026-02-01; it is asked whenever that could hold
    "#]].assert_eq(&conditions(&rows));
}

#[test]
fn an_equals_sign_in_an_option_is_no_id_before_it() {
    let text = "question,options\nHow many?,<= 5|> 5|>= 50\nWhich?,a = An A|b=B|the c = d|= e\nHow?,1 = One|2 = Two\n";
    let (imported, _) = imported(text, Format::Csv);
    let options = imported.form.questions.iter().flat_map(|one| &one.options);
    let lines = options.map(|option| format!("{}: {}\n", option.id, option.label));
    expect![[r#"
        q_5: <= 5
        q_5_2: > 5
        q_50: >= 50
        a: An A
        b: B
        the_c_d: the c = d
        e: = e
        q_1: One
        q_2: Two
    "#]]
    .assert_eq(&lines.collect::<String>());
}

#[test]
fn the_words_of_an_issue_form_are_no_header() {
    let form = "name: \"Support, Question\"\ndescription: \"type, name\"\nbody:\n  - type: input\n    id: one\n    attributes:\n      label: What?\n";
    let first = |text: &str, name: &str| import(text.as_bytes(), name, None, None).unwrap().format;
    assert_eq!(first(form, "form.yml"), Format::Github);
    let turned = form.replace("Support, Question", "type, name, x");
    assert_eq!(first(&turned, "form"), Format::Github);
    assert_eq!(first("Type;Question\ntext;What?\n", "form"), Format::Csv);
}
