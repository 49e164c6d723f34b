//! Leaving the hotline: what the checklist says, and how it looks.

mod ending;
mod passing;

use baton::domain::answer::Field;
use baton::domain::command::{Change, Command};
use baton::domain::handoff::Teller;
use baton::domain::id::AgentId;
use baton::domain::incident::Entry;
use baton::domain::reference::Reference;
use baton::tui::route::Route;
use expect_test::expect;

use crate::store::hotline::{Hotline, answer};
use crate::support::play::{Play, at};

/// Dana has been on the hotline since a quarter to one; the clock stands at the last call.
fn shift() -> Hotline {
    let mut hotline = Hotline::new();
    hotline.now = at("2027-03-04T12:45:00+01:00");
    hotline.run(&[Command::GoOnTheHotline]);
    hotline
}

/// Dana has these many problems of Maria's.
pub(super) fn problems(count: i64) -> (Hotline, Vec<Reference>) {
    let mut hotline = shift();
    let references = (1..=count).map(|number| {
        let problem = format!("Problem {number}");
        hotline.call("Maria Ortiz", "Acme", "+1 555 0142", &problem, 60 * number)
    });
    let references = references.collect();
    (hotline, references)
}

/// Whoever took the last call leaves, at 14:31; Ana and Tom are known.
pub(super) fn leaving(mut hotline: Hotline) -> Play {
    let who = hotline.agent.to_string();
    for name in ["Ana Ruiz", "Tom Beck"] {
        hotline.sit_down(name).run(&[Command::Join]);
    }
    Play::over(hotline.store, &who, vec![Route::Desk, Route::Leave])
}

fn offer(hotline: &mut Hotline, reference: Reference, to: &str, teller: Teller) {
    let to = AgentId::of(to);
    hotline.change(reference, Change::Offer { to, teller });
}

/// The afternoon of the sketch: one customer not told, two accepted, one offered.
fn the_sketch() -> Hotline {
    let mut hotline = shift();
    let mut call = |caller: &str, customer: &str, summary: &str, minutes: i64| {
        hotline.call(caller, customer, "+1 555 0142", summary, minutes)
    };
    let labels = call("Maria Ortiz", "Acme", "Labels print half a line", 60);
    let rows = call("Bo Lund", "Borealis", "Import stops at row 4096", 600);
    let locked = call("Maria Ortiz", "Acme", "Two users locked out", 300);
    let layout = call(
        "C. Cantor",
        "Cantor & Co",
        "Wants the old report layout back",
        3000,
    );
    hotline.change(locked, Change::Answer(answer(Field::Category, "login")));
    let what = "reset the tray".to_owned();
    let result = "no change".to_owned();
    hotline.change(labels, Change::Add(Entry::Attempt { what, result }));
    offer(&mut hotline, labels, "Ana Ruiz", Teller::Giver);
    offer(&mut hotline, rows, "Ana Ruiz", Teller::Receiver);
    offer(&mut hotline, locked, "Tom Beck", Teller::Receiver);
    offer(&mut hotline, layout, "Ana Ruiz", Teller::Receiver);
    hotline.sit_down("Ana Ruiz");
    for reference in [labels, rows, layout] {
        hotline.accept(reference);
    }
    hotline.sit_down("Dana Reyes");
    hotline
}

