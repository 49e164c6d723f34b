//! Repeated sections: item after item, what each sees of the others, and what the rest of the flow sees of all.

use baton::domain::answer::Answer;
use baton::flow::{Facts, Run};
use expect_test::{Expect, expect};

use super::fixture::{answers, asked, library};

const PRINTERS: &str = r#"
schema = 1
id = "printers"
title = "Printers"
version = 1

[[section]]
id = "printer"
title = "The printers"
repeat = { item = "printer", max = 3 }

[[question]]
id = "several"
type = "yes_no"
ask = "Is more than one printer affected?"
why = "It tells whether we ask for each."
required_for = "never"

[[question]]
id = "model"
section = "printer"
ask = "Which model is it?"
why = "Each model has a driver of its own."

[[question]]
id = "firmware"
section = "printer"
ask = "Which firmware is on the {answer.model|printer}?"
why = "Old firmware cuts labels off."
when = { model = "zebra" }
required_for = "never"

[[question]]
id = "network"
type = "yes_no"
ask = "Are the zebras on one network?"
why = "It tells a switch from a printer."
when = { model = "zebra" }
required_for = "never"

[[question]]
id = "none"
ask = "Which makes are there at all?"
why = "It is asked when no printer is a zebra."
when = { not = { model = "zebra" } }
required_for = "never"

[[question]]
id = "open"
ask = "Who can tell us the models?"
why = "It is asked while one is not known."
when = { model = { state = ["unanswered", "unknown"] } }
required_for = "never"

[brief]
summary = "{answer.model|printers} fail"
"#;

fn run<T>(line: &str, look: impl FnOnce(&Run<'_>) -> T) -> T {
    let library = library(&[("printers.toml", PRINTERS)]);
    assert!(library.faults().is_empty(), "{:#?}", library.faults());
    let flow = library.get("printers").unwrap();
    let answers: Vec<Answer> = answers("printers", line);
    let facts = Facts::default();
    look(&Run::new(library.intake(), Some(flow), &facts, &answers))
}

fn check(line: &str, expected: Expect) {
    let own = run(line, |run| {
        let asked = asked(run);
        let start = asked.find("several").unwrap();
        let end = asked[start..]
            .find("impact")
            .map_or(asked.len(), |end| start + end);
        format!("{}\n{}\n", asked[start..end].trim_end(), run.summary())
    });
    expected.assert_eq(&own);
}

#[test]
fn another_item_is_asked_about_when_there_is_one() {
    check(
        "",
        expect![[r#"
        several open model@1! another_printer@1
        printers fail
    "#]],
    );
    check(
        "model@1=zebra",
        expect![[r#"
        several network model@1✓ firmware@1 another_printer@1
        zebra fail
    "#]],
    );
    check(
        "model@1=zebra another_printer@1=yes",
        expect![[r#"
        several network open model@1✓ firmware@1 another_printer@1✓ model@2! another_printer@2
        zebra fail
    "#]],
    );
    check(
        "model@1=zebra another_printer@1=yes model@2=brother another_printer@2=no",
        expect![[r#"
            several network model@1✓ firmware@1 another_printer@1✓ model@2✓ another_printer@2✓
            zebra, brother fail
        "#]],
    );
    // The third is the last; nobody is asked for a fourth.
    check(
        "model@1=a another_printer@1=yes model@2=b another_printer@2=yes model@3=c another_printer@3=yes model@4=d",
        expect![[r#"
            several none model@1✓ another_printer@1✓ model@2✓ another_printer@2✓ model@3✓
            a, b, c fail
        "#]],
    );
}

#[test]
fn an_item_goes_with_its_answers_and_comes_back() {
    // There is no second printer, so its model is nothing that anybody sees.
    check(
        "model@1=brother another_printer@1=no model@2=zebra",
        expect![[r#"
            several none model@1✓ another_printer@1✓
            brother fail
        "#]],
    );
    let hidden = run("another_printer@1=no model@2=zebra", |run| {
        run.hidden()
            .iter()
            .map(|answer| answer.item)
            .collect::<Vec<_>>()
    });
    assert_eq!(hidden, [Some(2)]);
}

#[test]
fn an_answer_from_before_the_section_was_repeated_is_about_the_first() {
    check(
        "model=zebra",
        expect![[r#"
        several network model@1✓ firmware@1 another_printer@1
        zebra fail
    "#]],
    );
}

#[test]
fn each_item_has_its_part_its_words_and_its_answer() {
    run("model@1=zebra another_printer@1=yes model@2=zebra", |run| {
        let titles: Vec<String> = run
            .parts()
            .iter()
            .map(baton::flow::run::Part::title)
            .collect();
        assert!(
            titles.contains(&"Printer 1".to_owned()) && titles.contains(&"Printer 2".to_owned())
        );
        let position = run.position("printers", "firmware", Some(2)).unwrap();
        let step = &run.steps()[position];
        assert_eq!(run.ask(step), "Which firmware is on the zebra?");
        let answer = step.without_value("x", baton::domain::answer::AnswerState::Unknown, None);
        assert_eq!(answer.item, Some(2));
        let another = run
            .position("printers", "another_printer", Some(2))
            .unwrap();
        assert_eq!(run.ask(&run.steps()[another]), "Is there another printer?");
    });
}

#[test]
fn what_cannot_be_repeated_is_refused() {
    let text = PRINTERS
        .replace("max = 3", "max = 1")
        .replace("id = \"several\"", "id = \"another_printer\"")
        .replace(
            "ask = \"Which model is it?\"",
            "ask = \"Which model is it?\"\nmaps_to = \"product\"",
        );
    let library = library(&[("printers.toml", &text)]);
    let faults: Vec<String> = library.faults().iter().map(ToString::to_string).collect();
    expect![[r#"
        printers.toml:10:36: section printer: repeat: max: how many at most is a whole number from 2 to 100
    "#]].assert_eq(&(faults.join("\n") + "\n"));
    let text = text.replace("max = 1", "max = 2");
    let library = super::fixture::library(&[("printers.toml", &text)]);
    let faults: Vec<String> = library.faults().iter().map(ToString::to_string).collect();
    expect![[r#"
        printers.toml:12:1: question another_printer: when: `another_printer` is what the repeated section asks; choose another id
        printers.toml:23:11: question model: maps_to: a field of the record has one value, and its section is repeated
    "#]].assert_eq(&(faults.join("\n") + "\n"));
}

#[test]
fn a_section_may_ask_for_the_next_one_in_its_own_words() {
    let text = PRINTERS.replace(
        "max = 3 }",
        "max = 3, another = \"Does anybody else print?\", another_de = \"Druckt noch jemand?\" }",
    );
    let library = library(&[("printers.toml", &text)]);
    let flow = library.get("printers").unwrap();
    let words = |language: Option<&str>| {
        let facts = Facts {
            language: language.map(str::to_owned),
            ..Facts::default()
        };
        let run = Run::new(library.intake(), Some(flow), &facts, []);
        let mut steps = run.steps().iter();
        let step = steps.find(|step| step.question.id == "another_printer");
        run.ask(step.unwrap()).into_owned()
    };
    assert_eq!(words(None), "Does anybody else print?");
    assert_eq!(words(Some("de")), "Druckt noch jemand?");
    assert_eq!(words(Some("fr")), "Does anybody else print?");
}
