//! Whether there is a set of options that passes several tests at once.

use super::value::Wanted;
use crate::flow::condition::Test;
use crate::flow::question::Options;

/// How many places are tried before it counts as possible.
const MOST_TRIES: usize = 2_000;

/// What is known of a set while it is looked for.
#[derive(Clone)]
struct Part {
    /// For each option, whether it is in the set; `None` while it is open.
    known: Vec<Option<bool>>,
    /// How many may be in it.
    most: Option<f64>,
}

/// One of these options is in the set, or is not in it.
struct Clause {
    options: Vec<usize>,
    chosen: bool,
}

/// Whether such a set exists, without what is left out, and of no more than so many: nobody answers with none of the
/// options, and what excludes the others stands alone.
pub(super) fn exists(
    options: &Options,
    out: &[&str],
    most: Option<f64>,
    wanted: &[Wanted<'_>],
) -> bool {
    let ids = options.ids();
    let places = |named: &[String]| -> Vec<usize> {
        let place = |name: &String| ids.iter().position(|id| id == name);
        named.iter().filter_map(place).collect()
    };
    let mut clauses = Vec::new();
    let mut each = |options: Vec<usize>, chosen: bool| {
        clauses.extend(options.into_iter().map(|option| Clause {
            options: vec![option],
            chosen,
        }));
    };
    let mut some = Vec::new();
    for (test, passes) in wanted {
        match (test, passes) {
            (Test::HasAny(named), true) | (Test::HasNone(named), false) => some.push(Clause {
                options: places(named),
                chosen: true,
            }),
            (Test::HasAny(named), false) | (Test::HasNone(named), true) => {
                each(places(named), false);
            }
            (Test::HasAll(named), true) => each(places(named), true),
            (Test::HasAll(named), false) => some.push(Clause {
                options: places(named),
                chosen: false,
            }),
            _ => {}
        }
    }
    clauses.append(&mut some);
    let exclusive = |at: usize| options.items.get(at).is_some_and(|item| item.exclusive);
    let is_out = |at: usize| ids.get(at).is_some_and(|id| out.contains(id));
    let alone = (0..ids.len()).filter(|&at| exclusive(at) && !is_out(at));
    let alone = alone.map(|one| {
        let known = (0..ids.len()).map(|at| Some(at == one)).collect();
        Part { known, most }
    });
    let together = (0..ids.len()).map(|at| (exclusive(at) || is_out(at)).then_some(false));
    let together = Part {
        known: together.collect(),
        most,
    };
    let mut tries = 0;
    std::iter::once(together)
        .chain(alone)
        .any(|part| part.can_pass(&clauses, &mut tries))
}

impl Part {
    fn can_pass(mut self, clauses: &[Clause], tries: &mut usize) -> bool {
        *tries += 1;
        let chosen = self.known.iter().filter(|known| **known == Some(true));
        let chosen = u32::try_from(chosen.count()).map_or(f64::MAX, f64::from);
        if self.most.is_some_and(|most| chosen > most) {
            return false;
        }
        let Some((clause, rest)) = clauses.split_first() else {
            return self.known.iter().any(|known| *known != Some(false));
        };
        if *tries > MOST_TRIES {
            return true;
        }
        let known = |part: &Self, at: usize| part.known.get(at).copied().flatten();
        let is_passed = |&at: &usize| known(&self, at) == Some(clause.chosen);
        if clause.options.iter().any(is_passed) {
            return self.can_pass(rest, tries);
        }
        for &at in &clause.options {
            if known(&self, at).is_some() {
                continue;
            }
            let mut branch = self.clone();
            if let Some(place) = branch.known.get_mut(at) {
                *place = Some(clause.chosen);
            }
            if branch.can_pass(rest, tries) {
                return true;
            }
            // The rest of the search takes it the other way.
            if let Some(place) = self.known.get_mut(at) {
                *place = Some(!clause.chosen);
            }
        }
        false
    }
}
