//! What a screen asks for: collected here, carried out by the app and the runtime.

use super::keymap::Action;
use super::msg::{Request, Ticket};
use super::route::Route;
pub use super::screen::confirm::Confirm;
pub use super::screen::form::Form;

/// The wishes of screens.
#[derive(Debug, Default)]
pub struct Outbox {
    tickets: u64,
    moves: Vec<Move>,
    effects: Vec<Effect>,
}

/// What the app does itself.
#[derive(Debug)]
pub(super) enum Move {
    Go(Route),
    Replace(Route),
    Back,
    Answer(Action, Answer),
    Act(Action),
    Toast(String),
}

/// What the runtime does for the app.
#[derive(Debug)]
pub enum Effect {
    /// Hand a request to the store's worker.
    Store(Ticket, Request),
    /// Store what is being typed, before the next frame; `None` removes it.
    Draft(String, Option<String>),
    /// Somebody said who they are.
    SignIn(String),
    /// Put a text on the clipboard.
    Copy(String),
    /// Draw every cell again.
    Redraw,
    /// Close the window.
    Quit,
}

/// What came of a form or a confirmation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// The values of a form, in the order of its fields; of a choice, the option's id.
    Values(Vec<String>),
    /// It was confirmed.
    Yes,
}

impl Outbox {
    /// Sends a request to the store. The reply carries this ticket.
    pub fn store(&mut self, request: Request) -> Ticket {
        self.tickets += 1;
        let ticket = Ticket(self.tickets);
        self.effects.push(Effect::Store(ticket, request));
        ticket
    }

    /// Opens a screen over this one.
    pub fn go(&mut self, route: Route) {
        self.moves.push(Move::Go(route));
    }

    /// Opens a screen in place of this one.
    pub fn replace(&mut self, route: Route) {
        self.moves.push(Move::Replace(route));
    }

    /// Closes this screen.
    pub fn back(&mut self) {
        self.moves.push(Move::Back);
    }

    /// Asks a few things in a form over this screen; `on_answer` gets the values.
    pub fn ask(&mut self, form: Form) {
        self.go(Route::Form(Box::new(form)));
    }

    /// Shows what is about to reach the customer; `on_answer` gets the yes.
    pub fn confirm(&mut self, confirm: Confirm) {
        self.go(Route::Confirm(confirm));
    }

    /// Closes this screen and hands its answer to the one that opened it for the action.
    pub fn answer(&mut self, to: Action, answer: Answer) {
        self.moves.push(Move::Answer(to, answer));
    }

    /// Closes this screen and does an action on the one below.
    pub fn act(&mut self, action: Action) {
        self.moves.push(Move::Act(action));
    }

    /// Says a sentence above the footer, until the next key.
    pub fn toast(&mut self, sentence: impl Into<String>) {
        self.moves.push(Move::Toast(sentence.into()));
    }

    /// Keeps what is being typed, so that it survives whatever happens.
    pub fn draft(&mut self, key: impl Into<String>, body: impl Into<String>) {
        let (key, body) = (key.into(), body.into());
        self.effects.push(Effect::Draft(key, Some(body)));
    }

    /// Removes a draft, because its text was recorded or thrown away.
    pub fn forget_draft(&mut self, key: impl Into<String>) {
        self.effects.push(Effect::Draft(key.into(), None));
    }

    /// Makes this name the one who sits here.
    pub fn sign_in(&mut self, name: impl Into<String>) {
        self.effects.push(Effect::SignIn(name.into()));
    }

    /// Puts a text on the clipboard.
    pub fn copy(&mut self, text: impl Into<String>) {
        self.effects.push(Effect::Copy(text.into()));
    }

    /// Draws every cell again.
    pub fn redraw(&mut self) {
        self.effects.push(Effect::Redraw);
    }

    /// Closes the window.
    pub fn quit(&mut self) {
        self.effects.push(Effect::Quit);
    }

    pub(super) fn take_moves(&mut self) -> Vec<Move> {
        std::mem::take(&mut self.moves)
    }

    pub(super) fn take_effects(&mut self) -> Vec<Effect> {
        std::mem::take(&mut self.effects)
    }
}
