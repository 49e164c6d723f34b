//! `baton demo`: a database with the believable weeks of a hotline, to look around in and to measure with.

mod answers;
mod calendar;
mod call;
mod chance;
mod deed;
mod hotline;
mod life;
mod older;
mod people;
mod story;

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::progress::{Interruption, Progress};
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
    /// How many of the newest are lived through key by key. For the years before, if there are any, as many are
    /// rehearsed and told again of other people.
    pub lived: usize,
    /// The end of the weeks.
    pub now: Moment,
    /// Whose shift is running.
    pub agent: AgentId,
    /// Where chance begins.
    pub seed: u64,
}

impl Plan {
    /// How many calls there are on a working day.
    fn a_day(&self) -> usize {
        (self.incidents / 1000).max(12)
    }
}

/// The station of a made-up hotline.
const STATION: &str = "K7";

impl Demo {
    pub(super) fn run(&self, session: &Session<'_>, out: &mut dyn Write) -> Result<(), Error> {
        let named = session.global.agent.as_ref();
        let named = named.or(session.config.agent.as_ref());
        let plan = Plan {
            incidents: usize::try_from(self.incidents).unwrap_or(usize::MAX),
            lived: 1_500,
            now: session.now,
            agent: AgentId::of(named.map_or("Dana Reyes", String::as_str)),
            seed: 1,
        };
        let Some(into) = &self.into else {
            return look_around(&plan, session, out);
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
fn look_around(plan: &Plan, session: &Session<'_>, out: &mut dyn Write) -> Result<(), Error> {
    let named = |error| failure::of_file(&std::env::temp_dir(), &error);
    let folder = tempfile::tempdir().map_err(named)?;
    let file = folder.path().join("demo.db");
    let store = make(&file, plan, &Interruption::listen()?)?;
    let session = Session {
        config: Config {
            agent: Some(plan.agent.to_string()),
            ..session.config.clone()
        },
        config_faults: session.config_faults.clone(),
        ..*session
    };
    sit::at(&session, store, &file, None)?;
    let place = file.display().to_string();
    let place = escape::line(&place);
    Ok(writeln!(
        out,
        "What was made up in {place} is gone now. To keep one: baton demo --into FILE"
    )?)
}

/// Makes a database at a path where there is nothing yet. It gets its name once it is whole, so that whatever happens
/// leaves no half of it.
fn write(path: &Path, plan: &Plan) -> Result<(), Error> {
    let is_there = || {
        let message = format!(
            "`{}` is there already: name a file that is not",
            path.display()
        );
        Error::new(Kind::Usage, message)
    };
    if path.symlink_metadata().is_ok() {
        return Err(is_there());
    }
    let named = |error| failure::of_file(path, &error);
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let folder = folder.unwrap_or(Path::new("."));
    let interruption = Interruption::listen()?;
    let partial = tempfile::Builder::new()
        .prefix(".baton-demo")
        .tempdir_in(folder)
        .map_err(named)?;
    let file = partial.path().join("demo.db");
    // Closed, it is one file, without a write-ahead log beside it.
    drop(make(&file, plan, &interruption)?);
    let whole = TempPath::try_from_path(file).map_err(named)?;
    match whole.persist_noclobber(path) {
        Ok(()) => Ok(()),
        Err(failed) if failed.error.kind() == io::ErrorKind::AlreadyExists => Err(is_there()),
        Err(failed) => Err(named(failed.error)),
    }
}

/// Makes a database, and shows how far it is. Whoever interrupts it has to remove what there is.
fn make(path: &Path, plan: &Plan, interruption: &Interruption) -> Result<Store, Error> {
    let how = Opening {
        station: Station::parse(STATION),
        ..Opening::default()
    };
    // Said before anything takes its time.
    let incidents = i64::try_from(plan.incidents).unwrap_or(i64::MAX);
    let incidents = count(incidents, "incident", "incidents");
    let doing = format!("Making {incidents} of the last weeks");
    let mut progress = Progress::new();
    progress.show(&doing, 0);
    let mut store = Store::open(path, &how)?;
    // The stories are about the flows we ship, whatever the team has made of them.
    let library = Library::load(Vec::new());
    fill(&mut store, &library, plan, |incidents| {
        progress.show(&doing, incidents * 100 / plan.incidents.max(1));
        if interruption.was_heard() {
            let message = "stopped before the demonstration was whole: nothing of it is left";
            return Err(Error::new(Kind::Interrupted, message));
        }
        Ok(())
    })?;
    Ok(store)
}

/// Fills an empty database with the weeks of a plan; `heed` hears how many incidents there are, and may end it.
pub fn fill(
    store: &mut Store,
    library: &Library,
    plan: &Plan,
    mut heed: impl FnMut(usize) -> Result<(), Error>,
) -> Result<(), Error> {
    let older = older::rehearse(library, plan, &mut heed)?;
    let state = State::new(store.station(), Counters::default());
    store.bulk(|bulk| {
        let mut hotline = hotline::Hotline::new(state, library, bulk);
        life::live(&mut hotline, plan, (plan.a_day(), &older), &mut heed)
    })
}
