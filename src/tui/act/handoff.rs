//! Acts that pass the baton: assign, accept with a read-back, decline, take back, tell the customer, edit the brief.

use super::resolve::Tell;
use super::{Ask, Next, Ready, Setting, Shown, Values};
use crate::domain::brief;
use crate::domain::command::{Change, ReadBack};
use crate::domain::handoff::{Handoff, Teller};
use crate::domain::id::{AgentId, Moment};
use crate::domain::incident::{BriefPart, Entry, Incident};
use crate::tui::keymap::Action;
use crate::tui::outbox::{Confirm, Form};
use crate::tui::words;

pub(super) fn assign(incident: &Incident, _: &AgentId) -> Ready {
    if incident.is_held() {
        Ready::Ask(Box::new(Assign))
    } else {
        Ready::NotNow("It is resolved; there is nothing left to hand over.")
    }
}

#[derive(Debug)]
struct Assign;

impl Ask for Assign {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let incident = setting.incident;
        let title = format!("Offer {} to somebody", incident.reference);
        let others = setting.people.iter();
        let others = others.filter(|name| !AgentId::of(name).is(&incident.owner));
        Shown::Form(offer_form(title, others.cloned().collect()).about(&incident.reference))
    }

    fn take(&self, _: &Setting<'_>, values: &Values) -> Result<Next, String> {
        Ok(Next::Do(vec![offer_of(&values.0)]))
    }

    fn done(&self) -> &'static str {
        "Offered. It changes hands when they accept."
    }
}

/// The form that asks who takes over, and who tells the customer; for one incident or for many.
pub fn offer_form(title: impl Into<String>, people: Vec<String>) -> Form {
    let tellers = [
        ("giver", "I tell them before I leave"),
        ("receiver", "Whoever takes over tells them"),
    ];
    Form::new(Action::Assign, title)
        .pick("Who takes over", people)
        .newcomer("Nobody of this name was here yet; the offer waits until they give it.")
        .choice("Who tells the customer", tellers)
}

/// The offer that the values of [`offer_form`] ask for.
pub fn offer_of(values: &[String]) -> Change {
    let value = |index: usize| values.get(index).map_or("", String::as_str);
    Change::Offer {
        to: AgentId::of(value(0)),
        teller: match value(1) {
            "receiver" => Teller::Receiver,
            _ => Teller::Giver,
        },
    }
}

pub(super) fn take_back(incident: &Incident, me: &AgentId) -> Ready {
    match incident.offer() {
        Some(offer) if offer.to.is(me) => {
            Ready::NotNow("It is offered to you. Please accept or decline it.")
        }
        // Of an owner who is not here anybody may take it back; the rules know who is.
        Some(_) => Ready::Do(Box::new(Change::Withdraw), "Taken back."),
        None => Ready::NotNow("It is not offered to anybody."),
    }
}

pub(super) fn accept(incident: &Incident, me: &AgentId) -> Ready {
    match offered_to(incident, me) {
        Ok(_) => Ready::Ask(Box::new(Accept(ReadBack::of(incident)))),
        Err(reason) => Ready::NotNow(reason),
    }
}

pub(super) fn decline(incident: &Incident, me: &AgentId) -> Ready {
    match offered_to(incident, me) {
        Ok(_) => Ready::Ask(Box::new(Decline)),
        Err(reason) => Ready::NotNow(reason),
    }
}

fn offered_to<'a>(incident: &'a Incident, me: &AgentId) -> Result<&'a Handoff, &'static str> {
    match incident.offer() {
        Some(offer) if offer.to.is(me) => Ok(offer),
        Some(_) => Err("It is offered to somebody else."),
        None => Err("It is not offered to you."),
    }
}

/// What the receiver has read, and accepts with one key.
#[derive(Debug)]
struct Accept(ReadBack);

impl Ask for Accept {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let incident = setting.incident;
        let offer = incident.offer();
        let from = offer.map_or(&incident.owner, |offer| &offer.from);
        Shown::Confirm(Confirm {
            action: Action::Accept,
            title: format!("Accept {} from {from}", incident.reference),
            words: read_back(incident, setting.now),
        })
    }

    fn take(&self, _: &Setting<'_>, _: &Values) -> Result<Next, String> {
        Ok(Next::Do(vec![Change::Accept(self.0.clone())]))
    }

    fn done(&self) -> &'static str {
        "It is yours now."
    }
}

/// What there is to know before accepting: the problem, the next step, the first promise, who tells the customer.
pub fn read_back(incident: &Incident, now: Moment) -> String {
    let mut lines = vec![incident.summary(), String::new()];
    if incident.is_open() {
        let step = &incident.next_step;
        let by = words::by(step.by, now);
        lines.push(format!("Next step: {}, {by}.", step.what));
    }
    lines.push(match incident.live_promises().next() {
        Some(promise) => {
            let by = words::by(promise.by, now);
            format!("First promise: {}, {by}.", promise.what)
        }
        None => "Nothing is promised.".to_owned(),
    });
    if let Some(offer) = incident.offer() {
        lines.push(match (&offer.told, offer.teller) {
            (Some(_), _) => format!("The customer knows that {} takes over.", offer.to),
            (None, Teller::Giver) => format!("{} tells the customer.", offer.from),
            (None, Teller::Receiver) => "You tell the customer that you take over.".to_owned(),
        });
    }
    let taken = words::names(&taken_over(incident));
    lines.extend([String::new(), format!("You take over {taken}.")]);
    lines.join("\n")
}

