//! The incident as it is written out: the JSON of `show`, `list` and `export`, and what `import` reads.

use serde::{Deserialize, Serialize};

use super::advice::Advice;
use super::answer::{AnswerState, Field, Source, Value, is_false};
use super::caller::{Level, Role, Tier};
use super::id::Moment;
use super::incident::Status;
use super::priority::{Impact, Priority, Urgency};
use super::reference::Reference;
use super::resolution::ResolutionKind;

/// The version of the format; raised when a key changes its meaning, not when one is added.
pub const FORMAT: u32 = 1;

/// One incident with every fact that a developer needs. Names stand where the program has ids, so that the
/// line means the same on another station.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// [`FORMAT`].
    pub format: u32,
    /// The reference.
    #[serde(rename = "ref")]
    pub reference: Reference,
    /// Where it stands.
    pub status: Status,
    /// The priority that counts.
    pub priority: Priority,
    /// Why the priority was set by hand, if it was.
    #[serde(default)]
    pub priority_reason: Option<String>,
    /// How far it reaches.
    #[serde(default)]
    pub impact: Option<Impact>,
    /// How much it holds people up.
    #[serde(default)]
    pub urgency: Option<Urgency>,
    /// The category's id.
    #[serde(default)]
    pub category: Option<String>,
    /// The product.
    #[serde(default)]
    pub product: Option<String>,
    /// Its version.
    #[serde(default)]
    pub version: Option<String>,
    /// One line that names the problem.
    pub summary: String,
    /// The company.
    #[serde(default)]
    pub customer: Option<CustomerRecord>,
    /// The person.
    #[serde(default)]
    pub caller: Option<CallerRecord>,
    /// The owner's name.
    pub owner: String,
    /// Who opened it.
    pub opened_by: String,
    /// What happens next; also kept once it is resolved.
    pub next_step: NextStepRecord,
    /// Every promise.
    #[serde(default)]
    pub promises: Vec<PromiseRecord>,
    /// Why the last call ended without a promise, if it did.
    #[serde(default)]
    pub no_promise: Option<String>,
    /// Every answer that is not hidden.
    #[serde(default)]
    pub answers: Vec<AnswerRecord>,
    /// What the rules of the flows say of it.
    #[serde(default, skip_serializing_if = "Advice::is_empty")]
    pub advice: Advice,
    /// What was tried.
    #[serde(default)]
    pub attempts: Vec<AttemptRecord>,
    /// Everything that happened.
    #[serde(default)]
    pub timeline: Vec<LineRecord>,
    /// The calls about it.
    #[serde(default)]
    pub calls: Vec<CallRecord>,
    /// Every offer.
    #[serde(default)]
    pub handoffs: Vec<HandoffRecord>,
    /// Every escalation.
    #[serde(default)]
    pub escalations: Vec<EscalationRecord>,
    /// What ended it.
    #[serde(default)]
    pub resolution: Option<ResolutionRecord>,
    /// When it was opened.
    pub opened_at: Moment,
    /// When it was resolved.
    #[serde(default)]
    pub resolved_at: Option<Moment>,
}

/// What stands in place of an answer that is masked.
pub const MASKED: &str = "(masked)";

impl Record {
    /// The record without what was answered to sensitive questions.
    #[must_use]
    pub fn masked(mut self) -> Self {
        for answer in self.answers.iter_mut().filter(|answer| answer.sensitive) {
            if answer.value.take().is_some() {
                answer.shown = Some(MASKED.to_owned());
            }
            answer.remark = None;
        }
        for line in self.timeline.iter_mut().filter(|line| line.sensitive) {
            MASKED.clone_into(&mut line.text);
        }
        self
    }
}

/// A customer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CustomerRecord {
    /// The name.
    pub name: String,
    /// The tier.
    #[serde(default)]
    pub tier: Option<Tier>,
}

