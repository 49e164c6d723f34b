//! What happened, as lines: when, who, what kind, and the words wrapped beside them.

use ratatui::text::{Line, Span};

use crate::domain::id::Moment;
use crate::tui::theme::Theme;
use crate::tui::words;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry<'a> {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: &'a str,
    /// What kind of thing.
    pub kind: &'a str,
    /// The words.
    pub text: &'a str,
}

/// The lines of one entry at this width.
pub fn lines(entry: &Entry<'_>, now: Moment, width: usize, theme: Theme) -> Vec<Line<'static>> {
    let head = format!(
        "{:<15} {:<12} {:<10} ",
        words::day_time(entry.at, now),
        words::fit(entry.by, 12),
        words::fit(entry.kind, 10),
    );
    let indent = if width >= 70 { head.chars().count() } else { 2 };
    let wrapped = words::wrap(entry.text, width.saturating_sub(indent));
    let mut lines = Vec::with_capacity(wrapped.len() + 1);
    let mut texts = wrapped.into_iter();
    if width >= 70 {
        let first = texts.next().unwrap_or_default();
        lines.push(Line::from(vec![
            Span::styled(head, theme.dim),
            Span::raw(first),
        ]));
    } else {
        lines.push(Line::styled(head.trim_end().to_owned(), theme.dim));
    }
    lines.extend(texts.map(|text| Line::from(format!("{:indent$}{text}", ""))));
    lines
}
