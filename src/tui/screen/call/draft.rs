//! What is typed in a call and not yet recorded: kept at every key, put back after whatever happened.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::place::{ABOUT, Place};
use super::{CallScreen, Entry};
use crate::domain::id::CallId;
use crate::domain::incident::Entry as TimelineEntry;
use crate::domain::reference::Reference;
use crate::tui::env::Env;
use crate::tui::outbox::Outbox;
use crate::tui::route::CallFor;

/// The draft of a call.
#[derive(Debug, Serialize, Deserialize)]
struct Draft<'a> {
    place: String,
    #[serde(default)]
    incident: Option<Reference>,
    texts: Cow<'a, BTreeMap<String, String>>,
    /// What was taken, and not yet known to be in the database.
    #[serde(default)]
    sent: Cow<'a, BTreeMap<String, String>>,
    /// Why nothing was promised; it is recorded when the call ends.
    #[serde(default)]
    no_promise: Cow<'a, BTreeMap<Reference, String>>,
}

/// The key of the draft of a call that has no name yet.
pub const NEW: &str = "call:new";

/// Where what is typed in a call is kept.
pub(super) fn key_for(call: &CallFor, env: &Env) -> String {
    match call {
        CallFor::TakeUp(id) => key(id),
        CallFor::Leftover(key) => key.clone(),
        _ => free_key(env),
    }
}

/// A key for a call that has no name yet. What is left of earlier ones that never got one is not written over.
pub(super) fn free_key(env: &Env) -> String {
    let others = (2_u32..).map(|number| format!("{NEW}:{number}"));
    let mut keys = std::iter::once(NEW.to_owned()).chain(others);
    let free = keys.find(|key| env.draft(key).is_none());
    free.unwrap_or_else(|| NEW.to_owned())
}

fn key(call: &CallId) -> String {
    format!("call:{call}")
}

impl CallScreen {
    /// Keeps what is typed.
    pub(super) fn keep(&mut self, out: &mut Outbox) {
        self.keep_text();
        let draft = Draft {
            place: self.place.key(),
            incident: self.sheet.current,
            texts: Cow::Borrowed(&self.texts),
            sent: Cow::Borrowed(&self.sent),
            no_promise: Cow::Borrowed(&self.no_promise),
        };
        if let Ok(body) = serde_json::to_string(&draft) {
            out.draft(self.draft_key.clone(), body);
        }
    }

    /// Remembers what is typed at the place; an answer that only stands there is typed by nobody.
    pub(super) fn keep_text(&mut self) {
        if !self.touched {
            return;
        }
        match self.entry.typed() {
            Some(typed) => self.texts.insert(self.place.key(), typed),
            None if self.entry.field().is_some() => self.texts.remove(&self.place.key()),
            None => None,
        };
    }

    /// Puts back what was typed before the window closed.
    pub(super) fn restore(&mut self, env: &Env) {
        let draft = env.draft(&self.draft_key);
        let draft: Option<Draft<'_>> = draft.and_then(|body| serde_json::from_str(body).ok());
        if let Some(draft) = draft {
            if let Some(incident) = draft.incident {
                self.turn_to(incident);
            }
            self.no_promise = draft.no_promise.into_owned();
            self.texts = draft.texts.into_owned();
            // What was taken and did not reach the database is typed again; what did, is an answer by now.
            let sent = draft.sent.into_owned();
            let lost = sent.into_iter().filter(|(key, _)| !self.is_answered(key));
            let lost: Vec<_> = lost.collect();
            self.texts.extend(lost);
            self.place = Place::of_key(&draft.place).unwrap_or(Place::Promise);
            let run = self.sheet.run();
            let gone =
                matches!(self.place, Place::Question { .. }) && self.place.position(&run).is_none();
            if let (true, Some(first)) = (gone, Place::at(&run, 0)) {
                drop(run);
                self.place = first;
            }
            self.lay_out(env.now);
        }
    }

    /// Whether the question with this key has an answer.
    fn is_answered(&self, key: &str) -> bool {
        let run = self.sheet.run();
        let step = Place::of_key(key)
            .and_then(|place| place.position(&run))
            .and_then(|position| run.steps().get(position));
        step.is_some_and(|step| step.answer.is_some())
    }

    /// The call has a name now: its draft moves there.
    pub(super) fn rename_draft(&mut self, out: &mut Outbox) {
        if let Some(call) = &self.sheet.call {
            out.forget_draft(std::mem::replace(&mut self.draft_key, key(call)));
        }
        self.keep(out);
    }

    /// What was answered is in the database; its text need not be kept.
    pub(super) fn forget_sent(&mut self, out: &mut Outbox) {
        if self.sheet.is_settled() && !self.sent.is_empty() {
            self.sent.clear();
            self.keep(out);
        }
    }

    /// What was typed at a question and never taken is recorded as a note, with the question it stood under.
    pub(super) fn leftovers_become_notes(&mut self) {
        self.keep_text();
        self.entry = Entry::Nothing;
        let mut left = std::mem::take(&mut self.texts);
        left.remove(ABOUT);
        for (key, text) in left {
            let asked = {
                let run = self.sheet.run();
                let position = Place::of_key(&key).and_then(|place| place.position(&run));
                let step = position.and_then(|position| run.steps().get(position));
                step.map(|step| (run.ask(step).into_owned(), step.question.sensitive))
            };
            let (text, sensitive) = match asked {
                Some((ask, sensitive)) => (format!("{ask} {text}"), sensitive),
                None => (text, false),
            };
            let note = TimelineEntry::Note { text, sensitive };
            self.sheet
                .wish(super::Wish::Here(crate::domain::command::Change::Add(note)));
        }
    }
}