#[test]
fn the_checklist_fills_itself_in() {
    expect![[r#"
         Leaving the hotline   Dana Reyes · 4 open · 2 ready · 1 to do            14:31
        ────────────────────────────────────────────────────────────────────────────────
         ✓ no call running    ✓ nothing unsaved    ✓ every call has a category
         ✓ no promise late
        ▸ K7-0001-N P3 Acme      Labels print half a li… → Ana Ruiz ✗ customer not told
          K7-0003-1 P3 Acme      Two users locked out    → Tom Beck … offered
          K7-0002-B P3 Borealis  Import stops at row 40… → Ana Ruiz ✓ accepted 13:22
          K7-0004-J P3 Cantor &… Wants the old report l… → Ana Ruiz ✓ accepted 13:23



        ────────────────────────────────────────────────────────────────────────────────
         What happened   Labels print half a line.
         Tried           reset the tray: no change
         Next step       call back, as promised by today 13:51, 40 min late
         If … then …     –
         Caller          Maria Ortiz, +1 555 0142





        ────────────────────────────────────────────────────────────────────────────────
         enter next to do  m tell the customer  e edit the brief  c call back  ? keys
    "#]]
    .assert_eq(&leaving(the_sketch()).picture());
}

#[test]
fn a_wide_window_has_the_brief_beside_the_list() {
    let mut play = leaving(the_sketch());
    play.size = (140, 16);
    expect![[r#"
         Leaving the hotline   Dana Reyes · 4 open · 2 ready · 1 to do · 1 waiting                                                            14:31
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         ✓ no call running    ✓ nothing unsaved    ✓ every call has a category    ✓ no promise late
        ▸ K7-0001-N P3 Acme        Labels print half a line        → Ana Ruiz ✗ customer not told    │  What happened   Labels print half a line.
          K7-0003-1 P3 Acme        Two users locked out            → Tom Beck … offered              │  Tried           reset the tray: no change
          K7-0002-B P3 Borealis    Import stops at row 4096        → Ana Ruiz ✓ accepted 13:22       │  Next step       call back, as promised by
          K7-0004-J P3 Cantor & Co Wants the old report layout ba… → Ana Ruiz ✓ accepted 13:23       │                  today 13:51, 40 min late
                                                                                                     │  If … then …     –
                                                                                                     │  Caller          Maria Ortiz, +1 555 0142
                                                                                                     │
                                                                                                     │
                                                                                                     │
                                                                                                     │
                                                                                                     │
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
         enter next to do  m tell the customer  e edit the brief  W write the sheet  c call back  p promise  s next step  C copy  / search  ? keys
    "#]].assert_eq(&play.picture());
}

#[test]
fn what_is_late_or_missing_is_said_in_signs_and_words() {
    let (hotline, _) = problems(2);
    let mut play = leaving(hotline);
    play.size = (96, 18);
    expect![[r#"
         Leaving the hotline   Dana Reyes · 2 open · 2 to do                                      14:31
        ────────────────────────────────────────────────────────────────────────────────────────────────
         ✓ no call running    ✓ nothing unsaved    ✗ 2 without a category    ! 1 promise is late
        ▸ K7-0001-N P3 Acme Problem 1                                           ✗ still yours
          K7-0002-B P3 Acme Problem 2                                           ✗ still yours
        ────────────────────────────────────────────────────────────────────────────────────────────────
         What happened   Problem 1.
         Tried           –
         Next step       call back, as promised by today 13:51, 40 min late
         If … then …     –
         Caller          Maria Ortiz, +1 555 0142





        ────────────────────────────────────────────────────────────────────────────────────────────────
         enter next to do  a assign  m tell the customer  e edit the brief  W write the sheet  ? keys
    "#]].assert_eq(&play.picture());
}

#[test]
fn hostile_text_stays_text_in_every_window() {
    let mut hotline = shift();
    let nasty = "\u{1b}[2J\u{202e}abc\u{200b} 👩‍👩‍👧‍👦 データ\nline two";
    let reference = hotline.call(nasty, nasty, "+1 555 0142", nasty, 60);
    let to = "Ana \u{1b}]0;x\u{7} 漢字 Ruiz";
    offer(&mut hotline, reference, to, Teller::Giver);
    let mut play = leaving(hotline);
    for size in [(20, 5), (60, 16), (80, 24), (300, 100)] {
        play.size = size;
        for keys in ["", "y", "<esc>m", "<esc>e", "<esc>"] {
            let picture = play.press(keys).picture();
            let harmless = |letter: char| {
                letter == '\n' || !(letter.is_control() || "\u{202e}\u{200b}".contains(letter))
            };
            assert!(picture.chars().all(harmless), "{picture}");
        }
    }
}
