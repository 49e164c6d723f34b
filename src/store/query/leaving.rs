//! Leaving the hotline: everything that would fall, and what was handed over already.

use std::collections::BTreeSet;

use rusqlite::params;

use super::{View, key};
use crate::domain::command::Need;
use crate::domain::id::AgentId;
use crate::domain::leaving::{Held, held_by};
use crate::domain::reference::Reference;
use crate::domain::state::State;
use crate::store::error::StoreError;
use crate::store::projection::millis;

/// What an agent has to pass on before leaving.
#[derive(Debug, Clone, PartialEq)]
pub struct LeavingPage {
    /// What the agent holds and what they handed over in this shift: these incidents, their calls, callers, customers
    /// and owners.
    pub state: State,
}

impl View<'_> {
    /// The checklist of an agent who wants to leave.
    pub fn leaving(&self, agent: &AgentId) -> Result<LeavingPage, StoreError> {
        let mut world = self.world()?;
        world.agent(agent)?;
        world.need(&Need::HeldBy(agent.clone()))?;
        let held = held_by(&world.state, agent);
        let held = held.iter().filter_map(Held::reference);
        let all: BTreeSet<Reference> = held.chain(self.handed_over(agent)?).collect();
        for reference in all {
            world.incident(reference)?;
        }
        Ok(LeavingPage { state: world.state })
    }

    /// What was handed over since the shift began, in the order in which it was accepted.
    fn handed_over(&self, agent: &AgentId) -> Result<Vec<Reference>, StoreError> {
        let Some(since) = self.shift(agent)?.since else {
            return Ok(Vec::new());
        };
        let references = self
            .connection
            .prepare_cached(
                "SELECT reference FROM handoff JOIN incident ON incident.id = handoff.incident
                 WHERE giver_key = ?1 AND accepted_ms >= ?2 AND owner_key <> ?1
                 GROUP BY reference ORDER BY max(accepted_ms), reference",
            )?
            .query_map(params![key(agent), millis(since)], |row| row.get(0))?
            .collect::<Result<Vec<String>, _>>()?;
        Ok(references
            .iter()
            .filter_map(|reference| Reference::parse(reference).ok())
            .collect())
    }
}
