//! The stored vocabulary: what happened, in the past tense. Only events are stored; everything else is made of them.
//!
//! A kind or a field, once released, is never renamed or given another meaning; new ones are added with a default.

mod subject;

use serde::{Deserialize, Serialize};

pub use subject::Subject;

use super::advice::Advice;
use super::agent::LeftOpen;
use super::answer::{Answer, FlowRef};
use super::call::Ending;
use super::caller::{Level, Role, Tier};
use super::escalation::Escalation;
use super::flow_note::FlowNote;
use super::handoff::{Declined, Handoff, Told};
use super::hybrid_clock::HybridClock;
use super::id::{AgentId, CallId, CallerId, CustomerId, Moment, Station};
use super::incident::{BriefPart, Entry, NextStep, PriorityOverride};
use super::promise::Promise;
use super::record::{CallRecord, Record};
use super::reference::Reference;
use super::resolution::Resolution;

/// One thing that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The station it happened at; with `seq`, the key.
    pub station: Station,
    /// The running number at that station, from 1.
    pub seq: u64,
    /// The hybrid logical clock, which orders events of all stations.
    pub clock: HybridClock,
    /// When it happened, as on the wall.
    pub at: Moment,
    /// Who did it.
    pub actor: AgentId,
    /// What it happened to.
    pub subject: Subject,
    /// What happened.
    pub body: Body,
}

/// What happened. Serialised as `{"kind": …, "body": {…}}`; the store keeps the two in columns of their own.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", content = "body", rename_all = "snake_case")]
pub enum Body {
    // --- agents
    /// Somebody gave a name for the first time, or was named as the one to take over.
    AgentJoined {},
    /// A shift began.
    ShiftStarted {},
    /// A shift ended.
    ShiftEnded {
        /// What was left open, why, and who watches it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        left_open: Option<LeftOpen>,
    },

    // --- customers and callers
    /// A company was heard of for the first time.
    CustomerAdded {
        /// Its name.
        name: String,
    },
    /// A company's tier is known.
    CustomerTierSet {
        /// The tier.
        tier: Tier,
    },
    /// Who looks after a company on our side.
    AccountManagerSet {
        /// The name.
        name: String,
    },
    /// A person called for the first time.
    CallerAdded {
        /// The name.
        name: String,
    },
    /// A caller's name is another.
    CallerRenamed {
        /// The name.
        name: String,
    },
    /// The number to call back on; older ones are kept behind it.
    CallerPhoneSet {
        /// E.164, or as it was typed.
        phone: String,
    },
    /// The mail address.
    CallerEmailSet {
        /// The address.
        email: String,
    },
    /// What the caller is to the product.
    CallerRoleSet {
        /// The role.
        role: Role,
    },
    /// How to speak with the caller.
    CallerLevelSet {
        /// The level.
        level: Level,
    },
    /// The caller's company.
    CallerCustomerSet {
        /// The company.
        customer: CustomerId,
    },

    // --- calls
    /// The phone rang and somebody took it.
    CallStarted {
        /// The number it came from, if the telephone told.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        number: Option<String>,
        /// The reference set aside for its first problem.
        reserved: Reference,
    },
    /// The caller waits.
    CallParked {},
    /// The call goes on.
    CallResumed {},
    /// It is known who calls.
    CallerIdentified {
        /// Who, if that is known already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caller: Option<CallerId>,
        /// For whom.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        customer: Option<CustomerId>,
        /// Whether the caller was added in this very call.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        first_call: bool,
    },
    /// Something about the caller was answered.
    CallerAnswered {
        /// The answer.
        answer: Answer,
    },
    /// The call is about an incident; also said of the incident.
    CallLinked {
        /// The incident.
        incident: Reference,
        /// The one that the call had just begun, and is not about after all.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        instead_of: Option<Reference>,
    },
    /// A call came from a file, with the incident it was about.
    CallImported {
        /// The call as the file had it.
        record: CallRecord,
        /// The incident.
        incident: Reference,
    },
    /// The call is over.
    CallEnded {
        /// How.
        ending: Ending,
    },

    // --- flows
    /// Whoever asked the questions wants their owner to know something.
    FlowNoted {
        /// What.
        note: FlowNote,
        /// In which call.
        call: CallId,
    },

