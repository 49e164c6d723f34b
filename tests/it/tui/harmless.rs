//! What a stranger wrote does no harm on the screen, and no size of window does either.

use baton::tui::msg::Msg;
use baton::tui::route::Route;
use baton::tui::sanitize;
use proptest::prelude::{ProptestConfig, any, proptest};

use crate::support::play::Play;

/// Escape sequences, control characters, changes of direction, invisible characters, wide ones, a pile of accents.
const HOSTILE: &[&str] = &[
    "\u{1b}[31mred\u{1b}[0m \u{1b}]0;title\u{7}",
    "a\rb\nc\td\u{0}e\u{7f}f\u{9b}g",
    "left \u{202e}thgir\u{202c} \u{2066}x\u{2069} \u{200f}",
    "zero\u{200b}width\u{feff}\u{ad}\u{2060}\u{e0041}",
    "שלום عليكم 東京 👩‍👩‍👧‍👦 e\u{301}",
    "Z\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}",
];

#[test]
fn what_is_drawn_holds_nothing_that_commands_a_terminal() {
    for text in HOSTILE {
        let mut play = Play::on(Route::Welcome);
        play.send(Msg::Paste((*text).to_owned()));
        for cell in &play.buffer().content {
            let symbol = cell.symbol();
            assert!(!symbol.chars().any(is_a_command), "{text:?}: {symbol:?}");
            assert!(symbol.chars().count() <= 16, "{text:?}: {symbol:?}");
        }
    }
}

#[test]
fn a_title_and_the_clipboard_are_one_harmless_line() {
    for (text, line) in [
        ("K7-1042-P", "K7-1042-P"),
        ("a\u{1b}]0;x\u{7}b\nc", "a\u{fffd}]0;x\u{fffd}b c"),
        ("\u{202e}evil", "\u{fffd}evil"),
        ("\u{200d}x 👩‍👧 می‌خواهم", "\u{fffd}x 👩‍👧 می‌خواهم"),
    ] {
        assert_eq!(sanitize::line(text), line);
    }
}

#[test]
fn what_is_pasted_keeps_its_lines_where_there_are_lines() {
    let text = "one\r\ntwo\rthree\u{2028}four\tfive\u{1b}";
    assert_eq!(
        sanitize::typed(text, false),
        "one\ntwo\nthree\nfour    five"
    );
    assert_eq!(sanitize::typed(text, true), "one two three four    five");
}

#[test]
fn a_window_of_any_size_shows_something() {
    for size in [(1, 1), (20, 5), (59, 15), (80, 24), (300, 100)] {
        for keys in ["", "Dana", "<F1>", "<F1><down><end>", "<F2>", "<F2>zz"] {
            let mut play = Play::on(Route::Welcome);
            play.size = size;
            play.press(keys).picture();
        }
    }
    let mut play = Play::on(Route::Welcome);
    for columns in [59, 40, 32] {
        play.size = (columns, 15);
        let picture = play.picture();
        assert!(
            picture.contains("Small window; 60×16 shows all."),
            "{picture}"
        );
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_text_does_harm(text in any::<String>(), columns in 1_u16..120, lines in 1_u16..40) {
        let mut play = Play::on(Route::Welcome);
        play.size = (columns, lines);
        play.send(Msg::Paste(text)).press("<left><backspace><up><c-z>").picture();
    }
}

fn is_a_command(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}
