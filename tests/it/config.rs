//! Settings: the documented defaults, what a person's file makes of them, and what is said about its faults.

mod defaults;
mod files;
mod settings;
