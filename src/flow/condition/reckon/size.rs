//! How much a condition says, those that it reckons with included: what is put together of many is not read.

use super::Formula;
use crate::flow::condition::{Condition, Subject};

impl Condition {
    /// How many parts it has.
    pub(super) fn size(&self) -> usize {
        match self {
            Self::All(parts) | Self::Any(parts) => 1 + parts.iter().map(Self::size).sum::<usize>(),
            Self::Not(part) => 1 + part.size(),
            Self::Test(Subject::Reckoned(formula), _) => 1 + formula.size(),
            Self::Test(..) => 1,
        }
    }
}

impl Formula {
    fn size(&self) -> usize {
        let mut size = 0;
        self.visit(&mut |part| {
            size += match part {
                Self::Holds(condition) => condition.size(),
                _ => 1,
            };
        });
        size
    }
}
