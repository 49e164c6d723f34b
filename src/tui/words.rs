//! Text as a person says it: times, spans, names, numbers of things. Pure functions of then and now.

use chrono::{Datelike, TimeDelta};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::domain::id::Moment;
use crate::domain::zone;

/// When something is due, and whether that has passed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Due {
    /// “in 29 min”, “today 17:00”, “31 min late”.
    pub text: String,
    /// It should have happened.
    pub late: bool,
}

/// When something is due, seen from now: “31 min late”, “in 29 min”, “today 17:00”, “Tue 09:00”, “24 Dec 09:00”.
pub fn due(then: Moment, now: Moment) -> Due {
    let left = then - now;
    let text = if left < TimeDelta::zero() {
        format!("{} late", span(-left))
    } else if left < TimeDelta::minutes(60) {
        match left.num_minutes() {
            0 => "now".to_owned(),
            minutes => format!("in {minutes} min"),
        }
    } else {
        day_time(then, now)
    };
    Due {
        late: left < TimeDelta::zero(),
        text,
    }
}

/// By when, and how near that is: “by today 14:00, 31 min late”, “by today 14:00, in 29 min”, “by Tue 09:00”.
pub fn by(then: Moment, now: Moment) -> String {
    let (day_time, due) = (day_time(then, now), due(then, now).text);
    if day_time == due {
        format!("by {day_time}")
    } else {
        format!("by {day_time}, {due}")
    }
}

/// A day and a time: “today 17:00”, “tomorrow 10:00”, “yesterday 14:05”, “Tue 09:00” within six days to come,
/// “24 Dec 09:00”, “24 Dec 2027 09:00”. As the wall shows it then.
pub fn day_time(then: Moment, now: Moment) -> String {
    let then = zone::on_the_wall(then, now);
    format!("{} {}", day(then, now), then.format("%H:%M"))
}

/// A time alone, “14:31”, as the wall shows it then.
pub fn time(then: Moment, now: Moment) -> String {
    zone::on_the_wall(then, now).format("%H:%M").to_string()
}

fn day(then: Moment, now: Moment) -> String {
    let days = (then.date_naive() - now.date_naive()).num_days();
    match days {
        -1 => "yesterday".to_owned(),
        0 => "today".to_owned(),
        1 => "tomorrow".to_owned(),
        2..=6 => then.format("%a").to_string(),
        _ if then.year() == now.year() => then.format("%-d %b").to_string(),
        _ => then.format("%-d %b %Y").to_string(),
    }
}

/// How long ago: “just now”, “5 min ago”, “2 h 14 ago”, then the day and time.
pub fn ago(then: Moment, now: Moment) -> String {
    let passed = now - then;
    if passed < TimeDelta::minutes(1) {
        "just now".to_owned()
    } else if passed < TimeDelta::hours(12) {
        format!("{} ago", span(passed))
    } else {
        day_time(then, now)
    }
}

/// A span: “45 s”, “31 min”, “2 h 14”, “2 h”, “3 days”.
pub fn span(length: TimeDelta) -> String {
    let minutes = length.num_minutes();
    match minutes {
        ..=0 => format!("{} s", length.num_seconds().max(0)),
        1..=59 => format!("{minutes} min"),
        60..=1439 if minutes % 60 == 0 => format!("{} h", minutes / 60),
        60..=1439 => format!("{} h {:02}", minutes / 60, minutes % 60),
        _ => count(minutes / 1440, "day", "days"),
    }
}

/// The clock of a call: “03:12”, “1:03:12”. Neutral; there is no target.
pub fn call_clock(length: TimeDelta) -> String {
    let seconds = length.num_seconds().max(0);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    if hours > 0 {
        format!("{hours}:{minutes:02}:{seconds:02}")
    } else {
        format!("{minutes:02}:{seconds:02}")
    }
}

/// “1 call”, “7 calls”.
pub fn count(number: i64, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// “Ana”, “Ana and Tom”, “Ana, Tom and Eve”; from five on “Ana, Tom, Eve and 4 more”.
pub fn names<S: AsRef<str>>(names: &[S]) -> String {
    let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
    match names.as_slice() {
        [] => String::new(),
        [only] => (*only).to_owned(),
        [first, second, third, rest @ ..] if rest.len() > 1 => {
            format!("{first}, {second}, {third} and {} more", rest.len())
        }
        [before @ .., last] => format!("{} and {last}", before.join(", ")),
    }
}

/// A text cut to so many columns, with “…” where something was cut. Never splits what is one character on the screen.
pub fn fit(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut fitted = String::new();
    let mut used = 0;
    for cluster in text.graphemes(true) {
        used += cluster.width();
        if used >= columns {
            break;
        }
        fitted.push_str(cluster);
    }
    if columns > 0 {
        fitted.push('…');
    }
    fitted
}

/// A text in exactly so many columns: cut, or filled with spaces.
pub fn pad(text: &str, columns: usize) -> String {
    let mut padded = fit(text, columns);
    padded.extend(std::iter::repeat_n(
        ' ',
        columns.saturating_sub(padded.width()),
    ));
    padded
}

/// A text broken into lines of at most so many columns, at spaces where there are any; line ends stay. At least one line.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let lines = wrap_at_most(text, columns, usize::MAX).into_iter();
    lines.map(str::to_owned).collect()
}

/// The first lines of a text that may be very long.
pub fn wrap_at_most(text: &str, columns: usize, most: usize) -> Vec<&str> {
    let columns = columns.max(1);
    let mut lines = Vec::new();
    for paragraph in text.split('\n') {
        // The line that is being filled: where it begins, where it ends so far, how wide it is.
        let (mut start, mut end, mut used) = (0, 0, 0);
        let line = |from: usize, to: usize| paragraph.get(from..to).unwrap_or_default();
        for word in paragraph.split_inclusive(char::is_whitespace) {
            if lines.len() >= most {
                return lines;
            }
            // The space behind a word may hang over the end.
            let width = word.trim_end().width();
            if used + width > columns && used > 0 {
                lines.push(line(start, end).trim_end());
                (start, used) = (end, 0);
            }
            if width <= columns {
                end += word.len();
                used += word.width();
                continue;
            }
            for cluster in word.graphemes(true) {
                if used + cluster.width() > columns && used > 0 {
                    lines.push(line(start, end));
                    (start, used) = (end, 0);
                }
                end += cluster.len();
                used += cluster.width();
            }
        }
        lines.push(line(start, end).trim_end());
        if lines.len() >= most {
            break;
        }
    }
    lines
}
