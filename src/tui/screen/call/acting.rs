//! What the keys do beside answering: go, ask, park, begin.

use super::entry::Entry;
use super::place::Place;
use super::sheet::Wish;
use super::{CallScreen, Stage, wrap};
use crate::domain::command::Command;
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::msg::{Question, Typed};
use crate::tui::outbox::Outbox;

impl CallScreen {
    /// How many options the place shows.
    pub(super) fn pickable(&self) -> usize {
        match (&self.place, &self.entry) {
            (Place::ReadBack, _) => wrap::facts(self).len(),
            (_, Entry::One(..) | Entry::Several(..)) => self.options().len(),
            _ => 0,
        }
    }

    /// Begins the call in the store, or takes it up there; one that runs is asked for when `anew`.
    pub(super) fn begin_or_ask(&mut self, env: &Env, out: &mut Outbox, anew: bool) {
        let command = match &self.sheet.call {
            Some(call) => {
                if anew {
                    self.asking = Some(out.question(env, Question::Call(call.clone())));
                }
                (self.stage == Stage::TakenUp).then(|| Command::ResumeCall(call.clone()))
            }
            None => Some(Command::StartCall {
                number: self.sheet.number.clone(),
            }),
        };
        if let (Some(command), None) = (command, self.beginning) {
            self.beginning = Some(out.execute(env, vec![command]));
        }
    }

    pub(super) fn type_text(&mut self, env: &Env, typed: &Typed, out: &mut Outbox) {
        if self.entry.edit(typed) {
            self.touched = true;
            self.complaint = None;
            self.keep(out);
            self.look_up(env, out);
        }
    }

    /// Whether what is typed has to wait for the store.
    pub(super) fn is_behind(&self) -> bool {
        (self.stage == Stage::TakenUp) || self.entry.hurries()
    }

    /// Why an action has to wait: the store has not said what it needs. What is text waits in its turn, and the window
    /// can be closed whatever becomes of the call.
    pub(super) fn has_to_wait(&self, action: Action) -> Option<&'static str> {
        if matches!(
            action,
            Action::Quit | Action::Redraw | Action::Help | Action::Palette
        ) {
            return None;
        }
        let is_text = action == Action::Enter || action.edits_text();
        match self.stage {
            Stage::Filing => Some("The call is being filed."),
            Stage::Parking => Some("The call is being parked."),
            Stage::TakenUp if !is_text => Some("The call is coming back."),
            Stage::Running if !is_text && self.entry.hurries() => {
                Some("One moment: what you typed is being looked up.")
            }
            Stage::TakenUp | Stage::Running => None,
        }
    }

    pub(super) fn is_at_a_question(&self) -> bool {
        matches!(self.place, Place::Question { .. })
    }

    pub(super) fn act(&mut self, env: &Env, action: Action, out: &mut Outbox) {
        match action {
            Action::DoesNotKnow | Action::Declines | Action::Skip | Action::Source => {
                self.without_value(env, action, out);
            }
            Action::PreviousQuestion | Action::TabBack => self.go_back(env, out),
            Action::NextQuestion | Action::TabNext => self.go_on(env, out),
            Action::GoTo => self.show_places(),
            Action::MoreHelp => self.shown.more = !self.shown.more,
            Action::SidePane => self.shown.pane = !self.shown.pane,
            Action::Close if self.going.is_some() => self.going = None,
            Action::Close if self.place == Place::About => self.go_back(env, out),
            Action::Close => (self.shown.more, self.shown.pane) = (false, false),
            Action::Park => self.park(env, out),
            Action::AnotherIncident => self.another(env, out),
            Action::Promise => self.go_to(env, Place::Promise, out),
            Action::EndCall => self.end(env, out),
            Action::About => self.ask_about(env, out),
            Action::NoteFlow => out.form(self.note_form()),
            Action::Note | Action::Tried | Action::Resolve => self.ask(env, action, out),
            _ => {}
        }
    }

    /// Leaves the caller waiting, and goes to the desk when the store knows; what was typed is kept.
    pub(super) fn park(&mut self, env: &Env, out: &mut Outbox) {
        self.keep(out);
        self.sheet.wish(Wish::Park);
        self.stage = Stage::Parking;
        self.sheet.send(env, out);
    }
}
