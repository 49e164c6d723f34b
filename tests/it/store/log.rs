//! The log: what was appended comes back, in order; nothing is changed; a flipped bit is found.

use baton::domain::answer::{Field, Value};
use baton::domain::command::{Change, Command, NothingRequired};
use baton::domain::event::Subject;
use baton::domain::hybrid_clock::HybridClock;
use baton::domain::id::AgentId;
use baton::domain::incident::Entry;
use baton::store::{ExecuteError, Fault};
use proptest::prelude::{ProptestConfig, any, proptest};

use super::hotline::{Hotline, answer};
use super::{Place, at, fill};

fn dana() -> AgentId {
    AgentId::of("Dana Reyes")
}

fn note(text: &str) -> Change {
    Change::Add(Entry::note(text.to_owned()))
}

#[test]
fn events_come_back_as_they_were_after_closing() {
    let place = Place::new();
    let mut hotline = Hotline::over(place.open());
    let reference = hotline.call(
        "María \u{202e}Ortiz",
        "Acme\u{1b}[31m",
        "555 0142",
        "nul \0 and all",
        60,
    );
    let subject = Subject::Incident(reference);
    let written = hotline.store.view(at(0)).events_of(&subject).unwrap();
    assert!(written.len() > 3, "{written:?}");
    assert!(
        written
            .windows(2)
            .all(|pair| pair[0].clock < pair[1].clock && pair[0].seq < pair[1].seq)
    );
    drop(hotline);
    assert_eq!(
        place.open().view(at(0)).events_of(&subject).unwrap(),
        written
    );
}

#[test]
fn the_clock_never_goes_back_when_the_wall_clock_does() {
    let place = Place::new();
    let mut store = place.open();
    let first = fill(&mut store, 1)[0].clock;
    let events = store.execute(
        &dana(),
        &[Command::GoOnTheHotline],
        at(-3600),
        &NothingRequired,
    );
    let second = events.unwrap()[0].clock;
    assert_eq!(
        second,
        HybridClock {
            millis: first.millis,
            tick: first.tick + 1
        }
    );
}

#[test]
fn what_would_not_come_back_is_refused_and_nothing_of_it_stays() {
    let mut hotline = Hotline::new();
    let reference = hotline.call("Maria", "Acme", "1", "labels", 60);
    let before = hotline.store.version_vector().unwrap();
    // An offset with seconds is cut to minutes when it is written.
    let offset = chrono::FixedOffset::east_opt(3601).unwrap();
    let by = at(9000).with_timezone(&offset);
    let promised = Command::Incident(
        reference,
        Change::Promise {
            what: "call".to_owned(),
            by,
        },
    );
    let noted = Command::Incident(reference, note("a note"));
    let error = hotline.try_run(&[noted, promised]).unwrap_err();
    let ExecuteError::Store(error) = error else {
        panic!("{error}")
    };
    assert_eq!(error.fault, Fault::Unstorable);
    assert_eq!(hotline.store.version_vector().unwrap(), before);
}

#[test]
fn the_log_is_append_only_for_everybody() {
    let place = Place::new();
    fill(&mut place.open(), 3);
    let raw = place.raw();
    for statement in [
        "UPDATE event SET body = '{}'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event WHERE seq = 2",
        "INSERT INTO event SELECT station, 9, clock_ms, clock_tick, at, actor, subject_kind,
         subject_id, kind, body, salt, hash FROM event WHERE seq = 3",
    ] {
        let error = raw.execute_batch(statement).expect_err(statement);
        assert!(
            error.to_string().contains("append-only"),
            "{statement}: {error}"
        );
    }
    assert_eq!(
        place.open().version_vector().unwrap(),
        [("K7".to_owned(), 3)]
    );
}

#[test]
fn a_whole_chain_verifies_and_a_changed_event_is_named() {
    let changes = [
        "UPDATE event SET body = '[]' WHERE seq = 3",
        "UPDATE event SET at = '2026-11-22T15:00:00+01:00' WHERE seq = 3",
        "UPDATE event SET actor = 'Tom Beck' WHERE seq = 3",
        "UPDATE event SET subject_id = 'Tom Beck' WHERE seq = 3",
        "UPDATE event SET clock_tick = 99 WHERE seq = 3",
        "UPDATE event SET salt = zeroblob(16) WHERE seq = 3",
        "UPDATE event SET hash = zeroblob(32) WHERE seq = 3",
        "UPDATE event SET body = cast(x'ff' AS TEXT) WHERE seq = 3",
        "DELETE FROM event WHERE seq = 3",
    ];
    for change in changes {
        let place = Place::new();
        let mut store = place.open();
        fill(&mut store, 5);
        assert_eq!(store.verify().unwrap(), None);
        place
            .raw()
            .execute_batch("DROP TRIGGER event_is_never_changed")
            .unwrap();
        place
            .raw()
            .execute_batch("DROP TRIGGER event_is_never_deleted")
            .unwrap();
        place.raw().execute_batch(change).unwrap();
        let broken = store.verify().unwrap().expect(change);
        assert_eq!((broken.station.as_str(), broken.seq), ("K7", 3), "{change}");
    }
}

#[test]
fn a_bit_flipped_on_the_disk_is_found() {
    let place = Place::new();
    fill(&mut place.open(), 5);
    drop(
        place
            .raw()
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())),
    );
    let mut bytes = std::fs::read(&place.file).unwrap();
    let found = bytes
        .windows(13)
        .rposition(|window| window == b"shift_started")
        .unwrap();
    bytes[found] ^= 1;
    std::fs::write(&place.file, bytes).unwrap();
    let integrity: String = place
        .raw()
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(
        integrity, "ok",
        "SQLite does not notice, which is why there is a chain"
    );
    assert!(place.open().verify().unwrap().is_some());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn any_text_and_number_comes_back(text in any::<String>(), number in proptest::num::f64::NORMAL) {
        let mut hotline = Hotline::new();
        let reference = hotline.call("Maria", "Acme", "1", "labels", 60);
        let mut exact = answer(Field::Words, &format!("x{text}"));
        let mut amount = answer(Field::Summary, "");
        amount.value = Some(Value::Number(number));
        exact.remark = Some(text);
        let changes = [exact, amount].map(|answer| Command::Incident(reference, Change::Answer(answer)));
        let written = hotline.run(&changes);
        let stored = hotline.store.view(at(0)).events_of(&Subject::Incident(reference)).unwrap();
        assert!(stored.ends_with(&written));
        assert_eq!(hotline.store.verify().unwrap(), None);
    }
}
