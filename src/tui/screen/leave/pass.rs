//! Passing on: offers in one go, answers at this keyboard, leaving; and what the store says to each.

use super::closing::Closing;
use super::here::{self, Here};
use super::plan::{self, Next};
use super::{ABOUT, Leave};
use crate::domain::command::{AllTheSame, Change, Command, Known};
use crate::domain::id::AgentId;
use crate::domain::reference::Reference;
use crate::tui::act::handoff::{offer_form, offer_of};
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::outbox::{Form, Outbox};
use crate::tui::route::{CallFor, Route};
use crate::tui::screen::Screen;
use crate::tui::words;

/// What the store was asked to record.
#[derive(Debug)]
pub(super) enum Sent {
    Offers(AgentId, usize),
    Accepted(Reference),
    Declined,
    Left { watcher: Option<AgentId> },
}

impl Leave {
    /// Has the store carry out commands as somebody: the one who leaves, or the receiver who is here.
    fn execute(
        &mut self,
        env: &Env,
        who: &AgentId,
        commands: Vec<Command>,
        sent: Sent,
        out: &mut Outbox,
    ) {
        let as_them = Env {
            agent: who.clone(),
            ..env.clone()
        };
        self.sent = Some((out.execute(&as_them, commands), sent));
    }

    pub(super) fn do_next(&mut self, env: &Env, out: &mut Outbox) {
        match plan::next(&self.checklist, self.world.as_ref(), &env.agent) {
            Next::Call(call) => out.go(Route::Call(CallFor::TakeUp(call))),
            Next::Row(index, action) => {
                self.list.select(index);
                match action {
                    Action::Assign => self.ask_who(out),
                    action => self.act(env, action, out),
                }
            }
            Next::Wait => {}
            Next::Leave if !self.saw_texts && env.unrecorded().next().is_some() => {
                self.show_texts(env, out);
            }
            Next::Leave => {
                let leave = Command::LeaveTheHotline { all_the_same: None };
                let sent = Sent::Left { watcher: None };
                self.execute(env, &env.agent, vec![leave], sent, out);
            }
        }
    }

    pub(super) fn ask_who(&mut self, out: &mut Outbox) {
        let references = self.to_assign();
        let title = match references.as_slice() {
            [only] => format!("Offer {only} to somebody"),
            several => format!("Offer {} incidents to somebody", several.len()),
        };
        let me = self.world.as_ref();
        let owner = references
            .first()
            .and_then(|first| me?.incidents.get(first));
        let others = self.people.iter();
        let others = others.filter(|name| owner.is_none_or(|it| !it.owner.is(&AgentId::of(name))));
        out.form(offer_form(title, others.cloned().collect()).about(&ABOUT));
    }

    pub(super) fn offer_all(&mut self, env: &Env, values: &[String], out: &mut Outbox) {
        let offer = offer_of(values);
        let Change::Offer { to, .. } = &offer else {
            return;
        };
        let references = self.to_assign();
        let sent = Sent::Offers(to.clone(), references.len());
        let commands = references.into_iter();
        let commands = commands.map(|reference| Command::Incident(reference, offer.clone()));
        self.execute(env, &env.agent, commands.collect(), sent, out);
    }

    pub(super) fn act(&mut self, env: &Env, action: Action, out: &mut Outbox) {
        let Some(incident) = self.selected().cloned() else {
            return;
        };
        let callers = self.world.as_ref().map(|world| &world.callers);
        let caller = incident.caller.as_ref().and_then(|id| callers?.get(id));
        let known = Known {
            incident: &incident,
            call: None,
            caller,
            customer: None,
        };
        self.acts.begin(env, known, action, out);
    }

    pub(super) fn answer_here(&mut self, env: &Env, action: Action, out: &mut Outbox) {
        let (Some(row), Some(to)) = (self.row(), self.receiver()) else {
            return;
        };
        let here = if action == Action::Accept {
            Here::accepts(to, &self.checklist, row.reference)
        } else {
            Here::declines(to, row.reference)
        };
        self.here = Some(here);
        self.ask_here(env, out);
    }

