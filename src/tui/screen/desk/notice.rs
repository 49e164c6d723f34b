//! What the desk says above and below its rows: calls that wait, what was left open, whom to call next.

use ratatui::text::{Line, Span};

use crate::domain::id::Moment;
use crate::domain::incident::Status;
use crate::domain::zone;
use crate::store::{DeskPage, IncidentRow, LeftSomething, OpenCall, Tab};
use crate::tui::env::Env;
use crate::tui::keymap::{Action, Context};
use crate::tui::words;

/// What stands above the rows.
pub(super) struct Notices<'a> {
    pub(super) page: &'a DeskPage,
    /// The first words of a call that never became one.
    pub(super) leftover: Option<String>,
    /// When the program was started.
    pub(super) opened: Moment,
}

/// So many of a kind are said; the rest is counted.
const MOST: usize = 2;

impl Notices<'_> {
    /// The lines, the calls first: somebody may be waiting on the phone.
    pub(super) fn above(&self, env: &Env, width: usize) -> Vec<Line<'static>> {
        let key = |action| env.keymap.key(Context::Desk, action);
        let calls = self.page.calls.iter();
        let mut waiting: Vec<String> = calls.map(|call| call_words(call, env.now)).collect();
        waiting.extend(
            self.leftover
                .iter()
                .map(|words| format!("A call was not taken down yet: {words}")),
        );
        let mut lines = Vec::new();
        let more = waiting.len().saturating_sub(MOST);
        for (index, words) in waiting.iter().take(MOST).enumerate() {
            let take_up = match (index, more) {
                (0, _) => format!("  {} take up", key(Action::TakeUp)),
                (1, 1..) => format!("  and {more} more"),
                _ => String::new(),
            };
            let room = width.saturating_sub(take_up.chars().count() + 3);
            lines.push(Line::from(vec![
                Span::styled(format!(" ! {}", words::fit(words, room)), env.theme.strong),
                Span::styled(take_up, env.theme.accent),
            ]));
        }
        lines.extend(self.still_open(env).map(|(words, key)| {
            Line::from(vec![
                Span::styled(format!("   {words}"), env.theme.strong),
                Span::styled(format!("  {key} leave the hotline"), env.theme.accent),
            ])
        }));
        let left = &self.page.left;
        for (index, left_open) in left.iter().take(MOST).enumerate() {
            let mut words = left_words(left_open, env.now);
            if index + 1 == MOST && left.len() > MOST {
                words = format!("{words} And {} more.", left.len() - MOST);
            }
            let words = words::fit(&words, width.saturating_sub(4));
            lines.push(Line::styled(format!(" ! {words}"), env.theme.late));
        }
        lines
    }

    /// A shift that was not begun in this window: closing the window is not leaving.
    fn still_open(&self, env: &Env) -> Option<(String, String)> {
        let since = self.page.shift.since?;
        let is_old = zone::on_the_wall(since, env.now).date_naive() < env.now.date_naive();
        let is_news = since < self.opened && env.now - self.opened < chrono::TimeDelta::minutes(1);
        (is_old || is_news).then(|| {
            let since = words::day_time(since, env.now);
            let key = env.keymap.key(Context::Desk, Action::LeaveTheHotline);
            (format!("Shift still open since {since}."), key)
        })
    }
}

/// Who waits on the phone, since when, and what it is about.
pub(super) fn call_words(call: &OpenCall, now: Moment) -> String {
    let who: Vec<&str> = [&call.caller, &call.customer]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .collect();
    let who = match (who.as_slice(), &call.number) {
        ([], Some(number)) => number.clone(),
        ([], None) => "A caller".to_owned(),
        _ => who.join(", "),
    };
    let state = match call.parked {
        Some(parked) => format!("parked {}", words::ago(parked, now)),
        None => format!("began {}, not ended", words::day_time(call.started, now)),
    };
    let about = call.incidents.first();
    let about = about.map_or(String::new(), |(_, summary)| format!(" · {summary}"));
    format!("{who}: {state}{about}")
}

