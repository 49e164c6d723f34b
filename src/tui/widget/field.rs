//! A field for text, of one line or several: the one place where text is edited.

use std::cell::{Cell, RefCell};

use crossterm::event::{KeyCode, KeyModifiers};
use rat_text::text_area::{TextArea, TextAreaState, TextWrap};
use rat_text::{HasScreenCursor, TextPosition};
use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::text::Line;
use ratatui::widgets::{Clear, StatefulWidget, Widget};

use crate::tui::env::Env;
use crate::tui::keymap::{Action, Key};
use crate::tui::msg::Typed;
use crate::tui::{sanitize, words};

/// A text that is being written.
///
/// The editor behind it keeps its scroll position while it draws, hence the cell; nothing outside can tell.
#[derive(Debug)]
pub struct Field {
    editor: RefCell<TextAreaState>,
    one_line: bool,
    drawn: Cell<Drawn>,
}

/// How a field was drawn last.
#[derive(Debug, Clone, Copy, Default)]
struct Drawn {
    area: Rect,
    /// The width and the most lines that it was offered, and how many it took.
    lines: (u16, u16, u16),
}

impl Field {
    /// An empty field of one line.
    pub fn line() -> Self {
        Self::new(true)
    }

    /// An empty field of several lines.
    pub fn area() -> Self {
        Self::new(false)
    }

    fn new(one_line: bool) -> Self {
        let mut editor = TextAreaState::new();
        editor.set_newline("\n");
        editor.set_auto_indent(false);
        editor.set_auto_quote(false);
        editor.set_clipboard(None::<rat_text::clipboard::LocalClipboard>);
        editor.set_text_wrap(if one_line {
            TextWrap::Shift
        } else {
            TextWrap::Word(0)
        });
        Self {
            editor: RefCell::new(editor),
            one_line,
            drawn: Cell::default(),
        }
    }

    /// The same field with a text in it, the cursor behind it.
    #[must_use]
    pub fn with(mut self, text: &str) -> Self {
        self.set(text);
        self
    }

    /// Replaces the text; the cursor stands behind it.
    pub fn set(&mut self, text: &str) {
        let editor = self.editor.get_mut();
        editor.set_text(sanitize::typed(text, self.one_line));
        if let Ok(end) = editor.try_byte_pos(editor.len_bytes()) {
            editor.set_cursor(end, false);
        }
    }

    /// The text.
    pub fn text(&self) -> String {
        self.editor.borrow().text()
    }

    /// Whether there is nothing but white space in it.
    pub fn is_blank(&self) -> bool {
        self.text().trim().is_empty()
    }

    /// Edits. Returns whether the text is another one now.
    pub fn edit(&mut self, typed: &Typed) -> bool {
        let one_line = self.one_line;
        let editor = self.editor.get_mut();
        match typed {
            Typed::Text(text) => editor.insert_str(sanitize::typed(text, one_line)),
            Typed::Edit(action) => match action {
                Action::NewLine => !one_line && editor.insert_newline(),
                Action::Undo => editor.undo(),
                Action::Redo => editor.redo(),
                Action::DeleteWord => editor.delete_prev_word(),
                Action::DeleteToStart => {
                    let cursor = editor.cursor();
                    editor.delete_range(TextPosition::new(0, cursor.y)..cursor)
                }
                Action::WordLeft => moved(editor.move_to_prev_word(false)),
                Action::WordRight => moved(editor.move_to_next_word(false)),
                _ => false,
            },
            Typed::Key(Key { code, modifiers }) => match (*code, *modifiers) {
                // Some terminals send ^h for Backspace.
                (KeyCode::Backspace, _) | (KeyCode::Char('h'), KeyModifiers::CONTROL) => {
                    editor.delete_prev_char()
                }
                (KeyCode::Delete, _) => editor.delete_next_char(),
                (KeyCode::Left, _) => moved(editor.move_left(1, false)),
                (KeyCode::Right, _) => moved(editor.move_right(1, false)),
                (KeyCode::Up, _) => moved(editor.move_up(1, false)),
                (KeyCode::Down, _) => moved(editor.move_down(1, false)),
                // The editor's own would go by the lines as they were last drawn.
                (KeyCode::Home, _) => {
                    let line = editor.cursor().y;
                    moved(editor.set_cursor(TextPosition::new(0, line), false))
                }
                (KeyCode::End, _) => {
                    let line = editor.cursor().y;
                    let end = TextPosition::new(editor.line_width(line), line);
                    moved(editor.set_cursor(end, false))
                }
                _ => false,
            },
        }
    }

