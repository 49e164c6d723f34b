//! `baton flows try --given`: which questions a flow asks for given answers, without a call.

use std::fs;
use std::io::Write;
use std::path::Path;

use serde_json::Value as Json;

use super::outcome;
use crate::cli::failure;
use crate::domain::answer::{Answer, AnswerState, FlowRef, Source, Value};
use crate::domain::id::Moment;
use crate::error::{Error, Kind};
use crate::export::escape;
use crate::flow::answer::given::fits;
use crate::flow::card::when_in_words;
use crate::flow::question::OTHER;
use crate::flow::{self, Facts, Flow, INTAKE, Library, Options, Question, Run};
use crate::handwritten::fault::nearest;

/// Says of every question whether it is asked, and then what follows; nothing is stored.
pub(super) fn run(
    library: &Library,
    id: &str,
    mut facts: Facts,
    path: &Path,
    (json, now): (bool, Moment),
    out: &mut dyn Write,
) -> Result<(), Error> {
    let flow = super::find(library, id)?;
    let answers = answers(library, flow, path, &mut facts, now)?;
    let category = Some(flow).filter(|flow| flow.id() != INTAKE);
    let run = Run::new(library.intake(), category, &facts, &answers);
    for question in &flow.questions {
        let mut steps = run.steps().iter();
        let asked = steps.any(|step| step.flow.id() == id && step.question.id == question.id);
        let when = when_in_words(flow, question);
        let reason = match (asked, question.retired) {
            (true, _) => when.map_or_else(|| "always".to_owned(), |when| format!("since {when}")),
            (false, true) => "retired".to_owned(),
            (false, false) => format!("only when {}", when.unwrap_or_default()),
        };
        let own = answers
            .iter()
            .filter(|answer| answer.question == question.id && answer.flow.id == id);
        let words: Vec<String> = own.map(Answer::words).collect();
        if json {
            let object = serde_json::json!({
                "id": question.id,
                "type": question.kind.id(),
                "asked": asked,
                "reason": reason,
                "answer": words.first(),
            });
            writeln!(out, "{}", escape::json(&object.to_string()))?;
            continue;
        }
        let state = if asked { "asked " } else { "hidden" };
        let answer = match words.as_slice() {
            [] => String::new(),
            words => format!(" → {}", words.join(", ")),
        };
        let line = format!("{state}  {}: {reason}{answer}", question.id);
        writeln!(out, "{}", escape::line(&line))?;
    }
    if json {
        let follows = outcome::follows(&run).into_iter();
        let follows = follows.map(|(what, text)| serde_json::json!([what, text]));
        let object = serde_json::json!({
            "tell": run.tell(),
            "stop": run.stop(),
            "rules": run.fired().iter().map(|fired| fired.position + 1).collect::<Vec<_>>(),
            "follows": follows.collect::<Vec<_>>(),
        });
        return Ok(writeln!(out, "{}", escape::json(&object.to_string()))?);
    }
    let mut page = outcome::Page::new(out);
    for tell in run.tell() {
        page.gap()?;
        page.line("Say: ", &tell)?;
    }
    Ok(page.outcome(&run)?)
}

fn answers(
    library: &Library,
    flow: &Flow,
    path: &Path,
    facts: &mut Facts,
    now: Moment,
) -> Result<Vec<Answer>, Error> {
    let bad =
        |message: String| Error::new(Kind::BadData, format!("`{}`: {message}", path.display()));
    let text = fs::read_to_string(path).map_err(|error| failure::of_file(path, &error))?;
    let given: Json = if text.trim_start().starts_with('{') {
        serde_json::from_str(&text).map_err(|error| bad(format!("this is not JSON: {error}")))?
    } else {
        let table: toml::Table = text.parse().map_err(|error: toml::de::Error| {
            let before = text.get(..error.span().unwrap_or(0..0).start);
            let line = before.unwrap_or_default().matches('\n').count() + 1;
            bad(format!(
                "line {line}: this is not TOML: {}",
                error.message()
            ))
        })?;
        as_json(toml::Value::Table(table))
    };
    let Json::Object(given) = given else {
        return Err(bad("a table of answers by question was expected".to_owned()));
    };
    let intake: &Flow = library.intake();
    let mut answers = Vec::new();
    for (name, value) in &given {
        if fact(name, value, flow.question(name).is_some(), facts).map_err(&bad)? {
            continue;
        }
        let own = flow.question(name).map(|question| (flow, question));
        let found = own.or_else(|| Some((intake, intake.question(name)?)));
        let Some((flow, question)) = found else {
            let known = flow.questions.iter().chain(&intake.questions);
            let known = known.map(|question| question.id.as_str());
            let near = nearest(name, known.chain(["caller", "customer", "today"]));
            let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            let message = format!("there is no question `{name}` in the flow{near}");
            return Err(bad(message));
        };
        let given = about_each(flow, question, value);
        let given = given.map_err(|message| bad(format!("{name}: {message}")))?;
        // Between the items of a repeated section stands the question for another one.
        let own = given.iter().filter(|answer| answer.question == question.id);
        for value in own.filter_map(|answer| answer.value.as_ref()) {
            fits(question, value, Some(now))
                .map_err(|complaint| bad(format!("{name}: {complaint}")))?;
        }
        answers.extend(given);
    }
    Ok(answers)
}

