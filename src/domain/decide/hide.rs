//! An answer whose question other answers hide leaves the record, and comes back with its question.

use std::collections::BTreeSet;

use super::call::of_call;
use super::incident::around;
use super::{Fact, of_incident};
use crate::domain::answer::Recorded;
use crate::domain::call::Call;
use crate::domain::command::{Context, Known, Standing};
use crate::domain::event::{Body, Event, Subject};
use crate::domain::hybrid_clock::HybridClock;
use crate::domain::id::CallId;
use crate::domain::incident::Incident;
use crate::domain::reference::Reference;
use crate::domain::state::State;

/// What is hidden, and what is shown again, once these facts are the case.
pub(super) fn follow(state: &State, context: &Context<'_>, facts: &[Fact]) -> Vec<Fact> {
    let mut calls: BTreeSet<CallId> = facts.iter().filter_map(about_a_caller).collect();
    let mut incidents: BTreeSet<Reference> = facts.iter().filter_map(about_a_problem).collect();
    if calls.is_empty() && incidents.is_empty() {
        return vec![];
    }
    // What is asked about the caller may hang on the problem, and the other way round.
    let reported = incidents.iter().filter_map(|of| state.incidents.get(of));
    calls.extend(reported.filter_map(|incident| reporting(state, incident)));
    let after = after(state, context, facts, &calls, &incidents);
    let mut hidden = vec![];
    for call in calls.iter().filter_map(|id| after.calls.get(id)) {
        incidents.extend(opened_by(&after, call).map(|incident| incident.reference));
        let blank = Incident::begun(call.reserved, context.actor, context.now);
        let first = call
            .incidents
            .first()
            .and_then(|of| after.incidents.get(of));
        let known = Known {
            incident: first.unwrap_or(&blank),
            call: Some(call),
            caller: call.caller.as_ref().and_then(|id| after.callers.get(id)),
            customer: call
                .customer
                .as_ref()
                .and_then(|id| after.customers.get(id)),
        };
        let changed = changed(&call.answers, context.required.standing(known));
        hidden.extend(changed.map(|body| of_call(&call.id, body)));
    }
    for incident in incidents.iter().filter_map(|of| after.incidents.get(of)) {
        let standing = context.required.standing(around(&after, incident));
        let changed = changed(&incident.answers, standing);
        hidden.extend(changed.map(|body| of_incident(incident.reference, body)));
    }
    hidden
}

/// The call that a fact says something of which other questions may hang on.
fn about_a_caller(fact: &Fact) -> Option<CallId> {
    match (&fact.subject, &fact.body) {
        (Subject::Call(id), Body::CallerAnswered { .. }) => Some(id.clone()),
        _ => None,
    }
}

/// The incident that a fact says something of which other questions may hang on.
fn about_a_problem(fact: &Fact) -> Option<Reference> {
    match (&fact.subject, &fact.body) {
        (Subject::Incident(reference), Body::Answered { .. } | Body::FlowChosen { .. }) => {
            Some(*reference)
        }
        _ => None,
    }
}

/// The call that reported an incident, if that was the first it was about.
fn reporting(state: &State, incident: &Incident) -> Option<CallId> {
    let call = state.calls.get(incident.calls.first()?)?;
    (call.incidents.first() == Some(&incident.reference)).then(|| call.id.clone())
}

/// The problems that a call reported.
fn opened_by<'a>(state: &'a State, call: &'a Call) -> impl Iterator<Item = &'a Incident> {
    let incidents = call.incidents.iter();
    let incidents = incidents.filter_map(|reference| state.incidents.get(reference));
    incidents.filter(|incident| incident.calls.first() == Some(&call.id))
}

/// What these facts leave of that part of the world which says what is asked.
fn after(
    state: &State,
    context: &Context<'_>,
    facts: &[Fact],
    calls: &BTreeSet<CallId>,
    incidents: &BTreeSet<Reference>,
) -> State {
    let mut after = State::new(state.station, state.counters);
    let calls = calls.iter().filter_map(|id| state.calls.get(id));
    let of_calls = calls.clone().flat_map(|call| &call.incidents);
    let incidents = of_calls
        .chain(incidents)
        .filter_map(|of| state.incidents.get(of));
    for incident in incidents {
        let call = incident.calls.first().and_then(|id| state.calls.get(id));
        after
            .calls
            .extend(call.map(|call| (call.id.clone(), call.clone())));
        after.incidents.insert(incident.reference, incident.clone());
    }
    after
        .calls
        .extend(calls.map(|call| (call.id.clone(), call.clone())));
    for fact in facts {
        bring_in(&mut after, state, &fact.subject);
        after.apply(&Event {
            station: state.station,
            seq: 0,
            clock: HybridClock::default(),
            at: context.now,
            actor: context.actor.clone(),
            subject: fact.subject.clone(),
            body: fact.body.clone(),
        });
    }
    let people = people_in(&after);
    for subject in people {
        bring_in(&mut after, state, &subject);
    }
    after
}

/// The callers and customers of these calls and incidents.
fn people_in(state: &State) -> Vec<Subject> {
    let of_calls = state.calls.values();
    let of_calls = of_calls.map(|call| (&call.caller, &call.customer));
    let of_incidents = state.incidents.values();
    let of_incidents = of_incidents.map(|incident| (&incident.caller, &incident.customer));
    let people = of_calls.chain(of_incidents);
    let people = people.flat_map(|(caller, customer)| {
        let caller = caller.clone().map(Subject::Caller);
        caller
            .into_iter()
            .chain(customer.clone().map(Subject::Customer))
    });
    people.collect()
}

/// Brings a person as they are into that part of the world, if they are not there yet.
fn bring_in(part: &mut State, state: &State, subject: &Subject) {
    match subject {
        Subject::Caller(id) if !part.callers.contains_key(id) => {
            let caller = state.callers.get(id);
            part.callers
                .extend(caller.map(|caller| (id.clone(), caller.clone())));
        }
        Subject::Customer(id) if !part.customers.contains_key(id) => {
            let customer = state.customers.get(id);
            part.customers
                .extend(customer.map(|customer| (id.clone(), customer.clone())));
        }
        _ => {}
    }
}

/// The answers that do not stand yet as they should.
fn changed(answers: &[Recorded], standing: Vec<Standing>) -> impl Iterator<Item = Body> {
    standing.into_iter().filter_map(move |standing| {
        let Standing {
            flow,
            question,
            item,
            hidden,
        } = standing;
        let mut answers = answers.iter();
        let recorded = answers.find(|known| known.answer.is_to(&flow, &question, item))?;
        (recorded.hidden != hidden).then_some(if hidden {
            Body::AnswerHidden {
                flow,
                question,
                item,
            }
        } else {
            Body::AnswerShown {
                flow,
                question,
                item,
            }
        })
    })
}
