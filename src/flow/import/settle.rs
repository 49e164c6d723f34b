//! Makes a form that loads: conditions in their simplest form, no circles, nothing empty, options enough.

mod fit;

use std::collections::HashSet;

use fit::{Shape, fit, shape, shapes};

use super::form::{Form, Kind, Loss, Question};
use super::logic::Logic;
use super::several;

/// Settles every condition, and mends what a flow would be refused for. Whatever that costs is noted as a loss.
pub fn settle(form: &mut Form) {
    mend(form);
    let mut shapes = shapes(form);
    loop {
        let mut changed = false;
        for (question, at) in form.questions.iter_mut().zip(0..) {
            // Options may go meanwhile, and what is never asked is never answered.
            if settle_options(question, &shapes) {
                changed = true;
                if let Some(known) = shapes.get_mut(at) {
                    *known = shape(question, known.2);
                }
            }
        }
        while settle_conditions(form, &mut shapes) {
            changed = true;
        }
        if !changed {
            break;
        }
    }
    for section in &mut form.sections {
        if section.when == Logic::Never {
            section.when = Logic::Always;
        }
    }
    untangle(form);
    ask_for_no_more(form);
    several::tell(form);
}

/// A repeated section in which nothing is asked does not ask for another one.
fn ask_for_no_more(form: &mut Form) {
    let asked = form.questions.iter();
    let asked = asked.filter(|question| !question.retired && question.kind != Kind::Note);
    let asked: HashSet<usize> = asked.filter_map(|question| question.section).collect();
    for (section, at) in form.sections.iter_mut().zip(0..) {
        section.repeat.take_if(|_| !asked.contains(&at));
    }
}

/// Settles the conditions of sections and questions; tells whether a question turned out never to be asked.
fn settle_conditions(form: &mut Form, shapes: &mut [Shape]) -> bool {
    let mut changed = false;
    for section in &mut form.sections {
        fit(&mut section.when, shapes);
        let (when, reasons) = std::mem::replace(&mut section.when, Logic::Always).settled();
        section.when = when;
        let place = section.source.clone().unwrap_or_else(|| section.id.clone());
        for reason in reasons {
            let what = format!("{reason}; its questions are asked whenever it could hold");
            section.losses.push(Loss::new(&place, what));
        }
    }
    for (question, shape) in form.questions.iter_mut().zip(0..) {
        fit(&mut question.when, shapes);
        let (when, reasons) = std::mem::replace(&mut question.when, Logic::Always).settled();
        question.when = when;
        for reason in reasons {
            question.lose(format!("{reason}; it is asked whenever that could hold"));
            question.tell(&format!("Ask it only if it applies: {reason}"));
        }
        let section = question.section.and_then(|at| form.sections.get(at));
        let is_never = |when: &Logic| *when == Logic::Never;
        let gone =
            is_never(&question.when) || section.is_some_and(|section| is_never(&section.when));
        let known: Option<&mut Shape> = shapes.get_mut(shape);
        if let (true, Some(shape)) = (gone, known.filter(|shape| !shape.2)) {
            question.when = Logic::Always;
            if !question.retired {
                question.lose("its condition can never hold, so it is never asked");
            }
            question.retired = true;
            shape.2 = true;
            changed = true;
        }
    }
    changed
}

/// Settles when each option is offered; tells whether one turned out never to be.
fn settle_options(question: &mut Question, shapes: &[Shape]) -> bool {
    let mut lost = Vec::new();
    for option in &mut question.options {
        fit(&mut option.when, shapes);
        let (when, reasons) = std::mem::replace(&mut option.when, Logic::Always).settled();
        option.when = when;
        for reason in reasons {
            lost.push(format!(
                "{reason}; the options it is about are offered always"
            ));
        }
    }
    lost.dedup();
    for what in lost {
        question.lose(what);
    }
    let before = question.options.len();
    question
        .options
        .retain(|option| option.when != Logic::Never);
    let gone = before - question.options.len();
    if gone > 0 {
        question.lose(format!(
            "{gone} of its options can never be offered, and are left out"
        ));
    }
    if matches!(question.kind, Kind::Choice | Kind::Choices)
        && question.options.is_empty()
        && !question.other
    {
        question.lose("it has no options; it is asked as a text");
        question.kind = Kind::Text;
        return true;
    }
    gone > 0
}

fn mend(form: &mut Form) {
    if form.title.trim().is_empty() {
        "Imported form".clone_into(&mut form.title);
    }
    for section in &mut form.sections {
        if section.title.trim().is_empty() {
            section.title.clone_from(&section.id);
        }
    }
    for question in &mut form.questions {
        if question.ask.trim().is_empty() {
            question.ask = question
                .source
                .clone()
                .unwrap_or_else(|| question.id.clone());
            if question.ask.trim().is_empty() {
                question.ask.clone_from(&question.id);
            }
            question.lose("it has no words to ask; its id stands in for them");
        }
        for option in &mut question.options {
            if option.label.trim().is_empty() {
                option.label = Some(&option.source)
                    .filter(|source| !source.trim().is_empty())
                    .unwrap_or(&option.id)
                    .clone();
            }
        }
    }
    for question in &mut form.questions {
        bound(question);
    }
    rename(form);
    if !form
        .questions
        .iter()
        .any(|question| question.kind != Kind::Note)
    {
        form.losses
            .push(Loss::new("", "nothing in it is a question"));
        if form.questions.is_empty() {
            let ask = "This form asks nothing.";
            let note = Question::new("nothing".to_owned(), Kind::Note, ask, "");
            form.questions.push(note);
        }
    }
}

