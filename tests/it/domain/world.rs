//! A hotline in memory: commands are decided and their facts folded, as the store does it, on a clock that a test sets.

use baton::domain::answer::{Answer, AnswerState, Field, FlowRef, Source, Value};
use baton::domain::command::{
    Change, Command, Context, Known, ReadBack, Refusal, Required, Resolve, Standing, Until, decide,
};
use baton::domain::event::{Body, Event};
use baton::domain::handoff::Teller;
use baton::domain::hybrid_clock::HybridClock;
use baton::domain::id::{AgentId, CallId, Moment, Station};
use baton::domain::incident::{Incident, NextStep};
use baton::domain::reference::Reference;
use baton::domain::resolution::ResolutionKind;
use baton::domain::state::{Counters, State};
use chrono::TimeDelta;

pub const DANA: &str = "Dana Reyes";
pub const ANA: &str = "Ana Ruiz";
pub const TOM: &str = "Tom Beck";

/// The state, the log it was folded from, and the time.
#[derive(Clone)]
pub struct World {
    pub state: State,
    pub log: Vec<Event>,
    pub now: Moment,
    /// What the flows still ask for before escalating or resolving.
    pub missing: Vec<String>,
}

impl World {
    /// Nobody is there, nothing has happened, and it is Sunday 14:31.
    pub fn new() -> Self {
        Self {
            state: State::new(station(), Counters::default()),
            log: Vec::new(),
            now: "2026-11-22T14:31:00+01:00".parse().unwrap(),
            missing: Vec::new(),
        }
    }

    /// Dana and Ana are on the hotline; Dana has a call with one incident that has a promise until tomorrow 10:00.
    pub fn with_a_promised_incident() -> (Self, CallId, Reference) {
        let (mut world, call, incident) = Self::with_an_incident();
        let by = world.in_hours(19);
        world.must(
            DANA,
            change(
                incident,
                Change::Promise {
                    what: "call Maria back".to_owned(),
                    by,
                },
            ),
        );
        (world, call, incident)
    }

    /// Dana and Ana are on the hotline; Dana has a call with one incident.
    pub fn with_an_incident() -> (Self, CallId, Reference) {
        let mut world = Self::new();
        world.must(ANA, Command::GoOnTheHotline);
        world.must(
            DANA,
            Command::StartCall {
                number: Some("+1 555 0142".to_owned()),
            },
        );
        let call = world.state.calls.keys().next().unwrap().clone();
        world.must(DANA, Command::OpenIncident { call: call.clone() });
        let incident = *world.state.incidents.keys().next().unwrap();
        (world, call, incident)
    }

    /// Decides a command and folds what follows; the bodies of the events, or the words of the refusal.
    pub fn does(&mut self, who: &str, command: &Command) -> Result<Vec<Body>, String> {
        let facts = self
            .decided(&self.state, who, command)
            .map_err(|refusal| refusal.0)?;
        let mut bodies = Vec::new();
        // As the store does: whoever types a name in another case is the one who is known by it.
        let typed = AgentId::of(who);
        let actor = self
            .state
            .agent(&typed)
            .map_or(typed, |agent| agent.id.clone());
        for fact in facts {
            let clock = self
                .log
                .last()
                .map_or(HybridClock::default(), |event| event.clock)
                .next(self.now);
            let event = Event {
                station: self.state.station,
                seq: self.log.len() as u64 + 1,
                clock,
                at: self.now,
                actor: actor.clone(),
                subject: fact.subject,
                body: fact.body,
            };
            self.state.apply(&event);
            bodies.push(event.body.clone());
            self.log.push(event);
        }
        Ok(bodies)
    }

    /// What a command would bring about in some state.
    pub fn decided(
        &self,
        state: &State,
        who: &str,
        command: &Command,
    ) -> Result<Vec<baton::domain::command::Fact>, Refusal> {
        let actor = AgentId::of(who);
        let required = Flows(&self.missing);
        let context = Context {
            now: self.now,
            actor: &actor,
            required: &required,
        };
        decide(state, &context, command)
    }

