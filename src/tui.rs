//! The terminal: screens, keys, the loop.

pub mod act;
pub mod app;
pub mod env;
pub mod file;
pub mod input;
pub mod keymap;
pub mod msg;
pub mod outbox;
pub mod panic;
pub mod route;
pub mod runtime;
pub mod sanitize;
pub mod screen;
pub mod terminal;
pub mod theme;
pub mod widget;
pub mod words;
