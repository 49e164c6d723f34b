//! The keys of a `[[path]]`; what is given is resolved with the conditions, in `compile`.

use toml::de::DeTable;

use super::{Draft, Place};
use crate::domain::priority::{Impact, Urgency};
use crate::flow::path::{Expect, Path};
use crate::handwritten::reader::Reader;

/// A path whose names are not resolved yet.
pub(in crate::flow) struct PathDraft<'t> {
    pub(in crate::flow) path: Path,
    pub(in crate::flow) given: Option<(&'t DeTable<'t>, Place<'t>)>,
    /// The questions that `asks` and `hides` name, each with its place.
    pub(in crate::flow) names: Vec<(String, Place<'t>)>,
}

impl<'t> Draft<'t> {
    /// Reads a path, all but what is given.
    pub(super) fn path(&mut self, reader: Reader<'t>) {
        let name = reader.needed_text(
            "name",
            "what it shows, such as \"everyone at a gold customer\"",
        );
        let given = reader.get("given").and_then(|given| {
            let place = Place::of(&reader, "given", given.span());
            let table = given.get_ref().as_table();
            if table.is_none() {
                place.fault("a table was expected, such as { scope = \"all\" }");
            }
            Some((table?, place))
        });
        let mut names = Vec::new();
        let mut ids = |key| {
            let texts = reader.spotted_texts(key).into_iter();
            let listed = texts.map(|(id, span)| {
                names.push((id.clone(), Place::of(&reader, key, span)));
                id
            });
            listed.collect()
        };
        let path = Path {
            name,
            asks: ids("asks"),
            hides: ids("hides"),
            expect: reader.table("expect").map(expect).unwrap_or_default(),
            ..Path::default()
        };
        self.paths.push(PathDraft { path, given, names });
        reader.finish();
    }
}

fn expect(reader: Reader<'_>) -> Expect {
    let impacts: Vec<_> = Impact::ALL
        .iter()
        .map(|impact| (impact.id(), *impact))
        .collect();
    let urgencies: Vec<_> = Urgency::ALL
        .iter()
        .map(|urgency| (urgency.id(), *urgency))
        .collect();
    let expect = Expect {
        impact: reader.word("impact", &impacts),
        urgency: reader.word("urgency", &urgencies),
        escalate_to: reader.text("escalate_to"),
        promise: reader.text("promise"),
        tell: reader.text("tell"),
        stop: reader.has("stop").then(|| reader.flag("stop")),
        known_problem: reader.text("known_problem"),
        search: reader.text("search"),
        set: reader
            .table("set")
            .map_or_else(Vec::new, super::rule::fields),
        summary: reader.text("summary"),
    };
    reader.finish();
    expect
}
