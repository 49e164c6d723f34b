//! Copies of the database, made while it is in use.

use std::fs;
use std::path::Path;
use std::time::Duration;

use rusqlite::Connection;
use rusqlite::backup::Backup;

use super::connection::beside;
use super::error::{Fault, StoreError};

/// How many pages are copied before others may write again.
const PAGES_AT_ONCE: i32 = 1000;

/// Nothing that we write takes the place of the database, of what belongs to it, or of what is no regular file: a
/// device of this name would be gone, and whoever reads from a pipe would read nothing.
pub(super) fn check_target(target: &Path, database: Option<&Path>) -> Result<(), StoreError> {
    let refuse = |words| Err(StoreError::new(Fault::Occupied, words).at(Some(target)));
    match fs::symlink_metadata(target) {
        Ok(there) if there.is_symlink() => return refuse("is a link: name the file it leads to"),
        Ok(there) if !there.is_file() => return refuse("is not a file: name one"),
        _ => {}
    }
    let real = |path: &Path| fs::canonicalize(path).ok();
    let Some((place, database)) = real(target).zip(database.and_then(real)) else {
        return Ok(());
    };
    if place == database {
        return refuse("is the database itself: name another file");
    }
    let parts = ["-wal", "-shm", "-journal"].map(|ending| beside(&database, ending));
    if parts.contains(&place) {
        return refuse("is a part of the database: name another file");
    }
    Ok(())
}

/// Copies the database to a file, readable by its owner only; an older file of this name is replaced once the
/// copy is whole, never before.
pub(super) fn copy_to(connection: &Connection, target: &Path) -> Result<(), StoreError> {
    check_target(target, connection.path().map(Path::new))?;
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    if folder.is_some_and(|folder| !folder.is_dir()) {
        return Err(StoreError::new(Fault::NoFolder, "").at(Some(target)));
    }
    let copied = copy_and_rename(connection, folder.unwrap_or(Path::new(".")), target);
    copied.map_err(|error| error.at(Some(target)))
}

/// The copy has a name of its own until it is whole, and goes away with this function when it does not become so.
fn copy_and_rename(
    connection: &Connection,
    folder: &Path,
    target: &Path,
) -> Result<(), StoreError> {
    let partial = tempfile::Builder::new()
        .prefix(".baton-copy")
        .tempfile_in(folder)?;
    let mut copy = Connection::open(partial.path())?;
    Backup::new(connection, &mut copy)?.run_to_completion(PAGES_AT_ONCE, Duration::ZERO, None)?;
    // One file, without a write-ahead log beside it, is what a person can copy to a stick.
    copy.pragma_update_and_check(None, "journal_mode", "DELETE", |_| Ok(()))?;
    copy.close().map_err(|(_, error)| error)?;
    partial.as_file().sync_all()?;
    partial.persist(target).map_err(|error| error.error)?;
    Ok(())
}
