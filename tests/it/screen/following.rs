//! What follows in a call: what the record knows is confirmed, what rules set is recorded and withdrawn, and things are
//! asked about one after another.

use std::sync::{Arc, LazyLock};

use baton::domain::answer::Source;
use baton::domain::record::{AnswerRecord, Record};
use baton::export::Format;
use baton::flow::Library;
use baton::flow::library::{File, Flows, Layer};
use baton::tui::route::{CallFor, Route};

use crate::support::play::Play;

const MARIA: &str = "labels print half a line since the upgrade<enter>Maria Ortiz<enter>Acme<enter>555 0142<enter>11<enter>\
                     Labels print half a line<enter><enter>Ledger<enter>5.2<enter>";

pub const FILED: &str = "<c-e>call back tomorrow 10:00<enter><enter>";

/// A call with this flow as the person's own.
pub fn ringing(flow: &str) -> Play {
    let file = File {
        path: "rich.toml".to_owned(),
        layer: Layer::Own,
        content: Ok(flow.as_bytes().to_vec()),
    };
    let library = Library::load(vec![file]);
    assert!(library.faults().is_empty(), "{:#?}", library.faults());
    let mut play = Play::on(Route::Desk);
    let flows: Flows = LazyLock::new(Box::new(move || library));
    play.env.flows = Arc::new(flows);
    play.again(Route::Call(CallFor::New(None)))
}

pub fn records(play: &Play) -> Vec<Record> {
    let mut records = Vec::new();
    let view = play.store.view(play.env.now);
    view.each_incident(|page| {
        records.push(page.record);
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    records
}

pub fn answer<'r>(record: &'r Record, question: &str) -> Option<&'r AnswerRecord> {
    let mut answers = record.answers.iter();
    answers.find(|answer| answer.question == question)
}

#[test]
fn the_version_of_the_last_time_is_confirmed_with_one_key() {
    let mut play = Play::on(Route::Call(CallFor::New(None)));
    play.press(MARIA).press(FILED);
    let mut play = play.again(Route::Call(CallFor::New(None)));
    play.press("it stops again<enter>maria<enter>Labels stop<enter><enter>Ledger<enter>");
    let picture = play.picture();
    assert!(
        picture.contains("5.2: from the record. Enter confirms it."),
        "{picture}"
    );
    play.press("<enter>").press(FILED);
    let records = records(&play);
    let version = answer(&records[1], "version").unwrap();
    assert_eq!(
        (
            version.value.as_ref().unwrap().to_string().as_str(),
            version.source
        ),
        ("5.2", Source::Record)
    );
}

#[test]
fn what_is_typed_takes_the_place_of_what_the_record_knows() {
    let mut play = Play::on(Route::Call(CallFor::New(None)));
    play.press(MARIA).press(FILED);
    let mut play = play.again(Route::Call(CallFor::New(None)));
    play.press("it stops again<enter>maria<enter>Labels stop<enter><enter>Ledger<enter>5.3<enter>")
        .press(FILED);
    let records = records(&play);
    let version = answer(&records[1], "version").unwrap();
    assert_eq!(
        (
            version.value.as_ref().unwrap().to_string().as_str(),
            version.source
        ),
        ("5.3", Source::Caller)
    );
}

const RICH: &str = include_str!("../fixtures/flows/rich.toml");

/// A new caller, up to the first question of the category; no product and no version.
const UP_TO_THE_CATEGORY: &str = "two printers fail<enter>Maria Ortiz<enter>Acme<enter>555 0142<enter>11<enter>\
                                  Two printers fail<enter>Rich<enter><c-k><c-k>";

#[test]
fn printers_are_asked_about_one_after_another() {
    let mut play = ringing(RICH);
    play.press(UP_TO_THE_CATEGORY).press("1");
    // Questions without a section come first: `network` and `none` wait for the models.
    let picture = play.picture();
    assert!(
        picture.contains("Printer 1") && picture.contains("Which model is it?"),
        "{picture}"
    );
    play.press("word3<enter>5.4<enter>");
    let picture = play.picture();
    assert!(picture.contains("Is there another printer?"), "{picture}");
    play.press("1");
    let picture = play.picture();
    assert!(
        picture.contains("Printer 2") && picture.contains("Which model is it?"),
        "{picture}"
    );
    play.press("word1<enter>2").press(FILED);
    let record = &records(&play)[0];
    let models: Vec<(Option<u32>, String)> = record
        .answers
        .iter()
        .filter(|answer| answer.question == "model")
        .map(|answer| (answer.item, answer.value.as_ref().unwrap().to_string()))
        .collect();
    assert_eq!(
        models,
        [(Some(1), "word3".to_owned()), (Some(2), "word1".to_owned())]
    );
}

#[test]
fn what_a_rule_sets_is_recorded_and_withdrawn() {
    let mut play = ringing(RICH);
    // Nobody knows the model: the rule sets the product, and proposes to pass it on.
    play.press(
        "a printer fails<enter>Maria Ortiz<enter>Acme<enter>555 0142<enter>11<enter>\
                A printer fails<enter>Rich<enter><c-n><c-n>1<c-k>",
    );
    let picture = play.picture();
    assert!(
        picture.contains("! It may go to level2: nobody knows the model."),
        "{picture}"
    );
    let record = &records(&play)[0];
    assert_eq!(record.product.as_deref(), Some("word4"));
    assert_eq!(answer(record, "product").unwrap().source, Source::Rule);
    // The model turns up: what was set is withdrawn.
    play.press("<c-b>word2<enter>");
    let record = &records(&play)[0];
    assert_eq!(record.product, None);
    assert!(answer(record, "product").is_none());
    // It is not known after all.
    play.press("<c-b><c-k>");
    assert_eq!(records(&play)[0].product.as_deref(), Some("word4"));
}

