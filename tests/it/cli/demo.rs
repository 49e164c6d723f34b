//! The made-up hotline: it keeps every rule at whatever time it is made, and is the same each time.

use std::ops::ControlFlow;
use std::process::Stdio;

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
        lived: 160,
        now,
        agent: AgentId::of("Dana Reyes"),
        seed: 1,
    };
    fill(&mut store, &Library::load(vec![]), &plan, |_| Ok(())).unwrap();
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
        assert!(store.check(|_, _| {}).unwrap().is_sound(), "{now}");
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

/// Beyond a few thousand, the older years are told from a rehearsal.
#[test]
fn older_years_are_as_sound_as_the_weeks_that_were_lived() {
    let now = "2026-11-25T14:31:00+01:00";
    let (mut store, moment) = made(now, 500);
    let health = store.check(|_, _| {}).unwrap();
    assert!(health.is_sound(), "{health:?}");
    let records = records(&store, moment);
    assert_eq!(records.len(), 500);
    let (older, lived) = records.split_at(340);
    assert!(older.iter().all(|record| record.resolution.is_some()));
    let last = older.iter().map(|record| record.resolved_at).max().unwrap();
    assert!(last < Some(lived[0].opened_at), "they lie before");
    let different = |of: &dyn Fn(&Record) -> String| {
        let all: std::collections::BTreeSet<String> = older.iter().map(of).collect();
        all.len()
    };
    assert_eq!(different(&|record| record.reference.to_string()), 340);
    assert!(different(&|record| record.opened_at.to_string()) > 200);
    assert!(different(&|record| record.caller.as_ref().unwrap().name.clone()) > 60);
    assert!(different(&|record| record.summary.clone()) > 30);
    for record in older {
        let text = serde_json::to_string(record).unwrap();
        assert!(!text.contains("{@"), "{text}");
        assert!(!text.contains("2026-11-25"), "{text}");
        assert!(
            !record.calls.is_empty() && !record.timeline.is_empty(),
            "{text}"
        );
    }
    for what in ["kept", "kept_late", "broken", "moved"] {
        let holds = |record: &&Record| record.promises.iter().any(|promise| promise.state == what);
        assert!(older.iter().filter(holds).count() > 0, "{what}");
    }
    assert!(older.iter().any(|record| !record.handoffs.is_empty()));
}

#[test]
#[cfg(unix)]
fn an_interrupted_demo_leaves_nothing_behind() {
    let home = Home::new();
    let args = ["demo", "--incidents", "1000000", "--into", "demo.db"];
    let mut program = home.command(&args).stderr(Stdio::piped()).spawn().unwrap();
    let began = || std::fs::read_dir(home.folder.path()).unwrap().count() > 0;
    while !began() {
        assert_eq!(program.try_wait().unwrap(), None);
        std::thread::yield_now();
    }
    let pid = program.id().to_string();
    let mut kill = std::process::Command::new("kill");
    kill.args(["-INT", &pid]).status().unwrap();
    let ended = program.wait().unwrap();
    assert_eq!(ended.code(), Some(130));
    assert_eq!(std::fs::read_dir(home.folder.path()).unwrap().count(), 0);
}
