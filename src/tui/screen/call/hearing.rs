//! What the store says of the call: it began, it is recorded, it is filed, or a rule stands against it.

use std::collections::BTreeSet;

use super::place::Place;
use super::sheet::Wish;
use super::{CallScreen, Entry, Stage, draft};
use crate::domain::answer::{Field as Record, Source, Value};
use crate::domain::event::{Body, Event, Subject};
use crate::domain::reference::Reference;
use crate::flow::answer::Parsed;
use crate::store::CallPage;
use crate::tui::env::Env;
use crate::tui::msg::{Question, Reply, Ticket};
use crate::tui::outbox::Outbox;
use crate::tui::words;

impl CallScreen {
    /// A reply of the store that is about the call.
    pub(super) fn heard(&mut self, env: &Env, ticket: Ticket, reply: &Reply, out: &mut Outbox) {
        if self.found(env, ticket, reply, out) {
            return;
        }
        match reply {
            Reply::Done(events) if self.beginning == Some(ticket) => self.begin(env, events, out),
            Reply::Done(events) => {
                if let Some(landed) = self.sheet.done(ticket, events) {
                    self.landed(env, landed, events, out);
                }
            }
            Reply::Call(Some(page)) if self.asking == Some(ticket) => {
                self.known(env, page.as_ref().clone(), out);
            }
            Reply::Refused(_) | Reply::Failed(_) if self.beginning == Some(ticket) => {
                self.beginning = None;
            }
            Reply::Refused(_) if self.sheet.refused(ticket) => {
                // What was typed comes back to where it stood; a form keeps its own as a draft.
                if !self.sheet.is_leaving() {
                    self.stage = Stage::Running;
                }
                self.promised.clear();
                let sent = std::mem::take(&mut self.sent);
                self.texts.extend(sent);
                self.keep(out);
                self.reload(env, out);
            }
            Reply::Failed(_) if self.sheet.failed(ticket) => self.stage = Stage::Running,
            _ => {}
        }
    }

    /// These wishes are recorded now; a form is done with when its own are.
    fn landed(&mut self, env: &Env, landed: Vec<Wish>, events: &[Event], out: &mut Outbox) {
        let is_over = |event: &Event| matches!(event.body, Body::CallEnded { .. });
        Self::noted(events, out);
        self.turned(events, out);
        for wish in landed {
            if let Wish::Asked(asked) = wish {
                asked.recorded(out);
            }
        }
        if events.iter().any(is_over) {
            self.filed(env, out);
        } else if self.stage == Stage::Parking && self.sheet.is_settled() {
            // Also when it was parked already, from another window.
            out.back();
        } else {
            self.reload(env, out);
        }
    }

    fn reload(&mut self, env: &Env, out: &mut Outbox) {
        if let Some(call) = &self.sheet.call {
            self.asking = Some(out.question(env, Question::Call(call.clone())));
        }
    }

    fn begin(&mut self, env: &Env, events: &[Event], out: &mut Outbox) {
        for event in events {
            if let (Subject::Call(call), Body::CallStarted { reserved, .. }) =
                (&event.subject, &event.body)
            {
                self.sheet.begun(call.clone(), *reserved);
                self.rename_draft(out);
                if let Some(reference) = self.about {
                    self.sheet.wish(Wish::Link(reference));
                    self.turn_to = Some(reference);
                }
            }
        }
        self.reload(env, out);
    }

