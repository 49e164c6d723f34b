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
    terminal.wait_for_text("Small window; 60×16 shows all.");
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

/// Somebody at a terminal of their own over the one database of this home.
fn sit(home: &TempDir, agent: &str) -> Terminal {
    let mut terminal = Program::new(env!("CARGO_BIN_EXE_baton"), home.path())
        .args(["--as", agent])
        .start(80, 24);
    terminal.wait_for_text("new call");
    terminal
}

#[test]
fn what_one_agent_was_typing_comes_back_to_nobody_else() {
    let home = tempfile::tempdir().unwrap();
    let mut dana = sit(&home, "Dana Reyes");
    dana.send("n");
    dana.wait_for_text("What can I do for you?");
    dana.send("labels print half a li");
    dana.wait_for_text("half a li");
    dana.wait_for_text("saved");
    dana.signal("KILL");
    dana.wait_for_end();

    let mut ana = sit(&home, "Ana Ruiz");
    ana.send("n");
    ana.wait_for_text("What can I do for you?");
    ana.send("two users");
    ana.wait_for_text("two users");
    assert!(!ana.text().contains("half a li"), "{}", ana.text());
    ana.signal("KILL");
    ana.wait_for_end();

    let mut dana = sit(&home, "dana reyes");
    dana.wait_for_text("take up");
    dana.send("r");
    dana.wait_for_text("half a li");
    assert!(!dana.text().contains("two users"), "{}", dana.text());
}

#[test]
fn a_megabyte_pasted_into_a_call_is_there_whole_and_the_next_key_too() {
    let home = tempfile::tempdir().unwrap();
    let mut dana = sit(&home, "Dana Reyes");
    dana.send("n");
    dana.wait_for_text("What can I do for you?");
    let megabyte = "half a line ".repeat(87_000);
    dana.send(format!("\x1b[200~{megabyte}the end\x1b[201~"));
    dana.wait_for_text("the end");
    dana.send(" and on");
    dana.wait_for_text("and on");
}
