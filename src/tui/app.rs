//! The app: a stack of screens, who gets a key, and the lines round every screen. It knows nothing about any of them.

mod frame;

pub use frame::SMALLEST;

use ratatui::layout::Rect;

use super::env::Env;
use super::file::FileState;
use super::keymap::{Action, Key};
use super::msg::{Msg, Reply, Ticket, Typed};
use super::outbox::{Effect, Move, Outbox};
use super::route::{self, Live, Route};
use super::screen::{AnyScreen, Offer};
use super::widget::field::Field;

/// Everything that is on the screen.
pub struct App {
    screens: Vec<Box<dyn AnyScreen>>,
    outbox: Outbox,
    toast: Option<Toast>,
    changed: Changed,
}

/// How much of the picture is another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Changed {
    /// Nothing.
    Nothing,
    /// The field that is typed into; see [`App::view_field`].
    Field,
    /// Anything.
    All,
}

/// What is said above the footer, until the next key.
struct Toast {
    words: String,
    /// It says why this does not work at this moment, and goes when that is so no longer.
    why_not: Option<Action>,
}

impl App {
    /// The app with its first screens, each over the one before, and what they ask for.
    pub fn new(first: Vec<Route>, env: &Env) -> (Self, Vec<Effect>) {
        let mut app = Self {
            screens: Vec::new(),
            outbox: Outbox::default(),
            toast: None,
            changed: Changed::All,
        };
        for route in first {
            app.outbox.go(route);
        }
        let effects = app.settle(env);
        (app, effects)
    }

    /// The only thing that changes anything.
    pub fn update(&mut self, env: &Env, msg: Msg) -> Vec<Effect> {
        let was_quiet = self.toast.is_none() && self.field().is_some();
        self.changed = Changed::Nothing;
        if !matches!(msg, Msg::Key(_) | Msg::Typed(_)) {
            self.changed = Changed::All;
        }
        match msg {
            Msg::Key(key) => self.on_key(env, key),
            Msg::Typed(text) => self.on_typed(env, &text),
            Msg::Paste(text) => self.on_paste(env, text),
            Msg::Reply(ticket, reply) => self.on_reply(env, ticket, &reply),
            Msg::File(typed, state) => self.on_file(env, &typed, &state),
            Msg::Changed => self.refresh(env),
            Msg::Say(sentence) => self.say(sentence),
            Msg::Tick => {}
            Msg::End => self.outbox.quit(),
        }
        let effects = self.settle(env);
        self.unsay(env);
        let only_drafts = effects
            .iter()
            .all(|effect| matches!(effect, Effect::Draft(..)));
        let is_quiet = was_quiet && only_drafts && self.toast.is_none() && self.field().is_some();
        if !is_quiet {
            self.changed = Changed::All;
        }
        effects
    }

    /// What the last update changed of the picture. Typing changes only the field on most keys, and drawing no more
    /// than that is what makes a letter quick.
    pub fn changed(&self) -> Changed {
        self.changed
    }

    /// The field that alone is drawn otherwise when text is typed now, and where it is.
    fn field(&self) -> Option<(&Field, Rect)> {
        let field = self.top()?.only_field()?;
        Some((field, field.place()?))
    }

    /// Says a sentence above the footer, until the next key.
    pub fn say(&mut self, sentence: impl Into<String>) {
        self.toast = Some(Toast {
            words: sentence.into(),
            why_not: None,
        });
    }

    /// Takes back a reason that holds no longer.
    fn unsay(&mut self, env: &Env) {
        let reason = self.toast.as_ref();
        let reason = reason.and_then(|toast| Some((toast.why_not?, toast.words.as_str())));
        if let Some((action, words)) = reason
            && !matches!(self.offer(env, action), Offer::NotNow(reason) if reason == words)
        {
            self.toast = None;
        }
    }

    fn top(&self) -> Option<&dyn AnyScreen> {
        self.screens.last().map(AsRef::as_ref)
    }

    fn on_reply(&mut self, env: &Env, ticket: Ticket, reply: &Reply) {
        match reply {
            Reply::Refused(refusal) => self.say(refusal.to_string()),
            Reply::Failed(error) => self.say(error.to_string()),
            _ => {}
        }
        for screen in &mut self.screens {
            screen.on_reply(env, ticket, reply, &mut self.outbox);
        }
        if matches!(reply, Reply::Done(_)) {
            // What the reply moved has to be on top before that is asked what it shows.
            self.make_moves(env);
            self.refresh(env);
        }
    }

    fn on_file(&mut self, env: &Env, typed: &str, state: &FileState) {
        for screen in &mut self.screens {
            screen.on_file(env, typed, state, &mut self.outbox);
        }
    }

    fn on_key(&mut self, env: &Env, key: Key) {
        self.toast = None;
        let Some(context) = self.top().map(AnyScreen::context) else {
            return;
        };
        let action = env.keymap.action(context, key);
        if action.is_some_and(|action| self.act(env, action)) {
            return;
        }
        if !context.is_text() {
            if let Some(letter) = key.typed() {
                let help = env.keymap.key(context, Action::Help);
                self.say(format!(
                    "{letter} does nothing here. {help} shows every key."
                ));
            }
            return;
        }
        let typed = match (action, key.typed()) {
            (Some(action), _) if action.edits_text() => Typed::Edit(action),
            (_, Some(letter)) => Typed::Text(letter.to_string()),
            _ => Typed::Key(key),
        };
        self.type_in(env, &typed);
    }

