//! Writing incidents out: [`Format`] says how, [`write()`] writes one record to any writer.

pub mod escape;
mod json;
pub mod markdown;
pub mod sheet;
mod text;
mod words;

use std::io::{self, Write};

use crate::domain::id::Moment;
use crate::domain::record::Record;

pub use words::{day_time, due};

/// How an incident is written out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// For a person at a terminal.
    Text,
    /// For a page or a ticket.
    Markdown,
    /// For a program, laid out for the eye.
    Json,
    /// For a program: one line, as `export` writes it and `import` reads it.
    JsonLine,
}

/// Writes one incident out.
pub fn write(out: &mut dyn Write, record: &Record, format: Format, now: Moment) -> io::Result<()> {
    match format {
        Format::Text => text::write(out, record, now),
        Format::Markdown => out.write_all(markdown::record(record, now).as_bytes()),
        Format::Json => json::write(out, record, true),
        Format::JsonLine => json::write(out, record, false),
    }
}
