//! `baton flows`: the question flows, for whoever tends them.

mod check;
mod diff;
mod given;
mod import;
mod named;
mod new;
mod notes;
mod outcome;
mod stats;
mod test;
mod walk;

use std::io::{self, Write};
use std::path::PathBuf;

use clap::Subcommand;
use unicode_width::UnicodeWidthStr;

use super::session::Session;
use crate::error::{Error, Kind};
use crate::export::escape;
use crate::flow::bundled::GUIDE;
use crate::flow::card::{Style, card};
use crate::flow::library::Layer;
use crate::flow::{Facts, Flow, Library, json_schema};
use crate::handwritten::Severity;
use crate::tui::words::count;

/// What to do with flows.
#[derive(Debug, clap::Args)]
pub struct Flows {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    /// List the flows in force
    List {
        /// One JSON object a line: id, title, version, questions, file, layer, instead
        #[arg(long)]
        json: bool,
    },
    /// Check flows, every fault in one go; without a name, those in force
    Check {
        /// A file, a folder of them, or the id of a flow in force
        #[arg(value_name = "FLOW")]
        named: Vec<String>,
        /// One JSON object a line: file, line, column, key, severity (error, warning), message, suggestion
        #[arg(long)]
        json: bool,
        /// Fail on warnings, too
        #[arg(long)]
        strict: bool,
    },
    /// Show a flow as a card to read and review
    Show {
        /// Its id, such as printing, or its file
        #[arg(value_name = "FLOW")]
        named: String,
        /// As Markdown, for a review on a web page
        #[arg(long)]
        markdown: bool,
    },
    /// Make a flow of a form: a GitHub issue form, an XLSForm, a FHIR questionnaire, or a list in CSV
    Import(import::Import),
    /// Run the paths of flows, and tell what no path reaches; without a name, those of all
    Test {
        /// Its id, such as printing, or its file
        #[arg(value_name = "FLOW")]
        named: Vec<String>,
    },
    /// Compare two versions of a flow, in words
    Diff {
        /// The earlier one: the id of a flow in force, or a file
        #[arg(value_name = "FROM")]
        before: String,
        /// The later one, likewise
        #[arg(value_name = "TO")]
        after: String,
        /// One JSON object a line: about, change
        #[arg(long)]
        json: bool,
    },
    /// Print how flows are written: every key, type and condition, with examples
    Guide,
    /// Write a small flow to begin with
    New {
        /// Its id, such as labels
        id: String,
        /// The file to write; else the standard output. A file that is there is not overwritten
        #[arg(long, value_name = "FILE")]
        into: Option<PathBuf>,
    },
    /// Print the JSON Schema of flow files, for an editor
    Schema,
    /// Count what became of each question: asked, answered, skipped and why, how long it took
    Stats {
        /// Its id, such as printing
        id: String,
        /// One JSON object a question
        #[arg(long)]
        json: bool,
    },
    /// List what was noted in calls for the owners of the questions
    Notes {
        /// The id of a flow; without it, of all
        id: Option<String>,
        /// One JSON object a line: flow, version, question, ask, about, text, by, at, call
        #[arg(long)]
        json: bool,
    },
    /// Walk through a flow without a call; nothing is stored
    Try {
        /// Its id, such as printing, or its file
        #[arg(value_name = "FLOW")]
        named: String,
        /// A TOML or JSON file of answers by question: say what is asked then, and why not
        #[arg(long, value_name = "FILE")]
        given: Option<PathBuf>,
        /// One JSON object a question: id, asked, reason, answer; then one of what follows
        #[arg(long, requires = "given")]
        json: bool,
        /// How to speak with the caller: plain or technical
        #[arg(long, value_name = "LEVEL")]
        level: Option<String>,
        /// The language of the words, such as de; else that of the settings
        #[arg(long, value_name = "CODE")]
        language: Option<String>,
        /// What the caller is to the product, such as `end_user`
        #[arg(long, value_name = "ROLE")]
        role: Option<String>,
    },
}

