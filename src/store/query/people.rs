//! Callers, customers and agents: found by a few digits or letters, with what is open for them.

use rusqlite::params;

use super::{IncidentRow, View};
use crate::domain::agent::Agent;
use crate::domain::caller::{Caller, Customer};
use crate::domain::command::Need;
use crate::domain::event::Subject;
use crate::domain::id::{AgentId, CallerId, CustomerId, Moment};
use crate::domain::reference::Reference;
use crate::store::error::StoreError;
use crate::store::projection::millis;
use crate::store::words::{digits, reversed_digits, sought, words};

/// A caller who may be the one on the line.
#[derive(Debug, Clone, PartialEq)]
pub struct CallerHit {
    /// Who.
    pub caller: Caller,
    /// Their company.
    pub customer: Option<Customer>,
    /// How many incidents somebody holds for the company, or for the caller if there is none.
    pub open: usize,
    /// When they last called.
    pub last_call: Option<Moment>,
}

/// A customer found by name.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerHit {
    /// Which.
    pub customer: Customer,
    /// How many incidents somebody holds for them.
    pub open: usize,
}

/// What a customer has been through.
#[derive(Debug, Clone, PartialEq)]
pub struct CustomerHistory {
    /// The customer.
    pub customer: Customer,
    /// What somebody holds for them, the first in the order of the desk.
    pub open: Vec<IncidentRow>,
    /// How many somebody holds for them, those that are not among the first included.
    pub held: usize,
    /// Of how many of these the promise is late.
    pub late: usize,
    /// What was done last, the newest first.
    pub done: Vec<IncidentRow>,
}

/// An agent, and how much they hold.
#[derive(Debug, Clone, PartialEq)]
pub struct AgentRow {
    /// Who.
    pub agent: Agent,
    /// How many incidents they hold.
    pub held: usize,
}

/// A name that begins like half of the callers' is looked for among so many of them.
const MOST_CANDIDATES: usize = 1000;

