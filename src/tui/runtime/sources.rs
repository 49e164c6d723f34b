//! Where news comes from: the keyboard, which the loop reads itself, and the threads that ring for it.
//!
//! A thread for the keyboard would cost every key a change of threads, which on a small machine takes as long as all the
//! rest of it. So the loop sleeps on the keyboard and on a pipe at once; whoever has news for it writes a byte there.

use std::fs::File;
use std::io::{self, IsTerminal, PipeReader, PipeWriter, Read, Write};
use std::os::fd::{AsFd, AsRawFd};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::Builder;
use std::time::{Duration, Instant};

use filedescriptor::{POLLIN, poll, pollfd};
use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM, SIGWINCH};
use signal_hook::iterator::Signals;

use crate::flow::library::Flows;
use crate::store::{Reply, Ticket};
use crate::tui::file::FileState;

/// What the loop waits for.
pub(super) enum News {
    /// From the keyboard.
    Bytes(Vec<u8>),
    /// The window has another size.
    Resized,
    /// The terminal is gone, or the system wants the program to end.
    End,
    /// The flows or the settings have faults.
    Faults(String),
    /// The files of the flows have changed; what to say of it.
    Flows(Arc<Flows>, String),
    /// What is known of the file whose path was typed.
    File(String, FileState),
    /// From the store.
    Reply(Ticket, Box<Reply>),
}

/// More than a terminal hands over at once.
const BUFFER: usize = 64 * 1024;

/// Nobody types this much at once: it is pasted, and more is on its way.
const PASTED: usize = 1024;

/// How long more of a paste is waited for, so that it is shown once and not in a hundred pieces.
const NEXT_PIECE: Duration = Duration::from_millis(4);

/// How long a paste may come in before what is there is shown.
const SHOW_WITHIN: Duration = Duration::from_millis(60);

/// The ends on which the loop sleeps.
pub(super) struct Sources {
    keyboard: File,
    woken: PipeReader,
    news: Receiver<News>,
    buffer: Vec<u8>,
}

/// What a thread rings with to give the loop news.
#[derive(Clone)]
pub(super) struct Bell {
    news: Sender<News>,
    ring: Arc<PipeWriter>,
}

impl Bell {
    /// Hands over news and wakes the loop; false when there is no loop any more.
    pub(super) fn ring(&self, news: News) -> bool {
        self.news.send(news).is_ok() && self.ring.as_ref().write_all(&[1]).is_ok()
    }
}

impl Sources {
    /// The keyboard, and a bell for the threads.
    pub(super) fn open() -> io::Result<(Self, Bell)> {
        let (woken, ring) = io::pipe()?;
        let (sender, news) = channel();
        let bell = Bell {
            news: sender,
            ring: Arc::new(ring),
        };
        let sources = Self {
            keyboard: keyboard()?,
            woken,
            news,
            buffer: vec![0; BUFFER],
        };
        listen(bell.clone())?;
        Ok((sources, bell))
    }

    /// Everything that has come, at the latest after this long; nothing when nothing has.
    pub(super) fn wait(&mut self, patience: Duration) -> Vec<News> {
        let mut all = Vec::new();
        let (typed, woken) = self.sleep(patience);
        if typed {
            self.read(&mut all);
        }
        if woken {
            // How often it rang says nothing: all the news is taken.
            let _rings = self.woken.read(&mut self.buffer);
        }
        all.extend(self.news.try_iter());
        all
    }

    fn read(&mut self, all: &mut Vec<News>) {
        let began = Instant::now();
        loop {
            let news = match self.keyboard.read(&mut self.buffer) {
                Ok(count @ 1..) => {
                    News::Bytes(self.buffer.get(..count).unwrap_or_default().to_vec())
                }
                Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                Ok(_) | Err(_) => News::End,
            };
            let goes_on = matches!(&news, News::Bytes(bytes) if bytes.len() >= PASTED);
            all.push(news);
            if !goes_on || began.elapsed() > SHOW_WITHIN || !self.sleep(NEXT_PIECE).0 {
                return;
            }
        }
    }

    /// Sleeps until there is something from the keyboard or from the bell, or for this long.
    fn sleep(&self, patience: Duration) -> (bool, bool) {
        let on = |fd| pollfd {
            fd,
            events: POLLIN,
            revents: 0,
        };
        let mut ends = [on(self.keyboard.as_raw_fd()), on(self.woken.as_raw_fd())];
        let until = Instant::now() + patience;
        loop {
            // Rounded up to whole milliseconds, as a wait of none at all would spin.
            let left = until.saturating_duration_since(Instant::now()) + Duration::from_micros(999);
            // A signal ends a wait early, with an error.
            if poll(&mut ends, Some(left)).is_ok() || Instant::now() >= until {
                break;
            }
        }
        let [keyboard, bell] = ends.map(|end| end.revents != 0);
        (keyboard, bell)
    }
}

/// Standard input, or the terminal itself when something else is read from there.
fn keyboard() -> io::Result<File> {
    let input = io::stdin();
    if input.is_terminal() {
        Ok(input.as_fd().try_clone_to_owned()?.into())
    } else {
        File::open("/dev/tty")
    }
}

/// Hears the system's signals on a thread that ends with the program.
fn listen(bell: Bell) -> io::Result<()> {
    let mut signals = Signals::new([SIGHUP, SIGINT, SIGTERM, SIGWINCH])?;
    Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            let news = if signal == SIGWINCH {
                News::Resized
            } else {
                News::End
            };
            if !bell.ring(news) {
                return;
            }
        }
    })?;
    Ok(())
}
