//! Schema 1: the tables of a flow file, read key by key. Names are resolved later, in `compile`.

mod question;

use std::ops::Range;

use chrono::NaiveDate;
use toml::de::DeTable;

use super::question::Question;
use super::rule::{Pledge, Rule, Within};
use super::{Flow, Section};
use crate::domain::answer::FlowRef;
use crate::domain::priority::{Impact, Urgency};
use crate::handwritten::fault::Faults;
use crate::handwritten::reader::{Reader, Spot};

/// A flow whose conditions and templates are not resolved yet.
pub(super) struct Draft<'t> {
    pub(super) flow: Flow,
    pub(super) conditions: Vec<Pending<'t>>,
    /// `[brief]`: the summary and the read-back, each with its place.
    pub(super) summary: Option<(String, Range<usize>)>,
    pub(super) readback: Option<(String, Range<usize>)>,
    /// Where every question begins.
    pub(super) spans: Vec<Range<usize>>,
}

/// A condition to resolve.
pub(super) struct Pending<'t> {
    pub(super) owner: Owner,
    pub(super) value: Spot<'t>,
    pub(super) path: String,
}

/// Whose condition it is, by position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Section(usize),
    Question(usize),
    Option(usize, usize),
    Rule(usize),
}

/// Keys of schema 1 that this version does not act on yet; taking them in silence would promise what nobody keeps.
pub(super) fn is_not_yet(key: &str) -> bool {
    const NOT_YET: &[&str] = &[
        "include",
        "repeat",
        "from",
        "sensitive",
        "path",
        "escalate",
        "known_problem",
        "search",
        "set",
    ];
    NOT_YET.contains(&key) || key.starts_with("ask_")
}

/// Reads the tables of a file.
pub(super) fn read<'t>(
    table: &'t DeTable<'t>,
    text: &str,
    hash: String,
    faults: &'t Faults<'t>,
) -> Draft<'t> {
    let reader = Reader::new(table, 0..text.len().min(1), "", faults);
    match reader.integer("schema") {
        Some(1) | None if table.contains_key("schema") => {}
        Some(other) => {
            let message =
                format!("schema {other} is not known; this version of baton reads schema 1");
            reader.fault(&reader.span_of("schema"), "schema", message);
        }
        None => reader.fault(&reader.span, "schema", "it is missing: write schema = 1"),
    }
    let id = reader.id("id");
    let title = reader.needed_text("title", "the name of the category, as the agent sees it");
    let version = version(&reader);

    let mut draft = Draft {
        flow: Flow {
            reference: FlowRef { id, version, hash },
            owner: reader.text("owner"),
            review_by: review_by(&reader),
            products: reader.texts("products"),
            keywords: reader.texts("keywords"),
            say: reader.texts("say"),
            avoid: reader.texts("avoid"),
            sections: vec![Section {
                id: String::new(),
                title: title.clone(),
                when: None,
                after: false,
                questions: Vec::new(),
            }],
            title,
            ..Flow::default()
        },
        conditions: Vec::new(),
        summary: None,
        readback: None,
        spans: Vec::new(),
    };
    for section in reader.tables("section") {
        draft.section(section);
    }
    for table in reader.tables("question") {
        draft.question(&table);
        table.finish();
    }
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
        draft.summary = brief.spotted_text("summary");
        draft.readback = brief.spotted_text("readback");
        brief.finish();
    }
    reader.finish();
    draft
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
        self.flow.sections.push(Section {
            id,
            title: reader.needed_text("title", "what the agent sees beside the questions"),
            when: None,
            after: place.unwrap_or(false),
            questions: Vec::new(),
        });
        reader.finish();
    }

    fn question(&mut self, reader: &Reader<'t>) {
        let owner = self.flow.questions.len();
        let question: Question = question::read(self, reader, owner);
        if self
            .flow
            .questions
            .iter()
            .any(|other| other.id == question.id)
            && !question.id.is_empty()
        {
            let message = format!("there is another question `{}`", question.id);
            reader.fault(&reader.span_of("id"), "id", message);
        }
        self.condition(reader, Owner::Question(owner));
        self.spans.push(reader.span.clone());
        self.flow.questions.push(question);
    }

    fn rule(&mut self, reader: Reader<'t>) {
        let owner = Owner::Rule(self.flow.rules.len());
        if !self.condition(&reader, owner) {
            reader.fault(
                &reader.span,
                "when",
                "it is missing: a rule fires when its condition is met",
            );
        }
        let words = |ids: &[(&'static str, Impact)]| reader.word("impact", ids);
        let impacts: Vec<_> = Impact::ALL
            .iter()
            .map(|impact| (impact.id(), *impact))
            .collect();
        let urgencies: Vec<_> = Urgency::ALL
            .iter()
            .map(|urgency| (urgency.id(), *urgency))
            .collect();
        let rule = Rule {
            when: None,
            tell: reader.text("tell"),
            stop: reader.text("stop"),
            impact: words(&impacts),
            urgency: reader.word("urgency", &urgencies),
            promise: reader.table("promise").and_then(pledge),
        };
        let acts = ["tell", "stop", "impact", "urgency", "promise"];
        if !acts.iter().any(|key| reader.has(key)) {
            reader.fault(
                &reader.span,
                "rule",
                format!("it does nothing; give it one of {}", acts.join(", ")),
            );
        }
        self.flow.rules.push(rule);
        reader.finish();
    }

    /// Notes the `when` of a table down; tells whether there is one.
    fn condition(&mut self, reader: &Reader<'t>, owner: Owner) -> bool {
        let value = reader.get("when");
        self.conditions.extend(value.map(|value| Pending {
            owner,
            value,
            path: reader.path("when"),
        }));
        value.is_some()
    }
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

fn pledge(reader: Reader<'_>) -> Option<Pledge> {
    let what = reader.needed_text("what", "what we do, such as \"status report\"");
    let within = reader.needed_text("within", "how soon, such as \"1h\"");
    let span = reader.span_of("within");
    let parsed = Within::parse(&within);
    if parsed.is_none() && !within.is_empty() {
        let message = format!(
            "`{within}` is not a length of time, such as \"1h\", \"2 days\", \"2 working days\""
        );
        reader.fault(&span, "within", message);
    }
    reader.finish();
    parsed.map(|within| Pledge { what, within })
}
