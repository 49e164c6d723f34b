//! Whether the database is sound: SQLite's own checks, the chain of the log, and the tables against the log.

use rusqlite::types::ValueRef;
use rusqlite::{Connection, TransactionBehavior};
use sha2::{Digest, Sha256};

use super::error::StoreError;
use super::log::{self, BrokenLink};
use super::{Store, projection};

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
    /// Checks everything that can be checked, without changing anything. Reads the whole database, and writes the
    /// tables once more beside the old ones, so it takes seconds with many incidents.
    pub fn check(&mut self) -> Result<Health, StoreError> {
        let outcome = self.checked();
        self.told(outcome)
    }

    fn checked(&mut self) -> Result<Health, StoreError> {
        Ok(Health {
            damage: damage(&self.connection)?,
            broken_link: log::verify(&self.connection)?,
            events: log::version_vector(&self.connection)?,
            incidents: self
                .connection
                .query_row("SELECT count(*) FROM incident", [], |row| row.get(0))?,
            stale: self.stale()?,
        })
    }

    /// Makes the tables anew within a transaction, compares them with what stood there, and takes it all back.
    fn stale(&mut self) -> Result<Vec<&'static str>, StoreError> {
        let station = self.station;
        let transaction = self
            .connection
            .transaction_with_behavior(TransactionBehavior::Immediate)?;
        let before = digests(&transaction)?;
        projection::make(&transaction, station)?;
        let after = digests(&transaction)?;
        transaction.rollback()?;
        let tables = projection::TABLES.iter().zip(before.iter().zip(&after));
        Ok(tables
            .filter(|(_, (before, after))| before != after)
            .map(|(table, _)| *table)
            .collect())
    }
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

/// A hash of what stands in each table, in the order of its key.
fn digests(connection: &Connection) -> Result<Vec<Vec<u8>>, StoreError> {
    projection::TABLES
        .iter()
        .map(|table| {
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
        })
        .collect()
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
