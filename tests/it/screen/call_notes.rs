//! In a call: what the owner of the questions should know, and questions that change meanwhile.

use std::sync::Arc;

use baton::domain::record::LineRecord;
use baton::flow::library::{File, Flows, Layer};
use baton::tui::route::{CallFor, Route};
use expect_test::expect;

use crate::support::play::Play;

fn noted(play: &Play) -> String {
    let notes = play.store.view(play.env.now).flow_notes(None).unwrap();
    let lines = notes.iter().map(|row| {
        let note = &row.note;
        format!(
            "{} {}: {} by {}\n  {}\n  {}\n",
            note.flow.id,
            note.question.as_deref().unwrap_or("–"),
            note.about.id(),
            row.by,
            note.ask.as_deref().unwrap_or("–"),
            note.text
        )
    });
    lines.collect()
}

#[test]
fn one_key_tells_the_owner_what_is_wrong() {
    let mut play = Play::on(Route::Call(CallFor::New(None)));
    play.press("labels print half<enter>Maria Ortiz<f8>");
    expect![[r#"
         CALL 00:00                                                   K7-0001-N   saved
        ────────────────────────────────────────────────────────────────────────────────
         ▸ Caller       1/2   Caller  2 of 2
           Problem
           Impact             Who am I speaking with?
           Promise
           Read back          › Maria Ortiz
                              ▸ + Maria Ortiz  new caller
         8┌ For the owner of the questions ──────────────────────────────────────────┐
         e│ What is it                                                               │
          │   1   wrong words                                                        │
          │   2   a question is missing                                              │
          │ In your words                                                            │ed
          │ ························                                                 │
          └──────────────────────────────────────────────────────────────────────────┘
                                    caller. For a new one, first name and surname.






        ────────────────────────────────────────────────────────────────────────────────
         1-2 answer  enter done  F5 new call  esc back  ? keys
    "#]]
    .assert_eq(&play.picture());
    play.press("1They say “PC”, not “computer”.<enter>");
    // What was being typed is still there.
    assert!(
        play.picture().contains("› Maria Ortiz"),
        "{}",
        play.picture()
    );
    play.press("<enter><f8>2Nobody asks for the building.<enter>");
    expect![[r#"
        intake caller: wording by Dana Reyes
          Who am I speaking with?
          They say “PC”, not “computer”.
        intake customer: missing by Dana Reyes
          Which company are you calling from?
          Nobody asks for the building.
    "#]]
    .assert_eq(&noted(&play));
}

#[test]
fn a_call_goes_on_with_the_questions_it_began_with() {
    let mut play = Play::on(Route::Desk);
    play.press("n").press("it is odd<enter>");
    rewrite_the_intake(&mut play, "ask = \"", "ask = \"NEW ");
    play.press("Maria Ortiz<enter>");
    assert!(!play.picture().contains("NEW"), "{}", play.picture());
    // Parked and taken up again it is still the same call; the next one asks the new words.
    play.press("<c-w>").press("r");
    assert!(!play.picture().contains("NEW"), "{}", play.picture());
    play.press("<c-w>").press("n");
    assert!(play.picture().contains("NEW"), "{}", play.picture());
}

/// From the next call on, the standard questions are these.
fn rewrite_the_intake(play: &mut Play, from: &str, to: &str) {
    let intake = baton::flow::bundled::FILES
        .iter()
        .find(|(path, _)| path.ends_with("intake.toml"));
    let changed = intake.unwrap().1.replacen(from, to, 99);
    let files = vec![File {
        path: "intake.toml".to_owned(),
        layer: Layer::Own,
        content: Ok(changed.into_bytes()),
    }];
    let library = play.env.flows.reload(files);
    assert_eq!(library.faults(), &[]);
    play.env.flows = Arc::new(Flows::new(Box::new(move || library)));
}

/// Typed and then not taken as the answer, or left half-typed until the call is filed: masked as the answer would be.
#[test]
fn what_is_left_at_a_sensitive_question_is_a_masked_note() {
    for left in ["<c-k>", "<c-b><c-e>call back tomorrow 10:00<enter><enter>"] {
        let mut play = Play::on(Route::Desk);
        let caller = "[[question]]\nid = \"caller\"\n";
        let pin = "[[question]]\nid = \"pin\"\nsection = \"caller\"\nsensitive = true\n\
                   ask = \"Which PIN has it?\"\nwhy = \"It opens the service menu.\"\n\n";
        rewrite_the_intake(&mut play, caller, &format!("{pin}{caller}"));
        play.press("n").press("locked out<enter>");
        play.press("PIN 4711").press(left);
        let mut records = Vec::new();
        let view = play.store.view(play.env.now);
        view.each_incident(|page| {
            records.push(page.record);
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        let [record] = records.as_slice() else {
            panic!("{records:?}");
        };
        let is_note = |line: &&LineRecord| line.text.contains("4711");
        let note = record.timeline.iter().find(is_note);
        assert!(
            note.is_some_and(|note| note.sensitive),
            "{left} {:?} {}",
            record.timeline,
            play.picture()
        );
        let masked = format!("{:?}", record.clone().masked());
        assert!(!masked.contains("4711"), "{masked}");
    }
}
