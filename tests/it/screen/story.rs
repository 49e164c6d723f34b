//! What a call leaves behind: stories of calls, told by what the store holds in the end.

use baton::domain::answer::{AnswerState, Source};
use baton::domain::incident::Status;
use baton::domain::record::Record;
use baton::tui::route::{CallFor, Route};

use crate::support::play::Play;

const MARIA: &str = "labels print half a line<enter>Maria Ortiz<enter>Acme<enter>555 0142<enter>11<enter>\
                     Labels print half a line<enter><enter>Ledger<enter>5.2<enter>";

const PROMISE: &str = "call back tomorrow 10:00<enter>";

fn ringing() -> Play {
    Play::on(Route::Call(CallFor::New(None)))
}

fn again(play: Play, call: CallFor) -> Play {
    play.again(Route::Call(call))
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

fn only(play: &Play) -> Record {
    let mut records = records(play);
    assert_eq!(records.len(), 1, "{records:#?}");
    records.remove(0)
}

fn state(record: &Record, question: &str) -> Option<AnswerState> {
    record
        .answers
        .iter()
        .find(|answer| answer.question == question)
        .map(|answer| answer.state)
}

#[test]
fn nobody_there_leaves_a_call_and_no_incident() {
    let mut play = ringing();
    play.press("<c-e>2");
    assert_eq!(records(&play).len(), 0);
    let calls = play
        .store
        .view(play.env.now)
        .open_calls(&play.env.agent)
        .unwrap();
    assert_eq!(calls, []);
}

#[test]
fn a_call_that_is_cut_off_is_recorded_with_every_word() {
    let mut play = ringing();
    play.press("the printer is on fi<c-e><c-x>1");
    let record = only(&play);
    assert_eq!(record.summary, "the printer is on fi");
    assert_eq!(record.no_promise.as_deref(), Some("the line went dead"));
    assert_eq!(record.calls.len(), 1);
    assert!(record.calls[0].ended.is_some());
}

#[test]
fn what_was_typed_and_never_taken_becomes_a_note() {
    let mut play = ringing();
    play.press(MARIA)
        .press("2<c-g>hnot a time at all<c-e>")
        .press(PROMISE)
        .press("<enter>");
    let record = only(&play);
    let notes: Vec<&str> = record
        .timeline
        .iter()
        .filter(|line| line.kind == "note")
        .map(|line| line.text.as_str())
        .collect();
    assert_eq!(
        notes,
        ["When did you first notice it, and when was it last as it should be? not a time at all"]
    );
}

#[test]
fn the_category_can_change_in_the_middle_and_every_answer_is_kept() {
    let mut play = ringing();
    play.press(MARIA)
        .press("2half a line, every label<enter><c-g>9upgr<enter>");
    assert!(
        play.picture().contains("Upgrade  1 of"),
        "{}",
        play.picture()
    );
    play.press("<c-e>").press(PROMISE).press("<enter>");
    let record = only(&play);
    assert_eq!(record.category.as_deref(), Some("upgrade"));
    assert_eq!(state(&record, "symptom"), Some(AnswerState::Answered));
}

#[test]
fn does_not_know_declines_and_not_asked_are_answers_of_their_own() {
    let mut play = ringing();
    play.press(MARIA)
        .press("<c-k><c-d><c-x>3<c-e>")
        .press(PROMISE)
        .press("<enter>");
    let record = only(&play);
    let states: Vec<_> = record
        .answers
        .iter()
        .filter(|answer| answer.flow == "printing")
        .map(|answer| (answer.state, answer.remark.clone()))
        .collect();
    assert_eq!(
        states,
        [
            (AnswerState::Unknown, None),
            (AnswerState::Declined, None),
            (
                AnswerState::NotAsked,
                Some("it is plain from what was said".to_owned())
            ),
        ]
    );
}

#[test]
fn one_call_may_report_two_problems() {
    let mut play = ringing();
    play.press(MARIA)
        .press("<c-o>we cannot log in<enter>Two users locked out<enter><enter>Ledger<enter>");
    play.press("<c-e>")
        .press(PROMISE)
        .press("report on Friday 9:00<enter><enter>");
    let records = records(&play);
    let summaries: Vec<_> = records
        .iter()
        .map(|record| record.summary.as_str())
        .collect();
    assert_eq!(
        summaries,
        ["Labels print half a line", "Two users locked out"]
    );
    for record in &records {
        assert_eq!(
            record.caller.as_ref().map(|caller| caller.name.as_str()),
            Some("Maria Ortiz")
        );
        assert_eq!(record.promises.len(), 1, "{}", record.reference);
    }
}

#[test]
fn a_parked_call_goes_on_where_it_stood() {
    let mut play = ringing();
    play.press(MARIA).press("2stops after 40").press("<c-w>");
    let calls = play
        .store
        .view(play.env.now)
        .open_calls(&play.env.agent)
        .unwrap();
    assert!(calls[0].parked.is_some());
    let mut play = again(play, CallFor::New(None));
    play.press("somebody else<enter>Tom Hill<enter><c-e>")
        .press(PROMISE)
        .press("<enter>");
    let mut play = again(play, CallFor::TakeUp(calls[0].id.clone()));
    assert!(
        play.picture().contains("stops after 40"),
        "{}",
        play.picture()
    );
    play.press(" mm<enter><c-e>")
        .press(PROMISE)
        .press("<enter>");
    let records = records(&play);
    assert_eq!(records.len(), 2);
    let first = &records[0];
    let sheet = first
        .answers
        .iter()
        .find(|answer| answer.question == "sheet")
        .unwrap();
    assert_eq!(
        sheet.value.as_ref().unwrap().to_string(),
        "stops after 40 mm"
    );
}

#[test]
fn words_that_are_no_answer_are_kept_with_one_key() {
    let mut play = ringing();
    play.press(MARIA)
        .press("2<c-g>hbefore the update before last<enter>");
    let picture = play.picture();
    assert!(
        picture.contains("^k keeps the words as a note."),
        "{picture}"
    );
    play.press("<c-k><c-e>").press(PROMISE).press("<enter>");
    let timeline = &only(&play).timeline;
    let kept = "last as it should be? before the update before last";
    assert!(
        timeline.iter().any(|line| line.text.ends_with(kept)),
        "{timeline:?}"
    );
}

#[test]
fn who_waits_is_seen_in_the_next_call() {
    let mut play = ringing();
    play.press(MARIA).press("<c-w>");
    play.env.now += chrono::TimeDelta::minutes(3);
    let mut play = again(play, CallFor::New(None));
    play.press("somebody else");
    let picture = play.picture();
    assert!(picture.contains(" Maria Ortiz"), "{picture}");
    assert!(picture.contains(" waits 3 min"), "{picture}");
    // Whoever waits is nobody to wait for in their own call.
    let waiting = play
        .store
        .view(play.env.now)
        .open_calls(&play.env.agent)
        .unwrap();
    let mut play = again(play, CallFor::TakeUp(waiting[0].id.clone()));
    play.press("<c-t>");
    assert!(!play.picture().contains("waits"), "{}", play.picture());
}

#[test]
fn a_call_back_keeps_the_promise_that_it_was_made_for() {
    let mut play = ringing();
    play.press(MARIA)
        .press("<c-e>")
        .press(PROMISE)
        .press("<enter>");
    let reference = only(&play).reference;
    play.env.now += chrono::TimeDelta::hours(3);
    let mut play = again(play, CallFor::Back(reference));
    assert!(
        play.picture().contains("Maria Ortiz · Acme ◆ gold"),
        "{}",
        play.picture()
    );
    play.press("<c-e>");
    assert!(
        play.picture().contains("Promise from before"),
        "{}",
        play.picture()
    );
    play.press("1fix by Friday 12:00<enter><enter>");
    let record = only(&play);
    let states: Vec<_> = record
        .promises
        .iter()
        .map(|promise| promise.state.as_str())
        .collect();
    assert_eq!(states, ["kept", "live"]);
    assert_eq!(record.calls.len(), 2);
    assert_eq!(record.next_step.what, "fix");
}

#[test]
fn a_problem_can_be_solved_while_they_speak() {
    let mut play = ringing();
    play.press(MARIA)
        .press("<c-r>1label length set to 100 mm<enter>printed three<enter>1<enter><c-e><enter>");
    let record = only(&play);
    assert_eq!(record.status, Status::Resolved);
    let resolution = record.resolution.unwrap();
    assert!(resolution.confirmed);
    assert_eq!(resolution.verified, "printed three");
}

#[test]
fn the_window_dies_and_nothing_typed_is_lost() {
    let mut play = ringing();
    play.press(MARIA).press("2it stops af");
    let calls = play
        .store
        .view(play.env.now)
        .open_calls(&play.env.agent)
        .unwrap();
    assert!(calls[0].parked.is_none());
    let play = again(play, CallFor::TakeUp(calls[0].id.clone()));
    assert!(play.picture().contains("it stops af"), "{}", play.picture());
    assert!(
        play.picture().contains("Printing  2 of"),
        "{}",
        play.picture()
    );
}

#[test]
fn a_known_number_needs_no_key() {
    let mut play = ringing();
    play.press(&MARIA.replace("555 0142", "202-555-0142"))
        .press("<c-e>")
        .press(PROMISE)
        .press("<enter>");
    let mut play = again(play, CallFor::New(Some("+1 202 555 0142".to_owned())));
    play.press("again<enter>");
    assert!(play.picture().contains("Maria Ortiz"), "{}", play.picture());
}

#[test]
fn the_desk_knows_at_once_what_was_filed() {
    let mut play = Play::on(Route::Desk);
    play.press("n").press(MARIA).press("2stops<c-w>");
    assert!(play.picture().contains("parked"), "{}", play.picture());
    play.press("r<c-e>").press(PROMISE).press("<enter>");
    let picture = play.picture();
    assert!(
        picture.contains("filed") && !picture.contains("parked"),
        "{picture}"
    );
    assert!(picture.contains("call back"), "{picture}");
}

#[test]
fn what_does_not_exist_takes_nothing_else_with_it() {
    let mut play = ringing();
    // There is no such incident; the words that follow are recorded all the same.
    play.press("<c-a>K7-1042-Q<enter><esc>");
    play.press(MARIA)
        .press("<c-e>")
        .press(PROMISE)
        .press("<enter>");
    let record = only(&play);
    assert_eq!(record.summary, "Labels print half a line");
    assert_eq!(record.status, Status::Open);
}

#[test]
fn going_over_an_answer_does_not_change_who_said_it() {
    let mut play = ringing();
    play.press(MARIA).press("2<c-b><c-s>4");
    let symptom = |play: &Play| {
        let record = only(play);
        record
            .answers
            .iter()
            .find(|answer| answer.question == "symptom")
            .unwrap()
            .source
    };
    assert_eq!(symptom(&play), Source::Assumed);
    play.press("<c-g>c<enter>");
    assert_eq!(symptom(&play), Source::Assumed);
}

#[test]
fn another_problem_begun_by_mistake_leaves_nothing_behind() {
    let mut play = ringing();
    play.press(MARIA)
        .press("<c-o><c-e>")
        .press(PROMISE)
        .press("<enter>");
    assert_eq!(only(&play).promises.len(), 1);
}

#[test]
fn words_of_the_second_problem_stay_with_the_second() {
    let mut play = ringing();
    play.press(MARIA).press("2<c-o>");
    // Help and back, as one does while the caller looks for something.
    play.press("<F1><esc>the export stops<enter>Export stops at row 4096<c-e>");
    play.press(PROMISE)
        .press("report on Friday 9:00<enter><enter><enter>");
    let records = records(&play);
    let summaries: Vec<_> = records
        .iter()
        .map(|record| record.summary.as_str())
        .collect();
    assert_eq!(
        summaries,
        ["Labels print half a line", "Export stops at row 4096"]
    );
    assert!(records.iter().all(|record| record.promises.len() == 1));
    let read_back = |record: &&Record| record.timeline.iter().any(|line| line.kind == "read_back");
    assert_eq!(records.iter().filter(read_back).count(), 2);
}
