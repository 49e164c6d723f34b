//! The picture of the desk: the shift above, tabs, what has to be said, the rows, and whom to call next.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span, Text};

use super::notice::{self, Notices};
use super::{Desk, TABS, leftovers, row};
use crate::store::{DeskPage, Tab};
use crate::tui::env::Env;
use crate::tui::keymap::{Action, Context};
use crate::tui::widget::header::Header;
use crate::tui::words;

impl Desk {
    /// Who, since when, how many calls, how many promises.
    pub(super) fn heading(&self, env: &Env) -> Header {
        let shift = self.shift();
        let mut header = Header::new("baton").fact(env.agent.to_string());
        match shift.since {
            Some(since) => {
                let on = words::span(env.now - since);
                header = header.fact(format!("on the hotline {on}"));
                let calls = i64::try_from(shift.calls).unwrap_or(i64::MAX);
                header = header.fact(words::count(calls, "call", "calls"));
                if shift.due > 0 {
                    let (kept, due) = (shift.kept, shift.due);
                    header = header.fact(format!("promises kept {kept} of {due}"));
                    header = header.or(format!("promises {kept}/{due}"));
                }
            }
            None if self.page.is_some() => header = header.fact("not on the hotline"),
            None => {}
        }
        header
    }

    /// Everything below the header.
    pub(super) fn draw(&self, env: &Env, frame: &mut Frame, area: Rect) {
        let Some(page) = &self.page else { return };
        let width = usize::from(area.width);
        let notices = Notices {
            page,
            leftover: leftovers(env).next().map(|(_, words)| words),
            opened: self.opened,
        };
        let above = notices.above(env, width);
        let below = notice::below(env, page, self.row(), width);
        let [tabs, top, list, rule, bottom] = Layout::vertical([
            Constraint::Length(1),
            Constraint::Length(height(&above)),
            Constraint::Fill(1),
            Constraint::Length(u16::from(!below.is_empty())),
            Constraint::Length(height(&below)),
        ])
        .areas(area);
        frame.render_widget(cut(self.tabs(env, page, width), width), tabs);
        let above: Vec<Line> = above.into_iter().map(|line| cut(line, width)).collect();
        frame.render_widget(Text::from(above), top);
        if page.rows.is_empty() {
            let words = notice::empty(env, page);
            let lines = words::wrap(&words, width.saturating_sub(4)).into_iter();
            let lines = lines.map(|line| Line::from(format!("  {line}")));
            let text: Vec<Line> = std::iter::once(Line::default()).chain(lines).collect();
            frame.render_widget(Text::from(text), list);
        }
        let known = |index: usize| {
            let is_held = self.tab != Tab::All || index < page.counts.team;
            Some((page.rows.get(index)?, is_held))
        };
        // No row that is seen is further from the selected one than the list is high.
        let (at, near) = (self.list.selected().unwrap_or(0), usize::from(list.height));
        let seen = (at.saturating_sub(near)..=at + near).filter_map(known);
        let columns = row::Columns::of(env, seen, width.saturating_sub(2));
        self.list.view(env.theme, frame, list, |index| {
            known(index).map_or_else(Text::default, |(row, is_held)| {
                row::lines(env, row, self.tab, is_held, columns)
            })
        });
        let line = "─".repeat(width);
        frame.render_widget(Line::styled(line, env.theme.dim), rule);
        frame.render_widget(Text::from(below), bottom);
    }

    /// The tabs with how many each holds, and where the search is.
    fn tabs(&self, env: &Env, page: &DeskPage, width: usize) -> Line<'static> {
        let counts = page.counts;
        let labels = [
            format!("Yours {}", counts.yours),
            format!("Offered to you {}", counts.offered),
            format!("Team {}", counts.team),
            "All".to_owned(),
        ];
        let mut line = Line::from(" ");
        for (tab, label) in TABS.into_iter().zip(labels) {
            let (sign, style) = if tab == self.tab {
                ("▸", env.theme.accent)
            } else if tab == Tab::Offered && counts.offered > 0 {
                (" ", env.theme.strong)
            } else {
                (" ", env.theme.dim)
            };
            line.push_span(Span::styled(format!("{sign}{label}   "), style));
        }
        let search = env.keymap.key(Context::Desk, Action::Search);
        let search = format!("{search} search ");
        let gap = width.saturating_sub(line.width() + search.chars().count());
        if gap == 0 {
            // Where it is cramped, the tabs come first; the footer has the key, too.
            return line;
        }
        line.push_span(Span::raw(" ".repeat(gap)));
        line.push_span(Span::styled(search, env.theme.dim));
        line
    }
}

/// The line; where it is too long, a sign at its end.
fn cut(line: Line<'static>, width: usize) -> Line<'static> {
    let mut left = width;
    if line.width() <= width {
        return line;
    }
    let spans = line.spans.into_iter().map_while(|span| {
        let room = std::mem::take(&mut left);
        left = room.saturating_sub(span.width());
        let text = words::fit(&span.content, room);
        (room > 0).then(|| Span::styled(text, span.style))
    });
    Line::from(spans.collect::<Vec<_>>())
}

fn height(lines: &[Line<'_>]) -> u16 {
    u16::try_from(lines.len()).unwrap_or(u16::MAX)
}
