//! The desk: what burns first, and whom to call next. What an agent looks at between two calls.

mod notice;
mod picture;
mod row;

use ratatui::Frame;
use ratatui::layout::Rect;

use super::{Offer, Screen};
use crate::domain::command::Command;
use crate::domain::id::Moment;
use crate::domain::reference::Reference;
use crate::store::{DeskPage, IncidentPage, IncidentRow, Question, Shift, Tab};
use crate::tui::act::{self, Acts};
use crate::tui::env::Env;
use crate::tui::keymap::{Action, Context};
use crate::tui::msg::{Reply, Ticket};
use crate::tui::outbox::{Answer, Form, Outbox};
use crate::tui::route::{CallFor, Route};
use crate::tui::widget::header::Header;
use crate::tui::widget::list::List;
use crate::tui::words;

/// The rows of a tab, and the incident that is selected among them.
#[derive(Debug)]
pub struct Desk {
    opened: Moment,
    tab: Tab,
    limit: usize,
    page: Option<DeskPage>,
    list: List,
    selected: Option<Box<IncidentPage>>,
    acts: Acts,
    waiting: Waiting,
}

/// The requests whose replies are still of interest.
#[derive(Debug, Default)]
struct Waiting {
    page: Option<Ticket>,
    incident: Option<Ticket>,
    people: Option<Ticket>,
    shift: Option<Ticket>,
}

/// What the screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Open the selected incident.
    Open(Reference),
    /// Do something to the selected incident.
    Act(Action),
    /// Take up a call that waits.
    TakeUp,
    /// Begin the shift.
    GoOn,
    /// End it.
    Leave,
    /// Move in the list.
    Move(Action),
    /// Go to another tab.
    Tab(Action),
}

/// The tabs in their order.
const TABS: [Tab; 4] = [Tab::Yours, Tab::Offered, Tab::Team, Tab::All];

/// So many rows are asked for at a time; more come when the last one is reached.
const AT_ONCE: usize = 100;

/// How the drafts begin in which the call screen keeps the first words of calls that the store has not named yet.
const CALL_DRAFT: &str = "call:new";

impl Desk {
    /// The desk, which asks for its rows as soon as it is on top.
    pub fn new(env: &Env) -> Self {
        Self {
            opened: env.now,
            tab: Tab::Yours,
            limit: AT_ONCE,
            page: None,
            list: List::default(),
            selected: None,
            acts: Acts::default(),
            waiting: Waiting::default(),
        }
    }

    fn rows(&self) -> &[IncidentRow] {
        self.page.as_ref().map_or(&[], |page| &page.rows)
    }

    fn row(&self) -> Option<&IncidentRow> {
        self.rows().get(self.list.selected()?)
    }

    fn shift(&self) -> Shift {
        self.page
            .as_ref()
            .map(|page| page.shift)
            .unwrap_or_default()
    }

    /// The incident of the selected row, once the store has handed it over.
    fn incident(&self) -> Option<&IncidentPage> {
        let page = self.selected.as_deref()?;
        (Some(page.incident.reference) == self.row().map(|row| row.reference)).then_some(page)
    }

    fn ask_rows(&mut self, env: &Env, out: &mut Outbox) {
        let question = Question::Desk {
            agent: env.agent.clone(),
            tab: self.tab,
            offset: 0,
            limit: self.limit,
        };
        self.waiting.page = Some(out.question(env, question));
    }

    fn ask_incident(&mut self, env: &Env, out: &mut Outbox) {
        let Some(reference) = self.row().map(|row| row.reference) else {
            return;
        };
        self.waiting.incident = Some(out.question(env, Question::Incident(reference)));
    }

    /// Shows the rows; the same incident stays selected if it is still there.
    fn show(&mut self, page: DeskPage) {
        let selected = self.row().map(|row| row.reference);
        let same = page
            .rows
            .iter()
            .position(|row| Some(row.reference) == selected);
        self.list.resize(page.rows.len());
        if let Some(same) = same {
            self.list.select(same);
        }
        self.page = Some(page);
    }

    /// Why nothing is selected.
    fn nothing(&self) -> &'static str {
        if self.page.as_ref().is_some_and(|page| page.tab == self.tab) {
            "There is no incident in this list."
        } else {
            "The list is still being read; press it again."
        }
    }

    fn offer_act(&self, env: &Env, action: Action) -> Offer<Msg> {
        if !act::is_act(action) || action == Action::Edit {
            return Offer::Unknown;
        }
        if self.row().is_none() {
            return Offer::NotNow(self.nothing());
        }
        let Some(page) = self.incident() else {
            return Offer::Do(Msg::Act(action));
        };
        match act::offer(&page.incident, &env.agent, action) {
            Offer::Do(action) => Offer::Do(Msg::Act(action)),
            Offer::NotNow(reason) => Offer::NotNow(reason),
            Offer::Unknown => Offer::Unknown,
        }
    }

    /// Takes up the call that waits; when several do, asks which.
    fn take_up(&self, env: &Env, out: &mut Outbox) {
        let calls = self.page.as_ref().map_or(&[][..], |page| &page.calls);
        let mut options: Vec<(String, String)> = calls
            .iter()
            .map(|call| (call.id.to_string(), notice::call_words(call, env.now)))
            .collect();
        options.extend(leftovers(env).map(|(key, draft)| {
            let words = format!("Not yet taken down: {}", words::fit(&draft, 50));
            (key.to_owned(), words)
        }));
        match options.as_slice() {
            [] => {}
            [(only, _)] => out.go(Route::Call(call_for(only))),
            _ => out
                .form(Form::new(Action::TakeUp, "Several calls wait").choice("Which one", options)),
        }
    }
}

