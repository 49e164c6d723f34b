//! What an event happened to: an agent, a customer, a caller, a call, an incident, a question flow.

use crate::domain::id::{AgentId, CallId, CallerId, CustomerId};
use crate::domain::reference::Reference;

/// What an event happened to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// An agent.
    Agent(AgentId),
    /// A customer.
    Customer(CustomerId),
    /// A caller.
    Caller(CallerId),
    /// A call.
    Call(CallId),
    /// An incident.
    Incident(Reference),
    /// A question flow, by its id.
    Flow(String),
}

impl Subject {
    /// The kind and the id, as they are stored.
    pub fn stored(&self) -> (&'static str, String) {
        match self {
            Self::Agent(id) => ("agent", id.to_string()),
            Self::Customer(id) => ("customer", id.to_string()),
            Self::Caller(id) => ("caller", id.to_string()),
            Self::Call(id) => ("call", id.to_string()),
            Self::Incident(reference) => ("incident", reference.to_string()),
            Self::Flow(id) => ("flow", id.clone()),
        }
    }

    /// The subject that was stored as this kind and id.
    pub fn from_stored(kind: &str, id: &str) -> Option<Self> {
        Some(match kind {
            "agent" => Self::Agent(AgentId::of(id)),
            "customer" => Self::Customer(CustomerId::stored(id)),
            "caller" => Self::Caller(CallerId::stored(id)),
            "call" => Self::Call(CallId::stored(id)),
            "incident" => Self::Incident(Reference::parse(id).ok()?),
            "flow" => Self::Flow(id.to_owned()),
            _ => return None,
        })
    }
}
