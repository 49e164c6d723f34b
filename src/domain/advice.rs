//! What the rules of the question flows say of an incident: kept with it, so that it outlives the call and is not forgotten.

use serde::{Deserialize, Serialize};

/// What the rules say, as the answers stand. It changes with them; what somebody did because of it stays.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Advice {
    /// Where it should go on to, first where it has to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub escalate: Vec<Onward>,
    /// The known problems that it looks like, as they are called.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub known_problems: Vec<String>,
}

/// A level or a department to which an incident should go on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Onward {
    /// Which.
    pub to: String,
    /// There is no choice.
    #[serde(default, skip_serializing_if = "super::answer::is_false")]
    pub must: bool,
    /// Why, as a part of a sentence.
    pub why: String,
}

impl Advice {
    /// Whether the rules say nothing.
    pub fn is_empty(&self) -> bool {
        self.escalate.is_empty() && self.known_problems.is_empty()
    }
}

impl Onward {
    /// In a sentence.
    pub fn words(&self) -> String {
        let how = if self.must { "It has to" } else { "It may" };
        format!("{how} go to {}: {}.", self.to, self.why)
    }
}
