//! Rules of the caller: what is answered about them stands in the call, with them, and with their company.

use super::call::{of_call, own};
use super::{Fact, Refusal, of_incident, refuse};
use crate::domain::answer::{Answer, AnswerState, Field, Value};
use crate::domain::call::Call;
use crate::domain::caller::{Level, Role, Tier};
use crate::domain::command::Context;
use crate::domain::event::{Body, Subject};
use crate::domain::id::{CallId, CallerId, CustomerId, clean};
use crate::domain::incident::Incident;
use crate::domain::state::State;

/// Answers a question about the caller: the answer stands in the call, and what it says of the customer and of a
/// caller who calls for the first time stands with them.
pub(super) fn answer(
    state: &State,
    context: &Context<'_>,
    id: &CallId,
    answer: &Answer,
) -> Result<Vec<Fact>, Refusal> {
    let call = own(state, context, id)?;
    let mut answer = super::incident::checked(answer)?;
    let Some(field) = answer.field.filter(|field| field.is_about_the_caller()) else {
        return refuse("That answer is about the problem, not about the caller.");
    };
    let mut facts = vec![];
    if let (AnswerState::Answered, Some(value)) = (answer.state, &answer.value) {
        let text = clean(&value.to_string());
        match field {
            Field::Caller => identify(state, call, &text, &mut answer, &mut facts),
            Field::Customer => belongs_to(state, call, &text, &mut answer, &mut facts),
            Field::CustomerTier => {
                if let Some(customer) = &call.customer {
                    let tier = known(Tier::from_id(&text), &text)?;
                    facts.push(of_customer(customer, Body::CustomerTierSet { tier }));
                }
            }
            _ => {
                let body = about_the_caller(field, text)?;
                let caller = heard_of_here(call).into_iter();
                facts.extend(
                    caller
                        .zip(body)
                        .map(|(caller, body)| of_caller(caller, body)),
                );
            }
        }
    }
    facts.push(of_call(id, Body::CallerAnswered { answer }));
    Ok(facts)
}

/// The caller, if this call is the first that was heard of them: whatever is said of them stands with them at once.
fn heard_of_here(call: &Call) -> Option<&CallerId> {
    call.caller.as_ref().filter(|_| call.first_call)
}

/// What was said of a caller who was known before stands with them when the call is over: until then, whoever was
/// picked by mistake can still be somebody else, and keeps what is theirs.
pub(super) fn settle(state: &State, call: &Call) -> Vec<Fact> {
    let known = call.caller.as_ref().filter(|_| !call.first_call);
    let Some(caller) = known.and_then(|id| state.callers.get(id)) else {
        return vec![];
    };
    let is_news = |body: &Body| match body {
        Body::CallerPhoneSet { phone } => caller.phones.first() != Some(phone),
        Body::CallerEmailSet { email } => caller.email.as_ref() != Some(email),
        Body::CallerRoleSet { role } => caller.role != Some(*role),
        Body::CallerLevelSet { level } => caller.level != Some(*level),
        Body::CallerCustomerSet { customer } => caller.customer.as_ref() != Some(customer),
        _ => false,
    };
    let customer = call.customer.clone();
    let customer = customer.map(|customer| Body::CallerCustomerSet { customer });
    let news = told(call).chain(customer).filter(is_news);
    news.map(|body| of_caller(&caller.id, body)).collect()
}

/// What was answered in a call about the caller's person.
fn told(call: &Call) -> impl Iterator<Item = Body> {
    let answers = call.visible_answers().map(|recorded| &recorded.answer);
    let answers = answers.filter(|answer| answer.state == AnswerState::Answered);
    answers.filter_map(|answer| {
        let text = clean(&answer.value.as_ref()?.to_string());
        about_the_caller(answer.field?, text).ok().flatten()
    })
}

