//! Rule 4: an answer has a state and a source; a blank is not an answer. (What settles a question stands in `ids`.)

use baton::domain::answer::{Answer, AnswerState, Field, Source, Value};
use baton::domain::caller::Tier;
use baton::domain::command::{Change, Command};
use baton::domain::event::Body;
use baton::domain::record_of;

use crate::domain::world::{DANA, World, change, said};

#[test]
fn a_blank_is_not_an_answer() {
    let (mut world, call, incident) = World::with_an_incident();
    let with_value = |value: Option<Value>| Answer {
        value,
        ..said("scope", None, "x")
    };
    for blank in [
        None,
        Some(Value::Text(String::new())),
        Some(Value::Text(" \n\t ".to_owned())),
        Some(Value::Text("\u{7}\u{1b}".to_owned())),
        Some(Value::List(vec![])),
        Some(Value::List(vec![" ".to_owned()])),
        Some(Value::List(vec![" ".to_owned(), String::new()])),
    ] {
        world.refused(
            DANA,
            change(incident, Change::Answer(with_value(blank.clone()))),
            "nothing in that answer",
        );
        let answer = Answer {
            field: Some(Field::Caller),
            ..with_value(blank)
        };
        world.refused(
            DANA,
            Command::AnswerAboutCaller {
                call: call.clone(),
                answer,
            },
            "nothing in that answer",
        );
    }
}

/// JSON has no way to write them, so they would not come back from the log.
#[test]
fn what_is_not_a_number_is_not_an_answer() {
    let (mut world, _, incident) = World::with_an_incident();
    for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
        let answer = Answer {
            value: Some(Value::Number(number)),
            ..said("copies", None, "x")
        };
        world.refused(
            DANA,
            change(incident, Change::Answer(answer)),
            "not a number",
        );
    }
}

#[test]
fn not_asked_says_why() {
    let (mut world, _, incident) = World::with_an_incident();
    let skipped = |remark: Option<&str>| {
        let remark = remark.map(str::to_owned);
        let state = AnswerState::NotAsked;
        change(
            incident,
            Change::Answer(Answer {
                state,
                value: None,
                remark,
                ..said("scope", None, "x")
            }),
        )
    };
    world.refused(DANA, skipped(None), "why it was not asked");
    world.refused(DANA, skipped(Some("  ")), "why it was not asked");
    world.must(DANA, skipped(Some("she was in tears")));
}

#[test]
fn the_caller_does_not_know_is_an_answer() {
    let (mut world, _, incident) = World::with_an_incident();
    for state in [
        AnswerState::Unknown,
        AnswerState::Declined,
        AnswerState::NotApplicable,
    ] {
        let answer = Answer {
            state,
            value: None,
            ..said("driver", None, "x")
        };
        world.must(DANA, change(incident, Change::Answer(answer)));
        assert!(
            world
                .incident(incident)
                .recorded("intake", "driver", None)
                .unwrap()
                .answer
                .settles()
        );
    }
}

#[test]
fn a_correction_replaces_the_answer_and_leaves_a_line() {
    let (mut world, _, incident) = World::with_an_incident();
    world.must(
        DANA,
        change(
            incident,
            Change::Answer(said("version", Some(Field::Version), "5.1")),
        ),
    );
    let lines = world.incident(incident).timeline.len();
    world.must(
        DANA,
        change(
            incident,
            Change::Answer(said("version", Some(Field::Version), "5.2")),
        ),
    );
    let after = world.incident(incident);
    assert_eq!(after.answers.len(), 1);
    assert_eq!(after.field(Field::Version).as_deref(), Some("5.2"));
    assert_eq!(after.timeline.len(), lines + 1);
    assert!(after.timeline.last().unwrap().text.ends_with("5.1 → 5.2"));
}

#[test]
fn what_is_hidden_is_kept_and_comes_back() {
    let (mut world, _, incident) = World::with_an_incident();
    world.must(
        DANA,
        change(
            incident,
            Change::Answer(said("version", Some(Field::Version), "5.2")),
        ),
    );
    let answer = said("version", Some(Field::Version), "5.2.1");
    world.must(DANA, change(incident, Change::Answer(answer)));
    let hides = |what| change(incident, Change::Answer(said("hides", None, what)));
    let written = |world: &World| {
        let record = record_of::record(&world.state, world.incident(incident), world.now);
        serde_json::to_string(&record).unwrap().contains("5.2")
    };
    assert!(written(&world));
    world.must(DANA, hides("version"));
    assert_eq!(world.incident(incident).field(Field::Version), None);
    assert!(!written(&world), "neither the answer nor its correction");
    assert_eq!(world.must(DANA, hides("version")).len(), 1, "hidden once");
    world.must(DANA, hides("nothing"));
    assert_eq!(
        world.incident(incident).field(Field::Version).as_deref(),
        Some("5.2.1")
    );
}