impl View<'_> {
    /// Callers by the end of their number (digits), or by the beginnings of words of their or their company's
    /// name; whoever called last comes first. Who was typed and then was somebody else never called.
    pub fn find_callers(&self, text: &str, limit: usize) -> Result<Vec<CallerHit>, StoreError> {
        let text = sought(text);
        let wanted: Vec<String> = words(text).collect();
        let digits = digits(text);
        let mut ids = if digits.len() >= 3 && !text.chars().any(char::is_alphabetic) {
            self.by_end_of_number(&digits)?
        } else {
            self.by_words(&wanted)?
        };
        ids.truncate(limit);
        ids.iter()
            .filter_map(|id| self.caller_hit(id).transpose())
            .collect()
    }

    /// The callers with this whole number, however it is written.
    pub fn callers_by_number(&self, number: &str) -> Result<Vec<CallerHit>, StoreError> {
        let digits = digits(number);
        // A national and an international number differ at the front alone.
        let end: String = digits
            .chars()
            .skip(digits.len().saturating_sub(9))
            .collect();
        if end.len() < 4 {
            return Ok(Vec::new());
        }
        let ids = self.by_end_of_number(&end)?;
        ids.iter()
            .filter_map(|id| self.caller_hit(id).transpose())
            .collect()
    }

    /// Customers by the beginnings of words of their name.
    pub fn find_customers(&self, text: &str, limit: usize) -> Result<Vec<CustomerHit>, StoreError> {
        let text = sought(text);
        let wanted: Vec<String> = words(text).collect();
        let Some(first) = wanted.iter().max_by_key(|word| word.len()) else {
            return Ok(Vec::new());
        };
        let mut statement = self.connection.prepare_cached(
            "SELECT customer.id, customer.name FROM name_word JOIN customer USING (id)
             WHERE kind = 'customer' AND word >= ?1 AND word < ?2
                 AND (EXISTS (SELECT 1 FROM incident WHERE incident.customer = customer.id)
                      OR EXISTS (SELECT 1 FROM caller JOIN call ON call.caller = caller.id
                                 WHERE caller.customer = customer.id))
             ORDER BY customer.name_key LIMIT ?3",
        )?;
        let mut candidates = statement.query(params![first, after(first), MOST_CANDIDATES])?;
        let mut hits = Vec::new();
        while let (true, Some(row)) = (hits.len() < limit, candidates.next()?) {
            let (id, name): (String, String) = (row.get(0)?, row.get(1)?);
            if begins(&wanted, &[&name])
                && let Some(customer) = self.customer(&CustomerId::stored(id))?
            {
                let open = self.held_for_customer(&customer.id)?;
                hits.push(CustomerHit { customer, open });
            }
        }
        Ok(hits)
    }

    /// The products that incidents name, the most frequent first.
    pub fn products(&self, limit: usize) -> Result<Vec<String>, StoreError> {
        self.strings(
            "SELECT product FROM incident WHERE product IS NOT NULL
             GROUP BY product ORDER BY count(*) DESC, product LIMIT ?1",
            [limit],
        )
    }

    /// What a customer has been through, beside an incident; `None` when there is none of this id.
    pub fn history(
        &self,
        customer: &CustomerId,
        but: Option<Reference>,
        limit: usize,
    ) -> Result<Option<CustomerHistory>, StoreError> {
        let Some(customer) = self.customer(customer)? else {
            return Ok(None);
        };
        let now = millis(self.now);
        let soon = now + crate::domain::queue::SOON_MINUTES * 60_000;
        let id = customer.id.as_str();
        let but = but.map(|reference| reference.to_string());
        let open = self.rows(
            &format!(
                "WHERE i.customer = ?3 AND i.held = 1 AND i.reference IS NOT ?5 ORDER BY {} LIMIT ?4",
                super::row::BY_HEAT
            ),
            params![now, soon, id, limit, but],
        )?;
        let done = self.rows(
            "WHERE i.customer = ?1 AND i.held = 0 AND i.reference IS NOT ?3 ORDER BY i.id DESC LIMIT ?2",
            params![id, limit, but],
        )?;
        let counted = self
            .connection
            .prepare_cached(
                "SELECT count(*), count(*) FILTER (WHERE promise_ms < ?2) FROM incident
                 WHERE customer = ?1 AND held = 1 AND reference IS NOT ?3",
            )?
            .query_row(params![id, now, but], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Some(CustomerHistory {
            customer,
            open,
            held: counted.0,
            late: counted.1,
            done,
        }))
    }

    /// Every agent who is known here, by name.
    pub fn agents(&self) -> Result<Vec<AgentRow>, StoreError> {
        let mut world = self.world()?;
        let mut rows = Vec::new();
        for name in self.strings("SELECT name FROM agent ORDER BY name", [])? {
            let id = world.agent(&AgentId::of(&name))?;
            let held = self
                .connection
                .prepare_cached("SELECT count(*) FROM incident WHERE held = 1 AND owner_key = ?1")?
                .query_row([super::key(&id)], |row| row.get(0))?;
            rows.extend(
                world
                    .state
                    .agents
                    .get(&id)
                    .cloned()
                    .map(|agent| AgentRow { agent, held }),
            );
        }
        Ok(rows)
    }

    fn caller_hit(&self, id: &str) -> Result<Option<CallerHit>, StoreError> {
        let mut world = self.world()?;
        let id = CallerId::stored(id);
        world.need(&Need::Caller(id.clone()))?;
        let Some(caller) = world.state.callers.remove(&id) else {
            return Ok(None);
        };
        let customer = caller
            .customer
            .as_ref()
            .and_then(|id| world.state.customers.remove(id));
        let open = match &customer {
            Some(customer) => self.held_for_customer(&customer.id)?,
            None => self
                .connection
                .prepare_cached("SELECT count(*) FROM incident WHERE caller = ?1 AND held = 1")?
                .query_row([id.as_str()], |row| row.get(0))?,
        };
        let last_call: Option<i64> = self
            .connection
            .prepare_cached("SELECT max(started_ms) FROM call WHERE caller = ?1")?
            .query_row([id.as_str()], |row| row.get(0))?;
        let last_call = last_call.map(|millis| self.moment(millis));
        Ok(Some(CallerHit {
            caller,
            customer,
            open,
            last_call,
        }))
    }

    fn customer(&self, id: &CustomerId) -> Result<Option<Customer>, StoreError> {
        let mut world = self.world()?;
        world.subject(&Subject::Customer(id.clone()))?;
        Ok(world.state.customers.remove(id))
    }

    fn held_for_customer(&self, id: &CustomerId) -> Result<usize, StoreError> {
        Ok(self
            .connection
            .prepare_cached("SELECT count(*) FROM incident WHERE customer = ?1 AND held = 1")?
            .query_row([id.as_str()], |row| row.get(0))?)
    }

    fn by_end_of_number(&self, digits: &str) -> Result<Vec<String>, StoreError> {
        let reversed = reversed_digits(digits);
        self.strings(
            "SELECT caller FROM caller_phone WHERE reversed >= ?1 AND reversed < ?2
                 AND (EXISTS (SELECT 1 FROM call WHERE call.caller = caller_phone.caller)
                      OR EXISTS (SELECT 1 FROM incident WHERE incident.caller = caller_phone.caller))
             GROUP BY caller
             ORDER BY (SELECT max(started_ms) FROM call WHERE call.caller = caller_phone.caller) DESC, caller
             LIMIT ?3",
            params![reversed, after(&reversed), MOST_CANDIDATES],
        )
    }

    fn by_words(&self, wanted: &[String]) -> Result<Vec<String>, StoreError> {
        let Some(first) = wanted.iter().max_by_key(|word| word.len()) else {
            return Ok(Vec::new());
        };
        let mut statement = self.connection.prepare_cached(
            "WITH found (id) AS (
                 SELECT id FROM name_word WHERE kind = 'caller' AND word >= ?1 AND word < ?2
                 UNION
                 SELECT caller.id FROM name_word JOIN caller ON caller.customer = name_word.id
                 WHERE kind = 'customer' AND word >= ?1 AND word < ?2
                 LIMIT ?3)
             SELECT caller.id, caller.name, customer.name
             FROM found JOIN caller USING (id) LEFT JOIN customer ON customer.id = caller.customer
             WHERE EXISTS (SELECT 1 FROM call WHERE call.caller = caller.id)
                 OR EXISTS (SELECT 1 FROM incident WHERE incident.caller = caller.id)
             ORDER BY (SELECT max(started_ms) FROM call WHERE call.caller = caller.id) DESC, caller.id",
        )?;
        let mut rows = statement.query(params![first, after(first), MOST_CANDIDATES])?;
        let mut ids = Vec::new();
        while let Some(row) = rows.next()? {
            let (name, customer): (String, Option<String>) = (row.get(1)?, row.get(2)?);
            if begins(wanted, &[&name, customer.as_deref().unwrap_or("")]) {
                ids.push(row.get(0)?);
            }
        }
        Ok(ids)
    }

    pub(super) fn strings(
        &self,
        query: &str,
        parameters: impl rusqlite::Params,
    ) -> Result<Vec<String>, StoreError> {
        let mut statement = self.connection.prepare_cached(query)?;
        let strings = statement.query_map(parameters, |row| row.get(0))?;
        Ok(strings.collect::<Result<_, _>>()?)
    }
}

/// What sorts behind everything that begins like this.
fn after(beginning: &str) -> String {
    format!("{beginning}\u{10ffff}")
}

/// Whether every wanted word is the beginning of a word of these texts.
fn begins(wanted: &[String], texts: &[&str]) -> bool {
    let found: Vec<String> = texts.iter().flat_map(|text| words(text)).collect();
    wanted
        .iter()
        .all(|wanted| found.iter().any(|word| word.starts_with(wanted)))
}
