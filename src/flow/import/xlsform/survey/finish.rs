//! The conditions, once every name is known; and the names that stand in words.

use std::sync::LazyLock;

use regex::Regex;

use super::{Survey, Written, place};
use crate::flow::import::form::Loss;
use crate::flow::import::logic::Logic;
use crate::flow::import::write::answer_of;
use crate::flow::import::xpath::mean::Scope;
use crate::flow::import::xpath::nodes::Thing;

/// `${name}` in words. A pattern that did not compile would leave the words as they are.
static NAMES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\$\{\s*([^{}\s]+)\s*\}").ok());

impl Survey {
    pub(super) fn finish(&mut self) {
        let scope = Scope::new(&self.form, &self.nodes);
        let all = |whens: &Vec<Written>| Logic::all(whens.iter().map(|when| one(&scope, when)));
        let whens: Vec<Logic> = self.whens.iter().map(all).collect();
        let sections: Vec<Logic> = self.of_sections.iter().map(all).collect();
        let filtered = self.filters.iter().filter_map(|(at, list, filter)| {
            let question = self.form.questions.get(*at)?;
            let whens = self.lists.filter(question, list, filter, &scope);
            Some((*at, whens))
        });
        let filtered: Vec<(usize, Vec<Logic>)> = filtered.collect();
        for (at, whens) in filtered {
            let question = self.form.questions.get_mut(at);
            let options = question.map(|question| &mut question.options);
            for (option, when) in options.into_iter().flatten().zip(whens) {
                option.when = when;
            }
        }
        self.form.conditions(whens);
        for (section, when) in self.form.sections.iter_mut().zip(sections) {
            section.when = when;
        }
        self.words();
        let drawn = std::mem::take(&mut self.drawn).into_iter();
        let losses =
            drawn.map(|(what, count)| Loss::new("survey", format!("{what}, in {count} rows")));
        self.form.losses.extend(losses);
    }

    /// `${name}` in what is said becomes the answer to that question. What is only shown has no place for answers.
    fn words(&mut self) {
        let Some(pattern) = &*NAMES else { return };
        for section in &mut self.form.sections {
            let filled = pattern.replace_all(&section.title, "…").into_owned();
            if filled != section.title {
                let what = format!(
                    "an answer stands in the heading `{filled}`, where a flow has none; `…` stands for it"
                );
                section.losses.push(Loss::new("survey", what));
                section.title = filled;
            }
        }
        let ids: Vec<String> = self
            .form
            .questions
            .iter()
            .map(|question| question.id.clone())
            .collect();
        for question in &mut self.form.questions {
            let own = question.id.clone();
            let mut lost = false;
            let mut fill = |words: &str| {
                let filled = pattern.replace_all(words, |found: &regex::Captures<'_>| {
                    let name = found.get(1).map_or("", |name| name.as_str());
                    let node = self
                        .nodes
                        .named(name, &[])
                        .and_then(|at| self.nodes.get(at));
                    let id = match node.map(|node| &node.thing) {
                        Some(
                            Thing::Question(at)
                            | Thing::Worked {
                                question: Some(at), ..
                            },
                        ) => ids.get(*at),
                        _ => None,
                    };
                    // A question cannot tell the answer that it asks for.
                    let Some(id) = id.filter(|id| **id != own) else {
                        lost = true;
                        return "…".to_owned();
                    };
                    answer_of(id)
                });
                filled.into_owned()
            };
            question.ask = fill(&question.ask);
            for (_, words) in &mut question.translations {
                *words = fill(words);
            }
            // These are shown as they stand.
            let mut shown = |words: &mut String| {
                let filled = pattern.replace_all(words, "…").into_owned();
                let has_name = filled != *words;
                *words = filled;
                has_name
            };
            let hint = question.hint.as_mut().is_some_and(&mut shown);
            let help = question.help.as_mut().is_some_and(&mut shown);
            let mut labels = false;
            for option in &mut question.options {
                labels |= shown(&mut option.label);
                for (_, words) in &mut option.translations {
                    labels |= shown(words);
                }
            }
            for (what, has_name) in [("hint", hint), ("help", help), ("options", labels)] {
                if has_name {
                    question.lose(format!(
                        "another answer stands in its {what}, where a flow has none; `…` stands for it"
                    ));
                }
            }
            if lost {
                question
                    .lose("a value that is not known when it is asked stands in its words; `…` stands for it");
            }
        }
    }
}

/// What one cell says.
fn one(scope: &Scope<'_>, relevant: &Written) -> Logic {
    let text = &relevant.text;
    match relevant.parse() {
        Ok(expression) => {
            let condition = scope.reader(&relevant.here).condition(&expression);
            condition.explained(|cause| {
                format!("its condition cannot be said in a flow, for {cause}: {text}")
            })
        }
        Err(error) => {
            let place = place(relevant.row);
            Logic::Unknown(format!(
                "the condition of {place} cannot be read, {error}: {text}"
            ))
        }
    }
}
