//! The input at a place of the call: options answered with a key, a text, or a text with a list of what is known.

use std::collections::BTreeSet;

use super::file::Named;
use crate::domain::answer::Value;
use crate::flow::question::{OTHER, Options};
use crate::flow::{Kind, Run, Step};
use crate::tui::keymap::{Action, Context};
use crate::tui::msg::{Ticket, Typed};
use crate::tui::widget::field::Field;
use crate::tui::widget::list::List;

/// The input.
#[derive(Debug)]
pub(super) enum Entry {
    /// One of several options; the highlighted one is what Enter takes.
    One(List, bool),
    /// Any of several options, by position.
    Several(List, BTreeSet<usize>),
    /// Text.
    Text(Field),
    /// Text, and what fits it among what is known.
    Lookup(Field, Lookup),
    /// A file, and what is known of it.
    File(Field, Named),
    /// Nothing to answer.
    Nothing,
}

/// What fits a text among what is known.
#[derive(Debug, Default)]
pub(super) struct Lookup {
    /// What fits, the best first.
    pub(super) hits: Vec<Hit>,
    /// The selected one.
    pub(super) list: List,
    /// The request that is on its way.
    pub(super) ticket: Option<Ticket>,
    /// Enter was pressed while the store was still looking.
    pub(super) hurry: bool,
    /// The store could not say what fits.
    pub(super) has_failed: bool,
    /// The hits are all there are and nothing speaks for one of them, so none is selected until somebody moves.
    pub(super) is_open: bool,
}

/// Something known that fits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Hit {
    /// What is stored.
    pub(super) id: String,
    /// Its name.
    pub(super) name: String,
    /// What tells it from others of that name.
    pub(super) detail: String,
    /// It is not known yet; taking it makes it known.
    pub(super) is_new: bool,
    /// What the caller said speaks for it.
    pub(super) is_proposed: bool,
    /// What speaks against it, as a sentence.
    pub(super) warning: Option<String>,
}

impl Entry {
    /// The input that a question's type wants; `typed` is what was typed there before.
    pub(super) fn of(run: &Run<'_>, step: &Step<'_>, typed: Option<&str>) -> Self {
        let known = step
            .answer
            .and_then(|answer| answer.value.as_ref())
            .map(ToString::to_string);
        let shown = step.answer.and_then(|answer| answer.shown.clone());
        let text = |field: Field, before: Option<String>| {
            field.with(
                typed
                    .map(str::to_owned)
                    .or(before)
                    .as_deref()
                    .unwrap_or_default(),
            )
        };
        match &step.question.kind {
            Kind::Note => Self::Nothing,
            Kind::YesNo | Kind::Choice(_) => {
                if let Some(typed) = typed {
                    return Self::Text(Field::line().with(typed));
                }
                let labels = labels(run, step);
                let answered =
                    known.and_then(|known| labels.iter().position(|(id, _)| *id == known));
                let highlighted = answered.or_else(|| proposed(run, step, &labels));
                let mut list = List::new(labels.len());
                list.select(highlighted.unwrap_or(0));
                Self::One(list, highlighted.is_some())
            }
            Kind::Choices(_) => {
                let labels = labels(run, step);
                let chosen = step.chosen();
                let is_chosen = |id: &String| chosen.iter().any(|option| option.id == *id);
                let positions = labels
                    .iter()
                    .enumerate()
                    .filter(|(_, (id, _))| is_chosen(id));
                let positions = positions.map(|(position, _)| position).collect();
                Self::Several(List::new(labels.len()), positions)
            }
            Kind::Steps => Self::Text(text(Field::area(), steps(step))),
            Kind::Long | Kind::Exact => Self::Text(text(Field::area(), known)),
            Kind::Scale { .. } => Self::Text(text(Field::line(), known)),
            Kind::Caller | Kind::Customer | Kind::Product | Kind::Category => {
                Self::Lookup(text(Field::line(), None), Lookup::default())
            }
            Kind::File => Self::File(text(Field::line(), shown.or(known)), Named::default()),
            _ => Self::Text(text(Field::line(), shown.or(known))),
        }
    }

    /// Which rows of the key table are live.
    pub(super) fn context(&self) -> Context {
        match self {
            Self::Text(_) | Self::Lookup(..) | Self::File(..) => Context::CallText,
            Self::One(..) | Self::Several(..) | Self::Nothing => Context::Call,
        }
    }

