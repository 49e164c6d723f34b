//! A call about an incident that exists: found in a list, by words, by its reference; what was begun goes into it.

mod standing;

use baton::domain::incident::Status;
use baton::domain::record::Record;
use baton::tui::route::{CallFor, Route};
use expect_test::expect;

use super::sample::{LABELS, LOCKED_OUT, ROW_4096, on_shift};
use crate::support::play::Play;

/// Maria calls again: her words are recorded, and it is known who she is.
fn maria_again() -> Play {
    let play = on_shift(Route::Desk, &[LABELS, LOCKED_OUT, ROW_4096]);
    let mut play = play.again(Route::Call(CallFor::New(None)));
    play.press("the labels are cut off again<enter>maria<enter>");
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

fn record(play: &Play, number: usize) -> Record {
    let mut records = records(play).into_iter();
    records
        .find(|record| usize::try_from(record.reference.number()).unwrap() == number)
        .unwrap()
}

fn contacts(record: &Record) -> Vec<&str> {
    let lines = record.timeline.iter();
    let contacts = lines.filter(|line| line.kind == "contact");
    contacts.map(|line| line.text.as_str()).collect()
}

#[test]
fn the_customers_open_incidents_come_first_and_the_words_narrow_them_down() {
    let mut play = maria_again();
    play.press("<c-a>");
    expect![[r#"
         CALL 00:00   Maria Ortiz · Acme ◆ gold · end user            K7-0043-N   saved
        ────────────────────────────────────────────────────────────────────────────────
         ✓ Caller             About
           Problem
           Impact             Which incident is the call about?
           Promise
           Read back          ›
                              ▸ K7-0042-Z  Labels print half a line  Acme
         7 needed before        K7-0040-B  Two users locked out after upgrade to …  Acme
         escalating
                              ──
         F4 shows:            Type: words of it, a name, or its reference.
         1 promised, late     esc: it is a new problem after all.
         2 open








        ────────────────────────────────────────────────────────────────────────────────
         enter about this one  ^b back  ^g go to…  ^e end  ^w park  ^t note  F1 keys
    "#]]
    .assert_eq(&play.picture());
    play.press("locked");
    expect![[r#"
         CALL 00:00   Maria Ortiz · Acme ◆ gold · end user            K7-0043-N   saved
        ────────────────────────────────────────────────────────────────────────────────
         ✓ Caller             About
           Problem
           Impact             Which incident is the call about?
           Promise
           Read back          › locked
                              ▸ K7-0040-B  Two users locked out after upgrade to …  Acme
         7 needed before
         escalating           ──
                              Type: words of it, a name, or its reference.
         F4 shows:            esc: it is a new problem after all.
         1 promised, late
         2 open








        ────────────────────────────────────────────────────────────────────────────────
         enter about this one  ^b back  ^g go to…  ^e end  ^w park  ^t note  F1 keys
    "#]]
    .assert_eq(&play.picture());
}

#[test]
fn what_was_begun_goes_into_the_one_that_exists() {
    let mut play = maria_again();
    play.press("<c-a>labels pr<enter>");
    expect![[r#"
         CALL 00:00   Maria Ortiz · Acme ◆ gold · end user            K7-0042-Z   saved
        ────────────────────────────────────────────────────────────────────────────────
           Caller             Printing  1 of 8
         ✓ Problem
         ▸ Printing     1/8   What comes out of the printer?
           Impact
           Promise              1   Nothing at all
           Read back            2   Only a part: cut off or incomplete
                                3   Wrong or garbled characters
         8 needed before        4   Wrong size, place or paper
         escalating             5   Blank or too faint
                                6   The right thing, but far too late
         F4 shows:              7   Something else…
         1 open
         1 look alike         ──
                              Why: Nothing, half of it and the wrong thing have
                                   different causes; it decides which of the next
                                   questions are asked at all.
                              Say: “It tells me where to look first.”
                              ! It has to go to level2: nobody can work at a gold
                              customer.
                              Tell: “That means nobody of yours can work. I am passing …
         The call is about K7-0042-Z; what was said is there. K7-0043-N is done. ───────
         1-7 answer  enter answer  ^k doesn’t know  ^x skip…  ^b back  ^e end  ? keys
    "#]]
    .assert_eq(&play.picture());
    let (old, begun) = (record(&play, 42), record(&play, 43));
    assert_eq!(
        contacts(&old),
        ["on the phone: the labels are cut off again"]
    );
    assert_eq!((old.calls.len(), begun.status), (2, Status::Resolved));
    // Only the promise of the old one is asked about.
    play.press("<c-e>");
    expect![[r#"
         CALL 00:00   Maria Ortiz · Acme ◆ gold · end user            K7-0042-Z   saved
        ────────────────────────────────────────────────────────────────────────────────
           Caller             Promise from before
         ✓ Problem
           Printing           Dana Reyes promised: status report, by today 14:00. Is it
           Impact             kept?
         ▸ Promise
           Read back            1   Yes, with this call
                                2   Not yet, and it is late: we promise anew
         8 needed before        3   Not yet, and the customer agrees to a later time…
         escalating

         F4 shows:
         1 open
         1 look alike







        ────────────────────────────────────────────────────────────────────────────────
         1-3 answer  enter answer  ^b back  ^g go to…  ^e end  ^w park  ? keys
    "#]]
    .assert_eq(&play.picture());
    // Its time has passed: it is no answer to when she hears from us, and is not read out as one.
    play.press("2");
    expect![[r#"
         CALL 00:00   Maria Ortiz · Acme ◆ gold · end user            K7-0042-Z   saved
        ────────────────────────────────────────────────────────────────────────────────
           Caller             Promise
         ✓ Problem
           Printing           What do we do next, and when do they hear from us?
           Impact             ! status report, by today 14:00, 31 min late
         ▸ Promise            ! It has to go to level2: nobody can work at a gold
           Read back          customer.

         8 needed before      ›
         escalating           Enter promises: call back with the first news, today 15:31

         F4 shows:            ──
         1 open               Why: Who knows when they hear from us can stop worrying,
         1 look alike              and need not call again.







        ────────────────────────────────────────────────────────────────────────────────
         enter answer  ^x no promise…  ^b back  ^g go to…  ^e end  ^w park  F1 keys
    "#]]
    .assert_eq(&play.picture());
    play.press("the driver date today 17:00<enter>");
    expect![[r#"
         CALL 00:00   Maria Ortiz · Acme ◆ gold · end user            K7-0042-Z   saved
        ────────────────────────────────────────────────────────────────────────────────
           Caller             Read back
         ✓ Problem
           Printing           You are on Ledger 5.2. It is about this: Labels print half
           Impact             a line. Affected: organisation. Blocked.
         ✓ Promise            That means nobody of yours can work. I am passing this on
         ▸ Read back          the moment we hang up.
                              We promise: the driver date, today 17:00.
         What is wrong?       Your reference is K7-0042-Z.
         1 the name
         2 the problem
         3 the product
         4 the version
         5 whom it affects
         6 how urgent it is
         7 the promise





        ────────────────────────────────────────────────────────────────────────────────
         1-7 that is wrong  enter confirmed, file it  ^x not read back…  ? keys
    "#]]
    .assert_eq(&play.picture());
    play.press("<enter>");
    let picture = play.picture();
    assert!(picture.contains("K7-0042-Z filed"), "{picture}");
    assert!(!picture.contains("K7-0043"), "{picture}");
    assert_eq!(record(&play, 42).promises.len(), 2);
    assert_eq!(records(&play).len(), 4);
}

#[test]
fn a_second_problem_after_that_gets_a_reference_of_its_own() {
    let mut play = maria_again();
    play.press("<c-a>labels pr<enter><c-o>and the export stops<enter>");
    assert_eq!(record(&play, 43).status, Status::Resolved);
    assert_eq!(record(&play, 44).summary, "and the export stops");
}

#[test]
fn words_that_are_being_typed_go_along() {
    let play = on_shift(Route::Desk, &[LABELS]);
    let mut play = play.again(Route::Call(CallFor::New(None)));
    play.press("still half a line<c-a>K7 0042 z<enter>");
    let old = record(&play, 42);
    assert!(
        old.timeline
            .iter()
            .any(|line| line.text.ends_with("still half a line")),
        "{:?}",
        old.timeline
    );
    assert_eq!(records(&play).len(), 1);
}

#[test]
fn what_holds_more_than_the_problem_stays_and_it_is_said() {
    let mut play = maria_again();
    play.press("<c-t>she sounds tired<enter>");
    play.press("<c-a>labels pr<enter>");
    let picture = play.picture();
    assert!(picture.contains("K7-0043-N stays"), "{picture}");
    assert_eq!(record(&play, 43).status, Status::Open);
}

#[test]
fn a_mistyped_reference_keeps_the_text_and_says_which_is_meant() {
    let mut play = maria_again();
    play.press("<c-a>K7-0042-8");
    expect![[r#"
         CALL 00:00   Maria Ortiz · Acme ◆ gold · end user            K7-0043-N   saved
        ────────────────────────────────────────────────────────────────────────────────
         ✓ Caller             About
           Problem
           Impact             Which incident is the call about?
           Promise
           Read back          › K7-0042-8
                              ▸ K7-0042-Z  Labels print half a line
         7 needed before      ! K7-0042-8 is not a reference; did you mean K7-0042-Z?
         escalating
                              ──
         F4 shows:            Type: words of it, a name, or its reference.
         1 promised, late     esc: it is a new problem after all.
         2 open








        ────────────────────────────────────────────────────────────────────────────────
         enter about this one  ^b back  ^g go to…  ^e end  ^w park  ^t note  F1 keys
    "#]]
    .assert_eq(&play.picture());
    play.press("<enter>");
    assert_eq!(record(&play, 42).calls.len(), 2);
}

#[test]
fn what_belongs_to_another_customer_is_said_before_it_is_taken() {
    let mut play = maria_again();
    play.press("<c-a>import<enter>");
    expect![[r#"
         CALL 00:00   Maria Ortiz · Acme ◆ gold · end user            K7-0043-N   saved
        ────────────────────────────────────────────────────────────────────────────────
         ✓ Caller             About
           Problem
           Impact             Which incident is the call about?
           Promise
           Read back          › import
                              ▸ K7-0039-0  Import stops at row 4096  Borealis
         7 needed before      ! K7-0039-0 is about Borealis; this caller is from Acme.
         escalating           Enter once more takes it.

         F4 shows:            ──
         1 promised, late     Type: words of it, a name, or its reference.
         2 open               esc: it is a new problem after all.








        ────────────────────────────────────────────────────────────────────────────────
         enter about this one  ^b back  ^g go to…  ^e end  ^w park  ^t note  F1 keys
    "#]]
    .assert_eq(&play.picture());
    assert_eq!(record(&play, 39).calls.len(), 1);
    play.press("<enter>");
    assert_eq!(record(&play, 39).calls.len(), 2);
}

#[test]
fn words_that_nothing_holds_stay_and_escape_goes_back_to_the_question() {
    let mut play = maria_again();
    play.press("<c-a>xylophone<enter>");
    let picture = play.picture();
    assert!(picture.contains("› xylophone"), "{picture}");
    assert!(picture.contains("Nothing holds “xylophone”"), "{picture}");
    play.press("<esc>");
    let picture = play.picture();
    assert!(picture.contains("Problem  1 of"), "{picture}");
    // It was looked for, not said.
    play.press("<c-e>call back tomorrow 10:00<enter><enter>");
    let found = record(&play, 43);
    assert!(!format!("{found:?}").contains("xylophone"));
}
