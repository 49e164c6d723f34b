//! Keys beside the content itself, per call: each row of the table of what they may be at most, played and counted.

use std::collections::{BTreeMap, BTreeSet};

use baton::domain::answer::AnswerState;
use baton::domain::command::{Change, Command, ReadBack};
use baton::domain::handoff::Teller;
use baton::domain::id::AgentId;
use baton::domain::incident::Status;
use baton::domain::record::{AnswerRecord, Record};
use baton::domain::resolution::ResolutionKind;
use baton::store::OpenCall;
use baton::tui::route::{CallFor, Route};

use super::leave::{leaving, problems};
use super::sample::{LABELS, as_other, on_shift};
use crate::support::play::{Play, at};

/// The standard questions before the category, for somebody who calls for the first time.
const NEW_CALLER: &str = "{labels print half a line}<enter>{Maria Ortiz}<enter>{Acme}<enter>{+1 202 555 0142}<enter>11<enter>";

/// The same for somebody who is known, and how they are found.
const KNOWN_CALLER: &str = "{labels are cut off again}<enter>{0142}<enter>";

/// The problem in a line, the category that the words propose, product and version.
const PROBLEM: &str = "{Labels print half a line}<enter><enter>{Ledger}<enter>{5.2}<enter>";

/// Impact, urgency, what is held up, what was tried, nothing else.
const IMPACT: &str = "21{six people cannot ship}<enter>{reset the tray: no change}<enter><enter>";

const PROMISE: &str = "<c-p>{call back tomorrow 10:00}<enter>";

/// The keys to press, and how many of them are no content; what is in braces is content.
fn keys(script: &str) -> (String, usize) {
    let (mut keys, mut count, mut content, mut named) = (String::new(), 0, false, false);
    for letter in script.chars() {
        match letter {
            '{' => content = true,
            '}' => content = false,
            letter => {
                named = (named || letter == '<') && letter != '>';
                count += usize::from(!content && !named);
                keys.push(letter);
            }
        }
    }
    (keys, count)
}

/// Presses the keys, and says how many of them are no content.
fn press(play: &mut Play, script: &str) -> usize {
    let (keys, count) = keys(script);
    play.press(&keys);
    count
}

/// Presses the keys, of which no more than these may be beside the content.
fn within(play: &mut Play, most: usize, script: &str) {
    let count = press(play, script);
    assert!(count <= most, "{script} takes {count} keys, not {most}");
}

fn ringing() -> Play {
    Play::on(Route::Call(CallFor::New(None)))
}

/// A call about a problem with printing, at the first question for that.
fn printing() -> Play {
    let mut play = ringing();
    press(&mut play, NEW_CALLER);
    press(&mut play, PROBLEM);
    shows(&play, "Printing  1 of");
    play
}

/// A call by somebody who has called before.
fn ringing_again() -> Play {
    let mut play = printing();
    press(&mut play, PROMISE);
    press(&mut play, "<enter>");
    play.again(Route::Call(CallFor::New(None)))
}

fn shows(play: &Play, text: &str) {
    let picture = play.picture();
    assert!(picture.contains(text), "no “{text}” in\n{picture}");
}

fn running(play: &Play) -> Vec<OpenCall> {
    let view = play.store.view(play.env.now);
    view.open_calls(&play.env.agent).unwrap()
}

