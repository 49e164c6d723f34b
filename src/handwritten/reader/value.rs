//! What a value of a file is: in words, and as a number.

use toml::de::DeValue;

use super::Spot;

/// What a value is, in words.
pub(crate) fn kind(value: Spot<'_>) -> &'static str {
    match value.get_ref() {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// The value as a whole number.
pub(crate) fn whole(value: Spot<'_>) -> Option<i64> {
    let integer = value.get_ref().as_integer()?;
    i64::from_str_radix(integer.as_str(), integer.radix()).ok()
}

/// The value as a number, whole or not.
pub(crate) fn number(value: Spot<'_>) -> Option<f64> {
    if let Some(float) = value.get_ref().as_float() {
        return float
            .as_str()
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite());
    }
    // Every whole number that a person would write fits a float exactly.
    #[expect(
        clippy::cast_precision_loss,
        reason = "numbers in such files are small"
    )]
    whole(value).map(|integer| integer as f64)
}