/// A caller.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallerRecord {
    /// The name.
    pub name: String,
    /// The number to call back on.
    #[serde(default)]
    pub phone: Option<String>,
    /// The mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// What they are to the product.
    #[serde(default)]
    pub role: Option<Role>,
    /// How to speak with them.
    #[serde(default)]
    pub level: Option<Level>,
}

/// A next step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NextStepRecord {
    /// What.
    pub what: String,
    /// Who.
    pub who: String,
    /// By when.
    pub by: Moment,
}

/// A promise.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PromiseRecord {
    /// What.
    pub what: String,
    /// By when.
    pub by: Moment,
    /// `live`, `late`, `kept`, `kept_late`, `broken`, `moved`, `moved_late`.
    pub state: String,
    /// When it was made.
    pub made: Moment,
    /// By whom.
    pub made_by: String,
    /// When it was kept, broken or moved.
    #[serde(default)]
    pub settled: Option<Moment>,
    /// Why it was broken, or how the customer agreed to move it.
    #[serde(default)]
    pub why: Option<String>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerRecord {
    /// The flow's id.
    pub flow: String,
    /// Its version.
    pub flow_version: u32,
    /// The SHA-256 of its text.
    pub flow_hash: String,
    /// The question's id.
    pub question: String,
    /// Which one it is about, from 1, when the question is asked for each of several things.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// The words that were asked.
    pub ask: String,
    /// What became of it.
    pub state: AnswerState,
    /// Who it comes from.
    pub source: Source,
    /// The value.
    pub value: Option<Value>,
    /// The value in words, where they differ.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
    /// Why it was not asked, or what was accepted against a check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// The field of the record that it fills.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
    /// It is masked unless somebody asks for it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
    /// When it was given.
    pub at: Moment,
}

/// Something that was tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AttemptRecord {
    /// What.
    pub what: String,
    /// What came of it.
    pub result: String,
    /// When it was recorded.
    pub at: Moment,
    /// By whom.
    pub by: String,
}

/// A line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LineRecord {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: String,
    /// Its kind.
    pub kind: String,
    /// What happened.
    pub text: String,
    /// It tells an answer that is masked unless somebody asks for it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
}

/// A call.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CallRecord {
    /// When it began.
    pub started: Moment,
    /// When it ended.
    #[serde(default)]
    pub ended: Option<Moment>,
    /// Whole seconds between the two.
    #[serde(default)]
    pub seconds: Option<i64>,
    /// Who took it.
    pub agent: String,
}

/// An offer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandoffRecord {
    /// From whom.
    pub from: String,
    /// To whom.
    pub to: String,
    /// When.
    pub offered: Moment,
    /// When it was accepted.
    #[serde(default)]
    pub accepted: Option<Moment>,
    /// When it was declined.
    #[serde(default)]
    pub declined: Option<Moment>,
    /// Why it was declined.
    #[serde(default)]
    pub reason: Option<String>,
    /// When it was taken back.
    #[serde(default)]
    pub withdrawn: Option<Moment>,
    /// Who tells the customer.
    pub teller: super::handoff::Teller,
    /// When the customer was told.
    #[serde(default)]
    pub customer_told: Option<Moment>,
    /// Who told them.
    #[serde(default)]
    pub told_by: Option<String>,
    /// In which words.
    #[serde(default)]
    pub words: Option<String>,
}

/// An escalation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EscalationRecord {
    /// To whom.
    pub to: String,
    /// Why.
    pub why: String,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: String,
}

/// A resolution.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResolutionRecord {
    /// Fix, workaround, …
    pub kind: ResolutionKind,
    /// What was done.
    pub done: String,
    /// How it was verified.
    pub verified: String,
    /// How the customer was told.
    #[serde(default)]
    pub told: Option<String>,
    /// Whether the caller confirmed.
    pub confirmed: bool,
    /// The need behind the question.
    #[serde(default)]
    pub need: Option<String>,
    /// When.
    pub at: Moment,
    /// By whom.
    pub by: String,
}
