//! `baton list`: incidents, what burns first.

use std::io::Write;

use super::rows;
use super::session::Session;
use crate::domain::id::AgentId;
use crate::error::Error;
use crate::export::{self, Format};
use crate::store::Tab;

/// How many rows are in memory at a time.
const AT_ONCE: usize = 500;

/// Which incidents, and how.
#[derive(Debug, clap::Args)]
pub struct List {
    #[command(flatten)]
    which: Which,
    /// One JSON record a line, as `export` writes it
    #[arg(long)]
    json: bool,
}

#[derive(Debug, clap::Args)]
#[group(multiple = false)]
struct Which {
    /// What you hold
    #[arg(long)]
    mine: bool,
    /// What anybody holds (the default)
    #[arg(long)]
    open: bool,
    /// Everything, what is done last
    #[arg(long)]
    all: bool,
}

impl List {
    pub(super) fn run(&self, session: &Session<'_>, out: &mut dyn Write) -> Result<(), Error> {
        let store = session.store()?;
        let tab = match self.which {
            Which { mine: true, .. } => Tab::Yours,
            Which { all: true, .. } => Tab::All,
            Which { .. } => Tab::Team,
        };
        let agent = if tab == Tab::Yours {
            session.known_agent(&store)?
        } else {
            AgentId::of("")
        };
        let view = store.view(session.now);
        let mut offset = 0;
        loop {
            let page = view.desk(&agent, tab, offset, AT_ONCE)?;
            for row in &page.rows {
                if !self.json {
                    rows::write(out, row, session.now)?;
                } else if let Some(page) = view.incident(row.reference)? {
                    export::write(out, &page.record, Format::JsonLine, session.now)?;
                }
            }
            offset += page.rows.len();
            if !page.more {
                break;
            }
        }
        if offset == 0 && !self.json {
            writeln!(out, "Nothing is open.")?;
        }
        Ok(())
    }
}
