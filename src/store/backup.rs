//! Copies of the database, made while it is in use.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::connection::{beside, for_owner_only};
use super::error::{Fault, StoreError};

/// How many pages are copied before others may write again.
const PAGES_AT_ONCE: i32 = 1000;

/// Copies the database to a file, readable by its owner only; an older file of this name is replaced once the
/// copy is whole, never before.
pub(super) fn copy_to(connection: &Connection, target: &Path) -> Result<(), StoreError> {
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) {
        return Err(StoreError::new(Fault::NoFolder, "").at(Some(target)));
    }
    let partial = beside(target, ".partial");
    let outcome = copy_and_rename(connection, &partial, target);
    if outcome.is_err() {
        // What is half a copy helps nobody; that it cannot be removed changes nothing about the failure.
        let _still_there = fs::remove_file(&partial);
    }
    outcome.map_err(|error| error.at(Some(target)))
}

fn copy_and_rename(
    connection: &Connection,
    partial: &Path,
    target: &Path,
) -> Result<(), StoreError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(partial)?;
    for_owner_only(partial);
    let mut copy = Connection::open(partial)?;
    Backup::new(connection, &mut copy)?.run_to_completion(PAGES_AT_ONCE, Duration::ZERO, None)?;
    // One file, without a write-ahead log beside it, is what a person can copy to a stick.
    copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    copy.close().map_err(|(_, error)| error)?;
    fs::File::open(partial)?.sync_all()?;
    fs::rename(partial, target)?;
    Ok(())
}
