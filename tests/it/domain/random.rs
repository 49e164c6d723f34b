//! Agents who press anything at any time: no sequence of commands reaches a state that breaks a rule.

use baton::domain::answer::{Answer, AnswerState, Field, FlowRef, Value};
use baton::domain::call::Ending;
use baton::domain::command::{AllTheSame, Change, Command, ReadBack, Resolve};
use baton::domain::handoff::Teller;
use baton::domain::id::{AgentId, CallId, Moment};
use baton::domain::incident::{BriefPart, Entry, NextStep, PriorityOverride};
use baton::domain::priority::Priority;
use baton::domain::reference::Reference;
use baton::domain::resolution::ResolutionKind;
use chrono::TimeDelta;
use proptest::collection::vec;
use proptest::strategy::Strategy;

use super::world::{ANA, DANA, TOM, World, change};

/// One press of a key, as numbers; what it means depends on what is there.
#[derive(Debug, Clone)]
pub struct Press {
    who: usize,
    what: usize,
    which: usize,
    how: usize,
    minutes: i64,
}

/// A shift's worth of pressing anything.
pub fn presses(most: usize) -> impl Strategy<Value = Vec<Press>> {
    let press = (0..5_usize, 0..KINDS, 0..64_usize, 0..64_usize, 0..90_i64);
    let press = press.prop_map(|(who, what, which, how, minutes)| Press {
        who,
        what,
        which,
        how,
        minutes,
    });
    vec(press, 1..most)
}

mod made_up;

const NAMES: [&str; 5] = [DANA, ANA, TOM, "dana reyes", "Eva Kurz"];

/// Mostly something, sometimes nothing that could be read.
const WORDS: [&str; 8] = [
    "call Maria back",
    "send the report",
    "decide what happens next",
    "by phone",
    "x\u{202e}ü ☎",
    "Acme",
    " \t",
    "\u{7}",
];

const KINDS: usize = 36;

impl Press {
    /// Who presses, and what it asks for in this world.
    pub fn command(&self, world: &World) -> (String, Command) {
        let command = self.asked(world);
        let whose = match &command {
            _ if self.how.is_multiple_of(8) => None,
            Command::ParkCall(call)
            | Command::ResumeCall(call)
            | Command::OpenIncident { call }
            | Command::LinkCall { call, .. }
            | Command::GoInto { call, .. }
            | Command::EndCall { call, .. }
            | Command::AnswerAboutCaller { call, .. } => {
                world.state.calls.get(call).map(|call| &call.agent)
            }
            Command::Incident(incident, Change::Offer { .. } | Change::Withdraw) => world
                .state
                .incidents
                .get(incident)
                .map(|incident| &incident.owner),
            Command::Incident(incident, Change::Accept(_) | Change::Decline { .. }) => world
                .state
                .incidents
                .get(incident)
                .and_then(|incident| Some(&incident.offer()?.to)),
            _ => None,
        };
        // Mostly whoever may do it, sometimes anybody.
        (
            whose.map_or_else(|| NAMES[self.who].to_owned(), ToString::to_string),
            command,
        )
    }

    /// How many minutes pass before it.
    pub fn minutes(&self) -> i64 {
        self.minutes
    }

    fn asked(&self, world: &World) -> Command {
        match self.what {
            0 => Command::Join,
            1 => Command::GoOnTheHotline,
            2 => Command::LeaveTheHotline { all_the_same: None },
            3 => {
                let (reason, watcher) = (self.words(), AgentId::of(self.name()));
                Command::LeaveTheHotline {
                    all_the_same: Some(AllTheSame { reason, watcher }),
                }
            }
            4 | 5 => Command::StartCall {
                number: self.how.is_multiple_of(2).then(|| self.words()),
            },
            6 => Command::ParkCall(self.call(world)),
            7 => Command::ResumeCall(self.call(world)),
            8 | 9 => Command::OpenIncident {
                call: self.call(world),
            },
            10 if self.how.is_multiple_of(2) => Command::GoInto {
                call: self.call(world),
                begun: world
                    .state
                    .incidents
                    .keys()
                    .last()
                    .copied()
                    .unwrap_or_else(|| self.incident(world)),
                incident: self.incident(world),
            },
            10 => Command::LinkCall {
                call: self.call(world),
                incident: self.incident(world),
            },
            11 | 12 => self.end(world),
            13 | 14 => Command::AnswerAboutCaller {
                call: self.call(world),
                answer: self.answer_about_caller(world),
            },
            15 => Command::Import(Box::new(self.record(world))),
            _ => change(self.incident(world), self.change(world)),
        }
    }

