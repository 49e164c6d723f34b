//! The store, over databases in folders of their own.

mod answers;
mod draft;
mod execute;
mod find;
mod health;
pub mod hotline;
mod log;
mod open;
mod query;
mod round_trip;
mod worker;

use std::path::PathBuf;

use baton::domain::command::{Command, NothingRequired};
use baton::domain::event::Event;
use baton::domain::id::{AgentId, Moment, Station};
use baton::store::{Opening, Store};
use rusqlite::Connection;
use tempfile::TempDir;

/// A folder that goes away with the test, and a database in it.
pub struct Place {
    pub folder: TempDir,
    pub file: PathBuf,
}

impl Place {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("baton.db");
        Self { folder, file }
    }

    pub fn open(&self) -> Store {
        Store::open(&self.file, &how()).unwrap()
    }

    /// The file as another program sees it.
    pub fn raw(&self) -> Connection {
        Connection::open(&self.file).unwrap()
    }

    /// The sentence that opening the database ends with.
    pub fn refusal(&self) -> (u8, String) {
        let error = Store::open(&self.file, &how()).expect_err("it cannot be opened");
        let folder = self.folder.path().display().to_string();
        (
            error.exit_code(),
            error.to_string().replace(&folder, "FOLDER"),
        )
    }
}

/// Station K7, and no patience: a test does not wait.
pub fn how() -> Opening {
    Opening {
        station: Station::parse("K7"),
        patience: std::time::Duration::ZERO,
        ..Opening::default()
    }
}

/// 14:00 on a Sunday, and so many seconds.
pub fn at(seconds: i64) -> Moment {
    let start = Moment::parse_from_rfc3339("2026-11-22T14:00:00+01:00").unwrap();
    start + chrono::TimeDelta::seconds(seconds)
}

/// Records that many small events of one agent.
pub fn fill(store: &mut Store, count: usize) -> Vec<Event> {
    let dana = AgentId::of("Dana Reyes");
    let leave = Command::LeaveTheHotline { all_the_same: None };
    let shifts = [Command::GoOnTheHotline, leave].into_iter().cycle();
    let commands: Vec<Command> = std::iter::once(Command::Join)
        .chain(shifts)
        .take(count)
        .collect();
    store
        .execute(&dana, &commands, at(0), &NothingRequired)
        .unwrap()
}
