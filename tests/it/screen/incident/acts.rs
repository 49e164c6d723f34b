//! What can be done to an incident: each act once, from the incident and from the desk.

use baton::tui::act::promise::split;
use baton::tui::route::Route;

use super::{COMPLETE, last_line};
use crate::screen::sample::{LABELS, on_shift};
use crate::support::play::at;

/// Keys of one act after another, and the words that the last one added to the timeline. Between two acts the store
/// has answered, as it has at a keyboard.
const ACTS: &[(&[&str], &str)] = &[
    (
        &["<c-t>she has a meeting at four<enter>"],
        "she has a meeting at four",
    ),
    (
        &["<c-y>other tray<enter>half a line too<enter>"],
        "other tray: half a line too",
    ),
    (
        &["m<down><enter>we are on it<enter>"],
        "phone: we are on it",
    ),
    (
        &["sask for the driver<enter><enter>tomorrow 10:00<enter>"],
        "next: ask for the driver (Dana Reyes)",
    ),
    (
        &["P2two printers are enough<enter>"],
        "P2 by hand: two printers are enough",
    ),
    (
        &["P2two printers are enough<enter>", "P5"],
        "back to impact × urgency",
    ),
    (&["p1<down><enter>"], "kept: status report (on the phone)"),
    (
        &["p2tomorrow 9:00<enter><down><enter>"],
        "moved: status report (customer: on the phone)",
    ),
    (
        &["p3the driver is not out yet<enter>"],
        "not kept: status report (the driver is not out yet)",
    ),
    (
        &["p4call back by tomorrow 10:00<enter>"],
        "promised: call back",
    ),
    (
        &["E<down><enter>the driver is at fault<enter>"],
        "escalated to second level: the driver is at fault",
    ),
    (
        &[
            "E<down><enter>the driver is at fault<enter>",
            "Eit is mended<enter>",
        ],
        "back from the next level: it is mended",
    ),
    (&["aAna Ruiz<enter>1"], "Dana Reyes offers it to Ana Ruiz"),
    (&["aAna Ruiz<enter>1", "T"], "offer taken back"),
    (
        &["aAna Ruiz<enter>1", "m<enter>"],
        "told the customer who takes over: Maria Ortiz, I am handing K7-0042-Z to Ana Ruiz, who gets all that you \
             told us. Next: call Maria back with the driver date. What we promised is late, and I am sorry: status report, which was due today 14:00.",
    ),
    (
        &["<c-r>1new driver<enter>ten labels<enter>1"],
        "kept: status report (on the phone)",
    ),
    (
        &["<c-r>2as a picture<enter>ten labels<enter>4"],
        "workaround: as a picture · verified: ten labels · customer not told yet",
    ),
    (
        &[
            "<c-r>4it is gone<enter>ten labels<enter>4",
            "m<down><enter>1",
        ],
        "kept: status report (on the phone)",
    ),
    (
        &["<c-r>3nothing<enter>manual, page 3<enter>1old labels<enter>"],
        "kept: status report (on the phone)",
    ),
    (
        &[
            "<c-r>1new driver<enter>ten labels<enter>1",
            "Oit is back<enter>look again<enter>in 2 h<enter>",
        ],
        "reopened: it is back",
    ),
];

#[test]
fn every_act_is_recorded_from_the_incident() {
    for (keys, words) in ACTS {
        let mut play = on_shift(Route::Desk, &[COMPLETE]);
        play.press("<enter>");
        for keys in *keys {
            play.press(keys);
        }
        assert_eq!(last_line(&play), *words, "{keys:?}\n{}", play.picture());
        assert!(
            play.env.drafts.is_empty(),
            "{keys:?}: {:?}",
            play.env.drafts
        );
    }
}

#[test]
fn what_works_on_the_incident_works_on_the_selected_row() {
    // What is done leaves the tab of what one holds, and is reached through the tab of everything.
    let stays = |keys: &[&str]| keys.len() == 1;
    for (keys, words) in ACTS.iter().filter(|(keys, _)| stays(keys)) {
        let mut play = on_shift(Route::Desk, &[COMPLETE]);
        play.press(keys[0]);
        assert_eq!(last_line(&play), *words, "{keys:?}\n{}", play.picture());
    }
}

#[test]
fn resolving_takes_six_keys_beside_the_words() {
    let keys = ["<c-r>", "3", "<enter>", "<enter>", "1", "<enter>"];
    let words = ["", "nothing", "manual, page 3", "", "old labels", ""];
    let mut play = on_shift(Route::Incident(LABELS.reference()), &[COMPLETE]);
    for (key, words) in keys.iter().zip(words) {
        play.press(key).press(words);
    }
    let view = play.store.view(play.env.now);
    let page = view.incident(LABELS.reference()).unwrap().unwrap();
    assert!(!page.incident.is_open());
}

#[test]
fn a_promise_is_split_as_it_is_said() {
    let now = at("2027-03-04T14:31:00+01:00");
    for (said, what, by) in [
        (
            "call back tomorrow 10:00",
            "call back",
            "2027-03-05T10:00:00+01:00",
        ),
        (
            "send version 5 by fri 9",
            "send version 5",
            "2027-03-05T09:00:00+01:00",
        ),
        (
            "status report, in 30 min",
            "status report",
            "2027-03-04T15:01:00+01:00",
        ),
        (
            "stand by  by 17:00",
            "stand by",
            "2027-03-04T17:00:00+01:00",
        ),
        (
            "send the monday report by tomorrow 10",
            "send the monday report",
            "2027-03-05T10:00:00+01:00",
        ),
        (
            "call back 9:30 tomorrow",
            "call back",
            "2027-03-05T09:30:00+01:00",
        ),
        (
            "ask 12 marketers about driver 5.2.1 tomorrow at 9",
            "ask 12 marketers about driver 5.2.1",
            "2027-03-05T09:00:00+01:00",
        ),
    ] {
        assert_eq!(split(said, now), Ok((what.to_owned(), at(by))), "{said}");
    }
    for said in [
        "",
        "call back",
        "tomorrow 10:00",
        "by 17:00",
        "call back yesterday 10:00",
        "日本 \u{202e}",
        // A part of the time that stands apart from it would be lost without a word.
        "call back tomorow at 17:00",
        "call back tommorow 17",
        "call at 9 tomorrow",
        "call back monday at 10 about order 17",
        "call back tomorrow between 10 and 17",
        "call back 31 Nov 17:00",
        "call back today about order 23",
    ] {
        assert!(split(said, now).is_err(), "{said}");
    }
    let pasted = "half a line ".repeat(9_000);
    assert_eq!(
        split(&format!("{pasted} by 17:00"), now).unwrap().1,
        at("2027-03-04T17:00:00+01:00")
    );
}
