//! The search: as one types, over everything that was ever recorded.

use baton::domain::reference::Reference;
use baton::tui::msg::Msg;
use baton::tui::route::{CallFor, Route};
use expect_test::{Expect, expect};

use crate::store::hotline::Hotline;
use crate::support::play::{Play, at};

/// Three incidents, one of them solved.
fn recorded() -> (Hotline, Vec<Reference>) {
    let mut hotline = Hotline::new();
    hotline.now = at("2027-03-04T09:00:00+01:00");
    let calls = [
        (
            "Maria Ortiz",
            "Acme",
            "+1 555 0142",
            "Labels print half a line",
        ),
        (
            "Bo Lund",
            "Borealis",
            "+47 5550 3920",
            "Import stops at row 4096",
        ),
        (
            "Zoë Ångström",
            "Müller & Söhne",
            "+49 89 5550 77",
            "Zwei Benutzer gesperrt",
        ),
    ];
    let references: Vec<Reference> = calls
        .iter()
        .map(|(caller, customer, phone, summary)| {
            hotline.call(caller, customer, phone, summary, 600)
        })
        .collect();
    hotline.note(
        references[0],
        "She has tried to reset the tray of the label printer, and nothing changed at all.",
    );
    hotline.resolve(references[1], "split the file before row 4096");
    (hotline, references)
}

fn searching() -> Play {
    let mut play = Play::over(
        recorded().0.store,
        "Dana Reyes",
        vec![Route::Search(String::new())],
    );
    play.env.now = at("2027-03-04T14:31:00+01:00");
    play
}

fn check(keys: &str, picture: &Expect) {
    picture.assert_eq(&searching().press(keys).picture());
}

#[test]
fn the_empty_search_says_what_can_be_found() {
    check(
        "",
        &expect![[r#"
             Search   everything that was ever recorded                               14:31
            ────────────────────────────────────────────────────────────────────────────────
             /

              Type what you remember; every letter narrows it down.

              a reference     K7-1042-P, however it is written
              words           of summaries, answers, notes, what was tried, what solved it
              people          callers and customers by name, numbers by their last digits













            ────────────────────────────────────────────────────────────────────────────────
             enter open  F5 new call  F2 all actions  esc back  F1 keys
        "#]],
    );
}

#[test]
fn every_word_narrows_it_down() {
    check(
        "row",
        &expect![[r#"
             Search   1 found                                                         14:31
            ────────────────────────────────────────────────────────────────────────────────
             / row

            ▸ K7-0002-B  P3 resolved  Borealis  Import stops at row 4096
                         today 09:11 · Bo Lund · Dana Reyes
















            ────────────────────────────────────────────────────────────────────────────────
             enter open  F5 new call  F2 all actions  esc back  F1 keys
        "#]],
    );
    check(
        "tray",
        &expect![[r#"
             Search   1 found                                                         14:31
            ────────────────────────────────────────────────────────────────────────────────
             / tray

            ▸ K7-0001-N  P3 open      Acme  Labels print half a line
                         today 09:04 · Maria Ortiz · Dana Reyes · … reset the tray of the l…
















            ────────────────────────────────────────────────────────────────────────────────
             enter open  F5 new call  F2 all actions  esc back  F1 keys
        "#]],
    );
    check(
        "angstrom",
        &expect![[r#"
             Search   1 found                                                         14:31
            ────────────────────────────────────────────────────────────────────────────────
             / angstrom

            ▸ K7-0003-1  P3 open      Müller & Söhne  Zwei Benutzer gesperrt
                         today 09:18 · Zoë Ångström · Dana Reyes
















            ────────────────────────────────────────────────────────────────────────────────
             enter open  F5 new call  F2 all actions  esc back  F1 keys
        "#]],
    );
}

#[test]
fn nothing_found_says_what_to_try() {
    check(
        "tray xylophone",
        &expect![[r#"
             Search   nothing found                                                   14:31
            ────────────────────────────────────────────────────────────────────────────────
             / tray xylophone

              Nothing holds “tray xylophone”.
              Every word has to begin a word of the record; try fewer words, or their first
              letters.















            ────────────────────────────────────────────────────────────────────────────────
             enter open  F5 new call  F2 all actions  esc back  F1 keys
        "#]],
    );
}

#[test]
fn a_mistyped_reference_is_answered_with_the_nearest() {
    let (_, references) = recorded();
    let right = references[0].to_string();
    let last = if right.ends_with('Z') { 'Y' } else { 'Z' };
    let wrong = format!("{}{last}", &right[..right.len() - 1]);
    let picture = searching().press(&wrong).picture();
    let sentence = format!("{wrong} is not a reference; did you mean {right}?");
    assert!(picture.contains(&sentence), "{picture}");
}

#[test]
fn a_reference_in_any_form_comes_first() {
    let (_, references) = recorded();
    for reference in references {
        let typed = reference.to_string().to_lowercase().replace('-', " ");
        let picture = searching().press(&typed).picture();
        let first = picture
            .lines()
            .find(|line| line.contains('▸'))
            .unwrap_or_default();
        assert!(first.contains(&reference.to_string()), "{picture}");
    }
}

#[test]
fn a_word_of_seven_letters_is_no_reference() {
    let picture = searching().press("printer").picture();
    assert!(picture.contains("label printer"), "{picture}");
}

#[test]
fn what_was_typed_is_there_after_a_crash_and_gone_after_esc() {
    let mut play = searching();
    play.press("tray");
    assert_eq!(play.env.draft("search"), Some("tray"));
    let drafts = play.env.drafts.clone();
    let mut later = Play::over(
        recorded().0.store,
        "Dana Reyes",
        vec![Route::Call(CallFor::New(None))],
    );
    later.env.drafts = drafts;
    later.press("<c-f>");
    assert!(later.picture().contains("/ tray"), "{}", later.picture());
    later.press("<esc>");
    assert_eq!(later.env.draft("search"), None);
}

#[test]
fn hostile_words_harm_nothing() {
    for words in [
        "\"",
        "tray\" OR 1",
        "* NEAR(",
        "%_\\",
        "\u{202e}\u{1b}",
        "AND AND",
        "👩‍👩‍👧‍👦",
        &"a ".repeat(500),
    ] {
        let picture = searching().press(words).picture();
        assert!(
            !picture.contains('\u{202e}') && !picture.contains('\u{1b}'),
            "{picture}"
        );
        assert!(picture.contains("Search"), "{picture}");
    }
}

#[test]
fn a_long_paste_is_searched_by_its_first_words_and_says_so() {
    let mut play = searching();
    let words: Vec<String> = (0..20_000).map(|number| format!("w{number}")).collect();
    let pasted = format!("{}{}", "a ".repeat(12), words.join(" "));
    play.send(Msg::Paste(pasted));
    let picture = play.picture();
    assert!(
        picture.contains("first 12 words and 200 characters"),
        "{picture}"
    );
}
