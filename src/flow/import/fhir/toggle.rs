//! Options that are offered only when an expression holds.

use serde_json::Value;

use super::path::mean::Meaning;
use super::{Reading, element, extension, list, words};
use crate::flow::import::logic::Logic;

/// The extension that says so.
pub const TOGGLE: &str = "sdc-questionnaire-answerOptionsToggleExpression";

impl Reading<'_, '_> {
    /// Works out when each option is offered. One that several expressions name is offered when one of them holds; one that
    /// none names, always.
    pub(super) fn toggle_options(&mut self) {
        let mut offered: Vec<(usize, usize, Logic)> = Vec::new();
        for at in 0..self.form.questions.len() {
            let Some(item) = self.conditions.get(at).and_then(|items| items.last()) else {
                continue;
            };
            let options = self.options.get(at).map_or(&[][..], Vec::as_slice);
            let mut whens: Vec<Vec<Logic>> = vec![Vec::new(); options.len()];
            for toggle in list(item, "extension") {
                if extension::name_of(toggle) != TOGGLE {
                    continue;
                }
                let when = self.toggled(item, toggle);
                let parts = list(toggle, "extension").iter();
                let named: Vec<_> = parts
                    .filter(|part| words(part, "url").as_deref() == Some("option"))
                    .filter_map(|part| element(part, "value"))
                    .collect();
                for (option, whens) in options.iter().zip(&mut whens) {
                    if named.iter().any(|(kind, value)| option.equals(kind, value)) {
                        whens.push(when.clone());
                    }
                }
            }
            let whens = whens.into_iter().enumerate();
            let whens = whens.filter(|(_, whens)| !whens.is_empty());
            offered.extend(whens.map(|(option, whens)| (at, option, Logic::any(whens))));
        }
        for (at, option, when) in offered {
            let question = self.form.questions.get_mut(at);
            if let Some(option) = question.and_then(|question| question.options.get_mut(option)) {
                option.when = when;
            }
        }
    }

    fn toggled(&self, item: &Value, toggle: &Value) -> Logic {
        let mut parts = list(toggle, "extension").iter();
        let expression = parts
            .find(|part| words(part, "url").as_deref() == Some("expression"))
            .and_then(|part| words(part.get("valueExpression")?, "expression"))
            .unwrap_or_default();
        let reason = format!("some options hang on an expression: {expression}");
        Meaning::new(self, item, &reason).of(&expression)
    }
}
