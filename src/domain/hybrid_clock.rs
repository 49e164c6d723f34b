//! The hybrid logical clock: orders the events of stations whose clocks differ.

use super::id::Moment;

/// A hybrid logical clock: the later of the wall clock and the last event seen, with a counter for the rest.
/// Source: Kulkarni et al., "Logical Physical Clocks", 2014.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Hash)]
pub struct HybridClock {
    /// Milliseconds since 1970 in UTC.
    pub millis: i64,
    /// The counter within one millisecond.
    pub tick: u32,
}

impl HybridClock {
    /// The clock of an event that happens now and after everything seen so far.
    #[must_use]
    pub fn next(self, now: Moment) -> Self {
        let wall = now.timestamp_millis();
        if wall > self.millis {
            Self {
                millis: wall,
                tick: 0,
            }
        } else {
            Self {
                millis: self.millis,
                tick: self.tick.saturating_add(1),
            }
        }
    }
}
