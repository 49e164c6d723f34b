//! "Looks like": earlier incidents with the same words, category, product or customer, solved ones first.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use rusqlite::params;

use super::search::{fit, question};
use super::{IncidentRow, View};
use crate::domain::id::CustomerId;
use crate::domain::incident::Status;
use crate::domain::reference::Reference;
use crate::store::error::StoreError;
use crate::store::words::words;

/// What is known of a problem while the caller speaks.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Problem {
    /// The incident itself, which is not like itself.
    pub reference: Option<Reference>,
    /// Summary and the caller's own words.
    pub text: String,
    /// The category's id.
    pub category: Option<String>,
    /// The product.
    pub product: Option<String>,
    /// For whom.
    pub customer: Option<CustomerId>,
}

/// An earlier incident that looks like it.
#[derive(Debug, Clone, PartialEq)]
pub struct SimilarHit {
    /// Its line.
    pub row: IncidentRow,
    /// What solved it.
    pub solved: Option<String>,
    /// Whether it is the same customer's.
    pub same_customer: bool,
}

/// Words that short say little about a problem.
const SHORTEST_WORD: usize = 4;

/// So many words are looked for, the longest first: they are the rarest.
const MOST_WORDS: usize = 8;

/// So many of the newest candidates are compared.
const CANDIDATES: usize = 200;

/// Below this, it merely shares a word.
const LEAST_SCORE: usize = 4;

impl View<'_> {
    /// Incidents that look like this problem, `limit` of them at most.
    pub fn similar(&self, problem: &Problem, limit: usize) -> Result<Vec<SimilarHit>, StoreError> {
        let wanted = telling_words(&problem.text);
        let Some(question) = question(&wanted, " OR ") else {
            return Ok(Vec::new());
        };
        let own = problem.reference.map(|reference| reference.to_string());
        let mut statement = self.connection.prepare_cached(
            "SELECT i.id, document.title || ' ' || document.body, i.category, i.product, i.customer, i.status
             FROM search JOIN document ON document.id = search.rowid JOIN incident i ON i.id = search.rowid
             WHERE search MATCH ?1 AND i.reference IS NOT ?2 ORDER BY search.rowid DESC LIMIT ?3",
        )?;
        let mut rows = statement.query(params![question, own, CANDIDATES])?;
        let mut scored = Vec::new();
        while let Some(row) = rows.next()? {
            let (id, text): (i64, String) = (row.get(0)?, row.get(1)?);
            let same = |column: usize, wanted: Option<&str>| -> Result<bool, StoreError> {
                let found: Option<String> = row.get(column)?;
                Ok(wanted.is_some() && found.as_deref() == wanted)
            };
            let shared = wanted
                .iter()
                .filter(|word| fit(&text, word).is_some())
                .count();
            let score = 2 * shared
                + 2 * usize::from(same(2, problem.category.as_deref())?)
                + usize::from(same(3, problem.product.as_deref())?)
                + usize::from(same(4, problem.customer.as_ref().map(CustomerId::as_str))?)
                + usize::from(same(5, Some(Status::Resolved.id()))?);
            if shared > 0 && score >= LEAST_SCORE {
                scored.push((score, id));
            }
        }
        scored.sort_by_key(|&pair| Reverse(pair));
        scored.truncate(limit);
        let mut hits = Vec::new();
        for (_, id) in scored {
            let solved = self
                .connection
                .prepare_cached("SELECT solved FROM incident WHERE id = ?1")?
                .query_row([id], |row| row.get(0))?;
            for row in self.rows("WHERE i.id = ?1", [id])? {
                let customer = row.customer.as_ref().map(|customer| &customer.id);
                hits.push(SimilarHit {
                    same_customer: customer.is_some() && customer == problem.customer.as_ref(),
                    solved: Option::clone(&solved),
                    row,
                });
            }
        }
        Ok(hits)
    }
}

fn telling_words(text: &str) -> Vec<String> {
    let distinct: BTreeSet<String> = words(text)
        .filter(|word| word.chars().count() >= SHORTEST_WORD)
        .collect();
    let mut telling: Vec<String> = distinct.into_iter().collect();
    telling.sort_by_key(|word| Reverse(word.chars().count()));
    telling.truncate(MOST_WORDS);
    telling
}
