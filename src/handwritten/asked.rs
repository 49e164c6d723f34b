//! What the readers of a file ask for: noted down while they read, so that a description of the format is made of them.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};

/// What a value has to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Whatever the one who asks makes of it.
    Any,
    Text,
    Id,
    Texts,
    Flag,
    Integer,
    Number,
    /// One of these.
    Words(Vec<&'static str>),
    Table,
    Tables,
}

/// A table at one place of the format, such as `question/options`.
#[derive(Debug, Clone, Default)]
pub(crate) struct Table {
    /// Its keys.
    pub(crate) keys: BTreeMap<String, Shape>,
    /// What the keys begin with that end in something of the author's, such as `ask_`.
    pub(crate) prefixes: BTreeSet<&'static str>,
    /// The keys that are missed when they are not there.
    pub(crate) needed: BTreeSet<&'static str>,
}

/// Everything that was asked for, by place; nothing is noted down unless somebody wants to know.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    tables: Option<RefCell<BTreeMap<String, Table>>>,
}

impl Asked {
    /// One that notes down.
    pub(crate) fn noting() -> Self {
        Self {
            tables: Some(RefCell::default()),
        }
    }

    /// The place of a table below another; empty when nobody wants to know.
    pub(crate) fn below(&self, place: &str, key: &str) -> String {
        match (&self.tables, place) {
            (None, _) => String::new(),
            (Some(_), "") => key.to_owned(),
            (Some(_), place) => format!("{place}/{key}"),
        }
    }

    pub(crate) fn key(&self, place: &str, key: &'static str, shape: Shape) {
        self.note(place, |table| {
            let known = table.keys.entry(key.to_owned()).or_insert(Shape::Any);
            // What is closer is known after what is wider.
            if shape != Shape::Any {
                *known = shape;
            }
        });
    }

    pub(crate) fn prefix(&self, place: &str, prefix: &'static str) {
        self.note(place, |table| {
            table.prefixes.insert(prefix);
        });
    }

    pub(crate) fn needed(&self, place: &str, key: &'static str) {
        self.note(place, |table| {
            table.needed.insert(key);
        });
    }

    pub(crate) fn into_tables(self) -> BTreeMap<String, Table> {
        self.tables.map(RefCell::into_inner).unwrap_or_default()
    }

    fn note(&self, place: &str, how: impl FnOnce(&mut Table)) {
        if let Some(tables) = &self.tables {
            how(tables.borrow_mut().entry(place.to_owned()).or_default());
        }
    }
}
