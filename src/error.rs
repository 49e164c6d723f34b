//! What went wrong at the command line: a kind that is the exit code, one sentence, and a hint.

use std::io;

/// A failure that ends the program. Its text is one sentence, and the hint on a line of its own.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}{}", self.hint.as_ref().map_or_else(String::new, |hint| format!("\n  {hint}")))]
pub struct Error {
    /// What kind of failure it is.
    pub kind: Kind,
    message: String,
    hint: Option<String>,
}

/// The kinds of failure; the number is the exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Whoever read our output has had enough, which is no failure of ours.
    BrokenPipe = 0,
    /// A check that was asked for did not pass.
    CheckFailed = 1,
    /// The command line is not one that we understand.
    Usage = 2,
    /// A file or a database holds something else than it should.
    BadData = 65,
    /// What was asked for is not there.
    NotFound = 66,
    /// Reading or writing failed.
    Io = 74,
    /// Somebody ended it, with ctrl-C for example.
    Interrupted = 130,
}

impl Error {
    /// A failure in one sentence: what, where, and what to do.
    pub fn new(kind: Kind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            hint: None,
        }
    }

    /// The same with a line that helps on.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// The same failure with its words passed through `change`, such as an escape for the terminal.
    #[must_use]
    pub fn reworded(mut self, change: impl Fn(&str) -> String) -> Self {
        self.message = change(&self.message);
        self.hint = self.hint.as_deref().map(change);
        self
    }

    /// The exit code.
    pub fn exit_code(&self) -> u8 {
        self.kind as u8
    }
}

/// A failure of a stream that has no name. Whoever opens a file names it instead.
impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Self::new(Kind::BrokenPipe, "the reader has gone"),
            io::ErrorKind::StorageFull => Self::new(
                Kind::Io,
                "the output could not be written: the disk is full",
            ),
            _ => Self::new(
                Kind::Io,
                format!("the output could not be written: {error}"),
            ),
        }
    }
}