const MUST: &str = r#"
schema = 1
id = "trucks"
title = "Trucks"
version = 1
owner = "maria"

[[question]]
id = "waiting"
type = "yes_no"
ask = "Is a truck waiting for the labels?"
why = "A truck that leaves empty is a day lost for their customer."

[[question]]
id = "pin"
sensitive = true
ask = "What is the service PIN?"
why = "The technician cannot open the printer without it."

[[rule]]
when = { waiting = "yes" }
escalate = { to = "level2", must = true, why = "a truck is waiting" }
known_problem = "Labels shifted since 5.2"
tell = "I am asking a colleague to look at this now."
"#;

/// A call about a truck, filed.
fn a_truck_waits() -> Play {
    let mut play = ringing(MUST);
    play.press(
        "labels are shifted<enter>Maria Ortiz<enter>Acme<enter>555 0142<enter>11<enter>\
         Labels are shifted<enter>Trucks<enter>Ledger<enter>5.2<enter>1<c-n>",
    )
    .press(FILED);
    play
}

#[test]
fn what_must_be_done_outlives_the_call() {
    let mut play = a_truck_waits();
    let record = &records(&play)[0];
    let onward = &record.advice.escalate[0];
    assert_eq!((onward.to.as_str(), onward.must), ("level2", true));
    assert_eq!(record.advice.known_problems, ["Labels shifted since 5.2"]);
    let mut text = Vec::new();
    baton::export::write(&mut text, record, Format::Text, play.env.now).unwrap();
    let text = String::from_utf8(text).unwrap();
    for line in [
        "It has to go to level2: a truck is waiting.",
        "Labels shifted since 5.2",
    ] {
        assert!(text.contains(line), "{text}");
    }

    play.env.now += chrono::TimeDelta::minutes(1);
    let mut play = play.again(Route::Desk);
    let picture = play.picture();
    assert!(picture.contains("has to go to level2"), "{picture}");
    play.press("<enter>");
    let picture = play.picture();
    assert!(
        picture.contains("! It has to go to level2: a truck"),
        "{picture}"
    );
    assert!(picture.contains("Looks like   Labels shifted"), "{picture}");
}

#[test]
fn what_was_done_is_not_asked_for_again() {
    let mut play = a_truck_waits().again(Route::Desk);
    // What is missing is asked first.
    play.press("<enter>E<enter><c-k><c-k><c-k><c-k><c-k><c-e>2<enter><enter>");
    play.press("E");
    let picture = play.picture();
    let first = picture
        .find("level2")
        .unwrap_or_else(|| panic!("{picture}"));
    assert!(first < picture.find("second level").unwrap(), "{picture}");
    assert!(picture.contains("a truck is waiting"), "{picture}");
    play.press("1<enter><enter>");
    let picture = play.picture();
    assert!(!picture.contains("It has to go"), "{picture}");
    assert!(picture.contains("Escalated to"), "{picture}");
}

#[test]
fn what_the_answers_do_not_say_any_more_is_withdrawn() {
    let mut play = ringing(MUST);
    play.press(
        "labels are shifted<enter>Maria Ortiz<enter>Acme<enter>555 0142<enter>11<enter>\
         Labels are shifted<enter>Trucks<enter>Ledger<enter>5.2<enter>1",
    );
    assert!(!records(&play)[0].advice.is_empty());
    play.press("<c-b>2");
    assert!(records(&play)[0].advice.is_empty());
}

#[test]
fn what_is_masked_is_not_found() {
    let mut play = a_truck_waits();
    play.press("");
    let found = |play: &Play, words: &str| {
        let view = play.store.view(play.env.now);
        view.search(words, 10).unwrap().hits.len()
    };
    assert_eq!(found(&play, "shifted"), 1);
    let mut play = ringing(MUST);
    play.press(
        "labels are shifted<enter>Maria Ortiz<enter>Acme<enter>555 0142<enter>11<enter>\
         Labels are shifted<enter>Trucks<enter>Ledger<enter>5.2<enter>1SECRET9<enter>",
    )
    .press(FILED);
    assert_eq!(found(&play, "shifted"), 1);
    assert_eq!(found(&play, "SECRET9"), 0);
}

#[test]
fn a_call_to_ask_what_is_missing_begins_with_that() {
    let mut play = ringing(MUST);
    // The first question of the category is passed over with a reason: it is not open any more, and still missing.
    play.press(
        "labels are shifted<enter>Maria Ortiz<enter>Acme<enter>555 0142<enter>11<enter>\
         Labels are shifted<enter>Trucks<enter>Ledger<enter>5.2<enter><c-x>2<enter>",
    )
    .press(FILED);
    let mut play = play.again(Route::Desk);
    play.press("<enter>E");
    play.press("<enter>");
    let picture = play.picture();
    assert!(picture.contains("Is a truck waiting"), "{picture}");
}