/// The first words of each call that were typed and never became a call, with the key of the draft.
fn leftovers(env: &Env) -> impl Iterator<Item = (&str, String)> {
    let calls = env.unrecorded();
    let calls = calls.filter(|(key, _)| key.starts_with(CALL_DRAFT));
    calls.filter_map(|(key, body)| {
        let draft: serde_json::Value = serde_json::from_str(body).ok()?;
        let texts = draft.get("texts")?.as_object()?.values();
        let mut texts = texts.filter_map(|text| text.as_str());
        let words = texts.find(|text| !text.trim().is_empty())?;
        let words: Vec<&str> = words.split_whitespace().collect();
        Some((key, words.join(" ")))
    })
}

fn call_for(id: &str) -> CallFor {
    if id.starts_with(CALL_DRAFT) {
        CallFor::Leftover(id.to_owned())
    } else {
        CallFor::TakeUp(crate::domain::id::CallId::stored(id))
    }
}

impl Screen for Desk {
    type Msg = Msg;

    fn context(&self) -> Context {
        Context::Desk
    }

    fn header(&self, env: &Env) -> Header {
        self.heading(env)
    }

    fn offer(&self, env: &Env, action: Action) -> Offer<Msg> {
        let on_the_hotline = self.shift().since.is_some();
        let waits = self
            .page
            .as_ref()
            .is_some_and(|page| !page.calls.is_empty());
        match action {
            Action::Enter => match self.row() {
                Some(row) => Offer::Do(Msg::Open(row.reference)),
                None => Offer::NotNow(self.nothing()),
            },
            Action::TakeUp if waits || leftovers(env).next().is_some() => Offer::Do(Msg::TakeUp),
            Action::TakeUp => Offer::NotNow("No call waits."),
            Action::GoOnTheHotline if on_the_hotline => {
                Offer::NotNow("You are on the hotline already.")
            }
            Action::GoOnTheHotline => Offer::Do(Msg::GoOn),
            Action::LeaveTheHotline if on_the_hotline => Offer::Do(Msg::Leave),
            Action::LeaveTheHotline => Offer::NotNow("You are not on the hotline."),
            Action::TabNext | Action::TabBack => Offer::Do(Msg::Tab(action)),
            action if self.list.moves(action) => Offer::Do(Msg::Move(action)),
            action => self.offer_act(env, action),
        }
    }

    fn update(&mut self, env: &Env, msg: Msg, out: &mut Outbox) {
        match msg {
            Msg::Open(reference) => out.go(Route::Incident(reference)),
            Msg::Act(action) => {
                let reference = self.row().map(|row| row.reference);
                let Self { selected, acts, .. } = self;
                match (selected, reference) {
                    (Some(page), Some(reference)) if page.incident.reference == reference => {
                        acts.begin(env, page.known(), action, out);
                    }
                    (_, Some(reference)) => acts.early(reference, action),
                    (_, None) => {}
                }
            }
            Msg::TakeUp => self.take_up(env, out),
            Msg::GoOn => {
                self.waiting.shift = Some(out.execute(env, vec![Command::GoOnTheHotline]));
            }
            Msg::Leave => out.go(Route::Leave),
            Msg::Move(action) => {
                self.list.go(action);
                self.ask_incident(env, out);
                let is_last = self
                    .list
                    .selected()
                    .is_some_and(|at| at + 1 == self.rows().len());
                if is_last && self.page.as_ref().is_some_and(|page| page.more) {
                    self.limit += AT_ONCE;
                    self.ask_rows(env, out);
                }
            }
            Msg::Tab(action) => {
                let at = TABS.iter().position(|tab| *tab == self.tab).unwrap_or(0);
                let step = if action == Action::TabNext {
                    1
                } else {
                    TABS.len() - 1
                };
                self.tab = TABS
                    .get((at + step) % TABS.len())
                    .copied()
                    .unwrap_or(Tab::Yours);
                self.limit = AT_ONCE;
                self.list = List::default();
                self.ask_rows(env, out);
            }
        }
    }

    fn refresh(&mut self, env: &Env, out: &mut Outbox) {
        self.ask_rows(env, out);
        self.waiting.people = Some(out.question(env, Question::Agents));
    }

    fn on_reply(&mut self, env: &Env, ticket: Ticket, reply: &Reply, out: &mut Outbox) {
        self.acts.on_reply(env, ticket, reply, out);
        let ticket = Some(ticket);
        match reply {
            Reply::Desk(page) if ticket == self.waiting.page => {
                self.show(DeskPage::clone(page));
                self.ask_incident(env, out);
            }
            Reply::Incident(page) if ticket == self.waiting.incident => {
                self.selected.clone_from(page);
                if let Some(page) = page {
                    self.acts.read(env, page.known(), out);
                }
            }
            Reply::Agents(people) if ticket == self.waiting.people => {
                let names = people.iter().map(|person| person.agent.id.to_string());
                self.acts.meet(names.collect());
            }
            Reply::Done(_) if ticket == self.waiting.shift => {
                out.toast("You are on the hotline.");
            }
            _ => {}
        }
    }

    fn ask_again(&mut self, env: &Env, out: &mut Outbox) {
        self.acts.ask_again(env, out);
    }

    fn on_answer(&mut self, env: &Env, to: Action, answer: Answer, out: &mut Outbox) {
        match (to, answer) {
            (Action::TakeUp, Answer::Values(values)) => {
                if let Some(id) = values.first() {
                    out.go(Route::Call(call_for(id)));
                }
            }
            (_, answer) => self.acts.on_answer(env, answer, out),
        }
    }

    fn view(&self, env: &Env, frame: &mut Frame, area: Rect) {
        self.draw(env, frame, area);
    }
}
