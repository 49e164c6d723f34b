//! Forms that come again: over their own screen, and with the words that were meant for what they ask now.

use baton::domain::command::{Change, Command, Resolve};
use baton::domain::resolution::ResolutionKind;
use baton::tui::msg::Msg;
use baton::tui::route::Route;

use super::COMPLETE;
use crate::screen::sample::{change, on_shift};
use crate::support::play::Play;

fn at_the_incident() -> Play {
    let mut play = on_shift(Route::Desk, &[COMPLETE]);
    play.press("<enter>");
    play
}

/// At another terminal.
fn escalated() -> Vec<Command> {
    let (to, why) = ("development".to_owned(), "the driver".to_owned());
    vec![change(&COMPLETE, Change::Escalate { to, why })]
}

#[test]
fn a_refused_form_waits_for_its_own_screen() {
    let mut play = at_the_incident();
    play.press("<c-r>1new driver<enter>ten labels<enter>");
    let resolved = Resolve {
        kind: ResolutionKind::Fix,
        done: "a new tray".to_owned(),
        verified: "it prints".to_owned(),
        told: Some("by phone".to_owned()),
        confirmed: true,
        need: None,
    };
    play.execute(vec![change(&COMPLETE, Change::Resolve(resolved))]);
    play.fall_behind().press("1").press("?").catch_up();
    let picture = play.picture();
    assert!(!picture.contains("ten labels"), "{picture}");
    let picture = play.press("<esc>").picture();
    assert!(picture.contains("ten labels"), "{picture}");
}

#[test]
fn the_words_about_a_handoff_name_whoever_takes_over_now() {
    let mut play = at_the_incident();
    play.press("aAna Ruiz<enter>1").press("mSalve! <esc>");
    assert!(play.press("m").picture().contains("Salve!"));
    play.press("<esc>").press("T").press("aTom Beck<enter>1");
    let picture = play.press("m").picture();
    assert!(picture.contains("to Tom Beck"), "{picture}");
    assert!(!picture.contains("to Ana Ruiz"), "{picture}");
}

#[test]
fn why_it_goes_is_not_what_they_found() {
    let mut play = at_the_incident();
    play.press("E<down><enter>it is at fault<esc>");
    play.execute(escalated());
    play.send(Msg::Changed);
    let picture = play.press("E").picture();
    assert!(picture.contains("What they found"), "{picture}");
    assert!(!picture.contains("second level"), "{picture}");
}
