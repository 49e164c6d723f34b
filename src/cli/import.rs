//! `baton import`: incidents from a file of JSON lines, none of them unless every line is good.

use std::collections::HashMap;
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Seek, Write};
use std::path::{Path, PathBuf};

use super::failure;
use super::session::Session;
use crate::domain::command::{Command, Context, NothingRequired, decide};
use crate::domain::event::{Body, Event};
use crate::domain::id::AgentId;
use crate::domain::record::Record;
use crate::domain::reference::Reference;
use crate::domain::state::{Counters, State};
use crate::error::{Error, Kind};
use crate::store::{IncidentPage, Store};
use crate::tui::words::count;

/// How many incidents go into one transaction.
const AT_ONCE: usize = 100;

/// A longer line is not an incident.
const LONGEST_LINE: u64 = 16 * 1024 * 1024;

/// From which file.
#[derive(Debug, clap::Args)]
#[command(after_long_help = super::export::FORMAT_HELP)]
pub struct Import {
    /// The file; `-` is the standard input. Nothing is taken unless every line is good
    #[arg(value_name = "FILE")]
    file: PathBuf,
}

impl Import {
    pub(super) fn run(&self, session: &Session<'_>, out: &mut dyn Write) -> Result<(), Error> {
        let mut file = self.open()?;
        let store = session.store_or_new()?;
        let actor = session.agent(&store)?;
        let mut check = Check {
            store: &store,
            actor: &actor,
            session,
            seen: HashMap::new(),
        };
        self.each(&mut file, "checked", |line, record| {
            let checked = check.line(line, &record);
            checked.map_err(|error| error.reworded(|words| self.at(line, 1, words)))
        })?;
        let total = check.seen.len();
        let mut taking = Taking {
            import: self,
            store,
            actor,
            session,
            waiting: Vec::with_capacity(AT_ONCE),
            first_line: 0,
            taken: 0,
        };
        self.each(&mut file, "taken", |line, record| taking.line(line, record))?;
        taking.take()?;
        let (taken, incidents) = (taking.taken, incidents(taking.taken));
        match total - taken {
            0 => writeln!(out, "{incidents} taken.")?,
            before => writeln!(out, "{incidents} taken; {before} were here already.")?,
        }
        Ok(())
    }

    /// The file, or a copy of the standard input: it is read twice.
    fn open(&self) -> Result<File, Error> {
        let named = |error| failure::of_file(&self.file, &error);
        if self.file != Path::new("-") {
            return File::open(&self.file).map_err(named);
        }
        let mut copy = tempfile::tempfile().map_err(named)?;
        io::copy(&mut io::stdin().lock(), &mut copy).map_err(named)?;
        Ok(copy)
    }

    /// Reads every line; one that is no incident ends it with its place.
    fn each(
        &self,
        file: &mut File,
        done: &str,
        mut with: impl FnMut(usize, Record) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let named = |error| failure::of_file(&self.file, &error);
        file.rewind().map_err(named)?;
        let mut reader = BufReader::new(file);
        let mut bytes = Vec::new();
        let watched = io::stderr().is_terminal();
        for line in 1.. {
            bytes.clear();
            let mut limited = reader.by_ref().take(LONGEST_LINE);
            if limited.read_until(b'\n', &mut bytes).map_err(named)? == 0 {
                break;
            }
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            let record =
                serde_json::from_slice(&bytes).map_err(|error| self.bad_line(line, &error))?;
            with(line, record)?;
            if watched && line % 1000 == 0 {
                // Where progress cannot be shown, the work goes on.
                let _nobody_looks = write!(io::stderr(), "\r{line} {done}\u{20}");
            }
        }
        if watched {
            let _nobody_looks = write!(io::stderr(), "\r{:30}\r", "");
        }
        Ok(())
    }

    fn bad_line(&self, line: usize, error: &serde_json::Error) -> Error {
        let whole = error.to_string();
        let place = format!(" at line {} column {}", error.line(), error.column());
        let words = probably_meant(whole.strip_suffix(&place).unwrap_or(&whole));
        let message = self.at(
            line,
            error.column().max(1),
            &format!("this is not an incident: {words}"),
        );
        Error::new(Kind::BadData, message)
            .hint("Nothing was taken. `baton import --help` describes the format.")
    }

