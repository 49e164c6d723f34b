//! The desk: what it shows, and what its keys do.

mod waiting;

use baton::domain::command::Change;
use baton::domain::handoff::Teller;
use baton::domain::id::AgentId;
use baton::tui::msg::Msg;
use baton::tui::route::Route;
use expect_test::expect;

use super::sample::{LABELS, LOCKED_OUT, OLD_LAYOUT, ROW_4096, Sample, as_other, change, on_shift};
use crate::support::play::{Play, check};

#[test]
fn the_first_desk_says_what_to_press_when_the_phone_rings() {
    check(
        Route::Desk,
        "",
        &expect![[r#"
         baton   Dana Reyes · not on the hotline                                  14:31
        ────────────────────────────────────────────────────────────────────────────────
         ▸Yours 0    Offered to you 0    Team 0    All                         / search

          Nothing is open. When the phone rings, press n: the clock starts, and you
          can type at once what the caller says.
















        ────────────────────────────────────────────────────────────────────────────────
         n new call  h go on the hotline  / search  : all actions  q quit  ? keys
    "#]],
    );
}

#[test]
fn what_burns_stands_first() {
    let play = on_shift(Route::Desk, &[OLD_LAYOUT, LOCKED_OUT, ROW_4096, LABELS]);
    expect![[r#"
         baton   Dana Reyes · on the hotline 2 h 14 · 4 calls · promises 0/1      14:31
        ────────────────────────────────────────────────────────────────────────────────
         ▸Yours 4    Offered to you 0    Team 4    All                         / search
           Shift still open since today 12:17.  H leave the hotline
        ▸ ! 31 min late   K7-0042-Z  P1  Acme ◆         Labels print half a line
                          call Maria back with the driver date
            in 29 min     K7-0039-0  P3  Borealis       Import stops at row 4096
                          ask development for the limit
            today 17:00   K7-0040-B  P2  Acme ◆         Two users locked out after upgr…
                          reset both accounts
            Tue 09:00     K7-0031-T  P4  Cantor & Co    Wants the old report layout back
                          send the way to switch the layout








        ────────────────────────────────────────────────────────────────────────────────
         Next: call Maria Ortiz, +1 555 0142. You promised: status report, by 14:00.
        ────────────────────────────────────────────────────────────────────────────────
         n new call  enter open  c call back  p promise  H leave the hotline  ? keys
    "#]]
    .assert_eq(&play.picture());
}

#[test]
fn a_wide_window_shows_longer_names_and_the_team_tab_says_whose() {
    let mut play = on_shift(Route::Desk, &[OLD_LAYOUT, LOCKED_OUT, ROW_4096, LABELS]);
    play.size = (140, 20);
    play.press("<tab><tab><down>");
    expect![[r#"
         baton   Dana Reyes · on the hotline 2 h 14 · 4 calls · promises kept 0 of 1                                                          14:31
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
          Yours 4    Offered to you 0   ▸Team 4    All                                                                                     / search
           Shift still open since today 12:17.  H leave the hotline
          ! 31 min late   K7-0042-Z  P1  Acme ◆                    Maria Ortiz  Labels print half a line
                          Dana Reyes · call Maria back with the driver date
        ▸   in 29 min     K7-0039-0  P3  Borealis                  Jon Lund     Import stops at row 4096
                          Dana Reyes · ask development for the limit
            today 17:00   K7-0040-B  P2  Acme ◆                    Maria Ortiz  Two users locked out after upgrade to 5.2
                          Dana Reyes · reset both accounts
            Tue 09:00     K7-0031-T  P4  Cantor & Co               Eve Cantor   Wants the old report layout back
                          Dana Reyes · send the way to switch the layout




        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         Next: ask development for the limit, by today 15:00, in 29 min. Caller: Jon Lund, +47 555 0119.
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         n new call  enter open  c call back  p promise  H leave the hotline  ^t note  ^y tried  ^r resolve  s next step  a assign  C copy  ? keys
    "#]].assert_eq(&play.picture());
}

#[test]
fn columns_stand_one_below_the_other_however_long_it_says_when() {
    let due = |by, sample| Sample { by, ..sample };
    let mut play = on_shift(
        Route::Desk,
        &[
            LABELS,
            due("2027-03-05T10:00:00+01:00", ROW_4096),
            due("2027-12-12T09:00:00+01:00", LOCKED_OUT),
            due("2028-12-12T09:00:00+01:00", OLD_LAYOUT),
        ],
    );
    for size in [(80, 24), (140, 40)] {
        play.size = size;
        let picture = play.picture();
        let rows = picture.lines().filter(|line| line.contains(" K7-"));
        let columns = rows.map(|line| {
            let at = line.find("K7-").unwrap();
            line[..at].chars().count()
        });
        assert_eq!(columns.collect::<Vec<_>>(), [22; 4], "{picture}");
    }
}

#[test]
fn an_offer_says_what_to_press_and_reads_out_what_is_taken_over() {
    let mut play = on_shift(
        Route::Desk,
        &[Sample {
            owner: "Tom Beck",
            ..LABELS
        }],
    );
    let offer = Change::Offer {
        to: AgentId::of("Dana Reyes"),
        teller: Teller::Giver,
    };
    as_other(&mut play, "Tom Beck", vec![change(&LABELS, offer)]);
    play.press("<tab>");
    expect![[r#"
         baton   Dana Reyes · on the hotline 2 h 14 · 0 calls                     14:31
        ────────────────────────────────────────────────────────────────────────────────
          Yours 0   ▸Offered to you 1    Team 1    All                         / search
           Shift still open since today 12:17.  H leave the hotline
        ▸ ! 31 min late   K7-0042-Z  P1  Acme ◆         Labels print half a line
                          from Tom Beck · call Maria back with the driver date














        ────────────────────────────────────────────────────────────────────────────────
         Tom Beck offers it to you. y reads out what you take over, D declines.
        ────────────────────────────────────────────────────────────────────────────────
         n new call  enter open  y accept  D decline  c call back  p promise  ? keys
    "#]]
    .assert_eq(&play.picture());
    play.press("y");
    expect![[r#"
         baton   Dana Reyes · on the hotline 2 h 14 · 0 calls                     14:31
        ────────────────────────────────────────────────────────────────────────────────
          Yours 0   ▸Offered to you 1    Team 1    All                         / search
           Shift still open since today 12:17.  H leave the hotline
        ▸ ! 31 min late   K7-0042-Z  P1  Acme ◆         Labels print half a line
                          from Tom Beck · call Maria back with the driver date

            ┌ Accept K7-0042-Z from Tom Beck ──────────────────────────────────────┐
            │ Labels print half a line                                             │
            │                                                                      │
            │ Next step: call Maria back with the driver date, by today 14:00, 31  │
            │ min late.                                                            │
            │ First promise: status report, by today 14:00, 31 min late.           │
            │ Tom Beck tells the customer.                                         │
            │                                                                      │
            │ You take over the next step and the promise with its date.           │
            └──────────────────────────────────────────────────────────────────────┘



        ────────────────────────────────────────────────────────────────────────────────
         Tom Beck offers it to you. y reads out what you take over, D declines.
        ────────────────────────────────────────────────────────────────────────────────
         enter yes, do it  F5 new call  esc back  ? keys
    "#]]
    .assert_eq(&play.picture());
    play.press("<enter>");
    expect![[r#"
         baton   Dana Reyes · on the hotline 2 h 14 · 0 calls                     14:31
        ────────────────────────────────────────────────────────────────────────────────
          Yours 1   ▸Offered to you 0    Team 1    All                         / search
           Shift still open since today 12:17.  H leave the hotline

          Nobody offers you anything. What a colleague hands to you stands here until
          you press y to accept it.















         It is yours now. ──────────────────────────────────────────────────────────────
         n new call  H leave the hotline  / search  : all actions  q quit  ? keys
    "#]]
    .assert_eq(&play.picture());
}

#[test]
fn long_and_wide_names_are_cut_where_nothing_important_is_lost() {
    let wide = Sample {
        customer: ("東京都庁舎管理組合連合会本部", "gold"),
        caller: (
            "Maximiliane-Friederike von und zu Hohenfels-Löwenstein",
            "+49 711 5550199",
        ),
        summary: "ラベルが半分しか印刷されません。すべてのプリンターで同じことが起きています",
        next: "Maximiliane-Friederike zurückrufen, sobald der Treiber da ist, und fragen, ob alle vier Drucker gehen",
        promise: Some((
            "ein sehr ausführlicher Zwischenbericht über den Stand der Dinge",
            "2027-03-04T14:00:00+01:00",
        )),
        ..LABELS
    };
    let play = on_shift(Route::Desk, &[wide]);
    expect![[r#"
         baton   Dana Reyes · on the hotline 2 h 14 · 1 call · promises 0/1       14:31
        ────────────────────────────────────────────────────────────────────────────────
         ▸Yours 1    Offered to you 0    Team 1    All                         / search
           Shift still open since today 12:17.  H leave the hotline
        ▸ ! 31 min late   K7-0042-Z  P1  東京都庁舎… ◆  ラベルが半分しか印刷されません…
                          Maximiliane-Friederike zurückrufen, sobald der Treiber da ist…













        ────────────────────────────────────────────────────────────────────────────────
         Next: call Maximiliane-Friederike von und zu Hohenfels-Löwenstein, +49 711
         5550199. You promised: ein sehr ausführlicher Zwischenbericht …, by 14:00.
        ────────────────────────────────────────────────────────────────────────────────
         n new call  enter open  c call back  p promise  H leave the hotline  ? keys
    "#]]
    .assert_eq(&play.picture());
}

#[test]
fn a_promise_is_said_whole_where_there_is_room() {
    let promise = "send the corrected template and call to check that it prints";
    let sample = Sample {
        promise: Some((promise, "2027-03-04T14:00:00+01:00")),
        ..LABELS
    };
    let mut play = on_shift(Route::Desk, &[sample]);
    play.size = (140, 20);
    let picture = play.picture();
    let said = format!("You promised: {promise}, by 14:00.");
    assert!(picture.contains(&said), "{picture}");
    play.size = (60, 20);
    assert!(
        play.picture().contains("…, by 14:00."),
        "{}",
        play.picture()
    );
}

#[test]
fn what_is_resolved_stays_until_the_customer_knows() {
    let complete = Sample {
        complete: true,
        promise: None,
        ..LABELS
    };
    let mut play = on_shift(Route::Desk, &[complete]);
    play.press("<c-r>1new driver<enter>ten labels<enter>4");
    assert!(
        play.picture().contains("✗ not told yet"),
        "{}",
        play.picture()
    );
    play.press("m<down><enter>1").press("<tab><tab><tab>");
    assert!(
        play.picture().contains("✓ today 14:31"),
        "{}",
        play.picture()
    );
}

#[test]
fn the_same_incident_stays_selected_when_others_come() {
    let mut play = on_shift(Route::Desk, &[ROW_4096, OLD_LAYOUT]);
    play.press("<down>");
    LABELS.recorded(&mut play);
    play.send(Msg::Changed).press("C");
    assert_eq!(play.copied, [OLD_LAYOUT.reference().to_string()]);
}

#[test]
fn going_on_the_hotline_takes_one_key() {
    let mut play = Play::on(Route::Desk);
    let picture = play.press("h").picture();
    assert!(
        picture.contains("on the hotline 0 s") && picture.contains("You are on the hotline."),
        "{picture}"
    );
}

#[test]
fn an_act_that_comes_before_the_incident_is_read_is_done_when_it_is() {
    let mut play = on_shift(Route::Desk, &[ROW_4096, LABELS]);
    play.fall_behind().press("<down><c-t>");
    assert!(!play.picture().contains("Note"), "{}", play.picture());
    play.catch_up();
    assert!(
        play.picture().contains("Note on K7-0039-0"),
        "{}",
        play.picture()
    );
}

#[test]
fn an_act_on_an_incident_that_was_left_meanwhile_is_not_done() {
    let mut play = on_shift(Route::Desk, &[ROW_4096, LABELS]);
    play.fall_behind().press("<down><c-t><up>").catch_up();
    assert!(!play.picture().contains("Note"), "{}", play.picture());
}
