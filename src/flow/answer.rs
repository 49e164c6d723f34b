//! Reads what was typed as an answer: a value and its words, or a friendly complaint in one sentence.

mod contact;
pub mod given;
mod money;
mod number;
mod pick;
pub mod when;

use chrono::NaiveTime;

pub use when::{Leaning, when};

use super::question::{Bound, Choice, Kind, Question};
use super::value::{Given, Measured, Version, seconds};
use crate::domain::answer::Value;
use crate::domain::id::Moment;
use crate::domain::reference::{NotAReference, Reference};

/// What was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// What is stored.
    pub value: Value,
    /// The value in words, where they differ.
    pub shown: Option<String>,
    /// What a check has against it, when the agent may accept it all the same; the record notes it.
    pub warning: Option<String>,
}

/// When and where somebody types.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// The time.
    pub now: Moment,
    /// The country whose telephone numbers need no prefix, such as `US`.
    pub region: &'a str,
    /// The language in which options are shown, such as `de`; that of the flow when absent.
    pub language: Option<&'a str>,
}

impl Parsed {
    fn text(text: impl Into<String>) -> Self {
        Self {
            value: Value::Text(text.into()),
            shown: None,
            warning: None,
        }
    }

    /// A file that was handed in: its name, its length in bytes, and the SHA-256 of its content in hexadecimal.
    pub fn file(name: &str, size: u64, sha256: &str) -> Self {
        let (name, sha256) = (name.to_owned(), sha256.to_owned());
        let shown = format!("{name}, {size} bytes");
        Self::shown(Value::File { name, size, sha256 }, shown)
    }

    fn shown(value: Value, shown: impl Into<String>) -> Self {
        Self {
            value,
            shown: Some(shown.into()),
            warning: None,
        }
    }
}

/// Reads what was typed as the answer to a question; `options` are those that are offered now, see
/// [`super::Run::options`]. The error is a sentence for the person.
pub fn parse(
    question: &Question,
    options: &[&Choice],
    typed: &str,
    setting: Setting<'_>,
) -> Result<Parsed, String> {
    let trimmed = typed.trim();
    if trimmed.is_empty() {
        return Err("Nothing was typed yet.".to_owned());
    }
    let line = trimmed.split_whitespace().collect::<Vec<_>>().join(" ");
    let parsed = match &question.kind {
        Kind::Exact => Parsed::text(typed),
        Kind::Long => Parsed::text(trimmed),
        Kind::Text | Kind::Caller | Kind::Customer | Kind::Product | Kind::Category => {
            Parsed::text(line)
        }
        Kind::Steps => steps(trimmed),
        Kind::YesNo => yes_or_no(&line)?,
        Kind::Choice(all) => pick::one(all, options, &line, setting.language)?,
        Kind::Choices(all) => pick::several(all, options, &line, setting.language)?,
        Kind::Number { unit, integer } => number::number(&line, unit.as_deref(), *integer)?,
        Kind::Scale { min, max } => scale(&line, *min, *max)?,
        Kind::Date => date(question, &line, setting.now)?,
        Kind::Time => time(&line)?,
        Kind::DateTime => date_time(question, &line, setting.now)?,
        Kind::Duration => duration(&line)?,
        Kind::Version => version(&line)?,
        Kind::Phone => contact::phone(&line, setting.region),
        Kind::Email => contact::email(&line, &question.check)?,
        Kind::Url => contact::url(&line, &question.check)?,
        Kind::Money { unit } => money::money(&line, unit.as_deref())?,
        // Whoever has the file hands its size and content in, see [`Parsed::file`].
        Kind::File => Parsed::text(line),
        Kind::Reference => reference(&line)?,
        Kind::Note => return Err("There is nothing to answer here.".to_owned()),
    };
    check(question, parsed, setting.now)
}

/// Steps, one a line or one after another: their own numbers are taken off.
fn steps(typed: &str) -> Parsed {
    let lines = typed.lines().map(|line| {
        let line = line.trim();
        let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = digits.len() < line.len();
        let rest = digits.strip_prefix(['.', ')']).filter(|_| numbered);
        rest.or_else(|| line.strip_prefix("- "))
            .unwrap_or(line)
            .trim()
            .to_owned()
    });
    let steps: Vec<_> = lines.filter(|line| !line.is_empty()).collect();
    let numbered: Vec<_> = steps
        .iter()
        .enumerate()
        .map(|(at, step)| format!("{}. {step}", at + 1))
        .collect();
    Parsed::shown(Value::List(steps), numbered.join("  "))
}

fn yes_or_no(line: &str) -> Result<Parsed, String> {
    match line.to_lowercase().as_str() {
        "y" | "yes" | "yep" | "yeah" | "true" | "1" => Ok(Parsed::text("yes")),
        "n" | "no" | "nope" | "false" | "2" => Ok(Parsed::text("no")),
        _ => Err("Type y for yes or n for no.".to_owned()),
    }
}

fn scale(line: &str, min: i64, max: i64) -> Result<Parsed, String> {
    let point = line
        .parse()
        .ok()
        .filter(|point: &i64| (min..=max).contains(point));
    let point = point.ok_or_else(|| format!("Type a whole number from {min} to {max}."))?;
    #[expect(
        clippy::cast_precision_loss,
        reason = "the ends of a scale are near each other and small"
    )]
    let value = Value::Number(point as f64);
    Ok(Parsed::shown(value, format!("{point} of {min}–{max}")))
}

/// A question whose answer cannot be before now looks ahead; all others look back.
fn leaning(question: &Question) -> Leaning {
    if question.check.min == Some(Bound::Now) {
        Leaning::Future
    } else {
        Leaning::Past
    }
}

const DAY: &str = "%a %-d %b %Y";

