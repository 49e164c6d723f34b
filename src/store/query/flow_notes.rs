//! What was noted for the owners of flows.

use super::View;
use crate::domain::event::Body;
use crate::domain::flow_note::FlowNote;
use crate::domain::id::{AgentId, CallId, Moment};
use crate::store::error::StoreError;
use crate::store::log;

/// A note, with who made it and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowNoteRow {
    /// When.
    pub at: Moment,
    /// Who.
    pub by: AgentId,
    /// In which call.
    pub call: CallId,
    /// What.
    pub note: FlowNote,
}

impl View<'_> {
    /// The notes about one flow, or about all, the oldest first.
    pub fn flow_notes(&self, flow: Option<&str>) -> Result<Vec<FlowNoteRow>, StoreError> {
        let events = log::of_flows(self.connection, flow)?.into_iter();
        let noted = events.filter_map(|event| match event.body {
            Body::FlowNoted { note, call } => Some(FlowNoteRow {
                at: event.at,
                by: event.actor,
                call,
                note,
            }),
            _ => None,
        });
        Ok(noted.collect())
    }
}
