//! The measurements, in the order of the report.

use std::path::Path;
use std::thread::sleep;
use std::time::Duration;

use crate::programs::{self, Subject};
use crate::pty::Terminal;
use crate::report::{Limit, Row, Spread, print};

/// How often each program is started.
const STARTS: usize = 21;

/// How many keys each program is sent.
const KEYS: usize = 300;

/// How long to wait from one key to the next, as a fast typist does; it also lets the program finish what it does behind
/// the key.
const BETWEEN_KEYS: Duration = Duration::from_millis(15);

/// How long to look at an idle program.
const IDLE: Duration = Duration::from_secs(3);

/// Measures everything and prints the report.
pub fn all() {
    let home = tempfile::tempdir().expect("a folder to work in");
    let subjects = programs::all();
    let names: Vec<&str> = subjects.iter().map(|subject| subject.name).collect();

    let starts = start(&subjects, home.path());
    let mut running = in_the_field(&subjects, home.path());
    let keys = type_in_turn(&mut running);
    let memory = running
        .iter()
        .map(|terminal| resident_mebibytes(terminal.process()))
        .collect();
    let idle = idle_milliseconds(&running);

    print(
        &names,
        &[
            Row::new(
                "start to first usable screen, ms",
                starts,
                Limit::AtMost(15.0),
            ),
            Row::new("key to painted screen, ms", keys, Limit::TimesBare(1.3)),
            Row::single("resident memory, MiB", memory, Limit::AtMost(25.0)),
            Row::single(
                "processor time over 3 idle seconds, ms",
                idle,
                Limit::AtMost(0.0),
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
fn type_in_turn(terminals: &mut [Terminal]) -> Vec<Spread> {
    let mut times = vec![Vec::new(); terminals.len()];
    for round in 0..KEYS {
        for (terminal, times) in terminals.iter_mut().zip(&mut times) {
            if round % 30 == 29 {
                empty_the_field(terminal, 29);
            } else {
                let letter = b"labels print half a line since the upgrade"[round % 30];
                times.push(key(terminal, letter));
            }
            sleep(BETWEEN_KEYS);
        }
    }
    times.into_iter().map(Spread::of).collect()
}

/// Types a letter; answers after how many milliseconds it stood where the cursor was.
fn key(terminal: &mut Terminal, letter: u8) -> f64 {
    let (row, column) = terminal.screen().cursor_position();
    let sent = terminal.send([letter]);
    let painted = terminal.wait_for("the letter", |screen| {
        let moved = screen.cursor_position() != (row, column);
        moved
            && screen
                .cell(row, column)
                .is_some_and(|cell| letter == b' ' || cell.contents().as_bytes() == [letter])
    });
    (painted - sent).as_secs_f64() * 1e3
}

fn empty_the_field(terminal: &mut Terminal, letters: usize) {
    for _ in 0..letters {
        let before = terminal.screen().cursor_position();
        terminal.send([0x7f]);
        if terminal
            .settle(Duration::from_millis(5), |screen| {
                screen.cursor_position() != before
            })
            .is_none()
        {
            // A raw echo does not know what a backspace is.
            terminal.send("\r");
            break;
        }
    }
    terminal.settle(Duration::from_millis(30), |_| ());
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
    let ticks: f64 = fields
        .split_whitespace()
        .skip(11)
        .take(2)
        .filter_map(|field| field.parse::<f64>().ok())
        .sum();
    ticks * 10.0
}
