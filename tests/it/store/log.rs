//! The log: what was appended comes back, in order; nothing is changed; a flipped bit is found.

use baton::domain::answer::{Answer, AnswerState, FlowRef, Source, Value};
use baton::domain::event::{Body, Subject};
use baton::domain::hybrid_clock::HybridClock;
use baton::domain::id::{CallId, CallerId, Station};
use baton::store::{Fault, Store};
use proptest::prelude::{any, proptest};

use super::{Place, at, dana, fill};

fn answer(value: Value) -> Body {
    let flow = FlowRef {
        id: "printing".to_owned(),
        version: 7,
        hash: "ab".to_owned(),
    };
    let answer = Answer {
        flow,
        question: "scope".to_owned(),
        ask: "One computer or several?".to_owned(),
        state: AnswerState::Answered,
        source: Source::Caller,
        value: Some(value),
        shown: None,
        remark: None,
        field: None,
    };
    Body::CallerAnswered { answer }
}

fn call() -> Subject {
    Subject::Call(CallId::new(Station::parse("K7").unwrap(), 1))
}

#[test]
fn events_come_back_as_they_were_after_closing() {
    let place = Place::new();
    let mut store = place.open();
    let caller = Subject::Caller(CallerId::stored("K7-caller-1"));
    let happened = vec![
        (
            caller.clone(),
            Body::CallerAdded {
                name: "María \u{202e}Ortiz\u{1b}[31m".to_owned(),
            },
        ),
        (
            call(),
            answer(Value::List(vec!["a".to_owned(), "\0".to_owned()])),
        ),
        (
            caller.clone(),
            Body::CallerPhoneSet {
                phone: "+15550142".to_owned(),
            },
        ),
    ];
    let written = store.append(&dana(), happened, at(0)).unwrap();
    drop(store);
    let of_caller = place.open().events_of(&caller).unwrap();
    assert_eq!(of_caller, [written[0].clone(), written[2].clone()]);
    let keys: Vec<_> = written
        .iter()
        .map(|event| (event.seq, event.clock.tick))
        .collect();
    assert_eq!(keys, [(1, 0), (2, 1), (3, 2)]);
}

#[test]
fn the_clock_never_goes_back_when_the_wall_clock_does() {
    let place = Place::new();
    let mut store = place.open();
    let first = fill(&mut store, 1)[0].clock;
    let happened = vec![(call(), Body::CallParked {})];
    let second = store.append(&dana(), happened, at(-3600)).unwrap()[0].clock;
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
    let mut store = Store::in_memory(Station::parse("K7").unwrap()).unwrap();
    let happened = vec![
        (call(), Body::CallParked {}),
        (call(), answer(Value::Number(f64::NAN))),
    ];
    let error = store.append(&dana(), happened, at(0)).unwrap_err();
    assert_eq!(error.fault, Fault::Unstorable);
    assert_eq!(store.version_vector().unwrap(), []);
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
        "UPDATE event SET body = replace(body, 'closed', 'cut_off') WHERE seq = 3",
        "UPDATE event SET at = '2026-11-22T15:00:00+01:00' WHERE seq = 3",
        "UPDATE event SET actor = 'Tom Beck' WHERE seq = 3",
        "UPDATE event SET subject_id = 'K7-call-2' WHERE seq = 3",
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
        .windows(6)
        .rposition(|window| window == b"closed")
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
    #[test]
    fn any_text_and_number_comes_back(text in any::<String>(), number in proptest::num::f64::NORMAL) {
        let mut store = Store::in_memory(Station::parse("K7").unwrap()).unwrap();
        let happened = vec![(call(), answer(Value::Text(text))), (call(), answer(Value::Number(number)))];
        let written = store.append(&dana(), happened, at(0)).unwrap();
        assert_eq!(store.events_of(&call()).unwrap(), written);
        assert_eq!(store.verify().unwrap(), None);
    }
}
