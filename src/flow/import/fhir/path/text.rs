//! What an expression asks of the letters of a text.

use regex::escape;
use serde_json::Value;

use super::compare::if_answered;
use super::each::seen;
use super::mean::{Meaning, Part, Thing, Truth};
use crate::flow::import::form::Kind;
use crate::flow::import::logic::{Logic, Test};

/// Longer texts are not counted letter by letter.
const LONGEST: f64 = 1_000.0;

impl Meaning<'_, '_, '_> {
    /// `matches`, `startsWith`, `endsWith` and `contains` of the one answer to a question.
    pub(super) fn of_letters(
        &self,
        at: usize,
        part: Part,
        name: &str,
        words: &Thing,
    ) -> Option<Truth> {
        let Thing::Known(values) = words else {
            return None;
        };
        let [Value::String(words)] = values.as_slice() else {
            return None;
        };
        let pattern = match name {
            "matches" => words.clone(),
            "startsWith" => format!("^{}", escape(words)),
            "endsWith" => format!("{}$", escape(words)),
            "contains" => escape(words),
            _ => return None,
        };
        self.matching(at, part, pattern)
    }

    /// How many letters the one answer to a question has, held against a number.
    pub(super) fn of_length(&self, at: usize, sign: &str, number: f64) -> Option<Truth> {
        if !(0.0..=LONGEST).contains(&number) {
            return None;
        }
        // A text that is answered has a letter.
        if matches!((sign, number), (">" | "!=", 0.0) | (">=", 1.0)) {
            return Some(if_answered(at, Logic::Test(at, Test::Answered)));
        }
        let many = match sign {
            ">" => format!("{{{},}}", number.floor() + 1.0),
            ">=" => format!("{{{},}}", number.ceil()),
            "=" if number.fract() == 0.0 => format!("{{{number}}}"),
            "<=" => format!("{{0,{}}}", number.floor()),
            "<" if number > 0.0 => format!("{{0,{}}}", number.ceil() - 1.0),
            _ => return None,
        };
        self.matching(at, Part::Whole, format!("^(?s:.){many}$"))
    }

    /// The one answer is this text, whatever its case; `None` where that is asked of something else.
    pub(super) fn of_small(&self, at: usize, words: &str) -> Option<Truth> {
        if words != words.to_lowercase() {
            return Some(if_answered(at, Logic::Never));
        }
        self.matching(at, Part::Whole, format!("(?i)^{}$", escape(words)))
    }

    fn matching(&self, at: usize, part: Part, pattern: String) -> Option<Truth> {
        if !self.is_single(at) {
            return None;
        }
        let compiled = crate::flow::condition::pattern(&pattern).ok()?;
        let options = self.reading.options.get(at).map_or(&[][..], Vec::as_slice);
        if options.is_empty() {
            let is_text = matches!(self.kind(at)?, Kind::Text | Kind::Long | Kind::Url);
            let holds = Logic::Test(at, Test::Matches(pattern));
            return (is_text && part == Part::Whole).then(|| if_answered(at, holds));
        }
        if self.question(at)?.other {
            return None;
        }
        let mut ids = Vec::new();
        for option in options {
            let text = seen(option, part)?;
            if compiled.is_match(text.as_str()?) {
                ids.push(option.id.clone());
            }
        }
        let holds = if ids.is_empty() {
            Logic::Never
        } else {
            Logic::Test(at, Test::Is(ids))
        };
        Some(if_answered(at, holds))
    }
}
