//! What happens at the demo's hotline: each deed does its part, and says what follows later.

use chrono::TimeDelta;

use super::calendar;
use super::call;
use super::hotline::Hotline;
use super::life::{Agenda, Cast, Reported, start};
use crate::domain::command::{Change, Resolve};
use crate::domain::handoff::Teller;
use crate::domain::id::{AgentId, Moment};
use crate::domain::incident::{Entry, Status};
use crate::domain::reference::Reference;
use crate::error::Error;

/// Something that happens.
#[derive(Debug)]
pub(super) enum Deed {
    /// Somebody goes on the hotline.
    Start(AgentId),
    /// Somebody leaves, and a colleague takes over what they hold.
    Leave { from: AgentId, to: AgentId },
    /// Somebody calls.
    Call(Box<Reported>),
    /// Something about an incident.
    About(Reference, Box<Then>),
}

/// What happens to an incident after its call.
#[derive(Debug)]
pub(super) enum Then {
    Add(Entry),
    Escalate { to: String, why: String },
    Return { news: String },
    Move { consent: String },
    Break { why: String },
    Offer { to: AgentId },
    Resolve(Resolve),
}

impl Deed {
    pub(super) fn perform(
        self,
        hotline: &mut Hotline<'_, '_>,
        cast: &mut Cast,
        agenda: &mut Agenda,
        now: Moment,
    ) -> Result<(), Error> {
        match self {
            Self::Start(agent) => start(hotline, &agent, now),
            Self::Leave { from, to } => {
                // Whoever takes over may have left on the evening before; they came back in the morning.
                start(hotline, &to, now)?;
                hotline.leave(&from, &to, now)
            }
            Self::Call(reported) => call::take(hotline, cast, agenda, &reported, now),
            Self::About(reference, then) => about(hotline, reference, *then, now),
        }
    }
}

fn about(
    hotline: &mut Hotline<'_, '_>,
    of: Reference,
    then: Then,
    now: Moment,
) -> Result<(), Error> {
    let Some(incident) = hotline.incident(of).filter(|incident| incident.is_open()) else {
        return Ok(());
    };
    let promise = incident
        .live_promises()
        .next()
        .map(|promise| (promise.id, promise.what.clone()));
    let (offered, escalated) = (
        incident.offer().is_some(),
        incident.status == Status::Escalated,
    );
    let tomorrow = calendar::next_day(now, 11);
    match (then, promise) {
        (Then::Add(entry), _) => hotline.change(of, now, Change::Add(entry)),
        (Then::Escalate { to, why }, _) if !escalated => {
            hotline.change(of, now, Change::Escalate { to, why })
        }
        (Then::Return { news }, _) if escalated => {
            hotline.change(of, now, Change::ReturnFromEscalation { news })
        }
        (Then::Move { consent }, Some((promise, _))) => {
            let moved = Change::Move {
                promise,
                by: tomorrow,
                consent,
            };
            hotline.change(of, now, moved)
        }
        (Then::Break { why }, Some((promise, what))) => {
            hotline.change(of, now, Change::Break { promise, why })?;
            let soon = now + TimeDelta::minutes(1);
            hotline.change(of, soon, Change::Promise { what, by: tomorrow })
        }
        (Then::Offer { to }, _) if !offered => {
            let teller = Teller::Giver;
            hotline.change(of, now, Change::Offer { to, teller })
        }
        (Then::Resolve(resolve), _) => hotline.change(of, now, Change::Resolve(resolve)),
        _ => Ok(()),
    }
}
