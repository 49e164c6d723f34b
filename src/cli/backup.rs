//! `baton backup`: a copy of the database, made while it is in use.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::session::Session;
use crate::error::{Error, Kind};

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
        refuse_place(&self.file, session)?;
        store.backup(&self.file)?;
        let place = self.file.display().to_string();
        Ok(writeln!(
            out,
            "The copy is whole: {}",
            crate::export::escape::line(&place)
        )?)
    }
}

/// Nothing that we write may take the place of the database, or of what is no file.
pub(super) fn refuse_place(file: &Path, session: &Session<'_>) -> Result<(), Error> {
    // A device of this name would be gone, and a folder cannot be one file.
    if std::fs::metadata(file).is_ok_and(|there| !there.is_file()) {
        let message = format!("`{}` is not a file: name one", file.display());
        return Err(Error::new(Kind::Usage, message));
    }
    let real = |path: &Path| std::fs::canonicalize(path).ok();
    let target = real(file);
    if target.is_some() && target == real(&session.database()?) {
        let message = format!(
            "`{}` is the database itself: name another file",
            file.display()
        );
        return Err(Error::new(Kind::Usage, message));
    }
    Ok(())
}
