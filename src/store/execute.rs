//! Commands become events: decided, appended, folded and projected in one transaction, all of it or nothing.

use rusqlite::Connection;

use super::Store;
use super::error::StoreError;
use super::log::Head;
use super::projection::Projection;
use super::world::World;
use crate::domain::command::{Command, Context, Need, Refusal, Required, decide};
use crate::domain::event::Event;
use crate::domain::id::{AgentId, Moment, Station};

/// The worker moves the write-ahead log into the database when nobody types; an import or a demonstration never
/// pauses, and does it after so many events.
const MOST_EVENTS_IN_WAL: usize = 10_000;

/// Why nothing was recorded.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ExecuteError {
    /// A rule says no.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<rusqlite::Error> for ExecuteError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Store(error.into())
    }
}

impl Store {
    /// Carries out commands in order, each seeing what those before it did. What follows is on the disk when this
    /// returns; when one command is refused, none has happened.
    pub fn execute(
        &mut self,
        actor: &AgentId,
        commands: &[Command],
        now: Moment,
        required: &dyn Required,
    ) -> Result<Vec<Event>, ExecuteError> {
        let outcome = self.try_execute(actor, commands, now, required);
        outcome.map_err(|error| match error {
            ExecuteError::Store(error) => ExecuteError::Store(error.at(self.path())),
            refused @ ExecuteError::Refused(_) => refused,
        })
    }

    fn try_execute(
        &mut self,
        actor: &AgentId,
        commands: &[Command],
        now: Moment,
        required: &dyn Required,
    ) -> Result<Vec<Event>, ExecuteError> {
        let transaction = self.connection.transaction()?;
        let events = run(&transaction, self.station, actor, commands, now, required)?;
        transaction.commit()?;
        self.news.count_own(&events);
        self.since_checkpoint += events.len();
        if self.since_checkpoint > MOST_EVENTS_IN_WAL {
            // Whatever reads at this moment is no fault of the command: it is tried again after the next one.
            let _busy = self.checkpoint();
        }
        Ok(events)
    }
}

fn run(
    connection: &Connection,
    station: Station,
    actor: &AgentId,
    commands: &[Command],
    now: Moment,
    required: &dyn Required,
) -> Result<Vec<Event>, ExecuteError> {
    let mut head = Head::read(connection, station)?;
    let mut world = World::new(connection, station)?;
    let mut projection = Projection::new(connection);
    let actor = &world.agent(actor)?;
    let context = Context {
        now,
        actor,
        required,
    };
    let mut events = Vec::new();
    for command in commands {
        for need in command.needs(actor) {
            if asks_the_tables(&need) {
                projection.flush(&world.state)?;
            }
            world.need(&need)?;
        }
        for fact in decide(&world.state, &context, command)? {
            world.subject(&fact.subject)?;
            let event = head.append(connection, now, actor, fact.subject, fact.body)?;
            world.apply(&event);
            projection.touch(&event.subject);
            events.push(event);
        }
    }
    projection.flush(&world.state)?;
    Ok(events)
}

/// Whether loading this reads the tables, which must then hold what earlier commands did.
fn asks_the_tables(need: &Need) -> bool {
    match need {
        Need::Customer(_) | Need::Caller(_) | Need::Call(_) | Need::Incident(_) => false,
        Need::Agent(_)
        | Need::CustomerNamed(_)
        | Need::CallerNamed(_)
        | Need::RunningCalls(_)
        | Need::SetAside(_)
        | Need::HeldBy(_) => true,
    }
}
