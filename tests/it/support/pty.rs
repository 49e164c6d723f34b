//! A person at a terminal: a real program in a pseudo-terminal, the keys sent to it, and the screen that is seen.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::process::Command;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use vt100::{Callbacks, Parser, Screen};

/// How long to wait for what has to come; only a failing test ever waits so long.
const BOUND: Duration = Duration::from_secs(30);

/// A program about to be started, in an environment that holds nothing of the person who runs the tests.
pub struct Program {
    command: CommandBuilder,
}

impl Program {
    /// A program whose home is a folder of the test's own.
    pub fn new(program: impl Into<OsString>, home: &Path) -> Self {
        let mut command = CommandBuilder::new(program.into());
        command.env_clear();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "C.UTF-8");
        command.env("TZ", "UTC");
        command.env("HOME", home);
        for (name, folder) in [
            ("XDG_DATA_HOME", "data"),
            ("XDG_CONFIG_HOME", "config"),
            ("XDG_STATE_HOME", "state"),
            ("XDG_CACHE_HOME", "cache"),
            ("XDG_RUNTIME_DIR", "run"),
        ] {
            command.env(name, home.join(folder));
        }
        command.cwd(home);
        Self { command }
    }

    /// With these arguments as well.
    pub fn args<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        for arg in args {
            self.command.arg(arg.into());
        }
        self
    }

    /// With this variable in its environment.
    pub fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.command.env(name, value.into());
        self
    }

    /// Starts it in a terminal of this many columns and rows.
    pub fn start(self, columns: u16, rows: u16) -> Terminal {
        let pair = native_pty_system()
            .openpty(size(columns, rows))
            .expect("a pseudo-terminal");
        let mut reader = pair
            .master
            .try_clone_reader()
            .expect("the terminal's output");
        let writer = pair.master.take_writer().expect("the terminal's input");
        let started = Instant::now();
        let child = pair
            .slave
            .spawn_command(self.command)
            .expect("the program starts");
        // Only the child holds its side of the terminal now, so its end is the end of the output.
        drop(pair.slave);
        let (sender, output) = channel();
        thread::spawn(move || {
            let mut buffer = vec![0; 65_536];
            while let Ok(length @ 1..) = reader.read(&mut buffer) {
                if sender
                    .send((Instant::now(), buffer[..length].to_vec()))
                    .is_err()
                {
                    break;
                }
            }
        });
        Terminal {
            parser: Parser::new_with_callbacks(cells(rows), cells(columns), 0, Answers::default()),
            output,
            transcript: Vec::new(),
            writer,
            master: pair.master,
            child,
            started,
        }
    }
}

/// A terminal with a program in it.
pub struct Terminal {
    parser: Parser<Answers>,
    output: Receiver<(Instant, Vec<u8>)>,
    /// Every byte that the program has sent.
    pub transcript: Vec<u8>,
    writer: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
    /// When the program was started.
    pub started: Instant,
}

impl Terminal {
    /// Sends keys as a terminal would: text as it is, Enter as `\r`, Escape as `\x1b`, Ctrl-K as `\x0b`.
    /// Answers when that was.
    pub fn send(&mut self, keys: impl AsRef<[u8]>) -> Instant {
        let now = Instant::now();
        self.writer
            .write_all(keys.as_ref())
            .expect("the terminal takes keys");
        self.writer.flush().expect("the terminal takes keys");
        now
    }

    /// Waits until the screen is as it should be; fails with a picture of it when that does not happen.
    /// Answers when the bytes arrived that made it so.
    pub fn wait_for(&mut self, what: &str, is_so: impl Fn(&Screen) -> bool) -> Instant {
        let deadline = Instant::now() + BOUND;
        let mut arrived = Instant::now();
        while !is_so(self.parser.screen()) {
            match self
                .output
                .recv_timeout(deadline.saturating_duration_since(Instant::now()))
            {
                Ok((at, bytes)) => {
                    arrived = at;
                    self.take(&bytes);
                }
                Err(RecvTimeoutError::Timeout) => {
                    panic!("waited in vain for {what}:\n{}", self.text())
                }
                Err(RecvTimeoutError::Disconnected) => {
                    panic!("the program ended before {what}:\n{}", self.text())
                }
            }
        }
        arrived
    }