    fn change(&self, world: &World) -> Change {
        let (words, by) = (self.words(), self.moment(world));
        let promise = u32::try_from(self.how % 3).unwrap() + 1;
        match self.what {
            16 => {
                Change::Answer(self.answer(ABOUT_THE_PROBLEM[self.how % ABOUT_THE_PROBLEM.len()]))
            }
            17 => self.hide(world),
            18 => {
                Change::OverridePriority(self.how.is_multiple_of(2).then_some(PriorityOverride {
                    priority: Priority::P1,
                    reason: words,
                }))
            }
            19 => Change::Plan(self.step(world)),
            20 => Change::Promise { what: words, by },
            21 => Change::Correct {
                promise,
                what: words,
                by,
            },
            22 => Change::Keep {
                promise,
                how: words,
            },
            23 => Change::Break {
                promise,
                why: words,
            },
            24 => Change::Move {
                promise,
                by,
                consent: words,
            },
            25 => Change::Add(Entry::Attempt {
                what: words.clone(),
                result: words,
            }),
            26 => Change::Escalate {
                to: words.clone(),
                why: words,
            },
            27 => Change::ReturnFromEscalation { news: words },
            28 => Change::Resolve(self.resolve()),
            29 => Change::TellResolution {
                how: words,
                confirmed: self.how.is_multiple_of(2),
            },
            30 => Change::Reopen {
                reason: words,
                next_step: self.step(world),
            },
            31 => Change::Offer {
                to: AgentId::of(self.name()),
                teller: self.teller(),
            },
            32 | 33 => Change::Accept(self.read_back(world)),
            34 => match self.how % 4 {
                0 => Change::Decline { reason: words },
                1 => Change::Withdraw,
                2 => Change::ChooseTeller(self.teller()),
                _ => Change::WriteBrief {
                    part: BriefPart::Tried,
                    text: words,
                },
            },
            _ => match self.how % 5 {
                0 => Change::ChooseTeller(self.teller()),
                1 => Change::TellCustomer { words },
                2 => Change::ChooseFlow(FlowRef {
                    id: words,
                    version: 1,
                    hash: String::new(),
                }),
                3 => Change::TellCaller(words),
                _ => Change::ConfirmReadBack,
            },
        }
    }

    /// Hides a question that is seen, and shows one that is hidden.
    fn hide(&self, world: &World) -> Change {
        let incident = world.state.incidents.get(&self.incident(world));
        let mut seen = incident.into_iter().flat_map(|incident| &incident.answers);
        let seen = seen.find(|recorded| recorded.answer.question != "hides");
        let question = seen
            .filter(|recorded| !recorded.hidden)
            .map_or("caller_phone", |recorded| &recorded.answer.question);
        Change::Answer(Answer {
            state: AnswerState::Answered,
            question: "hides".to_owned(),
            value: Some(Value::Text(question.to_owned())),
            ..self.answer(None)
        })
    }

    fn words(&self) -> String {
        WORDS[self.how % WORDS.len()].to_owned()
    }

    fn name(&self) -> &'static str {
        NAMES[self.how % NAMES.len()]
    }

    fn teller(&self) -> Teller {
        if self.which.is_multiple_of(2) {
            Teller::Giver
        } else {
            Teller::Receiver
        }
    }

    /// Mostly to come, sometimes past.
    fn moment(&self, world: &World) -> Moment {
        world.now + TimeDelta::minutes(i64::try_from(self.how).unwrap() * 30 - 60)
    }

    fn step(&self, world: &World) -> NextStep {
        NextStep {
            what: self.words(),
            who: AgentId::of(self.name()),
            by: self.moment(world),
        }
    }

    /// Mostly one that is there, rather a late one; sometimes none.
    fn call(&self, world: &World) -> CallId {
        let known = world
            .state
            .calls
            .keys()
            .nth_back(self.which % world.state.calls.len().max(1));
        let none = || CallId::new(world.state.station, 999);
        known
            .filter(|_| self.which < 60)
            .cloned()
            .unwrap_or_else(none)
    }

    fn incident(&self, world: &World) -> Reference {
        let known = world
            .state
            .incidents
            .keys()
            .nth_back(self.which % world.state.incidents.len().max(1));
        let none = || Reference::new(world.state.station, 999_999).unwrap();
        known
            .filter(|_| self.which < 60)
            .copied()
            .unwrap_or_else(none)
    }

    fn end(&self, world: &World) -> Command {
        let call = self.call(world);
        let incidents = world
            .state
            .calls
            .get(&call)
            .map(|call| call.incidents.clone())
            .unwrap_or_default();
        let no_promise = if self.how.is_multiple_of(3) {
            vec![]
        } else {
            incidents
                .into_iter()
                .map(|incident| (incident, self.words()))
                .collect()
        };
        Command::EndCall {
            call,
            ending: Ending::ALL[self.how % 3],
            no_promise,
        }
    }

    fn resolve(&self) -> Resolve {
        let words = self.words();
        Resolve {
            kind: ResolutionKind::ALL[self.how % 4],
            done: words.clone(),
            verified: words.clone(),
            told: (!self.which.is_multiple_of(3)).then(|| words.clone()),
            confirmed: self.which % 3 == 1,
            need: self.which.is_multiple_of(2).then_some(words),
        }
    }

    fn read_back(&self, world: &World) -> ReadBack {
        match world.state.incidents.get(&self.incident(world)) {
            Some(incident) if !self.how.is_multiple_of(4) => ReadBack::of(incident),
            _ => ReadBack {
                next_step: self.step(world),
                promise: None,
            },
        }
    }
}

const ABOUT_THE_PROBLEM: [Option<Field>; 5] = [
    None,
    Some(Field::Impact),
    Some(Field::Version),
    Some(Field::Summary),
    Some(Field::Caller),
];
