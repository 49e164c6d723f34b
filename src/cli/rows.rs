//! Incidents as lines: when, which, who, what, and below it who does what next.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use crate::domain::id::Moment;
use crate::export::escape;
use crate::store::IncidentRow;
use crate::tui::words;

const WHEN: usize = 16;
const WHO: usize = 20;

/// Longer is what the caller told in their own words, when there is no summary: the first line of it says enough here.
const SUMMARY: usize = 80;

/// Writes the two lines of an incident.
pub(super) fn write(out: &mut dyn Write, row: &IncidentRow, now: Moment) -> io::Result<()> {
    let customer = row
        .customer
        .as_ref()
        .map_or_else(String::new, |customer| match customer.tier {
            Some(tier) => format!("{} · {}", customer.name, tier.words()),
            None => customer.name.clone(),
        });
    writeln!(
        out,
        "{} {}  {}  {} {}",
        cell(&when(row, now), WHEN),
        row.reference,
        row.priority.words(),
        cell(&customer, WHO),
        words::fit(&escape::line(&row.summary), SUMMARY)
    )?;
    let space = WHEN + 1 + row.reference.to_string().width() + 6;
    let next = match (&row.offered_to, row.resolved_at) {
        (_, Some(_)) => row.status.words().to_owned(),
        (Some(to), None) => format!("→ {} (offered to {to})", row.next_step.what),
        (None, None) => format!("→ {}", row.next_step.what),
    };
    let owner = cell(row.owner.as_str(), WHO);
    writeln!(out, "{:space$}{owner} {}", "", escape::line(&next))
}

fn when(row: &IncidentRow, now: Moment) -> String {
    match (row.due, row.resolved_at) {
        (Some(by), _) => {
            let due = words::due(by, now);
            let mark = if due.late { "! " } else { "  " };
            format!("{mark}{}", due.text)
        }
        (None, Some(at)) => format!("✓ {}", words::day_time(at, now)),
        (None, None) => String::new(),
    }
}

/// The text in so many columns, cut or filled up.
fn cell(text: &str, columns: usize) -> String {
    let text = words::fit(&escape::line(text), columns);
    let space = columns.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(space))
}
