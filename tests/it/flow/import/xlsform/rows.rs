//! What single rows of a survey become.

use baton::flow::import::Format;
use expect_test::expect;

use crate::flow::import::{asked, imported, losses};

/// A survey with a list `l`, whose choices have a column `of`.
fn survey(head: &str, rows: &[&str]) -> String {
    let rows: Vec<String> = rows.iter().map(|row| format!(",{row}\n")).collect();
    let choices =
        "choices\n,list_name,name,label,label::French (fr),of\n,l,a,An a,Un a,x\n,l,b,A b,Un b,y\n";
    format!("survey\n,{head}\n{}{choices}", rows.concat())
}

#[test]
fn an_option_that_hangs_on_what_is_never_asked_is_left_out() {
    let rows = [
        "text,never,false,",
        "select_one l,one,,of = ${never}",
        "select_one l,two,selected(${one}; 'a'),",
        "select_one l,three,${one} = 'a',",
    ];
    let rows: Vec<String> = rows.iter().map(|row| row.replace(';', ",")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let (imported, flow) = imported(
        &survey("type,name,relevant,choice_filter", &rows),
        Format::Xlsform,
    );
    let losses = losses(&imported.form);
    assert!(
        losses.contains("2 of its options can never be offered"),
        "{losses}"
    );
    assert_eq!(asked(&flow, &[]), ["one", "two"]);
}

#[test]
fn words_in_other_languages_are_carried_over() {
    let text = survey(
        "type,name,label,label::French (fr),hint::French (fr),hint",
        &[
            "select_one l,one,One?,Un?,Choisir,Choose",
            "text,two,Two?,Deux?,Dire,Say",
        ],
    );
    let (imported, _) = imported(&text, Format::Xlsform);
    assert!(
        imported.text.contains(r#"ask_fr = "Un?""#),
        "{}",
        imported.text
    );
    assert!(
        imported.text.contains(r#"label_fr = "Un a""#),
        "{}",
        imported.text
    );
    assert_eq!(
        losses(&imported.form),
        "survey: the hints in fr, in 2 rows\n"
    );
}

#[test]
fn what_is_filled_in_beforehand_counts_until_there_is_an_answer() {
    let text = survey(
        "type,name,relevant,default,calculation",
        &[
            "begin group,inputs,./source = 'user',,",
            "hidden,source,,user,",
            "text,inside,,,",
            "end group,,,,",
            "select_one l,one,,a,",
            "integer,two,${one} = 'b',7,",
            "text,first,${one} = 'a',,",
            "text,hidden_default,${two} = 7,,",
            "text,worked,${worked_out} = 'x',,",
            "text,worked_out,,,concat('x'; '')",
            "end,finished,,,",
        ],
    );
    let (imported, flow) = imported(
        &text
            .replace(';', "\",\"")
            .replace("concat(", "\"concat(")
            .replace("'')", "'')\"")
            .replace("\",\"", ","),
        Format::Xlsform,
    );
    let asked = asked(&flow, &[]);
    assert_eq!(
        asked,
        ["inside", "one", "first", "worked", "worked_out"],
        "{}",
        imported.text
    );
}

#[test]
fn a_check_of_several_kinds_is_carried_over_as_far_as_can_be() {
    let text = survey(
        "type,name,label,relevant,constraint",
        &[
            "integer,age,Age,,(. >= 0 and . <= 60) or . = 99",
            "text,code,Code,,regex(.; '[0-9]+') or . = 'none.'",
            "date,since,Since,,. > date('2020-02-28') and . <= date('2024-12-31')",
            "select_one l or_other,which,Which,,",
            "text,why,Why,${which_other} != '',",
        ],
    );
    let text = text.replace(
        "regex(.; '[0-9]+') or . = 'none.'",
        "\"regex(., '[0-9]+') or . = 'none.'\"",
    );
    let (imported, _) = imported(&text, Format::Xlsform);
    for line in [
        "min = 0\nmax = 99\n",
        r#"pattern = '^(?:(?:[0-9]+)|none\.)$'"#,
        "min = \"2020-02-29\"\nmax = \"2024-12-31\"\n",
        r#"when = { which = "other" }"#,
    ] {
        assert!(imported.text.contains(line), "{line}\n{}", imported.text);
    }
    let told = "survey row 3: a part of the check of its answer: (. >= 0 and . <= 60) or . = 99\n";
    assert_eq!(losses(&imported.form), told);
}

#[test]
fn an_answer_in_words_that_are_only_shown_and_what_a_group_says_is_told() {
    let rows = [
        "text,who,Who?,,,rows=3,of = 'x',. != '',Write,Ecris,Needed,Il faut",
        "begin group,g,About ${who},Sur ${who},Ask ${who} kindly",
        "select_one l,one,Which one?,,As ${who} said",
        "end group,,,,",
    ];
    let head = "type,name,label,label::French (fr),hint,parameters,choice_filter,constraint,constraint_message,constraint_message::French (fr),required_message,required_message::French (fr)";
    let text = survey(head, &rows);
    let text = text.replace(",l,a,An a,Un a,x", ",l,a,An a of ${who},Un a,x");
    let (imported, _) = imported(&text, Format::Xlsform);
    let mut lines = imported.text.lines().filter(|line| !line.starts_with('#'));
    assert!(lines.all(|line| !line.contains("${")), "{}", imported.text);
    expect![[r#"
        survey row 4: the hint of a group: Ask ${who} kindly
        survey row 4: the heading in other languages (fr): About ${who}
        survey: what is said of a check that fails in fr, in 1 rows
        survey: what is said of what has no answer in fr, in 1 rows
        survey: an answer stands in the heading `About …`, where a flow has none; `…` stands for it
        survey row 3: the parameters of what has no options: rows=3
        survey row 3: the choice_filter of what has no options: of = 'x'
        survey row 3: what is said when it is not answered: Needed
        survey row 3: a part of the check of its answer: . != ''
        survey row 3: what is said when a check fails: Write
        survey row 5: another answer stands in its hint, where a flow has none; `…` stands for it
        survey row 5: another answer stands in its options, where a flow has none; `…` stands for it
    "#]]
    .assert_eq(&losses(&imported.form));
}
