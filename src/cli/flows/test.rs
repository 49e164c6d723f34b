//! `baton flows test`: the paths of flows, and what no path reaches.

use std::io::Write;

use crate::error::{Error, Kind};
use crate::export::escape;
use crate::flow::path::{Reach, check};
use crate::flow::{Flow, Library};
use crate::tui::words::count;

/// Runs the paths of the flows with these ids, or of all.
pub(super) fn run(library: &Library, ids: &[String], out: &mut dyn Write) -> Result<(), Error> {
    let flows: Vec<&Flow> = if ids.is_empty() {
        super::all(library).collect()
    } else {
        ids.iter()
            .map(|id| super::find(library, id))
            .collect::<Result<_, _>>()?
    };
    let mut failed = 0;
    for flow in flows {
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
        failed += report.failures.len();
        for (what, reach) in [
            ("question", &report.questions),
            ("option", &report.options),
            ("rule", &report.rules),
        ] {
            for missed in &reach.missed {
                writeln!(out, "  no path reaches the {what} {}", escape::line(missed))?;
            }
        }
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
