//! What comes next on the checklist: the one thing that Enter does.

use std::collections::BTreeSet;

use crate::domain::id::{AgentId, CallId};
use crate::domain::leaving::{Checklist, Standing, Turn};
use crate::domain::reference::Reference;
use crate::domain::state::State;
use crate::tui::keymap::Action;

/// What is still missing, the most pressing first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Next {
    /// A call has to be ended.
    Call(CallId),
    /// Something has to be done about the incident in this row.
    Row(usize, Action),
    /// Everything has been offered; somebody else has to answer.
    Wait,
    /// Nothing: the shift can end.
    Leave,
}

pub(super) fn next(checklist: &Checklist, world: Option<&State>, agent: &AgentId) -> Next {
    let call = world.and_then(|world| world.running_calls(agent).next());
    if let Some(call) = call {
        return Next::Call(call.id.clone());
    }
    let mut rows = checklist.rows.iter().enumerate();
    let mine = rows.find_map(|(index, row)| Some(Next::Row(index, needs(&row.standing)?)));
    mine.unwrap_or(if checklist.count(Turn::Receiver) > 0 {
        Next::Wait
    } else {
        Next::Leave
    })
}

/// What an incident needs from the one who leaves.
fn needs(standing: &Standing) -> Option<Action> {
    match standing {
        Standing::Yours | Standing::Declined { .. } => Some(Action::Assign),
        Standing::Untold { .. } | Standing::NewsUntold => Some(Action::TellCustomer),
        Standing::Promised => Some(Action::Promise),
        Standing::Offered { .. } => Some(Action::Accept),
        Standing::Waiting { .. } | Standing::Accepted { .. } => None,
    }
}

/// The marks after “mark all”: everything that nobody was asked to take; where there is none, every offer that
/// waits; and nothing, if that was marked already.
pub(super) fn mark_all(checklist: &Checklist, marked: &BTreeSet<Reference>) -> BTreeSet<Reference> {
    let those = |is_wanted: fn(&Standing) -> bool| -> BTreeSet<Reference> {
        let rows = checklist.rows.iter();
        let rows = rows.filter(|row| is_wanted(&row.standing));
        rows.map(|row| row.reference).collect()
    };
    let mut all = those(super::is_unassigned);
    if all.is_empty() {
        all = those(super::can_be_given);
    }
    if all == *marked { BTreeSet::new() } else { all }
}
