//! Calls: one phone conversation, which may report several incidents.

use serde::{Deserialize, Serialize};

use super::answer::{Answer, Field, Recorded};
use super::id::{AgentId, CallId, CallerId, CustomerId, Moment};
use super::priority::named;
use super::reference::Reference;

/// One phone conversation.
#[derive(Debug, Clone, PartialEq)]
pub struct Call {
    /// Which.
    pub id: CallId,
    /// Who took it.
    pub agent: AgentId,
    /// When it began.
    pub started: Moment,
    /// When it ended; `None` while it runs.
    pub ended: Option<Moment>,
    /// How it ended.
    pub ending: Option<Ending>,
    /// When it was parked, if it is.
    pub parked: Option<Moment>,
    /// The number it came from, if the telephone told.
    pub number: Option<String>,
    /// The reference set aside for the first problem of this call.
    pub reserved: Reference,
    /// Who called, once known.
    pub caller: Option<CallerId>,
    /// For whom, once known.
    pub customer: Option<CustomerId>,
    /// Whether the caller was heard of for the first time in this call.
    pub first_call: bool,
    /// The incidents it reported or was about, in order.
    pub incidents: Vec<Reference>,
    /// Those it had begun before it was clear that it is about one that exists; what was said of them is there.
    pub gone: Vec<Reference>,
    /// What was answered about the caller.
    pub answers: Vec<Recorded>,
}

/// How a call ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Both said goodbye.
    Closed,
    /// The line went dead, or the caller hung up.
    CutOff,
    /// Nobody was there, or it was a wrong number.
    Nobody,
}

named!(Ending {
    Closed = "closed" / "ended",
    CutOff = "cut_off" / "cut off",
    Nobody = "nobody" / "nobody there",
});

impl Call {
    /// The call is about this incident; it takes the place of the one that it had begun instead.
    pub(super) fn link(&mut self, incident: Reference, instead_of: Option<Reference>) {
        let begun = |known: &Reference| Some(*known) == instead_of;
        let place = self.incidents.iter().position(begun);
        if let Some(place) = place {
            self.gone.push(self.incidents.remove(place));
        }
        if !self.incidents.contains(&incident) {
            let place = place.unwrap_or(self.incidents.len());
            self.incidents.insert(place, incident);
        }
    }

    /// The answer that fills a field of the caller, if one does.
    pub fn answer_for(&self, field: Field) -> Option<&Answer> {
        self.answers
            .iter()
            .map(|recorded| &recorded.answer)
            .rfind(|answer| answer.field == Some(field))
    }

    /// The answers that belong to the record, hidden ones left out.
    pub fn visible_answers(&self) -> impl Iterator<Item = &Recorded> {
        self.answers.iter().filter(|recorded| !recorded.hidden)
    }

    /// Whole seconds from start to end; `None` while it runs.
    pub fn seconds(&self) -> Option<i64> {
        self.ended
            .map(|ended| (ended - self.started).num_seconds().max(0))
    }
}
