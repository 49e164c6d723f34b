//! The wrap-up: earlier promises, the promise, the read-back, and filing the call.

use super::place::{ABOUT, Place};
use super::sheet::Wish;
use super::{CallScreen, Complaint, Stage};
use crate::domain::answer::Field as Record;
use crate::domain::call::Ending;
use crate::domain::command::Change;
use crate::domain::id::Moment;
use crate::domain::incident::{Entry, Incident};
use crate::domain::promise::Promise;
use crate::domain::reference::Reference;
use crate::tui::act::promise::split;
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::outbox::{Form, Outbox};

/// What may become of an earlier promise in a call.
pub(super) const EARLIER: &[(&str, &str)] = &[
    ("kept", "Yes, with this call"),
    ("open", "Not yet: it stands as it is"),
    ("moved", "Not yet, and the customer agrees to a later time…"),
];

/// In place of the second, once its time has passed: the customer is to know anew when they hear from us.
const EARLIER_AND_LATE: &str = "Not yet, and it is late: we promise anew";

/// Reasons for making no promise, a key each. With the first, the call is cut off.
pub(super) const NO_PROMISE: &[&str] = &[
    CUT_OFF,
    "the caller will call us back",
    "the caller needs nothing more from us",
    "somebody else has promised already",
];

/// Reasons for filing what was not read back, a key each.
pub(super) const NOT_READ_BACK: &[&str] = &[
    CUT_OFF,
    "the caller had to go",
    "the caller did not want to hear it",
];

pub(super) const CUT_OFF: &str = "the line went dead";

/// No read-back is longer than that many lines.
pub(super) const MOST_LINES: usize = 99;

/// A fact of the read-back that may be wrong, and where to mend it.
pub(super) struct Fact {
    pub(super) label: &'static str,
    pub(super) place: Place,
}

/// The facts that are read out, each with the place to mend it.
pub(super) fn facts(screen: &CallScreen) -> Vec<Fact> {
    let run = screen.sheet.run();
    let fields = [
        ("the name", Record::Caller),
        ("the number", Record::CallerPhone),
        ("the problem", Record::Summary),
        ("the product", Record::Product),
        ("the version", Record::Version),
        ("whom it affects", Record::Impact),
        ("how urgent it is", Record::Urgency),
    ];
    let asked = fields.into_iter().filter_map(|(label, field)| {
        let place = Place::at(&run, run.filling(field)?)?;
        Some(Fact { label, place })
    });
    asked
        .chain([Fact {
            label: "the promise",
            place: Place::Promise,
        }])
        .collect()
}

impl CallScreen {
    /// The next thing before the call can be filed; nothing when all that is left is to read it back.
    pub(super) fn wrap_up(&mut self, now: Moment) -> Option<Place> {
        let is_promised = self.sheet.is_promise_on_its_way();
        if self.sheet.is_being_opened() && !is_promised {
            return Some(Place::Promise);
        }
        let is_begun = self.sheet.current.is_none() && !self.texts.is_empty();
        if is_begun && !is_promised && !self.sheet.incidents().is_empty() {
            // What is typed opens the next problem; it is said of none of those before.
            self.leftovers_become_notes();
            return Some(Place::Promise);
        }
        let open: Vec<_> = self
            .sheet
            .incidents()
            .iter()
            .filter(|incident| incident.is_open())
            .collect();
        let earlier = open.iter().find_map(|incident| {
            let promise = incident.live_promises().find(|promise| {
                promise.made < self.sheet.started
                    && !self.settled.contains_key(&(incident.reference, promise.id))
            })?;
            Some(Place::Earlier(incident.reference, promise.id))
        });
        let bare = open
            .iter()
            .map(|incident| incident.reference)
            .find(|reference| !self.has_promise(*reference, now));
        if earlier.is_some() {
            return earlier;
        }
        if let Some(reference) = bare {
            self.turn_to(reference);
            return Some(Place::Promise);
        }
        if self.sheet.current.is_none()
            && let Some(last) = self.sheet.incidents().last().map(|last| last.reference)
        {
            // Another problem was begun and nothing was said of it.
            self.turn_to(last);
            return None;
        }
        let unrecorded = self.sheet.current.is_none() || self.sheet.incident().is_none();
        (unrecorded
            && !is_promised
            && !self
                .sheet
                .reference()
                .is_some_and(|r| self.has_promise(r, now)))
        .then_some(Place::Promise)
    }

