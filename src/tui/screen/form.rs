//! A few labelled fields over the screen that asks: a note, an attempt, a promise, a reason, a name.

mod entry;
mod pick;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use self::entry::{Entry, Kind};
use self::pick::Pick;
use super::{Offer, Screen};
use crate::domain::id::Moment;
use crate::tui::env::Env;
use crate::tui::keymap::{Action, Context};
use crate::tui::msg::Typed;
use crate::tui::outbox::{Answer, Outbox};
use crate::tui::widget::header::Header;
use crate::tui::widget::panes;

/// Reads a value as it is typed: what was understood, for the line below the field, or what is wrong with it.
pub type Check = fn(&str, Moment) -> Result<String, String>;

/// The fields, and which of them has the cursor.
///
/// Built by the screen that asks: `Form::new(Action::Tried, "What was tried").line("Tried").line("Result")`. The
/// values come back to its `on_answer` in this order. What was typed stays a draft until the asker forgets
/// [`Form::draft_key`], which it does when the store has the record.
#[derive(Debug)]
pub struct Form {
    action: Action,
    title: String,
    about: Option<String>,
    /// Whoever asks keeps the answer from then on.
    is_handed_over: bool,
    /// What was typed counts only as long as this is so.
    only_for: Option<String>,
    entries: Vec<Entry>,
    focus: usize,
}

/// What the screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Take the value and go on, or hand the answer over.
    Enter,
    /// Pick an option, and go on.
    Pick(usize),
    /// Move among options.
    Move(Action),
    /// Go to another field.
    Field(Action),
    /// Go back.
    Close,
}

impl Form {
    /// A form without fields, asked for an action.
    pub fn new(action: Action, title: impl Into<String>) -> Self {
        Self {
            action,
            title: title.into(),
            about: None,
            is_handed_over: false,
            only_for: None,
            entries: Vec::new(),
            focus: 0,
        }
    }

    /// What the form is about, such as a reference: its texts are kept as a draft of that.
    #[must_use]
    pub fn about(mut self, subject: &impl ToString) -> Self {
        self.about = Some(subject.to_string());
        self
    }

    /// What was typed is no draft any more as soon as it is answered, because whoever asks keeps it from then on.
    #[must_use]
    pub fn handed_over(mut self) -> Self {
        self.is_handed_over = true;
        self
    }

    /// What was typed comes back only as long as this is so, such as the name of whoever takes over.
    #[must_use]
    pub fn only_for(mut self, what: &str) -> Self {
        self.only_for = Some(what.to_owned());
        self
    }

    /// Adds a text of one line.
    #[must_use]
    pub fn line(self, label: &str) -> Self {
        self.with(Entry::new(label, Kind::line()))
    }

    /// Adds a text of several lines.
    #[must_use]
    pub fn area(self, label: &str) -> Self {
        self.with(Entry::new(label, Kind::area()))
    }

    /// Adds numbered options, each with an id and its words.
    #[must_use]
    pub fn choice<I: Into<String>, L: Into<String>>(
        self,
        label: &str,
        options: impl IntoIterator<Item = (I, L)>,
    ) -> Self {
        let options = options.into_iter();
        let options = options.map(|(id, label)| (id.into(), label.into()));
        self.with(Entry::new(label, Kind::choice(options.collect())))
    }

    /// Adds a text with proposals that fit what is typed, such as the names of agents.
    #[must_use]
    pub fn pick(self, label: &str, proposals: Vec<String>) -> Self {
        self.with(Entry::new(label, Kind::Pick(Pick::names(proposals))))
    }

    /// The first proposal of the last field is what the record says: Enter takes it.
    #[must_use]
    pub fn known(mut self) -> Self {
        if let Some(Kind::Pick(pick)) = self.entries.last_mut().map(|entry| &mut entry.kind) {
            pick.known = true;
            pick.propose();
        }
        self
    }

