//! No row of the key table is dead: somewhere each is offered, and where text is typed each edits it.

use std::collections::BTreeSet;

use baton::domain::command::{Change, Command};
use baton::domain::handoff::Teller;
use baton::domain::id::AgentId;
use baton::tui::keymap::{Action, Context, Keymap, TABLE};
use baton::tui::outbox::Form;
use baton::tui::route::{CallFor, Route};
use baton::tui::screen::Offer;

use crate::screen::sample::{LABELS, LOCKED_OUT, Sample, as_other, change, on_shift};
use crate::support::play::Play;

/// Dana on the desk, with two incidents of her own; Tom works here, too.
fn desk() -> Play {
    let mut play = on_shift(Route::Desk, &[LABELS, LOCKED_OUT]);
    as_other(&mut play, "Tom Beck", vec![Command::Join]);
    play
}

/// Tom offers her one.
fn offered() -> Play {
    let theirs = Sample {
        owner: "Tom Beck",
        ..LABELS
    };
    let mut play = on_shift(Route::Desk, std::slice::from_ref(&theirs));
    let offer = Change::Offer {
        to: AgentId::of("Dana Reyes"),
        teller: Teller::Giver,
    };
    as_other(&mut play, "Tom Beck", vec![change(&theirs, offer)]);
    play
}

/// She offered one to Tom.
fn offering() -> Play {
    let mut play = desk();
    play.press("atom<enter>2");
    play
}

/// One is resolved, and the customer does not know it yet.
fn resolved() -> Play {
    let mut play = desk();
    play.press("<c-r>2printed as a picture<enter>ten labels came out<enter>4");
    play
}

/// Nothing was recorded yet.
fn nothing() -> Play {
    Play::on(Route::Desk)
}

/// The phone rings, and she takes the call.
fn ringing() -> Play {
    let mut play = desk();
    play.press("n");
    play
}

/// Where it begins, and the keys; it is looked at what is offered before and after each.
type Script = (fn() -> Play, &'static [&'static str]);

/// What is played.
const SCRIPTS: &[Script] = &[
    (nothing, &[]),
    (desk, &["<enter>", "<esc>", "H", "c"]),
    (desk, &["/", "labels", "<F2>", "<esc>", "<F1>", "<down>"]),
    (desk, &["p", "<down>", "4", "<esc>", ":", "note"]),
    (desk, &["a", "tom", "<enter>"]),
    (desk, &["H", "W", "a", "<esc>", "L"]),
    (desk, &["<c-t>", "x", "<esc>", "H"]),
    (offered, &["<tab>", "y", "<esc>", "<enter>", "<esc>", "H"]),
    (offering, &["<enter>", "<esc>", "H", "y"]),
    (resolved, &["<enter>"]),
    (
        ringing,
        &[
            "words<enter>",
            "Mar",
            "<enter>",
            "<c-g>",
            "<esc>",
            "<c-g>7",
            "<F3>",
            "<esc>",
            "1",
            "<c-w>",
        ],
    ),
];

/// What is offered by some screen at some moment of the scripts.
fn offered_somewhere() -> BTreeSet<(Context, Action)> {
    let mut offered = BTreeSet::new();
    let mut look = |play: &Play| {
        let live = play.live();
        let works = live
            .offers
            .iter()
            .filter(|(_, offer)| *offer == Offer::Do(()));
        offered.extend(works.map(|(action, _)| (live.context, *action)));
    };
    for (begin, keys) in SCRIPTS {
        let mut play = begin();
        look(&play);
        for key in *keys {
            look(play.press(key));
        }
    }
    offered
}

#[test]
fn every_row_is_offered_somewhere() {
    let offered = offered_somewhere();
    let rows = TABLE.iter().flat_map(|row| {
        let contexts = row.contexts.iter();
        contexts.map(|&context| (context, row.action))
    });
    let dead: Vec<_> = rows
        .filter(|(_, action)| !action.edits_text())
        .filter(|row| !offered.contains(row))
        .collect();
    assert_eq!(dead, [], "rows that no script offers");
}

/// A screen on which text is typed.
fn typing(context: Context) -> Play {
    let note = || Form::new(Action::Note, "Note").area("What");
    let (first, keys) = match context {
        Context::CallText => (Route::Call(CallFor::New(None)), ""),
        Context::Search => (Route::Search(String::new()), ""),
        Context::FormText => (Route::Form(Box::new(note())), ""),
        Context::Palette => (Route::Desk, ":"),
        other => panic!("no text is typed in {other:?}"),
    };
    let mut play = Play::on(first);
    play.press(keys);
    play
}

/// What has to be typed before an action has something to change.
fn before(action: Action) -> &'static str {
    match action {
        Action::Redo => "note call<c-z>",
        Action::WordRight => "note call<home>",
        _ => "note call",
    }
}

#[test]
fn every_key_that_edits_text_changes_what_is_typed() {
    let keymap = Keymap::default();
    for &context in Context::ALL.iter().filter(|context| context.is_text()) {
        let rows = keymap
            .rows(context)
            .filter(|row| row.row.action.edits_text());
        for (action, key) in rows.flat_map(|row| {
            let keys = row.shown(context).into_iter();
            keys.map(|key| (row.row.action, key))
        }) {
            let after = |keys: &str| {
                let mut play = typing(context);
                play.press(before(action));
                assert_eq!(play.live().context, context);
                play.press(keys).press("x").picture()
            };
            let with = after(&format!("<{key}>"));
            assert_ne!(with, after(""), "{context:?}: {key} does nothing");
        }
    }
}
