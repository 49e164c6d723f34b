//! Keeps what is being typed: into the database before it is shown, onto the disk a moment later.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use crate::clock;
use crate::domain::id::Moment;
use crate::store::{Drafts, Put, StoreError};

/// How long a draft may wait to be safe from a power cut, while the typist does not.
const SYNC_WITHIN: Duration = Duration::from_millis(20);

/// How soon a draft is tried again that found the database busy.
const RETRY: Duration = Duration::from_millis(4);

/// How often it is tried when the program ends.
const LAST_TRIES: usize = 500;

/// The drafts that are on their way.
pub(super) struct Keeper {
    drafts: Drafts,
    waiting: BTreeMap<String, Option<String>>,
    unsynced_since: Option<Instant>,
}

impl Keeper {
    pub(super) fn new(drafts: Drafts) -> Self {
        Self {
            drafts,
            waiting: BTreeMap::new(),
            unsynced_since: None,
        }
    }

    /// Every draft that is in the database.
    pub(super) fn stored(&self) -> Result<BTreeMap<String, String>, StoreError> {
        let drafts = self.drafts.list("")?.into_iter();
        Ok(drafts.map(|draft| (draft.key, draft.body)).collect())
    }

    pub(super) fn put(&mut self, key: String, body: Option<String>) {
        self.waiting.insert(key, body);
    }

    /// Stores what waits. True when nothing waits any more, false when somebody else is writing at this moment.
    pub(super) fn keep(&mut self, now: Moment) -> Result<bool, StoreError> {
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
            return Some(RETRY);
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
