//! The order of the desk: what burns comes first.

use super::caller::Tier;
use super::id::Moment;
use super::priority::Priority;

/// How near something is that counts as due soon.
pub const SOON_MINUTES: i64 = 60;

/// Where an incident stands in the queue; the smallest comes first. A late promise burns most, then what is late or
/// due within the hour, then the priority, the tier and the date, so that a P1 for tomorrow stands above a P4 for today.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    heat: Heat,
    priority: Priority,
    tier: Tier,
    due_millis: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Heat {
    LatePromise,
    DueSoon,
    Later,
}

impl Place {
    /// The place of an incident with these facts; `promise` is its first live promise, `due` the earlier of promise
    /// and next step.
    pub fn of(
        promise: Option<Moment>,
        due: Option<Moment>,
        priority: Priority,
        tier: Option<Tier>,
        now: Moment,
    ) -> Self {
        let soon = now + chrono::TimeDelta::minutes(SOON_MINUTES);
        let heat = if promise.is_some_and(|by| by < now) {
            Heat::LatePromise
        } else if due.is_some_and(|by| by <= soon) {
            Heat::DueSoon
        } else {
            Heat::Later
        };
        Self {
            heat,
            priority,
            tier: tier.unwrap_or(Tier::Bronze),
            due_millis: due.map_or(i64::MAX, |due| due.timestamp_millis()),
        }
    }
}
