//! What a screen may ask of the store's worker, and what it answers.

use super::StoreError;
use super::execute::ExecuteError;
use super::query::{
    AgentRow, CallPage, CallerHit, CustomerHistory, CustomerHit, DeskPage, IncidentPage,
    LeavingPage, Nearest, OpenCall, Problem, SearchPage, SimilarHit, Tab, View,
};
use crate::domain::command::{Command, Refusal};
use crate::domain::event::Event;
use crate::domain::id::{AgentId, CallId, CustomerId, Moment};
use crate::domain::reference::Reference;

/// The number of a request; its reply carries it back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Ticket(pub u64);

/// Something that the worker is to do.
#[derive(Debug, Clone, PartialEq)]
pub enum Request {
    /// Carry out commands, all of them or none; durable when the reply comes.
    Execute {
        /// Who acts.
        actor: AgentId,
        /// What is to happen, in order.
        commands: Vec<Command>,
        /// When.
        now: Moment,
    },
    /// Answer a question.
    Ask {
        /// The question.
        question: Question,
        /// The moment for which things are late or soon.
        now: Moment,
    },
    /// Make the drafts that were put so far survive a power cut.
    SyncDrafts,
    /// Say whether somebody else has recorded something.
    Poll,
}

/// A question about what is recorded.
#[derive(Debug, Clone, PartialEq)]
pub enum Question {
    /// The desk of an agent.
    Desk {
        /// Whose.
        agent: AgentId,
        /// Which incidents.
        tab: Tab,
        /// How many rows to leave out at the front.
        offset: usize,
        /// How many rows at most.
        limit: usize,
    },
    /// One incident with everything around it.
    Incident(Reference),
    /// One call with everything it is about.
    Call(CallId),
    /// The agent's calls that have not ended.
    OpenCalls(AgentId),
    /// Everything the agent would let fall by leaving.
    Leaving(AgentId),
    /// Every agent who is known here.
    Agents,
    /// Callers by the last digits of their number or the beginnings of names; nine at most.
    FindCaller(String),
    /// The callers with this whole number.
    CallerByNumber(String),
    /// Customers by the beginnings of names; nine at most.
    FindCustomer(String),
    /// The products that incidents name, the most frequent first.
    Products,
    /// Incidents that look like this problem; five at most.
    Similar(Problem),
    /// What a customer has been through, beside this incident.
    History(CustomerId, Option<Reference>),
    /// Incidents that hold these words, so many at most.
    Search(String, usize),
    /// Existing references that look like a mistyped one.
    Nearest(String),
}

/// What the worker answers.
#[derive(Debug, Clone, PartialEq)]
pub enum Reply {
    /// The commands were carried out, and this is what happened. It is on the disk.
    Done(Vec<Event>),
    /// A rule says no; nothing happened.
    Refused(Refusal),
    /// The database failed; nothing happened.
    Failed(StoreError),
    /// The drafts survive a power cut.
    Synced,
    /// Somebody else has recorded something.
    Changed,
    /// Nobody else has recorded anything.
    Same,
    /// The desk.
    Desk(Box<DeskPage>),
    /// The incident, if there is one of this name.
    Incident(Option<Box<IncidentPage>>),
    /// The call, if there is one of this name.
    Call(Option<Box<CallPage>>),
    /// Calls that have not ended, the oldest first.
    OpenCalls(Vec<OpenCall>),
    /// The checklist.
    Leaving(Box<LeavingPage>),
    /// Agents by name.
    Agents(Vec<AgentRow>),
    /// Callers; whoever called last comes first.
    Callers(Vec<CallerHit>),
    /// Customers by name.
    Customers(Vec<CustomerHit>),
    /// Products.
    Products(Vec<String>),
    /// What looks like the problem, the most alike first.
    Similar(Vec<SimilarHit>),
    /// The customer's history, if there is such a customer.
    History(Option<Box<CustomerHistory>>),
    /// What was found.
    Search(Box<SearchPage>),
    /// References, the newest first.
    Nearest(Vec<Nearest>),
}

impl Question {
    /// Whether it may take long and is asked again at every key: then it has a connection and a thread of its own.
    pub(super) fn is_asked_while_typing(&self) -> bool {
        match self {
            Self::FindCaller(_)
            | Self::CallerByNumber(_)
            | Self::FindCustomer(_)
            | Self::Products
            | Self::Similar(_)
            | Self::History(..)
            | Self::Search(..)
            | Self::Nearest(_) => true,
            Self::Desk { .. }
            | Self::Incident(_)
            | Self::Call(_)
            | Self::OpenCalls(_)
            | Self::Leaving(_)
            | Self::Agents => false,
        }
    }
}

impl From<ExecuteError> for Reply {
    fn from(error: ExecuteError) -> Self {
        match error {
            ExecuteError::Refused(refusal) => Self::Refused(refusal),
            ExecuteError::Store(error) => Self::Failed(error),
        }
    }
}

/// How many callers or customers are offered: as many as have a digit to choose them by.
const MOST_OFFERED: usize = 9;

/// How many products are offered.
const MOST_PRODUCTS: usize = 30;

/// How many similar incidents, incidents of a history, and references are shown.
const MOST_BESIDE: usize = 5;

/// The answer to a question.
pub(super) fn answer(view: View<'_>, question: &Question) -> Result<Reply, StoreError> {
    Ok(match question {
        Question::Desk {
            agent,
            tab,
            offset,
            limit,
        } => Reply::Desk(Box::new(view.desk(agent, *tab, *offset, *limit)?)),
        Question::Incident(reference) => Reply::Incident(view.incident(*reference)?.map(Box::new)),
        Question::Call(id) => Reply::Call(view.call(id)?.map(Box::new)),
        Question::OpenCalls(agent) => Reply::OpenCalls(view.open_calls(agent)?),
        Question::Leaving(agent) => Reply::Leaving(Box::new(view.leaving(agent)?)),
        Question::Agents => Reply::Agents(view.agents()?),
        Question::FindCaller(text) => Reply::Callers(view.find_callers(text, MOST_OFFERED)?),
        Question::CallerByNumber(number) => Reply::Callers(view.callers_by_number(number)?),
        Question::FindCustomer(text) => Reply::Customers(view.find_customers(text, MOST_OFFERED)?),
        Question::Products => Reply::Products(view.products(MOST_PRODUCTS)?),
        Question::Similar(problem) => Reply::Similar(view.similar(problem, MOST_BESIDE)?),
        Question::History(id, but) => {
            Reply::History(view.history(id, *but, MOST_BESIDE)?.map(Box::new))
        }
        Question::Search(text, limit) => Reply::Search(Box::new(view.search(text, *limit)?)),
        Question::Nearest(text) => Reply::Nearest(view.nearest(text, MOST_BESIDE)?),
    })
}
