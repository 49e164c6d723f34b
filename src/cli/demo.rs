//! `baton demo`: a database with the believable weeks of a hotline, to look around in and to measure with.

mod answers;
mod calendar;
mod call;
mod chance;
mod deed;
mod hotline;
mod life;
mod people;
mod story;

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

use super::session::Session;
use crate::domain::id::{AgentId, Moment, Station};
use crate::domain::state::{Counters, State};
use crate::error::{Error, Kind};
use crate::export::escape;
use crate::flow::Library;
use crate::store::{Opening, Store};

/// What to make.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// How many incidents
    #[arg(long, value_name = "N", default_value_t = 240, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    incidents: u32,
    /// Write the database to this file, which must not exist yet
    #[arg(long, value_name = "FILE")]
    into: PathBuf,
}

/// What the made-up weeks are like. The same plan makes the same weeks.
#[derive(Debug, Clone)]
pub struct Plan {
    /// How many incidents.
    pub incidents: usize,
    /// The end of the weeks.
    pub now: Moment,
    /// Whose shift is running.
    pub agent: AgentId,
    /// Where chance begins.
    pub seed: u64,
}

/// The station of a made-up hotline.
const STATION: &str = "K7";

impl Demo {
    pub(super) fn run(&self, session: &Session<'_>, out: &mut dyn Write) -> Result<(), Error> {
        let plan = Plan {
            incidents: usize::try_from(self.incidents).unwrap_or(usize::MAX),
            now: session.now,
            agent: AgentId::of(session.global.agent.as_deref().unwrap_or("Dana Reyes")),
            seed: 1,
        };
        let (library, _faults) = session.library();
        write(&self.into, &plan, &library)?;
        let place = self.into.display().to_string();
        writeln!(
            out,
            "{} incidents, made up, in {}",
            plan.incidents,
            escape::line(&place)
        )?;
        let place = escape::line(&place);
        Ok(writeln!(
            out,
            "Look around: baton --db {place} --as '{}'",
            plan.agent
        )?)
    }
}

/// Makes a database at a path where there is nothing yet.
fn write(path: &Path, plan: &Plan, library: &Library) -> Result<(), Error> {
    if path.symlink_metadata().is_ok() {
        let message = format!(
            "`{}` is there already: name a file that is not",
            path.display()
        );
        return Err(Error::new(Kind::Usage, message));
    }
    let how = Opening {
        station: Station::parse(STATION),
        ..Opening::default()
    };
    let mut store = Store::open(path, &how)?;
    let watched = io::stderr().is_terminal();
    fill(&mut store, library, plan, |calls| {
        if watched && calls % 1000 == 0 {
            // Where progress cannot be shown, the work goes on.
            let _nobody_looks = write!(io::stderr(), "\r{calls} of {} ", plan.incidents);
        }
    })?;
    if watched {
        let _nobody_looks = write!(io::stderr(), "\r{:30}\r", "");
    }
    Ok(())
}

/// Fills an empty database with the weeks of a plan; `count` hears how many calls there were.
pub fn fill(
    store: &mut Store,
    library: &Library,
    plan: &Plan,
    mut count: impl FnMut(usize),
) -> Result<(), Error> {
    let state = State::new(store.station(), Counters::default());
    store.bulk(|bulk| {
        let mut hotline = hotline::Hotline::new(state, library, bulk);
        life::live(&mut hotline, plan, &mut count)
    })
}
