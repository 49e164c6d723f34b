//! Screens: keys in, a picture out.

mod call;
mod desk;
mod incident;
mod keystrokes;
mod sample;
mod search;
mod story;
pub mod sample;
