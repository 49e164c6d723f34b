//! `baton flows test`: the paths of flows, and what no path reaches.

use std::io::Write;

use crate::cli::session::Session;
use crate::error::{Error, Kind};
use crate::export::escape;
use crate::flow::path::{Reach, check};
use crate::flow::{Flow, Library};
use crate::tui::words::count;

/// Runs the paths of the flows with these ids or in these files, or of all in force.
pub(super) fn run(
    named: &[String],
    session: &Session<'_>,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let mut failed = 0;
    if named.is_empty() {
        let library = super::in_force(session);
        for flow in super::all(&library) {
            failed += one(flow, &library, out)?;
        }
    }
    for name in named {
        let (library, id) = super::named::library(name, session)?;
        failed += one(super::find(&library, &id)?, &library, out)?;
    }
    if failed > 0 {
        let message = format!(
            "{} as their paths expect",
            count(super::length(failed), "thing is not", "things are not")
        );
        return Err(Error::new(Kind::CheckFailed, message));
    }
    Ok(())
}

/// Runs the paths of a flow; tells how many things are not as they expect.
fn one(flow: &Flow, library: &Library, out: &mut dyn Write) -> Result<usize, Error> {
    let report = check(flow, library.intake());
    let paths = count(super::length(flow.paths.len()), "path", "paths");
    let reached =
        |what: &str, reach: &Reach| format!("{} of {} {what}", reach.reached(), reach.all);
    writeln!(
        out,
        "{}: {paths}, {}, {}, {}",
        escape::line(flow.id()),
        reached("questions", &report.questions),
        reached("options", &report.options),
        reached("rules", &report.rules)
    )?;
    for failure in &report.failures {
        let (path, what) = (escape::line(&failure.path), escape::line(&failure.what));
        writeln!(out, "  ✗ {path}: {what}")?;
    }
    for (what, reach) in [
        ("question", &report.questions),
        ("option", &report.options),
        ("rule", &report.rules),
    ] {
        for missed in &reach.missed {
            writeln!(out, "  no path reaches the {what} {}", escape::line(missed))?;
        }
    }
    Ok(report.failures.len())
}
