//! "Did you mean": the references that exist and look most like what was typed.

use strsim::osa_distance;

use super::View;
use crate::domain::reference::Reference;
use crate::store::error::StoreError;

/// A reference that somebody may have meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Nearest {
    /// The reference.
    pub reference: Reference,
    /// Its incident in one line.
    pub summary: String,
}

/// Further away than this, it is something else.
const FARTHEST: usize = 3;

/// A longer text is further away than that from every reference.
const LONGEST: usize = 7 + FARTHEST;

impl View<'_> {
    /// The existing references at the smallest edit distance from a mistyped one, the newest first.
    pub fn nearest(&self, typed: &str, limit: usize) -> Result<Vec<Nearest>, StoreError> {
        let typed = squeezed(typed);
        if typed.len() > LONGEST {
            return Ok(Vec::new());
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT reference FROM incident ORDER BY id DESC")?;
        let mut rows = statement.query([])?;
        let (mut smallest, mut found) = (FARTHEST, Vec::new());
        while let Some(row) = rows.next()? {
            let reference: String = row.get(0)?;
            let distance = osa_distance(&typed, &squeezed(&reference));
            if distance < smallest {
                smallest = distance;
                found.clear();
            }
            if distance == smallest && found.len() < limit {
                found.push(reference);
            }
        }
        let mut nearest = Vec::new();
        for reference in found.iter().filter_map(|text| Reference::parse(text).ok()) {
            let summary = self
                .connection
                .prepare_cached("SELECT summary FROM incident WHERE reference = ?1")?
                .query_row([reference.to_string()], |row| row.get(0))?;
            nearest.push(Nearest { reference, summary });
        }
        Ok(nearest)
    }
}

/// Without hyphens and spaces, in upper case, with the letters that are read as digits made digits.
fn squeezed(text: &str) -> String {
    text.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|letter| match letter.to_ascii_uppercase() {
            'O' => '0',
            'I' | 'L' => '1',
            other => other,
        })
        .collect()
}
