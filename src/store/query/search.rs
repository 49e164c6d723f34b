//! The search: as one types, over everything ever recorded, the newest first and what fits best on top.

use std::cmp::Reverse;

use rusqlite::params;

use super::{IncidentRow, View};
use crate::domain::event::Subject;
use crate::domain::incident::Incident;
use crate::domain::reference::Reference;
use crate::store::error::StoreError;
use crate::store::projection::searched_texts;
use crate::store::words::{sought, words};

/// What a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchPage {
    /// What fits best, first.
    pub hits: Vec<SearchHit>,
    /// How many incidents fit, counted up to a thousand.
    pub found: usize,
    /// Whether there are more than that.
    pub more: bool,
}

/// An incident that fits.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchHit {
    /// Its line.
    pub row: IncidentRow,
    /// The text in which the words stand, in parts; empty when they stand in the line itself.
    pub snippet: Vec<Part>,
}

/// A part of a snippet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The text.
    pub text: String,
    /// Whether it is what was searched for.
    pub hit: bool,
}

/// A prefix index serves its own length alone, so longer words are cut for the index and compared here.
const LONGEST_PREFIX: usize = 5;

/// So many of the newest candidates are compared; then once more as many, if too few fit.
const CANDIDATES: [usize; 2] = [500, 2000];

/// Nobody reads the thousandth hit, so nobody waits for the exact number.
const MOST_COUNTED: usize = 1000;

/// Words of text on either side of the first hit.
const AROUND: usize = 6;

impl View<'_> {
    /// Incidents in which every word that is [`sought`] begins a word of the record, `limit` of them at most.
    pub fn search(&self, text: &str, limit: usize) -> Result<SearchPage, StoreError> {
        let text = sought(text);
        let wanted: Vec<String> = words(text).collect();
        let mut scored = Vec::new();
        let mut more = false;
        for candidates in CANDIDATES {
            let found = self.candidates(&wanted, candidates)?;
            more = found.len() == candidates;
            scored = found
                .into_iter()
                .filter_map(|document| Some((score(&document, &wanted)?, document.id)))
                .collect();
            if scored.len() >= limit || !more {
                break;
            }
        }
        scored.sort_by_key(|&(score, id)| (Reverse(score), Reverse(id)));
        let (found, more) = if more {
            self.count(&wanted, scored.len())?
        } else {
            (scored.len(), false)
        };
        scored.truncate(limit);
        let mut ids: Vec<i64> = scored.into_iter().map(|(_, id)| id).collect();
        if let Some(exact) = self.exact(text)? {
            ids.retain(|id| *id != exact);
            ids.insert(0, exact);
            ids.truncate(limit.max(1));
        }
        let mut hits = Vec::new();
        for id in ids {
            for row in self.rows("WHERE i.id = ?1", [id])? {
                let snippet = self.snippet(&row, &wanted)?;
                hits.push(SearchHit { row, snippet });
            }
        }
        Ok(SearchPage {
            found: found.max(hits.len()),
            hits,
            more,
        })
    }

    /// How many fit beyond those that were compared, and whether there are more. The index knows only the beginnings
    /// of long words, so there it stays at what was compared.
    fn count(&self, wanted: &[String], compared: usize) -> Result<(usize, bool), StoreError> {
        let is_long = |word: &String| word.chars().nth(LONGEST_PREFIX).is_some();
        let question = question(wanted, " ").filter(|_| !wanted.iter().any(is_long));
        let Some(question) = question else {
            return Ok((compared.min(MOST_COUNTED), true));
        };
        let count: usize = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ?1 LIMIT ?2)",
            )?
            .query_row(params![question, MOST_COUNTED + 1], |row| row.get(0))?;
        Ok((count.min(MOST_COUNTED), count > MOST_COUNTED))
    }

    /// The incident whose reference was typed.
    fn exact(&self, text: &str) -> Result<Option<i64>, StoreError> {
        let Ok(reference) = Reference::parse(text) else {
            return Ok(None);
        };
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM incident WHERE reference = ?1")?;
        let mut rows = statement.query([reference.to_string()])?;
        Ok(rows.next()?.map(|row| row.get(0)).transpose()?)
    }

    fn candidates(&self, wanted: &[String], limit: usize) -> Result<Vec<Document>, StoreError> {
        let Some(question) = question(wanted, " ") else {
            return Ok(Vec::new());
        };
        let mut statement = self.connection.prepare_cached(
            "SELECT document.id, document.title, document.people, document.body
             FROM search JOIN document ON document.id = search.rowid
             WHERE search MATCH ?1 ORDER BY search.rowid DESC LIMIT ?2",
        )?;
        let documents = statement.query_map(params![question, limit], |row| {
            Ok(Document {
                id: row.get(0)?,
                title: row.get(1)?,
                people: row.get(2)?,
                body: row.get(3)?,
            })
        })?;
        Ok(documents.collect::<Result<_, _>>()?)
    }

    fn snippet(&self, row: &IncidentRow, wanted: &[String]) -> Result<Vec<Part>, StoreError> {
        let names = [
            row.customer.as_ref().map(|customer| customer.name.as_str()),
            row.caller.as_ref().map(|caller| caller.name.as_str()),
        ];
        let shown: Vec<String> = names
            .into_iter()
            .flatten()
            .chain([row.summary.as_str()])
            .flat_map(words)
            .collect();
        let hidden = |wanted: &String| !shown.iter().any(|word| word.starts_with(wanted.as_str()));
        let missing: Vec<&String> = wanted.iter().filter(|word| hidden(word)).collect();
        if missing.is_empty() {
            return Ok(Vec::new());
        }
        let mut world = self.world()?;
        world.subject(&Subject::Incident(row.reference))?;
        let incident: Option<&Incident> = world.state.incidents.get(&row.reference);
        let texts = incident.map(searched_texts).unwrap_or_default();
        Ok(texts
            .iter()
            .find_map(|text| excerpt(text, &missing))
            .unwrap_or_default())
    }
}

