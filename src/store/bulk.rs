//! Many events at a time, for a database that is being made: they are folded in memory, and reach the disk together.

use rusqlite::Connection;

use super::log::Head;
use super::projection::{self, Projection};
use super::{Store, StoreError, connection};
use crate::domain::command::Fact;
use crate::domain::id::{AgentId, Moment};
use crate::domain::state::State;

/// A database in the making. What is added is there only once [`Bulk::save`] returns.
pub struct Bulk<'a> {
    connection: &'a Connection,
    head: Head,
    projection: Projection<'a>,
}

impl Store {
    /// Fills the database while nobody else uses it. What was not saved when `fill` fails has not happened.
    pub fn bulk<E: From<StoreError>>(
        &mut self,
        fill: impl FnOnce(&mut Bulk<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let connection = &self.connection;
        let begin = || {
            let head = Head::read(connection, self.station)?;
            connection::settle_for_making(connection, true)?;
            connection.execute_batch("BEGIN IMMEDIATE")?;
            projection::defer_index(connection)?;
            Ok::<_, StoreError>(Bulk {
                connection,
                head,
                projection: Projection::new(connection),
            })
        };
        let outcome = fill(&mut self.told(begin())?);
        let end = || {
            connection.execute_batch("ROLLBACK; BEGIN IMMEDIATE")?;
            projection::index(connection)?;
            connection.execute_batch("COMMIT")?;
            connection::settle_for_making(connection, false)
        };
        let ended = end();
        outcome?;
        Ok(self.told(ended)?)
    }
}

impl Bulk<'_> {
    /// Appends facts to the log and folds them into the state, which must hold whatever they happened to.
    pub fn append(
        &mut self,
        state: &mut State,
        actor: &AgentId,
        facts: Vec<Fact>,
        now: Moment,
    ) -> Result<(), StoreError> {
        for fact in facts {
            let (head, subject) = (&mut self.head, fact.subject);
            let event = head.append(self.connection, now, actor, subject, fact.body)?;
            state.apply(&event);
            self.projection.touch(&event.subject);
        }
        Ok(())
    }

    /// Writes the tables for all that was added since the last time, and puts everything on the disk. Then the state
    /// may forget what nothing more happens to.
    pub fn save(&mut self, state: &State) -> Result<(), StoreError> {
        self.projection.flush(state)?;
        // Without a checkpoint in between, the write-ahead log would grow as large as the database.
        let words = "COMMIT; PRAGMA wal_checkpoint(TRUNCATE); BEGIN IMMEDIATE";
        Ok(self.connection.execute_batch(words)?)
    }
}
