//! The hotline that the demo lives through: commands go through the rules, and what follows goes into the database.

use crate::domain::command::{Change, Command, Context, ReadBack, decide};
use crate::domain::handoff::Teller;
use crate::domain::id::{AgentId, CallId, CallerId, CustomerId, Moment};
use crate::domain::incident::Incident;
use crate::domain::leaving::held_by;
use crate::domain::record::Record;
use crate::domain::reference::Reference;
use crate::domain::state::State;
use crate::error::{Error, Kind};
use crate::flow::Library;
use crate::store::Bulk;

/// After so many commands the disk is brought up to date.
const COMMANDS_AT_ONCE: usize = 20_000;

/// An incident that is taken in whole is as much to write as so many commands.
const COMMANDS_OF_AN_INCIDENT: usize = 20;

/// What is going on, as far as something may still happen to it.
pub(super) struct Hotline<'a, 'b> {
    pub state: State,
    pub library: &'a Library,
    bulk: &'a mut Bulk<'b>,
    since_saved: usize,
}

impl<'a, 'b> Hotline<'a, 'b> {
    pub(super) fn new(state: State, library: &'a Library, bulk: &'a mut Bulk<'b>) -> Self {
        Self {
            state,
            library,
            bulk,
            since_saved: 0,
        }
    }

    /// Carries out a command. A refusal is a mistake in the demo, and says so.
    pub(super) fn act(
        &mut self,
        actor: &AgentId,
        now: Moment,
        command: &Command,
    ) -> Result<(), Error> {
        let context = Context {
            now,
            actor,
            required: self.library,
        };
        let facts = decide(&self.state, &context, command).map_err(|refusal| {
            Error::new(
                Kind::BadData,
                format!("the demo broke a rule: {refusal} ({command:?})"),
            )
        })?;
        self.bulk.append(&mut self.state, actor, facts, now)?;
        self.since_saved += 1;
        Ok(())
    }

    /// Takes in an incident that was written down elsewhere, of a caller and a company that may be known here.
    pub(super) fn import(
        &mut self,
        actor: &AgentId,
        now: Moment,
        record: Box<Record>,
        (caller, customer): (Option<&CallerId>, Option<&CustomerId>),
    ) -> Result<(), Error> {
        let context = Context {
            now,
            actor,
            required: self.library,
        };
        // Only what concerns it: to search everybody for a name each time would take longer than all the rest.
        let mut known = State::new(self.state.station, self.state.counters);
        known.agents.clone_from(&self.state.agents);
        let caller = caller.and_then(|id| self.state.callers.get(id));
        known
            .callers
            .extend(caller.map(|known| (known.id.clone(), known.clone())));
        let customer = customer.and_then(|id| self.state.customers.get(id));
        known
            .customers
            .extend(customer.map(|known| (known.id.clone(), known.clone())));
        let facts = decide(&known, &context, &Command::Import(record))?;
        self.bulk.append(&mut self.state, actor, facts, now)?;
        self.since_saved += COMMANDS_OF_AN_INCIDENT;
        Ok(())
    }

    /// Carries out a change of one incident, by its owner.
    pub(super) fn change(
        &mut self,
        of: Reference,
        now: Moment,
        change: Change,
    ) -> Result<(), Error> {
        let Some(owner) = self.incident(of).map(|incident| incident.owner.clone()) else {
            return Ok(());
        };
        self.act(&owner, now, &Command::Incident(of, change))
    }

    pub(super) fn incident(&self, reference: Reference) -> Option<&Incident> {
        self.state.incidents.get(&reference)
    }

    /// The call that the agent is in.
    pub(super) fn call_of(&self, agent: &AgentId) -> Option<CallId> {
        self.state
            .running_calls(agent)
            .next()
            .map(|call| call.id.clone())
    }

    /// Hands an incident over, from the offer to the customer who is told.
    pub(super) fn hand_over(
        &mut self,
        of: Reference,
        to: &AgentId,
        now: Moment,
    ) -> Result<(), Error> {
        let minutes = |minutes| now + chrono::TimeDelta::minutes(minutes);
        let Some(giver) = self.incident(of).map(|incident| incident.owner.clone()) else {
            return Ok(());
        };
        let offer = Change::Offer {
            to: to.clone(),
            teller: Teller::Giver,
        };
        self.act(&giver, now, &Command::Incident(of, offer))?;
        let Some(read_back) = self.incident(of).map(ReadBack::of) else {
            return Ok(());
        };
        self.act(
            to,
            minutes(2),
            &Command::Incident(of, Change::Accept(read_back)),
        )?;
        let words = format!("{to} takes it over from here and knows the whole story.");
        let told = Change::TellCustomer { words };
        self.act(&giver, minutes(4), &Command::Incident(of, told))
    }

    /// Ends a shift: everything that is held goes to a colleague.
    pub(super) fn leave(
        &mut self,
        agent: &AgentId,
        to: &AgentId,
        now: Moment,
    ) -> Result<(), Error> {
        let here = self
            .state
            .agent(agent)
            .is_some_and(|agent| agent.on_the_hotline_since.is_some());
        if !here {
            return Ok(());
        }
        for held in held_by(&self.state, agent) {
            if let Some(reference) = held.reference() {
                self.hand_over(reference, to, now)?;
            }
        }
        let leave = Command::LeaveTheHotline { all_the_same: None };
        self.act(agent, now + chrono::TimeDelta::minutes(5), &leave)
    }

    /// Brings the disk up to date now and then, and forgets what nothing more happens to.
    pub(super) fn breathe(&mut self) -> Result<(), Error> {
        if self.since_saved < COMMANDS_AT_ONCE {
            return Ok(());
        }
        self.save()?;
        let held = |incident: &Incident| incident.is_held();
        self.state.incidents.retain(|_, incident| held(incident));
        let incidents = &self.state.incidents;
        self.state.calls.retain(|_, call| {
            call.ended.is_none()
                || call
                    .incidents
                    .iter()
                    .any(|reference| incidents.contains_key(reference))
        });
        Ok(())
    }

    /// Brings the disk up to date.
    pub(super) fn save(&mut self) -> Result<(), Error> {
        self.since_saved = 0;
        Ok(self.bulk.save(&self.state)?)
    }
}
