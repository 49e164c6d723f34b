//! Numbers, with the marks that people put between their digits.

use super::Parsed;
use crate::domain::answer::Value;

/// A number as it is typed, with its unit or without.
pub(super) fn number(line: &str, unit: Option<&str>, integer: bool) -> Result<Parsed, String> {
    let bare = unit.and_then(|unit| {
        let at = line.len().checked_sub(unit.len())?;
        let tail = line.get(at..)?;
        tail.eq_ignore_ascii_case(unit).then(|| line.get(..at))?
    });
    let bare = bare.unwrap_or(line).trim();
    let number = plain(bare)
        .parse::<f64>()
        .ok()
        .filter(|number| number.is_finite());
    let Some(number) = number else {
        return Err(format!("“{line}” is not a number."));
    };
    if integer && number.fract() != 0.0 {
        return Err("A whole number is needed here.".to_owned());
    }
    Ok(match unit {
        Some(unit) => Parsed::shown(Value::Number(number), format!("{number} {unit}")),
        None => Parsed {
            value: Value::Number(number),
            shown: None,
            warning: None,
        },
    })
}

/// The digits alone, with a point before the decimals.
pub(super) fn plain(typed: &str) -> String {
    // 1,000 and 1 000 are thousands; 1,5 is one and a half to half of the world.
    let plain: String = typed
        .chars()
        .filter(|c| !matches!(c, ' ' | '\'' | '_'))
        .collect();
    match plain.split_once(',') {
        Some((_, tail)) if tail.len() == 3 || tail.contains(',') || tail.contains('.') => {
            plain.replace(',', "")
        }
        _ => plain.replace(',', "."),
    }
}
