//! baton: the terminal for a person covering a support hotline.
//!
//! # Code map, in reading order
//!
//! - [`error`]: what went wrong, in words and as an exit code.
//! - [`domain`]: what a hotline is about, the rules, and the events; pure.
//! - [`flow`]: question flows, from a text file to the next thing to ask; pure.
//! - [`store`]: the log of events in one SQLite file, what is made of it, and the drafts.
//! - [`config`]: the settings: the documented defaults, with the person's own over them.
//! - [`handwritten`]: files that people write, read key by key, with every fault at once.
//! - [`tui`]: the terminal: one table of keys, a stack of screens, the loop. To write a screen, read [`tui::screen::Screen`]
//!   and copy `tui/screen/welcome.rs`.
//! - [`export`]: an incident as text, Markdown or JSON, and the handoff sheet.
//! - [`cli`]: the command line, a file for each command.
//! - [`clock`]: the only reader of the wall clock.

pub mod cli;
pub mod clock;
pub mod config;
pub mod domain;
pub mod error;
pub mod export;
pub mod flow;
pub mod handwritten;
pub mod store;
pub mod tui;

use std::ffi::OsString;

/// Runs the program with these arguments, the first of which is its name.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Result<(), error::Error> {
    cli::run(args)
}