/// What was said of a caller goes with its question, whichever answer hides that: one about the caller or the problem.
#[test]
fn what_is_hidden_about_the_caller_stays_out_of_the_record_too() {
    let (mut world, call, incident) = World::with_an_incident();
    let says = |world: &mut World, question: &str, field, value: &str| {
        let (call, answer) = (call.clone(), said(question, field, value));
        let command = match field {
            Some(_) => Command::AnswerAboutCaller { call, answer },
            None => change(incident, Change::Answer(answer)),
        };
        world.must(DANA, command)
    };
    let written = |world: &World| {
        let record = record_of::record(&world.state, world.incident(incident), world.now);
        let answers = record.answers.iter();
        let answers = answers.filter(|answer| answer.question != "hides");
        answers
            .map(|answer| answer.question.clone())
            .collect::<Vec<_>>()
    };
    says(&mut world, "caller", Some(Field::Caller), "Maria Ortiz");
    says(&mut world, "role", Some(Field::CallerRole), "it");
    assert_eq!(written(&world), ["caller", "role"]);
    says(&mut world, "hides", Some(Field::CallerLevel), "plain");
    assert_eq!(written(&world), ["caller", "role"]);
    let hidden = says(&mut world, "hides", None, "role");
    assert!(matches!(
        hidden.as_slice(),
        [Body::Answered { .. }, Body::AnswerHidden { .. }]
    ));
    assert_eq!(written(&world), ["caller"]);
    says(&mut world, "role", Some(Field::CallerRole), "buyer");
    assert_eq!(
        written(&world),
        ["caller"],
        "said again, and hidden all the same"
    );
    says(&mut world, "hides", None, "nothing");
    assert_eq!(written(&world), ["caller", "role"]);
}

#[test]
fn an_answer_goes_to_what_it_is_about() {
    let (mut world, call, incident) = World::with_an_incident();
    let to_call = |answer: Answer| Command::AnswerAboutCaller {
        call: call.clone(),
        answer,
    };
    world.refused(
        DANA,
        to_call(said("version", Some(Field::Version), "5.2")),
        "about the problem",
    );
    world.refused(
        DANA,
        to_call(said("version", None, "5.2")),
        "about the problem",
    );
    let caller = said("caller", Some(Field::Caller), "Maria Ortiz");
    world.refused(
        DANA,
        change(incident, Change::Answer(caller.clone())),
        "about the caller",
    );
    world.must(DANA, to_call(caller));
}

#[test]
fn a_choice_that_does_not_exist_is_refused() {
    let (mut world, call, incident) = World::with_an_incident();
    world.must(
        DANA,
        Command::AnswerAboutCaller {
            call: call.clone(),
            answer: said("caller", Some(Field::Caller), "Maria Ortiz"),
        },
    );
    world.must(
        DANA,
        Command::AnswerAboutCaller {
            call: call.clone(),
            answer: said("customer", Some(Field::Customer), "Acme"),
        },
    );
    for field in [Field::Impact, Field::Urgency] {
        world.refused(
            DANA,
            change(incident, Change::Answer(said("x", Some(field), "galaxy"))),
            "galaxy",
        );
    }
    for field in [Field::CallerRole, Field::CallerLevel, Field::CustomerTier] {
        let answer = said("x", Some(field), "galaxy");
        world.refused(
            DANA,
            Command::AnswerAboutCaller {
                call: call.clone(),
                answer,
            },
            "galaxy",
        );
    }
}

/// In whatever order: what is said of the caller and the company stands with them once they are known.
#[test]
fn what_was_said_before_the_name_belongs_to_the_name() {
    let (mut world, call, incident) = World::with_an_incident();
    for (field, value) in [
        (Field::CallerRole, "end_user"),
        (Field::CustomerTier, "gold"),
        (Field::CallerEmail, "maria@acme.example"),
        (Field::Customer, "Acme"),
        (Field::Caller, "Maria Ortiz"),
    ] {
        let answer = said(field.id(), Some(field), value);
        world.must(
            DANA,
            Command::AnswerAboutCaller {
                call: call.clone(),
                answer,
            },
        );
    }
    let caller = world.state.callers.values().next().unwrap();
    assert_eq!(caller.name, "Maria Ortiz");
    assert_eq!(caller.email.as_deref(), Some("maria@acme.example"));
    assert_eq!(caller.phones, ["+1 555 0142"]);
    assert_eq!(caller.role.unwrap().id(), "end_user");
    let customer = world.state.customers.values().next().unwrap();
    assert_eq!(
        (customer.name.as_str(), customer.tier),
        ("Acme", Some(Tier::Gold))
    );
    assert_eq!(caller.customer.as_ref(), Some(&customer.id));
    assert_eq!(world.incident(incident).caller.as_ref(), Some(&caller.id));
    assert_eq!(
        world.incident(incident).customer.as_ref(),
        Some(&customer.id)
    );
    assert_eq!(
        world.state.calls[&call]
            .answers
            .iter()
            .filter(|recorded| recorded.answer.source == Source::Caller)
            .count(),
        5
    );
}