    /// Adds numbered reasons, one of which is taken with its digit; other words can be typed as well.
    #[must_use]
    pub fn reason(self, label: &str, reasons: &[&str]) -> Self {
        let reasons = reasons.iter().map(|reason| (*reason).to_owned());
        let pick = Pick::reasons(reasons.collect());
        self.with(Entry::new(label, Kind::Pick(pick)))
            .hint("A number takes one of them; or type your own.")
    }

    /// The last field may stay empty.
    #[must_use]
    pub fn optional(mut self) -> Self {
        if let Some(entry) = self.entries.last_mut() {
            entry.optional = true;
        }
        self
    }

    /// The last field begins with this value; of a choice, the option's id.
    #[must_use]
    pub fn value(mut self, value: &str) -> Self {
        if let Some(entry) = self.entries.last_mut() {
            entry.set(value);
        }
        self
    }

    /// A line below the last field that says what a good value looks like.
    #[must_use]
    pub fn hint(mut self, hint: &str) -> Self {
        if let Some(entry) = self.entries.last_mut() {
            hint.clone_into(&mut entry.hint);
        }
        self
    }

    /// A line below the last field for a name that fits none of its proposals; with one that is only a slip away from
    /// a proposal, it is asked which of the two is meant.
    #[must_use]
    pub fn newcomer(mut self, words: &str) -> Self {
        if let Some(Kind::Pick(pick)) = self.entries.last_mut().map(|entry| &mut entry.kind) {
            words.clone_into(&mut pick.newcomer);
        }
        self
    }

    /// How the last field is read.
    #[must_use]
    pub fn check(mut self, check: Check) -> Self {
        if let Some(entry) = self.entries.last_mut() {
            entry.check = Some(check);
        }
        self
    }

    /// The key of the draft of a form for this action about this subject.
    pub fn draft_key(action: Action, subject: &impl ToString) -> String {
        format!("form:{}:{}", action.id(), subject.to_string())
    }

    /// Forgets what was typed, because the store has the record now.
    pub fn forget(&self, out: &mut Outbox) {
        if let Some(about) = &self.about {
            out.forget_draft(Self::draft_key(self.action, about));
        }
    }

    /// Puts back what was typed before and not recorded.
    pub(in crate::tui) fn restore(&mut self, env: &Env) {
        let Some(about) = &self.about else { return };
        let draft = env.draft(&Self::draft_key(self.action, about));
        let values: Vec<String> = draft
            .and_then(|body| serde_json::from_str(body).ok())
            .unwrap_or_default();
        if self.only_for.is_some() && values.get(self.entries.len()) != self.only_for.as_ref() {
            return;
        }
        for (entry, value) in self.entries.iter_mut().zip(values) {
            entry.set(&value);
        }
    }

    fn with(mut self, entry: Entry) -> Self {
        self.entries.push(entry);
        self
    }

    fn focused(&self) -> Option<&Entry> {
        self.entries.get(self.focus)
    }

    fn focused_mut(&mut self) -> Option<&mut Entry> {
        self.entries.get_mut(self.focus)
    }

    fn keep(&self, out: &mut Outbox) {
        let Some(about) = &self.about else { return };
        let mut values: Vec<String> = self.entries.iter().map(Entry::value).collect();
        if values.iter().all(String::is_empty) {
            return out.forget_draft(Self::draft_key(self.action, about));
        }
        values.extend(self.only_for.clone());
        if let Ok(body) = serde_json::to_string(&values) {
            out.draft(Self::draft_key(self.action, about), body);
        }
    }

