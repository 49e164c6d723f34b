//! What holds whatever happens: the rules, the fold, the round trip through JSON and through a file.

use std::cell::RefCell;
use std::collections::BTreeSet;

use baton::domain::answer::{Answer, Recorded, Value};
use baton::domain::call::Ending;
use baton::domain::command::{Command, Need};
use baton::domain::event::{Body, Event, Subject};
use baton::domain::id::{AgentId, Station, fold};
use baton::domain::incident::Status;
use baton::domain::leaving::held_by;
use baton::domain::promise::Outcome;
use baton::domain::record_of;
use baton::domain::reference::Reference;
use baton::domain::state::{Counters, State};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use proptest::{prop_assert_eq, proptest};

use super::breaks;
use super::random::{Press, presses};
use super::world::{DANA, World, said};

/// The same cases on every machine; more of them, or others, with `PROPTEST_CASES` and `PROPTEST_RNG_SEED`.
fn config(cases: u32) -> Config {
    let given = Config::default();
    let is_given = std::env::var_os("PROPTEST_CASES").is_some();
    let rng_seed = match given.rng_seed {
        RngSeed::Random => RngSeed::Fixed(1_042),
        seed @ RngSeed::Fixed(_) => seed,
    };
    Config {
        rng_seed,
        cases: if is_given { given.cases } else { cases },
        failure_persistence: None,
        ..given
    }
}

/// Presses everything; the world after it. Each step is checked, and each decision made once more in the part of the
/// world that the command says it needs.
fn pressed(presses: &[Press]) -> World {
    let mut world = World::new();
    for press in presses {
        world.later(press.minutes());
        let (who, command) = press.command(&world);
        let part = part_of(&world.state, &who, &command);
        assert_eq!(
            world.decided(&part, &who, &command),
            world.decided(&world.state, &who, &command),
            "{command:?} needs more than it says"
        );
        let (mut state, seen) = (world.state.clone(), world.log.len());
        let outcome = world.does(&who, &command);
        for event in &world.log[seen..] {
            let before = state.clone();
            state.apply(event);
            let breach = breaks::step(&before, event, &state);
            assert_eq!(breach, None, "{who} {command:?}: {event:?}");
        }
        let breach = breaks::state(&world.state, world.now);
        assert_eq!(breach, None, "{who} {command:?}: {outcome:?}");
    }
    world
}

/// Only what [`Command::needs`] names, and the acting agent.
fn part_of(all: &State, who: &str, command: &Command) -> State {
    let actor = AgentId::of(who);
    let mut part = State::new(all.station, all.counters);
    for need in command
        .needs(&actor)
        .into_iter()
        .chain([Need::Agent(actor.clone())])
    {
        let mut calls = Vec::new();
        let mut incidents = Vec::new();
        let mut callers = Vec::new();
        let mut customers = Vec::new();
        match need {
            Need::Agent(name) => part.agents.extend(
                all.agent(&name)
                    .map(|agent| (agent.id.clone(), agent.clone())),
            ),
            Need::Customer(id) => customers.push(id),
            Need::CustomerNamed(name) => customers.extend(
                all.customer_named(&name)
                    .map(|customer| customer.id.clone()),
            ),
            Need::Caller(id) => callers.push(id),
            Need::CallerNamed(name) => {
                let same = all
                    .callers
                    .values()
                    .filter(|caller| fold(&caller.name) == name);
                callers.extend(same.map(|caller| caller.id.clone()));
            }
            Need::Call(id) => {
                if let Some(call) = all.calls.get(&id) {
                    incidents.extend(call.incidents.iter().copied().chain([call.reserved]));
                    callers.extend(call.caller.clone());
                    customers.extend(call.customer.clone());
                }
                calls.push(id);
            }
            Need::Incident(reference) => {
                if let Some(incident) = all.incidents.get(&reference) {
                    calls.extend(incident.calls.clone());
                    callers.extend(incident.caller.clone());
                    customers.extend(incident.customer.clone());
                    let owner = &all.agents[&incident.owner];
                    part.agents.insert(owner.id.clone(), owner.clone());
                }
                incidents.push(reference);
            }
            Need::RunningCalls(name) => {
                calls.extend(all.running_calls(&name).map(|call| call.id.clone()));
            }
            Need::SetAside(reference) => {
                let running = all.calls.values().filter(|call| call.ended.is_none());
                let running = running.filter(|call| call.reserved == reference);
                calls.extend(running.map(|call| call.id.clone()));
            }
            Need::HeldBy(name) => {
                calls.extend(all.running_calls(&name).map(|call| call.id.clone()));
                incidents.extend(
                    held_by(all, &name)
                        .iter()
                        .filter_map(baton::domain::leaving::Held::reference),
                );
            }
        }
        customers.extend(
            callers
                .iter()
                .filter_map(|id| all.callers.get(id)?.customer.clone()),
        );
        copy(&all.calls, calls, &mut part.calls);
        copy(&all.incidents, incidents, &mut part.incidents);
        copy(&all.callers, callers, &mut part.callers);
        copy(&all.customers, customers, &mut part.customers);
    }
    part
}

