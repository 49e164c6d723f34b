//! Rule 5: ownership moves only when the receiver accepts; until then it is the giver's, and both see it.

use baton::domain::call::Ending;
use baton::domain::command::{AllTheSame, Change, Command, ReadBack, Resolve};
use baton::domain::event::Body;
use baton::domain::handoff::Teller;
use baton::domain::id::AgentId;
use baton::domain::leaving::{Held, held_by};
use baton::domain::reference::Reference;

use crate::domain::world::{ANA, DANA, TOM, World, change, fixed, offer, step};

fn owner(world: &World, incident: Reference) -> &str {
    world.incident(incident).owner.as_str()
}

#[test]
fn an_offer_moves_nothing_and_both_see_it() {
    let (mut world, call, incident) = World::with_a_promised_incident();
    world.must(DANA, change(incident, offer("ana ruiz", Teller::Giver)));
    assert_eq!(owner(&world, incident), DANA);
    assert_eq!(
        held_by(&world.state, &AgentId::of(DANA)),
        [
            Held::Call(call),
            Held::Unaccepted(incident, AgentId::of(ANA))
        ]
    );
    assert_eq!(
        held_by(&world.state, &AgentId::of(ANA)),
        [Held::Offered(incident, AgentId::of(DANA))]
    );
}

#[test]
fn acceptance_moves_it_with_the_next_step() {
    let (mut world, _, incident) = World::with_a_promised_incident();
    world.must(DANA, change(incident, offer(ANA, Teller::Giver)));
    world.accepts(ANA, incident);
    assert_eq!(owner(&world, incident), ANA);
    assert_eq!(world.incident(incident).next_step.who.as_str(), ANA);
    assert_eq!(world.incident(incident).next_step.what, "call Maria back");
}

#[test]
fn a_next_step_of_somebody_else_stays_theirs() {
    let (mut world, _, incident) = World::with_an_incident();
    world.must(TOM, Command::Join);
    let by = world.in_hours(5);
    world.must(
        DANA,
        change(incident, Change::Plan(step("look at the driver", TOM, by))),
    );
    world.must(DANA, change(incident, offer(ANA, Teller::Giver)));
    world.accepts(ANA, incident);
    assert_eq!(world.incident(incident).next_step.who.as_str(), TOM);
}

#[test]
fn only_the_receiver_accepts_or_declines() {
    let (mut world, _, incident) = World::with_a_promised_incident();
    let read_back = ReadBack::of(world.incident(incident));
    let accept = change(incident, Change::Accept(read_back));
    let decline = change(
        incident,
        Change::Decline {
            reason: "I am on holiday".to_owned(),
        },
    );
    world.refused(ANA, accept.clone(), "not offered to anybody");
    world.must(DANA, change(incident, offer(ANA, Teller::Giver)));
    for other in [DANA, TOM] {
        world.refused(other, accept.clone(), "offered to Ana Ruiz");
        world.refused(other, decline.clone(), "offered to Ana Ruiz");
    }
    world.refused(
        ANA,
        change(
            incident,
            Change::Decline {
                reason: " ".to_owned(),
            },
        ),
        "why you cannot",
    );
    world.must(ANA, decline.clone());
    assert_eq!(owner(&world, incident), DANA);
    world.refused(ANA, accept, "not offered to anybody any more");
    world.refused(ANA, decline, "not offered to anybody any more");
}

#[test]
fn the_receiver_knows_what_they_accept() {
    let (mut world, _, incident) = World::with_a_promised_incident();
    world.must(DANA, change(incident, offer(ANA, Teller::Giver)));
    let as_offered = ReadBack::of(world.incident(incident));
    let step_as_offered = as_offered.next_step.clone();
    for wrong in [
        ReadBack {
            next_step: step("something else", DANA, step_as_offered.by),
            ..as_offered.clone()
        },
        ReadBack {
            next_step: step(&step_as_offered.what, TOM, step_as_offered.by),
            ..as_offered.clone()
        },
        ReadBack {
            next_step: step(&step_as_offered.what, DANA, world.in_hours(5)),
            ..as_offered.clone()
        },
        ReadBack {
            promise: None,
            ..as_offered.clone()
        },
        ReadBack {
            promise: Some(7),
            ..as_offered.clone()
        },
    ] {
        world.refused(
            ANA,
            change(incident, Change::Accept(wrong)),
            "read it again",
        );
    }
    let (by, consent) = (world.in_hours(30), "she is out until Tuesday".to_owned());
    world.must(
        DANA,
        change(
            incident,
            Change::Move {
                promise: 1,
                by,
                consent,
            },
        ),
    );
    world.refused(
        ANA,
        change(incident, Change::Accept(as_offered)),
        "read it again",
    );
    world.accepts(ANA, incident);
}

