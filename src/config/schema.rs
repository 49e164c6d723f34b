//! The keys of a settings file.

use chrono::{NaiveTime, Weekday};
use toml::de::{DeTable, DeValue};

use super::{Config, KeyChange, Noted, Theme, WorkingHours};
use crate::domain::id::Station;
use crate::handwritten::Fault;
use crate::handwritten::fault::Faults;
use crate::handwritten::reader::{Reader, Spot};

const THEMES: &[(&str, Theme)] = &[
    ("auto", Theme::Auto),
    ("dark", Theme::Dark),
    ("light", Theme::Light),
    ("mono", Theme::Mono),
];

const DAYS: &[(&str, Weekday)] = &[
    ("mon", Weekday::Mon),
    ("tue", Weekday::Tue),
    ("wed", Weekday::Wed),
    ("thu", Weekday::Thu),
    ("fri", Weekday::Fri),
    ("sat", Weekday::Sat),
    ("sun", Weekday::Sun),
];

/// Sets what the text sets, and reports everything else in it.
pub(super) fn apply(config: &mut Config, file: &str, text: &str) -> Vec<Fault> {
    let faults = Faults::new(file, text);
    let (table, errors) = DeTable::parse_recoverable(text);
    faults.slip(&errors, "");
    read(config, Reader::new(table.get_ref(), 0..0, "", &faults));
    faults.into_found()
}

fn read(config: &mut Config, reader: Reader<'_>) {
    if let Some(agent) = reader.text("agent") {
        config.agent = Some(agent.trim().to_owned());
    }
    if let Some((code, span)) = reader.spotted_text("station") {
        config.station = Station::parse(&code).or_else(|| {
            let message = format!("`{code}` is not a station code: a letter, then a letter or digit, without I, L, O and U, such as K7");
            reader.fault(&span, "station", message);
            config.station
        });
    }
    for (folder, span) in reader.spotted_texts("flows") {
        let place = reader.place(&span, "flows");
        config.flows.push(Noted {
            value: folder.into(),
            place,
        });
    }
    if let Some((region, span)) = reader.spotted_text("region") {
        match country(&region) {
            Ok(region) => config.region = region,
            Err(message) => reader.fault(&span, "region", message),
        }
    }
    if let Some((language, span)) = reader.spotted_text("language") {
        match tongue(&language) {
            Some(language) => config.language = Some(language),
            None => reader.fault(
                &span,
                "language",
                format!("`{language}` is not a language’s code, such as \"de\" or \"pt_br\""),
            ),
        }
    }
    if let Some(theme) = reader.word("theme", THEMES) {
        config.theme = theme;
    }
    if reader.has("products") {
        config.products = reader.texts("products");
    }
    if let Some(hours) = reader.table("working_hours") {
        working_hours(&mut config.working_hours, hours);
    }
    if let Some(keys) = reader.table("keys") {
        config.keys.extend(
            keys.entries()
                .filter_map(|(action, value)| key_change(&keys, action, value)),
        );
    }
    reader.finish();
}

/// The code of a country, in capital letters.
fn country(code: &str) -> Result<String, String> {
    let letters = code.trim().to_ascii_uppercase();
    match letters.as_str() {
        "UK" => Err("the code of the United Kingdom is \"GB\"".to_owned()),
        _ if letters.len() == 2 && letters.bytes().all(|letter| letter.is_ascii_uppercase()) => {
            Ok(letters)
        }
        _ => Err(format!(
            "`{code}` is not a country’s code of two letters, such as \"US\" or \"DE\""
        )),
    }
}

/// The code of a language as the keys of flows end with it: `de`, `pt_br`.
fn tongue(code: &str) -> Option<String> {
    let code = code.trim().to_ascii_lowercase().replace('-', "_");
    let is_word = |word: &str, most: usize| {
        (2..=most).contains(&word.len()) && word.bytes().all(|c| c.is_ascii_lowercase())
    };
    let fits = match code.split_once('_') {
        Some((language, region)) => is_word(language, 3) && is_word(region, 2),
        None => is_word(&code, 3),
    };
    fits.then_some(code)
}

/// Takes the hours over as a whole: an end without its start would be somebody else's day.
fn working_hours(hours: &mut WorkingHours, reader: Reader<'_>) {
    let mut new = hours.clone();
    for (key, time) in [("start", &mut new.start), ("end", &mut new.end)] {
        let Some((text, span)) = reader.spotted_text(key) else {
            continue;
        };
        match NaiveTime::parse_from_str(text.trim(), "%H:%M") {
            Ok(read) => *time = read,
            Err(_) => reader.fault(
                &span,
                key,
                format!("`{text}` is not a time of day, such as \"09:00\" or \"17:30\""),
            ),
        }
    }
    if reader.has("days") {
        let words = reader.spotted_texts("days");
        new.days = words
            .iter()
            .filter_map(|(word, span)| reader.one_of(word, span, "days", DAYS))
            .collect();
    }
    if new.end <= new.start {
        reader.fault(
            &reader.span_of("end"),
            "end",
            "the day ends before it begins; the default hours are in force",
        );
    } else if new.days.is_empty() {
        reader.fault(
            &reader.span_of("days"),
            "days",
            "there is no working day; name at least one, such as \"mon\"",
        );
    } else {
        *hours = new;
    }
    reader.finish();
}

/// The keys of one action: a text, or a list of texts.
fn key_change(reader: &Reader<'_>, action: &str, value: Spot<'_>) -> Option<Noted<KeyChange>> {
    let keys: Option<Vec<String>> = match value.get_ref() {
        DeValue::String(key) => Some(vec![key.to_string()]),
        DeValue::Array(keys) => keys
            .iter()
            .map(|key| key.get_ref().as_str().map(str::to_owned))
            .collect(),
        _ => None,
    };
    let keys =
        keys.filter(|keys| !keys.is_empty() && keys.iter().all(|key| !key.trim().is_empty()));
    let Some(keys) = keys else {
        let message = "a key or a list of keys was expected, such as \"ctrl-f\"";
        reader.fault(&value.span(), action, message);
        return None;
    };
    Some(Noted {
        value: KeyChange {
            action: action.to_owned(),
            keys,
        },
        place: reader.place(&value.span(), action),
    })
}
