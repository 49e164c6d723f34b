//! The rules of the hotline, one by one. Rules 10 and 11 speak of the screen and are held there.

mod rule_1_owner;
mod rule_2_promise_or_reason;
mod rule_3_never_blocked;
mod rule_4_answers;
mod rule_5_acceptance;
mod rule_6_dates;
mod rule_7_leaving;
mod rule_8_resolution;
mod rule_9_append_only;
