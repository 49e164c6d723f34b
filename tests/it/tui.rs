//! The terminal: keys and pictures, words, what a stranger wrote, windows of any size.

mod harmless;
mod input;
mod keys;
mod screens;
mod words;
