//! Between the incident and its written form: [`record`] writes it out, [`incident`] reads it back.

use super::answer::{Answer, AnswerState, Field, FlowRef, Source, Value};
use super::call::Call;
use super::caller::{Caller, Customer};
use super::escalation::Escalation;
use super::handoff::{Declined, Handoff, Told};
use super::id::{AgentId, CallId, Moment};
use super::incident::{Attempt, Incident, Line, NextStep, PriorityOverride, Recorded};
use super::promise::{Outcome, Promise};
use super::record::{
    AnswerRecord, AttemptRecord, CallRecord, CallerRecord, CustomerRecord, EscalationRecord,
    FORMAT, HandoffRecord, LineRecord, NextStepRecord, PromiseRecord, Record, ResolutionRecord,
};
use super::resolution::Resolution;
use super::state::{State, new_incident};

/// The incident as it is written out, hidden answers left out. What the state does not hold (its caller, customer
/// and calls) is missing from the record too.
pub fn record(state: &State, incident: &Incident, now: Moment) -> Record {
    let customer = incident
        .customer
        .as_ref()
        .and_then(|id| state.customers.get(id));
    let caller = incident
        .caller
        .as_ref()
        .and_then(|id| state.callers.get(id));
    let calls: Vec<&Call> = incident
        .calls
        .iter()
        .filter_map(|id| state.calls.get(id))
        .collect();
    Record {
        format: FORMAT,
        reference: incident.reference,
        status: incident.status,
        priority: incident.priority(),
        priority_reason: incident
            .priority_override
            .as_ref()
            .map(|by_hand| by_hand.reason.clone()),
        impact: incident.impact(),
        urgency: incident.urgency(),
        category: incident.category(),
        product: incident.field(Field::Product),
        version: incident.field(Field::Version),
        summary: incident.summary(),
        customer: customer.map(customer_record),
        caller: caller.map(caller_record),
        owner: incident.owner.to_string(),
        opened_by: incident.opened_by.to_string(),
        next_step: NextStepRecord {
            what: incident.next_step.what.clone(),
            who: incident.next_step.who.to_string(),
            by: incident.next_step.by,
        },
        promises: incident
            .promises
            .iter()
            .map(|promise| promise_record(promise, now))
            .collect(),
        no_promise: incident.no_promise.clone(),
        answers: answers(incident, &calls),
        attempts: incident.attempts.iter().map(attempt_record).collect(),
        timeline: incident.timeline.iter().map(line_record).collect(),
        calls: calls.into_iter().map(call_record).collect(),
        handoffs: incident.handoffs.iter().map(handoff_record).collect(),
        escalations: incident.escalations.iter().map(escalation_record).collect(),
        resolution: incident.resolution.as_ref().map(resolution_record),
        opened_at: incident.opened_at,
        resolved_at: incident.resolution.as_ref().map(|resolution| resolution.at),
    }
}

/// The incident that a record tells of; its caller and customer are the importer's to find. Promise states are
/// read from `state` and `settled`, as [`record`] writes them.
pub(super) fn incident(record: &Record, calls: &[CallId]) -> Incident {
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
            ask: field.words().to_owned(),
            state: AnswerState::Answered,
            source: Source::Record,
            value: Some(Value::Text(said)),
            shown: None,
            remark: None,
            field: Some(field),
        };
        incident.answers.push(Recorded {
            answer,
            at: record.opened_at,
            hidden: false,
        });
    }
}

fn answers(incident: &Incident, calls: &[&Call]) -> Vec<AnswerRecord> {
    let about_the_caller = calls.first().into_iter().flat_map(|call| {
        call.answers
            .iter()
            .map(move |answer| answer_record(answer, call.started))
    });
    let own = incident.answers.iter().filter(|recorded| !recorded.hidden);
    about_the_caller
        .chain(own.map(|recorded| answer_record(&recorded.answer, recorded.at)))
        .collect()
}

fn flow_of(category: &str, record: &Record) -> FlowRef {
    let answer = record.answers.iter().find(|answer| answer.flow == category);
    FlowRef {
        id: category.to_owned(),
        version: answer.map_or(0, |answer| answer.flow_version),
        hash: answer.map_or_else(String::new, |answer| answer.flow_hash.clone()),
    }
}

fn customer_record(customer: &Customer) -> CustomerRecord {
    CustomerRecord {
        name: customer.name.clone(),
        tier: customer.tier,
    }
}

