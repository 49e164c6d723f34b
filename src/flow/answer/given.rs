//! Answers that nobody typed at a question: those of a path in a flow, and those that are tried out. They are as they are
//! stored, and have to be what somebody could have answered.

use super::against;
use crate::domain::answer::Value;
use crate::domain::id::Moment;
use crate::flow::question::{Kind, Question};
use crate::flow::value::Given;

/// Whether somebody could have given this answer; else why not. Without a time nothing is held against the time of
/// answering.
pub fn fits(question: &Question, value: &Value, now: Option<Moment>) -> Result<(), String> {
    match (&question.kind, value) {
        (Kind::Number { .. } | Kind::Scale { .. }, Value::Number(number))
            if !number.is_finite() =>
        {
            return Err(format!("`{number}` is no number"));
        }
        (Kind::Number { integer: true, .. }, Value::Number(number)) if number.fract() != 0.0 => {
            return Err(format!("`{number}` is no whole number"));
        }
        #[expect(clippy::cast_precision_loss, reason = "a scale has few points")]
        (Kind::Scale { min, max }, Value::Number(number))
            if number.fract() != 0.0 || !(*min as f64..=*max as f64).contains(number) =>
        {
            return Err(format!("`{number}` is no whole number from {min} to {max}"));
        }
        (Kind::Date, Value::Text(text)) if text.parse::<chrono::NaiveDate>().is_err() => {
            return Err(format!("`{text}` is no day, such as 2026-02-01"));
        }
        (Kind::Choices(options), Value::List(ids)) if ids.len() > 1 => {
            let mut items = options.items.iter().filter(|option| option.exclusive);
            if let Some(alone) = items.find(|option| ids.contains(&option.id)) {
                return Err(format!("`{}` excludes the others", alone.id));
            }
        }
        (kind, Value::Text(text)) => {
            let measure = kind.measure();
            if measure.is_ordered() && measure.read(Given::Text(text)).is_none() {
                return Err(format!(
                    "`{text}` cannot answer a question of type {}",
                    kind.id()
                ));
            }
        }
        _ => {}
    }
    match against(question, value, now) {
        Some((complaint, false)) => Err(complaint),
        _ => Ok(()),
    }
}
