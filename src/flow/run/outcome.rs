//! What follows from the answers: what the rules propose, and what they set in the record.

use super::Run;
use super::side::Side;
use crate::domain::advice::{Advice, Onward};
use crate::domain::answer::{Answer, AnswerState, Field, Source, Value};
use crate::domain::command::Standing;
use crate::domain::id::Moment;
use crate::domain::priority::{Impact, Urgency};
use crate::flow::fact::Fact;
use crate::flow::rule::{Pledge, Rule};

impl<'a> Run<'a> {
    /// Why to stop asking, if a rule says so.
    pub fn stop(&self) -> Option<&'a str> {
        self.fired
            .iter()
            .find_map(|fired| fired.rule.stop.as_deref())
    }

    /// The impact that the rules propose: the one that burns most.
    pub fn impact(&self) -> Option<Impact> {
        self.fired
            .iter()
            .filter_map(|fired| fired.rule.impact)
            .min()
    }

    /// The urgency that the rules propose: the one that burns most.
    pub fn urgency(&self) -> Option<Urgency> {
        self.fired
            .iter()
            .filter_map(|fired| fired.rule.urgency)
            .min()
    }

    /// The promise that the rules propose: the one that is due first.
    pub fn promise(&self, now: Moment) -> Option<&'a Pledge> {
        let pledges = self.pledges();
        pledges.min_by_key(|pledge| pledge.within.due(now))
    }

    /// Every promise that the rules propose.
    pub fn pledges(&self) -> impl Iterator<Item = &'a Pledge> {
        self.rules().filter_map(|rule| rule.promise.as_ref())
    }

    /// The escalations that the rules propose, those that must be first.
    pub fn escalations(&self) -> Vec<&'a Onward> {
        let proposed = self.rules().filter_map(|rule| rule.escalate.as_ref());
        let (mut all, others): (Vec<_>, Vec<_>) = proposed.partition(|escalate| escalate.must);
        all.extend(others);
        all
    }

    /// The known problems that this looks like to the rules.
    pub fn known_problems(&self) -> Vec<&'a str> {
        let named = self
            .rules()
            .filter_map(|rule| rule.known_problem.as_deref());
        named.collect()
    }

    /// What is kept with the incident of what the rules say, so that it outlives the call.
    pub fn advice(&self) -> Advice {
        let known_problems = self.known_problems().into_iter();
        Advice {
            escalate: self.escalations().into_iter().cloned().collect(),
            known_problems: known_problems.map(str::to_owned).collect(),
        }
    }

    /// What the rules would have looked for among earlier incidents.
    pub fn searches(&self) -> Vec<&'a str> {
        self.rules()
            .filter_map(|rule| rule.search.as_deref())
            .collect()
    }

    /// What the rules set in a field of the record; the last of them counts. Conditions do not see it: it follows from
    /// the answers, and is none.
    pub fn set(&self, field: Field) -> Option<&'a str> {
        let sets = self.rules().flat_map(|rule| &rule.set);
        let of_the_field = sets.filter(|(set, _)| *set == field);
        of_the_field.last().map(|(_, value)| value.as_str())
    }

    /// What the rules set and the record does not hold yet, as answers to record.
    pub fn to_set(&self) -> Vec<Answer> {
        let is_there = |answer: &Answer| {
            let mut held = self.sides().flat_map(Side::ruled);
            held.any(|known| known.is_to_the_question_of(answer) && known.value == answer.value)
        };
        let mut wanted = self.wanted();
        wanted.retain(|answer| !is_there(answer));
        wanted
    }

    /// What rules set earlier, and do not set any more.
    pub(super) fn withdrawn(&self) -> Vec<&'a Answer> {
        let wanted = self.wanted();
        let is_wanted = |answer: &&Answer| {
            wanted
                .iter()
                .any(|wanted| wanted.is_to_the_question_of(answer) && wanted.value == answer.value)
        };
        let ruled = self.sides().flat_map(Side::ruled);
        ruled.filter(|answer| !is_wanted(answer)).collect()
    }

    /// Of every answer that a rule set whether it is withdrawn, but for those that hang on a fact that nobody looked up.
    pub(super) fn standing_by_rules(&self) -> impl Iterator<Item = Standing> {
        let withdrawn = self.withdrawn();
        let is_doubtful = move |side: &Side<'a>, field: Option<Field>| {
            let mut setting = side.flow.rules.iter().filter(|rule| {
                let mut fields = rule.set.iter().map(|(set, _)| Some(*set));
                fields.any(|set| set == field)
            });
            self.facts.open_incidents.is_none()
                && setting.any(|rule| {
                    let when = rule.when.as_ref();
                    when.is_some_and(|when| when.asks_for(Fact::OpenIncidents))
                })
        };
        self.sides().flat_map(move |side| {
            let ruled: Vec<Standing> = side
                .ruled()
                .filter(|answer| !self.sides().any(|side| is_doubtful(side, answer.field)))
                .map(|answer| Standing {
                    flow: answer.flow.id.clone(),
                    question: answer.question.clone(),
                    item: answer.item,
                    hidden: withdrawn.iter().any(|other| std::ptr::eq(*other, answer)),
                })
                .collect();
            ruled
        })
    }

    /// What the rules set, as answers; a field for which somebody answered is theirs.
    fn wanted(&self) -> Vec<Answer> {
        let fields = self
            .rules()
            .flat_map(|rule| rule.set.iter().map(|(field, _)| *field));
        let mut fields: Vec<Field> = fields.collect();
        fields.sort_unstable();
        fields.dedup();
        fields
            .into_iter()
            .filter_map(|field| self.wanted_in(field))
            .collect()
    }

    fn wanted_in(&self, field: Field) -> Option<Answer> {
        let value = self.set(field)?;
        let filling = self
            .steps()
            .iter()
            .filter(|step| step.question.maps_to == Some(field));
        if filling.clone().any(|step| step.answer.is_some()) {
            return None;
        }
        let step = filling.clone().next();
        let setter = self.fired().iter().rev();
        let flow = setter
            .filter(|fired| fired.rule.set.iter().any(|(set, _)| *set == field))
            .map(|fired| fired.flow)
            .next()?;
        let options = step.and_then(|step| step.question.kind.options());
        let label = options.and_then(|options| options.get(value));
        Some(Answer {
            flow: step.map_or(flow, |step| step.flow).reference.clone(),
            question: step.map_or(field.id(), |step| &step.question.id).to_owned(),
            item: None,
            ask: step.map_or_else(
                || field.words().to_owned(),
                |step| self.ask(step).into_owned(),
            ),
            state: AnswerState::Answered,
            source: Source::Rule,
            value: Some(Value::Text(value.to_owned())),
            shown: label.map(|option| option.label.clone()),
            remark: None,
            field: Some(field),
            sensitive: false,
        })
    }

    fn rules(&self) -> impl Iterator<Item = &'a Rule> {
        self.fired().iter().map(|fired| fired.rule)
    }
}
