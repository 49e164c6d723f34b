//! The program in a real terminal: typed and pasted into, made smaller, killed, asked to end.

use tempfile::TempDir;

use crate::support::pty::{Program, Terminal};

fn start(home: &TempDir) -> Terminal {
    let mut terminal = Program::new(env!("CARGO_BIN_EXE_baton"), home.path()).start(80, 24);
    terminal.wait_for_text("Who are you?");
    terminal
}

#[test]
fn what_is_on_the_screen_survives_kill_9() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = start(&home);
    terminal.send("Dana Rey");
    terminal.wait_for_text("Dana Rey");
    terminal.signal("KILL");
    terminal.wait_for_end();
    let mut terminal = start(&home);
    terminal.wait_for_text("Dana Rey");
    terminal.send("es");
    terminal.wait_for_text("Dana Reyes");
}

#[test]
fn however_it_ends_the_terminal_is_as_it_was() {
    for ending in ["TERM", "HUP", "INT", "^c"] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = start(&home);
        terminal.send("Dana");
        terminal.wait_for_text("Dana");
        match ending {
            "^c" => drop(terminal.send("\x03")),
            signal => terminal.signal(signal),
        }
        assert!(terminal.wait_for_end().success(), "{ending}");
        let screen = terminal.screen();
        assert!(!screen.alternate_screen(), "{ending}");
        assert!(!screen.bracketed_paste(), "{ending}");
        assert!(!screen.hide_cursor(), "{ending}");
        start(&home).wait_for_text("Dana");
    }
}

#[test]
fn a_long_paste_arrives_whole_bracketed_or_not_ended_or_not() {
    for (begin, end) in [("", ""), ("\x1b[200~", "\x1b[201~"), ("\x1b[200~", "")] {
        let home = tempfile::tempdir().unwrap();
        let mut terminal = start(&home);
        terminal.send(format!(
            "{begin}{}the end{end}",
            "half a line ".repeat(8_000)
        ));
        terminal.wait_for_text("the end");
        terminal.send(" and on");
        terminal.wait_for_text("the end and on");
    }
}

#[test]
fn every_frame_is_shown_in_one_piece() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = start(&home);
    terminal.send("Dana");
    terminal.wait_for_text("Dana");
    let sent = String::from_utf8_lossy(&terminal.transcript).into_owned();
    assert!(sent.matches("\x1b[?2026h").count() >= 2);
    assert_eq!(
        sent.matches("\x1b[?2026h").count(),
        sent.matches("\x1b[?2026l").count()
    );
}

#[test]
fn a_window_may_change_its_size() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = start(&home);
    terminal.resize(40, 8);
    terminal.wait_for_text("The window is small");
    terminal.resize(300, 100);
    terminal.wait_for("the footer at the bottom", |screen| {
        screen
            .rows(0, 300)
            .nth(99)
            .is_some_and(|row| row.contains("F1 keys"))
    });
}

#[test]
fn an_output_that_is_no_terminal_is_refused_in_a_sentence() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Program::new("sh", home.path())
        .args([
            "-c",
            concat!(env!("CARGO_BIN_EXE_baton"), " >out 2>err; echo $? >>err"),
        ])
        .start(80, 24);
    terminal.wait_for_end();
    let said = std::fs::read_to_string(home.path().join("err")).unwrap();
    assert_eq!(
        said,
        "baton: baton draws on a terminal, and its output goes elsewhere; `baton list` prints\n74\n"
    );
}
