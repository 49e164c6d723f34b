//! The world as the events tell it, or the part of it that a command concerns: the fold of the log.

use std::collections::BTreeMap;

use super::agent::Agent;
use super::answer::{hide, record};
use super::call::Call;
use super::caller::{Caller, Customer};
use super::event::{Body, Event, Subject};
use super::id::{AgentId, CallId, CallerId, CustomerId, Moment, Station, fold};
use super::incident::Incident;
use super::record_of;
use super::reference::Reference;
use incident::fold_incident;

pub(super) use incident::new_incident;

mod incident;

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
        let name = fold(name);
        self.customers
            .values()
            .find(|customer| fold(&customer.name) == name)
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
            // What is noted of a flow decides nothing; whoever tends it reads the log.
            Subject::Flow(_) => {}
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
            Subject::Agent(_) | Subject::Incident(_) | Subject::Flow(_) => {}
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
                // One that the file knows no end of is not spoken here; whoever took it can end it.
                call.parked = record.ended.is_none().then_some(record.started);
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
            Body::CallerAnswered { answer } => record(&mut call.answers, answer, event.at),
            Body::AnswerHidden {
                flow,
                question,
                item,
            } => hide(&mut call.answers, (flow, question, *item), true),
            Body::AnswerShown {
                flow,
                question,
                item,
            } => hide(&mut call.answers, (flow, question, *item), false),
            Body::CallLinked {
                incident,
                instead_of,
            } => call.link(*incident, *instead_of),
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
        gone: vec![],
        answers: vec![],
    }
}
