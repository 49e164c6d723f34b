//! A form as the text of a flow: every string escaped by the library that writes TOML, every loss a comment at its place.

mod formula;
mod when;

use std::collections::HashSet;

use toml_edit::{Array, ArrayOfTables, Decor, DocumentMut, InlineTable, Item, Table, Value, value};

use super::form::{Choice, Form, Kind, Loss, Question, Section};
use super::logic::Logic;
use when::{Words, condition};

/// What stands beside a reason that is missing.
pub const MISSING_WHY: &str = "missing: say what the answer tells us";

/// Writes a form that was settled.
pub fn write(form: &Form) -> String {
    let mut document = DocumentMut::new();
    let words = Words {
        questions: &form.questions,
        sections: &form.sections,
    };
    let counted = counted(form);
    document.insert("schema", value(1));
    document.insert("id", value(form.id.as_str()));
    document.insert("title", value(text(&form.title)));
    document.insert("version", value(1));
    let mut head: String = form.remarks.iter().map(|remark| comment(remark)).collect();
    head.extend(form.losses.iter().map(lost));
    if !head.is_empty() {
        head.push('\n');
    }
    if let Some(mut key) = document.key_mut("schema") {
        key.leaf_decor_mut().set_prefix(head);
    }
    let mut sections = ArrayOfTables::new();
    for one in &form.sections {
        sections.push(section(one, &words));
    }
    if !sections.is_empty() {
        document.insert("section", Item::ArrayOfTables(sections));
    }
    let mut questions = ArrayOfTables::new();
    for (one, at) in form.questions.iter().zip(0..) {
        let mut table = question(one, &form.sections, &words);
        if !one.options.is_empty() && matches!(one.kind, Kind::Choice | Kind::Choices) {
            let options = options(&one.options, &words, counted.contains(&at));
            table.insert("options", value(options));
        }
        if one.other {
            table.insert("other", value(true));
        }
        questions.push(table);
    }
    if !questions.is_empty() {
        document.insert("question", Item::ArrayOfTables(questions));
    }
    document.to_string()
}

fn section(section: &Section, words: &Words<'_>) -> Table {
    let mut table = Table::new();
    let mut head = String::from("\n");
    if let Some(source) = section
        .source
        .as_deref()
        .filter(|source| *source != section.id)
    {
        head.push_str(&comment(&format!("in the source: {source}")));
    }
    head.extend(section.losses.iter().map(lost));
    *table.decor_mut() = Decor::new(head, "");
    table.insert("id", value(section.id.as_str()));
    table.insert("title", value(text(&section.title)));
    insert_when(&mut table, &section.when, words);
    if let Some((item, max)) = &section.repeat {
        let mut repeat = InlineTable::new();
        repeat.insert("item", text(item).into());
        if let Some(max) = max {
            repeat.insert("max", (*max).into());
        }
        table.insert("repeat", value(repeat));
    }
    table
}

fn question(question: &Question, sections: &[Section], words: &Words<'_>) -> Table {
    let mut table = Table::new();
    let mut head = String::from("\n");
    if let Some(source) = question
        .source
        .as_deref()
        .filter(|source| *source != question.id)
    {
        head.push_str(&comment(&format!("in the source: {source}")));
    }
    head.extend(question.remarks.iter().map(|remark| comment(remark)));
    head.extend(question.losses.iter().map(lost));
    *table.decor_mut() = Decor::new(head, "");
    table.insert("id", value(question.id.as_str()));
    if question.kind != Kind::Text {
        table.insert("type", value(question.kind.id()));
    }
    if question.kind == Kind::Integer {
        table.insert("integer", value(true));
    }
    if let Some(section) = question.section.and_then(|at| sections.get(at)) {
        table.insert("section", value(section.id.as_str()));
    }
    table.insert("ask", value(spoken(&question.ask, question, words)));
    for (language, said) in &question.translations {
        let said = spoken(said, question, words);
        table.insert(&format!("ask_{language}"), value(said));
    }
    why(&mut table, question);
    let texts = [
        ("hint", &question.hint),
        ("help", &question.help),
        ("unit", &question.unit),
    ];
    for (key, words) in texts {
        if let Some(words) = words.as_deref().filter(|words| !words.trim().is_empty()) {
            table.insert(key, value(text(words)));
        }
    }
    insert_when(&mut table, &question.when, words);
    if question.kind != Kind::Note && !question.required {
        table.insert("required_for", value("never"));
    }
    for (key, bound) in [("min", &question.min), ("max", &question.max)] {
        if let Some(bound) = bound {
            table.insert(key, value(number_or_text(bound)));
        }
    }
    for (key, words) in [
        ("pattern", &question.pattern),
        ("message", &question.message),
    ] {
        if let Some(words) = words {
            table.insert(key, value(text(words)));
        }
    }
    if question.retired {
        table.insert("retired", value(true));
    }
    table
}

