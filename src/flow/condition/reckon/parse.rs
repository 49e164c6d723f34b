//! What is reckoned as it is written: numbers, names, `+ - * / mod or`, parentheses, and functions.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use super::{Each, FUNCTIONS, Formula, Operator, Reading};
use crate::flow::condition::names::Meaning;
use crate::flow::condition::read::Spotter;
use crate::flow::condition::{Condition, Source, Subject};
use crate::flow::fact::TODAY;
use crate::flow::question::Question;
use crate::flow::value::Measure;

/// Conditions with a name of their own, which count 1 or 0.
pub(in crate::flow::condition) type Using = BTreeMap<String, Condition>;

/// The number of the item at hand, unless a question is called so.
pub(in crate::flow::condition) const ITEM: &str = "item";

/// The functions of one name, which look at answers themselves.
const OF_ANSWERS: &[&str] = &["number", "length", "count", "sum", "items", "same", "if"];

/// Deeper nesting is not read.
const DEEPEST: usize = 40;

/// More parts than these are not read, those of the conditions with a name included as often as they stand there.
const MOST_PARTS: usize = 5_000;

/// The longest that is read, in letters.
const LONGEST: usize = 4_000;

/// Whether a key of a condition is reckoned: it is no name of one thing.
pub(in crate::flow::condition) fn is_reckoned(key: &str) -> bool {
    key.contains([' ', '+', '-', '*', '/', '(', ')'])
}

/// Why something cannot be reckoned.
enum Trouble {
    /// A sentence about the whole.
    Message(String),
    /// A name that is not there.
    Unknown(String),
}

struct Parser<'p> {
    spotter: Spotter<'p>,
    using: &'p Using,
    used: &'p mut Vec<String>,
    text: &'p str,
    /// How far it is read.
    at: usize,
    depth: usize,
    /// How many parts the conditions have that it uses.
    parts: usize,
}

impl Spotter<'_> {
    /// What a key such as `2 * copies - pages` means; `None` once a fault was reported. The names of conditions that it
    /// uses are noted down.
    pub(in crate::flow::condition) fn reckoned(
        self,
        key: &str,
        span: &Range<usize>,
        using: &Using,
        used: &mut Vec<String>,
    ) -> Option<Meaning<'static>> {
        let mut parser = Parser {
            spotter: self,
            using,
            used,
            text: key,
            at: 0,
            depth: 0,
            parts: 0,
        };
        let formula = if key.len() > LONGEST {
            Err(Trouble::Message("it is too long".to_owned()))
        } else {
            parser.whole()
        };
        let formula = match formula {
            Ok(formula) => formula,
            Err(Trouble::Message(message)) => {
                return self.fault(span, format!("`{key}` cannot be reckoned: {message}"));
            }
            Err(Trouble::Unknown(name)) => {
                let message = format!("there is no question `{name}`");
                return self.unknown(span, &message, &name, self.names.all());
            }
        };
        Some(Meaning {
            subject: Subject::Reckoned(Arc::new(formula)),
            measure: Measure::Number,
            options: None,
            what: "what is reckoned".to_owned(),
        })
    }
}

type Read = Result<Formula, Trouble>;

impl<'p> Parser<'p> {
    fn whole(&mut self) -> Read {
        let formula = self.level(0)?;
        match self.rest() {
            "" => Ok(formula),
            _ => self.unexpected("`+`, `-`, `*`, `/`, `mod` or `or`"),
        }
    }

