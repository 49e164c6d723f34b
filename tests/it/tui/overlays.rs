//! What lies over a screen: forms, the last look, the palette.

use baton::domain::id::Station;
use baton::store::Store;
use baton::tui::keymap::{Action, Context};
use baton::tui::outbox::{Confirm, Form};
use baton::tui::route::{Live, Route};
use baton::tui::screen::Offer;
use expect_test::expect;

use crate::support::play::Play;

/// A form over the first screen.
fn asked(form: Form) -> Play {
    let form = Route::Form(Box::new(form));
    Play::over(empty(), "Dana Reyes", vec![Route::Welcome, form])
}

fn empty() -> Store {
    Store::in_memory(Station::parse("K7").unwrap()).unwrap()
}

fn promise() -> Form {
    Form::new(Action::Promise, "Promise")
        .about(&"K7-0042")
        .choice(
            "What",
            [("call", "Call back"), ("report", "A status report")],
        )
        .line("By when")
        .hint("tomorrow 10:00, Fri, in 2 h")
        .check(|typed, _| match typed {
            "tomorrow 10:00" => Ok("Fri 10:00, in 19 h 29".to_owned()),
            _ => Err("This is not a time.".to_owned()),
        })
        .pick("Who", ["Ana Ruiz", "Tom Beck"].map(str::to_owned).to_vec())
        .area("Words")
        .optional()
}

