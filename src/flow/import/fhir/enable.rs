//! `enableWhen`: when an item is asked.

use serde_json::Value;

use super::compare::Asked;
use super::path::mean::Meaning;
use super::{Reading, element, item, list, words};
use crate::flow::import::form::{Loss, Question};
use crate::flow::import::logic::{Logic, Test};

/// What is wrong with an item that no answer opens.
const SHUT: &str = "its `enableWhen` is an empty list, which no answer can meet";

/// What to do about it.
const OPEN_IT: &str = "to have it asked, take the list out of the form and import it again";

/// Whether an item has a list of conditions with nothing in it, of which one would have to hold. Of an empty list all hold;
/// and beside an expression, which decides alone, the list says nothing.
pub fn is_shut(item: &Value) -> bool {
    let conditions = item.get("enableWhen").and_then(Value::as_array);
    conditions.is_some_and(Vec::is_empty)
        && words(item, "enableBehavior").as_deref() != Some("all")
        && item::expression(item).is_none()
}

/// Says of a question that no answer opens it, and what to do about it.
pub fn shut(question: &mut Question) {
    question.retired = true;
    question.lose(format!("{SHUT}, so it is not asked; {OPEN_IT}"));
}

/// When an item is enabled by its own conditions.
pub fn when(item: &Value, reading: &Reading<'_, '_>, notes: &mut Vec<Loss>) -> Logic {
    let place = format!("linkId {}", words(item, "linkId").unwrap_or_default());
    let conditions = list(item, "enableWhen");
    let mut parts: Vec<Logic> = Vec::new();
    for condition in conditions {
        parts.push(one(condition, reading, &place, notes));
    }
    let behaviour = words(item, "enableBehavior");
    if conditions.len() > 1 && !matches!(behaviour.as_deref(), Some("all" | "any")) {
        let what = match &behaviour {
            None => {
                "it has several conditions and no enableBehavior; any of them is taken to be enough"
                    .to_owned()
            }
            Some(other) => format!(
                "there is no enableBehavior {other}; any of its conditions is taken to be enough"
            ),
        };
        notes.push(Loss::new(&place, what));
    }
    if is_shut(item) {
        if words(item, "type").as_deref() == Some("group") {
            let what = format!("{SHUT}, so none of its questions is asked; {OPEN_IT}");
            notes.push(Loss::new(&place, what));
        }
        return Logic::Never;
    }
    let own = match behaviour.as_deref() {
        _ if parts.is_empty() => Logic::Always,
        Some("all") => Logic::All(parts),
        _ => Logic::Any(parts),
    };
    match item::expression(item) {
        Some(expression) => {
            let reason = format!("its condition is an expression: {expression}");
            Logic::all([own, Meaning::new(reading, item, &reason).of(&expression)])
        }
        None => own,
    }
}

fn one(condition: &Value, reading: &Reading<'_, '_>, place: &str, notes: &mut Vec<Loss>) -> Logic {
    let link = words(condition, "question").unwrap_or_default();
    // STU3 has `hasAnswer`, and no operator: equality.
    let has_answer = condition.get("hasAnswer").and_then(Value::as_bool);
    let operator = words(condition, "operator");
    let operator = match (&operator, has_answer) {
        (Some(operator), _) => operator.as_str(),
        (None, Some(_)) => "exists",
        (None, None) => "=",
    };
    let answer = element(condition, "answer");
    let found = reading.by_link.get(link.as_str()).copied();
    let found = found.and_then(|at| Some((at, reading.form.questions.get(at)?)));
    if operator == "exists" {
        let expected = has_answer.unwrap_or_else(|| expects(answer));
        let answered = match found {
            Some((at, _)) => Logic::Test(at, Test::Answered),
            None => nowhere(&link, place, notes),
        };
        let test = if expected {
            answered
        } else {
            answered.negated()
        };
        let asked = (operator, "Boolean", &Value::Bool(expected));
        return match found {
            Some((at, _)) => reading.unless_filled(at, asked, test, notes),
            None => test,
        };
    }
    let Some((kind, value)) = answer else {
        return Logic::Unknown(format!("its condition on {link} names no answer"));
    };
    let Some((at, question)) = found else {
        let never = nowhere(&link, place, notes);
        return if operator == "!=" {
            never.negated()
        } else {
            never
        };
    };
    let asked = Asked {
        at,
        question,
        options: reading.options.get(at).map_or(&[], Vec::as_slice),
        kind,
        value,
    };
    let test = match operator {
        "=" => asked.equals(),
        "!=" => asked.equals().negated(),
        "<" | "<=" | ">" | ">=" => asked.stands(operator),
        other => Logic::Unknown(format!(
            "its condition on {link} has an unknown operator {other}"
        )),
    };
    reading.unless_filled(at, (operator, kind, value), test, notes)
}

/// Whether `exists` asks for an answer, or for there being none.
fn expects(answer: Option<(&str, &Value)>) -> bool {
    match answer {
        Some((_, Value::Bool(expected))) => *expected,
        Some((_, Value::String(words))) => words.trim() != "false",
        _ => true,
    }
}

/// What is asked about an item that is not there, or is a group, counts as unanswered.
fn nowhere(link: &str, place: &str, notes: &mut Vec<Loss>) -> Logic {
    let what = format!(
        "its condition asks for {link}, which is no question of the form, and so has no answer"
    );
    notes.push(Loss::new(place, what));
    Logic::Never
}
