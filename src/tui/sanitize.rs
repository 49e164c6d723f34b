//! Makes harmless what a stranger wrote, at the last step before the terminal sees it.

use std::borrow::Cow;

use ratatui::buffer::Buffer;

/// Shown for a character that would not show, or would change how others show.
const MARK: char = '\u{fffd}';

/// More characters than this in one cell are no letter of any script.
const CELL_LIMIT: usize = 16;

/// Replaces in the finished frame every cell that holds a control character, a change of writing direction or an
/// invisible character by a visible mark. One pass, nothing allocated where nothing is wrong.
pub fn sweep(frame: &mut Buffer) {
    for cell in &mut frame.content {
        let symbol = cell.symbol();
        // Nearly every cell is one printable byte.
        if let [byte] = symbol.as_bytes()
            && !byte.is_ascii_control()
        {
            continue;
        }
        if symbol.chars().count() > CELL_LIMIT || !is_harmless(symbol) {
            cell.set_char(MARK);
        }
    }
}

/// One line of plain text for a window title or the clipboard, where no sweep comes after.
pub fn line(text: &str) -> Cow<'_, str> {
    if is_harmless(text) {
        return Cow::Borrowed(text);
    }
    let mut before = ' ';
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        clean.push(match letter {
            '\n' | '\r' | '\t' => ' ',
            letter if harmless(before, letter) => letter,
            _ => MARK,
        });
        before = letter;
    }
    Cow::Owned(clean)
}

/// A text that was typed or pasted, as it may be stored: line ends are `\n`, tabs are spaces, other control
/// characters are gone. In one line, line ends are spaces.
pub fn typed(text: &str, one_line: bool) -> String {
    let mut clean = String::with_capacity(text.len());
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\r' | '\n' | '\u{2028}' | '\u{2029}' => {
                if letter == '\r' && letters.peek() == Some(&'\n') {
                    letters.next();
                }
                clean.push(if one_line { ' ' } else { '\n' });
            }
            '\t' => clean.push_str("    "),
            letter if letter.is_control() => {}
            letter => clean.push(letter),
        }
    }
    clean
}

fn is_harmless(text: &str) -> bool {
    let mut before = ' ';
    text.chars()
        .all(|letter| harmless(std::mem::replace(&mut before, letter), letter))
}

/// Whether a character, after the one before it, shows as itself and leaves its neighbours alone.
fn harmless(before: char, letter: char) -> bool {
    match letter {
        // Joiners are part of letters in several scripts and of composed pictures.
        '\u{200c}' | '\u{200d}' => !before.is_ascii(),
        '\u{ad}'
        | '\u{61c}'
        | '\u{180e}'
        | '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => false,
        letter => !letter.is_control(),
    }
}
