//! What can be done to one incident, whichever screen it is done from: the same keys, forms and sentences everywhere.

mod entry;
pub mod handoff;
mod needed;
pub mod promise;
mod resolve;

use super::env::Env;
use super::keymap::Action;
use super::msg::{Reply, Ticket};
use super::outbox::{Answer, Confirm, Form, Outbox};
use super::route::{CallFor, Route};
use super::screen::Offer;
use crate::domain::command::{Change, Command, Known, Until};
use crate::domain::id::{AgentId, Moment};
use crate::domain::incident::{Incident, Status};
use crate::domain::reference::Reference;

/// The acts of a screen: which form is open, and what waits for the store.
///
/// A screen asks [`offer`] in its own `offer`, and hands [`Acts::begin`], [`Acts::on_answer`] and [`Acts::on_reply`]
/// what concerns them.
#[derive(Debug, Default)]
pub struct Acts {
    people: Vec<String>,
    open: Option<Open>,
    sent: Vec<Sent>,
    /// What was refused and is asked again, as soon as the screen is on top.
    refused: Option<Open>,
    /// Asked for before the incident was read.
    early: Option<(Reference, Action)>,
    /// The call back that comes next is to ask what is missing before this.
    asks: Option<Until>,
}

/// A question about an incident, as the incident was when it was asked.
#[derive(Debug)]
struct Open {
    ask: Box<dyn Ask>,
    about: About,
}

/// An incident, and the name of its caller.
#[derive(Debug)]
struct About {
    incident: Incident,
    caller: Option<String>,
}

/// What the store was asked to record, and the form that it came from.
#[derive(Debug)]
struct Sent {
    ticket: Ticket,
    done: &'static str,
    form: Option<Open>,
}

impl About {
    fn of(known: Known<'_>) -> Self {
        Self {
            incident: known.incident.clone(),
            caller: known.caller.map(|caller| caller.name.clone()),
        }
    }
}

/// What a form asked for, for a screen that sends it itself.
#[derive(Debug)]
pub struct Asked {
    /// The incident.
    pub of: Reference,
    /// What is to be recorded.
    pub changes: Vec<Change>,
    /// The incident is the one at hand, whatever name it gets.
    pub is_here: bool,
    form: Option<Form>,
    done: &'static str,
}

impl Asked {
    /// Whether it moves this promise.
    pub fn moves(&self, wanted: u32) -> bool {
        self.changes
            .iter()
            .any(|change| matches!(change, Change::Move { promise, .. } if *promise == wanted))
    }

    /// It is recorded: what was typed need not be kept any more.
    pub fn recorded(self, out: &mut Outbox) {
        if let Some(form) = self.form {
            form.forget(out);
        }
        out.toast(self.done);
    }
}

/// Something that is asked before an act can be done: a form, or a last look.
trait Ask: std::fmt::Debug {
    /// What is shown.
    fn show(&self, setting: &Setting<'_>) -> Shown;

    /// What follows from the answer; the error is a sentence for the person.
    fn take(&self, setting: &Setting<'_>, values: &Values) -> Result<Next, String>;

    /// What is said once it is recorded.
    fn done(&self) -> &'static str {
        "Recorded."
    }
}

/// What a question may look at.
struct Setting<'a> {
    incident: &'a Incident,
    caller: Option<&'a str>,
    me: &'a AgentId,
    people: &'a [String],
    now: Moment,
}

/// What is shown to ask.
enum Shown {
    Form(Form),
    Confirm(Confirm),
}

/// What follows from an answer.
enum Next {
    Ask(Box<dyn Ask>),
    Do(Vec<Change>),
    /// A call back comes first, to ask what is missing before this.
    CallBack(Until),
}

/// The values of a form, in the order of its fields.
struct Values(Vec<String>);

impl Values {
    fn at(&self, index: usize) -> String {
        self.0.get(index).cloned().unwrap_or_default()
    }
}

