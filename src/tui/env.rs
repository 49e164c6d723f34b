//! What reaches every `update` and `view` from outside: the time, the person, the keys, the colours, the drafts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::keymap::Keymap;
use super::theme::Theme;
use crate::domain::id::{AgentId, Moment};

/// The world as a screen may know it. Nothing else reads the clock, the config or the drafts. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Env {
    /// Now, on the wall.
    pub now: Moment,
    /// Who sits here; empty until the first start has asked.
    pub agent: AgentId,
    /// Their name as they wrote it.
    pub agent_name: String,
    /// The keys in force.
    pub keymap: Arc<Keymap>,
    /// The colours.
    pub theme: Theme,
    /// The texts that were being typed, by key, as they stand in the database.
    pub drafts: Arc<BTreeMap<String, String>>,
    /// A draft is not yet in the database; the header says so.
    pub saving: bool,
    /// Why nothing can be stored at the moment, in a sentence; the header says so.
    pub trouble: Option<String>,
    /// Nothing lies over the screen that is drawn; a screen below an overlay shows no cursor.
    pub on_top: bool,
}

impl Env {
    /// The text that was being typed under this key, if there is one.
    pub fn draft(&self, key: &str) -> Option<&str> {
        self.drafts.get(key).map(String::as_str)
    }
}
