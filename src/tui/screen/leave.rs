//! Leaving the hotline: the handoff as a checklist that fills itself in.

mod closing;
mod detail;
mod here;
mod pass;
mod plan;
mod row;
mod texts;

use std::collections::BTreeSet;

use ratatui::Frame;
use ratatui::layout::Rect;

use self::closing::Closing;
use self::here::Here;
use self::pass::Sent;
use self::plan::Next;
use super::{Offer, Screen};
use crate::domain::id::AgentId;
use crate::domain::incident::Incident;
use crate::domain::leaving::{Checklist, Row, Standing, Turn};
use crate::domain::reference::Reference;
use crate::domain::state::State;
use crate::export::sheet;
use crate::tui::act::{self, Acts};
use crate::tui::env::Env;
use crate::tui::keymap::{Action, Context};
use crate::tui::msg::{Question, Reply, Ticket};
use crate::tui::outbox::{Answer, Outbox};
use crate::tui::widget::header::Header;
use crate::tui::widget::list::List;

/// What the drafts of the forms of this screen are about.
const ABOUT: &str = "leaving";

/// What an agent has to pass on, and what is being done about it.
#[derive(Debug, Default)]
pub struct Leave {
    asked: Option<Ticket>,
    asked_people: Option<Ticket>,
    world: Option<State>,
    checklist: Checklist,
    list: List,
    marked: BTreeSet<Reference>,
    people: Vec<String>,
    acts: Acts,
    sent: Option<(Ticket, Sent)>,
    here: Option<Here>,
    closing: Option<Closing>,
    /// What was asked for before the list was read.
    early: Vec<Action>,
    /// The texts that are not recorded were shown.
    saw_texts: bool,
}

/// What the screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Move in the list.
    Move(Action),
    /// Do the next thing, or leave.
    Next,
    /// Mark the selected incident, or take the mark off.
    Mark,
    /// Mark everything that can be given away, or nothing.
    MarkAll,
    /// Ask who takes what is marked.
    Assign,
    /// The receiver is here and accepts.
    AcceptHere,
    /// The receiver is here and declines.
    DeclineHere,
    /// Do something to the selected incident.
    Act(Action),
    /// Show the texts that are not recorded.
    Texts,
    /// Do this as soon as the list is read.
    Early(Action),
    /// Write the sheet.
    WriteSheet,
    /// Ask why to leave all the same, and who watches.
    LeaveAnyway,
    /// Go back to the desk, still on the hotline.
    Close,
}

impl Leave {
    /// The checklist, still empty.
    pub fn new() -> Self {
        Self::default()
    }

    fn row(&self) -> Option<&Row> {
        self.checklist.rows.get(self.list.selected()?)
    }

    /// Whether it is known what the agent holds, and who there is to take it.
    fn is_read(&self) -> bool {
        self.world.is_some() && (self.asked_people.is_none() || !self.people.is_empty())
    }

    /// Does what was asked for before the list was read.
    fn catch_up(&mut self, env: &Env, out: &mut Outbox) {
        if !self.is_read() {
            return;
        }
        for action in std::mem::take(&mut self.early) {
            match self.offer(env, action) {
                Offer::Do(msg) => self.update(env, msg, out),
                Offer::NotNow(reason) => out.toast(reason),
                Offer::Unknown => {}
            }
        }
    }

    fn incident(&self, reference: Reference) -> Option<&Incident> {
        self.world.as_ref()?.incidents.get(&reference)
    }

    fn selected(&self) -> Option<&Incident> {
        self.incident(self.row()?.reference)
    }

    fn is_on_the_hotline(&self, env: &Env) -> bool {
        let agent = self
            .world
            .as_ref()
            .and_then(|world| world.agent(&env.agent));
        agent.is_some_and(|agent| agent.on_the_hotline_since.is_some())
    }

    /// The receiver of the selected row, who could answer at this keyboard.
    fn receiver(&self) -> Option<&AgentId> {
        match &self.row()?.standing {
            Standing::Waiting { to } => Some(to),
            _ => None,
        }
    }

    /// What can be given to somebody: what is marked, else the selected one.
    fn to_assign(&self) -> Vec<Reference> {
        let is_free = |row: &&Row| can_be_given(&row.standing);
        let free = self.checklist.rows.iter().filter(is_free);
        let marked = free.filter(|row| self.marked.contains(&row.reference));
        let marked: Vec<Reference> = marked.map(|row| row.reference).collect();
        if marked.is_empty() {
            let selected = self.row().filter(is_free);
            selected.map(|row| row.reference).into_iter().collect()
        } else {
            marked
        }
    }

