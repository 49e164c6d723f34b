//! The checklist of leaving: where every incident of an agent stands on its way to somebody else.

use super::{Held, held_by};
use crate::domain::handoff::Handoff;
use crate::domain::id::{AgentId, Moment};
use crate::domain::incident::Incident;
use crate::domain::queue::Place;
use crate::domain::reference::Reference;
use crate::domain::state::State;

/// Every incident that the agent holds or has given away in this shift, what burns first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checklist {
    /// The incidents.
    pub rows: Vec<Row>,
    /// How many calls have not ended.
    pub running_calls: usize,
    /// Which of the incidents have no category yet.
    pub without_category: Vec<Reference>,
    /// How many promises of incidents that the agent holds are late.
    pub late_promises: usize,
}

/// An incident on the checklist.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub reference: Reference,
    /// Where it stands.
    pub standing: Standing,
}

/// Where an incident stands on its way to somebody else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Nobody was asked to take it.
    Yours,
    /// It is still the agent's, because the receiver said no.
    Declined {
        /// Who did.
        by: AgentId,
        /// Why.
        reason: String,
    },
    /// The offer waits for an answer.
    Waiting {
        /// Whose answer.
        to: AgentId,
    },
    /// Accepted, but the agent wanted to tell the customer and has not.
    Untold {
        /// Who has it.
        to: AgentId,
    },
    /// Somebody else has it, and nothing is left to do about it.
    Accepted {
        /// Who has it.
        to: AgentId,
        /// Since when.
        at: Moment,
    },
    /// It is resolved, and a promise still binds.
    Promised,
    /// It is resolved, and the customer does not know.
    NewsUntold,
    /// Somebody offers it to the agent.
    Offered {
        /// Who does.
        from: AgentId,
    },
}

/// Who has to do something about an incident before the agent can leave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Turn {
    /// The agent.
    Agent,
    /// Whoever it is offered to.
    Receiver,
    /// Nobody: it is in good hands.
    Nobody,
}

impl Standing {
    /// Who has to do something.
    pub fn turn(&self) -> Turn {
        match self {
            Self::Waiting { .. } => Turn::Receiver,
            Self::Accepted { .. } => Turn::Nobody,
            _ => Turn::Agent,
        }
    }

    /// Who has it or is asked to take it.
    pub fn receiver(&self) -> Option<&AgentId> {
        match self {
            Self::Waiting { to } | Self::Untold { to } | Self::Accepted { to, .. } => Some(to),
            Self::Declined { .. }
            | Self::Yours
            | Self::Promised
            | Self::NewsUntold
            | Self::Offered { .. } => None,
        }
    }
}

impl Checklist {
    /// The checklist of an agent. The state must hold what [`held_by`] needs, and what the agent has given away.
    pub fn of(state: &State, agent: &AgentId, now: Moment) -> Self {
        let held = held_by(state, agent);
        let holds = |incident: &Incident| incident.owner.is(agent) && incident.is_held();
        let mut rows: Vec<Row> = held
            .iter()
            .filter_map(|held| {
                let incident = state.incidents.get(&held.reference()?)?;
                Some(Row {
                    reference: incident.reference,
                    standing: standing(held, incident)?,
                })
            })
            .collect();
        let since = shift_of(state, agent, now);
        for incident in state.incidents.values() {
            let is_listed = rows.iter().any(|row| row.reference == incident.reference);
            if !is_listed && let Some(standing) = given_away(incident, agent, since) {
                rows.push(Row {
                    reference: incident.reference,
                    standing,
                });
            }
        }
        rows.sort_by_key(|row| (place(state, row.reference, now), row.reference));
        let incidents = || {
            rows.iter()
                .filter_map(|row| state.incidents.get(&row.reference))
        };
        Self {
            running_calls: state.running_calls(agent).count(),
            without_category: incidents()
                .filter(|incident| holds(incident) && incident.category().is_none())
                .map(|incident| incident.reference)
                .collect(),
            late_promises: incidents()
                .filter(|incident| holds(incident))
                .flat_map(Incident::live_promises)
                .filter(|promise| promise.is_late(now))
                .count(),
            rows,
        }
    }

    /// How many incidents wait for whom.
    pub fn count(&self, turn: Turn) -> usize {
        self.rows
            .iter()
            .filter(|row| row.standing.turn() == turn)
            .count()
    }

    /// Whether the agent may leave as things stand.
    pub fn is_done(&self) -> bool {
        self.running_calls == 0 && self.count(Turn::Nobody) == self.rows.len()
    }
}

/// How long ago something was given away that still belongs to this shift, when no shift runs.
const A_SHIFT_HOURS: i64 = 12;

/// When the agent's shift began.
fn shift_of(state: &State, agent: &AgentId, now: Moment) -> Moment {
    state
        .agent(agent)
        .and_then(|known| known.on_the_hotline_since)
        .unwrap_or(now - chrono::TimeDelta::hours(A_SHIFT_HOURS))
}

fn standing(held: &Held, incident: &Incident) -> Option<Standing> {
    Some(match held {
        Held::Call(_) => return None,
        Held::Open(_) => match incident.handoffs.last() {
            Some(Handoff {
                to,
                declined: Some(declined),
                ..
            }) => Standing::Declined {
                by: to.clone(),
                reason: declined.reason.clone(),
            },
            _ => Standing::Yours,
        },
        Held::Unaccepted(_, to) => Standing::Waiting { to: to.clone() },
        Held::Promised(_) => Standing::Promised,
        Held::Untold(_) => Standing::NewsUntold,
        Held::Offered(_, from) => Standing::Offered { from: from.clone() },
        Held::CustomerUntold(_, to) => Standing::Untold { to: to.clone() },
    })
}

/// What the agent has given away since then and somebody accepted.
fn given_away(incident: &Incident, agent: &AgentId, since: Moment) -> Option<Standing> {
    let by_agent = |handoff: &&Handoff| handoff.from.is(agent) && handoff.accepted >= Some(since);
    let handoff = incident.handoffs.iter().rfind(by_agent)?;
    (!incident.owner.is(agent)).then(|| Standing::Accepted {
        to: handoff.to.clone(),
        at: handoff.accepted.unwrap_or(since),
    })
}

fn place(state: &State, reference: Reference, now: Moment) -> Option<Place> {
    let incident = state.incidents.get(&reference)?;
    let customer = incident.customer.as_ref();
    let tier = customer.and_then(|id| state.customers.get(id)?.tier);
    let promise = incident.live_promises().next().map(|promise| promise.by);
    Some(Place::of(
        promise,
        incident.due(),
        incident.priority(),
        tier,
        now,
    ))
}
