//! A file cannot get round the rules: each way to spoil a record is refused, in words that name the incident.

use baton::domain::answer::{AnswerState, Value};
use baton::domain::caller::Role;
use baton::domain::command::{Change, Command, Resolve};
use baton::domain::handoff::Teller;
use baton::domain::id::Station;
use baton::domain::incident::Status;
use baton::domain::priority::Priority;
use baton::domain::record::Record;
use baton::domain::record_of;
use baton::domain::reference::Reference;
use baton::domain::resolution::ResolutionKind;

use super::world::{ANA, DANA, TOM, World, change, fixed, offer, said, station};

/// An incident with a bit of everything, offered to Ana, as another station would write it.
fn offered() -> Record {
    let (mut world, call, incident) = World::with_a_promised_incident();
    let answer = said(
        "caller",
        Some(baton::domain::answer::Field::Caller),
        "Maria Ortiz",
    );
    world.must(
        DANA,
        Command::AnswerAboutCaller {
            call: call.clone(),
            answer,
        },
    );
    let answer = said(
        "customer",
        Some(baton::domain::answer::Field::Customer),
        "Acme",
    );
    world.must(DANA, Command::AnswerAboutCaller { call, answer });
    world.must(
        DANA,
        change(incident, Change::Answer(said("scope", None, "all"))),
    );
    let (by, consent) = (world.in_hours(40), "she is out until Tuesday".to_owned());
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
    world.must(DANA, change(incident, offer(ANA, Teller::Giver)));
    from_elsewhere(&world, incident)
}

fn resolved() -> Record {
    let (mut world, _, incident) = World::with_an_incident();
    let kind = ResolutionKind::AsDesigned;
    let need = Some("a report a customer".to_owned());
    world.must(
        DANA,
        change(
            incident,
            Change::Resolve(Resolve {
                kind,
                need,
                ..fixed()
            }),
        ),
    );
    from_elsewhere(&world, incident)
}

fn from_elsewhere(world: &World, incident: Reference) -> Record {
    let mut record = record_of::record(&world.state, world.incident(incident), world.now);
    record.reference = Reference::new(Station::parse("M2").unwrap(), 7).unwrap();
    record
}

#[test]
fn what_keeps_the_rules_comes_in() {
    for record in [offered(), resolved()] {
        let mut world = World::new();
        let reference = record.reference;
        world.must(ANA, Command::Import(Box::new(record.clone())));
        assert_eq!(
            record_of::record(&world.state, world.incident(reference), world.now),
            record
        );
        assert_eq!(
            world.must(ANA, Command::Import(Box::new(record.clone()))),
            []
        );
        let differs = Record {
            summary: "something else".to_owned(),
            ..record
        };
        world.refused(
            ANA,
            Command::Import(Box::new(differs)),
            "is here already, and differs",
        );
    }
}

/// A section that is asked for each of several things answers its questions once for each.
#[test]
fn what_was_answered_for_each_of_several_comes_in() {
    let mut record = offered();
    for item in [1, 2] {
        let mut answer = record.answers[0].clone();
        answer.question = "which_printer".to_owned();
        answer.item = Some(item);
        record.answers.push(answer);
    }
    let (reference, mut world) = (record.reference, World::new());
    let twice = record.answers.last().cloned();
    world.must(ANA, Command::Import(Box::new(record.clone())));
    assert_eq!(
        world.incident(reference).answers.len(),
        record.answers.len()
    );
    record.reference = Reference::new(reference.station(), 8).unwrap();
    record.answers.extend(twice);
    world.refused(ANA, Command::Import(Box::new(record)), "twice");
}

type Spoil = fn(&mut Record);

#[test]
fn what_breaks_a_rule_stays_out() {
    let of_offered: [(Spoil, &str); 25] = [
        (|r| r.format = 2, "format 2"),
        (|r| r.owner = " ".to_owned(), "needs an owner"),
        (|r| r.owner = "\u{7}".to_owned(), "needs an owner"),
        (|r| r.opened_by = String::new(), "needs an owner"),
        (|r| r.next_step.what = "\t".to_owned(), "needs a next step"),
        (|r| r.next_step.who = String::new(), "needs a next step"),
        (|r| r.priority = Priority::P1, "its priority"),
        (|r| r.caller.as_mut().unwrap().name.clear(), "no name"),
        (|r| r.customer.as_mut().unwrap().name.clear(), "no name"),
        (|r| r.answers[0].value = None, "says nothing"),
        (
            |r| r.answers[0].value = Some(Value::List(vec![])),
            "says nothing",
        ),
        (
            |r| r.answers[0].state = AnswerState::NotAsked,
            "says nothing",
        ),
        (|r| r.answers.push(r.answers[0].clone()), "twice"),
        (|r| r.status = Status::Resolved, "nothing says how"),
        (
            |r| r.promises[0].why = None,
            "does not say what became of it",
        ),
        (
            |r| r.promises[1].state = "forgotten".to_owned(),
            "does not say what became of it",
        ),
        (
            |r| r.reference = Reference::new(station(), 1_000_000).unwrap(),
            "none left for its own calls",
        ),
        (
            |r| r.promises[0].settled = None,
            "does not say what became of it",
        ),
        (
            |r| r.promises[1].settled = r.promises[0].settled,
            "does not say what became of it",
        ),
        (
            |r| r.promises[1].what.clear(),
            "does not say what became of it",
        ),
        (|r| drop(r.promises.pop()), "does not say what became of it"),
        (|r| r.handoffs[0].to.clear(), "names nobody"),
        (|r| r.handoffs[0].from = ANA.to_owned(), "from its owner"),
        (
            |r| r.handoffs[0].to = "DANA REYES".to_owned(),
            "from its owner",
        ),
        (|r| r.handoffs.push(r.handoffs[0].clone()), "still waits"),
    ];
    let of_resolved: [(Spoil, &str); 7] = [
        (|r| r.resolution = None, "nothing says how"),
        (|r| r.status = Status::Open, "is not resolved"),
        (
            |r| r.resolution.as_mut().unwrap().done.clear(),
            "what was done",
        ),
        (
            |r| r.resolution.as_mut().unwrap().verified.clear(),
            "how it was verified",
        ),
        (
            |r| r.resolution.as_mut().unwrap().need = None,
            "what the caller needed",
        ),
        (
            |r| r.resolution.as_mut().unwrap().told = None,
            "how the customer was told",
        ),
        (
            |r| r.resolution.as_mut().unwrap().told = Some(" ".to_owned()),
            "how the customer was told",
        ),
    ];
    let spoilt = of_offered.map(|spoil| (offered(), spoil)).into_iter();
    for (mut record, (spoil, words)) in spoilt.chain(of_resolved.map(|spoil| (resolved(), spoil))) {
        spoil(&mut record);
        let mut world = World::new();
        let reference = record.reference.to_string();
        world.refused(ANA, Command::Import(Box::new(record.clone())), words);
        world.refused(ANA, Command::Import(Box::new(record)), &reference);
    }
}

