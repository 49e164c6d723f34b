//! What waits above the rows of the desk: calls, an old shift, what somebody left open.

use baton::domain::command::{AllTheSame, Command};
use baton::domain::id::AgentId;
use baton::tui::msg::Msg;
use baton::tui::route::Route;
use expect_test::expect;

use crate::screen::sample::{LOCKED_OUT, ROW_4096, Sample, as_other, on_shift};
use crate::support::play::{Play, at};

#[test]
fn a_parked_call_waits_on_top() {
    let mut play = on_shift(Route::Desk, &[ROW_4096]);
    play.env.now = at("2027-03-04T14:27:00+01:00");
    play.execute(vec![Command::StartCall {
        number: Some("+1 555 0142".to_owned()),
    }]);
    let view = play.store.view(play.env.now);
    let call = view.open_calls(&play.env.agent).unwrap()[0].id.clone();
    play.execute(vec![Command::ParkCall(call)]);
    play.env.now = at("2027-03-04T14:31:00+01:00");
    play.send(Msg::Changed);
    expect![[r#"
         baton   Dana Reyes · on the hotline 2 h 14 · 2 calls                     14:31
        ────────────────────────────────────────────────────────────────────────────────
         ▸Yours 1    Offered to you 0    Team 1    All                         / search
         ! +1 555 0142: parked 4 min ago  r take up
           Shift still open since today 12:17.  H leave the hotline
        ▸   in 29 min     K7-0039-0  P3  Borealis       Import stops at row 4096
                          ask development for the limit












        ────────────────────────────────────────────────────────────────────────────────
         Next: ask development for the limit, by today 15:00, in 29 min. Caller: Jon
         Lund, +47 555 0119.
        ────────────────────────────────────────────────────────────────────────────────
         n new call  r take up  enter open  c call back  p promise  ^t note  ? keys
    "#]]
    .assert_eq(&play.picture());
    assert!(play.press("r").picture().starts_with(" CALL"));
}

#[test]
fn a_call_that_was_not_taken_down_waits_on_top() {
    let mut play = on_shift(Route::Desk, &[]);
    let draft = r#"{"place":"call/words","texts":{"call/words":"labels print\nhalf a line"}}"#;
    play.env.set_draft("call:new", Some(draft.to_owned()));
    let picture = play.picture();
    assert!(
        picture.contains("! A call was not taken down yet: labels print half a line  r take up"),
        "{picture}"
    );
    play.env
        .set_draft("call:new", Some("not what a call keeps".to_owned()));
    assert!(!play.picture().contains("not taken down"));
}

#[test]
fn when_several_calls_wait_it_asks_which() {
    let mut play = on_shift(Route::Desk, &[]);
    for _ in 0..2 {
        play.execute(vec![Command::StartCall { number: None }]);
    }
    play.send(Msg::Changed).press("r");
    expect![[r#"
         baton   Dana Reyes · on the hotline 2 h 14 · 2 calls                     14:31
        ────────────────────────────────────────────────────────────────────────────────
         ▸Yours 0    Offered to you 0    Team 0    All                         / search
         ! A caller: parked just now  r take up
         ! A caller: began today 14:31, not ended
           Shift still open since today 12:17.  H leave the hotline

          Nothing is open. When the phone rings, press n: the clock starts, and you
          can type at once what the caller says.
          ┌ Several calls wait ──────────────────────────────────────────────────────┐
          │ Which one                                                                │
          │   1   A caller: parked just now                                          │
          │   2   A caller: began today 14:31, not ended                             │
          └──────────────────────────────────────────────────────────────────────────┘








        ────────────────────────────────────────────────────────────────────────────────
         1-2 answer  enter done  F5 new call  esc back  ? keys
    "#]]
    .assert_eq(&play.picture());
    assert!(play.press("2").picture().starts_with(" CALL"));
}

#[test]
fn a_shift_of_yesterday_is_still_open() {
    let mut play = Play::on(Route::Desk);
    play.env.now = at("2027-03-03T09:00:00+01:00");
    play.execute(vec![Command::GoOnTheHotline]);
    play.env.now = at("2027-03-04T14:31:00+01:00");
    let picture = play.send(Msg::Changed).picture();
    assert!(
        picture.contains("Shift still open since yesterday 09:00.  H leave the hotline"),
        "{picture}"
    );
}

#[test]
fn what_somebody_left_open_is_seen_by_everybody_until_it_is_mended() {
    let tom = Sample {
        owner: "Tom Beck",
        ..LOCKED_OUT
    };
    let mut play = on_shift(Route::Desk, &[tom]);
    let leave = Command::LeaveTheHotline {
        all_the_same: Some(AllTheSame {
            reason: "he fell ill".to_owned(),
            watcher: AgentId::of("Dana Reyes"),
        }),
    };
    as_other(&mut play, "Tom Beck", vec![Command::GoOnTheHotline, leave]);
    let words = "! Tom Beck left 1 open, today 14:31: he fell ill. Dana Reyes watches.";
    assert!(play.picture().contains(words), "{}", play.picture());
    // Whoever is not on the hotline cannot hand over, nor tell the customer, so a colleague does both.
    play.press("<tab><tab>")
        .press("aDana Reyes<enter>2")
        .press("y")
        .press("<enter>");
    assert!(
        !play.picture().contains("Tom Beck left"),
        "{}",
        play.picture()
    );
}

#[test]
fn two_calls_that_were_not_taken_down_are_both_taken_up() {
    let draft =
        |words| format!(r#"{{"place":"intake/words","texts":{{"intake/words":"{words}"}}}}"#);
    for (option, words) in [("1", "labels print half a line"), ("2", "the export stops")] {
        let mut play = on_shift(Route::Desk, &[]);
        play.env
            .set_draft("call:new", Some(draft("labels print half a line")));
        play.env
            .set_draft("call:new:2", Some(draft("the export stops")));
        play.press("r").press(option);
        let picture = play.picture();
        assert!(picture.starts_with(" CALL"), "{picture}");
        assert!(picture.contains(words), "{picture}");
    }
}
