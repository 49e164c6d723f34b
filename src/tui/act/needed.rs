//! Before an act that needs answers which are missing: which ones, and the way to them.

use super::{Ask, Next, Setting, Shown, Values};
use crate::domain::command::{Known, Required, Until};
use crate::domain::incident::{Incident, Status};
use crate::tui::env::Env;
use crate::tui::keymap::Action;
use crate::tui::outbox::Confirm;
use crate::tui::words;

/// What is still missing; the questions in the words to ask them.
#[derive(Debug)]
pub(super) struct Needed {
    until: Until,
    missing: Vec<String>,
}

/// So many questions are shown; the rest is counted.
const MOST: usize = 8;

/// What is missing before this action, if anything is.
pub(super) fn before(env: &Env, known: Known<'_>, action: Action) -> Option<Needed> {
    let until = door(known.incident, action)?;
    let missing = env.flows.missing(known, until);
    (!missing.is_empty()).then_some(Needed { until, missing })
}

/// Which answers an action needs.
fn door(incident: &Incident, action: Action) -> Option<Until> {
    match action {
        Action::Escalate if incident.status == Status::Open => Some(Until::Escalate),
        Action::Resolve => Some(Until::Resolve),
        _ => None,
    }
}

impl Ask for Needed {
    fn show(&self, setting: &Setting<'_>) -> Shown {
        let reference = setting.incident.reference;
        let count = i64::try_from(self.missing.len()).unwrap_or(i64::MAX);
        let answers = words::count(count, "answer", "answers");
        let (action, what) = match self.until {
            Until::Escalate => (Action::Escalate, "escalated"),
            Until::Resolve => (Action::Resolve, "resolved"),
        };
        let mut lines: Vec<String> = self.missing.iter().take(MOST).cloned().collect();
        if let Some(more) = self
            .missing
            .len()
            .checked_sub(MOST)
            .filter(|more| *more > 0)
        {
            lines.push(format!("… and {more} more"));
        }
        lines.push(String::new());
        lines.push("Enter calls back to ask; esc goes back.".to_owned());
        Shown::Confirm(Confirm {
            action,
            title: format!("{answers} needed before {reference} is {what}"),
            words: lines.join("\n"),
        })
    }

    fn take(&self, _: &Setting<'_>, _: &Values) -> Result<Next, String> {
        Ok(Next::CallBack(self.until))
    }
}
