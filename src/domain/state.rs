//! The world as the events tell it, or the part of it that a command concerns: the fold of the log.

use std::collections::BTreeMap;

use super::agent::Agent;
use super::answer::{Answer, FlowRef};
use super::call::Call;
use super::caller::{Caller, Customer};
use super::event::{Body, Event, Subject};
use super::handoff::Handoff;
use super::id::{AgentId, CallId, CallerId, CustomerId, Moment, Station, fold};
use super::incident::{Attempt, Entry, Incident, NextStep, Recorded, Status};
use super::promise::{Outcome, Promise};
use super::reference::Reference;
use super::{record_of, timeline};

/// What is known, or as much of it as was loaded.
#[derive(Debug, Clone, PartialEq)]
pub struct State {
    /// The station that decides.
    pub station: Station,
    /// The numbers that it gives out next.
    pub counters: Counters,
    /// Agents.
    pub agents: BTreeMap<AgentId, Agent>,
    /// Customers.
    pub customers: BTreeMap<CustomerId, Customer>,
    /// Callers.
    pub callers: BTreeMap<CallerId, Caller>,
    /// Calls.
    pub calls: BTreeMap<CallId, Call>,
    /// Incidents.
    pub incidents: BTreeMap<Reference, Incident>,
}

/// The next running number of each kind at the deciding station.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Counters {
    /// References.
    pub incidents: u32,
    /// Calls.
    pub calls: u64,
    /// Callers.
    pub callers: u64,
    /// Customers.
    pub customers: u64,
}

impl State {
    /// An empty world.
    pub fn new(station: Station, counters: Counters) -> Self {
        Self {
            station,
            counters,
            agents: BTreeMap::new(),
            customers: BTreeMap::new(),
            callers: BTreeMap::new(),
            calls: BTreeMap::new(),
            incidents: BTreeMap::new(),
        }
    }

    /// The agent with this name, in whatever case it was typed.
    pub fn agent(&self, name: &AgentId) -> Option<&Agent> {
        self.agents
            .get(name)
            .or_else(|| self.agents.values().find(|agent| agent.id.is(name)))
    }

    /// The customer with this name, in whatever case it was typed.
    pub fn customer_named(&self, name: &str) -> Option<&Customer> {
        self.customers
            .values()
            .find(|customer| fold(&customer.name) == fold(name))
    }

    /// The calls of an agent that have not ended.
    pub fn running_calls<'a>(&'a self, agent: &'a AgentId) -> impl Iterator<Item = &'a Call> {
        self.calls
            .values()
            .filter(move |call| call.ended.is_none() && call.agent.is(agent))
    }

    /// Folds one event in. An event of something that was not loaded changes nothing.
    pub fn apply(&mut self, event: &Event) {
        self.count(event);
        match &event.subject {
            Subject::Agent(id) => self.apply_to_agent(id, event),
            Subject::Customer(id) => self.apply_to_customer(id, &event.body),
            Subject::Caller(id) => self.apply_to_caller(id, &event.body),
            Subject::Call(id) => self.apply_to_call(id, event),
            Subject::Incident(reference) => self.apply_to_incident(*reference, event),
        }
    }

    /// Numbers that were given out are not given out again.
    fn count(&mut self, event: &Event) {
        let (station, counters) = (self.station, &mut self.counters);
        let used =
            |reference: Reference| (reference.station() == station).then(|| reference.number() + 1);
        match (&event.subject, &event.body) {
            (Subject::Call(_), Body::CallStarted { reserved, .. }) => {
                counters.incidents = counters.incidents.max(used(*reserved).unwrap_or(0));
            }
            (Subject::Incident(reference), _) => {
                counters.incidents = counters.incidents.max(used(*reference).unwrap_or(0));
            }
            _ => {}
        }
        let next = |number: Option<u64>| number.map_or(0, |number| number + 1);
        match &event.subject {
            Subject::Call(id) => counters.calls = counters.calls.max(next(id.number_at(station))),
            Subject::Caller(id) => {
                counters.callers = counters.callers.max(next(id.number_at(station)));
            }
            Subject::Customer(id) => {
                counters.customers = counters.customers.max(next(id.number_at(station)));
            }
            Subject::Agent(_) | Subject::Incident(_) => {}
        }
    }

    fn apply_to_agent(&mut self, id: &AgentId, event: &Event) {
        let agent = self.agents.entry(id.clone()).or_insert_with(|| Agent {
            id: id.clone(),
            on_the_hotline_since: None,
            left_open: None,
        });
        match &event.body {
            Body::ShiftStarted {} => {
                agent.on_the_hotline_since = Some(event.at);
                agent.left_open = None;
            }
            Body::ShiftEnded { left_open } => {
                agent.on_the_hotline_since = None;
                agent.left_open.clone_from(left_open);
            }
            _ => {}
        }
    }

