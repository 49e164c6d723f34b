//! What is asked of all items of a repeated section at once.

use super::form::{Form, Loss};
use super::logic::{Logic, Test};

/// Tells where a condition wants that none of several answers is so. In the other formats an item without an answer is
/// none that is so; in a flow nobody knows yet, and the condition waits.
pub fn tell(form: &mut Form) {
    let repeats = |section: Option<usize>| {
        let section = section.and_then(|at| form.sections.get(at));
        section.is_some_and(|section| section.repeat.is_some())
    };
    let sections: Vec<Option<usize>> = form.questions.iter().map(|one| one.section).collect();
    let waits = |when: &Logic, own: Option<usize>| {
        let mut found = Vec::new();
        contraries(when, &mut found);
        found.retain(|&at| {
            let section = sections.get(at).copied().flatten();
            section != own && repeats(section)
        });
        found.first().and_then(|&at| {
            let question = form.questions.get(at)?;
            let name = question.source.as_ref().unwrap_or(&question.id);
            Some(format!(
                "its condition wants that no answer to {name} is so; it waits until each item has one"
            ))
        })
    };
    let questions = form.questions.iter();
    let of_questions: Vec<_> = questions
        .map(|question| waits(&question.when, question.section))
        .collect();
    let with_place = form.sections.iter().zip(0..);
    let of_sections: Vec<_> = with_place
        .map(|(section, at)| waits(&section.when, Some(at)))
        .collect();
    for (question, what) in form.questions.iter_mut().zip(of_questions) {
        question
            .losses
            .extend(what.map(|what| Loss::new(&question.place, what)));
    }
    for (section, what) in form.sections.iter_mut().zip(of_sections) {
        let place = section.source.clone().unwrap_or_else(|| section.id.clone());
        section
            .losses
            .extend(what.map(|what| Loss::new(place, what)));
    }
}

/// The questions whose answers must not be so.
fn contraries(when: &Logic, found: &mut Vec<usize>) {
    match when {
        Logic::All(parts) | Logic::Any(parts) => {
            for part in parts {
                contraries(part, found);
            }
        }
        Logic::Not(part) if !matches!(**part, Logic::Test(_, Test::Answered)) => {
            part.questions(found);
        }
        _ => {}
    }
}
