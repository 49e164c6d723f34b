//! `baton flows check`: every fault of every file, each with its line.

use std::io::Write;
use std::path::Path;

use serde_json::{Value, json};

use crate::cli::session::Session;
use crate::error::{Error, Kind};
use crate::export::escape;
use crate::flow::{Flow, Library};
use crate::handwritten::Fault;
use crate::tui::words::count;

/// Checks the flows in force, or these files, folders and ids.
pub(super) fn run(
    named: &[String],
    (json, strict): (bool, bool),
    session: &Session<'_>,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let ((files, mut faults), looked) = if named.is_empty() {
        (session.flow_files(), None)
    } else {
        let (files, looked) = super::named::to_check(named, session)?;
        ((files, Vec::new()), Some(looked))
    };
    let library = Library::examine(files, session.now.date_naive());
    let concerns = |fault: &&Fault| match &looked {
        // A block that is broken breaks what includes it.
        Some(looked) => looked.contains(&fault.file) || (fault.is_error() && is_block(&fault.file)),
        None => true,
    };
    faults.extend(library.faults().iter().filter(concerns).cloned());
    for fault in &faults {
        if json {
            writeln!(out, "{}", escape::json(&object(fault).to_string()))?;
        } else {
            writeln!(out, "{}\n", escape::lines(&picture(fault)))?;
        }
    }
    let errors = super::length(faults.iter().filter(|fault| fault.is_error()).count());
    let warnings = super::length(faults.len()) - errors;
    let failed = match (errors, warnings) {
        (0, warnings) if strict && warnings > 0 => {
            Some(count(warnings, "thing to look at", "things to look at"))
        }
        (0, _) => None,
        (errors, _) => Some(count(errors, "fault", "faults")),
    };
    if let Some(failed) = failed {
        let message = format!("{failed} in the flows");
        return Err(Error::new(Kind::CheckFailed, message));
    }
    if json {
        return Ok(());
    }
    let is_looked_at = |flow: &&Flow| {
        let origin = library.origin(flow.id());
        let is_there = |looked: &Vec<String>| {
            origin.is_some_and(|(_, path)| looked.iter().any(|file| file == path))
        };
        looked.as_ref().is_none_or(is_there)
    };
    let flows: Vec<&Flow> = super::all(&library).filter(is_looked_at).collect();
    for flow in &flows {
        let instead = super::named::instead_of(&library, flow.id());
        let (Some(instead), Some((layer, path))) = (instead, library.origin(flow.id())) else {
            continue;
        };
        let own = super::named::whose(layer, path);
        let line = if looked.is_some() {
            format!("{}: {own} takes the place of {instead}.", flow.id())
        } else {
            format!("{}: {own} is used, not {instead}.", flow.id())
        };
        writeln!(out, "{}", escape::line(&line))?;
    }
    let lints = match warnings {
        0 => String::new(),
        lints => format!(", {} to look at", count(lints, "thing", "things")),
    };
    let what = match looked.as_deref() {
        None => count(super::length(flows.len()), "flow", "flows") + ",",
        Some([only]) => format!("{only}:"),
        Some(files) => count(super::length(files.len()), "file", "files") + ",",
    };
    Ok(writeln!(out, "{} no fault{lints}.", escape::line(&what))?)
}

fn is_block(file: &str) -> bool {
    let folder = Path::new(file).parent();
    folder.is_some_and(|folder| folder.ends_with("blocks"))
}

/// A fault for another program.
fn object(fault: &Fault) -> Value {
    json!({
        "file": fault.file,
        "line": fault.line,
        "column": fault.column,
        "key": fault.key,
        "severity": if fault.is_error() { "error" } else { "warning" },
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
