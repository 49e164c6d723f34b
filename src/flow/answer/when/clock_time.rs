//! The time of day in a phrase: `14:00`, `9:30 pm`, `14h`, `noon`, the `9` of `fri 9`.

use chrono::{NaiveTime, Timelike};

/// Times of day that have a name.
const NAMED: &[(&str, u32)] = &[
    ("midnight", 0),
    ("morning", 9),
    ("noon", 12),
    ("midday", 12),
    ("lunchtime", 12),
    ("afternoon", 15),
    ("end-of-day", 17),
    ("end-of-business", 17),
    ("eod", 17),
    ("cob", 17),
    ("evening", 18),
    ("night", 20),
    ("tonight", 20),
];

/// Takes the time of day off a phrase: the time and what is left; `None` when there is none. A time that no clock shows is
/// an error, since it was meant.
pub(super) fn take(phrase: &str) -> Result<Option<(NaiveTime, String)>, String> {
    let words: Vec<&str> = phrase.split(' ').collect();
    for (at, word) in words.iter().enumerate() {
        let half = words.get(at + 1).copied();
        let Some((reading, used)) = clear(word, half) else {
            continue;
        };
        let rest = words.iter().take(at).chain(words.iter().skip(at + used));
        let mut rest: Vec<&str> = rest.copied().collect();
        // `tonight` is a day as well as a time.
        if *word == "tonight" {
            rest.push("today");
        }
        let time = reading.ok_or_else(|| not_on_a_clock(word))?;
        return Ok(Some((time, rest.join(" "))));
    }
    // A bare number at the end of a phrase, or alone, is an hour.
    let Some((last, before)) = words.split_last() else {
        return Ok(None);
    };
    if !last.chars().all(|c| c.is_ascii_digit()) || !(1..=2).contains(&last.len()) {
        return Ok(None);
    }
    let time = clock(last, "", None).ok_or_else(|| not_on_a_clock(last))?;
    Ok(Some((time, before.join(" "))))
}

/// Takes a time of day with the part of the day it lies in, such as `7 this morning`, `8 in evening` or `last night`; with
/// what is left. Without a part of the day, or without a time beside one that says no day either, there is nothing.
pub(super) fn take_with_part(phrase: &str) -> Option<(NaiveTime, String)> {
    let words: Vec<&str> = phrase.split(' ').collect();
    let at = words.iter().position(|word| PARTS.contains(word))?;
    let part = words.get(at).copied().unwrap_or_default();
    let before = words.get(..at).unwrap_or_default();
    let after = words.get(at + 1..).unwrap_or_default();
    let (before, day) = match before {
        [before @ .., "last"] if part == "night" => (before, "yesterday"),
        [before @ .., "this" | "later" | "earlier"] => (before, "today"),
        [before @ .., "in"] => (before, ""),
        before if part == "tonight" => (before, "today"),
        before => (before, ""),
    };
    let (hour, mut rest) = match (hour_of(after), before) {
        (Some((hour, used)), _) => {
            let left = after.get(used..).unwrap_or_default();
            (Some(hour), [before, left].concat())
        }
        (None, [first, others @ ..]) if others.first().is_some_and(|word| is_day(word)) => {
            let hour = hour_of(&[*first]);
            let left = if hour.is_some() { others } else { before };
            (hour.map(|(hour, _)| hour), [left, after].concat())
        }
        // In `nov 12 in the morning`, 12 is no hour.
        (None, [others @ .., last]) if !others.last().is_some_and(|word| is_month(word)) => {
            let hour = hour_of(&[*last]);
            let left = if hour.is_some() { others } else { before };
            (hour.map(|(hour, _)| hour), [left, after].concat())
        }
        _ => (None, [before, after].concat()),
    };
    if !day.is_empty() {
        rest.push(day);
    }
    let usual = NAMED.iter().find(|(name, _)| *name == part);
    let usual = usual.and_then(|(_, hour)| NaiveTime::from_hms_opt(*hour, 0, 0));
    let time = match hour {
        Some(hour) => in_part(hour?, part),
        None => usual,
    };
    let rest = rest.join(" ");
    // The small hours of last night are today's.
    let is_small = part == "night" && time.is_some_and(|time| time.hour() < 6);
    let rest = if is_small {
        rest.replace("yesterday", "today")
    } else {
        rest
    };
    time.map(|time| (time, rest))
}

