//! Question flows: from files to what is asked next.

mod bundled;
mod shipped;
