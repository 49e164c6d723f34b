//! The event log: append-only, in one hash chain a station, and read in the order of the hybrid clock.

use rusqlite::{Connection, OptionalExtension, Row, params};
use sha2::{Digest, Sha256};

use super::error::{Fault, StoreError};
use crate::domain::event::{Body, Event, Subject};
use crate::domain::hybrid_clock::HybridClock;
use crate::domain::id::{AgentId, Moment, Station};

/// Where the log of a station ends: what the next event must follow.
#[derive(Debug, Clone)]
pub(super) struct Head {
    station: Station,
    seq: u64,
    clock: HybridClock,
    hash: Vec<u8>,
}

/// The first event that is not what it was when it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenLink {
    /// The station whose chain breaks.
    pub station: String,
    /// The running number of the event.
    pub seq: u64,
    /// What is wrong with it.
    pub what: &'static str,
}

impl Head {
    /// The end of the log as it stands.
    pub(super) fn read(connection: &Connection, station: Station) -> Result<Self, StoreError> {
        let last = connection
            .prepare_cached(
                "SELECT seq, hash FROM event WHERE station = ?1 ORDER BY seq DESC LIMIT 1",
            )?
            .query_row([station.to_string()], |row| {
                Ok((row.get::<_, u64>(0)?, row.get::<_, Vec<u8>>(1)?))
            })
            .optional()?;
        let (seq, hash) = last.unwrap_or((0, vec![0; 32]));
        let clock = connection
            .prepare_cached(
                "SELECT clock_ms, clock_tick FROM event
                 ORDER BY clock_ms DESC, clock_tick DESC LIMIT 1",
            )?
            .query_row([], |row| {
                Ok(HybridClock {
                    millis: row.get(0)?,
                    tick: row.get(1)?,
                })
            })
            .optional()?
            .unwrap_or_default();
        Ok(Self {
            station,
            seq,
            clock,
            hash,
        })
    }

    /// Makes an event of a fact and appends it.
    pub(super) fn append(
        &mut self,
        connection: &Connection,
        now: Moment,
        actor: &AgentId,
        subject: Subject,
        body: Body,
    ) -> Result<Event, StoreError> {
        let event = Event {
            station: self.station,
            seq: self.seq + 1,
            clock: self.clock.next(now),
            at: now,
            actor: actor.clone(),
            subject,
            body,
        };
        self.hash = insert(connection, &event, &self.hash)?;
        (self.seq, self.clock) = (event.seq, event.clock);
        Ok(event)
    }
}

/// The events of one subject, in order.
pub(super) fn of_subject(
    connection: &Connection,
    subject: &Subject,
) -> Result<Vec<Event>, StoreError> {
    let (kind, id) = subject.stored();
    let mut statement = connection.prepare_cached(
        "SELECT station, seq, clock_ms, clock_tick, at, actor, subject_kind, subject_id, kind, body
         FROM event WHERE subject_kind = ?1 AND subject_id = ?2
         ORDER BY clock_ms, clock_tick, station, seq",
    )?;
    let mut rows = statement.query(params![kind, id])?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        events.push(read(row)?);
    }
    Ok(events)
}

/// What happened to one flow, or to all of them, in order.
pub(super) fn of_flows(
    connection: &Connection,
    flow: Option<&str>,
) -> Result<Vec<Event>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT station, seq, clock_ms, clock_tick, at, actor, subject_kind, subject_id, kind, body
         FROM event WHERE subject_kind = 'flow' AND (?1 IS NULL OR subject_id = ?1)
         ORDER BY clock_ms, clock_tick, station, seq",
    )?;
    let mut rows = statement.query([flow])?;
    let mut events = Vec::new();
    while let Some(row) = rows.next()? {
        events.push(read(row)?);
    }
    Ok(events)
}

/// The events of incidents that tell what became of questions, incident by incident with its number, each in order; of
/// one category, or of all of them.
pub(super) fn each_of_incidents(
    connection: &Connection,
    category: Option<&str>,
    mut with: impl FnMut(i64, Event),
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT station, seq, clock_ms, clock_tick, at, actor, subject_kind, subject_id, kind, body, incident.id
         FROM incident CROSS JOIN event
              ON subject_kind = 'incident' AND subject_id = incident.reference
         WHERE (?1 IS NULL OR incident.category = ?1)
           AND kind IN ('answered', 'answer_hidden', 'answer_shown', 'escalated_to', 'incident_opened',
                        'incident_imported')
         ORDER BY incident.id, clock_ms, clock_tick, station, seq",
    )?;
    let mut rows = statement.query([category])?;
    while let Some(row) = rows.next()? {
        with(row.get(10)?, read(row)?);
    }
    Ok(())
}

