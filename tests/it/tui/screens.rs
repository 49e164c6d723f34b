//! Pictures of the screens that belong to no subject: the first start and the keys.

use baton::tui::msg::Msg;
use baton::tui::route::Route;
use baton::tui::theme::{Look, Theme};
use expect_test::expect;
use ratatui::style::Color;

use crate::support::play::{Play, check};

#[test]
fn the_first_start_asks_who_you_are() {
    check(
        Route::Welcome,
        "Dana Reyes",
        &expect![[r#"
             baton   your name, and you can take the first call                       14:31
            ────────────────────────────────────────────────────────────────────────────────





                      Who are you?

                      › Dana Reyes

                      Your colleagues see this name beside what you record.










            ────────────────────────────────────────────────────────────────────────────────
             enter done  F5 new call  F1 keys
        "#]],
    );
}

#[test]
fn without_a_name_it_says_what_to_do() {
    check(
        Route::Welcome,
        "<enter>",
        &expect![[r#"
             baton   your name, and you can take the first call                       14:31
            ────────────────────────────────────────────────────────────────────────────────





                      Who are you?

                      ›

                      Your colleagues see this name beside what you record.










             Type your name first. ─────────────────────────────────────────────────────────
             enter done  F5 new call  F1 keys
        "#]],
    );
}

#[test]
fn the_help_shows_what_works_here_first() {
    check(
        Route::Welcome,
        "<F1>",
        &expect![[r#"
             Keys                                                                     14:31
            ────────────────────────────────────────────────────────────────────────────────
            ▸ What works here
              enter          Go on to the next field; in the last one, done. Not now: Type
                             your name first.
              F5             Take a call: the clock starts, and what is said can be typed at
                             once. Not now: Type your name and press enter; then the call
                             begins.
              ^c             Close the window; a shift stays open until you leave the
                             hotline.
              ^l             Draw the screen again, when something else wrote over it.
              F1             Show every key that works here.
              On the desk
              n F5           Take a call: the clock starts, and what is said can be typed at
                             once.
              r              Take up the call that is parked or was interrupted.
              enter          Open what is selected.
              y              Accept the incident that is offered; from then on it is yours.
              D              Decline what is offered, and say why.
              c              Call the caller back: a call about this incident begins.
              p ^p           Make a promise, keep it, or move it with the customer’s
                             consent.
            ────────────────────────────────────────────────────────────────────────────────
             enter do it  F5 new call  esc back  ? keys
        "#]],
    );
}

#[test]
fn a_name_that_was_typed_survives_the_end_of_the_program() {
    let mut before = Play::on(Route::Welcome);
    before.press("Dana Rey");
    assert_eq!(before.env.draft("welcome"), Some("Dana Rey"));
    let mut after = Play::restarted(before);
    let picture = after.picture();
    assert!(picture.contains("› Dana Rey\n"), "{picture}");
    assert_eq!(after.press("es").env.draft("welcome"), Some("Dana Reyes"));
}

#[test]
fn help_comes_and_goes_and_the_text_stays() {
    let mut play = Play::on(Route::Welcome);
    let before = play.press("Dana?").picture();
    assert_eq!(play.press("<F1><down><esc>").picture(), before);
}

#[test]
fn closing_the_window_is_always_possible() {
    let mut play = Play::on(Route::Welcome);
    assert!(play.press("<c-c>").quit);
    let mut play = Play::on(Route::Welcome);
    assert!(play.send(Msg::End).quit);
}

#[test]
fn a_long_paste_is_taken_in_one_piece() {
    let mut play = Play::on(Route::Welcome);
    play.send(Msg::Paste("half a line ".repeat(9_000)));
    assert_eq!(play.env.draft("welcome").map(str::len), Some(108_000));
    play.press("!<backspace>").picture();
}

#[test]
fn what_cannot_be_saved_is_said_in_red_and_in_words() {
    let mut play = Play::on(Route::Welcome);
    play.env.trouble = Some("The disk is full.".to_owned());
    assert_eq!(play.late(), "not saved\nThe disk is full.");
}

#[test]
fn without_colours_nothing_is_lost() {
    let mut play = Play::on(Route::Welcome);
    play.press("Dana");
    let coloured = play.picture();
    play.env.theme = Theme::new(Look::Mono);
    assert_eq!(play.picture(), coloured);
    let colours: Vec<Color> = play.buffer().content.iter().map(|cell| cell.fg).collect();
    assert!(colours.iter().all(|&colour| colour == Color::Reset));
}
