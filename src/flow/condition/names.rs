//! The names that a condition can use, and what each of them means.

use std::collections::HashMap;

use super::{KnownFact, Source, Subject, settled};
use crate::domain::answer::Field;
use crate::flow::fact::{ALONE, Fact};
use crate::flow::question::{Kind, Question};
use crate::flow::value::{Measure, Measured};

/// The names that a condition of a flow can use.
pub(in crate::flow) struct Names<'a> {
    own: &'a [Question],
    intake: &'a [Question],
    by_id: HashMap<&'a str, (Source, &'a Question)>,
}

/// What a name stands for, and what may be asked about it.
pub(super) struct Meaning<'a> {
    pub(super) subject: Subject,
    pub(super) measure: Measure,
    pub(super) options: Option<Vec<&'a str>>,
    /// `a yes_no question`, `the customer's tier`.
    pub(super) what: String,
}

impl Meaning<'_> {
    /// What it is compared with, as exact as what is reckoned is.
    pub(super) fn bound(&self, value: Measured) -> Measured {
        match (&self.subject, value) {
            (Subject::Reckoned(_), Measured::Number(number)) => Measured::Number(settled(number)),
            (_, value) => value,
        }
    }
}

impl<'a> Names<'a> {
    /// The flow's own questions, and those of the intake; the latter are none when the flow is the intake.
    pub(in crate::flow) fn new(own: &'a [Question], intake: &'a [Question]) -> Self {
        let mut by_id = HashMap::new();
        for (at, question) in intake.iter().enumerate() {
            by_id.insert(question.id.as_str(), (Source::Intake(at), question));
        }
        // A flow's own question hides one of the intake with the same name.
        for (at, question) in own.iter().enumerate() {
            by_id.insert(question.id.as_str(), (Source::Own(at), question));
        }
        Self { own, intake, by_id }
    }

    /// A question by its id.
    pub(in crate::flow) fn question(&self, id: &str) -> Option<(Source, &'a Question)> {
        self.by_id.get(id).copied()
    }

    /// The question at a position.
    pub(in crate::flow) fn at(&self, source: Source) -> Option<&'a Question> {
        match source {
            Source::Own(at) => self.own.get(at),
            Source::Intake(at) => self.intake.get(at),
        }
    }

    /// The questions whose answers fill a field: the flow's own, else the intake's.
    pub(in crate::flow) fn filling(&self, field: Field) -> Vec<Source> {
        let find = |questions: &[Question], source: fn(usize) -> Source| -> Vec<Source> {
            let fills = |(at, question): (usize, &Question)| {
                (question.maps_to == Some(field)).then(|| source(at))
            };
            questions.iter().enumerate().filter_map(fills).collect()
        };
        let own = find(self.own, Source::Own);
        if own.is_empty() {
            find(self.intake, Source::Intake)
        } else {
            own
        }
    }

    /// The ids of the questions.
    pub(in crate::flow) fn questions(&self) -> impl Iterator<Item = &'a str> {
        let questions = self.own.iter().chain(self.intake);
        questions.map(|question| question.id.as_str())
    }

    /// Every name that a condition can begin with.
    pub(in crate::flow) fn all(&self) -> Vec<&'a str> {
        let questions = self.own.iter().chain(self.intake);
        let facts = ALONE.iter().map(|(name, _)| *name);
        let others = ["caller", "customer", "any", "all", "not"];
        questions
            .map(|question| question.id.as_str())
            .chain(facts)
            .chain(others)
            .collect()
    }

    pub(super) fn meaning(&self, name: &str) -> Option<Meaning<'a>> {
        if let Some(&(_, fact)) = ALONE.iter().find(|(alone, _)| *alone == name) {
            return Some(self.fact(fact));
        }
        let (source, question) = self.question(name)?;
        let measure = question.kind.measure();
        Some(Meaning {
            subject: Subject::Value {
                sources: vec![source],
                fact: None,
                measure,
            },
            measure,
            options: match &question.kind {
                Kind::YesNo => Some(vec!["yes", "no"]),
                other => other.options().map(|options| options.ids()),
            },
            what: format!("a question of type {}", question.kind.id()),
        })
    }

    pub(super) fn fact(&self, fact: Fact) -> Meaning<'a> {
        let sources = |fact: Fact| {
            fact.field()
                .map(|field| self.filling(field))
                .unwrap_or_default()
        };
        let measure = fact.measure();
        let subject = if fact == Fact::Priority {
            Subject::Priority {
                impact: sources(Fact::Impact),
                urgency: sources(Fact::Urgency),
            }
        } else {
            Subject::Value {
                sources: sources(fact),
                fact: Some(KnownFact(fact)),
                measure,
            }
        };
        Meaning {
            subject,
            measure,
            options: fact.values(),
            what: fact.words(),
        }
    }
}
