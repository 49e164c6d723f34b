//! The flows found so far, while the files of a library are read.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use super::sheet::{Made, Sheet, Shelf, check_alone};
use super::{Entry, Layer};
use chrono::NaiveDate;

use crate::flow::lint::Care;
use crate::flow::{Fault, Flow, Severity};
use crate::handwritten::fault::harmless;

/// The flows found so far, by id.
pub(super) struct Found<'s> {
    pub(super) entries: BTreeMap<String, Entry>,
    pub(super) faults: Vec<Fault>,
    taken: HashMap<String, (Layer, String)>,
    /// The blocks in force: those of the highest layer.
    blocks: Shelf<'s>,
    /// Those of the lowest, for a flow with which the others do not go together.
    shipped: Shelf<'s>,
    included: BTreeSet<String>,
    /// Today, when somebody wants to know what the owners should look at.
    today: Option<NaiveDate>,
}

impl<'s> Found<'s> {
    /// Nothing yet; the blocks stand in the order of their layers.
    pub(super) fn new(blocks: &[&'s Sheet<'s>], today: Option<NaiveDate>) -> Self {
        let named = |sheet: &&'s Sheet<'s>| Some((sheet.file.block()?, *sheet));
        Self {
            entries: BTreeMap::new(),
            faults: Vec::new(),
            taken: HashMap::new(),
            blocks: blocks.iter().filter_map(named).collect(),
            shipped: blocks.iter().rev().filter_map(named).collect(),
            included: BTreeSet::new(),
            today,
        }
    }

    pub(super) fn take(&mut self, sheet: &Sheet<'_>, intake: Option<&Flow>) {
        let below = sheet.id().and_then(|id| self.entries.get(id));
        let care = self.today.map(|today| Care {
            today,
            below: below.map(|entry| (&*entry.flow, entry.path.as_str())),
        });
        let mut made = sheet.make(intake, &self.blocks, care);
        self.faults.append(&mut made.faults);
        self.included.extend(made.blocks.iter().cloned());
        if made.flow.is_none() && !made.blocks.is_empty() {
            // A block of the team's that is broken takes no flow from anybody.
            made = sheet.make(intake, &self.shipped, None);
        }
        let Made {
            flow: Some(flow),
            blocks,
            ..
        } = made
        else {
            return;
        };
        let id = flow.id().to_owned();
        let (layer, path) = (sheet.file.layer, harmless(&sheet.file.path));
        if let Some((_, other)) = self.taken.get(&id).filter(|(taken, _)| *taken == layer) {
            let message =
                format!("the id `{id}` belongs to {other} already; each flow has its own");
            self.faults.push(Fault::of_file(&sheet.file.path, message));
            return;
        }
        self.taken.insert(id.clone(), (layer, path.clone()));
        let files = blocks
            .iter()
            .filter_map(|name| self.blocks.get(name.as_str()));
        let mut instead = Vec::new();
        if let Some(below) = self.entries.get(&id) {
            instead.clone_from(&below.instead);
            instead.push((below.layer, below.path.clone()));
        }
        let entry = Entry {
            flow: Arc::new(flow),
            instead,
            layer,
            path,
            blocks: files.map(|sheet| harmless(&sheet.file.path)).collect(),
        };
        self.entries.insert(id, entry);
    }

    /// Looks at the blocks that no flow includes.
    pub(super) fn check_the_rest(&mut self) {
        for (name, sheet) in &self.blocks {
            if self.included.contains(*name) {
                continue;
            }
            self.faults.append(&mut check_alone(name, &self.blocks));
            self.faults.push(Fault {
                severity: Severity::Lint,
                ..Fault::of_file(&sheet.file.path, "no flow includes this block")
            });
        }
    }

    /// Puts back what came from a file that is broken now, or includes one.
    pub(super) fn keep_the_good<'e>(
        &mut self,
        earlier: impl Iterator<Item = &'e Entry>,
        unreadable: &[Fault],
    ) {
        let errors = self
            .faults
            .iter()
            .chain(unreadable)
            .filter(|fault| fault.is_error());
        let broken: HashSet<&str> = errors.map(|fault| fault.file.as_str()).collect();
        let is_broken = |file: &String| broken.contains(file.as_str());
        for entry in earlier {
            if is_broken(&entry.path) || entry.blocks.iter().any(is_broken) {
                self.entries
                    .insert(entry.flow.id().to_owned(), entry.clone());
            }
        }
    }
}
