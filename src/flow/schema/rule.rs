//! The keys of a `[[rule]]`.

use super::{Draft, Owner, TextOf};
use crate::domain::advice::Onward;
use crate::domain::answer::Field;
use crate::domain::priority::{Impact, Urgency};
use crate::flow::fact::values_of;
use crate::flow::rule::{Pledge, Rule, Within};
use crate::handwritten::reader::Reader;

impl<'t> Draft<'t> {
    /// Reads a rule, all but its condition.
    pub(super) fn rule(&mut self, reader: Reader<'t>) {
        let position = self.flow.rules.len();
        if !self.condition(&reader, Owner::Rule(position)) {
            reader.fault(
                &reader.span,
                "when",
                "it is missing: a rule fires when its condition is met",
            );
        }
        let impacts: Vec<_> = Impact::ALL
            .iter()
            .map(|impact| (impact.id(), *impact))
            .collect();
        let urgencies: Vec<_> = Urgency::ALL
            .iter()
            .map(|urgency| (urgency.id(), *urgency))
            .collect();
        let tell = reader.spotted_text("tell");
        let rule = Rule {
            when: None,
            tell: tell
                .map(|(text, span)| self.text(&reader, "tell", TextOf::Tell(position), text, span)),
            stop: reader.text("stop"),
            impact: reader.word("impact", &impacts),
            urgency: reader.word("urgency", &urgencies),
            promise: reader.table("promise").and_then(pledge),
            escalate: reader.table("escalate").map(escalate),
            known_problem: reader.text("known_problem"),
            search: reader.text("search"),
            set: reader.table("set").map_or_else(Vec::new, fields),
        };
        let acts = [
            "tell",
            "stop",
            "impact",
            "urgency",
            "escalate",
            "promise",
            "known_problem",
            "search",
            "set",
        ];
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

fn escalate(reader: Reader<'_>) -> Onward {
    let escalate = Onward {
        to: reader.needed_text("to", "a level or a department, such as \"level2\""),
        must: reader.flag("must"),
        why: reader.needed_text(
            "why",
            "the reason, such as \"an outage at a gold customer\"",
        ),
    };
    reader.finish();
    escalate
}

/// The fields that a rule may set: those of the problem. Who calls, and which category it is, are for a person to say.
fn may_be_set(field: Field) -> bool {
    !field.is_about_the_caller() && !matches!(field, Field::Category | Field::Words)
}

/// The fields of the record that a rule sets, each with its value.
pub(super) fn fields(reader: Reader<'_>) -> Vec<(Field, String)> {
    let mut set = Vec::new();
    for field in Field::ALL
        .iter()
        .copied()
        .filter(|field| may_be_set(*field))
    {
        let Some((value, span)) = reader.spotted_text(field.id()) else {
            continue;
        };
        let values = values_of(field).unwrap_or_default();
        if !values.is_empty() && !values.contains(&value.as_str()) {
            let message = format!("`{value}` is not one of {}", values.join(", "));
            reader.fault(&span, field.id(), message);
        }
        set.push((field, value));
    }
    reader.finish();
    set
}
