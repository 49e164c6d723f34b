//! The first start: one question, who you are.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use super::{Offer, Screen};
use crate::domain::id::AgentId;
use crate::tui::env::Env;
use crate::tui::keymap::{Action, Context};
use crate::tui::msg::Typed;
use crate::tui::outbox::Outbox;
use crate::tui::route::Route;
use crate::tui::widget::field::Field;
use crate::tui::widget::header::Header;

/// The key of the name while it is typed.
const DRAFT: &str = "welcome";

/// The question and the name as far as it is typed.
#[derive(Debug)]
pub struct Welcome {
    name: Field,
}

/// What the screen does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Msg {
    /// Take the name and go to the desk.
    SignIn,
}

impl Welcome {
    /// The question, with what was typed before the program was interrupted.
    pub fn new(env: &Env) -> Self {
        Self {
            name: Field::line().with(env.draft(DRAFT).unwrap_or_default()),
        }
    }
}

impl Screen for Welcome {
    type Msg = Msg;

    fn context(&self) -> Context {
        Context::FormText
    }

    fn header(&self, _env: &Env) -> Header {
        Header::new("baton").fact("your name, and you can take the first call")
    }

    fn offer(&self, _env: &Env, action: Action) -> Offer<Msg> {
        match action {
            Action::Enter if self.name.is_blank() => Offer::NotNow("Type your name first."),
            Action::Enter => Offer::Do(Msg::SignIn),
            Action::NewCall => {
                Offer::NotNow("Type your name and press enter; then the call begins.")
            }
            _ => Offer::Unknown,
        }
    }

    fn update(&mut self, _env: &Env, msg: Msg, out: &mut Outbox) {
        match msg {
            Msg::SignIn => {
                let agent = AgentId::of(&self.name.text());
                // While it is still nobody's.
                out.forget_draft(DRAFT);
                out.sign_in(agent);
                out.replace(Route::Desk);
            }
        }
    }

    fn on_text(&mut self, _env: &Env, typed: &Typed, out: &mut Outbox) {
        if self.name.edit(typed) {
            out.draft(DRAFT, self.name.text());
        }
    }

    fn view(&self, env: &Env, frame: &mut Frame, area: Rect) {
        let [_, question, _, answer, _, hint, _] = Layout::vertical([
            Constraint::Fill(1),
            Constraint::Length(1),
            Constraint::Max(1),
            Constraint::Length(1),
            Constraint::Max(1),
            Constraint::Length(1),
            Constraint::Fill(2),
        ])
        .horizontal_margin(area.width.saturating_sub(60) / 2)
        .areas(area);
        let theme = env.theme;
        frame.render_widget(Line::styled("Who are you?", theme.strong), question);
        let [sign, name] =
            Layout::horizontal([Constraint::Length(2), Constraint::Fill(1)]).areas(answer);
        frame.render_widget(Line::styled("›", theme.accent), sign);
        self.name.view(env, frame, name, true);
        let words = "Your colleagues see this name beside what you record.";
        frame.render_widget(Line::styled(words, theme.dim), hint);
    }
}
