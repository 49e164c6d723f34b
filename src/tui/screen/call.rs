//! The call: intake, the category's questions and the wrap-up, with the same keys from the first word to the last.

mod about;
mod acting;
mod answering;
mod aside;
pub mod draft;
mod entry;
mod file;
mod forms;
mod going;
mod hearing;
mod lookup;
mod noting;
mod place;
mod sending;
mod sheet;
mod side;
mod state;
mod view;
mod wrap;

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use self::entry::Entry;
use self::place::Place;
use self::sheet::{Sheet, Wish};
use self::side::Side;
use self::state::{Ahead, Complaint, Shown, Stage};
use super::{Offer, Screen};
use crate::domain::command::Until;
use crate::domain::id::Moment;
use crate::domain::reference::Reference;
use crate::tui::act::Acts;
use crate::tui::env::Env;
use crate::tui::file::FileState;
use crate::tui::keymap::{Action, Context};
use crate::tui::msg::{Reply, Ticket, Typed};
use crate::tui::outbox::{Answer, Outbox};
use crate::tui::route::CallFor;
use crate::tui::widget::field::Field;
use crate::tui::widget::header::Header;
use crate::tui::widget::list::List;
use crate::tui::words;

/// One call, as the agent sees it.
#[derive(Debug)]
pub struct CallScreen {
    sheet: Sheet,
    place: Place,
    entry: Entry,
    /// What was typed and not yet taken, by place.
    texts: BTreeMap<String, String>,
    /// Earlier promises of which it was said whether this call keeps them, and whether it does.
    settled: BTreeMap<(Reference, u32), bool>,
    /// The labels of places are shown, to go to one of them; what was typed of a label.
    going: Option<String>,
    /// The one of them that Enter goes to.
    at: List,
    side: Side,
    /// What is wrong with what was typed, or what a check has against it; Enter once more accepts a warning.
    complaint: Option<Complaint>,
    shown: Shown,
    /// Where what is typed is kept.
    draft_key: String,
    /// The request that begins or takes up the call.
    beginning: Option<Ticket>,
    /// The request for what the store knows.
    asking: Option<Ticket>,
    stage: Stage,
    /// We call back about this incident.
    about: Option<Reference>,
    /// What is missing before this is asked first.
    asks: Option<Until>,
    /// The incident to turn to as soon as the store says that the call is about it.
    turn_to: Option<Reference>,
    /// Where the agent was when they asked for the incident that the call is about.
    asked_from: Option<Place>,
    /// What was taken and is not known to be in the database yet, by place.
    sent: BTreeMap<String, String>,
    /// What was promised in this call.
    promised: BTreeMap<Reference, (String, Moment)>,
    /// Why nothing was promised.
    no_promise: BTreeMap<Reference, String>,
    acts: Acts,
    /// The incidents whose read-back the caller confirmed.
    confirmed: BTreeSet<Reference>,
    /// Something was typed or moved at this place since it was shown.
    touched: bool,
    /// What was typed while the store was still looking for who or what was meant.
    ahead: VecDeque<Ahead>,
    /// The callers that were found, by id: whoever is none of them calls for the first time.
    known_callers: Vec<String>,
}

/// What the screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Take what stands there, and go on.
    Enter,
    /// Take an option.
    Pick(usize),
    /// Move among options or hits.
    Move(Action),
    /// Do what the key says, after a look at the place.
    Act(Action),
}

