//! One field of a form: its label, its value, how it is edited, read and drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::Check;
use super::pick::Pick;
use crate::domain::id::Moment;
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::msg::Typed;
use crate::tui::widget::choice::{self, Choice};
use crate::tui::widget::field::Field;
use crate::tui::words;

/// A field with its label.
#[derive(Debug)]
pub(super) struct Entry {
    label: String,
    pub(super) kind: Kind,
    pub(super) optional: bool,
    pub(super) hint: String,
    pub(super) check: Option<Check>,
}

/// What a field holds.
#[derive(Debug)]
pub(super) enum Kind {
    Text(Field),
    Choice {
        options: Vec<(String, String)>,
        chosen: Option<usize>,
        /// What Enter takes; nothing, until somebody moves to it: nobody said it.
        highlighted: Option<usize>,
    },
    Pick(Pick),
}

impl Kind {
    pub(super) fn line() -> Self {
        Self::Text(Field::line())
    }

    pub(super) fn area() -> Self {
        Self::Text(Field::area())
    }

    pub(super) fn choice(options: Vec<(String, String)>) -> Self {
        Self::Choice {
            options,
            chosen: None,
            highlighted: None,
        }
    }
}

impl Entry {
    pub(super) fn new(label: &str, kind: Kind) -> Self {
        Self {
            label: label.to_owned(),
            kind,
            optional: false,
            hint: String::new(),
            check: None,
        }
    }

    pub(super) fn is_choice(&self) -> bool {
        matches!(self.kind, Kind::Choice { .. })
    }

    pub(super) fn options(&self) -> usize {
        match &self.kind {
            Kind::Choice { options, .. } => options.len(),
            _ => 0,
        }
    }

    pub(super) fn value(&self) -> String {
        match &self.kind {
            Kind::Text(field) => field.text().trim().to_owned(),
            Kind::Pick(pick) => pick.value(),
            Kind::Choice {
                options, chosen, ..
            } => chosen
                .and_then(|index| options.get(index))
                .map(|(id, _)| id.clone())
                .unwrap_or_default(),
        }
    }

    pub(super) fn set(&mut self, value: &str) {
        match &mut self.kind {
            Kind::Text(field) => field.set(value),
            Kind::Pick(pick) => pick.set(value),
            Kind::Choice {
                options,
                chosen,
                highlighted,
            } => {
                *chosen = options.iter().position(|(id, _)| id == value);
                *highlighted = *chosen;
            }
        }
    }

    pub(super) fn edit(&mut self, typed: &Typed) -> bool {
        match &mut self.kind {
            Kind::Text(field) => field.edit(typed),
            Kind::Pick(pick) => pick.edit(typed),
            Kind::Choice { .. } => false,
        }
    }

    /// The proposal that a digit takes at once.
    pub(super) fn picked_by(&self, typed: &Typed) -> Option<usize> {
        match &self.kind {
            Kind::Pick(pick) => pick.picked_by(typed),
            _ => None,
        }
    }

    pub(super) fn moves(&self, action: Action) -> bool {
        match &self.kind {
            Kind::Text(_) => false,
            Kind::Choice { .. } => true,
            Kind::Pick(pick) => action == Action::Down || pick.highlights(),
        }
    }

    pub(super) fn go(&mut self, action: Action) {
        match &mut self.kind {
            Kind::Text(_) => {}
            Kind::Choice {
                options,
                highlighted,
                ..
            } => {
                let last = options.len().saturating_sub(1);
                *highlighted = Some(match (action, *highlighted) {
                    (Action::Down, Some(index)) => (index + 1).min(last),
                    (_, index) => index.unwrap_or(0).saturating_sub(1),
                });
            }
            Kind::Pick(pick) => pick.go(action),
        }
    }

    pub(super) fn choose(&mut self, index: usize) {
        match &mut self.kind {
            Kind::Choice {
                chosen,
                highlighted,
                ..
            } => {
                *chosen = Some(index);
                *highlighted = Some(index);
            }
            Kind::Pick(pick) => pick.choose(index),
            Kind::Text(_) => {}
        }
    }