/// The events of calls that tell what became of questions about callers, call by call with a number below 0.
pub(super) fn each_of_calls(
    connection: &Connection,
    mut with: impl FnMut(i64, Event),
) -> Result<(), StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT station, seq, clock_ms, clock_tick, at, actor, subject_kind, subject_id, kind, body
         FROM call CROSS JOIN event ON subject_kind = 'call' AND subject_id = call.id
         WHERE kind IN ('caller_answered', 'answer_hidden', 'answer_shown', 'call_started', 'call_resumed')
         ORDER BY call.id, clock_ms, clock_tick, station, seq",
    )?;
    let mut rows = statement.query([])?;
    let (mut number, mut last) = (0, None);
    while let Some(row) = rows.next()? {
        let event = read(row)?;
        if last.as_ref() != Some(&event.subject) {
            number -= 1;
            last = Some(event.subject.clone());
        }
        with(number, event);
    }
    Ok(())
}

/// How many events each station has written: what another station compares to know what it lacks.
pub(super) fn version_vector(connection: &Connection) -> Result<Vec<(String, u64)>, StoreError> {
    // Steps from station to station through the key, since a GROUP BY would read the whole log.
    let mut statement = connection.prepare_cached(
        "WITH RECURSIVE known (code) AS (
             SELECT min(station) FROM event
             UNION ALL
             SELECT (SELECT min(station) FROM event WHERE station > code)
             FROM known WHERE code IS NOT NULL)
         SELECT code, (SELECT max(seq) FROM event WHERE station = code)
         FROM known WHERE code IS NOT NULL",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Walks every chain and reports the first event that is not what was written; `None` when all are. `progress` hears
/// how many were read.
pub(super) fn verify(
    connection: &Connection,
    progress: &mut dyn FnMut(u64),
) -> Result<Option<BrokenLink>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT station, seq, clock_ms, clock_tick, at, actor, subject_kind, subject_id, kind, body,
                salt, hash
         FROM event ORDER BY station, seq",
    )?;
    let mut rows = statement.query([])?;
    let (mut station, mut seq, mut hash) = (Vec::new(), 0, vec![0; 32]);
    for count in 0.. {
        let Some(row) = rows.next()? else { break };
        progress(count);
        let fields = Fields::of_row(row)?;
        if fields.station != station.as_slice() {
            (station, seq, hash) = (fields.station.to_vec(), 0, vec![0; 32]);
        }
        seq += 1;
        let broken = |what| BrokenLink {
            station: String::from_utf8_lossy(&station).into_owned(),
            seq,
            what,
        };
        if fields.seq != seq {
            return Ok(Some(broken("is missing")));
        }
        hash = fields.link(&hash);
        if row.get_ref(11)?.as_bytes().ok() != Some(hash.as_slice()) {
            return Ok(Some(broken("is not what was written")));
        }
    }
    Ok(None)
}

/// An event from the ten columns of the log, in the order of [`of_subject`].
pub(super) fn read(row: &Row<'_>) -> Result<Event, StoreError> {
    let (station, seq): (String, u64) = (row.get(0)?, row.get(1)?);
    let damaged = || StoreError::new(Fault::Damaged, format!("event {station} {seq}"));
    let at: String = row.get(4)?;
    let actor: String = row.get(5)?;
    let (subject_kind, subject_id): (String, String) = (row.get(6)?, row.get(7)?);
    let (kind, body): (String, String) = (row.get(8)?, row.get(9)?);
    Ok(Event {
        station: Station::parse(&station).ok_or_else(damaged)?,
        seq,
        clock: HybridClock {
            millis: row.get(2)?,
            tick: row.get(3)?,
        },
        at: Moment::parse_from_rfc3339(&at).map_err(|_| damaged())?,
        actor: AgentId::of(&actor),
        subject: Subject::from_stored(&subject_kind, &subject_id).ok_or_else(damaged)?,
        body: parse_body(&kind, &body).map_err(|_| damaged())?,
    })
}

