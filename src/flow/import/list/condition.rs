//! The conditions of a list, which name questions and options as whoever wrote the list would.

use super::List;
use crate::flow::import::form::Choice;
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
                let expression = self.named(expression);
                let expression = match self.chosen(expression) {
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
                        let text = self.option(&name, text)?;
                        [Expr::Name(name), Expr::Text(text)]
                    }
                    (Expr::Text(text), Expr::Name(name)) => {
                        let text = self.option(&name, text)?;
                        [Expr::Text(text), Expr::Name(name)]
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

    /// An option of a question as the list calls it.
    fn option(&self, question: &str, typed: String) -> Result<String, String> {
        let at = self.called.get(question).copied();
        let Some(question) = at.and_then(|at| self.form.questions.get(at)) else {
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
        if let Some(option) = question.options.iter().find(is_it) {
            return Ok(option.source.clone());
        }
        let known = question.options.iter().map(|option| option.source.as_str());
        Err(match nearest(&meant, known) {
            Some(near) => format!("there is no option `{typed}`; did you mean `{near}`?"),
            None => format!("there is no option `{typed}`"),
        })
    }

    /// The names of questions as such; any other word stands for itself.
    fn named(&self, expression: Expr) -> Expr {
        match expression {
            Expr::Bare(name) | Expr::Name(name) => {
                let plain = name.to_lowercase();
                if self.nodes.has(&plain) {
                    Expr::Name(plain)
                } else {
                    Expr::Text(name)
                }
            }
            Expr::Two(sign, left, right) => Expr::Two(
                sign,
                Box::new(self.named(*left)),
                Box::new(self.named(*right)),
            ),
            Expr::Call(name, parts) => Expr::Call(
                name,
                parts.into_iter().map(|part| self.named(part)).collect(),
            ),
            Expr::Negative(inside) => Expr::Negative(Box::new(self.named(*inside))),
            other => other,
        }
    }
}