impl CallScreen {
    /// A call that begins now, or one that is taken up again.
    pub fn new(call: &CallFor, env: &Env) -> Self {
        let number = match call {
            CallFor::New(number) | CallFor::About { number, .. } => number.clone(),
            _ => None,
        };
        let mut screen = Self {
            sheet: Sheet::new(env, number),
            place: Place::ReadBack,
            entry: Entry::Nothing,
            texts: BTreeMap::new(),
            settled: BTreeMap::new(),
            going: None,
            at: List::default(),
            side: Side::default(),
            complaint: None,
            shown: Shown::default(),
            beginning: None,
            asking: None,
            stage: match call {
                CallFor::TakeUp(_) => Stage::TakenUp,
                _ => Stage::Running,
            },
            draft_key: draft::key_for(call, env),
            about: match call {
                CallFor::Back(reference) | CallFor::ToAsk(reference, _) => Some(*reference),
                _ => None,
            },
            asks: None,
            turn_to: None,
            asked_from: None,
            sent: BTreeMap::new(),
            promised: BTreeMap::new(),
            no_promise: BTreeMap::new(),
            acts: Acts::default(),
            confirmed: BTreeSet::new(),
            touched: false,
            ahead: VecDeque::new(),
            known_callers: vec![],
        };
        match call {
            CallFor::TakeUp(id) => screen.sheet.call = Some(id.clone()),
            CallFor::Leftover(_) => screen.restore(env),
            CallFor::About { category, .. } => screen.begin_with(category),
            CallFor::ToAsk(_, until) => screen.asks = Some(*until),
            CallFor::New(_) | CallFor::Back(_) => {}
        }
        let first = screen.next_question(&screen.sheet.run(), None);
        let first = first.and_then(|position| Place::at(&screen.sheet.run(), position));
        screen.place = first.unwrap_or(Place::Promise);
        screen.lay_out(env.now);
        screen
    }

    /// Makes the input of the place where the agent is.
    fn lay_out(&mut self, now: Moment) {
        self.complaint = None;
        self.touched = self.texts.contains_key(&self.place.key());
        self.entry = self.entry_here(now);
    }

    /// The clock of the call.
    fn clock(&self, env: &Env) -> String {
        words::call_clock(env.now - self.sheet.started)
    }
}

impl Screen for CallScreen {
    type Msg = Msg;

    fn context(&self) -> Context {
        if self.going.is_some() {
            Context::CallText
        } else {
            self.entry.context()
        }
    }

    fn header(&self, env: &Env) -> Header {
        let mut header = Header::new(format!("CALL {}", self.clock(env)));
        for fact in view::who(&self.sheet) {
            header = header.fact(Span::raw(fact));
        }
        let reference = self
            .sheet
            .reference()
            .map(|reference| reference.to_string());
        let state = if self.sheet.is_settled() {
            "saved"
        } else {
            "saving…"
        };
        header.aside(reference.unwrap_or_default()).right(state)
    }

    fn offer(&self, _env: &Env, action: Action) -> Offer<Msg> {
        if let Some(reason) = self.has_to_wait(action) {
            return Offer::NotNow(reason);
        }
        match action {
            Action::Close
                if self.going.is_some()
                    || self.shown.more
                    || self.shown.pane
                    || self.place == Place::About =>
            {
                Offer::Do(Msg::Act(action))
            }
            Action::Close => Offer::NotNow("The call goes on. Park it, or end it."),
            Action::Pick(number) => {
                let index = usize::from(number).saturating_sub(1);
                if index < self.pickable() {
                    Offer::Do(Msg::Pick(index))
                } else {
                    Offer::Unknown
                }
            }
            Action::Enter => Offer::Do(Msg::Enter),
            _ if self.going.is_some() && self.at.moves(action) => Offer::Do(Msg::Move(action)),
            _ if self.entry.moves(action) => Offer::Do(Msg::Move(action)),
            Action::Down | Action::Up if self.place == Place::ReadBack => {
                Offer::Do(Msg::Move(action))
            }
            Action::EndCall if self.place == Place::ReadBack => Offer::NotNow(
                "Read it out first: Enter when they confirm it, or skip it and say why.",
            ),
            Action::DoesNotKnow | Action::Skip | Action::Declines | Action::Source
                if self.going.is_some() =>
            {
                Offer::NotNow("Choose a place first; esc closes the list.")
            }
            Action::NewCall => Offer::NotNow("A call is running. Park it first."),
            Action::AnotherIncident if self.sheet.current.is_none() => {
                Offer::NotNow("The first problem is not recorded yet.")
            }
            Action::Park if self.sheet.call.is_none() => {
                Offer::NotNow("The call is just beginning.")
            }
            Action::Resolve | Action::Tried | Action::Note | Action::Promise
                if self.sheet.reference().is_none() =>
            {
                Offer::NotNow("The call is just beginning.")
            }
            Action::DoesNotKnow | Action::Skip | Action::Declines | Action::Source
                if !self.is_at_a_question() =>
            {
                if action == Action::Skip && matches!(self.place, Place::Promise | Place::ReadBack)
                {
                    Offer::Do(Msg::Act(action))
                } else {
                    Offer::NotNow("There is no question here.")
                }
            }
            Action::DoesNotKnow
            | Action::Skip
            | Action::Declines
            | Action::Source
            | Action::Note
            | Action::Tried
            | Action::PreviousQuestion
            | Action::NextQuestion
            | Action::TabNext
            | Action::TabBack
            | Action::GoTo
            | Action::About
            | Action::AnotherIncident
            | Action::Park
            | Action::EndCall
            | Action::MoreHelp
            | Action::SidePane
            | Action::NoteFlow
            | Action::Promise
            | Action::Resolve => Offer::Do(Msg::Act(action)),
            _ => Offer::Unknown,
        }
    }

