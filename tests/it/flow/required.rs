//! What is still missing of an incident, as the rules ask for it before escalating and resolving (rules 3 and 4).

use baton::domain::answer::{Answer, Field};
use baton::domain::command::{Change, Command, Known, Required, Until};
use baton::domain::reference::Reference;
use baton::flow::Library;

use super::fixture::{LABELS, answers, library};
use crate::domain::world::{DANA, World, change};

fn known(world: &World, reference: Reference) -> Known<'_> {
    let incident = world.incident(reference);
    let call = incident.calls.first().map(|id| &world.state.calls[id]);
    let caller = incident.caller.as_ref().map(|id| &world.state.callers[id]);
    let customer = incident
        .customer
        .as_ref()
        .map(|id| &world.state.customers[id]);
    Known {
        incident,
        call,
        caller,
        customer,
    }
}

/// Answers as a call gives them, each with the field that its question fills.
fn give(world: &mut World, library: &Library, reference: Reference, line: &str) {
    let call = world.incident(reference).calls[0].clone();
    for short in answers("labels", line) {
        let flow = library.get(&short.flow.id).unwrap();
        let field = flow.question(&short.question).unwrap().maps_to;
        let answer = Answer {
            flow: flow.reference.clone(),
            field,
            ..short
        };
        let command = if field.is_some_and(Field::is_about_the_caller) {
            Command::AnswerAboutCaller {
                call: call.clone(),
                answer,
            }
        } else {
            change(reference, Change::Answer(answer))
        };
        world.must(DANA, command);
    }
}

#[test]
fn an_incident_lacks_what_its_flows_still_ask() {
    let library = library(&[("labels.toml", LABELS)]);
    let (mut world, _, reference) = World::with_an_incident();
    let missing = |world: &World, until| library.missing(known(world, reference), until);
    assert_eq!(
        missing(&world, Until::Resolve),
        ["Who am I speaking with?", "Let me put it in one line."]
    );
    give(
        &mut world,
        &library,
        reference,
        "intake/caller=Maria intake/summary=Half",
    );
    assert_eq!(missing(&world, Until::Resolve), Vec::<String>::new());
    assert_eq!(
        missing(&world, Until::Escalate),
        // The number is that of the telephone.
        [
            "I have some questions for this kind of problem.",
            "Which product is it?",
            "Which version is it?",
            "Who is affected?",
            "Does the work stand still?",
        ]
    );
    // The category brings its own questions, in words for this caller; choosing it is an answer.
    world.must(
        DANA,
        change(
            reference,
            Change::ChooseFlow(library.get("labels").unwrap().reference.clone()),
        ),
    );
    give(
        &mut world,
        &library,
        reference,
        "intake/level=plain intake/product=Ledger intake/version?unknown intake/impact=one intake/urgency=blocked",
    );
    assert_eq!(
        missing(&world, Until::Escalate),
        ["Is it just your computer?", "Is there a message?"]
    );
    give(
        &mut world,
        &library,
        reference,
        "scope=one sees_message?declined",
    );
    assert_eq!(missing(&world, Until::Escalate), Vec::<String>::new());
}

/// The intake asks for the number only of whoever calls for the first time.
#[test]
fn what_was_asked_of_a_new_caller_is_hidden_when_a_known_one_is_picked() {
    let library = library(&[]);
    let (mut world, call, reference) = World::with_an_incident();
    let is_hidden = |world: &World| {
        let standing = library.standing(known(world, reference));
        let phone = standing.iter().find(|answer| answer.question == "phone");
        phone.map(|answer| answer.hidden)
    };
    give(&mut world, &library, reference, "intake/caller=Maria");
    assert_eq!(is_hidden(&world), None, "nothing is answered");
    give(&mut world, &library, reference, "intake/phone=0142");
    assert_eq!(is_hidden(&world), Some(false));
    world.state.calls.get_mut(&call).unwrap().first_call = false;
    assert_eq!(is_hidden(&world), Some(true));
}

/// The count is looked up by whoever talks to the customer; where it is not, nothing is hidden for want of it.
#[test]
fn what_hangs_on_open_incidents_stands_as_it_is() {
    let crowded = LABELS.replace(
        "id = \"scope\"",
        "id = \"scope\"\nwhen = { customer = { open_incidents = \">= 2\" } }",
    );
    assert_ne!(crowded, LABELS);
    let library = library(&[("labels.toml", &crowded)]);
    let (mut world, _, reference) = World::with_an_incident();
    let flow = library.get("labels").unwrap().reference.clone();
    world.must(DANA, change(reference, Change::ChooseFlow(flow)));
    give(&mut world, &library, reference, "scope=all sees_message=no");
    let standing = library.standing(known(&world, reference));
    let named: Vec<&str> = standing.iter().map(|answer| &*answer.question).collect();
    assert!(!named.contains(&"scope"), "{standing:?}");
}
