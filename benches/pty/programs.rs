//! The programs that are measured: how each is started, when it is usable, and what to press to type.

use std::path::Path;

use crate::CHILD;
use crate::bare;
use crate::pty::{Program, Terminal};

/// The terminal's columns and rows; wide enough for the side pane.
pub const SIZE: (u16, u16) = (120, 36);

/// One program.
pub struct Subject {
    /// As it stands in the report.
    pub name: &'static str,
    start: fn(&Path) -> Program,
    /// What the screen shows as soon as a key does what it says.
    usable: &'static str,
    /// What to press to get to a text field, and what shows that one is there.
    to_the_field: (&'static str, &'static str),
}

/// All that can be measured on this machine.
pub fn all() -> Vec<Subject> {
    let echo = Subject {
        name: "echo",
        start: start_echo,
        usable: "ready",
        to_the_field: ("", "ready"),
    };
    let vim = Subject {
        name: "vim",
        start: start_vim,
        usable: "~",
        to_the_field: ("i", "~"),
    };
    let bare = Subject {
        name: "bare",
        start: start_bare,
        usable: bare::TITLE,
        to_the_field: ("", bare::TITLE),
    };
    let has_vim = std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default())
        .any(|folder| folder.join("vim").is_file());
    let mut subjects = vec![echo];
    subjects.extend(has_vim.then_some(vim));
    subjects.push(bare);
    subjects
}

impl Subject {
    /// Starts it and waits until it is usable; answers how many milliseconds that took.
    pub fn start(&self, home: &Path) -> (Terminal, f64) {
        let mut terminal = (self.start)(home).start(SIZE.0, SIZE.1);
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
}

fn start_echo(home: &Path) -> Program {
    Program::new(std::env::current_exe().unwrap(), home).args([CHILD, "echo"])
}

fn start_vim(home: &Path) -> Program {
    Program::new("vim", home).args(["-u", "NONE"])
}

fn start_bare(home: &Path) -> Program {
    let file = home.join("bare.db").into_os_string();
    Program::new(std::env::current_exe().unwrap(), home).args([CHILD.into(), "bare".into(), file])
}