/// Whether an action can be done to an incident, and how it begins.
enum Ready {
    /// Something has to be asked.
    Ask(Box<dyn Ask>),
    /// It is done at once.
    Do(Box<Change>, &'static str),
    /// It leads elsewhere, and records nothing.
    Leads(fn(&Incident, &mut Outbox)),
    /// It would work, but not now.
    NotNow(&'static str),
}

type How = fn(&Incident, &AgentId) -> Ready;

/// Every act.
const ACTS: &[(Action, How)] = &[
    (Action::CallBack, entry::call_back),
    (Action::Note, entry::note),
    (Action::Tried, entry::tried),
    (Action::NextStep, entry::next_step),
    (Action::SetPriority, entry::priority),
    (Action::Escalate, entry::escalate),
    (Action::CopyReference, entry::copy),
    (Action::Promise, promise::promise),
    (Action::Resolve, resolve::resolve),
    (Action::Reopen, resolve::reopen),
    (Action::TellCustomer, handoff::tell_customer),
    (Action::Assign, handoff::assign),
    (Action::Edit, handoff::edit_brief),
    (Action::Accept, handoff::accept),
    (Action::DeclineHandoff, handoff::decline),
    (Action::TakeBack, handoff::take_back),
];

/// Whether an action is an act, and can be done to this incident by this agent at this moment.
pub fn offer(incident: &Incident, me: &AgentId, action: Action) -> Offer<Action> {
    match ready(incident, me, action) {
        None => Offer::Unknown,
        Some(Ready::NotNow(reason)) => Offer::NotNow(reason),
        Some(_) => Offer::Do(action),
    }
}

/// Whether an action is an act at all, for a list in which nothing is selected.
pub fn is_act(action: Action) -> bool {
    ACTS.iter().any(|(known, _)| *known == action)
}

/// A better word for an act in the footer than the table's, because of how the incident stands.
pub fn word(incident: &Incident, action: Action) -> Option<&'static str> {
    match (action, incident.status) {
        (Action::Escalate, Status::Escalated) => Some("came back"),
        _ => None,
    }
}

fn ready(incident: &Incident, me: &AgentId, action: Action) -> Option<Ready> {
    let (_, how) = ACTS.iter().find(|(known, _)| *known == action)?;
    Some(how(incident, me))
}

impl Acts {
    /// Says whose names to propose.
    pub fn meet(&mut self, people: Vec<String>) {
        self.people = people;
    }

    /// Remembers an act on an incident that the store is still reading; [`Acts::read`] begins it.
    pub fn early(&mut self, incident: Reference, action: Action) {
        self.early = Some((incident, action));
    }

    /// An incident has been read: what was asked of it meanwhile begins. What was asked of another one is forgotten,
    /// because the agent has moved on.
    pub fn read(&mut self, env: &Env, known: Known<'_>, out: &mut Outbox) {
        let early = self.early.take();
        if let Some((_, action)) = early.filter(|(early, _)| *early == known.incident.reference) {
            self.begin(env, known, action, out);
        }
    }

    /// Begins an act on an incident: opens its form, or does it. What needs answers that are missing says which, before
    /// anything is typed.
    pub fn begin(&mut self, env: &Env, known: Known<'_>, action: Action, out: &mut Outbox) {
        let is_ready = !matches!(
            ready(known.incident, &env.agent, action),
            Some(Ready::NotNow(_))
        );
        match needed::before(env, known, action) {
            Some(needed) if is_ready => self.ask(env, Box::new(needed), About::of(known), out),
            _ => self.begin_complete(env, known, action, out),
        }
    }

    /// The same for whoever knows that no answer is missing.
    pub fn begin_complete(
        &mut self,
        env: &Env,
        known: Known<'_>,
        action: Action,
        out: &mut Outbox,
    ) {
        let incident = known.incident;
        let asks = self.asks.take().filter(|_| action == Action::CallBack);
        if let Some(until) = asks {
            out.go(Route::Call(CallFor::ToAsk(incident.reference, until)));
            return;
        }
        match ready(incident, &env.agent, action) {
            Some(Ready::Ask(ask)) => self.ask(env, ask, About::of(known), out),
            Some(Ready::Do(change, done)) => {
                let ticket = execute(env, incident.reference, vec![*change], out);
                self.sent.push(Sent {
                    ticket,
                    done,
                    form: None,
                });
            }
            Some(Ready::Leads(lead)) => lead(incident, out),
            Some(Ready::NotNow(reason)) => out.toast(reason),
            None => {}
        }
    }

