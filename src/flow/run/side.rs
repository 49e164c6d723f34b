//! One flow of a run: which of its questions are visible, and what was answered to them.

use super::{Fired, met};
use crate::domain::answer::{Answer, AnswerState, Field, Source as From, Value};
use crate::domain::command::Standing;
use crate::flow::condition::{Seen, Source, View};
use crate::flow::fact::Fact;
use crate::flow::{Facts, Flow, Node, Section, Slots};

/// A flow with its answers.
#[derive(Debug)]
pub(super) struct Side<'a> {
    pub(super) flow: &'a Flow,
    /// Every answer, by its slot.
    given: Vec<Option<&'a Answer>>,
    /// The answers of visible questions, which is all that conditions see.
    own: Vec<Option<&'a Answer>>,
    visible: Vec<bool>,
    /// How many items each section is asked about: none when it is hidden, one when it is not repeated.
    items: Vec<usize>,
    /// What rules set, as it was recorded.
    ruled: Vec<&'a Answer>,
    intake: Beside<'a>,
    /// The questions that hang on how many incidents the customer has open, when that was not looked up.
    doubtful: Vec<bool>,
}

/// What conditions see of the intake, by its question's position when this flow was compiled.
#[derive(Debug, Default)]
struct Beside<'a> {
    slots: Vec<Slots>,
    answers: Vec<Option<&'a Answer>>,
    visible: Vec<bool>,
}

impl<'a> Side<'a> {
    pub(super) fn new(
        flow: &'a Flow,
        intake: Option<&Self>,
        facts: &'a Facts,
        answers: &[&'a Answer],
    ) -> Self {
        let count = flow
            .slots
            .last()
            .map_or(0, |slots| slots.start + slots.count);
        let mut side = Self {
            flow,
            given: vec![None; count],
            own: vec![None; count],
            visible: vec![false; count],
            items: vec![0; flow.sections.len()],
            ruled: Vec::new(),
            intake: intake
                .map(|intake| intake.beside(&flow.intake))
                .unwrap_or_default(),
            doubtful: vec![false; flow.questions.len()],
        };
        for &answer in answers {
            if answer.source == From::Rule && answer.state == AnswerState::Answered {
                side.ruled.push(answer);
                continue;
            }
            if let Some(given) = side.slot_of(answer).and_then(|at| side.given.get_mut(at)) {
                *given = Some(answer);
            }
        }
        side.work_out(facts);
        if facts.open_incidents.is_none() {
            side.doubt(intake);
        }
        side
    }

    /// Where an answer is kept. One that says no item is about the first: its section was not repeated then.
    fn slot_of(&self, answer: &Answer) -> Option<usize> {
        let &position = self.flow.by_id.get(&answer.question)?;
        let slots = self.flow.slots.get(position)?;
        let item = usize::try_from(answer.item.unwrap_or(1))
            .ok()?
            .checked_sub(1)?;
        (item < slots.count).then_some(slots.start + item)
    }

    /// Goes through sections and questions so that each comes after what it looks at.
    fn work_out(&mut self, facts: &'a Facts) {
        for &node in &self.flow.order {
            match node {
                Node::Section(at) => {
                    let section = self.flow.sections.get(at);
                    let when = section.and_then(|section| section.when.as_ref());
                    let is_open = section.is_some() && met(when, self.seen(facts, None));
                    if let Some(items) = self.items.get_mut(at) {
                        *items = usize::from(is_open);
                    }
                }
                Node::Question(at) => self.work_out_question(at, facts),
            }
        }
    }

    fn work_out_question(&mut self, at: usize, facts: &'a Facts) {
        let (Some(question), Some(&slots)) = (self.flow.questions.get(at), self.flow.slots.get(at))
        else {
            return;
        };
        let section = self.flow.sections.get(slots.section);
        if section.and_then(|section| section.another) == Some(at) {
            return self.count_items(slots);
        }
        let items = self.items.get(slots.section).copied().unwrap_or(0);
        for item in 0..items.min(slots.count) {
            let here = (slots.count > 1).then_some((slots.section, item));
            if met(question.when.as_ref(), self.seen(facts, here)) {
                self.show(slots.start + item);
            }
        }
    }

    /// There is a next item as long as each was said to be followed by another. The last that fits is not asked about.
    fn count_items(&mut self, slots: Slots) {
        let Some(items) = self
            .items
            .get(slots.section)
            .copied()
            .filter(|&items| items > 0)
        else {
            return;
        };
        let mut count = items;
        while count < slots.count {
            let slot = slots.start + count - 1;
            self.show(slot);
            if !self.own.get(slot).copied().flatten().is_some_and(says_yes) {
                break;
            }
            count += 1;
        }
        if let Some(items) = self.items.get_mut(slots.section) {
            *items = count;
        }
    }

    fn show(&mut self, slot: usize) {
        if let (Some(visible), Some(own)) = (self.visible.get_mut(slot), self.own.get_mut(slot)) {
            *visible = true;
            *own = self.given.get(slot).copied().flatten();
        }
    }

    /// Marks what hangs on how many incidents the customer has open, which whoever asks has not looked up.
    fn doubt(&mut self, intake: Option<&Self>) {
        let mut sections = vec![false; self.flow.sections.len()];
        for &node in &self.flow.order {
            let (when, section) = match node {
                Node::Section(at) => (
                    self.flow.sections.get(at).and_then(|s| s.when.as_ref()),
                    None,
                ),
                Node::Question(at) => {
                    let question = self.flow.questions.get(at);
                    let when = question.and_then(|question| question.when.as_ref());
                    (when, question.map(|question| question.section))
                }
            };
            let mut sources = Vec::new();
            if let Some(condition) = when {
                condition.sources(&mut sources);
            }
            let from_the_intake = |at: usize| {
                let intake = intake?;
                let name = self.flow.intake.get(at)?;
                intake.doubtful.get(*intake.flow.by_id.get(name)?).copied()
            };
            let is_doubtful = |source: &Source| match source {
                Source::Own(at) => self.doubtful.get(*at).copied(),
                Source::Intake(at) => from_the_intake(*at),
            };
            let doubtful = when.is_some_and(|when| when.asks_for(Fact::OpenIncidents))
                || sources
                    .iter()
                    .any(|source| is_doubtful(source) == Some(true))
                || section.and_then(|at| sections.get(at)) == Some(&true);
            let mark = match node {
                Node::Section(at) => sections.get_mut(at),
                Node::Question(at) => self.doubtful.get_mut(at),
            };
            if let Some(mark) = mark {
                *mark = doubtful;
            }
        }
    }

    /// What conditions see from an item of a repeated section, or from outside of all.
    pub(super) fn seen(&self, facts: &'a Facts, here: Option<(usize, usize)>) -> Seen<'_, 'a> {
        Seen {
            own: View {
                slots: &self.flow.slots,
                answers: &self.own,
                visible: &self.visible,
            },
            intake: View {
                slots: &self.intake.slots,
                answers: &self.intake.answers,
                visible: &self.intake.visible,
            },
            facts,
            here,
        }
    }

    /// The items that a section is asked about now: their numbers from 1, or nothing for a section that is not
    /// repeated.
    pub(super) fn items(&self, at: usize, section: &Section) -> Vec<Option<u32>> {
        let items = self.items.get(at).copied().unwrap_or(0);
        let numbers = (0..items).map(|item| u32::try_from(item + 1).ok());
        numbers
            .map(|number| number.filter(|_| section.repeat.is_some()))
            .collect()
    }

    /// The slot of a question about an item.
    fn slot(&self, position: usize, item: Option<u32>) -> Option<usize> {
        let slots = self.flow.slots.get(position)?;
        let item = usize::try_from(item.unwrap_or(1)).ok()?.checked_sub(1)?;
        (item < slots.count).then_some(slots.start + item)
    }

    /// Whether a question is asked: visible, and not retired.
    pub(super) fn is_asked(&self, position: usize, item: Option<u32>) -> bool {
        let question = self.flow.questions.get(position);
        let slot = self.slot(position, item);
        question.is_some_and(|question| !question.retired)
            && slot.and_then(|slot| self.visible.get(slot)) == Some(&true)
    }

    pub(super) fn answer(&self, position: usize, item: Option<u32>) -> Option<&'a Answer> {
        self.given
            .get(self.slot(position, item)?)
            .copied()
            .flatten()
    }

