//! The receiver stands beside the one who leaves and answers at the same keyboard.

use std::collections::VecDeque;

use crate::domain::command::{Change, ReadBack};
use crate::domain::id::{AgentId, Moment};
use crate::domain::incident::Incident;
use crate::domain::leaving::{Checklist, Standing};
use crate::domain::reference::Reference;
use crate::tui::act::handoff;
use crate::tui::keymap::Action;
use crate::tui::outbox::{Confirm, Form};

/// Who answers, and to which offers, one after the other.
#[derive(Debug)]
pub(super) struct Here {
    pub(super) who: AgentId,
    pub(super) declines: bool,
    rest: VecDeque<Reference>,
}

impl Here {
    /// Accepts the selected offer, and after it everything else that waits for the same person.
    pub(super) fn accepts(who: &AgentId, checklist: &Checklist, selected: Reference) -> Self {
        let waits =
            |standing: &Standing| matches!(standing, Standing::Waiting { to } if to.is(who));
        let others = checklist.rows.iter();
        let others = others.filter(|row| waits(&row.standing) && row.reference != selected);
        let others = others.map(|row| row.reference);
        Self {
            who: who.clone(),
            declines: false,
            rest: [selected].into_iter().chain(others).collect(),
        }
    }

    /// Declines one offer.
    pub(super) fn declines(who: &AgentId, selected: Reference) -> Self {
        Self {
            who: who.clone(),
            declines: true,
            rest: [selected].into(),
        }
    }

    /// The incident that is asked about.
    pub(super) fn reference(&self) -> Option<Reference> {
        self.rest.front().copied()
    }

    /// The first was answered.
    pub(super) fn goes_on(&mut self) {
        self.rest.pop_front();
    }

    /// What the receiver reads back, and accepts with one key.
    pub(super) fn read_back(&self, incident: &Incident, now: Moment) -> Confirm {
        let left = match self.rest.len() {
            0 | 1 => String::new(),
            more => format!(" · {} more", more - 1),
        };
        Confirm {
            action: Action::Accept,
            title: format!("{} accepts {}{left}", self.who, incident.reference),
            words: handoff::read_back(incident, now),
        }
    }

    /// Asks why it is declined.
    pub(super) fn why_not(&self, incident: &Incident) -> Form {
        let title = format!("{} declines {}", self.who, incident.reference);
        Form::new(Action::DeclineHandoff, title)
            .about(&incident.reference)
            .line("Why they cannot take it")
    }
}

/// The acceptance of what was read back.
pub(super) fn acceptance(incident: &Incident) -> Change {
    Change::Accept(ReadBack::of(incident))
}
