//! Reads an incident back from its written form.

use crate::domain::answer::{Answer, AnswerState, Field, FlowRef, Recorded, Source, Value};
use crate::domain::escalation::Escalation;
use crate::domain::handoff::{Declined, Handoff, Told};
use crate::domain::id::{AgentId, CallId};
use crate::domain::incident::{Attempt, Incident, Line, NextStep, PriorityOverride};
use crate::domain::promise::{Outcome, Promise};
use crate::domain::record::{
    AnswerRecord, AttemptRecord, EscalationRecord, HandoffRecord, LineRecord, PromiseRecord,
    Record, ResolutionRecord,
};
use crate::domain::resolution::Resolution;
use crate::domain::state::new_incident;

/// The incident that a record tells of; its caller and customer are the importer's to find. Promise states are
/// read from `state` and `settled`, as [`super::record`] writes them.
pub(in crate::domain) fn incident(record: &Record, calls: &[CallId]) -> Incident {
    let next_step = NextStep {
        what: record.next_step.what.clone(),
        who: AgentId::of(&record.next_step.who),
        by: record.next_step.by,
    };
    let mut incident = new_incident(
        record.reference,
        &AgentId::of(&record.opened_by),
        record.opened_at,
        &next_step,
    );
    incident.owner = AgentId::of(&record.owner);
    incident.status = record.status;
    incident.calls = calls.to_vec();
    incident.answers = record.answers.iter().map(answer_of).collect();
    incident.flow = record
        .category
        .as_ref()
        .map(|category| flow_of(category, record));
    fill_gaps(&mut incident, record);
    if let Some(reason) = &record.priority_reason {
        let by_hand = PriorityOverride {
            priority: record.priority,
            reason: reason.clone(),
        };
        incident.priority_override = Some(by_hand);
    }
    incident.promises = (1..)
        .zip(&record.promises)
        .map(|(id, promise)| promise_of(id, promise))
        .collect();
    incident.advice.clone_from(&record.advice);
    incident.no_promise.clone_from(&record.no_promise);
    incident.handoffs = record.handoffs.iter().map(handoff_of).collect();
    incident.escalations = record.escalations.iter().map(escalation_of).collect();
    incident.resolution = record.resolution.as_ref().map(resolution_of);
    incident.attempts = record.attempts.iter().map(attempt_of).collect();
    incident.timeline = record.timeline.iter().map(line_of).collect();
    incident
}

/// A record that somebody wrote by hand may state a field without the answer it came from; it becomes one.
fn fill_gaps(incident: &mut Incident, record: &Record) {
    let stated = [
        (
            Field::Product,
            incident.field(Field::Product),
            record.product.clone(),
        ),
        (
            Field::Version,
            incident.field(Field::Version),
            record.version.clone(),
        ),
        (
            Field::Impact,
            incident.field(Field::Impact),
            record.impact.map(|i| i.id().to_owned()),
        ),
        (
            Field::Urgency,
            incident.field(Field::Urgency),
            record.urgency.map(|u| u.id().to_owned()),
        ),
        (
            Field::Summary,
            Some(incident.summary()),
            Some(record.summary.clone()),
        ),
    ];
    for (field, _, said) in stated.into_iter().filter(|(_, known, said)| known != said) {
        let Some(said) = said else { continue };
        let answer = Answer {
            flow: FlowRef {
                id: "record".to_owned(),
                version: 0,
                hash: String::new(),
            },
            question: field.id().to_owned(),
            item: None,
            ask: field.words().to_owned(),
            state: AnswerState::Answered,
            source: Source::Record,
            value: Some(Value::Text(said)),
            shown: None,
            remark: None,
            field: Some(field),
            sensitive: false,
        };
        incident.answers.push(Recorded {
            answer,
            at: record.opened_at,
            hidden: false,
        });
    }
}

fn flow_of(category: &str, record: &Record) -> FlowRef {
    let answer = record.answers.iter().find(|answer| answer.flow == category);
    FlowRef {
        id: category.to_owned(),
        version: answer.map_or(0, |answer| answer.flow_version),
        hash: answer.map_or_else(String::new, |answer| answer.flow_hash.clone()),
    }
}

fn promise_of(id: u32, record: &PromiseRecord) -> Promise {
    let why = || record.why.clone().unwrap_or_default();
    let outcome = match (record.state.as_str(), record.settled) {
        ("kept" | "kept_late", Some(at)) => Outcome::Kept { at },
        ("broken", Some(at)) => Outcome::Broken { at, why: why() },
        ("moved" | "moved_late", Some(at)) => Outcome::Moved { at, consent: why() },
        _ => Outcome::Live,
    };
    Promise {
        id,
        what: record.what.clone(),
        by: record.by,
        made: record.made,
        made_by: AgentId::of(&record.made_by),
        outcome,
    }
}

fn answer_of(record: &AnswerRecord) -> Recorded {
    let flow = FlowRef {
        id: record.flow.clone(),
        version: record.flow_version,
        hash: record.flow_hash.clone(),
    };
    let answer = Answer {
        flow,
        question: record.question.clone(),
        item: record.item,
        ask: record.ask.clone(),
        state: record.state,
        source: record.source,
        value: record.value.clone(),
        shown: record.shown.clone(),
        remark: record.remark.clone(),
        field: record.field,
        sensitive: record.sensitive,
    };
    Recorded {
        answer,
        at: record.at,
        hidden: false,
    }
}

fn attempt_of(record: &AttemptRecord) -> Attempt {
    Attempt {
        what: record.what.clone(),
        result: record.result.clone(),
        at: record.at,
        by: AgentId::of(&record.by),
    }
}

fn line_of(record: &LineRecord) -> Line {
    Line {
        at: record.at,
        by: AgentId::of(&record.by),
        kind: record.kind.clone(),
        text: record.text.clone(),
        question: None,
        item: None,
        sensitive: record.sensitive,
    }
}

fn handoff_of(record: &HandoffRecord) -> Handoff {
    let told = record.customer_told.map(|at| Told {
        at,
        by: AgentId::of(record.told_by.as_deref().unwrap_or(&record.from)),
        words: record.words.clone().unwrap_or_default(),
    });
    Handoff {
        from: AgentId::of(&record.from),
        to: AgentId::of(&record.to),
        offered: record.offered,
        accepted: record.accepted,
        declined: record.declined.map(|at| Declined {
            at,
            reason: record.reason.clone().unwrap_or_default(),
        }),
        withdrawn: record.withdrawn,
        teller: record.teller,
        told,
    }
}

fn escalation_of(record: &EscalationRecord) -> Escalation {
    Escalation {
        to: record.to.clone(),
        why: record.why.clone(),
        at: record.at,
        by: AgentId::of(&record.by),
    }
}

fn resolution_of(record: &ResolutionRecord) -> Resolution {
    Resolution {
        kind: record.kind,
        done: record.done.clone(),
        verified: record.verified.clone(),
        told: record.told.clone(),
        confirmed: record.confirmed,
        need: record.need.clone(),
        at: record.at,
        by: AgentId::of(&record.by),
    }
}
