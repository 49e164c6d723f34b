//! Single options held against the filter of an expression.

use serde_json::Value;

use super::Path;
use super::mean::Part;
use crate::flow::import::fhir::options::Coded;
use crate::flow::import::fhir::words;

/// What is seen of an option.
pub(super) fn seen(option: &Coded<'_>, part: Part) -> Option<Value> {
    let key = |key: &str| words(option.value, key);
    let text = match part {
        Part::Whole if option.kind == "Coding" => return None,
        Part::Whole => {
            return Some(match option.value {
                Value::Number(number) => number.as_f64()?.into(),
                other => other.clone(),
            });
        }
        Part::Code => key("code"),
        Part::Display => key("display"),
        Part::System => key("system").or_else(|| option.system.map(str::to_owned)),
        Part::SmallCode => key("code").map(|code| code.to_lowercase()),
        Part::SmallDisplay => key("display").map(|words| words.to_lowercase()),
    };
    Some(text.map_or(Value::Null, Value::from))
}

/// Whether a filter lets an option through; what has nothing to do with the option is told from outside.
pub(super) fn is_true(
    criteria: &Path,
    option: &Coded<'_>,
    known: &dyn Fn(&Path) -> Option<Value>,
) -> Option<bool> {
    match criteria {
        Path::Two("and", left, right) => {
            Some(is_true(left, option, known)? && is_true(right, option, known)?)
        }
        Path::Two("or", left, right) => {
            Some(is_true(left, option, known)? || is_true(right, option, known)?)
        }
        Path::Two(sign @ ("=" | "~" | "!="), left, right) => {
            let (one, other) = (
                value_of(left, option, known)?,
                value_of(right, option, known)?,
            );
            Some((one == other) != (*sign == "!="))
        }
        _ => None,
    }
}

fn value_of(
    path: &Path,
    option: &Coded<'_>,
    known: &dyn Fn(&Path) -> Option<Value>,
) -> Option<Value> {
    let part = |path: &Path| match path {
        Path::Member(base, name) if is_answer(base) => match name.as_str() {
            "code" => Some(Part::Code),
            "display" => Some(Part::Display),
            "system" => Some(Part::System),
            _ => None,
        },
        _ => None,
    };
    match path {
        Path::Text(text) => Some(text.as_str().into()),
        Path::Number(number) => Some((*number).into()),
        Path::Here => seen(option, Part::Whole),
        Path::Member(base, name) if **base == Path::Here && name.starts_with("value") => {
            seen(option, Part::Whole)
        }
        Path::Call(base, name, _) if name == "lower" => match part(base)? {
            Part::Code => seen(option, Part::SmallCode),
            Part::Display => seen(option, Part::SmallDisplay),
            _ => None,
        },
        path => match part(path) {
            Some(part) => seen(option, part),
            None => known(path),
        },
    }
}

/// The answer itself, or its value.
fn is_answer(path: &Path) -> bool {
    match path {
        Path::Here => true,
        Path::Member(base, name) => **base == Path::Here && name.starts_with("value"),
        _ => false,
    }
}
