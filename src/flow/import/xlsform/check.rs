//! `constraint`: what a good answer passes, as the least, the most and a pattern.

use crate::flow::import::form::{Kind, Question};
use crate::flow::import::logic::mirrored;
use crate::flow::import::xpath::Expr;

/// Carries a constraint over; what a flow cannot check is lost.
pub fn constrain(question: &mut Question, constraint: &Expr, text: &str) {
    let mut parts = Vec::new();
    split(constraint, &mut parts);
    for part in parts {
        if !carry(question, part) {
            question.lose(format!("a part of the check of its answer: {text}"));
        }
    }
}

fn split<'e>(expression: &'e Expr, parts: &mut Vec<&'e Expr>) {
    match expression {
        Expr::Two("and", left, right) => {
            split(left, parts);
            split(right, parts);
        }
        other => parts.push(other),
    }
}

fn carry(question: &mut Question, part: &Expr) -> bool {
    match part {
        Expr::Two("or", ..) if question.kind.is_words() && question.pattern.is_none() => {
            let whole = alternatives(part).map(|parts| format!("^(?:{})$", parts.join("|")));
            let whole = whole.filter(|whole| crate::flow::condition::pattern(whole).is_ok());
            question.pattern = whole;
            question.pattern.is_some()
        }
        Expr::Two("or", ..) if matches!(question.kind, Kind::Number | Kind::Integer) => {
            if let Some((least, most)) = ends(part) {
                for (place, end) in [(&mut question.min, least), (&mut question.max, most)] {
                    if end.is_finite() {
                        set(place, end.to_string());
                    }
                }
            }
            // What lies between the parts is taken, too, which is told as lost.
            false
        }
        Expr::Two(sign, left, right) => match (&**left, &**right) {
            (Expr::Own, bound) => bounded(question, sign, bound, false),
            (bound, Expr::Own) => bounded(question, mirrored(sign), bound, false),
            (Expr::Call(name, arguments), bound) if is_length(name, arguments) => {
                bounded(question, sign, bound, true)
            }
            (bound, Expr::Call(name, arguments)) if is_length(name, arguments) => {
                bounded(question, mirrored(sign), bound, true)
            }
            _ => false,
        },
        Expr::Call(name, arguments) if name == "regex" => match arguments.as_slice() {
            [Expr::Own, Expr::Text(pattern)]
                if question.kind.is_words() && question.pattern.is_none() =>
            {
                let pattern = format!("^(?:{pattern})$");
                let is_good = crate::flow::condition::pattern(&pattern).is_ok();
                if is_good {
                    question.pattern = Some(pattern);
                }
                is_good
            }
            _ => false,
        },
        _ => false,
    }
}

/// The patterns of which a text matches one.
fn alternatives(part: &Expr) -> Option<Vec<String>> {
    match part {
        Expr::Two("or", left, right) => Some([alternatives(left)?, alternatives(right)?].concat()),
        Expr::Two("=", left, right) => match (&**left, &**right) {
            (Expr::Own, Expr::Text(text)) | (Expr::Text(text), Expr::Own) => {
                Some(vec![regex::escape(text)])
            }
            _ => None,
        },
        Expr::Call(name, arguments) if name == "regex" => match arguments.as_slice() {
            [Expr::Own, Expr::Text(pattern)] => Some(vec![format!("(?:{pattern})")]),
            _ => None,
        },
        _ => None,
    }
}

/// The least and the most number that passes.
fn ends(part: &Expr) -> Option<(f64, f64)> {
    let (sign, bound) = match part {
        Expr::Two("or", left, right) => {
            let ((least, most), (other, end)) = (ends(left)?, ends(right)?);
            return Some((least.min(other), most.max(end)));
        }
        Expr::Two("and", left, right) => {
            let ((least, most), (other, end)) = (ends(left)?, ends(right)?);
            return Some((least.max(other), most.min(end)));
        }
        Expr::Two(sign, left, right) => match (&**left, &**right) {
            (Expr::Own, Expr::Number(bound)) => (*sign, *bound),
            (Expr::Number(bound), Expr::Own) => (mirrored(sign), *bound),
            _ => return None,
        },
        _ => return None,
    };
    match sign {
        "=" => Some((bound, bound)),
        ">" | ">=" => Some((bound, f64::INFINITY)),
        "<" | "<=" => Some((f64::NEG_INFINITY, bound)),
        _ => None,
    }
}

fn is_length(name: &str, arguments: &[Expr]) -> bool {
    let of_text = name == "string-length" && matches!(arguments, [] | [Expr::Own]);
    of_text || (name == "count-selected" && matches!(arguments, [Expr::Own]))
}

fn bounded(question: &mut Question, sign: &str, bound: &Expr, length: bool) -> bool {
    let kind = question.kind;
    let fits = match bound {
        Expr::Number(_) if length => kind.is_words() || kind == Kind::Choices,
        Expr::Number(_) => matches!(kind, Kind::Number | Kind::Integer),
        Expr::Call(name, arguments) if name == "date" => {
            return match arguments.as_slice() {
                [Expr::Text(day)] => since(question, sign, day),
                _ => false,
            };
        }
        Expr::Call(name, arguments) => {
            return matches!(name.as_str(), "today" | "now")
                && arguments.is_empty()
                && matches!(kind, Kind::Date | Kind::DateTime)
                && match sign {
                    "<=" => set(&mut question.max, "now".to_owned()),
                    ">=" if kind == Kind::DateTime => set(&mut question.min, "now".to_owned()),
                    _ => false,
                };
        }
        _ => false,
    };
    let Expr::Number(number) = bound else {
        return false;
    };
    if !fits {
        return false;
    }
    let whole = length || kind == Kind::Integer;
    let number = *number;
    match sign {
        ">=" => set(
            &mut question.min,
            if whole { number.ceil() } else { number }.to_string(),
        ),
        "<=" => set(
            &mut question.max,
            if whole { number.floor() } else { number }.to_string(),
        ),
        ">" if whole => set(&mut question.min, (number.floor() + 1.0).to_string()),
        "<" if whole => set(&mut question.max, (number.ceil() - 1.0).to_string()),
        // The end itself is taken, too, which is told as lost.
        ">" => {
            set(&mut question.min, number.to_string());
            false
        }
        "<" => {
            set(&mut question.max, number.to_string());
            false
        }
        "=" if whole && number.fract() == 0.0 => {
            set(&mut question.min, number.to_string()) && set(&mut question.max, number.to_string())
        }
        _ => false,
    }
}

/// From a day on, or until a day.
fn since(question: &mut Question, sign: &str, day: &str) -> bool {
    let Ok(day) = day.trim().parse::<chrono::NaiveDate>() else {
        return false;
    };
    let (next, last) = (day.succ_opt(), day.pred_opt());
    let bound = |day: Option<chrono::NaiveDate>| day.unwrap_or_default().to_string();
    match (question.kind, sign) {
        (Kind::Date, ">=") => set(&mut question.min, bound(Some(day))),
        (Kind::Date, "<=") => set(&mut question.max, bound(Some(day))),
        (Kind::Date, ">") => set(&mut question.min, bound(next)),
        (Kind::Date, "<") => set(&mut question.max, bound(last)),
        _ => false,
    }
}

fn set(place: &mut Option<String>, bound: String) -> bool {
    let is_free = place.is_none();
    place.get_or_insert(bound);
    is_free
}
