//! The first line: what this is, the facts, and the clock or whether all is saved.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use crate::tui::env::Env;
use crate::tui::words;

/// What a screen says about itself.
#[derive(Debug, Clone, Default)]
pub struct Header {
    title: String,
    facts: Vec<Fact>,
    aside: String,
    right: Option<String>,
}

/// A fact, and how it is said where there is little room.
#[derive(Debug, Clone)]
struct Fact {
    whole: Span<'static>,
    brief: Span<'static>,
}

impl Header {
    /// A header with only a title.
    pub fn new(title: impl Into<String>) -> Self {
        Self {
            title: title.into(),
            ..Self::default()
        }
    }

    /// Adds a fact. Where the line is too short, the last facts go first.
    #[must_use]
    pub fn fact(mut self, fact: impl Into<Span<'static>>) -> Self {
        let whole = fact.into();
        let brief = whole.clone();
        self.facts.push(Fact { whole, brief });
        self
    }

    /// Says the last fact in fewer words where the line is too short for all.
    #[must_use]
    pub fn or(mut self, brief: impl Into<Span<'static>>) -> Self {
        if let Some(fact) = self.facts.last_mut() {
            fact.brief = brief.into();
        }
        self
    }

    /// What is looked for on the right, such as the reference.
    #[must_use]
    pub fn aside(mut self, aside: impl Into<String>) -> Self {
        self.aside = aside.into();
        self
    }

    /// The last word of the line in place of the clock, such as “saved”.
    #[must_use]
    pub fn right(mut self, right: impl Into<String>) -> Self {
        self.right = Some(right.into());
        self
    }

    /// Draws the line.
    pub fn view(&self, env: &Env, frame: &mut Frame, area: Rect) {
        let theme = env.theme;
        let right = self.last_word(env);
        let style = if env.trouble.is_some() {
            theme.late
        } else {
            theme.dim
        };
        let right = Line::from(vec![
            Span::styled(self.aside.clone(), theme.strong),
            Span::raw(if self.aside.is_empty() { "" } else { "   " }),
            Span::styled(right, style),
            Span::raw(" "),
        ]);
        let room = usize::from(area.width).saturating_sub(right.width() + 1);
        frame.render_widget(self.left(env, room), area);
        frame.render_widget(right.right_aligned(), area);
    }

    fn last_word(&self, env: &Env) -> String {
        match (&env.trouble, env.saving, &self.right) {
            (Some(_), _, _) => "not saved".to_owned(),
            (None, true, _) => "saving…".to_owned(),
            (None, false, Some(right)) => right.clone(),
            (None, false, None) => words::time(env.now, env.now),
        }
    }

    fn left(&self, env: &Env, room: usize) -> Line<'static> {
        let title = words::fit(&self.title, room.saturating_sub(1));
        let mut line = Line::from(vec![Span::raw(" "), Span::styled(title, env.theme.accent)]);
        let whole = self.facts.iter().map(|fact| fact.whole.width() + 3);
        let is_roomy = line.width() + whole.sum::<usize>() <= room;
        for (index, fact) in self.facts.iter().enumerate() {
            let fact = if is_roomy { &fact.whole } else { &fact.brief };
            let between = if index == 0 { "   " } else { " · " };
            if line.width() + between.len() + fact.width() > room {
                break;
            }
            line.push_span(Span::styled(between, env.theme.dim));
            line.push_span(fact.clone());
        }
        line
    }
}
