//! What is given in a `[[path]]`: answers to questions of the flow and of the intake, and facts of the record.

use toml::de::{DeTable, DeValue};

use crate::domain::answer::{Answer, AnswerState, FlowRef, Source as From, Value};
use crate::flow::answer::given::fits;
use crate::flow::condition::Source;
use crate::flow::condition::names::Names;
use crate::flow::fact::{ALONE, Fact, OF_CALLER, OF_CUSTOMER, TODAY};
use crate::flow::path::Path;
use crate::flow::question::{Kind, Question};
use crate::flow::schema::{PathDraft, Place};
use crate::flow::value::Measure;
use crate::flow::{Flow, INTAKE};
use crate::handwritten::fault::nearest;
use crate::handwritten::reader::{Spot, kind, number};

/// Resolves a path.
pub(super) fn path(draft: PathDraft<'_>, flow: &Flow, names: &Names<'_>) -> Path {
    let PathDraft {
        path,
        given,
        names: asked,
    } = draft;
    for (id, place) in asked.iter().filter(|(id, _)| names.question(id).is_none()) {
        let message = format!("there is no question `{id}`");
        place
            .faults
            .unknown(&place.span, &place.path, &message, id, names.all());
    }
    let Some((table, place)) = given else {
        return path;
    };
    let mut reading = Reading {
        flow,
        names,
        place,
        path,
    };
    for (key, value) in table {
        reading.take(key.get_ref(), &key.span(), value);
    }
    reading.path
}

/// A path that is being read.
struct Reading<'r, 't> {
    flow: &'r Flow,
    names: &'r Names<'r>,
    place: Place<'t>,
    path: Path,
}

impl Reading<'_, '_> {
    fn take(&mut self, name: &str, span: &std::ops::Range<usize>, value: Spot<'_>) {
        let facts = match name {
            "caller" => OF_CALLER,
            "customer" => OF_CUSTOMER,
            _ => &[],
        };
        if let Some(table) = value.get_ref().as_table().filter(|_| !facts.is_empty()) {
            for (key, value) in table {
                let fact = facts.iter().find(|(fact, _)| *fact == key.get_ref());
                match fact {
                    Some(&(_, fact)) => self.fact(fact, value),
                    None => {
                        self.unknown(key.get_ref(), &key.span(), facts.iter().map(|fact| fact.0));
                    }
                }
            }
            return;
        }
        let section = self.flow.sections.iter().find(|section| section.id == name);
        if section.is_some_and(|section| section.repeat.is_some()) {
            return self.items(name, value);
        }
        if self.names.question(name).is_some() {
            return self.answer(name, None, value);
        }
        if name == TODAY {
            let day = value.get_ref().as_datetime().map(ToString::to_string);
            let day = day.or_else(|| value.get_ref().as_str().map(str::to_owned));
            self.path.facts.today = day.and_then(|day| day.parse().ok());
            if self.path.facts.today.is_none() {
                self.fault(value, "a day was expected, such as 2026-02-01");
            }
            return;
        }
        match ALONE.iter().find(|(fact, _)| *fact == name) {
            Some(&(_, fact)) => self.fact(fact, value),
            None => self.unknown(name, span, self.names.all()),
        }
    }

