//! Rule 2: a call that leaves an incident open ends with a promise, or with the stated reason why none was made.

use baton::domain::call::Ending;
use baton::domain::command::{Change, Command};
use baton::domain::id::CallId;
use baton::domain::reference::Reference;

use crate::domain::world::{DANA, World, change, fixed};

fn end(call: &CallId, ending: Ending, no_promise: &[(Reference, &str)]) -> Command {
    let no_promise = no_promise
        .iter()
        .map(|(of, reason)| (*of, (*reason).to_owned()))
        .collect();
    Command::EndCall {
        call: call.clone(),
        ending,
        no_promise,
    }
}

#[test]
fn a_call_cannot_end_in_silence() {
    let (mut world, call, incident) = World::with_an_incident();
    for ending in [Ending::Closed, Ending::Nobody] {
        world.refused(DANA, end(&call, ending, &[]), "say why there is no promise");
        world.refused(
            DANA,
            end(&call, ending, &[(incident, " ")]),
            "say why there is no promise",
        );
        // Nothing that is seen.
        world.refused(
            DANA,
            end(&call, ending, &[(incident, "\u{200b}\u{2060} \u{feff}")]),
            "say why there is no promise",
        );
    }
    assert!(world.state.calls[&call].ended.is_none());
}

#[test]
fn a_promise_is_enough() {
    let (mut world, call, incident) = World::with_a_promised_incident();
    world.later(3);
    world.must(DANA, end(&call, Ending::Closed, &[]));
    assert_eq!(world.state.calls[&call].seconds(), Some(180));
    assert_eq!(world.incident(incident).no_promise, None);
}

#[test]
fn a_stated_reason_is_enough_and_is_kept() {
    let (mut world, call, incident) = World::with_an_incident();
    world.must(
        DANA,
        end(
            &call,
            Ending::Closed,
            &[(incident, "she calls us on Monday")],
        ),
    );
    assert_eq!(
        world.incident(incident).no_promise.as_deref(),
        Some("she calls us on Monday")
    );
}

#[test]
fn a_line_that_went_dead_is_a_reason() {
    let (mut world, call, incident) = World::with_an_incident();
    world.must(DANA, end(&call, Ending::CutOff, &[]));
    assert!(
        world
            .incident(incident)
            .no_promise
            .as_deref()
            .unwrap()
            .contains("line went dead")
    );
}

#[test]
fn what_was_resolved_needs_no_promise() {
    let (mut world, call, incident) = World::with_an_incident();
    world.must(DANA, change(incident, Change::Resolve(fixed())));
    world.must(DANA, end(&call, Ending::Closed, &[]));
}

#[test]
fn a_call_without_an_incident_just_ends() {
    let mut world = World::new();
    world.must(DANA, Command::StartCall { number: None });
    let call = world.state.calls.keys().next().unwrap().clone();
    world.must(DANA, end(&call, Ending::Nobody, &[]));
    assert_eq!(world.state.calls[&call].ending, Some(Ending::Nobody));
}

#[test]
fn every_incident_of_the_call_counts_and_so_does_one_it_was_only_about() {
    let (mut world, call, first) = World::with_a_promised_incident();
    world.must(DANA, end(&call, Ending::Closed, &[]));
    world.must(
        DANA,
        change(
            first,
            Change::Keep {
                promise: 1,
                how: "by phone".to_owned(),
            },
        ),
    );

    world.must(DANA, Command::StartCall { number: None });
    let again = world.state.calls.keys().last().unwrap().clone();
    world.must(
        DANA,
        Command::OpenIncident {
            call: again.clone(),
        },
    );
    world.must(
        DANA,
        Command::LinkCall {
            call: again.clone(),
            incident: first,
        },
    );
    let second = *world.state.incidents.keys().last().unwrap();
    assert_ne!(first, second);
    world.refused(
        DANA,
        end(
            &again,
            Ending::Closed,
            &[(first, "she waits for the driver")],
        ),
        &second.to_string(),
    );
    world.refused(
        DANA,
        end(&again, Ending::Closed, &[(second, "a question, answered")]),
        &first.to_string(),
    );
    let both = [
        (first, "she waits for the driver"),
        (second, "a question, answered"),
    ];
    world.must(DANA, end(&again, Ending::Closed, &both));
}

/// A promise that was broken in the same call is no promise to end it with.
#[test]
fn only_a_live_promise_counts() {
    let (mut world, call, incident) = World::with_a_promised_incident();
    world.must(
        DANA,
        change(
            incident,
            Change::Break {
                promise: 1,
                why: "nobody is in tomorrow".to_owned(),
            },
        ),
    );
    world.refused(
        DANA,
        end(&call, Ending::Closed, &[]),
        "say why there is no promise",
    );
}

/// What was promised by two is no answer to when the caller hears from us at half past.
#[test]
fn only_a_promise_to_come_counts() {
    let (mut world, call, incident) = World::with_a_promised_incident();
    world.later(19 * 60);
    let to_the_minute = world.clone();
    world.later(1);
    world.refused(
        DANA,
        end(&call, Ending::Closed, &[]),
        "say why there is no promise",
    );
    for mut world in [to_the_minute, world.clone()] {
        let reasons = [(incident, "she calls us")];
        world.must(DANA, end(&call, Ending::Closed, &reasons));
    }
    let by = world.in_hours(1);
    let what = "call back".to_owned();
    world.must(DANA, change(incident, Change::Promise { what, by }));
    world.must(DANA, end(&call, Ending::Closed, &[]));
    assert_eq!(world.incident(incident).live_promises().count(), 2);
}

#[test]
fn only_the_one_who_took_the_call_ends_it_and_only_once() {
    let (mut world, call, _) = World::with_a_promised_incident();
    world.refused(
        super::super::world::ANA,
        end(&call, Ending::Closed, &[]),
        "Dana Reyes’s",
    );
    world.must(DANA, end(&call, Ending::Closed, &[]));
    world.refused(DANA, end(&call, Ending::Closed, &[]), "has ended");
}
