//! Blocks: questions that several flows include, from `question_flows/blocks/NAME.toml`.

use std::collections::BTreeMap;

use toml::de::DeTable;

use super::{Draft, Owner, Pending, Place, schema};
use crate::handwritten::fault::Faults;
use crate::handwritten::reader::{Reader, Spot};

/// The blocks that may be included, by name.
pub(in crate::flow) type Blocks<'t> = BTreeMap<&'t str, Block<'t>>;

/// A block: its tables, and where its faults go.
#[derive(Clone, Copy)]
pub(in crate::flow) struct Block<'t> {
    pub(in crate::flow) table: &'t DeTable<'t>,
    pub(in crate::flow) faults: &'t Faults<'t>,
}

/// Where questions are included: the blocks around them, and what the including tables say of them.
#[derive(Clone, Default)]
pub(super) struct Inclusion<'t> {
    names: Vec<&'t str>,
    section: usize,
    conditions: Vec<(Spot<'t>, Place<'t>)>,
}

impl Inclusion<'_> {
    /// The section of the questions, once a block is what they stand in.
    pub(super) fn section(&self) -> Option<usize> {
        (!self.names.is_empty()).then_some(self.section)
    }
}

impl<'t> Draft<'t> {
    /// Reads every `[[question]]` of a table, and those of the blocks that they include.
    pub(super) fn questions(
        &mut self,
        reader: &Reader<'t>,
        blocks: &Blocks<'t>,
        inside: &Inclusion<'t>,
    ) {
        for table in reader.tables("question") {
            if table.has("include") {
                self.include(table, blocks, inside);
            } else {
                self.question(&table, inside);
                table.finish();
            }
        }
    }

    fn question(&mut self, reader: &Reader<'t>, inside: &Inclusion<'t>) {
        let owner = self.flow.questions.len();
        let question = super::question::read(self, reader, owner, inside.section());
        let place = Place::of(reader, "id", reader.span_of("id"));
        if let Some(other) = self.ids.get(&question.id) {
            // Lines are counted only where somebody wants to know.
            let (here, there) = (place.spot(), other.spot());
            let other = if here.file == there.file {
                format!("in line {}", there.line)
            } else {
                format!("in {}, line {}", there.file, there.line)
            };
            let message = format!("there is another question `{}` {other}", question.id);
            reader.fault(&reader.span_of("id"), "id", message);
        } else if !question.id.is_empty() {
            let id = question.id.clone();
            self.ids.insert(id, place);
        }
        for (value, place) in &inside.conditions {
            self.conditions.push(Pending {
                owner: Owner::Question(owner),
                value,
                place: place.clone(),
            });
        }
        self.condition(reader, Owner::Question(owner));
        self.places
            .push(Place::of(reader, "when", reader.span.clone()));
        self.flow.questions.push(question);
    }

    fn include(&mut self, reader: Reader<'t>, blocks: &Blocks<'t>, outside: &Inclusion<'t>) {
        let named = reader.spotted_text("include");
        let mut inside = outside.clone();
        inside.section = super::question::section(self, &reader, outside.section());
        let when = reader.get("when");
        inside
            .conditions
            .extend(when.map(|when| (when, Place::of(&reader, "when", when.span()))));
        let found = named.and_then(|(name, span)| {
            let place = Place::of(&reader, "include", span);
            self.find(&name, blocks, outside, &place)
        });
        reader.finish();
        let Some((&name, block)) = found else { return };
        inside.names.push(name);
        self.blocks.push(name);
        let reader = Reader::new(block.table, 0..1, "", block.faults);
        schema(&reader);
        self.questions(&reader, blocks, &inside);
        reader.finish();
    }

    fn find<'b>(
        &self,
        name: &str,
        blocks: &'b Blocks<'t>,
        outside: &Inclusion<'t>,
        place: &Place<'t>,
    ) -> Option<(&'b &'t str, &'b Block<'t>)> {
        let Some(found) = blocks.get_key_value(name) else {
            let message = format!("there is no block `{name}`; blocks are files in blocks/");
            let known = blocks.keys().copied();
            place
                .faults
                .unknown(&place.span, &place.path, &message, name, known);
            return None;
        };
        if let Some(at) = outside.names.iter().position(|outer| *outer == name) {
            let circle = outside.names.iter().skip(at).copied().chain([name]);
            let circle = circle.collect::<Vec<_>>().join(" → ");
            place.fault(format!(
                "the blocks include each other in a circle: {circle}"
            ));
            return None;
        }
        if self.blocks.contains(&name) {
            place.fault(format!("`{name}` is included already"));
            return None;
        }
        Some(found)
    }
}

/// What is wrong in a block that no flow includes: all that can be said without one.
pub(in crate::flow) fn check(name: &str, blocks: &Blocks<'_>) {
    let Some((name, block)) = blocks.get_key_value(name) else {
        return;
    };
    let reader = Reader::new(block.table, 0..1, "", block.faults);
    schema(&reader);
    let inside = Inclusion {
        names: vec![name],
        ..Inclusion::default()
    };
    Draft::default().questions(&reader, blocks, &inside);
    reader.finish();
}