    /// The answer of a visible question that fills a field of the record.
    pub(super) fn filling(&self, field: Field) -> Option<&'a Answer> {
        let pairs = self.flow.questions.iter().zip(&self.flow.slots);
        let mut filling = pairs.filter(|(question, _)| question.maps_to == Some(field));
        filling.find_map(|(_, slots)| self.own.get(slots.start).copied().flatten())
    }

    /// Answers whose question a condition hides.
    pub(super) fn hidden(&self) -> impl Iterator<Item = &'a Answer> {
        let pairs = self.given.iter().zip(&self.visible);
        pairs
            .filter(|(_, visible)| !**visible)
            .filter_map(|(answer, _)| *answer)
    }

    /// Of every answer whether it is hidden, but for those that hang on a fact that nobody looked up.
    pub(super) fn standing(&self) -> impl Iterator<Item = Standing> {
        let pairs = self.given.iter().zip(&self.visible);
        pairs.filter_map(|(answer, visible)| {
            let answer = (*answer)?;
            let position = self.flow.by_id.get(&answer.question)?;
            let is_doubtful = self.doubtful.get(*position) == Some(&true);
            (!is_doubtful).then(|| Standing {
                flow: answer.flow.id.clone(),
                question: answer.question.clone(),
                item: answer.item,
                hidden: !visible,
            })
        })
    }

    /// What rules set, as it was recorded.
    pub(super) fn ruled(&self) -> impl Iterator<Item = &'a Answer> {
        self.ruled.iter().copied()
    }

    /// The rules whose condition is met.
    pub(super) fn fired(&self, facts: &'a Facts) -> Vec<Fired<'a>> {
        let seen = self.seen(facts, None);
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
    fn beside(&self, names: &[String]) -> Beside<'a> {
        let slots = |name: &String| {
            let position = self.flow.by_id.get(name)?;
            self.flow.slots.get(*position).copied()
        };
        Beside {
            slots: names
                .iter()
                .map(|name| slots(name).unwrap_or_default())
                .collect(),
            answers: self.own.clone(),
            visible: self.visible.clone(),
        }
    }
}

fn says_yes(answer: &Answer) -> bool {
    answer.state == AnswerState::Answered
        && matches!(&answer.value, Some(Value::Text(text)) if text == "yes")
}
