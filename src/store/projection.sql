-- What is made of the log. Nothing here is truth: it is dropped and made again whenever its version changes, so it
-- needs no migrations. Moments are milliseconds in UTC; `…_key` is a name folded for comparing.

CREATE TABLE counter (
    only_row  INTEGER PRIMARY KEY CHECK (only_row = 1),
    incidents INTEGER NOT NULL,
    calls     INTEGER NOT NULL,
    callers   INTEGER NOT NULL,
    customers INTEGER NOT NULL
) STRICT;

CREATE TABLE agent (
    agent_key TEXT PRIMARY KEY,
    name      TEXT NOT NULL,
    since     TEXT,
    left_open TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE customer (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    name_key TEXT NOT NULL,
    tier     TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX customer_by_name ON customer (name_key);

CREATE TABLE caller (
    id       TEXT PRIMARY KEY,
    name     TEXT NOT NULL,
    name_key TEXT NOT NULL,
    customer TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX caller_by_name ON caller (name_key);
CREATE INDEX caller_by_customer ON caller (customer);

-- Read from the end, because callers are found by the last digits.
CREATE TABLE caller_phone (
    caller   TEXT NOT NULL,
    place    INTEGER NOT NULL,
    phone    TEXT NOT NULL,
    reversed TEXT NOT NULL,
    PRIMARY KEY (caller, place)
) STRICT, WITHOUT ROWID;
CREATE INDEX caller_phone_by_end ON caller_phone (reversed);

-- The words of callers' and customers' names.
CREATE TABLE name_word (
    kind TEXT NOT NULL,
    word TEXT NOT NULL,
    id   TEXT NOT NULL,
    PRIMARY KEY (kind, word, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX name_word_by_id ON name_word (id);

CREATE TABLE call (
    id         TEXT PRIMARY KEY,
    agent_key  TEXT NOT NULL,
    started_ms INTEGER NOT NULL,
    ended_ms   INTEGER,
    caller     TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX call_by_agent ON call (agent_key, started_ms);
CREATE INDEX call_by_caller ON call (caller, started_ms);
CREATE INDEX call_running ON call (agent_key, started_ms) WHERE ended_ms IS NULL;

-- `held` says that somebody has to hold on to it; `teller_key` who still has to tell the customer of a handoff.
CREATE TABLE incident (
    id           INTEGER PRIMARY KEY,
    reference    TEXT NOT NULL UNIQUE,
    status       TEXT NOT NULL,
    held         INTEGER NOT NULL,
    owner_key    TEXT NOT NULL,
    offered_key  TEXT,
    teller_key   TEXT,
    priority     TEXT NOT NULL,
    opened_ms    INTEGER NOT NULL,
    resolved_ms  INTEGER,
    due_ms       INTEGER,
    has_to_go    TEXT,
    next_what    TEXT NOT NULL,
    next_who     TEXT NOT NULL,
    next_ms      INTEGER NOT NULL,
    promise      INTEGER,
    promise_what TEXT,
    promise_ms   INTEGER,
    summary      TEXT NOT NULL,
    category     TEXT,
    product      TEXT,
    version      TEXT,
    solved       TEXT,
    caller       TEXT,
    customer     TEXT
) STRICT;
CREATE INDEX incident_held ON incident (held, owner_key, promise_ms, due_ms, priority, customer)
    WHERE held = 1;
CREATE INDEX incident_not_held ON incident (id) WHERE held = 0;
CREATE INDEX incident_offered ON incident (offered_key) WHERE offered_key IS NOT NULL;
CREATE INDEX incident_to_tell ON incident (teller_key) WHERE teller_key IS NOT NULL;
CREATE INDEX incident_of_customer ON incident (customer, held);
CREATE INDEX incident_of_caller ON incident (caller, held);
CREATE INDEX incident_of_product ON incident (product) WHERE product IS NOT NULL;

CREATE TABLE promise (
    incident   INTEGER NOT NULL REFERENCES incident ON DELETE CASCADE,
    number     INTEGER NOT NULL,
    maker_key  TEXT NOT NULL,
    by_ms      INTEGER NOT NULL,
    state      TEXT NOT NULL,
    settled_ms INTEGER,
    PRIMARY KEY (incident, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX promise_by_maker ON promise (maker_key, settled_ms, by_ms, state);

CREATE TABLE handoff (
    incident    INTEGER NOT NULL REFERENCES incident ON DELETE CASCADE,
    number      INTEGER NOT NULL,
    giver_key   TEXT NOT NULL,
    accepted_ms INTEGER,
    PRIMARY KEY (incident, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX handoff_by_giver ON handoff (giver_key, accepted_ms);

-- The words of an incident, folded, for the search. Its ids are those of the incidents: dense, newest last.
CREATE TABLE document (
    id     INTEGER PRIMARY KEY REFERENCES incident ON DELETE CASCADE,
    title  TEXT NOT NULL,
    people TEXT NOT NULL,
    body   TEXT NOT NULL
) STRICT;

-- No positions and no sizes: phrases and fields are judged in Rust on a few hundred candidates. The tokenizer splits
-- nothing that Rust has not split. Prefixes up to five letters have an index of their own. FTS5's "secure-delete" stays
-- off: it made a note cost 10 ms with 3,000 incidents and more with more. What it would wipe stands in the log anyway;
-- erasing a person's data has to make this index anew.
CREATE VIRTUAL TABLE search USING fts5 (
    title, people, body,
    content = 'document', content_rowid = 'id', detail = none, columnsize = 0,
    prefix = '2 3 4 5', tokenize = 'ascii'
);
