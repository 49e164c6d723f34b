//! Reads a TOML table key by key, and knows in the end which keys nobody asked for.

mod language;

use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::asked::Shape;
use super::fault::{Fault, Faults, nearest};
pub(crate) use language::Variant;

pub(crate) use super::scalar::{kind, number, whole};

/// A value with its place in the file.
pub(crate) type Spot<'t> = &'t Spanned<DeValue<'t>>;

/// A table that is being read.
pub(crate) struct Reader<'t> {
    table: &'t DeTable<'t>,
    /// Where the table begins.
    pub(crate) span: Range<usize>,
    /// What the table is, for faults: `question scope`; empty for the file itself.
    pub(crate) name: String,
    /// What the table is in the format, such as `question/options`; empty unless somebody wants to know.
    at: String,
    /// Where faults go.
    pub(crate) faults: &'t Faults<'t>,
    known: RefCell<Vec<Cow<'t, str>>>,
    /// What the keys begin with that end in a language.
    prefixes: RefCell<Vec<&'static str>>,
    /// What has to be there and is not, each with what it would be.
    missing: RefCell<Vec<(&'static str, String)>>,
}

impl<'t> Reader<'t> {
    pub(crate) fn new(
        table: &'t DeTable<'t>,
        span: Range<usize>,
        name: impl Into<String>,
        faults: &'t Faults<'t>,
    ) -> Self {
        Self {
            table,
            span,
            name: name.into(),
            at: String::new(),
            faults,
            known: RefCell::default(),
            prefixes: RefCell::default(),
            missing: RefCell::default(),
        }
    }

