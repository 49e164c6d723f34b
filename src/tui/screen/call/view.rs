//! Drawing the call: the rail on the left, the question in the middle, what is known on the right.

use ratatui::Frame;
use ratatui::layout::{Constraint, Layout, Rect};
use ratatui::text::{Line, Span};

use super::CallScreen;
use super::entry::Entry;
use super::place::{self, Place};
use super::sheet::Sheet;
use super::wrap::facts;
use crate::domain::answer::{AnswerState, Field as Record};
use crate::domain::caller::{Role, Tier};
use crate::domain::command::Until;
use crate::flow::{Run, Step};
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::screen::Screen;
use crate::tui::theme::Theme;
use crate::tui::widget::choice::{self, Choice};
use crate::tui::widget::field::Field;
use crate::tui::widget::panes;
use crate::tui::widget::pen::Pen;
use crate::tui::words;
use wrapping::{draw_about, draw_earlier, draw_places, draw_promise, draw_read_back};

mod hits;
mod wrapping;

const RAIL: u16 = 20;

/// So many lines below a text are kept for why it is asked.
const BELOW_TEXT: u16 = 5;

/// What is said of a file that is not named yet, or has no path.
const PATH: &str = "With its path, such as ~/Downloads/log.zip, its size and SHA-256 are recorded.";

/// The sign before a field, and the space behind it.
const PROMPT: u16 = 2;

/// Draws everything below the header.
pub(super) fn view(screen: &CallScreen, env: &Env, frame: &mut Frame, area: Rect) {
    let (main, side) = match panes::split(area) {
        // Where there is room for it, F4 hides the pane; where there is not, it shows it below the question.
        (_, Some(_)) if screen.shown.pane => (area, None),
        both => both,
    };
    let below = screen.shown.pane && area.width < panes::SIDE_FROM;
    let [rail, _, middle] = Layout::horizontal([
        Constraint::Length(if area.width < 60 { 0 } else { RAIL }),
        Constraint::Length(2),
        Constraint::Fill(1),
    ])
    .areas(main);
    let run = &screen.sheet.run();
    draw_rail(screen, run, env, side.is_none(), frame, rail);
    if let Some(side) = side {
        let inside = panes::side(env.theme, frame, side);
        super::aside::draw(screen, run, env, frame, inside);
    }
    let middle = if below {
        let [question, rest] =
            Layout::vertical([Constraint::Fill(1), Constraint::Fill(1)]).areas(middle);
        let key = env.keymap.key(screen.context(), Action::SidePane);
        let rule = Line::styled(format!("── {key} hides this"), env.theme.dim);
        frame.render_widget(rule, Rect { height: 1, ..rest });
        let rest = Rect {
            y: rest.y.saturating_add(1),
            height: rest.height.saturating_sub(1),
            ..rest
        };
        super::aside::draw(screen, run, env, frame, rest);
        question
    } else {
        middle
    };
    if screen.going.is_some() {
        draw_places(screen, run, env.theme, frame, middle);
        return;
    }
    match screen.place {
        Place::Question { .. } => {
            draw_question(screen, run, env, side.is_none() && !below, frame, middle);
        }
        Place::About => draw_about(screen, env, frame, middle),
        Place::Earlier(reference, promise) => {
            draw_earlier(screen, env, (reference, promise), frame, middle);
        }
        Place::Promise => draw_promise(screen, run, env, frame, middle),
        Place::ReadBack => draw_read_back(screen, run, env, frame, middle),
    }
}

/// Who calls, in the facts of the header.
pub(super) fn who(sheet: &Sheet) -> Vec<String> {
    let facts = &sheet.facts;
    let customer = facts.customer.as_ref().map(|name| match facts.tier {
        Some(Tier::Gold) => format!("{name} ◆ gold"),
        Some(tier) => format!("{name} {}", tier.words()),
        None => name.clone(),
    });
    // What was said in this call stands with a known caller only when the call is over.
    let said = sheet.field(Record::CallerRole);
    let role = said.and_then(|id| Role::from_id(&id)).or(facts.role);
    let role = role.map(|role| role.words().to_owned());
    let number = sheet.number.clone().filter(|_| facts.caller.is_none());
    [facts.caller.clone(), number, customer, role]
        .into_iter()
        .flatten()
        .collect()
}