fn insert(connection: &Connection, event: &Event, previous: &[u8]) -> Result<Vec<u8>, StoreError> {
    let (kind, body) = write_body(event)?;
    let (subject_kind, subject_id) = event.subject.stored();
    let (station, at) = (event.station.to_string(), event.at.to_rfc3339());
    let mut salt = [0; 16];
    getrandom::fill(&mut salt)
        .map_err(|error| StoreError::new(Fault::Io, format!("no random numbers: {error}")))?;
    let fields = Fields {
        station: station.as_bytes(),
        seq: event.seq,
        clock_ms: event.clock.millis,
        clock_tick: i64::from(event.clock.tick),
        texts: [
            at.as_bytes(),
            event.actor.as_str().as_bytes(),
            subject_kind.as_bytes(),
            subject_id.as_bytes(),
            kind.as_bytes(),
        ],
        body: body.as_bytes(),
        salt: &salt,
    };
    let hash = fields.link(previous);
    connection
        .prepare_cached(
            "INSERT INTO event VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        )?
        .execute(params![
            station,
            fields.seq,
            fields.clock_ms,
            fields.clock_tick,
            at,
            event.actor.as_str(),
            subject_kind,
            subject_id,
            kind,
            body,
            salt,
            hash
        ])?;
    Ok(hash)
}

/// What a link of the chain is made of.
struct Fields<'a> {
    station: &'a [u8],
    seq: u64,
    clock_ms: i64,
    clock_tick: i64,
    texts: [&'a [u8]; 5],
    body: &'a [u8],
    salt: &'a [u8],
}

impl<'a> Fields<'a> {
    /// Bytes rather than text, because a flipped bit can make text that is not UTF-8.
    fn of_row(row: &'a Row<'_>) -> Result<Self, StoreError> {
        let bytes = |column| -> Result<&'a [u8], StoreError> {
            let value = row.get_ref(column)?;
            value
                .as_bytes()
                .map_err(|_| StoreError::new(Fault::Damaged, "a column of the log"))
        };
        Ok(Self {
            station: bytes(0)?,
            seq: row.get(1)?,
            clock_ms: row.get(2)?,
            clock_tick: row.get(3)?,
            texts: [bytes(4)?, bytes(5)?, bytes(6)?, bytes(7)?, bytes(8)?],
            body: bytes(9)?,
            salt: bytes(10)?,
        })
    }

    /// The hash of everything before and of this event. The body is in it by a salted hash of its own, so that
    /// a person's data can be erased one day and the chain still holds. Every part is preceded by its length.
    fn link(&self, previous: &[u8]) -> Vec<u8> {
        let body = Sha256::new_with_prefix(self.salt)
            .chain_update(self.body)
            .finalize();
        let mut hash = Sha256::new();
        let numbers = [
            self.seq.to_be_bytes(),
            self.clock_ms.to_be_bytes(),
            self.clock_tick.to_be_bytes(),
        ];
        let parts = [previous, self.station]
            .into_iter()
            .chain(numbers.iter().map(<[u8; 8]>::as_slice))
            .chain(self.texts)
            .chain([body.as_slice()]);
        for part in parts {
            hash.update((part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        hash.finalize().to_vec()
    }
}

/// The kind and the body as they are stored. What would not come back the same (a number that is none) is
/// refused here, because a stored event is there for good.
fn write_body(event: &Event) -> Result<(String, String), StoreError> {
    let unstorable = |detail: String| StoreError::new(Fault::Unstorable, detail);
    let whole =
        serde_json::to_string(&event.body).map_err(|error| unstorable(error.to_string()))?;
    // The kind is a word of ours, without anything that JSON would escape.
    let parts = whole
        .strip_prefix("{\"kind\":\"")
        .and_then(|rest| rest.strip_suffix('}')?.split_once("\",\"body\":"));
    let Some((kind, body)) = parts else {
        return Err(unstorable("an event without a kind".to_owned()));
    };
    match parse_body(kind, body) {
        Ok(back) if back == event.body => Ok((kind.to_owned(), body.to_owned())),
        _ => Err(unstorable(format!("{kind} does not read back"))),
    }
}

/// Put together as text, so that it is read in one pass. The kind is a word of ours, but the file may be
/// anybody's: it is quoted like any other text.
fn parse_body(kind: &str, body: &str) -> serde_json::Result<Body> {
    let kind = serde_json::Value::from(kind);
    serde_json::from_str(&format!("{{\"kind\":{kind},\"body\":{body}}}"))
}
