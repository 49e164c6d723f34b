//! What reaches every `update` and `view` from outside: the time, the person, the keys, the colours, the drafts.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::keymap::Keymap;
use super::theme::{Look, Theme};
use crate::config::Config;
use crate::domain::id::{AgentId, Moment};
use crate::flow::Library;
use crate::flow::library::Flows;

/// The world as a screen may know it. Nothing else reads the clock, the config or the drafts. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Env {
    /// Now, on the wall.
    pub now: Moment,
    /// Who sits here; without a name until the first start has asked.
    pub agent: AgentId,
    /// The settings.
    pub config: Arc<Config>,
    /// The question flows.
    pub flows: Arc<Flows>,
    /// The keys in force.
    pub keymap: Arc<Keymap>,
    /// The colours.
    pub theme: Theme,
    /// The texts that whoever sits here was typing, by key, as they stand in the database.
    pub drafts: Arc<BTreeMap<String, String>>,
    /// A draft is not yet in the database; the header says so.
    pub saving: bool,
    /// Why nothing can be stored at the moment, in a sentence; the header says so.
    pub trouble: Option<String>,
    /// Nothing lies over the screen that is drawn; a screen below an overlay shows no cursor.
    pub on_top: bool,
}

impl Env {
    /// The world of these settings and flows, nobody signed in yet, and what is wrong with the settings, in words.
    pub fn new(
        config: Config,
        flows: impl FnOnce() -> Library + Send + 'static,
        now: Moment,
    ) -> (Self, Vec<String>) {
        let keys = config.keys.iter();
        let keys = keys.map(|change| (change.value.action.clone(), change.value.keys.clone()));
        let (keymap, faults) = Keymap::with(&keys.collect());
        let env = Self {
            now,
            agent: AgentId::of(""),
            theme: Theme::new(Look::of(config.theme, |name| std::env::var(name).ok())),
            config: Arc::new(config),
            flows: Arc::new(Flows::new(Box::new(flows))),
            keymap: Arc::new(keymap),
            drafts: Arc::default(),
            saving: false,
            trouble: None,
            on_top: true,
        };
        (env, faults)
    }

    /// The text that was being typed under this key, if there is one.
    pub fn draft(&self, key: &str) -> Option<&str> {
        self.drafts.get(key).map(String::as_str)
    }

    /// The texts that were typed for the record and are not recorded yet, with their keys.
    pub fn unrecorded(&self) -> impl Iterator<Item = (&str, &str)> {
        let kinds = ["call:", "form:"];
        let texts = self.drafts.iter();
        let texts = texts.map(|(key, body)| (key.as_str(), body.as_str()));
        texts.filter(move |(key, _)| kinds.iter().any(|kind| key.starts_with(kind)))
    }

    /// What was typed is another text now; `None` when there is none any more.
    pub fn set_draft(&mut self, key: &str, body: Option<String>) {
        let drafts = Arc::make_mut(&mut self.drafts);
        match body {
            Some(body) => drafts.insert(key.to_owned(), body),
            None => drafts.remove(key),
        };
    }
}
