//! Reads a moment as a person says it: `yesterday 14:00`, `3 days ago`, `12 Nov`, `fri 9`, `in 2h`.

mod clock_time;
mod day;

use chrono::{DateTime, Duration, Months, NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::id::Moment;
use crate::domain::zone;
use crate::flow::value::Length;

/// Which way a time is meant that has no date of its own, such as `14:00`, `friday` or `12 Nov`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Leaning {
    /// The last one: for what happened.
    Past,
    /// The next one: for what is promised.
    Future,
}

/// A day that was promised without a time ends then.
const END_OF_WORK: (u32, u32) = (17, 0);

/// Reads a moment. A day without a time is its beginning when it lies behind; ahead, it is the end of the working day, or
/// of the day once that has passed. The error is a sentence for the person.
pub fn when(text: &str, now: Moment, leaning: Leaning) -> Result<Moment, String> {
    let said = read(text, now, leaning)?;
    let end_of_work = NaiveTime::from_hms_opt(END_OF_WORK.0, END_OF_WORK.1, 0).unwrap_or_default();
    let time = said.time.unwrap_or(match leaning {
        Leaning::Past => NaiveTime::MIN,
        Leaning::Future if said.day == now.date_naive() && now.time() >= end_of_work => {
            NaiveTime::from_hms_opt(23, 59, 0).unwrap_or_default()
        }
        Leaning::Future => end_of_work,
    });
    Ok(said.at(time, now))
}

/// What was said: a day, and a time if one was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::flow) struct Said {
    pub(in crate::flow) day: NaiveDate,
    pub(in crate::flow) time: Option<NaiveTime>,
    /// The offset, when it was said, too.
    offset: Option<chrono::FixedOffset>,
}

impl Said {
    fn on(day: NaiveDate, time: Option<NaiveTime>) -> Self {
        Self {
            day,
            time,
            offset: None,
        }
    }

    /// The moment at this time of the day, with the offset that is on the wall then unless another was said.
    pub(in crate::flow) fn at(self, time: NaiveTime, now: Moment) -> Moment {
        let local = self.day.and_time(time);
        match self.offset {
            Some(offset) => local.and_local_timezone(offset).single().unwrap_or(now),
            None => zone::when_the_wall_shows(local, now),
        }
    }
}

/// Reads a day, and a time if one was said.
pub(in crate::flow) fn read(text: &str, now: Moment, leaning: Leaning) -> Result<Said, String> {
    let said = read_any(text, now, leaning)?;
    // A year that nobody calls about is a slip of the finger.
    let years = chrono::Datelike::year(&said.day) - chrono::Datelike::year(&now.date_naive());
    if years.abs() > 100 {
        return Err(format!("“{}” is too far away.", text.trim()));
    }
    Ok(said)
}

/// Reads a time of day and nothing else.
pub(in crate::flow) fn time_of_day(text: &str) -> Option<NaiveTime> {
    let (time, rest) = clock_time::take(&plain(text)).ok()??;
    rest.trim().is_empty().then_some(time)
}

fn read_any(text: &str, now: Moment, leaning: Leaning) -> Result<Said, String> {
    if let Some(said) = iso(text.trim()) {
        return Ok(said);
    }
    let plain = plain(text);
    let at_this_moment = [
        "now",
        "just now",
        "right now",
        "this minute",
        "moment ago",
        "a moment ago",
    ];
    if at_this_moment.contains(&plain.as_str()) {
        return Ok(Said::on(now.date_naive(), Some(now.time())));
    }
    if let Some(said) = distance(&plain, now, leaning) {
        return Ok(said);
    }
    let unreadable = || {
        let examples = match leaning {
            Leaning::Past => "yesterday 14:00, 3 days ago, 12 Nov, monday",
            Leaning::Future => "tomorrow 10:00, in 2 h, fri 9, 12 Nov",
        };
        format!(
            "“{}” is not a time that baton can read; try {examples}.",
            text.trim()
        )
    };
    if plain.is_empty() {
        return Err(unreadable());
    }
    if let Some(said) = part_of_day(&plain, now, leaning) {
        return Ok(said);
    }
    // A day may hold digits of its own, so it is tried whole before a time is taken off it.
    if let Some(day) = day::read(&plain, None, now, leaning) {
        return Ok(Said::on(day, None));
    }
    let (time, rest) = clock_time::take(&plain)?.ok_or_else(unreadable)?;
    let day = day::read(&rest, Some(time), now, leaning).ok_or_else(unreadable)?;
    Ok(Said::on(day, Some(time)))
}

/// `7 this morning`, `yesterday 8 in the evening`, `last night`, `tonight at 9`: the part of the day says which half of the
/// clock is meant, and sometimes which day.
fn part_of_day(plain: &str, now: Moment, leaning: Leaning) -> Option<Said> {
    let (time, rest) = clock_time::take_with_part(plain)?;
    let said = Said::on(day::read(&rest, Some(time), now, leaning)?, Some(time));
    // What has happened this morning has happened by now.
    let is_ahead = leaning == Leaning::Past && rest == "today" && said.at(time, now) > now;
    let by_now = Said::on(now.date_naive(), Some(now.time()));
    Some(if is_ahead { by_now } else { said })
}

