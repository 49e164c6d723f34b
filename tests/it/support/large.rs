//! A flow that is larger than any that a person tends, for what grows with its size.

use std::fmt::Write;

use baton::domain::answer::{Answer, AnswerState, Source, Value};
use baton::flow::library::{File, Layer};
use baton::flow::{Flow, Library};

/// The shipped flows and one called `large`, with so many questions; so many of them hang on an earlier one.
pub fn library(questions: usize, conditions: usize) -> Library {
    let mut text =
        "schema = 1\nid = \"large\"\ntitle = \"Large\"\nversion = 1\nkeywords = [\"large\"]\n"
            .to_owned();
    let every = questions / conditions.max(1);
    for number in 0..questions {
        let when = if number > 0 && number % every == 0 {
            let before = number - 1;
            format!(
                "when = {{ any = [ {{ q{before} = \"yes\" }}, {{ q{before} = {{ state = \"unknown\" }} }} ] }}\n"
            )
        } else {
            String::new()
        };
        write!(
            text,
            "[[question]]\nid = \"q{number}\"\ntype = \"yes_no\"\nask = \"What about {number}?\"\nwhy = \"It tells case {number} from the others.\"\n{when}"
        )
        .unwrap();
    }
    let file = File {
        path: "large.toml".to_owned(),
        layer: Layer::Own,
        content: Ok(text.into_bytes()),
    };
    Library::load(vec![file])
}

/// Answers to so many of its first questions.
pub fn answers(flow: &Flow, count: usize) -> Vec<Answer> {
    let questions = flow.questions.iter().take(count).enumerate();
    questions
        .map(|(number, question)| Answer {
            flow: flow.reference.clone(),
            question: question.id.clone(),
            item: None,
            ask: question.ask.to_string(),
            state: AnswerState::Answered,
            source: Source::Caller,
            value: Some(Value::Text(
                if number % 3 == 0 { "no" } else { "yes" }.to_owned(),
            )),
            shown: None,
            remark: None,
            field: None,
            sensitive: false,
        })
        .collect()
}