fn left_words(left: &LeftSomething, now: Moment) -> String {
    format!(
        "{} left {} open, {}: {}. {} watches.",
        left.agent,
        left.held,
        words::day_time(left.how.at, now),
        left.how.reason.trim_end_matches('.'),
        left.how.watcher,
    )
}

/// So many lines at most say what is next.
const LINES: usize = 2;

/// Whom to call about the selected incident and what is promised, or what to do about the offer.
pub(super) fn below(
    env: &Env,
    page: &DeskPage,
    row: Option<&IncidentRow>,
    width: usize,
) -> Vec<Line<'static>> {
    let Some(row) = row else { return Vec::new() };
    let text = if page.tab == Tab::Offered {
        let key = |action| env.keymap.key(Context::Desk, action);
        format!(
            "{} offers it to you. {} reads out what you take over, {} declines.",
            row.owner,
            key(Action::Accept),
            key(Action::DeclineHandoff)
        )
    } else {
        next(env, row, width)
    };
    let mut lines = words::wrap(&text, width.saturating_sub(2));
    if lines.len() > LINES {
        lines.truncate(LINES);
        if let Some(last) = lines.last_mut() {
            *last = words::fit(&format!("{last} …"), width.saturating_sub(2));
        }
    }
    lines
        .into_iter()
        .map(|line| Line::styled(format!(" {line}"), env.theme.strong))
        .collect()
}

fn next(env: &Env, row: &IncidentRow, width: usize) -> String {
    let caller = row.caller.as_ref().map(|caller| match &caller.phone {
        Some(phone) => format!("{}, {phone}", caller.name),
        None => caller.name.clone(),
    });
    match (&row.promise, caller, row.status) {
        (Some(promise), caller, _) => {
            // The row says how late it is.
            let by = match words::day_time(promise.by, env.now).strip_prefix("today ") {
                Some(time) => format!("by {time}"),
                None => words::by(promise.by, env.now),
            };
            // Somebody else's may have been promised by whoever held it before.
            let promised = if row.owner.is(&env.agent) {
                "You promised"
            } else {
                "Promised"
            };
            let call = caller.map_or_else(String::new, |caller| format!(" call {caller}."));
            let said = |what: &str| format!("Next:{call} {promised}: {what}, {by}.");
            let whole = said(&promise.what);
            if words::wrap(&whole, width.saturating_sub(2)).len() > LINES {
                said(&words::fit(&promise.what, 40))
            } else {
                whole
            }
        }
        (None, caller, Status::Resolved) => match caller {
            Some(caller) => format!("{} is resolved. {caller}.", row.reference),
            None => format!("{} is resolved.", row.reference),
        },
        (None, caller, _) => {
            let step = &row.next_step;
            let by = words::by(step.by, env.now);
            let next = format!("Next: {}, {by}.", step.what);
            match caller {
                Some(caller) => format!("{next} Caller: {caller}."),
                None => next,
            }
        }
    }
}

/// What an empty list means, and what to press.
pub(super) fn empty(env: &Env, page: &DeskPage) -> String {
    let key = |action| env.keymap.key(Context::Desk, action);
    let ring = format!(
        "When the phone rings, press {}: the clock starts, and you can type at once what the caller says.",
        key(Action::NewCall)
    );
    match page.tab {
        Tab::Yours if page.counts.team == 0 => format!("Nothing is open. {ring}"),
        Tab::Yours => format!(
            "You hold nothing. {ring} {} shows what the team holds.",
            key(Action::TabNext)
        ),
        Tab::Offered => format!(
            "Nobody offers you anything. What a colleague hands to you stands here until you press {} to accept it.",
            key(Action::Accept)
        ),
        Tab::Team => format!("Nobody holds anything open. {ring}"),
        Tab::All => format!("Nothing was recorded yet. {ring}"),
    }
}
