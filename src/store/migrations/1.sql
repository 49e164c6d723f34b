-- Version 1: the log, the drafts, and what is made of the log.

PRAGMA application_id = 0x62746e31;

-- Which station this is; one row.
CREATE TABLE station (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    code     TEXT NOT NULL
) STRICT;

-- The log: the only truth.
CREATE TABLE event (
    station      TEXT NOT NULL,
    seq          INTEGER NOT NULL CHECK (seq > 0),
    clock_ms     INTEGER NOT NULL,
    clock_tick   INTEGER NOT NULL,
    at           TEXT NOT NULL,
    actor        TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_id   TEXT NOT NULL,
    kind         TEXT NOT NULL,
    body         TEXT NOT NULL,
    salt         BLOB NOT NULL,
    hash         BLOB NOT NULL,
    PRIMARY KEY (station, seq)
) STRICT;
-- With a rowid beside its key: an event can fill a page, and a tree with such rows in its inner nodes is twice as deep.

-- Both end in (station, seq), so they give the order of events.
CREATE INDEX event_by_subject ON event (subject_kind, subject_id, clock_ms, clock_tick, station, seq);
CREATE INDEX event_by_clock ON event (clock_ms, clock_tick, station, seq);

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT raise(ABORT, 'the log is append-only'); END;

CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT raise(ABORT, 'the log is append-only'); END;

-- INSERT OR REPLACE would delete without asking the trigger above.
CREATE TRIGGER event_follows_the_last BEFORE INSERT ON event
WHEN new.seq <> 1 + coalesce((SELECT max(seq) FROM event WHERE station = new.station), 0)
BEGIN SELECT raise(ABORT, 'the log is append-only, without gaps'); END;

-- What is being typed and is no event yet. Stays at this station.
CREATE TABLE draft (
    key  TEXT PRIMARY KEY,
    body TEXT NOT NULL,
    at   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- Which version of the projections this file holds; one row.
CREATE TABLE projection (
    only_row INTEGER PRIMARY KEY CHECK (only_row = 1),
    version  INTEGER NOT NULL
) STRICT;
