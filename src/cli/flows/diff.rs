//! `baton flows diff`: two versions of a flow in words.

use std::io::Write;
use std::sync::Arc;

use serde_json::json;

use crate::cli::session::Session;
use crate::error::{Error, Kind};
use crate::export::escape;
use crate::flow::Flow;
use crate::flow::diff::diff;

pub(super) fn run(
    (before, after): (&str, &str),
    json: bool,
    session: &Session<'_>,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let (before, after) = (find(before, session)?, find(after, session)?);
    let changes = diff(&before, &after);
    if json {
        for change in changes {
            let object = json!({ "about": change.about, "change": change.words });
            writeln!(out, "{}", escape::json(&object.to_string()))?;
        }
        return Ok(());
    }
    let named = |flow: &Flow| format!("{}, version {}", flow.id(), flow.reference.version);
    let (from, to) = (named(&before), named(&after));
    if changes.is_empty() {
        return Ok(writeln!(
            out,
            "{} and {} ask the same.",
            escape::line(&from),
            escape::line(&to)
        )?);
    }
    writeln!(out, "From {} to {}", escape::line(&from), escape::line(&to))?;
    let mut about = None;
    for change in &changes {
        if about != Some(&change.about) {
            writeln!(out, "\n{}", escape::line(&change.about))?;
            about = Some(&change.about);
        }
        writeln!(out, "  {}", escape::line(&change.words))?;
    }
    Ok(())
}

/// The flow of a file, or the one in force with this id.
fn find(named: &str, session: &Session<'_>) -> Result<Arc<Flow>, Error> {
    let (library, id) = super::named::library(named, session)?;
    let flow = library.get(&id).map(Arc::clone);
    flow.ok_or_else(|| Error::new(Kind::BadData, format!("there is no flow in {named}")))
}
