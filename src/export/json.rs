//! An incident as JSON, with the keys of [`Record`].

use std::io::{self, Write};

use super::escape;
use crate::domain::record::Record;

/// Writes the record and a line end.
pub(super) fn write(out: &mut dyn Write, record: &Record, for_the_eye: bool) -> io::Result<()> {
    let text = if for_the_eye {
        serde_json::to_string_pretty(record)?
    } else {
        serde_json::to_string(record)?
    };
    writeln!(out, "{}", escape::json(&text))
}
