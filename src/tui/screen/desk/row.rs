//! A row of the desk: when, which, how urgent, for whom, what; below it the next step.

use ratatui::style::Style;
use ratatui::text::{Line, Span, Text};
use unicode_width::UnicodeWidthStr;

use crate::domain::caller::Tier;
use crate::domain::incident::Status;
use crate::domain::priority::Priority;
use crate::store::{IncidentRow, RowCustomer, Tab};
use crate::tui::env::Env;
use crate::tui::words;

/// The columns of the first line; the summary takes what is left.
const WHEN: usize = 16;
const REFERENCE: usize = 11;
const PRIORITY: usize = 4;

/// The two lines of a row at this width.
pub(super) fn lines(
    env: &Env,
    row: &IncidentRow,
    tab: Tab,
    is_held: bool,
    width: usize,
) -> Text<'static> {
    let theme = env.theme;
    let (when, style) = when(env, row, is_held);
    let when_width = WHEN.max(when.width() + 1);
    let customer_width = (width / 5).clamp(10, 26);
    let left = when_width + REFERENCE + PRIORITY + customer_width;
    let priority = if row.priority == Priority::P1 && is_held {
        theme.strong
    } else {
        theme.text
    };
    let first = Line::from(vec![
        Span::styled(pad(&when, when_width), style),
        Span::raw(pad(&row.reference.to_string(), REFERENCE)),
        Span::styled(pad(row.priority.words(), PRIORITY), priority),
        Span::raw(pad(
            &customer(row.customer.as_ref(), customer_width - 1),
            customer_width,
        )),
        Span::raw(words::fit(&row.summary, width.saturating_sub(left))),
    ]);
    let second = words::fit(&below(row, tab, is_held), width.saturating_sub(when_width));
    Text::from(vec![
        first,
        Line::from(vec![
            Span::raw(" ".repeat(when_width)),
            Span::styled(second, theme.dim),
        ]),
    ])
}

/// When it burns, with a sign for what is late.
fn when(env: &Env, row: &IncidentRow, is_held: bool) -> (String, Style) {
    match (row.due, row.resolved_at) {
        (Some(due), _) => {
            let due = words::due(due, env.now);
            if due.late {
                (format!("! {}", due.text), env.theme.late)
            } else {
                (format!("  {}", due.text), env.theme.text)
            }
        }
        (None, Some(_)) if is_held => ("✗ not told yet".to_owned(), env.theme.accent),
        (None, Some(resolved)) => {
            let day_time = words::day_time(resolved, env.now);
            (format!("✓ {day_time}"), env.theme.dim)
        }
        (None, None) => (String::new(), env.theme.dim),
    }
}

/// The customer with the sign of gold, which is never cut off.
fn customer(customer: Option<&RowCustomer>, width: usize) -> String {
    match customer {
        None => "–".to_owned(),
        Some(customer) if customer.tier == Some(Tier::Gold) => {
            let name = words::fit(&customer.name, width.saturating_sub(2));
            format!("{name} ◆")
        }
        Some(customer) => words::fit(&customer.name, width),
    }
}

/// Whose it is where that is not plain, where it stands, and the next step.
fn below(row: &IncidentRow, tab: Tab, is_held: bool) -> String {
    let mut parts = Vec::new();
    if let Some(to) = &row.offered_to {
        parts.push(if tab == Tab::Offered {
            format!("from {}", row.owner)
        } else {
            format!("{} → {to}?", row.owner)
        });
    } else if tab != Tab::Yours {
        parts.push(row.owner.to_string());
    }
    match row.status {
        Status::Escalated => parts.push("escalated".to_owned()),
        Status::Resolved if is_held => {
            parts.push("resolved: tell the customer".to_owned());
        }
        Status::Resolved => parts.push("resolved".to_owned()),
        Status::Open => {}
    }
    if row.status != Status::Resolved {
        let step = &row.next_step;
        parts.push(if step.who.is(&row.owner) {
            step.what.clone()
        } else {
            format!("{}: {}", step.who, step.what)
        });
    }
    if row.teller.is_some() {
        parts.push("✗ customer not told of the handoff".to_owned());
    }
    parts
        .join(" · ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The text with spaces behind it up to this width on the screen.
fn pad(text: &str, width: usize) -> String {
    let gap = width.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(gap))
}
