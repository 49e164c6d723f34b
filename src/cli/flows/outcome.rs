//! What follows from the answers of a flow that is tried: what the rules propose, and what is written by itself.

use std::io::{self, IsTerminal, Write};

use unicode_width::UnicodeWidthStr;

use crate::domain::answer::Field;
use crate::export::escape;
use crate::flow::Run;
use crate::flow::card::rule_in_words;
use crate::tui::terminal::size;
use crate::tui::words::{names, wrap};

/// A page that wraps at words, as wide as the terminal; as wide as needed where there is none.
pub(super) struct Page<'o> {
    out: &'o mut dyn Write,
    columns: usize,
}

impl<'o> Page<'o> {
    pub(super) fn new(out: &'o mut dyn Write) -> Self {
        let size = io::stdout().is_terminal().then(size).flatten();
        let columns = size.map_or(usize::MAX, |(columns, _)| usize::from(columns).max(20));
        Self { out, columns }
    }

    /// A text behind its label; its further lines stand below the text.
    pub(super) fn line(&mut self, label: &str, text: &str) -> io::Result<()> {
        let text = escape::line(text);
        let room = self.columns.saturating_sub(label.width());
        let mut lines = wrap(&text, room).into_iter();
        writeln!(self.out, "{label}{}", lines.next().unwrap_or_default())?;
        for line in lines {
            writeln!(self.out, "{}{line}", " ".repeat(label.width()))?;
        }
        Ok(())
    }

    pub(super) fn gap(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// Where to type.
    pub(super) fn prompt(&mut self, mark: &str) -> io::Result<()> {
        write!(self.out, "{mark}")?;
        self.out.flush()
    }

    /// Everything that follows.
    pub(super) fn outcome(&mut self, run: &Run<'_>) -> io::Result<()> {
        self.gap()?;
        if let Some(stop) = run.stop() {
            self.line("Stopped: ", stop)?;
        }
        for (label, text) in follows(run) {
            self.line(&format!("{label}: "), &text)?;
        }
        for fired in run.fired() {
            let (when, acts) = rule_in_words(fired.flow, fired.rule);
            let text = format!("since {when}: {}", acts.join("; "));
            self.line(&format!("Rule {}: ", fired.position + 1), &text)?;
        }
        Ok(())
    }
}

/// What is proposed, what is set, and what is written by itself, each with its name.
pub(super) fn follows(run: &Run<'_>) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    found.extend(
        run.impact()
            .map(|impact| ("Impact", impact.words().to_owned())),
    );
    found.extend(
        run.urgency()
            .map(|urgency| ("Urgency", urgency.words().to_owned())),
    );
    found.extend(run.escalations().into_iter().map(|escalate| {
        let how = if escalate.must { "must" } else { "may" };
        let text = format!("{how} go to {}: {}", escalate.to, escalate.why);
        ("Escalation", text)
    }));
    found.extend(run.pledges().map(|pledge| {
        let text = format!("{}, within {}", pledge.what, pledge.within.words);
        ("Promise", text)
    }));
    let problems = run.known_problems();
    if !problems.is_empty() {
        found.push(("Known problem", names(&problems)));
    }
    let searches = run.searches();
    if !searches.is_empty() {
        found.push(("Look for", names(&searches)));
    }
    let set = Field::ALL.iter().filter_map(|field| {
        let value = run.set(*field)?;
        Some(("Set", format!("the {} is {value}", field.words())))
    });
    found.extend(set);
    found.push(("Summary", run.summary()));
    found.push(("Read back", run.readback()));
    found.retain(|(_, text)| !text.trim().is_empty());
    found
}
