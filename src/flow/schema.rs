//! Schema 1: the tables of a flow file, read key by key. Names are resolved later, in `compile`.

mod block;
mod check;
mod describe;
mod kind;
mod path;
mod question;
mod rule;

use std::collections::HashMap;
use std::ops::Range;

use chrono::NaiveDate;
use toml::de::DeTable;

pub(super) use block::{Block, Blocks, check as check_block};
pub(super) use describe::json_schema;
pub(super) use path::PathDraft;
pub(super) use question::gives_no_reason;

use super::{Flow, Repeat, Section};
use crate::domain::answer::FlowRef;
use crate::handwritten::fault::{Fault, Faults};
use crate::handwritten::reader::{Reader, Spot};

/// A flow whose conditions and texts are not resolved yet.
#[derive(Default)]
pub(super) struct Draft<'t> {
    pub(super) flow: Flow,
    pub(super) conditions: Vec<Pending<'t>>,
    /// The texts that have places for answers.
    pub(super) texts: Vec<(TextOf, Place<'t>)>,
    /// `[brief]`: the summary and the read-back, each with its place.
    pub(super) summary: Option<(String, Place<'t>)>,
    pub(super) readback: Option<(String, Place<'t>)>,
    /// Where every question begins.
    pub(super) places: Vec<Place<'t>>,
    pub(super) paths: Vec<PathDraft<'t>>,
    /// The blocks that are included, in order.
    pub(super) blocks: Vec<&'t str>,
    /// Where each question has its id.
    ids: HashMap<String, Place<'t>>,
}

/// A place in a file, to report faults about.
#[derive(Clone)]
pub(super) struct Place<'t> {
    pub(super) faults: &'t Faults<'t>,
    pub(super) span: Range<usize>,
    pub(super) path: String,
}

/// A condition to resolve.
pub(super) struct Pending<'t> {
    pub(super) owner: Owner,
    pub(super) value: Spot<'t>,
    pub(super) place: Place<'t>,
}

/// Whose condition it is, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Section(usize),
    Question(usize),
    Option(usize, usize),
    Rule(usize),
}

/// Which text it is, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextOf {
    /// What the flow has to say.
    Say(usize),
    /// The words of a question.
    Ask(usize),
    /// Other words of it.
    Wording(usize, usize),
    /// What to say when an option is chosen.
    Option(usize, usize),
    /// What a rule tells the caller.
    Tell(usize),
}

impl<'t> Place<'t> {
    fn of(reader: &Reader<'t>, key: &str, span: Range<usize>) -> Self {
        Self {
            faults: reader.faults,
            span,
            path: reader.path(key),
        }
    }

    /// Its file, line and column.
    pub(super) fn spot(&self) -> Fault {
        self.faults.place(&self.span, &self.path)
    }

    pub(super) fn fault(&self, message: impl Into<String>) {
        self.faults.add(&self.span, &self.path, message);
    }

    pub(super) fn lint(&self, message: impl Into<String>) {
        self.faults.lint(&self.span, &self.path, message);
    }
}

/// Reads the tables of a file.
pub(super) fn read<'t>(
    table: &'t DeTable<'t>,
    text: &str,
    blocks: &Blocks<'t>,
    faults: &'t Faults<'t>,
) -> Draft<'t> {
    let reader = Reader::new(table, 0..text.len().min(1), "", faults);
    schema(&reader);
    let id = reader.id("id");
    let title = reader.needed_text("title", "the name of the category, as the agent sees it");
    let version = version(&reader);

    let mut draft = Draft {
        flow: Flow {
            reference: FlowRef {
                id,
                version,
                hash: String::new(),
            },
            owner: reader.text("owner"),
            review_by: review_by(&reader),
            products: reader.texts("products"),
            keywords: reader.texts("keywords"),
            avoid: reader.texts("avoid"),
            sections: vec![Section::new(String::new(), title.clone())],
            title,
            ..Flow::default()
        },
        conditions: Vec::new(),
        texts: Vec::new(),
        summary: None,
        readback: None,
        places: Vec::new(),
        paths: Vec::new(),
        blocks: Vec::new(),
        ids: HashMap::new(),
    };
    for (text, span) in reader.spotted_texts("say") {
        let owner = TextOf::Say(draft.flow.say.len());
        let text = draft.text(&reader, "say", owner, text, span);
        draft.flow.say.push(text);
    }
    for section in reader.tables("section") {
        draft.section(section);
    }
    draft.questions(&reader, blocks, &block::Inclusion::default());
    if draft.flow.questions.is_empty() {
        reader.fault(
            &reader.span,
            "question",
            "there is no question; a flow asks at least one",
        );
    }
    for rule in reader.tables("rule") {
        draft.rule(rule);
    }
    if let Some(brief) = reader.table("brief") {
        let part = |key| {
            let (text, span) = brief.spotted_text(key)?;
            Some((text, Place::of(&brief, key, span)))
        };
        (draft.summary, draft.readback) = (part("summary"), part("readback"));
        brief.finish();
    }
    draft.ask_for_more();
    for path in reader.tables("path") {
        draft.path(path);
    }
    reader.finish();
    draft
}

