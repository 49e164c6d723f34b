//! `baton flows check`: every fault of every file, each with its line.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::cli::failure;
use crate::cli::session::Session;
use crate::error::{Error, Kind};
use crate::export::escape;
use crate::flow::Library;
use crate::flow::library::{File, Layer};
use crate::handwritten::{Fault, Severity};
use crate::tui::words::count;

pub(super) fn run(
    paths: &[PathBuf],
    session: &Session<'_>,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let (library, mut faults) = if paths.is_empty() {
        session.library()
    } else {
        let mut files = Vec::new();
        for path in paths {
            read(path, &mut files)?;
        }
        (Library::load(files), Vec::new())
    };
    faults.extend(library.faults().iter().cloned());
    let today = session.now.date_naive();
    let due: Vec<_> = super::all(&library)
        .filter(|flow| flow.review_is_due(today))
        .collect();
    for fault in &faults {
        writeln!(out, "{}\n", escape::lines(&picture(fault)))?;
    }
    for flow in due {
        let owner = flow.owner.as_deref().unwrap_or("its owner");
        let (id, owner) = (escape::line(flow.id()), escape::line(owner));
        writeln!(
            out,
            "{id}: its review_by has passed; {owner} should look at it again.\n"
        )?;
    }
    let flows = super::length(super::all(&library).count());
    let errors = faults
        .iter()
        .filter(|fault| fault.severity == Severity::Error);
    let errors = super::length(errors.count());
    if errors > 0 {
        let message = format!("{} in the flows", count(errors, "fault", "faults"));
        return Err(Error::new(Kind::CheckFailed, message));
    }
    Ok(writeln!(
        out,
        "{}, no fault.",
        count(flows, "flow", "flows")
    )?)
}

/// The fault as a picture of its line, or as a sentence when it has none.
fn picture(fault: &Fault) -> String {
    if fault.source.is_empty() {
        fault.to_string()
    } else {
        fault.picture()
    }
}

/// A file, or the flow files of a folder and of its folder `blocks`.
fn read(path: &Path, files: &mut Vec<File>) -> Result<(), Error> {
    let named = |error| failure::of_file(path, &error);
    if !fs::metadata(path).map_err(named)?.is_dir() {
        let content = fs::read(path).map_err(named)?;
        files.push(File {
            path: path.display().to_string(),
            layer: Layer::Own,
            content: Ok(content),
        });
        return Ok(());
    }
    let mut entries: Vec<PathBuf> = fs::read_dir(path)
        .map_err(named)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()
        .map_err(named)?;
    entries.sort();
    let is_flow = |entry: &&PathBuf| {
        let is_blocks = entry.ends_with("blocks") && entry.is_dir();
        is_blocks || entry.extension().is_some_and(|ending| ending == "toml")
    };
    entries
        .iter()
        .filter(is_flow)
        .try_for_each(|entry| read(entry, files))
}
