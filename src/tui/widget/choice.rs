//! Numbered options, of which one is picked with its number.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::theme::Theme;
use crate::tui::words;

/// An option as it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Choice<'a> {
    /// The words.
    pub label: &'a str,
    /// It is the answer as it stands.
    pub chosen: bool,
}

/// Draws the options, each in as many lines as its label needs, and returns how many lines that took.
/// `highlighted` is the one that Enter would take.
pub fn view(
    options: &[Choice<'_>],
    highlighted: Option<usize>,
    theme: Theme,
    frame: &mut Frame,
    area: Rect,
) -> u16 {
    let mut y = area.y;
    for (index, option) in options.iter().enumerate() {
        let sign = if highlighted == Some(index) {
            '▸'
        } else {
            ' '
        };
        let mark = if option.chosen { "✓" } else { " " };
        let number = match index {
            0..9 => (index + 1).to_string(),
            _ => " ".to_owned(),
        };
        let room = usize::from(area.width).saturating_sub(6);
        for (position, text) in words::wrap(option.label, room).into_iter().enumerate() {
            if y >= area.bottom() {
                return y - area.y;
            }
            let style = if highlighted == Some(index) {
                theme.selected
            } else {
                theme.text
            };
            let line = if position == 0 {
                Line::from(vec![
                    Span::styled(format!("{sign} {number} "), theme.accent),
                    Span::styled(format!("{mark} "), theme.accent),
                    Span::styled(text, style),
                ])
            } else {
                Line::from(vec![Span::raw("      "), Span::styled(text, style)])
            };
            frame.render_widget(
                line,
                Rect {
                    y,
                    height: 1,
                    ..area
                },
            );
            y += 1;
        }
    }
    y - area.y
}
