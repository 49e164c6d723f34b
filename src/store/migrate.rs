//! Migrations of the database, numbered by `user_version`; a backup is made before an existing one changes.

use std::path::Path;

use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

use super::connection::beside;
use super::error::{Fault, StoreError};

/// Every step from an empty file to this version; a released one is never changed.
const STEPS: &[M<'static>] = &[M::up(include_str!("migrations/1.sql"))];

/// Brings the database to this version of the program.
pub(super) fn migrate(connection: &mut Connection, path: Option<&Path>) -> Result<(), StoreError> {
    let found = version(connection)?;
    let known = STEPS.len();
    if found > known {
        let detail = format!("its version is {found}, this baton knows {known}");
        return Err(StoreError::new(Fault::Newer, detail));
    }
    if found == known {
        return Ok(());
    }
    if let (Some(path), true) = (path, found > 0) {
        super::backup::copy_to(connection, &beside(path, &format!(".before-v{known}")))?;
    }
    let outcome = Migrations::from_slice(STEPS).to_latest(connection);
    // Two terminals that start at once on a new file both migrate it; the second finds it done.
    match outcome {
        Err(error) if version(connection)? != known => Err(describe(error)),
        _ => Ok(()),
    }
}

/// The steps, for the test that holds them against each other.
pub fn validate() -> Result<(), String> {
    Migrations::from_slice(STEPS)
        .validate()
        .map_err(|error| error.to_string())
}

fn version(connection: &Connection) -> Result<usize, StoreError> {
    let number: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    // A negative number was never ours either.
    Ok(usize::try_from(number).unwrap_or(usize::MAX))
}

fn describe(error: rusqlite_migration::Error) -> StoreError {
    match error {
        rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
        other => StoreError::new(Fault::Io, other.to_string()),
    }
}