    /// The text field, if there is one.
    pub(super) fn field(&self) -> Option<&Field> {
        match self {
            Self::Text(field) | Self::Lookup(field, _) | Self::File(field, _) => Some(field),
            _ => None,
        }
    }

    /// What is typed, if anything.
    pub(super) fn typed(&self) -> Option<String> {
        self.field()
            .map(Field::text)
            .filter(|text| !text.trim().is_empty())
    }

    /// Whether Enter was pressed while the store was still looking.
    pub(super) fn hurries(&self) -> bool {
        matches!(self, Self::Lookup(_, lookup) if lookup.hurry)
    }

    /// The options that are chosen, by position.
    pub(super) fn chosen(&self) -> Option<&BTreeSet<usize>> {
        match self {
            Self::Several(_, chosen) => Some(chosen),
            _ => None,
        }
    }

    /// The option, or the hit, that Enter takes.
    pub(super) fn highlighted(&self) -> Option<usize> {
        match self {
            Self::One(list, true) | Self::Several(list, _) => list.selected(),
            Self::Lookup(_, lookup) => lookup.list.selected().filter(|_| !lookup.is_open),
            _ => None,
        }
    }

    /// Whether an action moves here.
    pub(super) fn moves(&self, action: Action) -> bool {
        match self {
            Self::One(list, _) | Self::Several(list, _) => list.moves(action),
            Self::Lookup(_, lookup) => lookup.list.moves(action),
            _ => false,
        }
    }

    /// Moves.
    pub(super) fn go(&mut self, action: Action) {
        match self {
            // The first step only shows where one is.
            Self::One(_, highlighted) if !*highlighted => *highlighted = true,
            Self::Lookup(_, lookup) if lookup.is_open => lookup.is_open = false,
            Self::One(list, _) | Self::Several(list, _) => list.go(action),
            Self::Lookup(_, lookup) => lookup.list.go(action),
            _ => {}
        }
    }

    /// Edits the text. Returns whether it is another one now.
    pub(super) fn edit(&mut self, typed: &Typed) -> bool {
        match self {
            Self::Text(field) | Self::Lookup(field, _) | Self::File(field, _) => field.edit(typed),
            _ => false,
        }
    }
}

/// The options to show for a step, each with its id; the one with free text last.
pub(super) fn labels(run: &Run<'_>, step: &Step<'_>) -> Vec<(String, String)> {
    let pair = |id: &str, label: &str| (id.to_owned(), label.to_owned());
    if matches!(step.question.kind, Kind::YesNo) {
        return vec![pair("yes", "Yes"), pair("no", "No")];
    }
    let offered = run.options(step);
    let other = step
        .question
        .kind
        .options()
        .is_some_and(|options: &Options| options.other);
    let offered = offered
        .into_iter()
        .map(|option| pair(&option.id, option.label_in(run.language())));
    offered
        .chain(other.then(|| pair(OTHER, "Something else…")))
        .collect()
}

/// The option that the record knows or the rules propose.
fn proposed(run: &Run<'_>, step: &Step<'_>, labels: &[(String, String)]) -> Option<usize> {
    use crate::domain::answer::Field as Record;
    if let Some(known) = &step.prefill {
        return labels.iter().position(|(id, _)| id == known);
    }
    let id = match step.question.maps_to? {
        Record::Impact => run.impact()?.id(),
        Record::Urgency => run.urgency()?.id(),
        _ => return None,
    };
    labels.iter().position(|(known, _)| known == id)
}

/// A list of steps as it was typed: a line each.
fn steps(step: &Step<'_>) -> Option<String> {
    match step.answer?.value.as_ref()? {
        Value::List(steps) => Some(steps.join("\n")),
        other => Some(other.to_string()),
    }
}

impl Lookup {
    /// Shows other hits, the first selected.
    pub(super) fn show(&mut self, hits: Vec<Hit>) {
        self.list = List::new(hits.len());
        self.hits = hits;
    }

    /// The selected hit.
    pub(super) fn selected(&self) -> Option<&Hit> {
        self.hits
            .get(self.list.selected().filter(|_| !self.is_open)?)
    }
}
