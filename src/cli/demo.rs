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
use super::{failure, sit};
use crate::config::Config;
use crate::domain::id::{AgentId, Moment, Station};
use crate::domain::state::{Counters, State};
use crate::error::{Error, Kind};
use crate::export::escape;
use crate::flow::Library;
use crate::store::{Opening, Store};
use crate::tui::words::count;

/// What to make.
#[derive(Debug, clap::Args)]
pub struct Demo {
    /// How many incidents
    #[arg(long, value_name = "N", default_value_t = 240, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    incidents: u32,
    /// Write the database to this file, which must not exist yet; without it, the desk opens over one that is
    /// thrown away at the end
    #[arg(long, value_name = "FILE")]
    into: Option<PathBuf>,
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
        let named = session.global.agent.as_ref();
        let named = named.or(session.config.agent.as_ref());
        let plan = Plan {
            incidents: usize::try_from(self.incidents).unwrap_or(usize::MAX),
            now: session.now,
            agent: AgentId::of(named.map_or("Dana Reyes", String::as_str)),
            seed: 1,
        };
        let Some(into) = &self.into else {
            return look_around(&plan, session);
        };
        write(into, &plan)?;
        let place = into.display().to_string();
        let place = escape::line(&place);
        let incidents = count(i64::from(self.incidents), "incident", "incidents");
        writeln!(out, "Made up {incidents} in {place}.")?;
        let agent = &plan.agent;
        Ok(writeln!(
            out,
            "Look around: baton --db '{place}' --as '{agent}'"
        )?)
    }
}

/// Opens the desk over a database that goes away with the program.
fn look_around(plan: &Plan, session: &Session<'_>) -> Result<(), Error> {
    let named = |error| failure::of_file(&std::env::temp_dir(), &error);
    let folder = tempfile::tempdir().map_err(named)?;
    let file = folder.path().join("demo.db");
    let store = write(&file, plan)?;
    let session = Session {
        config: Config {
            agent: Some(plan.agent.to_string()),
            ..session.config.clone()
        },
        config_faults: session.config_faults.clone(),
        ..*session
    };
    sit::at(&session, store, &file, None)
}

/// Makes a database at a path where there is nothing yet.
fn write(path: &Path, plan: &Plan) -> Result<Store, Error> {
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
    // The stories are about the flows we ship, whatever the team has made of them.
    let library = Library::load(Vec::new());
    fill(&mut store, &library, plan, |calls| {
        if watched && calls % 1000 == 0 {
            // Where progress cannot be shown, the work goes on.
            let _nobody_looks = write!(io::stderr(), "\r{calls} of {} ", plan.incidents);
        }
    })?;
    if watched {
        let _nobody_looks = write!(io::stderr(), "\r{:30}\r", "");
    }
    Ok(store)
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
