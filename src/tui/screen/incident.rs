//! One incident: the next step first, then the promise, then the record, then what happened, newest first.

mod beside;
mod page;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Text};

use super::{Offer, Screen};
use crate::domain::caller::Tier;
use crate::domain::reference::Reference;
use crate::store::{CustomerHistory, IncidentPage, Problem, SimilarHit};
use crate::tui::act::{self, Acts};
use crate::tui::env::Env;
use crate::tui::keymap::{Action, Context};
use crate::tui::msg::{Question, Reply, Ticket};
use crate::tui::outbox::{Answer, Outbox};
use crate::tui::widget::header::Header;
use crate::tui::widget::panes;

/// The incident as it was last read, and where the window stands in it.
#[derive(Debug)]
pub struct Incident {
    reference: Reference,
    page: Option<Box<IncidentPage>>,
    missing: bool,
    history: Option<Box<CustomerHistory>>,
    similar: Vec<SimilarHit>,
    scroll: Scroll,
    acts: Acts,
    waiting: Waiting,
}

/// Where the window stands: so many lines below the top, or above the end. The length in lines is known to the
/// picture alone, so each end has a count of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Scroll {
    FromTop(usize),
    FromEnd(usize),
}

/// The requests whose replies are still of interest.
#[derive(Debug, Default)]
struct Waiting {
    page: Option<Ticket>,
    history: Option<Ticket>,
    similar: Option<Ticket>,
    people: Option<Ticket>,
}

/// What the screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Do something to the incident.
    Act(Action),
    /// Move the window.
    Scroll(Action),
    /// Go back.
    Close,
}

/// How many lines a page is; the height of the window is nothing that `update` may depend on.
const PAGE: usize = 12;

/// The narrowest the text may be for counting its lines: where the window is wider, there are fewer.
const NARROW: usize = 76;

impl Incident {
    /// The screen of this incident, which asks for it as soon as it is on top.
    pub fn new(reference: Reference) -> Self {
        Self {
            reference,
            page: None,
            missing: false,
            history: None,
            similar: Vec::new(),
            scroll: Scroll::FromTop(0),
            acts: Acts::default(),
            waiting: Waiting::default(),
        }
    }

    fn scroll(&mut self, env: &Env, action: Action) {
        let lines = self.page.as_deref();
        let most = lines.map_or(0, |page| page::lines(env, page, NARROW).len());
        self.scroll = match (self.scroll, action) {
            (_, Action::First) => Scroll::FromTop(0),
            (_, Action::Last) => Scroll::FromEnd(0),
            (Scroll::FromTop(at), Action::Down) => Scroll::FromTop((at + 1).min(most)),
            (Scroll::FromTop(at), Action::PageDown) => Scroll::FromTop((at + PAGE).min(most)),
            (Scroll::FromTop(at), Action::Up) => Scroll::FromTop(at.saturating_sub(1)),
            (Scroll::FromTop(at), _) => Scroll::FromTop(at.saturating_sub(PAGE)),
            (Scroll::FromEnd(at), Action::Up) => Scroll::FromEnd((at + 1).min(most)),
            (Scroll::FromEnd(at), Action::PageUp) => Scroll::FromEnd((at + PAGE).min(most)),
            (Scroll::FromEnd(at), Action::Down) => Scroll::FromEnd(at.saturating_sub(1)),
            (Scroll::FromEnd(at), _) => Scroll::FromEnd(at.saturating_sub(PAGE)),
        };
    }

    /// Asks for what stands beside the record.
    fn ask_beside(&mut self, env: &Env, page: &IncidentPage, out: &mut Outbox) {
        let incident = &page.incident;
        if let Some(customer) = &incident.customer {
            let question = Question::History(customer.clone(), None);
            self.waiting.history = Some(out.question(env, question));
        }
        let problem = Problem {
            reference: Some(incident.reference),
            text: page.record.summary.clone(),
            category: page.record.category.clone(),
            product: page.record.product.clone(),
            customer: incident.customer.clone(),
        };
        self.waiting.similar = Some(out.question(env, Question::Similar(problem)));
    }
}

impl Screen for Incident {
    type Msg = Msg;

    fn context(&self) -> Context {
        Context::Incident
    }

