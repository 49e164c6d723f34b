//! Incidents as tables: the row that the desk shows, promises, handoffs, and the words that the search finds.

use rusqlite::{Connection, OptionalExtension, named_params, params};

use super::super::error::StoreError;
use super::super::words::{digits, words};
use super::millis;
use crate::domain::answer::{Answer, Field};
use crate::domain::caller::Caller;
use crate::domain::handoff::{Handoff, Teller};
use crate::domain::id::{AgentId, CallerId, CustomerId, fold};
use crate::domain::incident::Incident;
use crate::domain::promise::Promise;

/// So much of one field of an incident is searched; what is pasted beyond it is found by its beginning.
const MOST_SEARCHED: usize = 64 * 1024;

pub(super) fn write(connection: &Connection, incident: &Incident) -> Result<(), StoreError> {
    let id = write_row(connection, incident)?;
    connection
        .prepare_cached("DELETE FROM promise WHERE incident = ?1")?
        .execute([id])?;
    for promise in &incident.promises {
        write_promise(connection, id, promise)?;
    }
    connection
        .prepare_cached("DELETE FROM handoff WHERE incident = ?1")?
        .execute([id])?;
    for (number, handoff) in (0_i64..).zip(&incident.handoffs) {
        connection
            .prepare_cached("INSERT INTO handoff VALUES (?1, ?2, ?3, ?4)")?
            .execute(params![
                id,
                number,
                key(&handoff.from),
                handoff.accepted.map(millis)
            ])?;
    }
    write_document(connection, id, incident)
}

/// The people of every incident of a caller, when something about the caller changed.
pub(super) fn write_people_of(connection: &Connection, caller: &Caller) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare_cached("SELECT id, customer FROM incident WHERE caller = ?1")?;
    let incidents = statement
        .query_map([caller.id.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<Result<Vec<(i64, Option<String>)>, _>>()?;
    for (id, customer) in incidents {
        let people = people(connection, Some(caller.id.as_str()), customer.as_deref())?;
        connection
            .prepare_cached("UPDATE document SET people = ?2 WHERE id = ?1 AND people <> ?2")?
            .execute(params![id, people])?;
    }
    Ok(())
}

fn write_row(connection: &Connection, incident: &Incident) -> Result<i64, StoreError> {
    let promise = incident.live_promises().next();
    let id = connection
        .prepare_cached(
            "INSERT INTO incident (reference, status, held, owner_key, offered_key, teller_key, priority,
                 opened_ms, resolved_ms, due_ms, has_to_go, next_what, next_who, next_ms, promise, promise_what,
                 promise_ms, summary, category, product, version, solved, caller, customer)
             VALUES (:reference, :status, :held, :owner_key, :offered_key, :teller_key, :priority,
                 :opened_ms, :resolved_ms, :due_ms, :has_to_go, :next_what, :next_who, :next_ms, :promise, :promise_what,
                 :promise_ms, :summary, :category, :product, :version, :solved, :caller, :customer)
             ON CONFLICT (reference) DO UPDATE SET
                 status = :status, held = :held, owner_key = :owner_key, offered_key = :offered_key,
                 teller_key = :teller_key, priority = :priority, opened_ms = :opened_ms,
                 resolved_ms = :resolved_ms, due_ms = :due_ms, has_to_go = :has_to_go, next_what = :next_what, next_who = :next_who,
                 next_ms = :next_ms, promise = :promise, promise_what = :promise_what,
                 promise_ms = :promise_ms, summary = :summary, category = :category, product = :product,
                 version = :version, solved = :solved, caller = :caller, customer = :customer
             RETURNING id",
        )?
        .query_row(
            named_params! {
                ":reference": incident.reference.to_string(),
                ":status": incident.status.id(),
                ":held": incident.is_held(),
                ":owner_key": key(&incident.owner),
                ":offered_key": incident.offer().map(|offer| key(&offer.to)),
                ":teller_key": teller(incident).map(key),
                ":priority": incident.priority().id(),
                ":opened_ms": millis(incident.opened_at),
                ":resolved_ms": incident.resolution.as_ref().map(|resolution| millis(resolution.at)),
                ":due_ms": incident.due().map(millis),
                ":has_to_go": incident.has_to_go().map(|onward| onward.to.as_str()),
                ":next_what": incident.next_step.what,
                ":next_who": incident.next_step.who.as_str(),
                ":next_ms": millis(incident.next_step.by),
                ":promise": promise.map(|promise| promise.id),
                ":promise_what": promise.map(|promise| promise.what.as_str()),
                ":promise_ms": promise.map(|promise| millis(promise.by)),
                ":summary": incident.summary(),
                ":category": incident.category(),
                ":product": incident.field(Field::Product),
                ":version": incident.field(Field::Version),
                ":solved": incident.resolution.as_ref().map(|resolution| resolution.done.as_str()),
                ":caller": incident.caller.as_ref().map(CallerId::as_str),
                ":customer": incident.customer.as_ref().map(CustomerId::as_str),
            },
            |row| row.get(0),
        )?;
    Ok(id)
}

