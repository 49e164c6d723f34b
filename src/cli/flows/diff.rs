//! `baton flows diff`: two versions of a flow in words.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use serde_json::json;

use crate::cli::session::Session;
use crate::error::{Error, Kind};
use crate::export::escape;
use crate::flow::diff::diff;
use crate::flow::library::File;
use crate::flow::{Flow, Library, bundled};

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
    let path = Path::new(named);
    let is_file = path.extension().is_some() || path.components().count() > 1;
    if !is_file {
        let library = super::in_force(session);
        super::find(&library, named)?;
        return library
            .get(named)
            .map(Arc::clone)
            .ok_or_else(|| Error::new(Kind::NotFound, format!("there is no flow called {named}")));
    }
    let mut own = Vec::new();
    super::check::read(path, &mut own)?;
    let mut files = bundled::files();
    files.extend(session.flow_files().0.into_iter().filter(is_block));
    if let Some(beside) = path.parent().map(|folder| folder.join("blocks"))
        && beside.is_dir()
    {
        super::check::read(&beside, &mut own)?;
    }
    let file = own
        .first()
        .map(|file| file.path.clone())
        .unwrap_or_default();
    files.extend(own);
    let library = Library::of(files);
    let found = super::all(&library).find_map(|flow| {
        let (_, origin) = library.origin(flow.id())?;
        (origin == file).then(|| library.get(flow.id())).flatten()
    });
    let Some(flow) = found else {
        let faults: Vec<_> = library
            .faults()
            .iter()
            .filter(|fault| fault.is_error())
            .cloned()
            .collect();
        crate::cli::warn(&faults, "`baton flows check` shows them");
        let message = format!("{} holds no flow without a fault", path.display());
        return Err(Error::new(Kind::BadData, message));
    };
    Ok(Arc::clone(flow))
}

fn is_block(file: &File) -> bool {
    file.block().is_some()
}
