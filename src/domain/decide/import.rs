//! Rules of importing: a record from a file keeps the same rules as one made here.

use std::collections::BTreeSet;

use super::{Fact, Refusal, of_agent, of_incident, refuse};
use crate::domain::answer::{AnswerState, Value};
use crate::domain::caller::Caller;
use crate::domain::command::Context;
use crate::domain::event::{Body, Subject};
use crate::domain::id::{AgentId, CallId, CallerId, CustomerId, fold, is_blank};
use crate::domain::incident::Status;
use crate::domain::priority::Priority;
use crate::domain::record::{AnswerRecord, CallerRecord, FORMAT, Record};
use crate::domain::record_of;
use crate::domain::resolution::ResolutionKind;
use crate::domain::state::State;

/// From here up the references of this station are for its own calls alone: no file may use them up, because what a
/// file brings is not given out again, and nothing below it either.
const KEPT_FOR_CALLS: u32 = 1_000_000;

/// Every agent that a record names.
pub(in crate::domain) fn names(record: &Record) -> Vec<AgentId> {
    let handoffs = record
        .handoffs
        .iter()
        .flat_map(|handoff| [&handoff.from, &handoff.to]);
    let mut names: Vec<AgentId> = [&record.owner, &record.opened_by, &record.next_step.who]
        .into_iter()
        .chain(handoffs)
        .map(|name| AgentId::of(name))
        .collect();
    names.sort_by_key(|name| fold(name.as_str()));
    names.dedup_by(|left, right| left.is(right));
    names
}

/// The record with every agent under the name by which they are known here: whoever is written in another case is
/// the same person, and what the rules ask about them is found by that name.
fn with_known_names(state: &State, context: &Context<'_>, record: &Record) -> Record {
    let named = names(record);
    let known = |name: &mut String| {
        let written = AgentId::of(name);
        let id = state
            .agent(&written)
            .map(|agent| &agent.id)
            .or_else(|| Some(context.actor).filter(|actor| actor.is(&written)))
            .or_else(|| named.iter().find(|named| named.is(&written)));
        if let Some(id) = id {
            *name = id.to_string();
        }
    };
    let mut record = record.clone();
    known(&mut record.owner);
    known(&mut record.opened_by);
    known(&mut record.next_step.who);
    for handoff in &mut record.handoffs {
        known(&mut handoff.from);
        known(&mut handoff.to);
    }
    record
}

/// The incident, its people and its calls. One that is here already and the same adds nothing.
pub(super) fn facts(
    state: &State,
    context: &Context<'_>,
    record: &Record,
) -> Result<Vec<Fact>, Refusal> {
    let record = &with_known_names(state, context, record);
    if let Some(known) = state.incidents.get(&record.reference) {
        let here = record_of::record(state, known, context.now);
        // A record that somebody wrote by hand looks different once it is here: what it states without an answer has
        // become one. So it is also compared as it would look.
        let mut taken = record_of::incident(record, &known.calls);
        taken.caller.clone_from(&known.caller);
        taken.customer.clone_from(&known.customer);
        let taken = record_of::record(state, &taken, context.now);
        if same(here.clone(), record.clone()) || (here.calls == record.calls && same(here, taken)) {
            return Ok(vec![]);
        }
        return refuse(format!(
            "{} is here already, and differs.",
            record.reference
        ));
    }
    if record.reference.station() == state.station && record.reference.number() >= KEPT_FOR_CALLS {
        return refuse(format!(
            "{}: its number is so high that station {} would soon have none left for its own calls.",
            record.reference, state.station
        ));
    }
    let mut calls = state.calls.values();
    if calls.any(|call| call.ended.is_none() && call.reserved == record.reference) {
        return refuse(format!(
            "{}: a call that is running has this reference. Please import it when that call has ended.",
            record.reference
        ));
    }
    check(record).map_err(|words| Refusal(format!("{}: {words}", record.reference)))?;
    let mut facts: Vec<Fact> = names(record)
        .iter()
        .filter(|name| state.agent(name).is_none() && !name.is(context.actor))
        .map(|name| of_agent(name, Body::AgentJoined {}))
        .collect();
    let customer = customer(state, record, &mut facts);
    let caller = caller(state, record, customer.as_ref(), &mut facts);
    let first = state.counters.calls;
    let calls: Vec<CallId> = (first..)
        .take(record.calls.len())
        .map(|number| CallId::new(state.station, number))
        .collect();
    for (id, call) in calls.iter().zip(&record.calls) {
        let body = Body::CallImported {
            record: call.clone(),
            incident: record.reference,
        };
        facts.push(Fact {
            subject: Subject::Call(id.clone()),
            body,
        });
    }
    let record = Box::new(record.clone());
    let reference = record.reference;
    facts.push(of_incident(
        reference,
        Body::IncidentImported {
            record,
            caller,
            customer,
            calls,
        },
    ));
    Ok(facts)
}

