//! What a screen asks for: collected here, carried out by the app and the runtime.

use std::sync::Arc;

use super::env::Env;
use super::file::Wanted;
use super::keymap::Action;
use super::msg::{Question, Request, Ticket};
use super::route::Route;
pub use super::screen::confirm::Confirm;
pub use super::screen::form::Form;
use crate::domain::command::Command;
use crate::domain::id::AgentId;

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
    Press(Action),
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
    SignIn(AgentId),
    /// Put a text on the clipboard.
    Copy(String),
    /// Write a text into a file of this name, for its owner alone, and say where it is.
    Save(String, String),
    /// Read the file with this path, for its size and what is in it, as long as somebody wants it.
    ReadFile(String, Wanted),
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
    /// Has the store carry out commands, all of them or none, as the one who sits here. The reply carries this ticket;
    /// a refusal or a failure is said to the person by the app, so the screen only has to keep its text.
    pub fn execute(&mut self, env: &Env, commands: Vec<Command>) -> Ticket {
        self.store(Request::Execute {
            actor: env.agent.clone(),
            commands,
            now: env.now,
        })
    }

    /// Asks the store a question. The reply carries this ticket.
    pub fn question(&mut self, env: &Env, question: Question) -> Ticket {
        self.store(Request::Ask {
            question,
            now: env.now,
        })
    }

    fn store(&mut self, request: Request) -> Ticket {
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
    pub fn form(&mut self, form: Form) {
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

    /// Does an action on this screen, as if its key had been pressed.
    pub fn press(&mut self, action: Action) {
        self.moves.push(Move::Press(action));
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

    /// Makes this agent the one who sits here, from the next message on.
    pub fn sign_in(&mut self, agent: AgentId) {
        self.effects.push(Effect::SignIn(agent));
    }

    /// Puts a text on the clipboard.
    pub fn copy(&mut self, text: impl Into<String>) {
        self.effects.push(Effect::Copy(text.into()));
    }

    /// Writes a text into a file of this name in the current folder, and says where it is.
    pub fn save(&mut self, name: impl Into<String>, text: impl Into<String>) {
        self.effects.push(Effect::Save(name.into(), text.into()));
    }

    /// Has the file read whose path was typed. What is known of it comes as [`super::msg::Msg::File`], until what this
    /// returns is dropped.
    pub fn read_file(&mut self, typed: String) -> Arc<()> {
        let wanted = Arc::new(());
        let effect = Effect::ReadFile(typed, Arc::downgrade(&wanted));
        self.effects.push(effect);
        wanted
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
