//! What a person who waits sees: a line on the standard error that changes; and how they end the waiting.

use std::io::{self, IsTerminal, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
use signal_hook::{SigId, flag, low_level};

/// A line on the standard error, if that is a terminal.
#[derive(Debug)]
pub(super) struct Progress {
    watched: bool,
    last: Option<(String, usize)>,
}

impl Progress {
    pub(super) fn new() -> Self {
        Self {
            watched: io::stderr().is_terminal(),
            last: None,
        }
    }

    /// Shows what is being done and how much of it is, in percent, when that is news.
    pub(super) fn show(&mut self, what: &str, percent: usize) {
        let is_news = |(shown, last): &(String, usize)| *last != percent || shown != what;
        if self.watched && self.last.as_ref().is_none_or(is_news) {
            self.last = Some((what.to_owned(), percent));
            // Where progress cannot be shown, the work goes on.
            let _nobody_looks = write!(io::stderr(), "\r{what}: {percent} % \u{1b}[K");
        }
    }
}

/// The line goes away with the work.
impl Drop for Progress {
    fn drop(&mut self) {
        if self.last.is_some() {
            let _nobody_looks = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

/// Hears ctrl-C and other wishes to end, so that what is half done can be taken away. The second one ends at once.
#[derive(Debug)]
pub(super) struct Interruption {
    heard: Arc<AtomicBool>,
    listeners: Vec<SigId>,
}

impl Interruption {
    pub(super) fn listen() -> io::Result<Self> {
        let mut interruption = Self {
            heard: Arc::default(),
            listeners: vec![],
        };
        for signal in [SIGINT, SIGTERM, SIGHUP] {
            let heard = Arc::clone(&interruption.heard);
            let at_once = flag::register_conditional_shutdown(signal, 130, Arc::clone(&heard))?;
            interruption.listeners.push(at_once);
            interruption.listeners.push(flag::register(signal, heard)?);
        }
        Ok(interruption)
    }

    pub(super) fn was_heard(&self) -> bool {
        self.heard.load(Ordering::Relaxed)
    }
}

impl Drop for Interruption {
    fn drop(&mut self) {
        for listener in self.listeners.drain(..) {
            low_level::unregister(listener);
        }
    }
}