    /// Characters are text in one piece where text is typed, and keys one by one where it is not.
    fn on_typed(&mut self, env: &Env, text: &str) {
        self.toast = None;
        let mut rest = text;
        while let Some(letter) = rest.chars().next() {
            if self.top().is_some_and(|screen| screen.context().is_text()) {
                self.type_in(env, &Typed::Text(rest.to_owned()));
                return;
            }
            self.on_key(env, Key::of_char(letter));
            self.make_moves(env);
            rest = rest.get(letter.len_utf8()..).unwrap_or_default();
        }
    }

    fn on_paste(&mut self, env: &Env, text: String) {
        self.toast = None;
        if self.top().is_some_and(|screen| screen.context().is_text()) {
            self.type_in(env, &Typed::Text(text));
        } else {
            self.say("Nothing is typed here, so nothing was pasted.");
        }
    }

    fn type_in(&mut self, env: &Env, typed: &Typed) {
        self.changed = self.changed.max(Changed::Field);
        if let Some(screen) = self.screens.last_mut() {
            screen.on_text(env, typed, &mut self.outbox);
        }
    }

    /// Does an action; false when it means nothing at this moment and may be text.
    fn act(&mut self, env: &Env, action: Action) -> bool {
        let offer = self.offer(env, action);
        if offer != Offer::Unknown {
            self.changed = Changed::All;
        }
        match offer {
            Offer::Unknown => return false,
            Offer::NotNow(reason) => {
                self.toast = Some(Toast {
                    words: reason.to_owned(),
                    why_not: Some(action),
                });
            }
            Offer::Do(()) => {
                let Self {
                    screens, outbox, ..
                } = self;
                let done = screens
                    .last_mut()
                    .map(|screen| screen.act(env, action, outbox));
                if !matches!(done, Some(Offer::Do(()))) {
                    self.act_everywhere(env, action);
                }
            }
        }
        true
    }

    /// What the screen on top says to an action; for those that work everywhere and those that begin a call, also what
    /// any screen below has against it, such as a call that runs.
    fn offer(&self, env: &Env, action: Action) -> Offer<()> {
        let own = self
            .top()
            .map_or(Offer::Unknown, |top| top.offers(env, action));
        let (own, asked) = match own {
            Offer::Do(()) if matches!(action, Action::CallBack | Action::TakeUp) => {
                (own, Action::NewCall)
            }
            Offer::Unknown if is_everywhere(action) => (Offer::Do(()), action),
            _ => return own,
        };
        let below = self.screens.iter().rev().skip(1);
        below
            .map(|screen| screen.offers(env, asked))
            .find(|offer| matches!(offer, Offer::NotNow(_)))
            .unwrap_or(own)
    }

    fn act_everywhere(&mut self, env: &Env, action: Action) {
        match action {
            Action::Quit => self.outbox.quit(),
            Action::Redraw => self.outbox.redraw(),
            Action::Help => self.outbox.go(Route::Help(self.live(env))),
            Action::Palette => self.outbox.go(Route::Palette(self.live(env))),
            action => {
                if let Some(route) = route::everywhere(action) {
                    self.outbox.go(route);
                }
            }
        }
    }

    /// What works at this moment, and what would but does not.
    pub fn live(&self, env: &Env) -> Live {
        let context = self.top().map(AnyScreen::context).unwrap_or_default();
        let actions = env.keymap.rows(context).map(|bound| bound.row.action);
        let offers = actions.map(|action| (action, self.offer(env, action)));
        Live {
            context,
            offers: offers
                .filter(|(_, offer)| *offer != Offer::Unknown)
                .collect(),
        }
    }

    fn refresh(&mut self, env: &Env) {
        if let Some(screen) = self.screens.last_mut() {
            screen.refresh(env, &mut self.outbox);
        }
    }

    /// Carries out what the screens asked the app for, and returns what they asked the runtime for.
    fn settle(&mut self, env: &Env) -> Vec<Effect> {
        self.make_moves(env);
        if let Some(top) = self.screens.last_mut() {
            top.ask_again(env, &mut self.outbox);
        }
        self.make_moves(env);
        self.outbox.take_effects()
    }

    fn make_moves(&mut self, env: &Env) {
        loop {
            let moves = self.outbox.take_moves();
            if moves.is_empty() {
                return;
            }
            for wish in moves {
                self.make(env, wish);
            }
        }
    }

    fn make(&mut self, env: &Env, wish: Move) {
        match wish {
            Move::Go(route) => self.open(env, route),
            Move::Replace(route) => {
                self.screens.pop();
                self.open(env, route);
            }
            Move::Back => self.back(env),
            Move::Answer(to, answer) => {
                self.screens.pop();
                if let Some(screen) = self.screens.last_mut() {
                    screen.on_answer(env, to, answer, &mut self.outbox);
                }
                self.refresh(env);
            }
            Move::Act(action) => {
                self.screens.pop();
                self.act(env, action);
            }
            Move::Press(action) => {
                self.act(env, action);
            }
            Move::Toast(sentence) => self.say(sentence),
        }
    }

    fn open(&mut self, env: &Env, route: Route) {
        self.screens.push(route::open(route, env));
        self.refresh(env);
    }

    /// The last screen stays, so that there is always one.
    fn back(&mut self, env: &Env) {
        if self.screens.len() > 1 {
            self.screens.pop();
            self.refresh(env);
        }
    }
}

/// Whether an action works from every screen that has a key for it.
fn is_everywhere(action: Action) -> bool {
    matches!(
        action,
        Action::Quit | Action::Redraw | Action::Help | Action::Palette
    ) || route::everywhere(action).is_some()
}
