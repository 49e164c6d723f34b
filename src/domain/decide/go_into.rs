//! A call about an incident that exists: the one that it has just begun goes into that one.

use super::call::{link, of_call, own};
use super::{Fact, Refusal, of_incident, refuse};
use crate::domain::answer::{Answer, Field};
use crate::domain::call::Call;
use crate::domain::command::Context;
use crate::domain::event::Body;
use crate::domain::id::CallId;
use crate::domain::incident::{Entry, Incident};
use crate::domain::reference::Reference;
use crate::domain::resolution::{Resolution, ResolutionKind};
use crate::domain::state::State;

/// How the customer was reached, and how they were told.
const BY_PHONE: &str = "on the phone";

/// Ends what the call has just begun, with its words kept in the incident that exists. The call is about both when
/// more is in it than what the problem is, and when the other is resolved: nobody would look at the words there.
pub(super) fn go_into(
    state: &State,
    context: &Context<'_>,
    id: &CallId,
    begun: Reference,
    reference: Reference,
) -> Result<Vec<Fact>, Refusal> {
    let call = own(state, context, id)?;
    let Some(existing) = state.incidents.get(&reference) else {
        return refuse(format!("There is no incident {reference} here."));
    };
    let begun = state
        .incidents
        .get(&begun)
        .filter(|begun| begun.reference != reference && call.incidents.contains(&begun.reference));
    let begun = begun.filter(|begun| existing.is_open() && is_only_told(begun, call));
    let Some(begun) = begun else {
        return link(state, context, id, reference);
    };
    let mut facts = vec![of_call(
        id,
        Body::CallLinked {
            incident: reference,
            instead_of: Some(begun.reference),
        },
    )];
    if !existing.calls.contains(id) {
        facts.push(of_incident(
            reference,
            Body::CalledAbout { call: id.clone() },
        ));
    }
    let said: Vec<String> = begun.visible_answers().filter_map(said).collect();
    if !said.is_empty() {
        let entry = Entry::Contact {
            channel: BY_PHONE.to_owned(),
            text: said.join(" · "),
        };
        facts.push(of_incident(reference, Body::EntryAdded { entry }));
    }
    let resolution = Resolution {
        kind: ResolutionKind::Same,
        done: format!("goes on as {reference}"),
        verified: "said in the call".to_owned(),
        told: Some(BY_PHONE.to_owned()),
        confirmed: true,
        need: None,
        at: context.now,
        by: context.actor.clone(),
    };
    facts.push(of_incident(begun.reference, Body::Resolved { resolution }));
    Ok(facts)
}

/// Whether the call has begun it and nothing is in it but what the problem is.
fn is_only_told(begun: &Incident, call: &Call) -> bool {
    let tells = |answer: &Answer| {
        matches!(
            answer.field,
            Some(Field::Words | Field::Summary | Field::Category | Field::Product | Field::Version)
        )
    };
    begun.is_open()
        && begun.calls.as_slice() == [call.id.clone()]
        && begun.visible_answers().all(tells)
        && begun.promises.is_empty()
        && begun.handoffs.is_empty()
        && begun
            .visible_timeline()
            .all(|line| matches!(&*line.kind, "opened" | "correction"))
}

/// The caller's words as they are; what else was answered with its question.
fn said(answer: &Answer) -> Option<String> {
    let value = answer.value.as_ref()?.to_string();
    match answer.field {
        Some(Field::Words) => Some(value),
        _ => Some(format!("{} {}", answer.ask.trim(), answer.words())),
    }
}
