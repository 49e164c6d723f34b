//! What became of the questions of a flow, over all incidents: how often each was asked and answered, how long it took,
//! and how often its answer was filled in or mended after the incident had gone to the next level.

use std::collections::{BTreeMap, HashMap};

use super::View;
use crate::domain::answer::AnswerState;
use crate::domain::event::{Body, Event};
use crate::domain::id::{AgentId, Moment};
use crate::store::error::StoreError;
use crate::store::log;

/// What became of one question.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct QuestionUse {
    /// Its id.
    pub question: String,
    /// The words that were asked last.
    pub ask: String,
    /// How often there is an answer.
    pub answered: usize,
    /// How often the caller did not know.
    pub unknown: usize,
    /// How often the caller did not want to say.
    pub declined: usize,
    /// How often a rule made it pointless.
    pub pointless: usize,
    /// How often it was skipped, by the reason that was given; the most frequent first.
    pub skipped: Vec<(String, usize)>,
    /// The middle of the seconds between what the agent recorded before and this answer, over those where that is known.
    pub seconds: Option<i64>,
    /// How often that is known.
    pub timed: usize,
    /// How often it was answered, or answered anew, after the incident had gone to the next level.
    pub came_back: usize,
}

/// What became of the questions of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FlowUse {
    /// How many incidents were looked at.
    pub incidents: usize,
    /// By question; in the order of their ids.
    pub questions: Vec<QuestionUse>,
}

/// Whoever took longer than this did something else meanwhile.
const LONGEST_SECONDS: i64 = 600;

impl View<'_> {
    /// What became of the questions of a flow: in the incidents of that category, or with `everywhere` in all of them.
    pub fn flow_use(&self, flow: &str, everywhere: bool) -> Result<FlowUse, StoreError> {
        let mut tally = Tally::default();
        let category = (!everywhere).then_some(flow);
        log::each_of_incidents(self.connection, category, |incident, event| {
            tally.take(flow, incident, event);
        })?;
        if everywhere {
            log::each_of_calls(self.connection, |call, event| tally.take(flow, call, event))?;
        }
        Ok(tally.finish())
    }
}

impl QuestionUse {
    /// How often something became of it.
    pub fn asked(&self) -> usize {
        let skipped: usize = self.skipped.iter().map(|(_, count)| count).sum();
        self.answered + self.unknown + self.declined + self.pointless + skipped
    }
}

/// What is counted while the log is gone through, subject by subject.
#[derive(Default)]
struct Tally {
    here: Option<i64>,
    subjects: usize,
    asked: BTreeMap<(String, Option<u32>), Asked>,
    escalated: bool,
    last: Option<(Moment, AgentId)>,
    uses: HashMap<String, Use>,
}

/// What was answered, as far as it counts.
struct Said {
    question: String,
    item: Option<u32>,
    ask: String,
    state: AnswerState,
    remark: Option<String>,
}

/// A question of the subject at hand.
struct Asked {
    said: Said,
    hidden: bool,
    seconds: Option<i64>,
    came_back: bool,
}

#[derive(Default)]
struct Use {
    counts: QuestionUse,
    last: Option<Moment>,
    skipped: HashMap<String, usize>,
    seconds: Vec<i64>,
}

