//! The picture: header, rule, screen, rule with what is to be said, footer; overlays above; the sweep at last.

use std::borrow::Cow;

use ratatui::Frame;
use ratatui::buffer::Buffer;
use ratatui::layout::{Constraint, Layout, Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use super::App;
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::sanitize;
use crate::tui::screen::{AnyScreen, Offer};
use crate::tui::widget::footer::{self, Item};
use crate::tui::widget::panes;
use crate::tui::words;

/// Below this size a line says so.
pub const SMALLEST: (u16, u16) = (60, 16);

/// Above the footer there are at most so many lines.
const MOST_SAID: usize = 3;

impl App {
    /// Draws everything. Changes nothing.
    pub fn view(&self, env: &Env, frame: &mut Frame) {
        let Some(top) = self.top() else { return };
        let area = frame.area();
        let said_here = self.said(env, area);
        let lines = said_here.as_ref().map_or(1, |(lines, _)| lines.len());
        let [head, rule, body, said, foot] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(u16::from(area.height >= 8)),
            Constraint::Fill(1),
            Constraint::Length(u16::try_from(lines).unwrap_or(1)),
            Constraint::Length(1),
        ])
        .areas(area);
        self.view_screens(env, frame, head, body);
        line_across(env, frame, rule);
        view_said(said_here, env, frame, said);
        let (items, help) = self.footer_items(env, top);
        footer::view(&items, help.as_ref(), env.theme, frame, foot);
        sanitize::sweep(frame.buffer_mut());
    }

    /// Draws the field that alone has changed, and where its cursor is. Changes nothing.
    pub fn view_field(&self, env: &Env) -> Option<(Buffer, Position)> {
        let (field, area) = self.field()?;
        let mut buffer = Buffer::empty(area);
        let cursor = field.paint(env, &mut buffer, area, true)?;
        sanitize::sweep(&mut buffer);
        Some((buffer, cursor))
    }

    /// Where that field is.
    pub fn field_area(&self) -> Option<Rect> {
        self.field().map(|(_, area)| area)
    }

    /// The last screen that fills the body, and the overlays above it.
    fn view_screens(&self, env: &Env, frame: &mut Frame, head: Rect, body: Rect) {
        let base = self
            .screens
            .iter()
            .rposition(|screen| !screen.is_overlay())
            .unwrap_or(0);
        let last = self.screens.len() - 1;
        for (index, screen) in self.screens.iter().enumerate().skip(base) {
            if index == base {
                screen.header(env).view(env, frame, head);
            }
            if index == last {
                screen.view(env, frame, body);
            } else {
                let below = Env {
                    on_top: false,
                    ..env.clone()
                };
                screen.view(&below, frame, body);
            }
        }
    }

    /// What has to be said, in as many lines as it takes up to a few; trouble first.
    fn said(&self, env: &Env, size: Rect) -> Option<(Vec<String>, Style)> {
        let small = (size.width < SMALLEST.0 || size.height < SMALLEST.1).then(|| {
            let (width, height) = SMALLEST;
            format!("Small window; {width}×{height} shows all.")
        });
        let (words, style) = match (&env.trouble, &self.toast, small) {
            (Some(trouble), _, _) => (trouble.clone(), env.theme.late),
            (None, Some(toast), _) => (toast.words.clone(), env.theme.strong),
            (None, None, Some(small)) => (small, env.theme.dim),
            (None, None, None) => return None,
        };
        let room = usize::from(size.width).saturating_sub(2);
        let most = if size.height < SMALLEST.1 {
            1
        } else {
            MOST_SAID
        };
        let mut lines = words::wrap(&words, room);
        if lines.len() > most {
            let rest = lines.split_off(most - 1).join(" ");
            lines.push(words::fit(&rest, room));
        }
        Some((lines, style))
    }

    /// The live keys as the footer shows them, and beside them the one that shows all.
    fn footer_items<'e>(
        &self,
        env: &'e Env,
        top: &dyn AnyScreen,
    ) -> (Vec<Item<'e>>, Option<Item<'e>>) {
        let context = top.context();
        let (mut items, mut help) = (Vec::new(), None);
        let mut shown: Vec<Action> = Vec::new();
        for bound in env.keymap.rows(context) {
            let action = bound.row.action;
            if bound.row.is_quiet() || shown.contains(&action) {
                continue;
            }
            let offer = self.offer(env, action);
            let key = match action {
                _ if offer == Offer::Unknown => None,
                Action::Pick(_) => Some(Cow::Owned(picks(env, top))),
                _ => bound.first(context).map(Cow::Borrowed),
            };
            let Some(key) = key else { continue };
            let item = Item {
                key,
                word: top.word(action).unwrap_or(bound.row.word),
                live: offer == Offer::Do(()),
            };
            shown.push(action);
            match action {
                Action::Help => help = Some(item),
                _ => items.push(item),
            }
        }
        (items, help)
    }
}

/// The rule above the footer holds what has to be said.
fn view_said(said: Option<(Vec<String>, Style)>, env: &Env, frame: &mut Frame, area: Rect) {
    line_across(env, frame, Rect { height: 1, ..area });
    let (lines, style) = said.unwrap_or_default();
    for (line, row) in lines.into_iter().zip(area.rows()) {
        frame.render_widget(Span::styled(format!(" {line} "), style), row);
    }
}

/// `1-3` when three options can be picked.
fn picks(env: &Env, top: &dyn AnyScreen) -> String {
    let last = (1..=9)
        .take_while(|&number| top.offers(env, Action::Pick(number)) != Offer::Unknown)
        .last();
    match last {
        Some(last) if last > 1 => format!("1-{last}"),
        _ => "1".to_owned(),
    }
}

fn line_across(env: &Env, frame: &mut Frame, area: Rect) {
    panes::rule("─", env.theme, frame, area);
}
