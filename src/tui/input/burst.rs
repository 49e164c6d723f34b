//! A paste of a terminal that does not say so: more at once than anybody types.

use crate::tui::keymap::Key;
use crate::tui::msg::Msg;

/// So many characters at once are pasted. Whoever types fast presses twelve keys in a second, and a read hands over
/// what has come since the last one, a few milliseconds ago: sixteen would take a terminal that stood still for more
/// than a second. Keys in a row that mean something, such as `H*a` and a name, are fewer.
const CHARACTERS: usize = 16;

/// Several lines at once are pasted, too, however short they are.
const LINES: usize = 3;

/// Whether what has come in one go was pasted: characters and ends of lines alone, and more than anybody types.
pub fn is_pasted(said: &[Msg]) -> bool {
    let (mut characters, mut lines) = (0, 0);
    for msg in said {
        match msg {
            Msg::Typed(text) => characters += text.chars().count(),
            Msg::Key(key) if ends_a_line(*key) => lines += 1,
            Msg::Key(_) => return false,
            _ => {}
        }
    }
    characters >= CHARACTERS || (lines >= LINES && characters >= lines)
}

/// Whether what has come in one go is too few lines for a paste, however long the line is.
pub fn is_one_text(said: &[Msg]) -> bool {
    let keys = said.iter().filter(|msg| matches!(msg, Msg::Key(_)));
    keys.count() < LINES
}

/// Pasted texts have ends of lines and tabs in them.
fn ends_a_line(key: Key) -> bool {
    ["enter", "^j", "tab"]
        .into_iter()
        .any(|name| Key::parse(name) == Some(key))
}
