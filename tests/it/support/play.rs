//! Plays keys on the real app and draws what it shows: `check("n Maria<enter>", expect![[…]])`.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use baton::config::Config;
use baton::domain::command::Command;
use baton::domain::event::Event;
use baton::domain::id::{AgentId, Moment, Station};
use baton::flow::Library;
use baton::store::{Reply, Request, Store, StoreError, handle};
use baton::tui::app::{App, Changed};
use baton::tui::env::Env;
use baton::tui::file;
use baton::tui::keymap::Key;
use baton::tui::msg::Msg;
use baton::tui::outbox::Effect;
use baton::tui::route::{Live, Route};
use baton::tui::theme::{Look, Theme};
use expect_test::Expect;
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;

/// The flows we ship, compiled once.
static FLOWS: LazyLock<Library> = LazyLock::new(|| Library::load(Vec::new()));

/// Somebody at the keyboard, over a store in memory.
pub struct Play {
    app: App,
    /// What was recorded; tests put things in and look.
    pub store: Store,
    /// What reaches the app from outside; tests move the time in it.
    pub env: Env,
    /// Columns and lines of the window.
    pub size: (u16, u16),
    /// What was put on the clipboard.
    pub copied: Vec<String>,
    /// The files that were written: name and text.
    pub saved: Vec<(String, String)>,
    /// The window was closed.
    pub quit: bool,
    /// Every key is checked for what it says to have changed, which takes a frame before it.
    pub careful: bool,
    /// Files are not read; the test says what is known of them.
    pub reads_nothing: bool,
    /// What the store has not been asked yet.
    behind: Option<Vec<Effect>>,
}

impl Play {
    /// The app on this screen, as Dana Reyes, at 14:31 on a Thursday, in 80×24, over an empty store.
    pub fn on(route: Route) -> Self {
        let store = Store::in_memory(Station::parse("K7").unwrap()).unwrap();
        let agent = match route {
            Route::Welcome => "",
            _ => "Dana Reyes",
        };
        Self::over(store, agent, vec![route])
    }

    /// The app on these screens, over this store.
    pub fn over(store: Store, agent: &str, routes: Vec<Route>) -> Self {
        Self::begin(store, agent, Arc::default(), routes)
    }

    /// The same with texts that were being typed when the program ended.
    pub fn begin(
        store: Store,
        agent: &str,
        drafts: Arc<BTreeMap<String, String>>,
        routes: Vec<Route>,
    ) -> Self {
        let (mut env, faults) = Env::new(
            Config::default(),
            || FLOWS.clone(),
            at("2027-03-04T14:31:00+01:00"),
        );
        assert_eq!(faults, Vec::<String>::new());
        env.theme = Theme::new(Look::Dark);
        env.agent = AgentId::of(agent);
        env.drafts = drafts;
        let (app, effects) = App::new(routes, &env);
        let mut play = Self {
            app,
            store,
            env,
            size: (80, 24),
            copied: Vec::new(),
            saved: Vec::new(),
            quit: false,
            careful: true,
            reads_nothing: false,
            behind: None,
        };
        if !agent.is_empty() {
            play.execute(vec![Command::Join]);
        }
        play.carry_out(effects);
        play
    }

    /// The app after the program was killed and started again, on its first screen.
    pub fn restarted(before: Self) -> Self {
        let route = match before.env.agent.as_str() {
            "" => Route::Welcome,
            _ => Route::Desk,
        };
        let drafts = before.env.drafts;
        let mut play = Self::begin(before.store, before.env.agent.as_str(), drafts, vec![route]);
        play.env.now = before.env.now;
        play.size = before.size;
        play
    }

    /// The window closes, and opens again on this screen: what was recorded and the drafts are still there.
    #[must_use]
    pub fn again(mut self, route: Route) -> Self {
        let (app, effects) = App::new(vec![route], &self.env);
        self.app = app;
        self.carry_out(effects);
        self
    }

    /// Has the store carry out commands, as the one who sits here.
    pub fn execute(&mut self, commands: Vec<Command>) -> Vec<Event> {
        let request = Request::Execute {
            actor: self.env.agent.clone(),
            commands,
            now: self.env.now,
        };
        match handle(&mut self.store, &*self.env.flows, request) {
            Reply::Done(events) => events,
            reply => panic!("{reply:?}"),
        }
    }

    /// From now on the store takes its time, until [`Play::catch_up`].
    pub fn fall_behind(&mut self) -> &mut Self {
        self.behind = Some(Vec::new());
        self
    }

    /// The store answers everything that it was asked meanwhile.
    pub fn catch_up(&mut self) -> &mut Self {
        let effects = self.behind.take().unwrap_or_default();
        self.carry_out(effects);
        self
    }

    /// The store carries out the first commands that it was handed meanwhile, and goes on taking its time.
    pub fn carry_out_the_first_commands(&mut self) -> &mut Self {
        let waiting = self.behind.get_or_insert_default();
        let is_command =
            |effect: &Effect| matches!(effect, Effect::Store(_, Request::Execute { .. }));
        let first = waiting.iter().position(is_command).unwrap();
        if let Effect::Store(ticket, request) = waiting.remove(first) {
            let reply = handle(&mut self.store, &*self.env.flows, request);
            self.send(Msg::Reply(ticket, Box::new(reply)));
        }
        self
    }