    /// Waits until some line holds these words.
    pub fn wait_for_text(&mut self, words: &str) -> Instant {
        self.wait_for(words, |screen| screen.contents().contains(words))
    }

    /// Reads on until the program has been silent this long. Answers when the part of the screen that matters last
    /// changed, if it did.
    pub fn settle<P: PartialEq>(
        &mut self,
        silence: Duration,
        part: impl Fn(&Screen) -> P,
    ) -> Option<Instant> {
        let mut before = part(self.screen());
        let mut changed = None;
        while let Ok((at, bytes)) = self.output.recv_timeout(silence) {
            self.take(&bytes);
            let after = part(self.screen());
            if after != before {
                before = after;
                changed = Some(at);
            }
        }
        changed
    }

    /// The screen.
    pub fn screen(&self) -> &Screen {
        self.parser.screen()
    }

    /// The screen as text.
    pub fn text(&self) -> String {
        self.screen().contents()
    }

    /// The number of the program's process.
    pub fn process(&self) -> u32 {
        self.child.process_id().expect("a program that runs")
    }

    /// Sends the program a signal, such as `KILL`, `TERM` or `HUP`.
    pub fn signal(&self, name: &str) {
        let process = self.process().to_string();
        let status = Command::new("kill")
            .args(["-s", name, &process])
            .status()
            .expect("kill");
        assert!(status.success(), "kill -s {name} {process}");
    }

    /// Gives the terminal another size.
    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.parser.set_size(cells(rows), cells(columns));
        self.master
            .resize(size(columns, rows))
            .expect("another size");
    }

    /// Waits until the program has ended, and says how.
    pub fn wait_for_end(&mut self) -> ExitStatus {
        let deadline = Instant::now() + BOUND;
        loop {
            match self
                .output
                .recv_timeout(deadline.saturating_duration_since(Instant::now()))
            {
                Ok((_, bytes)) => self.take(&bytes),
                Err(RecvTimeoutError::Disconnected) => break,
                Err(RecvTimeoutError::Timeout) => {
                    panic!("the program does not end:\n{}", self.text())
                }
            }
        }
        self.child.wait().expect("how it ended")
    }

    fn take(&mut self, bytes: &[u8]) {
        self.transcript.extend_from_slice(bytes);
        self.parser.process(bytes);
        let answers = std::mem::take(&mut self.parser.callbacks_mut().waiting);
        if !answers.is_empty() {
            self.send(answers);
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // Either may fail because the program has ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// What a terminal of today answers when a program asks what it can do.
#[derive(Default)]
struct Answers {
    waiting: Vec<u8>,
}

impl Callbacks for Answers {
    fn unhandled_csi(
        &mut self,
        screen: &mut Screen,
        first: Option<u8>,
        _second: Option<u8>,
        parameters: &[&[u16]],
        letter: char,
    ) {
        let parameter = parameters
            .first()
            .and_then(|values| values.first())
            .copied()
            .unwrap_or(0);
        match (first, letter, parameter) {
            // Which device? A VT220 with colours.
            (None, 'c', 0) => self.waiting.extend(b"\x1b[?62;22c"),
            (None, 'n', 6) => {
                let (row, column) = screen.cursor_position();
                self.waiting
                    .extend(format!("\x1b[{};{}R", row + 1, column + 1).bytes());
            }
            // Which of the finer keyboard reports are on? None, and it knows them.
            (Some(b'?'), 'u', _) => self.waiting.extend(b"\x1b[?0u"),
            _ => {}
        }
    }

    fn unhandled_osc(&mut self, _: &mut Screen, parameters: &[&[u8]]) {
        match parameters {
            [b"10", b"?"] => self.waiting.extend(b"\x1b]10;rgb:dddd/dddd/dddd\x1b\\"),
            [b"11", b"?"] => self.waiting.extend(b"\x1b]11;rgb:0000/0000/0000\x1b\\"),
            _ => {}
        }
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn cells(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).expect("a terminal has at least one cell")
}
