//! The forms of the call: a note, what was tried, how it was solved, and reasons.

use super::place::Place;
use super::sheet::Wish;
use super::{CallScreen, wrap};
use crate::domain::answer::{AnswerState, Source};
use crate::domain::call::Ending;
use crate::domain::command::{Change, Resolve};
use crate::domain::incident::Entry as TimelineEntry;
use crate::domain::reference::Reference;
use crate::domain::resolution::ResolutionKind;
use crate::flow::answer::{Leaning, when};
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::outbox::{Answer, Form, Outbox};
use crate::tui::words;

impl CallScreen {
    /// Opens the form of an action.
    pub(super) fn ask(&mut self, action: Action, out: &mut Outbox) {
        let about = self
            .sheet
            .reference()
            .map_or_else(|| "call".to_owned(), |r| r.to_string());
        let form = match action {
            Action::Note => Form::new(action, "Note")
                .about(&about)
                .area("What is worth knowing"),
            Action::Tried => Form::new(action, "What was tried")
                .about(&about)
                .line("Tried")
                .line("What came of it"),
            Action::About => {
                Form::new(action, "Which incident is the call about?").line("Reference")
            }
            _ => {
                let kinds = ResolutionKind::ALL
                    .iter()
                    .map(|kind| (kind.id(), kind.words()));
                Form::new(Action::Resolve, "Solved")
                    .about(&about)
                    .choice("How it ends", kinds)
                    .line("What was done")
                    .line("How was it verified")
                    .choice(
                        "Does it help the caller?",
                        [("yes", "Yes, they say so"), ("no", "Not confirmed yet")],
                    )
                    .line("What did the caller need? (when it works as designed)")
                    .optional()
            }
        };
        out.form(form);
    }

    /// A form was answered.
    pub(super) fn answered(&mut self, env: &Env, to: Action, answer: Answer, out: &mut Outbox) {
        let Answer::Values(values) = answer else {
            return;
        };
        let value = |index: usize| values.get(index).cloned().unwrap_or_default();
        match to {
            Action::Skip if self.place == Place::Promise => self.no_promise(env, value(0), out),
            Action::Skip => self.left(env, AnswerState::NotAsked, Some(value(0)), out),
            Action::Source => {
                if let Some(source) = Source::from_id(&value(0)) {
                    self.comes_from(source);
                }
            }
            Action::Note => self.add(to, TimelineEntry::Note { text: value(0) }),
            Action::Tried => self.add(
                to,
                TimelineEntry::Attempt {
                    what: value(0),
                    result: value(1),
                },
            ),
            Action::About => self.about_reference(&value(0), out),
            Action::Promise => self.move_earlier(env, &value(0), value(1), out),
            Action::EndCall => {
                self.close(
                    env,
                    Ending::from_id(&value(0)).unwrap_or(Ending::Closed),
                    out,
                );
            }
            Action::Resolve => {
                let resolve = Resolve {
                    kind: ResolutionKind::from_id(&value(0)).unwrap_or(ResolutionKind::Fix),
                    done: value(1),
                    verified: value(2),
                    told: Some("by phone, in this call".to_owned()),
                    confirmed: value(3) == "yes",
                    need: Some(value(4)).filter(|need| !need.trim().is_empty()),
                };
                self.forms.insert(to);
                self.sheet.wish(Wish::Here(Change::Resolve(resolve)));
            }
            _ => {}
        }
    }

    fn add(&mut self, form: Action, entry: TimelineEntry) {
        self.forms.insert(form);
        self.sheet.wish(Wish::Here(Change::Add(entry)));
    }

    fn no_promise(&mut self, env: &Env, reason: String, out: &mut Outbox) {
        let cut_off = reason == wrap::CUT_OFF;
        if let Some(reference) = self.sheet.reference() {
            self.no_promise.insert(reference, reason);
        }
        if cut_off {
            self.keep_text();
            self.leftovers_become_notes();
            self.close(env, Ending::CutOff, out);
        } else {
            let next = self.wrap_up().unwrap_or(Place::ReadBack);
            self.go_to(env, next, out);
        }
    }

    fn about_reference(&mut self, typed: &str, out: &mut Outbox) {
        match Reference::parse(typed) {
            Ok(reference) => {
                self.sheet.wish(Wish::Link(reference));
                self.turn_to = Some(reference);
            }
            Err(_) => out.toast(format!(
                "“{}” is not a reference, such as K7-1042-P.",
                words::fit(typed, 20)
            )),
        }
    }

    fn move_earlier(&mut self, env: &Env, until: &str, consent: String, out: &mut Outbox) {
        let Place::Earlier(reference, promise) = self.place else {
            return;
        };
        match when(until, env.now, Leaning::Future) {
            Ok(by) => {
                self.sheet.wish(Wish::Of(
                    reference,
                    Change::Move {
                        promise,
                        by,
                        consent,
                    },
                ));
                self.settled.insert((reference, promise), false);
                self.go_on(env, out);
            }
            Err(sentence) => out.toast(sentence),
        }
    }
}