fn copy<K: Ord + Clone, V: Clone>(
    from: &std::collections::BTreeMap<K, V>,
    keys: Vec<K>,
    into: &mut std::collections::BTreeMap<K, V>,
) {
    into.extend(
        keys.into_iter()
            .filter_map(|key| from.get_key_value(&key))
            .map(|(key, value)| (key.clone(), value.clone())),
    );
}

fn folded(events: &[Event]) -> State {
    let mut state = World::new().state;
    for event in events {
        state.apply(event);
    }
    state
}

/// An event as the store gives it back: the subject by its kind and id, the body from JSON.
fn stored(event: &Event) -> Event {
    let (kind, id) = event.subject.stored();
    let json = serde_json::to_string(&event.body).unwrap();
    let body: Body = serde_json::from_str(&json).unwrap_or_else(|fault| panic!("{fault}: {json}"));
    Event {
        subject: Subject::from_stored(kind, &id).unwrap(),
        body,
        ..event.clone()
    }
}

proptest! {
    #![proptest_config(config(100))]

    #[test]
    fn events_fold_the_same_after_they_were_stored(presses in presses(60)) {
        let world = pressed(&presses);
        let back: Vec<Event> = world.log.iter().map(stored).collect();
        prop_assert_eq!(&back, &world.log);
        prop_assert_eq!(folded(&back), world.state);
    }

    #[test]
    fn every_number_survives_the_log(bits in 0..u64::MAX) {
        let number = Value::Number(f64::from_bits(bits));
        let json = serde_json::to_string(&number).unwrap();
        if json != "null" {
            prop_assert_eq!(serde_json::from_str::<Value>(&json).unwrap(), number);
        }
    }

    /// Another station may hear of things in an order in which they make little sense; that never ends a shift.
    #[test]
    fn events_in_any_order_fold_without_panic(presses in presses(60), order in 0..u64::MAX) {
        let mut log = pressed(&presses).log;
        let mut random = order | 1;
        for at in (1..log.len()).rev() {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            log.swap(at, usize::try_from(random >> 33).unwrap() % (at + 1));
        }
        log.truncate(log.len() * 3 / 4);
        let back: Vec<Event> = log.iter().map(stored).collect();
        prop_assert_eq!(folded(&back), folded(&log));
    }

    /// What one station writes out, another reads and writes out again, is the same line.
    #[test]
    fn a_record_survives_another_station(presses in presses(60)) {
        let world = pressed(&presses);
        for incident in world.state.incidents.values() {
            let record = record_of::record(&world.state, incident, world.now);
            let json = serde_json::to_string(&record).unwrap();
            let read = serde_json::from_str(&json).unwrap();
            prop_assert_eq!(&record, &read);
            let mut there = World::new();
            there.now = world.now;
            there.state = State::new(Station::parse("M2").unwrap(), Counters::default());
            // Somebody whom the record does not name, in whatever case.
            there.must("Mia Roth", Command::Import(Box::new(read)));
            let again = record_of::record(&there.state, there.incident(incident.reference), world.now);
            prop_assert_eq!(&again, &record);
            prop_assert_eq!(there.must("Mia Roth", Command::Import(Box::new(again))), vec![]);
        }
    }
}

