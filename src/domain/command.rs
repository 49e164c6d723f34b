//! Commands: what somebody wants to happen. [`decide`] says what happens then, or why it must not: the rules.

mod required;

pub use required::{Known, NothingRequired, Required, Standing, Until};

use super::advice::Advice;
use super::answer::Answer;
use super::call::Ending;
use super::decide;
use super::event::{Body, Subject};
use super::flow_note::FlowNote;
use super::handoff::Teller;
use super::id::{AgentId, CallId, CallerId, CustomerId, Moment, fold};
use super::incident::{BriefPart, Entry, Incident, NextStep, PriorityOverride};
use super::record::Record;
use super::reference::Reference;
use super::resolution::ResolutionKind;
use super::state::State;

/// What somebody wants to happen.
#[derive(Debug, Clone, PartialEq)]
pub enum Command {
    // --- the agent
    /// Be known by name.
    Join,
    /// Begin a shift.
    GoOnTheHotline,
    /// End the shift; with `all_the_same`, although something is still held (rule 7).
    LeaveTheHotline {
        /// Why, and who watches what is left.
        all_the_same: Option<AllTheSame>,
    },

    // --- the call
    /// Take a call; one that runs is parked.
    StartCall {
        /// The number it comes from, if the telephone tells.
        number: Option<String>,
    },
    /// Ask the caller to wait.
    ParkCall(CallId),
    /// Take a parked or interrupted call up again; one that runs is parked.
    ResumeCall(CallId),
    /// Answer a question about the caller.
    AnswerAboutCaller {
        /// The call.
        call: CallId,
        /// The answer.
        answer: Answer,
    },
    /// The call is about an incident that exists.
    LinkCall {
        /// The call.
        call: CallId,
        /// The incident.
        incident: Reference,
    },
    /// The call is about an incident that exists, and not about the one that it has just begun: when nothing is in
    /// that one but what the problem is, and the one that exists is open, it ends, and the words go there. Else both stay.
    GoInto {
        /// The call.
        call: CallId,
        /// The one that it has just begun.
        begun: Reference,
        /// The one that exists.
        incident: Reference,
    },
    /// Give a problem its reference.
    OpenIncident {
        /// The call that reports it.
        call: CallId,
    },
    /// End the call (rule 2).
    EndCall {
        /// The call.
        call: CallId,
        /// How it ended.
        ending: Ending,
        /// Why there is no promise, for each incident that is left open without one.
        no_promise: Vec<(Reference, String)>,
    },

    // --- the flow
    /// Note something for the owner of a flow.
    NoteFlow {
        /// The call in which it came up.
        call: CallId,
        /// What.
        note: FlowNote,
    },

    // --- the incident
    /// Something about one incident.
    Incident(Reference, Change),
    /// Take an incident from a file.
    Import(Box<Record>),
}

/// What somebody wants to happen to one incident.
#[derive(Debug, Clone, PartialEq)]
pub enum Change {
    /// Answer a question, or say what became of it.
    Answer(Answer),
    /// Choose the category's flow.
    ChooseFlow(super::answer::FlowRef),
    /// Keep what the rules of the flows say, as the answers stand.
    Advise(Advice),
    /// Set the priority by hand, or go back to the matrix.
    OverridePriority(Option<PriorityOverride>),
    /// Say what happens next.
    Plan(NextStep),
    /// Promise the caller something.
    Promise {
        /// What.
        what: String,
        /// By when.
        by: Moment,
    },
    /// A promise was kept.
    Keep {
        /// Which.
        promise: u32,
        /// How the customer heard.
        how: String,
    },
    /// A promise will not be kept.
    Break {
        /// Which.
        promise: u32,
        /// Why.
        why: String,
    },
    /// Move a promise, with the customer's consent (rule 6).
    Move {
        /// Which.
        promise: u32,
        /// Until when.
        by: Moment,
        /// How the customer agreed.
        consent: String,
    },
    /// Put right what was promised in the call that still runs: the customer hears the right one.
    Correct {
        /// Which.
        promise: u32,
        /// What we do.
        what: String,
        /// By when.
        by: Moment,
    },
    /// Add to the timeline.
    Add(Entry),
    /// A rule's words for the caller were said.
    TellCaller(String),
    /// The caller confirmed the read-back.
    ConfirmReadBack,
    /// Give it to the next level (rule 3).
    Escalate {
        /// To whom.
        to: String,
        /// Under which condition.
        why: String,
    },
    /// The next level gives it back.
    ReturnFromEscalation {
        /// With which news.
        news: String,
    },
    /// End it (rules 3 and 8).
    Resolve(Resolve),
    /// The customer was told that it is resolved.
    TellResolution {
        /// How.
        how: String,
        /// Whether they confirmed that it helps.
        confirmed: bool,
    },
    /// It is not done after all.
    Reopen {
        /// Why.
        reason: String,
        /// What happens next.
        next_step: NextStep,
    },
    /// Offer it to a named agent (rule 5).
    Offer {
        /// To whom.
        to: AgentId,
        /// Who tells the customer.
        teller: Teller,
    },
    /// Accept an offer, reading back what was understood (rule 5).
    Accept(ReadBack),
    /// Decline an offer.
    Decline {
        /// Why.
        reason: String,
    },
    /// Take an offer back.
    Withdraw,
    /// Say who tells the customer of the handoff.
    ChooseTeller(Teller),
    /// The customer was told who takes over.
    TellCustomer {
        /// In which words.
        words: String,
    },
    /// Write over a part of the handoff brief; empty goes back to what writes itself.
    WriteBrief {
        /// Which part.
        part: BriefPart,
        /// The words.
        text: String,
    },
}

