//! Rules of the incident: answers, plans, entries, escalation, resolution (rules 1, 3, 4 and 8).

use super::{Local, Locals, Refusal, in_the_future, of_agent, refuse, said};
use crate::domain::advice::Advice;
use crate::domain::answer::{Answer, AnswerState, Field, FlowRef, Value};
use crate::domain::command::{Context, Known, Resolve, Until};
use crate::domain::escalation::Escalation;
use crate::domain::event::Body;
use crate::domain::incident::{Entry, Incident, NextStep, PriorityOverride, Status};
use crate::domain::priority::{Impact, Urgency};
use crate::domain::resolution::{Resolution, ResolutionKind};
use crate::domain::state::State;

/// An answer that is one, whatever it is about (rule 4); only what was answered has a value.
pub(super) fn checked(answer: &Answer) -> Result<Answer, Refusal> {
    let is_blank = |text: Option<&str>| text.is_none_or(crate::domain::id::is_blank);
    match (answer.state, &answer.value) {
        (AnswerState::Answered, Some(value)) if !value.is_blank() => {
            let text = value.to_string();
            match (answer.field, value) {
                (_, Value::Number(number)) if !number.is_finite() => {
                    refuse("That is not a number.")
                }
                (Some(Field::Impact), _) if Impact::from_id(&text).is_none() => {
                    refuse(format!("“{text}” is not an impact."))
                }
                (Some(Field::Urgency), _) if Urgency::from_id(&text).is_none() => {
                    refuse(format!("“{text}” is not an urgency."))
                }
                _ => Ok(answer.clone()),
            }
        }
        (AnswerState::Answered, _) => refuse("There is nothing in that answer yet."),
        (AnswerState::NotAsked, _) if is_blank(answer.remark.as_deref()) => {
            refuse("Please say why it was not asked.")
        }
        _ => Ok(Answer {
            value: None,
            shown: None,
            ..answer.clone()
        }),
    }
}

pub(super) fn answer(answer: &Answer) -> Locals {
    let answer = checked(answer)?;
    if answer.field.is_some_and(Field::is_about_the_caller) {
        return refuse("That answer is about the caller, not about the problem.");
    }
    Ok(vec![Body::Answered { answer }.into()])
}

pub(super) fn choose_flow(incident: &Incident, flow: &FlowRef) -> Vec<Local> {
    if incident.flow.as_ref() == Some(flow) {
        return vec![];
    }
    vec![Body::FlowChosen { flow: flow.clone() }.into()]
}

pub(super) fn advise(incident: &Incident, advice: &Advice) -> Vec<Local> {
    if incident.advice == *advice {
        return vec![];
    }
    let advice = advice.clone();
    vec![Body::RulesAdvised { advice }.into()]
}

pub(super) fn override_priority(by_hand: Option<&PriorityOverride>) -> Locals {
    let by_hand = match by_hand {
        Some(by_hand) => {
            let reason = said(&by_hand.reason, "Please say why this priority.")?;
            Some(PriorityOverride {
                priority: by_hand.priority,
                reason,
            })
        }
        None => None,
    };
    Ok(vec![Body::PriorityOverridden { by_hand }.into()])
}

pub(super) fn plan(state: &State, context: &Context<'_>, step: &NextStep) -> Locals {
    Ok(vec![
        Body::NextStepSet {
            next_step: planned(state, context, step)?,
        }
        .into(),
    ])
}

pub(super) fn add(entry: &Entry) -> Locals {
    let entry = match entry {
        Entry::Note { text, sensitive } => Entry::Note {
            text: said(text, "There is nothing in that note yet.")?,
            sensitive: *sensitive,
        },
        Entry::Attempt { what, result } => Entry::Attempt {
            what: said(what, "Please say what was tried.")?,
            result: said(result, "Please say what came of it.")?,
        },
        Entry::Contact { channel, text } => Entry::Contact {
            channel: said(channel, "Please say how you reached them.")?,
            text: said(text, "Please say what was said.")?,
        },
    };
    Ok(vec![Body::EntryAdded { entry }.into()])
}

pub(super) fn tell_caller(words: &str) -> Locals {
    Ok(vec![
        Body::CallerTold {
            words: said(words, "There is nothing to tell.")?,
        }
        .into(),
    ])
}

/// To the next level, under a stated condition, once nothing required is missing (rule 3).
pub(super) fn escalate(
    state: &State,
    context: &Context<'_>,
    incident: &Incident,
    to: &str,
    why: &str,
) -> Locals {
    still_open(incident)?;
    let escalation = Escalation {
        to: said(to, "Please say to whom it goes.")?,
        why: said(why, "Please say why it goes there.")?,
        at: context.now,
        by: context.actor.clone(),
    };
    complete(state, context, incident, Until::Escalate, "escalating")?;
    Ok(vec![Body::EscalatedTo { escalation }.into()])
}

pub(super) fn come_back(incident: &Incident, news: &str) -> Locals {
    if incident.status != Status::Escalated {
        return refuse(format!("{} is not with another level.", incident.reference));
    }
    Ok(vec![
        Body::EscalationReturned {
            news: said(news, "Please say what they found.")?,
        }
        .into(),
    ])
}