/// A file that was written in the middle of a call knows no end of it: that call waits, nobody is speaking here.
#[test]
fn a_call_without_an_end_waits() {
    let record = offered();
    assert_eq!(record.calls[0].ended, None);
    let mut world = World::new();
    world.must(DANA, Command::StartCall { number: None });
    world.must(ANA, Command::Import(Box::new(record)));
    let parked: Vec<bool> = world
        .state
        .calls
        .values()
        .map(|call| call.parked.is_some())
        .collect();
    assert_eq!(parked, [false, true]);
}

#[test]
fn names_in_another_case_are_the_same_people() {
    let mut record = offered();
    record.opened_by = "DANA REYES".to_owned();
    record.next_step.who = "dana reyes".to_owned();
    let mut world = World::new();
    world.must("ana ruiz", Command::Import(Box::new(record)));
    assert_eq!(world.state.agents.len(), 2);

    // What is asked about her by the store is found by the name that she has here: only she hands it over.
    let mut record = offered();
    record.owner = "dana reyes".to_owned();
    record.handoffs[0].from = "DANA REYES".to_owned();
    let (reference, mut world) = (record.reference, World::new());
    world.must(DANA, Command::GoOnTheHotline);
    world.must(ANA, Command::Import(Box::new(record.clone())));
    assert_eq!(world.incident(reference).owner.as_str(), DANA);
    assert_eq!(world.incident(reference).handoffs[0].from.as_str(), DANA);
    let take = change(reference, offer(TOM, Teller::Giver));
    world.refused(TOM, take, "Only Dana Reyes");
    let again = Command::Import(Box::new(record));
    assert_eq!(world.must(ANA, again), [], "it is the same one");
}

/// What a file knows of a caller beside what is known here is added; what is known here stays first.
#[test]
fn what_a_file_knows_of_a_known_caller_is_added() {
    let mut world = World::new();
    let mut record = offered();
    let more = |record: &mut Record, number: u32, phone: &str, role: Role| {
        record.reference = Reference::new(Station::parse("M2").unwrap(), number).unwrap();
        let caller = record.caller.as_mut().unwrap();
        (caller.phone, caller.role) = (Some(phone.to_owned()), Some(role));
    };
    more(&mut record, 1, "+1 555 0142", Role::It);
    record.caller.as_mut().unwrap().role = None;
    world.must(ANA, Command::Import(Box::new(record.clone())));
    more(&mut record, 2, "+1 555 0177", Role::Buyer);
    record.caller.as_mut().unwrap().email = Some("maria@acme.example".to_owned());
    world.must(ANA, Command::Import(Box::new(record.clone())));
    more(&mut record, 3, "+1 555 0177", Role::EndUser);
    let again = Command::Import(Box::new(record.clone()));
    world.must(ANA, again.clone());
    assert_eq!(world.must(ANA, again), [], "it is the same one");
    let callers: Vec<_> = world.state.callers.values().collect();
    let [maria] = callers.as_slice() else {
        panic!("{callers:?}");
    };
    assert_eq!(maria.phones, ["+1 555 0142", "+1 555 0177"]);
    assert_eq!(maria.role, Some(Role::Buyer));
    assert_eq!(maria.email.as_deref(), Some("maria@acme.example"));
}

/// Two people of one name who belong to no company are told apart by their number.
#[test]
fn people_of_one_name_without_a_company_are_told_apart_by_number() {
    let mut world = World::new();
    let mut record = offered();
    record.customer = None;
    for (number, phone) in [
        (1, Some("1")),
        (2, Some("2")),
        (3, Some("1")),
        (4, None),
        (5, None),
    ] {
        record.reference = Reference::new(Station::parse("M2").unwrap(), number).unwrap();
        record.caller.as_mut().unwrap().phone = phone.map(str::to_owned);
        world.must(ANA, Command::Import(Box::new(record.clone())));
    }
    let of = |number: u32| {
        let reference = Reference::new(Station::parse("M2").unwrap(), number).unwrap();
        world.incident(reference).caller.clone().unwrap()
    };
    assert_eq!((of(1), of(4)), (of(3), of(5)));
    assert_eq!(world.state.callers.len(), 3);
}
