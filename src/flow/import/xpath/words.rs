//! Texts that are made of answers: put together, written as a day, or the labels of options.

use super::Expr;
use super::compare::compare;
use super::mean::{Reader, Val};
use super::nodes::Thing;
use crate::flow::import::form::{Kind, Question};
use crate::flow::import::logic::{Logic, Test};

/// The options of more are not put together one by one.
const FEW: usize = 12;

impl Reader<'_> {
    /// Two texts as one; what is empty adds nothing.
    pub(super) fn joined(&self, left: Val, right: &Val) -> Val {
        let is_empty = |value: &Val| matches!(value, Val::Text(text) if text.is_empty());
        let few = |value: Val| match value {
            Val::Question(at) if self.options(at).len() <= FEW => self.cases(value),
            other => other,
        };
        let (left, right) = if is_empty(&left) || is_empty(right) {
            (left, right.clone())
        } else {
            (few(left), few(right.clone()))
        };
        self.each(left, &|reader, left| {
            reader.each(right.clone(), &|reader, right| match (&left, &right) {
                (Val::Text(left), Val::Text(right)) => Val::Text(format!("{left}{right}")),
                (Val::Text(text), _) if text.is_empty() => right,
                (left, Val::Text(text)) if text.is_empty() => left.clone(),
                // All that is known is whether there is anything.
                (left, right) => reader.some_if([left, right].map(|part| reader.is_there(part))),
            })
        })
    }

    /// A text of which nothing is known but that one of these makes it be there.
    fn some_if(&self, there: [Logic; 2]) -> Val {
        let nothing = Val::Text(String::new());
        match Logic::any(there) {
            Logic::Always => Val::Some,
            there => match there.unsaid() {
                Some(cause) => Val::Unknown(cause),
                None => self.each(Val::either(there, Val::Some, nothing), &|_, value| value),
            },
        }
    }

    /// Whether a value is not the empty text.
    pub(super) fn is_there(&self, value: &Val) -> Logic {
        match value {
            Val::Some => Logic::Always,
            Val::Sum(sum) => sum.answered(),
            value => compare(self, "!=", value.clone(), Val::Text(String::new())),
        }
    }

    /// A value in other words, of which nothing is known but that they are there when it is.
    pub(super) fn in_some_words(&self, value: Val) -> Val {
        self.each(value, &|reader, value| {
            reader.some_if([reader.is_there(&value), Logic::Never])
        })
    }

    /// The label of an option: of the one that was chosen, or of one that is worked out.
    pub(super) fn label(&self, value: Val, list: &Expr) -> Val {
        if let Val::Question(at) = value
            && self.kind(at) == Kind::Choice
        {
            return Val::Label(at);
        }
        let options = self.listed(list).map(|question| &question.options);
        self.each(value, &|reader, value| match (&value, options) {
            (Val::Text(text), Some(options)) => {
                let label = options.iter().find(|option| option.source == *text);
                Val::Text(label.map_or_else(String::new, |option| option.label.clone()))
            }
            _ => reader.in_some_words(value),
        })
    }

    /// The question that the path in a text leads to, as far as its name tells.
    fn listed(&self, list: &Expr) -> Option<&Question> {
        let Expr::Text(path) = list else {
            return None;
        };
        let name = path.rsplit('/').next()?.trim();
        let name = name.trim_start_matches("${").trim_end_matches('}').trim();
        let nodes = self.scope.nodes;
        let node = nodes.get(nodes.named(name, self.here)?)?;
        match node.thing {
            Thing::Question(at)
            | Thing::Worked {
                question: Some(at), ..
            } => self.question(at),
            _ => None,
        }
    }

    fn options(&self, at: usize) -> &[crate::flow::import::form::Choice] {
        self.question(at).map_or(&[][..], |one| &one.options)
    }

    /// Whether this stands in an answer.
    pub(super) fn contains(&self, value: &Val, part: &str) -> Option<Logic> {
        let &Val::Question(at) = value else {
            return None;
        };
        // Between two options stands a space.
        if self.kind(at) != Kind::Choices || part.is_empty() || part.contains(' ') {
            return None;
        }
        let options = self.options(at).iter();
        let having = options.filter(|option| option.source.contains(part));
        let ids: Vec<String> = having.map(|option| option.id.clone()).collect();
        Some(if ids.is_empty() {
            Logic::Never
        } else {
            Logic::Test(at, Test::HasAny(ids))
        })
    }
}
