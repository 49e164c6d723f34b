//! The search: as one types, over everything that was ever recorded.

mod hit;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span, Text};

use super::{Offer, Screen};
use crate::domain::reference::Reference;
use crate::store::{Nearest, SearchPage, sought};
use crate::tui::env::Env;
use crate::tui::keymap::{Action, Context};
use crate::tui::msg::{Question, Reply, Ticket, Typed};
use crate::tui::outbox::Outbox;
use crate::tui::route::Route;
use crate::tui::widget::field::Field;
use crate::tui::widget::header::Header;
use crate::tui::widget::list::List;
use crate::tui::words;

/// The key of the query while it is typed.
const DRAFT: &str = "search";

/// So many hits are shown; who wants others types another letter.
const MOST: usize = 30;

/// The query, and what was found for it.
#[derive(Debug)]
pub struct Search {
    query: Field,
    asked: Option<Ticket>,
    found: Found,
    list: List,
}

/// What the store answered last.
#[derive(Debug)]
enum Found {
    /// Nothing was asked yet.
    Nothing,
    /// Incidents that hold the words.
    Hits(SearchPage),
    /// The query is a reference with a slip in it; these exist and look alike.
    Nearest(String, Vec<Nearest>),
    /// The store could not look.
    Trouble(String),
}

/// What the screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Move in the list.
    Move(Action),
    /// Open an incident.
    Open(Reference),
    /// Go back.
    Close,
}

impl Search {
    /// The search with words to begin with, else with those that were being typed when the program was interrupted.
    pub fn new(words: &str, env: &Env) -> Self {
        let words = match words {
            "" => env.draft(DRAFT).unwrap_or_default(),
            words => words,
        };
        Self {
            query: Field::line().with(words),
            asked: None,
            found: Found::Nothing,
            list: List::default(),
        }
    }

    /// Asks for what is typed now; the answer to anything asked before is not waited for any more.
    fn ask(&mut self, env: &Env, out: &mut Outbox) {
        let text = self.query.text();
        if text.trim().is_empty() {
            self.asked = None;
            self.show(Found::Nothing);
            return;
        }
        let question = if Reference::is_mistyped(&text) {
            Question::Nearest(text)
        } else {
            Question::Search(sought(&text).to_owned(), MOST)
        };
        self.asked = Some(out.question(env, question));
    }

    fn show(&mut self, found: Found) {
        self.found = found;
        self.list.resize(self.len());
    }

    fn len(&self) -> usize {
        match &self.found {
            Found::Hits(page) => page.hits.len(),
            Found::Nearest(_, nearest) => nearest.len(),
            Found::Nothing | Found::Trouble(_) => 0,
        }
    }

    fn selected(&self) -> Option<Reference> {
        let index = self.list.selected()?;
        match &self.found {
            Found::Hits(page) => page.hits.get(index).map(|hit| hit.row.reference),
            Found::Nearest(_, nearest) => nearest.get(index).map(|near| near.reference),
            Found::Nothing | Found::Trouble(_) => None,
        }
    }

    fn is_waiting(&self) -> bool {
        self.asked.is_some()
    }

    /// How many there are, as far as anybody counted.
    fn count(&self) -> Option<String> {
        match &self.found {
            Found::Hits(page) => Some(hit::count(page)),
            Found::Nearest(..) | Found::Nothing | Found::Trouble(_) => None,
        }
    }

    /// What stands above the list, or in its place.
    fn remark(&self) -> Vec<String> {
        let text = self.query.text();
        let text = text.trim();
        let typed = words::fit(sought(text), 40);
        match &self.found {
            Found::Nothing if self.is_waiting() => vec![],
            Found::Nothing => WHAT_CAN_BE_FOUND.iter().map(|&line| line.to_owned()).collect(),
            Found::Hits(page) if page.hits.is_empty() => vec![
                format!("Nothing holds “{typed}”."),
                "Every word has to begin a word of the record; try fewer words, or their first letters.".to_owned(),
            ],
            Found::Hits(_) if sought(text).len() < text.len() => vec![
                "It looks for the first 12 words and 200 characters of what you typed.".to_owned(),
            ],
            Found::Hits(_) => vec![],
            Found::Nearest(typed, nearest) => vec![match nearest.first() {
                Some(near) => format!(
                    "{} is not a reference; did you mean {}?",
                    words::fit(typed.trim(), 40),
                    near.reference
                ),
                None => format!(
                    "{} is not a reference, and none that exists looks like it.",
                    words::fit(typed.trim(), 40)
                ),
            }],
            Found::Trouble(sentence) => vec![sentence.clone()],
        }
    }

