//! Rules: what follows from the answers.

use chrono::{Datelike, Duration, Weekday};

use super::condition::Condition;
use super::template::Text;
use super::value::seconds;
use crate::domain::advice::Onward;
use crate::domain::answer::Field;
use crate::domain::id::Moment;
use crate::domain::priority::{Impact, Urgency};
use crate::domain::zone;

/// A rule fires when its condition becomes met, and is withdrawn when it no longer is.
#[derive(Debug, Clone)]
pub struct Rule {
    /// When it fires.
    pub when: Option<Condition>,
    /// Words for the caller.
    pub tell: Option<Text>,
    /// Stop asking, and why.
    pub stop: Option<String>,
    /// The impact it proposes.
    pub impact: Option<Impact>,
    /// The urgency it proposes.
    pub urgency: Option<Urgency>,
    /// The promise it proposes.
    pub promise: Option<Pledge>,
    /// The escalation it proposes.
    pub escalate: Option<Onward>,
    /// The known problem that this looks like, as it is called.
    pub known_problem: Option<String>,
    /// What to look for among earlier incidents.
    pub search: Option<String>,
    /// The fields of the record that it sets, each with its value.
    pub set: Vec<(Field, String)>,
}

/// A promise that a rule proposes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pledge {
    /// What we do.
    pub what: String,
    /// How soon.
    pub within: Within,
}

/// How soon: a length of time, or working days, which are Monday to Friday.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Within {
    amount: Amount,
    /// As it was written.
    pub words: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Amount {
    Seconds(i64),
    WorkingDays(u32),
}

impl Within {
    /// Reads `1h`, `90 min`, `2 days`, `2 working days`.
    pub fn parse(text: &str) -> Option<Self> {
        let words = text.split_whitespace().collect::<Vec<_>>();
        let amount = match words.as_slice() {
            [count, "working", "day" | "days"] => {
                let days = count.parse().ok().filter(|days| (1..=250).contains(days))?;
                Amount::WorkingDays(days)
            }
            _ => Amount::Seconds(seconds(text).filter(|&seconds| seconds > 0)?),
        };
        Some(Self {
            amount,
            words: words.join(" "),
        })
    }

    /// When that is, counted from now.
    pub fn due(&self, now: Moment) -> Moment {
        match self.amount {
            Amount::Seconds(seconds) => now + Duration::seconds(seconds),
            Amount::WorkingDays(mut days) => {
                let mut due = now.naive_local();
                while days > 0 {
                    due += Duration::days(1);
                    if !matches!(due.weekday(), Weekday::Sat | Weekday::Sun) {
                        days -= 1;
                    }
                }
                zone::when_the_wall_shows(due, now)
            }
        }
    }
}
