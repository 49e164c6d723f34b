//! The forms of the call: a note, what was tried, how it was solved, and reasons.

use super::place::Place;
use super::sheet::Wish;
use super::{CallScreen, wrap};
use crate::domain::answer::{AnswerState, Source};
use crate::domain::call::Ending;
use crate::domain::command::{Known, Until};
use crate::domain::incident::Incident;
use crate::tui::act::Asked;
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::outbox::{Answer, Outbox};
use crate::tui::words;

impl CallScreen {
    /// Opens the form of an act on the problem at hand, which need not be recorded yet. Before it can be resolved, the
    /// answers that are missing are asked.
    pub(super) fn ask(&mut self, env: &Env, action: Action, out: &mut Outbox) {
        let Some(reference) = self.sheet.reference() else {
            return;
        };
        let needed = self.sheet.run().missing(Until::Resolve).len();
        if let (Action::Resolve, Some(place)) = (action, self.first_missing(Until::Resolve)) {
            self.go_to(env, place, out);
            let needed = i64::try_from(needed).unwrap_or(i64::MAX);
            let answers = words::count(needed, "answer is", "answers are");
            return out.toast(format!(
                "{answers} needed before resolving; this is the first."
            ));
        }
        let known = self.sheet.incident().cloned();
        let incident = known.unwrap_or_else(|| Incident::begun(reference, &env.agent, env.now));
        // Which answers are missing was looked up above, with those that are still on their way.
        let known = Known {
            incident: &incident,
            call: None,
            caller: self.sheet.caller(),
            customer: None,
        };
        self.acts.begin_complete(env, known, action, out);
    }

    /// The first place whose answer is missing.
    pub(super) fn first_missing(&self, until: Until) -> Option<Place> {
        let run = self.sheet.run();
        let step = run.missing(until).into_iter().next()?;
        let position = run.position(step.flow.id(), &step.question.id, step.item)?;
        Place::at(&run, position)
    }

    /// A form was answered.
    pub(super) fn answered(&mut self, env: &Env, to: Action, answer: Answer, out: &mut Outbox) {
        let values = match &answer {
            Answer::Values(values) => values.clone(),
            Answer::Yes => vec![],
        };
        let value = |index: usize| values.get(index).cloned().unwrap_or_default();
        match to {
            Action::Skip if self.place == Place::Promise => self.no_promise(env, value(0), out),
            Action::Skip if self.place == Place::ReadBack => {
                self.file_unread(env, &value(0), out);
            }
            Action::Skip => self.left(env, AnswerState::NotAsked, Some(value(0)), out),
            Action::Source => {
                if let Some(source) = Source::from_id(&value(0)) {
                    self.comes_from(source);
                }
            }
            Action::NoteFlow => self.note_flow(&value(0), value(1)),
            Action::EndCall => {
                let ending = Ending::from_id(&value(0)).unwrap_or(Ending::Closed);
                self.close(env, ending, out);
            }
            _ => {
                if let Some(asked) = self.acts.on_answer_here(env, answer, out) {
                    self.take_asked(env, asked, out);
                }
            }
        }
    }

    /// Sends what a form asked for, behind everything that is on its way already.
    fn take_asked(&mut self, env: &Env, mut asked: Asked, out: &mut Outbox) {
        let moved = match self.place {
            Place::Earlier(reference, promise) if asked.moves(promise) => {
                Some((reference, promise))
            }
            _ => None,
        };
        asked.is_here = self.sheet.reference() == Some(asked.of);
        self.sheet.wish(Wish::Asked(Box::new(asked)));
        if let Some(moved) = moved {
            self.settled.insert(moved, false);
            self.go_on(env, out);
        }
    }

    fn no_promise(&mut self, env: &Env, reason: String, out: &mut Outbox) {
        let cut_off = reason == wrap::CUT_OFF;
        if let Some(reference) = self.sheet.reference() {
            self.no_promise.insert(reference, reason);
        }
        if cut_off {
            self.leftovers_become_notes();
            self.close(env, Ending::CutOff, out);
        } else {
            let next = self.wrap_up(env.now).unwrap_or(Place::ReadBack);
            self.go_to(env, next, out);
        }
    }
}
