//! The end of a shift: a calm line that says in whose hands everything is, and the name of the sheet.

use std::collections::BTreeMap;

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::Line;

use crate::domain::id::{AgentId, Moment};
use crate::domain::leaving::{Checklist, Standing, Turn};
use crate::tui::env::Env;
use crate::tui::words;

/// How the shift ended.
#[derive(Debug)]
pub(super) struct Closing {
    at: Moment,
    lines: Vec<String>,
}

impl Closing {
    /// The end of a shift with this checklist; `watcher` watches what was not handed over.
    pub(super) fn new(checklist: &Checklist, watcher: Option<AgentId>, at: Moment) -> Self {
        let good = match watcher {
            None => "Everything is in good hands.".to_owned(),
            Some(watcher) => {
                let left = checklist.rows.len() - checklist.count(Turn::Nobody);
                let left = words::count(
                    i64::try_from(left).unwrap_or(i64::MAX),
                    "incident",
                    "incidents",
                );
                format!("{watcher} watches {left} for you; every colleague sees that.")
            }
        };
        // What somebody was only asked to take is not theirs yet.
        let mut hands: BTreeMap<(bool, String), i64> = BTreeMap::new();
        for row in &checklist.rows {
            if let Some(to) = row.standing.receiver() {
                let is_asked = matches!(row.standing, Standing::Waiting { .. });
                *hands.entry((is_asked, to.to_string())).or_default() += 1;
            }
        }
        let mut lines = vec![good, String::new()];
        lines.extend(hands.iter().map(|((is_asked, name), count)| {
            let count = words::count(*count, "incident", "incidents");
            if *is_asked {
                format!("{name} has been asked to take {count}.")
            } else {
                format!("{name} has {count}.")
            }
        }));
        Self { at, lines }
    }

    pub(super) fn view(&self, env: &Env, frame: &mut Frame, area: Rect) {
        let room = usize::from(area.width.min(64));
        let (first, rest) = self
            .lines
            .split_first()
            .map_or(("", &[][..]), |(first, rest)| (first, rest));
        let mut lines = words::wrap(first, room);
        lines.push(format!(
            "Off the hotline since {}.",
            words::time(self.at, env.now)
        ));
        let lines = lines
            .into_iter()
            .map(|line| Line::styled(line, env.theme.strong));
        let rest = rest.iter().flat_map(|line| words::wrap(line, room));
        let rest = rest.map(|line| Line::styled(line, env.theme.dim));
        let lines: Vec<Line<'_>> = lines.chain(rest).collect();
        let height = u16::try_from(lines.len()).unwrap_or(u16::MAX);
        let [_, place, _] = Layout::vertical([
            Constraint::Fill(1),
            Constraint::Length(height),
            Constraint::Fill(2),
        ])
        .horizontal_margin(area.width.saturating_sub(64) / 2)
        .areas(area);
        for (line, row) in lines.into_iter().zip(place.rows()) {
            frame.render_widget(line, row);
        }
    }
}

/// What the sheet is called: nothing in it can lead to another folder.
pub(super) fn sheet_name(agent: &AgentId, now: Moment) -> String {
    let name = agent.as_str().to_lowercase();
    let words = name.split(|letter: char| !letter.is_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let plain: String = words.join("-").chars().take(40).collect();
    format!("baton-handoff-{plain}-{}.md", now.format("%Y-%m-%d"))
}
