//! The incident: one problem of one customer, from the first words to the resolution.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::advice::{Advice, Onward};
use super::answer::{Answer, AnswerState, Field, FlowRef, Recorded};
use super::escalation::Escalation;
use super::handoff::Handoff;
use super::id::{AgentId, CallId, CallerId, CustomerId, Moment};
use super::priority::{Impact, Priority, Urgency, named};
use super::promise::Promise;
use super::reference::Reference;
use super::resolution::Resolution;
use super::timeline;

/// One problem of one customer.
#[derive(Debug, Clone, PartialEq)]
pub struct Incident {
    /// Its spoken name.
    pub reference: Reference,
    /// When it was opened.
    pub opened_at: Moment,
    /// Who opened it.
    pub opened_by: AgentId,
    /// Whose it is. There is always somebody (rule 1).
    pub owner: AgentId,
    /// Where it stands.
    pub status: Status,
    /// Who reported it, once known.
    pub caller: Option<CallerId>,
    /// For whom, once known.
    pub customer: Option<CustomerId>,
    /// The calls that were about it, in order.
    pub calls: Vec<CallId>,
    /// The category's flow, in the version the call began with.
    pub flow: Option<FlowRef>,
    /// Every answer, in the order it was first given; the latest for each question.
    pub answers: Vec<Recorded>,
    /// What the rules of the flows say of it.
    pub advice: Advice,
    /// A priority set by hand, and why.
    pub priority_override: Option<PriorityOverride>,
    /// What happens next (rule 1).
    pub next_step: NextStep,
    /// Every promise made about it, in order.
    pub promises: Vec<Promise>,
    /// Why the last call ended without a promise, if it did.
    pub no_promise: Option<String>,
    /// Every offer of it, in order.
    pub handoffs: Vec<Handoff>,
    /// Every escalation, in order.
    pub escalations: Vec<Escalation>,
    /// What ended it.
    pub resolution: Option<Resolution>,
    /// What was tried, and what came of it, in order.
    pub attempts: Vec<Attempt>,
    /// Parts of the handoff brief that somebody wrote over.
    pub brief: BTreeMap<BriefPart, String>,
    /// When the caller confirmed the read-back.
    pub read_back: Option<Moment>,
    /// Everything that happened, in order.
    pub timeline: Vec<Line>,
}

/// Where an incident stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// With its owner.
    Open,
    /// With the next level; the owner keeps the contact.
    Escalated,
    /// Done.
    Resolved,
}

named!(Status {
    Open = "open" / "open",
    Escalated = "escalated" / "escalated",
    Resolved = "resolved" / "resolved",
});

/// What happens next to an open incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NextStep {
    /// What.
    pub what: String,
    /// Who does it.
    pub who: AgentId,
    /// By when.
    pub by: Moment,
}

impl NextStep {
    /// Whether somebody said what happens next; before that, it is only that somebody has to.
    pub fn is_decided(&self) -> bool {
        self.what != super::decide::UNDECIDED
    }
}

/// A priority set by hand.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PriorityOverride {
    /// Which.
    pub priority: Priority,
    /// Why.
    pub reason: String,
}

/// Something that was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// What was tried.
    pub what: String,
    /// What came of it.
    pub result: String,
    /// When it was recorded.
    pub at: Moment,
    /// By whom.
    pub by: AgentId,
}

/// An entry that an agent adds to the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "entry", rename_all = "snake_case")]
pub enum Entry {
    /// Something worth knowing.
    Note {
        /// The words.
        text: String,
        /// They were said to a question whose answer is masked on handoff sheets and exports.
        #[serde(default, skip_serializing_if = "super::answer::is_false")]
        sensitive: bool,
    },
    /// Something that was tried, and its result.
    Attempt {
        /// What was tried.
        what: String,
        /// What came of it.
        result: String,
    },
    /// We spoke or wrote to the customer.
    Contact {
        /// How: phone, mail, …
        channel: String,
        /// What was said.
        text: String,
    },
}

impl Entry {
    /// A note that anybody may read.
    pub fn note(text: String) -> Self {
        Self::Note {
            text,
            sensitive: false,
        }
    }
}

/// A line of the timeline, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// When it happened.
    pub at: Moment,
    /// Who did it.
    pub by: AgentId,
    /// Its kind: `opened`, `note`, `attempt`, `contact`, `promise`, `handoff`, …
    pub kind: String,
    /// What happened.
    pub text: String,
    /// The flow and the question of a correction: it is hidden as long as its question is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<(String, String)>,
    /// Which of several things the correction is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// It tells an answer that is masked on handoff sheets and exports unless somebody asks for it.
    #[serde(default, skip_serializing_if = "super::answer::is_false")]
    pub sensitive: bool,
}

/// The parts of a handoff brief.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BriefPart {
    /// What happened.
    WhatHappened,
    /// What was tried.
    Tried,
    /// What comes next.
    NextStep,
    /// If this happens, then do that.
    IfThen,
}

named!(BriefPart {
    WhatHappened = "what_happened" / "What happened",
    Tried = "tried" / "Tried",
    NextStep = "next_step" / "Next step",
    IfThen = "if_then" / "If … then …",
});

impl Incident {
    /// One that is about to be opened: nothing is known of it but whose it is.
    pub fn begun(reference: Reference, owner: &AgentId, now: Moment) -> Self {
        let next_step = super::decide::undecided(owner, now);
        super::state::new_incident(reference, owner, now, &next_step)
    }

