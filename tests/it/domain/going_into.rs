//! A call turns out to be about an incident that exists: what it has just begun goes into that one.

use baton::domain::answer::{Field, FlowRef};
use baton::domain::call::Ending;
use baton::domain::command::{Change, Command};
use baton::domain::id::CallId;
use baton::domain::incident::Entry;
use baton::domain::reference::Reference;
use expect_test::expect;

use super::world::{ANA, DANA, World, change, fixed, said};

/// An incident with a promise, and a second call that has just begun another one.
fn second_call() -> (World, Reference, CallId, Reference) {
    let (mut world, first, old) = World::with_a_promised_incident();
    world.must(
        DANA,
        Command::EndCall {
            call: first,
            ending: Ending::Closed,
            no_promise: vec![],
        },
    );
    world.must(ANA, Command::StartCall { number: None });
    let call = world.state.calls.keys().last().unwrap().clone();
    world.must(ANA, Command::OpenIncident { call: call.clone() });
    let begun = world.state.calls[&call].incidents[0];
    for (question, field, value) in [
        ("words", Field::Words, "it is cut off again"),
        ("summary", Field::Summary, "labels are cut off"),
    ] {
        let answer = said(question, Some(field), value);
        world.must(ANA, change(begun, Change::Answer(answer)));
    }
    (world, old, call, begun)
}

fn go_into(call: &CallId, begun: Reference, incident: Reference) -> Command {
    Command::GoInto {
        call: call.clone(),
        begun,
        incident,
    }
}

fn told(world: &World, of: Reference) -> String {
    let lines = world.incident(of).timeline.iter();
    let lines = lines.map(|line| format!("{}: {}\n", line.kind, line.text));
    lines.collect::<Vec<_>>().concat()
}

#[test]
fn the_words_go_into_the_one_that_exists_and_its_promise_is_the_only_one() {
    let (mut world, old, call, begun) = second_call();
    world.must(ANA, go_into(&call, begun, old));
    let after = &world.state.calls[&call];
    assert_eq!(
        (&*after.incidents, &*after.gone),
        (&[old][..], &[begun][..])
    );
    assert_eq!(world.incident(old).calls.len(), 2);
    assert!(!world.incident(begun).is_held());
    expect![[r#"
        opened: opened
        promise: promised: call Maria back
        next_step: next: call Maria back (Dana Reyes)
        call: another call about it
        contact: on the phone: it is cut off again · What about summary? labels are cut off
    "#]]
    .assert_eq(&told(&world, old));
    expect![[r#"
        opened: opened
        resolution: the same as another: goes on as K7-0001-N · verified: said in the call · on the phone
    "#]].assert_eq(&told(&world, begun));
    // Nobody has to promise anything for what went away.
    let end = Command::EndCall {
        call: call.clone(),
        ending: Ending::Closed,
        no_promise: vec![],
    };
    world.must(ANA, end);
}

#[test]
fn what_holds_more_than_its_first_words_stays() {
    type More = fn(&World) -> Change;
    let more: [(&str, More); 4] = [
        ("a note", |_| {
            let text = "she sounds tired".to_owned();
            Change::Add(Entry::note(text))
        }),
        ("a promise", |world| Change::Promise {
            what: "call back".to_owned(),
            by: world.in_hours(3),
        }),
        ("an answer about something else", |_| {
            Change::Answer(said("impact", Some(Field::Impact), "several"))
        }),
        ("an answer of its category", |_| {
            Change::Answer(said("driver", None, "5.2.1"))
        }),
    ];
    for (what, more) in more {
        let (mut world, old, call, begun) = second_call();
        let more = more(&world);
        world.must(ANA, change(begun, more));
        world.must(ANA, go_into(&call, begun, old));
        assert_eq!(world.state.calls[&call].incidents, [begun, old], "{what}");
        assert!(world.incident(begun).is_open(), "{what}");
    }
}

/// Nobody looks at what is resolved: the new report stays open, and wants its promise.
#[test]
fn what_is_resolved_takes_nothing_in() {
    let (mut world, old, call, begun) = second_call();
    world.must(DANA, change(old, Change::Resolve(fixed())));
    world.must(ANA, go_into(&call, begun, old));
    assert_eq!(world.state.calls[&call].incidents, [begun, old]);
    assert!(world.incident(begun).is_open() && !world.incident(old).is_open());
    let end = Command::EndCall {
        call,
        ending: Ending::Closed,
        no_promise: vec![],
    };
    world.refused(ANA, end, "Promise when the caller hears");
}

#[test]
fn a_category_alone_is_nothing_to_stay_for() {
    let (mut world, old, call, begun) = second_call();
    let flow = FlowRef {
        id: "printing".to_owned(),
        version: 1,
        hash: String::new(),
    };
    world.must(ANA, change(begun, Change::ChooseFlow(flow)));
    world.must(ANA, go_into(&call, begun, old));
    assert!(!world.incident(begun).is_open());
}

#[test]
fn nothing_but_what_this_call_began_goes_away() {
    let (mut world, old, call, begun) = second_call();
    world.must(
        ANA,
        Command::LinkCall {
            call: call.clone(),
            incident: old,
        },
    );
    // The older one is not this call’s to end, and nothing goes into itself.
    world.must(ANA, go_into(&call, old, begun));
    world.must(ANA, go_into(&call, begun, begun));
    assert!(world.incident(old).is_open() && world.incident(begun).is_open());
    let nowhere = Reference::new(world.state.station, 99).unwrap();
    world.refused(ANA, go_into(&call, begun, nowhere), "There is no incident");
    world.refused(DANA, go_into(&call, begun, old), "That call is");
    world.must(ANA, go_into(&call, begun, old));
    assert_eq!(world.state.calls[&call].incidents, [old]);
}
