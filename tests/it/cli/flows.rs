//! `baton flows`: for whoever tends them.

use expect_test::expect;

use baton::domain::answer::{Answer, Field, FlowRef};
use baton::domain::command::{Change, Command};
use baton::domain::flow_note::{FlowNote, NoteAbout};
use baton::store::Store;

use super::Home;
use crate::store::hotline::{self, Hotline};

#[test]
fn a_flow_is_walked_through_on_the_standard_input() {
    let home = Home::new();
    let ran = home.feed(
        &["flows", "try", "printing"],
        "part\nstops after 40 mm\nnonsense? no: a label\n7\nall\n.\n",
    );
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.contains("✓ Only a part"), "{}", ran.out);
    assert!(ran.out.contains("Why: "), "{}", ran.out);
    assert!(ran.out.contains("Read back: "), "{}", ran.out);
}

#[test]
fn a_walk_ends_with_its_input() {
    let home = Home::new();
    for input in ["", "?\n-\n/\n", "\u{1b}[2J\n\n\n"] {
        let ran = home.feed(&["flows", "try", "printing"], input);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(!ran.out.contains('\u{1b}'), "{}", ran.out);
    }
}

#[test]
fn every_fault_of_a_file_is_named_with_its_place() {
    let home = Home::new();
    home.write("bad.toml", "schema = 1\nid = \"bad\"\ntitle = \"Bad\"\nversion = 1\n\n[[question]]\nid = \"a\"\nask = \"What?\"\nreqired_for = \"never\"\n");
    let ran = home.run(&["flows", "check", "bad.toml"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    for part in ["bad.toml:9:1", "reqired_for", "required_for", "why"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let ran = home.run(&["flows", "check"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, "11 flows, no fault.\n"));
}

#[test]
fn what_an_owner_should_look_at_is_no_fault_and_is_told_to_programs() {
    let home = Home::new();
    let question = |id: &str, when: &str| {
        format!(
            "[[question]]\nid = \"{id}\"\nask = \"Does {id}?\"\nwhy = \"It tells where to look.\"\ntype = \"yes_no\"\n{when}"
        )
    };
    let never = "when = { all = [{ a = \"yes\" }, { a = \"no\" }] }\n";
    let text = "schema = 1\nid = \"odd\"\ntitle = \"Odd\"\nversion = 1\nowner = \"maria\"\nkeywords = [\"odd\"]\n".to_owned()
        + &question("a", "")
        + &question("b", never);
    home.write("odd.toml", &text);
    let ran = home.run(&["flows", "check", "odd.toml"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    expect![[r#"
        warning: question b: when: this question can never be asked: its condition never holds, whatever is answered
          --> odd.toml:17:8
           |
        17 | when = { all = [{ a = "yes" }, { a = "no" }] }
           |        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

        odd.toml: no fault, 1 thing to look at.
    "#]].assert_eq(&ran.out);
    let ran = home.run(&["flows", "check", "odd.toml", "--json"]);
    expect![[r#"
        {"column":8,"file":"odd.toml","key":"question b: when","line":17,"message":"this question can never be asked: its condition never holds, whatever is answered","severity":"warning","suggestion":null}
    "#]].assert_eq(&ran.out);
    let ran = home.run(&["flows", "check", "odd.toml", "--strict"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.err.contains("1 thing to look at"), "{}", ran.err);
}

#[test]
fn a_card_shows_every_question_with_its_reason() {
    let card = Home::new().run(&["flows", "show", "printing"]).out;
    assert!(
        card.starts_with("Printing\n════════\nprinting · version "),
        "{card}"
    );
    assert_eq!(card.matches("\n   Why: ").count(), 14, "{card}");
}

#[test]
fn the_paths_of_a_flow_are_run() {
    let home = Home::new();
    let flow = "schema = 1\nid = \"mine\"\ntitle = \"Mine\"\nversion = 1\n\n[[question]]\nid = \"a\"\ntype = \"yes_no\"\nask = \"Does it?\"\nwhy = \"It tells one from the other.\"\n[[rule]]\nwhen = { a = \"no\" }\nimpact = \"one\"\n";
    let path = |given: &str| {
        format!(
            "[[path]]\nname = \"the only one\"\ngiven = {{ a = \"{given}\" }}\nexpect = {{ impact = \"one\" }}\n"
        )
    };
    home.write("mine.toml", format!("{flow}{}", path("no")));
    let ran = home.run(&["--flows", ".", "flows", "test", "mine"]);
    assert_eq!(
        (ran.code, ran.out.as_str()),
        (
            0,
            "mine: 1 path, 1 of 1 questions, 1 of 2 options, 1 of 1 rules\n  no path reaches the option a: yes\n"
        )
    );
    home.write("mine.toml", format!("{flow}{}", path("yes")));
    let ran = home.run(&["--flows", ".", "flows", "test", "mine"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    let line = "  ✗ the only one: impact: one was expected, and it is nothing\n";
    assert!(ran.out.contains(line), "{}", ran.out);
    assert!(ran.err.contains("1 thing is not as"), "{}", ran.err);
}

#[test]
fn two_versions_are_compared_in_words() {
    let home = Home::new();
    let text = |version: u32, ask: &str| {
        format!(
            "schema = 1\nid = \"mine\"\ntitle = \"Mine\"\nversion = {version}\n[[question]]\nid = \"a\"\nask = \"{ask}\"\nwhy = \"It tells where to look.\"\n"
        )
    };
    home.write("one.toml", text(1, "What is it?"));
    home.write("two.toml", text(2, "What is \u{202e}wrong?"));
    let ran = home.run(&["flows", "diff", "one.toml", "two.toml"]);
    expect![[r#"
        From mine, version 1 to mine, version 2

        flow
          the version is “2”, was “1”

        question a
          what is asked is “What is �wrong?”, was “What is it?”
    "#]]
    .assert_eq(&ran.out);
    let ran = home.run(&["flows", "diff", "one.toml", "two.toml", "--json"]);
    expect![[r#"
        {"about":"flow","change":"the version is “2”, was “1”"}
        {"about":"question a","change":"what is asked is “What is \u202ewrong?”, was “What is it?”"}
    "#]]
    .assert_eq(&ran.out);
    let ran = home.run(&["flows", "diff", "printing", "printing"]);
    assert!(ran.out.ends_with(" ask the same.\n"), "{ran:?}");
    home.write("bad.toml", "id = 3");
    for (arguments, code) in [
        (["bad.toml", "two.toml"], 65),
        (["none.toml", "two.toml"], 66),
        (["printnig", "two.toml"], 66),
    ] {
        let ran = home.run(&["flows", "diff", arguments[0], arguments[1]]);
        assert_eq!(ran.code, code, "{ran:?}");
    }
}

#[test]
fn an_editor_gets_the_schema() {
    let ran = Home::new().run(&["flows", "schema"]);
    assert_eq!(ran.out, include_str!("../../../assets/flow.schema.json"));
}

#[test]
fn what_became_of_each_question_is_counted() {
    let home = Home::new();
    let ran = home.run(&["demo", "--incidents", "40", "--into", "demo.db"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    let ran = home.run(&["--db", "demo.db", "flows", "stats", "printing"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(ran.out.starts_with("Printing: "), "{}", ran.out);
    assert!(ran.out.contains("again     answered"), "{}", ran.out);
    let ran = home.run(&["--db", "demo.db", "flows", "stats", "printing", "--json"]);
    let rows: Vec<serde_json::Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert!(
        rows.iter().any(|row| row["answered"].as_u64() > Some(0)),
        "{}",
        ran.out
    );
    for row in &rows {
        let skipped = row["skipped"].as_array().unwrap().iter();
        let skipped: u64 = skipped.filter_map(|one| one["count"].as_u64()).sum();
        let parts = ["answered", "unknown", "declined", "does_not_apply"];
        let sum: u64 = parts.iter().filter_map(|part| row[part].as_u64()).sum();
        assert_eq!(row["asked"].as_u64(), Some(sum + skipped), "{row}");
    }
}

#[test]
fn an_incident_prints_as_it_was_asked_when_its_flow_is_gone() {
    let home = Home::new();
    let file = home.path("baton.db");
    let mut hotline = Hotline::over(Store::open(&file, &crate::store::how()).unwrap());
    let reference = hotline.call("Maria", "Acme", "555 0142", "Labels", 60);
    let answer = Answer {
        ask: "Which of the old printers is it?".to_owned(),
        flow: FlowRef {
            id: "gone".to_owned(),
            version: 3,
            hash: "0f".to_owned(),
        },
        question: "printer".to_owned(),
        shown: Some("The one by the door".to_owned()),
        ..hotline::answer(Field::Description, "door")
    };
    hotline.change(reference, Change::ChooseFlow(answer.flow.clone()));
    hotline.change(reference, Change::Answer(answer));
    drop(hotline);
    let id = reference.to_string();
    let ran = home.run(&["--db", "baton.db", "show", &id]);
    assert!(
        ran.out.contains("Which of the old printers is it?"),
        "{ran:?}"
    );
    assert!(ran.out.contains("The one by the door"), "{ran:?}");
    let ran = home.run(&["--db", "baton.db", "show", &id, "--json"]);
    assert!(
        ran.out
            .contains("\"flow_version\": 3,\n      \"flow_hash\": \"0f\""),
        "{ran:?}"
    );
    let ran = home.run(&["--db", "baton.db", "flows", "stats", "gone"]);
    assert!(
        ran.out
            .starts_with("gone (there is no such flow any more): 1 incident\n"),
        "{ran:?}"
    );
    let ran = home.run(&["--db", "baton.db", "flows", "stats", "never"]);
    assert_eq!(ran.code, 66, "{ran:?}");
    let ran = home.run(&["--db", "baton.db", "flows", "notes"]);
    assert_eq!(ran.out, "Nothing was noted.\n");
    let ran = home.run(&["--db", "baton.db", "flows", "notes", "printnig"]);
    assert_eq!(ran.code, 66, "{ran:?}");
}

#[test]
fn notes_for_the_owners_are_listed() {
    let home = Home::new();
    let file = home.path("baton.db");
    let mut hotline = Hotline::over(Store::open(&file, &crate::store::how()).unwrap());
    let call = hotline.ring(None);
    let note = FlowNote {
        flow: FlowRef {
            id: "printing".to_owned(),
            version: 3,
            hash: "0f".to_owned(),
        },
        question: Some("scope".to_owned()),
        ask: Some("Is it one?".to_owned()),
        about: NoteAbout::Wording,
        text: "One \u{1b}[2J what?".to_owned(),
    };
    hotline.run(&[Command::NoteFlow { call, note }]);
    drop(hotline);
    let ran = home.run(&["--db", "baton.db", "flows", "notes", "printing"]);
    expect![[r#"
        printing version 3, question scope: wrong words (Dana Reyes, 22 Nov 13:02), for support
          asked: Is it one?
          One �[2J what?
    "#]]
    .assert_eq(&ran.out);
    let ran = home.run(&["--db", "baton.db", "flows", "notes", "--json"]);
    expect![[r#"
        {"about":"wording","ask":"Is it one?","at":"2026-11-22T14:02:00+01:00","by":"Dana Reyes","call":"K7-call-0","flow":"printing","hash":"0f","question":"scope","text":"One \u001b[2J what?","version":3}
    "#]].assert_eq(&ran.out);
}

#[test]
fn a_folder_of_flows_is_checked_whatever_is_in_it() {
    let home = Home::new();
    std::fs::create_dir_all(home.folder.path().join("team/folder.toml")).unwrap();
    home.write("team/good.toml", "schema = 1\nid = \"good\"\ntitle = \"Good\"\nversion = 1\nowner = \"maria\"\nkeywords = [\"good\"]\n[[question]]\nid = \"a\"\nask = \"What is it?\"\nwhy = \"It tells one thing from another.\"\n");
    home.write("team/latin.toml", b"title = \"Zo\xEB\"");
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", home.folder.path().join("team/gone.toml")).unwrap();
    let ran = home.run(&["flows", "check", "team"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    for words in [
        "it is a folder, and a file was expected",
        "it is not UTF-8 text",
    ] {
        assert!(ran.out.contains(words), "{}", ran.out);
    }
    #[cfg(unix)]
    assert!(
        ran.out.contains("gone.toml:1:1: it is not there"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("good.toml"), "{}", ran.out);
}