/// A repeated section asks `another_ID`: no question of the form may be called so.
fn rename(form: &mut Form) {
    let ids = form.questions.iter().map(|question| question.id.as_str());
    let ids: HashSet<&str> = ids.collect();
    let sections = form.sections.iter().map(|section| section.id.clone());
    let mut taken: HashSet<String> = sections.collect();
    let repeated = form.sections.iter_mut().filter(|one| one.repeat.is_some());
    for section in repeated {
        let (first, mut count) = (section.id.clone(), 1);
        while ids.contains(format!("another_{}", section.id).as_str()) {
            count += 1;
            let next = format!("{first}_{count}");
            if taken.insert(next.clone()) {
                section.id = next;
            }
        }
    }
}

/// Leaves no check that the type of the question cannot make.
fn bound(question: &mut Question) {
    let kind = question.kind;
    let fits = |bound: &String| match kind {
        Kind::Date | Kind::DateTime => bound == "now" || bound.parse::<chrono::NaiveDate>().is_ok(),
        Kind::Scale => bound.parse::<i64>().is_ok(),
        Kind::Choices | Kind::Steps | Kind::Exact => bound.parse::<f64>().is_ok_and(f64::is_finite),
        _ if kind.is_number() || kind.is_words() => bound.parse::<f64>().is_ok_and(f64::is_finite),
        _ => false,
    };
    let lost =
        [&mut question.min, &mut question.max].map(|bound| bound.take_if(|bound| !fits(bound)));
    for bound in lost.into_iter().flatten() {
        question.lose(format!(
            "a check of its answer that its type cannot make: {bound}"
        ));
    }
    if kind == Kind::Scale && (question.min.is_none() || question.max.is_none()) {
        question.kind = Kind::Number;
    }
    let is_checked = question.pattern.is_some() || question.min.is_some() || question.max.is_some();
    if let Some(message) = question.message.take_if(|_| !is_checked) {
        question.lose(format!("what is said when a check fails: {message}"));
    }
}

/// Takes conditions off that wait for each other in a circle: a flow refuses to load with one, and no answer could ever
/// settle it.
fn untangle(form: &mut Form) {
    let sections = form.sections.len();
    let count = sections + form.questions.len();
    let mut before: Vec<Vec<usize>> = Vec::with_capacity(count);
    for section in &form.sections {
        before.push(waits_for(&section.when, sections));
    }
    for question in &form.questions {
        let mut needed = waits_for(&question.when, sections);
        needed.extend(question.section);
        before.push(needed);
    }
    let mut state = vec![0_u8; count];
    for start in 0..count {
        while let Some(circle) = circle_from(start, &before, &mut state) {
            // What a question waits for beside its section, and all that a section waits for, is a condition.
            let next = circle.iter().cycle().skip(1);
            let by_condition =
                |(node, next): &(&usize, &usize)| **node < sections || **next >= sections;
            let cut_here = circle.iter().zip(next).filter(by_condition).last();
            let Some((&node, _)) = cut_here else {
                break;
            };
            if let Some(needed) = before.get_mut(node) {
                needed.retain(|&other| other < sections && node >= sections);
            }
            state.fill(0);
            cut(form, node, sections);
        }
    }
}

fn waits_for(when: &Logic, sections: usize) -> Vec<usize> {
    let mut found = Vec::new();
    when.questions(&mut found);
    found.sort_unstable();
    found.dedup();
    found.into_iter().map(|at| sections + at).collect()
}

/// Walks depth first without recursion; the first circle, if there is one, each node waiting for the next.
fn circle_from(start: usize, before: &[Vec<usize>], state: &mut [u8]) -> Option<Vec<usize>> {
    const OPEN: u8 = 1;
    const DONE: u8 = 2;
    let seen = |state: &[u8], node: usize| state.get(node).copied().unwrap_or(DONE);
    if seen(state, start) == DONE {
        return None;
    }
    let mut path = vec![(start, 0)];
    if let Some(mark) = state.get_mut(start) {
        *mark = OPEN;
    }
    while let Some((node, next)) = path.last_mut() {
        let needed = before
            .get(*node)
            .and_then(|needed| needed.get(*next))
            .copied();
        *next += 1;
        let node = *node;
        match needed {
            None => {
                if let Some(mark) = state.get_mut(node) {
                    *mark = DONE;
                }
                path.pop();
            }
            Some(needed) => match seen(state, needed) {
                OPEN => {
                    let path = path.iter().map(|(node, _)| *node);
                    return Some(path.skip_while(|&node| node != needed).collect());
                }
                DONE => {}
                _ => {
                    if let Some(mark) = state.get_mut(needed) {
                        *mark = OPEN;
                    }
                    path.push((needed, 0));
                }
            },
        }
    }
    None
}

/// Takes a condition off.
fn cut(form: &mut Form, node: usize, sections: usize) {
    let what = "its condition waits, in a circle, for itself; it is asked always";
    if let Some(section) = form.sections.get_mut(node) {
        section.when = Logic::Always;
        let place = section.source.clone().unwrap_or_else(|| section.id.clone());
        section.losses.push(Loss::new(place, what));
    } else if let Some(question) = form.questions.get_mut(node - sections) {
        question.when = Logic::Always;
        question.lose(what);
    }
}
