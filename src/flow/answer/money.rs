//! Amounts of money, as a person says them: `20`, `€ 1,200.50`, `1.200,50 EUR`.

use super::Parsed;
use super::number::plain;

/// Signs of currencies. A dollar may be one of many, so the question's own currency comes first.
const SIGNS: &[(char, &str, &[&str])] = &[
    ('€', "EUR", &[]),
    ('£', "GBP", &[]),
    ('¥', "JPY", &["CNY"]),
    ('$', "USD", &["AUD", "CAD", "HKD", "MXN", "NZD", "SGD"]),
    ('₹', "INR", &[]),
];

/// Names of currencies that a caller says in full.
const NAMES: &[(&str, &str)] = &[
    ("euro", "EUR"),
    ("euros", "EUR"),
    ("dollar", "USD"),
    ("dollars", "USD"),
    ("pound", "GBP"),
    ("pounds", "GBP"),
    ("francs", "CHF"),
];

/// An amount with its currency; `unit` is that of the question.
pub(super) fn money(line: &str, unit: Option<&str>) -> Result<Parsed, String> {
    let unreadable = || format!("“{line}” is not an amount of money, such as 1200.50 or 20 EUR.");
    let is_amount = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '\'' | ' ' | '-');
    let amount: String = line.chars().filter(|c| is_amount(*c)).collect();
    let rest: String = line.chars().filter(|c| !is_amount(*c)).collect();
    let amount = plain(amount.trim()).parse::<f64>().ok();
    let amount = amount
        .filter(|amount| amount.is_finite())
        .ok_or_else(unreadable)?;
    let currency = match rest.as_str() {
        "" => unit.map(str::to_owned),
        said => Some(currency(said, unit).ok_or_else(unreadable)?),
    };
    // Whole amounts are said whole; others have their hundredths.
    let amount = if amount.fract() == 0.0 {
        format!("{amount}")
    } else {
        format!("{amount:.2}")
    };
    Ok(match currency {
        Some(currency) => Parsed::text(format!("{amount} {currency}")),
        None => Parsed::text(amount),
    })
}

fn currency(said: &str, unit: Option<&str>) -> Option<String> {
    let mut letters = said.chars();
    if let (Some(sign), None) = (letters.next(), letters.next()) {
        let &(_, code, others) = SIGNS.iter().find(|(known, _, _)| *known == sign)?;
        let own = unit.filter(|unit| others.contains(unit));
        return Some(own.unwrap_or(code).to_owned());
    }
    let lower = said.to_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == lower) {
        return Some((*code).to_owned());
    }
    let is_code = said.len() == 3 && said.bytes().all(|letter| letter.is_ascii_alphabetic());
    is_code.then(|| said.to_ascii_uppercase())
}
