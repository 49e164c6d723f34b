//! A list of rows of one or more lines, of which one is selected; thousands cost no more than a screenful.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Text};

use crate::tui::keymap::Action;
use crate::tui::theme::Theme;

/// Which row of how many is selected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct List {
    len: usize,
    selected: usize,
}

/// How many rows a page is; the height of the window is nothing that `update` may depend on.
const PAGE: usize = 10;

impl List {
    /// A list of so many rows, the first selected.
    pub fn new(len: usize) -> Self {
        Self { len, selected: 0 }
    }

    /// The index of the selected row; `None` when there is no row.
    pub fn selected(self) -> Option<usize> {
        (self.len > 0).then_some(self.selected)
    }

    /// Selects a row, or the last one if there are fewer.
    pub fn select(&mut self, index: usize) {
        self.selected = index.min(self.len.saturating_sub(1));
    }

    /// Says how many rows there are now.
    pub fn resize(&mut self, len: usize) {
        self.len = len;
        self.select(self.selected);
    }

    /// Whether an action moves in this list.
    pub fn moves(self, action: Action) -> bool {
        self.len > 0 && (Action::Down..=Action::Last).contains(&action)
    }

    /// Moves the selection.
    pub fn go(&mut self, action: Action) {
        let selected = self.selected;
        self.select(match action {
            Action::Down => selected + 1,
            Action::Up => selected.saturating_sub(1),
            Action::PageDown => selected + PAGE,
            Action::PageUp => selected.saturating_sub(PAGE),
            Action::First => 0,
            Action::Last => self.len,
            _ => selected,
        });
    }

    /// Draws the rows round the selected one; `row` is asked only for rows that may be seen.
    pub fn view<'a>(
        self,
        theme: Theme,
        frame: &mut Frame,
        area: Rect,
        row: impl Fn(usize) -> Text<'a>,
    ) {
        if self.len == 0 || area.height == 0 {
            return;
        }
        let room = usize::from(area.height);
        let mut y = area.y;
        for index in self.first_shown(room, |index| row(index).height().max(1))..self.len {
            if y >= area.bottom() {
                break;
            }
            let text = row(index);
            let is_selected = index == self.selected;
            for (position, line) in text.lines.into_iter().enumerate() {
                if y >= area.bottom() {
                    break;
                }
                let sign = if is_selected && position == 0 {
                    "▸ "
                } else {
                    "  "
                };
                let style = if is_selected {
                    theme.selected
                } else {
                    theme.text
                };
                let place = Rect {
                    y,
                    height: 1,
                    ..area
                };
                frame.render_widget(Line::styled(sign, theme.accent), place);
                let beside = Rect {
                    x: place.x.saturating_add(2),
                    width: place.width.saturating_sub(2),
                    ..place
                };
                frame.render_widget(line.patch_style(style), beside);
                y += 1;
            }
        }
    }

    /// The first row to draw, so that the selected one stands as near to the middle as the ends allow.
    fn first_shown(self, room: usize, height: impl Fn(usize) -> usize) -> usize {
        let own = height(self.selected);
        let mut below = 0;
        for index in self.selected + 1..self.len {
            if below >= room {
                break;
            }
            below += height(index);
        }
        let half = room.saturating_sub(own) / 2;
        let mut left = half.max(room.saturating_sub(own + below));
        let mut first = self.selected;
        while let Some(before) = first.checked_sub(1) {
            let needed = height(before);
            if needed > left {
                break;
            }
            left -= needed;
            first = before;
        }
        first
    }
}
