//! Names of things: base 32, stations, agents, numbered ids, priorities, and what settles an answer.

use baton::domain::answer::{Answer, AnswerState, FlowRef, Source, Value};
use baton::domain::event::Subject;
use baton::domain::id::{
    AgentId, CallId, CallerId, CustomerId, Station, base32_letter, base32_value, fold,
};
use baton::domain::priority::{Impact, Priority, Urgency};
use baton::domain::reference::Reference;

#[test]
fn every_letter_of_base_32_is_read_back_in_either_case() {
    for value in 0..32 {
        let letter = base32_letter(value);
        assert_eq!(base32_value(letter), Some(value));
        assert_eq!(base32_value(letter.to_ascii_lowercase()), Some(value));
    }
    for (typed, meant) in [
        ('O', '0'),
        ('o', '0'),
        ('I', '1'),
        ('i', '1'),
        ('L', '1'),
        ('l', '1'),
    ] {
        assert_eq!(base32_value(typed), base32_value(meant), "{typed}");
    }
    for character in ['U', 'u', '-', ' ', 'ß', 'é', '٣', '\0', '０'] {
        assert_eq!(base32_value(character), None, "{character:?}");
    }
}

#[test]
fn a_station_is_a_letter_and_a_letter_or_digit() {
    for (typed, read) in [
        ("K7", Some("K7")),
        ("k7", Some("K7")),
        (" K7 ", Some("K7")),
        ("KO", Some("K0")),
        ("Kl", Some("K1")),
        ("7K", None),
        ("O7", None),
        ("I7", None),
        ("K", None),
        ("K77", None),
        ("KU", None),
        ("", None),
        ("K-", None),
        ("K\u{202e}", None),
    ] {
        assert_eq!(
            Station::parse(typed).map(|s| s.to_string()).as_deref(),
            read,
            "{typed:?}"
        );
    }
}

#[test]
fn every_random_number_makes_a_station_that_reads_back_and_all_of_them_occur() {
    let mut seen = std::collections::BTreeSet::new();
    for random in 0..=u16::MAX {
        let station = Station::from_random(random);
        assert_eq!(
            Station::parse(&station.to_string()),
            Some(station),
            "{random}"
        );
        seen.insert(station);
    }
    assert_eq!(seen.len(), 22 * 32);
}

#[test]
fn a_name_typed_another_way_is_the_same_agent() {
    let dana = AgentId::of("Dana Reyes");
    assert_eq!(dana.as_str(), "Dana Reyes");
    for typed in [
        "dana reyes",
        " DANA  REYES ",
        "Dana\tReyes",
        "dana\u{7}reyes",
    ] {
        assert!(AgentId::of(typed).is(&dana), "{typed:?}");
    }
    assert!(!AgentId::of("Dana Reyez").is(&dana));
    assert_eq!(fold(" Ärzte\u{a0}& Co "), "ärzte & co");
}

#[test]
fn numbered_ids_know_their_station_and_number() {
    let (here, there) = (station("K7"), station("M2"));
    let call = CallId::new(here, 42);
    assert_eq!(call.as_str(), "K7-call-42");
    assert_eq!(call.number_at(here), Some(42));
    assert_eq!(call.number_at(there), None);
    assert_eq!(CallId::stored("K7-call-x").number_at(here), None);
    assert_eq!(CallerId::new(here, 1).as_str(), "K7-caller-1");
    assert_eq!(CustomerId::new(here, 1).as_str(), "K7-customer-1");
}

#[test]
fn every_subject_is_read_back_as_it_was_stored() {
    let here = station("K7");
    for subject in [
        Subject::Agent(AgentId::of("Dana Reyes")),
        Subject::Agent(AgentId::of("Anne-Marie O’Neill")),
        Subject::Agent(AgentId::of("李 小龙")),
        Subject::Customer(CustomerId::new(here, 3)),
        Subject::Caller(CallerId::new(here, 4)),
        Subject::Call(CallId::new(here, 5)),
        Subject::Incident(Reference::new(here, 1042).unwrap()),
    ] {
        let (kind, id) = subject.stored();
        assert_eq!(Subject::from_stored(kind, &id), Some(subject));
    }
    assert_eq!(Subject::from_stored("incident", "nonsense"), None);
    assert_eq!(Subject::from_stored("starship", "K7-call-5"), None);
}

