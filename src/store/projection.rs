//! What is made of the log: tables and the search index, written from the folded things in the same transaction.

mod incident;
mod people;

use std::collections::{HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, TransactionBehavior, params};

pub(super) use incident::body as searched_texts;

use super::error::StoreError;
use super::world::World;
use crate::domain::event::Subject;
use crate::domain::id::{Moment, Station};
use crate::domain::state::{Counters, State};

/// Raised whenever the tables, or what is written into them, change: an existing database then makes them anew.
const VERSION: i64 = 5;

const SCHEMA: &str = include_str!("projection.sql");

const SEARCH_FOLLOWS: &str = include_str!("projection_search.sql");

/// The tables that are made of the log. Children first, as their foreign keys want it.
pub const TABLES: &[&str] = &[
    "search",
    "document",
    "handoff",
    "promise",
    "incident",
    "call",
    "name_word",
    "caller_phone",
    "caller",
    "customer",
    "agent",
    "counter",
];

/// Things that changed since the tables were last written.
pub(super) struct Projection<'a> {
    connection: &'a Connection,
    touched: Vec<Subject>,
    known: HashSet<Subject>,
}

impl<'a> Projection<'a> {
    pub(super) fn new(connection: &'a Connection) -> Self {
        Self {
            connection,
            touched: Vec::new(),
            known: HashSet::new(),
        }
    }

    /// Remembers that something happened to this.
    pub(super) fn touch(&mut self, subject: &Subject) {
        if self.known.insert(subject.clone()) {
            self.touched.push(subject.clone());
        }
    }

    /// Writes what was touched. People come before incidents, whose words name them; within a kind, the first
    /// touched comes first, so that incidents are numbered in the order of the log.
    pub(super) fn flush(&mut self, state: &State) -> Result<(), StoreError> {
        if self.touched.is_empty() {
            return Ok(());
        }
        self.known.clear();
        self.touched.sort_by_key(rank);
        for subject in self.touched.drain(..) {
            write(self.connection, state, &subject)?;
        }
        write_counters(self.connection, state.counters)
    }
}

/// Makes the tables if they are missing or of another version of the program; `progress` hears how many of how many
/// things are done.
pub(super) fn ensure(
    connection: &mut Connection,
    station: Station,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(), StoreError> {
    if version(connection)? == Some(VERSION) {
        return Ok(());
    }
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another terminal may have been quicker.
    if version(&transaction)? != Some(VERSION) {
        make(&transaction, station, progress)?;
    }
    Ok(transaction.commit()?)
}

/// Drops the tables and makes them again from the log.
pub(super) fn rebuild(connection: &mut Connection, station: Station) -> Result<(), StoreError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    make(&transaction, station, &mut |_, _| {})?;
    Ok(transaction.commit()?)
}

/// The numbers that this station gives out next.
pub(super) fn counters(connection: &Connection) -> Result<Counters, StoreError> {
    let counters = connection
        .prepare_cached("SELECT incidents, calls, callers, customers FROM counter")?
        .query_row([], |row| {
            Ok(Counters {
                incidents: row.get(0)?,
                calls: row.get(1)?,
                callers: row.get(2)?,
                customers: row.get(3)?,
            })
        })
        .optional()?;
    Ok(counters.unwrap_or_default())
}

/// A moment as the tables hold it.
pub(super) fn millis(moment: Moment) -> i64 {
    moment.timestamp_millis()
}

fn version(connection: &Connection) -> Result<Option<i64>, StoreError> {
    Ok(connection
        .query_row("SELECT version FROM projection", [], |row| row.get(0))
        .optional()?)
}

