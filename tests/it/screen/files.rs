//! Naming a file in a call: with its path it is read, without one its name is recorded.

use std::path::Path;

use baton::domain::answer::Value;
use baton::tui::file::FileState;
use baton::tui::msg::Msg;
use expect_test::expect;

use super::following::{FILED, answer, records, ringing};
use crate::support::play::Play;

const FLOW: &str = r#"
schema = 1
id = "log"
title = "Logs"
version = 1
owner = "maria"

[[question]]
id = "log"
type = "file"
ask = "Which file did they send?"
why = "Developers have to know that they look at the very same file."

[[question]]
id = "more"
ask = "What else?"
why = "It is the question after the file."
"#;

/// A call at the question for the file.
fn at_the_file() -> Play {
    let mut play = ringing(FLOW);
    play.press(
        "it fails<enter>Maria Ortiz<enter>Acme<enter>555 0142<enter>11<enter>\
         It fails<enter>Logs<enter><c-k><c-k>",
    );
    play
}

fn file(folder: &Path, content: &[u8]) -> String {
    let path = folder.join("trace of today.log");
    std::fs::write(&path, content).unwrap();
    path.to_str().unwrap().to_owned()
}

fn recorded(play: &mut Play) -> Value {
    play.press(FILED);
    let record = &records(play)[0];
    answer(record, "log").unwrap().value.clone().unwrap()
}

#[test]
fn what_a_path_does_is_said_before_anything_is_typed() {
    let play = at_the_file();
    expect![[r#"
         CALL 00:00   Maria Ortiz · Acme ◆ gold · end user            K7-0001-N   saved
        ────────────────────────────────────────────────────────────────────────────────
           Caller             Logs  1 of 2
         ✓ Problem
         ▸ Logs         0/2   Which file did they send?
           Impact
           Promise            ›
           Read back          With its path, such as ~/Downloads/log.zip, its size and
                              SHA-256 are recorded.
         5 needed before
         escalating           ──
                              Why: Developers have to know that they look at the very
                                   same file.









        ────────────────────────────────────────────────────────────────────────────────
         enter answer  ^k doesn’t know  ^x skip…  ^b back  ^g go to…  ^e end  F1 keys
    "#]]
    .assert_eq(&play.picture());
}

#[test]
fn a_path_records_the_size_and_what_is_in_it() {
    let folder = tempfile::tempdir().unwrap();
    let mut play = at_the_file();
    play.press(&file(folder.path(), b"abc"));
    let picture = play.picture();
    let read = "trace of today.log: 3 bytes, SHA-256";
    assert!(picture.contains(read), "{picture}");
    play.press("<enter>");
    assert!(play.picture().contains("What else?"), "{}", play.picture());
    let sha256 = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assert_eq!(
        recorded(&mut play),
        Value::File {
            name: "trace of today.log".to_owned(),
            size: 3,
            sha256: sha256.to_owned(),
        }
    );
}

#[test]
fn a_question_that_is_looked_at_again_and_left_makes_no_note() {
    let mut play = at_the_file();
    play.press("trace.log<enter>by the way<enter>");
    // Back to the file, and elsewhere by its sign.
    play.press("<c-b><c-b>");
    assert!(play.picture().contains("Which file"), "{}", play.picture());
    play.press("<c-g>a");
    play.press("<c-e>call back tomorrow 10:00<enter><enter>");
    let record = &records(&play)[0];
    let texts: Vec<&str> = record
        .timeline
        .iter()
        .map(|line| line.text.as_str())
        .collect();
    assert!(
        !texts.iter().any(|text| text.contains("trace.log")),
        "{texts:?}"
    );
}

#[test]
fn a_name_alone_is_the_callers() {
    let mut play = at_the_file();
    play.press("Cargo.toml<enter>");
    assert_eq!(recorded(&mut play), Value::Text("Cargo.toml".to_owned()));
}

#[test]
fn what_is_not_there_is_said_and_recorded_as_typed() {
    let mut play = at_the_file();
    play.press("/no/such/file.log");
    let picture = play.picture();
    let why = "There is no such file here; it is recorded as typed.";
    assert!(picture.contains(why), "{picture}");
    play.press("<enter>");
    assert_eq!(
        recorded(&mut play),
        Value::Text("/no/such/file.log".to_owned())
    );
}

#[test]
fn enter_waits_for_a_file_that_is_being_read_and_a_second_one_does_not() {
    let folder = tempfile::tempdir().unwrap();
    let path = file(folder.path(), b"abc");
    let reading = || FileState::Reading {
        done: 300_000_000,
        size: 1_200_000_000,
    };

    let mut play = at_the_file();
    play.reads_nothing = true;
    play.press(&path)
        .send(Msg::File(path.clone(), reading()))
        .press("<enter>");
    let picture = play.picture();
    assert!(picture.contains("25 % of 1200 MB"), "{picture}");
    assert!(picture.contains("Enter once more"), "{picture}");
    let read = FileState::Read {
        name: "trace of today.log".to_owned(),
        size: 3,
        sha256: "00".to_owned(),
    };
    play.send(Msg::File(path.clone(), read));
    assert!(play.picture().contains("What else?"), "{}", play.picture());
    assert!(matches!(recorded(&mut play), Value::File { size: 3, .. }));

    let mut play = at_the_file();
    play.reads_nothing = true;
    play.press(&path).press("<enter><enter>");
    assert!(play.picture().contains("What else?"), "{}", play.picture());
    assert_eq!(recorded(&mut play), Value::Text(path));
}

#[test]
fn what_is_known_of_another_file_is_not_taken_for_this_one() {
    let mut play = at_the_file();
    play.reads_nothing = true;
    play.press("/tmp/a.log").send(Msg::File(
        "/tmp/a".to_owned(),
        FileState::Unread("That is a folder; it is recorded as typed.".to_owned()),
    ));
    let picture = play.picture();
    assert!(picture.contains("It is being read."), "{picture}");
}
