//! Every action that works here, found by typing some of its letters.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span, Text};

use super::{Offer, Screen};
use crate::tui::env::Env;
use crate::tui::keymap::{Action, Context};
use crate::tui::msg::Typed;
use crate::tui::outbox::Outbox;
use crate::tui::route::Live;
use crate::tui::widget::field::Field;
use crate::tui::widget::header::Header;
use crate::tui::widget::list::List;
use crate::tui::widget::panes;
use crate::tui::words;

/// What was typed, and what fits it.
#[derive(Debug)]
pub struct Palette {
    entries: Vec<Entry>,
    found: Vec<usize>,
    query: Field,
    list: List,
}

#[derive(Debug)]
struct Entry {
    action: Action,
    key: String,
    word: &'static str,
    help: &'static str,
    offer: Offer<()>,
}

impl Entry {
    /// What it does, or why it does not work at this moment.
    fn said(&self) -> &'static str {
        match self.offer {
            Offer::NotNow(reason) => reason,
            _ => self.help,
        }
    }
}

/// What the screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Move in the list.
    Move(Action),
    /// Do this below.
    Act(Action),
    /// Go back.
    Close,
}

impl Palette {
    /// The palette over a screen that offers this.
    pub fn new(live: &Live, env: &Env) -> Self {
        let entries: Vec<Entry> = env
            .keymap
            .rows(live.context)
            .filter(|bound| !bound.row.is_quiet())
            .filter_map(|bound| {
                let action = bound.row.action;
                let (_, offer) = *live.offers.iter().find(|(known, _)| *known == action)?;
                Some(Entry {
                    action,
                    key: bound.shown(live.context).into_iter().next()?,
                    word: bound.row.word,
                    help: bound.row.help,
                    offer,
                })
            })
            .collect();
        let mut palette = Self {
            entries,
            found: Vec::new(),
            query: Field::line(),
            list: List::default(),
        };
        palette.find();
        palette
    }

    fn find(&mut self) {
        let query = self.query.text().to_lowercase();
        let mut scored: Vec<(usize, usize)> = self
            .entries
            .iter()
            .enumerate()
            .filter_map(|(index, entry)| Some((distance(&query, entry.word, entry.help)?, index)))
            .collect();
        scored.sort_unstable();
        self.found = scored.into_iter().map(|(_, index)| index).collect();
        self.list = List::new(self.found.len());
    }

    fn entry(&self, row: usize) -> Option<&Entry> {
        self.entries.get(*self.found.get(row)?)
    }
}

impl Screen for Palette {
    type Msg = Msg;

    fn context(&self) -> Context {
        Context::Palette
    }

    fn header(&self, _env: &Env) -> Header {
        Header::new("All actions")
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn offer(&self, _env: &Env, action: Action) -> Offer<Msg> {
        let selected = self.list.selected().and_then(|row| self.entry(row));
        match (action, selected) {
            (Action::Enter, None) => Offer::NotNow("Nothing fits these letters."),
            (Action::Enter, Some(entry)) => match entry.offer {
                Offer::NotNow(reason) => Offer::NotNow(reason),
                _ => Offer::Do(Msg::Act(entry.action)),
            },
            (Action::Close, _) => Offer::Do(Msg::Close),
            (action, _) if self.list.moves(action) => Offer::Do(Msg::Move(action)),
            _ => Offer::Unknown,
        }
    }

    fn update(&mut self, _env: &Env, msg: Msg, out: &mut Outbox) {
        match msg {
            Msg::Move(action) => self.list.go(action),
            Msg::Act(action) => out.act(action),
            Msg::Close => out.back(),
        }
    }

    fn on_text(&mut self, _env: &Env, typed: &Typed, _out: &mut Outbox) {
        if self.query.edit(typed) {
            self.find();
        }
    }

    fn view(&self, env: &Env, frame: &mut Frame, area: Rect) {
        let theme = env.theme;
        let inside = panes::overlay("All actions", (76, 18), theme, frame, area);
        let [query, _, rows, _, below] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Max(1),
            Constraint::Fill(1),
            Constraint::Max(1),
            Constraint::Max(2),
        ])
        .areas(inside);
        // The whole sentence of the selected one, which rarely fits beside its word.
        if let Some(entry) = self.list.selected().and_then(|row| self.entry(row)) {
            let lines = words::wrap(entry.said(), usize::from(below.width));
            for (line, place) in lines.into_iter().zip(below.rows()) {
                frame.render_widget(Line::styled(line, theme.strong), place);
            }
        }
        self.query.view(env, frame, query, true);
        let room = usize::from(rows.width).saturating_sub(2);
        self.list.view(theme, frame, rows, |row| {
            let Some(entry) = self.entry(row) else {
                return Text::default();
            };
            let style = match entry.offer {
                Offer::NotNow(_) => theme.dim,
                _ => theme.text,
            };
            let mut line = Line::from(vec![
                Span::styled(format!("{:<9} ", entry.key), theme.accent),
                Span::styled(format!("{:<18} ", entry.word), style),
            ]);
            let left = room.saturating_sub(line.width());
            line.push_span(Span::styled(words::fit(entry.said(), left), theme.dim));
            Text::from(line)
        });
    }
}

/// How badly a query fits an action; `None` when it does not fit at all. Its letters in order within the word come
/// first, the closer together the better; then the beginnings of words of the sentence.
fn distance(query: &str, word: &str, help: &str) -> Option<usize> {
    if let Some(apart) = spread(query, &word.to_lowercase()) {
        return Some(apart);
    }
    let help = help.to_lowercase();
    let begins = |typed| help.split_whitespace().any(|word| word.starts_with(typed));
    query.split_whitespace().all(begins).then_some(usize::MAX)
}

fn spread(query: &str, text: &str) -> Option<usize> {
    let mut rest = text;
    let mut apart = 0;
    for letter in query.chars().filter(|letter| !letter.is_whitespace()) {
        let at = rest.find(letter)?;
        apart += at;
        rest = rest.get(at + letter.len_utf8()..)?;
    }
    Some(apart)
}
