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
