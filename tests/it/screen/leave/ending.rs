//! The end of a shift: everything in good hands, or somebody who watches; and the sheet.

use baton::domain::id::AgentId;
use baton::store::Tab;
use expect_test::expect;

use super::{leaving, problems, shift};

#[test]
fn with_nothing_held_one_key_leaves() {
    let mut play = leaving(shift());
    let picture = play.picture();
    assert!(
        picture.contains("You hold nothing, and nothing waits for you."),
        "{picture}"
    );
    assert!(picture.contains("enter leave the hotline"), "{picture}");
    expect![[r#"
         Leaving the hotline   Dana Reyes                                         14:31
        ────────────────────────────────────────────────────────────────────────────────






                Everything is in good hands.
                Off the hotline since 14:31.












        ────────────────────────────────────────────────────────────────────────────────
         enter to the desk  n new call  / search  : all actions  esc back  ? keys
    "#]]
    .assert_eq(&play.press("<enter>").picture());
    assert_eq!(
        play.store
            .view(play.env.now)
            .shift(&play.env.agent)
            .unwrap()
            .since,
        None
    );
}

#[test]
fn leaving_all_the_same_takes_a_reason_and_somebody_who_watches() {
    let (hotline, _) = problems(1);
    let mut play = leaving(hotline);
    play.size = (80, 16);
    expect![[r#"
         Leaving the hotline   Dana Reyes · 1 open · 1 to do                      14:31
        ────────────────────────────────────────────────────────────────────────────────
         ✓ no call running    ! 1 text not recorded (r shows)    ✗ 1 without a category
         !┌ Leave all the same ──────────────────────────────────────────────────────┐
        ▸ │ Why you cannot hand everything over                                      │
        ──│ The last train                                                           │──
         W│ Who watches what you leave                                               │
         T│ Tom                                                                      │
         N│ ▸ Tom Beck                                                               │
         I│                                                                          │
         C│ Every colleague sees it until everything is handed over.                 │
          └──────────────────────────────────────────────────────────────────────────┘


        ────────────────────────────────────────────────────────────────────────────────
         enter done  F5 new call  esc back  F1 keys
    "#]]
    .assert_eq(&play.press("LThe last train<enter>Tom").picture());
    expect![[r#"
         Leaving the hotline   Dana Reyes                                         14:31
        ────────────────────────────────────────────────────────────────────────────────



                Tom Beck watches 1 incident for you; every colleague sees that.
                Off the hotline since 14:31.







        ────────────────────────────────────────────────────────────────────────────────
         enter to the desk  n new call  / search  : all actions  esc back  ? keys
    "#]]
    .assert_eq(&play.press("<enter>").picture());
    let view = play.store.view(play.env.now);
    let desk = view
        .desk(&AgentId::of("Ana Ruiz"), Tab::Yours, 0, 10)
        .unwrap();
    assert_eq!(desk.left.len(), 1);
}

#[test]
fn what_was_only_offered_is_nobody_elses_at_the_end() {
    let (hotline, _) = problems(2);
    let mut play = leaving(hotline);
    play.press("aAna Ruiz<enter>1")
        .press("LThe last train<enter>Tom<enter>");
    let picture = play.picture();
    assert!(
        picture.contains("Tom Beck watches 2 incidents for you"),
        "{picture}"
    );
    assert!(
        picture.contains("Ana Ruiz has been asked to take 1 incident."),
        "{picture}"
    );
    assert!(!picture.contains("Ana Ruiz has 1"), "{picture}");
}

#[test]
fn somebody_unknown_cannot_watch_and_what_was_typed_stays() {
    let (hotline, _) = problems(1);
    let mut play = leaving(hotline);
    let picture = play
        .press("LThe last train<enter>Nobody Known<enter>")
        .picture();
    assert!(
        picture.contains("There is no agent called Nobody Known here yet."),
        "{picture}"
    );
    assert!(picture.contains("The last train"), "{picture}");
}

#[test]
fn who_is_not_on_the_hotline_has_nothing_to_leave() {
    let mut play = leaving(shift());
    play.press("<enter><enter>");
    let mut later = super::Play::over(play.store, "Dana Reyes", vec![super::Route::Leave]);
    let picture = later.press("<enter>").picture();
    assert!(picture.contains("You are not on the hotline"), "{picture}");
}

#[test]
fn the_sheet_is_a_file_with_a_plain_name() {
    let mut hotline = shift();
    hotline.sit_down("Dana ../Reyes\u{202e}");
    hotline.call(
        "Maria Ortiz",
        "Acme",
        "+1 555 0142",
        "Labels print half a line",
        60,
    );
    let mut play = leaving(hotline);
    play.press("W");
    let (name, text) = play.saved.pop().unwrap();
    assert_eq!(name, "baton-handoff-dana-reyes-2027-03-04.md");
    assert!(text.contains("Labels print half a line"), "{text}");
}

/// `H*a`, and the list is not there yet.
#[test]
fn what_is_asked_for_before_the_list_is_read_is_done_when_it_is() {
    let (hotline, references) = problems(2);
    let mut play = leaving(hotline);
    play.press("<esc>").fall_behind().press("H*a");
    assert!(!play.picture().contains("call"), "{}", play.picture());
    // No call begins by the way.
    play.press("n");
    play.catch_up().press("Ana<enter>2");
    for reference in references {
        let view = play.store.view(play.env.now);
        let incident = view.incident(reference).unwrap().unwrap().incident;
        assert_eq!(incident.offer().unwrap().to.as_str(), "Ana Ruiz");
    }
}

#[test]
fn texts_that_are_not_recorded_are_listed_and_gone_on_with() {
    let (hotline, references) = problems(1);
    let mut play = leaving(hotline);
    play.press("<esc><c-t>she sounds tired<esc><c-y>reset the tray<esc>H");
    expect![[r#"
         Leaving the hotline   Dana Reyes · 1 open · 1 to do                      14:31
        ────────────────────────────────────────────────────────────────────────────────
         ✓ no call running    ! 2 texts not recorded (r shows)
         ✗ 1 without a category    ! 1 promise is late
        ▸ K7-0001-N P3 Acme Problem 1                               ✗ still yours




          ┌ Typed and not recorded ──────────────────────────────────────────────────┐
          │ Go on with                                                               │
        ──│   1   note K7-0001-N: she sounds tired                                   │──
         W│   2   tried K7-0001-N: reset the tray                                    │
         T│   3   Later: they wait for you                                           │
         N└──────────────────────────────────────────────────────────────────────────┘
         If … then …     –
         Caller          Maria Ortiz, +1 555 0142





        ────────────────────────────────────────────────────────────────────────────────
         1-3 answer  enter done  F5 new call  esc back  ? keys
    "#]]
    .assert_eq(&play.press("r").picture());
    play.press("1");
    let picture = play.picture();
    assert!(picture.contains("she sounds tired"), "{picture}");
    play.press("<enter>");
    let view = play.store.view(play.env.now);
    let timeline = view
        .incident(references[0])
        .unwrap()
        .unwrap()
        .incident
        .timeline;
    assert!(timeline.iter().any(|line| line.text == "she sounds tired"));
    play.press("<esc>");
    let picture = play.picture();
    assert!(picture.contains("1 text not recorded"), "{picture}");
}

#[test]
fn a_text_that_was_deleted_again_is_none() {
    let (hotline, _) = problems(1);
    let mut play = leaving(hotline);
    play.press("<esc><c-t>x<backspace><esc>H");
    let picture = play.picture();
    assert!(picture.contains("nothing unsaved"), "{picture}");
}
