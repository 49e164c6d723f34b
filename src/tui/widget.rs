//! Pieces that know no screen.

pub mod checklist;
pub mod choice;
pub mod field;
pub mod footer;
pub mod header;
pub mod list;
pub mod panes;
pub mod pen;
pub mod timeline;
