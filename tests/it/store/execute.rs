//! Commands over the store: all or nothing, numbers never twice, and tables that the log can make again.

use baton::domain::call::Ending;
use baton::domain::command::Change;
use baton::domain::command::Command;
use baton::domain::event::Subject;
use baton::domain::handoff::Teller;
use baton::store::{ExecuteError, Opening, Store};
use rusqlite::types::Value;

use super::Place;
use super::hotline::Hotline;

/// Everything that stands in the tables that are made of the log, row by row.
pub fn tables(place: &Place) -> Vec<String> {
    let raw = place.raw();
    raw.execute_batch("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")
        .unwrap();
    let mut lines = Vec::new();
    for table in baton::store::PROJECTED {
        let mut statement = raw
            .prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2"))
            .unwrap();
        let columns = statement.column_count();
        let mut rows = statement.query([]).unwrap();
        while let Some(row) = rows.next().unwrap() {
            let cells: Vec<String> = (0..columns)
                .map(|column| format!("{:?}", row.get::<_, Value>(column).unwrap()))
                .collect();
            lines.push(format!("{table}: {}", cells.join(" ")));
        }
    }
    lines
}

/// A morning with everything in it.
pub fn morning(hotline: &mut Hotline) {
    hotline.run(&[Command::GoOnTheHotline]);
    let labels = hotline.call(
        "Maria Ortiz",
        "Acme",
        "+1 555 0142",
        "Labels print half a line",
        30,
    );
    hotline.note(labels, "all four printers, since the upgrade");
    let import = hotline.call(
        "Jörg Weiß",
        "Borealis",
        "+49 30 1234567",
        "Import stops at row 4096",
        90,
    );
    hotline.call(
        "Maria Ortiz",
        "Acme",
        "+1 555 0143",
        "Two users locked out",
        500,
    );
    hotline.resolve(import, "raised the limit");
    let parked = hotline.ring(None);
    hotline.ring(Some("+1 555 0199"));
    hotline.run(&[Command::EndCall {
        call: parked,
        ending: Ending::Nobody,
        no_promise: vec![],
    }]);
    hotline.sit_down("Ana Ruiz").run(&[Command::GoOnTheHotline]);
    hotline.sit_down("Dana Reyes").offer(labels, "ana ruiz");
    hotline.sit_down("Ana Ruiz").accept(labels);
    hotline.change(labels, Change::ChooseTeller(Teller::Receiver));
}

#[test]
fn rebuilding_makes_the_same_tables() {
    let place = Place::new();
    let mut hotline = Hotline::over(place.open());
    morning(&mut hotline);
    let written = tables(&place);
    assert!(written.len() > 30, "{written:#?}");
    hotline.store.rebuild().unwrap();
    assert_eq!(tables(&place), written);
    assert!(
        written
            .iter()
            .any(|line| line.contains("labels print half a line")),
        "{written:#?}"
    );
}

#[test]
fn tables_of_another_version_are_made_anew_when_the_database_is_opened() {
    let place = Place::new();
    morning(&mut Hotline::over(place.open()));
    let written = tables(&place);
    place
        .raw()
        .execute_batch("DELETE FROM incident; UPDATE projection SET version = 0")
        .unwrap();
    let mut heard = vec![];
    let how = Opening::default();
    drop(
        Store::open_and_tell(&place.file, &how, &mut |done, all| heard.push((done, all))).unwrap(),
    );
    assert_eq!(tables(&place), written);
    let all = heard.len();
    let whole: Vec<_> = (0..all).map(|done| (done, all)).collect();
    assert!(
        all > 3 && heard == whole,
        "whoever waits hears of it: {heard:?}"
    );
}

#[test]
fn a_refused_command_takes_those_before_it_along() {
    let place = Place::new();
    let mut hotline = Hotline::over(place.open());
    morning(&mut hotline);
    let before = (hotline.store.version_vector().unwrap(), tables(&place));
    let call = baton::domain::id::CallId::stored("K7-call-99");
    let error = hotline.try_run(&[
        Command::StartCall { number: None },
        Command::EndCall {
            call,
            ending: Ending::Closed,
            no_promise: vec![],
        },
    ]);
    assert!(matches!(error, Err(ExecuteError::Refused(_))), "{error:?}");
    assert_eq!(
        (hotline.store.version_vector().unwrap(), tables(&place)),
        before
    );
}

#[test]
fn two_terminals_take_turns_and_give_out_no_number_twice() {
    let place = Place::new();
    let (mut left, mut right) = (Hotline::over(place.open()), Hotline::over(place.open()));
    right.sit_down("Ana Ruiz");
    assert!(!left.store.has_news().unwrap());
    let mut references = Vec::new();
    for turn in 0..4 {
        for hotline in [&mut left, &mut right] {
            references.push(hotline.call("Maria", "Acme", "1", &format!("problem {turn}"), 30));
        }
    }
    let numbers: Vec<u32> = references
        .iter()
        .map(|reference| reference.number())
        .collect();
    assert_eq!(numbers, (1..9).collect::<Vec<_>>());
    assert!(
        left.store.has_news().unwrap(),
        "what the other terminal recorded"
    );
    assert!(!left.store.has_news().unwrap(), "said once");
    left.note(references[0], "mine");
    assert!(
        !left.store.has_news().unwrap(),
        "what I recorded is no news"
    );
    assert!(right.store.has_news().unwrap());
    assert_eq!(right.store.verify().unwrap(), None);
    let written = tables(&place);
    right.store.rebuild().unwrap();
    assert_eq!(tables(&place), written);
}

#[test]
fn a_name_typed_in_another_case_is_the_same_person() {
    let mut hotline = Hotline::new();
    hotline.run(&[Command::GoOnTheHotline]);
    let events = hotline
        .sit_down("dana REYES")
        .run(&[Command::StartCall { number: None }]);
    assert!(
        events
            .iter()
            .all(|event| event.actor.as_str() == "Dana Reyes"),
        "{events:?}"
    );
    assert!(
        !events
            .iter()
            .any(|event| matches!(event.subject, Subject::Agent(_))),
        "{events:?}"
    );
}