    /// A command that no rule stands against.
    #[track_caller]
    pub fn must(&mut self, who: &str, command: Command) -> Vec<Body> {
        self.does(who, &command)
            .unwrap_or_else(|refusal| panic!("{who} {command:?}: {refusal}"))
    }

    /// A command that is refused in words that hold these.
    #[track_caller]
    pub fn refused(&mut self, who: &str, command: Command, words: &str) {
        let before = self.log.len();
        match self.does(who, &command) {
            Ok(bodies) => panic!("{who} {command:?} was allowed: {bodies:?}"),
            Err(refusal) => assert!(
                refusal.contains(words),
                "{refusal:?} does not say {words:?}"
            ),
        }
        assert_eq!(self.log.len(), before);
    }

    pub fn incident(&self, reference: Reference) -> &Incident {
        &self.state.incidents[&reference]
    }

    pub fn in_hours(&self, hours: i64) -> Moment {
        self.now + TimeDelta::hours(hours)
    }

    pub fn later(&mut self, minutes: i64) {
        self.now += TimeDelta::minutes(minutes);
    }

    /// Ana accepts what she was offered, having read back what is the case.
    pub fn accepts(&mut self, who: &str, incident: Reference) {
        let read_back = ReadBack::of(self.incident(incident));
        self.must(who, change(incident, Change::Accept(read_back)));
    }
}

/// The station of all these tests.
pub fn station() -> Station {
    Station::parse("K7").unwrap()
}

pub fn change(incident: Reference, change: Change) -> Command {
    Command::Incident(incident, change)
}

pub fn offer(to: &str, teller: Teller) -> Change {
    Change::Offer {
        to: AgentId::of(to),
        teller,
    }
}

pub fn step(what: &str, who: &str, by: Moment) -> NextStep {
    NextStep {
        what: what.to_owned(),
        who: AgentId::of(who),
        by,
    }
}

/// A fix that the customer was told of.
pub fn fixed() -> Resolve {
    Resolve {
        kind: ResolutionKind::Fix,
        done: "driver 5.2.2 installed".to_owned(),
        verified: "all four printers print whole labels".to_owned(),
        told: Some("by phone".to_owned()),
        confirmed: true,
        need: None,
    }
}

/// What the caller said.
pub fn said(question: &str, field: Option<Field>, value: &str) -> Answer {
    Answer {
        flow: FlowRef {
            id: "intake".to_owned(),
            version: 1,
            hash: "0".to_owned(),
        },
        question: question.to_owned(),
        ask: format!("What about {question}?"),
        state: AnswerState::Answered,
        source: Source::Caller,
        value: Some(Value::Text(value.to_owned())),
        shown: None,
        remark: None,
        field,
        item: None,
        sensitive: false,
    }
}

/// Flows that ask for what a test says. The answer to the question `hides` names the one that it hides.
pub struct Flows<'a>(pub &'a [String]);

impl Required for Flows<'_> {
    fn missing(&self, _: Known<'_>, _: Until) -> Vec<String> {
        self.0.to_vec()
    }

    fn standing(&self, known: Known<'_>) -> Vec<Standing> {
        let about_the_caller = known.call.iter().flat_map(|call| &call.answers);
        let answers = about_the_caller.chain(&known.incident.answers);
        let answers: Vec<&Answer> = answers.map(|recorded| &recorded.answer).collect();
        let hides = answers.iter().filter(|answer| answer.question == "hides");
        let hidden: Vec<String> = hides.flat_map(|a| &a.value).map(Value::to_string).collect();
        let standing = answers.iter().map(|answer| Standing {
            flow: answer.flow.id.clone(),
            question: answer.question.clone(),
            item: answer.item,
            hidden: hidden.contains(&answer.question),
        });
        standing.collect()
    }
}
