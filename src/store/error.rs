//! What can go wrong with the database, each in one sentence: what, where, what to do.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// A failure of the store. Its text is one sentence for the person at the screen.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}", self.sentence())]
pub struct StoreError {
    /// What kind of failure it is.
    pub fault: Fault,
    /// The database it is about, when it has a file.
    pub path: Option<PathBuf>,
    detail: String,
}

/// The kinds of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// There is no such file.
    Missing,
    /// What is written must not take the place of what is there.
    Occupied,
    /// There is no folder to put a copy in.
    NoFolder,
    /// The path is a folder.
    Folder,
    /// The file is something else.
    NotADatabase,
    /// It is a database of another program.
    NotOurs,
    /// The file is damaged.
    Damaged,
    /// A later version of the program wrote it.
    Newer,
    /// It may only be read.
    ReadOnly,
    /// Another program holds it.
    Locked,
    /// The disk is full.
    Full,
    /// The file or its folder may not be used.
    Denied,
    /// The SQLite library has a bug that can lose data.
    OldLibrary,
    /// A newer request took the place of this one.
    Interrupted,
    /// What was to be stored would not come back the same.
    Unstorable,
    /// Anything else that the system reported.
    Io,
}

impl StoreError {
    pub(super) fn new(fault: Fault, detail: impl Into<String>) -> Self {
        Self {
            fault,
            path: None,
            detail: detail.into(),
        }
    }

    /// The same failure, with the file it is about.
    #[must_use]
    pub(super) fn at(mut self, path: Option<&Path>) -> Self {
        self.path = self.path.or_else(|| path.map(Path::to_owned));
        self
    }

    /// The exit code: 2 a place that cannot be meant, 65 bad data, 66 not found, 74 input or output.
    pub fn exit_code(&self) -> u8 {
        match self.fault {
            Fault::NotADatabase
            | Fault::NotOurs
            | Fault::Damaged
            | Fault::Newer
            | Fault::Unstorable => 65,
            Fault::Missing | Fault::NoFolder => 66,
            Fault::Occupied => 2,
            _ => 74,
        }
    }

    fn sentence(&self) -> String {
        let place = self.path.as_ref().map_or_else(
            || "the database".to_owned(),
            |path| format!("`{}`", path.display()),
        );
        let detail = &self.detail;
        match self.fault {
            Fault::Missing => format!(
                "there is no database at {place}: check the path, or start `baton` once to make one"
            ),
            Fault::Occupied => format!("{place} {detail}"),
            Fault::NoFolder => {
                format!("there is no folder for {place}: make it first, or name another place")
            }
            Fault::Folder => {
                format!("{place} is a folder: name a file in it, such as `baton.db`, with --db")
            }
            Fault::NotADatabase => format!(
                "{place} is not a database: name another file with --db, or put a backup in its place"
            ),
            Fault::NotOurs => {
                format!("{place} belongs to another program: name another file with --db")
            }
            Fault::Damaged => format!(
                "{place} is damaged ({detail}): run `baton doctor`, and put the last backup in its place"
            ),
            Fault::Newer => format!(
                "{place} was written by a later baton ({detail}): update baton, or name another file with --db"
            ),
            Fault::ReadOnly => format!(
                "{place} may only be read: make the file and its folder writable for you, or name another file with --db"
            ),
            Fault::Locked => {
                format!("{place} is held by another program: close that program, then try again")
            }
            Fault::Full => format!(
                "the disk that holds {place} is full: nothing was lost; free some space, then try again"
            ),
            Fault::Denied => format!(
                "{place} may not be opened ({detail}): check who owns the file and its folder"
            ),
            Fault::OldLibrary => format!(
                "SQLite {detail} can damage a database that two programs use: build baton with its own, 3.51.3 or later"
            ),
            Fault::Interrupted => {
                format!("reading {place} was stopped for a newer question: ask again")
            }
            Fault::Unstorable => format!(
                "this cannot be stored in {place} ({detail}): change the last entry and try again"
            ),
            Fault::Io => {
                format!("{place} could not be used ({detail}): check the disk, then try again")
            }
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let fault = match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase) => Fault::NotADatabase,
            // None: a column of another type, or text that is not UTF-8; the schema forbids both.
            Some(ErrorCode::DatabaseCorrupt) | None => Fault::Damaged,
            Some(ErrorCode::ReadOnly) => Fault::ReadOnly,
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Fault::Locked,
            Some(ErrorCode::DiskFull) => Fault::Full,
            Some(ErrorCode::PermissionDenied | ErrorCode::CannotOpen) => Fault::Denied,
            Some(ErrorCode::OperationInterrupted) => Fault::Interrupted,
            Some(_) => Fault::Io,
        };
        Self::new(fault, plain(&error.to_string()))
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        let fault = match error.kind() {
            ErrorKind::NotFound => Fault::Missing,
            ErrorKind::PermissionDenied => Fault::Denied,
            ErrorKind::ReadOnlyFilesystem => Fault::ReadOnly,
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Fault::Full,
            ErrorKind::IsADirectory => Fault::Folder,
            _ => Fault::Io,
        };
        Self::new(fault, plain(&error.to_string()))
    }
}

/// A message of a library on one line, since it stands within a sentence.
fn plain(message: &str) -> String {
    message.split_whitespace().collect::<Vec<_>>().join(" ")
}
