//! The command line: [`Args`] says what it understands, [`run`] does it.

mod backup;
mod completions;
pub mod demo;
mod doctor;
mod export;
mod failure;
mod flows;
mod handoff;
mod import;
mod keys;
mod last_good;
mod list;
mod man;
mod progress;
mod rows;
mod search;
mod session;
mod show;
mod sit;

use std::ffi::OsString;
use std::io::{self, BufWriter, Write};
use std::path::PathBuf;

use clap::{ColorChoice, Parser, Subcommand};

use crate::clock;
use crate::domain::zone;
use crate::error::Error;
use crate::export::escape;
use crate::handwritten::Fault;
use session::Session;

/// What the command line understands.
#[derive(Debug, Parser)]
#[command(
    name = "baton",
    version,
    about = "The terminal for a person covering a support hotline.",
    long_about = "The terminal for a person covering a support hotline: take the call, keep the promise, pass the baton.\n\n\
                  Without a command, baton opens the desk. The commands are for scripts, and for whoever has a reference.",
    after_help = "Exit codes: 0 done; 1 a check failed; 2 not understood; 65 bad data; 66 not found; 74 reading or writing failed; 130 interrupted.",
    color = ColorChoice::Never,
    max_term_width = 100
)]
pub struct Args {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do; without it, the desk opens.
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// What holds for every command.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "For every command")]
pub struct Global {
    /// The database; else `BATON_DB`, else the usual place
    #[arg(long, global = true, value_name = "FILE")]
    pub db: Option<PathBuf>,
    /// The settings; else the usual place
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// A folder with question flows, used instead of all others of the same id; may be given more than once
    #[arg(long, global = true, value_name = "DIR")]
    pub flows: Vec<PathBuf>,
    /// Who you are; else the settings, else the only agent there is
    #[arg(long = "as", global = true, value_name = "AGENT", env = "BATON_AGENT")]
    pub agent: Option<String>,
}

/// What can be done.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Take a call at once
    Call(sit::Call),
    /// List incidents, what burns first
    List(list::List),
    /// Show one incident with everything a developer needs
    Show(show::Show),
    /// Find incidents by words, references, names and numbers
    Search(search::Search),
    /// Hand over what you hold
    Handoff(handoff::Handoff),
    /// Look at the question flows
    Flows(flows::Flows),
    /// Take incidents from a file
    Import(import::Import),
    /// Write incidents to a file
    Export(export::Export),
    /// Check the database, the flows, the settings and the terminal
    Doctor,
    /// Copy the database while it is in use
    Backup(backup::Backup),
    /// Make up the weeks of a hotline, to look around in
    Demo(demo::Demo),
    /// Print every key
    Keys(keys::Keys),
    /// Print a completion script for a shell
    Completions(completions::Completions),
    /// Print the man page
    Man,
}

/// Does what the command line says.
pub fn run(args: impl IntoIterator<Item = OsString>) -> Result<(), Error> {
    let mut out = BufWriter::new(io::stdout().lock());
    let outcome = match Args::try_parse_from(args) {
        Ok(args) => perform(&args, &mut out),
        Err(error) => failure::of_arguments(&error, &mut out),
    };
    // What was written before something failed is still worth reading.
    let flushed = out.flush();
    outcome
        .and_then(|()| Ok(flushed?))
        .map_err(|error| error.reworded(|words| escape::lines(words).into_owned()))
}

fn perform(args: &Args, out: &mut dyn Write) -> Result<(), Error> {
    zone::set(clock::offset_at);
    let session = Session::new(&args.global, clock::now());
    let Some(command) = &args.command else {
        return sit::down(&session, None);
    };
    if !matches!(command, Command::Call(_) | Command::Doctor) {
        warn(&session.config_faults, "`baton doctor` names them");
    }
    match command {
        Command::Call(call) => call.run(&session),
        Command::List(list) => list.run(&session, out),
        Command::Show(show) => show.run(&session, out),
        Command::Search(search) => search.run(&session, out),
        Command::Handoff(handoff) => handoff.run(&session, out),
        Command::Flows(flows) => flows.run(&session, out),
        Command::Import(import) => import.run(&session, out),
        Command::Export(export) => export.run(&session, out),
        Command::Doctor => doctor::run(&session, out),
        Command::Backup(backup) => backup.run(&session, out),
        Command::Demo(demo) => demo.run(&session, out),
        Command::Keys(keys) => keys.run(&session, out),
        Command::Completions(completions) => completions.run(out),
        Command::Man => man::run(out),
    }
}

/// Says beside the output that a file of the person's is not wholly in force.
fn warn(faults: &[Fault], who_names_them: &str) {
    let words = match faults {
        [] => return,
        [one] => one.to_string(),
        [first, more @ ..] => format!("{first}, and {} more; {who_names_them}", more.len()),
    };
    // Where even this cannot be said, the command is done all the same.
    let _nobody_listens = writeln!(io::stderr(), "baton: {}", escape::line(&words));
}