    fn header(&self, _env: &Env) -> Header {
        let mut header = Header::new(self.reference.to_string());
        let Some(page) = &self.page else {
            return header;
        };
        header = header.fact(page.incident.priority().words());
        header = header.fact(page.incident.status.words());
        if let Some(customer) = &page.customer {
            header = header.fact(match customer.tier {
                Some(Tier::Gold) => format!("{} ◆ gold", customer.name),
                Some(tier) => format!("{} {}", customer.name, tier.words()),
                None => customer.name.clone(),
            });
        }
        if let Some(caller) = &page.caller {
            header = header.fact(caller.name.clone());
        }
        header
    }

    fn offer(&self, env: &Env, action: Action) -> Offer<Msg> {
        match action {
            Action::Close => return Offer::Do(Msg::Close),
            Action::Down
            | Action::Up
            | Action::PageDown
            | Action::PageUp
            | Action::First
            | Action::Last => return Offer::Do(Msg::Scroll(action)),
            action if !act::is_act(action) => return Offer::Unknown,
            _ => {}
        }
        let Some(page) = &self.page else {
            return if self.missing {
                Offer::NotNow("There is no such incident here.")
            } else {
                Offer::Do(Msg::Act(action))
            };
        };
        match act::offer(&page.incident, &env.agent, action) {
            Offer::Do(action) => Offer::Do(Msg::Act(action)),
            Offer::NotNow(reason) => Offer::NotNow(reason),
            Offer::Unknown => Offer::Unknown,
        }
    }

    fn word(&self, action: Action) -> Option<&'static str> {
        let incident = &self.page.as_ref()?.incident;
        act::word(incident, action)
    }

    fn update(&mut self, env: &Env, msg: Msg, out: &mut Outbox) {
        match msg {
            Msg::Act(action) => {
                let Self { page, acts, .. } = self;
                match page {
                    Some(page) => {
                        acts.begin(env, page.known(), action, out);
                    }
                    None => acts.early(self.reference, action),
                }
            }
            Msg::Scroll(action) => self.scroll(env, action),
            Msg::Close => out.back(),
        }
    }

    fn refresh(&mut self, env: &Env, out: &mut Outbox) {
        let question = Question::Incident(self.reference);
        self.waiting.page = Some(out.question(env, question));
        self.waiting.people = Some(out.question(env, Question::Agents));
    }

    fn on_reply(&mut self, env: &Env, ticket: Ticket, reply: &Reply, out: &mut Outbox) {
        self.acts.on_reply(env, ticket, reply, out);
        let ticket = Some(ticket);
        match reply {
            Reply::Incident(page) if ticket == self.waiting.page => {
                self.missing = page.is_none();
                self.page.clone_from(page);
                if let Some(page) = page {
                    self.acts.read(env, page.known(), out);
                    self.ask_beside(env, page, out);
                }
            }
            Reply::History(history) if ticket == self.waiting.history => {
                self.history.clone_from(history);
            }
            Reply::Similar(similar) if ticket == self.waiting.similar => {
                self.similar.clone_from(similar);
            }
            Reply::Agents(people) if ticket == self.waiting.people => {
                let names = people.iter().map(|person| person.agent.id.to_string());
                self.acts.meet(names.collect());
            }
            _ => {}
        }
    }

    fn ask_again(&mut self, env: &Env, out: &mut Outbox) {
        self.acts.ask_again(env, out);
    }

    fn on_answer(&mut self, env: &Env, _to: Action, answer: Answer, out: &mut Outbox) {
        self.acts.on_answer(env, answer, out);
    }

    fn view(&self, env: &Env, frame: &mut Frame, area: Rect) {
        let Some(page) = &self.page else {
            if self.missing {
                let words = format!("  There is no incident {} here.", self.reference);
                frame.render_widget(Line::raw(words), area);
            }
            return;
        };
        let (main, side) = panes::split(area);
        let text = Rect {
            x: main.x.saturating_add(1),
            width: main.width.saturating_sub(2),
            ..main
        };
        let lines = page::lines(env, page, usize::from(text.width));
        let hidden = lines.len().saturating_sub(usize::from(text.height));
        let first = match self.scroll {
            Scroll::FromTop(at) => at.min(hidden),
            Scroll::FromEnd(at) => hidden.saturating_sub(at),
        };
        let shown: Vec<Line> = lines.into_iter().skip(first).collect();
        frame.render_widget(Text::from(shown), text);
        if let Some(side) = side {
            let inside = panes::side(env.theme, frame, side);
            let width = usize::from(inside.width);
            let lines = beside::lines(env, self.history.as_deref(), &self.similar, width);
            frame.render_widget(Text::from(lines), inside);
        }
    }
}
