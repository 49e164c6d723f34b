//! Acts that write down or plan: note, attempt, next step, priority, escalation, calling back, the reference.

use super::{Ask, Next, Ready, Setting, Shown, Values};
use crate::domain::command::Change;
use crate::domain::id::{AgentId, Moment};
use crate::domain::incident::{Entry, Incident, NextStep, PriorityOverride, Status};
use crate::domain::priority::Priority;
use crate::flow::answer::{Leaning, when};
use crate::tui::keymap::Action;
use crate::tui::outbox::{Form, Outbox};
use crate::tui::route::{CallFor, Route};
use crate::tui::words;

/// What a time to come may look like.
pub(super) const WHEN: &str = "Such as: 14:00, in 2 h, tomorrow 10:00, fri 9, 24 Dec.";

/// What is wrong with a time that is not to come.
pub(super) const PAST: &str = "That time has passed. Please give one that is still to come.";

/// A time to come, in the words that show it was understood.
pub(super) fn upcoming(text: &str, now: Moment) -> Result<String, String> {
    moment(text, now).map(|by| words::by(by, now))
}

/// A time to come as it was typed.
pub(super) fn moment(text: &str, now: Moment) -> Result<Moment, String> {
    let by = when(text, now, Leaning::Future)?;
    if by > now {
        Ok(by)
    } else {
        Err(PAST.to_owned())
    }
}

pub(super) fn call_back(_: &Incident, _: &AgentId) -> Ready {
    Ready::Leads(|incident, out: &mut Outbox| {
        out.go(Route::Call(CallFor::Back(incident.reference)));
    })
}

pub(super) fn copy(_: &Incident, _: &AgentId) -> Ready {
    Ready::Leads(|incident, out: &mut Outbox| {
        out.copy(incident.reference.to_string());
        out.toast(format!("{} was sent to the clipboard.", incident.reference));
    })
}

pub(super) fn note(_: &Incident, _: &AgentId) -> Ready {
    Ready::Ask(Box::new(Note))
}

#[derive(Debug)]
struct Note;

impl Ask for Note {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let reference = setting.incident.reference;
        let form = Form::new(Action::Note, format!("Note on {reference}")).about(&reference);
        Shown::Form(form.area("What is worth knowing"))
    }

    fn take(&self, _: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let text = values.at(0);
        Ok(Next::Do(vec![Change::Add(Entry::note(text))]))
    }

    fn done(&self) -> &'static str {
        "Noted."
    }
}

pub(super) fn tried(_: &Incident, _: &AgentId) -> Ready {
    Ready::Ask(Box::new(Tried))
}

#[derive(Debug)]
struct Tried;

impl Ask for Tried {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let reference = setting.incident.reference;
        let form = Form::new(Action::Tried, format!("Tried for {reference}")).about(&reference);
        Shown::Form(form.line("What was tried").line("What came of it"))
    }

    fn take(&self, _: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let (what, result) = (values.at(0), values.at(1));
        Ok(Next::Do(vec![Change::Add(Entry::Attempt { what, result })]))
    }

    fn done(&self) -> &'static str {
        "Written down; nobody has to try it twice."
    }
}

pub(super) fn next_step(incident: &Incident, _: &AgentId) -> Ready {
    if incident.is_open() {
        Ready::Ask(Box::new(Plan))
    } else {
        Ready::NotNow("It is resolved; open it again first.")
    }
}

#[derive(Debug)]
struct Plan;

impl Ask for Plan {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let incident = setting.incident;
        let form = Form::new(
            Action::NextStep,
            format!("What happens next with {}", incident.reference),
        );
        Shown::Form(
            form.about(&incident.reference)
                .line("What happens next")
                .pick("Who does it", names(&incident.next_step.who, setting))
                .known()
                .newcomer("Nobody of this name was here yet.")
                .line("By when")
                .hint(WHEN)
                .check(upcoming),
        )
    }

    fn take(&self, setting: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let step = NextStep {
            what: values.at(0),
            who: AgentId::of(&values.at(1)),
            by: moment(&values.at(2), setting.now)?,
        };
        Ok(Next::Do(vec![Change::Plan(step)]))
    }

    fn done(&self) -> &'static str {
        "Planned."
    }
}

