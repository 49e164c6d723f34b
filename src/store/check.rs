//! Checks that `baton doctor` makes: the file as SQLite sees it, and the tables against the log.

use rusqlite::Connection;
use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

use super::projection::TABLES;
use super::{Opening, Store, StoreError};

impl Store {
    /// What SQLite finds wrong with the file; nothing when all is well.
    pub fn integrity(&self) -> Result<Vec<String>, StoreError> {
        let outcome = (|| {
            let mut statement = self.connection.prepare("PRAGMA integrity_check(10)")?;
            let found = statement.query_map([], |row| row.get(0))?;
            let found = found.collect::<Result<Vec<String>, _>>()?;
            Ok(found.into_iter().filter(|line| line != "ok").collect())
        })();
        self.told(outcome)
    }

    /// The first table that is not what the log makes of it; `None` when all are. The tables are made again in a
    /// copy, so that nobody has to wait meanwhile.
    pub fn differing_table(&self) -> Result<Option<&'static str>, StoreError> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("copy.db");
        self.backup(&file)?;
        let mut copy = Self::open(&file, &Opening::default())?;
        let before = digests(&copy.connection)?;
        copy.rebuild()?;
        let after = digests(&copy.connection)?;
        let different = before
            .iter()
            .zip(&after)
            .find(|(before, after)| before != after);
        Ok(different.map(|((table, _), _)| *table))
    }
}

/// Everything that each table holds, as a hash.
fn digests(connection: &Connection) -> Result<Vec<(&'static str, Vec<u8>)>, StoreError> {
    TABLES
        .iter()
        .map(|table| Ok((*table, digest(connection, table)?)))
        .collect()
}

fn digest(connection: &Connection, table: &str) -> Result<Vec<u8>, StoreError> {
    let mut statement = connection.prepare(&format!("SELECT * FROM {table} ORDER BY 1, 2"))?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    let mut hash = Sha256::new();
    while let Some(row) = rows.next()? {
        for column in 0..columns {
            match row.get_ref(column)? {
                ValueRef::Null => hash.update([0]),
                ValueRef::Integer(number) => hash.update(number.to_be_bytes()),
                ValueRef::Real(number) => hash.update(number.to_be_bytes()),
                ValueRef::Text(bytes) | ValueRef::Blob(bytes) => {
                    hash.update((bytes.len() as u64).to_be_bytes());
                    hash.update(bytes);
                }
            }
        }
    }
    Ok(hash.finalize().to_vec())
}