/// Known by id, or new by name. A new caller whose name is typed again in the same call is renamed.
fn identify(state: &State, call: &Call, text: &str, answer: &mut Answer, facts: &mut Vec<Fact>) {
    let known = state.callers.get(&CallerId::stored(text));
    let (id, customer, first_call) = match (known, &call.caller) {
        (Some(caller), _) => (
            caller.id.clone(),
            caller.customer.clone().or_else(|| call.customer.clone()),
            false,
        ),
        (None, Some(earlier)) if call.first_call => {
            facts.push(of_caller(
                earlier,
                Body::CallerRenamed {
                    name: text.to_owned(),
                },
            ));
            (earlier.clone(), call.customer.clone(), true)
        }
        (None, _) => {
            let id = CallerId::new(state.station, state.counters.callers);
            facts.push(of_caller(
                &id,
                Body::CallerAdded {
                    name: text.to_owned(),
                },
            ));
            // What was answered before the name was known belongs to this caller.
            facts.extend(told(call).map(|body| of_caller(&id, body)));
            if let (Some(number), None) = (&call.number, call.answer_for(Field::CallerPhone)) {
                facts.push(of_caller(
                    &id,
                    Body::CallerPhoneSet {
                        phone: number.clone(),
                    },
                ));
            }
            if let Some(customer) = call.customer.clone() {
                facts.push(of_caller(&id, Body::CallerCustomerSet { customer }));
            }
            (id, call.customer.clone(), true)
        }
    };
    let shown = known.map_or_else(|| text.to_owned(), |caller| caller.name.clone());
    answer.value = Some(Value::Text(id.to_string()));
    answer.shown = Some(shown);
    facts.extend(reported_by(
        state,
        call,
        Some(&id),
        customer.as_ref(),
        first_call,
    ));
}

/// A company by id, by name, or new.
fn belongs_to(state: &State, call: &Call, text: &str, answer: &mut Answer, facts: &mut Vec<Fact>) {
    let known = state
        .customers
        .get(&CustomerId::stored(text))
        .or_else(|| state.customer_named(text));
    let id = known.map_or_else(
        || CustomerId::new(state.station, state.counters.customers),
        |customer| customer.id.clone(),
    );
    if known.is_none() {
        facts.push(of_customer(
            &id,
            Body::CustomerAdded {
                name: text.to_owned(),
            },
        ));
    }
    // A tier that was answered before the name was known belongs to this company.
    let tier = call.answer_for(Field::CustomerTier);
    if let (None, Some(Value::Text(tier))) =
        (&call.customer, tier.and_then(|tier| tier.value.as_ref()))
    {
        let tier = Tier::from_id(tier).map(|tier| Body::CustomerTierSet { tier });
        facts.extend(tier.map(|body| of_customer(&id, body)));
    }
    if let Some(caller) = heard_of_here(call) {
        facts.push(of_caller(
            caller,
            Body::CallerCustomerSet {
                customer: id.clone(),
            },
        ));
    }
    answer.shown = Some(known.map_or_else(|| text.to_owned(), |customer| customer.name.clone()));
    answer.value = Some(Value::Text(id.to_string()));
    facts.extend(reported_by(
        state,
        call,
        call.caller.as_ref(),
        Some(&id),
        call.first_call,
    ));
}

/// Who calls, for the call and for every incident that it opened.
fn reported_by(
    state: &State,
    call: &Call,
    caller: Option<&CallerId>,
    customer: Option<&CustomerId>,
    first_call: bool,
) -> Vec<Fact> {
    let (caller, customer) = (caller.cloned(), customer.cloned());
    let opened_here = |incident: &&Incident| incident.calls.first() == Some(&call.id);
    let incidents = call
        .incidents
        .iter()
        .filter_map(|reference| state.incidents.get(reference));
    let mut facts: Vec<Fact> = incidents
        .filter(opened_here)
        .map(|incident| {
            let (caller, customer) = (caller.clone(), customer.clone());
            of_incident(incident.reference, Body::ReportedBy { caller, customer })
        })
        .collect();
    facts.push(of_call(
        &call.id,
        Body::CallerIdentified {
            caller,
            customer,
            first_call,
        },
    ));
    facts
}

/// What an answer says of the caller's person; nothing for the other fields.
fn about_the_caller(field: Field, text: String) -> Result<Option<Body>, Refusal> {
    Ok(match field {
        Field::CallerPhone => Some(Body::CallerPhoneSet { phone: text }),
        Field::CallerEmail => Some(Body::CallerEmailSet { email: text }),
        Field::CallerRole => Some(Body::CallerRoleSet {
            role: known(Role::from_id(&text), &text)?,
        }),
        Field::CallerLevel => Some(Body::CallerLevelSet {
            level: known(Level::from_id(&text), &text)?,
        }),
        _ => None,
    })
}

fn known<T>(value: Option<T>, text: &str) -> Result<T, Refusal> {
    value.ok_or_else(|| Refusal(format!("“{text}” is not one of the choices.")))
}

fn of_caller(id: &CallerId, body: Body) -> Fact {
    Fact {
        subject: Subject::Caller(id.clone()),
        body,
    }
}

fn of_customer(id: &CustomerId, body: Body) -> Fact {
    Fact {
        subject: Subject::Customer(id.clone()),
        body,
    }
}
