//! Drafts: they survive, they never wait, and nobody else's are touched.

use baton::store::{Drafts, Put};

use super::{Place, at};

#[test]
fn a_draft_is_there_for_whoever_opens_the_database_next() {
    let place = Place::new();
    drop(place.open());
    let drafts = Drafts::open(&place.file).unwrap();
    for (key, body) in [
        ("call/K7-call-1/words", "{\"t\":\"lab\"}"),
        ("call/K7-call-2", "2"),
        ("search", "x"),
    ] {
        assert_eq!(drafts.put(key, body, at(0)).unwrap(), Put::Saved);
    }
    drafts
        .put("call/K7-call-1/words", "{\"t\":\"labels\"}", at(1))
        .unwrap();
    drafts.remove("search").unwrap();
    // Not closed: what a process that was killed has written is there all the same.
    std::mem::forget(drafts);
    let again = Drafts::open(&place.file).unwrap();
    let words = again.get("call/K7-call-1/words").unwrap().unwrap();
    assert_eq!(
        (words.body.as_str(), words.at),
        ("{\"t\":\"labels\"}", at(1))
    );
    let keys: Vec<_> = again
        .list("call/")
        .unwrap()
        .into_iter()
        .map(|draft| draft.key)
        .collect();
    assert_eq!(keys, ["call/K7-call-1/words", "call/K7-call-2"]);
    assert_eq!(again.get("search").unwrap(), None);
    assert_eq!(again.list("call/%").unwrap(), []);
}

#[test]
fn a_busy_database_is_said_at_once_and_not_waited_for() {
    let place = Place::new();
    drop(place.open());
    let drafts = Drafts::open(&place.file).unwrap();
    drafts.put("a", "1", at(0)).unwrap();
    let other = place.raw();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    assert_eq!(drafts.put("a", "2", at(0)).unwrap(), Put::Busy);
    assert_eq!(drafts.remove("a").unwrap(), Put::Busy);
    assert_eq!(drafts.get("a").unwrap().unwrap().body, "1");
    other.execute_batch("COMMIT").unwrap();
    assert_eq!(drafts.put("a", "2", at(0)).unwrap(), Put::Saved);
}