    /// Asks until when a promise is moved, and how the customer agreed.
    pub fn begin_to_move(&mut self, env: &Env, known: Known<'_>, promise: u32, out: &mut Outbox) {
        self.ask(env, promise::moved(promise), About::of(known), out);
    }

    /// A form or a confirmation was answered; one that is not of these acts changes nothing.
    pub fn on_answer(&mut self, env: &Env, answer: Answer, out: &mut Outbox) {
        if let Some((open, changes)) = self.follow(env, answer, out) {
            let ticket = execute(env, open.about.incident.reference, changes, out);
            self.sent.push(Sent {
                ticket,
                done: open.ask.done(),
                form: Some(open),
            });
        }
    }

    /// The same for a screen that sends its changes itself, in its own order.
    pub fn on_answer_here(&mut self, env: &Env, answer: Answer, out: &mut Outbox) -> Option<Asked> {
        let (open, changes) = self.follow(env, answer, out)?;
        let form = match open.ask.show(&self.setting(env, &open.about)) {
            Shown::Form(form) => Some(form),
            Shown::Confirm(_) => None,
        };
        Some(Asked {
            of: open.about.incident.reference,
            changes,
            is_here: false,
            form,
            done: open.ask.done(),
        })
    }

    /// What is to be recorded after an answer; nothing as long as more is asked.
    fn follow(
        &mut self,
        env: &Env,
        answer: Answer,
        out: &mut Outbox,
    ) -> Option<(Open, Vec<Change>)> {
        let open = self.open.take()?;
        let values = match answer {
            Answer::Values(values) => Values(values),
            Answer::Yes => Values(Vec::new()),
        };
        match open.ask.take(&self.setting(env, &open.about), &values) {
            Ok(Next::Ask(ask)) => self.ask(env, ask, open.about, out),
            Ok(Next::Do(changes)) => return Some((open, changes)),
            Ok(Next::CallBack(until)) => {
                self.asks = Some(until);
                out.press(Action::CallBack);
            }
            Err(sentence) => {
                out.toast(sentence);
                self.ask(env, open.ask, open.about, out);
            }
        }
        None
    }

    /// The store answered. What was refused is asked again, with what was typed, by
    /// [`Acts::ask_again`]; the app says why.
    pub fn on_reply(&mut self, env: &Env, ticket: Ticket, reply: &Reply, out: &mut Outbox) {
        let Some(position) = self.sent.iter().position(|sent| sent.ticket == ticket) else {
            return;
        };
        let Sent { done, form, .. } = self.sent.remove(position);
        let shown = form.map(|open| (open.ask.show(&self.setting(env, &open.about)), open));
        match (reply, shown) {
            (Reply::Done(_), shown) => {
                if let Some((Shown::Form(form), _)) = shown {
                    form.forget(out);
                }
                out.toast(done);
            }
            (_, Some((Shown::Form(_), open))) => {
                self.refused = Some(open);
            }
            // A last look is not taken again by itself: what it showed may be what has changed.
            (_, _) => {}
        }
    }

    /// Asks again what was refused. Only for the screen on top: elsewhere the answer would go to another one.
    pub fn ask_again(&mut self, env: &Env, out: &mut Outbox) {
        if let Some(refused) = self.refused.take() {
            self.ask(env, refused.ask, refused.about, out);
        }
    }

    fn ask(&mut self, env: &Env, ask: Box<dyn Ask>, about: About, out: &mut Outbox) {
        match ask.show(&self.setting(env, &about)) {
            Shown::Form(form) => out.form(form),
            Shown::Confirm(confirm) => out.confirm(confirm),
        }
        self.open = Some(Open { ask, about });
    }

    fn setting<'a>(&'a self, env: &'a Env, about: &'a About) -> Setting<'a> {
        Setting {
            incident: &about.incident,
            caller: about.caller.as_deref(),
            me: &env.agent,
            people: &self.people,
            now: env.now,
        }
    }
}

fn execute(env: &Env, reference: Reference, changes: Vec<Change>, out: &mut Outbox) -> Ticket {
    let commands = changes.into_iter();
    let commands = commands.map(|change| Command::Incident(reference, change));
    out.execute(env, commands.collect())
}
