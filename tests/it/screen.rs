//! Screens: keys in, a picture out.

mod call;
mod desk;
mod incident;
mod keystrokes;
pub mod sample;
mod story;
