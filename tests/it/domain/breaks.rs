//! What must be true of every state and of every step from one to the next, whatever was commanded.

use baton::domain::answer::{AnswerState, Value};
use baton::domain::call::Call;
use baton::domain::event::{Body, Event, Subject};
use baton::domain::id::{AgentId, Moment, clean, fold};
use baton::domain::incident::{Incident, Status};
use baton::domain::leaving::{Held, held_by};
use baton::domain::promise::Outcome;
use baton::domain::resolution::ResolutionKind;
use baton::domain::state::State;

/// The first rule that a state breaks.
pub fn state(state: &State, now: Moment) -> Option<String> {
    let agents = state.agents.keys().map(|id| fold(id.as_str()));
    let callers = state.callers.values().map(|caller| caller.name.as_str());
    let customers = state
        .customers
        .values()
        .map(|customer| customer.name.as_str());
    let names = state
        .agents
        .keys()
        .map(AgentId::as_str)
        .chain(callers)
        .chain(customers);
    // Once it names an incident, a reference is no longer set aside.
    let free = state.calls.values().map(|call| call.reserved);
    let set_aside = free.filter(|reference| !state.incidents.contains_key(reference));
    first([
        (names.into_iter().any(is_blank), "somebody has no name"),
        (!is_unique(agents), "two agents are the same"),
        (
            !is_unique(
                state
                    .customers
                    .values()
                    .map(|customer| fold(&customer.name)),
            ),
            "two customers have the same name",
        ),
        (
            !is_unique(set_aside),
            "two calls set the same reference aside",
        ),
    ])
    .or_else(|| {
        state
            .agents
            .values()
            .find_map(|agent| of_agent(state, &agent.id))
    })
    .or_else(|| state.calls.values().find_map(|call| of_call(state, call)))
    .or_else(|| {
        state
            .incidents
            .values()
            .find_map(|incident| of_incident(state, incident, now))
    })
}

fn of_agent(state: &State, id: &AgentId) -> Option<String> {
    let agent = &state.agents[id];
    let spoken: Vec<&Call> = state
        .running_calls(id)
        .filter(|call| call.parked.is_none())
        .collect();
    let is_there = agent.on_the_hotline_since.is_some();
    let badly_watched = agent.left_open.as_ref().is_some_and(|left| {
        is_blank(&left.reason) || left.watcher.is(id) || state.agent(&left.watcher).is_none()
    });
    first([
        (spoken.len() > 1, "two calls are spoken at once"),
        (
            is_there && agent.left_open.is_some(),
            "who is there has left something",
        ),
        (badly_watched, "rule 7: left without a reason or a watcher"),
    ])
}

fn of_call(state: &State, call: &Call) -> Option<String> {
    let unknown = call
        .incidents
        .iter()
        .any(|incident| !state.incidents.contains_key(incident));
    first([
        (
            call.ended.is_some() && call.parked.is_some(),
            "a call that ended is parked",
        ),
        (
            call.ended.is_some_and(|ended| ended < call.started),
            "a call ended before it began",
        ),
        (unknown, "a call is about nothing"),
        (
            call.ended.is_none()
                && state.incidents.contains_key(&call.reserved)
                && !call
                    .incidents
                    .iter()
                    .chain(&call.gone)
                    .any(|of| *of == call.reserved),
            "the reference of a call is another's",
        ),
        (
            !is_unique(call.incidents.iter()),
            "a call is about the same twice",
        ),
        (
            call.caller
                .as_ref()
                .is_some_and(|id| !state.callers.contains_key(id)),
            "an unknown caller",
        ),
        (
            call.customer
                .as_ref()
                .is_some_and(|id| !state.customers.contains_key(id)),
            "an unknown customer",
        ),
    ])
}

