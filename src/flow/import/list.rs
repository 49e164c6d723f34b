//! A list of questions in CSV: one a row, with a header that says what its columns are.
//!
//! The columns, in any order and any case, of which only the first is needed: `question`, `id`, `type`, `options`, `why`,
//! `required`, `section`, `hint`, `help`, `when`, `unit`, `min`, `max`. Between the cells stands a comma, a semicolon or a tab.
//! Options are separated by `|` or line breaks, or else by semicolons or commas, and may say their id, one word: `one = One computer`.
//! Rows are asked in their order. An empty cell under `section` means the section of the row above.
//! A condition names a question by its id and an option by its id or label, in any case; what it names and nobody asks is
//! told, and the question is asked always. It is written as `scope = all and copies >= 10`, with `and`, `or`, `not(…)` and, for several options,
//! `selected(parts, wifi)`.

mod condition;

use std::collections::HashMap;

use super::Trouble;
use super::form::{Choice, Form, Kind, Loss, Question, Section};
use super::logic::Logic;
use super::name::Names;
use super::words::one_line;
use super::xlsform::book::Row;
use super::xpath::mean::Scope;
use super::xpath::nodes::{Nodes, Thing};
use crate::flow::schema::gives_no_reason;

/// The columns, with the other names that they go by.
const COLUMNS: &[(&str, &[&str])] = &[
    ("question", &["ask", "text", "label", "questions"]),
    ("id", &["name", "key"]),
    ("type", &["kind"]),
    ("options", &["choices", "answers", "values"]),
    ("why", &["reason", "because"]),
    ("required", &["mandatory", "needed"]),
    ("section", &["group", "part"]),
    ("hint", &["example", "description"]),
    ("help", &["note", "notes"]),
    ("when", &["if", "condition", "only if", "ask if"]),
    ("unit", &[]),
    ("min", &["minimum", "least"]),
    ("max", &["maximum", "most"]),
];

/// Names of types that are not those of flows.
const TYPES: &[(&str, Kind)] = &[
    ("string", Kind::Text),
    ("long text", Kind::Long),
    ("textarea", Kind::Long),
    ("yes/no", Kind::YesNo),
    ("yes no", Kind::YesNo),
    ("yesno", Kind::YesNo),
    ("boolean", Kind::YesNo),
    ("select", Kind::Choice),
    ("select one", Kind::Choice),
    ("dropdown", Kind::Choice),
    ("multiple", Kind::Choices),
    ("select multiple", Kind::Choices),
    ("checkboxes", Kind::Choices),
    ("integer", Kind::Integer),
    ("whole number", Kind::Integer),
    ("decimal", Kind::Number),
    ("date and time", Kind::DateTime),
    ("mail", Kind::Email),
    ("link", Kind::Url),
];

/// The name of the column with this title.
pub fn column(title: &str) -> Option<&'static str> {
    let title = title.trim().to_lowercase().replace('_', " ");
    let is_it =
        |(name, others): &&(&str, &[&str])| *name == title || others.contains(&title.as_str());
    COLUMNS.iter().find(is_it).map(|(name, _)| *name)
}

/// Reads a list.
pub fn read(rows: &[Row]) -> Result<Form, Trouble> {
    let mut rows = rows.iter();
    let head = rows
        .next()
        .ok_or_else(|| Trouble::new(0, "there is nothing in it"))?;
    let mut form = Form::default();
    let mut columns: HashMap<&str, u32> = HashMap::new();
    for (at, title) in &head.cells {
        match column(title) {
            Some(name) if !columns.contains_key(name) => drop(columns.insert(name, *at)),
            _ => form.losses.push(Loss::new(
                "line 1",
                format!("the column `{title}` is not used"),
            )),
        }
    }
    if !columns.contains_key("question") {
        let message = "its first line names no column `question`: name the columns there, such as question,id,type,options,why";
        return Err(Trouble::new(1, message));
    }
    let mut list = List {
        form,
        columns,
        ids: Names::of_questions(),
        section_ids: Names::default(),
        nodes: Nodes::default(),
        called: HashMap::new(),
        whens: Vec::new(),
    };
    for row in rows {
        list.row(row);
    }
    Ok(list.finish())
}

struct List<'h> {
    form: Form,
    columns: HashMap<&'h str, u32>,
    ids: Names,
    section_ids: Names,
    nodes: Nodes,
    /// Where each question is by what a condition may call it.
    called: HashMap<String, usize>,
    whens: Vec<String>,
}

