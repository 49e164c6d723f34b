//! Drawing the wrap-up: where one can go, earlier promises, the promise, the read-back.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::{draw_answering, draw_entry};
use crate::domain::answer::{Answer, AnswerState};
use crate::domain::incident::Incident;
use crate::domain::reference::Reference;
use crate::flow::{Run, Step};
use crate::tui::act::promise::split;
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::screen::Screen;
use crate::tui::screen::call::CallScreen;
use crate::tui::screen::call::place::{self, Place};
use crate::tui::theme::Theme;
use crate::tui::widget::pen::Pen;
use crate::tui::words;

pub(super) fn draw_places(
    screen: &CallScreen,
    run: &Run<'_>,
    theme: Theme,
    frame: &mut Frame,
    area: Rect,
) {
    let places = screen.places();
    let mut pen = Pen::new(frame, area);
    pen.words("Go to: type the sign before the line.", theme.accent);
    pen.gap();
    // Where not all fit, those round the one that was moved to; what is left out is counted.
    let at = screen.at.selected().unwrap_or(0);
    let room = usize::from(pen.room()).max(3);
    let first = at
        .saturating_sub(room / 2)
        .min(places.len().saturating_sub(room));
    let last = (first + room).min(places.len());
    for (index, place) in places.iter().enumerate().take(last).skip(first) {
        if index == first && first > 0 {
            pen.line(Line::styled(format!("    ↑ {} more", first + 1), theme.dim));
            continue;
        }
        if index + 1 == last && last < places.len() {
            let below = places.len() - index;
            pen.line(Line::styled(format!("    ↓ {below} more"), theme.dim));
            continue;
        }
        let label = place::label(index, places.len());
        let step = place
            .position(run)
            .and_then(|position| run.steps().get(position));
        let answer = step.and_then(|step| step.answer);
        let (sign, name, text) = match (step, place) {
            // What was answered says more than what was asked.
            (Some(step), _) => {
                let text = answer.map(Answer::words);
                let text = text.unwrap_or_else(|| run.ask(step).into_owned());
                (sign(step), short(step), text)
            }
            (None, Place::Promise) => (" ", "promise".to_owned(), "What we promise".to_owned()),
            (None, _) => (
                " ",
                "read back".to_owned(),
                "Read it back, and file the call".to_owned(),
            ),
        };
        let style = if index == at {
            theme.selected
        } else {
            theme.text
        };
        let said = if answer.is_some() {
            theme.text
        } else {
            theme.dim
        };
        let here = if index == at { "▸" } else { " " };
        let name = words::pad(&name, SHORT);
        let text = words::fit(&text, usize::from(area.width).saturating_sub(7 + SHORT));
        pen.line(Line::from(vec![
            Span::styled(format!("{here}{label:>2} "), theme.accent),
            Span::styled(format!("{sign} "), theme.dim),
            Span::styled(format!("{name} "), style),
            Span::styled(text, said),
        ]));
    }
}

/// How wide the short names of questions are.
const SHORT: usize = 16;

/// The short name of a question: its id, as words, and which of several things it is about.
fn short(step: &Step<'_>) -> String {
    let name = step.question.id.replace(['_', '-'], " ");
    match step.item {
        Some(item) => format!("{name} {item}"),
        None => name,
    }
}

