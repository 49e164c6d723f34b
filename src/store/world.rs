//! The part of the world that a command or a screen concerns, folded from the log.

use std::collections::HashSet;

use rusqlite::Connection;

use super::error::StoreError;
use super::{log, projection};
use crate::domain::command::Need;
use crate::domain::event::{Event, Subject};
use crate::domain::id::{AgentId, CallId, CustomerId, Station, fold};
use crate::domain::reference::Reference;
use crate::domain::state::{Counters, State};

/// What has been loaded so far.
#[derive(Debug)]
pub(super) struct World<'a> {
    connection: &'a Connection,
    pub(super) state: State,
    loaded: HashSet<Subject>,
}

impl<'a> World<'a> {
    /// Nothing loaded yet but the numbers to give out next.
    pub(super) fn new(connection: &'a Connection, station: Station) -> Result<Self, StoreError> {
        let counters = projection::counters(connection)?;
        Ok(Self::alone(connection, station, counters))
    }

    /// Nothing loaded yet, and these numbers to give out next.
    pub(super) fn alone(connection: &'a Connection, station: Station, counters: Counters) -> Self {
        Self {
            connection,
            state: State::new(station, counters),
            loaded: HashSet::new(),
        }
    }

    /// Folds a subject's events, once.
    pub(super) fn subject(&mut self, subject: &Subject) -> Result<(), StoreError> {
        if self.loaded.insert(subject.clone()) {
            for event in log::of_subject(self.connection, subject)? {
                self.state.apply(&event);
            }
        }
        Ok(())
    }

    /// Folds an event that has just been appended; its subject must have been loaded before it was.
    pub(super) fn apply(&mut self, event: &Event) {
        self.state.apply(event);
    }

    /// Loads what a command needs. The tables must be up to date.
    pub(super) fn need(&mut self, need: &Need) -> Result<(), StoreError> {
        match need {
            Need::Agent(agent) => self.agent(agent).map(|_| ()),
            Need::Customer(id) => self.subject(&Subject::Customer(id.clone())),
            Need::CustomerNamed(name) => {
                for id in self.ids("SELECT id FROM customer WHERE name_key = ?1", &fold(name))? {
                    self.subject(&Subject::Customer(CustomerId::stored(id)))?;
                }
                Ok(())
            }
            Need::Caller(id) => self.caller(id),
            Need::CallerNamed(name) => {
                for id in self.ids("SELECT id FROM caller WHERE name_key = ?1", &fold(name))? {
                    self.caller(&crate::domain::id::CallerId::stored(id))?;
                }
                Ok(())
            }
            Need::Call(id) => self.call(id),
            Need::Incident(reference) => self.incident(*reference),
            Need::RunningCalls(agent) => {
                for id in self.ids(RUNNING_CALLS, &fold(agent.as_str()))? {
                    self.subject(&Subject::Call(CallId::stored(id)))?;
                }
                Ok(())
            }
            Need::SetAside(reference) if reference.station() != self.state.station => Ok(()),
            Need::SetAside(_) => {
                // Few calls run at a time; which reference each has set aside stands in the log.
                for id in self.ids(ALL_RUNNING_CALLS, "")? {
                    self.subject(&Subject::Call(CallId::stored(id)))?;
                }
                Ok(())
            }
            Need::HeldBy(agent) => {
                self.need(&Need::RunningCalls(agent.clone()))?;
                for reference in self.ids(HELD, &fold(agent.as_str()))? {
                    if let Ok(reference) = Reference::parse(&reference) {
                        self.subject(&Subject::Incident(reference))?;
                    }
                }
                Ok(())
            }
        }
    }

    /// The agent by the name that is known here, whatever the case it was typed in.
    pub(super) fn agent(&mut self, name: &AgentId) -> Result<AgentId, StoreError> {
        let known = self.ids(
            "SELECT name FROM agent WHERE agent_key = ?1",
            &fold(name.as_str()),
        )?;
        let id = known
            .first()
            .map_or_else(|| name.clone(), |name| AgentId::of(name));
        self.subject(&Subject::Agent(id.clone()))?;
        Ok(id)
    }

    /// An incident, its calls, its caller, its customer, its owner and who handed it to them.
    pub(super) fn incident(&mut self, reference: Reference) -> Result<(), StoreError> {
        self.subject(&Subject::Incident(reference))?;
        let Some(incident) = self.state.incidents.get(&reference) else {
            return Ok(());
        };
        let calls = incident.calls.iter().cloned().map(Subject::Call);
        let callers = incident.caller.iter().cloned().map(Subject::Caller);
        let customers = incident.customer.iter().cloned().map(Subject::Customer);
        let owner = Subject::Agent(incident.owner.clone());
        let handoff = incident.accepted_handoff();
        let giver = handoff.map(|handoff| Subject::Agent(handoff.from.clone()));
        let around: Vec<Subject> = calls
            .chain(callers)
            .chain(customers)
            .chain([owner])
            .chain(giver)
            .collect();
        around.iter().try_for_each(|subject| self.subject(subject))
    }

    /// A call, its incidents and one under the reference that it set aside, its caller, its customer.
    pub(super) fn call(&mut self, id: &CallId) -> Result<(), StoreError> {
        self.subject(&Subject::Call(id.clone()))?;
        let Some(call) = self.state.calls.get(id) else {
            return Ok(());
        };
        let incidents = call
            .incidents
            .iter()
            .copied()
            .chain([call.reserved])
            .map(Subject::Incident);
        let callers = call.caller.iter().cloned().map(Subject::Caller);
        let customers = call.customer.iter().cloned().map(Subject::Customer);
        let around: Vec<Subject> = incidents.chain(callers).chain(customers).collect();
        around.iter().try_for_each(|subject| self.subject(subject))
    }

    /// A caller, and their customer.
    pub(super) fn caller(&mut self, id: &crate::domain::id::CallerId) -> Result<(), StoreError> {
        self.subject(&Subject::Caller(id.clone()))?;
        match self
            .state
            .callers
            .get(id)
            .and_then(|caller| caller.customer.clone())
        {
            Some(customer) => self.subject(&Subject::Customer(customer)),
            None => Ok(()),
        }
    }

    fn ids(&self, query: &str, key: &str) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(query)?;
        let ids = statement.query_map([key], |row| row.get(0))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }
}

const RUNNING_CALLS: &str = "SELECT id FROM call WHERE agent_key = ?1 AND ended_ms IS NULL
                             ORDER BY started_ms, id";

/// Whoever took them; no key narrows this down.
const ALL_RUNNING_CALLS: &str =
    "SELECT id FROM call WHERE ended_ms IS NULL AND ?1 = '' ORDER BY id";

/// Three questions rather than one with OR, so that each finds its index.
const HELD: &str = "SELECT reference FROM incident WHERE owner_key = ?1 AND held = 1
                    UNION SELECT reference FROM incident WHERE offered_key = ?1
                    UNION SELECT reference FROM incident WHERE teller_key = ?1";
