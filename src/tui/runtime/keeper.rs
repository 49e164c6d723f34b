//! Keeps what is being typed: into the database before it is shown, onto the disk a moment later.
//!
//! Several people may sit at one database, so every draft lies under the name of whoever types it: `dana reyes`, a line
//! break, which no name holds, and the key that the screen knows. Before somebody has said who they are there is no name.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::clock;
use crate::domain::id::{AgentId, Moment, fold};
use crate::store::{Drafts, Put, StoreError};

/// How long a draft may wait to be safe from a power cut, while the typist does not.
const SYNC_WITHIN: Duration = Duration::from_millis(20);

/// How soon a draft is tried again that found the database busy.
const RETRY: Duration = Duration::from_millis(4);

/// How soon a draft is tried again that could not be stored at all.
const RETRY_FAILED: Duration = Duration::from_secs(1);

/// How often it is tried when the program ends.
const LAST_TRIES: usize = 500;

/// Who sat here last; the user of the system is added, as far as the system tells.
const LAST: &str = "agent";

/// The drafts that are on their way.
pub(super) struct Keeper {
    drafts: Drafts,
    /// What stands before the keys of whoever sits here.
    whose: String,
    waiting: BTreeMap<String, Option<String>>,
    has_failed: bool,
    unsynced_since: Option<Instant>,
}

impl Keeper {
    pub(super) fn new(drafts: Drafts) -> Self {
        Self {
            drafts,
            whose: String::new(),
            waiting: BTreeMap::new(),
            has_failed: false,
            unsynced_since: None,
        }
    }

    /// Who sat here last.
    pub(super) fn last(&self) -> Result<Option<AgentId>, StoreError> {
        let last = match self.drafts.get(&last_of_user())? {
            None => self.drafts.get(LAST)?,
            last => last,
        };
        Ok(last.map(|draft| AgentId::of(&draft.body)))
    }

    /// The drafts of whoever sits here, as the screens know them.
    pub(super) fn own(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let drafts = self.drafts.list(&self.whose)?.into_iter();
        let own = drafts.filter_map(|draft| {
            let key = draft.key.strip_prefix(&self.whose)?;
            (!key.contains('\n')).then(|| (key.to_owned(), draft.body))
        });
        Ok(own.collect())
    }

    /// This agent said so here, and is who sits here the next time, too. Whoever is only named when the program is
    /// started may be somebody else's guest.
    pub(super) fn remember(&mut self, agent: &AgentId) {
        self.waiting.insert(last_of_user(), Some(agent.to_string()));
    }

    /// From now on this agent sits here.
    pub(super) fn sign_in(&mut self, agent: &AgentId) {
        self.whose = format!("{}\n", fold(agent.as_str()));
    }

    pub(super) fn put(&mut self, key: &str, body: Option<String>) {
        self.waiting.insert(format!("{}{key}", self.whose), body);
    }

    /// Stores what waits. True when nothing waits any more, false when somebody else is writing at this moment.
    pub(super) fn keep(&mut self, now: Moment) -> Result<bool, StoreError> {
        let kept = self.store(now);
        self.has_failed = kept.is_err();
        kept
    }

    fn store(&mut self, now: Moment) -> Result<bool, StoreError> {
        while let Some(entry) = self.waiting.first_entry() {
            let put = match entry.get() {
                Some(body) => self.drafts.put(entry.key(), body, now)?,
                None => self.drafts.remove(entry.key())?,
            };
            if put == Put::Busy {
                return Ok(false);
            }
            entry.remove();
            self.unsynced_since.get_or_insert_with(Instant::now);
        }
        Ok(true)
    }

    /// How long the loop may sleep.
    pub(super) fn patience(&self) -> Option<Duration> {
        if !self.waiting.is_empty() {
            let retry = if self.has_failed { RETRY_FAILED } else { RETRY };
            return Some(retry);
        }
        let since = self.unsynced_since?;
        Some(SYNC_WITHIN.saturating_sub(since.elapsed()))
    }

    /// Whether it is time for the disk; asks once.
    pub(super) fn wants_sync(&mut self) -> bool {
        let is_time = self
            .unsynced_since
            .is_some_and(|since| since.elapsed() >= SYNC_WITHIN);
        if is_time {
            self.unsynced_since = None;
        }
        is_time
    }
}

fn last_of_user() -> String {
    let user = ["USER", "LOGNAME"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok());
    user.map_or_else(|| LAST.to_owned(), |user| format!("{LAST}:{user}"))
}

/// However the loop ends, what waits is stored first; only a database that stays busy or fails can keep it out.
impl Drop for Keeper {
    fn drop(&mut self) {
        for _ in 0..LAST_TRIES {
            match self.keep(clock::now()) {
                Ok(false) => std::thread::sleep(RETRY),
                Ok(true) | Err(_) => return,
            }
        }
    }
}
