//! The life of the demo's hotline: weeks of calls, and what becomes of them.

use std::collections::BTreeMap;

use chrono::TimeDelta;

use super::chance::Chance;
use super::deed::Deed;
use super::hotline::Hotline;
use super::older::Older;
use super::people::People;
use super::story::{self, FILLERS, Story};
use super::{Plan, calendar};
use crate::domain::command::Command;
use crate::domain::id::{AgentId, Moment};
use crate::error::Error;

/// What is going to happen, in order; the number keeps apart what happens at the same time.
#[derive(Debug, Default)]
pub(super) struct Agenda {
    deeds: BTreeMap<(Moment, u64), Deed>,
    count: u64,
}

impl Agenda {
    pub(super) fn add(&mut self, at: Moment, deed: Deed) {
        self.count += 1;
        self.deeds.insert((at, self.count), deed);
    }
}

/// Everything that the demo is made of.
#[derive(Debug)]
pub(super) struct Cast {
    pub agents: Vec<AgentId>,
    pub people: People,
    pub stories: Vec<&'static Story>,
    pub chance: Chance,
}

/// What a call is about, and what comes of it.
#[derive(Debug)]
pub(super) struct Reported {
    pub agent: AgentId,
    pub person: usize,
    pub story: &'static Story,
    pub fillers: Vec<(&'static str, &'static str)>,
    pub fate: Fate,
}

/// What comes of a call.
#[derive(Debug, Clone, Copy)]
pub(super) enum Fate {
    /// It is solved while the caller is on the line.
    Solved,
    /// A promise, and a way there.
    Promised,
    /// The line goes dead.
    CutOff,
    /// A promise by this time, and nothing has happened since.
    Waiting(Moment),
    /// The same, and it is offered to a colleague.
    Offered(Moment),
    /// A promise by this time, which was kept.
    Kept(Moment),
}

/// How many minutes ago the agent of the demo went on the hotline.
const SHIFT: i64 = 134;

/// How many calls of the running shift are told, a colleague's among them.
const SCENES: usize = 8;

/// Brings in the older years, and lives, with so many calls a day, through the weeks up to now; `heed` hears how many incidents there are, and
/// may end it.
pub(super) fn live(
    hotline: &mut Hotline<'_, '_>,
    plan: &Plan,
    (a_day, older): (usize, &Older),
    heed: &mut dyn FnMut(usize) -> Result<(), Error>,
) -> Result<(), Error> {
    let mut chance = Chance::new(plan.seed);
    let names = ["Ana Ruiz", "Tom Beck", "Priya Nair"].map(AgentId::of);
    let colleagues = names.into_iter().filter(|name| !name.is(&plan.agent));
    let mut cast = Cast {
        agents: [plan.agent.clone()].into_iter().chain(colleagues).collect(),
        people: People::new(plan.incidents, &mut chance),
        stories: story::all().collect(),
        chance,
    };
    let mut agenda = Agenda::default();
    let lived = plan.incidents - older.count();
    today(&mut agenda, &mut cast, plan);
    let first = weeks(&mut agenda, &mut cast, plan, (lived, a_day));
    older.bring(hotline, &mut cast, calendar::at(first, 8, 0), heed)?;
    let mut calls = older.count();
    while let Some(((now, _), deed)) = agenda.deeds.pop_first() {
        // What is still to come stays open.
        if now >= plan.now {
            break;
        }
        if matches!(deed, Deed::Call(_)) {
            calls += 1;
            heed(calls)?;
        }
        deed.perform(hotline, &mut cast, &mut agenda, now)?;
        hotline.breathe()?;
    }
    hotline.save()
}

