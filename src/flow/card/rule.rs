//! Rules and paths in words.

use super::{Card, in_words};
use crate::flow::Flow;
use crate::flow::path::{Expect, Path};
use crate::flow::rule::Rule;

/// A rule of a flow in words: when it fires, and what it does then, one after the other.
pub fn rule_in_words(flow: &Flow, rule: &Rule) -> (String, Vec<String>) {
    let when = rule.when.as_ref();
    let when = when.map_or_else(|| "always".to_owned(), |when| in_words(when, flow));
    (when, acts(rule))
}

impl Card {
    /// A path: what is answered, and what is to follow.
    pub(super) fn path(&mut self, path: &Path) {
        self.gap();
        self.line("", &format!("{}:", path.name));
        let given = path.answers.iter().map(|answer| {
            let item = answer
                .item
                .map_or_else(String::new, |item| format!(" {item}"));
            format!("{}{item}: {}", answer.question, answer.words())
        });
        let known = path.facts.in_words().into_iter();
        let given = given.chain(known).collect::<Vec<_>>().join("; ");
        let asks = path.asks.join(", ");
        let hides = path.hides.join(", ");
        let follows = expected(&path.expect).join("; ");
        for (label, words) in [
            ("given", given),
            ("asks", asks),
            ("does not ask", hides),
            ("then", follows),
        ] {
            if !words.is_empty() {
                self.line("   - ", &format!("{label}: {words}"));
            }
        }
    }
}

fn expected(expect: &Expect) -> Vec<String> {
    let mut words = Vec::new();
    words.extend(
        expect
            .impact
            .map(|impact| format!("impact: {}", impact.words())),
    );
    words.extend(
        expect
            .urgency
            .map(|urgency| format!("urgency: {}", urgency.words())),
    );
    let texts = [
        ("escalated to ", &expect.escalate_to),
        ("promise: ", &expect.promise),
        ("tell the caller: ", &expect.tell),
        ("known problem: ", &expect.known_problem),
        ("look for: ", &expect.search),
        ("summary: ", &expect.summary),
    ];
    let texts = texts.into_iter();
    words.extend(texts.filter_map(|(label, text)| Some(format!("{label}{}", text.as_ref()?))));
    words.extend(expect.stop.map(|stop| {
        let word = if stop {
            "asking stops"
        } else {
            "asking goes on"
        };
        word.to_owned()
    }));
    let set = expect.set.iter();
    words.extend(set.map(|(field, value)| format!("sets the {}: {value}", field.words())));
    words
}

/// What a rule does, one after the other.
pub(in crate::flow) fn acts(rule: &Rule) -> Vec<String> {
    let acts = [
        rule.tell
            .as_ref()
            .map(|words| format!("tell the caller: {words}")),
        rule.stop
            .as_ref()
            .map(|reason| format!("stop asking: {reason}")),
        rule.impact
            .map(|impact| format!("impact: {}", impact.words())),
        rule.urgency
            .map(|urgency| format!("urgency: {}", urgency.words())),
        rule.promise
            .as_ref()
            .map(|pledge| format!("promise: {}, within {}", pledge.what, pledge.within.words)),
        rule.escalate.as_ref().map(|escalate| {
            let how = if escalate.must { "must" } else { "may" };
            format!("{how} be escalated to {}: {}", escalate.to, escalate.why)
        }),
        rule.known_problem
            .as_ref()
            .map(|problem| format!("known problem: {problem}")),
        rule.search
            .as_ref()
            .map(|words| format!("look for: {words}")),
    ];
    let set = rule
        .set
        .iter()
        .map(|(field, value)| format!("sets the {}: {value}", field.words()));
    acts.into_iter().flatten().chain(set).collect()
}