/// Drops the tables and makes them again, within the caller's transaction.
fn make(
    connection: &Connection,
    station: Station,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(), StoreError> {
    for table in TABLES {
        connection.execute_batch(&format!("DROP TABLE IF EXISTS {table}"))?;
    }
    fill(connection, connection, station, progress)?;
    index(connection)
}

/// Makes the tables of one database's log in another, without the index of the search; `progress` hears how many of
/// how many things are done.
pub(super) fn fill(
    log: &Connection,
    tables: &Connection,
    station: Station,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<(), StoreError> {
    tables.execute_batch(SCHEMA)?;
    let mut counters = Counters::default();
    let mut subjects = subjects(log)?;
    subjects.sort_by_key(rank);
    let all = subjects.len();
    for (done, subject) in subjects.into_iter().enumerate() {
        // One thing at a time: the whole log may be larger than the memory.
        let mut world = World::alone(log, station, counters);
        world.subject(&subject)?;
        write(tables, &world.state, &subject)?;
        counters = world.state.counters;
        progress(done, all);
    }
    write_counters(tables, counters)
}

/// From here on many documents are written and the search does not follow, until [`index`]. Whoever opens the database
/// after a power cut in between makes all tables anew.
pub(super) fn defer_index(connection: &Connection) -> Result<(), StoreError> {
    Ok(connection.execute_batch(
        "DELETE FROM projection;
         DROP TRIGGER document_added; DROP TRIGGER document_removed; DROP TRIGGER document_changed",
    )?)
}

/// Makes the index of the search in one go; from here on it follows, and the tables are of this version.
pub(super) fn index(connection: &Connection) -> Result<(), StoreError> {
    // What is written becomes small pieces, which are put together by [`merge`] and not while somebody waits for it.
    connection.execute_batch(
        "INSERT INTO search (search) VALUES ('rebuild');
         INSERT INTO search (search) VALUES ('optimize');
         INSERT INTO search (search, rank) VALUES ('automerge', 0)",
    )?;
    connection.execute_batch(SEARCH_FOLLOWS)?;
    connection.execute(
        "INSERT OR REPLACE INTO projection VALUES (1, ?1)",
        [VERSION],
    )?;
    Ok(())
}

/// Puts some pieces of the search index together, if there are enough of them; not more than some at once.
pub(super) fn merge(connection: &Connection) -> Result<(), StoreError> {
    Ok(connection.execute_batch("INSERT INTO search (search, rank) VALUES ('merge', 64)")?)
}

/// Everything that anything ever happened to, in the order of its first event.
fn subjects(connection: &Connection) -> Result<Vec<Subject>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT subject_kind, subject_id FROM event ORDER BY clock_ms, clock_tick, station, seq",
    )?;
    let mut rows = statement.query([])?;
    let mut known: HashMap<String, HashSet<String>> = HashMap::new();
    let mut subjects = Vec::new();
    while let Some(row) = rows.next()? {
        let (kind, id): (String, String) = (row.get(0)?, row.get(1)?);
        if let Some(subject) = Subject::from_stored(&kind, &id)
            && known.entry(kind).or_default().insert(id)
        {
            subjects.push(subject);
        }
    }
    Ok(subjects)
}

fn rank(subject: &Subject) -> u8 {
    match subject {
        Subject::Agent(_) => 0,
        Subject::Customer(_) => 1,
        Subject::Caller(_) => 2,
        Subject::Call(_) => 3,
        Subject::Incident(_) | Subject::Flow(_) => 4,
    }
}

fn write(connection: &Connection, state: &State, subject: &Subject) -> Result<(), StoreError> {
    match subject {
        Subject::Agent(id) => state
            .agents
            .get(id)
            .map_or(Ok(()), |agent| people::write_agent(connection, agent)),
        Subject::Customer(id) => state.customers.get(id).map_or(Ok(()), |customer| {
            people::write_customer(connection, customer)
        }),
        Subject::Caller(id) => state
            .callers
            .get(id)
            .map_or(Ok(()), |caller| people::write_caller(connection, caller)),
        Subject::Call(id) => state
            .calls
            .get(id)
            .map_or(Ok(()), |call| people::write_call(connection, call)),
        Subject::Incident(reference) => state
            .incidents
            .get(reference)
            .map_or(Ok(()), |incident| incident::write(connection, incident)),
        // Read from the log, by its subject.
        Subject::Flow(_) => Ok(()),
    }
}

fn write_counters(connection: &Connection, counters: Counters) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO counter VALUES (1, ?1, ?2, ?3, ?4)")?
        .execute(params![
            counters.incidents,
            counters.calls,
            counters.callers,
            counters.customers
        ])?;
    Ok(())
}
