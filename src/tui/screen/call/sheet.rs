//! What is known in a call: who, which incidents, which answers; and what is on its way to the store.

use std::sync::Arc;

use super::sending::{Flight, Pace};
use crate::domain::advice::Onward;
use crate::domain::answer::{Answer, Field, FlowRef};
use crate::domain::call::{Call, Ending};
use crate::domain::caller::{Caller, Customer};
use crate::domain::command::{Change, Known};
use crate::domain::flow_note::FlowNote;
use crate::domain::id::{CallId, Moment};
use crate::domain::incident::Incident;
use crate::domain::reference::Reference;
use crate::flow::library::Flows;
use crate::flow::{Facts, Flow, Library, Run};
use crate::store::{CallPage, OpenCall};
use crate::tui::act::Asked;
use crate::tui::env::Env;

/// The call as it is known here: what the store said last, and what was answered since.
///
/// An answer counts at once; what the store says about it comes milliseconds later. Until then it waits in `wishes`
/// (the call or its incident has no name yet, or something else is on its way) or is in `flight`.
#[derive(Debug)]
pub(super) struct Sheet {
    /// The call, once it has begun in the store.
    pub(super) call: Option<CallId>,
    /// When it began.
    pub(super) started: Moment,
    /// The number it came from.
    pub(super) number: Option<String>,
    /// The incident at hand, once it is open.
    pub(super) current: Option<Reference>,
    /// What the store said last.
    pub(super) page: Option<CallPage>,
    /// What is known of the caller, for conditions and words.
    pub(super) facts: Facts,
    flows: Arc<Flows>,
    intake: Arc<Flow>,
    pub(super) category: Option<Arc<Flow>>,
    pub(super) answers: Vec<Answer>,
    pub(super) reserved: Option<Reference>,
    pub(super) opening: bool,
    /// Another problem was begun and nothing is recorded of it yet.
    pub(super) fresh: bool,
    pub(super) wishes: Vec<Wish>,
    pub(super) flight: Option<Flight>,
    pub(super) pace: Pace,
}

/// Something to record, as soon as the call and its incident have names.
#[derive(Debug)]
pub(super) enum Wish {
    /// About the caller.
    AboutCaller(Answer),
    /// About the incident at hand.
    Here(Change),
    /// About an incident by name.
    Of(Reference, Change),
    /// What a form asked for, with the form, which is done with when this is recorded.
    Asked(Box<Asked>),
    /// The call is about one that exists.
    Link(Reference),
    /// The same, and not about the one at hand.
    About(Reference),
    /// For the owner of the questions.
    NoteFlow(FlowNote),
    /// The caller waits.
    Park,
    /// The end.
    End(Ending, Vec<(Reference, String)>),
}

impl Wish {
    /// Whether it is about the incident at hand, which it opens if need be.
    pub(super) fn is_here(&self) -> bool {
        match self {
            Self::Here(_) => true,
            Self::Asked(asked) => asked.is_here,
            _ => false,
        }
    }
}

impl Sheet {
    /// A sheet on which nothing is written yet.
    pub(super) fn new(env: &Env, number: Option<String>) -> Self {
        let flows = &env.flows;
        Self {
            call: None,
            started: env.now,
            number,
            current: None,
            page: None,
            facts: Facts {
                today: Some(env.now.date_naive()),
                language: env.config.language.clone(),
                ..Facts::default()
            },
            flows: Arc::clone(flows),
            intake: Arc::clone(flows.intake()),
            category: None,
            answers: vec![],
            reserved: None,
            opening: false,
            fresh: false,
            wishes: vec![],
            flight: None,
            pace: Pace::Batches,
        }
    }