#[test]
fn priority_is_the_matrix_of_impact_and_urgency() {
    use Priority::{P1, P2, P3, P4};
    let matrix = [
        (Impact::Organisation, [P1, P2, P3]),
        (Impact::Several, [P2, P3, P4]),
        (Impact::One, [P3, P4, P4]),
    ];
    for (impact, row) in matrix {
        for (&urgency, priority) in Urgency::ALL.iter().zip(row) {
            assert_eq!(
                Priority::of(Some(impact), Some(urgency)),
                priority,
                "{impact:?} {urgency:?}"
            );
        }
        assert_eq!(Priority::of(Some(impact), None), P3);
    }
    for &urgency in Urgency::ALL {
        assert_eq!(Priority::of(None, Some(urgency)), P3);
    }
    assert_eq!(Priority::of(None, None), P3);
}

#[test]
fn named_values_are_read_back_by_their_names() {
    for &impact in Impact::ALL {
        assert_eq!(Impact::from_id(impact.id()), Some(impact));
        assert_eq!(serde_json::to_value(impact).unwrap(), impact.id());
    }
    for &state in AnswerState::ALL {
        assert_eq!(AnswerState::from_id(state.id()), Some(state));
        assert_eq!(serde_json::to_value(state).unwrap(), state.id());
    }
    for &source in Source::ALL {
        assert_eq!(Source::from_id(source.id()), Some(source));
        assert_eq!(serde_json::to_value(source).unwrap(), source.id());
    }
    assert_eq!(Impact::from_id("galaxy"), None);
}

/// Rule 4: an answer has a state and a source, and what is assumed counts as missing.
#[test]
fn what_is_assumed_or_was_not_asked_counts_as_missing() {
    for &state in AnswerState::ALL {
        for &source in Source::ALL {
            for value in [None, Some(Value::Text("5.2".to_owned()))] {
                let has_value = value.is_some();
                let settles = match state {
                    AnswerState::Answered => has_value && source != Source::Assumed,
                    AnswerState::NotAsked => false,
                    AnswerState::Unknown | AnswerState::Declined | AnswerState::NotApplicable => {
                        true
                    }
                };
                assert_eq!(
                    answer(state, source, value).settles(),
                    settles,
                    "{state:?} {source:?}, with a value: {has_value}"
                );
            }
        }
    }
}

#[test]
fn an_answer_reads_as_words() {
    let mut version = answer(
        AnswerState::Answered,
        Source::Caller,
        Some(Value::Text("one".to_owned())),
    );
    assert_eq!(version.words(), "one");
    version.shown = Some("One computer".to_owned());
    assert_eq!(version.words(), "One computer");
    version.remark = Some("typed against the pattern".to_owned());
    assert_eq!(version.words(), "One computer");

    let mut skipped = answer(AnswerState::NotAsked, Source::Agent, None);
    assert_eq!(skipped.words(), "not asked");
    skipped.remark = Some("the caller was in a hurry".to_owned());
    assert_eq!(skipped.words(), "not asked: the caller was in a hurry");
    assert_eq!(
        answer(AnswerState::Unknown, Source::Caller, None).words(),
        "caller does not know"
    );
}

fn answer(state: AnswerState, source: Source, value: Option<Value>) -> Answer {
    Answer {
        flow: FlowRef {
            id: "printing".to_owned(),
            version: 1,
            hash: String::new(),
        },
        question: "scope".to_owned(),
        ask: "Does it happen on one computer or on several?".to_owned(),
        state,
        source,
        value,
        shown: None,
        remark: None,
        field: None,
        item: None,
        sensitive: false,
    }
}

fn station(code: &str) -> Station {
    Station::parse(code).unwrap()
}
