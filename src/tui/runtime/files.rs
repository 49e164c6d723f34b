//! Files that are read behind the screen, one after another, on a thread that starts with the first.

use std::io;
use std::sync::mpsc::{Sender, channel};
use std::thread::Builder;

use super::sources::{Bell, News};
use crate::tui::file::{FileState, Wanted, look};

/// Reads files for the screens.
pub(super) struct Files {
    bell: Bell,
    reader: Option<Sender<(String, Wanted)>>,
}

impl Files {
    /// What is known of a file rings this bell.
    pub(super) fn new(bell: Bell) -> Self {
        Self { bell, reader: None }
    }

    /// Reads the file with this path, as soon as those before it are read.
    pub(super) fn read(&mut self, typed: String, wanted: Wanted) {
        if let Err(error) = self.hand_over(typed.clone(), wanted) {
            let state = FileState::Unread(format!(
                "Files cannot be read at this moment ({error}); it is recorded as typed."
            ));
            // The loop itself is who asked.
            let _heard = self.bell.ring(News::File(typed, state));
        }
    }

    fn hand_over(&mut self, typed: String, wanted: Wanted) -> io::Result<()> {
        let reader = match &self.reader {
            Some(reader) => reader.clone(),
            None => self.start()?,
        };
        self.reader = Some(reader.clone());
        reader.send((typed, wanted)).map_err(io::Error::other)
    }

    fn start(&self) -> io::Result<Sender<(String, Wanted)>> {
        let (sender, asked) = channel::<(String, Wanted)>();
        let bell = self.bell.clone();
        Builder::new().name("files".to_owned()).spawn(move || {
            for (typed, wanted) in asked {
                if wanted.strong_count() == 0 {
                    continue;
                }
                look(&typed, &wanted, |state| {
                    // Nobody listens any more when the window is closed, and nobody wants it then.
                    let _closed = bell.ring(News::File(typed.clone(), state));
                });
            }
        })?;
        Ok(sender)
    }
}
