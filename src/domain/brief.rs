//! The handoff brief: what the next person has to know, written from the record until somebody writes over it.

use super::answer::{AnswerState, Field};
use super::incident::{BriefPart, Incident, Line};
use super::promise::Outcome;
use super::timeline::TOLD_OF_IT;

/// A part of the brief: what somebody wrote, else what the record says. Empty when neither says anything. Dates are
/// left to whoever shows it, since they read differently every day.
pub fn part(incident: &Incident, part: BriefPart) -> String {
    if let Some(written) = incident.brief.get(&part) {
        return written.clone();
    }
    match part {
        BriefPart::WhatHappened => what_happened(incident),
        BriefPart::Tried => tried(incident),
        BriefPart::NextStep => next_step(incident),
        BriefPart::IfThen => String::new(),
    }
}

/// The summary, what exactly happens, and how far it reaches.
fn what_happened(incident: &Incident) -> String {
    let product = match (
        incident.field(Field::Product),
        incident.field(Field::Version),
    ) {
        (Some(product), Some(version)) => Some(format!("{product} {version}")),
        (product, _) => product,
    };
    let reach = incident.impact().map(|impact| match incident.urgency() {
        Some(urgency) => format!("{}: {}", impact.words(), urgency.words()),
        None => impact.words().to_owned(),
    });
    let summary = incident.summary();
    let mut sentences = vec![summary.clone()];
    sentences.extend(
        incident
            .field(Field::Description)
            .filter(|text| *text != summary),
    );
    sentences.extend(product);
    sentences.extend(reach);
    sentences.extend(story(incident));
    sentences
        .iter()
        .map(|text| sentence(text))
        .collect::<Vec<_>>()
        .join(" ")
}

/// What a summary does not tell: it was resolved before and came back, or a promise was not kept.
fn story(incident: &Incident) -> Vec<String> {
    let lines: Vec<&Line> = incident.visible_timeline().collect();
    let came_back = lines.iter().rposition(|line| line.kind == "reopened");
    let until = lines.iter().take(came_back.map_or(0, |last| last + 1));
    let ends = until.filter_map(|line| match line.kind.as_str() {
        "resolution" if !line.text.starts_with(TOLD_OF_IT) => {
            Some(format!("Resolved before, {}", line.text))
        }
        "reopened" => Some(format!("It was {}", line.text)),
        _ => None,
    });
    let broken = incident.promises.iter();
    let broken = broken.filter_map(|promise| match &promise.outcome {
        Outcome::Broken { why, .. } => {
            Some(format!("Promised and not kept: {}, {why}", promise.what))
        }
        _ => None,
    });
    ends.chain(broken).collect()
}

/// What the caller had tried, then what we tried, each with its result.
fn tried(incident: &Incident) -> String {
    let before = incident
        .visible_answers()
        .filter(|answer| answer.question == TRIED && answer.state == AnswerState::Answered)
        .filter(|answer| !answer.sensitive);
    before
        .map(|answer| one_line(&answer.words()))
        .chain(
            incident
                .attempts
                .iter()
                .map(|a| format!("{}: {}", one_line(&a.what), one_line(&a.result))),
        )
        .collect::<Vec<_>>()
        .join(" · ")
}

/// The question of `intake` that asks what was tried already.
const TRIED: &str = "tried";

fn next_step(incident: &Incident) -> String {
    match &incident.resolution {
        Some(resolution) if resolution.told.is_none() => {
            "tell the customer what solved it".to_owned()
        }
        Some(_) => "nothing: it is resolved".to_owned(),
        None => incident.next_step.what.clone(),
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text as a sentence: on one line, with its full stop.
fn sentence(text: &str) -> String {
    let text = one_line(text);
    let ends = text.ends_with(['.', '!', '?', '…', ':']);
    if ends || text.is_empty() {
        text
    } else {
        format!("{text}.")
    }
}
