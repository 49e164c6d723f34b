//! The only reader of the wall clock and of the machine’s time zone: everything else is handed a moment.

use chrono::{DateTime, FixedOffset, Local, Offset, SubsecRound, TimeZone};

/// The current local time with its offset from UTC, cut to whole milliseconds.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the clock"
)]
pub fn now() -> DateTime<FixedOffset> {
    Local::now().fixed_offset().trunc_subsecs(3)
}

/// The offset from UTC that is on the wall of this machine at a moment.
pub fn offset_at(moment: DateTime<FixedOffset>) -> FixedOffset {
    Local.offset_from_utc_datetime(&moment.naive_utc()).fix()
}
