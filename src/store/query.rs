//! What screens and the command line ask: one place to ask from, a file for each subject.

mod answers;
mod call;
mod desk;
mod flow_notes;
mod incident;
mod leaving;
mod nearest;
mod people;
mod row;
mod search;
mod similar;

use std::collections::HashMap;

use rusqlite::Connection;

pub use answers::{FlowUse, QuestionUse};
pub use call::{CallPage, OpenCall};
pub use desk::{Counts, DeskPage, LeftSomething, Shift, Tab};
pub use flow_notes::FlowNoteRow;
pub use incident::IncidentPage;
pub use leaving::LeavingPage;
pub use nearest::Nearest;
pub use people::{AgentRow, CallerHit, CustomerHistory, CustomerHit};
pub use row::{IncidentRow, PromiseDue, RowCaller, RowCustomer};
pub use search::{Part, SearchHit, SearchPage};
pub use similar::{Problem, SimilarHit};

use super::Store;
use super::error::StoreError;
use super::world::World;
use crate::domain::event::{Event, Subject};
use crate::domain::id::{AgentId, Moment, Station, fold};
use crate::domain::zone;

/// What is recorded, as it looks at a moment.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    pub(super) connection: &'a Connection,
    pub(super) station: Station,
    pub(super) now: Moment,
}

impl Store {
    /// What is recorded, as it looks now.
    pub fn view(&self, now: Moment) -> View<'_> {
        View {
            connection: &self.connection,
            station: self.station,
            now,
        }
    }
}

impl<'a> View<'a> {
    /// Everything that happened to a subject, in order.
    pub fn events_of(&self, subject: &Subject) -> Result<Vec<Event>, StoreError> {
        super::log::of_subject(self.connection, subject)
    }

    fn world(&self) -> Result<World<'a>, StoreError> {
        World::new(self.connection, self.station)
    }

    /// A moment of the tables, with the offset that is on the wall.
    fn moment(&self, millis: i64) -> Moment {
        chrono::DateTime::from_timestamp_millis(millis).map_or(self.now, |moment| {
            zone::on_the_wall(moment.fixed_offset(), self.now)
        })
    }

    fn names(&self) -> Result<Names, StoreError> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT agent_key, name FROM agent")?;
        let names = statement.query_map([], |row| {
            Ok((row.get(0)?, AgentId::of(&row.get::<_, String>(1)?)))
        })?;
        Ok(Names(names.collect::<Result<_, _>>()?))
    }
}

/// The names of agents as they wrote them.
struct Names(HashMap<String, AgentId>);

impl Names {
    fn of(&self, key: &str) -> AgentId {
        self.0.get(key).cloned().unwrap_or_else(|| AgentId::of(key))
    }
}

/// An agent as the tables know them.
fn key(agent: &AgentId) -> String {
    fold(agent.as_str())
}
