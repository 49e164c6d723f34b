//! A hundred kilobytes at once: pasted in brackets, bare, and in brackets that never close.

use std::path::Path;
use std::time::Duration;

use crate::programs::Subject;
use crate::pty::Terminal;
use crate::report::Spread;

/// How often each is pasted.
const TIMES: usize = 5;

/// How much is pasted.
const BYTES: usize = 100_000;

/// The last word of what is pasted; it is on the screen when all of it has arrived.
const END: &str = "xyzzy";

/// How long each took from the first byte sent to the last words on a screen that had come to rest.
pub struct Pastes {
    /// As a terminal of today pastes.
    pub in_brackets: Spread,
    /// As an old terminal does, or a serial line.
    pub bare: Spread,
    /// The mark at the end was lost. What follows is typed all the same, and must not be swallowed.
    pub without_an_end: Spread,
}

/// Pastes into the caller's words, each time in a call of its own.
pub fn all(baton: &Subject, home: &Path) -> Pastes {
    let words = "labels print half a line since the upgrade ";
    let mut text = words.repeat(BYTES / words.len());
    text.push_str(END);
    let measure = |before: &str, after: &str, then: &str| {
        let pasted = format!("{before}{text}{after}");
        Spread::of(
            (0..TIMES)
                .map(|_| paste(&mut in_a_call(baton, home), &pasted, then))
                .collect(),
        )
    };
    Pastes {
        in_brackets: measure("\x1b[200~", "\x1b[201~", ""),
        bare: measure("", "", ""),
        without_an_end: measure("\x1b[200~", "", " plugh"),
    }
}

fn in_a_call(baton: &Subject, home: &Path) -> Terminal {
    let (mut terminal, _) = baton.start(home);
    baton.go_to_the_field(&mut terminal);
    terminal.settle(Duration::from_millis(200), |_| ());
    terminal
}

fn paste(terminal: &mut Terminal, text: &str, then: &str) -> f64 {
    let sent = terminal.send(text);
    let arrived = terminal.wait_for("the end of the paste", |screen| {
        screen.contents().contains(END)
    });
    // The first line holds the clock.
    let rest = |screen: &vt100::Screen| screen.rows(0, 200).skip(1).collect::<Vec<_>>();
    let settled = terminal
        .settle(Duration::from_millis(150), rest)
        .unwrap_or(arrived);
    if !then.is_empty() {
        terminal.send(then);
        terminal.wait_for("what was typed after it", |screen| {
            screen.contents().contains(then.trim())
        });
    }
    (settled - sent).as_secs_f64() * 1e3
}