fn caller_record(caller: &Caller) -> CallerRecord {
    CallerRecord {
        name: caller.name.clone(),
        phone: caller.phones.first().cloned(),
        email: caller.email.clone(),
        role: caller.role,
        level: caller.level,
    }
}

fn promise_record(promise: &Promise, now: Moment) -> PromiseRecord {
    let (settled, why) = match &promise.outcome {
        Outcome::Live => (None, None),
        Outcome::Kept { at } => (Some(*at), None),
        Outcome::Broken { at, why } => (Some(*at), Some(why.clone())),
        Outcome::Moved { at, consent } => (Some(*at), Some(consent.clone())),
    };
    PromiseRecord {
        what: promise.what.clone(),
        by: promise.by,
        state: promise.state(now).to_owned(),
        made: promise.made,
        made_by: promise.made_by.to_string(),
        settled,
        why,
    }
}

fn promise_of(id: u32, record: &PromiseRecord) -> Promise {
    let why = || record.why.clone().unwrap_or_default();
    let outcome = match (record.state.as_str(), record.settled) {
        ("kept" | "kept_late", Some(at)) => Outcome::Kept { at },
        ("broken", Some(at)) => Outcome::Broken { at, why: why() },
        ("moved", Some(at)) => Outcome::Moved { at, consent: why() },
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

fn answer_record(answer: &Answer, at: Moment) -> AnswerRecord {
    AnswerRecord {
        flow: answer.flow.id.clone(),
        flow_version: answer.flow.version,
        flow_hash: answer.flow.hash.clone(),
        question: answer.question.clone(),
        ask: answer.ask.clone(),
        state: answer.state,
        source: answer.source,
        value: answer.value.clone(),
        shown: answer.shown.clone(),
        remark: answer.remark.clone(),
        field: answer.field,
        at,
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
        ask: record.ask.clone(),
        state: record.state,
        source: record.source,
        value: record.value.clone(),
        shown: record.shown.clone(),
        remark: record.remark.clone(),
        field: record.field,
    };
    Recorded {
        answer,
        at: record.at,
        hidden: false,
    }
}

fn attempt_record(attempt: &Attempt) -> AttemptRecord {
    AttemptRecord {
        what: attempt.what.clone(),
        result: attempt.result.clone(),
        at: attempt.at,
        by: attempt.by.to_string(),
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

fn line_record(line: &Line) -> LineRecord {
    LineRecord {
        at: line.at,
        by: line.by.to_string(),
        kind: line.kind.clone(),
        text: line.text.clone(),
    }
}

fn line_of(record: &LineRecord) -> Line {
    Line {
        at: record.at,
        by: AgentId::of(&record.by),
        kind: record.kind.clone(),
        text: record.text.clone(),
    }
}

fn call_record(call: &Call) -> CallRecord {
    CallRecord {
        started: call.started,
        ended: call.ended,
        seconds: call.seconds(),
        agent: call.agent.to_string(),
    }
}

fn handoff_record(handoff: &Handoff) -> HandoffRecord {
    HandoffRecord {
        from: handoff.from.to_string(),
        to: handoff.to.to_string(),
        offered: handoff.offered,
        accepted: handoff.accepted,
        declined: handoff.declined.as_ref().map(|declined| declined.at),
        reason: handoff
            .declined
            .as_ref()
            .map(|declined| declined.reason.clone()),
        withdrawn: handoff.withdrawn,
        teller: handoff.teller,
        customer_told: handoff.told.as_ref().map(|told| told.at),
        told_by: handoff.told.as_ref().map(|told| told.by.to_string()),
        words: handoff.told.as_ref().map(|told| told.words.clone()),
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

fn escalation_record(escalation: &Escalation) -> EscalationRecord {
    EscalationRecord {
        to: escalation.to.clone(),
        why: escalation.why.clone(),
        at: escalation.at,
        by: escalation.by.to_string(),
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

fn resolution_record(resolution: &Resolution) -> ResolutionRecord {
    ResolutionRecord {
        kind: resolution.kind,
        done: resolution.done.clone(),
        verified: resolution.verified.clone(),
        told: resolution.told.clone(),
        confirmed: resolution.confirmed,
        need: resolution.need.clone(),
        at: resolution.at,
        by: resolution.by.to_string(),
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
