//! What stands beside an incident where there is room: the customer's history, and what looks like it.

use ratatui::text::{Line, Span};

use crate::store::{CustomerHistory, IncidentRow, SimilarHit};
use crate::tui::env::Env;
use crate::tui::words;

/// The lines at this width.
pub(super) fn lines(
    env: &Env,
    history: Option<&CustomerHistory>,
    similar: &[SimilarHit],
    width: usize,
) -> Vec<Line<'static>> {
    let theme = env.theme;
    let mut lines = Vec::new();
    if let Some(history) = history {
        let late = match history.late {
            0 => String::new(),
            1 => ", 1 promise late".to_owned(),
            late => format!(", {late} promises late"),
        };
        let (name, open) = (&history.customer.name, history.held);
        let head = words::fit(&format!("{name}: {open} open{late}"), width);
        lines.push(Line::styled(head, theme.accent));
        let rows = history.open.iter().chain(&history.done);
        lines.extend(rows.map(|row| one_line(env, row, width)));
        lines.push(Line::default());
    }
    if !similar.is_empty() {
        lines.push(Line::styled("Looks like", theme.accent));
        for hit in similar {
            lines.push(one_line(env, &hit.row, width));
            if let Some(solved) = &hit.solved {
                let room = width.saturating_sub(4);
                let solved = words::wrap(&format!("solved: {solved}"), room);
                let solved = solved.into_iter().take(3);
                lines.extend(solved.map(|line| Line::from(format!("    {line}"))));
            }
        }
    }
    lines
}

fn one_line(env: &Env, row: &IncidentRow, width: usize) -> Line<'static> {
    let head = format!("  {} {} ", row.reference, row.priority.words());
    let sign = if row.resolved_at.is_some() {
        "✓ "
    } else {
        ""
    };
    let room = width.saturating_sub(head.chars().count());
    let summary = words::fit(&format!("{sign}{}", row.summary), room);
    Line::from(vec![Span::styled(head, env.theme.dim), Span::raw(summary)])
}
