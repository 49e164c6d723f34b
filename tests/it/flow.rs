//! Question flows: from files to what is asked next.

mod answers;
mod bundled;
mod cards;
mod conditions;
mod faults;
mod fixture;
mod laws;
mod libraries;
mod noise;
mod required;
mod run;
mod shipped;
mod when;