    fn show(&mut self, env: &Env, world: &State) {
        let selected = self.row().map(|row| row.reference);
        self.checklist = Checklist::of(world, &env.agent, env.now);
        self.world = Some(world.clone());
        let rows = &self.checklist.rows;
        let listed = |reference: &Reference| rows.iter().any(|row| row.reference == *reference);
        self.marked.retain(listed);
        let place = rows.iter().position(|row| Some(row.reference) == selected);
        self.list.resize(rows.len());
        if let Some(place) = place {
            self.list.select(place);
        }
    }
}

/// Whether nobody has it or is asked to take it.
fn is_unassigned(standing: &Standing) -> bool {
    matches!(
        standing,
        Standing::Yours | Standing::Declined { .. } | Standing::Promised | Standing::NewsUntold
    )
}

/// Whether somebody could be asked to take it.
fn can_be_given(standing: &Standing) -> bool {
    is_unassigned(standing) || matches!(standing, Standing::Waiting { .. })
}

impl Screen for Leave {
    type Msg = Msg;

    fn context(&self) -> Context {
        Context::Leave
    }

    fn header(&self, env: &Env) -> Header {
        let header = Header::new("Leaving the hotline").fact(env.agent.to_string());
        if self.closing.is_some() || self.world.is_none() {
            return header;
        }
        let list = &self.checklist;
        let counts = [
            (list.count(Turn::Nobody), "ready"),
            (list.count(Turn::Agent), "to do"),
            (list.count(Turn::Receiver), "waiting"),
        ];
        let some = counts.into_iter().filter(|(count, _)| *count > 0);
        some.map(|(count, what)| format!("{count} {what}")).fold(
            header.fact(format!("{} open", list.rows.len())),
            Header::fact,
        )
    }

