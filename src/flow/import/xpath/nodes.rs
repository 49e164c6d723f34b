//! What the names in expressions stand for, and which of several things of one name is meant.

use std::collections::HashMap;

use super::Expr;

/// What a name stands for.
#[derive(Debug, Clone)]
pub enum Thing {
    /// A question, by position.
    Question(usize),
    /// Something that is worked out while these hold, each read where it stands; nothing otherwise. The answer to a
    /// question comes before it.
    Worked {
        formula: Expr,
        only: Vec<(Vec<String>, Expr)>,
        question: Option<usize>,
    },
    /// Something that is never answered, such as a note.
    Empty,
    /// A group that is repeated, and how often if the form says so.
    Repeat(Option<Expr>),
    /// Something that a flow does not know.
    Opaque,
}

/// A thing, and the groups that it stands in, its own name last.
#[derive(Debug)]
pub struct Node {
    pub path: Vec<String>,
    pub thing: Thing,
}

/// The things of a form.
#[derive(Debug, Default)]
pub struct Nodes {
    all: Vec<Node>,
    by_name: HashMap<String, Vec<usize>>,
}

impl Nodes {
    /// Adds a thing that stands in these groups.
    pub fn add(&mut self, groups: impl IntoIterator<Item = String>, name: &str, thing: Thing) {
        let mut path: Vec<String> = groups.into_iter().collect();
        path.push(name.to_owned());
        let same = self.by_name.entry(name.to_owned()).or_default();
        same.push(self.all.len());
        self.all.push(Node { path, thing });
    }

    /// Whether anything has this name.
    pub fn has(&self, name: &str) -> bool {
        self.by_name.contains_key(name)
    }

    /// Whether there is a thing of this name in these groups.
    pub fn has_at(&self, groups: &[&str], name: &str) -> bool {
        let mut same = self.same(name);
        same.any(|(_, node)| {
            node.path
                .iter()
                .map(String::as_str)
                .eq(groups.iter().copied().chain([name]))
        })
    }

    fn same(&self, name: &str) -> impl DoubleEndedIterator<Item = (usize, &Node)> {
        let places = self.by_name.get(name).map_or(&[][..], Vec::as_slice);
        places
            .iter()
            .filter_map(|at| Some((*at, self.all.get(*at)?)))
    }

    /// A thing by its place.
    pub fn get(&self, at: usize) -> Option<&Node> {
        self.all.get(at)
    }

    /// The thing of this name: of several, the one that shares the most groups with where it is named.
    pub fn named(&self, name: &str, here: &[String]) -> Option<usize> {
        let shared = |node: &Node| {
            node.path
                .iter()
                .zip(here)
                .take_while(|(a, b)| a == b)
                .count()
        };
        let nearest = self.same(name).max_by_key(|(_, node)| shared(node));
        nearest.map(|(at, _)| at)
    }

    /// The thing that a path leads to, from where it stands.
    pub fn at(&self, up: Option<usize>, steps: &[String], here: &[String]) -> Option<usize> {
        let base = match up {
            Some(up) => here.get(..here.len().checked_sub(up)?)?,
            None => &[],
        };
        // The first step of a path from the top is the form itself.
        let steps = if up.is_none() { steps.get(1..)? } else { steps };
        let path = || base.iter().chain(steps);
        let last = path().last()?;
        let exact = self
            .same(last)
            .rev()
            .find(|(_, node)| node.path.iter().eq(path()));
        exact.map(|(at, _)| at)
    }
}
