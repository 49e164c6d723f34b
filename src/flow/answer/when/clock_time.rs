//! The time of day in a phrase: `14:00`, `9:30 pm`, `14h`, `noon`, the `9` of `fri 9`.

use chrono::NaiveTime;

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
