//! Rules of importing: a record from a file keeps the same rules as one made here.

use super::{Fact, Refusal, of_agent, of_incident, refuse};
use crate::domain::command::Context;
use crate::domain::event::{Body, Subject};
use crate::domain::id::{AgentId, CallId, CallerId, CustomerId, fold};
use crate::domain::incident::Status;
use crate::domain::priority::Priority;
use crate::domain::record::{FORMAT, Record};
use crate::domain::record_of;
use crate::domain::state::State;

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
    names.sort();
    names.dedup();
    names
}

/// The incident, its people and its calls. One that is here already and the same adds nothing.
pub(super) fn facts(
    state: &State,
    context: &Context<'_>,
    record: &Record,
) -> Result<Vec<Fact>, Refusal> {
    if let Some(known) = state.incidents.get(&record.reference) {
        if same(record_of::record(state, known, context.now), record.clone()) {
            return Ok(vec![]);
        }
        return refuse(format!(
            "{} is here already, and differs.",
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

fn check(record: &Record) -> Result<(), String> {
    let blank = |text: &str| text.trim().is_empty();
    if record.format != FORMAT {
        return Err(format!(
            "format {} is not one that this program reads ({FORMAT})",
            record.format
        ));
    }
    if blank(&record.owner) || blank(&record.opened_by) {
        return Err("it needs an owner and somebody who opened it".to_owned());
    }
    if blank(&record.next_step.what) || blank(&record.next_step.who) {
        return Err("it needs a next step and somebody who takes it".to_owned());
    }
    match (&record.resolution, record.status) {
        (None, Status::Resolved) => return Err("it is resolved, but nothing says how".to_owned()),
        (Some(_), Status::Open | Status::Escalated) => {
            return Err("it has a resolution, but is not resolved".to_owned());
        }
        (Some(resolution), _) if blank(&resolution.done) || blank(&resolution.verified) => {
            return Err(
                "its resolution says neither what was done nor how it was verified".to_owned(),
            );
        }
        _ => {}
    }
    for promise in &record.promises {
        let settled = matches!(
            promise.state.as_str(),
            "kept" | "kept_late" | "broken" | "moved"
        );
        if blank(&promise.what) || settled != promise.settled.is_some() {
            return Err(format!(
                "the promise “{}” does not say what became of it",
                promise.what
            ));
        }
    }
    let waiting = |index: usize| {
        record.handoffs.get(index).is_some_and(|handoff| {
            handoff.accepted.is_none() && handoff.declined.is_none() && handoff.withdrawn.is_none()
        })
    };
    if (0..record.handoffs.len().saturating_sub(1)).any(waiting) {
        return Err("an offer other than its last one still waits for an answer".to_owned());
    }
    if record.priority_reason.is_none()
        && record.priority != Priority::of(record.impact, record.urgency)
    {
        return Err(
            "its priority is not that of its impact and urgency, and nothing says why".to_owned(),
        );
    }
    Ok(())
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

/// The caller of this name at this customer, or a new one.
fn caller(
    state: &State,
    record: &Record,
    customer: Option<&CustomerId>,
    facts: &mut Vec<Fact>,
) -> Option<CallerId> {
    let named = record.caller.as_ref()?;
    let known = state.callers.values().find(|caller| {
        fold(&caller.name) == fold(&named.name) && caller.customer.as_ref() == customer
    });
    if let Some(known) = known {
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
