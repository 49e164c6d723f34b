//! Notes for the owner of a flow: made by whoever is in the call, in words.

use baton::domain::answer::FlowRef;
use baton::domain::command::Command;
use baton::domain::event::{Body, Subject};
use baton::domain::flow_note::{FlowNote, NoteAbout};

use super::world::{ANA, DANA, World};

fn note(text: &str) -> FlowNote {
    FlowNote {
        flow: FlowRef {
            id: "printing".to_owned(),
            version: 7,
            hash: "abc".to_owned(),
        },
        question: Some("scope".to_owned()),
        ask: Some("Does it happen on one computer?".to_owned()),
        about: NoteAbout::Wording,
        text: text.to_owned(),
    }
}

#[test]
fn a_note_stands_in_the_log_of_its_flow() {
    let (mut world, call, _) = World::with_an_incident();
    let bodies = world.must(
        DANA,
        Command::NoteFlow {
            call: call.clone(),
            note: note("  They say “PC”. \n"),
        },
    );
    assert_eq!(
        bodies,
        [Body::FlowNoted {
            note: note("They say “PC”."),
            call
        }]
    );
    let subject = &world.log.last().unwrap().subject;
    assert_eq!(*subject, Subject::Flow("printing".to_owned()));
    assert_eq!(
        Subject::from_stored("flow", "printing"),
        Some(subject.clone())
    );
}

#[test]
fn a_note_says_something_and_is_made_in_a_call_of_ones_own() {
    let (mut world, call, _) = World::with_an_incident();
    let noted = |text: &str| Command::NoteFlow {
        call: call.clone(),
        note: note(text),
    };
    for nothing in ["", " \n", "\u{7}"] {
        world.refused(
            DANA,
            noted(nothing),
            "what the owner of the questions should know",
        );
    }
    world.refused(ANA, noted("Not mine."), "call");
}
