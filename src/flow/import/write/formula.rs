//! What is reckoned, as it is written in a flow.

use toml_edit::InlineTable;

use super::when::{Words, condition};
use crate::flow::import::logic::{Logic, Test};
use crate::flow::import::num::{HAS_VALUE, Num};

/// A formula that is being written.
pub struct Formula<'w, 'f> {
    pub words: &'w Words<'f>,
    /// The conditions that it names.
    pub using: InlineTable,
}

impl Formula<'_, '_> {
    /// The key of a condition.
    pub fn key(&mut self, num: &Num) -> String {
        let written = self.write(num, 0);
        // One name alone would be that of a question, and a number alone is none.
        if matches!(num, Num::Answer(_) | Num::Number(_) | Num::Today) {
            format!("1 * {written}")
        } else {
            written
        }
    }

    /// Written so that it stands where what binds less tightly needs parentheses.
    fn write(&mut self, num: &Num, least: u8) -> String {
        let binds = match num {
            Num::Two(sign, ..) => binds(sign),
            Num::If(when, then, other) if is_truth(then, other) && may_be_neither(when) => 0,
            Num::Number(number) if *number < 0.0 => 3,
            _ => 4,
        };
        let written = match num {
            Num::Number(number) => number.to_string(),
            Num::Answer(at) => self.id(*at),
            Num::Digits(at) => format!("number({})", self.id(*at)),
            Num::Length(at) => format!("length({})", self.id(*at)),
            Num::Count(at) => format!("count({})", self.id(*at)),
            Num::Each(of, at) => format!("{of}({})", self.id(*at)),
            Num::Items(at) => {
                let section = self.words.sections.get(*at);
                format!("items({})", section.map_or("", |section| &section.id))
            }
            Num::Same(one, other) => format!("same({}, {})", self.id(*one), self.id(*other)),
            Num::Item => "item".to_owned(),
            Num::Today => "today".to_owned(),
            Num::Nothing => "0 / 0".to_owned(),
            Num::Two(sign, left, right) => {
                let left = self.write(left, binds);
                let right = self.write(right, binds + 1);
                format!("{left} {sign} {right}")
            }
            Num::Call(name, arguments) => {
                let arguments = arguments.iter().map(|one| self.write(one, 0));
                let arguments = arguments.collect::<Vec<_>>().join(", ");
                format!("{name}({arguments})")
            }
            Num::If(when, then, other) => {
                let mut name = self.name(condition(when, self.words));
                // There what is neither counts as not met, here it has no value.
                if may_be_neither(when) {
                    name.push_str(" or 0");
                }
                match (&**then, &**other) {
                    (then, other) if is_truth(then, other) => name,
                    (then, Num::Nothing) => format!("if({name}, {})", self.write(then, 0)),
                    (then, other) => {
                        let (then, other) = (self.write(then, 0), self.write(other, 0));
                        format!("if({name}, {then}, {other})")
                    }
                }
            }
        };
        if binds < least {
            format!("({written})")
        } else {
            written
        }
    }

    fn id(&self, at: usize) -> String {
        let question = self.words.questions.get(at);
        question.map_or_else(String::new, |question| question.id.clone())
    }

    /// The name of a condition: one that it has already, or a new one that is no question's.
    fn name(&mut self, condition: InlineTable) -> String {
        let written = condition.to_string();
        let is_same =
            |(_, other): &(&str, &toml_edit::Value)| other.to_string().trim() == written.trim();
        let known = self.using.iter().find(is_same);
        if let Some(name) = known.map(|(name, _)| name.to_owned()) {
            return name;
        }
        let is_free = |name: &String| {
            let mut questions = self.words.questions.iter();
            !self.using.contains_key(name) && questions.all(|question| question.id != *name)
        };
        let names = (1..).map(|count| format!("c{count}"));
        let name = { names }.find(is_free).unwrap_or_default();
        self.using.insert(&name, condition.into());
        name
    }
}

/// 1 or 0, as a condition holds or not.
fn is_truth(then: &Num, other: &Num) -> bool {
    *then == Num::Number(1.0) && *other == Num::Number(0.0)
}

/// Whether a settled condition is neither true nor false while an answer is missing. That there is an answer is one of
/// both always.
fn may_be_neither(when: &Logic) -> bool {
    match when {
        Logic::Test(_, Test::Answered) | Logic::Reckoned(_, HAS_VALUE, _) => false,
        Logic::Not(part) => may_be_neither(part),
        Logic::All(parts) | Logic::Any(parts) => parts.iter().any(may_be_neither),
        _ => true,
    }
}

/// How tightly a sign holds together what stands on both sides.
fn binds(sign: &str) -> u8 {
    match sign {
        "or" => 0,
        "+" | "-" => 1,
        _ => 2,
    }
}
