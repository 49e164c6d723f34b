//! The incident that the call is about has a promise to come already, or is resolved.

use baton::domain::command::{Change, Resolve};
use baton::domain::incident::Status;
use baton::domain::resolution::ResolutionKind;
use baton::tui::route::{CallFor, Route};

use super::{contacts, maria_again, record};
use crate::screen::sample::{LABELS, Sample, change, on_shift};
use crate::support::play::at;

#[test]
fn a_promise_to_come_stands_as_it_is() {
    let due = Some(("status report", "2027-03-04T15:00:00+01:00"));
    let labels = Sample {
        promise: due,
        ..LABELS
    };
    let mut play = on_shift(Route::Desk, &[labels]).again(Route::Call(CallFor::New(None)));
    play.press("again<c-a>K7 0042 z<enter><c-e>");
    let picture = play.picture();
    assert!(picture.contains("Not yet: it stands as it is"), "{picture}");
    play.press("2");
    let picture = play.picture();
    assert!(
        picture.contains("We promise: status report, today 15:00."),
        "{picture}"
    );
    // The hour passes while one goes on talking: now there is nothing to come, and the call stays open.
    play.env.now = at("2027-03-04T15:01:00+01:00");
    play.press("<enter>");
    let picture = play.picture();
    assert!(picture.contains("We promise: nothing yet."), "{picture}");
    assert!(
        picture.contains("K7-0042-Z is open. Promise when"),
        "{picture}"
    );
}

/// Nobody looks at what is resolved: the call is about both, and the new one is what goes on.
#[test]
fn what_is_resolved_takes_nothing_in() {
    for keys in ["<c-a>K7 0042 z<enter>", "labels again<c-a>K7 0042 z<enter>"] {
        let mut play = maria_again();
        if keys.starts_with("labels") {
            play = on_shift(Route::Desk, &[LABELS]).again(Route::Call(CallFor::New(None)));
        }
        let fixed = Change::Resolve(Resolve {
            kind: ResolutionKind::Fix,
            done: "a driver".to_owned(),
            verified: "it prints".to_owned(),
            told: Some("by phone".to_owned()),
            confirmed: true,
            need: None,
        });
        play.execute(vec![change(&LABELS, fixed)]);
        play.press(keys);
        let picture = play.picture();
        assert!(
            picture.contains("K7-0042-Z is resolved. This stays a new problem, K7-0043-N."),
            "{picture}"
        );
        let (old, begun) = (record(&play, 42), record(&play, 43));
        assert_eq!((old.calls.len(), begun.status), (2, Status::Open));
        assert_eq!(contacts(&old), Vec::<&str>::new());
        play.press("<c-e>");
        assert!(
            play.picture().contains("What do we do next"),
            "{}",
            play.picture()
        );
    }
}
