//! Going from place to place: on, back, and to any place by its label.

use super::place::{self, Place};
use super::{CallScreen, Entry};
use crate::tui::env::Env;
use crate::tui::msg::Typed;
use crate::tui::outbox::Outbox;

impl CallScreen {
    /// To the next question that is open; after the last one, to the wrap-up.
    pub(super) fn go_on(&mut self, env: &Env, out: &mut Outbox) {
        let next = {
            let run = self.sheet.run();
            match &self.place {
                Place::Question { .. } => {
                    let here = self.place.position(&run);
                    place::next_question(&run, here).and_then(|position| Place::at(&run, position))
                }
                Place::Promise | Place::ReadBack => Some(Place::ReadBack),
                Place::Earlier(..) => None,
            }
        };
        let next = next.or_else(|| self.wrap_up()).unwrap_or(Place::ReadBack);
        self.go_to(env, next, out);
    }

    /// To the question before, answered or not.
    pub(super) fn go_back(&mut self, env: &Env, out: &mut Outbox) {
        let before = {
            let run = self.sheet.run();
            match &self.place {
                Place::ReadBack => Some(Place::Promise),
                Place::Question { .. } => {
                    let here = self.place.position(&run);
                    here.and_then(|here| here.checked_sub(1))
                        .and_then(|before| Place::at(&run, before))
                }
                Place::Promise | Place::Earlier(..) => run
                    .steps()
                    .len()
                    .checked_sub(1)
                    .and_then(|last| Place::at(&run, last)),
            }
        };
        match before {
            Some(place) => self.go_to(env, place, out),
            None => out.toast("This is the first question."),
        }
    }

    /// To a place; what was typed here waits here.
    pub(super) fn go_to(&mut self, env: &Env, place: Place, out: &mut Outbox) {
        self.keep_text();
        self.going = None;
        self.more = false;
        self.place = place;
        self.lay_out(env.now);
        self.keep(out);
        self.look_up(env, out);
    }

    /// Every place, in order.
    pub(super) fn places(&self) -> Vec<Place> {
        let run = self.sheet.run();
        let asked = (0..run.steps().len()).filter(|&at| {
            run.steps()
                .get(at)
                .is_some_and(|step| step.question.is_asked())
        });
        let questions = asked.filter_map(|at| Place::at(&run, at));
        questions.chain([Place::Promise, Place::ReadBack]).collect()
    }

    /// Types a label; the last character of one goes there.
    pub(super) fn type_label(&mut self, env: &Env, typed: &Typed, out: &mut Outbox) {
        let Typed::Text(text) = typed else { return };
        let places = self.places();
        let so_far = self.going.clone().unwrap_or_default() + &text.to_lowercase();
        let label = |index| place::label(index, places.len());
        let found = (0..places.len()).find(|&index| label(index) == so_far);
        if let Some(place) = found.and_then(|index| places.get(index)) {
            self.go_to(env, place.clone(), out);
        } else if (0..places.len()).any(|index| label(index).starts_with(&so_far)) {
            self.going = Some(so_far);
        } else {
            self.going = Some(String::new());
            out.toast("No place has that sign.");
        }
    }

    /// One more problem of the same caller.
    pub(super) fn another(&mut self, env: &Env, out: &mut Outbox) {
        self.keep_text();
        self.leftovers_become_notes();
        self.sheet.wish(super::Wish::Another);
        self.sheet.send(env, out);
        let first = {
            let run = self.sheet.run();
            place::next_question(&run, None).and_then(|position| Place::at(&run, position))
        };
        self.entry = Entry::Nothing;
        self.go_to(env, first.unwrap_or(Place::Promise), out);
        out.toast("The next problem of the same caller. The first one is kept.");
    }
}
