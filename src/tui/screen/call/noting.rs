//! What the owner of the questions should know, noted with one key while it is fresh.

use super::CallScreen;
use super::sheet::Wish;
use crate::domain::event::{Body, Event};
use crate::domain::flow_note::{FlowNote, NoteAbout};
use crate::flow::Flow;
use crate::tui::keymap::Action;
use crate::tui::outbox::{Form, Outbox};

impl CallScreen {
    /// Only where a question is asked can its words be wrong.
    pub(super) fn note_form(&self) -> Form {
        let form = Form::new(Action::NoteFlow, "For the owner of the questions");
        let all = NoteAbout::ALL.iter();
        let here = all.filter(|about| **about == NoteAbout::Missing || self.is_at_a_question());
        let form = form.about(&self.noted_flow().map_or("", |flow| flow.id()));
        form.choice("What is it", here.map(|about| (about.id(), about.words())))
            .line("In your words")
    }

    /// The note is about the flow of the question at hand; elsewhere about the category's, or else the intake.
    fn noted_flow(&self) -> Option<&Flow> {
        let run = self.sheet.run();
        let step = self.place.position(&run).and_then(|at| run.steps().get(at));
        let first = run.steps().first().map(|step| step.flow);
        step.map(|step| step.flow)
            .or(self.sheet.category())
            .or(first)
    }

    /// The store has the note: what was typed is no draft any more.
    pub(super) fn noted(events: &[Event], out: &mut Outbox) {
        for event in events {
            if let Body::FlowNoted { note, .. } = &event.body {
                out.forget_draft(Form::draft_key(Action::NoteFlow, &note.flow.id));
            }
        }
    }

    pub(super) fn note_flow(&mut self, about: &str, text: String) {
        let run = self.sheet.run();
        let step = self.place.position(&run).and_then(|at| run.steps().get(at));
        let Some(flow) = self.noted_flow() else {
            return;
        };
        let note = FlowNote {
            flow: flow.reference.clone(),
            question: step.map(|step| step.question.id.clone()),
            ask: step.map(|step| run.ask(step).into_owned()),
            about: NoteAbout::from_id(about).unwrap_or(NoteAbout::Missing),
            text,
        };
        self.sheet.wish(Wish::NoteFlow(note));
    }
}
