//! An incident for a person at a terminal: the next step first, then the promise, the record, and everything else.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{escape, words};
use crate::domain::id::Moment;
use crate::domain::incident::Status;
use crate::domain::record::{AnswerRecord, Record};

/// The column at which what is said begins.
const LABEL: usize = 15;

/// Writes everything that a developer needs. All times are in now's own offset, which the last line names.
pub(super) fn write(out: &mut dyn Write, record: &Record, now: Moment) -> io::Result<()> {
    let mut page = Page { out };
    page.head(record)?;
    for (label, text) in first(record, now) {
        page.field(label, &text)?;
    }
    let (live, settled): (Vec<_>, Vec<_>) = record
        .promises
        .iter()
        .partition(|promise| promise.settled.is_none());
    for promise in live {
        page.field("Promise", &words::promise(promise, now))?;
    }
    if let Some(reason) = &record.no_promise {
        page.field("No promise", reason)?;
    }
    page.gap()?;
    for (label, text) in facts(record, now) {
        page.field(label, &text)?;
    }
    page.answers(&record.answers)?;
    let attempts = record.attempts.iter().map(|attempt| {
        let when = words::day_time(attempt.at, now);
        format!(
            "{}: {} · {} · {when}",
            attempt.what, attempt.result, attempt.by
        )
    });
    page.list("Tried", attempts)?;
    let timeline = record.timeline.iter().map(|line| {
        let when = words::day_time(line.at, now);
        format!("{when} · {} · {}", line.by, line.text)
    });
    page.list("Timeline", timeline)?;
    page.list(
        "Promises settled",
        settled.iter().map(|promise| words::promise(promise, now)),
    )?;
    page.list(
        "Calls",
        record.calls.iter().map(|call| words::call(call, now)),
    )?;
    page.list(
        "Handoffs",
        record
            .handoffs
            .iter()
            .map(|handoff| words::handoff(handoff, now)),
    )?;
    let escalations = record.escalations.iter().map(|step| {
        let when = words::day_time(step.at, now);
        format!("{}: {} · {} · {when}", step.to, step.why, step.by)
    });
    page.list("Escalations", escalations)?;
    page.gap()?;
    writeln!(page.out, "All times are {}.", now.format("%:z"))
}

/// What comes first: the next step, or how it ended.
pub(super) fn first(record: &Record, now: Moment) -> Vec<(&'static str, String)> {
    match &record.resolution {
        Some(resolution) => words::resolution(resolution, now),
        None => vec![("Next step", words::next_step(&record.next_step, now))],
    }
}

/// The record itself: label and text; what is not known is left out.
pub(super) fn facts(record: &Record, now: Moment) -> Vec<(&'static str, String)> {
    let opened = format!(
        "{} · {}",
        words::day_time(record.opened_at, now),
        record.opened_by
    );
    let is_with_us = record.status == Status::Open && record.escalations.is_empty();
    let onward = record.advice.escalate.iter().filter(|_| is_with_us);
    let known = record.advice.known_problems.iter();
    let facts = [
        ("Customer", record.customer.as_ref().map(words::customer)),
        ("Caller", record.caller.as_ref().map(words::caller)),
        ("Owner", Some(record.owner.clone())),
        ("Opened", Some(opened)),
        ("Category", words::category(record)),
        ("Product", Some(words::product(record))),
        ("Impact", Some(words::impact(record))),
    ];
    let advised = onward.map(|onward| ("Goes on", Some(onward.words())));
    let advised = advised.chain(known.map(|problem| ("Looks like", Some(problem.clone()))));
    facts
        .into_iter()
        .chain(advised)
        .filter_map(|(label, text)| Some((label, text?)))
        .filter(|(_, text)| !text.is_empty())
        .collect()
}

/// The answers of one flow after another, in the order in which the flows first asked.
pub(super) fn by_flow(answers: &[AnswerRecord]) -> Vec<(String, Vec<&AnswerRecord>)> {
    let mut flows: Vec<(String, Vec<&AnswerRecord>)> = vec![];
    for answer in answers {
        let name = format!("{} (version {})", answer.flow, answer.flow_version);
        match flows.iter_mut().find(|(known, _)| *known == name) {
            Some((_, of_flow)) => of_flow.push(answer),
            None => flows.push((name, vec![answer])),
        }
    }
    flows
}

struct Page<'a> {
    out: &'a mut dyn Write,
}

impl Page<'_> {
    fn head(&mut self, record: &Record) -> io::Result<()> {
        let (reference, priority) = (record.reference, record.priority.words());
        let (status, summary) = (record.status.words(), escape::line(&record.summary));
        writeln!(self.out, "{reference}  {priority}  {status}  {summary}")?;
        self.gap()
    }

    fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// A label and what is said; further lines stand below it.
    fn field(&mut self, label: &str, text: &str) -> io::Result<()> {
        let text = escape::lines(text);
        let mut label = label;
        for line in text.lines() {
            let space = " ".repeat(LABEL.saturating_sub(label.width()));
            writeln!(self.out, "{label}{space} {line}")?;
            label = "";
        }
        Ok(())
    }

    fn list(&mut self, title: &str, items: impl Iterator<Item = String>) -> io::Result<()> {
        for (index, item) in items.enumerate() {
            if index == 0 {
                writeln!(self.out, "\n{title}")?;
            }
            writeln!(
                self.out,
                "  {}",
                escape::lines(&item).replace('\n', "\n    ")
            )?;
        }
        Ok(())
    }

    fn answers(&mut self, answers: &[AnswerRecord]) -> io::Result<()> {
        for (flow, answers) in by_flow(answers) {
            writeln!(self.out, "\nAnswers: {}", escape::line(&flow))?;
            for answer in answers {
                writeln!(self.out, "  {}", escape::line(&words::ask(answer)))?;
                let said = escape::lines(&words::answer(answer)).replace('\n', "\n      ");
                let standing = words::standing(answer);
                let standing = match standing.as_str() {
                    "" => String::new(),
                    standing => format!("  [{}]", escape::line(standing)),
                };
                writeln!(self.out, "    → {said}{standing}")?;
            }
        }
        Ok(())
    }
}
