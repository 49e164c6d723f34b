//! Questions of one's own in a real terminal: they change while a call runs, they break, and a file is handed in.

use std::path::{Path, PathBuf};

use crate::support::pty::{Program, Terminal};

/// A flow with one question for a file, and one that says which version of the flow it is.
fn flow(version: u32) -> String {
    format!(
        r#"schema = 1
id = "ours"
title = "Our own"
version = {version}
owner = "maria"

[[question]]
id = "log"
type = "file"
ask = "Which file did they send?"
why = "Developers have to know that they look at the very same file."

[[question]]
id = "which"
ask = "Is this version {version}?"
why = "It shows which questions a call asks, and nothing else."
"#
    )
}

fn own(home: &Path) -> PathBuf {
    let folder = home.join("config/baton/question_flows");
    std::fs::create_dir_all(&folder).unwrap();
    folder.join("ours.toml")
}

fn desk(home: &Path) -> Terminal {
    let program = Program::new(env!("CARGO_BIN_EXE_baton"), home).args(["--as", "Dana Reyes"]);
    let mut dana = program.start(100, 30);
    dana.wait_for_text("n new call");
    dana
}

/// A call of somebody whom nobody knows, up to the first question of the flow.
fn up_to_the_flow(dana: &mut Terminal) {
    dana.send("n");
    dana.wait_for_text("What can I do for you?");
    dana.send("it fails\r");
    dana.wait_for_text("Who am I speaking with?");
    // Nothing is known of the caller; the category is the second question of its part.
    dana.send("\x0b");
    dana.wait_for_text("in one line");
    dana.send("It fails\r");
    dana.wait_for_text("exactly this kind of problem");
    dana.send("Our own");
    dana.wait_for_text("▸ Our own");
    dana.send("\r");
    dana.wait_for_text("Which of our products");
    dana.send("\x0b");
    dana.wait_for_text("Which version");
    dana.send("\x0b");
    dana.wait_for_text("Which file did they send?");
}

#[test]
fn a_call_asks_what_it_began_with_and_the_next_one_what_is_new() {
    let home = tempfile::tempdir().unwrap();
    let ours = own(home.path());
    std::fs::write(&ours, flow(1)).unwrap();
    let mut dana = desk(home.path());
    up_to_the_flow(&mut dana);

    std::fs::write(&ours, flow(2)).unwrap();
    dana.wait_for_text("The questions have changed; the next call asks the new ones.");
    let log = home.path().join("trace.log");
    std::fs::write(&log, "abc").unwrap();
    dana.send(log.to_str().unwrap());
    dana.wait_for_text("trace.log: 3 bytes, SHA-256");
    dana.send("\r");
    dana.wait_for_text("Is this version 1?");

    // A second caller, while the first one waits.
    dana.send("\x17");
    dana.wait_for_text("parked");
    up_to_the_flow(&mut dana);
    dana.send("\x0e");
    dana.wait_for_text("Is this version 2?");

    std::fs::write(&ours, flow(3).replace("title", "titel")).unwrap();
    dana.wait_for_text(
        "ours.toml:3:1: titel: there is no key `titel` here (did you mean `title`?).",
    );
    dana.wait_for_text("What it held before");
    dana.send("\x17");
    dana.wait_for_text("parked");
    up_to_the_flow(&mut dana);
    dana.send("\x0e");
    dana.wait_for_text("Is this version 2?");
}

#[test]
fn what_a_file_held_goes_on_when_it_broke_before_the_start() {
    let home = tempfile::tempdir().unwrap();
    let ours = own(home.path());
    std::fs::write(&ours, flow(1)).unwrap();
    let mut dana = desk(home.path());
    up_to_the_flow(&mut dana);
    dana.signal("KILL");
    dana.wait_for_end();

    std::fs::write(&ours, "schema = 1\nid = \"ours\nbroken").unwrap();
    let mut dana = desk(home.path());
    dana.wait_for_text("What it held before");
    up_to_the_flow(&mut dana);
    dana.send("\x0e");
    dana.wait_for_text("Is this version 1?");
}
