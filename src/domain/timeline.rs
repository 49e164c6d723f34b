//! The timeline: what an event of an incident is called in words. English for events stands here and nowhere else.

use super::event::{Body, Event};
use super::incident::{Entry, Incident, Line};

/// How a line begins that says how the customer heard of a resolution.
pub(super) const TOLD_OF_IT: &str = "told the customer";

/// The kind of a line that says what the caller heard.
pub(super) const TOLD: &str = "told";

/// The line that says that the caller heard these words.
pub(super) fn told(words: &str) -> String {
    format!("told the caller: {words}")
}

/// The line that an event adds to the timeline of its incident, seen before the event is folded in; `None` for
/// bookkeeping that no reader misses.
pub(super) fn line(incident: &Incident, event: &Event) -> Option<Line> {
    let (kind, text) = words(incident, &event.body)?;
    let (question, item) = match &event.body {
        Body::Answered { answer } => (
            Some((answer.flow.id.clone(), answer.question.clone())),
            answer.item,
        ),
        _ => (None, None),
    };
    Some(Line {
        at: event.at,
        by: event.actor.clone(),
        kind: kind.to_owned(),
        text,
        question,
        item,
        sensitive: match &event.body {
            Body::Answered { answer } => answer.sensitive,
            Body::EntryAdded {
                entry: Entry::Note { sensitive, .. },
            } => *sensitive,
            _ => false,
        },
    })
}

fn words(incident: &Incident, body: &Body) -> Option<(&'static str, String)> {
    let promised = |id: u32| {
        incident
            .promises
            .iter()
            .find(|promise| promise.id == id)
            .map_or("", |promise| &promise.what)
    };
    Some(match body {
        Body::IncidentOpened { .. } => ("opened", "opened".to_owned()),
        Body::CalledAbout { .. } => ("call", "another call about it".to_owned()),
        // A first answer stands in the record; only a correction is worth a line.
        Body::Answered { answer } => {
            let before = incident
                .recorded(&answer.flow.id, &answer.question, answer.item)?
                .answer
                .words();
            let after = answer.words();
            (before != after).then_some(())?;
            let of = answer
                .item
                .map_or(String::new(), |item| format!(" ({item})"));
            (
                "correction",
                format!("{}{of} {before} → {after}", answer.ask.trim()),
            )
        }
        Body::PriorityOverridden {
            by_hand: Some(by_hand),
        } => (
            "priority",
            format!("{} by hand: {}", by_hand.priority.words(), by_hand.reason),
        ),
        Body::PriorityOverridden { by_hand: None } => {
            ("priority", "back to impact × urgency".to_owned())
        }
        Body::NextStepSet { next_step } => (
            "next_step",
            format!("next: {} ({})", next_step.what, next_step.who),
        ),
        Body::PromiseMade { promise } => ("promise", format!("promised: {}", promise.what)),
        Body::PromiseKept { promise, how } => {
            ("promise", format!("kept: {} ({how})", promised(*promise)))
        }
        Body::PromiseBroken { promise, why } => (
            "promise",
            format!("not kept: {} ({why})", promised(*promise)),
        ),
        Body::PromiseMoved {
            promise, consent, ..
        } => (
            "promise",
            format!("moved: {} (customer: {consent})", promised(*promise)),
        ),
        Body::NoPromiseMade { reason } => ("promise", format!("no promise: {reason}")),
        Body::EntryAdded { entry } => match entry {
            Entry::Note { text, .. } => ("note", text.clone()),
            Entry::Attempt { what, result } => ("attempt", format!("{what}: {result}")),
            Entry::Contact { channel, text } => ("contact", format!("{channel}: {text}")),
        },
        Body::CallerTold { words } => (TOLD, told(words)),
        Body::ReadBackConfirmed {} => (
            "read_back",
            "read back, and confirmed by the caller".to_owned(),
        ),
        Body::HandoffOffered { handoff } => (
            "handoff",
            format!("{} offers it to {}", handoff.from, handoff.to),
        ),
        Body::HandoffAccepted { .. } => (
            "handoff",
            incident
                .offer()
                .map(|offer| format!("{} accepts it", offer.to))?,
        ),
        Body::HandoffDeclined { declined } => {
            let who = incident.offer().map(|offer| offer.to.to_string())?;
            ("handoff", format!("{who} declines it: {}", declined.reason))
        }
        Body::HandoffWithdrawn { .. } => ("handoff", "offer taken back".to_owned()),
        Body::CustomerToldOfHandoff { told } => (
            "contact",
            format!("told the customer who takes over: {}", told.words),
        ),
        Body::BriefWritten { part, .. } => ("brief", format!("brief edited: {}", part.words())),
        Body::EscalatedTo { escalation } => (
            "escalation",
            format!("escalated to {}: {}", escalation.to, escalation.why),
        ),
        Body::EscalationReturned { news } => {
            ("escalation", format!("back from the next level: {news}"))
        }
        Body::Resolved { resolution } => {
            let told = resolution
                .told
                .as_deref()
                .unwrap_or("customer not told yet");
            let kind = resolution.kind.words();
            (
                "resolution",
                format!(
                    "{kind}: {} · verified: {} · {told}",
                    resolution.done, resolution.verified
                ),
            )
        }
        Body::ResolutionTold { how, confirmed } => {
            let heard = if *confirmed {
                "and it helps"
            } else {
                "not confirmed yet"
            };
            ("resolution", format!("{TOLD_OF_IT}: {how}, {heard}"))
        }
        Body::Reopened { reason, .. } => ("reopened", format!("reopened: {reason}")),
        _ => return None,
    })
}