fn draw_rail(
    screen: &CallScreen,
    run: &Run<'_>,
    env: &Env,
    is_narrow: bool,
    frame: &mut Frame,
    area: Rect,
) {
    let theme = env.theme;
    let reference = screen.sheet.reference();
    let promised = reference.is_some_and(|reference| screen.has_promise(reference, env.now));
    let mut pen = Pen::new(frame, area);
    for line in place::rail(run, &screen.place, promised, false) {
        let sign = match (line.here, line.done) {
            (true, _) => "▸",
            (false, true) => "✓",
            (false, false) => " ",
        };
        let style = if line.here { theme.accent } else { theme.text };
        let progress = match line.progress {
            Some((done, asked)) if line.here => format!("{done}/{asked}"),
            _ => String::new(),
        };
        let room = usize::from(area.width).saturating_sub(4 + progress.len());
        let title = words::fit(&line.title, room);
        pen.line(Line::styled(
            format!(" {sign} {title:<room$}{progress}"),
            style,
        ));
    }
    if screen.place == Place::ReadBack {
        return draw_facts(screen, theme, &mut pen);
    }
    pen.gap();
    let missing = run.missing(Until::Escalate).len();
    if missing > 0 {
        pen.words(&format!(" {missing} needed before"), theme.dim);
        pen.words(" escalating", theme.dim);
    }
    if let Some(stop) = run.stop() {
        pen.gap();
        pen.words(&format!(" Stop: {stop}"), theme.strong);
    }
    for other in screen.sheet.waiting() {
        pen.gap();
        let room = usize::from(area.width).saturating_sub(1);
        let who = words::fit(other.who(), room);
        let since = other.parked.map(|parked| words::span(env.now - parked));
        pen.words(&format!(" {who}"), theme.strong);
        pen.words(&format!(" waits {}", since.unwrap_or_default()), theme.dim);
    }
    let known = screen.side.in_short();
    if is_narrow && !screen.shown.pane && !known.is_empty() {
        pen.gap();
        let key = env.keymap.key(screen.context(), Action::SidePane);
        pen.words(&format!(" {key} shows:"), theme.dim);
        for fact in known {
            pen.words(&format!(" {fact}"), theme.strong);
        }
    }
}

/// The facts that may be wrong, each with the digit that goes there to mend it.
fn draw_facts(screen: &CallScreen, theme: Theme, pen: &mut Pen<'_, '_>) {
    pen.gap();
    pen.words(" What is wrong?", theme.dim);
    for (index, fact) in facts(screen).into_iter().enumerate() {
        pen.line(Line::from(vec![
            Span::styled(format!(" {} ", index + 1), theme.accent),
            Span::styled(fact.label, theme.text),
        ]));
    }
}

fn draw_question(
    screen: &CallScreen,
    run: &Run<'_>,
    env: &Env,
    tell_here: bool,
    frame: &mut Frame,
    area: Rect,
) {
    let theme = env.theme;
    let step = screen
        .place
        .position(run)
        .and_then(|position| run.steps().get(position));
    let Some(step) = step else { return };
    let mut pen = Pen::new(frame, area);
    pen.line(heading(run, step, theme));
    pen.gap();
    pen.words(&run.ask(step), theme.strong);
    if let Some(answer) = step
        .answer
        .filter(|answer| answer.state != AnswerState::Answered)
    {
        pen.words(&format!("✓ {}", answer.words()), theme.accent);
    } else if let Some(answer) = step
        .answer
        .filter(|_| matches!(screen.entry, Entry::Lookup(..)))
    {
        pen.words(&format!("✓ {}", answer.words()), theme.accent);
    }
    if let Some(known) = step
        .prefill
        .as_ref()
        .filter(|_| screen.entry.typed().is_none())
    {
        pen.words(
            &format!("{known}: from the record. Enter confirms it."),
            theme.accent,
        );
    }
    pen.gap();
    draw_answering(screen, env, &mut pen);
    let question = step.question;
    if !question.why.is_empty() {
        pen.labelled("Why: ", &question.why, theme.dim);
    }
    let say_why = question
        .say_why_in(run.language())
        .map(|text| format!("“{text}”"));
    let more = |text: &Option<String>| text.clone().filter(|_| screen.shown.more);
    let lines = [
        ("Say: ", say_why),
        ("Good: ", question.hint.clone()),
        ("Hear: ", more(&question.listen_for)),
        ("Avoid: ", more(&question.avoid)),
        ("More: ", more(&question.help)),
    ];
    for (label, text) in lines {
        if let Some(text) = text {
            pen.labelled(label, &text, theme.dim);
        }
    }
    if tell_here {
        for escalation in screen.sheet.escalations(run) {
            pen.words(&format!("! {escalation}"), theme.strong);
        }
        for problem in run.known_problems() {
            pen.labelled("Known problem: ", problem, theme.strong);
        }
        for words in screen.sheet.to_tell(run) {
            pen.labelled("Tell: ", &format!("“{words}”"), theme.accent);
        }
    }
}

