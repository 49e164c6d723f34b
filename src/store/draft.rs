//! Drafts: text that is being typed, stored at every key on a connection of the typist's own.

use std::path::Path;
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OptionalExtension, params};

use super::connection::{self, Use};
use super::error::StoreError;
use crate::domain::id::Moment;

/// The drafts of this station. Nothing here waits: a database that is busy says so.
#[derive(Debug)]
pub struct Drafts {
    connection: Connection,
}

/// What became of a draft that was to be stored or removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Put {
    /// It survives the end of the program; of the machine, once the store has synced it.
    Saved,
    /// Somebody else is writing at this moment: try again, and say *saving…* meanwhile.
    Busy,
}

/// A text that was being typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// What it belongs to.
    pub key: String,
    /// The text, as JSON of whoever wrote it.
    pub body: String,
    /// When it was last stored.
    pub at: Moment,
}

impl Drafts {
    /// Opens the drafts of a database that the store has opened before.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let connection = connection::open(path, Use::Drafts, Duration::ZERO)
            .map_err(|error| error.at(Some(path)))?;
        Ok(Self { connection })
    }

    /// Drafts that live as long as this value, for tests and trials.
    pub fn in_memory() -> Result<Self, StoreError> {
        let mut connection = connection::open_in_memory(Use::Drafts)?;
        super::migrate::migrate(&mut connection, None)?;
        Ok(Self { connection })
    }

    /// Stores a draft in place of an earlier one with this key.
    pub fn put(&self, key: &str, body: &str, now: Moment) -> Result<Put, StoreError> {
        let outcome = self
            .connection
            .prepare_cached(
                "INSERT INTO draft VALUES (?1, ?2, ?3)
                 ON CONFLICT (key) DO UPDATE SET body = ?2, at = ?3",
            )
            .and_then(|mut statement| statement.execute(params![key, body, now.to_rfc3339()]));
        self.settled(outcome)
    }

    /// Removes a draft, because it became events or was thrown away.
    pub fn remove(&self, key: &str) -> Result<Put, StoreError> {
        let outcome = self
            .connection
            .prepare_cached("DELETE FROM draft WHERE key = ?1")
            .and_then(|mut statement| statement.execute([key]));
        self.settled(outcome)
    }

    /// The draft with this key.
    pub fn get(&self, key: &str) -> Result<Option<Draft>, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT key, body, at FROM draft WHERE key = ?1")?
            .query_row([key], draft)
            .optional()?)
    }

    /// The drafts whose keys begin like this, in the order of their keys.
    pub fn list(&self, prefix: &str) -> Result<Vec<Draft>, StoreError> {
        let mut statement = self.connection.prepare_cached(
            "SELECT key, body, at FROM draft WHERE substr(key, 1, length(?1)) = ?1 ORDER BY key",
        )?;
        let drafts = statement.query_map([prefix], draft)?;
        Ok(drafts.collect::<Result<_, _>>()?)
    }

    fn settled(&self, outcome: rusqlite::Result<usize>) -> Result<Put, StoreError> {
        match outcome {
            Ok(_) => Ok(Put::Saved),
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => {
                Ok(Put::Busy)
            }
            Err(error) => {
                let path = self.connection.path().filter(|path| !path.is_empty());
                Err(StoreError::from(error).at(path.map(Path::new)))
            }
        }
    }
}

fn draft(row: &rusqlite::Row<'_>) -> rusqlite::Result<Draft> {
    let at: String = row.get(2)?;
    Ok(Draft {
        key: row.get(0)?,
        body: row.get(1)?,
        // A date that cannot be read is no reason to withhold the text.
        at: Moment::parse_from_rfc3339(&at).unwrap_or_default(),
    })
}