    /// The value of a key, whatever it is.
    pub(crate) fn get(&self, key: &'static str) -> Option<Spot<'t>> {
        self.known.borrow_mut().push(key.into());
        self.is(key, Shape::Any);
        self.table.get(key)
    }

    /// Whether the table has the key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// A text that is not blank.
    pub(crate) fn text(&self, key: &'static str) -> Option<String> {
        self.spotted_text(key).map(|(text, _)| text)
    }

    /// A text that is not blank, and where it stands.
    pub(crate) fn spotted_text(&self, key: &'static str) -> Option<(String, Range<usize>)> {
        self.is(key, Shape::Text);
        self.text_of(key, self.get(key)?)
    }

    fn text_of(&self, key: &str, value: Spot<'t>) -> Option<(String, Range<usize>)> {
        match value.get_ref().as_str() {
            Some(text) if !text.trim().is_empty() => Some((text.to_owned(), value.span())),
            Some(_) => self.wrong(key, value, "it is empty; write it or leave the key out"),
            None => self.wrong(
                key,
                value,
                &format!("a text was expected, not {}", kind(value)),
            ),
        }
    }

    /// A text that must be there.
    pub(crate) fn needed_text(&self, key: &'static str, why: &str) -> String {
        self.faults.asked.needed(&self.at, key);
        let Some(value) = self.table.get(key) else {
            self.missing.borrow_mut().push((key, why.to_owned()));
            return self.text(key).unwrap_or_default();
        };
        let text = value.get_ref().as_str();
        if text.is_some_and(|text| text.trim().is_empty()) {
            self.is(key, Shape::Text);
            let _ = self.get(key);
            self.fault(&value.span(), key, format!("it is empty: {why}"));
            return String::new();
        }
        self.text(key).unwrap_or_default()
    }

    /// An id: lower case letters, digits and underscores, beginning with a letter.
    pub(crate) fn id(&self, key: &'static str) -> String {
        let missing = "a stable name, never used again with another meaning";
        let id = self.needed_text(key, missing);
        self.is(key, Shape::Id);
        let fits = id.starts_with(|first: char| first.is_ascii_lowercase())
            && id
                .chars()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
        if !id.is_empty() && !fits {
            let plain = id.to_lowercase().replace([' ', '-', '.'], "_");
            let plain = plain.trim_start_matches(|first: char| !first.is_ascii_lowercase());
            let example = if plain.is_empty() { "printer_1" } else { plain };
            let message =
                format!("`{id}` is not an id: a letter, then a–z, 0–9 and _, such as `{example}`");
            self.fault(&self.span_of(key), key, message);
        }
        id
    }

    /// A list of texts.
    pub(crate) fn texts(&self, key: &'static str) -> Vec<String> {
        let texts = self.spotted_texts(key).into_iter();
        texts.map(|(text, _)| text).collect()
    }

    /// A list of texts, each with its place.
    pub(crate) fn spotted_texts(&self, key: &'static str) -> Vec<(String, Range<usize>)> {
        self.is(key, Shape::Texts);
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let Some(items) = value.get_ref().as_array() else {
            self.wrong::<()>(
                key,
                value,
                &format!("a list of texts was expected, not {}", kind(value)),
            );
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref().as_str() {
                Some(text) if !text.trim().is_empty() => texts.push((text.to_owned(), item.span())),
                _ => drop(self.wrong::<()>(key, item, "every item is a text that is not empty")),
            }
        }
        texts
    }

    /// `true` or `false`; false when left out.
    pub(crate) fn flag(&self, key: &'static str) -> bool {
        self.is(key, Shape::Flag);
        self.get(key).is_some_and(|value| {
            value
                .get_ref()
                .as_bool()
                .or_else(|| {
                    self.wrong(
                        key,
                        value,
                        &format!("true or false was expected, not {}", kind(value)),
                    )
                })
                .unwrap_or(false)
        })
    }

    /// A whole number.
    pub(crate) fn integer(&self, key: &'static str) -> Option<i64> {
        self.is(key, Shape::Integer);
        let value = self.get(key)?;
        whole(value).or_else(|| {
            self.wrong(
                key,
                value,
                &format!("a whole number was expected, not {}", kind(value)),
            )
        })
    }

    pub(crate) fn decimal(&self, key: &'static str) -> Option<f64> {
        self.is(key, Shape::Number);
        let value = self.get(key)?;
        number(value).or_else(|| {
            let message = format!("a number was expected, not {}", kind(value));
            self.wrong(key, value, &message)
        })
    }

    /// One of a few words.
    pub(crate) fn word<T: Copy>(
        &self,
        key: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let all = words.iter().map(|(word, _)| *word).collect();
        let spotted = self.spotted_text(key);
        self.is(key, Shape::Words(all));
        let (text, span) = spotted?;
        self.one_of(&text, &span, key, words)
    }

    /// What a text that stands there means, if it is one of a few words.
    pub(crate) fn one_of<T: Copy>(
        &self,
        text: &str,
        span: &Range<usize>,
        key: &str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let found = words.iter().find(|(word, _)| *word == text);
        if found.is_none() {
            let all = words
                .iter()
                .map(|(word, _)| format!("`{word}`"))
                .collect::<Vec<_>>();
            let message = format!("`{text}` is not one of {}", all.join(", "));
            let known = words.iter().map(|(word, _)| *word);
            self.faults
                .unknown(span, &self.path(key), &message, text, known);
        }
        found.map(|&(_, value)| value)
    }

    /// Every key with its value, for a table whose keys are not known beforehand.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (&str, Spot<'t>)> {
        self.table
            .iter()
            .map(|(key, value)| (key.get_ref().as_ref(), value))
    }

    /// A fault of this place that says nothing yet.
    pub(crate) fn place(&self, span: &Range<usize>, key: &str) -> Fault {
        self.faults.place(span, &self.path(key))
    }

    /// The table under a key.
    pub(crate) fn table(&self, key: &'static str) -> Option<Self> {
        self.is(key, Shape::Table);
        let value = self.get(key)?;
        match value.get_ref().as_table() {
            Some(table) => Some(self.below(key, table, value.span(), self.path(key))),
            None => self.wrong(
                key,
                value,
                &format!("a table was expected, not {}", kind(value)),
            ),
        }
    }

