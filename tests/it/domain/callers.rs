//! Whoever is picked by mistake keeps what is theirs; what is said of a known caller stands with them after the call.

use baton::domain::answer::Field;
use baton::domain::call::Ending;
use baton::domain::caller::{Caller, Role};
use baton::domain::command::Command;
use baton::domain::id::CallId;

use super::world::{DANA, World, said};

/// Maria of Acme has called from this number before, as an end user.
fn maria() -> World {
    let mut world = World::new();
    let call = ring(&mut world);
    for (field, text) in [
        (Field::Caller, "Maria Ortiz"),
        (Field::Customer, "Acme"),
        (Field::CallerPhone, "+1 555 0142"),
        (Field::CallerRole, "end_user"),
    ] {
        tell(&mut world, &call, field, text);
    }
    end(&mut world, call);
    world
}

fn ring(world: &mut World) -> CallId {
    world.later(1);
    world.must(DANA, Command::StartCall { number: None });
    world.state.calls.keys().last().unwrap().clone()
}

fn tell(world: &mut World, call: &CallId, field: Field, text: &str) {
    let (call, answer) = (call.clone(), said(field.id(), Some(field), text));
    world.must(DANA, Command::AnswerAboutCaller { call, answer });
}

fn end(world: &mut World, call: CallId) {
    let (ending, no_promise) = (Ending::Closed, vec![]);
    let end = Command::EndCall {
        call,
        ending,
        no_promise,
    };
    world.must(DANA, end);
}

fn named<'a>(world: &'a World, name: &str) -> &'a Caller {
    let mut callers = world.state.callers.values();
    callers.find(|caller| caller.name == name).unwrap()
}

/// Who is on the line, of which company, with which numbers, and what they are to the product.
fn known(world: &World, name: &str) -> String {
    let caller = named(world, name);
    let customer = caller
        .customer
        .as_ref()
        .map(|id| &world.state.customers[id].name);
    let role = caller.role.map(Role::id);
    format!("{customer:?} {:?} {role:?}", caller.phones)
}

#[test]
fn whoever_was_picked_by_mistake_keeps_what_is_theirs() {
    let mut world = maria();
    let before = named(&world, "Maria Ortiz").clone();
    let call = ring(&mut world);
    let picked = before.id.to_string();
    for (field, text) in [
        (Field::Caller, picked.as_str()),
        (Field::CallerPhone, "+1 555 0199"),
        (Field::CallerRole, "it"),
        (Field::CallerEmail, "mara@beta.example"),
        (Field::Customer, "Beta"),
        (Field::Caller, "Mara Ortega"),
    ] {
        tell(&mut world, &call, field, text);
    }
    end(&mut world, call);
    assert_eq!(*named(&world, "Maria Ortiz"), before);
    assert_eq!(
        known(&world, "Mara Ortega"),
        "Some(\"Beta\") [\"+1 555 0199\"] Some(\"it\")"
    );
}

#[test]
fn what_was_said_before_a_known_caller_is_picked_reaches_them() {
    let mut world = maria();
    let picked = named(&world, "Maria Ortiz").id.to_string();
    let call = ring(&mut world);
    for (field, text) in [
        (Field::CallerPhone, "+1 555 0177"),
        (Field::CallerRole, "buyer"),
        (Field::Caller, picked.as_str()),
    ] {
        tell(&mut world, &call, field, text);
    }
    let waits = "Some(\"Acme\") [\"+1 555 0142\"] Some(\"end_user\")";
    assert_eq!(known(&world, "Maria Ortiz"), waits);
    end(&mut world, call);
    assert_eq!(
        known(&world, "Maria Ortiz"),
        "Some(\"Acme\") [\"+1 555 0177\", \"+1 555 0142\"] Some(\"buyer\")"
    );
    // What is known already is not told again.
    let call = ring(&mut world);
    tell(&mut world, &call, Field::Caller, &picked);
    tell(&mut world, &call, Field::CallerRole, "buyer");
    let seen = world.log.len();
    end(&mut world, call);
    assert_eq!(world.log.len(), seen + 1, "{:?}", &world.log[seen..]);
}

#[test]
fn a_known_caller_who_is_with_another_company_now_moves_when_the_call_is_over() {
    let mut world = maria();
    let picked = named(&world, "Maria Ortiz").id.to_string();
    let call = ring(&mut world);
    tell(&mut world, &call, Field::Caller, &picked);
    tell(&mut world, &call, Field::Customer, "Beta");
    assert!(known(&world, "Maria Ortiz").contains("Acme"));
    end(&mut world, call);
    assert!(known(&world, "Maria Ortiz").contains("Beta"));
}