fn of_incident(state: &State, incident: &Incident, now: Moment) -> Option<String> {
    let is_known = |name: &AgentId| state.agent(name).is_some();
    let step = &incident.next_step;
    let waiting = incident
        .handoffs
        .iter()
        .filter(|handoff| handoff.is_open())
        .count();
    let given_out = incident.reference.station() != state.station
        || incident.reference.number() < state.counters.incidents;
    let live = incident.live_promises().count();
    first([
        (!is_known(&incident.owner), "rule 1: nobody's"),
        (
            is_blank(&step.what) || !is_known(&step.who),
            "rule 1: no next step",
        ),
        (
            waiting > usize::from(incident.offer().is_some()),
            "rule 5: two offers at once",
        ),
        (
            incident
                .offer()
                .is_some_and(|offer| !offer.from.is(&incident.owner)),
            "rule 5: offered by somebody else than its owner",
        ),
        (
            incident
                .offer()
                .is_some_and(|offer| offer.to.is(&incident.owner)),
            "rule 5: offered to its owner",
        ),
        (
            incident
                .handoffs
                .iter()
                .any(|handoff| is_blank(handoff.to.as_str())),
            "rule 5: offered to nobody",
        ),
        (
            !is_unique(incident.promises.iter().map(|promise| promise.id)),
            "rule 6: two promises are one",
        ),
        (
            (incident.status == Status::Resolved) != incident.resolution.is_some(),
            "rule 8: resolved by nothing",
        ),
        (!given_out, "a reference will be given out again"),
        (
            incident.is_open() && incident.due().is_none(),
            "rule 1: an open incident without a date",
        ),
        (
            live > 0 && !incident.is_held(),
            "rule 7: a live promise that nobody holds",
        ),
    ])
    .or_else(|| of_answers(incident))
    .or_else(|| of_promises(incident, now))
    .or_else(|| of_resolution(incident))
    .map(|breach| format!("{}: {breach}", incident.reference))
}

fn of_answers(incident: &Incident) -> Option<String> {
    let questions = incident
        .answers
        .iter()
        .map(|r| (&r.answer.flow.id, &r.answer.question));
    let bad = |state: AnswerState, value: Option<&Value>, remark: Option<&str>| match state {
        AnswerState::Answered => {
            value.is_none_or(Value::is_blank)
                || matches!(value, Some(Value::Number(n)) if !n.is_finite())
        }
        AnswerState::NotAsked => remark.is_none_or(is_blank),
        AnswerState::Unknown | AnswerState::Declined | AnswerState::NotApplicable => false,
    };
    let mut answers = incident.answers.iter().map(|recorded| &recorded.answer);
    first([
        (!is_unique(questions), "rule 4: two answers to one question"),
        (
            answers.any(|a| bad(a.state, a.value.as_ref(), a.remark.as_deref())),
            "rule 4: a blank for an answer",
        ),
    ])
}

fn of_promises(incident: &Incident, now: Moment) -> Option<String> {
    incident
        .promises
        .iter()
        .enumerate()
        .find_map(|(at, promise)| {
            let unsaid = match &promise.outcome {
                Outcome::Live | Outcome::Kept { .. } => false,
                Outcome::Broken { why, .. } => is_blank(why),
                Outcome::Moved { consent, .. } => {
                    is_blank(consent) || incident.promises.len() == at + 1
                }
            };
            first([
                (is_blank(&promise.what), "a promise of nothing"),
                (promise.made > now, "a promise from the future"),
                (unsaid, "rule 6: broken or moved without a word"),
            ])
        })
}

fn of_resolution(incident: &Incident) -> Option<String> {
    let resolution = incident.resolution.as_ref()?;
    let needs = resolution.kind == ResolutionKind::AsDesigned;
    first([
        (is_blank(&resolution.done), "rule 8: nothing was done"),
        (is_blank(&resolution.verified), "rule 8: not verified"),
        (
            needs && resolution.need.as_deref().is_none_or(is_blank),
            "rule 8: no need recorded",
        ),
        (
            resolution.told.as_deref().is_some_and(is_blank),
            "rule 8: told nothing",
        ),
        (
            resolution.confirmed && resolution.told.is_none(),
            "rule 8: confirmed untold",
        ),
    ])
}