    /// Goes to the next field; from the last one to the first that is not right, or away with the answer.
    fn go_on(&mut self, env: &Env, out: &mut Outbox) {
        self.keep(out);
        if self.focus + 1 < self.entries.len() {
            self.focus += 1;
            return;
        }
        let wrong = self
            .entries
            .iter()
            .position(|entry| entry.fault(env.now).is_some());
        if let Some(wrong) = wrong {
            self.focus = wrong;
            let fault = self.focused().and_then(|entry| entry.fault(env.now));
            out.toast(fault.unwrap_or_default());
        } else {
            let values = self.entries.iter().map(Entry::value).collect();
            if self.is_handed_over {
                self.forget(out);
            }
            out.answer(self.action, Answer::Values(values));
        }
    }
}

impl Screen for Form {
    type Msg = Msg;

    fn context(&self) -> Context {
        match self.focused() {
            Some(entry) if entry.is_choice() => Context::Form,
            _ => Context::FormText,
        }
    }

    fn header(&self, _env: &Env) -> Header {
        Header::new(self.title.clone())
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn offer(&self, env: &Env, action: Action) -> Offer<Msg> {
        let Some(entry) = self.focused() else {
            return Offer::Do(Msg::Close);
        };
        match action {
            Action::Enter => match entry.fault_when_typed(env.now) {
                Some(reason) => Offer::NotNow(reason),
                None => Offer::Do(Msg::Enter),
            },
            Action::Pick(number) if usize::from(number) <= entry.options() => {
                Offer::Do(Msg::Pick(usize::from(number) - 1))
            }
            Action::Down | Action::Up if entry.moves(action) => Offer::Do(Msg::Move(action)),
            Action::TabNext | Action::TabBack if self.entries.len() > 1 => {
                Offer::Do(Msg::Field(action))
            }
            Action::Close => Offer::Do(Msg::Close),
            _ => Offer::Unknown,
        }
    }

    fn update(&mut self, env: &Env, msg: Msg, out: &mut Outbox) {
        match msg {
            Msg::Enter => {
                if let Some(entry) = self.focused_mut() {
                    entry.take();
                }
                self.go_on(env, out);
            }
            Msg::Pick(index) => {
                if let Some(entry) = self.focused_mut() {
                    entry.choose(index);
                }
                self.go_on(env, out);
            }
            Msg::Move(action) => {
                if let Some(entry) = self.focused_mut() {
                    entry.go(action);
                }
            }
            Msg::Field(action) => {
                let step = if action == Action::TabNext {
                    1
                } else {
                    self.entries.len() - 1
                };
                self.focus = (self.focus + step) % self.entries.len().max(1);
            }
            Msg::Close => out.back(),
        }
    }

    fn on_text(&mut self, env: &Env, typed: &Typed, out: &mut Outbox) {
        if let Some(index) = self.focused().and_then(|entry| entry.picked_by(typed)) {
            self.update(env, Msg::Pick(index), out);
        } else if self.focused_mut().is_some_and(|entry| entry.edit(typed)) {
            self.keep(out);
        }
    }

    fn view(&self, env: &Env, frame: &mut Frame, area: Rect) {
        let width = area.width.min(76);
        let inner = width.saturating_sub(4);
        let heights: Vec<u16> = self
            .entries
            .iter()
            .enumerate()
            .map(|(index, entry)| entry.height(inner, index == self.focus))
            .collect();
        let height = heights.iter().sum::<u16>().saturating_add(2);
        let inside = panes::overlay(&self.title, (width, height), env.theme, frame, area);
        // Where not all fit, the field with the cursor is among those that do.
        let mut first = 0;
        while first < self.focus
            && heights.iter().take(self.focus + 1).skip(first).sum::<u16>() > inside.height
        {
            first += 1;
        }
        let mut y = inside.y;
        for (index, (entry, height)) in self.entries.iter().zip(heights).enumerate().skip(first) {
            let room = inside.bottom().saturating_sub(y);
            let place = Rect {
                y,
                height: height.min(room),
                ..inside
            };
            entry.view(env, frame, place, index == self.focus);
            y += place.height;
        }
        if self.entries.is_empty() {
            frame.render_widget(Line::raw("Nothing to ask."), inside);
        }
    }
}
