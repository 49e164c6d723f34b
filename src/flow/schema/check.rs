//! The check of an answer: its ends, its pattern, and how severe it is.

use crate::flow::condition::pattern;
use crate::flow::question::{Bound, Check, Kind};
use crate::flow::value::{Given, Measure, Measured};
use crate::handwritten::reader::{Reader, kind as kind_of, number};

pub(super) fn check(reader: &Reader<'_>, kind: &Kind) -> Check {
    // The ends of a scale belong to its type.
    let (min, max) = match kind {
        Kind::Scale { .. } => (None, None),
        _ => (bound(reader, "min", kind), bound(reader, "max", kind)),
    };
    if let (Some(Bound::At(least)), Some(Bound::At(most))) = (&min, &max)
        && least.compare(most) == Some(std::cmp::Ordering::Greater)
    {
        let message = format!(
            "the least is {}, and the most {}: no answer passes",
            least.words(),
            most.words()
        );
        reader.fault(&reader.span_of("min"), "min", message);
    }
    let options = match kind {
        Kind::Choices(options) => Some(options.ids().len()),
        _ => None,
    };
    if let (Some(options), Some(Bound::At(Measured::Number(least)))) = (options, &min)
        && u32::try_from(options).is_ok_and(|options| f64::from(options) < *least)
    {
        let message = format!("there are only {options} options, so nobody can choose {least}");
        reader.fault(&reader.span_of("min"), "min", message);
    }
    let pattern = reader.spotted_text("pattern").and_then(|(text, span)| {
        let has_text = matches!(
            kind.measure(),
            Measure::Words | Measure::Exact | Measure::Version
        );
        if !has_text || matches!(kind, Kind::File | Kind::Reference) {
            reader.fault(
                &span,
                "pattern",
                format!("a question of type {} has no text to match", kind.id()),
            );
        }
        pattern(&text)
            .map_err(|message| reader.fault(&span, "pattern", message))
            .ok()
    });
    let check = Check {
        min,
        max,
        pattern,
        message: reader.text("message"),
        warn_only: reader
            .word("severity", &[("error", false), ("warn", true)])
            .unwrap_or(false),
    };
    // A mail address and a web address are checked by their type.
    let is_checked = matches!(kind, Kind::Email | Kind::Url)
        || ["min", "max", "pattern"].iter().any(|key| reader.has(key));
    for key in ["message", "severity"] {
        if reader.has(key) && !is_checked {
            let message = "it belongs to a check: min, max or pattern";
            reader.fault(&reader.span_of(key), key, message);
        }
    }
    check
}

fn bound(reader: &Reader<'_>, key: &'static str, kind: &Kind) -> Option<Bound> {
    let value = reader.get(key)?;
    let measure = kind.measure();
    let text = value.get_ref().as_str().map(ToOwned::to_owned);
    let text = text.or_else(|| value.get_ref().as_datetime().map(ToString::to_string));
    let bound = match measure {
        Measure::Time if text.as_deref() == Some("now") => Some(Bound::Now),
        Measure::Time | Measure::Clock | Measure::Duration | Measure::Version => text
            .and_then(|text| measure.read(Given::Text(&text)))
            .map(Bound::At),
        Measure::Nothing | Measure::Option => None,
        _ if matches!(kind, Kind::File | Kind::Reference) => None,
        Measure::Money => number(value).map(|amount| Bound::At(Measured::Money(amount, None))),
        // A number is bound by its value, a text by its characters, a list by its length.
        _ => number(value).map(|number| Bound::At(Measured::Number(number))),
    };
    if bound.is_none() {
        let message = match measure {
            Measure::Time => "a day such as \"2026-06-01\", or \"now\", was expected".to_owned(),
            Measure::Clock => "a time of day such as \"09:30\" was expected".to_owned(),
            Measure::Duration => "a length of time such as \"2h\" was expected".to_owned(),
            Measure::Version => "a version in quotes, such as \"5.2\", was expected".to_owned(),
            _ if matches!(
                (measure, kind),
                (Measure::Nothing | Measure::Option, _) | (_, Kind::File | Kind::Reference)
            ) =>
            {
                format!("a question of type {} has no {key}", kind.id())
            }
            _ => format!("a number was expected, not {}", kind_of(value)),
        };
        reader.fault(&value.span(), key, message);
    }
    bound
}
