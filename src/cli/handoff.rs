//! `baton handoff`: hand over what one holds, on paper.

use std::io::Write;

use clap::Subcommand;

use super::session::Session;
use crate::domain::record_of;
use crate::error::Error;
use crate::export::{self, Format, sheet};

/// What to do about handing over.
#[derive(Debug, clap::Args)]
pub struct Handoff {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Write the handoff sheet as Markdown: all that you hold, hand over, or are offered
    Sheet {
        /// One JSON record a line, as `export` writes it
        #[arg(long)]
        json: bool,
        /// With the answers to sensitive questions, which are masked otherwise
        #[arg(long, requires = "json")]
        sensitive: bool,
    },
}

impl Handoff {
    pub(super) fn run(&self, session: &Session<'_>, out: &mut dyn Write) -> Result<(), Error> {
        let What::Sheet { json, sensitive } = self.what;
        let store = session.store()?;
        let agent = session.known_agent(&store)?;
        let page = store.view(session.now).leaving(&agent)?;
        if !json {
            let sheet = sheet::markdown(&page.state, &agent, session.now);
            return Ok(out.write_all(sheet.as_bytes())?);
        }
        for incident in page.state.incidents.values() {
            let whole = record_of::record(&page.state, incident, session.now);
            let record = if sensitive { whole } else { whole.masked() };
            export::write(out, &record, Format::JsonLine, session.now)?;
        }
        Ok(())
    }
}
