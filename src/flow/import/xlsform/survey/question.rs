//! One row as a question.

use super::{Survey, Written, is_no, is_yes, place};
use crate::flow::import::form::{Choice, Kind, Question};
use crate::flow::import::logic::Logic;
use crate::flow::import::words::{one_line, plain};
use crate::flow::import::xlsform::book::Row;
use crate::flow::import::xlsform::check;
use crate::flow::import::xlsform::types::RowType;
use crate::flow::import::xpath::nodes::Thing;
use crate::flow::import::xpath::{Expr, parse};

impl Survey {
    pub(super) fn question(
        &mut self,
        row: &Row,
        kind: RowType,
        written: &str,
        name: &str,
        relevant: Option<Written>,
    ) {
        // The rows are not in it any more, only the names of the columns.
        let table = self.table.clone();
        let get = |name: &str| table.get(row, name).unwrap_or_default().to_owned();
        let said = self.languages.say(&self.table, row, "label");
        let wish = if name.is_empty() { &said.words } else { name };
        let id = self.ids.make(wish, "question");
        let ask = one_line(&plain(&said.words));
        let mut question = Question::new(id, Kind::Text, ask, place(self.at));
        question.source = Some(name.to_owned()).filter(|name| !name.is_empty());
        for (code, words) in &said.others {
            question
                .translations
                .push((code.clone(), one_line(&plain(words))));
        }
        for language in &said.lost {
            question.lose(format!("its words in {language}"));
        }
        self.shape(&mut question, kind, written, row);
        for hint in ["hint", "guidance_hint"] {
            let hint = self.languages.say(&self.table, row, hint);
            question.tell(&plain(&hint.words));
            let languages = hint.others.into_iter().map(|(language, _)| language);
            for language in languages.chain(hint.lost) {
                *self
                    .drawn
                    .entry(format!("the hints in {language}"))
                    .or_default() += 1;
            }
        }
        if let Some(hint) = question.hint.take_if(|_| question.ask.is_empty()) {
            question.ask = one_line(&hint);
        }
        let appearance = get("appearance");
        if appearance.contains("multiline") && question.kind == Kind::Text {
            question.kind = Kind::Long;
        } else if appearance.contains("search(") {
            question.lose(format!("its options are looked up: {appearance}"));
        } else if !appearance.is_empty() {
            *self
                .drawn
                .entry(format!("the appearance `{appearance}`"))
                .or_default() += 1;
        }
        let (default, calculation) = (get("default"), get("calculation"));
        let required = get("required");
        question.required = is_yes(&required) && question.kind != Kind::Note;
        if !is_yes(&required) && !is_no(&required) {
            question.lose(format!("it must be answered only if: {required}"));
        }
        for (what, words) in [
            (
                "what is said when it is not answered",
                get("required_message"),
            ),
            (
                "nothing is filled in beforehand, but counts as the answer until there is one",
                default.clone(),
            ),
            (
                "its answer is worked out in the form, which counts until there is another",
                calculation.clone(),
            ),
        ] {
            if !words.is_empty() {
                question.lose(format!("{what}: {words}"));
            }
        }
        if is_yes(&get("read_only")) && question.kind != Kind::Note {
            question.lose("it cannot be answered in the form (read_only)");
        }
        if let Some((_, media)) = self.table.all(row, "media").next() {
            question.lose(format!("a picture or a sound: {media}"));
        }
        let constraint = get("constraint");
        let message = self.languages.say(&self.table, row, "constraint_message");
        if !constraint.is_empty() {
            match parse(&constraint) {
                Ok(expression) => check::constrain(&mut question, &expression, &constraint),
                Err(_) => question.lose(format!("the check of its answer: {constraint}")),
            }
        }
        let required = self.languages.say(&self.table, row, "required_message");
        for (what, said) in [
            ("a check that fails", &message),
            ("what has no answer", &required),
        ] {
            let languages = said.others.iter().map(|(language, _)| language);
            for language in languages.chain(&said.lost) {
                *self
                    .drawn
                    .entry(format!("what is said of {what} in {language}"))
                    .or_default() += 1;
            }
        }
        let is_checked = question.pattern.is_some()
            || (question.kind != Kind::Scale && (question.min.is_some() || question.max.is_some()));
        if !message.words.is_empty() {
            if is_checked {
                question.message = Some(one_line(&message.words));
            } else {
                question.lose(format!(
                    "what is said when a check fails: {}",
                    message.words
                ));
            }
        }
        let thing = match question.kind {
            Kind::Note => Thing::Empty,
            _ if !calculation.is_empty() => self.filled(parse(&calculation), relevant.clone()),
            // What is worked out once, at the beginning, is worked out of nothing.
            Kind::File => self.asked(),
            Kind::Date if default == "today()" => self.filled(parse(&default), relevant.clone()),
            _ if default.is_empty() || default.contains(['(', '$']) => self.asked(),
            kind => self.filled(Ok(constant(kind, default)), relevant.clone()),
        };
        if question.other && !name.is_empty() {
            self.other(name);
        }
        self.add(question, name, thing, relevant);
    }