/// Whether both tell the same; a promise that has become late in between is still the same promise.
fn same(mut left: Record, mut right: Record) -> bool {
    for promise in left.promises.iter_mut().chain(&mut right.promises) {
        if promise.state == "late" {
            "live".clone_into(&mut promise.state);
        }
    }
    left == right
}

/// What stands against a record, in words; nothing does if it keeps the rules.
fn check(record: &Record) -> Result<(), String> {
    if record.format != FORMAT {
        return Err(format!(
            "format {} is not one that this program reads ({FORMAT})",
            record.format
        ));
    }
    let faults = [
        (
            is_blank(&record.owner) || is_blank(&record.opened_by),
            "it needs an owner and somebody who opened it",
        ),
        (
            is_blank(&record.next_step.what) || is_blank(&record.next_step.who),
            "it needs a next step and somebody who takes it",
        ),
        (
            record.priority_reason.as_deref().is_none_or(is_blank)
                && record.priority != Priority::of(record.impact, record.urgency),
            "its priority is not that of its impact and urgency, and nothing says why",
        ),
        (
            record
                .customer
                .iter()
                .any(|customer| is_blank(&customer.name))
                || record.caller.iter().any(|caller| is_blank(&caller.name)),
            "its caller or its customer has no name",
        ),
        (
            record.answers.iter().any(says_nothing),
            "one of its answers says nothing: neither a value, nor why it was not asked",
        ),
        (answers_twice(record), "it answers one question twice"),
    ];
    match faults.iter().find(|(is_faulty, _)| *is_faulty) {
        Some((_, words)) => Err((*words).to_owned()),
        None => check_resolution(record)
            .and_then(|()| check_promises(record))
            .and_then(|()| check_handoffs(record)),
    }
}

fn check_resolution(record: &Record) -> Result<(), String> {
    let words = match (&record.resolution, record.status) {
        (None, Status::Resolved) => "it is resolved, but nothing says how",
        (Some(_), Status::Open | Status::Escalated) => "it has a resolution, but is not resolved",
        (Some(resolution), _) if is_blank(&resolution.done) || is_blank(&resolution.verified) => {
            "its resolution does not say what was done and how it was verified"
        }
        (Some(resolution), _)
            if resolution.kind == ResolutionKind::AsDesigned
                && resolution.need.as_deref().is_none_or(is_blank) =>
        {
            "it works as designed, but nothing says what the caller needed"
        }
        (Some(resolution), _)
            if resolution.told.as_deref().is_some_and(is_blank)
                || resolution.confirmed && resolution.told.is_none() =>
        {
            "its resolution does not say how the customer was told"
        }
        _ => return Ok(()),
    };
    Err(words.to_owned())
}

fn check_promises(record: &Record) -> Result<(), String> {
    for (at, promise) in record.promises.iter().enumerate() {
        let is_moved = matches!(promise.state.as_str(), "moved" | "moved_late");
        let is_settled =
            is_moved || matches!(promise.state.as_str(), "kept" | "kept_late" | "broken");
        let needs_words = is_moved || promise.state == "broken";
        let is_last = at + 1 == record.promises.len();
        if is_blank(&promise.what)
            || !is_settled && !matches!(promise.state.as_str(), "live" | "late")
            || is_settled != promise.settled.is_some()
            || needs_words && promise.why.as_deref().is_none_or(is_blank)
            || is_moved && is_last
        {
            return Err(format!(
                "the promise “{}” does not say what became of it",
                promise.what
            ));
        }
    }
    Ok(())
}

