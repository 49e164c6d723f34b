//! What reaches the app: keys, text, replies, the passing of time.

pub use crate::store::{Question, Reply, Request, Ticket};

use super::file::FileState;
use super::keymap::{Action, Key};

/// Everything that the app is told, through one channel.
#[derive(Debug)]
pub enum Msg {
    /// A key that types nothing.
    Key(Key),
    /// Characters that were typed since the last frame, in one piece.
    Typed(String),
    /// A text that was pasted; never taken for keys.
    Paste(String),
    /// The store answered.
    Reply(Ticket, Box<Reply>),
    /// What is known of the file whose path was typed.
    File(String, FileState),
    /// Something was recorded, here or at another terminal.
    Changed,
    /// Something is to be said above the footer.
    Say(String),
    /// A second passed, or the window has another size: only the picture changes.
    Tick,
    /// The terminal is gone or the system wants the program to end.
    End,
}

/// What a text field is handed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Typed {
    /// Characters, typed or pasted, as they came.
    Text(String),
    /// A key that moves or deletes, such as `left` or `backspace`.
    Key(Key),
    /// An action of the table about editing, such as undo.
    Edit(Action),
}
