//! The call: from the first key to the filed incident.

use std::sync::Arc;

use baton::domain::id::Station;
use baton::domain::reference::Reference;
use baton::tui::keymap::Keymap;
use baton::tui::route::{CallFor, Route};
use expect_test::expect;

use crate::support::play::Play;

fn ringing() -> Play {
    Play::on(Route::Call(CallFor::New(None)))
}

/// A new caller with a printing problem, up to the category's first question.
const MARIA: &str = "labels print half a line since the upgrade<enter>Maria Ortiz<enter>Acme<enter>555 0142<enter>11<enter>\
                     Labels print half a line<enter><enter>Ledger<enter>5.2<enter>";

#[test]
fn the_first_key_takes_the_callers_own_words() {
    let mut play = ringing();
    play.press("labels print half");
    expect![[r#"
         CALL 00:00                                                   K7-0001-N   saved
        ────────────────────────────────────────────────────────────────────────────────
         ▸ Caller       0/2   Caller  1 of 2
           Problem
           Impact             What can I do for you?
           Promise
           Read back          › labels print half

         9 needed before      ──
         escalating           Why: The caller's own words show what hurts; our wording
                                   of it already holds a guess at the cause.
                              Say: “I want to write it down the way you say it.”
                              Good: Type along while they speak: half sentences are
                                    fine. Tidy nothing.








        ────────────────────────────────────────────────────────────────────────────────
         enter answer  ^k doesn’t know  ^x skip…  ^b back  ^g go to…  ^e end  F1 keys
    "#]]
    .assert_eq(&play.picture());
}

#[test]
fn the_category_that_the_words_propose_is_one_key_away() {
    let mut play = ringing();
    play.press("labels print half a line<enter>Maria Ortiz<enter><c-n><c-n><c-n><c-n><c-n>It prints half<enter>");
    expect![[r#"
         CALL 00:00   Maria Ortiz                                     K7-0001-N   saved
        ────────────────────────────────────────────────────────────────────────────────
           Caller             Problem  2 of 4
         ▸ Problem      1/4
           Impact             I have a few questions for exactly this kind of problem.
           Promise
           Read back          ›
                              ▸ Printing  fits the words
         8 needed before        Data wrong or lost
         escalating             How-to
                                Installation
                                Integration
                                Login and access
                                Performance
                                Report or export
                                Upgrade
                                Something else

                              ──
                              Why: The category chooses the questions that a developer
                                   would otherwise have to call back for.
                              Say: “It saves you a second call.”                       …
        ────────────────────────────────────────────────────────────────────────────────
         enter answer  ^k doesn’t know  ^x skip…  ^b back  ^g go to…  ^e end  F1 keys
    "#]]
    .assert_eq(&play.picture());
}

#[test]
fn the_read_back_holds_the_facts_and_the_promise() {
    let mut play = ringing();
    play.press(MARIA)
        .press("2<c-e>call back tomorrow 10:00<enter>");
    expect![[r#"
         CALL 00:00   Maria Ortiz · Acme ◆ gold · end user            K7-0001-N   saved
        ────────────────────────────────────────────────────────────────────────────────
           Caller             Read back
         ✓ Problem
           Printing           You are on Ledger 5.2. It is about this: Labels print half
           Impact             a line. What comes out: Only a part: cut off or
         ✓ Promise            incomplete.
         ▸ Read back          We promise: call back, tomorrow 10:00.
                              Your reference is K7-0001-N.
         What is wrong?
         1 the name
         2 the number
         3 the problem
         4 the product
         5 the version
         6 whom it affects
         7 how urgent it is
         8 the promise




        ────────────────────────────────────────────────────────────────────────────────
         1-8 that is wrong  enter confirmed, file it  ^x not read back…  ? keys
    "#]]
    .assert_eq(&play.picture());
}

#[test]
fn a_category_that_is_known_brings_its_questions_before_anything_is_said() {
    let mut play = Play::on(Route::Call(CallFor::About {
        number: None,
        category: "printing".to_owned(),
    }));
    play.press("labels<enter>");
    expect![[r#"
         CALL 00:00                                                   K7-0001-N   saved
        ────────────────────────────────────────────────────────────────────────────────
         ▸ Caller       1/2   Caller  2 of 2
           Problem
           Printing           Who am I speaking with?
           Impact
           Promise            ›
           Read back
                              ──
         14 needed before     Why: The name brings up their earlier incidents and what
         escalating                we promised them, before they have to remind us.
                              Say: “So that I can see what we already know, and you need
                                   not tell it twice.”
                              Good: Part of the name or of the number finds a known
                                    caller. For a new one, first name and surname.







        ────────────────────────────────────────────────────────────────────────────────
         enter answer  ^k doesn’t know  ^x skip…  ^b back  ^g go to…  ^e end  F1 keys
    "#]]
    .assert_eq(&play.picture());
}

/// What was answered about a caller taken for a new one stays out of the record once the known one is picked.
#[test]
fn a_known_caller_who_is_picked_after_all_brings_their_own_facts() {
    let mut play = ringing();
    play.press(MARIA)
        .press("<c-e>call back tomorrow 10:00<enter><enter>");
    let mut play = play.again(Route::Call(CallFor::New(None)));
    // The name was heard wrong, and everything was asked as of a new caller.
    play.press("again<enter>Marja Orthis<enter>Acme Ltd<enter>555 0199<enter>3");
    play.press("<c-g>2Maria<enter>");
    let records = |play: &Play| -> Vec<String> {
        let second = Reference::new(Station::parse("K7").unwrap(), 2).unwrap();
        let view = play.store.view(play.env.now);
        let record = view.incident(second).unwrap().unwrap().record;
        assert_eq!(record.caller.unwrap().name, "Maria Ortiz");
        let answers = record.answers.into_iter();
        answers.map(|answer| answer.question).collect()
    };
    assert_eq!(records(&play), ["caller", "words"]);
}

/// A digit takes a reason; words and Enter are the reason.
#[test]
fn a_question_is_skipped_with_a_number_or_in_own_words() {
    let skipped = |keys: &str| {
        let mut play = ringing();
        play.press("labels<enter>Maria Ortiz<enter><c-x>")
            .press(keys);
        let first = Reference::new(Station::parse("K7").unwrap(), 1).unwrap();
        let view = play.store.view(play.env.now);
        let record = view.incident(first).unwrap().unwrap().record;
        let answers = record.answers.into_iter();
        let mut company = answers.filter(|answer| answer.question == "customer");
        company.next().and_then(|answer| answer.remark)
    };
    for (keys, reason) in [
        ("2", Some("there was no time")),
        // Nobody said anything yet.
        ("<enter>", None),
        ("<down><down><enter>", Some("there was no time")),
        ("she is in the car<enter>", Some("she is in the car")),
        (
            "just a private customer<enter>",
            Some("just a private customer"),
        ),
        ("9 people shout<enter>", Some("9 people shout")),
        ("<esc>", None),
    ] {
        assert_eq!(skipped(keys).as_deref(), reason, "{keys}");
    }
}

/// F4 shows what is known where it is hidden, and hides it where it is shown; the question stays.
#[test]
fn the_side_pane_comes_and_goes_and_the_question_stays() {
    for (width, at_first) in [(80, false), (140, true)] {
        let mut play = ringing();
        play.size = (width, 24);
        play.press(MARIA)
            .press("<c-e>call back tomorrow 10:00<enter><enter>");
        let mut play = play.again(Route::Call(CallFor::New(None)));
        play.press("labels again<enter>0142<enter>");
        let is_shown = |play: &Play| {
            let picture = play.picture();
            assert!(picture.contains("put it in one line"), "{picture}");
            picture.contains("Acme: 1 open")
        };
        assert_eq!(is_shown(&play), at_first, "{}", play.picture());
        assert_eq!(
            is_shown(play.press("<F4>")),
            !at_first,
            "{}",
            play.picture()
        );
        assert_eq!(is_shown(play.press("<F4>")), at_first);
    }
}

/// What is missing is the next question, not a refusal behind a form.
#[test]
fn resolving_too_early_leads_to_what_is_missing() {
    let mut play = ringing();
    play.press("labels<enter>Maria Ortiz<enter>Acme<enter>")
        .press("<c-r>");
    let picture = play.picture();
    for words in [
        "put it in one line",
        "3 answers are needed before resolving",
    ] {
        assert!(picture.contains(words), "no “{words}” in\n{picture}");
    }
}

/// A note, a try and a solution are recorded with the forms of every other screen, also before anything else is.
#[test]
fn a_note_and_a_try_are_recorded_at_any_time() {
    let mut play = ringing();
    play.press("<c-t>she is on the train<enter>")
        .press("<c-y>new tray<enter>no change<enter>");
    let first = Reference::new(Station::parse("K7").unwrap(), 1).unwrap();
    let view = play.store.view(play.env.now);
    let incident = view.incident(first).unwrap().unwrap().incident;
    let texts: Vec<&str> = incident.timeline.iter().map(|line| &*line.text).collect();
    assert_eq!(
        texts,
        ["opened", "she is on the train", "new tray: no change"]
    );
    assert!(play.env.drafts.keys().all(|key| !key.starts_with("form:")));
}

/// The timelines of all incidents, a line an entry.
fn happened(play: &Play) -> String {
    let mut story = Vec::new();
    let view = play.store.view(play.env.now);
    view.each_incident(|page| {
        let entries = page.record.timeline.into_iter();
        story.extend(entries.map(|entry| format!("{}: {}", entry.kind, entry.text)));
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    story.join("\n")
}

#[test]
fn what_was_typed_where_the_caller_does_not_know_is_kept_as_a_note() {
    let mut play = ringing();
    play.press("the server room is on fire<c-k>Uwe Unbekannt<c-d>");
    let story = happened(&play);
    for said in [
        "What can I do for you? the server room is on fire",
        "Uwe Unbekannt",
    ] {
        assert!(story.contains(said), "{said}\n{story}");
    }
}

#[test]
fn what_was_typed_over_an_answer_is_kept_as_a_note_too() {
    let mut play = ringing();
    play.press("labels print half a line<enter><c-b> and the tray jams<c-k>");
    let story = happened(&play);
    assert!(story.contains("and the tray jams"), "{story}");
}

#[test]
fn enter_takes_no_category_that_nothing_speaks_for() {
    let mut play = ringing();
    play.press("qwertz<enter>Maria Ortiz<enter><c-n><c-n><c-n><c-n><c-n>qwertz<enter><enter>");
    assert!(!play.picture().contains("Data wrong"), "{}", play.picture());
    assert!(!happened(&play).contains("Data wrong"));
}

#[test]
fn a_letter_at_a_choice_says_that_it_does_nothing() {
    let mut play = ringing();
    play.press(MARIA);
    play.press("p");
    let said = "p does nothing here. ? shows every key.";
    assert!(play.picture().contains(said), "{}", play.picture());
}

#[test]
fn escape_leaves_no_call() {
    let mut play = ringing();
    play.press("labels<esc>");
    let said = "The call goes on. Park it, or end it.";
    assert!(play.picture().contains(said), "{}", play.picture());
    play.press(" print");
    assert!(
        play.picture().contains("labels print"),
        "{}",
        play.picture()
    );
}

#[test]
fn a_call_back_leaves_the_words_of_the_first_call_as_they_were() {
    for behind in [false, true] {
        let mut play = Play::on(Route::Desk);
        play.press("n").press(MARIA);
        play.press("<c-e>call back tomorrow 10:00<enter><enter>");
        if behind {
            play.fall_behind().press("c").press("it is back").catch_up();
        } else {
            play.press("c");
        }
        let picture = play.picture();
        assert!(picture.contains("Maria Ortiz"), "{picture}");
        assert!(!picture.contains("What can I do for you?"), "{picture}");
        play.press("<c-w>");
        let view = play.store.view(play.env.now);
        let mut words = Vec::new();
        view.each_incident(|page| {
            let answers = page.record.answers.into_iter();
            let said = answers.filter(|answer| answer.question == "words");
            words.extend(said.filter_map(|answer| answer.value.map(|value| value.to_string())));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
        assert_eq!(words, ["labels print half a line since the upgrade"]);
        assert_eq!(happened(&play).contains("it is back"), behind);
    }
}

/// Every key can be set, so what is said names the one that is in force.
#[test]
fn a_key_that_was_changed_is_named_as_it_is_now() {
    let mut play = ringing();
    let keys = [("side_pane".to_owned(), vec!["F9".to_owned()])];
    let (keymap, faults) = Keymap::with(&keys.into_iter().collect());
    assert_eq!(faults, Vec::<String>::new());
    play.env.keymap = Arc::new(keymap);
    play.press("labels<F9>");
    let picture = play.picture();
    assert!(picture.contains("F9 hides this"), "{picture}");
}
