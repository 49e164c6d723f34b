//! The last line: the keys that are live, the most important first.

use std::borrow::Cow;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::theme::Theme;

/// A key in the footer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<'k> {
    /// How the key is written.
    pub key: Cow<'k, str>,
    /// What it does.
    pub word: &'static str,
    /// It works at this moment; else it is dim.
    pub live: bool,
}

impl Item<'_> {
    fn width(&self) -> usize {
        self.key.chars().count() + self.word.chars().count() + 3
    }
}

/// Draws the items in their order. Where the line is too short, those that do not work go first, then the last
/// ones; `last` always stays, because it leads to all the others.
pub fn view(
    items: &[Item<'_>],
    last: Option<&Item<'_>>,
    theme: Theme,
    frame: &mut Frame,
    area: Rect,
) {
    let mut room = usize::from(area.width).saturating_sub(last.map_or(0, Item::width) + 1);
    let mut fits = vec![false; items.len()];
    for live in [true, false] {
        for (item, fits) in items.iter().zip(&mut fits) {
            if item.live == live && item.width() <= room {
                room -= item.width();
                *fits = true;
            }
        }
    }
    let shown = items
        .iter()
        .zip(fits)
        .filter_map(|(item, fits)| fits.then_some(item));
    let mut line = Line::from(" ");
    for item in shown.chain(last) {
        let style = if item.live { theme.accent } else { theme.dim };
        line.push_span(Span::styled(item.key.as_ref(), style));
        for text in [" ", item.word, "  "] {
            line.push_span(Span::styled(text, theme.dim));
        }
    }
    frame.render_widget(line, area);
}
