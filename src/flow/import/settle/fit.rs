//! Conditions without what their questions cannot be asked about.

use std::collections::HashSet;

use crate::flow::import::form::{Form, Kind, Question};
use crate::flow::import::logic::{Logic, Test};
use crate::flow::import::num::Num;
use crate::flow::question::OTHER;

/// What can be asked about a question: its type, the ids of its options, whether it is never asked, and whether an option
/// counts a number.
pub(super) type Shape = (Kind, HashSet<String>, bool, bool);

pub(super) fn shapes(form: &Form) -> Vec<Shape> {
    let questions = form.questions.iter();
    questions.map(|question| shape(question, false)).collect()
}

pub(super) fn shape(question: &Question, never: bool) -> Shape {
    let mut ids: HashSet<String> = match question.kind {
        Kind::YesNo => ["yes", "no"].map(str::to_owned).into(),
        _ => question
            .options
            .iter()
            .map(|option| option.id.clone())
            .collect(),
    };
    if question.other {
        ids.insert(OTHER.to_owned());
    }
    let counts = question
        .options
        .iter()
        .any(|option| option.number().is_some());
    (question.kind, ids, never, counts)
}

/// Leaves nothing in a condition that its question cannot be asked about: an option that is not there is never chosen,
/// and a note is never answered.
pub(super) fn fit(when: &mut Logic, shapes: &[Shape]) {
    match when {
        Logic::All(parts) | Logic::Any(parts) => {
            for part in parts {
                fit(part, shapes);
            }
        }
        Logic::Not(part) => fit(part, shapes),
        Logic::Test(at, test) => {
            let Some((kind, ids, never, _)) = shapes.get(*at) else {
                *when = Logic::Never;
                return;
            };
            let is_there = match test {
                _ if *kind == Kind::Note || *never => false,
                Test::Is(values) | Test::HasAny(values) if has_options(*kind) => {
                    values.retain(|value| ids.contains(value));
                    !values.is_empty()
                }
                Test::HasAll(values) if has_options(*kind) => {
                    values.iter().all(|value| ids.contains(value))
                }
                _ => true,
            };
            if !is_there {
                *when = Logic::Never;
            }
        }
        Logic::Sum(terms, ..) => {
            let is_there = |at| {
                let shape: Option<&Shape> = shapes.get(at);
                shape.is_some_and(|(kind, _, never, _)| *kind != Kind::Note && !never)
            };
            let mut answers = terms.iter().filter_map(|(term, _)| term.question());
            if !answers.all(is_there) {
                *when = Logic::Never;
            }
        }
        Logic::Reckoned(num, ..) => {
            let mut own = |part| fit_num(part, shapes);
            *num = std::mem::replace(num, Num::Nothing).changed(&mut own);
        }
        Logic::Always | Logic::Never | Logic::Unknown(_) => {}
    }
}

/// What cannot be the number of its question has no value.
fn fit_num(num: Num, shapes: &[Shape]) -> Num {
    let fits = |at: usize, fits: fn(Kind) -> bool| {
        let shape: Option<&Shape> = shapes.get(at);
        shape.is_some_and(|(kind, _, never, _)| !never && fits(*kind))
    };
    let is_number = |at: usize| {
        let shape: Option<&Shape> = shapes.get(at);
        shape.is_some_and(|(kind, _, never, counts)| {
            let is_day = matches!(kind, Kind::Date | Kind::DateTime);
            !never && (kind.is_number() || is_day || (has_options(*kind) && *counts))
        })
    };
    match num {
        Num::If(mut when, then, other) => {
            fit(&mut when, shapes);
            Num::If(when, then, other)
        }
        Num::Answer(at) | Num::Each(_, at) if is_number(at) => num,
        Num::Digits(at) if fits(at, |kind| kind == Kind::Choice) && is_number(at) => num,
        Num::Digits(at) | Num::Length(at)
            if fits(at, |kind| kind.is_words() || kind == Kind::Exact) =>
        {
            num
        }
        Num::Same(one, other)
            if [one, other]
                .iter()
                .all(|at| fits(*at, |kind| kind.is_words() || kind == Kind::Exact)) =>
        {
            num
        }
        Num::Count(at) if fits(at, |kind| kind == Kind::Choices) => num,
        Num::Same(..)
        | Num::Answer(_)
        | Num::Each(..)
        | Num::Digits(_)
        | Num::Length(_)
        | Num::Count(_) => Num::Nothing,
        other => other,
    }
}

fn has_options(kind: Kind) -> bool {
    matches!(kind, Kind::YesNo | Kind::Choice | Kind::Choices)
}
