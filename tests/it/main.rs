//! The one test binary: a module a subject, so that everything is linked once.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that meets the unexpected has failed, and says so best by panicking"
)]
#![allow(
    clippy::needless_raw_string_hashes,
    reason = "expect-test writes its pictures so"
)]
#![allow(
    clippy::needless_pass_by_value,
    reason = "what a test makes up is used once, and reads best without a borrow"
)]
#![allow(
    unreachable_pub,
    reason = "helpers are `pub` for the modules beside them; nothing leaves this crate"
)]

mod cli;
mod config;
mod domain;
mod e2e;
mod export;
mod flow;
mod laws;
mod own_flows;
mod picture;
mod pty;
mod screen;
mod store;
mod support;
mod tui;
