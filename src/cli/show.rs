//! `baton show`: one incident with everything a developer needs.

use std::io::Write;

use super::session::Session;
use crate::domain::id::ALPHABET;
use crate::domain::reference::Reference;
use crate::error::{Error, Kind};
use crate::export::{self, Format};
use crate::store::{IncidentPage, View};

/// Which incident, and how.
#[derive(Debug, clap::Args)]
pub struct Show {
    /// The reference, such as K7-1042-Q; case, hyphens and O for 0 do not matter
    #[arg(value_name = "REF", num_args = 1.., required = true)]
    reference: Vec<String>,
    /// As JSON, with the keys that `baton export --help` lists
    #[arg(long, group = "how")]
    json: bool,
    /// As Markdown, for a page or a ticket
    #[arg(long, group = "how")]
    markdown: bool,
    /// With the answers to sensitive questions, which are masked otherwise
    #[arg(long)]
    sensitive: bool,
}

impl Show {
    pub(super) fn run(&self, session: &Session<'_>, out: &mut dyn Write) -> Result<(), Error> {
        let store = session.store()?;
        let view = store.view(session.now);
        // A reference that was read out over the phone may come as several words.
        let page = find(&view, &self.reference.join(" "))?;
        let format = match (self.json, self.markdown) {
            (true, _) => Format::Json,
            (_, true) => Format::Markdown,
            _ => Format::Text,
        };
        let record = if self.sensitive {
            page.record
        } else {
            page.record.masked()
        };
        Ok(export::write(out, &record, format, session.now)?)
    }
}

/// The incident of a reference as a person types it; a mistyped one is answered with the nearest that exist.
fn find(view: &View<'_>, typed: &str) -> Result<IncidentPage, Error> {
    let Ok(reference) = Reference::parse(typed) else {
        let message = format!("{typed} is not a reference");
        return Err(did_you_mean(view, typed, &message, Kind::Usage)?);
    };
    if let Some(page) = view.incident(reference)? {
        return Ok(page);
    }
    let message = format!("there is no incident {reference} here");
    Err(did_you_mean(view, typed, &message, Kind::NotFound)?)
}

fn did_you_mean(view: &View<'_>, typed: &str, message: &str, kind: Kind) -> Result<Error, Error> {
    let mut near = view.nearest(typed, 3)?;
    // Whoever left the check character out is told the whole reference first.
    let completed = ALPHABET.iter().find_map(|letter| {
        let whole = format!("{typed}{}", char::from(*letter));
        Reference::parse(&whole).ok()
    });
    near.sort_by_key(|near| Some(near.reference) != completed);
    let Some(nearest) = near.first() else {
        let hint = "A reference looks like K7-1042-Q; `baton search` finds incidents by words.";
        return Ok(Error::new(kind, message).hint(hint));
    };
    let lines = near
        .iter()
        .map(|near| format!("{}: {}", near.reference, near.summary));
    let hint = lines.collect::<Vec<_>>().join("\n  ");
    let message = format!("{message}; did you mean {}?", nearest.reference);
    Ok(Error::new(kind, message).hint(hint))
}
