//! What the parts take without a terminal: filing a call, opening the desk, searching, a key from update to drawn.
//!
//! Run it with `cargo bench --bench micro`; the database is the one of `cargo bench --bench pty`. Plain loops, because
//! what is promised is a median beside that of a bare commit in the same run, with the two taking turns.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a measurement that meets the unexpected has failed, and says so best by panicking"
)]

use std::path::Path;
use std::time::Instant;

use baton::clock;
use baton::domain::call::Ending;
use baton::domain::command::{Change, Command, NothingRequired};
use baton::domain::event::Subject;
use baton::domain::id::{AgentId, CallId};
use baton::domain::reference::Reference;
use baton::flow::{Facts, Run};
use baton::store::{Drafts, Opening, Store, Tab};
use baton::tui::route::{CallFor, Route};
use chrono::TimeDelta;
use play::Play;
use rusqlite::Connection;

#[path = "pty/database.rs"]
mod database;
#[path = "../tests/it/support/large.rs"]
mod large;
#[path = "../tests/it/support/play.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod play;
#[path = "pty/report.rs"]
#[allow(dead_code, reason = "the report on the terminal needs more of it")]
mod report;

use report::Spread;

/// How often each is done.
const TIMES: usize = 200;

const QUERIES: [&str; 6] = [
    "labels",
    "import stops",
    "upgrade",
    "login maria",
    "report wrong",
    "printer driver",
];

fn main() {
    let home = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder to work in");
    let file = database::copied_into(home.path());
    let mut store = Store::open(&file, &Opening::default()).expect("the database opens");
    let agent = store.view(clock::now()).agents().expect("agents")[0]
        .agent
        .id
        .clone();

    let (filed, bare) = file_calls(&mut store, &agent, &home.path().join("bare.db"));
    line("a bare durable commit, ms", bare, "");
    line(
        "file a call, ms",
        filed,
        &format!(
            "{:.2} × bare, promised ≤ 2 ×",
            filed.median() / bare.median()
        ),
    );
    line("open the desk, ms", open_the_desk(&store, &agent), "");
    line(
        "search, a letter, ms",
        search(&store),
        "promised ≤ 8, worst ≤ 50",
    );
    line(
        "2,000 questions, 500 conditions, ms",
        follow(),
        "promised < 1",
    );
    let drafts = Drafts::open(&file).expect("the drafts open");
    line(
        "a key: update, draft, draw, ms",
        key(store, &agent, &drafts),
        "",
    );
}

fn line(what: &str, spread: Spread, promised: &str) {
    println!("{what:<34}{:>24}   {promised}", spread.words());
}

fn timed<T>(act: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let outcome = act();
    (start.elapsed().as_secs_f64() * 1e3, outcome)
}

/// A promise, the read-back and the end of a call, in turn with a commit of one row that reaches the disk.
fn file_calls(store: &mut Store, agent: &AgentId, beside: &Path) -> (Spread, Spread) {
    let bare = Connection::open(beside).unwrap();
    bare.pragma_update(None, "journal_mode", "WAL").unwrap();
    bare.pragma_update(None, "synchronous", "FULL").unwrap();
    bare.execute_batch("CREATE TABLE t (id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT")
        .unwrap();
    let mut times = (Vec::new(), Vec::new());
    for round in 0..TIMES {
        let (call, incident) = take_a_call(store, agent);
        // While the caller speaks nobody waits, and the store does what was left for then.
        store.tidy().expect("it is tidied");
        let now = clock::now();
        let promise = Change::Promise {
            what: "call back".to_owned(),
            by: now + TimeDelta::hours(20),
        };
        let filing = [
            Command::Incident(incident, promise),
            Command::Incident(incident, Change::ConfirmReadBack),
            Command::EndCall {
                call,
                ending: Ending::Closed,
                no_promise: vec![],
            },
        ];
        times.0.push(
            timed(|| {
                store
                    .execute(agent, &filing, now, &NothingRequired)
                    .expect("it is filed")
            })
            .0,
        );
        let body = format!("{round}: labels print half a line since the upgrade");
        times.1.push(
            timed(|| {
                bare.execute("INSERT INTO t (body) VALUES (?1)", [&body])
                    .unwrap()
            })
            .0,
        );
    }
    (Spread::of(times.0), Spread::of(times.1))
}

fn take_a_call(store: &mut Store, agent: &AgentId) -> (CallId, Reference) {
    let now = clock::now();
    let start = [Command::StartCall {
        number: Some("+1 555 0142".to_owned()),
    }];
    let events = store
        .execute(agent, &start, now, &NothingRequired)
        .expect("the call starts");
    let call = events.iter().find_map(|event| match &event.subject {
        Subject::Call(id)
            if matches!(event.body, baton::domain::event::Body::CallStarted { .. }) =>
        {
            Some(id.clone())
        }
        _ => None,
    });
    let call = call.expect("a call");
    let open = [Command::OpenIncident { call: call.clone() }];
    let events = store
        .execute(agent, &open, now, &NothingRequired)
        .expect("the incident opens");
    let incident = events.iter().find_map(|event| match event.subject {
        Subject::Incident(reference) => Some(reference),
        _ => None,
    });
    (call, incident.expect("an incident"))
}

fn open_the_desk(store: &Store, agent: &AgentId) -> Spread {
    let open = || {
        store
            .view(clock::now())
            .desk(agent, Tab::Yours, 0, 50)
            .expect("the desk")
    };
    Spread::of((0..TIMES).map(|_| timed(open).0).collect())
}

fn search(store: &Store) -> Spread {
    let mut times = Vec::new();
    for query in QUERIES {
        for end in 1..=query.len() {
            let letters = &query[..end];
            times.push(
                timed(|| {
                    store
                        .view(clock::now())
                        .search(letters, 20)
                        .expect("a search")
                })
                .0,
            );
        }
    }
    Spread::of(times)
}

/// What a key costs in a large flow: everything that follows from 1,000 answers, worked out anew.
fn follow() -> Spread {
    let library = large::library(2_000, 500);
    let flow = library.get("large").expect("the flow has no fault");
    let answers = large::answers(flow, 1_000);
    let facts = Facts::default();
    let run = || Run::new(library.intake(), Some(flow), &facts, &answers).next_after(None);
    Spread::of((0..TIMES).map(|_| timed(run).0).collect())
}

/// A letter into the caller's words: the app's update, the draft on the disk, the frame into a buffer.
fn key(store: Store, agent: &AgentId, drafts: &Drafts) -> Spread {
    let mut play = Play::over(
        store,
        agent.as_str(),
        vec![Route::Desk, Route::Call(CallFor::New(None))],
    );
    play.size = (120, 36);
    play.careful = false;
    play.buffer();
    let mut text = String::new();
    let times = (0..TIMES).map(|round| {
        let letter = if round % 7 == 6 { ' ' } else { 'e' };
        text.push(letter);
        let act = || {
            play.press(&letter.to_string());
            drafts.put("bench", &text, play.env.now).expect("a draft");
            play.buffer()
        };
        timed(act).0
    });
    Spread::of(times.collect())
}
