//! Groups as the sections of a flow, which are not nested: each stretch of questions of the same groups is one.

use serde_json::Value;

use super::{Place, Reading, item, prefixed, words};
use crate::flow::import::form::{Loss, Section};
use crate::flow::import::logic::Logic;
use crate::flow::import::words::{one_line, plain};

/// Most things that a repeated group is asked about, when the form sets no bound.
const MOST_ITEMS: i64 = 20;

/// A section of a flow is repeated at most so often.
const MOST_OF_ALL: i64 = 100;

impl<'v> Reading<'v, '_> {
    /// The section for a place: the one at hand while the groups are the same, else a new one.
    pub(super) fn section(&mut self, place: &Place<'v>) -> Option<usize> {
        let above: Vec<&Value> = place.above.iter().take(place.section).copied().collect();
        let path: Vec<*const Value> = above.iter().map(|item| std::ptr::from_ref(*item)).collect();
        if self.path.as_ref() == Some(&path) {
            return self.form.sections.len().checked_sub(1);
        }
        if path.is_empty() && self.form.sections.is_empty() {
            return None;
        }
        self.path = Some(path);
        let group = above.last();
        let link = group.and_then(|group| words(group, "linkId"));
        let text = group.and_then(|group| prefixed(group));
        let title = one_line(&plain(&text.unwrap_or_else(|| self.form.title.clone())));
        let repeats = place.repeats;
        // A group without a question of its own is heard of in the heading of the first group inside.
        let around = above
            .iter()
            .filter(|group| self.headed.insert(std::ptr::from_ref(**group)));
        let around: Vec<_> = around.filter_map(|group| prefixed(group)).collect();
        let heading = match around.as_slice() {
            [] | [_] => title.clone(),
            several => one_line(&plain(&several.join(" – "))),
        };
        let bound = group
            .and_then(|group| item::most(group))
            .unwrap_or(MOST_ITEMS);
        let mut losses = Vec::new();
        if repeats && bound > MOST_OF_ALL {
            let at = link.clone().unwrap_or_default();
            let what = format!(
                "at most {MOST_OF_ALL} of them are asked about; in the form there may be {bound}"
            );
            losses.push(Loss::new(format!("linkId {at}"), what));
        }
        self.form.sections.push(Section {
            id: self
                .sections
                .make(link.as_deref().unwrap_or("more"), "section"),
            source: link,
            title: heading,
            when: Logic::Always,
            repeat: repeats.then(|| (title, Some(bound.clamp(2, MOST_OF_ALL)))),
            losses,
        });
        self.of_sections.push(above);
        self.form.sections.len().checked_sub(1)
    }
}
