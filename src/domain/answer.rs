//! What was answered to a question: its state, its source, its value, and the words that were asked.

use std::fmt;

use serde::{Deserialize, Serialize, Serializer};

use super::id::{Moment, is_blank};
use super::priority::named;

/// An answer as it is recorded, with enough beside it to print it as it was asked, years later and
/// without the flow's file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The flow that asked.
    pub flow: FlowRef,
    /// The question's id within its flow.
    pub question: String,
    /// Which one it is about, from 1, when the question is asked for each of several things.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// The words that were asked.
    pub ask: String,
    /// What became of the question.
    pub state: AnswerState,
    /// Who it comes from.
    pub source: Source,
    /// The value, when `state` is answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// The value in words, such as an option's label; the value itself when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shown: Option<String>,
    /// Why it was not asked, or what the agent accepted against a check.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remark: Option<String>,
    /// The field of the record that this answer fills.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Field>,
    /// It is masked on handoff sheets and exports unless somebody asks for it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over references"
)]
pub(super) fn is_false(flag: &bool) -> bool {
    !flag
}

/// An answer in the record.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Recorded {
    /// The answer.
    #[serde(flatten)]
    pub answer: Answer,
    /// When it was given.
    pub at: Moment,
    /// Its question is hidden by other answers: kept, but out of the record, the brief and every export.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hidden: bool,
}

/// Which flow asked, exactly.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct FlowRef {
    /// The flow's id, such as `printing`.
    pub id: String,
    /// Its version.
    pub version: u32,
    /// The SHA-256 of its text, in hexadecimal.
    pub hash: String,
}

/// What became of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerState {
    /// There is a value.
    Answered,
    /// The caller does not know.
    Unknown,
    /// The caller does not want to say.
    Declined,
    /// It was not asked; the remark says why.
    NotAsked,
    /// A rule made it pointless.
    NotApplicable,
}

named!(AnswerState {
    Answered = "answered" / "answered",
    Unknown = "unknown" / "caller does not know",
    Declined = "declined" / "caller declines to say",
    NotAsked = "not_asked" / "not asked",
    NotApplicable = "not_applicable" / "does not apply",
});

/// Who an answer comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Source {
    /// The caller said it.
    Caller,
    /// The agent saw it.
    Agent,
    /// It stood in the record already.
    Record,
    /// Nobody said it; counts as missing.
    Assumed,
    /// A rule of the flow set it.
    Rule,
}

named!(Source {
    Caller = "caller" / "caller said",
    Agent = "agent" / "agent saw",
    Record = "record" / "from the record",
    Assumed = "assumed" / "assumed",
    Rule = "rule" / "by a rule",
});

/// A value as it is stored; what it means is the question type's business (see `flow`).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Text, an option's id, `yes` or `no`, an ISO 8601 date, a version, …
    Text(String),
    /// A number or a point on a scale.
    Number(#[serde(serialize_with = "plain_number")] f64),
    /// The options chosen, or the steps in order.
    List(Vec<String>),
    /// A file, known by what is in it.
    File {
        /// Its name, without the folders before it.
        name: String,
        /// Its length in bytes.
        size: u64,
        /// The SHA-256 of its content, in hexadecimal.
        sha256: String,
    },
}

/// A whole number is written without a point, as it was typed.
#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde hands over references"
)]
fn plain_number<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
    /// Up to here every whole number is a float of its own.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if number.fract() == 0.0 && number.abs() < EXACT {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "it is whole and small enough"
        )]
        let whole = *number as i64;
        serializer.serialize_i64(whole)
    } else {
        serializer.serialize_f64(*number)
    }
}

impl Value {
    /// Whether nothing of it would be seen.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => is_blank(text),
            Self::Number(_) => false,
            Self::List(items) => items.iter().all(|item| is_blank(item)),
            Self::File { name, .. } => is_blank(name),
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => f.write_str(text),
            Self::Number(number) => write!(f, "{number}"),
            Self::List(items) => f.write_str(&items.join(" · ")),
            Self::File { name, size, sha256 } => {
                write!(f, "{name}, {size} bytes, SHA-256 {sha256}")
            }
        }
    }
}

