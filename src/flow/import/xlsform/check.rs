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

fn is_length(name: &str, arguments: &[Expr]) -> bool {
    let of_text = name == "string-length" && matches!(arguments, [] | [Expr::Own]);
    of_text || (name == "count-selected" && matches!(arguments, [Expr::Own]))
}

fn bounded(question: &mut Question, sign: &str, bound: &Expr, length: bool) -> bool {
    let kind = question.kind;
    let fits = match bound {
        Expr::Number(_) if length => kind.is_words() || kind == Kind::Choices,
        Expr::Number(_) => matches!(kind, Kind::Number | Kind::Integer),
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

fn set(place: &mut Option<String>, bound: String) -> bool {
    let is_free = place.is_none();
    place.get_or_insert(bound);
    is_free
}
