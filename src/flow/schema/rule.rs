//! The keys of a `[[rule]]`.

use super::{Draft, Owner, TextOf};
use crate::domain::priority::{Impact, Urgency};
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
