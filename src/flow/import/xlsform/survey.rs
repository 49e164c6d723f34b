//! The rows of the survey: questions, groups, and what is not asked.

mod finish;
mod question;
mod written;

use std::collections::BTreeMap;

use super::book::Row;
use super::choices::Lists;
use super::columns::{Languages, Table};
use super::types::{self, RowType};
use crate::flow::import::form::{Form, Loss, Question, Section};
use crate::flow::import::logic::Logic;
use crate::flow::import::name::Names;
use crate::flow::import::words::{one_line, plain};
use crate::flow::import::xpath::nodes::{Nodes, Thing};
use crate::flow::import::xpath::parse;
pub(super) use written::Written;

/// Most things that a repeated group is asked about.
const MOST_ITEMS: i64 = 20;

/// A survey that is being read.
pub struct Survey {
    form: Form,
    table: Table,
    lists: Lists,
    languages: Languages,
    ids: Names,
    section_ids: Names,
    /// The groups that are open, the outermost first.
    open: Vec<Group>,
    /// What the names of the form stand for.
    nodes: Nodes,
    /// The conditions of each question, beside those of its section.
    whens: Vec<Vec<Written>>,
    /// The conditions of each section.
    of_sections: Vec<Vec<Written>>,
    /// `choice_filter`: the question, the list, the filter.
    filters: Vec<(usize, String, Written)>,
    /// The groups of the section that was opened last.
    path: Option<Vec<u32>>,
    /// How the form is drawn, and how often it says so.
    drawn: BTreeMap<String, usize>,
    at: u32,
}

/// A group that is open.
struct Group {
    row: u32,
    name: String,
    title: String,
    relevant: Option<Written>,
    repeat: bool,
    count: Option<String>,
}

/// The columns that say something of a question and nothing of a group here.
const UNREAD_OF_GROUPS: &[&str] = &[
    "hint",
    "guidance_hint",
    "constraint",
    "constraint_message",
    "calculation",
    "default",
    "choice_filter",
    "parameters",
];

impl Survey {
    pub fn new(form: Form, table: Table, lists: Table, languages: Languages) -> Self {
        Self {
            form,
            table,
            lists: Lists::new(lists),
            languages,
            ids: Names::of_questions(),
            section_ids: Names::default(),
            open: Vec::new(),
            nodes: Nodes::default(),
            whens: Vec::new(),
            of_sections: Vec::new(),
            filters: Vec::new(),
            path: None,
            drawn: BTreeMap::new(),
            at: 0,
        }
    }

    /// Reads every row, then works out the conditions.
    pub fn read(mut self) -> Form {
        self.unknown_columns();
        let rows = std::mem::take(&mut self.table.rows);
        for row in &rows {
            self.at = row.number;
            self.row(row);
        }
        for group in std::mem::take(&mut self.open) {
            let what = format!("the group {} has no end; it ends with the form", group.name);
            self.form.losses.push(Loss::new(place(group.row), what));
        }
        self.finish();
        self.form
    }

    fn lose(&mut self, what: impl Into<String>) {
        self.form.losses.push(Loss::new(place(self.at), what));
    }

    fn unknown_columns(&mut self) {
        const KNOWN: &[&str] = &[
            "type",
            "name",
            "label",
            "hint",
            "guidance_hint",
            "relevant",
            "required",
            "required_message",
            "constraint",
            "constraint_message",
            "calculation",
            "default",
            "appearance",
            "read_only",
            "choice_filter",
            "repeat_count",
            "media",
            "parameters",
            "disabled",
            "or_other",
        ];
        for (at, column) in &self.table.columns {
            let used = self
                .table
                .rows
                .iter()
                .filter(|row| row.cells.contains_key(at))
                .count();
            if used > 0 && !KNOWN.contains(&column.name.as_str()) {
                let what = format!(
                    "the column `{}`, filled in {used} rows, is not used",
                    column.title
                );
                self.form.losses.push(Loss::new("survey", what));
            }
        }
    }

    fn row(&mut self, row: &Row) {
        let get = |name: &str| self.table.get(row, name).unwrap_or_default().to_owned();
        let (kind, name) = (get("type"), get("name"));
        let said = self.languages.say(&self.table, row, "label");
        let title = if said.words.is_empty() {
            name.clone()
        } else {
            said.words.clone()
        };
        if kind.is_empty() || kind.starts_with('#') {
            if !name.is_empty() || !said.words.is_empty() {
                self.lose(format!(
                    "a row without a type is left out: {}",
                    one_line(&title)
                ));
            }
            return;
        }
        if is_yes(&get("disabled")) {
            self.lose(format!("a disabled row is left out: {}", one_line(&title)));
            return;
        }
        let relevant = Some(get("relevant")).filter(|text| !text.is_empty());
        let relevant = relevant.map(|text| self.written(text, &name));
        match types::of(&kind) {
            RowType::Begin { repeat } => self.begin(row, name, &title, relevant, repeat),
            RowType::End => {
                if self.open.pop().is_none() {
                    self.lose("a group ends that never began");
                }
            }
            RowType::Device => {
                let thing = match kind.to_lowercase().as_str() {
                    "today" => self.worked("today()", None),
                    "start" => self.worked("now()", None),
                    _ => Thing::Opaque,
                };
                self.name(&name, thing);
                self.lose(format!("what the device knows is not asked: {kind}"));
            }
            RowType::Calculate => {
                let calculation = get("calculation");
                let calculation = if calculation.is_empty() {
                    get("default")
                } else {
                    calculation
                };
                self.lose(format!(
                    "what is worked out is not asked: {name} = {calculation}"
                ));
                let thing = self.worked(&calculation, relevant);
                self.name(&name, thing);
            }
            RowType::Hidden => {
                let (calculation, default) = (get("calculation"), get("default"));
                self.lose(format!(
                    "what is hidden is not asked: {name} {calculation}{default}"
                ));
                let thing = if calculation.is_empty() {
                    self.worked(&format!("'{}'", default.replace('\'', "")), relevant)
                } else {
                    self.worked(&calculation, relevant)
                };
                self.name(&name, thing);
            }
            RowType::Left(why) => {
                self.name(&name, Thing::Opaque);
                self.lose(format!("{why}: {kind} {name}"));
            }
            kind_of_row => self.question(row, kind_of_row, &kind, &name, relevant),
        }
    }

