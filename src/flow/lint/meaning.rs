//! Ids that changed their meaning: against the flow that this one takes the place of, whose answers are in the database.

use super::{Marks, Place};
use crate::flow::{Flow, Question};

/// Once the version has risen, a change is meant.
pub(super) fn report(flow: &Flow, below: &Flow, file: &str, marks: &Marks<'_, '_>) {
    if flow.reference.version > below.reference.version {
        return;
    }
    let version = below.reference.version;
    for (at, question) in flow.questions.iter().enumerate() {
        let Some((key, change)) = below
            .question(&question.id)
            .and_then(|before| change(before, question))
        else {
            continue;
        };
        let message = format!(
            "{change} in {file}, version {version}; raise the version, or give what is new an id of its own"
        );
        if let Some(place) = marks.question(at, question, key) {
            Place::lint(&place, message);
        }
    }
}

/// The key that changed, and what it was.
pub(in crate::flow) fn change(
    before: &Question,
    after: &Question,
) -> Option<(&'static str, String)> {
    if before.kind.id() != after.kind.id() {
        return Some(("type", format!("it was of type {}", before.kind.id())));
    }
    let (old, new) = (before.kind.options()?, after.kind.options()?);
    let (old, new) = (old.ids(), new.ids());
    let lacking = |these: &[&str], those: &[&str]| {
        let only = these.iter().filter(|id| !those.contains(id));
        only.map(|id| format!("`{id}`"))
            .collect::<Vec<_>>()
            .join(", ")
    };
    let (gone, come) = (lacking(&old, &new), lacking(&new, &old));
    match (gone.as_str(), come.as_str()) {
        ("", "") => None,
        ("", come) => Some(("options", format!("there was no {come}"))),
        (gone, "") => Some(("options", format!("there was {gone}, which can be retired"))),
        (gone, come) => Some(("options", format!("there was {gone} and no {come}"))),
    }
}
