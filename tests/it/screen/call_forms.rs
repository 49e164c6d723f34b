//! The forms over a call: what is typed in one survives until it is recorded, and is done with when it is, not before.

use baton::tui::route::{CallFor, Route};

use crate::support::play::Play;

const TO_THE_SUMMARY: &str =
    "labels are cut<enter>Maria Ortiz<enter>Acme<enter>555 0142<enter>11<enter>";

/// A call with a problem.
fn in_a_call() -> Play {
    let mut play = Play::on(Route::Call(CallFor::New(None)));
    play.press(TO_THE_SUMMARY)
        .press("Labels print half a line<enter>");
    play
}

#[test]
fn a_reason_that_is_half_typed_survives() {
    for to_the_form in [
        "<c-x>",
        "<c-p><c-x>",
        "<c-p>call tomorrow 10:00<enter><c-x>",
    ] {
        let mut play = in_a_call();
        play.press(to_the_form).press("they have to ask th");
        let mut play = Play::restarted(play);
        play.press("r");
        // The text that was promised is taken; the way back to the form is the same, or shorter.
        play.press(if to_the_form.contains("tomorrow") {
            "<c-e><c-x>"
        } else {
            to_the_form
        });
        let picture = play.picture();
        assert!(
            picture.contains("they have to ask th"),
            "{to_the_form} {picture}"
        );
    }
}

#[test]
fn the_reason_for_no_promise_survives_until_the_call_ends() {
    let mut play = in_a_call();
    play.press("<c-p><c-x>they have to ask their boss<enter>");
    assert_eq!(
        play.env
            .unrecorded()
            .filter(|(key, _)| key.starts_with("form:"))
            .count(),
        0
    );
    let mut play = Play::restarted(play);
    play.press("r").press("<c-e>");
    let picture = play.picture();
    assert!(
        picture.contains("nothing, because they have to ask their boss"),
        "{picture}"
    );
}

#[test]
fn a_note_is_said_to_be_noted_when_it_is() {
    let mut play = in_a_call();
    play.fall_behind()
        .press("<c-k>")
        .press("<c-t>The printer is new<enter>");
    play.carry_out_the_first_commands();
    assert!(!play.picture().contains("Noted."), "{}", play.picture());
    play.catch_up();
    assert!(play.picture().contains("Noted."), "{}", play.picture());
}

#[test]
fn a_reason_that_is_half_typed_is_taken_up_where_the_hotline_is_left() {
    let mut play = in_a_call();
    play.press("<c-x>they have to ask th<esc><c-w>");
    let mut play = play.again(Route::Leave);
    let listed = play.press("r").picture();
    let lines: Vec<&str> = listed.lines().collect();
    let line = lines
        .iter()
        .find(|line| line.contains("they have to ask th"));
    let digit = line.unwrap().chars().find(char::is_ascii_digit).unwrap();
    play.press(&digit.to_string());
    let picture = play.press("<c-x>").picture();
    assert!(picture.starts_with(" CALL"), "{listed}{picture}");
    assert!(picture.contains("they have to ask th"), "{picture}");
}
