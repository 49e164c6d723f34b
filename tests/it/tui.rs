//! The terminal: keys and pictures, words, what a stranger wrote, windows of any size.

mod changed;
mod field;
mod harmless;
mod input;
mod keys;
mod live;
mod overlays;
mod screens;
mod terminal;
mod words;
