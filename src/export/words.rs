//! What a record says in words: times, answers, promises, handoffs; the same in text and in Markdown.

use chrono::TimeDelta;

use crate::domain::answer::{AnswerState, Field, Value};
use crate::domain::caller::{Level, Role, Tier};
use crate::domain::id::Moment;
use crate::domain::priority::{Impact, Urgency};
use crate::domain::record::{
    AnswerRecord, CallRecord, CallerRecord, CustomerRecord, HandoffRecord, NextStepRecord,
    PromiseRecord, Record, ResolutionRecord,
};
use crate::domain::zone;

/// A day and a time that can be read years later, as the wall shows it then: “Sun 22 Nov 2026 14:00”.
pub fn day_time(then: Moment, now: Moment) -> String {
    zone::on_the_wall(then, now)
        .format("%a %-d %b %Y %H:%M")
        .to_string()
}

/// A day and a time, and how late that is.
pub fn due(by: Moment, now: Moment) -> String {
    let late = now - by;
    if late > TimeDelta::zero() {
        format!("{} ({} late)", day_time(by, now), span(late))
    } else {
        day_time(by, now)
    }
}

/// A span: “45 s”, “31 min”, “2 h 14”, “3 days”.
pub(super) fn span(length: TimeDelta) -> String {
    match length.num_minutes() {
        ..=0 => format!("{} s", length.num_seconds().max(0)),
        minutes @ 1..=59 => format!("{minutes} min"),
        minutes @ 60..=2879 => format!("{} h {:02}", minutes / 60, minutes % 60),
        minutes => format!("{} days", minutes / 1440),
    }
}

/// The parts that say something, with dots between.
pub(super) fn joined<'a>(parts: impl IntoIterator<Item = Option<&'a str>>) -> String {
    let said: Vec<&str> = parts
        .into_iter()
        .flatten()
        .filter(|part| !part.trim().is_empty())
        .collect();
    said.join(" · ")
}

pub(super) fn next_step(step: &NextStepRecord, now: Moment) -> String {
    format!("{} · {} · by {}", step.what, step.who, due(step.by, now))
}

pub(super) fn promise(promise: &PromiseRecord, now: Moment) -> String {
    let state = promise.state.replace('_', " ");
    let settled = promise
        .settled
        .map(|at| format!("{state} {}", day_time(at, now)));
    let by = if settled.is_none() {
        due(promise.by, now)
    } else {
        day_time(promise.by, now)
    };
    joined([
        Some(promise.what.as_str()),
        Some(&format!("by {by}")),
        Some(settled.as_deref().unwrap_or("live")),
        promise.why.as_deref(),
        Some(&format!("promised by {}", promise.made_by)),
    ])
}

pub(super) fn customer(customer: &CustomerRecord) -> String {
    joined([Some(customer.name.as_str()), customer.tier.map(Tier::words)])
}

pub(super) fn caller(caller: &CallerRecord) -> String {
    joined([
        Some(caller.name.as_str()),
        caller.phone.as_deref(),
        caller.email.as_deref(),
        caller.role.map(Role::words),
        caller.level.map(Level::words),
    ])
}

/// The category as whoever chose it saw it; its id when nobody did.
pub(super) fn category(record: &Record) -> Option<String> {
    let chosen = record.answers.iter().rev().find(|answer| {
        let value = answer.value.as_ref().map(ToString::to_string);
        answer.field == Some(Field::Category) && value == record.category
    });
    let title = chosen.and_then(|answer| answer.shown.clone());
    title.or_else(|| record.category.clone())
}

pub(super) fn product(record: &Record) -> String {
    let parts = [record.product.as_deref(), record.version.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

/// How far it reaches, how much it holds up, and why the priority was set by hand.
pub(super) fn impact(record: &Record) -> String {
    joined([
        record.impact.map(Impact::words),
        record.urgency.map(Urgency::words),
        record
            .priority_reason
            .as_ref()
            .map(|reason| format!("{} by hand: {reason}", record.priority.words()))
            .as_deref(),
    ])
}

/// The words that were asked, and which of several things they were about.
pub(super) fn ask(answer: &AnswerRecord) -> String {
    match answer.item {
        Some(item) => format!("{} ({item})", answer.ask),
        None => answer.ask.clone(),
    }
}

/// The answer in words: the value, or what became of the question.
pub(super) fn answer(answer: &AnswerRecord) -> String {
    let value = answer.value.as_ref().map(ToString::to_string);
    let shown = match answer.value {
        // Its name alone does not tell a developer which one it was.
        Some(Value::File { .. }) => None,
        _ => answer.shown.clone(),
    };
    match (answer.state, shown.or(value)) {
        (AnswerState::Answered, Some(said)) => said,
        (state, _) => state.words().to_owned(),
    }
}

/// What a reader has to know to judge an answer: its source, and what was remarked.
pub(super) fn standing(answer: &AnswerRecord) -> String {
    let source = (answer.state == AnswerState::Answered).then(|| answer.source.words());
    joined([source, answer.remark.as_deref()])
}

pub(super) fn call(call: &CallRecord, now: Moment) -> String {
    let length = call
        .seconds
        .map(|seconds| span(TimeDelta::seconds(seconds)));
    joined([
        Some(day_time(call.started, now).as_str()),
        Some(length.as_deref().unwrap_or("still open")),
        Some(&call.agent),
    ])
}

pub(super) fn handoff(handoff: &HandoffRecord, now: Moment) -> String {
    let (declined, withdrawn) = (handoff.declined, handoff.withdrawn);
    let outcome = match (handoff.accepted, declined, withdrawn) {
        (Some(at), ..) => format!("accepted {}", day_time(at, now)),
        (_, Some(at), _) => {
            let reason = handoff.reason.as_deref().unwrap_or("no reason given");
            format!("declined {}: {reason}", day_time(at, now))
        }
        (.., Some(at)) => format!("taken back {}", day_time(at, now)),
        _ => "not answered yet".to_owned(),
    };
    joined([
        Some(format!("{} → {}", handoff.from, handoff.to).as_str()),
        Some(&format!("offered {}", day_time(handoff.offered, now))),
        Some(&outcome),
        (declined.or(withdrawn).is_none())
            .then(|| customer_told(handoff, now))
            .as_deref(),
    ])
}

fn customer_told(handoff: &HandoffRecord, now: Moment) -> String {
    match (handoff.customer_told, &handoff.told_by) {
        (Some(at), Some(by)) => {
            let words = handoff.words.as_deref().unwrap_or_default();
            format!("customer told {} by {by}: {words}", day_time(at, now))
        }
        (Some(at), None) => format!("customer told {}", day_time(at, now)),
        (None, _) => "customer not told".to_owned(),
    }
}

/// The lines of a resolution: a label and what stands there.
pub(super) fn resolution(
    resolution: &ResolutionRecord,
    now: Moment,
) -> Vec<(&'static str, String)> {
    let told = match (&resolution.told, resolution.confirmed) {
        (Some(how), true) => format!("{how}; they confirmed that it helps"),
        (Some(how), false) => format!("{how}; not confirmed yet"),
        (None, _) => "not yet".to_owned(),
    };
    let when = format!("{} · {}", day_time(resolution.at, now), resolution.by);
    let mut lines = vec![
        ("Resolved", when),
        ("How", resolution.kind.words().to_owned()),
        ("Done", resolution.done.clone()),
        ("Verified", resolution.verified.clone()),
        ("Customer told", told),
    ];
    lines.extend(resolution.need.clone().map(|need| ("The need", need)));
    lines
}
