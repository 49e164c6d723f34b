//! Picks options by number, id, label, or the beginning of a label.

use super::Parsed;
use crate::domain::answer::Value;
use crate::domain::id::fold;
use crate::flow::question::{Choice, OTHER, Options};

/// What one piece of typing picked.
enum Picked<'a> {
    Option(&'a Choice),
    /// Free text, for the option that takes it.
    Other(String),
}

impl Picked<'_> {
    fn id(&self) -> String {
        match self {
            Self::Option(option) => option.id.clone(),
            Self::Other(_) => OTHER.to_owned(),
        }
    }

    fn words(&self, language: Option<&str>) -> String {
        match self {
            Self::Option(option) => option.label_in(language).to_owned(),
            Self::Other(text) => text.clone(),
        }
    }
}

pub(super) fn one(
    all: &Options,
    offered: &[&Choice],
    line: &str,
    language: Option<&str>,
) -> Result<Parsed, String> {
    let picked = pick(all, offered, line, language)?;
    Ok(Parsed::shown(
        Value::Text(picked.id()),
        picked.words(language),
    ))
}

/// Several, with commas between; digits need none.
pub(super) fn several(
    all: &Options,
    offered: &[&Choice],
    line: &str,
    language: Option<&str>,
) -> Result<Parsed, String> {
    let digits = line
        .chars()
        .all(|c| c.is_ascii_digit() || c == ' ' || c == ',');
    let pieces: Vec<String> = if digits && offered.len() < 10 {
        line.chars()
            .filter(char::is_ascii_digit)
            .map(String::from)
            .collect()
    } else {
        let pieces = line.split([',', ';']).map(|piece| piece.trim().to_owned());
        pieces.filter(|piece| !piece.is_empty()).collect()
    };
    let mut picked: Vec<Picked<'_>> = Vec::new();
    for piece in &pieces {
        let next = pick(all, offered, piece, language)?;
        let other = picked.iter_mut().find_map(|picked| match picked {
            Picked::Other(text) => Some(text),
            Picked::Option(_) => None,
        });
        if let (Some(text), Picked::Other(more)) = (other, &next) {
            // Free text may have commas of its own.
            text.push_str(", ");
            text.push_str(more);
        } else if !picked.iter().any(|other| other.id() == next.id()) {
            picked.push(next);
        }
    }
    let alone = picked
        .iter()
        .find(|picked| matches!(picked, Picked::Option(option) if option.exclusive));
    if let (Some(alone), true) = (alone, picked.len() > 1) {
        return Err(format!("“{}” excludes the others.", alone.words(language)));
    }
    // In the order of the options, so that the same choice is stored the same way.
    let place = |picked: &Picked<'_>| all.items.iter().position(|option| option.id == picked.id());
    picked.sort_by_key(|picked| place(picked).unwrap_or(usize::MAX));
    if picked.is_empty() {
        return Err(complaint(all, offered, language));
    }
    let words: Vec<_> = picked.iter().map(|picked| picked.words(language)).collect();
    Ok(Parsed::shown(
        Value::List(picked.iter().map(Picked::id).collect()),
        words.join(" · "),
    ))
}

fn pick<'a>(
    all: &Options,
    offered: &[&'a Choice],
    typed: &str,
    language: Option<&str>,
) -> Result<Picked<'a>, String> {
    let wanted = fold(typed);
    let by_number = wanted
        .parse::<usize>()
        .ok()
        .and_then(|number| offered.get(number.checked_sub(1)?));
    let exact =
        |option: &&&Choice| option.id == wanted || fold(option.label_in(language)) == wanted;
    let begins = |option: &&&Choice| {
        fold(option.label_in(language)).starts_with(&wanted) || option.id.starts_with(&wanted)
    };
    let by_beginning = || {
        let mut found = offered.iter().filter(begins);
        // A beginning that fits two options picks neither.
        found
            .next()
            .filter(|_| found.next().is_none() && !wanted.is_empty())
    };
    let found = by_number
        .or_else(|| offered.iter().find(exact))
        .or_else(by_beginning);
    match found {
        Some(option) => Ok(Picked::Option(option)),
        // A number that names no option was meant as one all the same.
        None if all.other && wanted.parse::<usize>().is_err() => {
            Ok(Picked::Other(typed.to_owned()))
        }
        None => Err(complaint(all, offered, language)),
    }
}

fn complaint(all: &Options, offered: &[&Choice], language: Option<&str>) -> String {
    let labels = offered.iter().map(|option| option.label_in(language));
    let ids: Vec<_> = labels.collect();
    let or_other = if all.other {
        ", or type something else"
    } else {
        ""
    };
    format!(
        "Type 1–{} or the beginning of: {}{or_other}.",
        offered.len(),
        ids.join(", ")
    )
}
