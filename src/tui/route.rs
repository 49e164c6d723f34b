//! Where one can go, and which screen that opens.

use super::env::Env;
use super::keymap::{Action, Context};
use super::outbox::{Confirm, Form};
use super::screen::call::CallScreen;
use super::screen::desk::Desk;
use super::screen::help::Help;
use super::screen::incident::Incident;
use super::screen::leave::Leave;
use super::screen::palette::Palette;
use super::screen::search::Search;
use super::screen::welcome::Welcome;
use super::screen::{AnyScreen, Offer};
use crate::domain::command::Until;
use crate::domain::id::CallId;
use crate::domain::reference::Reference;

/// A screen to open, with what it has to know.
#[derive(Debug)]
pub enum Route {
    /// The question who you are.
    Welcome,
    /// The list between two calls.
    Desk,
    /// A call.
    Call(CallFor),
    /// One incident.
    Incident(Reference),
    /// Leaving the hotline.
    Leave,
    /// The search, with words to begin with.
    Search(String),
    /// A few fields over the screen below.
    Form(Box<Form>),
    /// The last look at what reaches the customer.
    Confirm(Confirm),
    /// The keys, first those that are live.
    Help(Live),
    /// The live actions, by name.
    Palette(Live),
}

/// How a call begins.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CallFor {
    /// The phone rings; the number, if the telephone told.
    New(Option<String>),
    /// The same, and what it is about is known already.
    About {
        /// The number, if the telephone told.
        number: Option<String>,
        /// The id of the category's flow.
        category: String,
    },
    /// What was typed in a call that never got a name goes on in a new one; the key of its draft.
    Leftover(String),
    /// A call that was parked or interrupted goes on.
    TakeUp(CallId),
    /// We call back about an incident.
    Back(Reference),
    /// We call back to ask what is missing before this.
    ToAsk(Reference, Until),
}

/// What the screen below offers at this moment.
#[derive(Debug, Clone)]
pub struct Live {
    /// Its context.
    pub context: Context,
    /// Every action that means something, in the table's order.
    pub offers: Vec<(Action, Offer<()>)>,
}

/// The screen of a route.
pub(super) fn open(route: Route, env: &Env) -> Box<dyn AnyScreen> {
    match route {
        Route::Welcome => Box::new(Welcome::new(env)),
        Route::Form(mut form) => {
            form.restore(env);
            form
        }
        Route::Confirm(confirm) => Box::new(confirm),
        Route::Help(live) => Box::new(Help::new(&live, env)),
        Route::Palette(live) => Box::new(Palette::new(&live, env)),
        Route::Call(call) => Box::new(CallScreen::new(&call, env)),
        Route::Desk => Box::new(Desk::new(env)),
        Route::Incident(reference) => Box::new(Incident::new(reference)),
        Route::Search(words) => Box::new(Search::new(&words, env)),
        Route::Leave => Box::new(Leave::new()),
    }
}

/// Where an action leads that works from every screen, unless the screen says otherwise.
pub(super) fn everywhere(action: Action) -> Option<Route> {
    match action {
        Action::NewCall => Some(Route::Call(CallFor::New(None))),
        Action::Search => Some(Route::Search(String::new())),
        _ => None,
    }
}