#[test]
fn who_may_offer() {
    let (mut world, _, incident) = World::with_a_promised_incident();
    world.refused(
        ANA,
        change(incident, offer(ANA, Teller::Giver)),
        "Only Dana Reyes can hand it over",
    );
    world.refused(
        DANA,
        change(incident, offer("dana reyes", Teller::Giver)),
        "already",
    );
    world.refused(
        DANA,
        change(incident, offer(" ", Teller::Giver)),
        "who takes it over",
    );
    // A name that was never seen here is introduced: the receiver may sit at another station.
    let bodies = world.must(DANA, change(incident, offer(TOM, Teller::Receiver)));
    assert_eq!(bodies[0], Body::AgentJoined {});
    let tell = |teller| change(incident, Change::ChooseTeller(teller));
    world.refused(ANA, tell(Teller::Giver), "Only Dana Reyes or Tom Beck");
    world.must(TOM, tell(Teller::Giver));
    world.must(DANA, tell(Teller::Receiver));
}

#[test]
fn what_nobody_watches_can_be_picked_up() {
    let (mut world, call, incident) = World::with_a_promised_incident();
    let ending = Ending::Closed;
    world.must(
        DANA,
        Command::EndCall {
            call,
            ending,
            no_promise: vec![],
        },
    );
    let all_the_same = Some(AllTheSame {
        reason: "my train leaves".to_owned(),
        watcher: AgentId::of(ANA),
    });
    world.must(DANA, Command::LeaveTheHotline { all_the_same });
    world.must(ANA, change(incident, offer(TOM, Teller::Receiver)));
    world.must(ANA, change(incident, Change::Withdraw));
    world.must(ANA, change(incident, offer(ANA, Teller::Receiver)));
    assert_eq!(owner(&world, incident), DANA);
    world.accepts(ANA, incident);
    assert_eq!(owner(&world, incident), ANA);
}

#[test]
fn a_new_offer_takes_the_earlier_one_back() {
    let (mut world, _, incident) = World::with_a_promised_incident();
    world.must(DANA, change(incident, offer(ANA, Teller::Giver)));
    assert_eq!(
        world.must(DANA, change(incident, offer(ANA, Teller::Giver))),
        []
    );
    world.must(DANA, change(incident, offer(TOM, Teller::Giver)));
    let read_back = ReadBack::of(world.incident(incident));
    world.refused(
        ANA,
        change(incident, Change::Accept(read_back)),
        "offered to Tom Beck",
    );
    world.refused(ANA, change(incident, Change::Withdraw), "Only Dana Reyes");
    world.must(DANA, change(incident, Change::Withdraw));
    world.refused(DANA, change(incident, Change::Withdraw), "not offered");
    let offers = &world.incident(incident).handoffs;
    assert!(offers.len() == 2 && offers.iter().all(|offer| offer.withdrawn.is_some()));
}

/// What is said of a handoff belongs to the one that waits, else to the one that was accepted last; one that was
/// declined in between is over.
#[test]
fn telling_the_customer_counts_for_the_handoff_that_stands() {
    let (mut world, _, incident) = World::with_a_promised_incident();
    world.must(DANA, change(incident, offer(ANA, Teller::Giver)));
    world.accepts(ANA, incident);
    world.must(ANA, change(incident, offer(TOM, Teller::Receiver)));
    world.must(
        TOM,
        change(
            incident,
            Change::Decline {
                reason: "not my product".to_owned(),
            },
        ),
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
    let [accepted, declined] = world.incident(incident).handoffs.as_slice() else {
        panic!()
    };
    assert!(accepted.told.is_some());
    assert!(declined.told.is_none());
}

#[test]
fn resolving_takes_the_offer_back() {
    let (mut world, _, incident) = World::with_a_promised_incident();
    world.must(DANA, change(incident, offer(ANA, Teller::Giver)));
    world.must(DANA, change(incident, Change::Resolve(fixed())));
    assert!(world.incident(incident).offer().is_none());
    world.refused(
        DANA,
        change(incident, offer(ANA, Teller::Giver)),
        "nothing left to hand over",
    );
}

/// Resolved but not told, offered, left, and reopened by a colleague: the offer was the giver's, who has it no more.
#[test]
fn what_a_colleague_reopens_is_no_longer_offered_by_another() {
    let (mut world, call, incident) = World::with_an_incident();
    let untold = Resolve {
        told: None,
        confirmed: false,
        ..fixed()
    };
    world.must(DANA, change(incident, Change::Resolve(untold)));
    world.must(DANA, change(incident, offer(TOM, Teller::Receiver)));
    world.must(
        DANA,
        Command::EndCall {
            call,
            ending: Ending::Closed,
            no_promise: vec![],
        },
    );
    let (reason, watcher) = ("my train leaves".to_owned(), AgentId::of(ANA));
    world.must(
        DANA,
        Command::LeaveTheHotline {
            all_the_same: Some(AllTheSame { reason, watcher }),
        },
    );
    let next_step = step("look again", ANA, world.in_hours(1));
    world.must(
        ANA,
        change(
            incident,
            Change::Reopen {
                reason: "it is back".to_owned(),
                next_step,
            },
        ),
    );
    assert_eq!(owner(&world, incident), ANA);
    assert!(world.incident(incident).offer().is_none());
}
