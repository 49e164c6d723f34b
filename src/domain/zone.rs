//! The offset from UTC that is on the wall: another one before and after a clock change.

use std::sync::OnceLock;

use chrono::{FixedOffset, NaiveDateTime};

use super::id::Moment;

/// The offset that is on the wall at a moment.
pub type Zone = fn(Moment) -> FixedOffset;

static HERE: OnceLock<Zone> = OnceLock::new();

/// Says once, at the start of the program, which zone this machine is in. Until then, and in tests, every moment
/// keeps the offset of the moment that it is seen from.
pub fn set(zone: Zone) {
    // Whoever came first has said the same.
    let _second = HERE.set(zone);
}

/// A moment as it is on the wall here; without a zone, in the offset of now.
pub fn on_the_wall(moment: Moment, now: Moment) -> Moment {
    let offset = HERE.get().map_or(*now.offset(), |zone| zone(moment));
    moment.with_timezone(&offset)
}

/// The moment at which the wall shows this time; without a zone, in the offset of now.
pub fn when_the_wall_shows(time: NaiveDateTime, now: Moment) -> Moment {
    match HERE.get() {
        Some(zone) => moment_in(time, now, *zone),
        None => at(time, *now.offset()).unwrap_or(now),
    }
}

/// The moment at which the wall shows this time in a zone. A time that is shown twice is the first of the two; one that is
/// left out is as long after the change as it was meant to be.
pub fn moment_in(time: NaiveDateTime, now: Moment, zone: Zone) -> Moment {
    let guess = at(time, *now.offset()).unwrap_or(now);
    // A change is hours long at most, so the offsets half a day to either side are all that it may be.
    let half_a_day = chrono::TimeDelta::hours(12);
    let (before, after) = (zone(guess - half_a_day), zone(guess + half_a_day));
    let as_before = at(time, before).unwrap_or(guess);
    let as_after = at(time, after).unwrap_or(guess);
    if zone(as_before) != before && zone(as_after) == after {
        as_after
    } else {
        as_before.with_timezone(&zone(as_before))
    }
}

fn at(time: NaiveDateTime, offset: FixedOffset) -> Option<Moment> {
    time.and_local_timezone(offset).single()
}
