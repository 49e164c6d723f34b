//! The pseudo-terminal that other tests sit at, tried on programs that are too small to be wrong.

use crate::support::pty::{Program, Terminal};

fn shell(script: &str, home: &tempfile::TempDir) -> Terminal {
    Program::new("sh", home.path())
        .args(["-c", script])
        .env("GREETING", "héllo ☎")
        .start(40, 10)
}

#[test]
fn keys_go_in_and_the_screen_comes_out() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = shell(
        r#"printf '\033[2J\033[3;5H%s' "$GREETING"; read x; printf '[%s]' "$x"; read y"#,
        &home,
    );
    terminal.wait_for("the greeting in its place", |screen| {
        screen
            .rows(0, 40)
            .nth(2)
            .is_some_and(|row| row == "    héllo ☎")
    });
    terminal.send("Labels print\r");
    terminal.wait_for_text("[Labels print]");
    terminal.send("\r");
    assert!(terminal.wait_for_end().success());
}

#[test]
fn questions_to_the_terminal_are_answered() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = shell(
        r"stty raw -echo; printf '\033[c'; dd bs=1 count=9 2>/dev/null | od -An -c | tr -d ' \n'; printf ' done'",
        &home,
    );
    terminal.wait_for_text("done");
    assert!(
        terminal.text().contains(r"033[?62;22c"),
        "{}",
        terminal.text()
    );
}

#[test]
fn the_home_is_the_tests_own() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = shell(
        r#"printf '%s|' "$HOME" "$XDG_DATA_HOME" "$USER" "$PWD" | wc -c; pwd -P > where; env > all"#,
        &home,
    );
    terminal.wait_for_end();
    let there = std::fs::read_to_string(home.path().join("where")).unwrap();
    assert_eq!(
        std::path::Path::new(there.trim()),
        home.path().canonicalize().unwrap()
    );
    let all = std::fs::read_to_string(home.path().join("all")).unwrap();
    assert!(!all.contains("CARGO") && !all.contains("USER="), "{all}");
}

#[test]
fn signals_and_sizes_arrive() {
    let home = tempfile::tempdir().unwrap();
    let script = "trap 'printf hung-up; exit 3' HUP; trap 'stty size' WINCH; printf ready; while :; do read x; done";
    let mut terminal = shell(script, &home);
    terminal.wait_for_text("ready");
    terminal.resize(100, 30);
    terminal.send("\r");
    terminal.wait_for_text("30 100");
    terminal.signal("HUP");
    terminal.send("\r");
    assert_eq!(terminal.wait_for_end().exit_code(), 3);

    let mut killed = shell("printf ready; read x", &home);
    killed.wait_for_text("ready");
    killed.signal("KILL");
    assert!(!killed.wait_for_end().success());
}
