//! Naming a file: with its path its size and SHA-256 are recorded, without one its name as it is said.

use std::sync::Arc;

use super::CallScreen;
use super::entry::Entry;
use crate::flow::answer::Parsed;
use crate::tui::env::Env;
use crate::tui::file::{FileState, has_a_path};
use crate::tui::outbox::Outbox;

/// What is known of the file that is named.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// What it is called so far.
    typed: String,
    /// It is read as long as this is held.
    wanted: Option<Arc<()>>,
    /// What is known of it.
    state: Option<FileState>,
    /// Enter was pressed while it was still being read.
    hurry: bool,
}

impl Named {
    /// What is said of it below the field.
    pub(super) fn words(&self) -> Option<String> {
        let words = match (&self.state, &self.wanted) {
            (Some(FileState::Read { name, size, sha256 }), _) => {
                return Some(format!("{name}: {size} bytes, SHA-256 {sha256}"));
            }
            (Some(FileState::Unread(why)), _) => return Some(why.clone()),
            (Some(FileState::Reading { done, size }), _) => {
                let percent = done.saturating_mul(100) / (*size).max(1);
                format!("It is being read, {percent} % of {} MB.", size / 1_000_000)
            }
            (None, Some(_)) => "It is being read.".to_owned(),
            (None, None) => return None,
        };
        Some(if self.hurry {
            format!("{words} Enter once more records its name alone.")
        } else {
            words
        })
    }
}

impl CallScreen {
    /// Has the file read that is named now, when it has a path.
    pub(super) fn look_at_file(&mut self, out: &mut Outbox) {
        let typed = self.entry.typed().unwrap_or_default();
        if let Entry::File(_, named) = &mut self.entry
            && named.typed != typed
        {
            *named = Named {
                wanted: has_a_path(&typed).then(|| out.read_file(typed.clone())),
                typed,
                ..Named::default()
            };
        }
    }

    /// Something is known of a file.
    pub(super) fn file_is(&mut self, env: &Env, of: &str, state: &FileState, out: &mut Outbox) {
        let Entry::File(_, named) = &mut self.entry else {
            return;
        };
        if named.wanted.is_none() || named.typed != of {
            return;
        }
        let hurry = named.hurry && !matches!(state, FileState::Reading { .. });
        named.state = Some(state.clone());
        if hurry {
            named.hurry = false;
            self.enter(env, out);
        }
    }

    /// Takes the file as it was read, or what was typed when it was not; waits while it is read, unless Enter was pressed
    /// before.
    pub(super) fn take_file(&mut self, env: &Env, out: &mut Outbox) {
        let Some(typed) = self.entry.typed() else {
            return self.confirm(env, out);
        };
        let Entry::File(_, named) = &mut self.entry else {
            return;
        };
        match (&named.state, &named.wanted) {
            (Some(FileState::Read { name, size, sha256 }), _) => {
                let parsed = Parsed::file(name, *size, sha256);
                self.record(env, parsed, out);
            }
            (None | Some(FileState::Reading { .. }), Some(_)) if !named.hurry => named.hurry = true,
            _ => self.read(env, &typed, out),
        }
    }
}
