//! Rule 9: nothing that was recorded is edited or deleted in place. (The store's side of it is tested with the store.)

use baton::domain::call::Ending;
use baton::domain::command::{Change, Command};
use baton::domain::id::CallId;
use baton::domain::incident::Entry;
use baton::domain::record_of;
use baton::domain::reference::Reference;

use crate::domain::world::{ANA, DANA, World, change, station};

#[test]
fn a_reference_names_one_incident_for_ever() {
    let (mut world, call, first) = World::with_a_promised_incident();
    world.must(DANA, Command::OpenIncident { call: call.clone() });
    world.must(ANA, Command::StartCall { number: None });
    let other = world
        .state
        .calls
        .keys()
        .find(|id| **id != call)
        .unwrap()
        .clone();
    world.must(ANA, Command::OpenIncident { call: other });
    let references: Vec<u32> = world
        .state
        .incidents
        .keys()
        .map(|reference| reference.number())
        .collect();
    assert_eq!(references, [1, 2, 3]);
    assert_eq!(first.number(), 1);
}

/// A call has set a reference aside: it is on the screen from the first second, and may have been read out. A file with
/// an incident of this station under that very name waits until the call has ended.
#[test]
fn a_reference_that_a_call_has_set_aside_is_not_used_up_by_a_file() {
    let (mut world, _, incident) = World::with_an_incident();
    world.must(ANA, Command::StartCall { number: None });
    let call: CallId = world.state.calls.keys().last().unwrap().clone();
    let reserved = world.state.calls[&call].reserved;
    let mut record = record_of::record(&world.state, world.incident(incident), world.now);
    record.reference = reserved;
    record.calls.clear();
    let import = Command::Import(Box::new(record));
    world.refused(DANA, import.clone(), "a call that is running");
    let mut opened = world.clone();
    opened.must(ANA, Command::OpenIncident { call: call.clone() });
    assert_eq!(opened.state.calls[&call].incidents, [reserved]);
    opened.refused(DANA, import.clone(), "is here already");

    let end = Command::EndCall {
        call,
        ending: Ending::Nobody,
        no_promise: vec![],
    };
    world.must(ANA, end);
    world.must(DANA, import);
    let imported = world.incident(reserved).clone();
    world.must(ANA, Command::StartCall { number: None });
    let call: CallId = world.state.calls.keys().last().unwrap().clone();
    world.must(ANA, Command::OpenIncident { call });
    assert_eq!(*world.incident(reserved), imported);
}

#[test]
fn an_entry_is_added_and_never_taken_away() {
    let (mut world, _, incident) = World::with_an_incident();
    for (entry, words) in [
        (Entry::note(" ".to_owned()), "nothing in that note"),
        (
            Entry::Attempt {
                what: String::new(),
                result: "no change".to_owned(),
            },
            "what was tried",
        ),
        (
            Entry::Attempt {
                what: "reset".to_owned(),
                result: " ".to_owned(),
            },
            "what came of it",
        ),
        (
            Entry::Contact {
                channel: " ".to_owned(),
                text: "hello".to_owned(),
            },
            "how you reached them",
        ),
        (
            Entry::Contact {
                channel: "mail".to_owned(),
                text: String::new(),
            },
            "what was said",
        ),
    ] {
        world.refused(DANA, change(incident, Change::Add(entry)), words);
    }
    let tried = Entry::Attempt {
        what: "reset the tray".to_owned(),
        result: "no change".to_owned(),
    };
    for _ in 0..2 {
        world.must(DANA, change(incident, Change::Add(tried.clone())));
    }
    assert_eq!(world.incident(incident).attempts.len(), 2);
    assert_eq!(
        world
            .incident(incident)
            .timeline
            .iter()
            .filter(|line| line.kind == "attempt")
            .count(),
        2
    );
}

#[test]
fn a_station_that_has_used_its_references_says_so() {
    let mut world = World::new();
    world.state.counters.incidents = baton::domain::reference::CAPACITY - 1;
    world.must(DANA, Command::StartCall { number: None });
    let call = world.state.calls.keys().next().unwrap().clone();
    world.must(DANA, Command::OpenIncident { call: call.clone() });
    world.refused(
        DANA,
        Command::OpenIncident { call },
        "Station K7 has given out all its references",
    );
    assert!(Reference::new(station(), world.state.counters.incidents).is_none());
}
