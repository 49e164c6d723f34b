//! baton: the terminal for a person covering a support hotline.

pub mod clock;
pub mod domain;
