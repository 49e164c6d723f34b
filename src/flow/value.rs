//! Values that can be compared: numbers, times, lengths of time, versions, words.

use std::cmp::Ordering;
use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

use crate::domain::answer::Value;
use crate::domain::id::fold;

/// How the values of a question or a fact compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measure {
    /// Text, letter by letter.
    Exact,
    /// Text, whatever its case and spacing.
    Words,
    /// The id of an option.
    Option,
    /// A set of options.
    Set,
    /// Lines.
    Lines,
    /// A number.
    Number,
    /// A day, or a day and a time: of two that both say their offset, which came first; else as on the wall where it was
    /// said.
    Time,
    /// A length of time.
    Duration,
    /// A time of day.
    Clock,
    /// An amount of money.
    Money,
    /// A version, segment by segment.
    Version,
    /// Nothing to compare.
    Nothing,
}

/// A value to compare with.
#[derive(Debug, Clone, PartialEq)]
pub enum Measured {
    /// A text or the id of an option.
    Text(String),
    /// A number.
    Number(f64),
    /// A time on the wall, and the offset there when it was said.
    Time(NaiveDateTime, Option<FixedOffset>),
    /// A time of day.
    Clock(NaiveTime),
    /// Seconds.
    Duration(i64),
    /// An amount, and its currency when that was said.
    Money(f64, Option<String>),
    /// A version.
    Version(Version),
}

/// A value as it is looked at, wherever it is kept.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Given<'a> {
    Text(&'a str),
    Number(f64),
    List(&'a [String]),
}

impl<'a> From<&'a Value> for Given<'a> {
    fn from(value: &'a Value) -> Self {
        match value {
            Value::Text(text) => Self::Text(text),
            Value::Number(number) => Self::Number(*number),
            Value::List(items) => Self::List(items),
            Value::File { name, .. } => Self::Text(name),
        }
    }
}

impl Measure {
    /// Whether values stand in an order.
    pub(super) fn is_ordered(self) -> bool {
        matches!(
            self,
            Self::Number | Self::Time | Self::Clock | Self::Duration | Self::Money | Self::Version
        )
    }

    /// Reads a value; `None` when it cannot be read as one of this measure.
    pub(super) fn read(self, given: Given<'_>) -> Option<Measured> {
        match (self, given) {
            (Self::Exact | Self::Option, Given::Text(text)) => {
                Some(Measured::Text(text.to_owned()))
            }
            (Self::Words, Given::Text(text)) => Some(Measured::Text(fold(text))),
            (Self::Number, Given::Number(number)) => Some(Measured::Number(number)),
            (Self::Number, Given::Text(text)) => text
                .trim()
                .parse()
                .ok()
                .filter(|number: &f64| number.is_finite())
                .map(Measured::Number),
            (Self::Time, Given::Text(text)) => time(text.trim()),
            (Self::Clock, Given::Text(text)) => clock(text.trim()).map(Measured::Clock),
            (Self::Money, Given::Number(amount)) => Some(Measured::Money(amount, None)),
            (Self::Money, Given::Text(text)) => money(text),
            (Self::Duration, Given::Text(text)) => seconds(text).map(Measured::Duration),
            (Self::Version, Given::Text(text)) => Version::parse(text).map(Measured::Version),
            _ => None,
        }
    }
}

impl Measured {
    /// A time with its offset.
    pub(super) fn moment(moment: DateTime<FixedOffset>) -> Self {
        Self::Time(moment.naive_local(), Some(*moment.offset()))
    }

    /// The value as it is said in a complaint.
    pub(super) fn words(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) | Self::Money(number, None) => number.to_string(),
            Self::Time(time, _) if time.time() == NaiveTime::MIN => time.date().to_string(),
            Self::Time(time, _) => time.format("%Y-%m-%d %H:%M").to_string(),
            Self::Clock(time) => time.format("%H:%M").to_string(),
            Self::Money(amount, Some(currency)) => format!("{amount} {currency}"),
            Self::Duration(seconds) if seconds % 3600 == 0 => format!("{} h", seconds / 3600),
            Self::Duration(seconds) => format!("{} min", seconds / 60),
            Self::Version(version) => version.to_string(),
        }
    }

    /// How two values stand to each other; `None` when they are of different measures.
    pub(super) fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Text(left), Self::Text(right)) => Some(left.cmp(right)),
            // What 20 EUR are in USD is nothing that a question knows.
            (Self::Money(_, Some(left)), Self::Money(_, Some(right))) if left != right => None,
            (Self::Number(left), Self::Number(right))
            | (Self::Money(left, _), Self::Money(right, _)) => left.partial_cmp(right),
            (Self::Time(left, Some(here)), Self::Time(right, Some(there))) if here != there => {
                Some((*left - *here).cmp(&(*right - *there)))
            }
            (Self::Time(left, _), Self::Time(right, _)) => Some(left.cmp(right)),
            (Self::Clock(left), Self::Clock(right)) => Some(left.cmp(right)),
            (Self::Duration(left), Self::Duration(right)) => Some(left.cmp(right)),
            (Self::Version(left), Self::Version(right)) => Some(left.cmp(right)),
            _ => None,
        }
    }
}

/// Reads ISO 8601: a day, a day and a time, or a day and a time with an offset.
fn time(text: &str) -> Option<Measured> {
    if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
        return Some(Measured::moment(moment));
    }
    let day = text.parse::<NaiveDate>().ok();
    let day = day.map(|day| day.and_time(NaiveTime::MIN));
    let forms = [
        "%Y-%m-%dT%H:%M",
        "%Y-%m-%d %H:%M",
        // As TOML has it.
        "%Y-%m-%dT%H:%M:%S%.f",
        "%Y-%m-%d %H:%M:%S%.f",
    ];
    let mut moments = forms.iter();
    let time =
        day.or_else(|| moments.find_map(|form| NaiveDateTime::parse_from_str(text, form).ok()))?;
    Some(Measured::Time(time, None))
}

