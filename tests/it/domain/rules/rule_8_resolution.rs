//! Rule 8: a resolution says what was done, how it was verified, and whether the customer was told.

use baton::domain::command::{Change, Resolve};
use baton::domain::promise::Outcome;
use baton::domain::resolution::ResolutionKind;

use crate::domain::world::{DANA, World, change, fixed, step};

#[test]
fn a_resolution_says_it_all() {
    let (mut world, _, incident) = World::with_an_incident();
    let as_designed = |need: Option<&str>| Resolve {
        kind: ResolutionKind::AsDesigned,
        need: need.map(str::to_owned),
        ..fixed()
    };
    for (resolve, words) in [
        (
            Resolve {
                done: " ".to_owned(),
                ..fixed()
            },
            "what was done",
        ),
        (
            Resolve {
                verified: String::new(),
                ..fixed()
            },
            "how it was verified",
        ),
        (
            Resolve {
                told: None,
                ..fixed()
            },
            "how you told them",
        ),
        (
            Resolve {
                told: Some(" ".to_owned()),
                ..fixed()
            },
            "how you told them",
        ),
        (as_designed(None), "what the caller needed"),
        (as_designed(Some(" \n")), "what the caller needed"),
    ] {
        world.refused(DANA, change(incident, Change::Resolve(resolve)), words);
    }
    world.must(
        DANA,
        change(
            incident,
            Change::Resolve(as_designed(Some("a report a customer"))),
        ),
    );
    let resolution = world.incident(incident).resolution.clone().unwrap();
    assert_eq!(resolution.need.as_deref(), Some("a report a customer"));
    assert_eq!((resolution.by.as_str(), resolution.at), (DANA, world.now));
    world.refused(
        DANA,
        change(incident, Change::Resolve(fixed())),
        "Reopen it first",
    );
}

#[test]
fn telling_the_customer_keeps_every_promise() {
    let (mut world, _, incident) = World::with_a_promised_incident();
    let by = world.in_hours(40);
    world.must(
        DANA,
        change(
            incident,
            Change::Promise {
                what: "send the report".to_owned(),
                by,
            },
        ),
    );
    let mut told_at_once = world.clone();
    told_at_once.must(DANA, change(incident, Change::Resolve(fixed())));
    assert_eq!(told_at_once.incident(incident).live_promises().count(), 0);

    let untold = Resolve {
        told: None,
        confirmed: false,
        ..fixed()
    };
    world.must(DANA, change(incident, Change::Resolve(untold)));
    assert_eq!(world.incident(incident).live_promises().count(), 2);
    assert!(world.incident(incident).is_held());
    world.later(10);
    world.refused(
        DANA,
        change(
            incident,
            Change::TellResolution {
                how: " ".to_owned(),
                confirmed: true,
            },
        ),
        "how you told",
    );
    world.must(
        DANA,
        change(
            incident,
            Change::TellResolution {
                how: "by phone".to_owned(),
                confirmed: true,
            },
        ),
    );
    let after = world.incident(incident);
    assert!(
        after
            .promises
            .iter()
            .all(|promise| promise.outcome == Outcome::Kept { at: world.now })
    );
    let resolution = after.resolution.as_ref().unwrap();
    assert_eq!(
        (resolution.told.as_deref(), resolution.confirmed),
        (Some("by phone"), true)
    );
    assert!(!after.is_held());
}

#[test]
fn what_is_resolved_takes_no_promise_and_no_escalation() {
    let (mut world, _, incident) = World::with_an_incident();
    world.refused(
        DANA,
        change(
            incident,
            Change::TellResolution {
                how: "by phone".to_owned(),
                confirmed: true,
            },
        ),
        "not resolved yet",
    );
    world.must(DANA, change(incident, Change::Resolve(fixed())));
    let by = world.in_hours(1);
    for refused in [
        Change::Promise {
            what: "call back".to_owned(),
            by,
        },
        Change::Escalate {
            to: "level 2".to_owned(),
            why: "an outage".to_owned(),
        },
    ] {
        world.refused(DANA, change(incident, refused), "Reopen it first");
    }
}

#[test]
fn reopening_says_why_and_keeps_the_story() {
    let (mut world, _, incident) = World::with_an_incident();
    let reopen = |reason: &str, world: &World| {
        let next_step = step("look again", DANA, world.in_hours(1));
        change(
            incident,
            Change::Reopen {
                reason: reason.to_owned(),
                next_step,
            },
        )
    };
    let early = reopen("it is back", &world);
    world.refused(DANA, early, "open already");
    world.must(DANA, change(incident, Change::Resolve(fixed())));
    let why = reopen(" ", &world);
    world.refused(DANA, why, "why it is open again");
    let again = reopen("it is back", &world);
    world.must(DANA, again);
    let after = world.incident(incident);
    assert!(after.is_open() && after.resolution.is_none());
    let told: Vec<&str> = after
        .timeline
        .iter()
        .map(|line| line.kind.as_str())
        .collect();
    assert!(
        told.contains(&"resolution") && told.contains(&"reopened"),
        "{told:?}"
    );
}

#[test]
fn a_priority_by_hand_says_why() {
    use baton::domain::incident::PriorityOverride;
    use baton::domain::priority::Priority;
    let (mut world, _, incident) = World::with_an_incident();
    let by_hand = |reason: &str| {
        let by_hand = PriorityOverride {
            priority: Priority::P1,
            reason: reason.to_owned(),
        };
        change(incident, Change::OverridePriority(Some(by_hand)))
    };
    world.refused(DANA, by_hand(" "), "why this priority");
    world.must(DANA, by_hand("their fair opens tomorrow"));
    assert_eq!(world.incident(incident).priority(), Priority::P1);
    world.must(DANA, change(incident, Change::OverridePriority(None)));
    assert_eq!(world.incident(incident).priority(), Priority::P3);
}
