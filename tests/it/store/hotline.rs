//! A hotline to try the store with: people take calls, promise, hand over, through commands alone.

use baton::domain::answer::{Answer, AnswerState, Field, FlowRef, Source, Value};
use baton::domain::call::Ending;
use baton::domain::command::{Change, Command, NothingRequired, ReadBack, Resolve};
use baton::domain::event::Event;
use baton::domain::handoff::Teller;
use baton::domain::id::{AgentId, CallId, Moment, Station};
use baton::domain::incident::Entry;
use baton::domain::reference::Reference;
use baton::domain::resolution::ResolutionKind;
use baton::store::{ExecuteError, Store};

use super::at;

/// A store, the time, and who sits at it.
pub struct Hotline {
    pub store: Store,
    pub agent: AgentId,
    pub now: Moment,
}

impl Hotline {
    pub fn new() -> Self {
        Self::over(Store::in_memory(Station::parse("K7").unwrap()).unwrap())
    }

    pub fn over(store: Store) -> Self {
        let agent = AgentId::of("Dana Reyes");
        Self {
            store,
            agent,
            now: at(0),
        }
    }

    pub fn sit_down(&mut self, name: &str) -> &mut Self {
        self.agent = AgentId::of(name);
        self
    }

    /// A minute passes, then this happens.
    pub fn try_run(&mut self, commands: &[Command]) -> Result<Vec<Event>, ExecuteError> {
        self.now += chrono::TimeDelta::minutes(1);
        self.store
            .execute(&self.agent, commands, self.now, &NothingRequired)
    }

    pub fn run(&mut self, commands: &[Command]) -> Vec<Event> {
        self.try_run(commands).unwrap()
    }

    pub fn change(&mut self, reference: Reference, change: Change) {
        self.run(&[Command::Incident(reference, change)]);
    }

    /// Takes a call about a problem and leaves it open, to be called back within these minutes.
    pub fn call(
        &mut self,
        caller: &str,
        customer: &str,
        phone: &str,
        summary: &str,
        minutes: i64,
    ) -> Reference {
        let call = self.ring(Some(phone));
        for (field, value) in [(Field::Caller, caller), (Field::Customer, customer)] {
            let answer = answer(field, value);
            self.run(&[Command::AnswerAboutCaller {
                call: call.clone(),
                answer,
            }]);
        }
        let reference = self.open(&call);
        self.change(reference, Change::Answer(answer(Field::Summary, summary)));
        let by = self.now + chrono::TimeDelta::minutes(minutes);
        self.change(
            reference,
            Change::Promise {
                what: "call back".to_owned(),
                by,
            },
        );
        self.run(&[Command::EndCall {
            call,
            ending: Ending::Closed,
            no_promise: vec![],
        }]);
        reference
    }

    /// The phone rings.
    pub fn ring(&mut self, number: Option<&str>) -> CallId {
        let events = self.run(&[Command::StartCall {
            number: number.map(str::to_owned),
        }]);
        match &events.last().unwrap().subject {
            baton::domain::event::Subject::Call(id) => id.clone(),
            other => panic!("a call starts, not {other:?}"),
        }
    }

    /// The call's problem gets its reference.
    pub fn open(&mut self, call: &CallId) -> Reference {
        let events = self.run(&[Command::OpenIncident { call: call.clone() }]);
        let reference = events.iter().find_map(|event| match event.subject {
            baton::domain::event::Subject::Incident(reference) => Some(reference),
            _ => None,
        });
        reference.unwrap()
    }

    pub fn note(&mut self, reference: Reference, text: &str) {
        self.change(reference, Change::Add(Entry::note(text.to_owned())));
    }

    pub fn offer(&mut self, reference: Reference, to: &str) {
        self.change(
            reference,
            Change::Offer {
                to: AgentId::of(to),
                teller: Teller::Giver,
            },
        );
    }

    pub fn accept(&mut self, reference: Reference) {
        let incident = self
            .store
            .view(self.now)
            .incident(reference)
            .unwrap()
            .unwrap()
            .incident;
        self.change(reference, Change::Accept(ReadBack::of(&incident)));
    }

    pub fn resolve(&mut self, reference: Reference, done: &str) {
        let incident = self
            .store
            .view(self.now)
            .incident(reference)
            .unwrap()
            .unwrap()
            .incident;
        for promise in incident.live_promises() {
            self.change(
                reference,
                Change::Keep {
                    promise: promise.id,
                    how: "phone".to_owned(),
                },
            );
        }
        let resolve = Resolve {
            kind: ResolutionKind::Fix,
            done: done.to_owned(),
            verified: "the caller tried it".to_owned(),
            told: Some("phone".to_owned()),
            confirmed: true,
            need: None,
        };
        self.change(reference, Change::Resolve(resolve));
    }
}

/// What the caller says.
pub fn answer(field: Field, value: &str) -> Answer {
    Answer {
        flow: FlowRef {
            id: "intake".to_owned(),
            version: 1,
            hash: "ab".to_owned(),
        },
        question: field.id().to_owned(),
        ask: format!("What about {}?", field.words()),
        state: AnswerState::Answered,
        source: Source::Caller,
        value: Some(Value::Text(value.to_owned())),
        shown: None,
        remark: None,
        field: Some(field),
        item: None,
        sensitive: false,
    }
}
