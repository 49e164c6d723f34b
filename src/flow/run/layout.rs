//! The order of a run: the intake before, the category, the intake after; each section, item by item.

use super::side::Side;
use super::{Fired, Part, Run, Step};
use crate::flow::{Flow, Section};

impl<'a> Run<'a> {
    /// Puts the visible questions in order.
    pub(super) fn lay_out(&mut self) {
        let is_stopped = |flow: &Flow| {
            let stop =
                |fired: &Fired<'_>| fired.rule.stop.is_some() && fired.flow.id() == flow.id();
            self.fired.iter().any(stop)
        };
        let everything_stops = is_stopped(self.intake.flow);
        let (mut parts, mut steps) = (Vec::new(), Vec::new());
        let category = self.category.iter().map(|side| (side, false));
        let before = std::iter::once((&self.intake, false));
        for (side, after) in before
            .chain(category)
            .chain(std::iter::once((&self.intake, true)))
        {
            let stopped = everything_stops || is_stopped(side.flow);
            for (at, section) in side.flow.sections.iter().enumerate() {
                if section.after != after {
                    continue;
                }
                for item in side.items(at, section) {
                    let first = steps.len();
                    self.lay_out_item(side, section, item, parts.len(), &mut steps);
                    let own = steps.get_mut(first..).unwrap_or_default();
                    let (mut asked, mut done) = (0, 0);
                    for step in own.iter_mut() {
                        step.stopped = stopped;
                        asked += usize::from(step.question.is_asked());
                        step.number = asked;
                        done += usize::from(step.question.is_asked() && !step.is_untouched());
                    }
                    if !own.is_empty() {
                        parts.push(Part {
                            flow: side.flow,
                            section,
                            item,
                            steps: first..steps.len(),
                            asked,
                            done,
                        });
                    }
                }
            }
        }
        self.parts = parts;
        self.steps = steps;
    }

    fn lay_out_item(
        &self,
        side: &Side<'a>,
        section: &'a Section,
        item: Option<u32>,
        part: usize,
        steps: &mut Vec<Step<'a>>,
    ) {
        let asked = section
            .questions
            .iter()
            .filter(|&&position| side.is_asked(position, item));
        for &position in asked {
            if let Some(question) = side.flow.questions.get(position) {
                let answer = side.answer(position, item);
                let from = question.from.filter(|_| answer.is_none());
                steps.push(Step {
                    flow: side.flow,
                    question,
                    item,
                    part,
                    number: 0,
                    answer,
                    prefill: from.and_then(|from| self.facts.prefill(from)),
                    known: question.maps_to.is_some_and(|field| self.knows(field)),
                    stopped: false,
                });
            }
        }
    }
}
