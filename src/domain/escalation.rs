//! Escalations: giving an incident to the next level or another department, under a stated condition.

use serde::{Deserialize, Serialize};

use super::id::{AgentId, Moment};

/// An incident in the hands of the next level, while its owner keeps the contact with the customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Escalation {
    /// The level or department.
    pub to: String,
    /// The condition under which it was given.
    pub why: String,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: AgentId,
}