/// What goes to whoever accepts.
fn taken_over(incident: &Incident) -> Vec<&'static str> {
    let step = incident.is_open().then_some("the next step");
    let promises = match incident.live_promises().count() {
        0 => None,
        1 => Some("the promise with its date"),
        _ => Some("the promises with their dates"),
    };
    let resolution = incident.resolution.as_ref();
    let untold = resolution.is_some_and(|resolution| resolution.told.is_none());
    let news = untold.then_some("telling the customer that it is resolved");
    [step, promises, news].into_iter().flatten().collect()
}

#[derive(Debug)]
struct Decline;

impl Ask for Decline {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let reference = setting.incident.reference;
        let form = Form::new(Action::DeclineHandoff, format!("Decline {reference}"));
        Shown::Form(form.about(&reference).line("Why you cannot take it"))
    }

    fn take(&self, _: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let reason = values.at(0);
        Ok(Next::Do(vec![Change::Decline { reason }]))
    }

    fn done(&self) -> &'static str {
        "Declined; it stays where it was."
    }
}

/// What the customer has to hear comes first: that it is resolved, then who takes over; else it is a contact.
pub(super) fn tell_customer(incident: &Incident, _: &AgentId) -> Ready {
    let resolution = incident.resolution.as_ref();
    if resolution.is_some_and(|resolution| resolution.told.is_none()) {
        Ready::Ask(Box::new(Tell))
    } else if untold_handoff(incident).is_some() {
        Ready::Ask(Box::new(TellHandoff))
    } else {
        Ready::Ask(Box::new(Contact))
    }
}

/// The handoff of which the customer does not know yet.
pub fn untold_handoff(incident: &Incident) -> Option<&Handoff> {
    // Whoever took it may have lost it again to somebody who reopened it.
    let accepted = || {
        let last = incident.accepted_handoff();
        last.filter(|handoff| handoff.to.is(&incident.owner))
    };
    let handoff = incident.offer().or_else(accepted)?;
    (incident.is_open() && handoff.told.is_none()).then_some(handoff)
}

/// What to say to the customer: who takes over, what happens next, and that no promise moves. To be said as it stands.
pub fn words_for_the_customer(
    incident: &Incident,
    caller: Option<&str>,
    to: &AgentId,
    now: Moment,
) -> String {
    let reference = incident.reference;
    let promise = incident.live_promises().next();
    let step = &incident.next_step;
    let is_said = promise.is_some_and(|promise| promise.what == step.what);
    let next = if incident.is_open() && step.is_decided() && !is_said {
        let by = (step.by > now).then(|| format!(", by {}", words::day_time(step.by, now)));
        format!(" Next: {}{}.", step.what, by.unwrap_or_default())
    } else {
        String::new()
    };
    let promise = promise.map_or_else(String::new, |promise| {
        let (what, by) = (&promise.what, words::day_time(promise.by, now));
        if promise.is_late(now) {
            format!(" What we promised is late, and I am sorry: {what}, which was due {by}.")
        } else {
            format!(" What we promised stays: {what}, by {by}.")
        }
    });
    // Until somebody accepts, it is only asked of them.
    let takes_care = if incident.offer().is_some_and(|offer| offer.to.is(to)) {
        let address = caller.map_or(String::new(), |name| format!("{name}, "));
        format!("{address}I am handing {reference} to {to}, who gets all that you told us.")
    } else {
        let address = caller.map_or("From now on".to_owned(), |name| {
            format!("{name}, from now on")
        });
        format!("{address} {to} takes care of {reference} and knows all that you told us.")
    };
    format!("{takes_care}{next}{promise}")
}

#[derive(Debug)]
struct TellHandoff;

impl Ask for TellHandoff {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let incident = setting.incident;
        let to = untold_handoff(incident).map_or(&incident.owner, |handoff| &handoff.to);
        let title = format!("Tell the customer who takes over {}", incident.reference);
        Shown::Form(
            Form::new(Action::TellCustomer, title)
                .about(&format!("{} handoff", incident.reference))
                .only_for(to.as_str())
                .area("What you told them")
                .value(&words_for_the_customer(
                    incident,
                    setting.caller,
                    to,
                    setting.now,
                )),
        )
    }

    fn take(&self, _: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let words = values.at(0);
        Ok(Next::Do(vec![Change::TellCustomer { words }]))
    }

    fn done(&self) -> &'static str {
        "The customer knows."
    }
}

#[derive(Debug)]
struct Contact;

impl Ask for Contact {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let reference = setting.incident.reference;
        let form = Form::new(Action::TellCustomer, format!("Contact about {reference}"));
        Shown::Form(
            form.about(&reference)
                .reason("How you reached them", &["phone", "mail", "chat"])
                .area("What was said"),
        )
    }

    fn take(&self, _: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let (channel, text) = (values.at(0), values.at(1));
        Ok(Next::Do(vec![Change::Add(Entry::Contact {
            channel,
            text,
        })]))
    }
}

pub(super) fn edit_brief(incident: &Incident, _: &AgentId) -> Ready {
    if incident.is_held() {
        Ready::Ask(Box::new(Brief))
    } else {
        Ready::NotNow("It is resolved; nobody needs the brief any more.")
    }
}

#[derive(Debug)]
struct Brief;

impl Ask for Brief {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let incident = setting.incident;
        let title = format!("The brief of {}", incident.reference);
        let form = Form::new(Action::Edit, title).about(&incident.reference);
        Shown::Form(BriefPart::ALL.iter().fold(form, |form, part| {
            form.area(part.words())
                .optional()
                .value(&brief::part(incident, *part))
        }))
    }

    fn take(&self, setting: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let parts = BriefPart::ALL.iter().enumerate();
        let changed = parts.filter_map(|(index, part)| {
            let text = values.at(index);
            let before = brief::part(setting.incident, *part);
            (text != before.trim()).then_some(Change::WriteBrief { part: *part, text })
        });
        Ok(Next::Do(changed.collect()))
    }
}
