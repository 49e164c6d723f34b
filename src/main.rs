//! Calls `baton::run` and turns its result into an exit code.

fn main() {}
