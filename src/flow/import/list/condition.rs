//! The conditions of a list, which name questions and options as whoever wrote the list would.

use super::List;
use crate::flow::fact::{ALONE, TODAY};
use crate::flow::import::form::{Choice, Kind, Question};
use crate::flow::import::logic::Logic;
use crate::flow::import::xpath::mean::Scope;
use crate::flow::import::xpath::{Expr, parse};
use crate::handwritten::fault::nearest;

impl List<'_> {
    pub(super) fn condition(&self, text: &str, scope: &Scope<'_>) -> Logic {
        if text.is_empty() {
            return Logic::Always;
        }
        let reason = format!("its condition is not understood: {text}");
        match parse(text) {
            Ok(expression) => {
                let meant = self.truth(expression).and_then(|meant| self.chosen(meant));
                let expression = match meant {
                    Ok(expression) => expression,
                    Err(unknown) => return Logic::Unknown(format!("{reason}: {unknown}")),
                };
                let condition = scope.reader(&[]).condition(&expression);
                condition.explained(|_| reason.clone())
            }
            Err(_) => Logic::Unknown(reason),
        }
    }

    /// What a condition says of options as the list itself calls them: it may use an option's id or its label, in any
    /// case. The error says which option there is not.
    fn chosen(&self, expression: Expr) -> Result<Expr, String> {
        let each = |parts: Vec<Expr>| -> Result<Vec<Expr>, String> {
            let parts = parts.into_iter().map(|part| self.chosen(part));
            parts.collect()
        };
        match expression {
            Expr::Two(sign, left, right) => {
                let [left, right] = match (*left, *right) {
                    (Expr::Name(name), Expr::Text(text)) => {
                        let text = self.answer(&name, sign, text)?;
                        [Expr::Name(name), Expr::Text(text)]
                    }
                    (Expr::Text(text), Expr::Name(name)) => {
                        let text = self.answer(&name, sign, text)?;
                        [Expr::Text(text), Expr::Name(name)]
                    }
                    (Expr::Name(name), Expr::Number(number))
                    | (Expr::Number(number), Expr::Name(name))
                        if matches!(sign, "=" | "!=") && !self.has_number(&name, number) =>
                    {
                        return Err(self.no_option(&name, &number.to_string()));
                    }
                    (left, right) => [self.chosen(left)?, self.chosen(right)?],
                };
                Ok(Expr::Two(sign, Box::new(left), Box::new(right)))
            }
            Expr::Call(name, parts) => match <[Expr; 2]>::try_from(parts) {
                Ok([Expr::Name(question), Expr::Text(text)]) if name == "selected" => {
                    let text = self.option(&question, text)?;
                    Ok(Expr::Call(
                        name,
                        vec![Expr::Name(question), Expr::Text(text)],
                    ))
                }
                Ok(parts) => Ok(Expr::Call(name, each(parts.into())?)),
                Err(parts) => Ok(Expr::Call(name, each(parts)?)),
            },
            Expr::Negative(inside) => Ok(Expr::Negative(Box::new(self.chosen(*inside)?))),
            other => Ok(other),
        }
    }

    /// What a question is compared with: an option as the list calls it, or a text that could be an answer.
    fn answer(&self, name: &str, sign: &str, typed: String) -> Result<String, String> {
        let kind = self.question(name).map(|question| question.kind);
        let plain = typed.trim();
        let is_number = plain.is_empty() || plain.parse::<f64>().is_ok_and(f64::is_finite);
        let is_day = plain.parse::<chrono::NaiveDate>().is_ok()
            || chrono::DateTime::parse_from_rfc3339(plain).is_ok();
        let is_ordered = !matches!(sign, "=" | "!=");
        match kind {
            Some(kind) if kind.is_number() && !is_number => Err(format!("`{plain}` is no number")),
            Some(Kind::Date | Kind::DateTime) if !is_day && !is_number => {
                Err(format!("`{plain}` is no day, such as 2026-02-01"))
            }
            Some(Kind::Choice | Kind::Choices | Kind::YesNo) if is_ordered && !is_number => Err(
                format!("the options have no order, so `{sign}` says nothing"),
            ),
            _ if is_ordered => Ok(typed),
            _ => self.option(name, typed),
        }
    }

    /// The question that goes by this name.
    fn question(&self, name: &str) -> Option<&Question> {
        let at = self.called.get(name)?;
        self.form.questions.get(*at)
    }

    /// Whether a question has an option with this number, or no options at all.
    fn has_number(&self, name: &str, number: f64) -> bool {
        let is_it = |option: &Choice| option.source.trim().parse() == Ok(number);
        self.question(name).is_none_or(|question| {
            question.options.is_empty() || question.options.iter().any(is_it)
        })
    }

    /// That a question has no such option, and which was meant.
    fn no_option(&self, name: &str, typed: &str) -> String {
        let options = self.question(name).map(|question| &question.options);
        let known = options.into_iter().flatten();
        let known = known.map(|option| option.source.as_str());
        match nearest(&typed.to_lowercase(), known) {
            Some(near) => format!("there is no option `{typed}`; did you mean `{near}`?"),
            None => format!("there is no option `{typed}`"),
        }
    }

    /// An option of a question as the list calls it.
    fn option(&self, name: &str, typed: String) -> Result<String, String> {
        let Some(question) = self.question(name) else {
            return Ok(typed);
        };
        if question.options.is_empty() || typed.trim().is_empty() {
            return Ok(typed);
        }
        let meant = typed.trim().to_lowercase();
        let is_it = |option: &&Choice| {
            let names = [&option.source, &option.id, &option.label];
            names.iter().any(|name| name.to_lowercase() == meant)
        };
        match question.options.iter().find(is_it) {
            Some(option) => Ok(option.source.clone()),
            None => Err(self.no_option(name, &typed)),
        }
    }

    /// What is to hold, with the names of questions as such. A word alone has to be one.
    fn truth(&self, expression: Expr) -> Result<Expr, String> {
        match expression {
            Expr::Two(sign @ ("and" | "or"), left, right) => Ok(Expr::Two(
                sign,
                Box::new(self.truth(*left)?),
                Box::new(self.truth(*right)?),
            )),
            Expr::Call(name, parts) if name == "not" => {
                let parts = parts.into_iter().map(|part| self.truth(part));
                Ok(Expr::Call(name, parts.collect::<Result<_, _>>()?))
            }
            other => self.known(other),
        }
    }

    /// What a question, or something worked out of questions, stands for.
    fn known(&self, expression: Expr) -> Result<Expr, String> {
        match expression {
            Expr::Bare(name) | Expr::Name(name) => self.name(&name),
            Expr::Two(sign @ ("and" | "or"), left, right) => {
                self.truth(Expr::Two(sign, left, right))
            }
            Expr::Two(sign @ ("=" | "!=" | "<" | "<=" | ">" | ">="), left, right) => {
                let (left, right) = self.compared(*left, *right)?;
                Ok(Expr::Two(sign, Box::new(left), Box::new(right)))
            }
            Expr::Two(sign, left, right) => Ok(Expr::Two(
                sign,
                Box::new(self.known(*left)?),
                Box::new(self.known(*right)?),
            )),
            Expr::Call(name, parts) if name == "not" => self.truth(Expr::Call(name, parts)),
            Expr::Call(name, parts) => {
                let each = parts.into_iter().enumerate();
                let each = each.map(|(at, part)| match at {
                    0 => self.known(part),
                    _ => self.value(part),
                });
                Ok(Expr::Call(name, each.collect::<Result<_, _>>()?))
            }
            Expr::Negative(inside) => Ok(Expr::Negative(Box::new(self.known(*inside)?))),
            other => Ok(other),
        }
    }

    /// Two sides, one of which is to be about a question. A misspelt name would else be a word that nothing is equal to,
    /// and the condition would be lost without a word.
    fn compared(&self, left: Expr, right: Expr) -> Result<(Expr, Expr), String> {
        let is_word = |side: &Expr| match side {
            Expr::Bare(name) => !self.nodes.has(&name.to_lowercase()),
            Expr::Text(_) | Expr::Number(_) => true,
            _ => false,
        };
        match (is_word(&left), is_word(&right)) {
            (true, true) => match (left, right) {
                (Expr::Bare(name), _) | (_, Expr::Bare(name)) => Err(self.no_question(&name)),
                _ => Err("neither side is a question".to_owned()),
            },
            _ => Ok((self.value(left)?, self.value(right)?)),
        }
    }

    /// The same, where a word that is no question stands for itself.
    fn value(&self, expression: Expr) -> Result<Expr, String> {
        match expression {
            Expr::Bare(name) if !self.nodes.has(&name.to_lowercase()) => {
                Ok(match name.to_lowercase().as_str() {
                    TODAY => Expr::Call(TODAY.to_owned(), Vec::new()),
                    _ => Expr::Text(name),
                })
            }
            other => self.known(other),
        }
    }

    fn name(&self, name: &str) -> Result<Expr, String> {
        let plain = name.to_lowercase();
        if self.nodes.has(&plain) {
            Ok(Expr::Name(plain))
        } else {
            Err(self.no_question(name))
        }
    }

    /// That there is no such question, and which was meant.
    fn no_question(&self, name: &str) -> String {
        let plain = name.to_lowercase();
        if ALONE.iter().any(|(fact, _)| *fact == plain) {
            return format!(
                "`{name}` is a fact of the record and no question of the list; write the condition into the flow"
            );
        }
        let mut known: Vec<&str> = self.called.keys().map(String::as_str).collect();
        known.sort_unstable();
        match nearest(&plain, known) {
            Some(near) => format!("there is no question `{name}`; did you mean `{near}`?"),
            None => format!("there is no question `{name}`"),
        }
    }
}
