//! What is pasted where nothing is typed must not act as keys: letters would assign, file and begin calls.

use std::time::{Duration, Instant};

use crate::tui::app::App;
use crate::tui::env::Env;
use crate::tui::input::burst::is_pasted;
use crate::tui::keymap::Action;
use crate::tui::msg::Msg;

/// How long the rest of a paste may take to come.
const REST: Duration = Duration::from_millis(150);

/// The paste that is coming in, if one is.
#[derive(Debug, Default)]
pub(super) struct Pasted {
    last: Option<Instant>,
}

impl Pasted {
    /// Takes out what was pasted where nothing is typed, and says so. Where something is, it is text, as ever.
    pub(super) fn swallow(&mut self, messages: &mut Vec<Msg>, app: &mut App, env: &Env) {
        let is_typed = |msg: &Msg| matches!(msg, Msg::Typed(_) | Msg::Key(_));
        if !messages.iter().any(is_typed) {
            return;
        }
        let goes_on = self.last.is_some_and(|last| last.elapsed() < REST);
        if !goes_on && !is_pasted(messages) {
            return;
        }
        let context = app.live(env).context;
        if context.is_text() {
            self.last = None;
            return;
        }
        self.last = Some(Instant::now());
        messages.retain(|msg| !is_typed(msg));
        let key = |action| env.keymap.key(context, action);
        let (search, call) = (key(Action::Search), key(Action::NewCall));
        let instead = if search.is_empty() || call.is_empty() {
            String::new()
        } else {
            format!(" Press {search} to search, or {call} for a call.")
        };
        messages.push(Msg::Say(format!("Pasted text goes nowhere here.{instead}")));
    }
}