    fn word(&self, action: Action) -> Option<&'static str> {
        match action {
            Action::Enter if self.closing.is_some() => Some("to the desk"),
            Action::Enter if self.checklist.is_done() => Some("leave the hotline"),
            Action::Accept if self.receiver().is_some() => Some("accept here"),
            Action::DeclineHandoff if self.receiver().is_some() => Some("decline here"),
            _ => None,
        }
    }

    fn offer(&self, env: &Env, action: Action) -> Offer<Msg> {
        if self.closing.is_some() {
            return match action {
                Action::Enter | Action::Close => Offer::Do(Msg::Close),
                _ => Offer::Unknown,
            };
        }
        match action {
            Action::Close => Offer::Do(Msg::Close),
            action if self.list.moves(action) => Offer::Do(Msg::Move(action)),
            Action::Enter
            | Action::Assign
            | Action::Mark
            | Action::MarkAll
            | Action::WriteSheet
            | Action::LeaveAnyway
                if !self.is_read() =>
            {
                Offer::Do(Msg::Early(action))
            }
            // What follows is meant for the form that opens when the list is read.
            Action::NewCall | Action::Search | Action::Palette if !self.early.is_empty() => {
                Offer::NotNow("Still looking at what you hold.")
            }
            Action::TakeUp if env.unrecorded().next().is_none() => {
                Offer::NotNow("Everything that was typed is recorded.")
            }
            Action::TakeUp => Offer::Do(Msg::Texts),
            Action::Enter => {
                let next = plan::next(&self.checklist, self.world.as_ref(), &env.agent);
                match next {
                    Next::Wait => Offer::NotNow(
                        "Your side is done. A receiver who is here can accept at this keyboard.",
                    ),
                    Next::Leave if !self.is_on_the_hotline(env) => {
                        Offer::NotNow("You are not on the hotline, so there is nothing to leave.")
                    }
                    _ => Offer::Do(Msg::Next),
                }
            }
            Action::WriteSheet => Offer::Do(Msg::WriteSheet),
            Action::LeaveAnyway if !self.is_on_the_hotline(env) => {
                Offer::NotNow("You are not on the hotline.")
            }
            Action::LeaveAnyway if self.checklist.is_done() => {
                Offer::NotNow("Nothing is left to do; enter leaves the hotline.")
            }
            Action::LeaveAnyway => Offer::Do(Msg::LeaveAnyway),
            Action::MarkAll | Action::Mark | Action::Assign if self.checklist.rows.is_empty() => {
                Offer::NotNow("There is nothing to hand over.")
            }
            Action::MarkAll => Offer::Do(Msg::MarkAll),
            Action::Mark if self.row().is_some_and(|row| can_be_given(&row.standing)) => {
                Offer::Do(Msg::Mark)
            }
            Action::Mark => Offer::NotNow("Somebody else has this one already."),
            Action::Assign if self.to_assign().is_empty() => {
                Offer::NotNow("Somebody else has this one already.")
            }
            Action::Assign => Offer::Do(Msg::Assign),
            Action::Accept if self.receiver().is_some() => Offer::Do(Msg::AcceptHere),
            Action::DeclineHandoff if self.receiver().is_some() => Offer::Do(Msg::DeclineHere),
            action => match self.selected() {
                Some(incident) => match act::offer(incident, &env.agent, action) {
                    Offer::Do(action) => Offer::Do(Msg::Act(action)),
                    Offer::NotNow(reason) => Offer::NotNow(reason),
                    Offer::Unknown => Offer::Unknown,
                },
                None if act::is_act(action) => Offer::NotNow("There is no incident here."),
                None => Offer::Unknown,
            },
        }
    }

    fn update(&mut self, env: &Env, msg: Msg, out: &mut Outbox) {
        self.here = None;
        match msg {
            Msg::Move(action) => self.list.go(action),
            Msg::Next => self.do_next(env, out),
            Msg::Mark => {
                if let Some(reference) = self.row().map(|row| row.reference) {
                    if !self.marked.remove(&reference) {
                        self.marked.insert(reference);
                    }
                    self.list.go(Action::Down);
                }
            }
            Msg::MarkAll => self.marked = plan::mark_all(&self.checklist, &self.marked),
            Msg::Assign => self.ask_who(out),
            Msg::AcceptHere => self.answer_here(env, Action::Accept, out),
            Msg::DeclineHere => self.answer_here(env, Action::DeclineHandoff, out),
            Msg::Act(action) => self.act(env, action, out),
            Msg::Texts => self.show_texts(env, out),
            Msg::Early(action) => self.early.push(action),
            Msg::WriteSheet => {
                if let Some(world) = &self.world {
                    let name = closing::sheet_name(&env.agent, env.now);
                    out.save(name, sheet::markdown(world, &env.agent, env.now));
                }
            }
            Msg::LeaveAnyway => out.form(self.all_the_same(env)),
            Msg::Close => out.back(),
        }
    }

    fn ask_again(&mut self, env: &Env, out: &mut Outbox) {
        self.acts.ask_again(env, out);
    }

    fn on_answer(&mut self, env: &Env, to: Action, answer: Answer, out: &mut Outbox) {
        let values = match &answer {
            Answer::Values(values) => values.as_slice(),
            Answer::Yes => &[],
        };
        match to {
            Action::Assign => self.offer_all(env, values, out),
            Action::TakeUp => Self::take_up_text(env, values, out),
            Action::LeaveAnyway => self.leave_all_the_same(env, values, out),
            Action::Accept | Action::DeclineHandoff if self.here.is_some() => {
                self.answered_here(env, values, out);
            }
            _ => self.acts.on_answer(env, answer, out),
        }
    }

    fn refresh(&mut self, env: &Env, out: &mut Outbox) {
        self.asked = Some(out.question(env, Question::Leaving(env.agent.clone())));
        self.asked_people = Some(out.question(env, Question::Agents));
    }

    fn on_reply(&mut self, env: &Env, ticket: Ticket, reply: &Reply, out: &mut Outbox) {
        self.acts.on_reply(env, ticket, reply, out);
        if let Some((_, sent)) = self.sent.take_if(|(known, _)| *known == ticket) {
            match reply {
                Reply::Refused(_) | Reply::Failed(_) => self.refused(env, &sent, out),
                _ => self.recorded(env, sent, out),
            }
            return;
        }
        match reply {
            Reply::Leaving(page) if self.asked == Some(ticket) => {
                self.show(env, &page.state);
                self.catch_up(env, out);
            }
            Reply::Agents(people) if self.asked_people == Some(ticket) => {
                self.asked_people = None;
                self.people = people.iter().map(|row| row.agent.id.to_string()).collect();
                self.acts.meet(self.people.clone());
                self.catch_up(env, out);
            }
            _ => {}
        }
    }

    fn view(&self, env: &Env, frame: &mut Frame, area: Rect) {
        match (&self.closing, &self.world) {
            (Some(closing), _) => closing.view(env, frame, area),
            (None, Some(world)) => detail::view(self, world, env, frame, area),
            (None, None) => {}
        }
    }
}