/// The parts of a day.
const PARTS: &[&str] = &["morning", "afternoon", "evening", "night", "tonight"];

/// A clock time at the beginning of some words: `7`, `7:15`, `8 pm`; with the number of words used.
fn hour_of(words: &[&str]) -> Option<(Option<NaiveTime>, usize)> {
    let (first, after) = words.split_first()?;
    if let Some(read) = clear(first, after.first().copied()) {
        return Some(read);
    }
    let is_hour = first.chars().all(|c| c.is_ascii_digit()) && (1..=2).contains(&first.len());
    is_hour.then(|| (clock(first, "", None), 1))
}

fn is_month(word: &str) -> bool {
    word.parse::<chrono::Month>().is_ok()
}

fn is_day(word: &str) -> bool {
    ["today", "tomorrow", "yesterday"].contains(&word) || word.parse::<chrono::Weekday>().is_ok()
}

/// An hour as it is meant in a part of the day: 8 in the evening is 20:00.
fn in_part(time: NaiveTime, part: &str) -> Option<NaiveTime> {
    let is_second_half = match part {
        "afternoon" | "evening" | "tonight" => time.hour() < 12,
        "night" => (6..12).contains(&time.hour()),
        _ => false,
    };
    let hour = time.hour() + if is_second_half { 12 } else { 0 };
    time.with_hour(hour)
}

fn not_on_a_clock(word: &str) -> String {
    format!("{word} is not a time of day.")
}

/// Reads a word that can be nothing but a time; with the number of words used. `Some((None, _))` is a time that no clock
/// shows.
fn clear(word: &str, next: Option<&str>) -> Option<(Option<NaiveTime>, usize)> {
    if let Some(&(_, hour)) = NAMED.iter().find(|(name, _)| *name == word) {
        return Some((NaiveTime::from_hms_opt(hour, 0, 0), 1));
    }
    let next_half = next.and_then(half);
    let (digits, own_half) = match word
        .len()
        .checked_sub(2)
        .and_then(|at| word.split_at_checked(at))
    {
        Some((digits, tail)) if half(tail).is_some() => (digits, half(tail)),
        _ => (word, None),
    };
    let meridiem = own_half.or(next_half);
    let used = if own_half.is_none() && next_half.is_some() {
        2
    } else {
        1
    };
    let has_mark = |mark: char| {
        digits.split_once(mark).filter(|(hour, rest)| {
            let number = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == ':');
            !hour.is_empty() && number(hour) && number(rest)
        })
    };
    if let Some((hour, minute)) = has_mark(':') {
        return Some((clock(hour, minute, meridiem), used));
    }
    if let Some((hour, minute)) = has_mark('h') {
        return Some((clock(hour, minute, None), 1));
    }
    if let (Some((hour, minute)), Some(_)) = (has_mark('.'), meridiem) {
        return Some((clock(hour, minute, meridiem), used));
    }
    let bare = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    (bare && meridiem.is_some()).then(|| (clock(digits, "", meridiem), used))
}

/// Whether a word says which half of the day: true is the second.
fn half(word: &str) -> Option<bool> {
    match word {
        "am" | "a.m" => Some(false),
        "pm" | "p.m" => Some(true),
        _ => None,
    }
}

/// The time on a clock; seconds are read and forgotten.
fn clock(hour: &str, minute: &str, second_half: Option<bool>) -> Option<NaiveTime> {
    let hour: u32 = hour.parse().ok()?;
    let minute = minute.split(':').next().unwrap_or_default();
    let minute: u32 = if minute.is_empty() {
        0
    } else {
        minute.parse().ok()?
    };
    let hour = match second_half {
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some(second) => hour % 12 + if second { 12 } else { 0 },
        None => hour,
    };
    NaiveTime::from_hms_opt(hour, minute, 0)
}
