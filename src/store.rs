//! The store: the log of events in one SQLite file, what is made of it, and the drafts.

mod backup;
mod bulk;
mod connection;
mod draft;
mod error;
mod execute;
mod health;
mod log;
mod migrate;
mod news;
mod projection;
mod query;
mod request;
mod words;
mod worker;
mod world;

use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, TransactionBehavior};

pub use bulk::Bulk;
pub use draft::{Draft, Drafts, Put};
pub use error::{Fault, StoreError};
pub use execute::ExecuteError;
pub use health::Health;
pub use log::BrokenLink;
pub use migrate::validate as validate_migrations;
pub use projection::TABLES as PROJECTED;
pub use query::{
    AgentRow, CallPage, CallerHit, Counts, CustomerHistory, CustomerHit, DeskPage, FlowNoteRow,
    FlowUse, IncidentPage, IncidentRow, LeavingPage, LeftSomething, Nearest, OpenCall, Part,
    Problem, PromiseDue, QuestionUse, RowCaller, RowCustomer, SearchHit, SearchPage, Shift,
    SimilarHit, Tab, View,
};
pub use request::{Question, Reply, Request, Ticket};
pub use words::sought;
pub use worker::{Gone, OnReply, Worker, handle};

use crate::domain::id::Station;
use connection::Use;
use news::News;

/// The one connection that writes events.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: Option<PathBuf>,
    station: Station,
    news: News,
    since_checkpoint: usize,
}

/// How to open a database.
#[derive(Debug, Clone)]
pub struct Opening {
    /// Make the file and its folder where they are missing.
    pub create: bool,
    /// The code of a new station; by chance when `None`. An existing one keeps its own.
    pub station: Option<Station>,
    /// How long to wait for another program that is writing.
    pub patience: Duration,
    /// The largest that the file may become, in pages of 4 KiB; for tests of what a full disk does.
    pub most_pages: Option<u32>,
}

impl Default for Opening {
    fn default() -> Self {
        Self {
            create: true,
            station: None,
            patience: Duration::from_secs(5),
            most_pages: None,
        }
    }
}

impl Store {
    /// Opens the database, makes it where it is missing, and brings it to this version. Every failure is one
    /// sentence that says what, where, and what to do.
    pub fn open(path: &Path, how: &Opening) -> Result<Self, StoreError> {
        Self::open_and_tell(path, how, &mut |_, _| {})
    }

    /// The same. Where this version of the program wants its tables made anew from a long log, `progress` hears how
    /// many of how many things are done.
    pub fn open_and_tell(
        path: &Path,
        how: &Opening,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Self, StoreError> {
        let mut open = || {
            connection::prepare_file(path, how.create)?;
            let connection = connection::open(path, Use::Events, how.patience)?;
            if let Some(most) = how.most_pages {
                connection.pragma_update_and_check(None, "max_page_count", most, |_| Ok(()))?;
            }
            Self::over(connection, Some(path), how, progress)
        };
        open().map_err(|error| error.at(Some(path)))
    }

    /// A store that lives as long as this value, for tests and trials.
    pub fn in_memory(station: Station) -> Result<Self, StoreError> {
        let how = Opening {
            station: Some(station),
            ..Opening::default()
        };
        Self::over(
            connection::open_in_memory(Use::Events)?,
            None,
            &how,
            &mut |_, _| {},
        )
    }

    /// This installation.
    pub fn station(&self) -> Station {
        self.station
    }

    /// Where the database is; `None` in memory.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }

    /// How many events each station has written, as far as this database knows.
    pub fn version_vector(&self) -> Result<Vec<(String, u64)>, StoreError> {
        self.told(log::version_vector(&self.connection))
    }

    /// Walks the chain of every station's events and reports the first that is not what was written.
    pub fn verify(&self) -> Result<Option<BrokenLink>, StoreError> {
        self.told(log::verify(&self.connection, &mut |_| {}))
    }

    /// Makes everything that is made of the log again.
    pub fn rebuild(&mut self) -> Result<(), StoreError> {
        let outcome = projection::rebuild(&mut self.connection, self.station);
        self.told(outcome)
    }

    /// Whether anything was recorded by others since this was last asked.
    pub fn has_news(&mut self) -> Result<bool, StoreError> {
        let outcome = self.news.look(&self.connection);
        self.told(outcome)
    }

    /// Whether a file that is made from this database may be written there; it must not take the place of the
    /// database, nor of anything but a regular file.
    pub fn check_target(&self, target: &Path) -> Result<(), StoreError> {
        backup::check_target(target, self.path())
    }

    /// Copies the database to a file while it is in use.
    pub fn backup(&self, target: &Path) -> Result<(), StoreError> {
        backup::copy_to(&self.connection, target)
    }

    fn over(
        mut connection: Connection,
        path: Option<&Path>,
        how: &Opening,
        progress: &mut dyn FnMut(usize, usize),
    ) -> Result<Self, StoreError> {
        connection.set_transaction_behavior(TransactionBehavior::Immediate);
        migrate::migrate(&mut connection, path)?;
        let station = known_station(&mut connection, how.station)?;
        projection::ensure(&mut connection, station, progress)?;
        Ok(Self {
            news: News::read(&connection, station)?,
            since_checkpoint: 0,
            connection,
            path: path.map(Path::to_owned),
            station,
        })
    }

    /// Adds to a failure which database it is about.
    fn told<T>(&self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        outcome.map_err(|error| error.at(self.path()))
    }
}

/// The station of this database, which is settled when it is opened for the first time.
fn known_station(
    connection: &mut Connection,
    wish: Option<Station>,
) -> Result<Station, StoreError> {
    if let Some(station) = read_station(connection)? {
        return Ok(station);
    }
    let random = getrandom::u32().unwrap_or_default();
    let station =
        wish.unwrap_or_else(|| Station::from_random(u16::try_from(random >> 16).unwrap_or(0)));
    // Another terminal may have been quicker; then its station is ours.
    connection.execute(
        "INSERT OR IGNORE INTO station VALUES (1, ?1)",
        [station.to_string()],
    )?;
    Ok(read_station(connection)?.unwrap_or(station))
}

fn read_station(connection: &Connection) -> Result<Option<Station>, StoreError> {
    let code: Option<String> = connection
        .query_row("SELECT code FROM station", [], |row| row.get(0))
        .optional()?;
    code.map(|code| {
        Station::parse(&code).ok_or_else(|| StoreError::new(Fault::Damaged, "the station's code"))
    })
    .transpose()
}