impl Tally {
    fn take(&mut self, flow: &str, subject: i64, event: Event) {
        if self.here != Some(subject) {
            self.close();
            self.here = Some(subject);
            self.subjects += 1;
        }
        let hide = |question: &str, item: Option<u32>, asked: &mut BTreeMap<_, Asked>, hidden| {
            if let Some(asked) = asked.get_mut(&(question.to_owned(), item)) {
                asked.hidden = hidden;
            }
        };
        match event.body {
            Body::Answered { answer } | Body::CallerAnswered { answer } => {
                let seconds = self.since_the_last(event.at, &event.actor);
                self.last = Some((event.at, event.actor));
                if answer.flow.id == flow {
                    let said = Said {
                        question: answer.question,
                        item: answer.item,
                        ask: answer.ask,
                        state: answer.state,
                        remark: answer.remark,
                    };
                    self.answered(said, event.at, seconds);
                }
            }
            Body::IncidentImported { record, .. } => {
                for answer in record.answers {
                    if answer.flow == flow {
                        let said = Said {
                            question: answer.question,
                            item: answer.item,
                            ask: answer.ask,
                            state: answer.state,
                            remark: answer.remark,
                        };
                        self.answered(said, answer.at, None);
                    }
                }
            }
            Body::AnswerHidden {
                flow: id,
                question,
                item,
            } if id == flow => hide(&question, item, &mut self.asked, true),
            Body::AnswerShown {
                flow: id,
                question,
                item,
            } if id == flow => hide(&question, item, &mut self.asked, false),
            Body::EscalatedTo { .. } => self.escalated = true,
            Body::IncidentOpened { .. } | Body::CallStarted { .. } | Body::CallResumed {} => {
                self.last = Some((event.at, event.actor));
            }
            _ => {}
        }
    }

    /// The seconds since the same agent recorded something; nothing when both came at once, or when it took so long
    /// that it was something else.
    fn since_the_last(&self, at: Moment, actor: &AgentId) -> Option<i64> {
        let (last, by) = self.last.as_ref()?;
        let gap = at - *last;
        let known =
            *by == *actor && gap.num_milliseconds() > 0 && gap.num_seconds() <= LONGEST_SECONDS;
        known.then_some(gap.num_seconds())
    }

    fn answered(&mut self, said: Said, at: Moment, seconds: Option<i64>) {
        let last = &mut self.uses.entry(said.question.clone()).or_default().last;
        if last.is_none_or(|last| last <= at) {
            *last = Some(at);
            if let Some(known) = self.uses.get_mut(&said.question) {
                known.counts.ask.clone_from(&said.ask);
            }
        }
        let key = (said.question.clone(), said.item);
        let before = self.asked.remove(&key);
        let asked = Asked {
            said,
            hidden: false,
            // How long the first answer took; mending it later is something else.
            seconds: before.as_ref().map_or(seconds, |before| before.seconds),
            came_back: self.escalated || before.is_some_and(|before| before.came_back),
        };
        self.asked.insert(key, asked);
    }

    /// Counts the subject that was gone through.
    fn close(&mut self) {
        for ((question, _), asked) in std::mem::take(&mut self.asked) {
            if asked.hidden {
                continue;
            }
            let used = self.uses.entry(question).or_default();
            match asked.said.state {
                AnswerState::Answered => used.counts.answered += 1,
                AnswerState::Unknown => used.counts.unknown += 1,
                AnswerState::Declined => used.counts.declined += 1,
                AnswerState::NotApplicable => used.counts.pointless += 1,
                AnswerState::NotAsked => {
                    let reason = asked.said.remark.unwrap_or_default();
                    *used.skipped.entry(reason).or_default() += 1;
                }
            }
            used.counts.came_back += usize::from(asked.came_back);
            used.seconds.extend(asked.seconds);
        }
        self.escalated = false;
        self.last = None;
    }

    fn finish(mut self) -> FlowUse {
        self.close();
        let mut questions: Vec<QuestionUse> = self
            .uses
            .into_iter()
            .map(|(question, used)| used.finish(question))
            .filter(|question| question.asked() > 0)
            .collect();
        questions.sort_by(|left, right| left.question.cmp(&right.question));
        FlowUse {
            incidents: self.subjects,
            questions,
        }
    }
}

impl Use {
    fn finish(mut self, question: String) -> QuestionUse {
        self.seconds.sort_unstable();
        let mut skipped: Vec<_> = self.skipped.into_iter().collect();
        skipped.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
        QuestionUse {
            question,
            skipped,
            seconds: self.seconds.get(self.seconds.len() / 2).copied(),
            timed: self.seconds.len(),
            ..self.counts
        }
    }
}
