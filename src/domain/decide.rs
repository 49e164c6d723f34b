//! The rules: which facts follow from a command, a file for each kind of thing.

mod call;
mod caller;
mod flow_note;
mod go_into;
mod handoff;
mod hide;
pub(super) mod import;
mod incident;
mod leave;
mod promise;

use super::command::{Change, Command, Context, Fact, Refusal};
use super::event::{Body, Subject};
use super::id::{AgentId, Moment, is_blank};
use super::incident::{Incident, NextStep};
use super::reference::Reference;
use super::state::State;

/// The facts that follow from a command, or the rule that stands against it.
pub(super) fn facts(
    state: &State,
    context: &Context<'_>,
    command: &Command,
) -> Result<Vec<Fact>, Refusal> {
    // Whoever types a name in another case is the one who is known by it.
    let known = state.agent(context.actor).map(|agent| agent.id.clone());
    let actor = known.as_ref().unwrap_or(context.actor);
    let context = &Context { actor, ..*context };
    let mut facts = vec![];
    if known.is_none() {
        if context.actor.as_str().is_empty() {
            return refuse("Please say who you are first.");
        }
        facts.push(of_agent(context.actor, Body::AgentJoined {}));
    }
    facts.extend(match command {
        Command::Join => vec![],
        Command::GoOnTheHotline => leave::go_on(state, context.actor),
        Command::LeaveTheHotline { all_the_same } => {
            leave::leave(state, context, all_the_same.as_ref())?
        }
        Command::StartCall { number } => call::start(state, context, number.as_deref())?,
        Command::ParkCall(id) => call::park(state, context, id)?,
        Command::ResumeCall(id) => call::resume(state, context, id)?,
        Command::AnswerAboutCaller { call, answer } => {
            caller::answer(state, context, call, answer)?
        }
        Command::LinkCall { call, incident } => call::link(state, context, call, *incident)?,
        Command::GoInto {
            call,
            begun,
            incident,
        } => go_into::go_into(state, context, call, *begun, *incident)?,
        Command::OpenIncident { call } => call::open_incident(state, context, call)?,
        Command::EndCall {
            call,
            ending,
            no_promise,
        } => call::end(state, context, call, *ending, no_promise)?,
        Command::NoteFlow { call, note } => flow_note::note(state, context, call, note)?,
        Command::Incident(reference, change) => {
            let Some(incident) = state.incidents.get(reference) else {
                return refuse(format!("There is no incident {reference} here."));
            };
            change_of(state, context, incident, change)?
                .into_iter()
                .map(|fact| fact.on(*reference))
                .collect()
        }
        Command::Import(record) => import::facts(state, context, record)?,
    });
    let hidden = hide::follow(state, context, &facts);
    facts.extend(hidden);
    Ok(facts)
}

/// A fact about the incident at hand, or about somebody else.
enum Local {
    Here(Body),
    Elsewhere(Fact),
}

impl Local {
    fn on(self, reference: Reference) -> Fact {
        match self {
            Self::Here(body) => of_incident(reference, body),
            Self::Elsewhere(fact) => fact,
        }
    }
}

impl From<Body> for Local {
    fn from(body: Body) -> Self {
        Self::Here(body)
    }
}

type Locals = Result<Vec<Local>, Refusal>;

fn change_of(state: &State, context: &Context<'_>, incident: &Incident, change: &Change) -> Locals {
    match change {
        Change::Answer(answer) => incident::answer(answer),
        Change::ChooseFlow(flow) => Ok(incident::choose_flow(incident, flow)),
        Change::Advise(advice) => Ok(incident::advise(incident, advice)),
        Change::OverridePriority(by_hand) => incident::override_priority(by_hand.as_ref()),
        Change::Plan(step) => incident::plan(state, context, step),
        Change::Add(entry) => incident::add(entry),
        Change::TellCaller(words) => incident::tell_caller(words),
        Change::ConfirmReadBack => Ok(vec![Body::ReadBackConfirmed {}.into()]),
        Change::Escalate { to, why } => incident::escalate(state, context, incident, to, why),
        Change::ReturnFromEscalation { news } => incident::come_back(incident, news),
        Change::Resolve(resolve) => incident::resolve(state, context, incident, resolve),
        Change::TellResolution { how, confirmed } => {
            incident::tell_resolution(incident, how, *confirmed)
        }
        Change::Reopen { reason, next_step } => {
            incident::reopen(state, context, incident, reason, next_step)
        }
        Change::Promise { what, by } => promise::make(context, incident, what, *by),
        Change::Keep { promise, how } => promise::keep(context, incident, *promise, how),
        Change::Break { promise, why } => promise::give_up(context, incident, *promise, why),
        Change::Move {
            promise,
            by,
            consent,
        } => promise::postpone(context, incident, *promise, *by, consent),
        Change::Correct { promise, what, by } => {
            promise::correct(state, context, incident, *promise, (what, *by))
        }
        Change::Offer { to, teller } => handoff::offer(state, context, incident, to, *teller),
        Change::Accept(read_back) => handoff::accept(context, incident, read_back),
        Change::Decline { reason } => handoff::decline(context, incident, reason),
        Change::Withdraw => handoff::withdraw(state, context, incident),
        Change::ChooseTeller(teller) => handoff::choose_teller(state, context, incident, *teller),
        Change::TellCustomer { words } => handoff::tell_customer(context, incident, words),
        Change::WriteBrief { part, text } => Ok(vec![
            Body::BriefWritten {
                part: *part,
                text: text.trim().to_owned(),
            }
            .into(),
        ]),
    }
}

fn refuse<T>(words: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal(words.into()))
}

/// The text without outer white space; one that shows nothing is refused with these words.
fn said(text: &str, otherwise: &str) -> Result<String, Refusal> {
    if is_blank(text) {
        refuse(otherwise)
    } else {
        Ok(text.trim().to_owned())
    }
}

fn in_the_future(by: Moment, now: Moment) -> Result<Moment, Refusal> {
    if by > now {
        Ok(by)
    } else {
        refuse("That time has passed. Please give one that is still to come.")
    }
}

fn of_agent(id: &AgentId, body: Body) -> Fact {
    Fact {
        subject: Subject::Agent(id.clone()),
        body,
    }
}

fn of_incident(reference: Reference, body: Body) -> Fact {
    Fact {
        subject: Subject::Incident(reference),
        body,
    }
}

/// What happens next while nobody has said better: the owner decides, within the hour.
pub(super) fn undecided(owner: &AgentId, now: Moment) -> NextStep {
    NextStep {
        what: UNDECIDED.to_owned(),
        who: owner.clone(),
        by: now + chrono::TimeDelta::hours(1),
    }
}

/// The words of [`undecided`].
pub(super) const UNDECIDED: &str = "decide what happens next";

/// Whether the next step is nobody's plan but follows from there being none, or from a promise.
fn follows_from_promises(incident: &Incident) -> bool {
    let what = &incident.next_step.what;
    what == UNDECIDED
        || incident
            .promises
            .iter()
            .any(|promise| &promise.what == what)
}
