//! How long a text is and how many options were chosen, which a flow says by patterns and by groups of options.

use super::compare::options_named;
use super::mean::Reader;
use crate::flow::import::form::Kind;
use crate::flow::import::logic::{Logic, Test, stands};

/// A pattern for texts of so many letters, at least one; nothing when there is no such text.
pub fn pattern_of_length(sign: &str, number: f64) -> Option<String> {
    const MOST: f64 = 10_000.0;
    let (least, most) = match sign {
        "<" => (1.0, Some(number.ceil() - 1.0)),
        "<=" => (1.0, Some(number.floor())),
        ">" => (number.floor() + 1.0, None),
        ">=" => (number.ceil(), None),
        _ if number.fract() != 0.0 => return None,
        _ => (number, Some(number)),
    };
    let least = least.max(1.0);
    let most = most.map(|most| most.min(MOST));
    if least > MOST || most.is_some_and(|most| most < least) {
        return None;
    }
    Some(match most {
        Some(most) => format!("(?s)^.{{{least},{most}}}$"),
        None => format!("(?s)^.{{{least},}}$"),
    })
}

/// How many options were chosen, compared with a number; at least one was.
pub fn counted(reader: &Reader<'_>, at: usize, operator: &str, number: f64) -> Logic {
    const MOST: usize = 300;
    let all = options_named(reader, at, |_| true).unwrap_or_default();
    let several = reader.kind(at) == Kind::Choices;
    if !several && reader.kind(at) != Kind::Choice {
        return Logic::Unknown("it is counted what has no options".to_owned());
    }
    let most = if several { all.len() } else { 1 };
    let fitting = (1..=most).filter(|count| {
        let count = u32::try_from(*count).map_or(f64::NAN, f64::from);
        stands(operator, count, number)
    });
    // Runs of counts: from one to another that fit.
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for count in fitting {
        match runs.last_mut() {
            Some((_, end)) if *end + 1 == count => *end = count,
            _ => runs.push((count, count)),
        }
    }
    let at_least = |count: usize| -> Option<Logic> {
        match count {
            0 | 1 => Some(Logic::Test(at, Test::Answered)),
            count if count > most => Some(Logic::Never),
            count => {
                let groups = subsets(&all, count, MOST)?;
                Some(Logic::any(
                    groups
                        .into_iter()
                        .map(|ids| Logic::Test(at, Test::HasAll(ids))),
                ))
            }
        }
    };
    let parts: Option<Vec<Logic>> = runs
        .into_iter()
        .map(|(from, to)| Some(Logic::all([at_least(from)?, at_least(to + 1)?.negated()])))
        .collect();
    parts.map_or_else(
        || Logic::Unknown("so many of so many options".to_owned()),
        Logic::any,
    )
}

/// Every group of so many; nothing when there are too many groups.
fn subsets(all: &[String], count: usize, most: usize) -> Option<Vec<Vec<String>>> {
    let mut groups: Vec<(usize, Vec<String>)> = vec![(0, Vec::new())];
    for _ in 0..count {
        let mut longer = Vec::new();
        for (next, group) in &groups {
            for (at, one) in all.iter().enumerate().skip(*next) {
                let mut group = group.clone();
                group.push(one.clone());
                longer.push((at + 1, group));
                if longer.len() > most * 4 {
                    return None;
                }
            }
        }
        groups = longer;
    }
    (groups.len() <= most).then(|| groups.into_iter().map(|(_, group)| group).collect())
}