/// What became of a question, as a sign.
fn sign(step: &Step<'_>) -> &'static str {
    match step.answer.map(|answer| answer.state) {
        Some(AnswerState::Answered) => "✓",
        Some(AnswerState::Unknown | AnswerState::Declined) => "?",
        Some(_) => "–",
        None if step.known => "✓",
        None => " ",
    }
}

pub(super) fn draw_about(screen: &CallScreen, env: &Env, frame: &mut Frame, area: Rect) {
    let theme = env.theme;
    let mut pen = Pen::new(frame, area);
    pen.line(Line::styled("About", theme.accent));
    pen.gap();
    pen.words("Which incident is the call about?", theme.strong);
    pen.gap();
    draw_answering(screen, env, &mut pen);
    pen.labelled(
        "Type: ",
        "words of it, a name, or its reference.",
        theme.dim,
    );
    let esc = env.keymap.key(screen.context(), Action::Close);
    pen.labelled(
        &format!("{esc}: "),
        "it is a new problem after all.",
        theme.dim,
    );
}

pub(super) fn draw_earlier(
    screen: &CallScreen,
    env: &Env,
    which: (Reference, u32),
    frame: &mut Frame,
    area: Rect,
) {
    let incident = screen
        .sheet
        .incidents()
        .iter()
        .find(|incident| incident.reference == which.0);
    let promise = incident.and_then(|i| i.promises.iter().find(|promise| promise.id == which.1));
    let Some(promise) = promise else { return };
    let mut pen = Pen::new(frame, area);
    pen.line(Line::styled("Promise from before", env.theme.accent));
    pen.gap();
    let by = words::day_time(promise.by, env.now);
    pen.words(
        &format!(
            "{} promised: {}, by {by}. Is it kept?",
            promise.made_by, promise.what
        ),
        env.theme.strong,
    );
    pen.gap();
    draw_entry(screen, env, &mut pen);
}

/// Of which problem it is, when the call has several.
fn heading(screen: &CallScreen, title: &'static str, theme: Theme) -> Line<'static> {
    let mut line = Line::styled(title, theme.accent);
    let all = screen.sheet.incidents();
    let here = all
        .iter()
        .position(|incident| Some(incident.reference) == screen.sheet.current);
    if let Some((here, incident)) = here.and_then(|here| Some((here, all.get(here)?)))
        && all.len() > 1
    {
        let of = format!("  {} of {}  ", here + 1, all.len());
        line.push_span(Span::styled(of, theme.dim));
        line.push_span(Span::styled(incident.summary(), theme.strong));
    }
    line
}

pub(super) fn draw_promise(
    screen: &CallScreen,
    run: &Run<'_>,
    env: &Env,
    frame: &mut Frame,
    area: Rect,
) {
    let theme = env.theme;
    let mut pen = Pen::new(frame, area);
    pen.line(heading(screen, "Promise", theme));
    pen.gap();
    pen.words(
        "What do we do next, and when do they hear from us?",
        theme.strong,
    );
    let made = screen
        .sheet
        .incident()
        .into_iter()
        .flat_map(Incident::live_promises);
    for promise in made {
        let (sign, by, style) = if promise.is_late(env.now) {
            ("!", words::by(promise.by, env.now), theme.late)
        } else {
            ("✓", words::day_time(promise.by, env.now), theme.accent)
        };
        pen.words(&format!("{sign} {}, {by}", promise.what), style);
    }
    for escalation in screen.sheet.escalations(run) {
        pen.words(&format!("! {escalation}"), theme.strong);
    }
    pen.gap();
    draw_entry(screen, env, &mut pen);
    match (screen.entry.typed(), &screen.complaint) {
        (_, Some(complaint)) => pen.words(&format!("! {}", complaint.sentence), theme.strong),
        (Some(typed), None) => match split(&typed, env.now) {
            Ok((what, by)) => {
                let (day, left) = (words::day_time(by, env.now), words::span(by - env.now));
                pen.words(&format!("→ {what}, {day}, in {left}"), theme.accent);
            }
            Err(sentence) => pen.words(&sentence, theme.dim),
        },
        (None, None) => {
            if let Some((what, by)) = screen.proposed_promise(env.now) {
                let by = words::day_time(by, env.now);
                pen.words(&format!("Enter promises: {what}, {by}"), theme.accent);
            } else {
                pen.words("For example: call back tomorrow 10:00", theme.dim);
            }
        }
    }
    pen.gap();
    pen.words("──", theme.dim);
    pen.labelled(
        "Why: ",
        "Who knows when they hear from us can stop worrying, and need not call again.",
        theme.dim,
    );
}

pub(super) fn draw_read_back(
    screen: &CallScreen,
    run: &Run<'_>,
    env: &Env,
    frame: &mut Frame,
    area: Rect,
) {
    let theme = env.theme;
    let mut pen = Pen::new(frame, area);
    let width = usize::from(pen.width());
    pen.line(heading(screen, "Read back", theme));
    pen.gap();
    let reference = screen.sheet.reference();
    let mut said: Vec<(String, Style)> = vec![(run.readback(), theme.text)];
    said.extend(
        screen
            .sheet
            .to_tell(run)
            .into_iter()
            .map(|told| (told, theme.text)),
    );
    said.push((what_follows(screen, env), theme.strong));
    if let Some(reference) = reference.filter(|_| screen.sheet.current.is_some()) {
        said.push((format!("Your reference is {reference}."), theme.strong));
    }
    let lines: Vec<(String, Style)> = said
        .into_iter()
        .flat_map(|(text, style)| {
            words::wrap(&text, width)
                .into_iter()
                .map(move |line| (line, style))
        })
        .collect();
    // What does not fit is scrolled to; a sign says that there is more.
    let room = usize::from(pen.room());
    let first = screen.shown.scrolled.min(lines.len().saturating_sub(room));
    for (index, (line, style)) in lines.iter().enumerate().skip(first).take(room) {
        let more = index + 1 == first + room && index + 1 < lines.len();
        let line = if more {
            "↓ more".to_owned()
        } else {
            line.clone()
        };
        pen.line(Line::styled(line, if more { theme.accent } else { *style }));
    }
}

/// What we did, when it is solved, and what we promise; or why nothing.
fn what_follows(screen: &CallScreen, env: &Env) -> String {
    let reference = screen.sheet.reference();
    let incident = screen.sheet.incident();
    let made = reference.and_then(|reference| screen.promised_of(reference));
    let promise = made.or_else(|| {
        let mut promises = incident?.live_promises();
        let promise = promises.find(|promise| !promise.is_late(env.now))?;
        Some((promise.what.clone(), promise.by))
    });
    let promise = promise.map(|(what, by)| {
        let by = words::day_time(by, env.now);
        format!("We promise: {what}, {by}.")
    });
    let solved = incident.filter(|incident| !incident.is_open());
    let done = solved.and_then(|incident| incident.resolution.as_ref());
    let done = done.map(|resolution| {
        let done = resolution.done.trim_end_matches('.');
        format!("What we did: {done}.")
    });
    let said: Vec<String> = done.into_iter().chain(promise).collect();
    if !said.is_empty() {
        return said.join(" ");
    }
    match reference.and_then(|reference| screen.no_promise.get(&reference)) {
        Some(why) => format!("We promise: nothing, because {why}."),
        None => "We promise: nothing yet.".to_owned(),
    }
}