    /// Whether the caller knows when to hear from us about an incident, or why not.
    pub(super) fn has_promise(&self, reference: Reference, now: Moment) -> bool {
        let is_to_come = |incident: &Incident| {
            let kept = |id: u32| self.settled.get(&(reference, id)) == Some(&true);
            let mut promises = incident.live_promises();
            promises.any(|promise| !promise.is_late(now) && !kept(promise.id))
        };
        let promised = self.promised_of(reference);
        let known = self
            .sheet
            .incidents()
            .iter()
            .find(|incident| incident.reference == reference);
        self.no_promise.contains_key(&reference)
            || promised.is_some_and(|(_, by)| by >= now)
            || known.is_some_and(is_to_come)
    }

    /// What may be said of an earlier promise at this moment.
    pub(super) fn earlier(&self, which: (Reference, u32), now: Moment) -> Vec<(String, String)> {
        let mut incidents = self.sheet.incidents().iter();
        let incident = incidents.find(|incident| incident.reference == which.0);
        let mut promises = incident.into_iter().flat_map(Incident::live_promises);
        let is_late = promises.any(|promise| promise.id == which.1 && promise.is_late(now));
        let said = EARLIER.iter().map(|(id, label)| match *id {
            "open" if is_late => (*id, EARLIER_AND_LATE),
            _ => (*id, *label),
        });
        said.map(|(id, label)| (id.to_owned(), label.to_owned()))
            .collect()
    }

    /// What was promised in this call and stands, also when the store has not heard of it yet.
    pub(super) fn promised_of(&self, reference: Reference) -> Option<(String, Moment)> {
        let (what, by) = self.promised.get(&reference)?;
        let known = self.sheet.incidents().iter();
        let mut known = known.filter(|incident| incident.reference == reference);
        let is_it = |promise: &&Promise| promise.what == *what && promise.by == *by;
        let is_past = known.next().is_some_and(|incident| {
            incident.promises.iter().any(|promise| is_it(&promise))
                && !incident.live_promises().any(|promise| is_it(&promise))
        });
        (!is_past).then(|| (what.clone(), *by))
    }

    /// Says what becomes of an earlier promise.
    pub(super) fn settle(
        &mut self,
        env: &Env,
        which: (Reference, u32),
        option: usize,
        out: &mut Outbox,
    ) {
        let (reference, promise) = which;
        match EARLIER.get(option) {
            Some(("kept", _)) => {
                let how = "by phone, in this call".to_owned();
                self.sheet
                    .wish(Wish::Of(reference, Change::Keep { promise, how }));
            }
            Some(("moved", _)) => {
                let incident = self.sheet.incidents().iter();
                let mut incident = incident.filter(|incident| incident.reference == reference);
                if let Some(incident) = incident.next() {
                    let known = self.sheet.known(incident);
                    self.acts.begin_to_move(env, known, promise, out);
                }
                return;
            }
            Some(_) => {}
            None => return,
        }
        self.settled.insert(which, option == 0);
        self.go_on(env, out);
    }

    /// Promises what is typed; the rules' proposal when nothing is.
    pub(super) fn promise(&mut self, env: &Env, out: &mut Outbox) {
        let pledged = match self.entry.typed() {
            Some(typed) => split(&typed, env.now),
            None => match (self.proposed_promise(env.now), self.sheet.reference()) {
                (_, Some(reference)) if self.has_promise(reference, env.now) => {
                    return self.go_on(env, out);
                }
                (Some(proposed), _) => Ok(proposed),
                (None, _) => {
                    Err("Say what we do and by when: “call back tomorrow 10:00”.".to_owned())
                }
            },
        };
        match pledged {
            Err(sentence) => {
                self.complaint = Some(Complaint {
                    sentence,
                    acceptable: false,
                });
            }
            Ok((what, by)) => {
                let change = match self.promised_before() {
                    Some(promise) => Change::Correct {
                        promise,
                        what: what.clone(),
                        by,
                    },
                    None => Change::Promise {
                        what: what.clone(),
                        by,
                    },
                };
                if let Some(reference) = self.sheet.reference() {
                    self.promised.insert(reference, (what, by));
                    self.no_promise.remove(&reference);
                }
                let typed = self.entry.typed().unwrap_or_default();
                self.sent.insert(self.place.key(), typed);
                self.texts.remove(&self.place.key());
                self.entry = super::Entry::Nothing;
                self.sheet.wish(Wish::Here(change));
                self.sheet.send(env, out);
                let next = self.wrap_up(env.now).unwrap_or(Place::ReadBack);
                self.go_to(env, next, out);
            }
        }
    }