    fn unknown<'n>(
        &self,
        name: &str,
        span: &std::ops::Range<usize>,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        let message = format!("there is no question or fact `{name}`");
        let place = &self.place;
        place
            .faults
            .unknown(span, &place.path, &message, name, known);
    }

    fn fault(&self, value: Spot<'_>, message: impl Into<String>) {
        self.place
            .faults
            .add(&value.span(), &self.place.path, message);
    }

    /// A repeated section: a table for each item, and between them that there is another.
    fn items(&mut self, section: &str, value: Spot<'_>) {
        let mut tables: Vec<&DeTable<'_>> = Vec::new();
        let items = value.get_ref().as_array();
        for item in items.into_iter().flatten() {
            match item.get_ref().as_table() {
                Some(table) => tables.push(table),
                None => self.fault(
                    item,
                    format!("a table was expected for each item, not {}", kind(item)),
                ),
            }
        }
        if items.is_none_or(|items| items.is_empty()) {
            self.fault(value, "a list of tables was expected, one for each item");
        }
        for (at, table) in tables.iter().enumerate() {
            let item = u32::try_from(at + 1).ok();
            for (key, value) in *table {
                let name = key.get_ref();
                match self.names.question(name) {
                    Some(_) => self.answer(name, item, value),
                    None => self.unknown(name, &key.span(), self.names.all()),
                }
            }
            let more = if at + 1 < tables.len() { "yes" } else { "no" };
            let another = format!("another_{section}");
            self.push(&another, item, Ok(Value::Text(more.to_owned())));
        }
    }

    fn answer(&mut self, name: &str, item: Option<u32>, value: Spot<'_>) {
        let Some((_, question)) = self.names.question(name) else {
            return;
        };
        let state = value
            .get_ref()
            .as_table()
            .and_then(|table| table.get("state"));
        let read = match state.map(|state| state.get_ref().as_str()) {
            Some(state) => match state.and_then(AnswerState::from_id) {
                Some(state) if state != AnswerState::Answered => Ok(Err(state)),
                _ => Err("a state is unknown, declined or not_asked".to_owned()),
            },
            None => read(question, value).and_then(|value| {
                // What holds of the time of answering is not known here.
                fits(question, &value, None)?;
                Ok(Ok(value))
            }),
        };
        match read {
            Ok(value) => self.push(name, item, value),
            Err(message) => {
                let known = options_of(question).unwrap_or_default();
                let near = value.get_ref().as_str();
                let near = near.and_then(|typed| nearest(typed, known));
                let near = near.map(|near| format!("did you mean `{near}`?"));
                let place = &self.place;
                place
                    .faults
                    .advise(&value.span(), &place.path, &message, near.as_deref());
            }
        }
    }

    fn push(&mut self, name: &str, item: Option<u32>, value: Result<Value, AnswerState>) {
        let Some((source, question)) = self.names.question(name) else {
            return;
        };
        let flow = match source {
            Source::Own(_) => self.flow.id(),
            Source::Intake(_) => INTAKE,
        };
        let options = question.kind.options();
        let label = |id: &String| {
            let option = options.and_then(|options| options.get(id));
            option.map(|option| option.label.clone())
        };
        let shown = match &value {
            Ok(Value::Text(id)) => label(id),
            Ok(Value::List(ids)) => ids
                .iter()
                .map(label)
                .collect::<Option<Vec<_>>>()
                .map(|all| all.join(" · ")),
            _ => None,
        };
        self.path.answers.push(Answer {
            flow: FlowRef {
                id: flow.to_owned(),
                version: 0,
                hash: String::new(),
            },
            question: name.to_owned(),
            item,
            ask: question.ask.to_string(),
            state: value
                .as_ref()
                .err()
                .copied()
                .unwrap_or(AnswerState::Answered),
            source: From::Caller,
            value: value.ok(),
            shown,
            remark: None,
            field: question.maps_to,
            sensitive: question.sensitive,
        });
    }

    fn fact(&mut self, fact: Fact, value: Spot<'_>) {
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Boolean(true) => "yes".to_owned(),
            DeValue::Boolean(false) => "no".to_owned(),
            DeValue::Integer(integer) => integer.to_string(),
            _ => return self.fault(value, format!("{} cannot be {}", fact.words(), kind(value))),
        };
        let is_known = self.path.facts.put(fact, &text);
        if !is_known {
            self.fault(value, format!("{} cannot be `{text}`", fact.words()));
        }
    }
}

/// The ids of what can be chosen.
fn options_of(question: &Question) -> Option<Vec<&str>> {
    match &question.kind {
        Kind::YesNo => Some(vec!["yes", "no"]),
        other => other.options().map(|options| options.ids()),
    }
}

/// An answer as it is stored: an option's id, a list of them, a number, a text.
fn read(question: &Question, value: Spot<'_>) -> Result<Value, String> {
    let measure = question.kind.measure();
    let known = options_of(question);
    let option = |text: &str| match &known {
        Some(known) if !known.contains(&text) => Err(format!(
            "there is no option `{text}`, only {}",
            known.join(", ")
        )),
        _ => Ok(text.to_owned()),
    };
    let texts = |items: &[_]| {
        let texts = items.iter().map(|item: &toml::Spanned<DeValue<'_>>| {
            let text = item.get_ref().as_str();
            option(text.ok_or_else(|| format!("a text was expected, not {}", kind(item)))?)
        });
        texts.collect::<Result<Vec<_>, String>>().map(Value::List)
    };
    match (measure, value.get_ref()) {
        (Measure::Nothing, _) => Err("a note has no answer".to_owned()),
        (Measure::Number, _) => {
            let number =
                number(value).ok_or_else(|| format!("a number was expected, not {}", kind(value)));
            number.map(Value::Number)
        }
        (Measure::Set | Measure::Lines, DeValue::Array(items)) => texts(items),
        (Measure::Set | Measure::Lines, DeValue::String(text)) => {
            option(text).map(|text| Value::List(vec![text]))
        }
        (Measure::Option, DeValue::Boolean(yes)) => {
            let word = if *yes { "yes" } else { "no" };
            option(word).map(Value::Text)
        }
        (_, DeValue::String(text)) => option(text).map(Value::Text),
        (Measure::Time | Measure::Clock, DeValue::Datetime(time)) => {
            Ok(Value::Text(time.to_string()))
        }
        _ => Err(format!(
            "a question of type {} is not answered with {}",
            question.kind.id(),
            kind(value)
        )),
    }
}
