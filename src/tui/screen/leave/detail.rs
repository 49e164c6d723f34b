//! The picture of the checklist: the checks, the rows, and what the next person has to know about the selected one.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span, Text};

use super::{Leave, row};
use crate::domain::brief;
use crate::domain::incident::{BriefPart, Incident};
use crate::domain::leaving::{Checklist, Standing};
use crate::domain::promise::Promise;
use crate::domain::state::State;
use crate::tui::env::Env;
use crate::tui::keymap::{Action, Context};
use crate::tui::widget::checklist::{self, Mark};
use crate::tui::widget::panes;
use crate::tui::words;

/// The column at which what is said begins.
const LABEL: usize = 16;

/// How many lines the brief has below the list: at least, and where the list leaves room.
const BRIEF_LINES: (u16, u16) = (8, 11);

pub(super) fn view(leave: &Leave, world: &State, env: &Env, frame: &mut Frame, area: Rect) {
    let width = usize::from(area.width).saturating_sub(2);
    let checks = checklist::lines(&checks(&leave.checklist, env), width, env.theme);
    let height = u16::try_from(checks.len()).unwrap_or(1);
    let [top, body] =
        Layout::vertical([Constraint::Length(height), Constraint::Fill(1)]).areas(area);
    for (line, place) in checks.into_iter().zip(top.rows()) {
        let mut whole = Line::raw(" ");
        whole.extend(line.spans);
        frame.render_widget(whole, place);
    }
    let (main, side) = panes::split(body);
    let Some(side) = side else {
        let few = u16::try_from(leave.checklist.rows.len()).unwrap_or(u16::MAX);
        let room = body.height.saturating_sub(few);
        let below = room.clamp(BRIEF_LINES.0, BRIEF_LINES.1);
        let below = below.min(body.height.saturating_sub(few.clamp(1, 4)));
        let [rows, rule, below] = Layout::vertical([
            Constraint::Fill(1),
            Constraint::Length(u16::from(below > 0)),
            Constraint::Length(below.saturating_sub(1)),
        ])
        .areas(body);
        view_rows(leave, world, env, frame, rows);
        let line = "─".repeat(usize::from(rule.width));
        frame.render_widget(Line::styled(line, env.theme.dim), rule);
        view_brief(leave, world, env, frame, below, 2);
        return;
    };
    view_rows(leave, world, env, frame, main);
    let inside = panes::side(env.theme, frame, side);
    view_brief(leave, world, env, frame, inside, 6);
}

fn view_rows(leave: &Leave, world: &State, env: &Env, frame: &mut Frame, area: Rect) {
    if leave.checklist.rows.is_empty() {
        let calm = "  You hold nothing, and nothing waits for you.";
        frame.render_widget(Line::styled(calm, env.theme.dim), area);
        return;
    }
    let width = usize::from(area.width).saturating_sub(3);
    let columns = row::Columns::of(&leave.checklist, !leave.marked.is_empty(), world, width);
    leave.list.view(env.theme, frame, area, |index| {
        let row = leave.checklist.rows.get(index);
        let known = row.and_then(|row| Some((row, world.incidents.get(&row.reference)?)));
        known.map_or_else(Text::default, |(row, incident)| {
            let is_marked = leave.marked.contains(&row.reference);
            let standing = &row.standing;
            Text::from(row::line(
                incident, standing, is_marked, columns, world, env, width,
            ))
        })
    });
}

/// What has to be right before anybody leaves, and whether it is.
fn checks(list: &Checklist, env: &Env) -> Vec<(Mark, String)> {
    let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
    let unsaved = env.unrecorded().count();
    let without = list.without_category.len();
    vec![
        match list.running_calls {
            0 => (Mark::Done, "no call running".to_owned()),
            calls => {
                let calls = words::count(count(calls), "call", "calls");
                (Mark::Missing, format!("{calls} not ended"))
            }
        },
        match unsaved {
            0 => (Mark::Done, "nothing unsaved".to_owned()),
            texts => {
                let texts = words::count(count(texts), "text", "texts");
                let key = env.keymap.key(Context::Leave, Action::TakeUp);
                (Mark::Late, format!("{texts} not recorded ({key} shows)"))
            }
        },
        match without {
            0 => (Mark::Done, "every call has a category".to_owned()),
            calls => (Mark::Missing, format!("{calls} without a category")),
        },
        match list.late_promises {
            0 => (Mark::Done, "no promise late".to_owned()),
            1 => (Mark::Late, "1 promise is late".to_owned()),
            late => (Mark::Late, format!("{late} promises are late")),
        },
    ]
}

