//! The field for text: how it is edited, and what becomes of what a stranger pasted.

use baton::tui::keymap::{Action, Key};
use baton::tui::msg::Typed;
use baton::tui::widget::field::Field;

/// Text as it is, keys as `<left>`, actions as `<undo>`.
fn edit(field: &mut Field, script: &str) -> String {
    for piece in script.split_inclusive('>') {
        let (text, key) = piece.split_once('<').unwrap_or((piece, ""));
        if !text.is_empty() {
            field.edit(&Typed::Text(text.to_owned()));
        }
        let name = key.trim_end_matches('>');
        let action = Action::ALL.iter().find(|action| action.id() == name);
        match (action, Key::parse(name)) {
            (Some(&action), _) if action.edits_text() => field.edit(&Typed::Edit(action)),
            (_, Some(key)) => field.edit(&Typed::Key(key)),
            _ => false,
        };
    }
    field.text()
}

#[test]
fn a_text_is_edited_as_everywhere_else() {
    for (begin, script, text) in [
        ("", "Maria", "Maria"),
        ("Maria", " Ortiz", "Maria Ortiz"),
        ("Ortiz", "<home>Maria ", "Maria Ortiz"),
        ("Maria Ortiz", "<word_left>de ", "Maria de Ortiz"),
        ("Maria Ortiz", "<delete_word>", "Maria "),
        ("Maria Ortiz", "<left><left><delete_to_start>", "iz"),
        ("Maria", "<left><left><delete><backspace>", "Maa"),
        ("Maria", "<ctrl-h>", "Mari"),
        ("👩\u{200d}👩\u{200d}👧\u{200d}👦", "<backspace>", ""),
        ("e\u{301}x", "<left><backspace>", "x"),
        ("Maria", " Ortiz<undo>", "Maria"),
        ("Maria", " Ortiz<undo><redo>", "Maria Ortiz"),
        ("Maria", "<undo><undo>", "Maria"),
    ] {
        assert_eq!(
            edit(&mut Field::line().with(begin), script),
            text,
            "{begin} {script}"
        );
    }
}

#[test]
fn only_an_area_has_lines() {
    assert_eq!(
        edit(&mut Field::line(), "one\ntwo<new_line>three"),
        "one twothree"
    );
    assert_eq!(
        edit(&mut Field::area(), "one\r\ntwo<new_line>three"),
        "one\ntwo\nthree"
    );
    assert_eq!(
        edit(&mut Field::area().with("one\ntwo"), "<home>twenty-<end>!"),
        "one\ntwenty-two!",
        "also before it was drawn"
    );
    assert_eq!(
        edit(&mut Field::area().with("one\ntwo"), "<up><end>!"),
        "one\ntwo!"
    );
}

#[test]
fn moving_changes_no_text_and_is_no_reason_to_store_it() {
    let mut field = Field::line().with("Maria");
    for key in ["left", "right", "home", "end", "up", "down", "F9"] {
        assert!(!field.edit(&Typed::Key(Key::parse(key).unwrap())), "{key}");
    }
    assert!(field.edit(&Typed::Text("!".to_owned())));
}
