//! On the way to the store: one batch at a time, so that nothing is lost whatever the store says.

use super::sheet::{Sheet, Wish};
use crate::domain::answer::Field;
use crate::domain::command::{Change, Command};
use crate::domain::event::{Body, Event, Subject};
use crate::domain::id::CallId;
use crate::domain::reference::Reference;
use crate::tui::env::Env;
use crate::tui::msg::Ticket;
use crate::tui::outbox::Outbox;

/// What is on its way to the store.
#[derive(Debug)]
pub(super) struct Flight {
    ticket: Ticket,
    wishes: Vec<Wish>,
    /// The incident at hand before it was sent, in case nothing comes of it.
    before: Option<Reference>,
}

/// How what waits is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Pace {
    /// Everything at once.
    Batches,
    /// One wish at a time, because something was refused: so that only the one that cannot be goes.
    OneByOne,
    /// Nothing, because the store failed, until somebody presses a key.
    Paused,
}

impl Sheet {
    /// Sends what can be sent, one batch after the other. What is about an incident opens it first.
    pub(super) fn send(&mut self, env: &Env, out: &mut Outbox) {
        let Some(call) = self.call.clone() else {
            return;
        };
        if self.flight.is_some() || self.pace == Pace::Paused {
            return;
        }
        let before = self.current;
        let (mut commands, mut sent) = (vec![], vec![]);
        while !self.wishes.is_empty() && (self.pace != Pace::OneByOne || sent.is_empty()) {
            if self.needs_an_incident() {
                commands.push(Command::OpenIncident { call: call.clone() });
                self.current = self.reserved;
                if self.current.is_none() {
                    // Its name comes with the reply; what is about it waits for that.
                    self.opening = true;
                    break;
                }
            }
            let wish = self.wishes.remove(0);
            commands.extend(self.commands(call.clone(), &wish));
            sent.push(wish);
        }
        if !commands.is_empty() {
            let ticket = out.execute(env, commands);
            self.flight = Some(Flight {
                ticket,
                wishes: sent,
                before,
            });
        }
    }

    /// Whether the next wish is about an incident that is not open yet.
    fn needs_an_incident(&self) -> bool {
        self.current.is_none() && self.wishes.first().is_some_and(Wish::is_here)
    }

    fn commands(&self, call: CallId, wish: &Wish) -> Vec<Command> {
        let command = match wish {
            Wish::AboutCaller(answer) => Command::AnswerAboutCaller {
                call,
                answer: answer.clone(),
            },
            Wish::Of(reference, change) => Command::Incident(*reference, change.clone()),
            Wish::Here(change) => {
                let here = self.current.into_iter();
                return here
                    .map(|here| Command::Incident(here, change.clone()))
                    .collect();
            }
            Wish::Asked(asked) => {
                let of = self.current.filter(|_| asked.is_here).unwrap_or(asked.of);
                let changes = asked.changes.iter().cloned();
                return changes
                    .map(|change| Command::Incident(of, change))
                    .collect();
            }
            // What was said of the new one goes into the one that exists, as soon as there is a new one.
            Wish::About(incident) => match self.current {
                Some(begun) => Command::GoInto {
                    call,
                    begun,
                    incident: *incident,
                },
                None => Command::LinkCall {
                    call,
                    incident: *incident,
                },
            },
            Wish::Link(incident) => Command::LinkCall {
                call,
                incident: *incident,
            },
            Wish::NoteFlow(note) => Command::NoteFlow {
                call,
                note: note.clone(),
            },
            Wish::Park => Command::ParkCall(call),
            Wish::End(ending, no_promise) => Command::EndCall {
                call,
                ending: *ending,
                no_promise: no_promise.clone(),
            },
        };
        vec![command]
    }

    /// Somebody is at the keys again: what failed is tried once more.
    pub(super) fn resume(&mut self) {
        if self.pace == Pace::Paused {
            self.pace = Pace::Batches;
        }
    }

    /// Turns to the next problem of the same caller; it opens with its first answer.
    pub(super) fn another(&mut self) {
        self.bind();
        self.fresh = true;
        self.current = None;
        self.reserved = None;
        self.category = None;
        self.answers
            .retain(|answer| answer.field.is_some_and(Field::is_about_the_caller));
    }

    /// What still waits and is about the incident at hand stays about that one, wherever one turns.
    pub(super) fn bind(&mut self) {
        let Some(reference) = self.current else {
            return;
        };
        for wish in &mut self.wishes {
            match wish {
                Wish::Here(change) => *wish = Wish::Of(reference, change.clone()),
                Wish::Asked(asked) if asked.is_here => {
                    (asked.of, asked.is_here) = (reference, false);
                }
                _ => {}
            }
        }
    }

    /// Whether something was said of a problem that has no name yet.
    pub(super) fn is_being_opened(&self) -> bool {
        let waits = self.wishes.iter().any(Wish::is_here);
        self.current.is_none() && (self.opening || waits)
    }

    /// Whether something was promised of the problem at hand and the store has not heard of it yet.
    pub(super) fn is_promise_on_its_way(&self) -> bool {
        let promises = |wish: &Wish| matches!(wish, Wish::Here(Change::Promise { .. }));
        self.current.is_none() && self.wishes.iter().any(promises)
    }

    /// Whether the call is being left: it ends, or the caller waits, as soon as the store knows.
    pub(super) fn is_leaving(&self) -> bool {
        let leaves = |wish: &Wish| matches!(wish, Wish::Park | Wish::End(..));
        self.wishes.iter().any(leaves)
    }

    /// The events that a request of this call brought. Returns what is recorded by it, if it was one.
    pub(super) fn done(&mut self, ticket: Ticket, events: &[Event]) -> Option<Vec<Wish>> {
        let landed = self.land(ticket)?;
        let opened = events
            .iter()
            .find_map(|event| match (&event.subject, &event.body) {
                (Subject::Incident(reference), Body::IncidentOpened { .. }) => Some(*reference),
                _ => None,
            });
        if std::mem::take(&mut self.opening) {
            self.current = opened;
            self.fresh = false;
        }
        if self.wishes.is_empty() {
            self.pace = Pace::Batches;
        }
        Some(landed.wishes)
    }

    /// A rule stands against a request. One wish alone is given up; of several, each is tried by itself. Returns whether the request was one of this call.
    pub(super) fn refused(&mut self, ticket: Ticket) -> bool {
        let Some(flight) = self.land(ticket) else {
            return false;
        };
        self.current = flight.before;
        self.opening = false;
        if flight.wishes.len() > 1 {
            self.wishes.splice(0..0, flight.wishes);
            self.pace = Pace::OneByOne;
        }
        true
    }

    /// The store failed: everything waits, and is tried again at the next key. Returns whether the request was one of
    /// this call.
    pub(super) fn failed(&mut self, ticket: Ticket) -> bool {
        let Some(flight) = self.land(ticket) else {
            return false;
        };
        self.current = flight.before;
        self.opening = false;
        self.wishes.splice(0..0, flight.wishes);
        self.pace = Pace::Paused;
        true
    }

    fn land(&mut self, ticket: Ticket) -> Option<Flight> {
        let is_ours = self
            .flight
            .as_ref()
            .is_some_and(|flight| flight.ticket == ticket);
        is_ours.then(|| self.flight.take())?
    }
}
