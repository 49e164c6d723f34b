//! Keys beside the content itself, per call: the table of what a call may cost at most.

use baton::tui::route::{CallFor, Route};

use crate::support::play::Play;

/// The standard questions before the category, for somebody who calls for the first time.
const NEW_CALLER: &str = "{labels print half a line}<enter>{Maria Ortiz}<enter>{Acme}<enter>{+1 202 555 0142}<enter>11<enter>";

/// The problem in a line, the category that the words propose, product and version.
const PROBLEM: &str = "{Labels print half a line}<enter><enter>{Ledger}<enter>{5.2}<enter>";

/// Straight to the first question after the category, by its sign.
const TO_IMPACT: &str = "<c-g>k";

/// Impact, urgency, what is held up, what was tried, nothing else.
const IMPACT: &str = "21{six people cannot ship}<enter>{reset the tray: no change}<enter><enter>";

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

fn count(script: &str) -> usize {
    keys(script).1
}

fn press(play: &mut Play, script: &str) {
    play.press(&keys(script).0);
}

fn ringing() -> Play {
    Play::on(Route::Call(CallFor::New(None)))
}

/// A call by somebody who has called before.
fn ringing_again() -> Play {
    let mut play = ringing();
    press(&mut play, NEW_CALLER);
    press(&mut play, PROBLEM);
    press(&mut play, "<c-e>{call back tomorrow 10:00}<enter><enter>");
    play.again(Route::Call(CallFor::New(None)))
}

/// Presses the keys, and holds that the screen shows something then.
fn shows(play: &mut Play, script: &str, text: &str) {
    press(play, script);
    assert!(
        play.picture().contains(text),
        "no “{text}” after {script} in\n{}",
        play.picture()
    );
}

#[test]
fn a_known_caller_takes_four_digits_and_enter() {
    let mut play = ringing_again();
    shows(
        &mut play,
        "{labels are cut off again}<enter>0142<enter>",
        "Maria Ortiz · Acme ◆ gold",
    );
}

#[test]
fn the_standard_questions_for_a_known_caller_take_12_keys() {
    let mut play = ringing_again();
    shows(
        &mut play,
        "{labels print half a line}<enter>{0142<enter>}",
        "Problem  1 of 4",
    );
    shows(&mut play, PROBLEM, "Printing  1 of");
    shows(&mut play, "<c-g>", "Go to");
    shows(&mut play, "<esc>", "Printing  1 of");
    let taken = count("<enter>") + count(PROBLEM) + count(IMPACT);
    assert!(taken <= 12, "{taken} keys");
}

#[test]
fn the_standard_questions_for_a_new_caller_take_25_keys() {
    let mut play = ringing();
    shows(&mut play, NEW_CALLER, "Problem  1 of 4");
    shows(&mut play, PROBLEM, "Printing  1 of");
    shows(&mut play, TO_IMPACT, "Impact  1 of");
    shows(&mut play, IMPACT, "What do we do next");
    let taken = count(NEW_CALLER) + count(PROBLEM) + count(IMPACT);
    assert!(taken <= 25, "{taken} keys");
}

#[test]
fn answers_take_one_key_and_reasons_two() {
    let mut play = ringing();
    press(&mut play, NEW_CALLER);
    press(&mut play, PROBLEM);
    for (script, shown, most) in [
        ("2", "Printing  2 of", 1),
        ("{half a line}<enter>", "Printing  3 of", 1),
        ("<c-k>", "Printing  4 of", 1),
        ("3", "Printing  5 of", 1),
        ("<c-x>2", "Printing  6 of", 2),
        ("<c-d>", "Printing  7 of", 1),
        ("<c-g>1", "What can I do for you?", 3),
        ("<c-p>{call back tomorrow 10:00}<enter>", "Read back", 2),
    ] {
        assert!(count(script) <= most, "{script}");
        shows(&mut play, script, shown);
    }
}

#[test]
fn ending_and_filing_takes_two_keys() {
    let mut play = ringing();
    press(&mut play, NEW_CALLER);
    press(&mut play, PROBLEM);
    press(&mut play, "<c-p>{call back tomorrow 10:00}<enter><c-g>1");
    let end = "<c-e><enter>";
    assert!(count(end) <= 2);
    shows(&mut play, end, "filed");
}

#[test]
fn resolving_during_the_call_takes_six_keys() {
    let mut play = ringing();
    press(&mut play, NEW_CALLER);
    press(&mut play, PROBLEM);
    let resolve = "<c-r>1{set the label length to 100 mm}<enter>{printed three}<enter>1<enter>";
    assert!(count(resolve) <= 6, "{}", count(resolve));
    press(&mut play, resolve);
    shows(&mut play, "<c-e>", "Read back");
    shows(&mut play, "<enter>", "filed");
}