    /// How many lines the text takes at this width, counted no further than is shown.
    pub fn height(&self, width: u16, most: u16) -> u16 {
        let lines = self.count(width, most);
        self.drawn.update(|drawn| Drawn {
            lines: (width, most, lines),
            ..drawn
        });
        lines
    }

    fn count(&self, width: u16, most: u16) -> u16 {
        if self.one_line {
            return 1;
        }
        // The editor keeps a column for the cursor, and breaks where the space behind a word has no room either.
        let room = usize::from(width).saturating_sub(2);
        let text = self.text();
        let lines = words::wrap_at_most(&text, room, usize::from(most));
        u16::try_from(lines.len()).map_or(most, |lines| lines.min(most))
    }

    /// Draws the text, and the terminal's own cursor when the field has the focus. An empty field without the focus
    /// shows a line to write on.
    pub fn view(&self, env: &Env, frame: &mut Frame, area: Rect, focused: bool) {
        if area.is_empty() {
            return;
        }
        self.drawn.update(|drawn| Drawn { area, ..drawn });
        if self.editor.borrow().is_empty() && !focused {
            let blank = "·".repeat(usize::from(area.width.min(24)));
            frame.render_widget(Line::styled(blank, env.theme.dim), area);
            return;
        }
        let cursor = self.paint(env, frame.buffer_mut(), area, focused);
        if let Some(position) = cursor.filter(|_| focused && env.on_top) {
            frame.set_cursor_position(position);
        }
    }

    /// Where it was drawn, if its text has all been seen there and still takes the same lines: then it may be drawn
    /// there again without anything round it.
    pub fn place(&self) -> Option<Rect> {
        let Drawn { area, lines } = self.drawn.get();
        let (width, most, took) = lines;
        let still = self.one_line || (took < most && self.count(width, most) == took);
        (still && !area.is_empty()).then_some(area)
    }

    /// Draws the text where nothing is; answers where the cursor is.
    pub fn paint(
        &self,
        env: &Env,
        buffer: &mut Buffer,
        area: Rect,
        focused: bool,
    ) -> Option<Position> {
        let mut editor = self.editor.borrow_mut();
        editor.focus.set(focused);
        // Where it was scrolled to in another size, or before it was drawn at all, means nothing in this one.
        if editor.rendered != area.as_size() {
            editor.set_offset((0, 0));
            editor.set_sub_row_offset(0);
        }
        editor.scroll_cursor_to_visible();
        TextArea::new()
            .style(env.theme.text)
            .render(area, buffer, &mut editor);
        if !self.one_line {
            if let Some(start) = with_room_used(&editor, area.height) {
                editor.set_offset((0, start.y));
                editor.set_sub_row_offset(start.x);
                Clear.render(area, buffer);
                TextArea::new()
                    .style(env.theme.text)
                    .render(area, buffer, &mut editor);
            }
            draw_signs(&editor, env, buffer, area);
        }
        let (x, y) = editor.screen_cursor()?;
        Some(Position::new(x.min(area.right().saturating_sub(1)), y))
    }
}

/// Where the text would begin if no line below its end stayed free while some above are hidden: after a long text was
/// pasted, the editor puts the cursor in the middle.
fn with_room_used(editor: &TextAreaState, height: u16) -> Option<TextPosition> {
    if editor.vertical_offset() == 0 && editor.sub_row_offset() == 0 {
        return None;
    }
    let end = editor.try_byte_pos(editor.len_bytes()).ok()?;
    let (_, last) = editor.pos_to_relative_screen(end)?;
    let free = i16::try_from(height).ok()?.checked_sub(last + 1)?;
    if free <= 0 {
        return None;
    }
    editor.relative_screen_to_pos((0, -free))
}

/// The last column, which the text leaves free, says where more of it is.
fn draw_signs(editor: &TextAreaState, env: &Env, buffer: &mut Buffer, area: Rect) {
    let above = editor.vertical_offset() > 0 || editor.sub_row_offset() > 0;
    let end = editor.try_byte_pos(editor.len_bytes());
    let below = end.is_ok_and(|end| editor.pos_to_relative_screen(end).is_none());
    let column = Rect {
        x: area.right().saturating_sub(1),
        width: 1,
        height: 1,
        ..area
    };
    let last = Rect {
        y: area.bottom().saturating_sub(1),
        ..column
    };
    let signs = match (above, below) {
        (true, true) if area.height == 1 => [Some(("↕", column)), None],
        (above, below) => [above.then_some(("↑", column)), below.then_some(("↓", last))],
    };
    for (sign, place) in signs.into_iter().flatten() {
        Line::styled(sign, env.theme.accent).render(place, buffer);
    }
}

/// Moving the cursor changes no text.
fn moved(_: bool) -> bool {
    false
}