fn check_handoffs(record: &Record) -> Result<(), String> {
    let owner = AgentId::of(&record.owner);
    for (at, handoff) in record.handoffs.iter().enumerate() {
        let (from, to) = (AgentId::of(&handoff.from), AgentId::of(&handoff.to));
        let waits =
            handoff.accepted.is_none() && handoff.declined.is_none() && handoff.withdrawn.is_none();
        if from.as_str().is_empty() || to.as_str().is_empty() {
            return Err("one of its handoffs names nobody".to_owned());
        }
        if waits && at + 1 < record.handoffs.len() {
            return Err("an offer other than its last one still waits for an answer".to_owned());
        }
        if waits && (!from.is(&owner) || to.is(&owner)) {
            return Err("its last offer is not one from its owner to somebody else".to_owned());
        }
    }
    Ok(())
}

fn answers_twice(record: &Record) -> bool {
    let mut questions = BTreeSet::new();
    let mut answers = record.answers.iter();
    answers.any(|answer| !questions.insert((&answer.flow, &answer.question, answer.item)))
}

fn says_nothing(answer: &AnswerRecord) -> bool {
    match answer.state {
        AnswerState::Answered => answer.value.as_ref().is_none_or(Value::is_blank),
        AnswerState::NotAsked => answer.remark.as_deref().is_none_or(is_blank),
        AnswerState::Unknown | AnswerState::Declined | AnswerState::NotApplicable => false,
    }
}

fn customer(state: &State, record: &Record, facts: &mut Vec<Fact>) -> Option<CustomerId> {
    let named = record.customer.as_ref()?;
    if let Some(known) = state.customer_named(&named.name) {
        return Some(known.id.clone());
    }
    let id = CustomerId::new(state.station, state.counters.customers);
    let tier = named.tier.map(|tier| Body::CustomerTierSet { tier });
    let added = Body::CustomerAdded {
        name: named.name.clone(),
    };
    facts.extend([Some(added), tier].into_iter().flatten().map(|body| Fact {
        subject: Subject::Customer(id.clone()),
        body,
    }));
    Some(id)
}

/// The caller of this name at this customer, or a new one. Where no company tells two of one name apart, the number does.
/// What is known here of a caller stays as it is; what the record knows beside that is added.
fn caller(
    state: &State,
    record: &Record,
    customer: Option<&CustomerId>,
    facts: &mut Vec<Fact>,
) -> Option<CallerId> {
    let named = record.caller.as_ref()?;
    let name = fold(&named.name);
    let is_the_same = |caller: &&Caller| {
        let numbers = match &named.phone {
            Some(phone) => caller.phones.contains(phone),
            None => caller.phones.is_empty(),
        };
        caller.customer.as_ref() == customer
            && fold(&caller.name) == name
            && (customer.is_some() || numbers)
    };
    if let Some(known) = state.callers.values().find(is_the_same) {
        facts.extend(news(known, named).map(|body| Fact {
            subject: Subject::Caller(known.id.clone()),
            body,
        }));
        return Some(known.id.clone());
    }
    let id = CallerId::new(state.station, state.counters.callers);
    let (name, phone, email) = (named.name.clone(), named.phone.clone(), named.email.clone());
    let bodies = [
        Some(Body::CallerAdded { name }),
        phone.map(|phone| Body::CallerPhoneSet { phone }),
        email.map(|email| Body::CallerEmailSet { email }),
        named.role.map(|role| Body::CallerRoleSet { role }),
        named.level.map(|level| Body::CallerLevelSet { level }),
        customer
            .cloned()
            .map(|customer| Body::CallerCustomerSet { customer }),
    ];
    facts.extend(bodies.into_iter().flatten().map(|body| Fact {
        subject: Subject::Caller(id.clone()),
        body,
    }));
    Some(id)
}

/// What a record knows of a caller beside what is known here. The number to call back on stays the first.
fn news(known: &Caller, named: &CallerRecord) -> impl Iterator<Item = Body> {
    let phone = named.phone.clone();
    let phone = phone.filter(|phone| !known.phones.contains(phone));
    let first = known.phones.first().filter(|_| phone.is_some()).cloned();
    let email = named.email.clone().filter(|_| known.email.is_none());
    let role = named.role.filter(|_| known.role.is_none());
    let level = named.level.filter(|_| known.level.is_none());
    let bodies = [
        phone.map(|phone| Body::CallerPhoneSet { phone }),
        first.map(|phone| Body::CallerPhoneSet { phone }),
        email.map(|email| Body::CallerEmailSet { email }),
        role.map(|role| Body::CallerRoleSet { role }),
        level.map(|level| Body::CallerLevelSet { level }),
    ];
    bodies.into_iter().flatten()
}
