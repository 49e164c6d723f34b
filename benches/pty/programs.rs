//! The programs that are measured: how each is started, when it is usable, and what to press to type.

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::CHILD;
use crate::bare;
use crate::pty::{Program, Terminal};

/// The terminal's columns and rows; wide enough for the side pane.
pub const SIZE: (u16, u16) = (120, 36);

/// Who sits at baton.
const AGENT: &str = "Dana Reyes";

const BACKSPACE: &str = "\x7f";

/// One program.
pub struct Subject {
    /// As it stands in the report.
    pub name: &'static str,
    program: PathBuf,
    arguments: Vec<String>,
    /// What the screen shows as soon as a key does what it says.
    usable: &'static str,
    /// What to press to get to a text field, and what shows that one is there.
    to_the_field: (&'static str, &'static str),
    /// What to press for an empty line after [`LINE`] letters.
    to_an_empty_line: String,
}

/// How many letters are typed before the line is emptied.
pub const LINE: usize = 29;

/// All that can be measured on this machine, baton last.
pub fn all(home: &Path, database: &Path) -> Vec<Subject> {
    let this = std::env::current_exe().expect("the tool itself");
    let echo = Subject {
        name: "echo",
        program: this.clone(),
        arguments: vec![CHILD.to_owned(), "echo".to_owned()],
        usable: "ready",
        to_the_field: ("", "ready"),
        to_an_empty_line: "\r\n".to_owned(),
    };
    let vim = Subject {
        name: "vim",
        program: PathBuf::from("vim"),
        arguments: vec!["-u".to_owned(), "NONE".to_owned()],
        usable: "~",
        to_the_field: ("i", "~"),
        to_an_empty_line: "\r".to_owned(),
    };
    let bare = Subject {
        name: "bare",
        program: this,
        arguments: vec![
            CHILD.to_owned(),
            "bare".to_owned(),
            text(&home.join("bare.db")),
        ],
        usable: bare::TITLE,
        to_the_field: ("", bare::TITLE),
        to_an_empty_line: BACKSPACE.repeat(LINE),
    };
    let has_vim = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())
        .any(|folder| folder.join("vim").is_file());
    let mut subjects = vec![echo];
    subjects.extend(has_vim.then_some(vim));
    subjects.extend([bare, baton(database)]);
    subjects
}

/// baton on its desk, over this database.
pub fn baton(database: &Path) -> Subject {
    let arguments = [
        "--db".to_owned(),
        text(database),
        "--as".to_owned(),
        AGENT.to_owned(),
    ];
    Subject {
        name: "baton",
        program: PathBuf::from(env!("CARGO_BIN_EXE_baton")),
        arguments: arguments.to_vec(),
        usable: "new call",
        to_the_field: ("n", "CALL"),
        to_an_empty_line: BACKSPACE.repeat(LINE),
    }
}

impl Subject {
    /// Starts it and waits until it is usable; answers how many milliseconds that took.
    pub fn start(&self, home: &Path) -> (Terminal, f64) {
        let program = Program::new(&self.program, home).args(&self.arguments);
        let mut terminal = program.start(SIZE.0, SIZE.1);
        let usable = terminal.wait_for_text(self.usable);
        let milliseconds = (usable - terminal.started).as_secs_f64() * 1e3;
        (terminal, milliseconds)
    }

    /// Goes from the first screen to a text field.
    pub fn go_to_the_field(&self, terminal: &mut Terminal) {
        let (keys, sign) = self.to_the_field;
        terminal.send(keys);
        terminal.wait_for_text(sign);
    }

    /// Leaves an empty line after [`LINE`] letters.
    pub fn empty_the_line(&self, terminal: &mut Terminal) {
        terminal.send(&self.to_an_empty_line);
        terminal.settle(Duration::from_millis(150), |_| ());
    }
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
