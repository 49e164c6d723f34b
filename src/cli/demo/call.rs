//! A call of the demo, from the first words to the promise, and what is going to come of it.

use chrono::TimeDelta;

use super::answers::{Problem, Said};
use super::calendar;
use super::chance::Chance;
use super::deed::{Deed, Then};
use super::hotline::Hotline;
use super::life::{Agenda, Cast, Fate, Reported};
use crate::domain::answer::Field;
use crate::domain::call::Ending;
use crate::domain::command::{Change, Command, Resolve};
use crate::domain::id::{AgentId, Moment};
use crate::domain::incident::{Entry, PriorityOverride};
use crate::domain::priority::Priority;
use crate::domain::reference::Reference;
use crate::error::Error;
use crate::flow::Facts;

const VERSIONS: &[(&str, &[&str])] = &[
    ("Ledger", &["5.1.4", "5.2", "5.2", "5.2.1"]),
    ("Dispatch", &["3.4", "3.5"]),
    ("Payroll", &["8.0", "8.0.2"]),
    ("Portal", &["2.9", "3.0"]),
    ("Planner", &["1.7", "1.8.2"]),
];

/// Takes the call, and puts what follows on the agenda.
pub(super) fn take(
    hotline: &mut Hotline<'_, '_>,
    cast: &mut Cast,
    agenda: &mut Agenda,
    reported: &Reported,
    now: Moment,
) -> Result<(), Error> {
    let (Some(person), story) = (cast.people.persons.get(reported.person), reported.story) else {
        return Ok(());
    };
    let Some(company) = cast.people.companies.get(person.company) else {
        return Ok(());
    };
    let versions = VERSIONS
        .iter()
        .find(|(product, _)| *product == story.product);
    let version = versions
        .and_then(|(_, versions)| cast.chance.pick(versions))
        .copied();
    let problem = Problem {
        story,
        person,
        company,
        version: version.unwrap_or("1.0"),
        fillers: &reported.fillers,
        now,
    };
    let caller = person
        .id
        .as_ref()
        .and_then(|id| hotline.state.callers.get(id));
    let customer = company
        .id
        .as_ref()
        .and_then(|id| hotline.state.customers.get(id));
    let facts = Facts {
        first_call: Some(caller.is_none()),
        ..Facts::of(caller, customer)
    };
    let said = problem.said(hotline.library, &facts);
    let agent = &reported.agent;
    let number = Some(person.phone.clone());
    hotline.act(agent, now, &Command::StartCall { number })?;
    let Some(id) = hotline.call_of(agent) else {
        return Ok(());
    };
    hotline.act(
        agent,
        now + TimeDelta::seconds(4),
        &Command::OpenIncident { call: id.clone() },
    )?;
    let Some(reference) = hotline
        .state
        .calls
        .get(&id)
        .and_then(|call| call.incidents.last().copied())
    else {
        return Ok(());
    };
    let mut clock = now + TimeDelta::seconds(6);
    let mut later = |cast_seconds: i64| {
        clock += TimeDelta::seconds(cast_seconds);
        clock
    };
    let Said { answers, told } = said;
    for answer in answers {
        let at = later(cast.chance.between(5, 24));
        let field = answer.field;
        let command = if field.is_some_and(Field::is_about_the_caller) {
            Command::AnswerAboutCaller {
                call: id.clone(),
                answer,
            }
        } else {
            Command::Incident(reference, Change::Answer(answer))
        };
        hotline.act(agent, at, &command)?;
        if let (Some(Field::Category), Some(flow)) = (field, hotline.library.get(story.category)) {
            let chosen = Change::ChooseFlow(flow.reference.clone());
            hotline.act(agent, at, &Command::Incident(reference, chosen))?;
        }
    }
    let mut changes: Vec<Change> = told.into_iter().take(2).map(Change::TellCaller).collect();
    if cast.chance.percent(4) {
        let reason = "the caller's managing director is waiting".to_owned();
        let priority = Priority::P1;
        changes.push(Change::OverridePriority(Some(PriorityOverride {
            priority,
            reason,
        })));
    }
    let fate = reported.fate;
    if !matches!(fate, Fate::CutOff) {
        changes.push(Change::ConfirmReadBack);
    }
    changes.extend(outcome(&problem, fate, later(20)));
    for change in changes {
        let at = later(cast.chance.between(5, 20));
        hotline.act(agent, at, &Command::Incident(reference, change))?;
    }
    let ending = if matches!(fate, Fate::CutOff) {
        Ending::CutOff
    } else {
        Ending::Closed
    };
    let end = Command::EndCall {
        call: id.clone(),
        ending,
        no_promise: vec![],
    };
    let ended = later(8);
    hotline.act(agent, ended, &end)?;
    let receiver = cast.agents.first();
    follow(
        agenda,
        &mut cast.chance,
        receiver,
        &problem,
        (reference, fate),
        ended,
    );
    if let Some(call) = hotline.state.calls.get(&id) {
        let (caller, customer) = (call.caller.clone(), call.customer.clone());
        if let Some(person) = cast.people.persons.get_mut(reported.person) {
            person.id = caller;
            if let Some(company) = cast.people.companies.get_mut(person.company) {
                company.id = customer;
            }
        }
    }
    Ok(())
}

