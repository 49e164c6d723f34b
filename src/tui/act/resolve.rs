//! Acts at the end: resolve, tell the customer of it, open again.

use super::entry::{WHEN, moment, upcoming};
use super::promise::CHANNELS;
use super::{Ask, Next, Ready, Setting, Shown, Values};
use crate::domain::command::{Change, Resolve};
use crate::domain::id::AgentId;
use crate::domain::incident::{Incident, NextStep};
use crate::domain::resolution::ResolutionKind;
use crate::tui::keymap::Action;
use crate::tui::outbox::Form;

pub(super) fn resolve(incident: &Incident, _: &AgentId) -> Ready {
    if incident.is_open() {
        Ready::Ask(Box::new(Kind))
    } else {
        Ready::NotNow("It is resolved already.")
    }
}

/// What kind of end it is.
#[derive(Debug)]
struct Kind;

impl Ask for Kind {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let options = ResolutionKind::ALL.iter();
        let options = options.filter_map(|kind| Some((kind.id(), kind_words(*kind)?)));
        let title = format!("Resolve {}", setting.incident.reference);
        Shown::Form(Form::new(Action::Resolve, title).choice("How it ends", options))
    }

    fn take(&self, _: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let kind = ResolutionKind::from_id(&values.at(0)).unwrap_or(ResolutionKind::Fix);
        Ok(Next::Ask(Box::new(How(kind))))
    }
}

/// What a person says about an end; that an incident is the same as another is said in the call.
fn kind_words(kind: ResolutionKind) -> Option<&'static str> {
    Some(match kind {
        ResolutionKind::Fix => "Fixed: the cause is gone",
        ResolutionKind::Workaround => {
            "Workaround: the cause is still there, and there is a way round it"
        }
        ResolutionKind::AsDesigned => "Works as designed: the need behind the question is recorded",
        ResolutionKind::WentAway => "Went away: it cannot be made to happen again",
        ResolutionKind::Same => return None,
    })
}

/// What was done, how it was verified, whether the customer knows; and for what works as designed, the need.
#[derive(Debug)]
struct How(ResolutionKind);

/// Whether the customer knows and confirmed, as one key: id, words, how they were told, whether they confirmed.
const TOLD: &[(&str, &str, Option<&str>, bool)] = &[
    (
        "helps",
        "Told on the phone, and it helps",
        Some("on the phone"),
        true,
    ),
    (
        "tries",
        "Told on the phone; they still have to try it",
        Some("on the phone"),
        false,
    ),
    (
        "mail",
        "Told by mail; not confirmed yet",
        Some("by mail"),
        false,
    ),
    (
        "not_yet",
        "Not told yet; it stays on the desk until they are",
        None,
        false,
    ),
];

impl Ask for How {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let reference = setting.incident.reference;
        let title = format!("Resolve {reference} · {}", self.0.words());
        let mut form = Form::new(Action::Resolve, title)
            .about(&reference)
            .line("What was done")
            .line("How it was verified")
            .choice(
                "Does the customer know",
                TOLD.iter().map(|(id, words, ..)| (*id, *words)),
            );
        if self.0 == ResolutionKind::AsDesigned {
            form = form.line("What the caller needed");
        }
        Shown::Form(form)
    }

    fn take(&self, _: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let id = values.at(2);
        let told = TOLD.iter().find(|(known, ..)| *known == id);
        let (told, confirmed) = told.map_or((None, false), |(_, _, told, ok)| (*told, *ok));
        let need = values.at(3);
        Ok(Next::Do(vec![Change::Resolve(Resolve {
            kind: self.0,
            done: values.at(0),
            verified: values.at(1),
            told: told.map(str::to_owned),
            confirmed,
            need: (!need.is_empty()).then_some(need),
        })]))
    }

    fn done(&self) -> &'static str {
        "Resolved."
    }
}

/// The customer hears that it is resolved.
#[derive(Debug)]
pub(super) struct Tell;

impl Ask for Tell {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let reference = setting.incident.reference;
        let form = Form::new(
            Action::TellCustomer,
            format!("Tell the customer that {reference} is resolved"),
        );
        Shown::Form(
            form.about(&format!("{reference} resolved"))
                .reason("How they heard", &CHANNELS)
                .choice(
                    "Does it help",
                    [
                        ("yes", "Yes, they confirmed it"),
                        ("no", "Not confirmed yet"),
                    ],
                ),
        )
    }

    fn take(&self, _: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let (how, confirmed) = (values.at(0), values.at(1) == "yes");
        Ok(Next::Do(vec![Change::TellResolution { how, confirmed }]))
    }

    fn done(&self) -> &'static str {
        "The customer knows."
    }
}

pub(super) fn reopen(incident: &Incident, _: &AgentId) -> Ready {
    if incident.is_open() {
        Ready::NotNow("It is open.")
    } else {
        Ready::Ask(Box::new(Reopen))
    }
}

#[derive(Debug)]
struct Reopen;

impl Ask for Reopen {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let reference = setting.incident.reference;
        let form = Form::new(Action::Reopen, format!("Open {reference} again"));
        Shown::Form(
            form.about(&reference)
                .line("Why it is not done after all")
                .line("What happens next")
                .line("By when")
                .hint(WHEN)
                .check(upcoming),
        )
    }

    fn take(&self, setting: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let next_step = NextStep {
            what: values.at(1),
            who: setting.me.clone(),
            by: moment(&values.at(2), setting.now)?,
        };
        let reason = values.at(0);
        Ok(Next::Do(vec![Change::Reopen { reason, next_step }]))
    }

    fn done(&self) -> &'static str {
        "Open again."
    }
}
