//! baton: the terminal for a person covering a support hotline.
//!
//! # Code map, in reading order
//!
//! - [`domain`]: what a hotline is about, the rules, and the events; pure.
//! - [`store`]: the log of events in one SQLite file, what is made of it, and the drafts.
//! - [`clock`]: the only reader of the wall clock.

pub mod clock;
pub mod domain;
pub mod store;