    /// What was promised in this call for the problem at hand: another promise takes its place.
    fn promised_before(&self) -> Option<u32> {
        let incident = self.sheet.incident()?;
        let (what, by) = self.promised.get(&incident.reference)?;
        let mut live = incident.live_promises();
        live.find(|promise| promise.what == *what && promise.by == *by)
            .map(|promise| promise.id)
    }

    /// The promise that the rules propose.
    pub(super) fn proposed_promise(&self, now: Moment) -> Option<(String, Moment)> {
        let run = self.sheet.run();
        run.promise(now)
            .map(|pledge| (pledge.what.clone(), pledge.within.due(now)))
    }

    /// On the way to the end: takes what is typed, then goes to whatever is missing, and from the read-back files.
    pub(super) fn end(&mut self, env: &Env, out: &mut Outbox) {
        if self.is_at_a_question() && self.entry.typed().is_some() {
            // A text that cannot be read as an answer stays here, and becomes a note when the call is filed.
            self.enter(env, out);
            self.complaint = None;
        }
        if self.place == Place::About {
            self.go_back(env, out);
        }
        self.texts.remove(ABOUT);
        let nothing = self.sheet.is_settled()
            && self.sheet.current.is_none()
            && self.sheet.incidents().is_empty()
            && self.texts.is_empty();
        if nothing {
            let endings = [Ending::Closed, Ending::Nobody, Ending::CutOff];
            let endings = endings.map(|ending| (ending.id(), ending.words()));
            return out.form(
                Form::new(Action::EndCall, "No problem was recorded. How did it end?")
                    .choice("Ending", endings),
            );
        }
        let is_begun = self.sheet.current.is_none() && !self.texts.is_empty();
        if is_begun && self.place != Place::Promise {
            self.leftovers_become_notes();
            self.sheet.send(env, out);
        }
        let next = self.wrap_up(env.now).unwrap_or(Place::ReadBack);
        self.go_to(env, next, out);
    }

    /// The caller confirmed what was told and read back; when no other problem waits to be read back, the call is filed.
    pub(super) fn file(&mut self, env: &Env, out: &mut Outbox) {
        self.leftovers_become_notes();
        let told = self.sheet.to_tell(&self.sheet.run());
        for words in told {
            self.sheet.wish(Wish::Here(Change::TellCaller(words)));
        }
        self.sheet.wish(Wish::Here(Change::ConfirmReadBack));
        self.confirmed.extend(self.sheet.current);
        self.sheet.send(env, out);
        if self.unread().next().is_some() {
            return self.go_to(env, Place::ReadBack, out);
        }
        self.close(env, Ending::Closed, out);
    }

    /// Files the call although the caller did not hear what was recorded, and says why.
    pub(super) fn file_unread(&mut self, env: &Env, reason: &str, out: &mut Outbox) {
        self.leftovers_become_notes();
        let mut unread: Vec<Reference> = self.unread().collect();
        if unread.is_empty() {
            unread.extend(self.sheet.current);
        }
        for reference in unread {
            let text = format!("not read back: {reason}");
            let note = Change::Add(Entry::note(text));
            self.sheet.wish(Wish::Of(reference, note));
        }
        let ending = if reason == CUT_OFF {
            Ending::CutOff
        } else {
            Ending::Closed
        };
        self.close(env, ending, out);
    }

    /// The problems that this call reported and whose read-back nobody confirmed yet, in their order.
    pub(super) fn unread(&self) -> impl Iterator<Item = Reference> {
        let call = self.sheet.call.as_ref();
        let reported = self.sheet.incidents().iter();
        let reported = reported.filter(move |incident| incident.calls.first() == call);
        let reported = reported.map(|incident| incident.reference);
        reported.filter(|reference| !self.confirmed.contains(reference))
    }

    /// The problems of a call are read back one after another, in their order.
    pub(super) fn turn_to_unread(&mut self) {
        let first = self.unread().next();
        if let Some(first) = first.filter(|first| Some(*first) != self.sheet.current)
            && self.sheet.current.is_some()
        {
            self.turn_to(first);
        }
    }

    pub(super) fn close(&mut self, env: &Env, ending: Ending, out: &mut Outbox) {
        let reasons = self
            .no_promise
            .iter()
            .map(|(reference, why)| (*reference, why.clone()))
            .collect();
        self.sheet.wish(Wish::End(ending, reasons));
        self.stage = Stage::Filing;
        self.sheet.send(env, out);
    }
}
