//! Failures of the layers below as failures of the command line.

use std::io::{self, Write};
use std::path::Path;

use clap::error::ErrorKind;

use crate::domain::command::Refusal;
use crate::error::{Error, Kind};
use crate::store::{ExecuteError, StoreError};

impl From<StoreError> for Error {
    fn from(error: StoreError) -> Self {
        let kind = match error.exit_code() {
            2 => Kind::Usage,
            65 => Kind::BadData,
            66 => Kind::NotFound,
            _ => Kind::Io,
        };
        Self::new(kind, error.to_string())
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::new(Kind::BadData, refusal.0)
    }
}

impl From<ExecuteError> for Error {
    fn from(error: ExecuteError) -> Self {
        match error {
            ExecuteError::Refused(refusal) => refusal.into(),
            ExecuteError::Store(error) => error.into(),
        }
    }
}

/// A file that cannot be read or written, by name.
pub(super) fn of_file(path: &Path, error: &io::Error) -> Error {
    let (kind, what) = match error.kind() {
        io::ErrorKind::NotFound => (Kind::NotFound, "is not there: check the name".to_owned()),
        io::ErrorKind::PermissionDenied => (
            Kind::Io,
            "may not be used: check who owns it and its folder".to_owned(),
        ),
        io::ErrorKind::IsADirectory => (Kind::Io, "is a folder: name a file in it".to_owned()),
        io::ErrorKind::StorageFull => (
            Kind::Io,
            "cannot be written, because the disk is full: free some space".to_owned(),
        ),
        _ => (Kind::Io, format!("cannot be used: {error}")),
    };
    Error::new(kind, format!("`{}` {what}", path.display()))
}

/// Help that was asked for is written out; everything else is one sentence.
pub(super) fn of_arguments(error: &clap::Error, out: &mut dyn Write) -> Result<(), Error> {
    let text = error.to_string();
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        return Ok(out.write_all(text.as_bytes())?);
    }
    if error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        return Err(Error::new(Kind::Usage, "a command is missing").hint(text.trim_end()));
    }
    let (what, rest) = text.split_once("\n\n").unwrap_or((&text, ""));
    let what = what.split_whitespace().collect::<Vec<_>>().join(" ");
    let tip = rest
        .lines()
        .find_map(|line| line.trim().strip_prefix("tip: "));
    let hint = tip.unwrap_or("`baton --help` lists what there is.");
    Err(Error::new(Kind::Usage, what.trim_start_matches("error: ")).hint(hint))
}
