//! Rules of promises: they have a time to come, keep it, and move only with the customer's consent (rule 6).

use super::{
    Local, Locals, Refusal, follows_from_promises, in_the_future, refuse, said, undecided,
};
use crate::domain::command::Context;
use crate::domain::event::Body;
use crate::domain::id::Moment;
use crate::domain::incident::{Incident, NextStep};
use crate::domain::promise::{Outcome, Promise};
use crate::domain::state::State;

/// A promise; the next step follows it, unless somebody planned another.
pub(super) fn make(context: &Context<'_>, incident: &Incident, what: &str, by: Moment) -> Locals {
    super::incident::still_open(incident)?;
    let promise = promised(
        context,
        incident,
        said(what, "Please say what you promise.")?,
        by,
    )?;
    let sooner = incident
        .live_promises()
        .next()
        .is_none_or(|first| promise.by < first.by);
    let mut facts: Vec<Local> = vec![
        Body::PromiseMade {
            promise: promise.clone(),
        }
        .into(),
    ];
    if follows_from_promises(incident) && sooner {
        facts.push(follow(incident, &promise));
    }
    Ok(facts)
}

pub(super) fn keep(context: &Context<'_>, incident: &Incident, id: u32, how: &str) -> Locals {
    let promise = live(incident, id)?;
    let how = said(how, "Please say how the customer heard.")?;
    let mut facts = vec![Body::PromiseKept { promise: id, how }.into()];
    facts.extend(next_after(context, incident, promise));
    Ok(facts)
}

pub(super) fn give_up(context: &Context<'_>, incident: &Incident, id: u32, why: &str) -> Locals {
    let promise = live(incident, id)?;
    let why = said(why, "Please say why it cannot be kept.")?;
    let mut facts = vec![Body::PromiseBroken { promise: id, why }.into()];
    facts.extend(next_after(context, incident, promise));
    Ok(facts)
}

pub(super) fn postpone(
    context: &Context<'_>,
    incident: &Incident,
    id: u32,
    by: Moment,
    consent: &str,
) -> Locals {
    let promise = live(incident, id)?;
    let consent = said(
        consent,
        "A promise moves only if the customer agrees. Please say how they did.",
    )?;
    let replacement = promised(context, incident, promise.what.clone(), by)?;
    Ok(replace(incident, promise, replacement, consent))
}

/// What was promised in a call that still runs is put right there; what was promised before is moved, and takes the
/// customer's consent.
pub(super) fn correct(
    state: &State,
    context: &Context<'_>,
    incident: &Incident,
    id: u32,
    (what, by): (&str, Moment),
) -> Locals {
    let promise = live(incident, id)?;
    let calls = incident.calls.iter().filter_map(|id| state.calls.get(id));
    let mut running = calls.filter(|call| call.ended.is_none());
    if !running.any(|call| promise.made >= call.started) {
        return refuse("That promise is from before this call. It moves if the customer agrees.");
    }
    let what = said(what, "Please say what you promise.")?;
    let replacement = promised(context, incident, what, by)?;
    let consent = "put right in the same call".to_owned();
    Ok(replace(incident, promise, replacement, consent))
}

/// One promise in the place of another; a next step that was the old one follows the new one.
fn replace(
    incident: &Incident,
    promise: &Promise,
    replacement: Promise,
    consent: String,
) -> Vec<Local> {
    let follows = incident.is_open() && incident.next_step.what == promise.what;
    let step = follows.then(|| follow(incident, &replacement));
    let moved = Body::PromiseMoved {
        promise: promise.id,
        replacement,
        consent,
    };
    std::iter::once(moved.into()).chain(step).collect()
}

fn promised(
    context: &Context<'_>,
    incident: &Incident,
    what: String,
    by: Moment,
) -> Result<Promise, Refusal> {
    let id = incident
        .promises
        .iter()
        .map(|promise| promise.id)
        .max()
        .unwrap_or(0)
        + 1;
    let by = in_the_future(by, context.now)?;
    Ok(Promise {
        id,
        what,
        by,
        made: context.now,
        made_by: context.actor.clone(),
        outcome: Outcome::Live,
    })
}

fn live(incident: &Incident, id: u32) -> Result<&Promise, Refusal> {
    match incident.promises.iter().find(|promise| promise.id == id) {
        Some(promise) if promise.is_live() => Ok(promise),
        Some(_) => refuse("That promise is settled already."),
        None => refuse(format!("{} has no such promise.", incident.reference)),
    }
}

fn follow(incident: &Incident, promise: &Promise) -> Local {
    let next_step = NextStep {
        what: promise.what.clone(),
        who: incident.owner.clone(),
        by: promise.by,
    };
    Body::NextStepSet { next_step }.into()
}

/// When the next step was this promise, the next live one follows; without one, somebody has to decide (rule 1).
fn next_after(context: &Context<'_>, incident: &Incident, settled: &Promise) -> Option<Local> {
    if !incident.is_open() || incident.next_step.what != settled.what {
        return None;
    }
    let next = incident
        .live_promises()
        .find(|promise| promise.id != settled.id);
    Some(match next {
        Some(promise) => follow(incident, promise),
        None => Body::NextStepSet {
            next_step: undecided(&incident.owner, context.now),
        }
        .into(),
    })
}
