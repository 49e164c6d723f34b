//! What an agent holds: all that would fall if they left the hotline now (rule 7).

mod checklist;

pub use checklist::{Checklist, Row, Standing, Turn};

use super::handoff::Teller;
use super::id::{AgentId, CallId};
use super::reference::Reference;
use super::state::State;

/// One thing that somebody holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Held {
    /// A call that has not ended.
    Call(CallId),
    /// An open incident that nobody was asked to take.
    Open(Reference),
    /// An open incident whose offer waits for an answer.
    Unaccepted(Reference, AgentId),
    /// A resolved incident with a live promise.
    Promised(Reference),
    /// A resolved incident of which the customer does not know yet.
    Untold(Reference),
    /// An offer of somebody else's incident that waits for this agent.
    Offered(Reference, AgentId),
    /// An incident handed over whose customer this agent wanted to tell.
    CustomerUntold(Reference, AgentId),
}

impl Held {
    /// What to do about it, in a sentence.
    pub fn words(&self) -> String {
        match self {
            Self::Call(_) => "A call is still open. Please end it first.".to_owned(),
            Self::Open(reference) => {
                format!("{reference} is still yours. Please hand it to somebody.")
            }
            Self::Unaccepted(reference, to) => format!("{to} has not accepted {reference} yet."),
            Self::Promised(reference) => {
                format!("{reference} has a promise of yours. Please keep it.")
            }
            Self::Untold(reference) => {
                format!(
                    "The customer does not know yet that {reference} is resolved. Please tell them."
                )
            }
            Self::Offered(reference, from) => {
                format!("{from} offers you {reference}. Please accept or decline it.")
            }
            Self::CustomerUntold(reference, to) => {
                format!(
                    "The customer of {reference} does not know yet that {to} takes over. Please tell them."
                )
            }
        }
    }

    /// The incident, if it is one.
    pub fn reference(&self) -> Option<Reference> {
        match self {
            Self::Call(_) => None,
            Self::Open(reference)
            | Self::Unaccepted(reference, _)
            | Self::Promised(reference)
            | Self::Untold(reference)
            | Self::Offered(reference, _)
            | Self::CustomerUntold(reference, _) => Some(*reference),
        }
    }
}

/// Everything an agent holds, of what the state holds: calls first, then incidents by reference.
pub fn held_by(state: &State, agent: &AgentId) -> Vec<Held> {
    let mut held: Vec<Held> = state
        .running_calls(agent)
        .map(|call| Held::Call(call.id.clone()))
        .collect();
    for incident in state.incidents.values() {
        let reference = incident.reference;
        let offer = incident.offer();
        if incident.owner.is(agent) && incident.is_held() {
            held.push(match offer {
                Some(offer) => Held::Unaccepted(reference, offer.to.clone()),
                None if incident.is_open() => Held::Open(reference),
                None if incident.live_promises().next().is_some() => Held::Promised(reference),
                None => Held::Untold(reference),
            });
        } else if let Some(offer) = offer.filter(|offer| offer.to.is(agent)) {
            held.push(Held::Offered(reference, offer.from.clone()));
        } else if let Some(handoff) = incident.accepted_handoff()
            && handoff.from.is(agent)
            && handoff.to.is(&incident.owner)
            && handoff.teller == Teller::Giver
            && handoff.told.is_none()
            && incident.is_open()
        {
            held.push(Held::CustomerUntold(reference, handoff.to.clone()));
        }
    }
    held
}
