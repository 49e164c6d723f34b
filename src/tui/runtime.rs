//! The loop: waits, tells the app, carries out what it asks for, draws. The only part that knows threads.

mod files;
mod flows;
mod keeper;
mod pasted;
mod save;
mod sources;

use std::io;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use self::files::Files;
pub use self::flows::LoadFlows;
use self::flows::{InForce, Loader};
use self::keeper::Keeper;
use self::pasted::Pasted;
use self::sources::{Bell, News, Sources};
use super::app::{App, Changed};
use super::env::Env;
use super::input::Input;
use super::msg::{Msg, Reply, Request, Ticket};
use super::outbox::Effect;
use super::panic::Reports;
use super::route::{CallFor, Route};
use super::terminal::Terminal;
use crate::clock;
use crate::config::Config;
use crate::domain::command::Command;
use crate::domain::id::AgentId;
use crate::store::{Drafts, Store, StoreError, Worker};

/// How often the clock on the screen moves, and others' news is asked for.
const TICK: Duration = Duration::from_secs(1);

/// The requests of the runtime itself; the screens count from one.
const OWN: Ticket = Ticket(0);

/// Why the terminal could not be used to the end.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// The terminal cannot be drawn on.
    #[error("{0}")]
    Terminal(#[from] io::Error),
    /// The database cannot be used.
    #[error("{0}")]
    Store(#[from] StoreError),
}

/// What the terminal needs to begin.
pub struct Start {
    /// The settings.
    pub config: Config,
    /// Who sits here, if it was said; else whoever sat here last.
    pub agent: Option<AgentId>,
    /// Makes the question flows.
    pub flows: LoadFlows,
    /// The database.
    pub store: Store,
    /// The drafts in it.
    pub drafts: Drafts,
    /// Where a report goes when the program itself is at fault.
    pub logs: Option<PathBuf>,
    /// A call to begin with.
    pub call: Option<CallFor>,
}

/// Takes the terminal, and runs until somebody closes the window or the system ends the program.
pub fn run(start: Start) -> Result<(), RunError> {
    let keeper = Keeper::new(start.drafts);
    let agent = match start.agent {
        None => keeper.last()?,
        named => named,
    };
    // From here on a signal is news: it ends the program in order, or fits the picture to the window.
    let (sources, bell) = Sources::open()?;
    let loader = Loader::new(start.flows);
    let flows = loader.first(bell.clone());
    let (mut env, faults) = Env::new(start.config, flows, clock::now());
    env.drafts = Arc::new(keeper.own()?);
    let in_force = Arc::new(InForce::new(&env.flows));
    let worker = start_worker(start.store, &in_force, bell.clone())?;
    let mut runtime = Runtime {
        files: Files::new(bell.clone()),
        terminal: Terminal::take()?,
        reports: Reports::install(start.logs),
        sources,
        keeper,
        env,
        in_force,
        worker,
        input: Input::default(),
        pasted: Pasted::default(),
        trouble: Trouble::default(),
        polled: Instant::now(),
        drawn: Instant::now(),
        goes_on: true,
    };
    let mut first = vec![Route::Welcome];
    if let Some(agent) = agent {
        runtime.sign_in(agent)?;
        first = vec![Route::Desk];
    }
    first.extend(start.call.map(Route::Call));
    runtime.run(first, faults.into_iter().next(), (loader, bell))
}

fn start_worker(store: Store, flows: &Arc<InForce>, bell: Bell) -> Result<Worker, StoreError> {
    let on_reply = move |ticket, reply| {
        // Nobody listens any more when the window is closed.
        let _closed = bell.ring(News::Reply(ticket, Box::new(reply)));
    };
    Worker::start(store, Arc::clone(flows) as _, Arc::new(on_reply))
}

/// What the loop holds.
struct Runtime {
    /// First, so that it is given back before anything else ends.
    terminal: Terminal,
    sources: Sources,
    keeper: Keeper,
    env: Env,
    in_force: Arc<InForce>,
    worker: Worker,
    files: Files,
    input: Input,
    pasted: Pasted,
    reports: Reports,
    trouble: Trouble,
    polled: Instant,
    /// When the whole picture was drawn.
    drawn: Instant,
    goes_on: bool,
}

/// Why something cannot be stored at this moment, the worst first.
#[derive(Default)]
struct Trouble {
    gone: Option<String>,
    drafts: Option<String>,
    store: Option<String>,
}

impl Trouble {
    fn words(&self) -> Option<String> {
        let all = [&self.gone, &self.drafts, &self.store];
        all.into_iter().flatten().next().cloned()
    }
}

impl Runtime {
    fn run(
        &mut self,
        first: Vec<Route>,
        say: Option<String>,
        (loader, bell): (Loader, Bell),
    ) -> Result<(), RunError> {
        let (mut app, effects) = App::new(first, &self.env);
        if let Some(sentence) = say {
            app.say(sentence);
        }
        self.carry_out(&mut app, effects)?;
        self.keep_drafts();
        self.draw(&app, Changed::All)?;
        loader.watch(&self.env.flows, bell)?;
        let mut changed = Changed::Nothing;
        while self.goes_on {
            if self.keep_drafts() {
                changed = Changed::All;
            }
            self.draw(&app, changed)?;
            let mut messages = self.wait();
            self.pasted.swallow(&mut messages, &mut app, &self.env);
            changed = Changed::Nothing;
            self.env.now = clock::now();
            for message in messages {
                if matches!(message, Msg::Tick) {
                    self.terminal.fit()?;
                }
                let effects = app.update(&self.env, message);
                changed = changed.max(app.changed());
                self.carry_out(&mut app, effects)?;
            }
            self.poll();
        }
        Ok(())
    }

    /// Draws what has changed; all of it at the latest when the clock on the screen has moved.
    fn draw(&mut self, app: &App, changed: Changed) -> io::Result<()> {
        if changed == Changed::Nothing {
            return Ok(());
        }
        if changed == Changed::Field
            && self.drawn.elapsed() < TICK
            && let Some((field, cursor)) = app.view_field(&self.env)
            && self.terminal.draw_over(field, cursor)?
        {
            return Ok(());
        }
        self.drawn = Instant::now();
        self.terminal
            .draw(|frame| app.view(&self.env, frame), || app.field_area())
    }

    /// Waits for news, and takes everything that has come since, as few messages as may be.
    fn wait(&mut self) -> Vec<Msg> {
        let keeper = self.keeper.patience();
        let patience = [keeper, self.input.patience()].into_iter().flatten();
        let patience = patience.min().unwrap_or(TICK);
        let mut messages = Vec::new();
        let all = self.sources.wait(patience);
        // When nothing has come, the time is over for what has begun, unless only the keeper wants its turn,
        // and sooner than the clock on the screen.
        if all.is_empty() && (keeper != Some(patience) || patience >= TICK) {
            messages = self.input.give_up();
            messages.push(Msg::Tick);
        }
        for news in all {
            self.take(news, &mut messages);
        }
        messages
    }

    fn take(&mut self, news: News, messages: &mut Vec<Msg>) {
        match news {
            News::Bytes(bytes) => {
                for said in self.input.feed(&bytes) {
                    join(messages, said);
                }
            }
            News::Faults(sentence) => messages.push(Msg::Say(sentence)),
            News::Flows(flows, sentence) => {
                self.in_force.set(&flows);
                self.env.flows = flows;
                messages.push(Msg::Say(sentence));
            }
            News::File(typed, state) => messages.push(Msg::File(typed, state)),
            News::Resized => messages.push(Msg::Tick),
            News::End => messages.push(Msg::End),
            News::Reply(_, reply) if *reply == Reply::Changed => messages.push(Msg::Changed),
            News::Reply(OWN, reply) => {
                self.trouble.store = match *reply {
                    Reply::Failed(error) => Some(error.to_string()),
                    _ => None,
                }
            }
            News::Reply(ticket, reply) => messages.push(Msg::Reply(ticket, reply)),
        }
    }

    fn carry_out(&mut self, app: &mut App, effects: Vec<Effect>) -> Result<(), RunError> {
        for effect in effects {
            match effect {
                Effect::Store(ticket, request) => self.send(ticket, request),
                Effect::Draft(key, body) => self.draft(&key, body),
                Effect::SignIn(agent) => {
                    self.keeper.remember(&agent);
                    self.sign_in(agent)?;
                }
                Effect::Copy(text) => self.terminal.copy(&text)?,
                Effect::Save(name, text) => app.say(save::save(&name, &text)),
                Effect::ReadFile(typed, wanted) => self.files.read(typed, wanted),
                Effect::Redraw => self.terminal.forget()?,
                Effect::Quit => self.goes_on = false,
            }
        }
        Ok(())
    }

    fn sign_in(&mut self, agent: AgentId) -> Result<(), RunError> {
        self.keeper.sign_in(&agent);
        self.env.drafts = Arc::new(self.keeper.own()?);
        self.env.agent = agent.clone();
        let join = Request::Execute {
            actor: agent,
            commands: vec![Command::Join],
            now: self.env.now,
        };
        self.send(OWN, join);
        Ok(())
    }

    fn draft(&mut self, key: &str, body: Option<String>) {
        self.env.set_draft(key, body.clone());
        self.keeper.put(key, body);
    }

    /// Drafts are in the database before the frame that shows them, or the frame says that they are not. True when
    /// the header has something else to say than before.
    fn keep_drafts(&mut self) -> bool {
        let kept = self.keeper.keep(self.env.now);
        let saving = !matches!(kept, Ok(true));
        self.trouble.drafts = kept.err().map(|error| error.to_string());
        if self.keeper.wants_sync() {
            self.send(OWN, Request::SyncDrafts);
        }
        let trouble = self.trouble.words();
        let is_news = (saving, &trouble) != (self.env.saving, &self.env.trouble);
        (self.env.saving, self.env.trouble) = (saving, trouble);
        is_news
    }

    /// Asks for news of others, and notices a worker that has died.
    fn poll(&mut self) {
        if self.polled.elapsed() >= TICK {
            self.polled = Instant::now();
            self.send(OWN, Request::Poll);
        }
    }

    fn send(&mut self, ticket: Ticket, request: Request) {
        if let Err(gone) = self.worker.send(ticket, request) {
            let report = self.reports.last();
            let report = report.map_or_else(String::new, |file| format!(" ({})", file.display()));
            self.trouble.gone = Some(format!("{gone}{report}"));
        }
    }
}

/// Text after text is one text: a long paste is one change, however it came.
fn join(messages: &mut Vec<Msg>, said: Msg) {
    match (messages.last_mut(), said) {
        (Some(Msg::Typed(before)), Msg::Typed(text))
        | (Some(Msg::Paste(before)), Msg::Paste(text)) => before.push_str(&text),
        (_, said) => messages.push(said),
    }
}
