//! The only reader of the wall clock: everything else is handed a moment.

use chrono::{DateTime, FixedOffset, Local, SubsecRound};

/// The current local time with its offset from UTC, cut to whole milliseconds.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the clock"
)]
pub fn now() -> DateTime<FixedOffset> {
    Local::now().fixed_offset().trunc_subsecs(3)
}