    fn rest(&self) -> &'p str {
        self.text.get(self.at..).unwrap_or_default().trim_start()
    }

    fn takes(&mut self, sign: &str) -> bool {
        let rest = self.rest();
        let is_word = sign.starts_with(char::is_alphabetic);
        let goes_on = |rest: &str| rest.starts_with(is_of_name);
        let Some(after) = rest
            .strip_prefix(sign)
            .filter(|rest| !is_word || !goes_on(rest))
        else {
            return false;
        };
        self.at = self.text.len() - after.len();
        true
    }

    fn unexpected<T>(&self, wanted: &str) -> Result<T, Trouble> {
        let before = self.text.len() - self.rest().len();
        let before = self.text.get(..before).unwrap_or_default().trim();
        Err(Trouble::Message(match (before, self.rest()) {
            ("", _) => format!("{wanted} was expected at its beginning"),
            (_, "") => format!("{wanted} was expected at its end"),
            (before, _) => format!("{wanted} was expected after `{before}`"),
        }))
    }

    /// The operators of a level with what stands around them; those of one level are taken from the left.
    fn level(&mut self, level: u8) -> Read {
        const LEVELS: [&[(&str, Operator)]; 3] = [
            &[("or", Operator::Or)],
            &[("+", Operator::Plus), ("-", Operator::Minus)],
            &[
                ("*", Operator::Times),
                ("/", Operator::Over),
                ("mod", Operator::Mod),
            ],
        ];
        let Some(operators) = LEVELS.get(usize::from(level)) else {
            return self.value();
        };
        let mut left = self.level(level + 1)?;
        while let Some((_, operator)) = operators.iter().find(|(sign, _)| self.takes(sign)) {
            let right = self.level(level + 1)?;
            left = Formula::Two(*operator, Box::new(left), Box::new(right));
        }
        Ok(left)
    }

    fn value(&mut self) -> Read {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Trouble::Message("it is nested too deep".to_owned()));
        }
        let formula = self.one()?;
        self.depth -= 1;
        Ok(formula)
    }

    fn one(&mut self) -> Read {
        if self.takes("-") {
            return Ok(match self.value()? {
                Formula::Number(number) => Formula::Number(-number),
                other => Formula::Negative(Box::new(other)),
            });
        }
        if self.takes("(") {
            let inside = self.level(0)?;
            self.closes()?;
            return Ok(inside);
        }
        let rest = self.rest();
        let end = rest.find(|c: char| !is_of_name(c) && c != '.');
        let word = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        if word.is_empty() || matches!(word, "or" | "mod") {
            return self.unexpected("a number or a name");
        }
        self.at = self.text.len() - rest.len() + word.len();
        if word.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
            let fits = word.chars().all(|c| c.is_ascii_digit() || c == '.');
            let number = word.parse().ok().filter(|_| fits);
            let message = || Trouble::Message(format!("`{word}` is no number"));
            return number.map(Formula::Number).ok_or_else(message);
        }
        if self.takes("(") {
            return self.function(word);
        }
        self.name(word)
    }

    fn closes(&mut self) -> Result<(), Trouble> {
        if self.takes(")") {
            return Ok(());
        }
        self.unexpected("`)`")
    }

    fn name(&mut self, name: &str) -> Read {
        if let Some(condition) = self.using.get(name) {
            self.used.push(name.to_owned());
            self.parts += condition.size();
            if self.parts > MOST_PARTS {
                let message = "the conditions that it uses have too many parts";
                return Err(Trouble::Message(message.to_owned()));
            }
            return Ok(Formula::Holds(Box::new(condition.clone())));
        }
        let Some((source, question)) = self.spotter.names.question(name) else {
            return match name {
                TODAY => Ok(Formula::Today),
                ITEM => Ok(Formula::Item),
                _ => Err(Trouble::Unknown(name.to_owned())),
            };
        };
        let reading = plain(question)?;
        Ok(Formula::Answer(source, reading))
    }

    fn function(&mut self, name: &str) -> Read {
        if OF_ANSWERS.contains(&name) {
            return self.of_answers(name);
        }
        // The least or the most of what was answered about several items.
        if matches!(name, "min" | "max")
            && let Some((source, question)) = self.lone_name()
        {
            let each = if name == "min" {
                Each::Least
            } else {
                Each::Most
            };
            return Ok(Formula::Each(each, source, plain(question)?));
        }
        let Some(&(_, function, least, most)) = FUNCTIONS.iter().find(|known| known.0 == name)
        else {
            let known = FUNCTIONS.iter().map(|known| known.0);
            let known = OF_ANSWERS.iter().copied().chain(known).collect::<Vec<_>>();
            let message = format!("there is no `{name}(…)`, only {}", known.join(", "));
            return Err(Trouble::Message(message));
        };
        let mut arguments = vec![self.level(0)?];
        while self.takes(",") {
            arguments.push(self.level(0)?);
        }
        self.closes()?;
        if arguments.len() < least || arguments.len() > most {
            let wanted = match (least, most) {
                (1, 1) => "one number".to_owned(),
                (2, 2) => "two days, the earlier first".to_owned(),
                _ => format!("{least} to {most} numbers"),
            };
            let message = format!("`{name}(…)` takes {wanted}");
            return Err(Trouble::Message(message));
        }
        Ok(Formula::Call(function, arguments))
    }

    /// A name of a question and nothing else, up to the closing parenthesis, which is read.
    fn lone_name(&mut self) -> Option<(Source, &'p Question)> {
        let (inside, after) = self.rest().split_once(')')?;
        let found = self.spotter.names.question(inside.trim())?;
        self.at = self.text.len() - after.len();
        Some(found)
    }

    fn of_answers(&mut self, name: &str) -> Read {
        if name == "if" {
            return self.either();
        }
        if name == "same" {
            return self.same();
        }
        let inside = self.rest().split(')').next().unwrap_or_default().trim();
        if name == "items" {
            let asks = self.spotter.names.question(&format!("another_{inside}"));
            let (Some((source, _)), Some((_, after))) = (asks, self.rest().split_once(')')) else {
                let message = format!("there is no repeated section `{inside}`");
                return Err(Trouble::Message(message));
            };
            self.at = self.text.len() - after.len();
            return Ok(Formula::Each(Each::Items, source, Reading::Count));
        }
        let Some((source, question)) = self.lone_name() else {
            return Err(if is_reckoned(inside) || inside.is_empty() {
                Trouble::Message(format!("`{name}(…)` takes the name of one question"))
            } else {
                Trouble::Unknown(inside.to_owned())
            });
        };
        let measure = question.kind.measure();
        let unfit = |what: &str| {
            let message = format!("`{}` {what}", question.id);
            Err(Trouble::Message(message))
        };
        let is_text = matches!(measure, Measure::Words | Measure::Exact);
        match name {
            "sum" => Ok(Formula::Each(Each::Sum, source, plain(question)?)),
            "number" if is_text => Ok(Formula::Answer(source, Reading::Digits)),
            "length" if is_text => Ok(Formula::Answer(source, Reading::Length)),
            "count" if matches!(measure, Measure::Set | Measure::Lines) => {
                Ok(Formula::Answer(source, Reading::Count))
            }
            "number" => Ok(Formula::Answer(source, plain(question)?)),
            "length" => unfit("is no text, so it has no length"),
            _ => unfit("has nothing to count: it is neither choices nor steps"),
        }
    }

    /// `same(mail, mail_again)`.
    fn same(&mut self) -> Read {
        let names = self.rest().split_once(')');
        let found = names.and_then(|(names, after)| {
            let (one, other) = names.split_once(',')?;
            let [one, other] = [one, other].map(|name| self.spotter.names.question(name.trim()));
            Some((one?, other?, after))
        });
        let is_text = |question: &Question| {
            matches!(question.kind.measure(), Measure::Words | Measure::Exact)
        };
        match found {
            Some(((one, first), (other, second), after)) if is_text(first) && is_text(second) => {
                self.at = self.text.len() - after.len();
                Ok(Formula::Same(one, other))
            }
            _ => Err(Trouble::Message(
                "`same(…)` takes the names of two questions whose answers are texts".to_owned(),
            )),
        }
    }

    /// `if(urgent, 2, 1)`, or `if(urgent, copies)`; `if(urgent or 0, 2, 1)` when it may be neither.
    fn either(&mut self) -> Read {
        let rest = self.rest();
        let end = rest.find(|c| !is_of_name(c)).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        if !self.using.contains_key(name) {
            let (name, _) = rest.split_once([',', ')']).unwrap_or((rest, ""));
            let message = format!(
                "`if(…)` begins with the name of a condition under `using`, and `{}` is none",
                name.trim()
            );
            return Err(Trouble::Message(message));
        }
        let condition = self.level(0)?;
        if !self.takes(",") {
            return self.unexpected("`,`");
        }
        let then = self.level(0)?;
        // Without a second number it has no value otherwise.
        let other = if self.takes(",") {
            self.level(0)?
        } else {
            Formula::Number(f64::NAN)
        };
        self.closes()?;
        let [condition, then, other] = [condition, then, other].map(Box::new);
        Ok(Formula::If(condition, then, other))
    }
}

fn is_of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// How the answer to a question is a number.
fn plain(question: &Question) -> Result<Reading, Trouble> {
    Reading::plain(question).ok_or_else(|| {
        let id = &question.id;
        Trouble::Message(match question.kind.measure() {
            Measure::Option | Measure::Set => {
                format!("no option of `{id}` has a `number` that it counts")
            }
            Measure::Words | Measure::Exact => {
                format!("`{id}` is a text; number({id}) is the number in it")
            }
            _ => format!("`{id}` is neither a number nor a day"),
        })
    })
}
