//! `baton man`: the man page.

use std::io::Write;

use clap::CommandFactory;
use clap_mangen::Man as Page;

use super::Args;
use crate::error::Error;

/// Writes the man page of the program with a section for each command.
pub(super) fn run(out: &mut dyn Write) -> Result<(), Error> {
    let mut command = Args::command();
    command.build();
    Page::new(command.clone()).render(&mut *out)?;
    for part in parts(&command) {
        writeln!(out, ".SH \"BATON {}\"", part.get_name().to_uppercase())?;
        let page = Page::new(part.clone());
        page.render_description_section(&mut *out)?;
        page.render_options_section(&mut *out)?;
    }
    Ok(())
}

fn parts(command: &clap::Command) -> impl Iterator<Item = &clap::Command> {
    command
        .get_subcommands()
        .filter(|part| part.get_name() != "help")
}
