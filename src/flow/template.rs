//! Words with places that answers fill: `{product} {version}: {answer.symptom|printing fails}`.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;

use super::condition::Source;
use super::condition::names::Names;
use crate::domain::answer::Field;
use crate::handwritten::fault::nearest;

/// Words for a person, which may have places that answers fill. Read as a text, it is what stands in the file.
#[derive(Debug, Clone, Default)]
pub struct Text {
    raw: String,
    template: Option<Template>,
}

impl Text {
    /// The words as they stand in the file.
    pub(super) fn new(raw: impl Into<String>) -> Self {
        Self {
            raw: raw.into(),
            template: None,
        }
    }

    /// Finds the places, if there are any.
    pub(super) fn resolve(&mut self, names: &Names<'_>) -> Result<(), Vec<NoPlace>> {
        if self.raw.contains(['{', '}']) {
            self.template = Some(Template::parse(&self.raw, names)?);
        }
        Ok(())
    }

    /// The places that have nothing to say when there is no answer.
    pub(super) fn has_gaps(&self) -> bool {
        let pieces = self.template.iter().flat_map(|template| &template.pieces);
        let gap = |piece: &Piece| matches!(piece, Piece::Place { fallback: None, .. });
        pieces.into_iter().any(gap)
    }

    /// The questions whose answers fill a place.
    pub(super) fn sources(&self) -> Vec<Source> {
        self.template
            .as_ref()
            .map_or_else(Vec::new, Template::sources)
    }

    /// The words with their places filled.
    pub(super) fn fill(&self, fill: Fill<'_>) -> Cow<'_, str> {
        match &self.template {
            None => Cow::Borrowed(&self.raw),
            Some(template) => Cow::Owned(template.text(fill)),
        }
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.raw
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.raw)
    }
}

/// A text with places that answers fill. A brace that is meant as one is written twice: `{{`, `}}`.
///
/// A place without a value takes what stands after `|`. One that has neither leaves a gap: a summary closes it, and
/// a read-back leaves its whole sentence out, because a sentence with a gap cannot be spoken.
#[derive(Debug, Clone, Default)]
pub struct Template {
    raw: String,
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

/// A place of a text that means nothing.
#[derive(Debug)]
pub(super) struct NoPlace {
    /// What is wrong, as a sentence.
    pub(super) message: String,
    /// As it is written, with its braces.
    pub(super) written: String,
    /// Which of those that are written alike, from 0.
    pub(super) nth: usize,
    /// What may be meant.
    pub(super) near: Option<String>,
}

/// What fills a place.
#[derive(Debug, Clone)]
pub(super) enum Slot {
    /// The answer to a question.
    Answer(Vec<Source>),
    /// A field of the record.
    Field(Field, Vec<Source>),
    /// The problem in one line, or else in the caller's own words, or else as it was described.
    Problem([Vec<Source>; 3]),
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
    /// What stands in the file.
    pub(super) fn written(&self) -> &str {
        &self.raw
    }

    /// Reads a template.
    pub(super) fn parse(text: &str, names: &Names<'_>) -> Result<Self, Vec<NoPlace>> {
        let mut pieces = Vec::new();
        let mut faults = Vec::new();
        let mut words = String::new();
        let mut rest = text;
        while let Some(at) = rest.find(['{', '}']) {
            let (before, after) = rest.split_at(at);
            words.push_str(before);
            if let Some(after) = after.strip_prefix("{{") {
                words.push('{');
                rest = after;
                continue;
            }
            let Some(inside) = after.strip_prefix('{') else {
                words.push('}');
                rest = after
                    .strip_prefix("}}")
                    .unwrap_or(after.get(1..).unwrap_or_default());
                continue;
            };
            let Some((place, after)) = inside.split_once('}') else {
                let message = "a `{` has no `}`; one that is meant as a brace is written `{{`";
                faults.push(NoPlace {
                    message: message.to_owned(),
                    written: after.to_owned(),
                    nth: 0,
                    near: None,
                });
                rest = "";
                break;
            };
            rest = after;
            let (name, fallback) = match place.split_once('|') {
                Some((name, fallback)) => (name.trim(), Some(fallback.to_owned())),
                None => (place.trim(), None),
            };
            if let Some(slot) = slot(name, names) {
                pieces.push(Piece::Text(std::mem::take(&mut words)));
                pieces.push(Piece::Place { slot, fallback });
            } else {
                let written = format!("{{{place}}}");
                let before = text.len() - inside.len() - 1;
                let before = text.get(..before).unwrap_or_default();
                faults.push(NoPlace {
                        message: format!(
                            "`{{{name}}}` names nothing; there are problem, product, version, customer, caller, and answer.ID"
                        ),
                        nth: before.matches(&written).count(),
                        written,
                        near: near(name, names),
                    });
            }
        }
        words.push_str(rest);
        pieces.push(Piece::Text(words));
        if faults.is_empty() {
            Ok(Self {
                raw: text.to_owned(),
                pieces,
            })
        } else {
            Err(faults)
        }
    }

    /// The questions whose answers fill a place.
    pub(super) fn sources(&self) -> Vec<Source> {
        let slots = self.pieces.iter().filter_map(|piece| match piece {
            Piece::Place { slot, .. } => Some(slot),
            Piece::Text(_) => None,
        });
        let sources = slots.flat_map(|slot| match slot {
            Slot::Answer(sources) | Slot::Field(_, sources) => std::slice::from_ref(sources),
            Slot::Problem(sources) => sources,
        });
        sources.flatten().copied().collect()
    }

    /// The text line by line, with the gaps of each closed.
    fn text(&self, fill: Fill<'_>) -> String {
        let filled = self.filled(fill);
        filled.lines().map(tidy).collect::<Vec<_>>().join("\n")
    }

    /// The text with its gaps closed.
    pub(super) fn line(&self, fill: Fill<'_>) -> String {
        tidy(&self.filled(fill))
    }

    fn filled(&self, fill: Fill<'_>) -> String {
        let words = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Place { slot, fallback } => {
                fill(slot).or_else(|| fallback.clone()).unwrap_or_default()
            }
        };
        self.pieces.iter().map(words).collect()
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

/// What is meant by a name that means nothing: a question's id alone, too.
fn near(name: &str, names: &Names<'_>) -> Option<String> {
    let answer = name.split_once('.').map(|(_, id)| id);
    let fields = FIELDS.iter().map(|(field, _)| *field).chain(["problem"]);
    let field = nearest(name, fields).filter(|_| answer.is_none());
    if let Some(field) = field {
        return Some(field.to_owned());
    }
    let id = answer.unwrap_or(name);
    let id = nearest(id, names.questions())?;
    Some(format!("answer.{id}"))
}

fn slot(name: &str, names: &Names<'_>) -> Option<Slot> {
    if let Some(id) = name.strip_prefix("answer.") {
        return names
            .question(id)
            .map(|(source, _)| Slot::Answer(vec![source]));
    }
    if name == "problem" {
        let told_by = [Field::Summary, Field::Words, Field::Description];
        return Some(Slot::Problem(told_by.map(|field| names.filling(field))));
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
