//! Rules of the call: it always runs somewhere, and ends with a promise (rule 2).

use super::{Fact, Refusal, leave, of_incident, refuse, said, undecided};
use crate::domain::call::{Call, Ending};
use crate::domain::command::Context;
use crate::domain::event::{Body, Subject};
use crate::domain::id::{CallId, clean};
use crate::domain::reference::Reference;
use crate::domain::state::State;

/// Takes a call. The first one begins the shift; one that runs is parked.
pub(super) fn start(
    state: &State,
    context: &Context<'_>,
    number: Option<&str>,
) -> Result<Vec<Fact>, Refusal> {
    let reserved = next_reference(state)?;
    let mut facts = leave::go_on(state, context.actor);
    facts.extend(park_others(state, context, None));
    let id = CallId::new(state.station, state.counters.calls);
    let number = number.map(clean).filter(|number| !number.is_empty());
    facts.push(of_call(&id, Body::CallStarted { number, reserved }));
    Ok(facts)
}

pub(super) fn park(
    state: &State,
    context: &Context<'_>,
    id: &CallId,
) -> Result<Vec<Fact>, Refusal> {
    let call = own(state, context, id)?;
    Ok(if call.parked.is_none() {
        vec![of_call(id, Body::CallParked {})]
    } else {
        vec![]
    })
}

pub(super) fn resume(
    state: &State,
    context: &Context<'_>,
    id: &CallId,
) -> Result<Vec<Fact>, Refusal> {
    let call = own(state, context, id)?;
    let mut facts = park_others(state, context, Some(id));
    if call.parked.is_some() {
        facts.push(of_call(id, Body::CallResumed {}));
    }
    Ok(facts)
}

/// The call is about an incident that exists.
pub(super) fn link(
    state: &State,
    context: &Context<'_>,
    id: &CallId,
    reference: Reference,
) -> Result<Vec<Fact>, Refusal> {
    let call = own(state, context, id)?;
    if !state.incidents.contains_key(&reference) {
        return refuse(format!("There is no incident {reference} here."));
    }
    if call.incidents.contains(&reference) {
        return Ok(vec![]);
    }
    Ok(vec![
        of_call(
            id,
            Body::CallLinked {
                incident: reference,
                instead_of: None,
            },
        ),
        of_incident(reference, Body::CalledAbout { call: id.clone() }),
    ])
}

/// Gives the call's next problem its reference: the one set aside, or a new one.
pub(super) fn open_incident(
    state: &State,
    context: &Context<'_>,
    id: &CallId,
) -> Result<Vec<Fact>, Refusal> {
    let call = own(state, context, id)?;
    let reference = if state.incidents.contains_key(&call.reserved) {
        next_reference(state)?
    } else {
        call.reserved
    };
    let next_step = undecided(context.actor, context.now);
    let mut facts = vec![
        of_call(
            id,
            Body::CallLinked {
                incident: reference,
                instead_of: None,
            },
        ),
        of_incident(
            reference,
            Body::IncidentOpened {
                call: Some(id.clone()),
                next_step,
            },
        ),
    ];
    if call.caller.is_some() || call.customer.is_some() {
        let (caller, customer) = (call.caller.clone(), call.customer.clone());
        facts.push(of_incident(
            reference,
            Body::ReportedBy { caller, customer },
        ));
    }
    Ok(facts)
}

/// Ends the call. Whatever it leaves open has a promise to come, or the reason why there is none (rule 2).
pub(super) fn end(
    state: &State,
    context: &Context<'_>,
    id: &CallId,
    ending: Ending,
    no_promise: &[(Reference, String)],
) -> Result<Vec<Fact>, Refusal> {
    let call = own(state, context, id)?;
    let mut facts = vec![];
    for incident in call
        .incidents
        .iter()
        .filter_map(|reference| state.incidents.get(reference))
    {
        if !incident.is_open() || incident.is_promised(context.now) {
            continue;
        }
        let reference = incident.reference;
        let stated = no_promise
            .iter()
            .find(|(of, _)| *of == reference)
            .map(|(_, reason)| reason.as_str());
        let reason = match (stated, ending) {
            (Some(reason), _) => said(reason, "Please say why there is no promise.")?,
            (None, Ending::CutOff) => "the line went dead before a promise was made".to_owned(),
            (None, _) => {
                return refuse(format!(
                    "{reference} is open. Promise when the caller hears from us, or say why there is no promise."
                ));
            }
        };
        facts.push(of_incident(reference, Body::NoPromiseMade { reason }));
    }
    facts.extend(super::caller::settle(state, call));
    facts.push(of_call(id, Body::CallEnded { ending }));
    Ok(facts)
}

/// The running call of the acting agent.
pub(super) fn own<'a>(
    state: &'a State,
    context: &Context<'_>,
    id: &CallId,
) -> Result<&'a Call, Refusal> {
    let Some(call) = state.calls.get(id) else {
        return refuse("That call is not in this database.");
    };
    if !call.agent.is(context.actor) {
        return refuse(format!("That call is {}’s.", call.agent));
    }
    if call.ended.is_some() {
        return refuse("That call has ended.");
    }
    Ok(call)
}

fn park_others(state: &State, context: &Context<'_>, except: Option<&CallId>) -> Vec<Fact> {
    state
        .running_calls(context.actor)
        .filter(|call| call.parked.is_none() && Some(&call.id) != except)
        .map(|call| of_call(&call.id, Body::CallParked {}))
        .collect()
}

fn next_reference(state: &State) -> Result<Reference, Refusal> {
    // People count from one.
    Reference::new(state.station, state.counters.incidents.max(1)).ok_or_else(|| {
        Refusal(format!(
            "Station {} has given out all its references. Please use another station code.",
            state.station
        ))
    })
}

pub(super) fn of_call(id: &CallId, body: Body) -> Fact {
    Fact {
        subject: Subject::Call(id.clone()),
        body,
    }
}
