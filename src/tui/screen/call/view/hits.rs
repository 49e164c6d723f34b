//! What fits a text among what is known, a line each.

use ratatui::layout::Rect;
use ratatui::text::{Line, Span, Text};
use unicode_width::UnicodeWidthStr;

use crate::tui::screen::call::entry::{Hit, Lookup};
use crate::tui::theme::Theme;
use crate::tui::widget::pen::Pen;
use crate::tui::words;

/// So many lines below are kept for why it is asked.
const BELOW: u16 = 4;

/// Draws as many as there is room for, and says how many more there are.
pub(super) fn draw(lookup: &Lookup, theme: Theme, pen: &mut Pen<'_, '_>) {
    let room = usize::from(pen.room().saturating_sub(BELOW));
    let all = lookup.hits.len();
    let shown = if all > room {
        room.saturating_sub(1)
    } else {
        all
    };
    let rows = u16::try_from(shown).unwrap_or(u16::MAX);
    pen.draw(|frame, area| {
        let area = Rect {
            height: rows.min(area.height),
            ..area
        };
        let width = usize::from(area.width).saturating_sub(2);
        let row = |index: usize| line(theme, lookup.hits.get(index), width);
        if lookup.is_open {
            let lines: Vec<Line> = (0..shown).map(row).collect();
            let beside = Rect {
                x: area.x.saturating_add(2),
                width: area.width.saturating_sub(2),
                ..area
            };
            frame.render_widget(Text::from(lines), beside);
        } else {
            let view = |index| row(index).into();
            lookup.list.view(theme, frame, area, view);
        }
        rows
    });
    if all > shown {
        pen.words(&format!("  … and {} more", all - shown), theme.dim);
    }
}

/// Something that was found: its name, and what tells it from others.
fn line(theme: Theme, hit: Option<&Hit>, width: usize) -> Line<'_> {
    let Some(hit) = hit else {
        return Line::default();
    };
    let sign = if hit.is_new { "+ " } else { "" };
    // What tells it from others stays readable.
    let room = width.saturating_sub(hit.detail.width() + 2);
    let name = words::fit(&format!("{sign}{}", hit.name), room.max(width / 3));
    Line::from(vec![
        Span::raw(format!("{name}  ")),
        Span::styled(hit.detail.as_str(), theme.dim),
    ])
}
