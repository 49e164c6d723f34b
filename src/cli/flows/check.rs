//! `baton flows check`: every fault of every file, each with its line.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::cli::failure;
use crate::cli::session::Session;
use crate::config::files::{files_in, flow};
use crate::error::{Error, Kind};
use crate::export::escape;
use crate::flow::library::{File, Layer};
use crate::flow::{Library, bundled};
use crate::handwritten::Fault;
use crate::tui::words::count;

pub(super) fn run(
    paths: &[PathBuf],
    json: bool,
    session: &Session<'_>,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let (files, mut faults) = if paths.is_empty() {
        session.flow_files()
    } else {
        let mut files = bundled::files();
        for path in paths {
            read(path, &mut files)?;
        }
        (files, Vec::new())
    };
    let library = Library::examine(files, session.now.date_naive());
    faults.extend(library.faults().iter().cloned());
    for fault in &faults {
        if json {
            writeln!(out, "{}", escape::json(&object(fault).to_string()))?;
        } else {
            writeln!(out, "{}\n", escape::lines(&picture(fault)))?;
        }
    }
    let errors = super::length(faults.iter().filter(|fault| fault.is_error()).count());
    if errors > 0 {
        let message = format!("{} in the flows", count(errors, "fault", "faults"));
        return Err(Error::new(Kind::CheckFailed, message));
    }
    if json {
        return Ok(());
    }
    let flows = count(super::length(super::all(&library).count()), "flow", "flows");
    let lints = match super::length(faults.len()) {
        0 => String::new(),
        lints => format!(", {} to look at", count(lints, "thing", "things")),
    };
    Ok(writeln!(out, "{flows}, no fault{lints}.")?)
}

/// A fault for another program.
fn object(fault: &Fault) -> Value {
    json!({
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "key": fault.key,
        "severity": if fault.is_error() { "error" } else { "lint" },
        "message": fault.message,
        "suggestion": fault.suggestion,
    })
}

/// The fault as a picture of its line, or as a sentence when it has none.
fn picture(fault: &Fault) -> String {
    if fault.source.is_empty() {
        fault.to_string()
    } else {
        fault.picture()
    }
}

/// A file, or the flow files of a folder and of its folder `blocks`. A file that cannot be read is a fault like any other.
pub(super) fn read(path: &Path, files: &mut Vec<File>) -> Result<(), Error> {
    let named = |error| failure::of_file(path, &error);
    let found = if fs::metadata(path).map_err(named)?.is_dir() {
        files_in(path).map_err(named)?
    } else {
        vec![path.to_owned()]
    };
    files.extend(found.into_iter().map(|path| File {
        path: path.display().to_string(),
        layer: Layer::Own,
        content: flow(&path),
    }));
    Ok(())
}
