//! What a screen is, and every screen there is.

pub mod call;
pub mod confirm;
pub mod desk;
pub mod form;
pub mod help;
pub mod incident;
pub mod leave;
pub mod palette;
pub mod search;
pub mod welcome;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::env::Env;
use super::file::FileState;
use super::keymap::{Action, Context};
use super::msg::{Reply, Ticket, Typed};
use super::outbox::{Answer, Outbox};
use super::widget::field::Field;
use super::widget::header::Header;

/// What a screen says to an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Offer<M> {
    /// It works, and this is what `update` is handed.
    Do(M),
    /// It would work here, but not now; the reason is a sentence for the person.
    NotNow(&'static str),
    /// It means nothing here.
    Unknown,
}

/// A screen: what it holds, offers, does and draws.
///
/// A key is looked up in the table under `context`; the action is offered to the screen; what the offer
/// carries goes to `update`. What means nothing becomes text. Footer, palette and help ask `offer` too,
/// so what they show cannot be dead.
pub trait Screen {
    /// What `update` is handed; matched exhaustively.
    type Msg;

    /// Which rows of the key table are live at this moment.
    fn context(&self) -> Context;

    /// The first line of the screen.
    fn header(&self, env: &Env) -> Header;

    /// Whether an action works at this moment. Changes nothing.
    fn offer(&self, env: &Env, action: Action) -> Offer<Self::Msg>;

    /// Does it.
    fn update(&mut self, env: &Env, msg: Self::Msg, out: &mut Outbox);

    /// Draws it below the header and above the footer.
    fn view(&self, env: &Env, frame: &mut Frame, area: Rect);

    /// The field that alone is drawn otherwise when text is typed at this moment; `None` when anything else may be, too.
    fn only_field(&self) -> Option<&Field> {
        None
    }

    /// Another word for an action in the footer, where this screen knows a better one than the table.
    fn word(&self, _action: Action) -> Option<&'static str> {
        None
    }

    /// Text, or a key that edits text; only where the context is one of text.
    fn on_text(&mut self, _env: &Env, _typed: &Typed, _out: &mut Outbox) {}

    /// Asks the store for what is shown: called when the screen comes to the top, and whenever something was
    /// recorded, here or elsewhere.
    fn refresh(&mut self, _env: &Env, _out: &mut Outbox) {}

    /// The store answered; what carries another ticket than those that the screen remembers is not its own.
    fn on_reply(&mut self, _env: &Env, _ticket: Ticket, _reply: &Reply, _out: &mut Outbox) {}

    /// Something is known of the file whose path was typed somewhere.
    fn on_file(&mut self, _env: &Env, _typed: &str, _state: &FileState, _out: &mut Outbox) {}

    /// Opens the form again whose answer was refused: called only while the screen is on top, so that the form is over
    /// its own screen and its answer comes back here.
    fn ask_again(&mut self, _env: &Env, _out: &mut Outbox) {}

    /// A form or a confirmation that this screen opened for an action was answered.
    fn on_answer(&mut self, _env: &Env, _to: Action, _answer: Answer, _out: &mut Outbox) {}

    /// Whether the screen below stays visible round it.
    fn is_overlay(&self) -> bool {
        false
    }
}

/// A [`Screen`] of any kind, as the app holds it.
pub trait AnyScreen {
    /// See [`Screen::context`].
    fn context(&self) -> Context;
    /// See [`Screen::header`].
    fn header(&self, env: &Env) -> Header;
    /// See [`Screen::offer`].
    fn offers(&self, env: &Env, action: Action) -> Offer<()>;
    /// Offers, and does it if the offer says so.
    fn act(&mut self, env: &Env, action: Action, out: &mut Outbox) -> Offer<()>;
    /// See [`Screen::view`].
    fn view(&self, env: &Env, frame: &mut Frame, area: Rect);
    /// See [`Screen::only_field`].
    fn only_field(&self) -> Option<&Field>;
    /// See [`Screen::word`].
    fn word(&self, action: Action) -> Option<&'static str>;
    /// See [`Screen::on_text`].
    fn on_text(&mut self, env: &Env, typed: &Typed, out: &mut Outbox);
    /// See [`Screen::refresh`].
    fn refresh(&mut self, env: &Env, out: &mut Outbox);
    /// See [`Screen::on_reply`].
    fn on_reply(&mut self, env: &Env, ticket: Ticket, reply: &Reply, out: &mut Outbox);
    /// See [`Screen::on_file`].
    fn on_file(&mut self, env: &Env, typed: &str, state: &FileState, out: &mut Outbox);
    /// See [`Screen::ask_again`].
    fn ask_again(&mut self, env: &Env, out: &mut Outbox);
    /// See [`Screen::on_answer`].
    fn on_answer(&mut self, env: &Env, to: Action, answer: Answer, out: &mut Outbox);
    /// See [`Screen::is_overlay`].
    fn is_overlay(&self) -> bool;
}

impl<S: Screen> AnyScreen for S {
    fn context(&self) -> Context {
        Screen::context(self)
    }

    fn header(&self, env: &Env) -> Header {
        Screen::header(self, env)
    }

    fn offers(&self, env: &Env, action: Action) -> Offer<()> {
        match self.offer(env, action) {
            Offer::Do(_) => Offer::Do(()),
            Offer::NotNow(reason) => Offer::NotNow(reason),
            Offer::Unknown => Offer::Unknown,
        }
    }

    fn act(&mut self, env: &Env, action: Action, out: &mut Outbox) -> Offer<()> {
        match self.offer(env, action) {
            Offer::Do(msg) => {
                self.update(env, msg, out);
                Offer::Do(())
            }
            Offer::NotNow(reason) => Offer::NotNow(reason),
            Offer::Unknown => Offer::Unknown,
        }
    }

    fn view(&self, env: &Env, frame: &mut Frame, area: Rect) {
        Screen::view(self, env, frame, area);
    }

    fn only_field(&self) -> Option<&Field> {
        Screen::only_field(self)
    }

    fn word(&self, action: Action) -> Option<&'static str> {
        Screen::word(self, action)
    }

    fn on_text(&mut self, env: &Env, typed: &Typed, out: &mut Outbox) {
        Screen::on_text(self, env, typed, out);
    }

    fn refresh(&mut self, env: &Env, out: &mut Outbox) {
        Screen::refresh(self, env, out);
    }

    fn on_reply(&mut self, env: &Env, ticket: Ticket, reply: &Reply, out: &mut Outbox) {
        Screen::on_reply(self, env, ticket, reply, out);
    }

    fn on_file(&mut self, env: &Env, typed: &str, state: &FileState, out: &mut Outbox) {
        Screen::on_file(self, env, typed, state, out);
    }

    fn ask_again(&mut self, env: &Env, out: &mut Outbox) {
        Screen::ask_again(self, env, out);
    }

    fn on_answer(&mut self, env: &Env, to: Action, answer: Answer, out: &mut Outbox) {
        Screen::on_answer(self, env, to, answer, out);
    }

    fn is_overlay(&self) -> bool {
        Screen::is_overlay(self)
    }
}
