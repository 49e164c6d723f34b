//! Questions that are asked in another order than the one in which they stand in the file: sections are asked one after
//! the other, and first of all the questions that stand in none.

use super::{Marks, Place};
use crate::flow::Flow;

pub(super) fn report(flow: &Flow, marks: &Marks<'_, '_>) {
    let place_of = |section: usize| {
        let after = flow.sections.get(section).is_some_and(|one| one.after);
        (after, section)
    };
    let mut last: Option<(usize, &str)> = None;
    for (at, question) in flow.questions.iter().enumerate() {
        let is_written = flow.sections.iter().all(|one| one.another != Some(at));
        if question.retired || !is_written {
            continue;
        }
        let own = question.section;
        let behind = last.filter(|(section, _)| place_of(own) < place_of(*section));
        let Some((_, before)) = behind else {
            last = Some((own, &question.id));
            continue;
        };
        let message = if own == 0 {
            format!(
                "it stands in no section, so it is asked before `{before}`, which stands above it; name its section, or put it first"
            )
        } else {
            let id = flow.sections.get(own).map_or("", |section| &section.id);
            format!(
                "the section `{id}` comes first, so it is asked before `{before}`, which stands above it; put what is asked first above"
            )
        };
        if let Some(place) = marks.question(at, question, "section") {
            Place::lint(&place, message);
        }
    }
}
