//! One flow of a run: which of its questions are visible, and what was answered to them.

use super::{Fired, met};
use crate::domain::answer::{Answer, Field};
use crate::flow::condition::Seen;
use crate::flow::{Facts, Flow, Node};

/// A flow with its answers.
#[derive(Debug)]
pub(super) struct Side<'a> {
    pub(super) flow: &'a Flow,
    /// Every answer, by the question's position.
    given: Vec<Option<&'a Answer>>,
    /// The answers of visible questions, which is all that conditions see.
    own: Vec<Option<&'a Answer>>,
    visible: Vec<bool>,
    /// What conditions see of the intake, by its question's position when this flow was compiled.
    intake: Vec<Option<&'a Answer>>,
}

impl<'a> Side<'a> {
    pub(super) fn new(
        flow: &'a Flow,
        intake: Option<&Self>,
        facts: &'a Facts,
        answers: &[&'a Answer],
    ) -> Self {
        let count = flow.questions.len();
        let mut side = Self {
            flow,
            given: vec![None; count],
            own: vec![None; count],
            visible: vec![false; count],
            intake: intake
                .map(|intake| intake.by_names(&flow.intake))
                .unwrap_or_default(),
        };
        for &answer in answers {
            let position = flow.by_id.get(&answer.question);
            if let Some(given) = position.and_then(|&position| side.given.get_mut(position)) {
                *given = Some(answer);
            }
        }
        side.work_out(facts);
        side
    }

    /// Goes through sections and questions so that each comes after what it looks at.
    fn work_out(&mut self, facts: &'a Facts) {
        let mut open = vec![false; self.flow.sections.len()];
        for &node in &self.flow.order {
            match node {
                Node::Section(at) => {
                    let section = self.flow.sections.get(at);
                    let is_open =
                        section.is_some_and(|section| met(section.when.as_ref(), self.seen(facts)));
                    if let Some(open) = open.get_mut(at) {
                        *open = is_open;
                    }
                }
                Node::Question(at) => {
                    let Some(question) = self.flow.questions.get(at) else {
                        continue;
                    };
                    let is_open = open.get(question.section).copied().unwrap_or(true);
                    let is_visible = is_open && met(question.when.as_ref(), self.seen(facts));
                    if let (true, Some(visible), Some(own)) =
                        (is_visible, self.visible.get_mut(at), self.own.get_mut(at))
                    {
                        *visible = true;
                        *own = self.given.get(at).copied().flatten();
                    }
                }
            }
        }
    }

    pub(super) fn seen(&self, facts: &'a Facts) -> Seen<'_, 'a> {
        Seen {
            own: &self.own,
            intake: &self.intake,
            facts,
        }
    }

    /// The questions of a section, in order.
    pub(super) fn in_section(&self, section: usize) -> &'a [usize] {
        self.flow
            .sections
            .get(section)
            .map_or(&[], |section| &section.questions)
    }

    /// Whether a question is asked: visible, and not retired.
    pub(super) fn is_asked(&self, position: usize) -> bool {
        let retired = self
            .flow
            .questions
            .get(position)
            .is_none_or(|question| question.retired);
        !retired && self.visible.get(position).copied().unwrap_or(false)
    }

    pub(super) fn answer(&self, position: usize) -> Option<&'a Answer> {
        self.given.get(position).copied().flatten()
    }

    /// The answer of a visible question that fills a field of the record.
    pub(super) fn filling(&self, field: Field) -> Option<&'a Answer> {
        let pairs = self.flow.questions.iter().zip(&self.own);
        let mut filling = pairs.filter(|(question, _)| question.maps_to == Some(field));
        filling.find_map(|(_, answer)| *answer)
    }

    /// Answers whose question a condition hides.
    pub(super) fn hidden(&self) -> impl Iterator<Item = &'a Answer> {
        let pairs = self.given.iter().zip(&self.visible);
        pairs
            .filter(|(_, visible)| !**visible)
            .filter_map(|(answer, _)| *answer)
    }

    /// The rules whose condition is met.
    pub(super) fn fired(&self, facts: &'a Facts) -> Vec<Fired<'a>> {
        let seen = self.seen(facts);
        let flow = self.flow;
        let rules = flow.rules.iter().enumerate();
        let met = rules.filter(|(_, rule)| met(rule.when.as_ref(), seen));
        met.map(|(position, rule)| Fired {
            flow,
            position,
            rule,
        })
        .collect()
    }

    /// The answers of visible questions by name. A category may have been compiled beside another version of the
    /// intake than the call began with, so positions do not do.
    fn by_names(&self, names: &[String]) -> Vec<Option<&'a Answer>> {
        names
            .iter()
            .map(|name| self.own.get(*self.flow.by_id.get(name)?).copied().flatten())
            .collect()
    }
}
