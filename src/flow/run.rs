//! A run: the intake, a category and the answers so far, and what follows from them. It is worked out anew from the
//! answers whenever one changes; nothing is kept between.

mod layout;
mod outcome;
mod side;
mod step;

use std::borrow::Cow;
use std::collections::HashMap;

pub use step::{Part, Step};

use super::condition::{Condition, Seen};
use super::question::{Choice, RequiredFor};
use super::rule::Rule;
use super::template::{Fill, Slot, Template, Text};
use super::{Facts, Flow};
use crate::domain::answer::{Answer, Field, Value};
use crate::domain::caller::{Level, Role};
use crate::domain::command::{Standing, Until};
use side::Side;

/// What is asked, what was answered, and what follows.
#[derive(Debug)]
pub struct Run<'a> {
    intake: Side<'a>,
    category: Option<Side<'a>>,
    facts: &'a Facts,
    parts: Vec<Part<'a>>,
    steps: Vec<Step<'a>>,
    fired: Vec<Fired<'a>>,
}

/// A rule whose condition is met.
#[derive(Debug, Clone, Copy)]
pub struct Fired<'a> {
    /// Its flow.
    pub flow: &'a Flow,
    /// Its position in the flow, from 0.
    pub position: usize,
    /// The rule.
    pub rule: &'a Rule,
}

impl<'a> Run<'a> {
    /// Works everything out. Of several answers to one question the last counts; answers to other flows are left alone.
    pub fn new(
        intake: &'a Flow,
        category: Option<&'a Flow>,
        facts: &'a Facts,
        answers: impl IntoIterator<Item = &'a Answer>,
    ) -> Self {
        let mut by_flow: HashMap<&str, Vec<&'a Answer>> = HashMap::new();
        for answer in answers {
            by_flow
                .entry(answer.flow.id.as_str())
                .or_default()
                .push(answer);
        }
        let given = |flow: &Flow| by_flow.get(flow.id()).map_or(&[][..], Vec::as_slice);
        let intake = Side::new(intake, None, facts, given(intake));
        let category =
            category.map(|category| Side::new(category, Some(&intake), facts, given(category)));
        let mut run = Self {
            intake,
            category,
            facts,
            parts: Vec::new(),
            steps: Vec::new(),
            fired: Vec::new(),
        };
        run.fired = run.sides().flat_map(|side| side.fired(facts)).collect();
        run.lay_out();
        run
    }

    /// The steps in the order they are taken.
    pub fn steps(&self) -> &[Step<'a>] {
        &self.steps
    }

    /// The parts that have a step, in order.
    pub fn parts(&self) -> &[Part<'a>] {
        &self.parts
    }

    /// Where the step for a question stands; `None` when it is not asked now. The item is that of the answer.
    pub fn position(&self, flow: &str, question: &str, item: Option<u32>) -> Option<usize> {
        self.steps.iter().position(|step| {
            step.item == item && step.question.id == question && step.flow.id() == flow
        })
    }

    /// The first step that fills a field of the record.
    pub fn filling(&self, field: Field) -> Option<usize> {
        self.steps
            .iter()
            .position(|step| step.question.maps_to == Some(field))
    }

