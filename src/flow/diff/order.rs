//! What comes in another order than it did.

use std::collections::HashMap;

/// What was moved, and each time what it comes after now; nothing for what comes first.
pub(super) fn moved_to<'n>(before: &[&str], after: &[&'n str]) -> Vec<(&'n str, Option<&'n str>)> {
    let place = |name: &str| {
        let at = after.iter().position(|other| *other == name)?;
        after.get(at.checked_sub(1)?).copied()
    };
    let moved = moved(before, after).into_iter();
    moved.map(|name| (name, place(name))).collect()
}

/// What stands in another order, as little as explains it: what is outside the longest row that kept its order.
fn moved<'n>(before: &[&str], after: &[&'n str]) -> Vec<&'n str> {
    let places = before.iter().enumerate().map(|(at, name)| (*name, at));
    let places: HashMap<&str, usize> = places.collect();
    let common = after.iter();
    let common: Vec<(&str, usize)> = common
        .filter_map(|name| Some((*name, *places.get(name)?)))
        .collect();
    // Patience sorting: for each length, the row that ends earliest, and what stands before each element.
    let mut ends: Vec<usize> = Vec::new();
    let mut before_it: Vec<Option<usize>> = Vec::new();
    let place = |at: usize| common.get(at).map_or(0, |(_, place)| *place);
    for (at, (_, own)) in common.iter().enumerate() {
        let length = ends.partition_point(|&end| place(end) < *own);
        before_it.push(
            length
                .checked_sub(1)
                .and_then(|shorter| ends.get(shorter).copied()),
        );
        match ends.get_mut(length) {
            Some(end) => *end = at,
            None => ends.push(at),
        }
    }
    let mut kept = vec![false; common.len()];
    let mut at = ends.last().copied();
    while let Some(one) = at {
        if let Some(kept) = kept.get_mut(one) {
            *kept = true;
        }
        at = before_it.get(one).copied().flatten();
    }
    let moved = common.iter().zip(kept).filter(|(_, kept)| !kept);
    moved.map(|((id, _), _)| *id).collect()
}