/// ISO 8601, as a file or a log has it.
fn iso(text: &str) -> Option<Said> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(Said {
            day: moment.date_naive(),
            time: Some(moment.time()),
            offset: Some(*moment.offset()),
        });
    }
    let forms = [
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%dT%H:%M:%S",
        "%Y-%m-%d %H:%M",
        "%Y-%m-%d %H:%M:%S",
    ];
    let local = forms
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())?;
    Some(Said::on(local.date(), Some(local.time())))
}

/// Lower case, single spaces, without the little words that change nothing.
fn plain(text: &str) -> String {
    const LITTLE: &[&str] = &[
        "at", "on", "by", "around", "about", "since", "until", "till", "the", "of", "o'clock",
        "oclock", "from", "ca", "approx",
    ];
    let lower = text
        .to_lowercase()
        .replace([',', ';'], " ")
        .replace("o’clock", "o'clock");
    let lower = halves_and_quarters(&lower);
    // `from now` is one thing.
    let lower = lower
        .replace("from now", "hence")
        .replace("end of ", "end-of-")
        .replace("end-of-the ", "end-of-");
    let words = lower
        .split_whitespace()
        .filter(|word| !LITTLE.contains(word));
    words
        .map(|word| word.trim_end_matches(['.', '!', '?']).to_owned())
        .collect::<Vec<_>>()
        .join(" ")
}

/// `half past 8` is 8:30, `quarter to 9` is 8:45.
fn halves_and_quarters(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let mut plain: Vec<String> = Vec::new();
    let mut rest = words.as_slice();
    while let [first, after @ ..] = rest {
        let (taken, read) = match rest {
            ["a", "quarter", side, hour, ..] => (4, to_or_past("quarter", side, hour)),
            [part @ ("half" | "quarter"), side, hour, ..] => (3, to_or_past(part, side, hour)),
            _ => (1, None),
        };
        if let Some(read) = read {
            plain.push(read);
            rest = rest.get(taken..).unwrap_or_default();
        } else {
            plain.push((*first).to_owned());
            rest = after;
        }
    }
    plain.join(" ")
}

fn to_or_past(part: &str, side: &str, hour: &str) -> Option<String> {
    let hour: u32 = hour.parse().ok().filter(|hour| (1..=12).contains(hour))?;
    match (part, side) {
        ("half", "past") => Some(format!("{hour}:30")),
        ("quarter", "past") => Some(format!("{hour}:15")),
        ("quarter", "to") => Some(format!("{}:45", if hour == 1 { 12 } else { hour - 1 })),
        _ => None,
    }
}

/// `in 2h`, `+90m`, `3 days ago`, `2 hours hence`; a bare length of time goes the way of the leaning.
fn distance(plain: &str, now: Moment, leaning: Leaning) -> Option<Said> {
    let ahead = plain
        .strip_prefix("in ")
        .or_else(|| plain.strip_prefix('+'))
        .or_else(|| plain.strip_suffix(" hence"));
    let behind = plain
        .strip_suffix(" ago")
        .or_else(|| plain.strip_suffix(" back"));
    let (text, leaning) = match (ahead, behind) {
        (Some(text), _) => (with_digits(text), Leaning::Future),
        (_, Some(text)) => (with_digits(text), Leaning::Past),
        _ => (with_digits(plain), leaning),
    };
    // Alone, `1h30` is a time of day.
    let minutes_follow = text
        .split_once('h')
        .is_some_and(|(_, tail)| tail.parse::<u32>().is_ok());
    let is_distance = ahead.is_some() || behind.is_some();
    let unit = if minutes_follow && is_distance {
        "m"
    } else {
        ""
    };
    let length = Length::parse(&format!("{text}{unit}"))?;
    let moment = along(now, length, leaning)?;
    if length.whole_days {
        return Some(Said::on(moment.date_naive(), None));
    }
    // Two hours are two hours, also across a clock change.
    let moment = zone::on_the_wall(moment, now);
    Some(Said {
        day: moment.date_naive(),
        time: Some(moment.time()),
        offset: Some(*moment.offset()),
    })
}

/// The moment this far from now; `None` beyond what a calendar holds.
fn along(now: Moment, length: Length, leaning: Leaning) -> Option<Moment> {
    let (months, rest) = (
        Months::new(length.months),
        Duration::try_seconds(length.seconds)?,
    );
    match leaning {
        Leaning::Future => now.checked_add_months(months)?.checked_add_signed(rest),
        Leaning::Past => now.checked_sub_months(months)?.checked_sub_signed(rest),
    }
}

/// Numbers as words become digits: `two hours`, `an hour`, `half an hour`.
pub(in crate::flow) fn with_digits(text: &str) -> String {
    const NUMBERS: &[&str] = &[
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve",
    ];
    let text = text
        .replace("hour and a half", "hour 30 minutes")
        .replace("half an hour", "30 minutes")
        .replace("a quarter of an hour", "15 minutes")
        .replace("a quarter an hour", "15 minutes")
        .replace("quarter of an hour", "15 minutes");
    let text = text
        .replace("a couple ", "2 ")
        .replace("hours and a half", "hours 30 minutes");
    let words = text
        .split_whitespace()
        .filter(|word| *word != "and")
        .map(|word| match word {
            "a" | "an" => "1".to_owned(),
            _ => match NUMBERS.iter().position(|number| *number == word) {
                Some(number) => number.to_string(),
                None => word.to_owned(),
            },
        });
    words.collect::<Vec<_>>().join(" ")
}
