//! What a terminal sends, byte by byte, as keys, typed text and pasted text.
//!
//! Our own, because no library of keys lets go of a paste whose end mark never comes, or of an escape sequence
//! that was cut in two on the way. Nothing is held back: of a paste, what has come is handed on at once, and only
//! that it is a paste lasts until the end mark or a silence.

pub mod burst;
mod sequence;

use std::time::Duration;

use crossterm::event::{KeyCode, KeyModifiers};

use self::sequence::Sequence;
use super::keymap::Key;
use super::msg::Msg;

/// How long an escape character may be the beginning of a sequence.
const ESCAPE_PATIENCE: Duration = Duration::from_millis(15);

/// How long a paste may pause before it is over without an end mark.
const PASTE_PATIENCE: Duration = Duration::from_millis(500);

const PASTE_END: &[u8] = b"\x1b[201~";

/// No sequence that means anything is longer.
const LONGEST_SEQUENCE: usize = 48;

/// The reader: what has come and does not yet make sense.
#[derive(Debug, Default)]
pub struct Input {
    waiting: Vec<u8>,
    in_paste: bool,
}

/// What the first bytes are.
enum Taken {
    /// Not to be told yet.
    More,
    /// This many bytes say this, or nothing.
    Bytes(usize, Option<Meaning>),
}

enum Meaning {
    Key(Key),
    PasteBegins,
}

impl Input {
    /// Takes bytes as they came, and returns what they say, text in as few pieces as may be.
    pub fn feed(&mut self, bytes: &[u8]) -> Vec<Msg> {
        self.waiting.extend_from_slice(bytes);
        self.read(false)
    }

    /// How long to wait for the rest of what has begun; `None` when nothing has.
    pub fn patience(&self) -> Option<Duration> {
        match (self.in_paste, self.waiting.is_empty()) {
            (true, _) => Some(PASTE_PATIENCE),
            (false, false) => Some(ESCAPE_PATIENCE),
            (false, true) => None,
        }
    }

    /// The patience is over: what has come is all there is.
    pub fn give_up(&mut self) -> Vec<Msg> {
        let mut said = self.read(true);
        self.in_paste = false;
        said.extend(self.read(true));
        self.waiting.clear();
        said
    }

    fn read(&mut self, is_all: bool) -> Vec<Msg> {
        let mut said = Vec::new();
        let waiting = std::mem::take(&mut self.waiting);
        let mut rest = waiting.as_slice();
        while !rest.is_empty() {
            let before = rest.len();
            if self.in_paste {
                rest = self.read_paste(rest, is_all, &mut said);
            } else {
                match first(rest, is_all) {
                    Taken::More => break,
                    Taken::Bytes(count, meaning) => {
                        rest = rest.get(count..).unwrap_or_default();
                        match meaning {
                            Some(Meaning::Key(key)) => push_key(&mut said, key),
                            Some(Meaning::PasteBegins) => self.in_paste = true,
                            None => {}
                        }
                    }
                }
            }
            if rest.len() == before {
                break;
            }
        }
        self.waiting = rest.to_vec();
        said
    }

    /// Hands on the pasted text up to the end mark, or as much of it as is whole.
    fn read_paste<'a>(&mut self, bytes: &'a [u8], is_all: bool, said: &mut Vec<Msg>) -> &'a [u8] {
        let end = bytes
            .windows(PASTE_END.len())
            .position(|window| window == PASTE_END);
        let (text, rest) = match end {
            Some(end) => {
                self.in_paste = false;
                let (text, rest) = bytes.split_at_checked(end).unwrap_or((bytes, &[]));
                (text, rest.get(PASTE_END.len()..).unwrap_or_default())
            }
            None if is_all => (bytes, &[] as &[u8]),
            None => bytes.split_at_checked(whole(bytes)).unwrap_or((bytes, &[])),
        };
        if !text.is_empty() {
            said.push(Msg::Paste(String::from_utf8_lossy(text).into_owned()));
        }
        rest
    }
}

/// How many of the first bytes may be handed on: not the beginning of an end mark, of a character or of a line end.
fn whole(bytes: &[u8]) -> usize {
    let mark = (1..PASTE_END.len()).rev().find(|&length| {
        PASTE_END
            .get(..length)
            .is_some_and(|part| bytes.ends_with(part))
    });
    let before_mark = bytes.len() - mark.unwrap_or(0);
    let head = bytes.get(..before_mark).unwrap_or(bytes);
    if head.ends_with(b"\r") {
        return before_mark - 1;
    }
    match head.utf8_chunks().last() {
        Some(chunk) if mark.is_none() && is_cut(chunk.invalid()) => {
            before_mark - chunk.invalid().len()
        }
        _ => before_mark,
    }
}

