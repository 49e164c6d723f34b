//! A cell that is an expression.

use crate::flow::import::xpath::{Expr, parse};

/// An expression as it is written, and where.
#[derive(Clone)]
pub(in crate::flow::import::xlsform) struct Written {
    pub(in crate::flow::import::xlsform) text: String,
    pub(super) row: u32,
    /// The groups around it, and the name of its row.
    pub(in crate::flow::import::xlsform) here: Vec<String>,
}

impl Written {
    /// A cell that says yes or no is no name.
    pub(in crate::flow::import::xlsform) fn parse(&self) -> Result<Expr, String> {
        match self.text.to_lowercase().as_str() {
            "yes" | "true" => parse("true()"),
            "no" | "false" => parse("false()"),
            _ => parse(&self.text),
        }
    }
}