/// And the presses do everything there is to do; without that, the rules could hold for want of trying.
#[test]
fn no_sequence_of_commands_breaks_a_rule() {
    let happened = RefCell::new(BTreeSet::new());
    let mut runner = TestRunner::new(config(300));
    let outcome = runner.run(&presses(80), |presses| {
        let world = pressed(&presses);
        prop_assert_eq!(folded(&world.log), world.state);
        for event in world.log {
            let json = serde_json::to_value(&event.body).unwrap();
            happened
                .borrow_mut()
                .insert(json["kind"].as_str().unwrap().to_owned());
        }
        Ok(())
    });
    outcome.unwrap_or_else(|fault| panic!("{fault}"));
    let never: Vec<&&str> = EVERY_KIND
        .iter()
        .filter(|kind| !happened.borrow().contains(**kind))
        .collect();
    assert!(never.is_empty(), "never happened: {never:?}");
}

/// The checker is no rubber stamp: a state that somebody spoilt breaks the rule that was meant.
#[test]
fn a_broken_rule_is_seen() {
    type Spoil = fn(&mut State, Reference);
    let (world, call, incident) = World::with_a_promised_incident();
    assert_eq!(breaks::state(&world.state, world.now), None);
    let spoilt: [(Spoil, &str); 7] = [
        (
            |s, r| s.incidents.get_mut(&r).unwrap().owner = AgentId::of("Nobody"),
            "rule 1",
        ),
        (
            |s, r| s.incidents.get_mut(&r).unwrap().next_step.what.clear(),
            "rule 1",
        ),
        (
            |s, r| s.incidents.get_mut(&r).unwrap().answers = vec![blank(), blank()],
            "rule 4: two answers",
        ),
        (
            |s, r| s.incidents.get_mut(&r).unwrap().answers = vec![blank()],
            "rule 4: a blank",
        ),
        (
            |s, r| s.incidents.get_mut(&r).unwrap().status = Status::Resolved,
            "rule 8",
        ),
        (|s, _| s.counters.incidents = 0, "given out again"),
        (|s, _| drop(s.agents.remove(&AgentId::of(DANA))), "rule 1"),
    ];
    for (spoil, words) in spoilt {
        let mut state = world.state.clone();
        spoil(&mut state, incident);
        let breach = breaks::state(&state, world.now).unwrap_or_default();
        assert!(breach.contains(words), "{breach:?} is not about {words:?}");
    }

    let mut event = world.log.last().unwrap().clone();
    event.subject = Subject::Call(call.clone());
    let mut after = world.state.clone();
    after.calls.get_mut(&call).unwrap().ended = Some(world.now);
    after.incidents.get_mut(&incident).unwrap().promises[0].outcome =
        Outcome::Kept { at: world.now };
    event.body = Body::CallEnded {
        ending: Ending::Closed,
    };
    assert_eq!(
        breaks::step(&world.state, &event, &after).as_deref(),
        Some("rule 2: ended in silence")
    );
    after.incidents.get_mut(&incident).unwrap().owner = AgentId::of("Ana Ruiz");
    event.body = Body::CallParked {};
    assert!(
        breaks::step(&world.state, &event, &after)
            .unwrap()
            .contains("rule 5")
    );
}

fn blank() -> Recorded {
    let answer = Answer {
        value: None,
        ..said("scope", None, "x")
    };
    Recorded {
        answer,
        at: World::new().now,
        hidden: false,
    }
}

const EVERY_KIND: &[&str] = &[
    "agent_joined",
    "shift_started",
    "shift_ended",
    "customer_added",
    "customer_tier_set",
    "caller_added",
    "caller_phone_set",
    "caller_role_set",
    "caller_renamed",
    "flow_chosen",
    "caller_told",
    "caller_customer_set",
    "call_started",
    "call_parked",
    "call_resumed",
    "caller_identified",
    "caller_answered",
    "call_linked",
    "call_imported",
    "call_ended",
    "incident_opened",
    "incident_imported",
    "called_about",
    "reported_by",
    "answered",
    "answer_hidden",
    "answer_shown",
    "priority_overridden",
    "next_step_set",
    "promise_made",
    "promise_kept",
    "promise_broken",
    "promise_moved",
    "no_promise_made",
    "entry_added",
    "read_back_confirmed",
    "handoff_offered",
    "handoff_accepted",
    "handoff_declined",
    "handoff_withdrawn",
    "teller_chosen",
    "customer_told_of_handoff",
    "brief_written",
    "escalated_to",
    "escalation_returned",
    "resolved",
    "resolution_told",
    "reopened",
];