    /// What is asked, what was answered, and what follows.
    pub(super) fn run(&self) -> Run<'_> {
        Run::new(
            &self.intake,
            self.category.as_deref(),
            &self.facts,
            &self.answers,
        )
    }

    /// The flows in force when the call began.
    pub(super) fn flows(&self) -> &Library {
        &self.flows
    }

    /// The category at hand.
    pub(super) fn category(&self) -> Option<&Flow> {
        self.category.as_deref()
    }

    /// The reference of the problem at hand, also before it is recorded.
    pub(super) fn reference(&self) -> Option<Reference> {
        self.current.or(self.reserved)
    }

    /// The caller, as the store knows them.
    pub(super) fn caller(&self) -> Option<&Caller> {
        self.page.as_ref()?.caller.as_ref()
    }

    /// The customer, as the store knows them.
    pub(super) fn customer(&self) -> Option<&Customer> {
        self.page.as_ref()?.customer.as_ref()
    }

    /// The incidents of the call, as the store knows them.
    pub(super) fn incidents(&self) -> &[Incident] {
        self.page.as_ref().map_or(&[], |page| &page.incidents)
    }

    /// The agent's callers who wait meanwhile.
    pub(super) fn waiting(&self) -> &[OpenCall] {
        self.page.as_ref().map_or(&[], |page| &page.waiting)
    }

    /// The incident at hand, as the store knows it.
    pub(super) fn incident(&self) -> Option<&Incident> {
        self.incidents()
            .iter()
            .find(|incident| Some(incident.reference) == self.current)
    }

    /// What is known of an incident of the call, for those who judge its answers.
    pub(super) fn known<'a>(&'a self, incident: &'a Incident) -> Known<'a> {
        Known {
            incident,
            call: self.page.as_ref().map(|page| &page.call),
            caller: self.caller(),
            customer: self.customer(),
        }
    }

    /// Whether the incident at hand is the first of the call.
    pub(super) fn is_first(&self) -> bool {
        let all = self
            .page
            .as_ref()
            .map_or(&[][..], |page| &page.call.incidents);
        all.first().is_none_or(|first| Some(*first) == self.current)
    }

    /// The value that fills a field of the record now.
    pub(super) fn field(&self, field: Field) -> Option<String> {
        let answer = self
            .answers
            .iter()
            .rev()
            .find(|answer| answer.field == Some(field));
        answer
            .and_then(|answer| answer.value.as_ref())
            .map(ToString::to_string)
    }

    /// Whether everything that was answered is in the database.
    pub(super) fn is_settled(&self) -> bool {
        self.wishes.is_empty() && self.flight.is_none() && self.call.is_some()
    }

    /// Answers a question: counts at once, and is recorded.
    pub(super) fn answer(&mut self, answer: Answer) {
        self.answers
            .retain(|known| !known.is_to_the_question_of(&answer));
        self.answers.push(answer.clone());
        if answer.field.is_some_and(Field::is_about_the_caller) {
            self.wishes.push(Wish::AboutCaller(answer));
        } else {
            if answer.field == Some(Field::Category) {
                self.choose(&answer);
            }
            self.wishes.push(Wish::Here(Change::Answer(answer)));
        }
        self.follow_the_rules();
    }

    /// The category that was answered brings its questions.
    fn choose(&mut self, answer: &Answer) {
        let id = answer
            .value
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        if let Some(flow) = self.flows.get(&id) {
            self.category = Some(Arc::clone(flow));
            self.wishes
                .push(Wish::Here(Change::ChooseFlow(flow.reference.clone())));
        }
    }

    /// Records what the rules set, and what they say.
    fn follow_the_rules(&mut self) {
        let Some(incident) = self.incident() else {
            return;
        };
        let advice = self.run().advice();
        if incident.is_open() && advice != incident.advice {
            self.wishes.push(Wish::Here(Change::Advise(advice)));
        }
        for answer in self.run().to_set() {
            self.answers
                .retain(|known| !known.is_to_the_question_of(&answer));
            self.answers.push(answer.clone());
            self.wishes.push(Wish::Here(Change::Answer(answer)));
        }
    }

    /// What the rules say about passing the incident on, unless that was done; those that must be first.
    pub(super) fn escalations(&self, run: &Run<'_>) -> Vec<String> {
        if self
            .incident()
            .is_some_and(|incident| !incident.escalations.is_empty())
        {
            return Vec::new();
        }
        let onward = run.escalations().into_iter();
        onward.map(Onward::words).collect()
    }

    /// What the rules have the caller told, and nobody has told them yet.
    pub(super) fn to_tell(&self, run: &Run<'_>) -> Vec<String> {
        let mut words = run.tell();
        words.retain(|words| {
            !self
                .incident()
                .is_some_and(|incident| incident.was_told(words))
        });
        words
    }

    /// Records something.
    pub(super) fn wish(&mut self, wish: Wish) {
        self.wishes.push(wish);
    }

    /// Turns to an incident of this call.
    pub(super) fn turn_to(&mut self, reference: Reference) {
        self.bind();
        self.fresh = false;
        self.current = Some(reference);
        self.take_answers();
    }

    /// The call began in the store.
    pub(super) fn begun(&mut self, call: CallId, reserved: Reference) {
        self.call = Some(call);
        self.reserved = Some(reserved);
    }

    /// What the store knows; taken only when nothing newer is on its way.
    pub(super) fn take(&mut self, page: CallPage) {
        if !self.wishes.is_empty() || self.flight.is_some() {
            return;
        }
        let Call {
            started,
            number,
            reserved,
            incidents,
            gone,
            ..
        } = &page.call;
        self.started = *started;
        self.number.clone_from(number);
        self.call = Some(page.call.id.clone());
        if gone.contains(reserved) {
            self.reserved = None;
        } else if !incidents.contains(reserved) {
            self.reserved = Some(*reserved);
        }
        let identified = page.call.caller.is_some() || page.call.customer.is_some();
        let open_incidents = self.facts.open_incidents;
        self.facts = Facts {
            first_call: page.call.caller.as_ref().map(|_| page.call.first_call),
            open_incidents: open_incidents.filter(|_| identified),
            today: Some(self.started.date_naive()),
            language: self.facts.language.take(),
            ..Facts::of(page.caller.as_ref(), page.customer.as_ref())
        };
        if !self.fresh
            && self.current.is_none()
            && self
                .reserved
                .is_none_or(|reserved| incidents.contains(&reserved))
        {
            self.current = incidents.last().copied();
        }
        let is_here = |reference: &Reference| incidents.contains(reference);
        self.current = self.current.filter(is_here);
        self.page = Some(page);
        self.take_answers();
        self.follow_the_rules();
    }

    /// The answers of the caller and of the incident at hand.
    fn take_answers(&mut self) {
        let Some(page) = &self.page else { return };
        let incident = page
            .incidents
            .iter()
            .find(|incident| Some(incident.reference) == self.current);
        let own = incident.into_iter().flat_map(|incident| &incident.answers);
        let recorded = page.call.answers.iter().chain(own);
        self.answers = recorded.map(|recorded| recorded.answer.clone()).collect();
        let flow: Option<FlowRef> = incident.and_then(|incident| incident.flow.clone());
        self.category = flow.and_then(|flow| self.flows.find(&flow).cloned());
        let began_with = self
            .answers
            .iter()
            .find(|answer| answer.flow.id == self.intake.id());
        let intake = began_with
            .and_then(|answer| self.flows.find(&answer.flow))
            .cloned();
        self.intake = intake.unwrap_or_else(|| Arc::clone(self.flows.intake()));
    }
}