/// Who still has to tell the customer that somebody else took over.
fn teller(incident: &Incident) -> Option<&AgentId> {
    let handoff: &Handoff = incident.accepted_handoff()?;
    let waits = incident.is_open() && handoff.told.is_none() && handoff.to.is(&incident.owner);
    waits.then_some(match handoff.teller {
        Teller::Giver => &handoff.from,
        Teller::Receiver => &handoff.to,
    })
}

fn write_promise(connection: &Connection, id: i64, promise: &Promise) -> Result<(), StoreError> {
    // A table does not know what time it is: what is late stands there as live.
    let state = promise.state(promise.by);
    connection
        .prepare_cached("INSERT INTO promise VALUES (?1, ?2, ?3, ?4, ?5, ?6)")?
        .execute(params![
            id,
            promise.id,
            key(&promise.made_by),
            millis(promise.by),
            state,
            promise.settled().map(millis)
        ])?;
    Ok(())
}

fn write_document(connection: &Connection, id: i64, incident: &Incident) -> Result<(), StoreError> {
    let title = joined(&[&incident.reference.to_string(), &incident.summary()]);
    let caller = incident.caller.as_ref().map(CallerId::as_str);
    let customer = incident.customer.as_ref().map(CustomerId::as_str);
    let people = people(connection, caller, customer)?;
    connection
        .prepare_cached(
            "INSERT INTO document VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (id) DO UPDATE SET title = ?2, people = ?3, body = ?4
             WHERE title <> ?2 OR people <> ?3 OR body <> ?4",
        )?
        .execute(params![id, title, people, joined(&body(incident))])?;
    Ok(())
}

/// Every text of an incident that the search finds beside its summary, in the order of the record. What is masked elsewhere
/// is not found, as it would be shown.
pub(in crate::store) fn body(incident: &Incident) -> Vec<String> {
    let answers = incident
        .visible_answers()
        .filter(|answer| answer.field != Some(Field::Summary) && !answer.sensitive)
        .map(Answer::words);
    let promises = incident.promises.iter().map(|promise| promise.what.clone());
    let lines = incident
        .timeline
        .iter()
        .filter(|line| {
            let kind = line.kind.as_str();
            !line.sensitive && matches!(kind, "note" | "attempt" | "contact" | "escalation")
        })
        .map(|line| line.text.clone());
    let brief = incident.brief.values().cloned();
    let resolution = incident.resolution.iter().flat_map(|resolution| {
        let told = resolution.told.iter().chain(&resolution.need);
        [&resolution.done, &resolution.verified]
            .into_iter()
            .chain(told)
            .cloned()
    });
    let next_step = [incident.next_step.what.clone()];
    answers
        .chain(lines)
        .chain(resolution)
        .chain(promises)
        .chain(next_step)
        .chain(brief)
        .collect()
}

/// The caller and the customer. A number is found whole and by its last seven or four digits.
fn people(
    connection: &Connection,
    caller: Option<&str>,
    customer: Option<&str>,
) -> Result<String, StoreError> {
    let name = |query: &str, id: Option<&str>| -> Result<String, StoreError> {
        let Some(id) = id else {
            return Ok(String::new());
        };
        let name = connection
            .prepare_cached(query)?
            .query_row([id], |row| row.get(0))
            .optional()?;
        Ok(name.unwrap_or_default())
    };
    let caller_name = name("SELECT name FROM caller WHERE id = ?1", caller)?;
    let customer_name = name("SELECT name FROM customer WHERE id = ?1", customer)?;
    let mut statement = connection
        .prepare_cached("SELECT phone FROM caller_phone WHERE caller = ?1 ORDER BY place")?;
    let phones = statement
        .query_map([caller], |row| row.get(0))?
        .collect::<Result<Vec<String>, _>>()?;
    let mut texts = vec![caller_name, customer_name];
    for phone in phones {
        let digits = digits(&phone);
        texts.extend(
            [7, 4]
                .iter()
                .filter_map(|end| digits.len().checked_sub(*end))
                .filter_map(|from| digits.get(from..).map(str::to_owned)),
        );
        texts.push(digits);
    }
    Ok(joined(&texts))
}

/// The words of several texts, folded, with a space between two.
fn joined(texts: &[impl AsRef<str>]) -> String {
    let mut all = String::new();
    for word in texts.iter().flat_map(|text| words(text.as_ref())) {
        if all.len() + word.len() > MOST_SEARCHED {
            break;
        }
        if !all.is_empty() {
            all.push(' ');
        }
        all.push_str(&word);
    }
    all
}

fn key(agent: &AgentId) -> String {
    fold(agent.as_str())
}