    fn begin(
        &mut self,
        row: &Row,
        name: String,
        title: &str,
        relevant: Option<Written>,
        repeat: bool,
    ) {
        let get = |name: &str| self.table.get(row, name).map(str::to_owned);
        let count = get("repeat_count");
        let appearance = get("appearance");
        if let Some(appearance) = appearance {
            *self
                .drawn
                .entry(format!("the appearance `{appearance}`"))
                .or_default() += 1;
        }
        if repeat && self.open.iter().any(|group| group.repeat) {
            self.lose(format!(
                "a repeated group inside a repeated group is asked once for each of the outer one: {name}"
            ));
        } else if !repeat && self.open.iter().any(|group| group.repeat) && title != name {
            self.lose(format!(
                "the heading of a group inside a repeated one: {}",
                one_line(title)
            ));
        }
        for column in UNREAD_OF_GROUPS {
            let words = self.table.get(row, column).map(one_line);
            if let Some(words) = words.filter(|words| !words.is_empty()) {
                self.lose(format!("the {column} of a group: {words}"));
            }
        }
        let said = self.languages.say(&self.table, row, "label");
        let others = said.others.into_iter().map(|(language, _)| language);
        let others: Vec<String> = others.chain(said.lost).collect();
        if !others.is_empty() {
            let others = others.join(", ");
            self.lose(format!(
                "the heading in other languages ({others}): {}",
                one_line(title)
            ));
        }
        if self.table.all(row, "media").next().is_some() {
            self.lose("the picture or the sound of a group");
        }
        let thing = if repeat {
            Thing::Repeat(count.as_ref().and_then(|count| parse(count).ok()))
        } else {
            Thing::Opaque
        };
        self.name(&name, thing);
        self.open.push(Group {
            row: self.at,
            name,
            title: one_line(&plain(title)),
            relevant,
            repeat,
            count,
        });
    }

    /// The groups that make up the section: all that are open, or those down to the first that is repeated.
    fn depth(&self) -> usize {
        let repeated = self.open.iter().position(|group| group.repeat);
        repeated.map_or(self.open.len(), |at| at + 1)
    }

    /// The section at hand: the last one while the groups are the same, else a new one.
    fn section(&mut self) -> Option<usize> {
        let depth = self.depth();
        let groups = self.open.get(..depth).unwrap_or_default();
        let path: Vec<u32> = groups.iter().map(|group| group.row).collect();
        if self.path.as_ref() == Some(&path) {
            return self.form.sections.len().checked_sub(1);
        }
        if path.is_empty() && self.form.sections.is_empty() {
            return None;
        }
        self.path = Some(path);
        let last = groups.last();
        let title = last.map_or_else(|| self.form.title.clone(), |group| group.title.clone());
        let name = last.map(|group| group.name.clone());
        let repeats = last.is_some_and(|group| group.repeat);
        let mut losses = Vec::new();
        let mut most = MOST_ITEMS;
        let repeated = last.filter(|group| group.repeat);
        if let Some((group, count)) =
            repeated.and_then(|group| Some((group, group.count.as_ref()?)))
        {
            match count.parse::<i64>() {
                Ok(count) if (2..=100).contains(&count) => most = count,
                _ => losses.push(Loss::new(
                    place(group.row),
                    format!(
                        "how often it is asked: {count}; each time the agent says whether there is another"
                    ),
                )),
            }
        }
        self.form.sections.push(Section {
            id: self
                .section_ids
                .make(name.as_deref().unwrap_or("more"), "section"),
            source: name,
            title: title.clone(),
            when: Logic::Always,
            repeat: repeats.then(|| {
                (
                    if title.is_empty() {
                        "item".to_owned()
                    } else {
                        title
                    },
                    Some(most),
                )
            }),
            losses,
        });
        self.of_sections.push(
            groups
                .iter()
                .filter_map(|group| group.relevant.clone())
                .collect(),
        );
        self.form.sections.len().checked_sub(1)
    }

    /// Adds a question where the rows stand.
    fn add(&mut self, mut question: Question, name: &str, thing: Thing, relevant: Option<Written>) {
        question.section = self.section();
        let inner = self.open.iter().skip(self.depth());
        let whens = inner
            .filter_map(|group| group.relevant.clone())
            .chain(relevant);
        self.whens.push(whens.collect());
        let groups: Vec<&str> = self.open.iter().map(|group| group.name.as_str()).collect();
        if !name.is_empty() && self.nodes.has_at(&groups, name) {
            question.lose("another row has the same name; conditions look at the last");
        }
        self.name(name, thing);
        self.form.questions.push(question);
    }
}

fn place(row: u32) -> String {
    format!("survey row {row}")
}

/// Whether a cell says yes.
fn is_yes(text: &str) -> bool {
    matches!(
        text.trim().to_lowercase().as_str(),
        "yes" | "true" | "true()" | "1" | "y" | "required"
    )
}

/// Whether a cell says no.
fn is_no(text: &str) -> bool {
    matches!(
        text.trim().to_lowercase().as_str(),
        "" | "no" | "false" | "false()" | "0" | "n"
    )
}
