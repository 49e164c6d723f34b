//! The domain: references, ids, priorities, answers, and the rules of the hotline.

mod breaks;
mod callers;
mod flow_notes;
mod going_into;
mod ids;
mod import;
mod leaving;
mod masked;
mod properties;
pub mod random;
mod reference;
mod rules;
pub mod world;
