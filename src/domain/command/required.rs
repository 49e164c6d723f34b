//! What the rules ask the question flows: which answers are missing, and which are hidden by others.

use crate::domain::call::Call;
use crate::domain::caller::{Caller, Customer};
use crate::domain::incident::Incident;

/// Which door the required answers guard (rule 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// Before escalating.
    Escalate,
    /// Before resolving.
    Resolve,
}

/// What is known about an incident and around it, for those who judge its answers.
#[derive(Debug, Clone, Copy)]
pub struct Known<'a> {
    /// The incident.
    pub incident: &'a Incident,
    /// The call that reported it.
    pub call: Option<&'a Call>,
    /// Its caller.
    pub caller: Option<&'a Caller>,
    /// Its customer.
    pub customer: Option<&'a Customer>,
}

/// Who knows which answers are required, and which are hidden: the question flows.
pub trait Required {
    /// The questions, in the words to ask them, whose answers are still missing.
    fn missing(&self, known: Known<'_>, until: Until) -> Vec<String>;

    /// Which answers are hidden by others, and which are not. One that is not named stays as it is: it belongs to
    /// another flow, or hangs on what is not known here.
    fn standing(&self, known: Known<'_>) -> Vec<Standing>;
}

/// Whether the answer to a question is hidden by others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// The flow's id.
    pub flow: String,
    /// The question's id.
    pub question: String,
    /// Which of several it is about.
    pub item: Option<u32>,
    /// Hidden: kept, but out of the record.
    pub hidden: bool,
}

/// Nothing is required: for a station without flows, and for tests of other rules.
#[derive(Debug, Clone, Copy, Default)]
pub struct NothingRequired;

impl Required for NothingRequired {
    fn missing(&self, _: Known<'_>, _: Until) -> Vec<String> {
        vec![]
    }

    fn standing(&self, _: Known<'_>) -> Vec<Standing> {
        vec![]
    }
}
