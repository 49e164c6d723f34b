//! Handoffs: an offer of an incident to a named agent, and that agent's acceptance.

use serde::{Deserialize, Serialize};

use super::id::{AgentId, Moment};

/// An offer and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handoff {
    /// Whose it is until it is accepted.
    pub from: AgentId,
    /// Whose it will be.
    pub to: AgentId,
    /// When it was offered.
    pub offered: Moment,
    /// When it was accepted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Moment>,
    /// When it was declined, and why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub declined: Option<Declined>,
    /// When it was taken back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withdrawn: Option<Moment>,
    /// Who tells the customer.
    pub teller: Teller,
    /// When and how the customer was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<Told>,
}

/// A refusal by the receiver.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Declined {
    /// When.
    pub at: Moment,
    /// Why.
    pub reason: String,
}

/// Who tells the customer that somebody else takes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Teller {
    /// The one who hands over, before leaving.
    Giver,
    /// The one who takes over, as the first thing.
    Receiver,
}

/// The customer knows who takes over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Told {
    /// When.
    pub at: Moment,
    /// Who told them.
    pub by: AgentId,
    /// The words.
    pub words: String,
}

impl Handoff {
    /// Whether the receiver has not said anything yet.
    pub fn is_open(&self) -> bool {
        self.accepted.is_none() && self.declined.is_none() && self.withdrawn.is_none()
    }
}
