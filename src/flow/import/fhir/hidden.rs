//! Items that the form hides, and what their answer is all the same: what the form fills in, or works out.
//!
//! Nobody is asked them, so they become retired questions. Conditions go on looking at them: while nobody gave an answer,
//! what the form fills in beforehand counts as one, and what only the form could work out leaves it to the agent.

use serde_json::Value;

use super::compare::holds;
use super::{Reading, element, extension, flag, list, options, words};
use crate::flow::import::form::Loss;
use crate::flow::import::logic::{Logic, Test};

/// Hidden items that hang on hidden items, and so on, at most so deep.
const DEEPEST: usize = 8;

/// Whether an item is hidden from whoever fills the form in.
pub fn is_hidden(item: &Value) -> bool {
    list(item, "extension").iter().any(|extension| {
        let url = words(extension, "url").unwrap_or_default();
        url.ends_with("/questionnaire-hidden") && flag(extension, "valueBoolean")
    })
}

/// What the form fills in beforehand: a type and a value each.
pub fn initial(item: &Value) -> Vec<(&str, &Value)> {
    let listed = list(item, "initial").iter();
    let mut found: Vec<_> = listed.filter_map(|one| element(one, "value")).collect();
    // STU3 has one, and says its type behind the name.
    found.extend(element(item, "initial").filter(|(kind, _)| !kind.is_empty()));
    let chosen = list(item, "answerOption").iter();
    let chosen = chosen.filter(|option| flag(option, "initialSelected"));
    found.extend(chosen.filter_map(|option| element(option, "value")));
    found
}

/// The expression that an answer is worked out by, or filled in with.
fn worked_out(item: &Value) -> Option<String> {
    const BY: &[&str] = &[
        "calculatedExpression",
        "initialExpression",
        "cqf-calculatedValue",
        "cqf-expression",
        "calculated",
    ];
    let extensions = list(item, "extension").iter();
    let mut found = extensions.filter(|extension| {
        let url = words(extension, "url").unwrap_or_default();
        BY.iter().any(|name| url.ends_with(name))
    });
    found.next().map(extension::in_words)
}

impl Reading<'_, '_> {
    /// A condition on a question, where what the form fills in counts as an answer while nobody gave one.
    pub(super) fn unless_filled(
        &self,
        at: usize,
        (operator, kind, value): (&str, &str, &Value),
        test: Logic,
        notes: &mut Vec<Loss>,
    ) -> Logic {
        let is_retired = self
            .form
            .questions
            .get(at)
            .is_some_and(|question| question.retired);
        let chain = self.conditions.get(at).map_or(&[][..], Vec::as_slice);
        let Some(item) = chain.last().filter(|_| is_retired) else {
            return test;
        };
        let values = initial(item);
        let filled = match worked_out(item) {
            Some(words) => {
                let link = words_of_link(item);
                Logic::Unknown(format!(
                    "its condition looks at {link}, which the form works out: {words}"
                ))
            }
            None if values.is_empty() => return test,
            None => match holds(operator, (kind, value), &values) {
                Some(true) => Logic::Always,
                Some(false) => Logic::Never,
                None => Logic::Unknown(format!(
                    "its condition compares {} with {}",
                    words_of_link(item),
                    options::label(kind, value)
                )),
            },
        };
        if self.depth.get() >= DEEPEST {
            return test;
        }
        self.depth.set(self.depth.get() + 1);
        let section = self
            .form
            .questions
            .get(at)
            .and_then(|question| question.section);
        let around = section.and_then(|at| self.of_sections.get(at));
        let around = around.map_or(&[][..], Vec::as_slice);
        let enabled = Logic::all([self.enabled(around, notes), self.enabled(chain, notes)]);
        self.depth.set(self.depth.get() - 1);
        let unanswered = Logic::Test(at, Test::Answered).negated();
        if operator == "!=" || operator == "exists" && *value == Value::Bool(false) {
            // It holds without an answer, so what is filled in has to be taken into account the other way round.
            let but = Logic::all([enabled, unanswered, filled.negated()]);
            return Logic::all([test, but.negated()]);
        }
        Logic::any([test, Logic::all([enabled, unanswered, filled])])
    }
}

fn words_of_link(item: &Value) -> String {
    words(item, "linkId").unwrap_or_default()
}
