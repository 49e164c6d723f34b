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
         ✓ no call running    ! 1 text not recorded    ✗ 1 without a category
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



                Tom Beck watches 1 incident that you still hold; every colleague
                sees that.
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
