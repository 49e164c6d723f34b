//! A row of the checklist: which incident, for whom, to whom, and how that stands.

use ratatui::text::{Line, Span};
use unicode_width::UnicodeWidthStr;

use crate::domain::caller::Tier;
use crate::domain::id::Moment;
use crate::domain::incident::Incident;
use crate::domain::leaving::{Checklist, Row, Standing};
use crate::domain::state::State;
use crate::tui::env::Env;
use crate::tui::widget::checklist::Mark;
use crate::tui::words;

/// How wide the columns are that do not give way to the summary: as wide as what stands in them, up to a limit.
#[derive(Debug, Clone, Copy)]
pub(super) struct Columns {
    customer: usize,
    receiver: usize,
    state: usize,
    /// Every row has room for the mark as soon as one is marked.
    mark: usize,
}

impl Columns {
    pub(super) fn of(list: &Checklist, marks: bool, world: &State, width: usize) -> Self {
        let longest = |text: &dyn Fn(&Row) -> String| {
            let widths = list.rows.iter().map(|row| text(row).width());
            widths.max().unwrap_or_default()
        };
        let for_whom = |row: &Row| {
            let incident = world.incidents.get(&row.reference);
            incident.map_or_else(String::new, |incident| customer(incident, world))
        };
        Self {
            customer: longest(&for_whom).min((width / 8).clamp(8, 20)),
            receiver: longest(&|row| receiver(&row.standing)).min((width / 6).clamp(10, 22)),
            state: (width / 4).clamp(19, 30),
            mark: if marks { 2 } else { 0 },
        }
    }
}

/// The row of an incident at this width.
pub(super) fn line(
    incident: &Incident,
    standing: &Standing,
    is_marked: bool,
    columns: Columns,
    world: &State,
    env: &Env,
    width: usize,
) -> Line<'static> {
    let head = format!(
        "{}{} {} {} ",
        words::pad(if is_marked { "•" } else { "" }, columns.mark),
        incident.reference,
        incident.priority().words(),
        words::pad(&customer(incident, world), columns.customer),
    );
    let receiver = words::pad(&receiver(standing), columns.receiver);
    let (mark, said) = state(standing, env.now);
    let fixed = head.width() + columns.receiver + columns.state + 2;
    let summary = words::pad(&incident.summary(), width.saturating_sub(fixed));
    Line::from(vec![
        Span::raw(format!("{head}{summary} {receiver} ")),
        mark.span(
            &words::fit(&said, columns.state.saturating_sub(2)),
            env.theme,
        ),
    ])
}

/// To whom it goes, or from whom it comes.
fn receiver(standing: &Standing) -> String {
    match (standing, standing.receiver()) {
        (Standing::Offered { from }, _) => format!("← {from}"),
        (_, Some(to)) => format!("→ {to}"),
        (_, None) => String::new(),
    }
}

/// The company, with the sign of gold.
fn customer(incident: &Incident, world: &State) -> String {
    let customer = incident.customer.as_ref();
    match customer.and_then(|id| world.customers.get(id)) {
        Some(customer) if customer.tier == Some(Tier::Gold) => {
            format!("{} ◆", words::fit(&customer.name, 16))
        }
        Some(customer) => customer.name.clone(),
        None => String::new(),
    }
}

/// How an incident stands: a sign and words.
fn state(standing: &Standing, now: Moment) -> (Mark, String) {
    match standing {
        Standing::Yours => (Mark::Missing, "still yours".to_owned()),
        Standing::Declined { reason, .. } => (Mark::Missing, format!("declined: {reason}")),
        Standing::Waiting { .. } => (Mark::Waiting, "offered".to_owned()),
        Standing::Untold { .. } => (Mark::Missing, "customer not told".to_owned()),
        Standing::Accepted { at, .. } => {
            (Mark::Done, format!("accepted {}", words::time(*at, now)))
        }
        Standing::Promised => (Mark::Missing, "promise to keep".to_owned()),
        Standing::NewsUntold => (Mark::Missing, "solved, not told".to_owned()),
        Standing::Offered { .. } => (Mark::Missing, "offered to you".to_owned()),
    }
}
