//! Nothing that a stranger typed steers the reader's terminal, page or program.

use baton::export::{Format, escape, markdown, write};
use proptest::prelude::{any, proptest};

use super::full;
use crate::store::at;

/// Steers a terminal, turns the writing direction, hides, or starts another line.
const HOSTILE: &str = "a\u{1b}[31m\u{9b}2J\u{7}\u{202e}\u{200b}\u{e0041}\r\nb\tc\u{2028}\u{7f}";

#[test]
fn each_escape_says_what_it_hides() {
    for (text, line, lines) in [
        ("plain", "plain", "plain"),
        ("a\nb\tc", "a b c", "a\nb    c"),
        ("\u{1b}[31m", "�[31m", "�[31m"),
        ("x\u{202e}y", "x�y", "x�y"),
        // Joiners belong to the letters of several scripts and to composed pictures.
        ("👩\u{200d}👧", "👩\u{200d}👧", "👩\u{200d}👧"),
        ("a\u{200d}b", "a�b", "a�b"),
        ("Ünïcödé 日本", "Ünïcödé 日本", "Ünïcödé 日本"),
    ] {
        assert_eq!(escape::line(text), line, "{text:?}");
        assert_eq!(escape::lines(text), lines, "{text:?}");
    }
}

#[test]
fn markdown_stays_text() {
    for (text, expected) in [
        ("<b>*bold*</b>", r"\<b\>\*bold\*\</b\>"),
        ("# title", r"\# title"),
        ("- item", r"\- item"),
        ("1. item", r"1\. item"),
        ("5.2 is out.", r"5\.2 is out."),
        ("[a](javascript:b)", r"\[a\](javascript:b)"),
        ("a | b\n\n---", r"a \| b  ---"),
        ("half-way", "half-way"),
    ] {
        assert_eq!(markdown::inline(text), expected);
    }
}

#[test]
fn every_format_is_harmless_and_json_keeps_every_character() {
    let mut record = full();
    for place in [
        &mut record.summary,
        &mut record.owner,
        &mut record.next_step.what,
        &mut record.timeline[0].text,
        &mut record.answers[1].ask,
    ] {
        HOSTILE.clone_into(place);
    }
    for format in [
        Format::Text,
        Format::Markdown,
        Format::Json,
        Format::JsonLine,
    ] {
        let mut out = vec![];
        write(&mut out, &record, format, at(0)).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(is_harmless(&text), "{format:?}: {text:?}");
        if matches!(format, Format::Json | Format::JsonLine) {
            assert_eq!(
                serde_json::from_str::<super::Record>(&text).unwrap(),
                record
            );
        }
    }
}

proptest! {
    #[test]
    fn any_text_becomes_harmless(text in any::<String>()) {
        assert!(is_harmless(&escape::lines(&text)));
        assert!(!escape::line(&text).contains('\n') && is_harmless(&escape::line(&text)));
        let json = serde_json::to_string(&text).unwrap();
        assert!(is_harmless(&escape::json(&json)));
        assert_eq!(serde_json::from_str::<String>(&escape::json(&json)).unwrap(), text);
    }
}

fn is_harmless(text: &str) -> bool {
    let turns = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}');
    text.chars()
        .all(|c| c == '\n' || !(c.is_control() || turns(c)))
}
