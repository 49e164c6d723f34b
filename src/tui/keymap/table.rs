//! The one table of keys: dispatch, footer, help, palette, README, man page and the config's `[keys]` all read it.

use super::action::{Action, Context};

/// A binding: where, what, with which keys, and how it is called.
#[derive(Debug)]
pub struct Row {
    /// What the keys ask for.
    pub action: Action,
    /// Where they are live. Where text is typed, keys that type a character are left out by themselves.
    pub contexts: &'static [Context],
    /// The keys, the one to show first; `1-9` stands for nine.
    pub keys: &'static [&'static str],
    /// The word or two in the footer.
    pub word: &'static str,
    /// What it does, as a sentence.
    pub help: &'static str,
}

impl Row {
    /// Whether it needs no word in the footer and the palette, because everybody knows it, such as moving.
    pub fn is_quiet(&self) -> bool {
        match self.action {
            Action::Redraw => true,
            Action::Quit => self.contexts.len() > 1,
            action => (Action::Down..=Action::DeleteToStart).contains(&action),
        }
    }
}

const DESK: Context = Context::Desk;
const CALL: Context = Context::Call;
const CALL_TEXT: Context = Context::CallText;
const INCIDENT: Context = Context::Incident;
const LEAVE: Context = Context::Leave;
const SEARCH: Context = Context::Search;
const FORM: Context = Context::Form;
const FORM_TEXT: Context = Context::FormText;
const CONFIRM: Context = Context::Confirm;
const HELP: Context = Context::Help;
const PALETTE: Context = Context::Palette;

const IN_A_CALL: &[Context] = &[CALL, CALL_TEXT];
const TYPING: &[Context] = &[CALL_TEXT, SEARCH, FORM_TEXT, PALETTE];
const LONG_TEXTS: &[Context] = &[CALL_TEXT, FORM_TEXT];
const PARTS: &[Context] = &[DESK, CALL, CALL_TEXT, FORM, FORM_TEXT];
const DESK_OR_INCIDENT: &[Context] = &[DESK, INCIDENT];
const OFF_THE_PHONE: &[Context] = &[DESK, INCIDENT, LEAVE];
const OVER_THE_DESK: &[Context] = &[INCIDENT, LEAVE];
const OVER_SOMETHING: &[Context] = &[SEARCH, FORM, FORM_TEXT, CONFIRM, HELP, PALETTE];
const LISTS: &[Context] = &[DESK, INCIDENT, LEAVE, SEARCH, HELP, PALETTE];
const MOVING: &[Context] = &[
    DESK, CALL, CALL_TEXT, INCIDENT, LEAVE, SEARCH, FORM, FORM_TEXT, HELP, PALETTE,
];

