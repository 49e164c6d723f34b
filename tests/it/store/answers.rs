//! What became of the questions of a flow, counted over the log.

use baton::domain::answer::{Answer, AnswerState, FlowRef, Source, Value};
use baton::domain::command::{Change, Command, Known, Required, Standing, Until};
use baton::domain::reference::Reference;
use baton::store::QuestionUse;
use expect_test::expect;

use super::hotline::Hotline;

fn said(flow: &str, question: &str, what: &str) -> Answer {
    let state = AnswerState::from_id(what).unwrap_or(AnswerState::Answered);
    let answered = state == AnswerState::Answered;
    Answer {
        flow: FlowRef {
            id: flow.to_owned(),
            version: 1,
            hash: String::new(),
        },
        question: question.to_owned(),
        item: None,
        ask: format!("What about {question}?"),
        state,
        source: Source::Caller,
        value: answered.then(|| Value::Text(what.to_owned())),
        shown: None,
        remark: (state == AnswerState::NotAsked).then(|| "no time".to_owned()),
        field: None,
        sensitive: false,
    }
}

/// Flows in which other answers hide a question.
struct Hides;

impl Required for Hides {
    fn missing(&self, _: Known<'_>, _: Until) -> Vec<String> {
        vec![]
    }

    fn standing(&self, _: Known<'_>) -> Vec<Standing> {
        vec![Standing {
            flow: "printing".to_owned(),
            question: "hidden".to_owned(),
            item: None,
            hidden: true,
        }]
    }
}

/// An incident of a category.
fn incident(hotline: &mut Hotline, flow: &str) -> Reference {
    let reference = hotline.call("Maria", "Acme", "555 0142", "Labels", 60);
    let flow = said(flow, "", "x").flow;
    hotline.change(reference, Change::ChooseFlow(flow));
    reference
}

fn told(hotline: &Hotline, flow: &str, everywhere: bool) -> String {
    let found = hotline
        .store
        .view(hotline.now)
        .flow_use(flow, everywhere)
        .unwrap();
    let line = |one: &QuestionUse| {
        format!(
            "{}: asked {}, answered {}, unknown {}, declined {}, skipped {:?}, seconds {:?} of {}, came back {}\n",
            one.question,
            one.asked(),
            one.answered,
            one.unknown,
            one.declined,
            one.skipped,
            one.seconds,
            one.timed,
            one.came_back
        )
    };
    let lines: String = found.questions.iter().map(line).collect();
    format!("{} looked at\n{lines}", found.incidents)
}

#[test]
fn every_question_is_counted_once_in_each_incident() {
    let mut hotline = Hotline::new();
    let first = incident(&mut hotline, "printing");
    let second = incident(&mut hotline, "printing");
    let other = incident(&mut hotline, "login");
    for (reference, question, what) in [
        (first, "scope", "one"),
        (first, "scope", "all"),
        (first, "driver", "unknown"),
        (second, "scope", "declined"),
        (second, "driver", "not_asked"),
        (other, "scope", "one"),
    ] {
        let flow = if reference == other {
            "login"
        } else {
            "printing"
        };
        hotline.change(reference, Change::Answer(said(flow, question, what)));
    }
    // Two at once: how long the second took, nobody knows.
    let both = [("hidden", "x"), ("once", "x")].map(|(question, what)| {
        Command::Incident(second, Change::Answer(said("printing", question, what)))
    });
    hotline.now += chrono::TimeDelta::minutes(1);
    hotline
        .store
        .execute(&hotline.agent, &both, hotline.now, &Hides)
        .unwrap();
    // After it has gone to the next level somebody asks again.
    let escalate = Change::Escalate {
        to: "level 2".to_owned(),
        why: "we cannot solve it".to_owned(),
    };
    hotline.change(first, escalate);
    hotline.change(first, Change::Answer(said("printing", "driver", "5.2.1")));
    expect![[r#"
        2 looked at
        driver: asked 2, answered 1, unknown 0, declined 0, skipped [("no time", 1)], seconds Some(60) of 2, came back 1
        once: asked 1, answered 1, unknown 0, declined 0, skipped [], seconds None of 0, came back 0
        scope: asked 2, answered 1, unknown 0, declined 1, skipped [], seconds None of 0, came back 0
    "#]].assert_eq(&told(&hotline, "printing", false));
    expect![[r#"
        1 looked at
        scope: asked 1, answered 1, unknown 0, declined 0, skipped [], seconds Some(540) of 1, came back 0
    "#]].assert_eq(&told(&hotline, "login", false));
    assert_eq!(told(&hotline, "nothing", false), "0 looked at\n");
}

#[test]
fn what_is_asked_about_the_caller_is_counted_over_the_calls() {
    let mut hotline = Hotline::new();
    incident(&mut hotline, "printing");
    incident(&mut hotline, "login");
    expect![[r#"
        4 looked at
        caller: asked 2, answered 2, unknown 0, declined 0, skipped [], seconds Some(60) of 2, came back 0
        customer: asked 2, answered 2, unknown 0, declined 0, skipped [], seconds Some(60) of 2, came back 0
        summary: asked 2, answered 2, unknown 0, declined 0, skipped [], seconds Some(60) of 2, came back 0
    "#]].assert_eq(&told(&hotline, "intake", true));
}
