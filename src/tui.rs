//! The terminal: screens, keys, the loop.

pub mod app;
pub mod env;
pub mod input;
pub mod keymap;
pub mod msg;
pub mod outbox;
pub mod route;
pub mod sanitize;
pub mod screen;
pub mod theme;
pub mod widget;
pub mod words;