    // --- incidents
    /// A problem got its reference; its owner is who opened it.
    IncidentOpened {
        /// The call that reported it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        call: Option<CallId>,
        /// What happens next until somebody says better.
        next_step: NextStep,
    },
    /// An incident came from a file, as a whole.
    IncidentImported {
        /// The incident as the file had it.
        record: Box<Record>,
        /// The caller it names, as this station knows them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caller: Option<CallerId>,
        /// The customer it names, as this station knows them.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        customer: Option<CustomerId>,
        /// Its calls, in the order of the record.
        #[serde(default)]
        calls: Vec<CallId>,
    },
    /// Another call was about it.
    CalledAbout {
        /// The call.
        call: CallId,
    },
    /// It is known who reported it.
    ReportedBy {
        /// Who, if that is known already.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        caller: Option<CallerId>,
        /// For whom.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        customer: Option<CustomerId>,
    },
    /// A question was answered, or what became of it was said; replaces an earlier answer to the same question.
    Answered {
        /// The answer.
        answer: Answer,
    },
    /// Other answers hid a question.
    AnswerHidden {
        /// Its flow.
        flow: String,
        /// The question.
        question: String,
        /// Which of several it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<u32>,
    },
    /// A hidden question came back, with its answer.
    AnswerShown {
        /// Its flow.
        flow: String,
        /// The question.
        question: String,
        /// Which of several it is about.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        item: Option<u32>,
    },
    /// The category's flow was chosen.
    FlowChosen {
        /// The flow.
        flow: FlowRef,
    },
    /// The rules of the flows say something else of it than before.
    RulesAdvised {
        /// What they say now.
        advice: Advice,
    },
    /// Priority by hand.
    PriorityOverridden {
        /// Which, and why; `None` goes back to the matrix.
        by_hand: Option<PriorityOverride>,
    },
    /// What happens next.
    NextStepSet {
        /// What, who, by when.
        next_step: NextStep,
    },
    /// The caller was told what we do and by when.
    PromiseMade {
        /// The promise.
        promise: Promise,
    },
    /// A promise was kept.
    PromiseKept {
        /// Which.
        promise: u32,
        /// How the customer heard of it.
        how: String,
    },
    /// A promise will not be kept, and the customer knows.
    PromiseBroken {
        /// Which.
        promise: u32,
        /// Why.
        why: String,
    },
    /// A promise was replaced by a later one, with the customer's consent.
    PromiseMoved {
        /// Which.
        promise: u32,
        /// The one that replaces it.
        replacement: Promise,
        /// How the customer agreed.
        consent: String,
    },
    /// A call ended without a promise.
    NoPromiseMade {
        /// Why.
        reason: String,
    },
    /// An entry of the timeline.
    EntryAdded {
        /// The entry.
        entry: Entry,
    },
    /// A rule's words for the caller were said.
    CallerTold {
        /// The words.
        words: String,
    },
    /// The summary was read out, and the caller confirmed it.
    ReadBackConfirmed {},
    /// Offered to a named agent.
    HandoffOffered {
        /// The offer.
        handoff: Handoff,
    },
    /// The receiver accepted, having read back the next step and the first promise.
    HandoffAccepted {
        /// When.
        at: Moment,
    },
    /// The receiver declined.
    HandoffDeclined {
        /// When and why.
        declined: Declined,
    },
    /// The offer was taken back.
    HandoffWithdrawn {
        /// When.
        at: Moment,
    },
    /// Who tells the customer about the handoff.
    TellerChosen {
        /// Who.
        teller: super::handoff::Teller,
    },
    /// The customer knows who takes over.
    CustomerToldOfHandoff {
        /// When, by whom, in which words.
        told: Told,
    },
    /// A part of the brief was written over.
    BriefWritten {
        /// Which part.
        part: BriefPart,
        /// The words; empty goes back to what writes itself.
        text: String,
    },
    /// Given to the next level.
    EscalatedTo {
        /// To whom, and why.
        escalation: Escalation,
    },
    /// Back from the next level.
    EscalationReturned {
        /// With which news.
        news: String,
    },
    /// Done.
    Resolved {
        /// What solved it.
        resolution: Resolution,
    },
    /// The customer knows that it is resolved.
    ResolutionTold {
        /// How.
        how: String,
        /// Whether they confirmed that it helps.
        confirmed: bool,
    },
    /// Not done after all.
    Reopened {
        /// Why.
        reason: String,
        /// Whose it is from now on.
        owner: AgentId,
        /// What happens next.
        next_step: NextStep,
    },
}
