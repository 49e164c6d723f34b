//! The same words twice: what a caller was asked is not asked again, and two options are told apart by their labels.

use std::collections::HashMap;

use super::{Marks, Place};
use crate::domain::id::fold;
use crate::flow::Flow;
use crate::flow::template::Text;

pub(super) fn report(flow: &Flow, intake: Option<&Flow>, marks: &Marks<'_, '_>) {
    let plain = |text: &Text| {
        let text = fold(text);
        text.trim_end_matches(['.', '!', '?', ':']).to_owned()
    };
    let mut asked: HashMap<String, (&str, &str)> = HashMap::new();
    for question in intake.into_iter().flat_map(|intake| &intake.questions) {
        if question.is_asked() && !question.retired {
            asked.insert(plain(&question.ask), (&question.id, " of the intake"));
        }
    }
    for (at, question) in flow.questions.iter().enumerate() {
        let lint = |key: &str, message: String| {
            if let Some(place) = marks.question(at, question, key) {
                Place::lint(&place, message);
            }
        };
        if question.is_asked() && !question.retired {
            // The same words under two conditions are one question asked in two places: `when` with `any` says it once.
            if let Some((id, of)) = asked.get(plain(&question.ask).as_str()) {
                let message = format!("the question `{id}`{of} asks the same words; ask them once");
                lint("ask", message);
            } else {
                asked.insert(plain(&question.ask), (&question.id, ""));
            }
        }
        let mut labels: HashMap<String, &str> = HashMap::new();
        let options = question.kind.options().into_iter();
        for option in options.flat_map(|options| &options.items) {
            // Only one of two options that are never offered together is seen.
            if option.retired || option.when.is_some() {
                continue;
            }
            if let Some(other) = labels.insert(fold(&option.label), &option.id) {
                let id = &option.id;
                let message = format!(
                    "the options `{other}` and `{id}` have the same label; nobody can tell them apart"
                );
                lint("options", message);
            }
        }
    }
}
