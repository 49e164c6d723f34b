//! Days as numbers, counted from 1970, and what is asked about them.

use chrono::{Datelike, Days, NaiveDate, NaiveDateTime};

use super::Function;

/// The days since 1970, with the part of the day that has passed.
pub(super) fn number(time: NaiveDateTime) -> f64 {
    let since = time.signed_duration_since(NaiveDateTime::default());
    let (days, seconds) = (since.num_days(), since.num_seconds() % 86_400);
    let number = |whole: i64| i32::try_from(whole).map_or(f64::NAN, f64::from);
    number(days) + number(seconds) / 86_400.0
}

/// The day of a number; none far beyond every calendar.
fn of(number: f64) -> Option<NaiveDate> {
    const FURTHEST: f64 = 3_000_000.0;
    let whole = number.floor();
    if whole.is_nan() || whole.abs() > FURTHEST {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is whole and far below 2^32"
    )]
    let days = Days::new(whole.abs() as u64);
    let first = NaiveDate::default();
    if whole < 0.0 {
        first.checked_sub_days(days)
    } else {
        first.checked_add_days(days)
    }
}

/// The year, the month or the day of the month.
pub(super) fn part(part: Function, number: f64) -> f64 {
    let Some(day) = of(number) else {
        return f64::NAN;
    };
    match part {
        Function::Year => f64::from(day.year()),
        Function::Month => f64::from(day.month()),
        _ => f64::from(day.day()),
    }
}

/// The whole months that have passed from one day to another; below zero when the other comes first.
pub(super) fn months(from: f64, to: f64) -> f64 {
    let (Some(one), Some(other)) = (of(from), of(to)) else {
        return f64::NAN;
    };
    if other < one {
        return -months(to, from);
    }
    let months = |day: NaiveDate| f64::from(day.year()) * 12.0 + f64::from(day.month());
    let is_short = other.day() < one.day();
    months(other) - months(one) - f64::from(is_short)
}
