//! The day in a phrase: `tomorrow`, `last friday`, `12 Nov`, `1.12.`, `in 3 days`, or none at all.

use chrono::{Datelike, Duration, Months, NaiveDate, NaiveTime, Weekday};
use interim::{Dialect, parse_date_string};

use super::{Leaning, along, with_digits};
use crate::domain::id::Moment;
use crate::flow::value::Length;

/// Reads a day. `time` is the time that was said beside it; it decides whether today's is meant or another's.
pub(super) fn read(
    phrase: &str,
    time: Option<NaiveTime>,
    now: Moment,
    leaning: Leaning,
) -> Option<NaiveDate> {
    let today = now.date_naive();
    let phrase = phrase.strip_prefix("this ").unwrap_or(phrase);
    let offset = match phrase {
        "" => return beside_a_time(time?, now, leaning),
        "today" | "this" => 0,
        "tomorrow" | "tmrw" | "tmr" | "tom" => 1,
        "yesterday" | "yday" => -1,
        "day after tomorrow" => 2,
        "day before yesterday" => -2,
        "next week" => 7,
        "last week" => -7,
        "next month" => return today.checked_add_months(Months::new(1)),
        "last month" => return today.checked_sub_months(Months::new(1)),
        "end-of-week" | "eow" => return weekday(Weekday::Fri, time, now, leaning),
        _ => return named(phrase, time, now, leaning),
    };
    today.checked_add_signed(Duration::days(offset))
}

/// A bare time of day: the last or the next one.
fn beside_a_time(time: NaiveTime, now: Moment, leaning: Leaning) -> Option<NaiveDate> {
    let today = now.date_naive();
    match leaning {
        Leaning::Past if time > now.time() => today.pred_opt(),
        Leaning::Future if time <= now.time() => today.succ_opt(),
        _ => Some(today),
    }
}

fn named(
    phrase: &str,
    time: Option<NaiveTime>,
    now: Moment,
    leaning: Leaning,
) -> Option<NaiveDate> {
    let today = now.date_naive();
    if let Some(day) = weekday_of(phrase) {
        return weekday(day, time, now, leaning);
    }
    let week_ahead = [("next week ", 1), ("last week ", -1), ("next ", 1)];
    for (prefix, weeks) in week_ahead {
        if let Some(day) = phrase.strip_prefix(prefix).and_then(weekday_of) {
            return in_week(day, weeks, today);
        }
    }
    for (suffix, weeks) in [
        (" next week", 1),
        (" last week", -1),
        (" this week", 0),
        (" week", 1),
    ] {
        if let Some(day) = phrase.strip_suffix(suffix).and_then(weekday_of) {
            return in_week(day, weeks, today);
        }
    }
    if let Some(day) = phrase.strip_prefix("last ").and_then(weekday_of) {
        return weekday(day, None, now, Leaning::Past).map(|found| {
            if found == today {
                found - Duration::days(7)
            } else {
                found
            }
        });
    }
    far(phrase, now)
        .or_else(|| of_month(phrase, today, leaning))
        .or_else(|| dated(phrase, now, leaning))
}

/// `in 3 days`, `2 weeks ago`, beside a time of day.
fn far(phrase: &str, now: Moment) -> Option<NaiveDate> {
    let (text, leaning) = match (phrase.strip_prefix("in "), phrase.strip_suffix(" ago")) {
        (Some(text), _) => (text, Leaning::Future),
        (_, Some(text)) => (text, Leaning::Past),
        _ => return None,
    };
    let length = Length::parse(&with_digits(text)).filter(|length| length.whole_days)?;
    along(now, length, leaning).map(|moment| moment.date_naive())
}

fn weekday_of(word: &str) -> Option<Weekday> {
    // chrono reads `mon` and `monday`; people also write these.
    match word {
        "tues" => Some(Weekday::Tue),
        "thur" | "thurs" => Some(Weekday::Thu),
        "weds" => Some(Weekday::Wed),
        _ => word.parse().ok(),
    }
}

