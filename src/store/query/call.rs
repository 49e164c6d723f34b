//! Calls: one with everything it is about, and those of an agent that have not ended.

use super::View;
use crate::domain::call::Call;
use crate::domain::caller::{Caller, Customer};
use crate::domain::command::Need;
use crate::domain::id::{AgentId, CallId, Moment};
use crate::domain::incident::Incident;
use crate::domain::reference::Reference;
use crate::store::error::StoreError;

/// A call and what stands around it.
#[derive(Debug, Clone, PartialEq)]
pub struct CallPage {
    /// The call.
    pub call: Call,
    /// Who calls, once known.
    pub caller: Option<Caller>,
    /// For whom, once known.
    pub customer: Option<Customer>,
    /// The incidents it is about, in order.
    pub incidents: Vec<Incident>,
    /// Callers of the same agent who wait meanwhile, the longest first.
    pub waiting: Vec<OpenCall>,
}

/// A call that has not ended.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenCall {
    /// Which.
    pub id: CallId,
    /// When it began.
    pub started: Moment,
    /// Since when the caller waits; `None`: it was interrupted, or runs at another terminal.
    pub parked: Option<Moment>,
    /// The reference set aside for its first problem.
    pub reserved: Reference,
    /// The number it came from.
    pub number: Option<String>,
    /// Who calls, once known.
    pub caller: Option<String>,
    /// For whom, once known.
    pub customer: Option<String>,
    /// The incidents it is about, each in one line.
    pub incidents: Vec<(Reference, String)>,
}

impl OpenCall {
    /// Who calls, as far as that is known.
    pub fn who(&self) -> &str {
        let known = [&self.caller, &self.customer, &self.number].into_iter();
        known.flatten().next().map_or("A caller", String::as_str)
    }
}

impl View<'_> {
    /// One call; `None` when there is none of this name.
    pub fn call(&self, id: &CallId) -> Result<Option<CallPage>, StoreError> {
        let mut world = self.world()?;
        world.call(id)?;
        let state = &mut world.state;
        let Some(call) = state.calls.remove(id) else {
            return Ok(None);
        };
        let mut waiting = self.open_calls(&call.agent)?;
        waiting.retain(|other| other.parked.is_some() && other.id != call.id);
        waiting.sort_by_key(|other| other.parked);
        Ok(Some(CallPage {
            caller: call.caller.as_ref().and_then(|id| state.callers.remove(id)),
            customer: call
                .customer
                .as_ref()
                .and_then(|id| state.customers.remove(id)),
            incidents: call
                .incidents
                .iter()
                .filter_map(|reference| state.incidents.remove(reference))
                .collect(),
            waiting,
            call,
        }))
    }

    /// The calls of an agent that have not ended, the oldest first.
    pub fn open_calls(&self, agent: &AgentId) -> Result<Vec<OpenCall>, StoreError> {
        let mut world = self.world()?;
        world.need(&Need::RunningCalls(agent.clone()))?;
        let ids: Vec<CallId> = world.state.calls.keys().cloned().collect();
        for id in &ids {
            world.call(id)?;
        }
        let state = &world.state;
        let mut calls: Vec<OpenCall> = state
            .calls
            .values()
            .map(|call| OpenCall {
                id: call.id.clone(),
                started: call.started,
                parked: call.parked,
                reserved: call.reserved,
                number: call.number.clone(),
                caller: call
                    .caller
                    .as_ref()
                    .and_then(|id| state.callers.get(id))
                    .map(|caller| caller.name.clone()),
                customer: call
                    .customer
                    .as_ref()
                    .and_then(|id| state.customers.get(id))
                    .map(|customer| customer.name.clone()),
                incidents: call
                    .incidents
                    .iter()
                    .filter_map(|reference| state.incidents.get(reference))
                    .map(|incident| (incident.reference, incident.summary()))
                    .collect(),
            })
            .collect();
        calls.sort_by_key(|call| call.started);
        Ok(calls)
    }
}
