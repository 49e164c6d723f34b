//! A text with proposals: names that fit what is typed, or reasons that a digit takes.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::domain::id::{clean, fold};
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::msg::Typed;
use crate::tui::widget::choice::{self, Choice};
use crate::tui::widget::field::Field;

/// How many proposals are shown at once.
const PROPOSALS: usize = 6;

/// No slip of the finger changes more letters of a name.
const SLIP: usize = 2;

/// The text and what is proposed.
#[derive(Debug)]
pub(super) struct Pick {
    field: Field,
    proposals: Vec<String>,
    highlighted: Option<usize>,
    kind: Kind,
    /// A line for a text that fits no proposal; where there is one, a text like a proposal is asked about.
    pub(super) newcomer: String,
    /// The first proposal is what the record says.
    pub(super) known: bool,
}

/// What a digit means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A character of the text.
    Names,
    /// The proposal with that number, as long as nothing is typed.
    Reasons,
}

/// Something that can be taken.
struct Proposal {
    value: String,
    detail: &'static str,
}

impl Pick {
    /// A text with names that fit it.
    pub(super) fn names(proposals: Vec<String>) -> Self {
        Self::new(proposals, Kind::Names)
    }

    /// Numbered reasons, or one in other words.
    pub(super) fn reasons(proposals: Vec<String>) -> Self {
        Self::new(proposals, Kind::Reasons)
    }

    fn new(proposals: Vec<String>, kind: Kind) -> Self {
        Self {
            field: Field::line(),
            highlighted: None,
            proposals,
            kind,
            newcomer: String::new(),
            known: false,
        }
    }

    pub(super) fn value(&self) -> String {
        self.field.text().trim().to_owned()
    }

    pub(super) fn set(&mut self, value: &str) {
        self.field.set(value);
        self.propose();
    }

    /// Edits the text. Returns whether it is another one now.
    pub(super) fn edit(&mut self, typed: &Typed) -> bool {
        let changed = self.field.edit(typed);
        if changed {
            self.propose();
        }
        changed
    }

    /// The proposal that a digit takes at once.
    pub(super) fn picked_by(&self, typed: &Typed) -> Option<usize> {
        let Typed::Text(text) = typed else {
            return None;
        };
        let number: usize = text.parse().ok()?;
        let asks = match self.kind {
            Kind::Names => self.asks_who_is_meant(),
            Kind::Reasons => self.value().is_empty(),
        };
        let index = number.checked_sub(1)?;
        (asks && index < self.shown().len()).then_some(index)
    }

    /// Takes the proposal at this position.
    pub(super) fn choose(&mut self, index: usize) {
        if let Some(Proposal { value, .. }) = self.shown().into_iter().nth(index) {
            self.field.set(&value);
            self.highlighted = None;
        }
    }

    /// Takes what is highlighted; a text that fits nothing stays as it is typed.
    pub(super) fn take(&mut self) {
        if let Some(index) = self.highlighted {
            self.choose(index);
        }
    }

    /// Whether a digit takes a proposal as long as nothing is typed.
    pub(super) fn takes_numbers(&self) -> bool {
        self.kind == Kind::Reasons
    }

    pub(super) fn highlights(&self) -> bool {
        self.highlighted.is_some()
    }

    pub(super) fn go(&mut self, action: Action) {
        let shown = self.shown().len();
        self.highlighted = match (action, self.highlighted) {
            (Action::Down, None) => (shown > 0).then_some(0),
            (Action::Down, Some(index)) => Some((index + 1).min(shown.saturating_sub(1))),
            (_, index) => index.and_then(|index| index.checked_sub(1)),
        };
    }

    /// The line for a text that fits no proposal, when it does.
    pub(super) fn greeting(&self) -> Option<&str> {
        let value = self.value();
        let is_new = !value.is_empty() && self.fitting().is_empty() && !self.is_known(&value);
        (is_new && self.near().is_none()).then_some(&*self.newcomer)
    }

