//! From problem to problem: what was typed of one stays with it, and who reported one has not reported another.

use baton::domain::record::Record;
use baton::tui::route::{CallFor, Route};

use super::sample::{LABELS, on_shift};
use crate::support::play::Play;

const CALLER: &str = "Maria Ortiz<enter>Acme<enter>555 0142<enter>11<enter>";

fn record(play: &Play, summary: &str) -> Record {
    let mut records = Vec::new();
    let view = play.store.view(play.env.now);
    view.each_incident(|page| {
        records.push(page.record);
        std::ops::ControlFlow::Continue(())
    })
    .unwrap();
    let mut records = records.into_iter();
    let found = records.find(|record| record.summary == summary);
    found.unwrap()
}

fn mentions(record: &Record, text: &str) -> usize {
    let lines = record.timeline.iter();
    lines.filter(|line| line.text.contains(text)).count()
}

/// Two problems, the first of them promised; something is typed at a question of the second and not taken.
fn half_typed() -> Play {
    let mut play = Play::on(Route::Call(CallFor::New(None)));
    play.press(&format!(
        "labels are cut<enter>{CALLER}Labels print half a line<enter>"
    ));
    play.press("<c-p>call back tomorrow 10:00<enter>");
    play.press("<c-o>the export stops<enter>Export stops<enter>");
    play.press("<c-g>b").press("about 40 of them");
    play
}

#[test]
fn what_was_typed_of_one_problem_is_never_recorded_of_another() {
    let mut play = half_typed();
    play.press("<c-g>h");
    let picture = play.picture();
    assert!(
        picture.contains("Read back  1 of 2  Labels print"),
        "{picture}"
    );
    // The same question of the first problem does not show it.
    play.press("<c-g>b");
    assert!(!play.picture().contains("40"), "{}", play.picture());
    play.press("<c-e>report on Friday 9:00<enter><enter><enter>");
    let (first, second) = ("Labels print half a line", "Export stops");
    assert_eq!(mentions(&record(&play, first), "about 40"), 0);
    assert_eq!(mentions(&record(&play, second), "about 40"), 1);
}

#[test]
fn who_reported_an_incident_has_not_made_every_call_about_it() {
    let play = on_shift(Route::Desk, &[LABELS]);
    let mut play = play.again(Route::Call(CallFor::New(None)));
    play.press("the labels are cut off<enter><c-a>K7 0042 z<enter>");
    let picture = play.picture();
    assert!(picture.contains("Who am I speaking with?"), "{picture}");
    play.press("Tom<enter><enter>555 0199<enter>");
    let record = record(&play, "Labels print half a line");
    assert!(!format!("{record:?}").contains("0199"), "{record:?}");
}
