//! Whether the database is sound: SQLite's own checks, the chain of the log, and the tables against the log.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest, Sha256};

use super::error::StoreError;
use super::log::{self, BrokenLink};
use super::{Store, connection, projection};
use crate::domain::id::Station;

/// What a check of the database found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Health {
    /// What SQLite complains about; empty when it is content.
    pub damage: Vec<String>,
    /// The first event that is not what was written.
    pub broken_link: Option<BrokenLink>,
    /// Tables that are not what the log makes; `Store::rebuild` mends them.
    pub stale: Vec<&'static str>,
    /// How many events each station has written.
    pub events: Vec<(String, u64)>,
    /// How many incidents there are.
    pub incidents: u64,
}

impl Health {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.damage.is_empty() && self.broken_link.is_none() && self.stale.is_empty()
    }
}

impl Store {
    /// Checks everything that can be checked, without changing anything; others may go on writing meanwhile. Reads the
    /// whole database, so it takes a while with many incidents: `progress` hears what is being done, and how much of it
    /// is, in percent.
    pub fn check(
        &mut self,
        mut progress: impl FnMut(&'static str, usize),
    ) -> Result<Health, StoreError> {
        // Everything is read in no order that a small cache would help with.
        self.told(connection::keep_pages(&self.connection, true))?;
        let outcome = self.checked(&mut progress);
        self.told(connection::keep_pages(&self.connection, false))?;
        self.told(outcome)
    }

    fn checked(
        &mut self,
        progress: &mut dyn FnMut(&'static str, usize),
    ) -> Result<Health, StoreError> {
        progress("reading the file", 0);
        let damage = damage(&self.connection)?;
        // One transaction, so that the log and the tables are those of one moment.
        let moment = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Deferred)?;
        let events = log::version_vector(&moment)?;
        let all: u64 = events.iter().map(|(_, count)| count).sum();
        let broken_link = log::verify(&moment, &mut |done| {
            progress("checking the log", percent(done, all));
        })?;
        Ok(Health {
            damage,
            broken_link,
            events,
            incidents: moment.query_row("SELECT count(*) FROM incident", [], |row| row.get(0))?,
            stale: stale(&moment, self.station, progress)?,
        })
    }
}

/// Makes the tables once more in a database of their own, and compares them with those that stand here.
fn stale(
    connection: &Connection,
    station: Station,
    progress: &mut dyn FnMut(&'static str, usize),
) -> Result<Vec<&'static str>, StoreError> {
    let again = connection::open_temporary()?;
    again.execute_batch("BEGIN")?;
    projection::fill(connection, &again, station, &mut |done, all| {
        progress(
            "making the tables once more",
            percent(done as u64, all as u64),
        );
    })?;
    progress("comparing them", 0);
    let mut stale = Vec::new();
    for table in projection::TABLES {
        // The index of the search holds no text of its own; it was held against the documents above.
        if *table != "search" && digest(connection, table)? != digest(&again, table)? {
            stale.push(*table);
        }
    }
    Ok(stale)
}

fn percent(done: u64, all: u64) -> usize {
    usize::try_from(done * 100 / all.max(1)).unwrap_or(100)
}

fn damage(connection: &Connection) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare("PRAGMA integrity_check")?;
    let mut damage = statement
        .query_map([], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    damage.retain(|line| line != "ok");
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let table: String = row.get(0)?;
        damage.push(format!("a row of {table} belongs to nothing"));
    }
    let index = "INSERT INTO search (search, rank) VALUES ('integrity-check', 1)";
    if let Err(error) = connection.execute_batch(index) {
        damage.push(format!("the search index: {error}"));
    }
    Ok(damage)
}

/// A hash of what stands in a table, in the order of its key.
fn digest(connection: &Connection, table: &str) -> Result<Vec<u8>, StoreError> {
    let mut hash = Sha256::new();
    let mut statement = connection.prepare(&format!("SELECT * FROM {table}"))?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            update(&mut hash, row.get_ref(column)?);
        }
    }
    Ok(hash.finalize().to_vec())
}

fn update(hash: &mut Sha256, value: ValueRef<'_>) {
    match value {
        ValueRef::Null => hash.update([0]),
        ValueRef::Integer(number) => hash.update(number.to_be_bytes()),
        ValueRef::Real(number) => hash.update(number.to_be_bytes()),
        ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
            hash.update((bytes.len() as u64).to_be_bytes());
            hash.update(bytes);
        }
    }
}