    fn only_field(&self) -> Option<&Field> {
        match (&self.place, &self.entry) {
            (Place::Question { .. }, Entry::Text(field))
                if self.going.is_none() && self.complaint.is_none() && !field.is_blank() =>
            {
                Some(field)
            }
            _ => None,
        }
    }

    fn word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Enter if self.going.is_some() => Some("go there"),
            Action::Enter if self.place == Place::ReadBack => Some("confirmed, file it"),
            Action::Enter if self.place == Place::About => Some("about this one"),
            Action::Pick(_) if self.place == Place::ReadBack => Some("that is wrong"),
            Action::Skip if self.place == Place::Promise => Some("no promise…"),
            Action::Skip if self.place == Place::ReadBack => Some("not read back…"),
            _ => None,
        }
    }

    fn update(&mut self, env: &Env, msg: Msg, out: &mut Outbox) {
        self.sheet.resume();
        self.begin_or_ask(env, out, false);
        match msg {
            Msg::Enter if self.going.is_some() => self.go_there(env, out),
            Msg::Move(action) if self.going.is_some() => self.at.go(action),
            Msg::Enter if self.is_behind() => self.ahead.push_back(Ahead::Enter),
            Msg::Enter => self.enter(env, out),
            Msg::Pick(index) => self.pick(env, index, out),
            Msg::Move(Action::Down) if self.place == Place::ReadBack => {
                self.shown.scrolled = (self.shown.scrolled + 1).min(wrap::MOST_LINES);
            }
            Msg::Move(Action::Up) if self.place == Place::ReadBack => {
                self.shown.scrolled = self.shown.scrolled.saturating_sub(1);
            }
            Msg::Move(action) => {
                self.touched = true;
                self.complaint = None;
                self.entry.go(action);
            }
            Msg::Act(action) => self.act(env, action, out),
        }
        self.sheet.send(env, out);
        self.look_aside(env, out);
    }

    fn on_text(&mut self, env: &Env, typed: &Typed, out: &mut Outbox) {
        match (&self.going, typed) {
            (Some(_), Typed::Text(text)) => self.type_label(env, text, out),
            (Some(_), _) => {}
            (None, _) if self.is_behind() => self.ahead.push_back(Ahead::Typed(typed.clone())),
            (None, _) => self.type_text(env, typed, out),
        }
    }

    fn refresh(&mut self, env: &Env, out: &mut Outbox) {
        self.begin_or_ask(env, out, true);
        self.look_up(env, out);
    }

    fn on_reply(&mut self, env: &Env, ticket: Ticket, reply: &Reply, out: &mut Outbox) {
        if self.side.take(ticket, reply) {
            self.remember();
            if self.place == Place::About && self.entry.typed().is_none() {
                self.look_up(env, out);
            }
            return;
        }
        self.heard(env, ticket, reply, out);
        self.remember();
        self.sheet.send(env, out);
        self.look_aside(env, out);
    }

    fn on_file(&mut self, env: &Env, typed: &str, state: &FileState, out: &mut Outbox) {
        self.file_is(env, typed, state, out);
        self.sheet.send(env, out);
        self.look_aside(env, out);
    }

    fn on_answer(&mut self, env: &Env, to: Action, answer: Answer, out: &mut Outbox) {
        self.answered(env, to, answer, out);
        self.sheet.send(env, out);
    }

    fn view(&self, env: &Env, frame: &mut Frame, area: Rect) {
        view::view(self, env, frame, area);
    }
}
