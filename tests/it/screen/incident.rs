//! One incident: what it shows, and what can be done to it.

use baton::tui::route::Route;
use expect_test::expect;

use super::sample::{LABELS, on_shift};

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