/// The brief of the selected incident, each part in so many lines at most.
fn view_brief(leave: &Leave, world: &State, env: &Env, frame: &mut Frame, area: Rect, most: usize) {
    let Some((row, incident)) = leave.row().zip(leave.selected()) else {
        return;
    };
    let width = usize::from(area.width).saturating_sub(2);
    let mut lines = Vec::new();
    for fact in facts(incident, &row.standing, world, env) {
        lines.extend(fact.lines(env, width, most));
    }
    for (line, place) in lines.into_iter().zip(area.rows()) {
        let inside = Rect {
            x: place.x + 1,
            width: place.width.saturating_sub(1),
            ..place
        };
        frame.render_widget(line, inside);
    }
}

/// A labelled line of the brief.
struct Fact {
    label: &'static str,
    text: String,
    is_late: bool,
}

impl Fact {
    fn new(label: &'static str, text: String) -> Self {
        Self {
            label,
            text,
            is_late: false,
        }
    }

    fn lines(&self, env: &Env, width: usize, most: usize) -> Vec<Line<'static>> {
        let room = width.saturating_sub(LABEL).max(10);
        let wrapped = words::wrap(&self.text, room);
        let is_cut = wrapped.len() > most;
        let style = if self.is_late {
            env.theme.late
        } else {
            env.theme.text
        };
        let lines = wrapped.into_iter().take(most).enumerate();
        let lines = lines.map(|(index, text)| {
            let label = if index == 0 { self.label } else { "" };
            let text = if is_cut && index + 1 == most {
                words::fit(&format!("{text} …"), room)
            } else {
                text
            };
            Line::from(vec![
                Span::styled(words::pad(label, LABEL), env.theme.dim),
                Span::styled(text, style),
            ])
        });
        lines.collect()
    }
}

fn facts(incident: &Incident, standing: &Standing, world: &State, env: &Env) -> Vec<Fact> {
    let part = |part| brief::part(incident, part);
    let mut facts = vec![
        Fact::new("What happened", part(BriefPart::WhatHappened)),
        Fact::new("Tried", or_dash(part(BriefPart::Tried))),
    ];
    facts.extend(to_do(incident, env));
    facts.push(Fact::new("If … then …", or_dash(part(BriefPart::IfThen))));
    if let Standing::Declined { by, reason } = standing {
        facts.push(Fact::new("Declined", format!("{by}: {reason}")));
    }
    facts.extend(people(incident, world).map(|text| Fact::new("Caller", text)));
    let handoff = incident.handoffs.last();
    let told = handoff.and_then(|handoff| handoff.told.as_ref());
    facts.extend(told.map(|told| {
        let when = words::day_time(told.at, env.now);
        Fact::new(
            "Customer told",
            format!("{when} by {}: {}", told.by, told.words),
        )
    }));
    facts
}

/// The next step and the promises; where the next step is a promise, it is said once.
fn to_do(incident: &Incident, env: &Env) -> Vec<Fact> {
    let what = brief::part(incident, BriefPart::NextStep);
    let step = &incident.next_step;
    let is_the_step =
        |promise: &&Promise| incident.is_open() && promise.what == what && promise.by == step.by;
    let promised = incident.live_promises().find(is_the_step);
    let by = words::by(step.by, env.now);
    let text = match (promised, incident.is_open()) {
        (Some(_), _) => format!("{what}, as promised {by}"),
        (None, true) => format!("{what}, {by}"),
        (None, false) => what.clone(),
    };
    let is_late = incident.is_open() && step.by < env.now;
    let mut facts = vec![Fact {
        label: "Next step",
        text,
        is_late,
    }];
    let others = incident.live_promises();
    let others = others.filter(|promise| promised.is_none_or(|step| step.id != promise.id));
    facts.extend(others.map(|promise| Fact {
        label: "Promise",
        text: format!("{}, {}", promise.what, words::by(promise.by, env.now)),
        is_late: promise.is_late(env.now),
    }));
    facts
}

fn people(incident: &Incident, world: &State) -> Option<String> {
    let caller = world.callers.get(incident.caller.as_ref()?)?;
    Some(match caller.phones.first() {
        Some(phone) => format!("{}, {phone}", caller.name),
        None => caller.name.clone(),
    })
}

fn or_dash(text: String) -> String {
    if text.is_empty() {
        "–".to_owned()
    } else {
        text
    }
}
