//! A call that goes on in another window, or that the store has not said all of yet: nothing is lost, nobody is stuck.

use baton::domain::call::Ending;
use baton::domain::command::Command;
use baton::domain::id::CallId;
use baton::domain::record::Record;
use baton::tui::msg::Msg;
use baton::tui::route::{CallFor, Route};

use super::sample::on_shift;
use crate::support::play::Play;

const CALLER: &str = "labels are cut<enter>Maria Ortiz<enter>Acme<enter>555 0142<enter>11<enter>";

fn record(play: &Play) -> Record {
    let mut records = Vec::new();
    let view = play.store.view(play.env.now);
    view.each_incident(|page| {
        records.push(page.record);
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    records.remove(0)
}

fn mentions(record: &Record, text: &str) -> usize {
    let lines = record.timeline.iter();
    lines.filter(|line| line.text.contains(text)).count()
}

/// From the desk into a call that has a problem; the call.
fn in_a_call() -> (Play, CallId) {
    let mut play = on_shift(Route::Desk, &[]);
    play.press("n").press(CALLER);
    let view = play.store.view(play.env.now);
    let call = view.open_calls(&play.env.agent).unwrap()[0].id.clone();
    (play, call)
}

fn is_at_the_desk(play: &Play) -> bool {
    play.picture().contains("▸Yours")
}

#[test]
fn a_call_that_another_window_parked_can_be_parked() {
    let (mut play, call) = in_a_call();
    play.execute(vec![Command::ParkCall(call)]);
    play.press("<c-w>");
    assert!(is_at_the_desk(&play), "{}", play.picture());
}

#[test]
fn a_call_that_another_window_ended_closes_here_and_what_was_typed_is_in_it() {
    let (mut play, call) = in_a_call();
    play.press("half a li");
    let (ending, no_promise) = (Ending::CutOff, vec![]);
    play.execute(vec![Command::EndCall {
        call,
        ending,
        no_promise,
    }]);
    play.send(Msg::Changed);
    let picture = play.picture();
    assert!(is_at_the_desk(&play), "{picture}");
    assert!(picture.contains("The call was ended in another window."));
    assert_eq!(mentions(&record(&play), "half a li"), 1);
    assert_eq!(play.env.unrecorded().count(), 0);
}

#[test]
fn words_of_a_call_without_a_problem_that_another_window_ended_wait_for_the_next_call() {
    let mut play = on_shift(Route::Desk, &[]);
    play.press("n").press("the export st");
    let view = play.store.view(play.env.now);
    let call = view.open_calls(&play.env.agent).unwrap()[0].id.clone();
    let (ending, no_promise) = (Ending::Closed, vec![]);
    play.execute(vec![Command::EndCall {
        call,
        ending,
        no_promise,
    }]);
    play.send(Msg::Changed);
    let picture = play.picture();
    assert!(
        picture.contains("not taken down yet: the export st"),
        "{picture}"
    );
}

#[test]
fn while_the_store_is_silent_the_window_can_be_closed_and_help_is_there() {
    for leaving in ["<c-w>", "<c-p>call back tomorrow 10:00<enter><enter>"] {
        let (mut play, _) = in_a_call();
        play.press("Labels print half a line<enter>");
        let (leave, last) = leaving.split_at(leaving.rfind('<').unwrap());
        play.press(leave).fall_behind().press(last);
        play.press("<F1>");
        assert!(play.picture().contains("Keys"), "{}", play.picture());
        play.press("<esc><c-c>");
        assert!(play.quit);
    }
}

#[test]
fn nothing_is_done_to_a_call_that_is_still_coming_back() {
    let (mut play, call) = in_a_call();
    play.press("<c-w>");
    let mut play = play.again(Route::Desk);
    play.fall_behind().press("r").press("<c-k>");
    assert!(
        play.picture().contains("The call is coming back."),
        "{}",
        play.picture()
    );
    play.press("<c-e>")
        .press("Labels print half a line<enter>")
        .catch_up();
    let picture = play.picture();
    assert!(!picture.contains("No problem was recorded"), "{picture}");
    assert_eq!(record(&play).summary, "Labels print half a line");
    let view = play.store.view(play.env.now);
    let page = view.call(&call).unwrap().unwrap();
    assert_eq!(page.incidents.len(), 1);
}

#[test]
fn what_is_typed_ahead_of_the_store_is_not_thrown_away() {
    let mut play = Play::on(Route::Call(CallFor::New(None)));
    play.press("labels are cut<enter>").fall_behind();
    play.press("Maria Ortiz<enter>")
        .press("Acme")
        .press("<c-k>");
    assert!(play.picture().contains("One moment"), "{}", play.picture());
    play.catch_up();
    assert!(play.picture().contains("› Acme"), "{}", play.picture());
}

#[test]
fn a_name_that_could_not_be_looked_up_is_looked_up_once_more() {
    let mut play = Play::on(Route::Call(CallFor::New(None)));
    play.press("labels are cut<enter>").fall_behind();
    play.press("Maria Ortiz<enter>").fail();
    let picture = play.picture();
    assert!(picture.contains("It could not be looked up."), "{picture}");
    assert!(picture.contains("› Maria Ortiz"), "{picture}");
    play.press("<enter>");
    let picture = play.picture();
    assert!(picture.contains("Which company"), "{picture}");
}
