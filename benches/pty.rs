//! Measures what a person at the terminal waits for: baton beside a raw echo, vim and the bare program, in one run.
//!
//! Run it with `cargo bench --bench pty`. Everything goes through a real pseudo-terminal; the programs take turns key by
//! key, so that whatever else the machine does weighs on all of them alike.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a measurement that meets the unexpected has failed, and says so best by panicking"
)]

use std::io::{self, Read, Write};
use std::path::Path;

#[allow(dead_code, reason = "its `main` is for a person who tries it")]
mod bare;
#[path = "pty/database.rs"]
mod database;
#[path = "pty/measure.rs"]
mod measure;
#[path = "pty/paste.rs"]
mod paste;
#[path = "pty/programs.rs"]
mod programs;
#[path = "../tests/it/support/pty.rs"]
#[allow(dead_code, reason = "the tests need more of it")]
mod pty;
#[path = "pty/report.rs"]
mod report;

/// The argument with which the tool starts itself as one of the programs to measure.
const CHILD: &str = "--child";

fn main() -> io::Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments
        .iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .as_slice()
    {
        [CHILD, "echo"] => echo(),
        [CHILD, "bare", file] => bare::run(Path::new(file)),
        _ => {
            measure::all();
            Ok(())
        }
    }
}

/// The least that any program does: what comes in goes out.
fn echo() -> io::Result<()> {
    crossterm::terminal::enable_raw_mode()?;
    let (mut input, mut output) = (io::stdin().lock(), io::stdout().lock());
    output.write_all(b"ready\r\n")?;
    output.flush()?;
    let mut buffer = [0; 4096];
    loop {
        let length = input.read(&mut buffer)?;
        output.write_all(&buffer[..length])?;
        output.flush()?;
    }
}