    /// The tables of a list, such as every `[[question]]`; each is named by its `id`, or else by its number.
    pub(crate) fn tables(&self, key: &'static str) -> Vec<Self> {
        self.is(key, Shape::Tables);
        let Some(value) = self.get(key) else {
            return Vec::new();
        };
        let items = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            other => {
                // One that is written as the only one is meant as one of several.
                let is_one = other.as_table().is_some();
                let how = match (is_one, self.name.as_str()) {
                    (true, "") => format!("each of several begins with [[{key}]], this one, too"),
                    (true, _) => "it stands in a list: [ { … } ]".to_owned(),
                    _ => format!(
                        "a list of tables was expected, not {}; write [[{key}]]",
                        kind(value)
                    ),
                };
                self.wrong::<()>(key, value, &how);
                is_one.then_some(value).into_iter().collect::<Vec<_>>()
            }
        };
        let mut tables = Vec::new();
        for (position, item) in items.into_iter().enumerate() {
            let Some(table) = item.get_ref().as_table() else {
                self.wrong::<()>(
                    key,
                    item,
                    &format!("a table was expected, not {}", kind(item)),
                );
                continue;
            };
            let id = table.get("id").and_then(|id| id.get_ref().as_str());
            let name = match id {
                Some(id) => format!("{} {id}", self.path(key)),
                None => format!("{} {}", self.path(key), position + 1),
            };
            tables.push(self.below(key, table, item.span(), name));
        }
        tables
    }

    /// Reports every key that was not asked for, and every one that is missing, unless it is there with a slip.
    pub(crate) fn finish(self) {
        let known = self.known.borrow();
        let mut missing = self.missing.take();
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            if known.iter().any(|known| known == name) {
                continue;
            }
            let path = self.path(name);
            let message = format!("there is no key `{name}` here");
            let names = || known.iter().map(AsRef::as_ref);
            if let Some(meant) = language::meant(name, &self.prefixes.borrow()) {
                let suggestion = format!("did you mean `{meant}`?");
                self.faults
                    .advise(&key.span(), &path, &message, Some(&suggestion));
                continue;
            }
            let meant = nearest(name, names());
            missing.retain(|(key, _)| meant != Some(*key));
            self.faults
                .unknown(&key.span(), &path, &message, name, names());
        }
        for (key, why) in missing {
            self.fault(&self.span, key, format!("it is missing: {why}"));
        }
    }

    /// A fault about a key of this table.
    pub(crate) fn fault(&self, span: &Range<usize>, key: &str, message: impl Into<String>) {
        self.faults.add(span, &self.path(key), message);
    }

    /// Something about a key of this table that somebody should look at.
    pub(crate) fn lint(&self, span: &Range<usize>, key: &str, message: impl Into<String>) {
        self.faults.lint(span, &self.path(key), message);
    }

    /// Where the value of a key stands, or else the table.
    pub(crate) fn span_of(&self, key: &str) -> Range<usize> {
        self.table
            .get(key)
            .map_or_else(|| self.span.clone(), Spanned::span)
    }

    /// The key with the name of its table before it.
    pub(crate) fn path(&self, key: &str) -> String {
        match self.name.as_str() {
            "" => key.to_owned(),
            name => format!("{name}: {key}"),
        }
    }

    fn below(&self, key: &str, table: &'t DeTable<'t>, span: Range<usize>, name: String) -> Self {
        Self {
            at: self.faults.asked.below(&self.at, key),
            ..Self::new(table, span, name, self.faults)
        }
    }

    /// What the value of a key has to be.
    fn is(&self, key: &'static str, shape: Shape) {
        self.faults.asked.key(&self.at, key, shape);
    }

    fn wrong<T>(&self, key: &str, value: Spot<'t>, message: &str) -> Option<T> {
        self.fault(&value.span(), key, message);
        None
    }
}
