//! Rules of handing over: ownership moves only when the receiver accepts, knowing what they accept (rules 5 and 6).

use super::{Local, Locals, Refusal, incident as entries, refuse, said};
use crate::domain::command::{Context, ReadBack};
use crate::domain::event::Body;
use crate::domain::handoff::{Declined, Handoff, Teller, Told};
use crate::domain::id::AgentId;
use crate::domain::incident::{Incident, NextStep};
use crate::domain::state::State;

/// Offers an incident. Its owner may, and for an owner who is not on the hotline anybody may.
pub(super) fn offer(
    state: &State,
    context: &Context<'_>,
    incident: &Incident,
    to: &AgentId,
    teller: Teller,
) -> Locals {
    let reference = incident.reference;
    if !incident.is_held() {
        return refuse(format!(
            "{reference} is resolved; there is nothing left to hand over."
        ));
    }
    said(to.as_str(), "Please say who takes it over.")?;
    let to = state
        .agent(to)
        .map_or_else(|| to.clone(), |agent| agent.id.clone());
    if to.is(&incident.owner) {
        return refuse(format!("{reference} is {to}’s already."));
    }
    if !speaks_for(state, context, &incident.owner) {
        return refuse(format!(
            "{reference} is {0}’s. Only {0} can hand it over.",
            incident.owner
        ));
    }
    let mut facts = vec![];
    if let Some(earlier) = incident.offer() {
        if earlier.to.is(&to) && earlier.teller == teller {
            return Ok(facts);
        }
        facts.push(Body::HandoffWithdrawn { at: context.now }.into());
    }
    facts.extend(entries::introduce(state, &to));
    let handoff = Handoff {
        from: incident.owner.clone(),
        to,
        offered: context.now,
        accepted: None,
        declined: None,
        withdrawn: None,
        teller,
        told: None,
    };
    facts.push(Body::HandoffOffered { handoff }.into());
    Ok(facts)
}

/// Accepts, having read back the next step and the first promise as they are now. Promises keep their dates.
pub(super) fn accept(context: &Context<'_>, incident: &Incident, read_back: &ReadBack) -> Locals {
    let offer = offered_to(context, incident)?;
    if *read_back != ReadBack::of(incident) {
        return refuse("The next step or the promise has changed meanwhile. Please read it again.");
    }
    let mut facts: Vec<Local> = vec![Body::HandoffAccepted { at: context.now }.into()];
    if incident.is_open() && incident.next_step.who.is(&offer.from) {
        let next_step = NextStep {
            who: offer.to.clone(),
            ..incident.next_step.clone()
        };
        facts.push(Body::NextStepSet { next_step }.into());
    }
    Ok(facts)
}

pub(super) fn decline(context: &Context<'_>, incident: &Incident, reason: &str) -> Locals {
    offered_to(context, incident)?;
    let reason = said(reason, "Please say why you cannot take it.")?;
    Ok(vec![
        Body::HandoffDeclined {
            declined: Declined {
                at: context.now,
                reason,
            },
        }
        .into(),
    ])
}

pub(super) fn withdraw(state: &State, context: &Context<'_>, incident: &Incident) -> Locals {
    let Some(offer) = incident.offer() else {
        return refuse(format!("{} is not offered to anybody.", incident.reference));
    };
    if !speaks_for(state, context, &offer.from) {
        return refuse(format!("Only {} can take that offer back.", offer.from));
    }
    Ok(vec![Body::HandoffWithdrawn { at: context.now }.into()])
}

/// The giver and the receiver settle between them who tells the customer.
pub(super) fn choose_teller(
    state: &State,
    context: &Context<'_>,
    incident: &Incident,
    teller: Teller,
) -> Locals {
    let handoff = last(incident)?;
    if !handoff.to.is(context.actor) && !speaks_for(state, context, &handoff.from) {
        return refuse(format!(
            "Only {} or {} can say who tells the customer.",
            handoff.from, handoff.to
        ));
    }
    Ok(if handoff.teller == teller {
        vec![]
    } else {
        vec![Body::TellerChosen { teller }.into()]
    })
}

pub(super) fn tell_customer(context: &Context<'_>, incident: &Incident, words: &str) -> Locals {
    last(incident)?;
    let words = said(words, "Please say what you told them.")?;
    let told = Told {
        at: context.now,
        by: context.actor.clone(),
        words,
    };
    Ok(vec![Body::CustomerToldOfHandoff { told }.into()])
}

/// Everybody speaks for themselves, and anybody for one who is not on the hotline.
fn speaks_for(state: &State, context: &Context<'_>, giver: &AgentId) -> bool {
    let is_here = state
        .agent(giver)
        .is_some_and(|giver| giver.on_the_hotline_since.is_some());
    !is_here || giver.is(context.actor)
}

fn offered_to<'a>(context: &Context<'_>, incident: &'a Incident) -> Result<&'a Handoff, Refusal> {
    match incident.offer() {
        Some(offer) if offer.to.is(context.actor) => Ok(offer),
        Some(offer) => refuse(format!(
            "{} is offered to {}.",
            incident.reference, offer.to
        )),
        None => refuse(format!(
            "{} is not offered to anybody any more.",
            incident.reference
        )),
    }
}

/// The offer that waits or was accepted last.
fn last(incident: &Incident) -> Result<&Handoff, Refusal> {
    let current = incident.offer().or_else(|| incident.accepted_handoff());
    current.ok_or_else(|| {
        Refusal(format!(
            "{} has not been handed to anybody.",
            incident.reference
        ))
    })
}
