//! `baton keys`: every key and what it does, the person's own among them.

use std::io::Write;

use super::session::Session;
use crate::error::Error;
use crate::tui::keymap::{Keymap, docs};

/// How to print them.
#[derive(Debug, clap::Args)]
pub struct Keys {
    /// As Markdown tables
    #[arg(long)]
    markdown: bool,
}

impl Keys {
    pub(super) fn run(&self, session: &Session<'_>, out: &mut dyn Write) -> Result<(), Error> {
        let changes = session.config.keys.iter();
        let changes =
            changes.map(|change| (change.value.action.clone(), change.value.keys.clone()));
        let (keymap, _faults) = Keymap::with(&changes.collect());
        let text = if self.markdown {
            docs::markdown(&keymap)
        } else {
            docs::plain(&keymap)
        };
        Ok(out.write_all(text.as_bytes())?)
    }
}
