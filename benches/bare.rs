//! The floor of this stack: a ratatui program with one text field that stores its draft in SQLite at every key.
//!
//! `cargo bench --bench pty` measures baton against it; `cargo bench --bench bare -- FILE` lets a person try it. Escape ends it.

use std::io;
use std::path::Path;

use crossterm::event::{self, Event, KeyCode, KeyEventKind};
use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Position};
use ratatui::widgets::{Block, Paragraph, Wrap};
use rusqlite::Connection;

/// What stands above the field as soon as it can be typed into.
pub const TITLE: &str = "Draft";

/// Runs it over the database named on the command line.
#[allow(
    dead_code,
    reason = "the measuring tool includes this file and calls `run`"
)]
fn main() -> io::Result<()> {
    let named = std::env::args()
        .nth(1)
        .filter(|argument| !argument.starts_with('-'));
    if let Some(file) = named {
        return run(Path::new(&file));
    }
    println!("bare: name a database file to try it; `cargo bench --bench pty` measures it");
    Ok(())
}

/// Shows the field until Escape.
pub fn run(file: &Path) -> io::Result<()> {
    let database = open(file).map_err(io::Error::other)?;
    let mut text = String::new();
    let mut terminal = ratatui::try_init()?;
    loop {
        terminal.draw(|frame| draw(frame, &text))?;
        let Event::Key(key) = event::read()? else {
            continue;
        };
        match key.code {
            _ if key.kind == KeyEventKind::Release => continue,
            KeyCode::Esc => break,
            KeyCode::Backspace => drop(text.pop()),
            KeyCode::Char(letter) => text.push(letter),
            _ => continue,
        }
        database
            .prepare_cached("UPDATE draft SET text = ?1 WHERE id = 1")
            .and_then(|mut statement| statement.execute([&text]))
            .map_err(io::Error::other)?;
    }
    ratatui::try_restore()
}

fn open(file: &Path) -> rusqlite::Result<Connection> {
    let database = Connection::open(file)?;
    database.pragma_update(None, "journal_mode", "WAL")?;
    database.pragma_update(None, "synchronous", "NORMAL")?;
    database.pragma_update(None, "wal_autocheckpoint", 0)?;
    database.execute_batch(
        "CREATE TABLE IF NOT EXISTS draft (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
         INSERT OR REPLACE INTO draft VALUES (1, '');",
    )?;
    Ok(database)
}

fn draw(frame: &mut Frame, text: &str) {
    let [field, _, footer] = Layout::vertical([
        Constraint::Length(3),
        Constraint::Fill(1),
        Constraint::Length(1),
    ])
    .areas(frame.area());
    frame.render_widget(
        Paragraph::new(text)
            .wrap(Wrap { trim: false })
            .block(Block::bordered().title(TITLE)),
        field,
    );
    frame.render_widget("Escape ends", footer);
    let column = u16::try_from(text.chars().count()).unwrap_or(u16::MAX);
    frame.set_cursor_position(Position::new(
        field.x.saturating_add(1).saturating_add(column),
        field.y + 1,
    ));
}
