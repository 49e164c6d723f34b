//! Cells that are expressions, and what the names in them stand for.

use super::Survey;
use crate::flow::import::xpath::nodes::Thing;
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

impl Survey {
    /// A cell of this row that is an expression.
    pub(super) fn written(&self, text: String, name: &str) -> Written {
        let groups = self.open.iter().map(|group| group.name.clone());
        Written {
            text,
            row: self.at,
            here: groups.chain([name.to_owned()]).collect(),
        }
    }

    /// What a name stands for from now on.
    pub(super) fn name(&mut self, name: &str, thing: Thing) {
        let groups = self.open.iter().map(|group| group.name.clone());
        self.nodes.add(groups, name, thing);
    }

    /// Something that is worked out: its formula, while it and the groups around it are relevant, else nothing.
    pub(super) fn worked(&self, formula: &str, relevant: Option<Written>) -> Thing {
        match (parse(formula), self.only(relevant)) {
            (Ok(formula), Some(only)) => Thing::Worked {
                formula,
                only,
                question: None,
            },
            _ => Thing::Opaque,
        }
    }

    /// When a row is relevant: its own condition and those of the groups around it, if they can be read.
    fn only(&self, relevant: Option<Written>) -> Option<Vec<(Vec<String>, Expr)>> {
        let around = self.open.iter().filter_map(|group| group.relevant.clone());
        let only = around.chain(relevant).map(|relevant| {
            let condition = relevant.parse().ok()?;
            Some((relevant.here, condition))
        });
        only.collect()
    }

    /// The question that comes next.
    pub(super) fn asked(&self) -> Thing {
        Thing::Question(self.form.questions.len())
    }

    /// The question that comes next, with what counts as its answer until there is one.
    pub(super) fn filled(&self, formula: Result<Expr, String>, relevant: Option<Written>) -> Thing {
        match (formula, self.only(relevant)) {
            (Ok(formula), Some(only)) => Thing::Worked {
                formula,
                only,
                question: Some(self.form.questions.len()),
            },
            _ => self.asked(),
        }
    }
}
