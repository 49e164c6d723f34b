//! Going about in a call and ending it: nothing is filed unread by a slip of the finger, each problem has its turn.

use baton::domain::answer::AnswerState;
use baton::domain::record::Record;
use baton::tui::msg::Msg;
use baton::tui::route::{CallFor, Route};
use expect_test::expect;

use super::sample::{LABELS, Sample, on_shift};
use crate::support::play::Play;

const MARIA: &str = "labels print half a line<enter>Maria Ortiz<enter>Acme<enter>555 0142<enter>11<enter>Labels print half a line";

/// A call at its read-back.
fn read_out() -> Play {
    let mut play = Play::on(Route::Call(CallFor::New(None)));
    play.press(MARIA)
        .press("<enter><c-e>call back tomorrow 10:00<enter>");
    play
}

fn records(play: &Play) -> Vec<Record> {
    let mut records = Vec::new();
    let view = play.store.view(play.env.now);
    view.each_incident(|page| {
        records.push(page.record);
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    records
}

fn kinds(record: &Record, text: &str) -> usize {
    let lines = record.timeline.iter();
    lines.filter(|line| line.text.contains(text)).count()
}

#[test]
fn the_key_that_ends_the_call_files_nothing_unread() {
    let mut play = read_out();
    play.press("<c-e><c-e>");
    expect![[r#"
         CALL 00:00   Maria Ortiz · Acme ◆ gold · end user            K7-0001-N   saved
        ────────────────────────────────────────────────────────────────────────────────
           Caller             Read back
           Problem
           Impact             It is about this: Labels print half a line.
         ✓ Promise            We promise: call back, tomorrow 10:00.
         ▸ Read back          Your reference is K7-0001-N.

         What is wrong?
         1 the name
         2 the number
         3 the problem
         4 the product
         5 the version
         6 whom it affects
         7 how urgent it is
         8 the promise





         Read it out first: Enter when they confirm it, or skip it and say why. ────────
         1-8 that is wrong  enter confirmed, file it  ^x not read back…  ? keys
    "#]]
    .assert_eq(&play.picture());
    assert!(records(&play)[0].calls[0].ended.is_none());
    play.press("<enter>");
    let record = &records(&play)[0];
    assert!(record.calls[0].ended.is_some());
    assert_eq!(kinds(record, "read back, and confirmed"), 1);
}

#[test]
fn what_is_filed_unread_says_why() {
    let mut play = read_out();
    play.press("<c-x>");
    expect![[r#"
         CALL 00:00   Maria Ortiz · Acme ◆ gold · end user            K7-0001-N   saved
        ────────────────────────────────────────────────────────────────────────────────
           Caller             Read back
           Problem
           Impact             It is about this: Labels print half a line.
         ✓ Promise            We promise: call back, tomorrow 10:00.
         ▸ Read back          Your reference is K7-0001-N.

         W┌ Why is it not read back? ────────────────────────────────────────────────┐
         1│ Because                                                                  │
         2│                                                                          │
         3│   1   the line went dead                                                 │
         4│   2   the caller had to go                                               │
         5│   3   the caller did not want to hear it                                 │
         6│ A number takes one of them; or type your own.                            │
         7└──────────────────────────────────────────────────────────────────────────┘
         8 the promise





        ────────────────────────────────────────────────────────────────────────────────
         enter done  F5 new call  esc back  F1 keys
    "#]]
    .assert_eq(&play.picture());
    play.press("2");
    let record = &records(&play)[0];
    assert!(record.calls[0].ended.is_some());
    assert_eq!(kinds(record, "not read back: the caller had to go"), 1);
    assert_eq!(kinds(record, "confirmed"), 0);
    assert!(play.picture().contains("filed"), "{}", play.picture());
}

#[test]
fn each_of_two_problems_has_its_promise_and_its_read_back_in_their_order() {
    let mut play = Play::on(Route::Call(CallFor::New(None)));
    play.press(MARIA)
        .press("<enter><c-o>the export stops<enter>Export stops at row 4096<enter>");
    play.press("<c-e>");
    expect![[r#"
         CALL 00:00   Maria Ortiz · Acme ◆ gold · end user            K7-0001-N   saved
        ────────────────────────────────────────────────────────────────────────────────
           Caller             Promise  1 of 2  Labels print half a line
           Problem
           Impact             What do we do next, and when do they hear from us?
         ▸ Promise
           Read back          ›
                              For example: call back tomorrow 10:00
         6 needed before
         escalating           ──
                              Why: Who knows when they hear from us can stop worrying,
         F4 shows:                 and need not call again.
         1 open









        ────────────────────────────────────────────────────────────────────────────────
         enter answer  ^x no promise…  ^b back  ^g go to…  ^e end  ^w park  F1 keys
    "#]]
    .assert_eq(&play.picture());
    play.press("call back tomorrow 10:00<enter>");
    let picture = play.picture();
    assert!(
        picture.contains("Promise  2 of 2  Export stops"),
        "{picture}"
    );
    play.press("report on Friday 9:00<enter>");
    let picture = play.picture();
    assert!(
        picture.contains("Read back  1 of 2  Labels print"),
        "{picture}"
    );
    play.press("<enter>");
    let picture = play.picture();
    assert!(
        picture.contains("Read back  2 of 2  Export stops"),
        "{picture}"
    );
    play.press("<enter>");
    let picture = play.picture();
    assert!(
        picture.contains("Filed K7-0001-N: call back, tomorrow 10:00 · K7-0002-"),
        "{picture}"
    );
    for record in records(&play) {
        assert_eq!(kinds(&record, "read back, and confirmed"), 1);
    }
}

/// A promise from before, at its third option: until when is it moved?
#[test]
fn a_date_that_is_typed_stays_when_the_form_is_left() {
    let play = on_shift(Route::Desk, &[LABELS]);
    let mut play = play.again(Route::Call(CallFor::Back(LABELS.reference())));
    play.press("<c-e>3tomorrow 9:00<esc>");
    play.press("3");
    let picture = play.picture();
    assert!(picture.contains("│ tomorrow 9:00"), "{picture}");
    play.press("<esc>").press("3<enter>tomorrow<esc>3");
    let picture = play.picture();
    assert!(picture.contains("│ tomorrow 9:00"), "{picture}");
}

#[test]
fn places_that_do_not_fit_are_counted_and_reached_with_the_arrows() {
    let category = "printing".to_owned();
    let number = None;
    let mut play = Play::on(Route::Call(CallFor::About { number, category }));
    play.press("it is broken<enter><c-g>");
    expect![[r#"
         CALL 00:00                                                   K7-0001-N   saved
        ────────────────────────────────────────────────────────────────────────────────
         ▸ Caller       1/2   Go to: type the sign before the line.
           Problem
           Printing             1 ✓ words            it is broken
           Impact             ▸ 2   caller           Who am I speaking with?
           Promise              3   summary          Let me put it in one line, and ple…
           Read back            4 ✓ category         Printing
                                5   product          Which of our products is it?
         14 needed before       6   version          Which version is it? It usually st…
         escalating             7   symptom          What comes out of the printer?
                                8   document         What are you printing, and from wh…
                                9   scope            Does it happen on one computer or …
                                a   printers         Which printers are affected, and h…
                                b   since            Since when is it like this? When w…
                                c   changed          What changed just before: an upgra…
                                d   driver           Which printer driver is it, and wh…
                                e   anything else    Is there anything else about the p…
                                f   impact           Who is affected: everyone at your …
                                g   urgency          Does the work stand still, does it…
                                h   tried            What have you tried already, and w…
                                  ↓ 3 more
        ────────────────────────────────────────────────────────────────────────────────
         enter go there  ^b back  ^g go to…  ^e end  ^w park  ^t note  F1 keys
    "#]]
    .assert_eq(&play.picture());
    play.press("<down><down><down><down><down><down><down><down><down><down><down><down>");
    expect![[r#"
         CALL 00:00                                                   K7-0001-N   saved
        ────────────────────────────────────────────────────────────────────────────────
         ▸ Caller       1/2   Go to: type the sign before the line.
           Problem
           Printing               ↑ 3 more
           Impact               4 ✓ category         Printing
           Promise              5   product          Which of our products is it?
           Read back            6   version          Which version is it? It usually st…
                                7   symptom          What comes out of the printer?
         14 needed before       8   document         What are you printing, and from wh…
         escalating             9   scope            Does it happen on one computer or …
                                a   printers         Which printers are affected, and h…
                                b   since            Since when is it like this? When w…
                                c   changed          What changed just before: an upgra…
                                d   driver           Which printer driver is it, and wh…
                              ▸ e   anything else    Is there anything else about the p…
                                f   impact           Who is affected: everyone at your …
                                g   urgency          Does the work stand still, does it…
                                h   tried            What have you tried already, and w…
                                i   anything else    Is there anything else on your min…
                                j   promise          What we promise
                                k   read back        Read it back, and file the call
        ────────────────────────────────────────────────────────────────────────────────
         enter go there  ^b back  ^g go to…  ^e end  ^w park  ^t note  F1 keys
    "#]]
    .assert_eq(&play.picture());
    play.press("<c-k><enter>");
    let picture = play.picture();
    assert!(picture.contains("Printing  "), "{picture}");
}

#[test]
fn a_category_that_is_known_is_changed_and_not_unknown() {
    let category = "printing".to_owned();
    let number = None;
    let mut play = Play::on(Route::Call(CallFor::About { number, category }));
    play.press("it is broken<enter><c-g>4<c-k>");
    let picture = play.picture();
    assert!(picture.contains("It stays Printing."), "{picture}");
    assert_eq!(records(&play)[0].category.as_deref(), Some("printing"));
    let states = records(&play).remove(0).answers.into_iter();
    let mut states = states.filter(|answer| answer.question == "category");
    assert_eq!(states.next().unwrap().state, AnswerState::Answered);
}

#[test]
fn a_caller_who_was_somebody_else_after_all_is_found_no_more() {
    let mut play = Play::on(Route::Call(CallFor::New(None)));
    play.press("labels print half a line<enter>Mario Ortez<enter>");
    play.press("<c-b>Maria Ortiz<enter>Akme<enter><c-b>Acme<enter>");
    play.press("<c-e>call back tomorrow 10:00<enter><enter>");
    let mut play = play.again(Route::Call(CallFor::New(None)));
    play.press("again<enter>mari");
    let picture = play.picture();
    assert!(picture.contains("Maria Ortiz  Acme"), "{picture}");
    assert!(!picture.contains("Mario"), "{picture}");
    play.press("<c-u>Bo Lund<enter>a");
    let picture = play.picture();
    assert!(
        picture.contains("Acme  ") && !picture.contains("Akme"),
        "{picture}"
    );
}

#[test]
fn a_long_text_takes_the_room_that_is_free_and_says_where_more_of_it_is() {
    for (size, lines, fits) in [((80, 24), 9, false), ((140, 40), 20, true)] {
        let mut play = Play::on(Route::Call(CallFor::New(None)));
        play.size = size;
        let signs = |play: &Play| ['↑', '↓'].map(|sign| play.picture().contains(sign));
        let text = "the labels are cut off again and again ".repeat(40);
        play.send(Msg::Paste(text));
        let picture = play.picture();
        let shown = picture.lines().filter(|line| line.contains("again"));
        let shown = shown.count();
        assert!(shown >= lines, "{shown} lines in\n{picture}");
        assert_eq!(signs(&play), [!fits, false], "{picture}");
        for _ in 0..60 {
            play.press("<left>".repeat(30).as_str());
        }
        assert_eq!(signs(&play), [false, !fits], "{}", play.picture());
    }
}

#[test]
fn what_is_promised_before_the_store_answers_is_promised_once() {
    let mut play = Play::on(Route::Desk);
    play.fall_behind();
    play.press("nlabels print half a line<enter><c-e>call back tomorrow 10:00<enter>");
    let picture = play.picture();
    assert!(picture.contains("   Read back"), "{picture}");
    assert!(!picture.contains("What do we do next"), "{picture}");
    play.catch_up().press("<enter>");
    assert!(play.picture().contains("filed"), "{}", play.picture());
    assert_eq!(records(&play)[0].promises.len(), 1);
}

#[test]
fn what_was_solved_in_the_call_is_read_back_as_what_was_done() {
    let sample = Sample {
        complete: true,
        ..LABELS
    };
    let play = on_shift(Route::Desk, &[sample]);
    let mut play = play.again(Route::Call(CallFor::Back(LABELS.reference())));
    play.press("<c-p>call back tomorrow 10:00<enter>");
    play.press("<c-r>1new driver<enter>ten labels<enter>1");
    let picture = play.press("<c-e>").picture();
    assert!(picture.contains("What we did: new driver."), "{picture}");
    assert!(!picture.contains("We promise"), "{picture}");
    let picture = play.press("<enter>").picture();
    assert!(!picture.contains("call back"), "{picture}");
}

#[test]
fn a_promise_that_is_mended_on_the_read_back_takes_the_place_of_the_first() {
    let mut play = Play::on(Route::Desk);
    play.press("n").press(MARIA);
    play.press("<c-e>call back today 16:00<enter>");
    let picture = play.picture();
    let digit = picture.lines().find_map(|line| {
        let (before, _) = line.split_once(" the promise")?;
        before.trim().chars().last().filter(char::is_ascii_digit)
    });
    play.press(&digit.unwrap().to_string())
        .press("call back tomorrow 10:00<enter><enter>");
    let mut live = Vec::new();
    let view = play.store.view(play.env.now);
    view.each_incident(|page| {
        let promises = page.record.promises.into_iter();
        live.extend(promises.filter(|promise| promise.state == "live"));
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    assert_eq!(live.len(), 1, "{live:#?}");
    assert_eq!(
        live[0].by,
        crate::support::play::at("2027-03-05T10:00:00+01:00")
    );
}

#[test]
fn a_company_that_nobody_asked_for_is_asked_for_when_they_call_again() {
    let mut play = Play::on(Route::Desk);
    play.press("n").press("no list<enter>Tom Reed<enter>");
    play.press("<c-e>call back tomorrow 10:00<enter><enter>");
    play.press("c").press("<c-g>");
    let picture = play.picture();
    assert!(
        picture.contains("Which company are you calling from?"),
        "{picture}"
    );
}

#[test]
fn a_new_caller_who_was_misspelt_is_renamed_and_not_picked() {
    let mut play = Play::on(Route::Desk);
    play.press("n")
        .press("labels print half a line<enter>Maria Ortiz, Acme, 555 0142<enter>");
    let picture = play.press("<c-b>").press("<c-u>Maria Ortiz").picture();
    assert!(picture.contains("▸ + Maria Ortiz"), "{picture}");
    let picture = play.press("<enter>").picture();
    assert!(picture.contains("Which company"), "{picture}");
    assert!(!picture.contains("Ortiz, Acme"), "{picture}");
}
