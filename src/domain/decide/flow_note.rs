//! Notes to the owners of flows: made in a call of one's own, about a flow, in words.

use super::{Fact, Refusal, call, refuse, said};
use crate::domain::command::Context;
use crate::domain::event::{Body, Subject};
use crate::domain::flow_note::FlowNote;
use crate::domain::id::CallId;
use crate::domain::state::State;

pub(super) fn note(
    state: &State,
    context: &Context<'_>,
    id: &CallId,
    note: &FlowNote,
) -> Result<Vec<Fact>, Refusal> {
    call::own(state, context, id)?;
    if note.flow.id.is_empty() {
        return refuse("There is no flow to say something about.");
    }
    let text = said(
        &note.text,
        "Please say what the owner of the questions should know.",
    )?;
    let note = FlowNote {
        text,
        ..note.clone()
    };
    Ok(vec![Fact {
        subject: Subject::Flow(note.flow.id.clone()),
        body: Body::FlowNoted {
            note,
            call: id.clone(),
        },
    }])
}
