//! Looking up what is known while it is typed: callers, customers, products, categories.

use super::entry::{Entry, Hit};
use super::place::Place;
use super::{Ahead, CallScreen, Complaint};
use crate::domain::answer::Field as Record;
use crate::domain::id::fold;
use crate::flow::Kind;
use crate::store::{CallerHit, CustomerHit};
use crate::tui::env::Env;
use crate::tui::msg::{Question, Reply, Ticket, Typed};
use crate::tui::outbox::Outbox;

impl CallScreen {
    /// Asks for what fits the text at hand, when the place looks something up.
    pub(super) fn look_up(&mut self, env: &Env, out: &mut Outbox) {
        if self.place == Place::About {
            return self.look_about(env, out);
        }
        self.look_at_file(out);
        if !matches!(self.entry, Entry::Lookup(..)) {
            return;
        }
        let Some(kind) = self.at_step(|_, step| step.question.kind.clone()) else {
            return;
        };
        let text = self.entry.typed().unwrap_or_default();
        let text = text.trim();
        let request = match kind {
            Kind::Caller => {
                // The number that the telephone told is looked up before anything is typed.
                match self.sheet.number.clone().filter(|_| text.is_empty()) {
                    Some(number) => Some(Question::CallerByNumber(number)),
                    None => (!text.is_empty()).then(|| Question::FindCaller(text.to_owned())),
                }
            }
            Kind::Customer => (!text.is_empty()).then(|| Question::FindCustomer(text.to_owned())),
            Kind::Product => Some(Question::Products),
            Kind::Category => {
                let hits = self.categories(text);
                self.show(hits);
                return;
            }
            _ => return,
        };
        let ticket = request.map(|request| out.question(env, request));
        if ticket.is_none() {
            self.show(vec![]);
        }
        if let Entry::Lookup(_, lookup) = &mut self.entry {
            lookup.ticket = ticket;
        }
    }

    /// What was found. Returns whether the reply was for this.
    pub(super) fn found(
        &mut self,
        env: &Env,
        ticket: Ticket,
        reply: &Reply,
        out: &mut Outbox,
    ) -> bool {
        let Entry::Lookup(_, lookup) = &mut self.entry else {
            return false;
        };
        if lookup.ticket != Some(ticket) {
            return false;
        }
        lookup.ticket = None;
        lookup.has_failed = matches!(reply, Reply::Failed(_));
        if lookup.has_failed {
            lookup.hurry = false;
            self.complaint = Some(Complaint {
                sentence: "It could not be looked up. Enter tries once more.".to_owned(),
                acceptable: false,
            });
            return true;
        }
        let hurry = std::mem::take(&mut lookup.hurry);
        let typed = self.entry.typed().unwrap_or_default();
        let hits = match reply {
            Reply::Callers(callers) => {
                // Whoever is new in this call is no one to pick: another name for them is a correction.
                let own = self.sheet.caller().map(|caller| caller.id.clone());
                let own = own.filter(|_| self.sheet.facts.first_call == Some(true));
                let known = callers.iter();
                let known = known.filter(|hit| Some(&hit.caller.id) != own.as_ref());
                let hits = known.clone().map(caller_hit).collect();
                self.known_callers = known.map(|hit| hit.caller.id.to_string()).collect();
                with_new(hits, &typed, "new caller")
            }
            Reply::Customers(customers) => with_new(
                customers.iter().map(customer_hit).collect(),
                &typed,
                "new customer",
            ),
            Reply::Products(seen) => products(&env.config.products, seen, &typed),
            Reply::Search(page) => self.fitting(page),
            Reply::Nearest(nearest) => self.nearest(&typed, nearest),
            _ => vec![],
        };
        self.show(hits);
        if hurry {
            self.enter(env, out);
            self.catch_up(env, out);
        }
        true
    }

    /// Does what was typed ahead, up to the next thing that the store has to look for.
    pub(super) fn catch_up(&mut self, env: &Env, out: &mut Outbox) {
        while !self.entry.hurries() {
            match self.ahead.pop_front() {
                Some(Ahead::Enter) => self.enter(env, out),
                Some(Ahead::Typed(Typed::Text(text))) => self.type_on(env, &text, out),
                Some(Ahead::Typed(typed)) => self.type_text(env, &typed, out),
                None => return,
            }
        }
    }

    pub(super) fn show(&mut self, hits: Vec<Hit>) {
        let lists_all = matches!(
            self.at_step(|_, step| step.question.kind.clone()),
            Some(Kind::Category | Kind::Product)
        ) && self.entry.typed().is_none();
        if let Entry::Lookup(_, lookup) = &mut self.entry {
            lookup.is_open = lists_all && hits.len() > 1 && !hits.iter().any(|hit| hit.is_proposed);
            lookup.show(hits);
        }
    }

