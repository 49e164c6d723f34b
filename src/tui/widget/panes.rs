//! How the screen is divided: the side pane, and the box of an overlay.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::widgets::{Block, Clear, Padding};

use crate::tui::theme::Theme;

/// From this width on there is room for a side pane.
pub const SIDE_FROM: u16 = 110;

/// The main part, and the side pane where there is room for it.
pub fn split(area: Rect) -> (Rect, Option<Rect>) {
    if area.width < SIDE_FROM {
        return (area, None);
    }
    let [main, side] = Layout::horizontal([Constraint::Fill(2), Constraint::Fill(1)]).areas(area);
    (main, Some(side))
}

/// The inside of a side pane, with a line to its left.
pub fn side(theme: Theme, frame: &mut Frame, area: Rect) -> Rect {
    let [line, _, inside] = Layout::horizontal([
        Constraint::Length(1),
        Constraint::Length(1),
        Constraint::Fill(1),
    ])
    .areas(area);
    rule("│", theme, frame, line);
    inside
}

/// Fills an area of one row or one column with this sign. Every screen has some at every frame; drawn by the widget for
/// boxes they were one part in twenty-five of what a key costs.
pub fn rule(sign: &'static str, theme: Theme, frame: &mut Frame, area: Rect) {
    let buffer = frame.buffer_mut();
    for position in area.intersection(buffer.area).positions() {
        if let Some(cell) = buffer.cell_mut(position) {
            cell.set_symbol(sign).set_style(theme.dim);
        }
    }
}

/// Clears a box of at most this size in the middle and returns its inside.
pub fn overlay(title: &str, size: (u16, u16), theme: Theme, frame: &mut Frame, area: Rect) -> Rect {
    let (width, height) = (size.0.min(area.width), size.1.min(area.height));
    let place = Rect {
        x: area.x + (area.width - width) / 2,
        y: area.y + (area.height - height) / 2,
        width,
        height,
    };
    let block = Block::bordered()
        .title(format!(" {title} "))
        .title_style(theme.accent)
        .border_style(theme.dim)
        .padding(Padding::horizontal(1));
    let inside = block.inner(place);
    frame.render_widget(Clear, place);
    frame.render_widget(block, place);
    inside
}
