//! An incident as Markdown, for a page or a ticket. What a stranger wrote stays text there, too.

use std::fmt::Write;

use super::{escape, text, words};
use crate::domain::id::Moment;
use crate::domain::record::Record;

/// The whole incident, the next step first.
pub fn record(record: &Record, now: Moment) -> String {
    let mut page = Page::new(&format!("{} {}", record.reference, record.summary));
    for (label, text) in text::first(record, now) {
        page.fact(label, &text);
    }
    for promise in &record.promises {
        page.fact("Promise", &words::promise(promise, now));
    }
    if let Some(reason) = &record.no_promise {
        page.fact("No promise", reason);
    }
    let status = format!("{} · {}", record.priority.words(), record.status.words());
    page.fact("Status", &status);
    for (label, text) in text::facts(record, now) {
        page.fact(label, &text);
    }
    for (flow, answers) in text::by_flow(&record.answers) {
        page.heading(&format!("Answers: {flow}"));
        for answer in answers {
            let standing = words::standing(answer);
            let said = words::answer(answer);
            let whole = match standing.as_str() {
                "" => said,
                standing => format!("{said} [{standing}]"),
            };
            page.fact(&words::ask(answer), &whole);
        }
    }
    let attempts = record.attempts.iter();
    page.list(
        "Tried",
        attempts.map(|tried| format!("{}: {}", tried.what, tried.result)),
    );
    let timeline = record.timeline.iter();
    page.list(
        "Timeline",
        timeline.map(|line| {
            let when = words::day_time(line.at, now);
            format!("{when} · {} · {}", line.by, line.text)
        }),
    );
    page.list(
        "Calls",
        record.calls.iter().map(|call| words::call(call, now)),
    );
    let handoffs = record.handoffs.iter();
    page.list(
        "Handoffs",
        handoffs.map(|handoff| words::handoff(handoff, now)),
    );
    let escalations = record.escalations.iter();
    page.list(
        "Escalations",
        escalations.map(|step| format!("{}: {}", step.to, step.why)),
    );
    page.finish(now)
}

/// A page in the making: headings, and lists of facts.
#[derive(Debug)]
pub(super) struct Page(String);

impl Page {
    pub(super) fn new(title: &str) -> Self {
        Self(format!("# {}\n\n", inline(title)))
    }

    pub(super) fn heading(&mut self, title: &str) {
        let _infallible = write!(self.0, "\n## {}\n\n", inline(title));
    }

    pub(super) fn fact(&mut self, label: &str, text: &str) {
        let _infallible = writeln!(self.0, "- **{}**: {}", inline(label), inline(text));
    }

    pub(super) fn say(&mut self, sentence: &str) {
        let _infallible = writeln!(self.0, "{}", inline(sentence));
    }

    pub(super) fn finish(mut self, now: Moment) -> String {
        let _infallible = writeln!(self.0, "\nAll times are {}.", now.format("%:z"));
        self.0
    }

    fn list(&mut self, title: &str, items: impl Iterator<Item = String>) {
        for (index, item) in items.enumerate() {
            if index == 0 {
                self.heading(title);
            }
            let _infallible = writeln!(self.0, "- {}", inline(&item));
        }
    }
}

/// Text that stays text within a line of Markdown: no markup, no HTML, no link, no control character.
pub fn inline(text: &str) -> String {
    let plain = escape::line(text.trim());
    let mut escaped = String::with_capacity(plain.len() + 8);
    for (index, letter) in plain.chars().enumerate() {
        let starts_a_block = index == 0 && matches!(letter, '-' | '+' | '=');
        let ends_a_number = matches!(letter, '.' | ')')
            && !escaped.is_empty()
            && escaped.chars().all(|before| before.is_ascii_digit());
        if is_markup(letter) || starts_a_block || ends_a_number {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

fn is_markup(letter: char) -> bool {
    matches!(
        letter,
        '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '!'
    )
}