/// Takes a fact of the record, as the `given` of a path has it; tells whether it is one.
fn fact(name: &str, value: &Json, is_question: bool, facts: &mut Facts) -> Result<bool, String> {
    let text = |value: &Json| match value {
        Json::String(text) => text.clone(),
        Json::Bool(true) => "yes".to_owned(),
        Json::Bool(false) => "no".to_owned(),
        other => other.to_string(),
    };
    if let (Json::Object(table), "caller" | "customer") = (value, name)
        && !table.contains_key("state")
    {
        for (key, value) in table {
            facts.tell(Some(name), key, &text(value))?;
        }
        return Ok(true);
    }
    if name == "today" && !is_question {
        let day = text(value).parse();
        facts.today =
            Some(day.map_err(|_| format!("today is a day, such as 2027-02-01, not {value}"))?);
        return Ok(true);
    }
    Ok(false)
}

/// TOML as JSON, its dates as texts.
fn as_json(value: toml::Value) -> Json {
    match value {
        toml::Value::String(text) => Json::from(text),
        toml::Value::Integer(number) => Json::from(number),
        toml::Value::Float(number) => Json::from(number),
        toml::Value::Boolean(flag) => Json::from(flag),
        toml::Value::Datetime(datetime) => Json::from(datetime.to_string()),
        toml::Value::Array(items) => items.into_iter().map(as_json).collect(),
        toml::Value::Table(table) => {
            let pairs = table.into_iter().map(|(key, value)| (key, as_json(value)));
            Json::Object(pairs.collect())
        }
    }
}

/// The answers to a question. In a repeated section a list holds one for each item, and each item but the last is
/// followed by another.
fn about_each(flow: &Flow, question: &Question, given: &Json) -> Result<Vec<Answer>, String> {
    let section = flow.sections.get(question.section);
    let section = section.filter(|section| section.repeat.is_some());
    let is_list = matches!(question.kind, flow::Kind::Choices(_) | flow::Kind::Steps);
    let (Some(section), Json::Array(items)) = (section.filter(|_| !is_list), given) else {
        return Ok(answer(flow, question, given, None)?.into_iter().collect());
    };
    let another = flow.question(&format!("another_{}", section.id));
    let mut answers = Vec::new();
    for (item, value) in (1..).zip(items) {
        answers.extend(answer(flow, question, value, Some(item))?);
        if let (Some(another), true) = (
            another,
            usize::try_from(item).is_ok_and(|item| item < items.len()),
        ) {
            answers.extend(answer(flow, another, &Json::Bool(true), Some(item))?);
        }
    }
    Ok(answers)
}

fn answer(
    flow: &Flow,
    question: &Question,
    given: &Json,
    item: Option<u32>,
) -> Result<Option<Answer>, String> {
    let state = given.get("state").and_then(Json::as_str);
    let (state, value) = match (state, given) {
        (Some("unanswered"), _) | (None, Json::Null) => return Ok(None),
        (Some(state), _) => {
            let known = AnswerState::from_id(state);
            (known.ok_or_else(|| format!("`{state}` is no state"))?, None)
        }
        (None, _) => (AnswerState::Answered, value(question, given)?),
    };
    if state == AnswerState::Answered && value.is_none() {
        return Ok(None);
    }
    let label = |id: &String| {
        let option = question.kind.options()?.get(id)?;
        Some(option.label.clone())
    };
    let shown = match &value {
        Some(Value::Text(id)) => label(id),
        Some(Value::List(ids)) => {
            let labels = ids.iter().map(label).collect::<Option<Vec<_>>>();
            labels.map(|labels| labels.join(" · "))
        }
        _ => None,
    };
    Ok(Some(Answer {
        flow: FlowRef::clone(&flow.reference),
        question: question.id.clone(),
        item,
        ask: question.ask.to_string(),
        state,
        source: Source::Caller,
        value,
        shown,
        remark: None,
        field: question.maps_to,
        sensitive: question.sensitive,
    }))
}

/// A value as the question's type stores it; nothing for an empty one.
fn value(question: &Question, given: &Json) -> Result<Option<Value>, String> {
    let several = matches!(question.kind, flow::Kind::Choices(_) | flow::Kind::Steps);
    let options = question.kind.options();
    let items = match given {
        Json::Array(items) => items.as_slice(),
        one => std::slice::from_ref(one),
    };
    let mut texts = Vec::new();
    for item in items {
        let text = match item {
            Json::String(text) => text.clone(),
            Json::Bool(true) => "yes".to_owned(),
            Json::Bool(false) => "no".to_owned(),
            Json::Number(number) => number.to_string(),
            _ => return Err("a text, a number, or a list of them was expected".to_owned()),
        };
        if !text.is_empty() {
            texts.push(options.map_or(Ok(text.clone()), |options| option(options, &text))?);
        }
    }
    if several {
        return Ok((!texts.is_empty()).then_some(Value::List(texts)));
    }
    if texts.len() > 1 {
        return Err("it takes one answer".to_owned());
    }
    let Some(text) = texts.pop() else {
        return Ok(None);
    };
    match question.kind {
        flow::Kind::Number { .. } | flow::Kind::Scale { .. } => {
            let number = text
                .trim()
                .parse()
                .map_err(|_| format!("`{text}` is no number"))?;
            Ok(Some(Value::Number(number)))
        }
        flow::Kind::YesNo if text != "yes" && text != "no" => {
            Err("it is answered with yes or no".to_owned())
        }
        _ => Ok(Some(Value::Text(text))),
    }
}

/// An option by its id or its label.
fn option(options: &Options, text: &str) -> Result<String, String> {
    let by_id = options.get(text);
    let found = by_id.or_else(|| options.items.iter().find(|option| option.label == text));
    match found {
        Some(option) => Ok(option.id.clone()),
        None if options.other => Ok(OTHER.to_owned()),
        None => {
            let near = nearest(text, options.items.iter().map(|option| option.id.as_str()));
            let near = near.map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            Err(format!("there is no option `{text}`{near}"))
        }
    }
}
