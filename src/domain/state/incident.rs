//! The fold of the events of one incident.

use std::collections::BTreeMap;

use crate::domain::advice::Advice;
use crate::domain::answer::{FlowRef, hide, record};
use crate::domain::event::{Body, Event};
use crate::domain::handoff::Handoff;
use crate::domain::id::{AgentId, Moment};
use crate::domain::incident::{Attempt, Entry, Incident, NextStep, Status};
use crate::domain::promise::{Outcome, Promise};
use crate::domain::reference::Reference;
use crate::domain::timeline;

/// An incident of which nothing is known yet but whose it is and what happens next.
pub(in crate::domain) fn new_incident(
    reference: Reference,
    by: &AgentId,
    at: Moment,
    next_step: &NextStep,
) -> Incident {
    Incident {
        reference,
        opened_at: at,
        opened_by: by.clone(),
        owner: by.clone(),
        status: Status::Open,
        caller: None,
        customer: None,
        calls: vec![],
        flow: None,
        answers: vec![],
        advice: Advice::default(),
        priority_override: None,
        next_step: next_step.clone(),
        promises: vec![],
        no_promise: None,
        handoffs: vec![],
        escalations: vec![],
        resolution: None,
        attempts: vec![],
        brief: BTreeMap::new(),
        read_back: None,
        timeline: vec![],
    }
}

/// Folds one event of an incident in.
pub(super) fn fold_incident(incident: &mut Incident, event: &Event) {
    if let Some(line) = timeline::line(incident, event) {
        incident.timeline.push(line);
    }
    let at = event.at;
    match &event.body {
        Body::CalledAbout { call } => {
            if !incident.calls.contains(call) {
                incident.calls.push(call.clone());
            }
        }
        Body::ReportedBy { caller, customer } => {
            incident.caller.clone_from(caller);
            incident.customer.clone_from(customer);
        }
        Body::Answered { answer } => record(&mut incident.answers, answer, at),
        Body::AnswerHidden {
            flow,
            question,
            item,
        } => hide(&mut incident.answers, (flow, question, *item), true),
        Body::AnswerShown {
            flow,
            question,
            item,
        } => hide(&mut incident.answers, (flow, question, *item), false),
        Body::FlowChosen { flow } => incident.flow = Some(FlowRef::clone(flow)),
        Body::RulesAdvised { advice } => incident.advice.clone_from(advice),
        Body::PriorityOverridden { by_hand } => incident.priority_override.clone_from(by_hand),
        Body::NextStepSet { next_step } => incident.next_step = next_step.clone(),
        Body::PromiseMade { promise } => {
            incident.no_promise = None;
            incident.promises.push(promise.clone());
        }
        Body::PromiseKept { promise, .. } => settle(incident, *promise, Outcome::Kept { at }),
        Body::PromiseBroken { promise, why } => {
            settle(
                incident,
                *promise,
                Outcome::Broken {
                    at,
                    why: why.clone(),
                },
            );
        }
        Body::PromiseMoved {
            promise,
            replacement,
            consent,
        } => {
            settle(
                incident,
                *promise,
                Outcome::Moved {
                    at,
                    consent: consent.clone(),
                },
            );
            incident.promises.push(Promise::clone(replacement));
        }
        Body::NoPromiseMade { reason } => incident.no_promise = Some(reason.clone()),
        Body::EntryAdded {
            entry: Entry::Attempt { what, result },
        } => {
            let (what, result) = (what.clone(), result.clone());
            incident.attempts.push(Attempt {
                what,
                result,
                at,
                by: event.actor.clone(),
            });
        }
        Body::ReadBackConfirmed {} => incident.read_back = Some(at),
        Body::HandoffOffered { handoff } => incident.handoffs.push(handoff.clone()),
        Body::EscalatedTo { escalation } => {
            incident.escalations.push(escalation.clone());
            incident.status = Status::Escalated;
        }
        Body::EscalationReturned { .. } => incident.status = Status::Open,
        Body::Resolved { resolution } => {
            incident.resolution = Some(resolution.clone());
            incident.status = Status::Resolved;
        }
        Body::ResolutionTold { how, confirmed } => {
            if let Some(resolution) = &mut incident.resolution {
                resolution.told = Some(how.clone());
                resolution.confirmed = *confirmed;
            }
        }
        Body::Reopened {
            owner, next_step, ..
        } => {
            incident.status = Status::Open;
            incident.resolution = None;
            incident.owner = owner.clone();
            incident.next_step = next_step.clone();
        }
        Body::BriefWritten { part, text } if text.trim().is_empty() => {
            incident.brief.remove(part);
        }
        Body::BriefWritten { part, text } => {
            incident.brief.insert(*part, text.clone());
        }
        Body::HandoffAccepted { .. } => {
            if let Some(handoff) = incident.handoffs.last_mut() {
                handoff.accepted = Some(at);
                incident.owner = handoff.to.clone();
            }
        }
        other => {
            if let Some(handoff) = incident.standing_handoff_mut() {
                fold_handoff(handoff, other);
            }
        }
    }
}

fn fold_handoff(handoff: &mut Handoff, body: &Body) {
    match body {
        Body::HandoffDeclined { declined } => handoff.declined = Some(declined.clone()),
        Body::HandoffWithdrawn { at } => handoff.withdrawn = Some(*at),
        Body::TellerChosen { teller } => handoff.teller = *teller,
        Body::CustomerToldOfHandoff { told } => handoff.told = Some(told.clone()),
        _ => {}
    }
}

fn settle(incident: &mut Incident, id: u32, outcome: Outcome) {
    if let Some(promise) = incident
        .promises
        .iter_mut()
        .find(|promise| promise.id == id)
    {
        promise.outcome = outcome;
    }
}