    /// Whether something is left to do.
    pub fn is_open(&self) -> bool {
        self.status != Status::Resolved
    }

    /// Whether the caller has heard these words already.
    pub fn was_told(&self, words: &str) -> bool {
        let told = timeline::told(words.trim());
        let mut lines = self.timeline.iter();
        lines.any(|line| line.kind == timeline::TOLD && line.text == told)
    }

    /// Where the rules of the flows send it on to, as long as nobody has sent it anywhere.
    pub fn onward(&self) -> &[Onward] {
        match (self.status, self.escalations.as_slice()) {
            (Status::Open, []) => &self.advice.escalate,
            _ => &[],
        }
    }

    /// Where it has to go on to, and has not yet.
    pub fn has_to_go(&self) -> Option<&Onward> {
        self.onward().iter().find(|onward| onward.must)
    }

    /// Whether somebody has to hold on to it: it is open, a promise is live, or it was resolved and the customer
    /// does not know yet (rules 7 and 8).
    pub fn is_held(&self) -> bool {
        self.is_open()
            || self.live_promises().next().is_some()
            || self
                .resolution
                .as_ref()
                .is_some_and(|resolution| resolution.told.is_none())
    }

    /// The answers that belong to the record, hidden ones left out.
    pub fn visible_answers(&self) -> impl DoubleEndedIterator<Item = &Answer> {
        self.answers
            .iter()
            .filter(|recorded| !recorded.hidden)
            .map(|recorded| &recorded.answer)
    }

    /// The answer to a question, whether hidden or not.
    pub fn recorded(&self, flow: &str, question: &str, item: Option<u32>) -> Option<&Recorded> {
        let mut all = self.answers.iter();
        all.find(|recorded| recorded.answer.is_to(flow, question, item))
    }

    /// The answer that a line of the timeline corrects.
    pub fn corrected(&self, line: &Line) -> Option<&Recorded> {
        let (flow, question) = line.question.as_ref()?;
        self.recorded(flow, question, line.item)
    }

    /// The timeline without corrections of what other answers hide, in order.
    pub fn visible_timeline(&self) -> impl DoubleEndedIterator<Item = &Line> {
        self.timeline
            .iter()
            .filter(|line| self.corrected(line).is_none_or(|recorded| !recorded.hidden))
    }

    /// A field of the record, in the value that was stored.
    pub fn field(&self, field: Field) -> Option<String> {
        self.visible_answers()
            .rfind(|answer| answer.field == Some(field) && answer.state == AnswerState::Answered)
            .and_then(|answer| answer.value.as_ref())
            .map(ToString::to_string)
            .filter(|text| !text.trim().is_empty())
    }

    /// One line that names the problem: the summary, else the caller's own words, else that nothing is known.
    pub fn summary(&self) -> String {
        self.field(Field::Summary)
            .or_else(|| self.field(Field::Words))
            .or_else(|| self.field(Field::Description))
            .map_or_else(
                || "(nothing said yet)".to_owned(),
                |text| text.split_whitespace().collect::<Vec<_>>().join(" "),
            )
    }

    /// The category's id: what was answered, else the flow that was chosen.
    pub fn category(&self) -> Option<String> {
        self.flow
            .as_ref()
            .map(|flow| flow.id.clone())
            .or_else(|| self.field(Field::Category))
    }

    /// How far it reaches.
    pub fn impact(&self) -> Option<Impact> {
        self.field(Field::Impact)
            .and_then(|id| Impact::from_id(&id))
    }

    /// How much it holds people up.
    pub fn urgency(&self) -> Option<Urgency> {
        self.field(Field::Urgency)
            .and_then(|id| Urgency::from_id(&id))
    }

    /// The priority: set by hand, else the matrix.
    pub fn priority(&self) -> Priority {
        self.priority_override.as_ref().map_or_else(
            || Priority::of(self.impact(), self.urgency()),
            |by_hand| by_hand.priority,
        )
    }

    /// Whether the customer knows when they hear from us: a promise whose time has passed says nothing of that.
    pub fn is_promised(&self, now: Moment) -> bool {
        self.live_promises().any(|promise| !promise.is_late(now))
    }

    /// The promises that bind us, the first due first.
    pub fn live_promises(&self) -> impl Iterator<Item = &Promise> {
        let mut live: Vec<_> = self
            .promises
            .iter()
            .filter(|promise| promise.is_live())
            .collect();
        live.sort_by_key(|promise| promise.by);
        live.into_iter()
    }

    /// The offer that waits for an answer, if there is one.
    pub fn offer(&self) -> Option<&Handoff> {
        self.handoffs.last().filter(|handoff| handoff.is_open())
    }

    /// The last handoff that was accepted.
    pub fn accepted_handoff(&self) -> Option<&Handoff> {
        self.handoffs
            .iter()
            .rfind(|handoff| handoff.accepted.is_some())
    }

    /// The handoff that stands: the offer that waits for an answer, else the one that was accepted last.
    pub(super) fn standing_handoff_mut(&mut self) -> Option<&mut Handoff> {
        self.handoffs
            .iter_mut()
            .rfind(|handoff| handoff.is_open() || handoff.accepted.is_some())
    }

    /// When it burns: the first live promise or the next step, whichever comes first; `None` when resolved and
    /// nothing is promised.
    pub fn due(&self) -> Option<Moment> {
        let promised = self.live_promises().next().map(|promise| promise.by);
        let planned = self.is_open().then_some(self.next_step.by);
        promised.into_iter().chain(planned).min()
    }
}
