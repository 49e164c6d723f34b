//! The domain: references, ids, priorities, answers, and the rules of the hotline.

mod ids;
mod leaving;
mod reference;
mod rules;
mod world;
