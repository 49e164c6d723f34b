//! Files that people write: TOML read key by key, with every fault of a file at once.
//!
//! Question flows and settings are read alike, so that a mistyped key is answered alike: where it stands, what is
//! wrong, and what was probably meant. This is the lowest layer, and knows neither flows nor settings.

pub(crate) mod asked;
pub mod fault;
pub(crate) mod reader;
mod scalar;
pub(crate) mod syntax;

pub use fault::{Fault, Severity};

/// A larger file is no flow: sixteen megabytes hold more than a hundred thousand questions.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;