    /// The words for what is not in the list, which have a name of their own.
    fn other(&mut self, name: &str) {
        let chosen = vec![Expr::Name(name.to_owned()), Expr::Text("other".to_owned())];
        let words = vec![
            Expr::Call("selected".to_owned(), chosen),
            Expr::Call("uuid".to_owned(), Vec::new()),
            Expr::Text(String::new()),
        ];
        let thing = Thing::Worked {
            formula: Expr::Call("if".to_owned(), words),
            only: Vec::new(),
            question: None,
        };
        self.name(&format!("{name}_other"), thing);
    }

    /// Gives a question its type and its options.
    fn shape(&mut self, question: &mut Question, kind: RowType, written: &str, row: &Row) {
        let table = self.table.clone();
        let get = |name: &str| table.get(row, name).unwrap_or_default().to_owned();
        // Only what has options or ends reads these.
        let is_list = || self.lists.has(written.trim());
        if !matches!(kind, RowType::Select { .. }) && !is_list() {
            for column in ["parameters", "choice_filter"] {
                let words = one_line(&get(column));
                let is_read = matches!(kind, RowType::Range) && column == "parameters";
                if !words.is_empty() && !is_read {
                    question.lose(format!("the {column} of what has no options: {words}"));
                }
            }
        }
        match kind {
            RowType::Question(kind, lost) => {
                question.kind = kind;
                if let Some(lost) = lost {
                    question.lose(lost);
                }
            }
            RowType::Acknowledge => {
                question.kind = Kind::Choice;
                question.options.push(Choice {
                    id: "ok".to_owned(),
                    source: "OK".to_owned(),
                    label: "OK".to_owned(),
                    translations: Vec::new(),
                    when: Logic::Always,
                    exclusive: false,
                });
            }
            RowType::Range => range(question, &get("parameters")),
            RowType::Select {
                kind,
                list,
                other,
                lost,
            } => {
                question.kind = kind;
                question.other = other || is_yes(&get("or_other"));
                if let Some(lost) = lost {
                    question.lose(lost);
                }
                let parameters = get("parameters");
                if !parameters.is_empty() {
                    question.lose(format!("the parameters of its options: {parameters}"));
                }
                self.options(question, &list, &get("choice_filter"));
            }
            _ => {
                if self.lists.has(written.trim()) {
                    question.kind = Kind::Choice;
                    question.lose(format!(
                        "`{written}` is no type but a list; one of it is asked"
                    ));
                    self.options(question, written.trim(), &get("choice_filter"));
                } else {
                    question.lose(format!(
                        "there is no type `{written}`; it is asked as a text"
                    ));
                }
            }
        }
    }

    fn options(&mut self, question: &mut Question, list: &str, filter: &str) {
        self.lists.fill(question, list, &self.languages);
        if question.options.is_empty() {
            question.other = false;
            question.kind = Kind::Text;
            question.lose(format!("there is no list `{list}`; it is asked as a text"));
        } else if !filter.is_empty() {
            let name = question.source.clone().unwrap_or_default();
            let filter = self.written(filter.to_owned(), &name);
            let at = self.form.questions.len();
            self.filters.push((at, list.to_owned(), filter));
        }
    }
}

/// What is filled in beforehand, as an answer of this type.
fn constant(kind: Kind, text: String) -> Expr {
    match text.trim().parse() {
        Ok(number) if kind.is_number() => Expr::Number(number),
        _ if kind == Kind::Date => Expr::Call("date".to_owned(), vec![Expr::Text(text)]),
        _ => Expr::Text(text),
    }
}

/// `start=0 end=10 step=1`.
fn range(question: &mut Question, parameters: &str) {
    let parts = parameters.split([' ', ',', ';']);
    let value = |name: &str| {
        let mut named = parts.clone().filter_map(|part| part.split_once('='));
        let (_, value) = named.find(|(key, _)| key.trim().eq_ignore_ascii_case(name))?;
        value
            .trim()
            .parse::<f64>()
            .ok()
            .filter(|number| number.is_finite())
    };
    let (start, end) = (value("start").unwrap_or(1.0), value("end").unwrap_or(10.0));
    let step = value("step").unwrap_or(1.0);
    let (least, most) = if start <= end {
        (start, end)
    } else {
        (end, start)
    };
    let whole = start.fract() == 0.0 && end.fract() == 0.0 && step.fract() == 0.0;
    let is_one = (step - 1.0).abs() < f64::EPSILON;
    question.kind = match (whole, is_one && most - least <= 100.0 && most > least) {
        (true, true) => Kind::Scale,
        (true, false) => Kind::Integer,
        _ => Kind::Number,
    };
    question.min = Some(least.to_string());
    question.max = Some(most.to_string());
    if !is_one {
        question.lose(format!("its steps of {step}"));
    }
}
