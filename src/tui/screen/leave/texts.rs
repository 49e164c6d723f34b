//! The texts that were typed and are not recorded: which they are, and how to go on with one.

use serde_json::Value;

use super::{ABOUT, Leave};
use crate::domain::id::CallId;
use crate::domain::reference::Reference;
use crate::tui::env::Env;
use crate::tui::keymap::{Action, TABLE};
use crate::tui::outbox::{Form, Outbox};
use crate::tui::route::{CallFor, Route};
use crate::tui::words;

/// The option that goes on without them.
const LATER: &str = "later";

/// So many letters of a text are shown.
const SHOWN: usize = 40;

impl Leave {
    pub(super) fn show_texts(&mut self, env: &Env, out: &mut Outbox) {
        self.saw_texts = true;
        let texts = env.unrecorded();
        let options = texts.map(|(key, body)| (key.to_owned(), label(key, body)));
        let later = (LATER.to_owned(), "Later: they wait for you".to_owned());
        let form = Form::new(Action::TakeUp, "Typed and not recorded");
        out.form(form.choice("Go on with", options.chain([later])));
    }

    pub(super) fn take_up_text(env: &Env, values: &[String], out: &mut Outbox) {
        let key = values.first().map(String::as_str).unwrap_or_default();
        if let Some(call) = call_of(key) {
            return out.go(Route::Call(call));
        }
        let Some((action, subject)) = form_of(key) else {
            return;
        };
        match reference_of(subject) {
            Some(reference) => {
                out.go(Route::Incident(reference));
                out.press(action);
            }
            None if subject == ABOUT => out.press(action),
            None => {
                let flow = env.flows.get(subject).map_or(subject, |flow| &flow.title);
                out.toast(format!(
                    "It waits in the next call, at the questions of {flow}."
                ));
            }
        }
    }
}

/// The call in which a text was typed, if it was in one: at a place of it, or in a form over it.
fn call_of(key: &str) -> Option<CallFor> {
    let subject = form_of(key).map_or(key, |(_, subject)| subject);
    let key = subject.split(' ').next()?;
    let call = key.strip_prefix("call:")?;
    Some(if call.starts_with("new") {
        CallFor::Leftover(key.to_owned())
    } else {
        CallFor::TakeUp(CallId::stored(call))
    })
}

/// The action and the subject of a form’s text.
fn form_of(key: &str) -> Option<(Action, &str)> {
    let (action, subject) = key.strip_prefix("form:")?.split_once(':')?;
    let row = TABLE.iter().find(|row| row.action.id() == action)?;
    Some((row.action, subject))
}

fn reference_of(subject: &str) -> Option<Reference> {
    Reference::parse(subject.split(' ').next()?).ok()
}

/// What it belongs to, and how it begins.
fn label(key: &str, body: &str) -> String {
    let begins = words::fit(&first_text(body), SHOWN);
    match form_of(key) {
        Some((action, subject)) => {
            let word = TABLE.iter().find(|row| row.action == action);
            let word = word.map_or("", |row| row.word);
            let about = reference_of(subject).map_or_else(String::new, |of| format!(" {of}"));
            format!("{word}{about}: {begins}")
        }
        None => format!("call: {begins}"),
    }
}

/// The first text that is not empty, on one line.
fn first_text(body: &str) -> String {
    let body: Value = serde_json::from_str(body).unwrap_or_default();
    let texts: Vec<&Value> = match (&body, body.get("texts").and_then(Value::as_object)) {
        (Value::Array(values), _) => values.iter().collect(),
        (_, Some(texts)) => texts.values().collect(),
        _ => vec![],
    };
    let mut texts = texts.into_iter().filter_map(Value::as_str);
    let text = texts.find(|text| !text.trim().is_empty()).unwrap_or("…");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
