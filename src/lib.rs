//! baton: the terminal for a person covering a support hotline.
//!
//! # Code map, in reading order
//!
//! - [`domain`]: what a hotline is about, the rules, and the events; pure.
//! - [`store`]: the log of events in one SQLite file, what is made of it, and the drafts.
//! - [`config`]: the settings: the documented defaults, with the person's own over them.
//! - [`handwritten`]: files that people write, read key by key, with every fault at once.
//! - [`clock`]: the only reader of the wall clock.

pub mod clock;
pub mod config;
pub mod domain;
pub mod handwritten;
pub mod store;
