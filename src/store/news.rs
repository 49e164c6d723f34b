//! Whether somebody else has recorded something: another terminal on the same database.

use rusqlite::Connection;

use super::error::StoreError;
use super::log;
use crate::domain::event::Event;
use crate::domain::id::Station;

/// What was known when this was last asked.
#[derive(Debug)]
pub(super) struct News {
    station: String,
    data_version: i64,
    events: Vec<(String, u64)>,
}

impl News {
    pub(super) fn read(connection: &Connection, station: Station) -> Result<Self, StoreError> {
        Ok(Self {
            station: station.to_string(),
            data_version: data_version(connection)?,
            events: log::version_vector(connection)?,
        })
    }

    /// Events of our own are no news. When others have written in between, theirs are news all the same.
    pub(super) fn count_own(&mut self, events: &[Event]) {
        let Some(last) = events.last() else { return };
        let before = last.seq - events.len() as u64;
        match self
            .events
            .iter_mut()
            .find(|(station, _)| *station == self.station)
        {
            Some((_, known)) if *known == before => *known = last.seq,
            None if before == 0 => {
                self.events.push((self.station.clone(), last.seq));
                self.events.sort();
            }
            Some(_) | None => {}
        }
    }

    /// Whether there are events that were not known. The typist's drafts change the database all the time, so a
    /// changed `data_version` alone says nothing.
    pub(super) fn look(&mut self, connection: &Connection) -> Result<bool, StoreError> {
        let data_version = data_version(connection)?;
        if data_version == self.data_version {
            return Ok(false);
        }
        self.data_version = data_version;
        let events = log::version_vector(connection)?;
        let news = events != self.events;
        self.events = events;
        Ok(news)
    }
}

fn data_version(connection: &Connection) -> Result<i64, StoreError> {
    Ok(connection.pragma_query_value(None, "data_version", |row| row.get(0))?)
}