/// Leaving although something is still held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AllTheSame {
    /// Why.
    pub reason: String,
    /// Who watches what is left.
    pub watcher: AgentId,
}

/// What solved an incident, as it is said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resolve {
    /// Fix, workaround, …
    pub kind: ResolutionKind,
    /// What was done.
    pub done: String,
    /// How it was verified.
    pub verified: String,
    /// How the customer was told; `None`: not yet.
    pub told: Option<String>,
    /// Whether the caller confirmed that it helps.
    pub confirmed: bool,
    /// The need behind the question, for what works as designed.
    pub need: Option<String>,
}

/// What the receiver of a handoff understood: it must be what is the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReadBack {
    /// What happens next, who does it, by when.
    pub next_step: NextStep,
    /// The first live promise.
    pub promise: Option<u32>,
}

impl ReadBack {
    /// What there is to read back of an incident.
    pub fn of(incident: &Incident) -> Self {
        Self {
            next_step: incident.next_step.clone(),
            promise: incident.live_promises().next().map(|promise| promise.id),
        }
    }
}

/// A part of the world that a command concerns; whoever decides must have loaded it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Need {
    /// The agent with this name, in whatever case.
    Agent(AgentId),
    /// A customer by id.
    Customer(CustomerId),
    /// The customer with this name, in whatever case.
    CustomerNamed(String),
    /// A caller by id, and their customer.
    Caller(CallerId),
    /// The callers with this name, in whatever case, and their customers.
    CallerNamed(String),
    /// A call, its incidents and one under the reference that it set aside, its caller, its customer.
    Call(CallId),
    /// An incident, its calls, its caller, its customer, its owner.
    Incident(Reference),
    /// The agent's calls that have not ended.
    RunningCalls(AgentId),
    /// The calls that have not ended and have set this reference of the deciding station aside.
    SetAside(Reference),
    /// All that the agent would let fall by leaving: calls that run, incidents they hold, offers that wait for
    /// them, handoffs of which they still have to tell the customer.
    HeldBy(AgentId),
}

impl Command {
    /// What must be loaded to decide this, beside the acting agent.
    pub fn needs(&self, actor: &AgentId) -> Vec<Need> {
        match self {
            Self::Join | Self::GoOnTheHotline => vec![],
            Self::LeaveTheHotline { all_the_same } => {
                let watcher = all_the_same
                    .iter()
                    .map(|same| Need::Agent(same.watcher.clone()));
                watcher.chain([Need::HeldBy(actor.clone())]).collect()
            }
            Self::StartCall { .. } => vec![Need::RunningCalls(actor.clone())],
            Self::ResumeCall(call) => {
                vec![Need::Call(call.clone()), Need::RunningCalls(actor.clone())]
            }
            Self::ParkCall(call)
            | Self::OpenIncident { call }
            | Self::EndCall { call, .. }
            | Self::NoteFlow { call, .. } => vec![Need::Call(call.clone())],
            Self::AnswerAboutCaller { call, answer } => {
                let mut needs = vec![Need::Call(call.clone())];
                if let Some(super::answer::Value::Text(text)) = &answer.value {
                    needs.push(Need::Caller(CallerId::stored(text.clone())));
                    needs.push(Need::Customer(CustomerId::stored(text.clone())));
                    needs.push(Need::CustomerNamed(fold(text)));
                }
                needs
            }
            Self::LinkCall { call, incident } | Self::GoInto { call, incident, .. } => {
                vec![Need::Call(call.clone()), Need::Incident(*incident)]
            }
            Self::Incident(incident, change) => {
                let mut needs = vec![Need::Incident(*incident)];
                match change {
                    Change::Offer { to, .. } => needs.push(Need::Agent(to.clone())),
                    Change::Plan(step)
                    | Change::Reopen {
                        next_step: step, ..
                    } => {
                        needs.push(Need::Agent(step.who.clone()));
                    }
                    _ => {}
                }
                needs
            }
            Self::Import(record) => {
                let reference = record.reference;
                let mut needs = vec![Need::Incident(reference), Need::SetAside(reference)];
                needs.extend(decide::import::names(record).into_iter().map(Need::Agent));
                let (customer, caller) = (&record.customer, &record.caller);
                needs.extend(
                    customer
                        .iter()
                        .map(|customer| Need::CustomerNamed(fold(&customer.name))),
                );
                needs.extend(
                    caller
                        .iter()
                        .map(|caller| Need::CallerNamed(fold(&caller.name))),
                );
                needs
            }
        }
    }
}

/// Who decides, when, and by which flows.
#[derive(Clone, Copy)]
pub struct Context<'a> {
    /// The time.
    pub now: Moment,
    /// The acting agent.
    pub actor: &'a AgentId,
    /// The flows.
    pub required: &'a dyn Required,
}

/// Something that is now the case; the store makes an [`super::event::Event`] of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Fact {
    /// What it happened to.
    pub subject: Subject,
    /// What happened.
    pub body: Body,
}

/// A rule says no: what is wrong and what to do, in words for the person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

/// The facts that follow from a command, or the rule that stands against it. The state must hold what
/// [`Command::needs`] names and the acting agent, if known.
pub fn decide(
    state: &State,
    context: &Context<'_>,
    command: &Command,
) -> Result<Vec<Fact>, Refusal> {
    decide::facts(state, context, command)
}
