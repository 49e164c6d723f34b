//! One incident: what it shows, and how.

mod acts;
mod again;

use baton::tui::route::Route;
use expect_test::expect;

use super::sample::{LABELS, Sample, on_shift};
use crate::support::play::Play;

/// Nothing is missing that escalating or resolving needs.
pub const COMPLETE: Sample = Sample {
    complete: true,
    ..LABELS
};

/// The words that the last act added to the timeline.
pub fn last_line(play: &Play) -> String {
    let view = play.store.view(play.env.now);
    let page = view.incident(LABELS.reference()).unwrap().unwrap();
    page.incident.timeline.last().unwrap().text.clone()
}

#[test]
fn what_is_next_and_promised_stands_above_the_record() {
    let mut play = on_shift(Route::Desk, &[LABELS]);
    play.press("<enter>");
    expect![[r#"
         K7-0042-Z   P1 · open · Acme ◆ gold · Maria Ortiz                        14:31
        ────────────────────────────────────────────────────────────────────────────────
         Labels print half a line
         Next step    ! call Maria back with the driver date · Dana Reyes · by today
                      14:00, 31 min late
         Promise      ! status report · by today 14:00, 31 min late
         Owner        Dana Reyes

         Caller       Maria Ortiz · +1 555 0142 · end user
         Customer     Acme ◆ gold
         Product      Ledger 5.2
         Priority     P1 · everyone: cannot work
         Opened       today 13:02 by Dana Reyes · 1 call

         Standard questions
         In one line, what is the problem?  Labels print half a line
         Which product is it?  Ledger
         Which version?  5.2
         How many people does it reach?  organisation
         Can they still work?  blocked

         Printing
        ────────────────────────────────────────────────────────────────────────────────
         c call back  p promise  ^t note  ^y tried  ^r resolve  s next step  ? keys
    "#]]
    .assert_eq(&play.picture());
    play.size = (140, 40);
    expect![[r#"
         K7-0042-Z   P1 · open · Acme ◆ gold · Maria Ortiz                                                                                    14:31
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         Labels print half a line                                                                    │ Acme: 1 open, 1 promise late
         Next step    ! call Maria back with the driver date · Dana Reyes · by today 14:00, 31 min   │   K7-0042-Z P1 Labels print half a line
                      late                                                                           │
         Promise      ! status report · by today 14:00, 31 min late                                  │
         Owner        Dana Reyes                                                                     │
                                                                                                     │
         Caller       Maria Ortiz · +1 555 0142 · end user                                           │
         Customer     Acme ◆ gold                                                                    │
         Product      Ledger 5.2                                                                     │
         Priority     P1 · everyone: cannot work                                                     │
         Opened       today 13:02 by Dana Reyes · 1 call                                             │
                                                                                                     │
         Standard questions                                                                          │
         In one line, what is the problem?  Labels print half a line                                 │
         Which product is it?  Ledger                                                                │
         Which version?  5.2                                                                         │
         How many people does it reach?  organisation                                                │
         Can they still work?  blocked                                                               │
                                                                                                     │
         Printing                                                                                    │
         Which driver version is installed?  caller does not know                                    │
                                                                                                     │
         Tried                                                                                       │
         reset the tray: no change                                                                   │
                                                                                                     │
         What happened, newest first                                                                 │
         today 13:02     Dana Reyes   attempt    reset the tray: no change                           │
         today 13:02     Dana Reyes   opened     opened                                              │
                                                                                                     │
                                                                                                     │
                                                                                                     │
                                                                                                     │
                                                                                                     │
                                                                                                     │
                                                                                                     │
                                                                                                     │
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         c call back  p promise  ^t note  ^y tried  ^r resolve  s next step  a assign  m tell the customer  e edit the brief  E escalate  ? keys
    "#]].assert_eq(&play.picture());
}

#[test]
fn a_rule_that_says_no_is_a_sentence_and_the_text_stays() {
    let mut play = on_shift(Route::Incident(LABELS.reference()), &[LABELS]);
    play.press("aDana Reyes<enter>").press("1");
    let picture = play.picture();
    for words in ["is Dana Reyes’s already.", "Who takes over", " Dana Reyes "] {
        assert!(picture.contains(words), "no “{words}” in\n{picture}");
    }
}

/// Nobody fills in a form to learn that it is too early for it; the way to what is missing is one key.
#[test]
fn what_is_missing_is_said_before_anything_is_typed() {
    let mut play = on_shift(Route::Incident(LABELS.reference()), &[LABELS]);
    let picture = play.press("E").picture();
    for words in [
        "8 answers needed before K7-0042-Z is escalated",
        "What can I do for you?",
        "Enter calls back to ask; esc goes back.",
    ] {
        assert!(picture.contains(words), "no “{words}” in\n{picture}");
    }
    assert!(play.press("<enter>").picture().starts_with(" CALL"));
    let mut play = on_shift(Route::Incident(LABELS.reference()), &[COMPLETE]);
    assert!(play.press("E").picture().contains("To whom"));
}

#[test]
fn what_was_typed_is_there_again_after_going_back() {
    let mut play = on_shift(Route::Incident(LABELS.reference()), &[LABELS]);
    play.press("<c-t>she has a meeting<esc>")
        .press("<c-t> at four<enter>");
    assert_eq!(last_line(&play), "she has a meeting at four");
}

#[test]
fn a_promise_is_read_back_while_it_is_typed() {
    let mut play = on_shift(Route::Incident(LABELS.reference()), &[LABELS]);
    play.press("p4send version 5 by fri 9");
    expect![[r#"
         K7-0042-Z   P1 · open · Acme ◆ gold · Maria Ortiz                        14:31
        ────────────────────────────────────────────────────────────────────────────────
         Labels print half a line
         Next step    ! call Maria back with the driver date · Dana Reyes · by today
                      14:00, 31 min late
         Promise      ! status report · by today 14:00, 31 min late
         Owner        Dana Reyes

         Caller       Maria Ortiz · +1 555 0142 · end user
         C┌ Promise for K7-0042-Z ───────────────────────────────────────────────────┐
         P│ What we promise, and by when                                             │
         P│ send version 5 by fri 9                                                  │
         O│ → send version 5 · by tomorrow 09:00                                     │
          └──────────────────────────────────────────────────────────────────────────┘
         Standard questions
         In one line, what is the problem?  Labels print half a line
         Which product is it?  Ledger
         Which version?  5.2
         How many people does it reach?  organisation
         Can they still work?  blocked

         Printing
        ────────────────────────────────────────────────────────────────────────────────
         enter done  F5 new call  esc back  F1 keys
    "#]]
    .assert_eq(&play.picture());
}

#[test]
fn an_escalated_and_offered_one_says_where_it_is() {
    let mut play = on_shift(Route::Incident(LABELS.reference()), &[COMPLETE]);
    play.press("E<down><enter>the driver is at fault<enter>")
        .press("aAna Ruiz<enter>2");
    expect![[r#"
         K7-0042-Z   P1 · escalated · Acme ◆ gold · Maria Ortiz                   14:31
        ────────────────────────────────────────────────────────────────────────────────
         Labels print half a line
         Next step    ! call Maria back with the driver date · Dana Reyes · by today
                      14:00, 31 min late
         Promise      ! status report · by today 14:00, 31 min late
         Owner        Dana Reyes
         Escalated to second level · the driver is at fault · since today 14:31
         Offered to   … Ana Ruiz · offered today 14:31, not accepted yet
         To tell      ✗ the customer does not know that Ana Ruiz takes over; Ana Ruiz
                      tells them

         Caller       Maria Ortiz · +1 555 0142 · end user
         Customer     Acme ◆ gold
    "#]]
    .assert_eq(&head(&play));
}

#[test]
fn a_resolved_one_says_what_solved_it_first() {
    let mut play = on_shift(Route::Incident(LABELS.reference()), &[COMPLETE]);
    play.press("<c-r>2printed as a picture<enter>ten labels came out<enter>4");
    expect![[r#"
         K7-0042-Z   P1 · resolved · Acme ◆ gold · Maria Ortiz                    14:31
        ────────────────────────────────────────────────────────────────────────────────
         Labels print half a line
         Resolved     workaround · Dana Reyes · today 14:31
         Done         printed as a picture
         Verified     ten labels came out
         Told         ✗ the customer does not know yet
         Promise      ! status report · by today 14:00, 31 min late
         Owner        Dana Reyes

         Caller       Maria Ortiz · +1 555 0142 · end user
         Customer     Acme ◆ gold
         Product      Ledger 5.2
         Priority     P1 · everyone: cannot work
    "#]]
    .assert_eq(&head(&play));
}

#[test]
fn the_end_is_one_key_away_and_so_is_the_beginning() {
    let mut play = on_shift(Route::Incident(LABELS.reference()), &[COMPLETE]);
    let beginning = play.picture();
    assert!(play.press("<end>").picture().contains("opened     opened"));
    assert_ne!(play.press("<up><pgup>").picture(), beginning);
    assert_eq!(play.press("<home><down><up>").picture(), beginning);
}

#[test]
fn one_that_is_not_there_says_so() {
    let play = on_shift(Route::Incident(LABELS.reference()), &[]);
    assert!(
        play.picture()
            .contains("There is no incident K7-0042-Z here.")
    );
}

#[test]
fn the_reference_is_copied() {
    let mut play = on_shift(Route::Incident(LABELS.reference()), &[LABELS]);
    assert_eq!(play.press("C").copied, ["K7-0042-Z"]);
}

/// The upper half of the screen.
fn head(play: &Play) -> String {
    play.picture().split_inclusive('\n').take(14).collect()
}
