//! `baton doctor`: whether everything is as it should be, and what to do where it is not.

use std::env;
use std::io::{self, IsTerminal, Write};

use super::progress::Progress;
use super::session::Session;
use crate::config::paths;
use crate::error::{Error, Kind};
use crate::export::escape;
use crate::handwritten::{Fault, Severity};
use crate::tui::app::SMALLEST;
use crate::tui::keymap::Keymap;
use crate::tui::terminal::size;
use crate::tui::words::count;

/// Checks everything, and says what failed.
pub(super) fn run(session: &Session<'_>, out: &mut dyn Write) -> Result<(), Error> {
    let mut report = Report { out, failed: 0 };
    database(session, &mut report)?;
    flows(session, &mut report)?;
    settings(session, &mut report)?;
    terminal(&mut report)?;
    if report.failed == 0 {
        return Ok(());
    }
    let failed = i64::try_from(report.failed).unwrap_or(i64::MAX);
    let message = format!("{} did not pass", count(failed, "check", "checks"));
    Err(Error::new(Kind::CheckFailed, message))
}

/// Lines with a sign: ✓ it passed, ✗ it did not, · worth knowing.
struct Report<'a> {
    out: &'a mut dyn Write,
    failed: usize,
}

impl Report<'_> {
    fn passed(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.out, "✓ {}", escape::line(words))
    }

    fn known(&mut self, words: &str) -> io::Result<()> {
        writeln!(self.out, "· {}", escape::line(words))
    }

    fn failed(&mut self, words: &str) -> io::Result<()> {
        self.failed += 1;
        writeln!(self.out, "✗ {}", escape::line(words))
    }

    fn faults(&mut self, faults: &[Fault]) -> io::Result<()> {
        for fault in faults {
            match fault.severity {
                Severity::Error => self.failed(&fault.to_string())?,
                Severity::Lint => self.known(&fault.to_string())?,
            }
        }
        Ok(())
    }
}

fn database(session: &Session<'_>, report: &mut Report<'_>) -> Result<(), Error> {
    let path = session.database()?;
    let place = path.display();
    if !path.exists() {
        let words = format!("database: none yet; it is made at the first start, at {place}");
        return Ok(report.known(&words)?);
    }
    let mut store = match session.store() {
        Ok(store) => store,
        Err(error) => return Ok(report.failed(&format!("database: {error}"))?),
    };
    report.passed(&format!(
        "database: {place} opens, station {}",
        store.station()
    ))?;
    let mut progress = Progress::new();
    let checked = store.check(|what, percent| progress.show(what, percent));
    drop(progress);
    let health = match checked {
        Ok(health) => health,
        Err(error) => return Ok(report.failed(&format!("database: {error}"))?),
    };
    let broken = health.broken_link.iter().map(|link| {
        format!(
            "event {} of station {} {}",
            link.seq, link.station, link.what
        )
    });
    let stale = health
        .stale
        .iter()
        .map(|table| format!("the table {table} is not what the log makes of it"));
    let found = health.damage.iter().cloned().chain(broken).chain(stale);
    for found in found {
        report.failed(&format!(
            "database: {found}; keep a copy of the file, and put the last backup in its place"
        ))?;
    }
    if health.is_sound() {
        let events: u64 = health.events.iter().map(|(_, count)| count).sum();
        let count = health.incidents;
        report.passed(&format!(
            "database: whole; {events} events are what was written, and {count} incidents what they make"
        ))?;
    }
    Ok(())
}

fn flows(session: &Session<'_>, report: &mut Report<'_>) -> Result<(), Error> {
    let (library, faults) = session.library();
    report.faults(&faults)?;
    report.faults(library.faults())?;
    let categories = i64::try_from(library.categories().len()).unwrap_or(i64::MAX);
    let words = count(categories, "category", "categories");
    if library.intake().id().is_empty() || categories == 0 {
        return Ok(report.failed("flows: no call can be taken without intake and a category")?);
    }
    Ok(report.passed(&format!("flows: the intake and {words}"))?)
}

fn settings(session: &Session<'_>, report: &mut Report<'_>) -> Result<(), Error> {
    report.faults(&session.config_faults)?;
    let changes = session.config.keys.iter();
    let changes = changes.map(|change| (change.value.action.clone(), change.value.keys.clone()));
    let (_, key_faults) = Keymap::with(&changes.collect());
    for fault in &key_faults {
        report.failed(&format!("keys: {fault}"))?;
    }
    let file = session.global.config.clone().or_else(paths::config_file);
    let words = match file {
        Some(file) if file.exists() => format!("settings: {}", file.display()),
        Some(file) => format!(
            "settings: the defaults; yours would be in {}",
            file.display()
        ),
        None => "settings: the defaults".to_owned(),
    };
    if session.config_faults.is_empty() && key_faults.is_empty() {
        report.passed(&words)?;
    } else {
        report.known(&words)?;
    }
    Ok(())
}

fn terminal(report: &mut Report<'_>) -> Result<(), Error> {
    if !(io::stdin().is_terminal() && io::stdout().is_terminal()) {
        return Ok(
            report.known("terminal: input or output is not one, so the desk cannot open here")?
        );
    }
    let variable = |name| env::var(name).unwrap_or_default();
    let term = variable("TERM");
    if term.is_empty() || term == "dumb" {
        let words = format!(
            "terminal: TERM is “{term}”, so nothing can be drawn; set it to what your terminal is"
        );
        report.failed(&words)?;
    } else {
        report.passed(&format!("terminal: TERM is {term}"))?;
    }
    if let Some((columns, rows)) = size() {
        let (fewest_columns, fewest_rows) = SMALLEST;
        let words = format!("terminal: {columns} × {rows}");
        if columns < fewest_columns || rows < fewest_rows {
            let needed = format!("{words}; the screens need {fewest_columns} × {fewest_rows}");
            report.failed(&needed)?;
        } else {
            report.passed(&words)?;
        }
    }
    let colours = match (env::var_os("NO_COLOR"), variable("COLORTERM").as_str()) {
        (Some(value), _) if !value.is_empty() => "none, because NO_COLOR is set",
        (_, "truecolor" | "24bit") => "16 million",
        _ if term.contains("256") => "256",
        _ => "16",
    };
    Ok(report.known(&format!("terminal: colours: {colours}"))?)
}