/// Characters in a row are one piece of text.
fn push_key(said: &mut Vec<Msg>, key: Key) {
    match (key.typed(), said.last_mut()) {
        (Some(letter), Some(Msg::Typed(text))) => text.push(letter),
        (Some(letter), _) => said.push(Msg::Typed(letter.to_string())),
        (None, _) => said.push(Msg::Key(key)),
    }
}

fn first(bytes: &[u8], is_all: bool) -> Taken {
    match bytes {
        [0x1b] if is_all => key(1, KeyCode::Esc, KeyModifiers::NONE),
        [] | [0x1b] => Taken::More,
        [0x1b, 0x1b, ..] => key(1, KeyCode::Esc, KeyModifiers::NONE),
        [0x1b, b'[', rest @ ..] if !(rest.is_empty() && is_all) => control(rest, is_all),
        [0x1b, b'O', rest @ ..] if !(rest.is_empty() && is_all) => match rest {
            [] => Taken::More,
            [letter, ..] => meaning(3, sequence::application(*letter)),
        },
        [0x1b, rest @ ..] => match first(rest, is_all) {
            Taken::Bytes(count, Some(Meaning::Key(Key { code, modifiers }))) => {
                key(count + 1, code, modifiers | KeyModifiers::ALT)
            }
            Taken::Bytes(count, _) => Taken::Bytes(count + 1, None),
            Taken::More => Taken::More,
        },
        [byte, ..] => match byte {
            b'\r' => key(1, KeyCode::Enter, KeyModifiers::NONE),
            b'\t' => key(1, KeyCode::Tab, KeyModifiers::NONE),
            0x7f => key(1, KeyCode::Backspace, KeyModifiers::NONE),
            0 => key(1, KeyCode::Char(' '), KeyModifiers::CONTROL),
            1..=0x1a => with_control(byte - 1 + b'a'),
            0x1b..=0x1f => with_control(byte - 0x1c + b'4'),
            _ => letter(bytes, is_all),
        },
    }
}

fn with_control(letter: u8) -> Taken {
    key(1, KeyCode::Char(char::from(letter)), KeyModifiers::CONTROL)
}

/// A character of UTF-8; bytes that are none show as the mark for them, one at a time.
fn letter(bytes: &[u8], is_all: bool) -> Taken {
    let head = bytes.get(..4).unwrap_or(bytes);
    let Some(chunk) = head.utf8_chunks().next() else {
        return Taken::More;
    };
    match chunk.valid().chars().next() {
        Some(letter) if letter.is_control() => Taken::Bytes(letter.len_utf8(), None),
        Some(letter) => key(letter.len_utf8(), KeyCode::Char(letter), KeyModifiers::NONE),
        None if is_cut(chunk.invalid()) && head.len() < 4 && !is_all => Taken::More,
        None => key(
            chunk.invalid().len().max(1),
            KeyCode::Char(char::REPLACEMENT_CHARACTER),
            KeyModifiers::NONE,
        ),
    }
}

/// Whether these bytes may be the beginning of a character that goes on.
fn is_cut(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_err_and(|error| error.error_len().is_none())
}

/// What follows `ESC [`: parameters, then a letter.
fn control(bytes: &[u8], is_all: bool) -> Taken {
    // The Linux console begins F1 to F5 with a second bracket.
    if let [b'[', rest @ ..] = bytes {
        return match rest {
            [letter @ b'A'..=b'E', ..] => meaning(4, sequence::function(letter - b'A' + 1)),
            [] if !is_all => Taken::More,
            _ => Taken::Bytes(3, None),
        };
    }
    let end = bytes.iter().position(|byte| !(0x20..=0x3f).contains(byte));
    match end {
        Some(end) => {
            let (parameters, last) = bytes.split_at_checked(end).unwrap_or((bytes, &[]));
            match last.first() {
                Some(last @ 0x40..=0x7e) => meaning(end + 3, sequence::control(parameters, *last)),
                // Something else has begun in the middle of it.
                _ => Taken::Bytes(end + 2, None),
            }
        }
        None if is_all || bytes.len() > LONGEST_SEQUENCE => Taken::Bytes(bytes.len() + 2, None),
        None => Taken::More,
    }
}

fn key(count: usize, code: KeyCode, modifiers: KeyModifiers) -> Taken {
    Taken::Bytes(count, Some(Meaning::Key(Key::new(code, modifiers))))
}

fn meaning(count: usize, sequence: Sequence) -> Taken {
    let meaning = match sequence {
        Sequence::Key(code, modifiers) => Some(Meaning::Key(Key::new(code, modifiers))),
        Sequence::PasteBegins => Some(Meaning::PasteBegins),
        Sequence::Nothing => None,
    };
    Taken::Bytes(count, meaning)
}
