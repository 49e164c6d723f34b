//! Words as the search compares them: lower case, without accents, split at everything that is neither letter nor digit.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are cut: they are pasted data, and their beginning finds them.
const LONGEST_WORD: usize = 40;

/// So many words of a query are looked for, and so much of its text is read: what is pasted beyond it costs nothing.
const MOST_SOUGHT: usize = 12;
const MOST_SOUGHT_LETTERS: usize = 200;

/// The part of a query that the search looks for: its first twelve words, and no more than two hundred characters.
pub fn sought(text: &str) -> &str {
    let (mut words, mut within) = (0, false);
    for (count, (at, letter)) in text.char_indices().enumerate() {
        let begins = !within && letter.is_alphanumeric();
        within = letter.is_alphanumeric() || within && is_combining_mark(letter);
        words += usize::from(begins);
        if words > MOST_SOUGHT || count == MOST_SOUGHT_LETTERS {
            return text.get(..at).unwrap_or(text);
        }
    }
    text
}

/// The words of a text, in order.
pub(super) fn words(text: &str) -> impl Iterator<Item = String> {
    let folded = fold(text);
    let words: Vec<String> = folded
        .split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .filter(|word| !word.is_empty())
        .map(|word| word.chars().take(LONGEST_WORD).collect())
        .collect();
    words.into_iter()
}

/// The digits of a telephone number.
pub(super) fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The digits from the last to the first.
pub(super) fn reversed_digits(text: &str) -> String {
    digits(text).chars().rev().collect()
}

/// Lower case without accents. Only Latin, Greek and Cyrillic accents go; in other scripts a mark is a part of
/// the word.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    if text.is_ascii() {
        folded.push_str(text);
        folded.make_ascii_lowercase();
        return folded;
    }
    for character in text.nfkd().flat_map(char::to_lowercase) {
        match character {
            '\u{300}'..='\u{36f}' => {}
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' => folded.push('d'),
            other => folded.push(other),
        }
    }
    folded
}
