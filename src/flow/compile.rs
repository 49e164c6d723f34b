//! Makes a flow of a draft: resolves conditions and templates, and orders the questions so that each condition finds
//! what it looks at already worked out.

use std::ops::Range;

use super::condition::Source;
use super::condition::names::Names;
use super::condition::read::Spotter;
use super::fact::{ALONE, Fact};
use super::question::Question;
use super::schema::{Draft, Owner};
use super::template::Template;
use super::{Flow, INTAKE, Node};
use crate::domain::answer::Field;
use crate::handwritten::fault::Faults;

/// What the record needs, and so what the intake has to ask for.
const NEEDED: &[Field] = &[
    Field::Caller,
    Field::Summary,
    Field::Category,
    Field::Product,
    Field::Version,
    Field::Impact,
];

/// Compiles a draft; `None` once an error was reported.
pub(super) fn compile(
    draft: Draft<'_>,
    intake: Option<&Flow>,
    faults: &Faults<'_>,
) -> Option<Flow> {
    let Draft {
        mut flow,
        conditions,
        summary,
        readback,
        spans,
    } = draft;
    check_names(&flow, &spans, faults);
    let questions = std::mem::take(&mut flow.questions);
    let names = Names::new(&questions, intake.map_or(&[], |intake| &intake.questions));

    let resolved: Vec<_> = conditions
        .iter()
        .map(|pending| {
            let spotter = Spotter {
                names: &names,
                faults,
                path: &pending.path,
            };
            (pending.owner, spotter.read(pending.value))
        })
        .collect();
    flow.summary = template("brief: summary", summary.as_ref(), &names, faults);
    flow.readback = template("brief: readback", readback.as_ref(), &names, faults);

    flow.questions = questions;
    for (owner, condition) in resolved {
        let place = match owner {
            Owner::Section(at) => flow.sections.get_mut(at).map(|section| &mut section.when),
            Owner::Question(at) => flow
                .questions
                .get_mut(at)
                .map(|question| &mut question.when),
            Owner::Option(question, at) => flow
                .questions
                .get_mut(question)
                .and_then(|question| question.kind.options_mut()?.items.get_mut(at))
                .map(|option| &mut option.when),
            Owner::Rule(at) => flow.rules.get_mut(at).map(|rule| &mut rule.when),
        };
        if let Some(place) = place {
            *place = condition;
        }
    }
    let ids = flow.questions.iter().enumerate();
    flow.by_id = ids
        .map(|(at, question)| (question.id.clone(), at))
        .collect();
    flow.intake = intake
        .map(|intake| {
            intake
                .questions
                .iter()
                .map(|question| question.id.clone())
                .collect()
        })
        .unwrap_or_default();
    for (at, question) in flow.questions.iter().enumerate() {
        if let Some(section) = flow.sections.get_mut(question.section) {
            section.questions.push(at);
        }
    }
    flow.order = order(&flow, &spans, faults);
    (!faults.any_error()).then_some(flow)
}

fn template(
    key: &str,
    text: Option<&(String, Range<usize>)>,
    names: &Names<'_>,
    faults: &Faults<'_>,
) -> Option<Template> {
    let (text, span) = text?;
    match Template::parse(text, names) {
        Ok(template) => Some(template),
        Err(messages) => {
            for message in messages {
                faults.add(span, key, message);
            }
            None
        }
    }
}

/// Names that would be mistaken for facts, and fields that the record cannot do without.
fn check_names(flow: &Flow, spans: &[Range<usize>], faults: &Faults<'_>) {
    for (question, span) in flow.questions.iter().zip(spans) {
        let key = format!("question {}: id", question.id);
        if ["any", "all", "not"].contains(&question.id.as_str()) {
            faults.add(
                span,
                &key,
                format!(
                    "`{}` is a word of conditions; choose another id",
                    question.id
                ),
            );
        }
        let fact = ALONE.iter().find(|(name, _)| *name == question.id);
        if let Some((name, fact)) = fact {
            let fills_it = question.maps_to.is_some() && question.maps_to == fact.field();
            if !fills_it && *fact == Fact::Priority {
                faults.add(
                    span,
                    &key,
                    "`priority` is worked out of impact and urgency; choose another id",
                );
            } else if !fills_it {
                let message = format!(
                    "conditions call the record’s {name} so; add maps_to = \"{name}\", or choose another id"
                );
                faults.add(span, &key, message);
            }
        }
    }
    if flow.reference.id == INTAKE {
        let missing = |field: &&Field| {
            !flow
                .questions
                .iter()
                .any(|q| q.maps_to == Some(**field) && !q.retired)
        };
        for field in NEEDED.iter().filter(missing) {
            let message = format!(
                "no question of the intake has maps_to = \"{}\", which the record needs",
                field.id()
            );
            faults.add(&(0..1), "maps_to", message);
        }
    }
}

/// Sections and questions in an order in which every condition stands behind what it looks at. Kahn's algorithm: what
/// is left over stands in a circle or behind one.
fn order(flow: &Flow, spans: &[Range<usize>], faults: &Faults<'_>) -> Vec<Node> {
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
        report_circles(flow, &before, &mut open, spans, faults);
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
    spans: &[Range<usize>],
    faults: &Faults<'_>,
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
        let asked = circle.iter().copied().find(|&node| node >= sections);
        if let Some(asked) = asked.filter(|_| is_circle) {
            let mut names: Vec<_> = circle.iter().map(|&node| name(node)).collect();
            names.push(name(node));
            let span = spans.get(asked - sections).cloned().unwrap_or(0..1);
            let message = format!("the conditions go in a circle: {}", names.join(" → "));
            faults.add(&span, &format!("question {}: when", name(asked)), message);
        }
        // What was walked is done with; what merely stands behind a circle is no fault of its own.
        for node in path {
            if let Some(left) = open.get_mut(node) {
                *left = 0;
            }
        }
    }
}
