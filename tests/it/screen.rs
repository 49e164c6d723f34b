//! Screens: keys in, a picture out.

mod about;
mod call;
mod call_forms;
mod call_notes;
mod desk;
mod elsewhere;
mod files;
mod following;
mod incident;
mod keystrokes;
mod leave;
pub mod sample;
mod search;
mod story;
mod turning;
mod wrapping_up;