    fn apply_to_customer(&mut self, id: &CustomerId, body: &Body) {
        if let Body::CustomerAdded { name } = body {
            let name = name.clone();
            self.customers.insert(
                id.clone(),
                Customer {
                    id: id.clone(),
                    name,
                    tier: None,
                    account_manager: None,
                },
            );
        }
        let Some(customer) = self.customers.get_mut(id) else {
            return;
        };
        match body {
            Body::CustomerTierSet { tier } => customer.tier = Some(*tier),
            Body::AccountManagerSet { name } => customer.account_manager = Some(name.clone()),
            _ => {}
        }
    }

    fn apply_to_caller(&mut self, id: &CallerId, body: &Body) {
        if let Body::CallerAdded { name } = body {
            let (id, name) = (id.clone(), name.clone());
            let caller = Caller {
                id,
                name,
                phones: vec![],
                email: None,
                role: None,
                level: None,
                customer: None,
            };
            self.callers.insert(caller.id.clone(), caller);
        }
        let Some(caller) = self.callers.get_mut(id) else {
            return;
        };
        match body {
            Body::CallerRenamed { name } => caller.name.clone_from(name),
            Body::CallerPhoneSet { phone } => {
                caller.phones.retain(|known| known != phone);
                caller.phones.insert(0, phone.clone());
            }
            Body::CallerEmailSet { email } => caller.email = Some(email.clone()),
            Body::CallerRoleSet { role } => caller.role = Some(*role),
            Body::CallerLevelSet { level } => caller.level = Some(*level),
            Body::CallerCustomerSet { customer } => caller.customer = Some(customer.clone()),
            _ => {}
        }
    }

    fn apply_to_call(&mut self, id: &CallId, event: &Event) {
        match &event.body {
            Body::CallStarted { number, reserved } => {
                let mut call = new_call(id, &event.actor, event.at, *reserved);
                call.number.clone_from(number);
                self.calls.insert(id.clone(), call);
            }
            Body::CallImported { record, incident } => {
                let mut call = new_call(id, &AgentId::of(&record.agent), record.started, *incident);
                call.ended = record.ended;
                call.incidents = vec![*incident];
                self.calls.insert(id.clone(), call);
            }
            _ => {}
        }
        let Some(call) = self.calls.get_mut(id) else {
            return;
        };
        match &event.body {
            Body::CallParked {} => call.parked = Some(event.at),
            Body::CallResumed {} => call.parked = None,
            Body::CallerIdentified {
                caller,
                customer,
                first_call,
            } => {
                call.caller.clone_from(caller);
                call.customer.clone_from(customer);
                call.first_call = *first_call;
            }
            Body::CallerAnswered { answer } => {
                call.answers.retain(|known| !same_question(known, answer));
                call.answers.push(answer.clone());
            }
            Body::CallLinked { incident } if !call.incidents.contains(incident) => {
                call.incidents.push(*incident);
            }
            Body::CallEnded { ending } => {
                call.ended = Some(event.at);
                call.ending = Some(*ending);
                call.parked = None;
            }
            _ => {}
        }
    }

    fn apply_to_incident(&mut self, reference: Reference, event: &Event) {
        match &event.body {
            Body::IncidentOpened { call, next_step } => {
                let mut incident = new_incident(reference, &event.actor, event.at, next_step);
                incident.calls = call.iter().cloned().collect();
                self.incidents.insert(reference, incident);
            }
            Body::IncidentImported {
                record,
                caller,
                customer,
                calls,
            } => {
                let mut incident = record_of::incident(record, calls);
                incident.caller.clone_from(caller);
                incident.customer.clone_from(customer);
                self.incidents.insert(reference, incident);
            }
            _ => {}
        }
        if let Some(incident) = self.incidents.get_mut(&reference) {
            fold_incident(incident, event);
        }
    }
}

fn same_question(left: &Answer, right: &Answer) -> bool {
    left.flow.id == right.flow.id && left.question == right.question
}

fn new_call(id: &CallId, agent: &AgentId, started: Moment, reserved: Reference) -> Call {
    Call {
        id: id.clone(),
        agent: agent.clone(),
        started,
        ended: None,
        ending: None,
        parked: None,
        number: None,
        reserved,
        caller: None,
        customer: None,
        first_call: false,
        incidents: vec![],
        answers: vec![],
    }
}

/// An incident of which nothing is known yet but whose it is and what happens next.
pub(super) fn new_incident(
    reference: Reference,
    by: &AgentId,
    at: Moment,
    next_step: &NextStep,
) -> Incident {
    Incident {
        reference,
        opened_at: at,
        opened_by: by.clone(),
        owner: by.clone(),
        status: Status::Open,
        caller: None,
        customer: None,
        calls: vec![],
        flow: None,
        answers: vec![],
        priority_override: None,
        next_step: next_step.clone(),
        promises: vec![],
        no_promise: None,
        handoffs: vec![],
        escalations: vec![],
        resolution: None,
        attempts: vec![],
        brief: BTreeMap::new(),
        read_back: None,
        timeline: vec![],
    }
}