    fn row(&self, env: &Env, index: usize, width: usize) -> Text<'static> {
        match &self.found {
            Found::Hits(page) => page.hits.get(index).map_or_else(Text::default, |hit| {
                hit::lines(hit, sought(&self.query.text()), env, width)
            }),
            Found::Nearest(_, nearest) => nearest.get(index).map_or_else(Text::default, |near| {
                Text::from(Line::from(vec![
                    Span::styled(format!("{}  ", near.reference), env.theme.strong),
                    Span::raw(words::fit(&near.summary, width.saturating_sub(13))),
                ]))
            }),
            Found::Nothing | Found::Trouble(_) => Text::default(),
        }
    }
}

/// What the empty screen says.
const WHAT_CAN_BE_FOUND: &[&str] = &[
    "Type what you remember; every letter narrows it down.",
    "",
    "a reference     K7-1042-P, however it is written",
    "words           of summaries, answers, notes, what was tried, what solved it",
    "people          callers and customers by name, numbers by their last digits",
];

impl Screen for Search {
    type Msg = Msg;

    fn context(&self) -> Context {
        Context::Search
    }

    fn header(&self, _env: &Env) -> Header {
        let header = Header::new("Search");
        match self.count() {
            Some(count) => header.fact(count),
            None => header.fact("everything that was ever recorded"),
        }
    }

    fn offer(&self, _env: &Env, action: Action) -> Offer<Msg> {
        match (action, self.selected()) {
            (Action::Enter, Some(reference)) => Offer::Do(Msg::Open(reference)),
            (Action::Enter, None) if self.query.is_blank() => {
                Offer::NotNow("Type what to search for first.")
            }
            (Action::Enter, None) if self.is_waiting() => Offer::NotNow("Still looking."),
            (Action::Enter, None) => Offer::NotNow("Nothing was found that could be opened."),
            (Action::Close, _) => Offer::Do(Msg::Close),
            (action, _) if self.list.moves(action) => Offer::Do(Msg::Move(action)),
            _ => Offer::Unknown,
        }
    }

    fn update(&mut self, _env: &Env, msg: Msg, out: &mut Outbox) {
        match msg {
            Msg::Move(action) => self.list.go(action),
            Msg::Open(reference) => out.go(Route::Incident(reference)),
            Msg::Close => {
                out.forget_draft(DRAFT);
                out.back();
            }
        }
    }

    fn on_text(&mut self, env: &Env, typed: &Typed, out: &mut Outbox) {
        if self.query.edit(typed) {
            out.draft(DRAFT, self.query.text());
            self.list.select(0);
            self.ask(env, out);
        }
    }

    fn refresh(&mut self, env: &Env, out: &mut Outbox) {
        self.ask(env, out);
    }

    fn on_reply(&mut self, _env: &Env, ticket: Ticket, reply: &Reply, _out: &mut Outbox) {
        if self.asked != Some(ticket) {
            return;
        }
        self.asked = None;
        self.show(match reply {
            Reply::Search(page) => Found::Hits(SearchPage::clone(page)),
            Reply::Nearest(nearest) => Found::Nearest(self.query.text(), nearest.clone()),
            Reply::Failed(error) => Found::Trouble(error.to_string()),
            _ => return,
        });
    }

    fn view(&self, env: &Env, frame: &mut Frame, area: Rect) {
        let room = usize::from(area.width.saturating_sub(2));
        let remark = self.remark();
        let remark: Vec<String> = remark
            .iter()
            .flat_map(|line| words::wrap(line, room))
            .collect();
        let above = u16::try_from(remark.len()).unwrap_or(u16::MAX);
        let [query, _, said, _, rows] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Max(1),
            Constraint::Length(above),
            Constraint::Max(u16::from(above > 0)),
            Constraint::Fill(1),
        ])
        .areas(area);
        let [sign, field] =
            Layout::horizontal([Constraint::Length(3), Constraint::Fill(1)]).areas(query);
        frame.render_widget(Line::styled(" / ", env.theme.accent), sign);
        self.query.view(env, frame, field, true);
        for (line, place) in remark.iter().zip(said.rows()) {
            let words = Span::styled(line.as_str(), env.theme.dim);
            frame.render_widget(Line::from(vec![Span::raw("  "), words]), place);
        }
        self.list
            .view(env.theme, frame, rows, |index| self.row(env, index, room));
    }
}
