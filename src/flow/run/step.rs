//! A step of a run: a visible question with its answer; and the parts that steps stand in.

use std::ops::Range;

use crate::domain::answer::{Answer, AnswerState, Source, Value};
use crate::flow::answer::Parsed;
use crate::flow::question::{Choice, Question};
use crate::flow::{Flow, Section};

/// A question that is asked now.
#[derive(Debug, Clone)]
pub struct Step<'a> {
    /// Its flow.
    pub flow: &'a Flow,
    /// The question.
    pub question: &'a Question,
    /// Which item it is about, from 1, when its section is repeated.
    pub item: Option<u32>,
    /// The part, as a position in [`super::Run::parts`].
    pub part: usize,
    /// Its number within the part, from 1; a note has that of the question before it.
    pub number: usize,
    /// What was answered.
    pub answer: Option<&'a Answer>,
    /// The record knows it already.
    pub known: bool,
    /// What of the record stands there until somebody confirms it; nothing once there is an answer.
    pub prefill: Option<String>,
    /// A rule said to stop asking.
    pub stopped: bool,
}

/// A section that has a step.
#[derive(Debug, Clone)]
pub struct Part<'a> {
    /// Its flow.
    pub flow: &'a Flow,
    /// The section.
    pub section: &'a Section,
    /// Which item it is about, from 1, when the section is repeated.
    pub item: Option<u32>,
    /// Its steps, as positions in [`super::Run::steps`].
    pub steps: Range<usize>,
    /// How many questions it asks.
    pub asked: usize,
    /// How many of them are answered, known, or left with a reason.
    pub done: usize,
}

impl Part<'_> {
    /// What stands over its questions.
    pub fn title(&self) -> String {
        self.section.title_of(self.item)
    }
}

impl<'a> Step<'a> {
    /// Where conditions look from: the section and the item, from 0.
    pub(super) fn here(&self) -> Option<(usize, usize)> {
        let item = usize::try_from(self.item?).ok()?.checked_sub(1)?;
        Some((self.question.section, item))
    }

    /// Whether nothing was said about it yet, and the record does not know it either.
    pub fn is_untouched(&self) -> bool {
        self.question.is_asked() && self.answer.is_none() && !self.known
    }

    /// Whether it waits to be asked.
    pub fn is_open(&self) -> bool {
        self.is_untouched() && !self.stopped
    }

    /// Whether nobody can rely on it yet: nothing was said, or only assumed, or it was not asked (rule 4).
    pub fn is_unsettled(&self) -> bool {
        let settled = self.answer.map_or(self.known, Answer::settles);
        self.question.is_asked() && !settled && !self.stopped
    }

    /// The options that were chosen.
    pub fn chosen(&self) -> Vec<&'a Choice> {
        let options = self.question.kind.options();
        let answered = self
            .answer
            .filter(|answer| answer.state == AnswerState::Answered);
        let (Some(options), Some(value)) =
            (options, answered.and_then(|answer| answer.value.as_ref()))
        else {
            return Vec::new();
        };
        match value {
            Value::Text(id) => options.get(id).into_iter().collect(),
            Value::List(ids) => ids.iter().filter_map(|id| options.get(id)).collect(),
            Value::Number(_) | Value::File { .. } => Vec::new(),
        }
    }

    /// The answer to record for what was read; `ask` are the words that were said.
    pub fn answered(&self, ask: &str, parsed: Parsed, source: Source) -> Answer {
        Answer {
            value: Some(parsed.value),
            shown: parsed.shown,
            remark: parsed.warning,
            source,
            ..self.without_value(ask, AnswerState::Answered, None)
        }
    }

    /// The answer to record when there is no value: the caller does not know, declines, or it was not asked and why.
    pub fn without_value(&self, ask: &str, state: AnswerState, remark: Option<String>) -> Answer {
        let source = match state {
            AnswerState::NotAsked => Source::Agent,
            AnswerState::NotApplicable => Source::Rule,
            _ => Source::Caller,
        };
        Answer {
            flow: self.flow.reference.clone(),
            question: self.question.id.clone(),
            item: self.item,
            ask: ask.to_owned(),
            state,
            source,
            value: None,
            shown: None,
            remark,
            field: self.question.maps_to,
            sensitive: self.question.sensitive,
        }
    }
}
