//! XLSForms: real ones load, and their conditions mean what XPath says.

mod oracle;
mod reckon;
mod rows;
mod xpath;

use baton::flow::import::{Format, import};
use expect_test::expect;

use super::{flow_of, imported, losses, samples};

const FORM: &str = include_str!("../../fixtures/forms/survey.csv");

#[test]
fn an_xlsform_becomes_a_flow() {
    let (imported, _) = imported(FORM, Format::Xlsform);
    expect![[r##"
        # form_title: Broken printer
        # form_id: broken-printer
        # default_language: English (en)
        # LOST survey row 3: what the device knows is not asked: start
        # LOST survey row 6: what is worked out is not asked: old = if(${age} > 10, 'yes', 'no')
        # LOST survey row 15: the heading of a group inside a repeated one: Paper
        # LOST survey row 25: what the device knows is not asked: audit
        # LOST survey: the appearance `minimal`, in 1 rows

        schema = 1
        id = "broken_printer"
        title = "Broken printer"
        version = 1

        [[section]]
        id = "print"
        title = "Printing"
        when = { age = { state = "answered" } }

        [[section]]
        id = "tray"
        title = "Tray"
        repeat = { item = "Tray", max = 20 }

        [[section]]
        id = "more"
        title = "Broken printer"

        [[question]]
        id = "who"
        ask = "Who is calling?"
        ask_de = "Wer ruft an?"
        why = "" # missing: say what the answer tells us
        hint = "First and last name"
        min = 3
        message = "Give both names."

        [[question]]
        id = "age"
        type = "number"
        integer = true
        ask = "How old is the printer {{in years}}?"
        why = "" # missing: say what the answer tells us
        min = 0
        max = 40

        [[question]]
        id = "thanks"
        type = "note"
        ask = "Thank you, {answer.who|…}."
        when = { age = "> 10" }

        [[question]]
        id = "country"
        type = "choice"
        section = "print"
        ask = "In which country is it?"
        why = "" # missing: say what the answer tells us
        required_for = "never"
        options = [
          { id = "de", label = "Germany" },
          { id = "ch", label = "Switzerland" },
        ]

        [[question]]
        id = "town"
        type = "choice"
        section = "print"
        ask = "In which town?"
        why = "" # missing: say what the answer tells us
        required_for = "never"
        options = [
          { id = "b", label = "Berlin", when = { country = "de" } },
          { id = "z", label = "Zurich", when = { country = "ch" } },
        ]

        [[question]]
        id = "parts"
        type = "choices"
        section = "print"
        ask = "Which parts are broken?"
        why = "" # missing: say what the answer tells us
        when = { any = [{ country = { not = "ch" } }, { not = { country = { state = "answered" } } }, { age = "< 3" }] }
        required_for = "never"
        options = [
          { id = "lid", label = "The lid" },
          { id = "tray", label = "A tray" },
          { id = "cable", label = "A cable" },
        ]
        other = true

        # LOST survey row 14: a part of the check of its answer: . > 0
        [[question]]
        id = "width"
        type = "number"
        section = "tray"
        ask = "How wide is it?"
        why = "" # missing: say what the answer tells us
        required_for = "never"
        min = 0

        [[question]]
        id = "paper"
        section = "tray"
        ask = "Which paper?"
        why = "" # missing: say what the answer tells us
        when = { width = ">= 10.5" }
        required_for = "never"
        pattern = "^(?:[A-Z][0-9])$"

        [[question]]
        id = "many"
        section = "more"
        ask = "Why so many?"
        why = "" # missing: say what the answer tells us
        when = { all = [{ any = [{ parts = { has_all = ["lid", "tray"] } }, { parts = { has_all = ["lid", "cable"] } }, { parts = { has_all = ["lid", "other"] } }, { parts = { has_all = ["tray", "cable"] } }, { parts = { has_all = ["tray", "other"] } }, { parts = { has_all = ["cable", "other"] } }] }, { any = [{ who = { matches = "(?s)^.{1,4}$" } }, { not = { who = { state = "answered" } } }] }] }
        required_for = "never"

        [[question]]
        id = "since"
        type = "date"
        section = "more"
        ask = "Since when?"
        why = "" # missing: say what the answer tells us
        when = { who = { matches = "^Ana$" }, not = { town = { state = "answered" } } }
        required_for = "never"
        max = "now"

        [[question]]
        id = "late"
        section = "more"
        ask = "Why so late?"
        why = "" # missing: say what the answer tells us
        when = { "since - today" = "< 0" }
        required_for = "never"

        # LOST survey row 22: its condition can never hold, so it is never asked
        [[question]]
        id = "never"
        section = "more"
        ask = "Never"
        why = "" # missing: say what the answer tells us
        required_for = "never"
        retired = true

        [[question]]
        id = "ok"
        type = "choice"
        section = "more"
        ask = "Is that right?"
        why = "" # missing: say what the answer tells us
        when = { since = "> 2024-01-01" }
        required_for = "never"
        options = [
          { id = "ok", label = "OK" },
        ]

        [[question]]
        id = "last"
        section = "more"
        ask = "Anything else?"
        why = "" # missing: say what the answer tells us
        when = { ok = "ok" }
        required_for = "never"
    "##]].assert_eq(&imported.text);
}

#[test]
fn every_loss_has_its_row() {
    let (imported, _) = imported(FORM, Format::Xlsform);
    expect![[r#"
        survey row 3: what the device knows is not asked: start
        survey row 6: what is worked out is not asked: old = if(${age} > 10, 'yes', 'no')
        survey row 15: the heading of a group inside a repeated one: Paper
        survey row 25: what the device knows is not asked: audit
        survey: the appearance `minimal`, in 1 rows
        survey row 14: a part of the check of its answer: . > 0
        survey row 22: its condition can never hold, so it is never asked
    "#]]
    .assert_eq(&losses(&imported.form));
}

#[test]
fn real_xlsforms_load() {
    for (name, bytes) in samples("xlsform") {
        let imported =
            import(&bytes, &name, None, None).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(imported.format, Format::Xlsform);
        flow_of(&imported);
    }
}

#[test]
fn words_name_other_questions_and_nothing_else() {
    let text =
        "survey,,\n,type,name,label\n,text,who,${who}?\n,text,why,\"Why, ${who} {x} ${no}?\"\n";
    let (imported, _) = imported(text, Format::Xlsform);
    let asks: Vec<&str> = imported
        .text
        .lines()
        .filter(|line| line.starts_with("ask"))
        .collect();
    assert_eq!(
        asks,
        ["ask = \"…?\"", "ask = \"Why, {answer.who|…} {{x}} …?\""]
    );
}

/// A survey whose rows have the columns type, name, relevant, calculation.
fn survey(rows: &[&str]) -> String {
    let rows: Vec<String> = rows.iter().map(|row| format!(",{row}\n")).collect();
    format!(
        "survey,,,,\n,type,name,relevant,calculation\n{}",
        rows.concat()
    )
}

/// The `when` of the last question, or what was lost.
fn last_when(rows: &[&str]) -> String {
    last_when_with(rows, "")
}

/// The same with options of one's own.
fn last_when_with(rows: &[&str], choices: &str) -> String {
    let (imported, _) = imported(&(survey(rows) + choices), Format::Xlsform);
    let losses = imported
        .form
        .losses()
        .filter(|loss| loss.what.contains("cannot"));
    let mut whens = imported
        .text
        .lines()
        .filter(|line| line.starts_with("when ="));
    let found = losses.map(|loss| loss.what.clone()).last();
    found.unwrap_or_else(|| whens.next_back().unwrap_or_default().to_owned())
}

#[test]
fn a_path_leads_to_the_row_that_stands_there() {
    let before = [
        "text,x,,",
        "begin group,g,,",
        "integer,x,,",
        "begin group,h,,",
        "date,x,,",
    ];
    let table = [
        ("../../x > 1", r#"{ x_2 = "> 1" }"#),
        (
            "current()/../../../x = 'a'",
            r#"{ x = { matches = "^a$" } }"#,
        ),
        ("/data/x = 'a'", r#"{ x = { matches = "^a$" } }"#),
        ("/data/g/x * 2 > 2", r#"{ x_2 = "> 1" }"#),
    ];
    for (relevant, when) in table {
        let row = format!("text,q,{relevant},");
        let rows: Vec<&str> = before.iter().copied().chain([row.as_str()]).collect();
        let found = last_when(&rows);
        assert!(found.contains(when), "{relevant}: {found}");
    }
}

#[test]
fn what_is_worked_out_of_much_that_is_worked_out_stays_small() {
    let mut rows = vec!["integer,n,,".to_owned()];
    for at in 0..40 {
        let one = format!("if(${{n}} > {at}, ${{c{}}}, 'x{at}')", at - 1);
        let one = if at == 0 {
            "if(${n} > 0, 'a', 'b')".to_owned()
        } else {
            one
        };
        rows.push(format!("calculate,c{at},${{n}} != {at},\"{one}\""));
    }
    rows.push("text,q,${c39} = 'a' or ${c38} != 'b',".to_owned());
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    assert!(last_when(&rows).len() < 100_000);
}