impl List<'_> {
    fn row(&mut self, row: &Row) {
        let get = |name: &str| {
            let at = self.columns.get(name);
            at.and_then(|at| row.cells.get(at))
                .cloned()
                .unwrap_or_default()
        };
        let place = format!("line {}", row.number);
        let ask = one_line(&get("question"));
        if ask.is_empty() {
            let words = row.cells.values().cloned().collect::<Vec<_>>().join(", ");
            let what = format!("a row without a question is left out: {}", one_line(&words));
            return self.form.losses.push(Loss::new(place, what));
        }
        let written = get("id");
        let wish = if written.is_empty() { &ask } else { &written };
        let id = self.ids.make(wish, "question");
        let mut question = Question::new(id.clone(), Kind::Text, ask, place);
        question.source = Some(written.clone()).filter(|id| !id.is_empty());
        question.tell(&get("hint"));
        if !get("help").is_empty() {
            question.help = Some(get("help"));
        }
        let options = get("options");
        question.kind = kind(&mut question, &get("type"), !options.is_empty());
        fill(&mut question, &options);
        let why = get("why");
        if gives_no_reason(&why, &question.ask).is_some() && !why.is_empty() {
            question.lose(format!("its reason says nothing: {why}"));
        } else {
            question.why = Some(why).filter(|why| !why.is_empty());
        }
        let required = get("required").to_lowercase();
        question.required = matches!(
            required.as_str(),
            "yes" | "true" | "1" | "x" | "y" | "required" | "✓"
        );
        if !question.required
            && !matches!(
                required.as_str(),
                "" | "no" | "false" | "0" | "n" | "optional"
            )
        {
            question.lose(format!(
                "`{required}` says neither yes nor no, so it need not be answered; write yes or no"
            ));
        }
        Self::bounds(&mut question, &get("unit"), &get("min"), &get("max"));
        let (section, when) = (one_line(&get("section")), get("when"));
        question.section = self.section(&section);
        let at = self.form.questions.len();
        for name in [written, id] {
            let name = name.to_lowercase();
            if !self.nodes.has(&name) {
                self.called.insert(name.clone(), at);
                self.nodes.add([], &name, Thing::Question(at));
            }
        }
        self.whens.push(when);
        self.form.questions.push(question);
    }

    fn bounds(question: &mut Question, unit: &str, min: &str, max: &str) {
        if !unit.is_empty() {
            if matches!(question.kind, Kind::Number | Kind::Integer) {
                question.unit = Some(unit.to_owned());
            } else {
                question.lose(format!("the unit {unit}, which only a number has"));
            }
        }
        for (key, words) in [("min", min), ("max", max)] {
            if words.is_empty() {
                continue;
            }
            let kind = question.kind;
            let counted =
                kind.is_number() || kind.is_words() || matches!(kind, Kind::Choices | Kind::Steps);
            let is_number = words.parse::<f64>().is_ok_and(f64::is_finite);
            let is_day = matches!(kind, Kind::Date | Kind::DateTime)
                && words.parse::<chrono::NaiveDate>().is_ok();
            if (counted && is_number) || is_day {
                let bound = Some(words.to_owned());
                *if key == "min" {
                    &mut question.min
                } else {
                    &mut question.max
                } = bound;
            } else {
                question.lose(format!("its {key}: {words}"));
            }
        }
        if question.kind == Kind::Scale {
            let whole =
                |bound: &Option<String>| bound.as_ref().and_then(|bound| bound.parse::<i64>().ok());
            let ends = (whole(&question.min), whole(&question.max));
            let fits = matches!(ends, (Some(min), Some(max)) if min < max && max - min <= 100);
            if !fits {
                question.kind = Kind::Number;
                question.lose(
                    "a scale needs a min and a max, at most 100 apart; it is asked as a number",
                );
            }
        }
    }

    /// The section of a row. An empty cell means the one above, as merged cells are written; and rows are asked in their
    /// order, so a section that comes back is one more.
    fn section(&mut self, title: &str) -> Option<usize> {
        let last = self.form.sections.len().checked_sub(1);
        let above = last.and_then(|last| self.form.sections.get(last));
        if title.is_empty() || above.is_some_and(|section| section.title == title) {
            return last;
        }
        self.form.sections.push(Section {
            id: self.section_ids.make(title, "section"),
            source: None,
            title: title.to_owned(),
            when: Logic::Always,
            repeat: None,
            losses: Vec::new(),
        });
        self.form.sections.len().checked_sub(1)
    }

    fn finish(mut self) -> Form {
        let scope = Scope::new(&self.form, &self.nodes);
        let whens = self.whens.iter().map(|when| self.condition(when, &scope));
        let whens = whens.collect();
        self.form.conditions(whens);
        self.form
    }
}

fn kind(question: &mut Question, written: &str, has_options: bool) -> Kind {
    let plain = written.trim().to_lowercase();
    if plain.is_empty() {
        return if has_options {
            Kind::Choice
        } else {
            Kind::Text
        };
    }
    let known = Kind::ALL
        .iter()
        .chain(TYPES)
        .find(|(name, _)| *name == plain);
    let Some((_, kind)) = known else {
        question.lose(format!(
            "there is no type `{written}`; it is asked as a text"
        ));
        return if has_options {
            Kind::Choice
        } else {
            Kind::Text
        };
    };
    if has_options && !matches!(kind, Kind::Choice | Kind::Choices) {
        question.lose(format!(
            "a question of type {plain} has no options; one of them is asked"
        ));
        return Kind::Choice;
    }
    *kind
}

fn fill(question: &mut Question, options: &str) {
    let separator = [['|', '\n'], [';', ';'], [',', ',']]
        .into_iter()
        .find(|signs| options.contains(*signs))
        .unwrap_or(['|', '\n']);
    let mut names = Names::default();
    for option in options
        .split(separator)
        .map(str::trim)
        .filter(|option| !option.is_empty())
    {
        let (source, label) = named(option).unwrap_or((option, option));
        question
            .options
            .push(choice(names.make(source, "option"), source, label));
    }
    if question.kind == Kind::YesNo {
        question.options = ["yes", "no"].map(|id| choice(id.to_owned(), id, id)).into();
    }
}

/// The id and the label of an option that says both. Before the sign stands one word; else the sign belongs to the label,
/// as in `<= 5`.
fn named(option: &str) -> Option<(&str, &str)> {
    let (id, label) = option.split_once('=')?;
    let (id, label) = (id.trim(), label.trim());
    let is_id = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
    let is_named = !id.is_empty() && id.chars().all(is_id);
    (is_named && !label.is_empty() && !label.starts_with('=')).then_some((id, label))
}

fn choice(id: String, source: &str, label: &str) -> Choice {
    Choice {
        id,
        source: source.to_owned(),
        label: one_line(label),
        translations: Vec::new(),
        when: Logic::Always,
        exclusive: false,
    }
}