impl Flows {
    pub(super) fn run(&self, session: &Session<'_>, out: &mut dyn Write) -> Result<(), Error> {
        match &self.what {
            What::Check {
                named,
                json,
                strict,
            } => check::run(named, (*json, *strict), session, out),
            What::List { json } => list(&in_force(session), *json, out),
            What::Show { named, markdown } => {
                let (library, id) = named::library(named, session)?;
                let style = if *markdown {
                    Style::Markdown
                } else {
                    Style::Text
                };
                Ok(writeln!(out, "{}", card(find(&library, &id)?, style))?)
            }
            What::Test { named } => test::run(named, session, out),
            What::Import(import) => import.run(out),
            What::Diff {
                before,
                after,
                json,
            } => diff::run((before, after), *json, session, out),
            What::Stats { id, json } => stats::run(id, *json, session, out),
            What::Notes { id, json } => notes::run(id.as_deref(), *json, session, out),
            What::Guide => Ok(write!(out, "{GUIDE}")?),
            What::New { id, into } => new::run(id, into.as_deref(), session, out),
            What::Schema => Ok(write!(out, "{}", json_schema())?),
            What::Try {
                named,
                given,
                json,
                level,
                language,
                role,
            } => {
                let (library, id) = named::library(named, session)?;
                let mut facts = Facts {
                    first_call: Some(true),
                    today: Some(session.now.date_naive()),
                    language: language.clone().or_else(|| session.config.language.clone()),
                    ..Facts::default()
                };
                for (name, text) in [("level", level), ("role", role)] {
                    if let Some(text) = text {
                        let told = facts.tell(Some("caller"), name, text);
                        told.map_err(|message| Error::new(Kind::Usage, message))?;
                    }
                }
                if let Some(given) = given {
                    return given::run(&library, &id, facts, given, (*json, session.now), out);
                }
                let mut input = io::stdin().lock();
                walk::run(&library, &id, &facts, session, &mut input, out)
            }
        }
    }
}

/// The flows in force; what is wrong with the others is said beside the output.
fn in_force(session: &Session<'_>) -> Library {
    let (library, mut faults) = session.library();
    faults.extend(library.faults().iter().cloned());
    faults.retain(|fault| fault.severity == Severity::Error);
    super::warn(&faults, "`baton flows check` names them");
    library
}

fn all(library: &Library) -> impl Iterator<Item = &Flow> {
    let intake = Some(&**library.intake()).filter(|flow| !flow.id().is_empty());
    let categories = library.categories().into_iter().map(|flow| &**flow);
    intake.into_iter().chain(categories)
}

pub(super) fn find<'l>(library: &'l Library, id: &str) -> Result<&'l Flow, Error> {
    if let Some(flow) = library.get(id) {
        return Ok(flow);
    }
    let near = all(library)
        .map(Flow::id)
        .filter(|known| strsim::osa_distance(known, id) <= 3)
        .min_by_key(|known| strsim::osa_distance(known, id));
    let message = format!("there is no flow called {id}");
    Err(match near {
        Some(near) => Error::new(Kind::NotFound, format!("{message}; did you mean {near}?")),
        None => Error::new(
            Kind::NotFound,
            format!("{message}: `baton flows list` lists them"),
        ),
    })
}

fn list(library: &Library, json: bool, out: &mut dyn Write) -> Result<(), Error> {
    let width = all(library)
        .map(|flow| flow.id().width())
        .max()
        .unwrap_or(0);
    for flow in all(library) {
        let Some((layer, file)) = library.origin(flow.id()) else {
            continue;
        };
        if json {
            let instead = library.instead_of(flow.id()).iter();
            let object = serde_json::json!({
                "id": flow.id(),
                "title": flow.title,
                "version": flow.reference.version,
                "questions": flow.questions.len(),
                "file": file,
                "layer": match layer {
                    Layer::Shipped => "shipped",
                    Layer::Team(_) => "team",
                    Layer::Own => "own",
                    Layer::Named(_) => "named",
                },
                "instead": instead.map(|(_, file)| file).collect::<Vec<_>>(),
            });
            writeln!(out, "{}", escape::json(&object.to_string()))?;
            continue;
        }
        let (id, title) = (escape::line(flow.id()), escape::line(&flow.title));
        let space = " ".repeat(width.saturating_sub(id.width()));
        let version = flow.reference.version;
        let questions = count(length(flow.questions.len()), "question", "questions");
        let origin = match layer {
            Layer::Shipped => "comes with baton".to_owned(),
            layer => named::whose(layer, file),
        };
        let instead = named::instead_of(library, flow.id());
        let instead = instead.map_or_else(String::new, |other| format!(", instead of {other}"));
        let origin = escape::line(&(origin + &instead)).into_owned();
        writeln!(
            out,
            "{id}{space}  {title}, version {version}: {questions}, {origin}"
        )?;
    }
    Ok(())
}

fn length(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
