//! The lists of options.

use std::collections::HashMap;

use super::book::Row;
use super::columns::{Languages, Table};
use super::survey::Written;
use crate::flow::import::form::{Choice, Question};
use crate::flow::import::logic::Logic;
use crate::flow::import::name::Names;
use crate::flow::import::words::{one_line, plain};
use crate::flow::import::xpath::mean::Scope;

/// The options of a form, by list.
pub struct Lists {
    table: Table,
    rows: HashMap<String, Vec<usize>>,
}

/// A longer list is not carried over as options.
const MOST_OPTIONS: usize = 2_000;

impl Lists {
    pub fn new(table: Table) -> Self {
        let mut rows: HashMap<String, Vec<usize>> = HashMap::new();
        for (at, row) in table.rows.iter().enumerate() {
            if let Some(list) = table.get(row, "list_name") {
                rows.entry(list.to_owned()).or_default().push(at);
            }
        }
        Self { table, rows }
    }

    /// Whether there is such a list.
    pub fn has(&self, list: &str) -> bool {
        self.rows.contains_key(list)
    }

    fn of(&self, list: &str) -> impl Iterator<Item = &Row> {
        let rows = self.rows.get(list).map_or(&[][..], Vec::as_slice);
        rows.iter().filter_map(|at| self.table.rows.get(*at))
    }

    /// Puts the options of a list into a question.
    pub fn fill(&self, question: &mut Question, list: &str, languages: &Languages) {
        let count = self.of(list).count();
        if count > MOST_OPTIONS {
            question.lose(format!(
                "it has {count} options; only the first {MOST_OPTIONS} are carried over"
            ));
        }
        let mut names = Names::default();
        if question.other {
            names.make("other", "other");
        }
        let mut languages_lost = Vec::new();
        for row in self.of(list).take(MOST_OPTIONS) {
            let said = languages.say(&self.table, row, "label");
            let source = self
                .table
                .get(row, "name")
                .unwrap_or(&said.words)
                .to_owned();
            // The one with free text is a matter of the question.
            if question.other && source == "other" {
                continue;
            }
            languages_lost.extend(said.lost);
            if self.table.all(row, "media").next().is_some() {
                question.lose(format!("the picture or the sound of the option {source}"));
            }
            question.options.push(Choice {
                id: names.make(&source, "option"),
                label: one_line(&plain(&said.words)),
                source,
                translations: said
                    .others
                    .into_iter()
                    .map(|(code, words)| (code, one_line(&plain(&words))))
                    .collect(),
                when: Logic::Always,
                exclusive: false,
            });
        }
        languages_lost.sort();
        languages_lost.dedup();
        if !languages_lost.is_empty() {
            question.lose(format!(
                "the labels of its options in {}",
                languages_lost.join(", ")
            ));
        }
    }

    /// When each option is offered, for the options that the question has.
    pub fn filter(
        &self,
        question: &Question,
        list: &str,
        filter: &Written,
        scope: &Scope<'_>,
    ) -> Vec<Logic> {
        let reason = |cause: &str| {
            let text = &filter.text;
            format!("the filter of its options cannot be said in a flow, for {cause}: {text}")
        };
        let Ok(expression) = filter.parse() else {
            let unknown = Logic::Unknown(reason("it cannot be read"));
            return vec![unknown; question.options.len()];
        };
        let rows: Vec<&Row> = self.of(list).take(MOST_OPTIONS).collect();
        let is_listed =
            |row: &&&Row| !(question.other && self.table.get(row, "name") == Some("other"));
        let rows = rows.iter().filter(is_listed);
        let when = |row: &&Row| {
            let columns =
                self.table.columns.iter().filter_map(|(at, column)| {
                    Some((column.name.clone(), row.cells.get(at)?.clone()))
                });
            let mut columns: HashMap<String, String> = columns.collect();
            for (at, column) in &self.table.columns {
                if let Some(text) = row.cells.get(at) {
                    columns
                        .entry(column.title.to_lowercase())
                        .or_insert_with(|| text.clone());
                }
            }
            let mut reader = scope.reader(&filter.here);
            reader.columns = Some(&columns);
            reader.condition(&expression).explained(reason)
        };
        rows.map(when).collect()
    }
}
