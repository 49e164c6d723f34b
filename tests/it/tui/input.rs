//! What a terminal sends: keys of several terminals, pastes with and without an end, bytes that are nothing.

use baton::tui::input::Input;
use baton::tui::input::burst::is_pasted;
use baton::tui::msg::Msg;
use proptest::prelude::{any, prop, proptest};

#[test]
fn keys_are_read_as_the_terminals_send_them() {
    for (bytes, said) in [
        ("Maria", "text:Maria"),
        ("é東👩", "text:é東👩"),
        ("a\rb", "text:a key:enter text:b"),
        ("\t\x7f\n", "key:tab key:backspace key:^j"),
        ("\x0b\x18\x00\x1f", "key:^k key:^x key:^space key:^7"),
        (
            "\x1b[A\x1bOB\x1b[1;5D\x1b[1;2H",
            "key:up key:down key:^left key:shift-home",
        ),
        (
            "\x1bOP\x1b[15~\x1b[24;2~\x1b[[A",
            "key:F1 key:F5 key:shift-F12 key:F1",
        ),
        (
            "\x1b[3~\x1b[5~\x1b[8~\x1b[Z",
            "key:delete key:pgup key:end key:shift-tab",
        ),
        (
            "\x1bz\x1b\r\x1b\x7f",
            "key:alt-z key:alt-enter key:alt-backspace",
        ),
        ("\x1b[107;5u\x1b[27;5;107~\x1b[27u", "key:^k key:^k key:esc"),
        ("\x1b[97;1:1u", "text:a"),
        ("\x1b[I\x1b[O\x1b[?62;c\x1b[<0;1;1M\x1b[57441u", ""),
        ("\x1b[200~a\r\nb\x1b[201~c", "paste:a\r\nb text:c"),
        ("\x1b[200~\x1b[201~x", "text:x"),
        ("\x1b[201~x", "text:x"),
        ("\x1b\x1b[A", "key:esc key:up"),
    ] {
        assert_eq!(all_at_once(bytes.as_bytes()), said, "{bytes:?}");
        assert_eq!(byte_by_byte(bytes.as_bytes()), said, "{bytes:?}");
    }
}

/// Fast keys are keys; what nobody can type at once is pasted.
#[test]
fn more_at_once_than_anybody_types_is_a_paste() {
    for (bytes, pasted) in [
        ("n", false),
        ("H*", false),
        ("H*aAna\r2", false),
        ("jjjjjjjjjjjjjjj", false),
        ("nlabels print", false),
        ("\r\r\r\r", false),
        ("\x1b[B\x1b[B\x1b[B\x1b[B\x1b[B\x1b[B\x1b[B\x1b[B", false),
        ("\x0bPrinted nothing at all\r", false),
        ("The printer is out", true),
        ("The printer\rprints half\r", true),
        ("a\rb\rc\r", true),
        ("order\t4711\tLabels\t12", true),
        ("\x1b[200~The printer is out of paper\x1b[201~", false),
    ] {
        let said = Input::default().feed(bytes.as_bytes());
        assert_eq!(is_pasted(&said), pasted, "{bytes:?}");
    }
}

#[test]
fn an_escape_alone_is_a_key_after_a_moment() {
    let mut input = Input::default();
    assert!(input.feed(b"\x1b").is_empty());
    assert!(input.patience().is_some());
    assert_eq!(words(input.give_up()), "key:esc");
    assert_eq!(input.patience(), None);
    input.feed(b"\x1b[");
    assert_eq!(words(input.give_up()), "key:alt-[");
    input.feed(b"\x1b[1;");
    assert_eq!(words(input.give_up()), "");
}

#[test]
fn a_paste_without_an_end_swallows_nothing() {
    let mut input = Input::default();
    assert_eq!(
        words(input.feed(b"\x1b[200~half a line")),
        "paste:half a line"
    );
    assert_eq!(
        words(input.feed(b"x")),
        "paste:x",
        "what follows is shown at once"
    );
    assert_eq!(words(input.feed("é\x1b[20".as_bytes())), "paste:é");
    assert_eq!(words(input.give_up()), "paste:\x1b[20");
    assert_eq!(words(input.feed(b"ok\r")), "text:ok key:enter");
    assert_eq!(input.patience(), None);
}

#[test]
fn a_paste_in_pieces_keeps_its_characters_and_line_ends_whole() {
    let mut input = Input::default();
    let pieces: [&[u8]; 4] = [b"\x1b[200~a\xc3", b"\xa9b\r", b"\nc\x1b[2", b"01~d"];
    let said: Vec<String> = pieces
        .iter()
        .map(|piece| words(input.feed(piece)))
        .collect();
    assert_eq!(said, ["paste:a", "paste:éb", "paste:\r\nc", "text:d"]);
}

#[test]
fn bytes_that_are_no_text_show_as_marks() {
    assert_eq!(all_at_once(b"a\xff\xfeb"), "text:a\u{fffd}\u{fffd}b");
    let mut input = Input::default();
    assert!(input.feed(b"\xe6\x9d").is_empty());
    assert_eq!(words(input.give_up()), "text:\u{fffd}");
    assert_eq!(all_at_once("\u{9b}31m".as_bytes()), "text:31m");
}

#[test]
fn a_sequence_without_an_end_is_given_up() {
    let endless = [b"\x1b[".as_slice(), &[b'1'; 100]].concat();
    let mut input = Input::default();
    input.feed(&endless);
    assert_eq!(words(input.feed(b"ok")), "text:ok");
}

proptest! {
    #[test]
    fn no_bytes_do_harm_and_none_stay_for_ever(pieces in prop::collection::vec(any::<Vec<u8>>(), 0..8)) {
        let mut input = Input::default();
        for piece in pieces {
            input.feed(&piece);
        }
        input.give_up();
        assert_eq!(input.patience(), None);
        assert_eq!(words(input.feed(b"ok")), "text:ok");
    }

    #[test]
    fn text_arrives_as_it_was_typed(text in "[^\\p{Cc}]{1,40}", cut in any::<prop::sample::Index>()) {
        let bytes = text.as_bytes();
        let (before, after) = bytes.split_at(cut.index(bytes.len()));
        let mut input = Input::default();
        let mut said = input.feed(before);
        said.extend(input.feed(after));
        assert_eq!(words(said), format!("text:{text}"));
    }
}

fn all_at_once(bytes: &[u8]) -> String {
    words(Input::default().feed(bytes))
}

fn byte_by_byte(bytes: &[u8]) -> String {
    let mut input = Input::default();
    words(bytes.iter().flat_map(|byte| input.feed(&[*byte])).collect())
}

/// What was said, pieces of the same kind joined.
fn words(said: Vec<Msg>) -> String {
    let mut words: Vec<(&str, String)> = Vec::new();
    for msg in said {
        let (kind, text) = match msg {
            Msg::Typed(text) => ("text", text),
            Msg::Paste(text) => ("paste", text),
            Msg::Key(key) => ("key", key.to_string()),
            other => panic!("{other:?}"),
        };
        match words.last_mut() {
            Some((last, before)) if *last == kind && kind != "key" => before.push_str(&text),
            _ => words.push((kind, text)),
        }
    }
    let words: Vec<String> = words
        .into_iter()
        .map(|(kind, text)| format!("{kind}:{text}"))
        .collect();
    words.join(" ")
}