/// Reads a time of day as it is stored: `09:30`, or `09:30:00` as TOML has it.
fn clock(text: &str) -> Option<NaiveTime> {
    let forms = ["%H:%M", "%H:%M:%S"];
    forms
        .iter()
        .find_map(|form| NaiveTime::parse_from_str(text, form).ok())
}

/// Reads an amount as it is stored: `12.50 EUR`, or without a currency.
fn money(text: &str) -> Option<Measured> {
    let mut words = text.split_whitespace();
    let amount = words.next()?.parse().ok();
    let amount = amount.filter(|amount: &f64| amount.is_finite())?;
    let currency = words.next().map(str::to_owned);
    Some(Measured::Money(amount, currency)).filter(|_| words.next().is_none())
}

/// The longest length of time that is understood: a hundred years.
const LONGEST: i64 = 100 * 366 * DAY;

const DAY: i64 = 24 * 3600;

/// A length of time as it was said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Length {
    /// Months, which differ in length.
    pub(super) months: u32,
    /// The rest, in seconds.
    pub(super) seconds: i64,
    /// Whether it was said in days, weeks, months or years alone.
    pub(super) whole_days: bool,
}

impl Length {
    /// Reads a length of time such as `90m`, `2h 30m`, `2 hours`, `3 days`, `1.5 h`, `2 weeks`.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        // ISO 8601 forms such as `pt2h` are nothing that a person says.
        if !text.starts_with(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let span: jiff::Span = text.parse().ok()?;
        let months = i64::from(span.get_years()) * 12 + i64::from(span.get_months());
        let days = i64::from(span.get_weeks()) * 7 + i64::from(span.get_days());
        let time = i64::from(span.get_hours()) * 3600
            + span.get_minutes().checked_mul(60)?
            + span.get_seconds()
            + span.get_milliseconds() / 1000;
        let seconds = days * DAY + time;
        let length = Self {
            months: u32::try_from(months).ok()?,
            seconds,
            whole_days: time == 0 && days + months > 0,
        };
        (seconds >= 0 && length.total() <= LONGEST).then_some(length)
    }

    /// All of it in seconds, a month being thirty days.
    fn total(self) -> i64 {
        (i64::from(self.months) * 30 * DAY).saturating_add(self.seconds)
    }
}

/// Reads a length of time, in seconds.
pub(super) fn seconds(text: &str) -> Option<i64> {
    Length::parse(text).map(Length::total)
}

/// A version, compared segment by segment: `5.10` is later than `5.9`, `5.2` is `5.2.0`, `5.2-beta` comes before it, and
/// `5.2 SP1` comes after it and before `5.2.1`. The number of a build, and what stands in brackets, says nothing.
#[derive(Debug, Clone)]
pub struct Version(Vec<Segment>);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Segment {
    Letters(String),
    Number(u64),
}

/// Letters that name something that came after the version: service packs, updates, patches, and the like.
const LATER: &[&str] = &[
    "sp", "r", "rev", "u", "update", "patch", "p", "pl", "hf", "hotfix", "fix", "post", "cu", "fp",
];

impl Segment {
    /// Its kind among those of the same place; letters of a beta come before nothing, those of an update after it.
    fn rank(&self) -> u8 {
        match self {
            Self::Letters(letters) if LATER.contains(&letters.as_str()) => 2,
            Self::Letters(_) => 0,
            Self::Number(0) => 1,
            Self::Number(_) => 3,
        }
    }
}

impl PartialOrd for Segment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Segment {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self, other) {
            (Self::Number(left), Self::Number(right)) => left.cmp(right),
            (Self::Letters(left), Self::Letters(right)) if self.rank() == other.rank() => {
                left.cmp(right)
            }
            _ => self.rank().cmp(&other.rank()),
        }
    }
}

impl Version {
    /// Reads a version; `None` when there is no digit in it.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let first = text.find(|c: char| c.is_ascii_digit())?;
        let end = ["(", "[", "build"].iter().filter_map(|end| text.find(end));
        let end = end.filter(|end| *end > first).min().unwrap_or(text.len());
        let mut segments = Vec::new();
        // What stands before the first digit is a name: `v5.2`, `Ledger 5.2`.
        for part in text.get(first..end)?.split(|c: char| !c.is_alphanumeric()) {
            let mut rest = part;
            while let Some(head) = rest.chars().next() {
                let digits = head.is_ascii_digit();
                let end = rest
                    .find(|c: char| c.is_ascii_digit() != digits)
                    .unwrap_or(rest.len());
                let (segment, after) = rest.split_at(end);
                segments.push(if digits {
                    Segment::Number(segment.parse().unwrap_or(u64::MAX))
                } else {
                    Segment::Letters(segment.to_owned())
                });
                rest = after;
            }
        }
        Some(Self(segments))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let segments = self.0.iter().map(|segment| match segment {
            Segment::Letters(letters) => letters.clone(),
            Segment::Number(number) => number.to_string(),
        });
        f.write_str(&segments.collect::<Vec<_>>().join("."))
    }
}

impl PartialEq for Version {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Version {}

impl PartialOrd for Version {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Version {
    fn cmp(&self, other: &Self) -> Ordering {
        let zero = Segment::Number(0);
        let longest = self.0.len().max(other.0.len());
        (0..longest)
            .map(|at| {
                self.0
                    .get(at)
                    .unwrap_or(&zero)
                    .cmp(other.0.get(at).unwrap_or(&zero))
            })
            .find(|order| order.is_ne())
            .unwrap_or(Ordering::Equal)
    }
}