/// The fields of the record that a question may fill through `maps_to`. Those of caller and customer
/// belong to the call and are shared by its incidents; the others belong to the incident.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Field {
    /// Who calls: an existing caller's id, or the name of a new one.
    Caller,
    /// The number to call back on.
    CallerPhone,
    /// The caller's mail address.
    CallerEmail,
    /// What the caller is to the product, see [`super::caller::Role`].
    CallerRole,
    /// How technical the caller is, see [`super::caller::Level`].
    CallerLevel,
    /// The company: an existing customer's id, or the name of a new one.
    Customer,
    /// The customer's tier.
    CustomerTier,
    /// The caller's own words.
    Words,
    /// One line that names the problem.
    Summary,
    /// What exactly happens.
    Description,
    /// The steps that make it happen.
    Steps,
    /// The flow that fits.
    Category,
    /// The product.
    Product,
    /// The product's version.
    Version,
    /// An [`super::priority::Impact`].
    Impact,
    /// An [`super::priority::Urgency`].
    Urgency,
}

named!(Field {
    Caller = "caller" / "caller",
    CallerPhone = "caller_phone" / "caller's number",
    CallerEmail = "caller_email" / "caller's mail",
    CallerRole = "caller_role" / "caller's role",
    CallerLevel = "caller_level" / "caller's level",
    Customer = "customer" / "customer",
    CustomerTier = "customer_tier" / "customer's tier",
    Words = "words" / "in their words",
    Summary = "summary" / "summary",
    Description = "description" / "what happens",
    Steps = "steps" / "steps",
    Category = "category" / "category",
    Product = "product" / "product",
    Version = "version" / "version",
    Impact = "impact" / "impact",
    Urgency = "urgency" / "urgency",
});

impl Field {
    /// Whether the field belongs to the call's caller rather than to one incident.
    pub fn is_about_the_caller(self) -> bool {
        self <= Self::CustomerTier
    }
}

impl Answer {
    /// Whether both answer the same question of the same flow.
    pub fn is_to_the_question_of(&self, other: &Self) -> bool {
        self.is_to(&other.flow.id, &other.question, other.item)
    }

    /// Whether it answers this question of this flow, about this item.
    pub fn is_to(&self, flow: &str, question: &str, item: Option<u32>) -> bool {
        self.flow.id == flow && self.question == question && self.item == item
    }

    /// Whether a developer can rely on it: a value that was not merely assumed, or a plain "does not know",
    /// "declined", "does not apply". What is assumed or was not asked counts as missing (rule 4).
    pub fn settles(&self) -> bool {
        match self.state {
            AnswerState::Answered => self.source != Source::Assumed && self.value.is_some(),
            AnswerState::Unknown | AnswerState::Declined | AnswerState::NotApplicable => true,
            AnswerState::NotAsked => false,
        }
    }

    /// The answer in words, as it stands in the record: the value, or what became of the question.
    pub fn words(&self) -> String {
        match (&self.shown, &self.value, &self.remark) {
            (Some(shown), _, _) if self.state == AnswerState::Answered => shown.clone(),
            (None, Some(value), _) if self.state == AnswerState::Answered => value.to_string(),
            (_, _, Some(remark)) => format!("{}: {remark}", self.state.words()),
            _ => self.state.words().to_owned(),
        }
    }
}

/// Records an answer in place of an earlier one to the same question, which is seen again by that.
pub(super) fn record(answers: &mut Vec<Recorded>, answer: &Answer, at: Moment) {
    let recorded = Recorded {
        answer: answer.clone(),
        at,
        hidden: false,
    };
    match answers
        .iter_mut()
        .find(|known| known.answer.is_to_the_question_of(answer))
    {
        Some(known) => *known = recorded,
        None => answers.push(recorded),
    }
}

/// Hides the answer to a question about an item, or shows it again.
pub(super) fn hide(
    answers: &mut [Recorded],
    (flow, question, item): (&str, &str, Option<u32>),
    hidden: bool,
) {
    let mut all = answers.iter_mut();
    if let Some(recorded) = all.find(|recorded| recorded.answer.is_to(flow, question, item)) {
        recorded.hidden = hidden;
    }
}