fn fold_incident(incident: &mut Incident, event: &Event) {
    if let Some(line) = timeline::line(incident, event) {
        incident.timeline.push(line);
    }
    let at = event.at;
    match &event.body {
        Body::CalledAbout { call } => {
            if !incident.calls.contains(call) {
                incident.calls.push(call.clone());
            }
        }
        Body::ReportedBy { caller, customer } => {
            incident.caller.clone_from(caller);
            incident.customer.clone_from(customer);
        }
        Body::Answered { answer } => record(incident, answer, at),
        Body::AnswerHidden { flow, question } => hide(incident, flow, question, true),
        Body::AnswerShown { flow, question } => hide(incident, flow, question, false),
        Body::FlowChosen { flow } => incident.flow = Some(FlowRef::clone(flow)),
        Body::PriorityOverridden { by_hand } => incident.priority_override.clone_from(by_hand),
        Body::NextStepSet { next_step } => incident.next_step = next_step.clone(),
        Body::PromiseMade { promise } => {
            incident.no_promise = None;
            incident.promises.push(promise.clone());
        }
        Body::PromiseKept { promise, .. } => settle(incident, *promise, Outcome::Kept { at }),
        Body::PromiseBroken { promise, why } => {
            settle(
                incident,
                *promise,
                Outcome::Broken {
                    at,
                    why: why.clone(),
                },
            );
        }
        Body::PromiseMoved {
            promise,
            replacement,
            consent,
        } => {
            settle(
                incident,
                *promise,
                Outcome::Moved {
                    at,
                    consent: consent.clone(),
                },
            );
            incident.promises.push(Promise::clone(replacement));
        }
        Body::NoPromiseMade { reason } => incident.no_promise = Some(reason.clone()),
        Body::EntryAdded {
            entry: Entry::Attempt { what, result },
        } => {
            let (what, result) = (what.clone(), result.clone());
            incident.attempts.push(Attempt {
                what,
                result,
                at,
                by: event.actor.clone(),
            });
        }
        Body::ReadBackConfirmed {} => incident.read_back = Some(at),
        Body::HandoffOffered { handoff } => incident.handoffs.push(handoff.clone()),
        Body::EscalatedTo { escalation } => {
            incident.escalations.push(escalation.clone());
            incident.status = Status::Escalated;
        }
        Body::EscalationReturned { .. } => incident.status = Status::Open,
        Body::Resolved { resolution } => {
            incident.resolution = Some(resolution.clone());
            incident.status = Status::Resolved;
        }
        Body::ResolutionTold { how, confirmed } => {
            if let Some(resolution) = &mut incident.resolution {
                resolution.told = Some(how.clone());
                resolution.confirmed = *confirmed;
            }
        }
        Body::Reopened {
            owner, next_step, ..
        } => {
            incident.status = Status::Open;
            incident.resolution = None;
            incident.owner = owner.clone();
            incident.next_step = next_step.clone();
        }
        Body::BriefWritten { part, text } if text.trim().is_empty() => {
            incident.brief.remove(part);
        }
        Body::BriefWritten { part, text } => {
            incident.brief.insert(*part, text.clone());
        }
        Body::HandoffAccepted { .. } => {
            if let Some(handoff) = incident.handoffs.last_mut() {
                handoff.accepted = Some(at);
                incident.owner = handoff.to.clone();
            }
        }
        other => {
            if let Some(handoff) = incident.handoffs.last_mut() {
                fold_handoff(handoff, other);
            }
        }
    }
}

fn fold_handoff(handoff: &mut Handoff, body: &Body) {
    match body {
        Body::HandoffDeclined { declined } => handoff.declined = Some(declined.clone()),
        Body::HandoffWithdrawn { at } => handoff.withdrawn = Some(*at),
        Body::TellerChosen { teller } => handoff.teller = *teller,
        Body::CustomerToldOfHandoff { told } => handoff.told = Some(told.clone()),
        _ => {}
    }
}

fn record(incident: &mut Incident, answer: &Answer, at: Moment) {
    let recorded = Recorded {
        answer: answer.clone(),
        at,
        hidden: false,
    };
    match incident
        .answers
        .iter_mut()
        .find(|known| same_question(&known.answer, answer))
    {
        Some(known) => *known = recorded,
        None => incident.answers.push(recorded),
    }
}

fn hide(incident: &mut Incident, flow: &str, question: &str, hidden: bool) {
    let found = incident
        .answers
        .iter_mut()
        .find(|r| r.answer.flow.id == flow && r.answer.question == question);
    if let Some(recorded) = found {
        recorded.hidden = hidden;
    }
}

fn settle(incident: &mut Incident, id: u32, outcome: Outcome) {
    if let Some(promise) = incident
        .promises
        .iter_mut()
        .find(|promise| promise.id == id)
    {
        promise.outcome = outcome;
    }
}