/// Everybody's names, this one first, so that Enter takes it.
fn names(first: &AgentId, setting: &Setting<'_>) -> Vec<String> {
    let others = setting.people.iter();
    let others = others.filter(|name| !AgentId::of(name).is(first));
    std::iter::once(first.to_string())
        .chain(others.cloned())
        .collect()
}

pub(super) fn priority(_: &Incident, _: &AgentId) -> Ready {
    Ready::Ask(Box::new(WhichPriority))
}

#[derive(Debug)]
struct WhichPriority;

/// The option that undoes a priority set by hand.
const BY_THE_ANSWERS: &str = "by_the_answers";

impl Ask for WhichPriority {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let incident = setting.incident;
        let mut options: Vec<(String, String)> = Priority::ALL
            .iter()
            .map(|priority| (priority.id().to_owned(), priority.words().to_owned()))
            .collect();
        if incident.priority_override.is_some() {
            let follows = Priority::of(incident.impact(), incident.urgency());
            let words = format!("As the answers say: {}", follows.words());
            options.push((BY_THE_ANSWERS.to_owned(), words));
        }
        let title = format!("Priority of {}", incident.reference);
        Shown::Form(
            Form::new(Action::SetPriority, title)
                .choice("How much it burns", options)
                .value(incident.priority().id()),
        )
    }

    fn take(&self, _: &Setting<'_>, values: &Values) -> Result<Next, String> {
        Ok(match Priority::from_id(&values.at(0)) {
            Some(priority) => Next::Ask(Box::new(WhyPriority(priority))),
            None => Next::Do(vec![Change::OverridePriority(None)]),
        })
    }
}

#[derive(Debug)]
struct WhyPriority(Priority);

impl Ask for WhyPriority {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let (reference, words) = (setting.incident.reference, self.0.words());
        let form = Form::new(Action::SetPriority, format!("{words} for {reference}"));
        Shown::Form(form.about(&reference).line("Why"))
    }

    fn take(&self, _: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let by_hand = PriorityOverride {
            priority: self.0,
            reason: values.at(0),
        };
        Ok(Next::Do(vec![Change::OverridePriority(Some(by_hand))]))
    }
}

pub(super) fn escalate(incident: &Incident, _: &AgentId) -> Ready {
    match incident.status {
        Status::Open => Ready::Ask(Box::new(Escalate)),
        Status::Escalated => Ready::Ask(Box::new(ComesBack)),
        Status::Resolved => Ready::NotNow("It is resolved; open it again first."),
    }
}

/// Where incidents usually go on to.
const TO_WHOM: &[&str] = &["second level", "development", "operations"];

#[derive(Debug)]
struct Escalate;

impl Ask for Escalate {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let reference = setting.incident.reference;
        let form = Form::new(Action::Escalate, format!("Escalate {reference}"));
        // Where the rules send it is what one takes first.
        let onward = setting.incident.onward();
        let wanted = onward.iter().map(|onward| onward.to.as_str());
        let usual = TO_WHOM.iter().copied();
        let usual = usual.filter(|to| !onward.iter().any(|onward| onward.to == *to));
        let to: Vec<&str> = wanted.chain(usual).collect();
        let why = onward.first();
        let why = why.map_or_else(String::new, |onward| onward.why.clone());
        Shown::Form(
            form.about(&reference)
                .only_for("it goes")
                .reason("To whom", &to)
                .line("Why it goes there")
                .value(&why)
                .hint("The contact with the customer stays with the owner."),
        )
    }

    fn take(&self, _: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let (to, why) = (values.at(0), values.at(1));
        Ok(Next::Do(vec![Change::Escalate { to, why }]))
    }

    fn done(&self) -> &'static str {
        "Escalated; the contact with the customer stays where it was."
    }
}

#[derive(Debug)]
struct ComesBack;

impl Ask for ComesBack {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let incident = setting.incident;
        let from = incident.escalations.last();
        let from = from.map_or("the next level", |escalation| &escalation.to);
        let title = format!("{} comes back from {from}", incident.reference);
        let form = Form::new(Action::Escalate, title).about(&incident.reference);
        Shown::Form(form.only_for("it comes back").area("What they found"))
    }

    fn take(&self, _: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let news = values.at(0);
        Ok(Next::Do(vec![Change::ReturnFromEscalation { news }]))
    }
}
