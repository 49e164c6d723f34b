//! Makes harmless what a stranger wrote, before it leaves the program as text: nothing that steers a terminal, turns
//! the writing direction or hides itself gets out.

use std::borrow::Cow;
use std::fmt::Write;

/// Shown for a character that would not show, or would change how others show.
const MARK: char = '\u{fffd}';

/// The text on one line: line ends and tabs are spaces, and what could do harm is a visible mark.
pub fn line(text: &str) -> Cow<'_, str> {
    if is_harmless(text) && !text.contains('\n') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(marked(
        &text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " "),
    ))
}

/// The text with its line ends; what could do harm is a visible mark.
pub fn lines(text: &str) -> Cow<'_, str> {
    if is_harmless(text) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(marked(
        &text
            .replace("\r\n", "\n")
            .replace('\r', "\n")
            .replace('\t', "    "),
    ))
}

/// JSON in which every such character is written as its number. It means the same: outside of its strings, JSON has
/// no such characters but line ends.
pub fn json(text: &str) -> Cow<'_, str> {
    if is_harmless(text) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    let mut before = ' ';
    for letter in text.chars() {
        if harmless(before, letter) {
            escaped.push(letter);
        } else {
            for unit in letter.encode_utf16(&mut [0; 2]) {
                let _infallible = write!(escaped, "\\u{unit:04x}");
            }
        }
        before = letter;
    }
    Cow::Owned(escaped)
}

fn marked(text: &str) -> String {
    let mut before = ' ';
    text.chars()
        .map(|letter| {
            let shows = harmless(std::mem::replace(&mut before, letter), letter);
            if shows { letter } else { MARK }
        })
        .collect()
}

fn is_harmless(text: &str) -> bool {
    let mut before = ' ';
    text.chars()
        .all(|letter| harmless(std::mem::replace(&mut before, letter), letter))
}

/// Whether a character, after the one before it, shows as itself and leaves its neighbours alone.
fn harmless(before: char, letter: char) -> bool {
    match letter {
        '\n' => true,
        // Joiners are part of letters in several scripts and of composed pictures.
        '\u{200c}' | '\u{200d}' => !before.is_ascii(),
        letter => !letter.is_control() && !is_hidden(letter),
    }
}

/// Soft hyphens, direction marks, zero-width spaces, line separators, annotations, tags.
fn is_hidden(letter: char) -> bool {
    const HIDDEN: &[(char, char)] = &[
        ('\u{ad}', '\u{ad}'),
        ('\u{61c}', '\u{61c}'),
        ('\u{180e}', '\u{180e}'),
        ('\u{200b}', '\u{200b}'),
        ('\u{200e}', '\u{200f}'),
        ('\u{2028}', '\u{202e}'),
        ('\u{2060}', '\u{206f}'),
        ('\u{feff}', '\u{feff}'),
        ('\u{fff9}', '\u{fffb}'),
        ('\u{e0000}', '\u{e007f}'),
    ];
    HIDDEN
        .iter()
        .any(|&(first, last)| (first..=last).contains(&letter))
}
