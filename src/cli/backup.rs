//! `baton backup`: a copy of the database, made while it is in use.

use std::io::Write;
use std::path::PathBuf;

use super::session::Session;
use crate::error::Error;

/// Where the copy goes.
#[derive(Debug, clap::Args)]
pub struct Backup {
    /// The copy; an older one of this name is replaced once the new one is whole
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Backup {
    pub(super) fn run(&self, session: &Session<'_>, out: &mut dyn Write) -> Result<(), Error> {
        let store = session.store()?;
        store.backup(&self.file)?;
        let place = self.file.display().to_string();
        Ok(writeln!(
            out,
            "The copy is whole: {}",
            crate::export::escape::line(&place)
        )?)
    }
}
