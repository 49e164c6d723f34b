//! The conditions, once every name is known; and the names that stand in words.

use std::sync::LazyLock;

use regex::Regex;

use super::{Relevant, Survey, place};
use crate::flow::import::form::Loss;
use crate::flow::import::logic::Logic;
use crate::flow::import::write::answer_of;
use crate::flow::import::xpath::mean::{FUEL, Reader, Thing};
use crate::flow::import::xpath::parse;

/// `${name}` in words. A pattern that did not compile would leave the words as they are.
static NAMES: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\$\{\s*([^{}\s]+)\s*\}").ok());

impl Survey {
    pub(super) fn finish(&mut self) {
        let whens = std::mem::take(&mut self.whens);
        let whens: Vec<Logic> = whens.iter().map(|whens| self.all(whens)).collect();
        let sections = std::mem::take(&mut self.of_sections);
        let sections: Vec<Logic> = sections.iter().map(|whens| self.all(whens)).collect();
        self.filter();
        for (question, when) in self.form.questions.iter_mut().zip(whens) {
            question.when = when;
        }
        for (section, when) in self.form.sections.iter_mut().zip(sections) {
            section.when = when;
        }
        self.words();
        let drawn = std::mem::take(&mut self.drawn).into_iter();
        let losses =
            drawn.map(|(what, count)| Loss::new("survey", format!("{what}, in {count} rows")));
        self.form.losses.extend(losses);
    }

    fn all(&self, whens: &[Relevant]) -> Logic {
        Logic::all(whens.iter().map(|when| self.one(when)))
    }

    fn one(&self, relevant: &Relevant) -> Logic {
        let expression = match parse(&relevant.text) {
            Ok(expression) => expression,
            Err(error) => {
                let place = place(relevant.row);
                let text = &relevant.text;
                return Logic::Unknown(format!(
                    "the condition of {place} cannot be read, {error}: {text}"
                ));
            }
        };
        let reason = format!("its condition cannot be said in a flow: {}", relevant.text);
        let reader = Reader {
            questions: &self.form.questions,
            names: &self.names,
            columns: None,
            own: None,
            reason: &reason,
            fuel: FUEL.into(),
            depth: 0.into(),
        };
        reader.condition(&expression)
    }

    /// Which options are offered.
    fn filter(&mut self) {
        for (at, list, text) in std::mem::take(&mut self.filters) {
            let Some(question) = self.form.questions.get(at) else {
                continue;
            };
            let reason = format!("the filter of its options cannot be said in a flow: {text}");
            let whens = match parse(&text) {
                Ok(filter) => self.lists.filter(
                    question,
                    &list,
                    &filter,
                    &reason,
                    &self.form.questions,
                    &self.names,
                ),
                Err(_) => vec![Logic::Unknown(reason); question.options.len()],
            };
            let options = self
                .form
                .questions
                .get_mut(at)
                .map(|question| &mut question.options);
            for (option, when) in options.into_iter().flatten().zip(whens) {
                option.when = when;
            }
        }
    }

    /// `${name}` in what is said becomes the answer to that question.
    fn words(&mut self) {
        let Some(pattern) = &*NAMES else { return };
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
                    let id = match self.names.get(name) {
                        Some(Thing::Question(at)) => ids.get(*at),
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
            if lost {
                question
                    .lose("a value that is not known when it is asked stands in its words; `…` stands for it");
            }
        }
    }
}
