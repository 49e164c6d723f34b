//! Rule 6: a promise keeps its date across a handoff; moving it takes the customer's consent, and is recorded as moved.

use baton::domain::call::Ending;
use baton::domain::command::{Change, Command};
use baton::domain::handoff::Teller;
use baton::domain::promise::Outcome;

use crate::domain::world::{ANA, DANA, World, change, offer};

#[test]
fn a_handoff_leaves_every_promise_as_it_is() {
    let (mut world, _, incident) = World::with_a_promised_incident();
    let before = world.incident(incident).promises.clone();
    world.later(30);
    world.must(DANA, change(incident, offer(ANA, Teller::Giver)));
    world.later(30);
    world.accepts(ANA, incident);
    assert_eq!(world.incident(incident).promises, before);
    assert_eq!(before[0].made_by.as_str(), DANA);
}

#[test]
fn a_promise_moves_only_with_consent() {
    let (mut world, _, incident) = World::with_a_promised_incident();
    let (old, by) = (world.incident(incident).promises[0].by, world.in_hours(30));
    let moved = |promise, by, consent: &str| {
        change(
            incident,
            Change::Move {
                promise,
                by,
                consent: consent.to_owned(),
            },
        )
    };
    world.refused(DANA, moved(1, by, " "), "only if the customer agrees");
    world.refused(
        DANA,
        moved(1, world.in_hours(-1), "she agrees"),
        "has passed",
    );
    world.refused(DANA, moved(2, by, "she agrees"), "no such promise");
    world.must(DANA, moved(1, by, "she is out until Tuesday"));

    let [first, second] = world.incident(incident).promises.as_slice() else {
        panic!()
    };
    assert_eq!(first.by, old);
    assert_eq!(
        first.outcome,
        Outcome::Moved {
            at: world.now,
            consent: "she is out until Tuesday".to_owned()
        }
    );
    assert_eq!(
        (second.id, second.what.as_str(), second.by),
        (2, "call Maria back", by)
    );
    assert!(second.is_live());
    assert_eq!(world.incident(incident).next_step.by, by);
    world.refused(DANA, moved(1, by, "she agrees"), "settled already");
}

#[test]
fn what_was_promised_in_a_call_is_put_right_as_long_as_that_runs() {
    let (mut world, call, incident) = World::with_a_promised_incident();
    let by = world.in_hours(40);
    let correct = |what: &str| {
        let what = what.to_owned();
        change(
            incident,
            Change::Correct {
                promise: 1,
                what,
                by,
            },
        )
    };
    world.refused(DANA, correct(" "), "what you promise");
    let mut ended = world.clone();
    let end = Command::EndCall {
        call,
        ending: Ending::Closed,
        no_promise: vec![],
    };
    ended.must(DANA, end);
    ended.refused(DANA, correct("send the report"), "from before this call");
    world.must(DANA, correct("send the report"));
    let live: Vec<_> = world.incident(incident).live_promises().collect();
    assert_eq!(live.len(), 1);
    assert_eq!((live[0].what.as_str(), live[0].by), ("send the report", by));
    let step = &world.incident(incident).next_step;
    assert_eq!((step.what.as_str(), step.by), ("send the report", by));
}

#[test]
fn what_is_moved_after_its_time_was_late() {
    for (minutes, state) in [(0, "moved"), (60 * 24 * 3, "moved_late")] {
        let (mut world, _, incident) = World::with_a_promised_incident();
        world.later(minutes);
        let by = world.in_hours(30);
        let consent = "she agrees".to_owned();
        let promise = 1;
        let moved = Change::Move {
            promise,
            by,
            consent,
        };
        world.must(DANA, change(incident, moved));
        let promises = &world.incident(incident).promises;
        assert_eq!(promises[0].state(world.now), state);
        assert_eq!(promises[1].state(world.now), "live");
    }
}

#[test]
fn a_settled_promise_stays_settled() {
    let keep = |promise| Change::Keep {
        promise,
        how: "by phone".to_owned(),
    };
    let give_up = |promise| Change::Break {
        promise,
        why: "the driver is not there".to_owned(),
    };
    for settle in [keep(1), give_up(1)] {
        let (mut world, _, incident) = World::with_a_promised_incident();
        world.must(DANA, change(incident, settle));
        let outcome = world.incident(incident).promises[0].outcome.clone();
        for again in [keep(1), give_up(1)] {
            world.refused(DANA, change(incident, again), "settled already");
        }
        assert_eq!(world.incident(incident).promises[0].outcome, outcome);
    }
}

#[test]
fn a_promise_has_words_and_a_time_to_come() {
    let (mut world, _, incident) = World::with_a_promised_incident();
    let promise = |what: &str, by| {
        change(
            incident,
            Change::Promise {
                what: what.to_owned(),
                by,
            },
        )
    };
    world.refused(DANA, promise(" ", world.in_hours(1)), "what you promise");
    world.refused(DANA, promise("call back", world.now), "has passed");
    for (settle, words) in [
        (
            Change::Keep {
                promise: 1,
                how: " ".to_owned(),
            },
            "how the customer heard",
        ),
        (
            Change::Break {
                promise: 1,
                why: String::new(),
            },
            "why it cannot be kept",
        ),
        (
            Change::Keep {
                promise: 9,
                how: "by phone".to_owned(),
            },
            "no such promise",
        ),
    ] {
        world.refused(DANA, change(incident, settle), words);
    }
}

#[test]
fn the_state_of_a_promise_follows_the_clock() {
    let (mut world, _, incident) = World::with_a_promised_incident();
    let promise = |world: &World| world.incident(incident).promises[0].clone();
    assert_eq!(promise(&world).state(world.now), "live");
    assert_eq!(promise(&world).state(promise(&world).by), "live");
    world.later(24 * 60);
    assert_eq!(promise(&world).state(world.now), "late");
    world.must(
        DANA,
        change(
            incident,
            Change::Keep {
                promise: 1,
                how: "by phone".to_owned(),
            },
        ),
    );
    assert_eq!(promise(&world).state(world.now), "kept_late");
}
