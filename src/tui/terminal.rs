//! The terminal: taken over, drawn on, and given back as it was, whatever happens.

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{execute, queue};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::{Frame, TerminalOptions, Viewport};

use super::sanitize;

/// The terminal is ours at this moment.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// The terminal while it is ours. Dropping it gives it back.
pub struct Terminal {
    inner: ratatui::Terminal<CrosstermBackend<Gathered>>,
    gathered: Gathered,
    area: Rect,
    /// The field that was drawn over the last frame.
    over: Option<Over>,
}

/// A part of the last frame that is drawn over.
struct Over {
    /// What the frame has there.
    frame: Buffer,
    /// What the terminal shows there.
    shown: Buffer,
}

/// Columns and rows of the terminal, if there is one.
pub fn size() -> Option<(u16, u16)> {
    crossterm::terminal::size().ok()
}

fn window() -> io::Result<Rect> {
    let (width, height) = crossterm::terminal::size()?;
    Ok(Rect::new(0, 0, width, height))
}

impl Terminal {
    /// Takes the terminal over. Asks it nothing, so it waits for nothing.
    pub fn take() -> io::Result<Self> {
        if !io::stdout().is_terminal() {
            return Err(io::Error::other(
                "baton draws on a terminal, and its output goes elsewhere; `baton list` prints",
            ));
        }
        enable_raw_mode()?;
        TAKEN.store(true, Ordering::SeqCst);
        let gathered = Gathered::default();
        let take = || {
            let area = window()?;
            // Of its own accord, ratatui asks for the size at every frame; we are told when it changes.
            let options = TerminalOptions {
                viewport: Viewport::Fixed(area),
            };
            let backend = CrosstermBackend::new(gathered.clone());
            let inner = ratatui::Terminal::with_options(backend, options)?;
            execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
            Ok(Self {
                inner,
                gathered,
                area,
                over: None,
            })
        };
        take().inspect_err(|_| give_back())
    }

    /// Fits the picture to the window, if that has another size now.
    pub fn fit(&mut self) -> io::Result<()> {
        let area = window()?;
        if area != self.area {
            self.area = area;
            self.over = None;
            self.inner.resize(area)?;
        }
        Ok(())
    }

    /// Draws a frame, which the terminal shows in one piece and is sent in one piece. The area in which `field` says
    /// that a field is may be drawn over with [`Terminal::draw_over`].
    pub fn draw(
        &mut self,
        view: impl FnOnce(&mut Frame),
        field: impl FnOnce() -> Option<Rect>,
    ) -> io::Result<()> {
        queue!(self.gathered, BeginSynchronizedUpdate)?;
        if let Some(over) = self.over.take() {
            // The frame is compared with the one before it, so that has to be there.
            self.beside()
                .draw(over.shown.diff(&over.frame).into_iter())?;
        }
        let drawn = self.inner.draw(view)?;
        self.over = field().map(|area| {
            let frame = part(drawn.buffer, area);
            Over {
                shown: frame.clone(),
                frame,
            }
        });
        queue!(self.gathered, EndSynchronizedUpdate)?;
        self.gathered.send()
    }

    /// Draws a field over the last frame, where that has it; false when it has it elsewhere, and nothing was drawn.
    pub fn draw_over(&mut self, field: Buffer, cursor: Position) -> io::Result<bool> {
        let mut beside = self.beside();
        let Some(over) = self
            .over
            .as_mut()
            .filter(|over| over.frame.area == field.area)
        else {
            return Ok(false);
        };
        queue!(self.gathered, BeginSynchronizedUpdate)?;
        beside.draw(over.shown.diff(&field).into_iter())?;
        beside.set_cursor_position(cursor)?;
        over.shown = field;
        queue!(self.gathered, EndSynchronizedUpdate)?;
        self.gathered.send()?;
        Ok(true)
    }

    /// Writes to the same terminal, without a frame.
    fn beside(&self) -> CrosstermBackend<Gathered> {
        CrosstermBackend::new(self.gathered.clone())
    }

    /// Forgets what was drawn, so that the next frame draws every cell.
    pub fn forget(&mut self) -> io::Result<()> {
        self.over = None;
        self.inner.clear()
    }

    /// Puts a text on the clipboard, as far as the terminal allows it.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let text = sanitize::line(text);
        queue!(
            self.gathered,
            CopyToClipboard::to_clipboard_from(text.as_bytes())
        )
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back, if it is ours; from a panic too. A terminal that is gone cannot be told.
pub fn give_back() {
    if TAKEN.swap(false, Ordering::SeqCst) {
        let _gone = execute!(
            io::stdout(),
            EndSynchronizedUpdate,
            DisableBracketedPaste,
            LeaveAlternateScreen,
            Show
        );
        let _gone = disable_raw_mode();
    }
}

/// A part of a picture.
fn part(whole: &Buffer, area: Rect) -> Buffer {
    let mut part = Buffer::empty(area.intersection(whole.area));
    for position in part.area.positions() {
        if let (Some(to), Some(from)) = (part.cell_mut(position), whole.cell(position)) {
            to.clone_from(from);
        }
    }
    part
}

/// The bytes of a frame; only `send` writes them out. Shared with ratatui, which does not show its writer.
#[derive(Clone, Default)]
struct Gathered(Rc<RefCell<Vec<u8>>>);

impl Gathered {
    fn send(&self) -> io::Result<()> {
        let mut bytes = self.0.borrow_mut();
        let mut out = io::stdout().lock();
        let sent = out.write_all(&bytes).and_then(|()| out.flush());
        bytes.clear();
        sent
    }
}

impl Write for Gathered {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
