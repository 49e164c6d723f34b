//! What is wrong with a text that is no TOML, said so that it can be mended: the first slip, where it begins.

mod scan;

use std::ops::Range;

use toml::de::Error;

/// A slip of the pen that makes a text no TOML.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Slip {
    pub(crate) span: Range<usize>,
    /// What is wrong, as a sentence without its full stop.
    pub(crate) message: String,
    /// What to write instead.
    pub(crate) suggestion: Option<String>,
}

impl Slip {
    fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        Self {
            span,
            message: message.into(),
            suggestion: None,
        }
    }

    fn instead(mut self, suggestion: impl Into<String>) -> Self {
        self.suggestion = Some(suggestion.into());
        self
    }
}

/// The first slip of a text, which has these errors; what follows from it is not told.
pub(crate) fn first(text: &str, errors: &[Error]) -> Option<Slip> {
    let start = |error: &&Error| error.span().map_or(0, |span| span.start);
    let error = errors.iter().min_by_key(start)?;
    let at = start(&error);
    // A parser that goes on notices a bracket that is not closed only where something does not fit into it.
    let found = scan::scan(text).filter(|slip| slip.span.start <= at);
    Some(found.unwrap_or_else(|| in_words(text, error)))
}

/// What the parser found, in words for somebody who knows no TOML.
fn in_words(text: &str, error: &Error) -> Slip {
    let span = error.span().unwrap_or(0..1);
    let before = text.get(..span.start).unwrap_or_default();
    let begin = before.rfind('\n').map_or(0, |newline| newline + 1);
    let head = text.get(begin..span.start).unwrap_or_default();
    let line = text.get(begin..).unwrap_or_default();
    let line = line.lines().next().unwrap_or_default();
    let rest = line.get(head.len()..).unwrap_or_default();
    let slip = |message: &str| Slip::new(span.clone(), message);
    let message = error.message();
    if line.trim_start().starts_with('[') && message.starts_with("duplicate key") {
        let name = line.trim().trim_matches(['[', ']']);
        let message = format!("there is a table `[{name}]` already");
        return slip(&message).instead(format!("of several each begins with [[{name}]]"));
    }
    if message.starts_with("duplicate key") {
        let key = rest.split(['=', ' ', '\t']).next().unwrap_or_default();
        let message = format!("the key `{key}` stands here a second time");
        return match line_of(key, before) {
            Some(other) => slip(&message).instead(format!("the first is in line {other}")),
            None => slip(&message),
        };
    }
    if message.starts_with("unclosed") && line.trim_start().starts_with('[') {
        let name = line.trim().trim_matches(['[', ']']);
        return slip("the header of this table is not closed").instead(if line.contains("[[") {
            format!("[[{name}]]")
        } else {
            format!("[{name}]")
        });
    }
    let key = head.trim();
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
    if is_key && rest.starts_with(':') {
        return slip("behind a key stands `=`, not `:`").instead(format!("{key} = …"));
    }
    if message.starts_with("key with no value") {
        return slip("this is neither a key with its value nor a table")
            .instead("a line is written key = value; a remark begins with #");
    }
    // The parser may have read a part of the word as a number.
    let word = head
        .rfind(['=', '[', ',', ' ', '\t'])
        .map_or(0, |at| at + 1);
    let (before, word) = head.split_at(word);
    if before.trim_end().ends_with(['=', '[', ','])
        && let Some(slip) = bare(begin + before.len(), &(word.to_owned() + rest))
    {
        return slip;
    }
    if message.starts_with("missing comma") {
        return slip("a comma is missing before this");
    }
    slip(&format!("this is not TOML: {message}"))
}

/// A value that stands there without quotes.
fn bare(at: usize, rest: &str) -> Option<Slip> {
    let word = rest.split(['#', ',', ']', '}']).next().unwrap_or_default();
    let word = word.trim_end();
    let slip = |message: String| Slip::new(at..at + word.len(), message);
    let numbers: Vec<&str> = word.split(['.', '/', '-']).collect();
    let are_numbers = numbers
        .iter()
        .all(|part| !part.is_empty() && part.bytes().all(|letter| letter.is_ascii_digit()));
    if are_numbers && numbers.len() == 3 {
        let day = match numbers.as_slice() {
            [year, ..] if year.len() == 4 && word.contains('-') => {
                return Some(slip(format!("there is no day {word}")));
            }
            [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
            [day, month, year] if year.len() == 4 && !word.contains('/') => {
                format!("{year}-{month:0>2}-{day:0>2}")
            }
            _ => "2027-06-01".to_owned(),
        };
        let slip = slip(format!("`{word}` is not how a day is written"));
        return Some(slip.instead(format!("year, month, day: {day}")));
    }
    if !word.starts_with(char::is_alphabetic) {
        return None;
    }
    let truth = match word.to_lowercase().as_str() {
        "yes" | "y" | "on" | "ja" | "oui" | "si" | "sí" | "true" => Some("true"),
        "no" | "n" | "off" | "nein" | "non" | "false" => Some("false"),
        _ => None,
    };
    Some(match truth {
        Some(truth) => slip(format!("`{word}` is neither true nor false"))
            .instead(format!("{truth}; or in quotes, when it is a text")),
        None => slip("a text stands in quotes".to_owned()).instead(format!("\"{word}\"")),
    })
}

/// The line of a key in the table that ends here.
fn line_of(key: &str, before: &str) -> Option<usize> {
    let lines: Vec<&str> = before.lines().collect();
    let in_table = lines.iter().enumerate().rev();
    let mut in_table = in_table.take_while(|(_, line)| !line.trim_start().starts_with('['));
    let is_it = |line: &str| {
        line.split_once('=')
            .is_some_and(|(known, _)| known.trim() == key)
    };
    in_table.find(|(_, line)| is_it(line)).map(|(at, _)| at + 1)
}
