//! Drawing what is known beside the call: the customer's incidents, what looks alike, what to tell the caller.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::CallScreen;
use crate::flow::Run;
use crate::tui::env::Env;
use crate::tui::widget::pen::Pen;
use crate::tui::words;

/// So many lines of what solved one that looks alike.
const MOST_OF_SOLVED: usize = 3;

const MOST: usize = 4;

/// Draws the side pane.
pub(super) fn draw(screen: &CallScreen, run: &Run<'_>, env: &Env, frame: &mut Frame, area: Rect) {
    let theme = env.theme;
    let width = usize::from(area.width);
    let side = &screen.side;
    let mut pen = Pen::new(frame, area);
    if let Some(history) = &side.history {
        let open = history.held;
        let late = match history.late {
            0 => String::new(),
            late => format!(", {late} promised and late"),
        };
        pen.words(
            &format!("{}: {open} open{late}", history.customer.name),
            theme.strong,
        );
        for row in history.open.iter().take(MOST) {
            let line = format!(
                " {} {} {}",
                row.reference,
                row.priority.words(),
                row.summary
            );
            pen.words(&words::fit(&line, width), theme.text);
        }
        pen.gap();
    }
    for escalation in screen.sheet.escalations(run) {
        pen.words(&format!("! {escalation}"), theme.strong);
    }
    for problem in run.known_problems() {
        pen.words(&format!("Known problem: {problem}"), theme.strong);
    }
    if !side.similar.is_empty() {
        pen.words("Looks like", theme.strong);
        for hit in side.similar.iter().take(MOST) {
            pen.words(
                &words::fit(
                    &format!(" {} {}", hit.row.reference, hit.row.summary),
                    width,
                ),
                theme.text,
            );
            if let Some(done) = &hit.solved {
                let room = width.saturating_sub(3);
                let solved = format!("solved: {done}");
                for line in words::wrap_at_most(&solved, room, MOST_OF_SOLVED) {
                    pen.words(&format!("   {line}"), theme.dim);
                }
            }
        }
        pen.gap();
    }
    if side.history.is_none() && side.similar.is_empty() {
        pen.words(
            "Nothing is known here yet of this caller or of a problem like this.",
            theme.dim,
        );
        pen.gap();
    }
    let mut tell = screen.sheet.to_tell(run);
    if tell.is_empty() {
        tell.extend(run.say().into_iter().next());
    }
    if !tell.is_empty() {
        pen.words("Tell the caller", theme.strong);
        for sentence in tell {
            pen.words(&format!(" “{sentence}”"), theme.text);
        }
    }
}