    fn at(&self, line: usize, column: usize, words: &str) -> String {
        format!("{}:{line}:{column}: {words}", self.file.display())
    }
}

/// A key or a word that we do not know, with the nearest of those that we do instead of all of them.
fn probably_meant(words: &str) -> String {
    let Some((what, known)) = words.split_once(", expected one of ") else {
        return words.to_owned();
    };
    let typed = what.split('`').nth(1).unwrap_or_default();
    let nearest = known
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|known| strsim::osa_distance(known, typed) <= 3)
        .min_by_key(|known| strsim::osa_distance(known, typed));
    match nearest {
        Some(nearest) => format!("{what}; did you mean `{nearest}`?"),
        None => what.to_owned(),
    }
}

/// The check of every line before anything is taken.
struct Check<'a> {
    store: &'a Store,
    actor: &'a AgentId,
    session: &'a Session<'a>,
    seen: HashMap<Reference, usize>,
}

impl Check<'_> {
    fn line(&mut self, line: usize, record: &Record) -> Result<(), Error> {
        if let Some(first) = self.seen.insert(record.reference, line) {
            let message = format!("{} stands on line {first} already", record.reference);
            return Err(Error::new(Kind::BadData, message));
        }
        let mut state = State::new(self.store.station(), Counters::default());
        if let Some(page) = self
            .store
            .view(self.session.now)
            .incident(record.reference)?
        {
            fill(&mut state, page);
        }
        let context = Context {
            now: self.session.now,
            actor: self.actor,
            required: &NothingRequired,
        };
        decide(&state, &context, &Command::Import(Box::new(record.clone())))?;
        Ok(())
    }
}

fn fill(state: &mut State, page: IncidentPage) {
    let calls = page.calls.into_iter().map(|call| (call.id.clone(), call));
    state.calls.extend(calls);
    let caller = page.caller.map(|caller| (caller.id.clone(), caller));
    state.callers.extend(caller);
    let customer = page
        .customer
        .map(|customer| (customer.id.clone(), customer));
    state.customers.extend(customer);
    let reference = page.incident.reference;
    state.incidents.insert(reference, page.incident);
}

/// The incidents on their way into the database, many in one transaction.
struct Taking<'a> {
    import: &'a Import,
    store: Store,
    actor: AgentId,
    session: &'a Session<'a>,
    waiting: Vec<Command>,
    first_line: usize,
    taken: usize,
}

impl Taking<'_> {
    fn line(&mut self, line: usize, record: Record) -> Result<(), Error> {
        if self.waiting.is_empty() {
            self.first_line = line;
        }
        self.waiting.push(Command::Import(Box::new(record)));
        if self.waiting.len() < AT_ONCE {
            return Ok(());
        }
        self.take()
    }

    /// Takes what waits, all of it or nothing. What was taken before it stays.
    fn take(&mut self) -> Result<(), Error> {
        let taken = self.store.execute(
            &self.actor,
            &self.waiting,
            self.session.now,
            &NothingRequired,
        );
        let events = taken.map_err(|error| {
            let place = |words: &str| self.import.at(self.first_line, 1, words);
            Error::from(error).reworded(place).hint(format!(
                "{} from the lines before this one; nothing from here on. Run the same import again for the rest: \
                 none is taken twice.",
                match self.taken {
                    0 => "Nothing was taken".to_owned(),
                    taken => format!("{} taken", incidents(taken)),
                }
            ))
        })?;
        self.waiting.clear();
        let is_incident = |event: &&Event| matches!(event.body, Body::IncidentImported { .. });
        self.taken += events.iter().filter(is_incident).count();
        Ok(())
    }
}

fn incidents(number: usize) -> String {
    let number = i64::try_from(number).unwrap_or(i64::MAX);
    count(number, "incident", "incidents")
}