    /// Highlights the first name that fits what is typed; a text that fits none is taken as it is typed. Before
    /// anything is typed, only what the record says is: nobody said anything else.
    pub(super) fn propose(&mut self) {
        let is_said = self.known || !self.value().is_empty();
        let fits = self.kind == Kind::Names && is_said && !self.shown().is_empty();
        self.highlighted = fits.then_some(0);
    }

    fn is_known(&self, name: &str) -> bool {
        self.proposals.iter().any(|known| fold(known) == fold(name))
    }

    /// The proposals that have a word which begins as the text does.
    fn fitting(&self) -> Vec<&str> {
        let typed = fold(&self.field.text());
        let fits = self.proposals.iter().filter(|proposal| {
            let proposal = fold(proposal);
            proposal.starts_with(&typed) || proposal.contains(&format!(" {typed}"))
        });
        fits.map(String::as_str).take(PROPOSALS).collect()
    }

    /// The proposal that the text is a slip away from, where somebody new may be meant as well.
    fn near(&self) -> Option<&str> {
        let typed = fold(&self.value());
        if self.newcomer.is_empty() || typed.chars().count() <= SLIP + 1 {
            return None;
        }
        let likeness = |name: &String| strsim::osa_distance(&fold(name), &typed);
        let nearest = self.proposals.iter().min_by_key(|name| likeness(name))?;
        (likeness(nearest) <= SLIP).then_some(nearest)
    }

    fn asks_who_is_meant(&self) -> bool {
        self.kind == Kind::Names && self.fitting().is_empty() && self.near().is_some()
    }

    fn shown(&self) -> Vec<Proposal> {
        let plain = |value: &str| Proposal {
            value: value.to_owned(),
            detail: "",
        };
        if self.kind == Kind::Reasons {
            return self.proposals.iter().map(|reason| plain(reason)).collect();
        }
        let fitting = self.fitting();
        match self.near() {
            Some(near) if fitting.is_empty() => vec![
                Proposal {
                    value: near.to_owned(),
                    detail: "is known here",
                },
                Proposal {
                    value: self.value(),
                    detail: "was never here: somebody new",
                },
            ],
            _ => fitting.into_iter().map(plain).collect(),
        }
    }

    pub(super) fn height(&self, focused: bool) -> u16 {
        let proposals = match (focused, self.kind) {
            (false, _) => 0,
            // Who is known, and who would be new.
            (true, Kind::Names) if !self.newcomer.is_empty() && self.proposals.len() == 1 => 2,
            (true, Kind::Names) => self.proposals.len().min(PROPOSALS),
            (true, Kind::Reasons) => self.proposals.len(),
        };
        1 + u16::try_from(proposals).unwrap_or(0)
    }

    pub(super) fn view(&self, env: &Env, frame: &mut Frame, area: Rect, focused: bool) {
        let mut rows = area.rows();
        if let Some(row) = rows.next() {
            self.field.view(env, frame, row, focused);
        }
        if !focused {
            return;
        }
        let theme = env.theme;
        let shown = self.shown();
        if self.kind == Kind::Reasons {
            let choices = shown.iter().map(|proposal| Choice {
                label: &proposal.value,
                chosen: false,
            });
            let choices: Vec<Choice<'_>> = choices.collect();
            let below = Rect {
                y: area.y.saturating_add(1),
                height: area.height.saturating_sub(1),
                ..area
            };
            choice::view(&choices, self.highlighted, theme, frame, below);
            return;
        }
        let numbered = self.asks_who_is_meant();
        for (index, (proposal, row)) in shown.iter().zip(rows).enumerate() {
            let is_taken = self.highlighted == Some(index);
            let sign = if is_taken { "▸ " } else { "  " };
            let number = if numbered {
                format!("{} ", index + 1)
            } else {
                String::new()
            };
            let style = if is_taken { theme.selected } else { theme.text };
            let words = vec![
                Span::styled(sign, theme.accent),
                Span::styled(number, theme.accent),
                Span::styled(clean(&proposal.value), style),
                Span::styled(format!("  {}", proposal.detail), theme.dim),
            ];
            frame.render_widget(Line::from(words), row);
        }
    }
}
