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

/// So wide a list has room for the caller's name.
const WIDE: usize = 108;

/// How wide the columns are that do not give way to the summary, so that they stand one below the other.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    when: usize,
    customer: usize,
    caller: usize,
    width: usize,
}

impl Columns {
    /// The columns of the rows that can be seen at this width, each with whether somebody still holds it.
    pub(super) fn of<'r>(
        env: &Env,
        seen: impl Iterator<Item = (&'r IncidentRow, bool)> + Clone,
        width: usize,
    ) -> Self {
        let callers = seen.clone().map(|(row, _)| caller(row).width() + 2);
        let times = seen.map(|(row, is_held)| when(env, row, is_held).0.width() + 1);
        Self {
            when: times.fold(WHEN, usize::max),
            customer: (width / 5).clamp(10, 26),
            caller: match width {
                WIDE.. => callers.max().unwrap_or_default().min(width / 6),
                _ => 0,
            },
            width,
        }
    }
}

/// The two lines of a row.
pub(super) fn lines(
    env: &Env,
    row: &IncidentRow,
    tab: Tab,
    is_held: bool,
    columns: Columns,
) -> Text<'static> {
    let theme = env.theme;
    let (when, style) = when(env, row, is_held);
    let priority = if row.priority == Priority::P1 && is_held {
        theme.strong
    } else {
        theme.text
    };
    let customer = customer(row.customer.as_ref(), columns.customer - 1);
    let caller = words::fit(caller(row), columns.caller.saturating_sub(1));
    let left = columns.when + REFERENCE + PRIORITY + columns.customer + columns.caller;
    let first = Line::from(vec![
        Span::styled(words::pad(&when, columns.when), style),
        Span::raw(words::pad(&row.reference.to_string(), REFERENCE)),
        Span::styled(words::pad(row.priority.words(), PRIORITY), priority),
        Span::raw(words::pad(&customer, columns.customer)),
        Span::raw(words::pad(&caller, columns.caller)),
        Span::raw(words::fit(&row.summary, columns.width.saturating_sub(left))),
    ]);
    let room = columns.width.saturating_sub(columns.when);
    Text::from(vec![
        first,
        Line::from(vec![
            Span::raw(" ".repeat(columns.when)),
            Span::styled(words::fit(&below(row, tab, is_held), room), theme.dim),
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

fn caller(row: &IncidentRow) -> &str {
    row.caller.as_ref().map_or("–", |caller| &caller.name)
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
    parts.extend(row.has_to_go.iter().map(|to| format!("has to go to {to}")));
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
