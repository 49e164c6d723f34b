//! What is pasted where nothing is typed must not act as keys: letters would assign, file and begin calls.

use std::time::{Duration, Instant};

use crate::tui::app::App;
use crate::tui::env::Env;
use crate::tui::input::burst::{is_one_text, is_pasted};
use crate::tui::keymap::{Action, Key};
use crate::tui::msg::Msg;
use crate::tui::route::Live;
use crate::tui::screen::Offer;

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
        let live = app.live(env);
        let context = live.context;
        if context.is_text() || (!goes_on && is_typed_ahead(messages, &live, env)) {
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

/// Whether the first key begins a call or a search and the rest is one text: what somebody types while the line stands
/// still comes all at once, and may be the caller’s first words.
fn is_typed_ahead(messages: &[Msg], live: &Live, env: &Env) -> bool {
    let first = messages.iter().find_map(|msg| match msg {
        Msg::Typed(text) => text.chars().next(),
        _ => None,
    });
    let action = first.and_then(|first| env.keymap.action(live.context, Key::of_char(first)));
    let opens = action.filter(|action| matches!(action, Action::NewCall | Action::Search));
    opens.is_some_and(|action| live.offers.contains(&(action, Offer::Do(()))))
        && is_one_text(messages)
}
