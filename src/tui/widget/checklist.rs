//! A checklist that fills itself in: what is done, what waits, what is missing.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use crate::tui::theme::Theme;

/// How an item stands; each has a sign of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// Done.
    Done,
    /// It is somebody else's turn.
    Waiting,
    /// Still to do.
    Missing,
    /// It should have been done before now.
    Late,
}

impl Mark {
    /// The sign: `✓`, `…`, `✗`, `!`.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Done => "✓",
            Self::Waiting => "…",
            Self::Missing => "✗",
            Self::Late => "!",
        }
    }

    /// The style of the sign.
    pub fn style(self, theme: Theme) -> Style {
        match self {
            Self::Done | Self::Waiting => theme.dim,
            Self::Missing => theme.accent,
            Self::Late => theme.late,
        }
    }

    /// The sign and a text, as one span.
    pub fn span(self, text: &str, theme: Theme) -> Span<'static> {
        Span::styled(format!("{} {text}", self.sign()), self.style(theme))
    }
}

/// The items beside each other, in as many lines of this width as they need.
pub fn lines(items: &[(Mark, String)], width: usize, theme: Theme) -> Vec<Line<'static>> {
    let mut lines = vec![Line::default()];
    for (mark, text) in items {
        let span = mark.span(text, theme);
        let is_full = lines
            .last()
            .is_some_and(|line| line.width() > 0 && line.width() + 4 + span.width() > width);
        if is_full {
            lines.push(Line::default());
        }
        if let Some(line) = lines.last_mut() {
            if line.width() > 0 {
                line.push_span(Span::raw("    "));
            }
            line.push_span(span);
        }
    }
    lines
}