/// The incident of the newest call.
fn record(play: &Play) -> Record {
    let mut newest = None;
    let view = play.store.view(play.env.now);
    view.each_incident(|page| {
        newest = Some(page.record);
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    newest.unwrap()
}

fn answer(play: &Play, question: &str) -> AnswerRecord {
    let answers = record(play).answers.into_iter();
    let mut answers = answers.filter(|answer| answer.question == question);
    answers.next().unwrap_or_else(|| panic!("no {question}"))
}

fn value(play: &Play, question: &str) -> String {
    let value = answer(play, question).value;
    value.map(|value| value.to_string()).unwrap_or_default()
}

#[test]
fn a_call_is_started_with_one_key() {
    for (there, start) in [
        ("", "n"),
        ("<enter>", "n"),
        ("H", "n"),
        ("/", "<F5>"),
        ("?", "<F5>"),
        (":", "<F5>"),
        ("<c-t>", "<F5>"),
        ("a", "<F5>"),
    ] {
        let mut play = on_shift(Route::Desk, &[LABELS]);
        play.press(there);
        within(&mut play, 1, &format!("{start}{{my labels}}"));
        assert_eq!(running(&play).len(), 1, "{there}");
        shows(&play, " CALL 00:00");
        shows(&play, "my labels");
    }
}

#[test]
fn a_known_caller_is_found_with_four_digits_or_letters_and_enter() {
    for typed in ["0142<enter>", "orti<enter>"] {
        let mut play = ringing_again();
        press(&mut play, "{labels are cut off again}<enter>");
        within(&mut play, 4 + 1, typed);
        let call = running(&play).remove(0);
        assert_eq!(call.caller.as_deref(), Some("Maria Ortiz"), "{typed}");
        shows(&play, "Maria Ortiz · Acme");
        shows(&play, "Problem  1 of 4");
    }
}

/// Answers every standard question; those of the category between them have rows of their own in the table.
fn standard_questions(play: &mut Play, caller: &str) -> usize {
    let before = press(play, caller);
    shows(play, "Problem  1 of 4");
    let problem = press(play, PROBLEM);
    shows(play, "Printing  1 of");
    for _ in 0..30 {
        if !play.picture().contains("Impact  1 of") {
            play.press("<c-k>");
        }
    }
    shows(play, "Impact  1 of");
    let impact = press(play, IMPACT);
    shows(play, "What do we do next");
    let record = record(play);
    assert_eq!(record.category.as_deref(), Some("printing"));
    assert_eq!(record.product.as_deref(), Some("Ledger"));
    assert_eq!(record.version.as_deref(), Some("5.2"));
    assert_eq!(record.priority.id(), "P2");
    assert_eq!(record.caller.unwrap().name, "Maria Ortiz");
    assert_eq!(value(play, "held_up"), "six people cannot ship");
    assert_eq!(value(play, "tried"), "reset the tray: no change");
    before + problem + impact
}

#[test]
fn the_standard_questions_for_a_known_caller_take_12_keys() {
    let taken = standard_questions(&mut ringing_again(), KNOWN_CALLER);
    assert!(taken <= 12, "{taken} keys");
}

#[test]
fn the_standard_questions_for_a_new_caller_take_25_keys() {
    let taken = standard_questions(&mut ringing(), NEW_CALLER);
    assert!(taken <= 25, "{taken} keys");
}

#[test]
fn a_choice_and_a_yes_or_no_take_one_key() {
    let mut play = printing();
    within(&mut play, 1, "1");
    assert_eq!(value(&play, "symptom"), "nothing");
    within(&mut play, 1, "2");
    assert_eq!(value(&play, "sees_message"), "no");
    shows(&play, "Printing  3 of");
}

#[test]
fn a_text_takes_enter() {
    let mut play = printing();
    press(&mut play, "2");
    within(&mut play, 1, "{half a line}<enter>");
    assert_eq!(value(&play, "sheet"), "half a line");
    shows(&play, "Printing  3 of");
}

#[test]
fn does_not_know_takes_one_key_and_a_reason_to_skip_two() {
    let mut play = printing();
    within(&mut play, 1, "<c-k>");
    assert_eq!(answer(&play, "symptom").state, AnswerState::Unknown);
    within(&mut play, 2, "<c-x>2");
    let skipped = answer(&play, "sheet");
    assert_eq!(skipped.state, AnswerState::NotAsked);
    assert!(skipped.remark.is_some());
    shows(&play, "Printing  3 of");
}

/// `Printing`, 3 and 14, where the screen says `Printing  3 of 14`.
fn heading(picture: &str) -> Option<(String, usize, usize)> {
    picture.lines().find_map(|line| {
        let (before, of) = line.split_once(" of ")?;
        let (title, number) = before.rsplit_once("  ")?;
        let (_, title) = title.rsplit_once("  ")?;
        let of = of.split_whitespace().next()?;
        Some((title.to_owned(), number.parse().ok()?, of.parse().ok()?))
    })
}

#[test]
fn any_question_is_three_keys_away() {
    let categories: Vec<String> = {
        let play = Play::on(Route::Desk);
        let flows = play.env.flows.categories().into_iter();
        flows.map(|flow| flow.id().to_owned()).collect()
    };
    assert!(categories.len() >= 10, "{categories:?}");
    for category in categories {
        let number = None;
        let call = CallFor::About { number, category };
        let mut play = Play::on(Route::Call(call.clone()));
        press(&mut play, "{it is broken}<enter>");
        let mut reached: BTreeMap<String, (BTreeSet<usize>, usize)> = BTreeMap::new();
        let mut places = 0;
        for label in ('1'..='9').chain('a'..='z') {
            within(&mut play, 3, &format!("<c-g>{label}"));
            let picture = play.picture();
            if picture.contains("Go to: type the sign") {
                break;
            }
            places += 1;
            if let Some((title, number, of)) = heading(&picture) {
                let (numbers, all) = reached.entry(title).or_default();
                numbers.insert(number);
                *all = of;
            }
        }
        shows(&play, "No place has that sign");
        for (title, (numbers, of)) in &reached {
            assert!(numbers.iter().copied().eq(1..=*of), "{title} in {call:?}");
        }
        let questions: usize = reached.values().map(|(_, of)| of).sum();
        // The promise and the read-back are places, too.
        assert_eq!(places, questions + 2, "{call:?}");
        assert!(reached.len() >= 4, "{call:?}");
    }
}

#[test]
fn a_promise_takes_two_keys_beside_its_words() {
    let mut play = printing();
    within(&mut play, 2, PROMISE);
    let promise = record(&play).promises.remove(0);
    assert_eq!(promise.what, "call back");
    assert_eq!(promise.by, at("2027-03-05T10:00:00+01:00"));
    shows(&play, "Read back");
}

#[test]
fn a_call_is_ended_and_filed_with_two_keys() {
    let mut play = printing();
    press(&mut play, PROMISE);
    press(&mut play, "<c-g>1");
    within(&mut play, 2, "<c-e><enter>");
    shows(&play, "filed");
    assert_eq!(running(&play), []);
    assert!(record(&play).calls[0].ended.is_some());
}

#[test]
fn resolving_during_the_call_takes_six_keys() {
    let done = "{100 mm}<enter>{printed three}<enter>1";
    for (script, kind) in [
        (format!("<c-r>1{done}"), ResolutionKind::Fix),
        (format!("<c-r>2{done}"), ResolutionKind::Workaround),
        (
            format!("<c-r>3{done}{{longer labels}}<enter>"),
            ResolutionKind::AsDesigned,
        ),
        (format!("<c-r>4{done}"), ResolutionKind::WentAway),
    ] {
        let mut play = printing();
        within(&mut play, 6, &script);
        let record = record(&play);
        assert_eq!(record.status, Status::Resolved);
        let resolution = record.resolution.unwrap();
        assert_eq!((resolution.kind, resolution.confirmed), (kind, true));
        assert_eq!(resolution.done, "100 mm");
        within(&mut play, 2, "<c-e><enter>");
        shows(&play, "filed");
    }
}

/// The keys of the one who leaves; the receiver reads each one back and accepts at their own keyboard.
#[test]
fn ten_incidents_are_handed_to_one_person_with_15_keys() {
    let (hotline, references) = problems(10);
    let mut play = leaving(hotline);
    play.press("<esc>");
    let give = press(&mut play, "H") + press(&mut play, "*a{Ana}<enter>2");
    for reference in references {
        let view = play.store.view(play.env.now);
        let incident = view.incident(reference).unwrap().unwrap().incident;
        let teller = incident.offer().unwrap().teller;
        assert_eq!(teller, Teller::Receiver, "{reference}");
        let accept = Change::Accept(ReadBack::of(&incident));
        as_other(
            &mut play,
            "Ana Ruiz",
            vec![Command::Incident(reference, accept)],
        );
    }
    let leave = press(&mut play, "<enter>");
    shows(&play, "Ana Ruiz has 10 incidents.");
    assert_eq!(record(&play).owner, AgentId::of("Ana Ruiz").to_string());
    assert!(give + leave <= 15, "{give} + {leave} keys");
}
