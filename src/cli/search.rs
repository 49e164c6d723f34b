//! `baton search`: incidents by words, references, names and numbers.

use std::io::Write;

use super::rows;
use super::session::Session;
use crate::error::Error;
use crate::export::{self, Format, escape};

/// What to look for, and how to write it.
#[derive(Debug, clap::Args)]
pub struct Search {
    /// Beginnings of words; an incident has to hold them all
    #[arg(value_name = "WORDS", required = true)]
    words: Vec<String>,
    /// How many at most
    #[arg(long, value_name = "NUMBER", default_value_t = 20)]
    limit: usize,
    /// One JSON record a line, as `export` writes it
    #[arg(long)]
    json: bool,
}

impl Search {
    pub(super) fn run(&self, session: &Session<'_>, out: &mut dyn Write) -> Result<(), Error> {
        let store = session.store()?;
        let view = store.view(session.now);
        let page = view.search(&self.words.join(" "), self.limit)?;
        for hit in &page.hits {
            if self.json {
                if let Some(page) = view.incident(hit.row.reference)? {
                    export::write(out, &page.record, Format::JsonLine, session.now)?;
                }
                continue;
            }
            rows::write(out, &hit.row, session.now)?;
            let snippet: String = hit.snippet.iter().map(|part| part.text.as_str()).collect();
            if !snippet.is_empty() {
                writeln!(out, "{:17}“{}”", "", escape::line(&snippet))?;
            }
        }
        if self.json {
            return Ok(());
        }
        if page.hits.is_empty() {
            writeln!(out, "Nothing is recorded with these words.")?;
        } else if page.more {
            writeln!(out, "There is more; add a word, or raise --limit.")?;
        }
        Ok(())
    }
}