    /// What the store knows of the call.
    fn known(&mut self, env: &Env, page: CallPage, out: &mut Outbox) {
        let first = self.sheet.page.is_none();
        let is_over = page.call.ended.is_some();
        self.sheet.take(page);
        let known = self.sheet.incidents().iter();
        let mut known = known.map(|incident| (incident.reference, incident.is_open()));
        let linked = known.find(|(reference, _)| self.turn_to == Some(*reference));
        if let Some((reference, is_open)) = linked {
            self.turn_to = None;
            if is_open || self.about == Some(reference) {
                self.turn_to(reference);
            } else {
                // Nobody looks at what is resolved; what is said now is a new problem.
                let own = self.sheet.reference();
                let own = own.map_or_else(String::new, |own| format!(", {own}"));
                out.toast(format!(
                    "{reference} is resolved. This stays a new problem{own}."
                ));
            }
            if self.about == Some(reference) {
                self.same_caller(reference);
            }
            if self.place == Place::About {
                self.leftovers_become_notes();
                self.entry = Entry::Nothing;
                self.go_on(env, out);
            }
            if self.about == Some(reference) && self.is_answered_here() {
                self.leave_what_was_said(env, out);
            }
        }
        // Who calls is known by then, and what that makes plain is not missing.
        if self.sheet.current.is_some()
            && self.about == self.sheet.current
            && self.sheet.is_settled()
        {
            self.ask_what_is_missing(env, out);
        }
        if first && self.stage == Stage::TakenUp {
            self.restore(env);
            self.stage = Stage::Running;
            self.catch_up(env, out);
        }
        if is_over && self.sheet.is_settled() {
            return self.ended_elsewhere(env, out);
        }
        self.forget_sent(out);
        // A question that is not asked any more is nothing to stand at.
        if self.is_at_a_question() && self.at_step(|_, _| ()).is_none() {
            self.go_on(env, out);
        } else if self.entry.typed().is_none() {
            self.lay_out(env.now);
            self.look_up(env, out);
        }
    }

    /// The call was ended from another window. What is still typed here is a note of its problem; where it has none,
    /// the text waits for the next call.
    fn ended_elsewhere(&mut self, env: &Env, out: &mut Outbox) {
        if self.stage == Stage::Filing {
            return self.filed(env, out);
        }
        self.keep_text();
        let old = self.draft_key.clone();
        if self.sheet.current.is_some() {
            self.leftovers_become_notes();
            self.sheet.send(env, out);
        } else if !self.texts.is_empty() {
            self.draft_key = draft::free_key(env);
            self.keep(out);
        }
        out.forget_draft(old);
        out.back();
        out.toast("The call was ended in another window.");
    }

    /// A call back goes on where the call before it ended: the caller's words of then stay as they are, and what was
    /// typed before the incident was known is a note.
    fn leave_what_was_said(&mut self, env: &Env, out: &mut Outbox) {
        self.typed_becomes_a_note();
        self.texts.remove(&self.place.key());
        self.entry = Entry::Nothing;
        self.go_on(env, out);
    }

    /// A call back is to whoever reported the incident, unless somebody says otherwise.
    fn same_caller(&mut self, reference: Reference) {
        let caller = self
            .sheet
            .incidents()
            .iter()
            .find(|incident| incident.reference == reference);
        let caller = caller.and_then(|incident| incident.caller.clone());
        if let (Some(caller), None) = (caller, self.sheet.caller()) {
            let answer = {
                let run = self.sheet.run();
                run.filling(Record::Caller)
                    .and_then(|position| run.steps().get(position))
                    .map(|step| {
                        let value = Value::Text(caller.to_string());
                        let parsed = Parsed {
                            value,
                            shown: None,
                            warning: None,
                        };
                        step.answered(&run.ask(step), parsed, Source::Record)
                    })
            };
            if let Some(answer) = answer {
                self.sheet.facts.first_call = Some(false);
                self.sheet.answer(answer);
            }
        }
    }

    fn filed(&mut self, env: &Env, out: &mut Outbox) {
        out.forget_draft(self.draft_key.clone());
        // The page may be a moment behind; what was filed is known without it.
        let known = self
            .sheet
            .incidents()
            .iter()
            .map(|incident| incident.reference);
        let filed: BTreeSet<Reference> = known.chain(self.sheet.current).collect();
        let filed: Vec<Reference> = filed.into_iter().collect();
        let name = self.sheet.facts.caller.as_deref().unwrap_or("The caller");
        let promised = |of: &Reference| {
            let (what, by) = self.promised_of(*of)?;
            Some(format!("{what}, {}", words::day_time(by, env.now)))
        };
        let with_promise = |of: &Reference| match promised(of) {
            Some(promise) => format!("{of}: {promise}"),
            None => of.to_string(),
        };
        let sentence = match filed.as_slice() {
            [] => "The call has ended.".to_owned(),
            [one] => match promised(one) {
                Some(promise) => format!("{one} filed. {name}: {promise}."),
                None => format!("{one} filed."),
            },
            all => {
                let all: Vec<String> = all.iter().map(with_promise).collect();
                format!("Filed {}.", all.join(" · "))
            }
        };
        out.back();
        out.toast(sentence);
    }
}
