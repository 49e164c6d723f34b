//! Opening a connection: the file and its folder for their owner only, and SQLite's settings.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::{Fault, StoreError};

/// The first SQLite without the WAL-reset bug that can damage a database with two connections.
const FIRST_SAFE_SQLITE: i32 = 3_051_003;

/// Written into the file's header by the first migration: "btn1". A database without it is not ours.
const APPLICATION_ID: i32 = 0x6274_6e31;

/// Kibibytes of pages that the store's own connection keeps; a number below zero says so to SQLite.
const EVENTS_CACHE: i32 = -2000;

/// How a connection is used, which decides what it waits for and what it may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// The store's own: a commit is on the disk before it counts.
    Events,
    /// The typist's: never waits, and is made durable a moment later by the store's thread.
    Drafts,
    /// Questions that can take long.
    Reading,
}

/// Opens an existing database file.
pub(super) fn open(path: &Path, usage: Use, patience: Duration) -> Result<Connection, StoreError> {
    check_library()?;
    let access = match usage {
        Use::Reading => OpenFlags::SQLITE_OPEN_READ_ONLY,
        Use::Events | Use::Drafts => OpenFlags::SQLITE_OPEN_READ_WRITE,
    };
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(patience)?;
    check_ours(&connection)?;
    settle(&connection, usage)?;
    Ok(connection)
}

/// A database that lives as long as its connection, for tests and trials.
pub(super) fn open_in_memory(usage: Use) -> Result<Connection, StoreError> {
    check_library()?;
    let connection = Connection::open_in_memory()?;
    settle(&connection, usage)?;
    Ok(connection)
}

/// A database that lives as long as its connection and may become larger than the memory.
pub(super) fn open_temporary() -> Result<Connection, StoreError> {
    let connection = Connection::open("")?;
    connection.set_prepared_statement_cache_capacity(64);
    connection.pragma_update(None, "cache_size", -32_000)?;
    connection.pragma_update(None, "synchronous", "OFF")?;
    Ok(connection)
}

/// Makes the folder (0700) and an empty file (0600) where they are missing, whatever the umask, and takes
/// the rights of others off an existing file. A folder that exists is left as it is.
pub(super) fn prepare_file(path: &Path, create: bool) -> Result<(), StoreError> {
    match fs::metadata(path) {
        Ok(found) if found.is_dir() => return Err(StoreError::new(Fault::Folder, "")),
        Ok(found) if found.permissions().readonly() => {
            return Err(StoreError::new(Fault::ReadOnly, ""));
        }
        Ok(_) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && create => {
            create_folder(path)?;
            create_file(path)?;
        }
        Err(error) => return Err(error.into()),
    }
    for file in [path.to_owned(), beside(path, "-wal"), beside(path, "-shm")] {
        for_owner_only(&file);
    }
    Ok(())
}

/// The file that SQLite keeps beside the database under this ending.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

fn create_folder(path: &Path) -> Result<(), StoreError> {
    let Some(folder) = path.parent().filter(|f| !f.as_os_str().is_empty()) else {
        return Ok(());
    };
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder
        .create(folder)
        .map_err(|error| StoreError::from(error).at(Some(folder)))
}

fn create_file(path: &Path) -> Result<(), StoreError> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Ok(_) => Ok(()),
        // Another terminal was quicker.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Best effort: a file of somebody else stays as its owner made it. The file is never opened here, because
/// closing it would drop the locks that SQLite holds in this process.
pub(super) fn for_owner_only(file: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        if let Ok(found) = fs::metadata(file)
            && found.permissions().mode() & 0o077 != 0
        {
            let _not_ours = fs::set_permissions(file, fs::Permissions::from_mode(0o600));
        }
    }
    #[cfg(not(unix))]
    let _ = file;
}

fn check_library() -> Result<(), StoreError> {
    if rusqlite::version_number() < FIRST_SAFE_SQLITE {
        return Err(StoreError::new(Fault::OldLibrary, rusqlite::version()));
    }
    Ok(())
}

/// Ours or empty: nothing is changed in a database of another program, not even its settings.
fn check_ours(connection: &Connection) -> Result<(), StoreError> {
    let id: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let tables: i64 =
        connection.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get(0))?;
    if id == APPLICATION_ID || (id == 0 && tables == 0) {
        Ok(())
    } else {
        Err(StoreError::new(Fault::NotOurs, ""))
    }
}

fn settle(connection: &Connection, usage: Use) -> Result<(), StoreError> {
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_prepared_statement_cache_capacity(64);
    let (synchronous, cache) = match usage {
        Use::Events => ("FULL", EVENTS_CACHE),
        Use::Drafts => ("NORMAL", -200),
        Use::Reading => ("NORMAL", -2000),
    };
    connection.pragma_update(None, "synchronous", synchronous)?;
    // Kibibytes when negative: three connections stay within the program's 25 MB.
    connection.pragma_update(None, "cache_size", cache)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "cell_size_check", true)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    if usage == Use::Reading {
        return Ok(connection.pragma_update(None, "query_only", true)?);
    }
    connection.pragma_update(None, "secure_delete", true)?;
    connection.pragma_update_and_check(None, "journal_mode", "WAL", |_| Ok(()))?;
    // Checkpoints cost up to 36 ms, so the store's thread makes them when nobody types.
    connection.pragma_update_and_check(None, "wal_autocheckpoint", 0, |_| Ok(()))?;
    Ok(())
}

/// Does something that fails at once when another program is writing.
pub(super) fn without_patience(
    connection: &Connection,
    act: impl FnOnce(&Connection) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let patience: u64 = connection.pragma_query_value(None, "busy_timeout", |row| row.get(0))?;
    connection.busy_timeout(Duration::ZERO)?;
    let outcome = act(connection);
    connection.busy_timeout(Duration::from_millis(patience))?;
    outcome
}

/// Keeps many pages of the file in memory, or as few as usual.
pub(super) fn keep_pages(connection: &Connection, many: bool) -> Result<(), StoreError> {
    let cache = if many { -64_000 } else { EVENTS_CACHE };
    Ok(connection.pragma_update(None, "cache_size", cache)?)
}

/// While a database is being made, nothing waits for the disk and nothing is wiped: a power cut leaves nothing that
/// anybody would miss. What is settled again after it is what every connection has.
pub(super) fn settle_for_making(connection: &Connection, begins: bool) -> Result<(), StoreError> {
    let (synchronous, journal) = if begins {
        ("OFF", "MEMORY")
    } else {
        ("FULL", "WAL")
    };
    keep_pages(connection, begins)?;
    connection.pragma_update(None, "secure_delete", !begins)?;
    connection.pragma_update(None, "synchronous", synchronous)?;
    connection.pragma_update_and_check(None, "journal_mode", journal, |_| Ok(()))?;
    Ok(())
}
