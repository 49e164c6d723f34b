//! What is known beside the call: the customer's other incidents, and what looks alike.

use crate::domain::answer::Field as Record;
use crate::domain::id::CustomerId;
use crate::domain::reference::Reference;
use crate::store::{CustomerHistory, IncidentRow, Problem, SimilarHit};
use crate::tui::env::Env;
use crate::tui::msg::{Question, Reply, Ticket};
use crate::tui::outbox::Outbox;

use super::CallScreen;

/// What was asked and what came of it.
#[derive(Debug, Default)]
pub(super) struct Side {
    /// What the customer has been through.
    pub(super) history: Option<CustomerHistory>,
    /// Incidents that look alike, solved ones first.
    pub(super) similar: Vec<SimilarHit>,
    history_of: Option<(CustomerId, Option<Reference>)>,
    history_ticket: Option<Ticket>,
    words: String,
    similar_ticket: Option<Ticket>,
}

impl Side {
    /// Takes a reply. Returns whether it was for this.
    pub(super) fn take(&mut self, ticket: Ticket, reply: &Reply) -> bool {
        match reply {
            Reply::History(history) if self.history_ticket == Some(ticket) => {
                self.history = history.as_deref().cloned();
            }
            Reply::Similar(hits) if self.similar_ticket == Some(ticket) => {
                self.similar.clone_from(hits);
            }
            _ => return false,
        }
        true
    }

    /// How many of the customer's other incidents are open, once that is known.
    pub(super) fn open_incidents(&self) -> Option<u32> {
        u32::try_from(self.history.as_ref()?.held).ok()
    }

    /// The product of the customer's last incident, and the version in the last one about this product.
    fn last(
        &self,
        product: Option<&str>,
        but: Option<Reference>,
    ) -> (Option<String>, Option<String>) {
        let history = self.history.iter();
        let rows = history.flat_map(|history| history.open.iter().chain(&history.done));
        let rows = rows.filter(|row| Some(row.reference) != but);
        let newest = |fits: &dyn Fn(&&IncidentRow) -> bool| {
            let rows = rows.clone().filter(fits);
            rows.max_by_key(|row| row.opened_at)
        };
        let last = newest(&|row| row.product.is_some());
        let product = product.or(last.and_then(|row| row.product.as_deref()));
        let about = |row: &&IncidentRow| row.product.as_deref() == product && row.version.is_some();
        let version = newest(&about).and_then(|row| row.version.clone());
        (last.and_then(|row| row.product.clone()), version)
    }

    /// What there is to see, in a few words each, for a window in which there is no room beside the question.
    pub(super) fn in_short(&self) -> Vec<String> {
        let history = self.history.as_ref();
        let (open, late) = history.map_or((0, 0), |history| (history.held, history.late));
        let facts = [
            (late, "promised, late"),
            (open, "open"),
            (self.similar.len(), "look alike"),
        ];
        let facts = facts.into_iter().filter(|(count, _)| *count > 0);
        facts
            .map(|(count, words)| format!("{count} {words}"))
            .collect()
    }

    /// What the customer has been through is another thing now: it is asked for again.
    pub(super) fn forget_history(&mut self) {
        self.history_of = None;
    }

    /// Asks for the history beside the incident at hand, when either is another.
    fn follow(&mut self, env: &Env, of: Option<(CustomerId, Option<Reference>)>, out: &mut Outbox) {
        if self.history_of == of {
            return;
        }
        let customer = |of: &Option<(CustomerId, _)>| of.as_ref().map(|(id, _)| id.clone());
        if customer(&self.history_of) != customer(&of) {
            self.history = None;
        }
        self.history_of.clone_from(&of);
        let question = of.map(|(customer, but)| Question::History(customer, but));
        self.history_ticket = question.map(|question| out.question(env, question));
    }
}

impl CallScreen {
    /// What the customer's history tells counts in the call.
    pub(super) fn remember(&mut self) {
        let product = self.sheet.field(Record::Product);
        let (last_product, last_version) =
            self.side.last(product.as_deref(), self.sheet.reference());
        let facts = &mut self.sheet.facts;
        if self.side.history.is_some() {
            facts.open_incidents = self.side.open_incidents();
        }
        facts.last_product = last_product;
        facts.last_version = last_version;
    }

    /// Asks for the history when the customer is another, and for what looks alike when the problem is.
    pub(super) fn look_aside(&mut self, env: &Env, out: &mut Outbox) {
        let reference = self.sheet.reference();
        let customer = self.sheet.customer().map(|customer| customer.id.clone());
        let of = customer.clone().map(|customer| (customer, reference));
        self.side.follow(env, of, out);
        let words = self.problem_in_words();
        if words != self.side.words && !words.trim().is_empty() {
            self.side.words.clone_from(&words);
            let category = self.sheet.category().map(|flow| flow.id().to_owned());
            let product = self.sheet.field(Record::Product);
            let problem = Problem {
                reference,
                text: words,
                category,
                product,
                customer,
            };
            self.side.similar_ticket = Some(out.question(env, Question::Similar(problem)));
        }
    }
}
