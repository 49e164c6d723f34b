//! What several subjects need to test the program from outside.

#[allow(dead_code, reason = "the benches measure with it, and need more of it")]
pub mod pty;

pub mod large;
pub mod play;