/// The last or the next such day. Today's counts when its time is still ahead, or already behind; without a time, today's
/// counts only looking back, since nobody promises today by the name of its day.
fn weekday(
    day: Weekday,
    time: Option<NaiveTime>,
    now: Moment,
    leaning: Leaning,
) -> Option<NaiveDate> {
    let today = now.date_naive();
    let ahead = i64::from(day.days_since(today.weekday()));
    let days = match leaning {
        Leaning::Future if ahead == 0 && time.is_none_or(|time| time <= now.time()) => 7,
        Leaning::Future => ahead,
        Leaning::Past if ahead == 0 && time.is_none_or(|time| time <= now.time()) => 0,
        Leaning::Past => ahead - 7,
    };
    today.checked_add_signed(Duration::days(days))
}

/// A day of this week, or of one so many weeks ahead; a week begins on Monday.
fn in_week(day: Weekday, weeks: i64, today: NaiveDate) -> Option<NaiveDate> {
    let monday = today - Duration::days(i64::from(today.weekday().num_days_from_monday()));
    monday.checked_add_signed(Duration::days(
        weeks * 7 + i64::from(day.num_days_from_monday()),
    ))
}

/// What stands behind the number of a day.
const ENDINGS: &[&str] = &["st", "nd", "rd", "th"];

/// `12th`: of this month, or of the one before or after.
fn of_month(phrase: &str, today: NaiveDate, leaning: Leaning) -> Option<NaiveDate> {
    let number = ENDINGS
        .iter()
        .find_map(|ending| phrase.strip_suffix(ending))?;
    let day = number.parse().ok()?;
    let month = |months: u32| match leaning {
        Leaning::Future => today.with_day(1)?.checked_add_months(Months::new(months)),
        Leaning::Past => today.with_day(1)?.checked_sub_months(Months::new(months)),
    };
    let fits = |found: &NaiveDate| match leaning {
        Leaning::Future => *found >= today,
        Leaning::Past => *found <= today,
    };
    // The month at hand may be too short, or the day in it on the wrong side.
    (0..3).find_map(|months| month(months)?.with_day(day).filter(fits))
}

/// A day of a month, with or without its year: `12 Nov`, `November 12 2026`, `1.12.`, `01/12/2026`, `2026-12-01`.
fn dated(phrase: &str, now: Moment, leaning: Leaning) -> Option<NaiveDate> {
    let numbers = phrase
        .split(['.', '/', '-', ' '])
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>();
    let all_digits = numbers
        .iter()
        .all(|part| part.chars().all(|c| c.is_ascii_digit()));
    let (found, has_year) = match numbers.as_slice() {
        [year, month, day] if all_digits && year.len() == 4 => (
            NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)?,
            true,
        ),
        [day, month, year] if all_digits && !phrase.contains(' ') => {
            let year: i32 = year.parse().ok()?;
            let year = if year < 100 { year + 2000 } else { year };
            (
                NaiveDate::from_ymd_opt(year, month.parse().ok()?, day.parse().ok()?)?,
                true,
            )
        }
        [day, month] if all_digits && !phrase.contains(' ') => (
            in_year(now.year(), month.parse().ok()?, day.parse().ok()?)?,
            false,
        ),
        parts => (month_by_name(parts, now)?, parts.len() == 3),
    };
    let today = now.date_naive();
    let years = match leaning {
        _ if has_year => 0,
        Leaning::Future if found < today => 1,
        Leaning::Past if found > today => -1,
        _ => 0,
    };
    in_year(found.year() + years, found.month(), found.day())
}

fn in_year(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

/// Day, month and year in any order that is plain, the month by name: two parts or three.
fn month_by_name(parts: &[&str], now: Moment) -> Option<NaiveDate> {
    const MONTHS: &[&str] = &[
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
    ];
    let (mut day, mut month, mut year) = (None, None, None);
    for part in parts {
        let number = ENDINGS.iter().find_map(|ending| part.strip_suffix(ending));
        let number = number.unwrap_or(part);
        let is_number = number.chars().all(|c| c.is_ascii_digit());
        let is_month = part.get(..3).is_some_and(|head| MONTHS.contains(&head));
        let place = match number.len() {
            1 | 2 if is_number => &mut day,
            4 if is_number => &mut year,
            _ if is_month => &mut month,
            _ => return None,
        };
        if place.replace(number).is_some() {
            return None;
        }
    }
    let (day, month) = (day?, month?);
    let plain = format!("{day} {month} {}", year.unwrap_or_default());
    let found = parse_date_string(plain.trim(), now, Dialect::Uk).ok()?;
    // What comes back on another day was no day of that month.
    (found.day() == day.parse::<u32>().ok()?).then(|| found.date_naive())
}