    /// Takes what is highlighted.
    pub(super) fn take(&mut self) {
        match &mut self.kind {
            Kind::Choice { highlighted, .. } => {
                if let Some(highlighted) = *highlighted {
                    self.choose(highlighted);
                }
            }
            Kind::Pick(pick) => pick.take(),
            Kind::Text(_) => {}
        }
    }

    /// What is wrong with the value, as a sentence.
    pub(super) fn fault(&self, now: Moment) -> Option<String> {
        let value = self.value();
        match self.check {
            _ if value.is_empty() && self.optional => None,
            _ if value.is_empty() => Some(format!("“{}” is still empty.", self.label)),
            Some(check) => check(&value, now).err(),
            None => None,
        }
    }

    /// Why Enter does not leave the field at this moment.
    pub(super) fn fault_when_typed(&self, now: Moment) -> Option<&'static str> {
        match &self.kind {
            Kind::Choice { highlighted, .. } => highlighted
                .is_none()
                .then_some("A number takes one of them; esc goes back."),
            Kind::Pick(pick) if pick.highlights() => None,
            Kind::Pick(pick) if pick.takes_numbers() && self.value().is_empty() => {
                Some("A number takes one of them; or type your own.")
            }
            _ if self.value().is_empty() => {
                (!self.optional).then_some("Type something first; esc goes back.")
            }
            _ => self
                .fault(now)
                .is_some()
                .then_some("Read the line below the field; it cannot be taken as it is."),
        }
    }

    /// The line below the value: what was understood, what is wrong, or the hint.
    fn echo(&self, now: Moment) -> Option<String> {
        let value = self.value();
        match self.check {
            Some(check) if !value.is_empty() => match check(&value, now) {
                Ok(understood) => Some(format!("→ {understood}")),
                Err(fault) => Some(format!("! {fault}")),
            },
            _ => {
                let greeting = match &self.kind {
                    Kind::Pick(pick) => pick.greeting(),
                    _ => None,
                };
                let words = greeting.unwrap_or(&self.hint);
                (!words.is_empty()).then(|| words.to_owned())
            }
        }
    }

    pub(super) fn height(&self, width: u16, focused: bool) -> u16 {
        let greets = matches!(&self.kind, Kind::Pick(pick) if !pick.newcomer.is_empty());
        let below = u16::from(greets || !self.hint.is_empty() || self.check.is_some());
        let value = match &self.kind {
            Kind::Text(field) => field.height(width, 8),
            Kind::Choice { options, .. } => {
                let room = usize::from(width).saturating_sub(6);
                let labels = options
                    .iter()
                    .map(|(_, label)| words::wrap(label, room).len());
                u16::try_from(labels.sum::<usize>()).unwrap_or(u16::MAX)
            }
            Kind::Pick(pick) => pick.height(focused),
        };
        value.saturating_add(1 + below)
    }

    pub(super) fn view(&self, env: &Env, frame: &mut Frame, area: Rect, focused: bool) {
        let theme = env.theme;
        let mut rows = area.rows();
        let Some(top) = rows.next() else { return };
        let style = if focused { theme.accent } else { theme.dim };
        let mut label = Line::from(Span::styled(self.label.as_str(), style));
        if self.optional {
            label.push_span(Span::styled("  may stay empty", theme.dim));
        }
        frame.render_widget(label, top);
        let below = self.echo(env.now);
        let rest = Rect {
            y: area.y + 1,
            height: area.height - 1 - u16::from(below.is_some() && area.height > 2),
            ..area
        };
        match &self.kind {
            Kind::Text(field) => field.view(env, frame, rest, focused),
            Kind::Choice {
                options,
                chosen,
                highlighted,
            } => {
                let options: Vec<Choice<'_>> = options
                    .iter()
                    .enumerate()
                    .map(|(index, (_, label))| Choice {
                        label,
                        chosen: *chosen == Some(index),
                    })
                    .collect();
                let highlighted = highlighted.filter(|_| focused);
                choice::view(&options, highlighted, theme, frame, rest);
            }
            Kind::Pick(pick) => pick.view(env, frame, rest, focused),
        }
        if let Some(said) = below
            && area.height > 2
        {
            let last = Rect {
                y: area.bottom() - 1,
                height: 1,
                ..area
            };
            let said = words::fit(&said, usize::from(last.width));
            frame.render_widget(Line::styled(said, theme.dim), last);
        }
    }
}
