//! The keys: first those that work on the screen below, then all the others.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span, Text};

use super::{Offer, Screen};
use crate::tui::env::Env;
use crate::tui::keymap::{Action, Context, docs};
use crate::tui::outbox::Outbox;
use crate::tui::route::Live;
use crate::tui::widget::header::Header;
use crate::tui::widget::list::List;
use crate::tui::words;

/// How many columns the keys take.
const KEYS: usize = 14;

/// The lines of the help, and which one is selected.
#[derive(Debug)]
pub struct Help {
    rows: Vec<Row>,
    list: List,
}

#[derive(Debug)]
enum Row {
    Heading(&'static str),
    Key {
        keys: String,
        help: &'static str,
        offer: Offer<()>,
        action: Option<Action>,
    },
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

impl Help {
    /// The help over a screen that offers this.
    pub fn new(live: &Live, env: &Env) -> Self {
        let mut rows = vec![Row::Heading("What works here")];
        for bound in env.keymap.rows(live.context) {
            let offers = live.offers.iter();
            let offer = offers
                .filter(|(action, _)| *action == bound.row.action)
                .map(|(_, offer)| *offer)
                .next();
            if let Some(offer) = offer {
                rows.push(Row::Key {
                    keys: bound.shown(live.context).join(" "),
                    help: bound.row.help,
                    offer,
                    action: Some(bound.row.action),
                });
            }
        }
        for (heading, lines) in docs::sections(&env.keymap) {
            rows.push(Row::Heading(heading));
            rows.extend(lines.into_iter().map(|line| Row::Key {
                keys: line.keys.join(" "),
                help: line.help,
                offer: Offer::Do(()),
                action: None,
            }));
        }
        let list = List::new(rows.len());
        Self { rows, list }
    }

    fn selected(&self) -> Option<&Row> {
        self.rows.get(self.list.selected()?)
    }
}

impl Screen for Help {
    type Msg = Msg;

    fn context(&self) -> Context {
        Context::Help
    }

    fn header(&self, _env: &Env) -> Header {
        Header::new("Keys")
    }

    fn offer(&self, _env: &Env, action: Action) -> Offer<Msg> {
        match action {
            Action::Enter => match self.selected() {
                Some(&Row::Key {
                    offer: Offer::NotNow(reason),
                    ..
                }) => Offer::NotNow(reason),
                Some(&Row::Key {
                    action: Some(action),
                    ..
                }) => Offer::Do(Msg::Act(action)),
                _ => Offer::NotNow("Select a key that works here."),
            },
            Action::Close | Action::Help => Offer::Do(Msg::Close),
            action if self.list.moves(action) => Offer::Do(Msg::Move(action)),
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

    fn view(&self, env: &Env, frame: &mut Frame, area: Rect) {
        let theme = env.theme;
        let room = usize::from(area.width).saturating_sub(KEYS + 3);
        self.list
            .view(theme, frame, area, |index| match self.rows.get(index) {
                Some(Row::Heading(heading)) => Text::from(Line::styled(*heading, theme.accent)),
                Some(Row::Key {
                    keys, help, offer, ..
                }) => {
                    let (style, words) = match offer {
                        Offer::NotNow(reason) => (theme.dim, format!("{help} Not now: {reason}")),
                        _ => (theme.text, (*help).to_owned()),
                    };
                    let texts = words::wrap(&words, room).into_iter().enumerate();
                    texts
                        .map(|(position, text)| {
                            let keys = if position == 0 { keys.as_str() } else { "" };
                            Line::from(vec![
                                Span::styled(format!("{keys:<KEYS$} "), theme.strong),
                                Span::styled(text, style),
                            ])
                        })
                        .collect()
                }
                None => Text::default(),
            });
    }
}