/// The version of the language that a file is written in.
fn schema(reader: &Reader<'_>) {
    match reader.integer("schema") {
        Some(1) => {}
        None if reader.has("schema") => {}
        Some(other) => {
            let message =
                format!("schema {other} is not known; this version of baton reads schema 1");
            reader.fault(&reader.span_of("schema"), "schema", message);
        }
        None => reader.fault(&reader.span, "schema", "it is missing: write schema = 1"),
    }
}

impl<'t> Draft<'t> {
    fn section(&mut self, reader: Reader<'t>) {
        let id = reader.id("id");
        if self.flow.sections.iter().any(|section| section.id == id) && !id.is_empty() {
            reader.fault(
                &reader.span_of("id"),
                "id",
                format!("there is another section `{id}`"),
            );
        }
        let owner = Owner::Section(self.flow.sections.len());
        self.condition(&reader, owner);
        let place = reader.word("place", &[("before", false), ("after", true)]);
        if place.is_some() && self.flow.reference.id != super::INTAKE {
            let message = "only the intake has sections before and after the category’s own";
            reader.fault(&reader.span_of("place"), "place", message);
        }
        let title = reader.needed_text("title", "what the agent sees beside the questions");
        self.flow.sections.push(Section {
            after: place.unwrap_or(false),
            repeat: reader.table("repeat").and_then(repeat),
            ..Section::new(id, title)
        });
        reader.finish();
    }

    /// Behind the questions of every repeated section stands the one that asks for the next item.
    fn ask_for_more(&mut self) {
        for at in 0..self.flow.sections.len() {
            let repeat = self.flow.sections.get(at).and_then(|section| {
                let repeat = section.repeat.as_ref()?;
                Some(question::another(at, &section.id, repeat))
            });
            let Some(question) = repeat else { continue };
            let twin = self.flow.questions.iter().zip(&self.places);
            for (_, place) in twin.filter(|(other, _)| other.id == question.id) {
                place.fault(format!(
                    "`{}` is what the repeated section asks; choose another id",
                    question.id
                ));
            }
            if let Some(section) = self.flow.sections.get_mut(at) {
                section.another = Some(self.flow.questions.len());
            }
            self.flow.questions.push(question);
        }
    }

    /// Notes a text down whose places are to be resolved.
    fn text(
        &mut self,
        reader: &Reader<'t>,
        key: &str,
        owner: TextOf,
        text: String,
        span: Range<usize>,
    ) -> super::template::Text {
        if text.contains(['{', '}']) {
            self.texts.push((owner, Place::of(reader, key, span)));
        }
        super::template::Text::new(text)
    }

    /// Notes the `when` of a table down; tells whether there is one.
    fn condition(&mut self, reader: &Reader<'t>, owner: Owner) -> bool {
        let value = reader.get("when");
        self.conditions.extend(value.map(|value| Pending {
            owner,
            value,
            place: Place::of(reader, "when", value.span()),
        }));
        value.is_some()
    }
}

/// The most things that one section asks about.
const MOST_ITEMS: i64 = 100;

fn repeat(reader: Reader<'_>) -> Option<Repeat> {
    let item = reader.needed_text("item", "what is asked about each time, such as \"printer\"");
    let max = reader.integer("max");
    let most = max.filter(|max| (2..=MOST_ITEMS).contains(max));
    if most.is_none() {
        let message = format!("how many at most is a whole number from 2 to {MOST_ITEMS}");
        reader.fault(&reader.span_of("max"), "max", message);
    }
    let another = reader.text("another");
    let anothers = question::languages(&reader, "another_");
    reader.finish();
    let max = usize::try_from(most?).ok()?;
    Some(Repeat {
        item,
        max,
        another,
        anothers,
    })
}

fn version(reader: &Reader<'_>) -> u32 {
    let missing = "it is missing: a whole number, raised when a question’s meaning changes";
    if !reader.has("version") {
        reader.fault(&reader.span, "version", missing);
    }
    let Some(version) = reader.integer("version") else {
        return 0;
    };
    u32::try_from(version)
        .ok()
        .filter(|&version| version > 0)
        .unwrap_or_else(|| {
            reader.fault(
                &reader.span_of("version"),
                "version",
                "it is a whole number from 1",
            );
            0
        })
}

fn review_by(reader: &Reader<'_>) -> Option<NaiveDate> {
    let value = reader.get("review_by")?;
    let day = value.get_ref().as_datetime().map(ToString::to_string);
    let day = day.and_then(|day| day.parse().ok());
    if day.is_none() {
        reader.fault(
            &value.span(),
            "review_by",
            "a day was expected, such as 2027-06-01 without quotes",
        );
    }
    day
}
