//! Acts on promises: make one, keep it, move it with the customer's consent, or say that it cannot be kept.

use super::entry::{PAST, WHEN, moment, upcoming};
use super::{Ask, Next, Ready, Setting, Shown, Values};
use crate::domain::command::Change;
use crate::domain::id::{AgentId, Moment};
use crate::domain::incident::Incident;
use crate::domain::promise::Promise;
use crate::flow::answer::{Leaning, when};
use crate::tui::keymap::Action;
use crate::tui::outbox::Form;
use crate::tui::words;

/// How a customer hears of something, a key each.
pub(super) const CHANNELS: [&str; 3] = ["on the phone", "by mail", "by chat"];

/// No time takes more words; what is pasted may have thousands.
const LONGEST_TIME: usize = 8;

/// Splits a promise as it is said, such as “call back tomorrow 10:00”, into what and by when.
pub fn split(text: &str, now: Moment) -> Result<(String, Moment), String> {
    let example = "such as: call back tomorrow 10:00.";
    if when(text, now, Leaning::Future).is_ok() {
        return Err(format!("Say what, too, {example}"));
    }
    let mut starts: Vec<usize> = text
        .rmatch_indices(char::is_whitespace)
        .map(|(at, space)| at + space.len())
        .take(LONGEST_TIME)
        .collect();
    starts.reverse();
    let halves = |at: &usize| Some((text.get(..*at)?.trim(), text.get(*at..)?.trim()));
    let ends_in_by = |what: &str| what.to_lowercase().ends_with(" by");
    // “by” says where the time begins; without it, the longest end that is a time is the time.
    let by_first = starts.iter().rev().filter_map(halves);
    let by_first = by_first.filter(|(what, _)| ends_in_by(what));
    let tries = by_first.chain(starts.iter().filter_map(halves));
    for (what, time) in tries.filter(|(what, _)| !what.is_empty()) {
        let Ok(by) = when(time, now, Leaning::Future) else {
            continue;
        };
        if by <= now {
            return Err(PAST.to_owned());
        }
        let what = if ends_in_by(what) {
            what.get(..what.len() - " by".len()).unwrap_or(what)
        } else if let Some(apart) = apart_from(what, time) {
            return Err(format!(
                "“{apart}” may be part of the time. Put the whole time behind “by”: … by tomorrow 10:00."
            ));
        } else {
            what
        };
        let what = what.trim_end_matches([',', ';', ':', '-', '–', ' ']);
        return Ok((what.to_owned(), by));
    }
    Err(format!("Say by when, too, {example}"))
}

/// What of a promise may belong to its time and would be lost to it: a day in the middle, “at 9” before the day, a number
/// that may be anything. Who says “by” has said where the time begins.
fn apart_from<'t>(what: &'t str, time: &'t str) -> Option<&'t str> {
    const DAYS: [&str; 11] = [
        "today",
        "tonight",
        "tomorrow",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "noon",
    ];
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let is_number = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_digit());
    if is_number(time) {
        return Some(time);
    }
    let bare = |word: &'t str| word.trim_matches(|c: char| !c.is_alphanumeric());
    let words: Vec<&str> = what.split_whitespace().map(bare).collect();
    let before = std::iter::once("").chain(words.iter().copied());
    before.zip(&words).find_map(|(before, &word)| {
        let folded = word.to_lowercase();
        let is_day = DAYS.contains(&folded.as_str())
            || folded.len() > 5 && strsim::osa_distance(&folded, "tomorrow") <= 2;
        let is_hour = is_number(word) && matches!(before, "at" | "At")
            || word
                .split_once(':')
                .is_some_and(|(hour, minute)| is_number(hour) && is_number(minute));
        let is_month = is_number(before)
            && folded.len() > 2
            && MONTHS.iter().any(|month| month.starts_with(&folded));
        (is_day || is_hour || is_month).then_some(word)
    })
}

fn understood(text: &str, now: Moment) -> Result<String, String> {
    split(text, now).map(|(what, by)| format!("{what} · {}", words::by(by, now)))
}

pub(super) fn promise(incident: &Incident, _: &AgentId) -> Ready {
    let is_bound = incident.live_promises().next().is_some();
    match (is_bound, incident.is_open()) {
        (true, _) => Ready::Ask(Box::new(Which)),
        (false, true) => Ready::Ask(Box::new(Make)),
        (false, false) => {
            Ready::NotNow("It is resolved, and nothing is promised; open it again first.")
        }
    }
}

