//! The words of a question: by language and level, with places that answers fill; and what is kept from sheets.

use baton::domain::caller::Level;
use baton::flow::answer::{Setting, parse};
use baton::flow::{Facts, Library, Run};
use expect_test::expect;

use super::fixture::{answers, library};

const WORDS: &str = r#"
schema = 1
id = "words"
title = "Words"
version = 1
say = ["I see that {answer.device|something} is down."]

[[question]]
id = "device"
type = "choice"
ask = "Which device is it?"
ask_plain = "What is broken?"
ask_de = "Welches Gerät ist es?"
ask_de_technical = "Welcher Gerätetyp?"
ask_pt_br = "Qual aparelho?"
why = "Each device has its own checks."
say_why = "So that I ask the right things."
say_why_de = "Damit ich das Richtige frage."
options = [
  { id = "printer", label = "Printer", label_de = "Drucker", say = "The {answer.device|device} again." },
  { id = "scanner", label = "Scanner" },
]

[[question]]
id = "works"
type = "yes_no"
ask = "Does the {answer.device|device} print {{braces}}?"
why = "It tells the device from the program."

[[question]]
id = "pin"
ask = "Which PIN do they use?"
why = "It opens the service menu."
sensitive = true

[[rule]]
when = { works = "no" }
tell = "I am sending somebody to the {answer.device|device}."
"#;

fn told(language: Option<&str>, level: Option<Level>, line: &str) -> String {
    let library = library(&[("words.toml", WORDS)]);
    assert!(library.faults().is_empty(), "{:#?}", library.faults());
    let facts = Facts {
        language: language.map(str::to_owned),
        level,
        ..Facts::default()
    };
    let answers = answers("words", line);
    let run = Run::new(
        library.intake(),
        library.get("words").map(|flow| &**flow),
        &facts,
        &answers,
    );
    let step = |id| &run.steps()[run.position("words", id, None).unwrap()];
    let device = step("device");
    let labels: Vec<&str> = run
        .options(device)
        .iter()
        .map(|option| option.label_in(run.language()))
        .collect();
    format!(
        "{} | {} | {} | {} | {} | {}\n",
        run.ask(device),
        device
            .question
            .say_why_in(run.language())
            .unwrap_or_default(),
        labels.join(", "),
        run.ask(step("works")),
        run.say().join(" "),
        run.tell().join(" ")
    )
}

#[test]
fn the_language_comes_before_the_level() {
    let mut lines = String::new();
    for (language, level) in [
        (None, None),
        (None, Some(Level::Plain)),
        (None, Some(Level::Technical)),
        (Some("de"), None),
        (Some("de"), Some(Level::Plain)),
        (Some("de"), Some(Level::Technical)),
        (Some("pt_br"), Some(Level::Plain)),
        (Some("fr"), Some(Level::Plain)),
    ] {
        lines += &told(language, level, "");
    }
    expect![[r#"
        Which device is it? | So that I ask the right things. | Printer, Scanner | Does the device print {braces}? | I see that something is down. | 
        What is broken? | So that I ask the right things. | Printer, Scanner | Does the device print {braces}? | I see that something is down. | 
        Which device is it? | So that I ask the right things. | Printer, Scanner | Does the device print {braces}? | I see that something is down. | 
        Welches Gerät ist es? | Damit ich das Richtige frage. | Drucker, Scanner | Does the device print {braces}? | I see that something is down. | 
        Welches Gerät ist es? | Damit ich das Richtige frage. | Drucker, Scanner | Does the device print {braces}? | I see that something is down. | 
        Welcher Gerätetyp? | Damit ich das Richtige frage. | Drucker, Scanner | Does the device print {braces}? | I see that something is down. | 
        Qual aparelho? | So that I ask the right things. | Printer, Scanner | Does the device print {braces}? | I see that something is down. | 
        What is broken? | So that I ask the right things. | Printer, Scanner | Does the device print {braces}? | I see that something is down. | 
    "#]].assert_eq(&lines);
}

#[test]
fn places_are_filled_and_fall_back() {
    expect![[r#"
        Which device is it? | So that I ask the right things. | Printer, Scanner | Does the printer print {braces}? | I see that printer is down. | I am sending somebody to the printer. The printer again.
    "#]].assert_eq(&told(None, None, "device=printer works=no"));
    expect![[r#"
        Which device is it? | So that I ask the right things. | Printer, Scanner | Does the device print {braces}? | I see that something is down. | 
    "#]].assert_eq(&told(None, None, "device?unknown"));
}

#[test]
fn an_option_is_picked_in_the_language_it_is_shown_in() {
    let library = library(&[("words.toml", WORDS)]);
    let facts = Facts::default();
    let run = Run::new(
        library.intake(),
        library.get("words").map(|flow| &**flow),
        &facts,
        [],
    );
    let step = &run.steps()[run.position("words", "device", None).unwrap()];
    let setting = Setting {
        now: "2026-11-18T14:31:07+01:00".parse().unwrap(),
        region: "US",
        language: Some("de"),
    };
    let parsed = parse(step.question, &run.options(step), "druck", setting).unwrap();
    assert_eq!(
        (parsed.value.to_string().as_str(), parsed.shown.as_deref()),
        ("printer", Some("Drucker"))
    );
}

#[test]
fn an_answer_to_a_sensitive_question_says_so() {
    let library = library(&[("words.toml", WORDS)]);
    let facts = Facts::default();
    let run = Run::new(
        library.intake(),
        library.get("words").map(|flow| &**flow),
        &facts,
        [],
    );
    let is_sensitive = |id| {
        let step = &run.steps()[run.position("words", id, None).unwrap()];
        step.without_value("x", baton::domain::answer::AnswerState::Unknown, None)
            .sensitive
    };
    assert!(is_sensitive("pin") && !is_sensitive("works"));
}

#[test]
fn words_that_say_nothing_are_faults() {
    let text = WORDS
        .replace(
            "Does the {answer.device|device} print {{braces}}?",
            "Does the {answer.works|it} print, {answer.devise}, {answer.device}?",
        )
        .replace("ask_pt_br", "ask_portugal")
        .replace(
            "sensitive = true",
            "sensitive = true\nmaps_to = \"product\"",
        )
        + "[brief]\nsummary = \"PIN {answer.pin}\"\n";
    let library: Library = library(&[("words.toml", &text)]);
    let faults: Vec<String> = library.faults().iter().map(ToString::to_string).collect();
    expect![[r#"
        words.toml:15:1: question device: ask_portugal: there is no key `ask_portugal` here (did you mean `ask_plain`?)
        words.toml:27:42: question works: ask: `{answer.devise}` names nothing; there are problem, product, version, customer, caller, and answer.ID (did you mean `{answer.device}`?)
        words.toml:35:11: question pin: maps_to: a field of the record is shown everywhere, so its question cannot be sensitive
        words.toml:41:11: brief: summary: `pin` is sensitive, and the summary stands on every sheet
    "#]].assert_eq(&(faults.join("\n") + "\n"));
}
