//! Agents and their shifts.

use serde::{Deserialize, Serialize};

use super::id::{AgentId, Moment};

/// The person at the hotline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agent {
    /// Who: the name.
    pub id: AgentId,
    /// When the running shift began; `None` when not on the hotline.
    pub on_the_hotline_since: Option<Moment>,
    /// The agent left holding something, and this is who watches it; seen by all while they still
    /// hold something, forgotten when they come back.
    pub left_open: Option<LeftOpen>,
}

/// How somebody left the hotline with things still open (rule 7).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOpen {
    /// Why.
    pub reason: String,
    /// Who watches what was left.
    pub watcher: AgentId,
    /// When.
    pub at: Moment,
}
