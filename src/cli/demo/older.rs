//! The years before the demo's hotline had this program: lives that were rehearsed once, told again of other people and
//! other weeks, and taken in as a file would be.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

use chrono::{NaiveDate, TimeDelta};
use regex::Regex;

use super::chance::Chance;
use super::hotline::Hotline;
use super::life::{self, Cast};
use super::people::{Company, People, Person};
use super::{Plan, STATION};
use crate::domain::answer::{Field, Value};
use crate::domain::id::{Moment, Station};
use crate::domain::record::Record;
use crate::domain::reference::Reference;
use crate::domain::state::{Counters, State};
use crate::error::{Error, Kind};
use crate::flow::Library;
use crate::store::Store;

const NAME: &str = "{@name}";
const COMPANY: &str = "{@company}";
const PHONE: &str = "{@phone}";
const MAIL: &str = "{@mail}";

/// What came before the weeks that are lived through.
#[derive(Debug, Default)]
pub(super) struct Older {
    lives: Vec<Life>,
    /// How long the rehearsal took.
    weeks: i64,
    count: usize,
}

/// One incident from the first word to the last, of anybody.
#[derive(Debug)]
struct Life {
    tier: &'static str,
    role: &'static str,
    parts: Vec<Part>,
}

/// A piece of the incident as it is written down.
#[derive(Debug)]
enum Part {
    Words(String),
    Moment(Moment),
    Date(NaiveDate),
    Reference,
    Token(&'static str),
}

/// Lives through some weeks in memory, if more is asked for than one would want to live through.
pub(super) fn rehearse(
    library: &Library,
    plan: &Plan,
    heed: &mut dyn FnMut(usize) -> Result<(), Error>,
) -> Result<Older, Error> {
    let Some(station) = Station::parse(STATION).filter(|_| plan.incidents > 2 * plan.lived) else {
        return Ok(Older::default());
    };
    let rehearsal = Plan {
        incidents: plan.lived,
        seed: plan.seed + 1,
        ..plan.clone()
    };
    let mut store = Store::in_memory(station)?;
    let state = State::new(station, Counters::default());
    store.bulk(|bulk| {
        let mut hotline = Hotline::new(state, library, bulk);
        let none = Older::default();
        life::live(&mut hotline, &rehearsal, (plan.a_day(), &none), &mut |_| {
            heed(0)
        })
    })?;
    let mut lives = Vec::new();
    let mut first = plan.now;
    store.view(plan.now).each_incident(|page| {
        if page.record.resolution.is_some() {
            first = first.min(page.record.opened_at);
            lives.extend(Life::of(page.record));
        }
        ControlFlow::Continue(())
    })?;
    Ok(Older {
        count: if lives.is_empty() {
            0
        } else {
            plan.incidents - plan.lived
        },
        lives,
        weeks: (plan.now - first).num_weeks() + 1,
    })
}

impl Older {
    /// How many incidents.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Takes them in, the oldest first.
    pub(super) fn bring(
        &self,
        hotline: &mut Hotline<'_, '_>,
        cast: &mut Cast,
        now: Moment,
        heed: &mut dyn FnMut(usize) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let rounds = self.count.div_ceil(self.lives.len().max(1));
        let skipped = rounds * self.lives.len() - self.count;
        let told = (1..=rounds)
            .rev()
            .flat_map(|round| self.lives.iter().map(move |life| (round, life)));
        let kinds = kinds(&cast.people);
        for (count, (round, life)) in told.skip(skipped).enumerate() {
            let number = hotline.state.counters.incidents;
            let reference = Reference::new(hotline.state.station, number);
            let somebody = somebody(&kinds, life, &mut cast.chance);
            let person = cast.people.persons.get_mut(somebody);
            let (Some(reference), Some(person)) = (reference, person) else {
                continue;
            };
            let Some(company) = cast.people.companies.get_mut(person.company) else {
                continue;
            };
            let back = TimeDelta::weeks(self.weeks * i64::try_from(round).unwrap_or(0));
            let record = life.told(back, reference, person, company)?;
            let Some(agent) = cast.agents.first() else {
                continue;
            };
            let known = (person.id.as_ref(), company.id.as_ref());
            hotline.import(agent, now, record, known)?;
            if let Some(incident) = hotline.incident(reference) {
                person.id.clone_from(&incident.caller);
                company.id.clone_from(&incident.customer);
            }
            hotline.breathe()?;
            heed(count + 1)?;
        }
        Ok(())
    }
}

impl Life {
    /// What is left of an incident without its people, its number and its days.
    fn of(mut record: Record) -> Option<Self> {
        let (caller, customer) = (record.caller.as_mut()?, record.customer.as_mut()?);
        let (tier, role) = (customer.tier?.id(), caller.role?.id());
        let name = std::mem::replace(&mut caller.name, NAME.to_owned());
        NAME.clone_into(&mut caller.name);
        COMPANY.clone_into(&mut customer.name);
        caller.phone = caller.phone.take().map(|_| PHONE.to_owned());
        caller.email = caller.email.take().map(|_| MAIL.to_owned());
        for answer in &mut record.answers {
            let token = match answer.field {
                Some(Field::Caller) => NAME,
                Some(Field::Customer) => COMPANY,
                Some(Field::CallerPhone) => PHONE,
                Some(Field::CallerEmail) => MAIL,
                _ => continue,
            };
            answer.value = answer.value.take().map(|_| Value::Text(token.to_owned()));
            answer.shown = answer.shown.take().map(|_| token.to_owned());
        }
        let text = serde_json::to_string(&record).ok()?.replace(&name, NAME);
        Some(Self {
            tier,
            role,
            parts: parts(&text, record.reference)?,
        })
    }