    /// The categories: those that the caller's words propose first, then all others; or those that fit the text.
    fn categories(&self, typed: &str) -> Vec<Hit> {
        let flows = self.sheet.flows();
        let product = self.sheet.field(Record::Product);
        let proposed = flows.propose(&self.problem_in_words(), product.as_deref());
        let mut hits: Vec<(Fit, Hit)> = vec![];
        let proposed = proposed.into_iter().map(|flow| (flow, "fits the words"));
        let wanted = fold(typed);
        for (flow, detail) in proposed.chain(flows.categories().into_iter().map(|flow| (flow, "")))
        {
            let of_keyword = || {
                flow.keywords
                    .iter()
                    .any(|word| fit(word, &wanted).is_some())
            };
            let fit = fit(&flow.title, &wanted).or_else(|| of_keyword().then_some(Fit::Keyword));
            let Some(fit) = fit.filter(|_| !hits.iter().any(|(_, hit)| hit.id == flow.id())) else {
                continue;
            };
            let hit = Hit {
                id: flow.id().to_owned(),
                name: flow.title.clone(),
                detail: detail.to_owned(),
                is_proposed: !detail.is_empty(),
                ..Hit::default()
            };
            hits.push((fit, hit));
        }
        // What is typed comes before what the words of the caller propose.
        if !wanted.is_empty() {
            hits.sort_by_key(|(fit, _)| *fit);
        }
        hits.into_iter().map(|(_, hit)| hit).collect()
    }
}

/// How well a name fits what is wanted, the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    /// It begins so.
    Beginning,
    /// One of its words begins so.
    Word,
    /// Something else that belongs to it does.
    Keyword,
}

/// How the words that are wanted stand in a name, if they do.
fn fit(name: &str, wanted: &str) -> Option<Fit> {
    let name = format!(" {}", fold(name));
    match name.find(&format!(" {wanted}"))? {
        0 => Some(Fit::Beginning),
        _ => Some(Fit::Word),
    }
}

/// What is known, and behind it what was typed as something new, unless that is a number.
fn with_new(mut hits: Vec<Hit>, typed: &str, detail: &str) -> Vec<Hit> {
    let name = crate::domain::id::clean(typed);
    let is_number = !name.is_empty()
        && name
            .chars()
            .all(|c| c.is_ascii_digit() || " +-()/.".contains(c));
    if !name.is_empty() && !is_number {
        hits.push(Hit {
            id: name.clone(),
            name,
            detail: detail.to_owned(),
            is_new: true,
            ..Hit::default()
        });
    }
    hits
}

fn caller_hit(hit: &CallerHit) -> Hit {
    let company = hit.customer.as_ref();
    let tier = company
        .and_then(|customer| customer.tier)
        .map(|tier| tier.words().to_owned());
    let facts = [
        company.map(|customer| customer.name.clone()),
        tier,
        hit.caller.phones.first().cloned(),
    ];
    known(
        hit.caller.id.to_string(),
        &hit.caller.name,
        facts.into_iter().flatten(),
        hit.open,
    )
}

fn customer_hit(hit: &CustomerHit) -> Hit {
    let tier = hit.customer.tier.map(|tier| tier.words().to_owned());
    known(
        hit.customer.id.to_string(),
        &hit.customer.name,
        tier.into_iter(),
        hit.open,
    )
}

fn known(id: String, name: &str, facts: impl Iterator<Item = String>, open: usize) -> Hit {
    let open = (open > 0).then(|| format!("{open} open"));
    let detail = facts.chain(open).collect::<Vec<_>>().join(" · ");
    Hit {
        id,
        name: name.to_owned(),
        detail,
        ..Hit::default()
    }
}

/// The products of the config, then those that were seen; those that fit the text, and the text itself.
fn products(offered: &[String], seen: &[String], typed: &str) -> Vec<Hit> {
    let wanted = fold(typed);
    let mut names: Vec<&String> = vec![];
    for name in offered.iter().chain(seen) {
        if fit(name, &wanted).is_some() && !names.iter().any(|known| fold(known) == fold(name)) {
            names.push(name);
        }
    }
    let exact = names.iter().any(|name| fold(name) == wanted);
    let hits = names
        .iter()
        .map(|name| known((*name).clone(), name, std::iter::empty(), 0))
        .collect();
    if exact {
        hits
    } else {
        with_new(hits, typed, "new product")
    }
}
