//! Where the agent is in a call: at a question, at what was promised before, at the promise, at the read-back.

use std::ops::Range;

use crate::domain::reference::Reference;
use crate::flow::Run;

/// A place in the call.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    /// A question.
    Question {
        /// Its flow.
        flow: String,
        /// Its id.
        question: String,
        /// Which item it is about, when its section is repeated.
        item: Option<u32>,
    },
    /// Which incident that exists is the call about?
    About,
    /// A promise from before this call: is it kept with it?
    Earlier(Reference, u32),
    /// What we promise, and by when.
    Promise,
    /// The summary that is read out.
    ReadBack,
}

/// The key of [`Place::About`]; what is typed there looks for something, and is nothing that was said.
pub(super) const ABOUT: &str = "about";

/// A line of the rail on the left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Rail {
    /// What it is called.
    pub(super) title: String,
    /// How many of how many questions are done; nothing for the last steps.
    pub(super) progress: Option<(usize, usize)>,
    /// Nothing is left to do in it.
    pub(super) done: bool,
    /// The agent is there.
    pub(super) here: bool,
}

impl Place {
    /// The place of a step of the run.
    pub(super) fn at(run: &Run<'_>, position: usize) -> Option<Self> {
        let step = run.steps().get(position)?;
        Some(Self::Question {
            flow: step.flow.id().to_owned(),
            question: step.question.id.clone(),
            item: step.item,
        })
    }

    /// The step's position, if the place is a question that is asked now.
    pub(super) fn position(&self, run: &Run<'_>) -> Option<usize> {
        match self {
            Self::Question {
                flow,
                question,
                item,
            } => run.position(flow, question, *item),
            _ => None,
        }
    }

    /// The key under which what is typed here is kept.
    pub(super) fn key(&self) -> String {
        match self {
            Self::Question {
                flow,
                question,
                item: None,
            } => format!("{flow}/{question}"),
            Self::Question {
                flow,
                question,
                item: Some(item),
            } => format!("{flow}/{question}/{item}"),
            Self::About => ABOUT.to_owned(),
            Self::Earlier(reference, promise) => format!("earlier/{reference}/{promise}"),
            Self::Promise => "promise".to_owned(),
            Self::ReadBack => "read_back".to_owned(),
        }
    }

    /// The place with this key.
    pub(super) fn of_key(key: &str) -> Option<Self> {
        let parts: Vec<&str> = key.split('/').collect();
        Some(match parts.as_slice() {
            [ABOUT] => Self::About,
            ["promise"] => Self::Promise,
            ["read_back"] => Self::ReadBack,
            ["earlier", reference, promise] => {
                Self::Earlier(Reference::parse(reference).ok()?, promise.parse().ok()?)
            }
            [flow, question, item @ ..] => Self::Question {
                flow: (*flow).to_owned(),
                question: (*question).to_owned(),
                item: match item {
                    [] => None,
                    [item] => Some(item.parse().ok()?),
                    _ => return None,
                },
            },
            _ => return None,
        })
    }
}

/// The rail: the parts of the run, the promise, the read-back.
pub(super) fn rail(run: &Run<'_>, place: &Place, promised: bool, confirmed: bool) -> Vec<Rail> {
    let here = place.position(run);
    let inside = |range: &Range<usize>| here.is_some_and(|position| range.contains(&position));
    let mut rail: Vec<Rail> = run
        .parts()
        .iter()
        .map(|part| Rail {
            title: title(part.flow.title.as_str(), &part.title()),
            progress: Some((part.done, part.asked)),
            done: part.done == part.asked,
            here: inside(&part.steps),
        })
        .collect();
    let last = |title: &str, done, here| Rail {
        title: title.to_owned(),
        progress: None,
        done,
        here,
    };
    rail.push(last(
        "Promise",
        promised,
        matches!(place, Place::Promise | Place::Earlier(..)),
    ));
    rail.push(last("Read back", confirmed, *place == Place::ReadBack));
    rail
}

/// A section without a title of its own is called after its flow.
pub(super) fn title(flow: &str, section: &str) -> String {
    if section.is_empty() {
        flow.to_owned()
    } else {
        section.to_owned()
    }
}

const LABELS: &[u8; 35] = b"123456789abcdefghijklmnopqrstuvwxyz";

/// The label to type for the n-th of so many places: one character, or two where one does not reach.
pub(super) fn label(index: usize, of: usize) -> String {
    let letter = |n: usize| {
        LABELS
            .get(n % LABELS.len())
            .map_or('?', |&byte| char::from(byte))
    };
    if of <= LABELS.len() {
        letter(index).to_string()
    } else {
        format!("{}{}", letter(index / LABELS.len()), letter(index))
    }
}