fn heading(run: &Run<'_>, step: &Step<'_>, theme: Theme) -> Line<'static> {
    let part = run.parts().get(step.part);
    let title = part.map_or_else(String::new, |part| {
        place::title(&part.flow.title, &part.title())
    });
    let asked = part.map_or(0, |part| part.asked);
    Line::from(vec![
        Span::styled(title, theme.accent),
        Span::styled(format!("  {} of {asked}", step.number), theme.dim),
    ])
}

/// The input, what is wrong with what was typed, and the rule above the reasons.
fn draw_answering(screen: &CallScreen, env: &Env, pen: &mut Pen<'_, '_>) {
    draw_entry(screen, env, pen);
    if let Some(complaint) = &screen.complaint {
        let is_question = matches!(screen.place, Place::Question { .. });
        let more = match &screen.entry {
            _ if complaint.acceptable => " Enter once more takes it.".to_owned(),
            // What cannot be read was said all the same.
            Entry::Text(field) if is_question && !field.is_blank() => {
                let key = env.keymap.key(screen.context(), Action::DoesNotKnow);
                format!(" {key} keeps the words as a note.")
            }
            _ => String::new(),
        };
        pen.words(&format!("! {}{more}", complaint.sentence), env.theme.strong);
    }
    pen.gap();
    pen.words("──", env.theme.dim);
}

fn draw_entry(screen: &CallScreen, env: &Env, pen: &mut Pen<'_, '_>) {
    match &screen.entry {
        Entry::Nothing => {}
        Entry::One(..) | Entry::Several(..) => {
            let answered = screen.at_step(|_, step| {
                step.chosen()
                    .iter()
                    .map(|o| o.id.clone())
                    .collect::<Vec<_>>()
            });
            let answered = answered.unwrap_or_default();
            let yes_no = screen.at_step(|_, step| {
                step.answer
                    .and_then(|a| a.value.clone())
                    .map(|v| v.to_string())
            });
            let yes_no = yes_no.flatten().unwrap_or_default();
            let options = match screen.place {
                Place::Earlier(reference, id) => screen.earlier((reference, id), env.now),
                _ => screen.options(),
            };
            let chosen = |index: usize, id: &String| match screen.entry.chosen() {
                Some(chosen) => chosen.contains(&index),
                None => answered.contains(id) || yes_no == *id,
            };
            let options: Vec<Choice<'_>> = options
                .iter()
                .enumerate()
                .map(|(index, (id, label))| Choice {
                    label,
                    chosen: chosen(index, id),
                })
                .collect();
            let highlighted = screen.entry.highlighted();
            pen.draw(|frame, area| choice::view(&options, highlighted, env.theme, frame, area));
        }
        Entry::Text(field) => {
            // A long text takes the room that is free; the reason below it keeps a few lines.
            let most = pen
                .room()
                .saturating_sub(BELOW_TEXT)
                .max(pen.room() / 2)
                .max(1);
            let height = field.height(pen.width().saturating_sub(PROMPT), most);
            draw_field(env, field, height, pen);
        }
        Entry::File(field, named) => {
            draw_field(env, field, 1, pen);
            let words = named.words();
            let words = words.unwrap_or_else(|| PATH.to_owned());
            pen.words(&words, env.theme.dim);
        }
        Entry::Lookup(field, lookup) => {
            draw_field(env, field, 1, pen);
            hits::draw(lookup, env.theme, pen);
        }
    }
}

/// A field behind its sign, so that an empty one is seen, too.
fn draw_field(env: &Env, field: &Field, height: u16, pen: &mut Pen<'_, '_>) {
    pen.draw(|frame, area| {
        let height = height.min(area.height);
        let [sign, text] =
            Layout::horizontal([Constraint::Length(PROMPT), Constraint::Fill(1)]).areas(area);
        frame.render_widget(Line::styled("›", env.theme.accent), sign);
        field.view(env, frame, Rect { height, ..text }, true);
        height
    });
}
