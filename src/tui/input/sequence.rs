//! The escape sequences of keys, as xterm, the Linux console, rxvt and kitty send them.
//! Source: the control sequences of xterm, <https://invisible-island.net/xterm/ctlseqs/ctlseqs.html>.

use crossterm::event::{KeyCode, KeyModifiers};

/// What a sequence says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sequence {
    Key(KeyCode, KeyModifiers),
    PasteBegins,
    /// A report that nobody asked for, or a key that we have no name for.
    Nothing,
}

/// `ESC O` and a letter.
pub(super) fn application(letter: u8) -> Sequence {
    lettered(letter, KeyModifiers::NONE)
}

/// A function key.
pub(super) fn function(number: u8) -> Sequence {
    Sequence::Key(KeyCode::F(number), KeyModifiers::NONE)
}

/// `ESC [`, parameters, and a last character.
pub(super) fn control(parameters: &[u8], last: u8) -> Sequence {
    // Reports about the terminal and its mouse have a mark before the first number.
    if matches!(parameters.first(), Some(b'<'..=b'?')) {
        return Sequence::Nothing;
    }
    let text = std::str::from_utf8(parameters).unwrap_or_default();
    let mut numbers = text.split(';').map(|field| {
        let number = field.split(':').next().unwrap_or_default();
        number.parse::<u32>().ok()
    });
    let first = numbers.next().flatten();
    let held = held(numbers.next().flatten().unwrap_or(1));
    let third = numbers.next().flatten();
    match (last, first, third) {
        (b'~', Some(200), _) => Sequence::PasteBegins,
        // What xterm sends for keys that have no sequence of their own.
        (b'~', Some(27), Some(code)) | (b'u', Some(code), _) => character(code, held),
        (b'~', Some(number), _) => numbered(number, held),
        (b'Z', _, _) => Sequence::Key(KeyCode::Tab, held | KeyModifiers::SHIFT),
        (letter, None | Some(1), _) => lettered(letter, held),
        _ => Sequence::Nothing,
    }
}

fn lettered(letter: u8, held: KeyModifiers) -> Sequence {
    let code = match letter {
        b'A' => KeyCode::Up,
        b'B' => KeyCode::Down,
        b'C' => KeyCode::Right,
        b'D' => KeyCode::Left,
        b'F' => KeyCode::End,
        b'H' => KeyCode::Home,
        b'M' => KeyCode::Enter,
        b'P'..=b'S' => KeyCode::F(letter - b'P' + 1),
        _ => return Sequence::Nothing,
    };
    Sequence::Key(code, held)
}

fn numbered(number: u32, held: KeyModifiers) -> Sequence {
    /// The numbers of F1 and on; the gaps are the keyboard's own.
    const FUNCTIONS: &[u32] = &[
        11, 12, 13, 14, 15, 17, 18, 19, 20, 21, 23, 24, 25, 26, 28, 29, 31, 32, 33, 34,
    ];
    let code = match number {
        1 | 7 => KeyCode::Home,
        2 => KeyCode::Insert,
        3 => KeyCode::Delete,
        4 | 8 => KeyCode::End,
        5 => KeyCode::PageUp,
        6 => KeyCode::PageDown,
        number => match FUNCTIONS.iter().position(|&known| known == number) {
            Some(index) => KeyCode::F(u8::try_from(index + 1).unwrap_or(1)),
            None => return Sequence::Nothing,
        },
    };
    Sequence::Key(code, held)
}

fn character(code: u32, held: KeyModifiers) -> Sequence {
    let code = match code {
        13 => KeyCode::Enter,
        9 => KeyCode::Tab,
        27 => KeyCode::Esc,
        8 | 127 => KeyCode::Backspace,
        // Keys without a character are numbered in a private range.
        0xe000..=0xf8ff => return Sequence::Nothing,
        code => match char::from_u32(code).filter(|letter| !letter.is_control()) {
            Some(letter) => KeyCode::Char(letter),
            None => return Sequence::Nothing,
        },
    };
    Sequence::Key(code, held)
}

/// One more than the sum of 1 for Shift, 2 for Alt and 4 for Control.
fn held(number: u32) -> KeyModifiers {
    let bits = number.saturating_sub(1);
    let mut held = KeyModifiers::NONE;
    for (bit, modifier) in [
        (1, KeyModifiers::SHIFT),
        (2, KeyModifiers::ALT),
        (4, KeyModifiers::CONTROL),
    ] {
        if bits & bit != 0 {
            held |= modifier;
        }
    }
    held
}
