//! When the program itself is at fault: the terminal is given back, and a report says where.

use std::backtrace::Backtrace;
use std::io::Write;
#[cfg(unix)]
use std::os::unix::fs::OpenOptionsExt;
use std::panic::PanicHookInfo;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use std::{fs, io, panic, thread};

use super::terminal;
use crate::clock;

/// The report of a thread that failed while the program went on.
#[derive(Debug, Clone, Default)]
pub struct Reports {
    last: Arc<Mutex<Option<PathBuf>>>,
}

impl Reports {
    /// From now on a panic of the thread that calls this ends the program with a sentence on a clean terminal; one
    /// of another thread is only written down, and the screen goes on.
    pub fn install(logs: Option<PathBuf>) -> Self {
        let reports = Self::default();
        let last = Arc::clone(&reports.last);
        let main = thread::current().id();
        panic::set_hook(Box::new(move |panic| {
            let file = logs.as_deref().and_then(|logs| write(logs, panic).ok());
            if thread::current().id() == main {
                terminal::give_back();
                eprintln!("{}", farewell(panic, file.as_deref()));
            } else if let Ok(mut last) = last.lock() {
                *last = file;
            }
        }));
        reports
    }

    /// Where the last report of another thread is.
    pub fn last(&self) -> Option<PathBuf> {
        self.last.lock().ok()?.clone()
    }
}

fn farewell(panic: &PanicHookInfo<'_>, file: Option<&Path>) -> String {
    let report = match file {
        Some(file) => format!("What went wrong is in {}.", file.display()),
        None => format!("What went wrong: {panic}."),
    };
    format!(
        "baton had to stop, and it is baton’s own fault. What you typed is kept. {report} Start it again."
    )
}

/// Writes no text of any caller: only the message, the place and the way there.
fn write(logs: &Path, panic: &PanicHookInfo<'_>) -> io::Result<PathBuf> {
    fs::create_dir_all(logs)?;
    let now = clock::now();
    let file = logs.join(format!("panic-{}.txt", now.format("%Y%m%d-%H%M%S-%3f")));
    let version = env!("CARGO_PKG_VERSION");
    let thread = thread::current().name().unwrap_or("unnamed").to_owned();
    let way = Backtrace::force_capture();
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    // The message of a panic may quote what somebody typed: it is for its own user alone.
    #[cfg(unix)]
    options.mode(0o600);
    write!(
        options.open(&file)?,
        "baton {version}\n{now}\nthread {thread}\n{panic}\n\n{way}\n"
    )?;
    Ok(file)
}
