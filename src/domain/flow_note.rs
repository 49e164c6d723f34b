//! What whoever asks the questions wants the owner of a flow to know.

use serde::{Deserialize, Serialize};

use super::answer::FlowRef;
use super::priority::named;

/// A note to the owner of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FlowNote {
    /// The flow, as it was asked.
    pub flow: FlowRef,
    /// The question it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
    /// The words that were asked.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ask: Option<String>,
    /// What is wrong.
    pub about: NoteAbout,
    /// In the agent's own words.
    pub text: String,
}

/// What is wrong with a flow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoteAbout {
    /// Callers do not understand the words, or understand something else.
    Wording,
    /// A question is missing.
    Missing,
}

named!(NoteAbout {
    Wording = "wording" / "wrong words",
    Missing = "missing" / "a question is missing",
});
