//! Agents, customers, callers and calls as tables.

use std::collections::BTreeSet;

use rusqlite::{Connection, params};

use super::super::error::{Fault, StoreError};
use super::super::words::{reversed_digits, words};
use super::{incident, millis};
use crate::domain::agent::Agent;
use crate::domain::call::Call;
use crate::domain::caller::{Caller, Customer};
use crate::domain::id::fold;

pub(super) fn write_agent(connection: &Connection, agent: &Agent) -> Result<(), StoreError> {
    let left_open = agent
        .left_open
        .as_ref()
        .map(serde_json::to_string)
        .transpose();
    let left_open =
        left_open.map_err(|error| StoreError::new(Fault::Unstorable, error.to_string()))?;
    connection
        .prepare_cached("INSERT OR REPLACE INTO agent VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![
            fold(agent.id.as_str()),
            agent.id.as_str(),
            agent.on_the_hotline_since.map(|since| since.to_rfc3339()),
            left_open
        ])?;
    Ok(())
}

pub(super) fn write_customer(
    connection: &Connection,
    customer: &Customer,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO customer VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![
            customer.id.as_str(),
            customer.name,
            fold(&customer.name),
            customer.tier.map(crate::domain::caller::Tier::id)
        ])?;
    write_words(connection, "customer", customer.id.as_str(), &customer.name)
}

pub(super) fn write_caller(connection: &Connection, caller: &Caller) -> Result<(), StoreError> {
    let id = caller.id.as_str();
    connection
        .prepare_cached("INSERT OR REPLACE INTO caller VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![
            id,
            caller.name,
            fold(&caller.name),
            caller
                .customer
                .as_ref()
                .map(crate::domain::id::CustomerId::as_str)
        ])?;
    connection
        .prepare_cached("DELETE FROM caller_phone WHERE caller = ?1")?
        .execute([id])?;
    for (place, phone) in (0_i64..).zip(&caller.phones) {
        connection
            .prepare_cached("INSERT INTO caller_phone VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![id, place, phone, reversed_digits(phone)])?;
    }
    write_words(connection, "caller", id, &caller.name)?;
    incident::write_people_of(connection, caller)
}

pub(super) fn write_call(connection: &Connection, call: &Call) -> Result<(), StoreError> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO call VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![
            call.id.as_str(),
            fold(call.agent.as_str()),
            millis(call.started),
            call.ended.map(millis),
            call.caller
                .as_ref()
                .map(crate::domain::id::CallerId::as_str)
        ])?;
    Ok(())
}

fn write_words(
    connection: &Connection,
    kind: &str,
    id: &str,
    name: &str,
) -> Result<(), StoreError> {
    connection
        .prepare_cached("DELETE FROM name_word WHERE id = ?1")?
        .execute([id])?;
    for word in words(name).collect::<BTreeSet<_>>() {
        connection
            .prepare_cached("INSERT INTO name_word VALUES (?1, ?2, ?3)")?
            .execute(params![kind, word, id])?;
    }
    Ok(())
}
