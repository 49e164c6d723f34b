//! How far a call is, and what stands on its screen for a moment.

use crate::tui::msg::Typed;

/// How far the call is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// It is taken up again, and what was typed before is not back yet.
    TakenUp,
    /// It runs.
    Running,
    /// It is being parked; the screen closes when the store has it.
    Parking,
    /// It is being filed; the screen closes when the store has it.
    Filing,
}

/// What is shown beside the question.
#[derive(Debug, Default)]
pub(super) struct Shown {
    /// What a good answer is like.
    pub(super) more: bool,
    /// The side pane is the other way than the width says: hidden where there is room, shown where there is not.
    pub(super) pane: bool,
    /// How many lines of the read-back are above the first that is shown.
    pub(super) scrolled: usize,
}

/// What is wrong with what was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Complaint {
    /// What, in a sentence.
    pub(super) sentence: String,
    /// Enter once more takes it all the same, and the record notes it.
    pub(super) acceptable: bool,
}

/// What is typed faster than the store can say who is meant.
#[derive(Debug)]
pub(super) enum Ahead {
    /// The key that takes it.
    Enter,
    /// Text, or a key that edits it.
    Typed(Typed),
}
