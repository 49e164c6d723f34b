//! Screens: keys in, a picture out.

mod about;
mod call;
mod call_notes;
mod desk;
mod following;
mod incident;
mod keystrokes;
mod leave;
pub mod sample;
mod search;
mod story;
mod wrapping_up;