/// The words of an incident, folded.
#[derive(Debug)]
pub(super) struct Document {
    pub(super) id: i64,
    pub(super) title: String,
    pub(super) people: String,
    pub(super) body: String,
}

/// The question to the index: every word as a prefix. One letter alone has no index of its own and would read all
/// words that begin with it, so it is left to the comparison, unless there is nothing else.
pub(super) fn question(wanted: &[String], between: &str) -> Option<String> {
    let long = wanted.iter().any(|word| word.chars().nth(1).is_some());
    let parts: Vec<String> = wanted
        .iter()
        .filter(|word| !long || word.chars().nth(1).is_some())
        .map(|word| {
            let prefix: String = word.chars().take(LONGEST_PREFIX).collect();
            // A word holds letters and digits alone, so it needs no escape within the quotes.
            if long {
                format!("\"{prefix}\"*")
            } else {
                format!("\"{prefix}\"")
            }
        })
        .collect();
    (!parts.is_empty()).then(|| parts.join(between))
}

/// How well it fits; `None` when a word is missing. A whole word counts more than a beginning, the title more than
/// people, people more than the rest, and words that follow each other as typed more than the same words apart.
fn score(document: &Document, wanted: &[String]) -> Option<u32> {
    let mut score = 0;
    for word in wanted {
        let fields = [
            (&document.title, 8),
            (&document.people, 4),
            (&document.body, 1),
        ];
        let best = fields
            .iter()
            .filter_map(|(field, weight)| Some(fit(field, word)? * weight))
            .max()?;
        score += best;
    }
    let phrase = wanted.join(" ");
    if wanted.len() > 1 {
        score += if document.title.contains(&phrase) {
            16
        } else if document.body.contains(&phrase) {
            4
        } else {
            0
        };
    }
    Some(score)
}

/// 2 when the word stands in the field, 1 when it begins one there.
pub(super) fn fit(field: &str, wanted: &str) -> Option<u32> {
    let mut best = None;
    for (at, _) in field.match_indices(wanted) {
        let begins = field
            .get(..at)
            .is_none_or(|before| before.is_empty() || before.ends_with(' '));
        if begins {
            let rest = field.get(at + wanted.len()..).unwrap_or("");
            if rest.is_empty() || rest.starts_with(' ') {
                return Some(2);
            }
            best = Some(1);
        }
    }
    best
}

/// The part of a text around the first word that begins like one of these; `None` when none does.
fn excerpt(text: &str, wanted: &[&String]) -> Option<Vec<Part>> {
    let all: Vec<&str> = text.split_whitespace().collect();
    let is_hit = |word: &str| {
        words(word).any(|word| {
            wanted
                .iter()
                .any(|wanted| word.starts_with(wanted.as_str()))
        })
    };
    let first = all.iter().position(|word| is_hit(word))?;
    let from = first.saturating_sub(AROUND);
    let mut parts: Vec<Part> = Vec::new();
    let mut push = |text: &str, hit: bool| match parts.last_mut() {
        Some(last) if last.hit == hit => last.text.push_str(text),
        _ => parts.push(Part {
            text: text.to_owned(),
            hit,
        }),
    };
    if from > 0 {
        push("… ", false);
    }
    let shown: Vec<&&str> = all.iter().skip(from).take(2 * AROUND + 1).collect();
    for (position, word) in shown.iter().enumerate() {
        if position > 0 {
            push(" ", false);
        }
        push(word, is_hit(word));
    }
    if from + shown.len() < all.len() {
        push(" …", false);
    }
    Some(parts)
}
