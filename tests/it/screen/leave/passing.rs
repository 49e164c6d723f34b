//! Passing on: to one person or several, telling the customer, and the receiver's answer at the same keyboard.

use baton::domain::command::{Change, Command, ReadBack};
use baton::domain::handoff::Teller;
use baton::domain::id::AgentId;
use baton::domain::incident::Incident;
use baton::domain::reference::Reference;
use expect_test::expect;

use super::{leaving, offer, problems, shift, the_sketch};
use crate::screen::sample::as_other;
use crate::support::play::{Play, at};

fn incident(play: &Play, reference: Reference) -> Incident {
    let view = play.store.view(play.env.now);
    view.incident(reference).unwrap().unwrap().incident
}

#[test]
fn several_are_offered_at_once() {
    let (hotline, references) = problems(3);
    let mut play = leaving(hotline);
    expect![[r#"
         Leaving the hotline   Dana Reyes · 3 open · 3 to do                      14:31
        ────────────────────────────────────────────────────────────────────────────────
         ✓ no call running    ✓ nothing unsaved    ✗ 3 without a category
         ! 1 promise is late
          • K7-0001-N P3 Acme Problem 1                             ✗ still yours
          • K7-0002-B P3 Acme Problem 2                             ✗ still yours
        ▸   K7-0003-1 P3 Acme Problem 3                             ✗ still yours
          ┌ Offer 2 incidents to somebody ───────────────────────────────────────────┐
          │ Who takes over                                                           │
          │                                                                          │
          │   Ana Ruiz                                                               │
        ──│   Tom Beck                                                               │──
         W│                                                                          │
         T│ Who tells the customer                                                   │
         N│   1   I tell them before I leave                                         │
         I│   2   Whoever takes over tells them                                      │
         C└──────────────────────────────────────────────────────────────────────────┘





        ────────────────────────────────────────────────────────────────────────────────
         enter done  F5 new call  esc back  F1 keys
    "#]]
    .assert_eq(&play.press("<space><space>a").picture());
    play.press("an<enter>2");
    let offered: Vec<bool> = references
        .iter()
        .map(|reference| incident(&play, *reference).offer().is_some())
        .collect();
    assert_eq!(offered, [true, true, false]);
    let said = "2 incidents offered to Ana Ruiz. They stay yours until Ana Ruiz accepts.";
    assert!(play.picture().contains(said), "{}", play.picture());
}

#[test]
fn ten_are_accepted_in_a_row_by_a_receiver_who_is_here() {
    let (hotline, references) = problems(10);
    let mut play = leaving(hotline);
    play.press("*aAna<enter>2");
    // She reads each one back, with one key for each.
    play.press("y<enter><enter><enter><enter><enter><enter><enter><enter><enter><enter>");
    for reference in references {
        assert_eq!(incident(&play, reference).owner, AgentId::of("Ana Ruiz"));
    }
    expect![[r#"
         Leaving the hotline   Dana Reyes                                         14:31
        ────────────────────────────────────────────────────────────────────────────────





                Everything is in good hands.
                Off the hotline since 14:31.

                Ana Ruiz has 10 incidents.











        ────────────────────────────────────────────────────────────────────────────────
         enter to the desk  n new call  / search  : all actions  esc back  ? keys
    "#]]
    .assert_eq(&play.press("<enter>").picture());
}

#[test]
fn a_receiver_who_is_here_reads_back_and_is_the_one_who_accepts() {
    let (mut hotline, references) = problems(1);
    offer(&mut hotline, references[0], "Ana Ruiz", Teller::Receiver);
    let mut play = leaving(hotline);
    expect![[r#"
         Leaving the hotline   Dana Reyes · 1 open · 1 waiting                    14:31
        ────────────────────────────────────────────────────────────────────────────────
         ✓ no call running    ✓ nothing unsaved    ✗ 1 without a category
         ! 1 promise is late
        ▸ K7-0001-N P3 Acme Problem 1                    → Ana Ruiz … offered


            ┌ Ana Ruiz accepts K7-0001-N ──────────────────────────────────────────┐
            │ Problem 1                                                            │
            │                                                                      │
            │ Next step: call back, by today 13:51, 40 min late.                   │
        ────│ First promise: call back, by today 13:51, 40 min late.               │────
         Wha│ You tell the customer that you take over.                            │
         Tri│                                                                      │
         Nex│ You take over the next step and the promise with its date.           │
         If └──────────────────────────────────────────────────────────────────────┘
         Caller          Maria Ortiz, +1 555 0142





        ────────────────────────────────────────────────────────────────────────────────
         enter yes, do it  F5 new call  esc back  ? keys
    "#]]
    .assert_eq(&play.press("y").picture());
    play.press("<enter>");
    let incident = incident(&play, references[0]);
    assert_eq!(incident.owner, AgentId::of("Ana Ruiz"));
    let accepted = incident
        .timeline
        .iter()
        .rfind(|line| line.kind == "handoff");
    assert_eq!(accepted.unwrap().by, AgentId::of("Ana Ruiz"));
}

#[test]
fn a_receiver_who_is_here_may_decline_with_a_reason() {
    let (mut hotline, references) = problems(1);
    offer(&mut hotline, references[0], "Ana Ruiz", Teller::Receiver);
    let mut play = leaving(hotline);
    let picture = play.press("Don holiday<enter>").picture();
    assert!(picture.contains("✗ declined: on h"), "{picture}");
    assert!(picture.contains("Ana Ruiz: on holiday"), "{picture}");
    assert_eq!(play.env.unrecorded().count(), 0);
}

#[test]
fn enter_starts_what_is_missing_until_nothing_is() {
    let mut play = leaving(the_sketch());
    expect![[r#"
         Leaving the hotline   Dana Reyes · 4 open · 2 ready · 1 to do            14:31
        ────────────────────────────────────────────────────────────────────────────────
         ✓ no call running    ✓ nothing unsaved    ✓ every call has a category
         ✓ no promise late
        ▸ K7-0001-N P3 Acme      Labels print half a li… → Ana Ruiz ✗ customer not told
          K7-0003-1 P3 Acme      Two users locked out    → Tom Beck … offered
          K7-0002-B P3 Borealis  Import stops at row 40… → Ana Ruiz ✓ accepted 13:22
          K7-0004-J P3 Cantor &… Wants the old report l… → Ana Ruiz ✓ accepted 13:23

          ┌ Tell the customer who takes over K7-0001-N ──────────────────────────────┐
          │ What you told them                                                       │
        ──│ Maria Ortiz, from now on Ana Ruiz takes care of K7-0001-N and knows      │──
         W│ all that you told us. What we promised is late, and I am sorry: call     │
         T│ back, which was due today 13:51.                                         │
         N└──────────────────────────────────────────────────────────────────────────┘
         If … then …     –
         Caller          Maria Ortiz, +1 555 0142





        ────────────────────────────────────────────────────────────────────────────────
         enter done  F5 new call  esc back  F1 keys
    "#]]
    .assert_eq(&play.press("<enter>").picture());
    let picture = play.press("<enter>").picture();
    assert!(!picture.contains("customer not told"), "{picture}");
    let picture = play.press("<enter>").picture();
    assert!(picture.contains("Your side is done"), "{picture}");
}

#[test]
fn an_offer_of_somebody_else_has_to_be_answered_first() {
    let mut hotline = shift();
    hotline.sit_down("Tom Beck");
    let locked = hotline.call(
        "Bo Lund",
        "Borealis",
        "+47 5550 3920",
        "Two users locked out",
        300,
    );
    offer(&mut hotline, locked, "Dana Reyes", Teller::Giver);
    hotline.sit_down("Dana Reyes");
    let mut play = leaving(hotline);
    assert!(
        play.picture().contains("← Tom Beck ✗ offered to you"),
        "{}",
        play.picture()
    );
    let picture = play.press("<enter>").picture();
    assert!(
        picture.contains(&format!("Accept {locked} from Tom Beck")),
        "{picture}"
    );
    play.press("<enter>");
    assert_eq!(incident(&play, locked).owner, AgentId::of("Dana Reyes"));
}

#[test]
fn what_has_changed_meanwhile_is_said_and_read_back_again() {
    let (mut hotline, references) = problems(1);
    offer(&mut hotline, references[0], "Ana Ruiz", Teller::Receiver);
    let mut play = leaving(hotline);
    play.press("y");
    let how = "on the phone".to_owned();
    let keep = Change::Keep { promise: 1, how };
    play.execute(vec![Command::Incident(references[0], keep)]);
    let picture = play.press("<enter>").picture();
    assert!(picture.contains("changed meanwhile"), "{picture}");
    let picture = play.press("y").picture();
    assert!(picture.contains("Nothing is promised."), "{picture}");
    assert!(
        picture.contains("You take over the next step. "),
        "{picture}"
    );
}

#[test]
fn what_goes_over_is_said_as_far_as_there_is_any() {
    let call = Change::Promise {
        what: "send a plan".to_owned(),
        by: at("2027-03-05T10:00:00+01:00"),
    };
    let keep = Change::Keep {
        promise: 1,
        how: "on the phone".to_owned(),
    };
    for (change, said) in [
        (None, "the next step and the promise with its date"),
        (
            Some(call),
            "the next step and the promises with their dates",
        ),
        (Some(keep), "the next step"),
    ] {
        let (mut hotline, references) = problems(1);
        if let Some(change) = change {
            hotline.change(references[0], change);
        }
        offer(&mut hotline, references[0], "Ana Ruiz", Teller::Receiver);
        let picture = leaving(hotline).press("y").picture();
        let said = format!("│ You take over {said}. ");
        assert!(picture.contains(&said), "{picture}");
    }
}

#[test]
fn when_only_answers_are_missing_that_is_said_as_long_as_it_is_so() {
    let (mut hotline, references) = problems(1);
    offer(&mut hotline, references[0], "Ana Ruiz", Teller::Giver);
    let mut play = leaving(hotline);
    let said = " Your side is done. A receiver who is here can accept at this keyboard. ";
    let picture = play.press("<enter>").picture();
    assert!(picture.contains(said), "{picture}");
    assert!(picture.contains("1 open · 1 waiting"), "{picture}");
    let accept = Change::Accept(ReadBack::of(&incident(&play, references[0])));
    as_other(
        &mut play,
        "Ana Ruiz",
        vec![Command::Incident(references[0], accept)],
    );
    let picture = play.picture();
    assert!(picture.contains("✗ customer not told"), "{picture}");
    assert!(!picture.contains("Your side is done"), "{picture}");
}

#[test]
fn a_name_that_is_new_is_said_to_be_before_it_counts() {
    let (hotline, references) = problems(1);
    let mut play = leaving(hotline);
    let picture = play.press("aZoe Quill").picture();
    assert!(
        picture.contains("Nobody of this name was here yet"),
        "{picture}"
    );
    play.press("<enter>2");
    let incident = incident(&play, references[0]);
    assert_eq!(incident.offer().unwrap().to, AgentId::of("Zoe Quill"));
}

/// A name that is a slip away from a known one is asked about, once, with a key for either.
#[test]
fn a_misspelt_receiver_is_no_new_colleague_by_accident() {
    for (keys, receiver) in [
        ("Ana Riuz<enter>", "Ana Ruiz"),
        ("Ana Riuz1", "Ana Ruiz"),
        ("Ana Riuz2", "Ana Riuz"),
        ("Ana Riuz<down><enter>", "Ana Riuz"),
        ("Zoe Quinn<enter>", "Zoe Quinn"),
        ("Ana<enter>", "Ana Ruiz"),
    ] {
        let (hotline, references) = problems(1);
        let mut play = leaving(hotline);
        let (typed, key) = keys.split_at(keys.find(['<', '1', '2']).unwrap());
        play.press("a").press(typed).press(key);
        play.press("2");
        let incident = incident(&play, references[0]);
        let to = incident.offer().map(|offer| offer.to.to_string());
        assert_eq!(to.as_deref(), Some(receiver), "{keys}\n{}", play.picture());
    }
}
