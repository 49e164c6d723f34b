//! The laws of the key table, and a person's own keys over it.

use std::collections::{BTreeMap, HashMap, HashSet};

use baton::tui::keymap::{Action, Context, Key, Keymap, TABLE, docs, faults_of_the_table};
use expect_test::expect;

#[test]
fn every_key_parses_and_prints_back() {
    for text in TABLE.iter().flat_map(|row| row.keys) {
        if *text != "1-9" {
            let key = Key::parse(text).unwrap_or_else(|| panic!("`{text}` is no key"));
            assert_eq!(key.to_string(), *text);
        }
    }
}

#[test]
fn a_key_is_read_however_it_is_written() {
    for (written, printed) in [
        ("ctrl-k", "^k"),
        ("C-K", "^k"),
        ("shift-a", "A"),
        ("Shift-Tab", "shift-tab"),
        ("alt-x", "alt-x"),
        ("ctrl-alt-x", "^alt-x"),
        ("f12", "F12"),
        ("^", "^"),
        ("-", "-"),
        ("ESC", "esc"),
        ("space", "space"),
    ] {
        let key = Key::parse(written).unwrap_or_else(|| panic!("`{written}` is no key"));
        assert_eq!(key.to_string(), printed, "{written}");
    }
    for nothing in ["", "f0", "f25", "ctrl-", "enterr", "\u{7}"] {
        assert_eq!(Key::parse(nothing), None, "{nothing}");
    }
}

#[test]
fn no_key_means_two_things_and_every_row_has_one() {
    assert_eq!(faults_of_the_table(), Vec::<String>::new());
}

/// More than the law asks for: a key that is learnt on one screen means the same on every other.
#[test]
fn a_key_means_the_same_on_every_screen() {
    let mut meanings: HashMap<&str, Action> = HashMap::new();
    for row in TABLE {
        for &key in row.keys {
            let meaning = *meanings.entry(key).or_insert(row.action);
            assert_eq!(meaning, row.action, "`{key}`");
        }
    }
}

#[test]
fn no_binding_eats_text_where_text_is_typed() {
    let keymap = Keymap::default();
    for &context in Context::ALL.iter().filter(|context| context.is_text()) {
        for letter in (' '..='\u{2fff}').filter(|letter| !letter.is_control()) {
            assert_eq!(
                keymap.action(context, Key::of_char(letter)),
                None,
                "{letter}"
            );
        }
    }
}

#[test]
fn every_action_has_a_row_and_one_name() {
    let mut names = HashSet::new();
    for &action in Action::ALL {
        assert!(TABLE.iter().any(|row| row.action == action), "{action:?}");
        assert!(names.insert(action.id()), "{action:?}");
    }
}

#[test]
fn every_help_is_a_sentence_and_every_word_is_short() {
    for row in TABLE {
        let first = row.help.chars().next().unwrap();
        assert!(
            first.is_uppercase() && row.help.ends_with('.'),
            "{}",
            row.help
        );
        assert!((1..=18).contains(&row.word.chars().count()), "{}", row.word);
    }
}

#[test]
fn the_digits_pick() {
    let keymap = Keymap::default();
    let action = |context, key| keymap.action(context, Key::parse(key).unwrap());
    assert_eq!(action(Context::Call, "3"), Some(Action::Pick(3)));
    assert_eq!(action(Context::Call, "0"), None);
    assert_eq!(action(Context::CallText, "3"), None);
}

#[test]
fn a_person_has_keys_of_their_own() {
    let (keymap, faults) = with(&[("note", &["F6"]), ("park", &["^v", "F7"])]);
    assert_eq!(faults, Vec::<String>::new());
    let action = |key| keymap.action(Context::CallText, Key::parse(key).unwrap());
    assert_eq!(action("F6"), Some(Action::Note));
    assert_eq!(action("^t"), None);
    assert_eq!(action("F7"), Some(Action::Park));
}

#[test]
fn keys_that_cannot_be_are_refused_in_words() {
    let (keymap, faults) = with(&[
        ("nota", &["F6"]),
        ("note", &["x"]),
        ("park", &["^k"]),
        ("skip", &["ctrl"]),
    ]);
    expect![[r#"
        [keys] nota: there is no such action; did you mean `note`?
        [keys] note: In a call, while you type, “note” would have no key; where text is typed it takes one that types nothing, such as ^t or F5
        [keys] park: In a call, `^k` would mean both “doesn’t know” and “park”
        [keys] skip: `ctrl` is not a key, such as ^t, F5, enter or shift-tab"#]]
    .assert_eq(&faults.join("\n"));
    let note = keymap.action(Context::CallText, Key::parse("^t").unwrap());
    assert_eq!(note, Some(Action::Note), "what cannot be stays as it was");
}

#[test]
fn the_printed_keys_hold_every_action() {
    let text = docs::plain(&Keymap::default());
    for row in TABLE {
        assert!(text.contains(row.help), "{}", row.help);
    }
}

fn with(keys: &[(&str, &[&str])]) -> (Keymap, Vec<String>) {
    let overrides: BTreeMap<String, Vec<String>> = keys
        .iter()
        .map(|(id, keys)| {
            (
                (*id).to_owned(),
                keys.iter().map(|key| (*key).to_owned()).collect(),
            )
        })
        .collect();
    Keymap::with(&overrides)
}
