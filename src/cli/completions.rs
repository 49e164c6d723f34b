//! `baton completions`: a script that completes our command line in a shell.

use std::io::Write;

use clap::CommandFactory;
use clap_complete::Shell;

use super::Args;
use crate::error::Error;

/// For which shell.
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub(super) fn run(&self, out: &mut dyn Write) -> Result<(), Error> {
        // Written in one go: the generator panics when its writer fails.
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Args::command(), "baton", &mut script);
        Ok(out.write_all(&script)?)
    }
}
