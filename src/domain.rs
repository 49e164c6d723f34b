//! What a hotline is about: the words of the field, the rules, and the events. Pure: no I/O, no clock.

pub mod advice;
pub mod agent;
pub mod answer;
pub mod brief;
pub mod call;
pub mod caller;
pub mod command;
mod decide;
pub mod escalation;
pub mod event;
pub mod flow_note;
pub mod handoff;
pub mod hybrid_clock;
pub mod id;
pub mod incident;
pub mod leaving;
pub mod priority;
pub mod promise;
pub mod queue;
pub mod record;
pub mod record_of;
pub mod reference;
pub mod resolution;
pub mod state;
mod timeline;
pub mod zone;