/// The first rule that a step breaks: an event, and the states before and after it.
pub fn step(before: &State, event: &Event, after: &State) -> Option<String> {
    let of_subject = match (&event.subject, &event.body) {
        (Subject::Agent(id), Body::ShiftEnded { left_open }) => {
            let held = held_by(before, id);
            first([
                (
                    left_open.is_none() && !held.is_empty(),
                    "rule 7: left holding something",
                ),
                (
                    held.iter().any(|held| matches!(held, Held::Call(_))),
                    "rule 7: left in the middle of a call",
                ),
            ])
        }
        (Subject::Call(id), Body::CallEnded { .. }) => {
            let incidents = after.calls[id]
                .incidents
                .iter()
                .map(|reference| &after.incidents[reference]);
            let silent = |incident: &Incident| {
                incident.is_open()
                    && incident.live_promises().all(|it| it.by < event.at)
                    && incident.no_promise.is_none()
            };
            first([(
                incidents.into_iter().any(silent),
                "rule 2: ended in silence",
            )])
        }
        (
            Subject::Call(_),
            Body::CallLinked {
                incident,
                instead_of: Some(_),
            },
        ) => first([(
            !before.incidents[incident].is_open(),
            "a report fell into an incident that is resolved",
        )]),
        (
            Subject::Incident(reference),
            Body::IncidentOpened { .. } | Body::IncidentImported { .. },
        ) => first([(
            before.incidents.contains_key(reference),
            "rule 9: an incident was overwritten",
        )]),
        _ => None,
    };
    let common = before.incidents.values().find_map(|then| {
        let now = &after.incidents[&then.reference];
        let receiver = then.offer().map(|offer| &offer.to);
        let may_take = match &event.body {
            Body::HandoffAccepted { .. } => {
                receiver.is_some_and(|to| to.is(&event.actor) && to.is(&now.owner))
            }
            Body::Reopened { .. } => now.owner.is(&event.actor),
            _ => false,
        };
        let kept = then.promises.iter().zip(&now.promises).all(|(then, now)| {
            (then.id, &then.what, then.by, then.made, &then.made_by)
                == (now.id, &now.what, now.by, now.made, &now.made_by)
                && (then.is_live() || then.outcome == now.outcome)
        });
        first([
            (
                now.owner != then.owner && !may_take,
                "rule 5: moved without acceptance",
            ),
            (
                !kept || now.promises.len() < then.promises.len(),
                "rule 6: a promise was changed",
            ),
            (
                !now.timeline.starts_with(&then.timeline),
                "rule 9: the timeline was edited",
            ),
            (
                !now.attempts.starts_with(&then.attempts),
                "rule 9: an attempt was edited",
            ),
            (
                !now.escalations.starts_with(&then.escalations),
                "rule 9: an escalation was edited",
            ),
            (
                !now.calls.starts_with(&then.calls),
                "rule 9: a call was taken away",
            ),
            (
                now.answers.len() < then.answers.len(),
                "rule 9: an answer was taken away",
            ),
            (
                now.handoffs.len() < then.handoffs.len(),
                "rule 9: a handoff was taken away",
            ),
        ])
        .map(|breach| format!("{}: {breach}", then.reference))
    });
    of_subject.or(common)
}

fn first<const N: usize>(breaches: [(bool, &str); N]) -> Option<String> {
    breaches
        .into_iter()
        .find(|(broken, _)| *broken)
        .map(|(_, words)| words.to_owned())
}

fn is_blank(text: &str) -> bool {
    clean(text).is_empty()
}

fn is_unique<T: Ord>(items: impl Iterator<Item = T>) -> bool {
    let mut seen = std::collections::BTreeSet::new();
    items.into_iter().all(|item| seen.insert(item))
}
