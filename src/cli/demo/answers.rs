//! What a caller of the demo answers: by the flow's own questions, in the order in which it asks them.

use super::people::{Company, Person};
use super::story::Story;
use crate::domain::answer::{Answer, AnswerState, Field, Source, Value};
use crate::domain::id::Moment;
use crate::flow::answer::{Setting, parse};
use crate::flow::{Choice, Facts, Flow, INTAKE, Library, Question, Run};

/// One caller with one problem.
#[derive(Debug)]
pub(super) struct Problem<'a> {
    pub story: &'a Story,
    pub person: &'a Person,
    pub company: &'a Company,
    pub version: &'a str,
    /// What stands for the words in braces.
    pub fillers: &'a [(&'static str, &'static str)],
    pub now: Moment,
}

/// What was said in a call.
#[derive(Debug)]
pub(super) struct Said {
    pub answers: Vec<Answer>,
    /// What the rules had the agent tell the caller.
    pub told: Vec<String>,
}

impl Problem<'_> {
    /// Text with its words in braces filled in.
    pub(super) fn filled(&self, text: &str) -> String {
        let mut filled = text.to_owned();
        if text.contains('{') {
            for (word, filler) in self.fillers {
                filled = filled.replace(word, filler);
            }
        }
        filled
    }

    /// Every answer that the flow asks for, in its order.
    pub(super) fn said(&self, library: &Library, facts: &Facts) -> Said {
        let intake = library.intake();
        let category = library.get(self.story.category);
        let flows = [Some(intake), category];
        let answers: Vec<Answer> = flows
            .into_iter()
            .flatten()
            .flat_map(|flow| {
                flow.questions
                    .iter()
                    .map(|question| self.answer(library, flow, question, facts))
            })
            .collect();
        let run = Run::new(intake, category.map(|flow| &**flow), facts, &answers);
        Said {
            answers: run
                .steps()
                .iter()
                .filter_map(|step| step.answer.cloned())
                .collect(),
            told: run.tell(),
        }
    }

    fn answer(&self, library: &Library, flow: &Flow, question: &Question, facts: &Facts) -> Answer {
        let setting = Setting {
            now: self.now,
            region: "US",
            language: None,
        };
        let typed = if flow.id() == INTAKE {
            self.of_the_intake(question)
        } else {
            self.of_the_story(question)
        };
        let offered: Vec<&Choice> = question
            .kind
            .options()
            .map_or_else(Vec::new, |options| options.items.iter().collect());
        let parsed = typed.and_then(|typed| parse(question, &offered, &typed, setting).ok());
        let mut answer = Answer {
            flow: flow.reference.clone(),
            question: question.id.clone(),
            item: None,
            ask: question.ask_for(facts.level, None).to_string(),
            state: AnswerState::Unknown,
            source: Source::Caller,
            value: None,
            shown: None,
            remark: None,
            field: question.maps_to,
            sensitive: question.sensitive,
        };
        if let Some(parsed) = parsed {
            answer.state = AnswerState::Answered;
            answer.value = Some(parsed.value);
            answer.shown = parsed.shown;
            answer.remark = parsed.warning;
        }
        if question.maps_to == Some(Field::Category) {
            let chosen = library.get(self.story.category);
            answer.shown = chosen.map(|flow| flow.title.clone());
        }
        // Whoever is known is named by id, not by what could be somebody else's name.
        let known = match question.maps_to {
            Some(Field::Caller) => self.person.id.as_ref().map(ToString::to_string),
            Some(Field::Customer) => self.company.id.as_ref().map(ToString::to_string),
            _ => None,
        };
        if let Some(id) = known {
            answer.value = Some(Value::Text(id));
        }
        answer
    }

    fn of_the_story(&self, question: &Question) -> Option<String> {
        let found = self.story.answers.iter().find(|(id, _)| *id == question.id);
        found.map(|(_, typed)| self.filled(typed))
    }

    fn of_the_intake(&self, question: &Question) -> Option<String> {
        let (story, person) = (self.story, self.person);
        let typed = match (question.maps_to, question.id.as_str()) {
            (Some(Field::Words), _) => self.filled(story.words),
            (Some(Field::Caller), _) => person.name.clone(),
            (Some(Field::CallerPhone), _) => person.phone.clone(),
            (Some(Field::CallerEmail), _) => person.email.clone(),
            (Some(Field::CallerRole), _) => person.role.to_owned(),
            (Some(Field::CallerLevel), _) => if person.role == "it" {
                "technical"
            } else {
                "plain"
            }
            .to_owned(),
            (Some(Field::Customer), _) => self.company.name.clone(),
            (Some(Field::CustomerTier), _) => self.company.tier.to_owned(),
            (Some(Field::Summary), _) => self.filled(story.summary),
            (Some(Field::Category), _) => story.category.to_owned(),
            (Some(Field::Product), _) => story.product.to_owned(),
            (Some(Field::Version), _) => self.version.to_owned(),
            (Some(Field::Impact), _) => story.impact.to_owned(),
            (Some(Field::Urgency), _) => story.urgency.to_owned(),
            (_, "held_up") => self.filled(story.held_up),
            (_, "tried") => self.filled(story.tried),
            (_, "anything_else") => "nothing else".to_owned(),
            _ => return None,
        };
        Some(typed).filter(|typed| !typed.is_empty())
    }
}
