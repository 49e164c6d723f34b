//! Rule 1: an open incident always has an owner, a next step, and a date for it.

use baton::domain::command::{Change, Command};
use baton::domain::event::Body;
use baton::domain::id::AgentId;

use crate::domain::world::{ANA, DANA, TOM, World, change, fixed, step};

#[test]
fn an_incident_has_all_three_from_its_first_moment() {
    let (world, _, reference) = World::with_an_incident();
    let incident = world.incident(reference);
    assert_eq!(incident.owner.as_str(), DANA);
    assert_eq!(incident.next_step.who.as_str(), DANA);
    assert_eq!(incident.next_step.what, "decide what happens next");
    assert_eq!(incident.next_step.by, world.in_hours(1));
}

#[test]
fn that_is_not_my_job_cannot_be_stored() {
    let (mut world, _, incident) = World::with_an_incident();
    let tomorrow = world.in_hours(24);
    let past = world.in_hours(-1);
    for (next_step, words) in [
        (step("", DANA, tomorrow), "what happens next"),
        (step(" \t", DANA, tomorrow), "what happens next"),
        (step("\u{7}\u{1b}", DANA, tomorrow), "what happens next"),
        (step("ask the driver team", "", tomorrow), "no agent called"),
        (
            step("ask the driver team", "somebody", tomorrow),
            "no agent called somebody",
        ),
        (step("ask the driver team", DANA, past), "has passed"),
        (step("ask the driver team", DANA, world.now), "has passed"),
    ] {
        world.refused(DANA, change(incident, Change::Plan(next_step)), words);
    }
    world.must(
        DANA,
        change(
            incident,
            Change::Plan(step(" ask the driver team ", "ana ruiz", tomorrow)),
        ),
    );
    let next_step = &world.incident(incident).next_step;
    assert_eq!(
        (next_step.what.as_str(), next_step.who.as_str()),
        ("ask the driver team", ANA)
    );
}

#[test]
fn a_promise_leads_the_next_step_until_somebody_plans_another() {
    let (mut world, _, incident) = World::with_an_incident();
    let (noon, evening, morning) = (world.in_hours(2), world.in_hours(6), world.in_hours(20));
    let promise = |what: &str, by| {
        change(
            incident,
            Change::Promise {
                what: what.to_owned(),
                by,
            },
        )
    };
    world.must(DANA, promise("send the report", evening));
    assert_eq!(
        world.incident(incident).next_step,
        step("send the report", DANA, evening)
    );
    world.must(DANA, promise("call back", noon));
    assert_eq!(
        world.incident(incident).next_step,
        step("call back", DANA, noon)
    );
    world.must(DANA, promise("visit", morning));
    assert_eq!(
        world.incident(incident).next_step,
        step("call back", DANA, noon)
    );

    let keep = |promise| {
        change(
            incident,
            Change::Keep {
                promise,
                how: "by phone".to_owned(),
            },
        )
    };
    world.must(DANA, keep(2));
    assert_eq!(
        world.incident(incident).next_step,
        step("send the report", DANA, evening)
    );
    world.must(DANA, keep(1));
    world.must(DANA, keep(3));
    let undecided = step("decide what happens next", DANA, world.in_hours(1));
    assert_eq!(world.incident(incident).next_step, undecided);

    world.must(
        DANA,
        change(
            incident,
            Change::Plan(step("wait for the driver", DANA, morning)),
        ),
    );
    world.must(DANA, promise("tell her what we know", noon));
    assert_eq!(
        world.incident(incident).next_step,
        step("wait for the driver", DANA, morning)
    );
}

#[test]
fn what_is_reopened_has_an_owner_who_is_there() {
    let (mut world, call, incident) = World::with_an_incident();
    world.must(DANA, change(incident, Change::Resolve(fixed())));
    world.must(
        DANA,
        Command::EndCall {
            call,
            ending: baton::domain::call::Ending::Closed,
            no_promise: vec![],
        },
    );
    world.must(DANA, Command::LeaveTheHotline { all_the_same: None });

    let reopen = |what: &str, world: &World| {
        let next_step = step(what, ANA, world.in_hours(1));
        change(
            incident,
            Change::Reopen {
                reason: "it is back".to_owned(),
                next_step,
            },
        )
    };
    let nothing = reopen(" ", &world);
    world.refused(ANA, nothing, "what happens next");
    let again = reopen("look at the spooler", &world);
    world.must(ANA, again);
    assert_eq!(world.incident(incident).owner, AgentId::of(ANA));
}

#[test]
fn nobody_is_no_agent() {
    let mut world = World::new();
    for nobody in ["", "  ", "\u{7}"] {
        world.refused(nobody, Command::Join, "who you are");
        world.refused(nobody, Command::StartCall { number: None }, "who you are");
    }
    assert_eq!(world.must(TOM, Command::Join), [Body::AgentJoined {}]);
    assert_eq!(world.must(TOM, Command::Join), []);
}

/// Whoever types their own name in lower case one day is still the same person, with the same calls and shift.
#[test]
fn a_name_in_another_case_is_the_same_agent() {
    let (mut world, call, incident) = World::with_an_incident();
    world.must("dana reyes", Command::ParkCall(call));
    world.must("DANA REYES", Command::StartCall { number: None });
    world.must(
        "dana reyes",
        change(
            incident,
            Change::Plan(step("ask", "DANA REYES", world.in_hours(1))),
        ),
    );
    world.must("tom beck", Command::Join);
    world.must(TOM, Command::GoOnTheHotline);
    let names: Vec<&str> = world.state.agents.keys().map(AgentId::as_str).collect();
    assert_eq!(names, [ANA, DANA, "tom beck"]);
}