    fn ask_here(&mut self, env: &Env, out: &mut Outbox) {
        let asked = self.here.as_ref().and_then(|here| {
            let incident = self.incident(here.reference()?)?;
            Some((here, incident))
        });
        match asked {
            Some((here, incident)) if here.declines => out.form(here.why_not(incident)),
            Some((here, incident)) => out.confirm(here.read_back(incident, env.now)),
            None => self.here = None,
        }
    }

    pub(super) fn answered_here(&mut self, env: &Env, values: &[String], out: &mut Outbox) {
        let Some(here) = &self.here else { return };
        let Some(incident) = here.reference().and_then(|it| self.incident(it)) else {
            return;
        };
        let (who, reference) = (here.who.clone(), incident.reference);
        let (change, sent) = if here.declines {
            let reason = values.first().cloned().unwrap_or_default();
            (Change::Decline { reason }, Sent::Declined)
        } else {
            (here::acceptance(incident), Sent::Accepted(reference))
        };
        self.execute(
            env,
            &who,
            vec![Command::Incident(reference, change)],
            sent,
            out,
        );
    }

    pub(super) fn recorded(&mut self, env: &Env, sent: Sent, out: &mut Outbox) {
        match sent {
            Sent::Offers(to, count) => {
                out.forget_draft(Form::draft_key(Action::Assign, &ABOUT));
                self.marked.clear();
                let them = words::count(
                    i64::try_from(count).unwrap_or(i64::MAX),
                    "incident",
                    "incidents",
                );
                out.toast(format!(
                    "{them} offered to {to}. They stay yours until {to} accepts."
                ));
            }
            Sent::Accepted(reference) => {
                if let Some(here) = &mut self.here {
                    here.goes_on();
                    out.toast(format!("{} has {reference} now.", here.who));
                }
                self.ask_here(env, out);
            }
            Sent::Declined => {
                if let Some(reference) = self.here.take().and_then(|here| here.reference()) {
                    out.forget_draft(Form::draft_key(Action::DeclineHandoff, &reference));
                }
                out.toast("Declined; it stays yours.");
            }
            Sent::Left { watcher } => {
                out.forget_draft(Form::draft_key(Action::LeaveAnyway, &ABOUT));
                self.closing = Some(Closing::new(&self.checklist, watcher, env.now));
            }
        }
    }

    /// What was refused is asked again, with what was typed; the app says why it was refused.
    pub(super) fn refused(&mut self, env: &Env, sent: &Sent, out: &mut Outbox) {
        match sent {
            Sent::Offers(..) => self.ask_who(out),
            Sent::Left { watcher: Some(_) } => out.form(self.all_the_same(env)),
            Sent::Declined => self.ask_here(env, out),
            // What was read back may be what has changed: it is looked at again first.
            Sent::Accepted(_) | Sent::Left { watcher: None } => {
                self.here = None;
                self.refresh(env, out);
            }
        }
    }

    pub(super) fn all_the_same(&self, env: &Env) -> Form {
        let others = self.people.iter();
        let others = others.filter(|name| !env.agent.is(&AgentId::of(name)));
        Form::new(Action::LeaveAnyway, "Leave all the same")
            .about(&ABOUT)
            .line("Why you cannot hand everything over")
            .pick("Who watches what you leave", others.cloned().collect())
            .newcomer("Nobody of this name was here yet.")
            .hint("Every colleague sees it until everything is handed over.")
    }

    pub(super) fn leave_all_the_same(&mut self, env: &Env, values: &[String], out: &mut Outbox) {
        let value = |index: usize| values.get(index).map_or("", String::as_str);
        let watcher = AgentId::of(value(1));
        let all_the_same = Some(AllTheSame {
            reason: value(0).to_owned(),
            watcher: watcher.clone(),
        });
        let leave = Command::LeaveTheHotline { all_the_same };
        let watcher = Some(watcher);
        self.execute(env, &env.agent, vec![leave], Sent::Left { watcher }, out);
    }
}