/// The shift that is running: a promise that is late, others that are not, and an offer that waits.
fn today(agenda: &mut Agenda, cast: &mut Cast, plan: &Plan) {
    let ago = |minutes| plan.now - TimeDelta::minutes(minutes);
    let ahead = |minutes| plan.now + TimeDelta::minutes(minutes);
    let (me, colleague) = (
        plan.agent.clone(),
        cast.agents.get(2).unwrap_or(&plan.agent).clone(),
    );
    agenda.add(ago(SHIFT), Deed::Start(me.clone()));
    agenda.add(ago(SHIFT + 60), Deed::Start(colleague.clone()));
    let scenes: [(i64, &AgentId, Fate); SCENES] = [
        (128, &me, Fate::Waiting(ago(31))),
        (117, &me, Fate::Kept(ago(70))),
        (104, &me, Fate::Waiting(ahead(29))),
        (92, &me, Fate::Kept(ago(15))),
        (81, &me, Fate::Solved),
        (63, &me, Fate::Waiting(calendar::quarter(ahead(160)))),
        (52, &colleague, Fate::Offered(calendar::quarter(ahead(90)))),
        (37, &me, Fate::Waiting(calendar::next_day(ahead(1440), 9))),
    ];
    for (index, (minutes, agent, fate)) in scenes.into_iter().take(plan.incidents).enumerate() {
        // One story after another, so that no two rows of the desk read alike.
        let story = cast
            .stories
            .get(index * 3 % cast.stories.len().max(1))
            .copied();
        let call = report(cast, agent, story, fate);
        agenda.add(ago(minutes), call);
    }
}

/// The weeks before: calls all day, and every evening somebody leaves and hands over what they hold. Tells on which
/// day they began.
fn weeks(
    agenda: &mut Agenda,
    cast: &mut Cast,
    plan: &Plan,
    (lived, a_day): (usize, usize),
) -> Moment {
    let calls = lived.saturating_sub(SCENES);
    let days = calendar::days_before(plan.now, calls.div_ceil(a_day));
    let agents = cast.agents.clone();
    let mut left = calls;
    for agent in &agents {
        if let Some(first) = days.first() {
            agenda.add(calendar::at(*first, 8, 40), Deed::Start(agent.clone()));
        }
    }
    for (back, day) in days.iter().rev().enumerate() {
        // Yesterday it was the agent of the demo who left.
        let leaving = agents.get(back % agents.len().max(1));
        let taking = agents.get((back + 1) % agents.len().max(1));
        if let (Some(leaving), Some(taking)) = (leaving, taking) {
            let (from, to) = (leaving.clone(), taking.clone());
            agenda.add(calendar::at(*day, 17, 10), Deed::Leave { from, to });
            if back > 0 {
                agenda.add(calendar::next_day(*day, 8), Deed::Start(leaving.clone()));
            }
        }
        let today = left.min(a_day);
        left -= today;
        for (call, agent) in (0..today).zip(agents.iter().cycle()) {
            let minute = i64::try_from(call * 465 / a_day).unwrap_or(0) + cast.chance.between(0, 9);
            let at = calendar::at(*day, 9, 0) + TimeDelta::minutes(minute);
            let fate = match cast.chance.between(1, 100) {
                1..=38 => Fate::Solved,
                39..=97 => Fate::Promised,
                _ => Fate::CutOff,
            };
            let call = report(cast, agent, None, fate);
            agenda.add(at, call);
        }
    }
    days.first().copied().unwrap_or(plan.now)
}

fn report(cast: &mut Cast, agent: &AgentId, story: Option<&'static Story>, fate: Fate) -> Deed {
    let story = story.or_else(|| cast.chance.pick(&cast.stories).copied());
    let Some(story) = story else {
        return Deed::Start(agent.clone());
    };
    let fillers = FILLERS
        .iter()
        .filter_map(|(word, fillers)| Some((*word, *cast.chance.pick(fillers)?)))
        .collect();
    Deed::Call(Box::new(Reported {
        agent: agent.clone(),
        person: cast.people.somebody(&mut cast.chance),
        story,
        fillers,
        fate,
    }))
}

/// Goes on the hotline.
pub(super) fn start(
    hotline: &mut Hotline<'_, '_>,
    agent: &AgentId,
    now: Moment,
) -> Result<(), Error> {
    hotline.act(agent, now, &Command::GoOnTheHotline)
}