/// The reason; where there is none, an empty one with a mark, which a flow is refused for until somebody writes it.
fn why(table: &mut Table, question: &Question) {
    if let Some(why) = question.why.as_deref().filter(|why| !why.trim().is_empty()) {
        table.insert("why", value(text(why)));
    } else if question.kind != Kind::Note {
        let mut missing = Value::from("");
        missing.decor_mut().set_suffix(format!(" # {MISSING_WHY}"));
        table.insert("why", Item::Value(missing));
    }
}

fn insert_when(table: &mut Table, when: &Logic, words: &Words<'_>) {
    if *when != Logic::Always {
        table.insert("when", value(condition(when, words)));
    }
}

/// The questions whose options count numbers in what conditions reckon.
fn counted(form: &Form) -> HashSet<usize> {
    let mut found = Vec::new();
    for section in &form.sections {
        section.when.counts(&mut found);
    }
    for question in &form.questions {
        question.when.counts(&mut found);
        for option in &question.options {
            option.when.counts(&mut found);
        }
    }
    found.into_iter().collect()
}

fn options(options: &[Choice], words: &Words<'_>, counted: bool) -> Array {
    let mut list = Array::new();
    for option in options {
        let mut table = InlineTable::new();
        table.insert("id", option.id.as_str().into());
        table.insert("label", text(&option.label).into());
        for (language, words) in &option.translations {
            table.insert(format!("label_{language}"), text(words).into());
        }
        if let Some(number) = option.number().filter(|_| counted) {
            table.insert("number", number_or_text(&number.to_string()));
        }
        if option.when != Logic::Always {
            table.insert("when", condition(&option.when, words).into());
        }
        if option.exclusive {
            table.insert("exclusive", true.into());
        }
        let mut item = Value::InlineTable(table);
        let source =
            Some(&option.source).filter(|source| **source != option.id && **source != option.label);
        let remark =
            source.map(|source| format!("  {}  ", comment(&format!("in the source: {source}"))));
        item.decor_mut()
            .set_prefix(format!("\n{}", remark.unwrap_or_else(|| "  ".to_owned())));
        list.push_formatted(item);
    }
    list.set_trailing_comma(true);
    list.set_trailing("\n");
    list
}

fn number_or_text(bound: &str) -> Value {
    match (bound.parse::<i64>(), bound.parse::<f64>()) {
        (Ok(number), _) => number.into(),
        (_, Ok(number)) if number.is_finite() => number.into(),
        _ => bound.into(),
    }
}

fn lost(loss: &Loss) -> String {
    comment(&format!("LOST {loss}"))
}

/// A comment of one line or several.
fn comment(words: &str) -> String {
    text(words)
        .lines()
        .map(|line| format!("# {line}\n").replace("#  \n", "#\n"))
        .collect()
}

/// A place in words that the answer to a question fills, until they are written.
pub fn answer_of(id: &str) -> String {
    format!("{OPENS}{id}{CLOSES}")
}

/// What stands around the id of a question in words.
const OPENS: char = '\u{1}';
const CLOSES: char = '\u{2}';

/// Words to say: a brace in them is a brace, and a place is filled with the answer to another question. A form may hold
/// any character, so that what only looks like a place is none.
fn spoken(words: &str, own: &Question, all: &Words<'_>) -> String {
    let braces = |words: &str| words.replace('{', "{{").replace('}', "}}");
    let mut spoken = String::new();
    let mut rest = words;
    while let Some((before, after)) = rest.split_once(OPENS) {
        spoken += &braces(before);
        let place = after.split_once(CLOSES);
        let place = place.filter(|(id, _)| *id != own.id && all.has_answer(id));
        match place {
            Some((id, after)) => {
                spoken.extend(["{answer.", id, "|…}"]);
                rest = after;
            }
            None => rest = after,
        }
    }
    text(&(spoken + &braces(rest)))
}

/// A text as a flow takes it: line breaks are line feeds, and no other control character is in it.
fn text(words: &str) -> String {
    let words = words.replace("\r\n", "\n").replace('\r', "\n");
    let fits = |c: &char| !c.is_control() || *c == '\n' || *c == '\t';
    words
        .chars()
        .filter(fits)
        .collect::<String>()
        .trim()
        .to_owned()
}