#[test]
fn a_form_shows_what_it_understood_before_it_is_taken() {
    let picture = asked(promise()).press("1tomorrow 10:00").picture();
    expect![[r#"
         baton   your name, and you can take the first call                       14:31
        ────────────────────────────────────────────────────────────────────────────────




          ┌ Promise ─────────────────────────────────────────────────────────────────┐
          │ What                                                                     │
          │   1 ✓ Call back                                                          │
          │   2   A status report                                                    │
          │ By when                                                                  │
          │ tomorrow 10:00                                                           │
          │ → Fri 10:00, in 19 h 29                                                  │
          │ Who                                                                      │
          │ ························                                                 │
          │ Words  may stay empty                                                    │
          │ ························                                                 │
          └──────────────────────────────────────────────────────────────────────────┘




        ────────────────────────────────────────────────────────────────────────────────
         enter done  F5 new call  esc back  F1 keys
    "#]]
    .assert_eq(&picture);
}

#[test]
fn a_value_that_cannot_be_is_not_taken() {
    let picture = asked(promise()).press("2someday<enter>").picture();
    expect![[r#"
         baton   your name, and you can take the first call                       14:31
        ────────────────────────────────────────────────────────────────────────────────




          ┌ Promise ─────────────────────────────────────────────────────────────────┐
          │ What                                                                     │
          │   1   Call back                                                          │
          │   2 ✓ A status report                                                    │
          │ By when                                                                  │
          │ someday                                                                  │
          │ ! This is not a time.                                                    │
          │ Who                                                                      │
          │ ························                                                 │
          │ Words  may stay empty                                                    │
          │ ························                                                 │
          └──────────────────────────────────────────────────────────────────────────┘




         Read the line below the field; it cannot be taken as it is. ───────────────────
         enter done  F5 new call  esc back  F1 keys
    "#]]
    .assert_eq(&picture);
}

#[test]
fn a_form_proposes_and_takes_a_new_name_too() {
    let mut play = asked(promise());
    play.press("1tomorrow 10:00<enter>ru");
    assert!(play.picture().contains("▸ Ana Ruiz") && !play.picture().contains("Tom Beck"));
    play.press("<enter>");
    assert_eq!(values(&play), ["call", "tomorrow 10:00", "Ana Ruiz", ""]);
    play.press("<shift-tab><c-u>Eve<enter>");
    assert_eq!(values(&play), ["call", "tomorrow 10:00", "Eve", ""]);
}

#[test]
fn what_was_typed_into_a_form_comes_back_after_the_end_of_the_program() {
    let mut before = asked(promise());
    before.press("1tomo<esc>");
    let drafts = before.env.drafts;
    let form = Route::Form(Box::new(promise()));
    let mut play = Play::begin(empty(), "Dana Reyes", drafts, vec![Route::Welcome, form]);
    play.press("<enter>rrow 10:00");
    assert_eq!(values(&play)[..2], ["call", "tomorrow 10:00"]);
}

#[test]
fn a_reason_takes_two_keys() {
    let mut play = asked(
        Form::new(Action::Skip, "Why is it not asked?")
            .choice("Reason", [("time", "No time"), ("known", "Known already")]),
    );
    assert!(play.picture().contains("1-2 answer"));
    play.press("2");
    assert!(play.picture().contains("Who are you?") && !play.picture().contains("No time"));
}

#[test]
fn what_reaches_the_customer_is_looked_at_once_more() {
    let confirm = Route::Confirm(Confirm {
        action: Action::TellCustomer,
        title: "Mail to Maria Ortiz".to_owned(),
        words: "Ana Ruiz takes over and will call you by 17:00.".to_owned(),
    });
    let mut play = Play::over(empty(), "Dana Reyes", vec![Route::Welcome, confirm]);
    expect![[r#"
         baton   your name, and you can take the first call                       14:31
        ────────────────────────────────────────────────────────────────────────────────





                  Who are you?

                  ›
            ┌ Mail to Maria Ortiz ─────────────────────────────────────────────────┐
            │ Ana Ruiz takes over and will call you by 17:00.                      │
            └──────────────────────────────────────────────────────────────────────┘









        ────────────────────────────────────────────────────────────────────────────────
         enter yes, do it  F5 new call  esc back  ? keys
    "#]]
    .assert_eq(&play.picture());
    assert!(!play.press("<esc>").picture().contains("Ana Ruiz"));
}

#[test]
fn the_palette_finds_an_action_by_some_of_its_letters() {
    let mut play = Play::on(Route::Palette(Live {
        context: Context::Desk,
        offers: vec![
            (Action::NewCall, Offer::Do(())),
            (
                Action::LeaveTheHotline,
                Offer::NotNow("You are not on the hotline."),
            ),
            (Action::Quit, Offer::Do(())),
        ],
    }));
    expect![[r#"
         All actions                                                              14:31
        ────────────────────────────────────────────────────────────────────────────────

          ┌ All actions ─────────────────────────────────────────────────────────────┐
          │ leave hot                                                                │
          │                                                                          │
          │ ▸ H         leave the hotline  You are not on the hotline.               │
          │   q         quit               Close the window; a shift stays open unt… │
          │                                                                          │
          │                                                                          │
          │                                                                          │
          │                                                                          │
          │                                                                          │
          │                                                                          │
          │                                                                          │
          │                                                                          │
          │                                                                          │
          │                                                                          │
          │ You are not on the hotline.                                              │
          │                                                                          │
          └──────────────────────────────────────────────────────────────────────────┘

        ────────────────────────────────────────────────────────────────────────────────
         enter do it  F5 new call  esc back  F1 keys
    "#]]
    .assert_eq(&play.press("leave hot").picture());
    expect![[r#"
         All actions                                                              14:31
        ────────────────────────────────────────────────────────────────────────────────

          ┌ All actions ─────────────────────────────────────────────────────────────┐
          │ leave hot                                                                │
          │                                                                          │
          │ ▸ H         leave the hotline  You are not on the hotline.               │
          │   q         quit               Close the window; a shift stays open unt… │
          │                                                                          │
          │                                                                          │
          │                                                                          │
          │                                                                          │
          │                                                                          │
          │                                                                          │
          │                                                                          │
          │                                                                          │
          │                                                                          │
          │                                                                          │
          │ You are not on the hotline.                                              │
          │                                                                          │
          └──────────────────────────────────────────────────────────────────────────┘

         You are not on the hotline. ───────────────────────────────────────────────────
         enter do it  F5 new call  esc back  F1 keys
    "#]]
    .assert_eq(&play.press("<enter>").picture());
}

#[test]
fn a_hint_that_is_too_long_ends_with_a_sign() {
    let long = "So long a hint that it does not fit into the one line that it has, which is said";
    let form = Form::new(Action::Note, "Note").line("What").hint(long);
    let picture = asked(form).picture();
    assert!(
        picture.contains(
            "│ So long a hint that it does not fit into the one line that it has, whic… │"
        ),
        "{picture}"
    );
}

fn values(play: &Play) -> Vec<String> {
    let draft = play.env.draft("form:promise:K7-0042").unwrap();
    serde_json::from_str(draft).unwrap()
}
