//! `baton flows notes`: what was noted in calls for the owners of the questions.

use std::io::Write;

use serde_json::json;

use crate::cli::session::Session;
use crate::error::Error;
use crate::export::escape;
use crate::store::FlowNoteRow;
use crate::tui::words;

pub(super) fn run(
    id: Option<&str>,
    json: bool,
    session: &Session<'_>,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let store = session.store()?;
    let notes = store.view(session.now).flow_notes(id)?;
    if notes.is_empty() && !json {
        // A mistyped id has no notes either.
        if let Some(id) = id {
            super::find(&super::in_force(session), id)?;
        }
        return Ok(writeln!(out, "Nothing was noted.")?);
    }
    let library = super::in_force(session);
    let owner_of = |row: &FlowNoteRow| library.get(&row.note.flow.id)?.owner.clone();
    for row in &notes {
        if json {
            writeln!(out, "{}", escape::json(&object(row).to_string()))?;
        } else {
            write(row, owner_of(row), session, out)?;
        }
    }
    Ok(())
}

fn write(
    row: &FlowNoteRow,
    owner: Option<String>,
    session: &Session<'_>,
    out: &mut dyn Write,
) -> std::io::Result<()> {
    let note = &row.note;
    let question = note
        .question
        .as_deref()
        .map_or_else(String::new, |id| format!(", question {id}"));
    let head = format!(
        "{} version {}{question}: {} ({}, {}){}",
        note.flow.id,
        note.flow.version,
        note.about.words(),
        row.by,
        words::day_time(row.at, session.now),
        owner.map_or_else(String::new, |owner| format!(", for {owner}"))
    );
    writeln!(out, "{}", escape::line(&head))?;
    if let Some(ask) = &note.ask {
        writeln!(out, "  asked: {}", escape::line(ask))?;
    }
    writeln!(out, "  {}", escape::line(&note.text))
}

fn object(row: &FlowNoteRow) -> serde_json::Value {
    let note = &row.note;
    json!({
        "flow": note.flow.id,
        "version": note.flow.version,
        "hash": note.flow.hash,
        "question": note.question,
        "ask": note.ask,
        "about": note.about.id(),
        "text": note.text,
        "by": row.by.as_str(),
        "at": row.at.to_rfc3339(),
        "call": row.call.as_str(),
    })
}
