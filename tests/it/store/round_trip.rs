//! Whatever is pressed, the store decides, folds and rebuilds as the domain does in memory.

use std::collections::BTreeSet;

use baton::domain::event::Subject;
use baton::domain::id::AgentId;
use baton::store::{ExecuteError, Store};
use proptest::test_runner::{Config, RngSeed, TestRunner};

use super::Place;
use super::execute::tables;
use crate::domain::random::{Press, presses};
use crate::domain::world::{Flows, World, station};

/// The same cases on every machine.
fn config(cases: u32) -> Config {
    Config {
        rng_seed: RngSeed::Fixed(1_042),
        cases,
        failure_persistence: None,
        ..Config::default()
    }
}

/// Presses everything in memory and in the store, and compares what comes of every press.
fn pressed(presses: &[Press], store: &mut Store) -> World {
    let mut world = World::new();
    for press in presses {
        world.later(press.minutes());
        let (who, command) = press.command(&world);
        let typed = AgentId::of(&who);
        let actor = world
            .state
            .agent(&typed)
            .map_or(typed, |agent| agent.id.clone());
        let seen = world.log.len();
        let expected = world.does(actor.as_str(), &command);
        match store.execute(&AgentId::of(&who), &[command], world.now, &Flows(&[])) {
            Ok(events) => assert_eq!(events, world.log[seen..]),
            Err(ExecuteError::Refused(refusal)) => assert_eq!(Err(refusal.0), expected),
            Err(ExecuteError::Store(error)) => panic!("{error}"),
        }
    }
    world
}

#[test]
fn the_store_decides_and_folds_as_the_domain_does() {
    let outcome = TestRunner::new(config(48)).run(&presses(80), |presses| {
        let mut store = Store::in_memory(station()).unwrap();
        let world = pressed(&presses, &mut store);
        let view = store.view(world.now);
        for (reference, incident) in &world.state.incidents {
            let page = view.incident(*reference).unwrap().unwrap();
            assert_eq!(&page.incident, incident);
            assert_eq!(
                page.caller.as_ref(),
                incident.caller.as_ref().map(|id| &world.state.callers[id])
            );
            assert_eq!(
                page.customer.as_ref(),
                incident
                    .customer
                    .as_ref()
                    .map(|id| &world.state.customers[id])
            );
        }
        for (id, call) in &world.state.calls {
            assert_eq!(&view.call(id).unwrap().unwrap().call, call);
        }
        let agents: Vec<_> = view
            .agents()
            .unwrap()
            .into_iter()
            .map(|row| row.agent)
            .collect();
        assert_eq!(
            agents.iter().collect::<Vec<_>>(),
            world.state.agents.values().collect::<Vec<_>>()
        );
        let subjects: BTreeSet<&Subject> = world.log.iter().map(|event| &event.subject).collect();
        let stored: usize = subjects
            .iter()
            .map(|subject| view.events_of(subject).unwrap().len())
            .sum();
        assert_eq!(stored, world.log.len());
        assert!(store.check(|_, _| {}).unwrap().is_sound());
        Ok(())
    });
    outcome.unwrap();
}

#[test]
fn the_log_makes_the_same_tables_whatever_was_pressed() {
    let outcome = TestRunner::new(config(4)).run(&presses(200), |presses| {
        let place = Place::new();
        let mut store = place.open();
        pressed(&presses, &mut store);
        let written = tables(&place);
        store.rebuild().unwrap();
        assert_eq!(tables(&place), written);
        Ok(())
    });
    outcome.unwrap();
}
