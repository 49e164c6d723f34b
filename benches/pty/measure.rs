//! The measurements, in the order of the report.

use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::database;
use crate::paste;
use crate::programs::{self, LINE, Subject};
use crate::pty::Terminal;
use crate::report::{Limit, Row, Spread, print};

/// How often each program is started.
const STARTS: usize = 21;

/// How many keys each program is sent.
const KEYS: usize = 400;

/// How long to wait from one key to the next, as a fast typist does; it also lets a program finish what it does behind
/// the key.
const BETWEEN_KEYS: Duration = Duration::from_millis(15);

/// How long to look at an idle program.
const IDLE: Duration = Duration::from_secs(3);

/// Silence after which a screen has settled. Longer than any pause between two frames of the same answer.
const SETTLED: Duration = Duration::from_millis(60);

/// What is searched for, letter by letter.
const QUERIES: [&str; 6] = [
    "labels",
    "import stops",
    "upgrade",
    "login maria",
    "report wrong",
    "printer driver",
];

/// Measures everything and prints the report.
pub fn all() {
    let home = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).expect("a folder to work in");
    let home = home.path();
    let database = database::copied_into(home);
    let subjects = programs::all(home, &database);
    let names: Vec<&str> = subjects.iter().map(|subject| subject.name).collect();

    let starts = start(&subjects, home);
    let mut running = in_the_field(&subjects, home);
    let keys = type_in_turn(&subjects, &mut running);
    let memory = running
        .iter()
        .map(|terminal| resident_mebibytes(terminal.process()))
        .collect();
    let idle = idle_milliseconds(&running);
    drop(running);

    let baton = programs::baton(&database);
    let search = search(&baton, home);
    let pastes = paste::all(&baton, home);

    print(
        &names,
        &[
            Row::of_all(
                "start to first usable screen, ms",
                starts,
                Limit::AtMost(15.0),
            ),
            Row::of_all("key to painted screen, ms", keys, Limit::TimesBare(1.3)),
            Row::once("resident memory, MiB", memory, Limit::AtMost(25.0)),
            Row::once(
                "processor time of 3 idle seconds, ms",
                idle,
                Limit::AtMost(0.0),
            ),
            Row::of_baton(
                "search: letter to its own cell, ms",
                search.shown,
                Limit::AtMost(16.0),
            ),
            Row::of_baton(
                "search: letter to settled, ms",
                search.settled,
                Limit::AtMost(8.0),
            ),
            Row::of_baton(
                "resident memory after searching, MiB",
                search.memory,
                Limit::AtMost(25.0),
            ),
            Row::of_baton(
                "100 KB pasted in brackets, ms",
                pastes.in_brackets,
                Limit::AtMost(100.0),
            ),
            Row::of_baton("100 KB pasted bare, ms", pastes.bare, Limit::AtMost(100.0)),
            Row::of_baton(
                "a paste without an end, ms",
                pastes.without_an_end,
                Limit::AtMost(100.0),
            ),
        ],
    );
}

/// The starts of every program, taking turns.
fn start(subjects: &[Subject], home: &Path) -> Vec<Spread> {
    let mut times = vec![Vec::new(); subjects.len()];
    for _ in 0..=STARTS {
        for (subject, times) in subjects.iter().zip(&mut times) {
            times.push(subject.start(home).1);
        }
    }
    // The first start of each only warms the cache.
    times
        .into_iter()
        .map(|times| Spread::of(times[1..].to_vec()))
        .collect()
}

fn in_the_field(subjects: &[Subject], home: &Path) -> Vec<Terminal> {
    let start = |subject: &Subject| {
        let (mut terminal, _) = subject.start(home);
        subject.go_to_the_field(&mut terminal);
        terminal.settle(Duration::from_millis(200), |_| ());
        terminal
    };
    subjects.iter().map(start).collect()
}

/// From the key to the bytes that paint it, every program taking its turn at every key.
fn type_in_turn(subjects: &[Subject], terminals: &mut [Terminal]) -> Vec<Spread> {
    let mut times = vec![Vec::new(); terminals.len()];
    for round in 0..KEYS {
        let letter = b"labels print half a line since"[round % LINE];
        for ((subject, terminal), times) in
            subjects.iter().zip(terminals.iter_mut()).zip(&mut times)
        {
            if round > 0 && round % LINE == 0 {
                subject.empty_the_line(terminal);
            }
            times.push(milliseconds(key(terminal, letter)));
            sleep(BETWEEN_KEYS);
        }
    }
    times.into_iter().map(Spread::of).collect()
}

/// Types a letter; answers when it was sent, and when it stood where the cursor was.
fn key(terminal: &mut Terminal, letter: u8) -> (Instant, Instant) {
    let (row, column) = terminal.screen().cursor_position();
    let sent = terminal.send([letter]);
    let painted = terminal.wait_for("the letter", |screen| {
        let moved = screen.cursor_position() != (row, column);
        let cell = screen.cell(row, column);
        moved && cell.is_some_and(|cell| letter == b' ' || cell.contents().as_bytes() == [letter])
    });
    (sent, painted)
}

fn milliseconds((from, to): (Instant, Instant)) -> f64 {
    (to - from).as_secs_f64() * 1e3
}

/// What searching was like.
struct Search {
    shown: Spread,
    settled: Spread,
    memory: Spread,
}

/// Every letter of every query: when it stood in its cell, and when the list below had come to rest.
fn search(baton: &Subject, home: &Path) -> Search {
    let (mut terminal, _) = baton.start(home);
    terminal.send("/");
    terminal.settle(Duration::from_millis(300), |_| ());
    let (mut shown, mut settled) = (Vec::new(), Vec::new());
    for query in QUERIES {
        for letter in query.bytes() {
            let (sent, painted) = key(&mut terminal, letter);
            shown.push(milliseconds((sent, painted)));
            // The first line holds the clock.
            let last = terminal.settle(SETTLED, |screen| {
                screen.rows(0, programs::SIZE.0).skip(1).collect::<Vec<_>>()
            });
            settled.push(milliseconds((sent, last.unwrap_or(painted))));
        }
        for _ in query.bytes() {
            terminal.send([0x7f]);
        }
        terminal.settle(Duration::from_millis(300), |_| ());
    }
    let memory = resident_mebibytes(terminal.process());
    Search {
        shown: Spread::of(shown),
        settled: Spread::of(settled),
        memory: Spread::of(vec![memory]),
    }
}

fn resident_mebibytes(process: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kibibytes = line.and_then(|line| line.trim().split(' ').next()?.parse::<f64>().ok());
    kibibytes.map_or(f64::NAN, |kibibytes| kibibytes / 1024.0)
}

/// How much processor time each used while nobody typed, in milliseconds.
fn idle_milliseconds(terminals: &[Terminal]) -> Vec<f64> {
    let used = || {
        terminals
            .iter()
            .map(|terminal| processor_milliseconds(terminal.process()))
    };
    sleep(Duration::from_millis(500));
    let before: Vec<f64> = used().collect();
    sleep(IDLE);
    used()
        .zip(before)
        .map(|(after, before)| after - before)
        .collect()
}

/// User and system time of a process; Linux counts it in hundredths of a second.
fn processor_milliseconds(process: u32) -> f64 {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).unwrap_or_default();
    let fields = stat.rsplit_once(')').map_or("", |(_, fields)| fields);
    let ticks = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok());
    ticks.sum::<f64>() * 10.0
}