    /// The store fails at everything that it was asked meanwhile, and works again from now on.
    pub fn fail(&mut self) -> &mut Self {
        for effect in self.behind.take().unwrap_or_default() {
            if let Effect::Store(ticket, _) = effect {
                let error = StoreError::from(std::io::Error::other("the disk is gone"));
                self.send(Msg::Reply(ticket, Box::new(Reply::Failed(error))));
            }
        }
        self
    }

    /// Presses keys: characters as they are, others as `<enter>`, `<c-k>`, `<F1>`; `<lt>` is `<`.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for msg in messages(keys) {
            self.send(msg);
        }
        self
    }

    /// Tells the app anything.
    pub fn send(&mut self, msg: Msg) -> &mut Self {
        let is_typed = matches!(msg, Msg::Key(_) | Msg::Typed(_));
        let before = (self.careful && is_typed).then(|| self.buffer());
        let effects = self.app.update(&self.env, msg);
        if let Some(before) = before.filter(|_| self.app.changed() == Changed::Field) {
            self.only_the_field_differs(before);
        }
        self.carry_out(effects);
        self
    }

    /// What the last message changed of the picture.
    pub fn changed(&self) -> Changed {
        self.app.changed()
    }

    /// What is drawn of a field alone, over what was there before, is what a whole frame shows.
    fn only_the_field_differs(&self, mut before: Buffer) {
        let (field, _) = self.app.view_field(&self.env).expect("a field alone");
        before.merge(&field);
        assert_eq!(before, self.buffer(), "more than the field has changed");
    }

    /// What works at this moment, and what would but does not.
    pub fn live(&self) -> Live {
        self.app.live(&self.env)
    }

    /// What is on the screen, without the spaces at the ends of lines.
    pub fn picture(&self) -> String {
        let buffer = self.buffer();
        let mut picture = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut x = 0;
            while x < buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(unicode_width::UnicodeWidthStr::width(symbol).max(1)).unwrap();
            }
            picture.push_str(line.trim_end());
            picture.push('\n');
        }
        picture
    }

    /// What is drawn as late or lost, one line for each line of the screen that has such words.
    pub fn late(&self) -> String {
        let buffer = self.buffer();
        let late = self.env.theme.late.fg;
        let mut lines = Vec::new();
        for row in buffer.content.chunks(usize::from(buffer.area.width)) {
            let words: String = row
                .iter()
                .map(|cell| {
                    if Some(cell.fg) == late {
                        cell.symbol()
                    } else {
                        " "
                    }
                })
                .collect();
            if !words.trim().is_empty() {
                lines.push(words.trim().to_owned());
            }
        }
        lines.join("\n")
    }

    /// The cells as they are drawn.
    pub fn buffer(&self) -> Buffer {
        let backend = TestBackend::new(self.size.0, self.size.1);
        let mut terminal = Terminal::new(backend).unwrap();
        terminal
            .draw(|frame| self.app.view(&self.env, frame))
            .unwrap();
        terminal.backend().buffer().clone()
    }

    /// Until nothing is left to do: what the store answers may ask for more.
    fn carry_out(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::Store(..) if self.behind.is_some() => {
                    self.behind.get_or_insert_default().push(effect);
                }
                Effect::Store(ticket, request) => {
                    let reply = handle(&mut self.store, &*self.env.flows, request);
                    self.send(Msg::Reply(ticket, Box::new(reply)));
                }
                Effect::Draft(key, body) => self.env.set_draft(&key, body),
                Effect::SignIn(agent) => {
                    self.env.agent = agent;
                    self.execute(vec![Command::Join]);
                }
                Effect::Copy(text) => self.copied.push(text),
                Effect::Save(name, text) => self.saved.push((name, text)),
                Effect::ReadFile(..) if self.reads_nothing => {}
                Effect::ReadFile(typed, wanted) => {
                    let mut states = Vec::new();
                    file::look(&typed, &wanted, |state| states.push(state));
                    for state in states {
                        self.send(Msg::File(typed.clone(), state));
                    }
                }
                Effect::Redraw => {}
                Effect::Quit => self.quit = true,
            }
        }
    }
}

/// A moment as it is written in ISO 8601.
pub fn at(text: &str) -> Moment {
    Moment::parse_from_rfc3339(text).unwrap()
}

/// The picture after these keys, from a first screen.
pub fn check(route: Route, keys: &str, picture: &Expect) {
    picture.assert_eq(&Play::on(route).press(keys).picture());
}

/// Characters in a row arrive in one piece, as they do when they are typed faster than drawn.
fn messages(keys: &str) -> Vec<Msg> {
    let mut messages = Vec::new();
    let mut rest = keys;
    while let Some(letter) = rest.chars().next() {
        let named = rest
            .strip_prefix('<')
            .and_then(|after| after.split_once('>'));
        let (key, after) = match named {
            Some(("lt", after)) => (Key::of_char('<'), after),
            Some((name, after)) => {
                let key = Key::parse(name).unwrap_or_else(|| panic!("`{name}` is no key"));
                (key, after)
            }
            None => (Key::of_char(letter), &rest[letter.len_utf8()..]),
        };
        rest = after;
        match (key.typed(), messages.last_mut()) {
            (Some(letter), Some(Msg::Typed(text))) => text.push(letter),
            (Some(letter), _) => messages.push(Msg::Typed(letter.to_string())),
            (None, _) => messages.push(Msg::Key(key)),
        }
    }
    messages
}
