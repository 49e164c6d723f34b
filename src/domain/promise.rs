//! Promises: what we told the caller we would do, and by when.

use serde::{Deserialize, Serialize};

use super::id::{AgentId, Moment};

/// What we told the caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Promise {
    /// The number within the incident, from 1.
    pub id: u32,
    /// What we do.
    pub what: String,
    /// By when the caller hears from us.
    pub by: Moment,
    /// When it was made.
    pub made: Moment,
    /// Who made it.
    pub made_by: AgentId,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a promise. A moved one is followed by a new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It still binds us.
    Live,
    /// Done.
    Kept {
        /// When.
        at: Moment,
    },
    /// We will not do it, and said so.
    Broken {
        /// When that was said.
        at: Moment,
        /// Why.
        why: String,
    },
    /// Replaced by a later date that the customer agreed to.
    Moved {
        /// When that was agreed.
        at: Moment,
        /// How the customer agreed.
        consent: String,
    },
}

impl Promise {
    /// Whether it still binds us.
    pub fn is_live(&self) -> bool {
        self.outcome == Outcome::Live
    }

    /// Whether it binds us and its time has passed.
    pub fn is_late(&self, now: Moment) -> bool {
        self.is_live() && self.by < now
    }

    /// When it was settled, if it was.
    pub fn settled(&self) -> Option<Moment> {
        match self.outcome {
            Outcome::Live => None,
            Outcome::Kept { at } | Outcome::Broken { at, .. } | Outcome::Moved { at, .. } => {
                Some(at)
            }
        }
    }

    /// The state in one word: `live`, `late`, `kept`, `kept_late`, `broken`, `moved`, `moved_late`. What was
    /// moved after its time was late, whatever the customer agreed to then (rule 6).
    pub fn state(&self, now: Moment) -> &'static str {
        match self.outcome {
            Outcome::Live if self.by < now => "late",
            Outcome::Live => "live",
            Outcome::Kept { at } if at > self.by => "kept_late",
            Outcome::Kept { .. } => "kept",
            Outcome::Broken { .. } => "broken",
            Outcome::Moved { at, .. } if at > self.by => "moved_late",
            Outcome::Moved { .. } => "moved",
        }
    }
}