    /// The step to take after this one: the next that is open or is a note, else the first that is open; `None` when
    /// nothing is open any more.
    pub fn next_after(&self, position: Option<usize>) -> Option<usize> {
        let start = position.map_or(0, |position| position.saturating_add(1));
        let after = self.steps.iter().enumerate().skip(start);
        let before = self.steps.iter().enumerate().take(start);
        let is_open = |(_, step): &(usize, &Step<'_>)| step.is_open();
        let is_next = |(_, step): &(usize, &Step<'_>)| {
            step.is_open() || (!step.stopped && !step.question.is_asked())
        };
        let next = after.clone().find(is_next);
        next.or_else(|| before.clone().find(is_open))
            .map(|(position, _)| position)
    }

    /// The words to say, in the agent's language and the caller's level.
    pub fn ask(&self, step: &Step<'a>) -> Cow<'a, str> {
        let text = step.question.ask_for(self.level(), self.language());
        match self.side_of(step.flow) {
            Some(side) => text.fill(&self.filler(side, step.here())),
            None => Cow::Borrowed(text),
        }
    }

    /// How to speak with the caller: as was answered in the intake, or as the record knows; in plain words with who only
    /// works with the product, as nobody asks them.
    pub fn level(&self) -> Option<Level> {
        let answered = |field| match self.intake.filling(field)?.value.as_ref()? {
            Value::Text(id) => Some(id.as_str()),
            _ => None,
        };
        let level = answered(Field::CallerLevel).and_then(Level::from_id);
        let role = answered(Field::CallerRole).and_then(Role::from_id);
        let role = role.or(self.facts.role);
        let plain = (role == Some(Role::EndUser)).then_some(Level::Plain);
        level.or(self.facts.level).or(plain)
    }

    /// The agent's language, in which options and reasons are shown if there are words for it.
    pub fn language(&self) -> Option<&'a str> {
        self.facts.language.as_deref()
    }

    /// The options that are offered now, in order. The one with free text is not among them, see
    /// [`super::question::Options::other`].
    pub fn options(&self, step: &Step<'a>) -> Vec<&'a Choice> {
        let Some(side) = self.side_of(step.flow) else {
            return Vec::new();
        };
        let options = step.question.kind.options();
        let options = options.map_or(&[][..], |options| &options.items);
        let seen = side.seen(self.facts, step.here());
        let offered = |option: &&Choice| !option.retired && met(option.when.as_ref(), seen);
        options.iter().filter(offered).collect()
    }

    /// Answers to questions that are hidden now, and what rules set that do not any more: kept, but out of the record,
    /// the brief and every export.
    pub fn hidden(&self) -> Vec<&'a Answer> {
        let asked = self.sides().flat_map(Side::hidden);
        asked.chain(self.withdrawn()).collect()
    }

    /// Of every answer whether it is hidden, but for those that hang on a fact that nobody looked up.
    pub fn standing(&self) -> Vec<Standing> {
        let asked = self.sides().flat_map(Side::standing);
        asked.chain(self.standing_by_rules()).collect()
    }

    /// Every rule whose condition is met.
    pub fn fired(&self) -> &[Fired<'a>] {
        &self.fired
    }

    /// What to tell the caller: the words of the rules, then those of the options that were chosen.
    pub fn tell(&self) -> Vec<String> {
        let rules = self.fired.iter().filter_map(|fired| {
            let text = fired.rule.tell.as_ref()?;
            Some(self.said(fired.flow, text, None))
        });
        let chosen = self.steps.iter().flat_map(|step| {
            let said =
                |option: &Choice| Some(self.said(step.flow, option.say.as_ref()?, step.here()));
            step.chosen()
                .into_iter()
                .filter_map(said)
                .collect::<Vec<_>>()
        });
        rules.chain(chosen).collect()
    }

    /// What the category has to say to every caller.
    pub fn say(&self) -> Vec<String> {
        let flow = self.category.as_ref().map(|side| side.flow);
        let texts = flow.into_iter().flat_map(|flow| &flow.say);
        flow.map_or_else(Vec::new, |flow| {
            texts.map(|text| self.said(flow, text, None)).collect()
        })
    }

    fn said(&self, flow: &Flow, text: &Text, here: Option<(usize, usize)>) -> String {
        let side = self.side_of(flow);
        side.map_or_else(
            || text.to_string(),
            |side| text.fill(&self.filler(side, here)).into_owned(),
        )
    }

    /// The steps without which the incident cannot be escalated or resolved (rules 3 and 4).
    pub fn missing(&self, until: Until) -> Vec<&Step<'a>> {
        let guards = |step: &&Step<'a>| match until {
            Until::Escalate => step.question.required_for != RequiredFor::Never,
            Until::Resolve => step.question.required_for == RequiredFor::Resolve,
        };
        self.steps
            .iter()
            .filter(|step| step.is_unsettled())
            .filter(guards)
            .collect()
    }

    /// One line that names the problem, in the category's words or else in the intake's; empty when neither has any.
    pub fn summary(&self) -> String {
        let own = self
            .category
            .iter()
            .find_map(|side| self.fill(side, side.flow.summary.as_ref(), Template::line));
        own.or_else(|| {
            self.fill(
                &self.intake,
                self.intake.flow.summary.as_ref(),
                Template::line,
            )
        })
        .unwrap_or_default()
    }

    /// What is read back to the caller: the sentences of the intake, then those of the category.
    pub fn readback(&self) -> String {
        let parts = self
            .sides()
            .filter_map(|side| self.fill(side, side.flow.readback.as_ref(), Template::sentences));
        parts
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join(" ")
    }

    fn fill(
        &self,
        side: &Side<'a>,
        template: Option<&Template>,
        render: fn(&Template, Fill<'_>) -> String,
    ) -> Option<String> {
        let filler = self.filler(side, None);
        template.map(|template| render(template, &filler))
    }

    /// What fills the places of a text.
    fn filler<'r>(
        &'r self,
        side: &'r Side<'a>,
        here: Option<(usize, usize)>,
    ) -> impl Fn(&Slot) -> Option<String> + 'r {
        let seen = side.seen(self.facts, here);
        move |slot| match slot {
            Slot::Answer(sources) => seen.words(sources),
            Slot::Problem(told_by) => told_by.iter().find_map(|sources| seen.words(sources)),
            Slot::Field(field, sources) => seen.words(sources).or_else(|| self.facts.words(*field)),
        }
    }

    fn side_of(&self, flow: &Flow) -> Option<&Side<'a>> {
        self.sides().find(|side| std::ptr::eq(side.flow, flow))
    }

    fn sides(&self) -> impl Iterator<Item = &Side<'a>> {
        std::iter::once(&self.intake).chain(&self.category)
    }

    /// Whether the record knows a field without being told again.
    fn knows(&self, field: Field) -> bool {
        self.facts.knows(field)
            || self.set(field).is_some()
            || (field == Field::Category && self.category.is_some())
    }
}

/// Whether a condition is met; having none is, too.
fn met(condition: Option<&Condition>, seen: Seen<'_, '_>) -> bool {
    condition.is_none_or(|condition| condition.holds(seen) == Some(true))
}