fn date(question: &Question, line: &str, now: Moment) -> Result<Parsed, String> {
    let said = when::read(line, now, leaning(question))?;
    let value = Value::Text(said.day.to_string());
    Ok(Parsed::shown(value, said.day.format(DAY).to_string()))
}

fn time(line: &str) -> Result<Parsed, String> {
    let time = when::time_of_day(line)
        .ok_or_else(|| format!("“{line}” is not a time of day; try 14:00, 9:30 or 2 pm."))?;
    Ok(Parsed::text(time.format("%H:%M").to_string()))
}

/// The reference of another incident, in the form in which it is written.
fn reference(line: &str) -> Result<Parsed, String> {
    let complaint = |error| match error {
        NotAReference::Form => "That is not a reference, such as K7-1042-P.".to_owned(),
        NotAReference::Check(rest) => {
            format!("{rest} does not go with that last character; please read it again.")
        }
    };
    let reference = Reference::parse(line).map_err(complaint)?;
    Ok(Parsed::text(reference.to_string()))
}

/// A day without a time is stored as a day: nobody said a time.
fn date_time(question: &Question, line: &str, now: Moment) -> Result<Parsed, String> {
    let said = when::read(line, now, leaning(question))?;
    let day = said.day.format(DAY).to_string();
    let Some(time) = said.time else {
        return Ok(Parsed::shown(Value::Text(said.day.to_string()), day));
    };
    let moment = said.at(time, now);
    let value = Value::Text(moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, false));
    Ok(Parsed::shown(
        value,
        format!("{day} {}", moment.format("%H:%M")),
    ))
}

fn duration(line: &str) -> Result<Parsed, String> {
    let plain = when::with_digits(&line.to_lowercase());
    let seconds = seconds(&plain).or_else(|| {
        // A bare number of minutes is the most that a caller ever leaves out.
        plain
            .parse()
            .ok()
            .filter(|minutes: &i64| (0..100_000).contains(minutes))
            .map(|minutes| minutes * 60)
    });
    let seconds = seconds
        .ok_or_else(|| format!("“{line}” is not a length of time; try 90 min, 2 h, 3 days."))?;
    let parts = [(86_400, "d"), (3600, "h"), (60, "m"), (1, "s")];
    let mut left = seconds;
    let mut words = Vec::new();
    for (size, unit) in parts {
        if left >= size {
            words.push(format!("{}{unit}", left / size));
            left %= size;
        }
    }
    if words.is_empty() {
        words.push("0m".to_owned());
    }
    Ok(Parsed::text(words.join(" ")))
}

fn version(line: &str) -> Result<Parsed, String> {
    match Version::parse(line) {
        Some(_) => Ok(Parsed::text(line)),
        None => Err("A version has a digit in it, such as 5.2.".to_owned()),
    }
}

/// What the check of a question has against a value, and whether an agent may accept it all the same.
pub fn against(
    question: &Question,
    value: &Value,
    now: impl Into<Option<Moment>>,
) -> Option<(String, bool)> {
    let check = &question.check;
    let complaint = bounds(question, value, now.into()).or_else(|| {
        let pattern = check.pattern.as_ref()?;
        let matches = matches!(value, Value::Text(text) if pattern.is_match(text));
        (!matches).then(|| "That does not look as expected.".to_owned())
    })?;
    let complaint = check.message.clone().unwrap_or(complaint);
    Some((complaint, check.warn_only))
}

/// Holds a value against the question's check: an error, or a warning beside the value.
fn check(question: &Question, mut parsed: Parsed, now: Moment) -> Result<Parsed, String> {
    match against(question, &parsed.value, now) {
        None => Ok(parsed),
        Some((complaint, true)) => {
            parsed.warning = Some(complaint);
            Ok(parsed)
        }
        Some((complaint, false)) => Err(complaint),
    }
}

fn bounds(question: &Question, value: &Value, now: Option<Moment>) -> Option<String> {
    let check = &question.check;
    if check.min.is_none() && check.max.is_none() {
        return None;
    }
    let measure = question.kind.measure();
    let counts = |count: usize| u32::try_from(count).map_or(f64::MAX, f64::from);
    let (measured, what) = match (value, measure.is_ordered()) {
        (_, true) => (measure.read(Given::from(value))?, ""),
        (Value::Text(text), _) => (
            Measured::Number(counts(text.chars().count())),
            " characters",
        ),
        (Value::List(items), _) => (Measured::Number(counts(items.len())), " of them"),
        (Value::Number(number), _) => (Measured::Number(*number), ""),
        (Value::File { .. }, _) => return None,
    };
    // A day without a time is held against days.
    let whole_day = matches!(&measured, Measured::Time(time, _) if time.time() == NaiveTime::MIN);
    let end = |bound: &Bound| match bound {
        Bound::At(end) => Some(end.clone()),
        Bound::Now if whole_day => {
            let day = now?.date_naive();
            Some(Measured::Time(day.and_time(NaiveTime::MIN), None))
        }
        Bound::Now => now.map(Measured::moment),
    };
    let words = |bound: &Bound| match bound {
        Bound::At(end) => format!("{}{what}", end.words()),
        Bound::Now => "now".to_owned(),
    };
    let fails = |bound: &&Bound, is_wrong: fn(std::cmp::Ordering) -> bool| {
        end(bound).is_some_and(|end| measured.compare(&end).is_some_and(is_wrong))
    };
    if let Some(min) = check
        .min
        .as_ref()
        .filter(|min| fails(min, std::cmp::Ordering::is_lt))
    {
        return Some(format!("It should be at least {}.", words(min)));
    }
    let max = check
        .max
        .as_ref()
        .filter(|max| fails(max, std::cmp::Ordering::is_gt))?;
    Some(format!("It should be at most {}.", words(max)))
}
