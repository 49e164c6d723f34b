//! baton: the terminal for a person covering a support hotline.
//!
//! A call becomes an incident with a reference; an incident always has an owner, a next step and a date; what was
//! promised is kept or moved with consent; and whoever leaves hands everything to somebody who accepts it. The words
//! and the rules are those of the field, and they hold in [`domain`], so that no screen, command or import gets round
//! them.
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
//!
//! # How a key becomes a fact
//!
//! A key is looked up in the one table ([`tui::keymap`]) and offered to the screen on top as an action. The screen
//! changes its own state and asks, through its outbox, for commands. The store's worker loads what the commands
//! concern, has [`domain::command::decide`] say what follows or which rule stands against it, appends the events to
//! the log and writes the tables that are made of it, all in one transaction, durable before the screen says done.
//! Text that is still being typed is no event: it goes to the drafts at every key, before the frame that shows it.
//!
//! # What always holds
//!
//! - The log is the only truth and is only appended to; each station's events form a hash chain. Every table can be
//!   made again from it, and a test compares the two.
//! - Rules stand in [`domain`] alone, each with tests, and a property test presses random commands against all of them.
//! - Nothing depends on what was drawn; `update` is the only thing that changes the model, and only [`clock`] reads the
//!   time.
//! - What a stranger wrote is kept as it came, and made harmless at the last step before it leaves the program.
//! - Modules use only those below them (`tests/it/laws/layers.rs` holds the table); no file is longer than 400 lines.
//!
//! # Where to start
//!
//! A rule: `domain/decide/`. A question type: `flow/question.rs` and `flow/answer.rs`. A key: one row in
//! `tui/keymap/table.rs`, and the screen's `offer`. A screen: copy `tui/screen/welcome.rs`. A command: one file in `cli/`.

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
