//! Small flows to test with, and answers written short.

use std::sync::Arc;

use baton::domain::answer::{Answer, AnswerState, FlowRef, Source, Value};
use baton::flow::library::{File, Layer};
use baton::flow::{Facts, Flow, Library, Run};

pub const INTAKE: &str = include_str!("../fixtures/flows/intake.toml");
pub const LABELS: &str = include_str!("../fixtures/flows/labels.toml");

pub fn file(layer: Layer, path: &str, text: impl AsRef<[u8]>) -> File {
    File {
        path: path.to_owned(),
        layer,
        content: Ok(text.as_ref().to_vec()),
    }
}

/// The intake and these categories.
pub fn library(categories: &[(&str, &str)]) -> Library {
    let intake = file(Layer::Shipped, "intake.toml", INTAKE);
    let categories = categories
        .iter()
        .map(|(path, text)| file(Layer::Shipped, path, text));
    Library::of(std::iter::once(intake).chain(categories).collect())
}

/// The intake and the labels flow, without a fault.
pub fn labels() -> (Arc<Flow>, Arc<Flow>) {
    let library = library(&[("labels.toml", LABELS)]);
    assert!(library.faults().is_empty(), "{:#?}", library.faults());
    (
        Arc::clone(library.intake()),
        Arc::clone(library.get("labels").unwrap()),
    )
}

/// An answer written as `scope=all`, `parts=wifi+lan`, `copies=#12`, `message?unknown`; a question of the intake stands
/// as `intake/version=5.2`, one about the second item as `model@2=zebra`.
pub fn answer(flow: &str, short: &str) -> Answer {
    let (flow, short) = short
        .split_once('/')
        .filter(|(flow, _)| *flow == "intake")
        .unwrap_or((flow, short));
    let at = short.find(['=', '?']).unwrap();
    let (question, rest) = short.split_at(at);
    let (mark, rest) = rest.split_at(1);
    let (question, item) = match question.split_once('@') {
        Some((question, item)) => (question, Some(item.parse().unwrap())),
        None => (question, None),
    };
    let value = match rest.strip_prefix('#') {
        Some(number) => Value::Number(number.parse().unwrap()),
        None if rest.contains('+') && !rest.contains(':') => Value::List(
            rest.split('+')
                .filter(|item| !item.is_empty())
                .map(str::to_owned)
                .collect(),
        ),
        None => Value::Text(rest.to_owned()),
    };
    Answer {
        flow: FlowRef {
            id: flow.to_owned(),
            version: 1,
            hash: String::new(),
        },
        question: question.to_owned(),
        ask: String::new(),
        state: if mark == "=" {
            AnswerState::Answered
        } else {
            AnswerState::from_id(rest).unwrap()
        },
        source: Source::Caller,
        value: (mark == "=").then_some(value),
        shown: None,
        remark: None,
        field: None,
        item,
        sensitive: false,
    }
}

/// The answers of a line such as `scope=all copies=#12`.
pub fn answers(flow: &str, line: &str) -> Vec<Answer> {
    line.split_whitespace()
        .map(|short| answer(flow, short))
        .collect()
}

/// The ids of what is asked, in order; `✓` behind what is answered, `!` behind what is needed before escalating.
pub fn asked(run: &Run<'_>) -> String {
    let steps = run.steps().iter().map(|step| {
        let mark = if step.answer.is_some() { "✓" } else { "" };
        let needed = run
            .missing(baton::domain::command::Until::Escalate)
            .iter()
            .any(|other| std::ptr::eq(*other, step));
        let item = step
            .item
            .map_or_else(String::new, |item| format!("@{item}"));
        format!(
            "{}{item}{mark}{}",
            step.question.id,
            if needed { "!" } else { "" }
        )
    });
    steps.collect::<Vec<_>>().join(" ")
}

/// Facts of a caller at a gold customer.
pub fn gold() -> Facts {
    Facts {
        tier: Some(baton::domain::caller::Tier::Gold),
        ..Facts::default()
    }
}
