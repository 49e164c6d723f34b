//! A pen that writes down an area line by line, and stops at its end.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line;
use unicode_width::UnicodeWidthStr;

use crate::tui::words;

/// Writes from the top of an area down; what does not fit is left out, and a sign at the end of the last line says so.
pub struct Pen<'f, 'b> {
    frame: &'f mut Frame<'b>,
    left: Rect,
    /// The last line, as soon as nothing fits below it any more.
    last: Option<Rect>,
}

impl<'f, 'b> Pen<'f, 'b> {
    /// A pen at the top of an area.
    pub fn new(frame: &'f mut Frame<'b>, area: Rect) -> Self {
        Self {
            frame,
            left: area,
            last: None,
        }
    }

    /// How many columns there are.
    pub fn width(&self) -> u16 {
        self.left.width
    }

    /// How many lines are left.
    pub fn room(&self) -> u16 {
        self.left.height
    }

    /// Writes one line.
    pub fn line<'a>(&mut self, line: impl Into<Line<'a>>) {
        let line = line.into();
        if self.left.is_empty() {
            return self.say_that_more_is_left_out();
        }
        self.draw(|frame, area| {
            frame.render_widget(line, Rect { height: 1, ..area });
            1
        });
        self.is_full(1);
    }

    /// Remembers the line that was written last, once nothing fits below it.
    fn is_full(&mut self, written: u16) {
        let area = self.left;
        self.last = (written > 0 && area.is_empty()).then(|| Rect {
            y: area.y.saturating_sub(1),
            height: 1,
            ..area
        });
    }

    fn say_that_more_is_left_out(&mut self) {
        if let Some(last) = self.last.take() {
            let end = Rect {
                x: last.right().saturating_sub(2),
                width: last.width.min(2),
                ..last
            };
            self.frame.render_widget(Line::raw(" …"), end);
        }
    }

    /// Leaves a line free.
    pub fn gap(&mut self) {
        self.draw(|_, _| 1);
    }

    /// Writes a text in as many lines as it needs.
    pub fn words(&mut self, text: &str, style: Style) {
        self.labelled("", text, style);
    }

    /// Writes a text behind a label, its lines below each other.
    pub fn labelled(&mut self, label: &str, text: &str, style: Style) {
        if text.is_empty() {
            return;
        }
        if self.left.is_empty() {
            return self.say_that_more_is_left_out();
        }
        let most = self.room();
        let mut written = 0;
        let indent = u16::try_from(label.width()).unwrap_or(u16::MAX);
        let room = usize::from(self.width().saturating_sub(indent)).max(1);
        self.draw(|frame, area| {
            let lines = words::wrap_at_most(text, room, usize::from(area.height) + 1);
            let buffer = frame.buffer_mut();
            let area = area.intersection(buffer.area);
            buffer.set_stringn(area.x, area.y, label, usize::from(area.width), style);
            let left = area.x.saturating_add(indent).min(area.right());
            let room = usize::from(area.right() - left);
            for (line, y) in lines.iter().zip(area.y..area.bottom()) {
                buffer.set_stringn(left, y, line, room, style);
            }
            written = u16::try_from(lines.len()).unwrap_or(u16::MAX);
            written
        });
        self.is_full(written);
        if written > most {
            self.say_that_more_is_left_out();
        }
    }

    /// Lets something draw on what is left; it says how many lines it took.
    pub fn draw(&mut self, what: impl FnOnce(&mut Frame<'b>, Rect) -> u16) {
        if self.left.is_empty() {
            return;
        }
        let took = what(self.frame, self.left).min(self.left.height);
        self.left.y += took;
        self.left.height -= took;
    }
}
