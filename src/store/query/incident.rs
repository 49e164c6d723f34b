//! One incident with everything around it, and all of them, one after the other.

use super::View;
use crate::domain::call::Call;
use crate::domain::caller::{Caller, Customer};
use crate::domain::command::Known;
use crate::domain::incident::Incident;
use crate::domain::record::Record;
use crate::domain::record_of;
use crate::domain::reference::Reference;
use crate::store::error::StoreError;

/// An incident and what stands around it.
#[derive(Debug, Clone, PartialEq)]
pub struct IncidentPage {
    /// The incident.
    pub incident: Incident,
    /// Who reported it.
    pub caller: Option<Caller>,
    /// For whom.
    pub customer: Option<Customer>,
    /// The calls about it, in order.
    pub calls: Vec<Call>,
    /// All of it as it is written out.
    pub record: Record,
}

impl IncidentPage {
    /// What is known, for those who judge the answers.
    pub fn known(&self) -> Known<'_> {
        Known {
            incident: &self.incident,
            call: self.calls.first(),
            caller: self.caller.as_ref(),
            customer: self.customer.as_ref(),
        }
    }
}

/// How many references are read at once while all incidents are gone through.
const AT_ONCE: i64 = 500;

impl View<'_> {
    /// One incident; `None` when there is none of this name.
    pub fn incident(&self, reference: Reference) -> Result<Option<IncidentPage>, StoreError> {
        let mut world = self.world()?;
        world.incident(reference)?;
        let state = &world.state;
        let Some(incident) = state.incidents.get(&reference) else {
            return Ok(None);
        };
        Ok(Some(IncidentPage {
            caller: incident
                .caller
                .as_ref()
                .and_then(|id| state.callers.get(id))
                .cloned(),
            customer: incident
                .customer
                .as_ref()
                .and_then(|id| state.customers.get(id))
                .cloned(),
            calls: incident
                .calls
                .iter()
                .filter_map(|id| state.calls.get(id))
                .cloned()
                .collect(),
            record: record_of::record(state, incident, self.now),
            incident: incident.clone(),
        }))
    }

    /// Every incident, the oldest first, as long as `with` says to go on. One is in memory at a time.
    pub fn each_incident(
        &self,
        mut with: impl FnMut(IncidentPage) -> std::ops::ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let mut after = 0;
        loop {
            let references = self
                .connection
                .prepare_cached(
                    "SELECT id, reference FROM incident WHERE id > ?1 ORDER BY id LIMIT ?2",
                )?
                .query_map([after, AT_ONCE], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<Result<Vec<(i64, String)>, _>>()?;
            let Some((last, _)) = references.last() else {
                return Ok(());
            };
            after = *last;
            for (_, reference) in &references {
                let Ok(reference) = Reference::parse(reference) else {
                    continue;
                };
                if let Some(page) = self.incident(reference)?
                    && with(page).is_break()
                {
                    return Ok(());
                }
            }
        }
    }
}
