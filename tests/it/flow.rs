//! Question flows: from files to what is asked next.

mod answers;
mod blocks;
mod bundled;
mod cards;
mod conditions;
mod diffs;
mod extremes;
mod faults;
mod fixture;
mod import;
mod json_schema;
mod laws;
mod libraries;
mod lint_order;
mod lints;
mod noise;
mod paths;
mod reckoning;
mod repeats;
mod required;
mod rules;
mod run;
mod shipped;
mod slips;
mod when;
mod words;
