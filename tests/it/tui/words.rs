//! Text as a person says it.

use baton::tui::words;
use chrono::TimeDelta;
use proptest::prelude::{any, proptest};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::support::play::at;

#[test]
fn when_something_is_due() {
    let now = at("2027-03-04T14:31:00+01:00");
    for (then, text, late) in [
        ("2027-03-04T14:00:00+01:00", "31 min late", true),
        ("2027-03-04T14:30:20+01:00", "40 s late", true),
        ("2027-03-04T12:17:00+01:00", "2 h 14 late", true),
        ("2027-03-01T09:00:00+01:00", "3 days late", true),
        ("2027-03-04T14:31:30+01:00", "now", false),
        ("2027-03-04T15:00:00+01:00", "in 29 min", false),
        ("2027-03-04T17:00:00+01:00", "today 17:00", false),
        ("2027-03-04T16:00:00Z", "today 17:00", false),
        ("2027-03-05T10:00:00+01:00", "tomorrow 10:00", false),
        ("2027-03-09T09:00:00+01:00", "Tue 09:00", false),
        ("2027-03-11T09:00:00+01:00", "11 Mar 09:00", false),
        ("2028-01-02T09:00:00+01:00", "2 Jan 2028 09:00", false),
    ] {
        let due = words::due(at(then), now);
        assert_eq!((due.text.as_str(), due.late), (text, late), "{then}");
    }
}

#[test]
fn how_long_ago_something_was() {
    let now = at("2027-03-04T14:31:00+01:00");
    for (then, text) in [
        ("2027-03-04T14:30:50+01:00", "just now"),
        ("2027-03-04T14:26:00+01:00", "5 min ago"),
        ("2027-03-04T12:17:00+01:00", "2 h 14 ago"),
        ("2027-03-03T22:00:00+01:00", "yesterday 22:00"),
        ("2027-03-02T22:00:00+01:00", "2 Mar 22:00"),
        ("2027-03-04T15:00:00+01:00", "just now"),
    ] {
        assert_eq!(words::ago(at(then), now), text, "{then}");
    }
}

#[test]
fn spans_and_the_clock_of_a_call() {
    for (seconds, span, clock) in [
        (0, "0 s", "00:00"),
        (45, "45 s", "00:45"),
        (192, "3 min", "03:12"),
        (3600, "1 h", "1:00:00"),
        (8040, "2 h 14", "2:14:00"),
        (86_400, "1 day", "24:00:00"),
        (-5, "0 s", "00:00"),
    ] {
        let length = TimeDelta::seconds(seconds);
        assert_eq!(words::span(length), span);
        assert_eq!(words::call_clock(length), clock);
    }
}

#[test]
fn names_and_numbers_of_things() {
    for (names, text) in [
        (&[] as &[&str], ""),
        (&["Ana"], "Ana"),
        (&["Ana", "Tom"], "Ana and Tom"),
        (&["Ana", "Tom", "Eve"], "Ana, Tom and Eve"),
        (&["Ana", "Tom", "Eve", "Jo"], "Ana, Tom, Eve and Jo"),
        (
            &["Ana", "Tom", "Eve", "Jo", "Al"],
            "Ana, Tom, Eve and 2 more",
        ),
    ] {
        assert_eq!(words::names(names), text);
    }
    assert_eq!(words::count(1, "call", "calls"), "1 call");
    assert_eq!(words::count(0, "call", "calls"), "0 calls");
}

#[test]
fn a_text_is_cut_where_a_character_ends() {
    for (text, columns, cut) in [
        ("Labels print half a line", 12, "Labels prin…"),
        ("Labels", 6, "Labels"),
        ("東京都庁", 5, "東京…"),
        ("👩‍👩‍👧‍👦 family", 2, "…"),
        ("x", 0, ""),
    ] {
        assert_eq!(words::fit(text, columns), cut);
    }
}

proptest! {
    #[test]
    fn nothing_cut_or_wrapped_is_too_wide(text in any::<String>(), columns in 2_usize..40) {
        assert!(words::fit(&text, columns).width() <= columns);
        for line in words::wrap(&text, columns) {
            // What is one character on the screen is never split, not even where it is wider than the line.
            let is_one = line.graphemes(true).nth(1).is_none();
            assert!(line.width() <= columns || is_one, "{line:?}");
        }
    }

    #[test]
    fn wrapping_loses_no_word(text in "[a-zé ]{0,60}", columns in 1_usize..30) {
        let squeeze = |text: &str| text.replace(' ', "");
        assert_eq!(squeeze(&words::wrap(&text, columns).concat()), squeeze(&text));
    }
}
