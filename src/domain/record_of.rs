//! Between the incident and its written form: [`record`] writes it out, `incident` reads it back.

mod read;

pub(super) use read::incident;

use super::answer::{Answer, Field, Recorded};
use super::call::Call;
use super::caller::{Caller, Customer};
use super::escalation::Escalation;
use super::handoff::Handoff;
use super::id::Moment;
use super::incident::{Attempt, Incident, Line};
use super::promise::{Outcome, Promise};
use super::record::{
    AnswerRecord, AttemptRecord, CallRecord, CallerRecord, CustomerRecord, EscalationRecord,
    FORMAT, HandoffRecord, LineRecord, NextStepRecord, PromiseRecord, Record, ResolutionRecord,
};
use super::resolution::Resolution;
use super::state::State;

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
        advice: incident.advice.clone(),
        attempts: incident.attempts.iter().map(attempt_record).collect(),
        timeline: incident.visible_timeline().map(line_record).collect(),
        calls: calls.into_iter().map(call_record).collect(),
        handoffs: incident.handoffs.iter().map(handoff_record).collect(),
        escalations: incident.escalations.iter().map(escalation_record).collect(),
        resolution: incident.resolution.as_ref().map(resolution_record),
        opened_at: incident.opened_at,
        resolved_at: incident.resolution.as_ref().map(|resolution| resolution.at),
    }
}

/// What was answered about the caller in the first call, then about the problem; each question once, although an
/// imported incident brings answers about its caller along.
fn answers(incident: &Incident, calls: &[&Call]) -> Vec<AnswerRecord> {
    let asked = calls
        .first()
        .map_or(&[] as &[Recorded], |call| &call.answers);
    let about_the_caller = asked.iter();
    let own = incident.answers.iter().filter(|own| {
        !asked
            .iter()
            .any(|asked| asked.answer.is_to_the_question_of(&own.answer))
    });
    let visible = about_the_caller
        .chain(own)
        .filter(|recorded| !recorded.hidden);
    visible
        .map(|recorded| answer_record(&recorded.answer, recorded.at))
        .collect()
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
    let why = match &promise.outcome {
        Outcome::Live | Outcome::Kept { .. } => None,
        Outcome::Broken { why, .. } => Some(why.clone()),
        Outcome::Moved { consent, .. } => Some(consent.clone()),
    };
    PromiseRecord {
        what: promise.what.clone(),
        by: promise.by,
        state: promise.state(now).to_owned(),
        made: promise.made,
        made_by: promise.made_by.to_string(),
        settled: promise.settled(),
        why,
    }
}

fn answer_record(answer: &Answer, at: Moment) -> AnswerRecord {
    AnswerRecord {
        flow: answer.flow.id.clone(),
        flow_version: answer.flow.version,
        flow_hash: answer.flow.hash.clone(),
        question: answer.question.clone(),
        item: answer.item,
        ask: answer.ask.clone(),
        state: answer.state,
        source: answer.source,
        value: answer.value.clone(),
        shown: answer.shown.clone(),
        remark: answer.remark.clone(),
        field: answer.field,
        sensitive: answer.sensitive,
        at,
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

fn line_record(line: &Line) -> LineRecord {
    LineRecord {
        at: line.at,
        by: line.by.to_string(),
        kind: line.kind.clone(),
        text: line.text.clone(),
        sensitive: line.sensitive,
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

fn escalation_record(escalation: &Escalation) -> EscalationRecord {
    EscalationRecord {
        to: escalation.to.clone(),
        why: escalation.why.clone(),
        at: escalation.at,
        by: escalation.by.to_string(),
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
