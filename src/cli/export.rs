//! `baton export`: every incident as a line of JSON, and the documentation of that format.

use std::io::Write;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use super::failure;
use super::session::Session;
use crate::error::Error;
use crate::export::{self, Format};
use crate::store::Store;

/// What the lines mean.
pub(super) const FORMAT_HELP: &str = "\
The format (version 1): JSON lines in UTF-8, one incident a line, with these keys. Times are ISO 8601 with an offset.
What is not known is null or left out. A later version may add keys; it raises `format` when one changes its meaning.

  format        1
  ref           the reference, such as K7-1042-Q
  status        open, escalated, resolved
  priority      P1 to P4; it must be that of impact and urgency unless priority_reason says why not
  priority_reason  why it was set by hand
  impact        organisation, several, one
  urgency       blocked, hindered, can_wait
  category      the id of a question flow
  product, version, summary
  customer      {name, tier: gold|silver|bronze}
  caller        {name, phone, email, role: end_user|support|it|buyer|internal, level: plain|technical}
  owner, opened_by   names of agents
  next_step     {what, who, by}
  promises      [{what, by, state: live|late|kept|kept_late|broken|moved|moved_late, made, made_by, settled, why}]
  no_promise    why the last call ended without a promise
  answers       [{flow, flow_version, flow_hash, question, item, ask, state, source, value, shown, remark, field,
                  sensitive, at}]; item counts from 1 where a question is asked for each of several things
                state: answered, unknown, declined, not_asked, not_applicable
                source: caller, agent, record, assumed, rule
                value: a text, a number, a list of texts, or a file {name, size, sha256}; that of a sensitive question is
                left out, and shown is \"(masked)\", unless --sensitive asks for it
  advice        {escalate: [{to, must, why}], known_problems: [name]}: what the rules of the questions say; left out when
                that is nothing
  attempts      [{what, result, at, by}]
  timeline      [{at, by, kind, text, sensitive}]
  calls         [{started, ended, seconds, agent}]
  handoffs      [{from, to, offered, accepted, declined, reason, withdrawn, teller: giver|receiver,
                  customer_told, told_by, words}]
  escalations   [{to, why, at, by}]
  resolution    {kind: fix|workaround|as_designed|went_away, done, verified, told, confirmed, need, at, by}
  opened_at, resolved_at

Needed: format, ref, status, priority, summary, owner, opened_by, next_step, opened_at.";

/// Where the lines go.
#[derive(Debug, clap::Args)]
#[command(after_long_help = FORMAT_HELP)]
pub struct Export {
    /// The file; `-` is the standard output. An older file is replaced once the new one is whole
    #[arg(value_name = "FILE", default_value = "-")]
    file: PathBuf,
    /// With the answers to sensitive questions, which are masked otherwise
    #[arg(long)]
    sensitive: bool,
}

impl Export {
    pub(super) fn run(&self, session: &Session<'_>, out: &mut dyn Write) -> Result<(), Error> {
        let store = session.store()?;
        if self.file == Path::new("-") {
            return lines(&store, session, self.sensitive, out).map(|_| ());
        }
        store.check_target(&self.file)?;
        let named = |error| failure::of_file(&self.file, &error);
        let folder = self
            .file
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty());
        // Readable by its owner only, as the database is.
        let mut partial =
            tempfile::NamedTempFile::new_in(folder.unwrap_or(Path::new("."))).map_err(named)?;
        let mut file = std::io::BufWriter::new(partial.as_file_mut());
        let count = lines(&store, session, self.sensitive, &mut file)?;
        file.flush().map_err(named)?;
        drop(file);
        partial.as_file().sync_all().map_err(named)?;
        partial
            .persist(&self.file)
            .map_err(|error| named(error.error))?;
        let incidents = crate::tui::words::count(count, "incident", "incidents");
        Ok(writeln!(out, "{incidents} written.")?)
    }
}

/// Writes every incident, the oldest first, and counts them.
fn lines(
    store: &Store,
    session: &Session<'_>,
    sensitive: bool,
    out: &mut dyn Write,
) -> Result<i64, Error> {
    let (mut count, mut outcome) = (0, Ok(()));
    store.view(session.now).each_incident(|page| {
        let record = if sensitive {
            page.record
        } else {
            page.record.masked()
        };
        outcome = export::write(out, &record, Format::JsonLine, session.now);
        count += 1;
        if outcome.is_ok() {
            ControlFlow::Continue(())
        } else {
            ControlFlow::Break(())
        }
    })?;
    outcome?;
    Ok(count)
}
