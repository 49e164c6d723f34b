//! The order in which conditions are worked out, and the circles that have none.

use crate::flow::condition::Source;
use crate::flow::question::Question;
use crate::flow::schema::{Owner, Pending};
use crate::flow::{Flow, Node};

/// Sections and questions in an order in which every condition stands behind what it looks at. Kahn's algorithm: what
/// is left over stands in a circle or behind one.
pub(super) fn order(flow: &Flow, conditions: &[Pending<'_>]) -> Vec<Node> {
    let sections = flow.sections.len();
    let count = sections + flow.questions.len();
    let before: Vec<Vec<usize>> = (0..count).map(|node| depends_on(flow, node)).collect();
    let mut open: Vec<usize> = before.iter().map(Vec::len).collect();
    let mut after: Vec<Vec<usize>> = vec![Vec::new(); count];
    for (node, needed) in before.iter().enumerate() {
        for &needed in needed {
            if let Some(list) = after.get_mut(needed) {
                list.push(node);
            }
        }
    }
    let mut ready: Vec<usize> = (0..count)
        .filter(|&node| open.get(node) == Some(&0))
        .collect();
    let mut order = Vec::with_capacity(count);
    while let Some(node) = ready.pop() {
        order.push(if node < sections {
            Node::Section(node)
        } else {
            Node::Question(node - sections)
        });
        for &next in after.get(node).into_iter().flatten() {
            if let Some(left) = open.get_mut(next) {
                *left -= 1;
                if *left == 0 {
                    ready.push(next);
                }
            }
        }
    }
    if order.len() < count {
        report_circles(flow, &before, &mut open, conditions);
    }
    order
}

/// What a section or question waits for: its section, and the questions of its condition.
fn depends_on(flow: &Flow, node: usize) -> Vec<usize> {
    let sections = flow.sections.len();
    let mut found = Vec::new();
    let mut needed = Vec::new();
    if let Some(section) = flow.sections.get(node) {
        section
            .when
            .iter()
            .for_each(|when| when.sources(&mut found));
    } else if let Some(question) = flow.questions.get(node - sections) {
        needed.push(question.section);
        // Which items there are is worked out before what is asked about them.
        let another = flow.sections.get(question.section);
        let another = another.and_then(|section| section.another);
        found.extend(another.filter(|at| sections + at != node).map(Source::Own));
        question
            .when
            .iter()
            .for_each(|when| when.sources(&mut found));
    }
    needed.extend(found.into_iter().filter_map(|source| match source {
        Source::Own(at) => Some(sections + at),
        Source::Intake(_) => None,
    }));
    needed.sort_unstable();
    needed.dedup();
    needed
}

/// Follows what waits for what until a name comes up again. `open` counts what each node still waits for.
fn report_circles(
    flow: &Flow,
    before: &[Vec<usize>],
    open: &mut [usize],
    conditions: &[Pending<'_>],
) {
    let sections = flow.sections.len();
    let name = |node: usize| match flow.sections.get(node) {
        Some(section) => format!("section {}", section.id),
        None => flow
            .questions
            .get(node - sections)
            .map_or_else(String::new, |q: &Question| q.id.clone()),
    };
    while let Some(start) = open.iter().position(|&left| left > 0) {
        let mut path = Vec::new();
        let mut node = start;
        let waits_for = |node: usize| {
            let needed = before.get(node).into_iter().flatten().copied();
            needed
                .into_iter()
                .find(|&needed| open.get(needed).is_some_and(|&left| left > 0))
        };
        let is_circle = loop {
            if path.contains(&node) {
                break true;
            }
            path.push(node);
            match waits_for(node) {
                Some(next) => node = next,
                // What it waits for was reported already.
                None => break false,
            }
        };
        let circle: Vec<usize> = path
            .iter()
            .copied()
            .skip_while(|&other| other != node)
            .collect();
        let condition_of = |node: &usize| {
            let owner = match node.checked_sub(sections) {
                Some(question) => Owner::Question(question),
                None => Owner::Section(*node),
            };
            conditions.iter().find(|pending| pending.owner == owner)
        };
        if let Some(condition) = circle.iter().find_map(condition_of).filter(|_| is_circle) {
            let mut names: Vec<_> = circle.iter().map(|&node| name(node)).collect();
            names.push(name(node));
            let message = format!("the conditions go in a circle: {}", names.join(" → "));
            condition.place.fault(message);
        }
        // What was walked is done with; what merely stands behind a circle is no fault of its own.
        for node in path {
            if let Some(left) = open.get_mut(node) {
                *left = 0;
            }
        }
    }
}
