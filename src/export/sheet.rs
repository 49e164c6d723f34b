//! The handoff sheet: on paper, all that an agent hands over when leaving the hotline.

use super::markdown::Page;
use super::words;
use crate::domain::brief;
use crate::domain::caller::Tier;
use crate::domain::handoff::Handoff;
use crate::domain::id::{AgentId, Moment};
use crate::domain::incident::{BriefPart, Incident};
use crate::domain::leaving::{Checklist, Standing};
use crate::domain::state::State;

/// The sheet as Markdown: what the agent still holds, what they have handed over in this shift, what is offered to
/// them. The state must hold these incidents with their callers and customers.
pub fn markdown(state: &State, agent: &AgentId, now: Moment) -> String {
    let list = Checklist::of(state, agent, now);
    let mut page = Page::new(&format!("Handoff sheet of {agent}"));
    page.say(&format!("Written {}.", words::day_time(now, now)));
    for title in SECTIONS {
        let rows = list.rows.iter();
        let rows = rows.filter(|row| section(&row.standing) == title);
        for incident in rows.filter_map(|row| state.incidents.get(&row.reference)) {
            entry(&mut page, (state, agent), incident, title, now);
        }
    }
    if list.rows.is_empty() {
        page.say("There is nothing to hand over.");
    }
    page.finish(now)
}

const SECTIONS: [&str; 3] = ["To hand over", "Handed over", "Offered to you"];

fn section(standing: &Standing) -> &'static str {
    let [to_hand_over, handed_over, offered] = SECTIONS;
    match standing {
        Standing::Untold { .. } | Standing::Accepted { .. } => handed_over,
        Standing::Offered { .. } => offered,
        _ => to_hand_over,
    }
}

fn entry(
    page: &mut Page,
    (state, agent): (&State, &AgentId),
    incident: &Incident,
    section: &str,
    now: Moment,
) {
    let (reference, priority) = (incident.reference, incident.priority().words());
    let summary = incident.summary();
    page.heading(&format!("{section}: {reference} · {priority} · {summary}"));
    for (label, text) in facts(state, agent, incident, now) {
        if !text.trim().is_empty() {
            page.fact(label, &text);
        }
    }
}

fn facts(
    state: &State,
    agent: &AgentId,
    incident: &Incident,
    now: Moment,
) -> Vec<(&'static str, String)> {
    let part = |part| brief::part(incident, part);
    let mut facts = vec![
        ("Customer", customer(state, incident)),
        ("Caller", caller(state, incident)),
        ("What happened", part(BriefPart::WhatHappened)),
        ("Tried", part(BriefPart::Tried)),
        ("Next step", next_step(incident, now)),
    ];
    facts.extend(incident.live_promises().map(|promise| {
        let by = words::due(promise.by, now);
        ("Promise", format!("{} · by {by}", promise.what))
    }));
    facts.extend(
        incident
            .onward()
            .iter()
            .map(|onward| ("Goes on", onward.words())),
    );
    let known = incident.advice.known_problems.iter();
    facts.extend(known.map(|problem| ("Looks like", problem.clone())));
    if let Some(reason) = &incident.no_promise {
        facts.push(("No promise", reason.clone()));
    }
    facts.push(("If … then …", part(BriefPart::IfThen)));
    // What somebody else handed to the agent before is no part of what they hand over now.
    let last = incident.offer().or_else(|| incident.accepted_handoff());
    match last.filter(|handoff| !handoff.to.is(&incident.owner) || handoff.from.is(agent)) {
        Some(handoff) => facts.extend(handed(handoff, now)),
        None => facts.push(("To", "nobody yet".to_owned())),
    }
    facts
}

fn customer(state: &State, incident: &Incident) -> String {
    let customer = incident
        .customer
        .as_ref()
        .and_then(|id| state.customers.get(id));
    customer.map_or_else(String::new, |customer| {
        words::joined([Some(customer.name.as_str()), customer.tier.map(Tier::words)])
    })
}

fn caller(state: &State, incident: &Incident) -> String {
    let caller = incident
        .caller
        .as_ref()
        .and_then(|id| state.callers.get(id));
    caller.map_or_else(String::new, |caller| {
        let parts = [&caller.name].into_iter().chain(caller.phones.first());
        words::joined(parts.map(|part| Some(part.as_str())))
    })
}

fn next_step(incident: &Incident, now: Moment) -> String {
    let what = brief::part(incident, BriefPart::NextStep);
    if incident.is_open() {
        format!("{what} · by {}", words::due(incident.next_step.by, now))
    } else {
        what
    }
}

fn handed(handoff: &Handoff, now: Moment) -> Vec<(&'static str, String)> {
    let accepted = match handoff.accepted {
        Some(at) => format!("accepted {}", words::day_time(at, now)),
        None => format!(
            "offered {}, not accepted yet",
            words::day_time(handoff.offered, now)
        ),
    };
    let told = match &handoff.told {
        Some(told) => format!(
            "{}, by {}: {}",
            words::day_time(told.at, now),
            told.by,
            told.words
        ),
        None => format!("not yet; {} tells them", teller(handoff)),
    };
    vec![
        ("To", handoff.to.to_string()),
        ("Accepted", accepted),
        ("Customer told", told),
    ]
}

fn teller(handoff: &Handoff) -> &AgentId {
    match handoff.teller {
        crate::domain::handoff::Teller::Giver => &handoff.from,
        crate::domain::handoff::Teller::Receiver => &handoff.to,
    }
}