/// Every binding. In the footer, the rows of a screen stand in this order, the most important first.
#[rustfmt::skip]
pub const TABLE: &[Row] = &[
    // --- the desk
    row(Action::NewCall, &[DESK], &["n", "F5"], "new call", "Take a call: the clock starts, and what is said can be typed at once."),
    row(Action::TakeUp, &[DESK], &["r"], "take up", "Take up the call that is parked or was interrupted."),

    // --- content first: answering, opening, doing
    row(Action::Pick(1), &[CALL, FORM], &["1-9"], "answer", "Answer with the option of that number."),
    row(Action::Enter, IN_A_CALL, &["enter"], "answer", "Take the answer as it stands, and go on to the next question."),
    row(Action::Enter, &[DESK, SEARCH], &["enter"], "open", "Open what is selected."),
    row(Action::Enter, &[FORM, FORM_TEXT], &["enter"], "done", "Go on to the next field; in the last one, done."),
    row(Action::Enter, &[CONFIRM], &["enter"], "yes, do it", "Do it: the customer will see or hear of it."),
    row(Action::Enter, &[LEAVE], &["enter"], "next to do", "Do the next thing that is still missing."),
    row(Action::Enter, &[HELP, PALETTE], &["enter"], "do it", "Do what is selected."),

    // --- between two calls; what is offered comes first, where something is
    row(Action::Accept, OFF_THE_PHONE, &["y"], "accept", "Accept the incident that is offered; from then on it is yours."),
    row(Action::DeclineHandoff, OFF_THE_PHONE, &["D"], "decline", "Decline what is offered, and say why."),
    row(Action::CallBack, DESK_OR_INCIDENT, &["c"], "call back", "Call the caller back: a call about this incident begins."),
    row(Action::Promise, DESK_OR_INCIDENT, &["p", "^p"], "promise", "Make a promise, keep it, or move it with the customer’s consent."),
    row(Action::GoOnTheHotline, &[DESK], &["h"], "go on the hotline", "Go on the hotline; taking a call does it too."),
    row(Action::LeaveTheHotline, &[DESK], &["H"], "leave the hotline", "Leave the hotline: hand every open incident to somebody who accepts it."),
    row(Action::Note, DESK_OR_INCIDENT, &["^t"], "note", "Write a note into the timeline."),
    row(Action::Tried, DESK_OR_INCIDENT, &["^y"], "tried", "Record what was tried and what came of it."),
    row(Action::Resolve, DESK_OR_INCIDENT, &["^r"], "resolve", "Say what solved it, how that was verified, and whether the customer knows."),
    row(Action::NextStep, DESK_OR_INCIDENT, &["s"], "next step", "Say what happens next, who does it, and by when."),

    // --- the call
    row(Action::DoesNotKnow, IN_A_CALL, &["^k"], "doesn’t know", "Record that the caller does not know; that is an answer."),
    row(Action::Skip, IN_A_CALL, &["^x"], "skip…", "Skip the question, and say why it was not asked."),
    row(Action::PreviousQuestion, IN_A_CALL, &["^b"], "back", "Go back to the question before."),
    row(Action::GoTo, IN_A_CALL, &["^g"], "go to…", "Go to any question, or to a part of the call."),
    row(Action::EndCall, IN_A_CALL, &["^e"], "end", "End the call and file what was recorded."),
    row(Action::Park, IN_A_CALL, &["^w"], "park", "Park the call and go to the desk; nothing is lost, and the clock runs on."),
    row(Action::Note, IN_A_CALL, &["^t"], "note", "Write a note into the timeline."),
    row(Action::Declines, IN_A_CALL, &["^d"], "declines", "Record that the caller does not want to say."),
    row(Action::Tried, IN_A_CALL, &["^y"], "tried", "Record what was tried and what came of it."),
    row(Action::NextQuestion, IN_A_CALL, &["^n"], "next", "Go on without answering; the question stays open."),
    row(Action::Promise, IN_A_CALL, &["^p"], "promise", "Make a promise, keep it, or move it with the customer’s consent."),
    row(Action::Resolve, IN_A_CALL, &["^r"], "resolve", "Say what solved it, how that was verified, and whether the customer knows."),
    row(Action::Source, IN_A_CALL, &["^s"], "source", "Say where the answer comes from: caller, own eyes, record, or assumed."),
    row(Action::About, IN_A_CALL, &["^a"], "about…", "Say that the call is about an incident that exists."),
    row(Action::AnotherIncident, IN_A_CALL, &["^o"], "another incident", "Record one more problem in the same call."),
    row(Action::MoreHelp, IN_A_CALL, &["F3"], "more", "Show more about the question: what to listen for, what not to say."),
    row(Action::SidePane, IN_A_CALL, &["F4"], "side pane", "Show or hide what is known about the caller and what looks alike."),
    row(Action::NoteFlow, IN_A_CALL, &["F8"], "wrong question…", "Tell the owner of the questions that one is missing, or that its words are wrong."),

    // --- leaving the hotline
    row(Action::Assign, OFF_THE_PHONE, &["a"], "assign", "Offer the incident to a named agent; it stays yours until they accept."),
    row(Action::TellCustomer, OFF_THE_PHONE, &["m"], "tell the customer", "Record what was said or written to the customer."),
    row(Action::Edit, &[LEAVE, INCIDENT], &["e"], "edit the brief", "Write over the brief that wrote itself."),
    row(Action::TakeUp, &[LEAVE], &["r"], "texts", "Show the texts that were typed and are not recorded, and go on with one."),
    row(Action::WriteSheet, &[LEAVE], &["W"], "write the sheet", "Write the handoff sheet as a Markdown file."),

    // --- the incident
    row(Action::CallBack, &[LEAVE], &["c"], "call back", "Call the caller back: a call about this incident begins."),
    row(Action::Promise, &[LEAVE], &["p", "^p"], "promise", "Make a promise, keep it, or move it with the customer’s consent."),
    row(Action::NextStep, &[LEAVE], &["s"], "next step", "Say what happens next, who does it, and by when."),
    row(Action::Escalate, &[DESK, INCIDENT], &["E"], "escalate", "Give it to the next level or take it back; the contact with the customer stays yours."),
    row(Action::TakeBack, OFF_THE_PHONE, &["T"], "take back", "Take back an offer that nobody has accepted."),
    row(Action::Reopen, &[DESK, INCIDENT], &["O"], "reopen", "Open it again, and say why and what happens next."),
    row(Action::SetPriority, &[DESK, INCIDENT], &["P"], "priority", "Set the priority by hand, and say why."),
    row(Action::CopyReference, OFF_THE_PHONE, &["C"], "copy", "Copy the reference to the clipboard."),
    row(Action::LeaveAnyway, &[LEAVE], &["L"], "leave anyway", "Leave all the same, with a reason and the name of who watches."),
    row(Action::Mark, &[LEAVE], &["space"], "mark", "Mark the incident, so that assigning takes all that are marked."),
    row(Action::MarkAll, &[LEAVE], &["*"], "mark all", "Mark every incident, or none."),

    // --- moving
    row(Action::Down, MOVING, &["down", "j"], "down", "Go down."),
    row(Action::Up, MOVING, &["up", "k"], "up", "Go up."),
    row(Action::PageDown, LISTS, &["pgdn"], "page down", "Go down a page."),
    row(Action::PageUp, LISTS, &["pgup"], "page up", "Go up a page."),
    row(Action::First, &[DESK, INCIDENT, LEAVE, HELP], &["home"], "first", "Go to the first."),
    row(Action::Last, &[DESK, INCIDENT, LEAVE, HELP], &["end"], "last", "Go to the last."),
    row(Action::TabNext, PARTS, &["tab"], "next part", "Go to the next tab, field or part of the screen."),
    row(Action::TabBack, PARTS, &["shift-tab"], "part before", "Go to the tab, field or part before."),

    // --- typing
    row(Action::NewLine, LONG_TEXTS, &["alt-enter", "^j"], "new line", "Begin a new line, where a text may have several."),
    row(Action::Undo, TYPING, &["^z"], "undo", "Take back the last change of the text."),
    row(Action::Redo, TYPING, &["alt-z"], "redo", "Do again what was taken back."),
    row(Action::WordLeft, TYPING, &["^left", "alt-b"], "word left", "Go back a word."),
    row(Action::WordRight, TYPING, &["^right", "alt-f"], "word right", "Go on a word."),
    row(Action::DeleteWord, TYPING, &["alt-backspace"], "delete word", "Delete the word before."),
    row(Action::DeleteToStart, TYPING, &["^u"], "delete line", "Delete what stands before in the line."),

    // --- everywhere
    row(Action::NewCall, OVER_THE_DESK, &["n", "F5"], "new call", "Take a call: the clock starts, and what is said can be typed at once."),
    row(Action::NewCall, OVER_SOMETHING, &["F5"], "new call", "Take a call: the clock starts, and what is said can be typed at once."),
    row(Action::Search, &[DESK, INCIDENT, LEAVE, CALL, CALL_TEXT], &["/", "^f"], "search", "Search everything that was ever recorded."),
    row(Action::Palette, &[DESK, CALL, CALL_TEXT, INCIDENT, LEAVE, SEARCH], &[":", "F2"], "all actions", "Find an action by its name."),
    row(Action::Close, &[CALL, CALL_TEXT, INCIDENT, LEAVE, SEARCH, FORM, FORM_TEXT, CONFIRM, HELP, PALETTE], &["esc"], "back", "Go back; what was typed is kept."),
    row(Action::Quit, &[DESK], &["q"], "quit", "Close the window; a shift stays open until you leave the hotline."),
    row(Action::Quit, Context::ALL, &["^c"], "quit", "Close the window; a shift stays open until you leave the hotline."),
    row(Action::Redraw, Context::ALL, &["^l"], "redraw", "Draw the screen again, when something else wrote over it."),
    row(Action::Help, Context::ALL, &["?", "F1"], "keys", "Show every key that works here."),
];

const fn row(
    action: Action,
    contexts: &'static [Context],
    keys: &'static [&'static str],
    word: &'static str,
    help: &'static str,
) -> Row {
    Row {
        action,
        contexts,
        keys,
        word,
        help,
    }
}
