//! The command line, by the real program in a home folder of its own.

mod authors;
mod database;
mod demo;
mod exchange;
mod flows;
mod forms;
mod lists;
mod usage;

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// An empty home folder that goes away with the test.
pub struct Home {
    pub folder: TempDir,
}

/// What a run of the program left behind.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Home {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        Self { folder }
    }

    /// A home with one incident, which Ana Ruiz holds.
    pub fn with_one() -> Self {
        let home = Self::new();
        home.write("one.jsonl", ONE);
        let ran = home.run(&["--as", "Dana Reyes", "import", "one.jsonl"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{ran:?}");
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), text).unwrap();
    }

    /// The program, in this home and with nothing else of the outside.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_baton"));
        command
            .args(args)
            .env_clear()
            .env("HOME", self.folder.path())
            .env("TZ", "UTC")
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, args: &[&str]) -> Ran {
        self.ran(self.command(args).output().unwrap())
    }

    /// The same with something to read on the standard input.
    pub fn feed(&self, args: &[&str], input: impl AsRef<[u8]>) -> Ran {
        self.write("input", input);
        let input = std::fs::File::open(self.path("input")).unwrap();
        self.ran(self.command(args).stdin(input).output().unwrap())
    }

    fn ran(&self, output: Output) -> Ran {
        let folder = self.folder.path().display().to_string();
        let text = |bytes| String::from_utf8(bytes).unwrap().replace(&folder, "HOME");
        Ran {
            code: output.status.code().unwrap(),
            out: text(output.stdout),
            err: text(output.stderr),
        }
    }
}

/// An incident as somebody would write it by hand.
pub const ONE: &str = r#"{"format":1,"ref":"K7-1042-Q","status":"open","priority":"P1","impact":"organisation","urgency":"blocked","summary":"Labels print half a line","customer":{"name":"Acme","tier":"gold"},"caller":{"name":"Maria Ortiz","phone":"+15550142"},"owner":"Ana Ruiz","opened_by":"Dana Reyes","next_step":{"what":"ask for the driver date","who":"Ana Ruiz","by":"2020-11-22T14:00:00+01:00"},"promises":[{"what":"status report","by":"2020-11-22T14:00:00+01:00","state":"live","made":"2020-11-22T12:00:00+01:00","made_by":"Dana Reyes"}],"opened_at":"2020-11-22T12:00:00+01:00"}
"#;
