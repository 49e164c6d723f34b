//! When things happen at the demo's hotline: working days, and times that people say.

use chrono::{Datelike, NaiveTime, TimeDelta, Timelike, Weekday};

use crate::domain::id::Moment;

/// Whether people work on this day.
pub(super) fn works(day: Moment) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// A time of the same day.
pub(super) fn at(day: Moment, hour: u32, minute: u32) -> Moment {
    let time = NaiveTime::from_hms_opt(hour, minute, 0).unwrap_or_default();
    // There is no second noon in an offset that does not change.
    day.with_time(time).single().unwrap_or(day)
}

/// The working day after this one, at this hour.
pub(super) fn next_day(day: Moment, hour: u32) -> Moment {
    let mut next = day + TimeDelta::days(1);
    while !works(next) {
        next += TimeDelta::days(1);
    }
    at(next, hour, 0)
}

/// The working days before this one, the oldest first.
pub(super) fn days_before(day: Moment, count: usize) -> Vec<Moment> {
    let earlier = (1..).map(|days| day - TimeDelta::days(days));
    let mut days: Vec<Moment> = earlier.filter(|day| works(*day)).take(count).collect();
    days.reverse();
    days
}

/// The next full quarter of an hour, as nobody promises a call at 14:07.
pub(super) fn quarter(moment: Moment) -> Moment {
    let minutes = i64::from(15 - moment.minute() % 15);
    let whole = moment + TimeDelta::minutes(minutes);
    at(whole, whole.hour(), whole.minute())
}
