//! `baton flows stats`: what became of each question of a flow.

use std::collections::HashMap;
use std::io::Write;

use serde_json::json;
use unicode_width::UnicodeWidthStr;

use crate::cli::session::Session;
use crate::error::Error;
use crate::export::escape;
use crate::flow::{INTAKE, Question};
use crate::store::QuestionUse;
use crate::tui::words::count;

/// What the columns mean; said with them, since no figure speaks for itself.
const LEGEND: &str = "\
asked     something became of it: the sum of the next four
skipped   not asked, or made pointless by a rule; the reasons stand below
sec       the middle of the seconds from what the agent recorded before to this answer; a dash where that is not
          known, as with what came together or from a file, or took over ten minutes
again     answered, or answered anew, after the incident had gone to the next level: somebody came back for it
Answers that other answers hide count nowhere.";

pub(super) fn run(
    id: &str,
    json: bool,
    session: &Session<'_>,
    out: &mut dyn Write,
) -> Result<(), Error> {
    let library = super::in_force(session);
    let store = session.store()?;
    let found = store.view(session.now).flow_use(id, id == INTAKE)?;
    // What was answered stays, also when the flow's file is gone.
    let flow = match super::find(&library, id) {
        Ok(flow) => Some(flow),
        Err(_) if !found.questions.is_empty() => None,
        Err(error) => return Err(error),
    };
    let mut used: HashMap<&str, &QuestionUse> = found
        .questions
        .iter()
        .map(|used| (used.question.as_str(), used))
        .collect();
    let asked = flow.into_iter().flat_map(|flow| &flow.questions);
    let asked = asked.filter(|question| question.is_asked());
    let mut rows: Vec<(QuestionUse, &str)> = asked
        .map(|question| {
            let used = used.remove(question.id.as_str());
            let state = if question.retired { "retired" } else { "asked" };
            (used.cloned().unwrap_or_else(|| never(question)), state)
        })
        .collect();
    let gone = found
        .questions
        .iter()
        .filter(|one| used.contains_key(one.question.as_str()));
    rows.extend(gone.map(|one| (one.clone(), "gone")));
    if json {
        for (row, state) in &rows {
            writeln!(out, "{}", escape::json(&object(row, state).to_string()))?;
        }
        return Ok(());
    }
    let incidents = i64::try_from(found.incidents).unwrap_or(i64::MAX);
    let what = if id == INTAKE {
        "incidents and calls"
    } else {
        "incidents"
    };
    let what = if incidents == 1 { "incident" } else { what };
    let title = flow.map_or_else(
        || format!("{id} (there is no such flow any more)"),
        |flow| flow.title.clone(),
    );
    writeln!(out, "{}: {incidents} {what}\n", escape::line(&title))?;
    let width = rows.iter().map(|(row, _)| row.question.width()).max();
    table(&rows, width.unwrap_or(0).max("question".len()), out)?;
    Ok(writeln!(out, "\n{LEGEND}")?)
}

fn never(question: &Question) -> QuestionUse {
    QuestionUse {
        question: question.id.clone(),
        ask: question.ask.to_string(),
        ..QuestionUse::default()
    }
}

fn skipped(row: &QuestionUse) -> usize {
    row.pointless + row.skipped.iter().map(|(_, count)| count).sum::<usize>()
}

fn table(rows: &[(QuestionUse, &str)], width: usize, out: &mut dyn Write) -> std::io::Result<()> {
    writeln!(
        out,
        "{:width$}  {:>7} {:>8} {:>7} {:>8} {:>7} {:>5} {:>5}",
        "question", "asked", "answered", "unknown", "declined", "skipped", "sec", "again"
    )?;
    for (row, state) in rows {
        let seconds = row
            .seconds
            .map_or_else(|| "–".to_owned(), |seconds| seconds.to_string());
        let state = match *state {
            "asked" => String::new(),
            other => format!("  {other}"),
        };
        let question = escape::line(&row.question);
        let space = " ".repeat(width.saturating_sub(question.width()));
        writeln!(
            out,
            "{question}{space}  {:>7} {:>8} {:>7} {:>8} {:>7} {seconds:>5} {:>5}{state}",
            row.asked(),
            row.answered,
            row.unknown,
            row.declined,
            skipped(row),
            row.came_back,
        )?;
        let pointless = (row.pointless > 0).then(|| ("does not apply".to_owned(), row.pointless));
        for (reason, times) in row.skipped.iter().cloned().chain(pointless) {
            let reason = if reason.is_empty() {
                "no reason given"
            } else {
                &reason
            };
            let times = count(i64::try_from(times).unwrap_or(i64::MAX), "time", "times");
            writeln!(out, "    skipped {times}: {}", escape::line(reason))?;
        }
    }
    Ok(())
}

fn object(row: &QuestionUse, state: &str) -> serde_json::Value {
    let reasons: Vec<_> = row
        .skipped
        .iter()
        .map(|(reason, count)| json!({ "reason": reason, "count": count }))
        .collect();
    json!({
        "question": row.question,
        "ask": row.ask,
        "state": state,
        "asked": row.asked(),
        "answered": row.answered,
        "unknown": row.unknown,
        "declined": row.declined,
        "does_not_apply": row.pointless,
        "skipped": reasons,
        "median_seconds": row.seconds,
        "timed": row.timed,
        "answered_after_escalating": row.came_back,
    })
}
