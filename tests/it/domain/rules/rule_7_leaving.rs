//! Rule 7: nobody leaves the hotline holding an open incident, an unaccepted handoff or a live promise, save with a reason
//! and the name of who watches.

use baton::domain::call::Ending;
use baton::domain::command::{AllTheSame, Change, Command, Resolve};
use baton::domain::handoff::Teller;
use baton::domain::id::AgentId;
use baton::domain::leaving::{Held, held_by};
use baton::domain::reference::Reference;

use crate::domain::world::{ANA, DANA, TOM, World, change, fixed, offer, step};

const LEAVE: Command = Command::LeaveTheHotline { all_the_same: None };

fn all_the_same(reason: &str, watcher: &str) -> Command {
    let watcher = AgentId::of(watcher);
    Command::LeaveTheHotline {
        all_the_same: Some(AllTheSame {
            reason: reason.to_owned(),
            watcher,
        }),
    }
}

/// Dana's call has ended; she owns one promised incident.
fn after_the_call() -> (World, Reference) {
    let (mut world, call, incident) = World::with_a_promised_incident();
    world.must(
        DANA,
        Command::EndCall {
            call,
            ending: Ending::Closed,
            no_promise: vec![],
        },
    );
    (world, incident)
}

#[test]
fn nobody_leaves_in_the_middle_of_a_call() {
    let (mut world, call, _) = World::with_a_promised_incident();
    world.refused(DANA, LEAVE, "A call is still open");
    world.refused(
        DANA,
        all_the_same("my train leaves", ANA),
        "A call is still open",
    );
    world.must(DANA, Command::ParkCall(call));
    world.refused(DANA, LEAVE, "A call is still open");
}

#[test]
fn an_open_incident_stays_in_somebodys_hands() {
    let (mut world, incident) = after_the_call();
    world.refused(DANA, LEAVE, "is still yours");
    world.must(DANA, change(incident, offer(ANA, Teller::Receiver)));
    world.refused(DANA, LEAVE, "Ana Ruiz has not accepted");
    world.refused(ANA, LEAVE, "accept or decline");
    world.accepts(ANA, incident);
    world.must(DANA, LEAVE);
    assert!(
        world.state.agents[&AgentId::of(DANA)]
            .on_the_hotline_since
            .is_none()
    );
    world.refused(ANA, LEAVE, "is still yours");
}

#[test]
fn who_wanted_to_tell_the_customer_tells_them_first() {
    let (mut world, incident) = after_the_call();
    world.must(DANA, change(incident, offer(ANA, Teller::Giver)));
    world.accepts(ANA, incident);
    assert_eq!(
        held_by(&world.state, &AgentId::of(DANA)),
        [Held::CustomerUntold(incident, AgentId::of(ANA))]
    );
    world.refused(DANA, LEAVE, "does not know yet that Ana Ruiz takes over");
    let mut the_other_way = world.clone();
    world.refused(
        DANA,
        change(
            incident,
            Change::TellCustomer {
                words: " ".to_owned(),
            },
        ),
        "what you told them",
    );
    world.must(
        DANA,
        change(
            incident,
            Change::TellCustomer {
                words: "Ana Ruiz takes over".to_owned(),
            },
        ),
    );
    world.must(DANA, LEAVE);

    the_other_way.must(
        ANA,
        change(incident, Change::ChooseTeller(Teller::Receiver)),
    );
    the_other_way.must(DANA, LEAVE);
}

#[test]
fn a_resolved_incident_is_held_until_the_customer_knows() {
    let (mut world, incident) = after_the_call();
    let untold = Resolve {
        told: None,
        confirmed: false,
        ..fixed()
    };
    world.must(DANA, change(incident, Change::Resolve(untold)));
    assert_eq!(
        held_by(&world.state, &AgentId::of(DANA)),
        [Held::Promised(incident)]
    );
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
    assert_eq!(
        held_by(&world.state, &AgentId::of(DANA)),
        [Held::Untold(incident)]
    );
    world.refused(DANA, LEAVE, "does not know yet that");
    world.must(
        DANA,
        change(
            incident,
            Change::TellResolution {
                how: "by mail".to_owned(),
                confirmed: false,
            },
        ),
    );
    world.must(DANA, LEAVE);
}

#[test]
fn leaving_all_the_same_takes_a_reason_and_a_watcher() {
    let (mut world, incident) = after_the_call();
    for (command, words) in [
        (all_the_same(" ", ANA), "why you leave"),
        (all_the_same("my train leaves", ""), "no agent called"),
        (
            all_the_same("my train leaves", TOM),
            "no agent called Tom Beck",
        ),
        (
            all_the_same("my train leaves", "dana reyes"),
            "Somebody else",
        ),
    ] {
        world.refused(DANA, command, words);
    }
    world.must(DANA, all_the_same("my train leaves", "ana ruiz"));
    let dana = AgentId::of(DANA);
    let left_open = world.state.agents[&dana].left_open.clone().unwrap();
    assert_eq!(
        (left_open.reason.as_str(), left_open.watcher.as_str()),
        ("my train leaves", ANA)
    );

    // It is seen until it is mended: until the incident is in Ana's hands.
    assert!(!held_by(&world.state, &dana).is_empty());
    world.must(ANA, change(incident, offer(ANA, Teller::Receiver)));
    world.accepts(ANA, incident);
    assert!(held_by(&world.state, &dana).is_empty());
}

#[test]
fn who_is_not_there_cannot_leave_and_who_holds_nothing_just_goes() {
    let mut world = World::new();
    world.must(TOM, Command::Join);
    world.refused(TOM, LEAVE, "not on the hotline");
    world.must(TOM, Command::GoOnTheHotline);
    assert_eq!(world.must(TOM, Command::GoOnTheHotline), []);
    // A reason that nothing calls for is not recorded.
    world.must(TOM, all_the_same("just in case", ANA));
    assert_eq!(world.state.agents[&AgentId::of(TOM)].left_open, None);
    world.refused(TOM, LEAVE, "not on the hotline");
}

#[test]
fn coming_back_takes_the_watch_off() {
    let (mut world, _) = after_the_call();
    world.must(DANA, all_the_same("my train leaves", ANA));
    world.must(DANA, Command::StartCall { number: None });
    let dana = &world.state.agents[&AgentId::of(DANA)];
    assert_eq!(
        (dana.left_open.as_ref(), dana.on_the_hotline_since),
        (None, Some(world.now))
    );
}

/// Whoever took it resolved it, and a third one reopened it: what the giver wanted to say is no longer true.
#[test]
fn nobody_tells_of_a_receiver_who_has_it_no_more() {
    let (mut world, incident) = after_the_call();
    world.must(DANA, change(incident, offer(ANA, Teller::Giver)));
    world.accepts(ANA, incident);
    world.must(ANA, change(incident, Change::Resolve(fixed())));
    world.must(ANA, LEAVE);
    world.must(TOM, Command::GoOnTheHotline);
    let reopen = Change::Reopen {
        reason: "it is back".to_owned(),
        next_step: step("look again", TOM, world.in_hours(1)),
    };
    world.must(TOM, change(incident, reopen));
    assert_eq!(world.incident(incident).owner.as_str(), TOM);
    assert_eq!(held_by(&world.state, &AgentId::of(DANA)), []);
    world.must(DANA, LEAVE);
}