/// Which promise, and what became of it.
#[derive(Debug)]
struct Which;

impl Ask for Which {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let incident = setting.incident;
        let mut options = Vec::new();
        for promise in incident.live_promises() {
            let (id, what) = (promise.id, words::fit(&promise.what, 40));
            options.push((format!("keep {id}"), format!("Kept: {what}")));
            let moved = format!("Moved, and the customer agrees: {what}");
            options.push((format!("move {id}"), moved));
            options.push((format!("break {id}"), format!("Cannot be kept: {what}")));
        }
        if incident.is_open() {
            let make = ("make 0".to_owned(), "Promise something else".to_owned());
            options.push(make);
        }
        let title = format!("What is promised for {}", incident.reference);
        Shown::Form(Form::new(Action::Promise, title).choice("What became of it", options))
    }

    fn take(&self, _: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let value = values.at(0);
        let (verb, id) = value.split_once(' ').unwrap_or_default();
        let id = id.parse().unwrap_or_default();
        Ok(Next::Ask(match verb {
            "keep" => Box::new(Keep(id)),
            "move" => Box::new(Move(id)),
            "break" => Box::new(Break(id)),
            _ => Box::new(Make),
        }))
    }
}

#[derive(Debug)]
struct Make;

impl Ask for Make {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let reference = setting.incident.reference;
        let form = Form::new(Action::Promise, format!("Promise for {reference}"));
        Shown::Form(
            form.about(&reference)
                .line("What we promise, and by when")
                .hint("Such as: call back tomorrow 10:00.")
                .check(understood),
        )
    }

    fn take(&self, setting: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let (what, by) = split(&values.at(0), setting.now)?;
        Ok(Next::Do(vec![Change::Promise { what, by }]))
    }

    fn done(&self) -> &'static str {
        "Promised."
    }
}

#[derive(Debug)]
struct Keep(u32);

impl Ask for Keep {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let form = about(setting, self.0, "Kept", "keep");
        Shown::Form(form.reason("How the customer heard of it", &CHANNELS))
    }

    fn take(&self, _: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let (promise, how) = (self.0, values.at(0));
        Ok(Next::Do(vec![Change::Keep { promise, how }]))
    }

    fn done(&self) -> &'static str {
        "Kept."
    }
}

/// Until when it is moved, and how the customer agreed.
pub(super) fn moved(promise: u32) -> Box<dyn Ask> {
    Box::new(Move(promise))
}

#[derive(Debug)]
struct Move(u32);

impl Ask for Move {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let form = about(setting, self.0, "Moved", "move");
        Shown::Form(
            form.line("Until when")
                .hint(WHEN)
                .check(upcoming)
                .reason("How the customer agreed", &CHANNELS),
        )
    }

    fn take(&self, setting: &Setting<'_>, values: &Values) -> Result<Next, String> {
        Ok(Next::Do(vec![Change::Move {
            promise: self.0,
            by: moment(&values.at(0), setting.now)?,
            consent: values.at(1),
        }]))
    }

    fn done(&self) -> &'static str {
        "Moved, as the customer agreed."
    }
}

#[derive(Debug)]
struct Break(u32);

impl Ask for Break {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let form = about(setting, self.0, "Cannot be kept", "break");
        Shown::Form(
            form.line("Why it cannot be kept")
                .hint("The customer should hear it from us, and what we do instead."),
        )
    }

    fn take(&self, _: &Setting<'_>, values: &Values) -> Result<Next, String> {
        let (promise, why) = (self.0, values.at(0));
        Ok(Next::Do(vec![Change::Break { promise, why }]))
    }
}

/// A form about one promise, whose words are its title.
fn about(setting: &Setting<'_>, id: u32, head: &str, verb: &str) -> Form {
    let incident = setting.incident;
    let promise = incident.promises.iter().find(|promise| promise.id == id);
    let what = promise.map_or("", |promise: &Promise| &promise.what);
    let title = format!("{head}: {}", words::fit(what, 50));
    Form::new(Action::Promise, title).about(&format!("{} {verb} {id}", incident.reference))
}
