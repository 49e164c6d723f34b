//! Rules of the shift: nobody leaves the hotline holding something that would fall (rule 7).

use super::{Fact, Refusal, of_agent, refuse, said};
use crate::domain::agent::LeftOpen;
use crate::domain::command::{AllTheSame, Context};
use crate::domain::event::Body;
use crate::domain::id::AgentId;
use crate::domain::leaving::{Held, held_by};
use crate::domain::state::State;

/// Begins a shift, unless one runs.
pub(super) fn go_on(state: &State, actor: &AgentId) -> Vec<Fact> {
    if state
        .agent(actor)
        .is_some_and(|agent| agent.on_the_hotline_since.is_some())
    {
        return vec![];
    }
    vec![of_agent(actor, Body::ShiftStarted {})]
}

/// Ends the shift, if nothing is held; or all the same, with a reason and somebody who watches.
pub(super) fn leave(
    state: &State,
    context: &Context<'_>,
    all_the_same: Option<&AllTheSame>,
) -> Result<Vec<Fact>, Refusal> {
    let actor = context.actor;
    if state
        .agent(actor)
        .is_none_or(|agent| agent.on_the_hotline_since.is_none())
    {
        return refuse("You are not on the hotline.");
    }
    let held = held_by(state, actor);
    if held.iter().any(|held| matches!(held, Held::Call(_))) {
        return refuse("A call is still open. Please end it first.");
    }
    let left_open = match (held.first(), all_the_same) {
        (None, _) => None,
        (Some(first), None) => {
            let more = match held.len() - 1 {
                0 => String::new(),
                more => format!(" There is more: {more}."),
            };
            return refuse(format!("{}{more}", first.words()));
        }
        (Some(_), Some(all_the_same)) => Some(watched(state, context, all_the_same)?),
    };
    Ok(vec![of_agent(actor, Body::ShiftEnded { left_open })])
}

fn watched(
    state: &State,
    context: &Context<'_>,
    all_the_same: &AllTheSame,
) -> Result<LeftOpen, Refusal> {
    let reason = said(
        &all_the_same.reason,
        "Please say why you leave all the same.",
    )?;
    let Some(watcher) = state.agent(&all_the_same.watcher) else {
        return refuse(format!(
            "There is no agent called {} here yet.",
            all_the_same.watcher
        ));
    };
    if watcher.id.is(context.actor) {
        return refuse("Somebody else has to watch what you leave.");
    }
    Ok(LeftOpen {
        reason,
        watcher: watcher.id.clone(),
        at: context.now,
    })
}