    /// The same life of somebody else, so long before.
    fn told(
        &self,
        back: TimeDelta,
        reference: Reference,
        person: &Person,
        company: &Company,
    ) -> Result<Box<Record>, Error> {
        let text: String = self
            .parts
            .iter()
            .map(|part| match part {
                Part::Words(words) => Cow::from(words),
                Part::Moment(at) => Cow::from(format!("\"{}\"", (*at - back).to_rfc3339())),
                Part::Date(day) => Cow::from(format!("\"{}\"", *day - back)),
                Part::Reference => Cow::from(reference.to_string()),
                Part::Token(NAME) => Cow::from(&person.name),
                Part::Token(PHONE) => Cow::from(person.phone.replace(' ', "")),
                Part::Token(MAIL) => Cow::from(&person.email),
                Part::Token(_) => Cow::from(&company.name),
            })
            .collect();
        let record = serde_json::from_str(&text);
        record.map_err(|error| Error::new(Kind::BadData, format!("the demo told a lie: {error}")))
    }
}

/// The pieces of a text: what changes with each telling, and the words between.
fn parts(text: &str, reference: Reference) -> Option<Vec<Part>> {
    let date = r#""\d{4}-\d\d-\d\d(?:T[0-9:.]+(?:Z|[+-]\d\d:\d\d))?""#;
    let changing = Regex::new(&format!(r"{date}|\{{@[a-z]+\}}|{reference}")).ok()?;
    let (mut parts, mut end) = (Vec::new(), 0);
    for found in changing.find_iter(text) {
        let bare = found.as_str().trim_matches('"');
        let part = if let Ok(at) = Moment::parse_from_rfc3339(bare) {
            Part::Moment(at)
        } else if let Ok(day) = bare.parse() {
            Part::Date(day)
        } else if let Some(token) = [NAME, COMPANY, PHONE, MAIL].iter().find(|is| **is == bare) {
            Part::Token(token)
        } else if found.as_str() == bare {
            Part::Reference
        } else {
            continue;
        };
        parts.push(Part::Words(text.get(end..found.start())?.to_owned()));
        parts.push(part);
        end = found.end();
    }
    parts.push(Part::Words(text.get(end..)?.to_owned()));
    Some(parts)
}

/// People of one tier and one role, by whom the same life may be told.
type Kinds = BTreeMap<(&'static str, &'static str), Vec<usize>>;

fn kinds(people: &People) -> Kinds {
    let mut kinds = Kinds::new();
    for (index, person) in people.persons.iter().enumerate() {
        if let Some(company) = people.companies.get(person.company) {
            let kind = kinds.entry((company.tier, person.role)).or_default();
            kind.push(index);
        }
    }
    kinds
}

fn somebody(kinds: &Kinds, life: &Life, chance: &mut Chance) -> usize {
    let kind = kinds
        .get(&(life.tier, life.role))
        .or_else(|| kinds.values().next());
    let kind = kind.map_or(&[] as &[usize], Vec::as_slice);
    // The first companies call twice as often as the others.
    let often = kind.get(..kind.len().div_ceil(4)).unwrap_or(kind);
    let kind = if chance.percent(30) { often } else { kind };
    chance.pick(kind).copied().unwrap_or(0)
}
