//! What is reckoned with one answer of a question that is asked about several items: from outside of its section there is
//! no item at hand, so it never has a value.

use super::Marks;
use crate::flow::Flow;
use crate::flow::condition::{Condition, Formula, Source, Subject};
use crate::flow::schema::Owner;

pub(super) fn report(flow: &Flow, marks: &Marks<'_, '_>) {
    for pending in marks.conditions {
        let question = |at: usize| flow.questions.get(at);
        let (when, section) = match pending.owner {
            Owner::Section(at) => (flow.sections.get(at).and_then(|it| it.when.as_ref()), None),
            Owner::Question(at) => (
                question(at).and_then(|it| it.when.as_ref()),
                question(at).map(|it| it.section),
            ),
            Owner::Option(at, option) => (
                question(at).and_then(|it| it.kind.options()?.items.get(option)?.when.as_ref()),
                question(at).map(|it| it.section),
            ),
            Owner::Rule(at) => (
                flow.rules
                    .get(at)
                    .map(|it| &it.when)
                    .and_then(Option::as_ref),
                None,
            ),
        };
        let repeats = |at: usize| flow.sections.get(at).is_some_and(|it| it.repeat.is_some());
        let here = section.filter(|at| repeats(*at));
        let mut said = Vec::new();
        let mut look = |part: &Formula| {
            let message = match part {
                Formula::Item if here.is_none() => {
                    "there is no `item` at hand outside of a repeated section".to_owned()
                }
                Formula::Answer(Source::Own(at), _) => match question(*at) {
                    Some(asked) if repeats(asked.section) && here != Some(asked.section) => {
                        let id = &asked.id;
                        format!(
                            "`{id}` is asked about every item, so it is no one number here; sum({id}), min({id}) and max({id}) are"
                        )
                    }
                    _ => return,
                },
                _ => return,
            };
            if !said.contains(&message) {
                said.push(message);
            }
        };
        if let Some(when) = when {
            formulas(when, &mut look);
        }
        for message in said {
            pending.place.lint(message);
        }
    }
}

/// Every part of what a condition reckons.
fn formulas(condition: &Condition, look: &mut dyn FnMut(&Formula)) {
    match condition {
        Condition::All(parts) | Condition::Any(parts) => {
            for part in parts {
                formulas(part, look);
            }
        }
        Condition::Not(part) => formulas(part, look),
        Condition::Test(Subject::Reckoned(formula), _) => formula.visit(&mut |part| {
            look(part);
            if let Formula::Holds(condition) = part {
                formulas(condition, look);
            }
        }),
        Condition::Test(..) => {}
    }
}
