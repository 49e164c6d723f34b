//! Going from place to place: on, back, and to any place by its label.

use super::CallScreen;
use super::place::{self, Place};
use crate::domain::answer::Field;
use crate::domain::reference::Reference;
use crate::flow::Run;
use crate::tui::env::Env;
use crate::tui::msg::Typed;
use crate::tui::outbox::Outbox;
use crate::tui::widget::list::List;

impl CallScreen {
    /// To the next question that is open; after the last one, to the wrap-up.
    pub(super) fn go_on(&mut self, env: &Env, out: &mut Outbox) {
        let next = {
            let run = self.sheet.run();
            match &self.place {
                Place::Question { .. } => {
                    let here = self.place.position(&run);
                    self.next_question(&run, here)
                        .and_then(|position| Place::at(&run, position))
                }
                Place::Promise | Place::ReadBack => Some(Place::ReadBack),
                // The words were said, in this call.
                Place::About => self
                    .next_question(&run, run.filling(Field::Words))
                    .and_then(|position| Place::at(&run, position)),
                Place::Earlier(..) => None,
            }
        };
        let next = next
            .or_else(|| self.wrap_up(env.now))
            .unwrap_or(Place::ReadBack);
        self.go_to(env, next, out);
    }

    /// The question to go to after this one: the next that is open, never back to one that was passed over. Who
    /// reports a second problem is not asked about themselves again.
    pub(super) fn next_question(&self, run: &Run<'_>, from: Option<usize>) -> Option<usize> {
        let mut from = from;
        loop {
            let after = from.map_or(0, |position| position + 1);
            let next = run.next_after(from).filter(|&position| position >= after)?;
            let field = run.steps().get(next).and_then(|step| step.question.maps_to);
            if self.sheet.is_first() || !field.is_some_and(Field::is_about_the_caller) {
                return Some(next);
            }
            from = Some(next);
        }
    }

    /// To the question before, answered or not.
    pub(super) fn go_back(&mut self, env: &Env, out: &mut Outbox) {
        let before = {
            let run = self.sheet.run();
            match &self.place {
                Place::ReadBack => Some(Place::Promise),
                Place::About => self.asked_from.clone().or_else(|| Place::at(&run, 0)),
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
        self.shown.more = false;
        self.shown.scrolled = 0;
        if place == Place::ReadBack {
            self.turn_to_unread();
        }
        self.place = place;
        self.lay_out(env.now);
        self.keep(out);
        self.look_up(env, out);
    }

    /// To another problem of the call. What is typed stays with the one it was said of; where that has no name yet, it
    /// goes where one turns.
    pub(super) fn turn_to(&mut self, reference: Reference) {
        match self.sheet.current {
            Some(here) if here == reference => return,
            Some(_) => self.leftovers_become_notes(),
            None => {}
        }
        self.sheet.turn_to(reference);
    }

    /// In a call that is made to ask what is missing: to the first of that.
    pub(super) fn ask_what_is_missing(&mut self, env: &Env, out: &mut Outbox) {
        let missing = self.asks.take().and_then(|until| self.first_missing(until));
        if let Some(place) = missing {
            self.go_to(env, place, out);
        }
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

    /// Shows where one can go, and first where one is.
    pub(super) fn show_places(&mut self) {
        let places = self.places();
        self.at = List::new(places.len());
        let here = places.iter().position(|place| *place == self.place);
        self.at.select(here.unwrap_or(0));
        self.going = Some(String::new());
    }

    /// Goes to the place that was moved to.
    pub(super) fn go_there(&mut self, env: &Env, out: &mut Outbox) {
        let place = self
            .at
            .selected()
            .and_then(|at| self.places().into_iter().nth(at));
        self.going = None;
        if let Some(place) = place {
            self.go_to(env, place, out);
        }
    }

    /// Types a label; the last character of one goes there, and what was typed behind it is typed there.
    pub(super) fn type_label(&mut self, env: &Env, text: &str, out: &mut Outbox) {
        let places = self.places();
        let labels: Vec<String> = (0..places.len())
            .map(|at| place::label(at, places.len()))
            .collect();
        let mut so_far = self.going.take().unwrap_or_default();
        let mut rest = text.chars();
        while let Some(letter) = rest.next() {
            so_far.extend(letter.to_lowercase());
            let found = labels.iter().position(|label| *label == so_far);
            if let Some(place) = found.and_then(|index| places.get(index)) {
                self.go_to(env, place.clone(), out);
                return self.type_on(env, rest.as_str(), out);
            }
            if !labels.iter().any(|label| label.starts_with(&so_far)) {
                so_far.clear();
                out.toast("No place has that sign.");
            }
        }
        self.going = Some(so_far);
    }

    /// Types what came in one piece with what led here: as text, or as the digits of options.
    pub(super) fn type_on(&mut self, env: &Env, rest: &str, out: &mut Outbox) {
        if self.entry.field().is_some() && !rest.is_empty() {
            self.type_text(env, &Typed::Text(rest.to_owned()), out);
        } else {
            for digit in rest.chars().filter_map(|letter| letter.to_digit(10)) {
                let index = usize::try_from(digit).unwrap_or(0).wrapping_sub(1);
                if index < self.pickable() {
                    self.pick(env, index, out);
                }
            }
        }
    }

    /// One more problem of the same caller.
    pub(super) fn another(&mut self, env: &Env, out: &mut Outbox) {
        self.leftovers_become_notes();
        self.sheet.another();
        self.sheet.send(env, out);
        let first = {
            let run = self.sheet.run();
            self.next_question(&run, None)
                .and_then(|position| Place::at(&run, position))
        };
        self.go_to(env, first.unwrap_or(Place::Promise), out);
        out.toast("The next problem of the same caller. The first one is kept.");
    }
}
