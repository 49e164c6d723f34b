//! The sentences of a brief: `{product} {version}: {answer.symptom|printing fails}`.

use super::condition::Source;
use super::condition::names::Names;
use crate::domain::answer::Field;

/// A text with places that answers fill.
///
/// A place without a value takes what stands after `|`. One that has neither leaves a gap: a summary closes it, and
/// a read-back leaves its whole sentence out, because a sentence with a gap cannot be spoken.
#[derive(Debug, Clone, Default)]
pub struct Template {
    pieces: Vec<Piece>,
}

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Place {
        slot: Slot,
        fallback: Option<String>,
    },
}

/// What fills a place.
#[derive(Debug, Clone)]
pub(super) enum Slot {
    /// The answer to a question.
    Answer(Vec<Source>),
    /// A field of the record.
    Field(Field, Vec<Source>),
}

/// Gives the words for a place.
pub(super) type Fill<'f> = &'f dyn Fn(&Slot) -> Option<String>;

/// The fields that a template can name.
const FIELDS: &[(&str, Field)] = &[
    ("product", Field::Product),
    ("version", Field::Version),
    ("customer", Field::Customer),
    ("caller", Field::Caller),
];

impl Template {
    /// Reads a template; the faults are sentences.
    pub(super) fn parse(text: &str, names: &Names<'_>) -> Result<Self, Vec<String>> {
        let mut pieces = Vec::new();
        let mut faults = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            pieces.push(Piece::Text(before.to_owned()));
            let Some((place, after)) = after.split_once('}') else {
                faults.push("a `{` has no `}`".to_owned());
                rest = "";
                break;
            };
            rest = after;
            let (name, fallback) = match place.split_once('|') {
                Some((name, fallback)) => (name.trim(), Some(fallback.to_owned())),
                None => (place.trim(), None),
            };
            match slot(name, names) {
                Some(slot) => pieces.push(Piece::Place { slot, fallback }),
                None => faults.push(format!(
                    "`{{{name}}}` names nothing; there are product, version, customer, caller, and answer.ID"
                )),
            }
        }
        pieces.push(Piece::Text(rest.to_owned()));
        if faults.is_empty() {
            Ok(Self { pieces })
        } else {
            Err(faults)
        }
    }

    /// The text with its gaps closed.
    pub(super) fn line(&self, fill: Fill<'_>) -> String {
        let text: String = self
            .pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Place { slot, fallback } => {
                    fill(slot).or_else(|| fallback.clone()).unwrap_or_default()
                }
            })
            .collect();
        tidy(&text)
    }

    /// The text without the sentences that have a gap.
    pub(super) fn sentences(&self, fill: Fill<'_>) -> String {
        let mut whole = String::new();
        let mut sentence = String::new();
        let mut gap = false;
        let mut flush = |sentence: &mut String, gap: &mut bool| {
            if !*gap {
                whole.push_str(&capital(sentence));
            }
            sentence.clear();
            *gap = false;
        };
        for piece in &self.pieces {
            match piece {
                Piece::Place { slot, fallback } => match fill(slot).or_else(|| fallback.clone()) {
                    Some(text) => sentence.push_str(&text),
                    None => gap = true,
                },
                Piece::Text(text) => {
                    // Whoever typed a whole sentence ended it already.
                    if text.starts_with('.') && sentence.ends_with('.') {
                        sentence.pop();
                    }
                    let mut rest = text.as_str();
                    while let Some(end) = sentence_end(rest) {
                        let (head, tail) = rest.split_at(end);
                        sentence.push_str(head);
                        flush(&mut sentence, &mut gap);
                        rest = tail;
                    }
                    sentence.push_str(rest);
                }
            }
        }
        flush(&mut sentence, &mut gap);
        tidy(&whole)
    }
}

fn slot(name: &str, names: &Names<'_>) -> Option<Slot> {
    if let Some(id) = name.strip_prefix("answer.") {
        return names
            .question(id)
            .map(|(source, _)| Slot::Answer(vec![source]));
    }
    let &(_, field) = FIELDS.iter().find(|(known, _)| *known == name)?;
    Some(Slot::Field(field, names.filling(field)))
}

/// A sentence with its first letter large: an answer was typed in haste, and begins it as often as not.
fn capital(sentence: &str) -> String {
    let start = sentence.len() - sentence.trim_start().len();
    let (space, words) = sentence.split_at(start);
    let mut letters = words.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    space
        .chars()
        .chain(first)
        .chain(letters.as_str().chars())
        .collect()
}

/// Where the first sentence ends: behind a full stop, question or exclamation mark with white space after it.
fn sentence_end(text: &str) -> Option<usize> {
    let ends = text.char_indices().zip(text.chars().skip(1));
    for ((at, character), next) in ends {
        if matches!(character, '.' | '!' | '?') && next.is_whitespace() {
            return Some(at + character.len_utf8());
        }
    }
    None
}

/// Single spaces, no empty brackets, no space before a mark, no mark at the ends that joined nothing.
fn tidy(text: &str) -> String {
    let mut text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    for (from, to) in [
        ("( )", ""),
        ("()", ""),
        (" ,", ","),
        (" .", "."),
        (" :", ":"),
        (" ;", ";"),
        (" ?", "?"),
        (" )", ")"),
    ] {
        text = text.replace(from, to);
    }
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, ':' | ',' | ';' | '·'));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
