//! Saying which incident that exists the call is about: a list to pick from, words, or a reference.

use super::entry::{Entry, Hit};
use super::place::Place;
use super::sheet::Wish;
use super::{CallScreen, Complaint};
use crate::domain::event::{Body, Event};
use crate::domain::incident::Status;
use crate::domain::reference::Reference;
use crate::store::{IncidentRow, Nearest, SearchPage, sought};
use crate::tui::env::Env;
use crate::tui::msg::Question;
use crate::tui::outbox::Outbox;
use crate::tui::words;

/// So many hits are looked at; who wants others types another letter.
const MOST: usize = 30;

impl CallScreen {
    /// Goes where it is asked which incident the call is about.
    pub(super) fn ask_about(&mut self, env: &Env, out: &mut Outbox) {
        if self.place != Place::About {
            self.asked_from = Some(self.place.clone());
            self.go_to(env, Place::About, out);
        }
    }

    /// Before anything is typed, the customer’s open incidents and what looks alike; then what holds the words.
    pub(super) fn look_about(&mut self, env: &Env, out: &mut Outbox) {
        let typed = self.entry.typed();
        let question = typed.map(|typed| {
            if Reference::is_mistyped(&typed) {
                Question::Nearest(typed)
            } else {
                Question::Search(sought(&typed).to_owned(), MOST)
            }
        });
        let ticket = question.map(|question| out.question(env, question));
        if ticket.is_none() {
            let hits = self.likely();
            self.show(hits);
        }
        if let Entry::Lookup(_, lookup) = &mut self.entry {
            lookup.ticket = ticket;
        }
    }

    fn likely(&self) -> Vec<Hit> {
        let history = self.side.history.iter().flat_map(|history| &history.open);
        let alike = self.side.similar.iter().map(|hit| &hit.row);
        self.hits(history.chain(alike.filter(|row| row.status != Status::Resolved)))
    }

    /// What holds the words that are typed.
    pub(super) fn fitting(&self, page: &SearchPage) -> Vec<Hit> {
        self.hits(page.hits.iter().map(|hit| &hit.row))
    }

    /// The incidents to choose from: those of this customer first, the open ones before those that are resolved.
    fn hits<'a>(&self, rows: impl Iterator<Item = &'a IncidentRow>) -> Vec<Hit> {
        let own = self.sheet.reference();
        let customer = self.sheet.customer().map(|customer| &customer.id);
        let is_theirs = |row: &IncidentRow| row.customer.as_ref().map(|of| &of.id) == customer;
        let mut seen = std::collections::BTreeSet::new();
        let rows = rows.filter(|row| Some(row.reference) != own && seen.insert(row.reference));
        let mut rows: Vec<&IncidentRow> = rows.collect();
        rows.sort_by_key(|row| (!is_theirs(row), row.status == Status::Resolved));
        let hits = rows.into_iter().map(|row| {
            let of = row.customer.as_ref().map(|of| of.name.clone());
            let resolved = (row.status == Status::Resolved).then(|| "resolved".to_owned());
            let other = of.filter(|_| customer.is_some() && !is_theirs(row));
            let warning = other.as_ref().map(|other| {
                let ours = self.sheet.customer().map_or("nobody", |ours| &ours.name);
                format!(
                    "{} is about {other}; this caller is from {ours}.",
                    row.reference
                )
            });
            let name = row.customer.as_ref().map(|of| words::fit(&of.name, 20));
            Hit {
                id: row.reference.to_string(),
                name: format!("{}  {}", row.reference, row.summary),
                detail: resolved
                    .into_iter()
                    .chain(name)
                    .collect::<Vec<_>>()
                    .join(" · "),
                warning,
                ..Hit::default()
            }
        });
        hits.collect()
    }

    /// References that exist and look like what is typed; it is said that this is none.
    pub(super) fn nearest(&mut self, typed: &str, nearest: &[Nearest]) -> Vec<Hit> {
        let typed = words::fit(typed.trim(), 20);
        let meant = nearest.first().map(|near| near.reference);
        let meant = meant.map_or_else(String::new, |meant| format!("; did you mean {meant}?"));
        let end = if meant.is_empty() { "." } else { "" };
        self.complaint = Some(Complaint {
            sentence: format!("{typed} is not a reference{meant}{end}"),
            acceptable: false,
        });
        let own = self.sheet.reference();
        let others = nearest.iter().filter(|near| Some(near.reference) != own);
        let hits = others.map(|near| Hit {
            id: near.reference.to_string(),
            name: format!("{}  {}", near.reference, near.summary),
            ..Hit::default()
        });
        hits.collect()
    }

    /// The call is about the selected incident. One of another customer is taken with Enter once more.
    pub(super) fn take_about(&mut self) {
        let typed = self.entry.typed();
        let Entry::Lookup(_, lookup) = &mut self.entry else {
            return;
        };
        if lookup.ticket.is_some() {
            lookup.hurry = true;
            return;
        }
        let hit = lookup.selected().cloned();
        let warned = self.complaint.take().is_some_and(|said| said.acceptable);
        let (sentence, acceptable) = match (hit, typed) {
            (Some(Hit { id, warning, .. }), _) => match (warning, Reference::parse(&id)) {
                (Some(warning), _) if !warned => (warning, true),
                (_, Ok(reference)) => {
                    self.texts.remove(&self.place.key());
                    self.sheet.wish(Wish::About(reference));
                    self.turn_to = Some(reference);
                    return;
                }
                (_, Err(_)) => return,
            },
            (None, Some(typed)) => {
                let typed = words::fit(typed.trim(), 20);
                let sentence = format!("Nothing holds “{typed}”. Try fewer words, or a reference.");
                (sentence, false)
            }
            (None, None) => ("Type words of it, or its reference.".to_owned(), false),
        };
        self.complaint = Some(Complaint {
            sentence,
            acceptable,
        });
    }

    /// Says what became of the one that was begun, when the call turned out to be about another.
    pub(super) fn turned(&mut self, events: &[Event], out: &mut Outbox) {
        for event in events {
            let Body::CallLinked {
                incident,
                instead_of,
            } = &event.body
            else {
                continue;
            };
            if self.turn_to != Some(*incident) || self.place != Place::About {
                continue;
            }
            self.side.forget_history();
            out.toast(match (instead_of, self.sheet.current) {
                (Some(begun), _) => {
                    format!(
                        "The call is about {incident}; what was said is there. {begun} is done."
                    )
                }
                (None, Some(begun)) if begun != *incident => format!(
                    "About {incident}, too. {begun} stays: it holds more than the first words."
                ),
                (None, _) => format!("The call is about {incident}."),
            });
        }
    }
}
