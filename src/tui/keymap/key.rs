//! A key as it is pressed, and as it is written: `^k`, `enter`, `F1`, `shift-tab`, `alt-enter`.

use std::fmt;

use crossterm::event::{KeyCode, KeyModifiers};

/// A key with what is held down beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    /// The key.
    pub code: KeyCode,
    /// Control, Alt and Shift; Shift never with a character, which says it itself.
    pub modifiers: KeyModifiers,
}

/// The keys that have a name instead of a character.
const NAMES: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("insert", KeyCode::Insert),
    ("space", KeyCode::Char(' ')),
];

impl Key {
    /// A key in the one form that the table knows.
    pub fn new(code: KeyCode, modifiers: KeyModifiers) -> Self {
        let held = modifiers & (KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT);
        match code {
            KeyCode::BackTab => Self {
                code: KeyCode::Tab,
                modifiers: held | KeyModifiers::SHIFT,
            },
            // A terminal cannot tell ^K from ^k, so neither do we.
            KeyCode::Char(letter) if held.contains(KeyModifiers::CONTROL) => Self {
                code: KeyCode::Char(letter.to_ascii_lowercase()),
                modifiers: held - KeyModifiers::SHIFT,
            },
            KeyCode::Char(letter) if held.contains(KeyModifiers::SHIFT) => Self {
                code: KeyCode::Char(letter.to_uppercase().next().unwrap_or(letter)),
                modifiers: held - KeyModifiers::SHIFT,
            },
            code => Self {
                code,
                modifiers: held,
            },
        }
    }

    /// The key that types this character.
    pub fn of_char(letter: char) -> Self {
        Self::new(KeyCode::Char(letter), KeyModifiers::NONE)
    }

    /// Reads a key as a person writes it; `None` when it is no key.
    pub fn parse(text: &str) -> Option<Self> {
        let mut modifiers = KeyModifiers::NONE;
        let mut rest = text;
        loop {
            let (held, after) = if let Some(after) = strip(rest, &["ctrl-", "c-", "^"]) {
                (KeyModifiers::CONTROL, after)
            } else if let Some(after) = strip(rest, &["alt-", "a-", "m-"]) {
                (KeyModifiers::ALT, after)
            } else if let Some(after) = strip(rest, &["shift-", "s-"]) {
                (KeyModifiers::SHIFT, after)
            } else {
                break;
            };
            modifiers |= held;
            rest = after;
        }
        Some(Self::new(code(rest)?, modifiers))
    }

    /// The character that this key types into a text, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(letter) if self.modifiers.is_empty() => Some(letter),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.modifiers.contains(KeyModifiers::CONTROL) {
            f.write_str("^")?;
        }
        if self.modifiers.contains(KeyModifiers::ALT) {
            f.write_str("alt-")?;
        }
        if self.modifiers.contains(KeyModifiers::SHIFT) {
            f.write_str("shift-")?;
        }
        match (NAMES.iter().find(|(_, code)| *code == self.code), self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, KeyCode::F(number)) => write!(f, "F{number}"),
            (None, KeyCode::Char(letter)) => write!(f, "{letter}"),
            (None, _) => f.write_str("?"),
        }
    }
}

/// What follows the first of these prefixes, in either case, as long as something follows.
fn strip<'a>(text: &'a str, prefixes: &[&str]) -> Option<&'a str> {
    prefixes.iter().find_map(|prefix| {
        let (head, rest) = text.split_at_checked(prefix.len())?;
        (head.eq_ignore_ascii_case(prefix) && !rest.is_empty()).then_some(rest)
    })
}

fn code(name: &str) -> Option<KeyCode> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return (!letter.is_control()).then_some(KeyCode::Char(letter));
    }
    if let Some(number) = strip(name, &["f"]).and_then(|number| number.parse().ok()) {
        return (1..=24).contains(&number).then_some(KeyCode::F(number));
    }
    NAMES
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, code)| *code)
}
