//! Resolutions: what solved an incident, how that was verified, and whether the customer was told.

use serde::{Deserialize, Serialize};

use super::id::{AgentId, Moment};
use super::priority::named;

/// What ends an incident (rule 8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Resolution {
    /// Fix, workaround, …
    pub kind: ResolutionKind,
    /// What was done.
    pub done: String,
    /// How it was verified.
    pub verified: String,
    /// Whether the customer was told, and how; `None`: not yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub told: Option<String>,
    /// Whether the caller confirmed that it helps.
    pub confirmed: bool,
    /// The need behind the question, when the product works as designed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub need: Option<String>,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: AgentId,
}

/// What kind of end it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResolutionKind {
    /// The cause is gone.
    Fix,
    /// The cause is still there, and there is a way round it.
    Workaround,
    /// The product does what it was made for; the need behind the question is recorded.
    AsDesigned,
    /// It went away, or cannot be made to happen again.
    WentAway,
    /// It is one that was known already; what was said of it is there.
    Same,
}

named!(ResolutionKind {
    Fix = "fix" / "fixed",
    Workaround = "workaround" / "workaround",
    AsDesigned = "as_designed" / "works as designed",
    WentAway = "went_away" / "went away",
    Same = "same" / "the same as another",
});
