//! The last look at what reaches the customer; nothing else asks “are you sure?”.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Text};

use super::{Offer, Screen};
use crate::tui::env::Env;
use crate::tui::keymap::{Action, Context};
use crate::tui::outbox::{Answer, Outbox};
use crate::tui::widget::header::Header;
use crate::tui::widget::panes;
use crate::tui::words;

/// What is about to happen, in words.
#[derive(Debug, Clone)]
pub struct Confirm {
    /// The action that the answer is for.
    pub action: Action,
    /// What happens, as a title.
    pub title: String,
    /// The very words that reach the customer.
    pub words: String,
}

/// What the screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// It may go.
    Yes,
    /// It may not.
    Close,
}

impl Screen for Confirm {
    type Msg = Msg;

    fn context(&self) -> Context {
        Context::Confirm
    }

    fn header(&self, _env: &Env) -> Header {
        Header::new(self.title.clone())
    }

    fn is_overlay(&self) -> bool {
        true
    }

    fn offer(&self, _env: &Env, action: Action) -> Offer<Msg> {
        match action {
            Action::Enter => Offer::Do(Msg::Yes),
            Action::Close => Offer::Do(Msg::Close),
            _ => Offer::Unknown,
        }
    }

    fn update(&mut self, _env: &Env, msg: Msg, out: &mut Outbox) {
        match msg {
            Msg::Yes => out.answer(self.action, Answer::Yes),
            Msg::Close => out.back(),
        }
    }

    fn view(&self, env: &Env, frame: &mut Frame, area: Rect) {
        let width = area.width.min(72);
        let lines = words::wrap(&self.words, usize::from(width.saturating_sub(4)));
        let height = u16::try_from(lines.len() + 2).unwrap_or(u16::MAX);
        let inside = panes::overlay(&self.title, (width, height), env.theme, frame, area);
        let text: Text = lines.into_iter().map(Line::from).collect();
        frame.render_widget(text, inside);
    }
}
