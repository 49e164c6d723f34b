//! The laws of the source, held over every file; each checker is also shown a sample that breaks it.

mod code_map;
mod habits;
mod layers;
mod readme;
mod source;
mod tree;

pub use source::root;

/// Fails with every breach of a law at once.
fn assert_kept(law: &str, breaches: &[String]) {
    assert!(breaches.is_empty(), "{law}\n  {}\n", breaches.join("\n  "));
}
