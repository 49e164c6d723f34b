//! The made-up hotline: it keeps every rule at whatever time it is made, and is the same each time.

use std::ops::ControlFlow;

use baton::cli::demo::{Plan, fill};
use baton::domain::id::{AgentId, Moment, Station};
use baton::domain::record::Record;
use baton::flow::Library;
use baton::store::{Store, Tab};

use super::Home;

fn made(now: &str, incidents: usize) -> (Store, Moment) {
    let now = Moment::parse_from_rfc3339(now).unwrap();
    let mut store = Store::in_memory(Station::parse("K7").unwrap()).unwrap();
    let plan = Plan {
        incidents,
        now,
        agent: AgentId::of("Dana Reyes"),
        seed: 1,
    };
    fill(&mut store, &Library::load(vec![]), &plan, |_| {}).unwrap();
    (store, now)
}

fn records(store: &Store, now: Moment) -> Vec<Record> {
    let mut records = vec![];
    store
        .view(now)
        .each_incident(|page| {
            records.push(page.record);
            ControlFlow::Continue(())
        })
        .unwrap();
    records
}

#[test]
fn a_shift_is_running_whenever_it_is_made() {
    for now in [
        "2026-11-25T14:31:00+01:00",
        "2026-11-23T07:05:00+01:00",
        "2026-11-22T20:15:00-08:00",
        "2026-12-31T23:50:00+00:00",
        "2028-02-29T00:20:00+05:45",
    ] {
        let (mut store, now) = made(now, 14);
        assert!(store.check().unwrap().is_sound(), "{now}");
        let view = store.view(now);
        let dana = AgentId::of("Dana Reyes");
        let desk = view.desk(&dana, Tab::Yours, 0, 10).unwrap();
        assert_eq!(desk.counts.yours, 4, "{now}");
        assert_eq!(desk.counts.offered, 1, "{now}");
        assert_eq!(desk.shift.calls, 7, "{now}");
        assert_eq!((desk.shift.kept, desk.shift.due), (2, 3), "{now}");
        assert!(desk.calls.is_empty(), "{now}");
        let late = desk
            .rows
            .iter()
            .filter(|row| row.due.is_some_and(|due| due < now));
        assert_eq!(late.count(), 1, "{now}");
        assert_eq!(records(&store, now).len(), 14, "{now}");
    }
}

#[test]
fn the_weeks_hold_everything_that_happens_at_a_hotline() {
    let (store, now) = made("2026-11-25T14:31:00+01:00", 160);
    let records = records(&store, now);
    let some = |what: &str, holds: &dyn Fn(&Record) -> bool| {
        let count = records.iter().filter(|record| holds(record)).count();
        assert!(count > 0, "{what}: {count}");
    };
    for state in ["live", "kept", "kept_late", "broken", "moved"] {
        some(state, &|record| {
            record.promises.iter().any(|promise| promise.state == state)
        });
    }
    some("open", &|record| record.resolution.is_none());
    some("resolved", &|record| record.resolution.is_some());
    some("escalated", &|record| !record.escalations.is_empty());
    some("handed over", &|record| {
        record
            .handoffs
            .iter()
            .any(|handoff| handoff.accepted.is_some())
    });
    some("tried", &|record| !record.attempts.is_empty());
    some("by hand", &|record| record.priority_reason.is_some());
    some("no promise", &|record| record.no_promise.is_some());
    let mut categories: Vec<_> = records
        .iter()
        .filter_map(|record| record.category.clone())
        .collect();
    categories.sort();
    categories.dedup();
    assert_eq!(categories.len(), 10);
    // No word that was to be filled in is left.
    for record in &records {
        let text = serde_json::to_string(&record.answers).unwrap() + &record.summary;
        assert!(
            !text.contains("{printer}") && !text.contains("{n}") && !text.contains("{person}"),
            "{text}"
        );
    }
}

#[test]
fn the_same_plan_makes_the_same_weeks() {
    let now = "2026-11-25T14:31:00+01:00";
    let (first, moment) = made(now, 20);
    let (second, _) = made(now, 20);
    assert_eq!(records(&first, moment), records(&second, moment));
}

#[test]
fn a_single_incident_is_made_too() {
    let (store, now) = made("2026-11-25T14:31:00+01:00", 1);
    assert_eq!(records(&store, now).len(), 1);
}

#[test]
fn it_is_written_to_a_file_that_is_not_there_yet() {
    let home = Home::new();
    let ran = home.run(&["demo", "--incidents", "12", "--into", "demo.db"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
    assert!(
        ran.out.starts_with("Made up 12 incidents in demo.db.\n"),
        "{}",
        ran.out
    );
    let ran = home.run(&["--db", "demo.db", "--as", "dana reyes", "list", "--mine"]);
    assert_eq!(ran.out.lines().count(), 8, "{}", ran.out);
    let ran = home.run(&["demo", "--into", "demo.db"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    assert!(
        ran.err.starts_with("baton: `demo.db` is there already"),
        "{}",
        ran.err
    );
}