/// What was done, how it was verified, and whether the customer was told (rule 8). Telling the customer keeps
/// every live promise; an offer that waits is taken back.
pub(super) fn resolve(
    state: &State,
    context: &Context<'_>,
    incident: &Incident,
    resolve: &Resolve,
) -> Locals {
    still_open(incident)?;
    let need = resolve.need.as_deref().unwrap_or("").trim();
    if resolve.kind == ResolutionKind::AsDesigned && need.is_empty() {
        return refuse("It works as designed: please record what the caller needed.");
    }
    let told = resolve
        .told
        .as_deref()
        .map(str::trim)
        .filter(|told| !told.is_empty());
    if resolve.confirmed && told.is_none() {
        return refuse(
            "The caller can only confirm what they were told. Please say how you told them.",
        );
    }
    let resolution = Resolution {
        kind: resolve.kind,
        done: said(&resolve.done, "Please say what was done.")?,
        verified: said(&resolve.verified, "Please say how it was verified.")?,
        told: told.map(str::to_owned),
        confirmed: resolve.confirmed,
        need: (!need.is_empty()).then(|| need.to_owned()),
        at: context.now,
        by: context.actor.clone(),
    };
    complete(state, context, incident, Until::Resolve, "resolving")?;
    let mut facts = vec![];
    if incident.offer().is_some() {
        facts.push(Body::HandoffWithdrawn { at: context.now }.into());
    }
    let how = resolution.told.clone();
    facts.push(Body::Resolved { resolution }.into());
    facts.extend(how.into_iter().flat_map(|how| keep_all(incident, &how)));
    Ok(facts)
}

pub(super) fn tell_resolution(incident: &Incident, how: &str, confirmed: bool) -> Locals {
    if incident.resolution.is_none() {
        return refuse(format!("{} is not resolved yet.", incident.reference));
    }
    let how = said(how, "Please say how you told them.")?;
    let mut facts = keep_all(incident, &how);
    facts.insert(0, Body::ResolutionTold { how, confirmed }.into());
    Ok(facts)
}

/// Opens it again. It is the owner's, if the owner is on the hotline, else whoever opens it takes it.
pub(super) fn reopen(
    state: &State,
    context: &Context<'_>,
    incident: &Incident,
    reason: &str,
    step: &NextStep,
) -> Locals {
    if incident.is_open() {
        return refuse(format!("{} is open already.", incident.reference));
    }
    let reason = said(reason, "Please say why it is open again.")?;
    let there = state
        .agent(&incident.owner)
        .is_some_and(|owner| owner.on_the_hotline_since.is_some());
    let owner = if there {
        incident.owner.clone()
    } else {
        context.actor.clone()
    };
    let mut facts = vec![];
    if !owner.is(&incident.owner) && incident.offer().is_some() {
        facts.push(Body::HandoffWithdrawn { at: context.now }.into());
    }
    let next_step = planned(state, context, step)?;
    facts.push(
        Body::Reopened {
            reason,
            owner,
            next_step,
        }
        .into(),
    );
    Ok(facts)
}

/// A next step that somebody who exists can take, at a time to come (rule 1).
fn planned(state: &State, context: &Context<'_>, step: &NextStep) -> Result<NextStep, Refusal> {
    let Some(who) = state.agent(&step.who) else {
        return refuse(format!("There is no agent called {} here yet.", step.who));
    };
    Ok(NextStep {
        what: said(&step.what, "Please say what happens next.")?,
        who: who.id.clone(),
        by: in_the_future(step.by, context.now)?,
    })
}

fn keep_all(incident: &Incident, how: &str) -> Vec<Local> {
    let how = how.to_owned();
    incident
        .live_promises()
        .map(|promise| {
            Body::PromiseKept {
                promise: promise.id,
                how: how.clone(),
            }
            .into()
        })
        .collect()
}

pub(super) fn still_open(incident: &Incident) -> Result<(), Refusal> {
    if incident.is_open() {
        Ok(())
    } else {
        refuse(format!(
            "{} is resolved. Reopen it first.",
            incident.reference
        ))
    }
}

/// The incident with the call that reported it and whoever called, as far as they are loaded.
pub(super) fn around<'a>(state: &'a State, incident: &'a Incident) -> Known<'a> {
    Known {
        incident,
        call: incident.calls.first().and_then(|id| state.calls.get(id)),
        caller: incident
            .caller
            .as_ref()
            .and_then(|id| state.callers.get(id)),
        customer: incident
            .customer
            .as_ref()
            .and_then(|id| state.customers.get(id)),
    }
}

fn complete(
    state: &State,
    context: &Context<'_>,
    incident: &Incident,
    until: Until,
    what: &str,
) -> Result<(), Refusal> {
    let known = around(state, incident);
    let missing = context.required.missing(known, until);
    match missing.as_slice() {
        [] => Ok(()),
        [one] => refuse(format!("One answer is needed before {what}: {one}")),
        [first, ..] => refuse(format!(
            "{} answers are needed before {what}, first: {first}",
            missing.len()
        )),
    }
}

/// Makes a name known that was only heard of.
pub(super) fn introduce(state: &State, name: &crate::domain::id::AgentId) -> Vec<Local> {
    if state.agent(name).is_some() {
        return vec![];
    }
    vec![Local::Elsewhere(of_agent(name, Body::AgentJoined {}))]
}