/// How the call leaves the incident.
fn outcome(problem: &Problem<'_>, fate: Fate, now: Moment) -> Vec<Change> {
    let tried = problem.story.attempts.iter().map(|(what, result)| {
        let (what, result) = (problem.filled(what), problem.filled(result));
        Change::Add(Entry::Attempt { what, result })
    });
    let what = problem.filled(problem.story.promise);
    match fate {
        Fate::Solved => tried
            .chain([Change::Resolve(solved(problem, "on the telephone"))])
            .collect(),
        Fate::Waiting(by) | Fate::Offered(by) | Fate::Kept(by) => tried
            .take(1)
            .chain([Change::Promise { what, by }])
            .collect(),
        Fate::Promised => vec![Change::Promise {
            what,
            by: due(problem, now),
        }],
        Fate::CutOff => vec![],
    }
}

/// When the caller hears from us: the more it hurts, the sooner.
fn due(problem: &Problem<'_>, now: Moment) -> Moment {
    match problem.story.urgency {
        "blocked" => calendar::quarter(now + TimeDelta::minutes(150)),
        "hindered" => calendar::next_day(now, 10),
        _ => calendar::next_day(calendar::next_day(now, 9), 15),
    }
}

/// What comes of it in the days after.
fn follow(
    agenda: &mut Agenda,
    chance: &mut Chance,
    receiver: Option<&AgentId>,
    problem: &Problem<'_>,
    (of, fate): (Reference, Fate),
    ended: Moment,
) {
    let mut add = |at, then| agenda.add(at, Deed::About(of, Box::new(then)));
    let by = match fate {
        Fate::Solved | Fate::Waiting(_) => return,
        Fate::Offered(_) => {
            if let Some(to) = receiver.cloned() {
                add(ended + TimeDelta::minutes(35), Then::Offer { to });
            }
            return;
        }
        Fate::Kept(by) => {
            let kept = by - TimeDelta::minutes(4);
            add(kept, Then::Resolve(solved(problem, "called back")));
            return;
        }
        Fate::Promised => due(problem, ended),
        Fate::CutOff => calendar::next_day(ended, 9),
    };
    let after = |minutes| ended + TimeDelta::minutes(minutes);
    let mut minutes = 0;
    for (what, result) in problem.story.attempts {
        minutes += chance.between(20, 60);
        let (what, result) = (problem.filled(what), problem.filled(result));
        add(after(minutes), Then::Add(Entry::Attempt { what, result }));
    }
    let mut settled = by - TimeDelta::minutes(chance.between(5, 110));
    match chance.between(1, 100) {
        1..=7 => settled = by + TimeDelta::minutes(chance.between(15, 190)),
        8..=12 => {
            let consent = format!("{} would rather have it tomorrow", problem.person.name);
            add(by - TimeDelta::minutes(25), Then::Move { consent });
            settled = calendar::next_day(by, 10);
        }
        13..=15 => {
            let why = "the colleague who knows is ill".to_owned();
            add(by + TimeDelta::minutes(5), Then::Break { why });
            settled = calendar::next_day(by, 10);
        }
        _ => {}
    }
    if chance.percent(28) {
        let (to, why) = problem.story.escalation;
        let (to, why) = (to.to_owned(), problem.filled(why));
        add(after(minutes + 10), Then::Escalate { to, why });
        let news = format!("found: {}", problem.filled(problem.story.done));
        add(settled - TimeDelta::minutes(4), Then::Return { news });
    }
    if chance.percent(30) {
        let text = format!(
            "{} asks how it stands; told that we are at it",
            problem.person.name
        );
        let channel = "phone".to_owned();
        add(
            after(minutes + 25),
            Then::Add(Entry::Contact { channel, text }),
        );
    }
    // Nothing settles before it has begun.
    let settled = settled.max(after(minutes + 30));
    add(settled, Then::Resolve(solved(problem, "called back")));
}

fn solved(problem: &Problem<'_>, told: &str) -> Resolve {
    let story = problem.story;
    Resolve {
        kind: story.kind,
        done: problem.filled(story.done),
        verified: problem.filled(story.verified),
        told: Some(told.to_owned()),
        confirmed: true,
        need: story.need.map(|need| problem.filled(need)),
    }
}
