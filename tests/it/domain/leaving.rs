//! The checklist of leaving: who has to do what about every incident, and what is counted.

use baton::domain::brief;
use baton::domain::call::Ending;
use baton::domain::command::{AllTheSame, Change, Command};
use baton::domain::handoff::Teller;
use baton::domain::id::AgentId;
use baton::domain::incident::BriefPart;
use baton::domain::leaving::{Checklist, Turn};
use baton::domain::reference::Reference;

use expect_test::expect;

use super::world::{ANA, DANA, TOM, World, change, fixed, offer, step};

/// Dana takes a call that leaves one incident open, with a promise within the hour; a minute passes.
fn incident(world: &mut World) -> Reference {
    world.must(DANA, Command::StartCall { number: None });
    let call = world.state.calls.values().last().unwrap();
    let (call, reference) = (call.id.clone(), call.reserved);
    world.must(DANA, Command::OpenIncident { call: call.clone() });
    let by = world.in_hours(1);
    let what = "call back".to_owned();
    world.must(DANA, change(reference, Change::Promise { what, by }));
    let end = Command::EndCall {
        call,
        ending: Ending::Closed,
        no_promise: vec![],
    };
    world.must(DANA, end);
    world.later(1);
    reference
}

fn offers(world: &mut World, reference: Reference, to: &str, teller: Teller) {
    world.must(DANA, change(reference, offer(to, teller)));
}

fn checklist(world: &World, who: &str) -> Checklist {
    Checklist::of(&world.state, &AgentId::of(who), world.now)
}

/// What the checklist of somebody says about an incident, in short.
fn standing(world: &World, who: &str, reference: Reference) -> String {
    let checklist = checklist(world, who);
    let row = checklist.rows.iter().find(|row| row.reference == reference);
    row.map_or_else(
        || "not listed".to_owned(),
        |row| format!("{:?}", row.standing),
    )
}

#[test]
fn an_incident_goes_from_hand_to_hand_on_the_checklist() {
    let mut world = World::new();
    let it = incident(&mut world);
    assert_eq!(standing(&world, DANA, it), "Yours");
    offers(&mut world, it, TOM, Teller::Giver);
    assert!(standing(&world, DANA, it).starts_with("Waiting"));
    assert!(standing(&world, TOM, it).starts_with("Offered"));
    let reason = "on holiday".to_owned();
    world.must(TOM, change(it, Change::Decline { reason }));
    assert!(standing(&world, DANA, it).contains("on holiday"));
    assert_eq!(standing(&world, TOM, it), "not listed");
    offers(&mut world, it, ANA, Teller::Giver);
    world.accepts(ANA, it);
    assert!(standing(&world, DANA, it).starts_with("Untold"));
    assert_eq!(standing(&world, ANA, it), "Yours");
    let words = "Ana takes over".to_owned();
    world.must(DANA, change(it, Change::TellCustomer { words }));
    assert!(standing(&world, DANA, it).starts_with("Accepted"));
    assert!(checklist(&world, DANA).is_done());
    world.must(DANA, Command::LeaveTheHotline { all_the_same: None });
}

#[test]
fn what_is_done_on_the_checklist_is_what_the_rules_let_go() {
    let mut world = World::new();
    let given: Vec<Reference> = (0..3).map(|_| incident(&mut world)).collect();
    let kept = incident(&mut world);
    for &it in &given {
        offers(&mut world, it, ANA, Teller::Receiver);
    }
    let list = checklist(&world, DANA);
    let counts = [Turn::Receiver, Turn::Agent, Turn::Nobody].map(|turn| list.count(turn));
    assert_eq!(counts, [3, 1, 0]);
    for &it in &given {
        world.accepts(ANA, it);
    }
    let leave = |all_the_same| Command::LeaveTheHotline { all_the_same };
    assert!(!checklist(&world, DANA).is_done());
    world.refused(DANA, leave(None), &kept.to_string());
    let watched = AllTheSame {
        reason: "the train leaves".to_owned(),
        watcher: AgentId::of(ANA),
    };
    world.must(DANA, leave(Some(watched)));
}

#[test]
fn a_new_shift_begins_with_an_empty_checklist() {
    let mut world = World::new();
    let it = incident(&mut world);
    offers(&mut world, it, ANA, Teller::Receiver);
    world.accepts(ANA, it);
    assert_eq!(checklist(&world, DANA).rows.len(), 1);
    world.must(DANA, Command::LeaveTheHotline { all_the_same: None });
    world.later(1);
    world.must(DANA, Command::GoOnTheHotline);
    assert_eq!(checklist(&world, DANA).rows, []);
}

#[test]
fn what_is_late_or_has_no_category_is_counted_once_and_only_while_it_is_held() {
    let mut world = World::new();
    let it = incident(&mut world);
    world.later(120);
    let list = checklist(&world, DANA);
    assert_eq!((list.late_promises, list.running_calls), (1, 0));
    assert_eq!(list.without_category, [it]);
    offers(&mut world, it, ANA, Teller::Receiver);
    world.accepts(ANA, it);
    let list = checklist(&world, DANA);
    assert_eq!(list.late_promises, 0);
    assert_eq!(list.without_category, []);
}

#[test]
fn the_brief_tells_what_an_incident_has_been_through() {
    let mut world = World::new();
    let reference = incident(&mut world);
    let broken = Change::Break {
        promise: 1,
        why: "the driver is not there".to_owned(),
    };
    world.must(DANA, change(reference, broken));
    let told = |world: &World| brief::part(world.incident(reference), BriefPart::WhatHappened);
    expect!["(nothing said yet). Promised and not kept: call back, the driver is not there."]
        .assert_eq(&told(&world));
    world.must(DANA, change(reference, Change::Resolve(fixed())));
    let how = "by mail".to_owned();
    let confirmed = true;
    world.must(
        DANA,
        change(reference, Change::TellResolution { how, confirmed }),
    );
    let next_step = step("look at the driver again", DANA, world.in_hours(4));
    let reason = "labels are cut again".to_owned();
    world.must(
        DANA,
        change(reference, Change::Reopen { reason, next_step }),
    );
    expect!["(nothing said yet). Resolved before, fixed: driver 5.2.2 installed · verified: all four printers print whole labels · by phone. It was reopened: labels are cut again. Promised and not kept: call back, the driver is not there."].assert_eq(&told(&world));
}
