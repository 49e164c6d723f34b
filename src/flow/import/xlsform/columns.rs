//! The columns of a sheet by the names that XLSForms have for them, whatever their case, spacing and age; and the
//! languages behind them.

use std::collections::BTreeMap;

use super::book::{Row, Sheet};

/// A column: its name, and the language behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    pub name: String,
    pub language: Option<String>,
    /// As it stands in the sheet.
    pub title: String,
}

/// A sheet whose first row was read as names.
#[derive(Debug, Clone, Default)]
pub struct Table {
    pub columns: BTreeMap<u32, Column>,
    pub rows: Vec<Row>,
}

/// Names that stand for others.
const ALIASES: &[(&str, &str)] = &[
    ("caption", "label"),
    ("command", "type"),
    ("tag", "name"),
    ("value", "name"),
    ("relevance", "relevant"),
    ("relevent", "relevant"),
    ("skip_logic", "relevant"),
    ("readonly", "read_only"),
    ("calculate", "calculation"),
    ("constraint_msg", "constraint_message"),
    ("constraining_message", "constraint_message"),
    ("constraintmsg", "constraint_message"),
    ("jr:constraintmsg", "constraint_message"),
    ("required_msg", "required_message"),
    ("requiredmsg", "required_message"),
    ("jr:requiredmsg", "required_message"),
    ("noapperrorstring", "no_app_error_string"),
    ("listname", "list_name"),
    ("image", "media"),
    ("big_image", "media"),
    ("audio", "media"),
    ("video", "media"),
    ("count", "repeat_count"),
    ("jr:count", "repeat_count"),
    ("param", "parameters"),
    ("parameter", "parameters"),
    ("id_string", "form_id"),
    ("title", "form_title"),
];

impl Column {
    fn parse(title: &str) -> Self {
        let mut parts: Vec<&str> = title.split("::").map(str::trim).collect();
        if parts.len() == 1 && !title.trim().to_lowercase().starts_with("jr:") {
            parts = title.splitn(2, ':').map(str::trim).collect();
        }
        let plain = |part: &str| {
            let words = part.to_lowercase().replace(['-', '_'], " ");
            words.split_whitespace().collect::<Vec<_>>().join("_")
        };
        let mut names = parts.iter().map(|part| plain(part));
        let mut name = names.next().unwrap_or_default();
        let mut used = 1;
        if matches!(name.as_str(), "bind" | "control" | "body" | "media") && parts.len() > 1 {
            let inner = names.next().unwrap_or_default();
            used = 2;
            if name != "media" {
                name = inner;
            }
        }
        let language = parts.get(used..).unwrap_or_default().join(":");
        let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
        Self {
            name: alias.map_or(name, |(_, known)| (*known).to_owned()),
            language: Some(language).filter(|language| !language.is_empty()),
            title: title.to_owned(),
        }
    }
}

impl Table {
    /// Reads the first row as the names of the columns.
    pub fn of(sheet: &Sheet) -> Self {
        let mut rows = sheet.rows.iter();
        let head = rows.next().map(|row| &row.cells);
        let columns = head.into_iter().flatten();
        Self {
            columns: columns
                .map(|(at, title)| (*at, Column::parse(title)))
                .collect(),
            rows: rows.cloned().collect(),
        }
    }

    /// The text of a row under a name without a language.
    pub fn get<'r>(&self, row: &'r Row, name: &str) -> Option<&'r str> {
        let mut cells = self.all(row, name);
        cells
            .find(|(language, _)| language.is_none())
            .map(|(_, text)| text)
    }

    /// The texts of a row under a name, with their languages, in the order of the columns.
    pub fn all<'r>(
        &self,
        row: &'r Row,
        name: &str,
    ) -> impl Iterator<Item = (Option<&str>, &'r str)> {
        let columns = self
            .columns
            .iter()
            .filter(move |(_, column)| column.name == name);
        columns.filter_map(|(at, column)| {
            Some((column.language.as_deref(), row.cells.get(at)?.as_str()))
        })
    }
}

/// Which words to say, and in which other languages they are known.
#[derive(Debug, Clone, Default)]
pub struct Languages {
    /// The language of the form.
    pub default: Option<String>,
}

/// Words in the language of the form, in others by their codes, and the languages that have no code.
#[derive(Debug, Clone, Default)]
pub struct Said {
    pub words: String,
    pub others: Vec<(String, String)>,
    pub lost: Vec<String>,
}

impl Languages {
    /// The words of a row under a name.
    pub fn say(&self, table: &Table, row: &Row, name: &str) -> Said {
        let all: Vec<(Option<&str>, &str)> = table.all(row, name).collect();
        let is_default = |language: Option<&str>| {
            let default = self.default.as_deref();
            language
                .is_some_and(|one| default.is_some_and(|default| default.eq_ignore_ascii_case(one)))
        };
        let chosen = all
            .iter()
            .position(|(language, _)| is_default(*language))
            .or_else(|| all.iter().position(|(language, _)| language.is_none()))
            .or_else(|| (!all.is_empty()).then_some(0));
        let mut said = Said::default();
        for (at, (language, words)) in all.iter().enumerate() {
            if Some(at) == chosen {
                (*words).clone_into(&mut said.words);
                continue;
            }
            let language = language.unwrap_or("default");
            match code(language) {
                Some(code) if !said.others.iter().any(|(known, _)| *known == code) => {
                    said.others.push((code, (*words).to_owned()));
                }
                _ => said.lost.push(language.to_owned()),
            }
        }
        said
    }
}

/// The code of two letters for a language such as `French (fr)`, `fr`, or `French`.
fn code(language: &str) -> Option<String> {
    const NAMES: &[(&str, &str)] = &[
        ("english", "en"),
        ("french", "fr"),
        ("français", "fr"),
        ("spanish", "es"),
        ("español", "es"),
        ("german", "de"),
        ("deutsch", "de"),
        ("portuguese", "pt"),
        ("português", "pt"),
        ("arabic", "ar"),
        ("russian", "ru"),
        ("chinese", "zh"),
        ("hindi", "hi"),
        ("swahili", "sw"),
        ("kiswahili", "sw"),
        ("italian", "it"),
        ("dutch", "nl"),
        ("indonesian", "id"),
        ("bahasa", "id"),
        ("nepali", "ne"),
        ("bengali", "bn"),
        ("bangla", "bn"),
        ("urdu", "ur"),
        ("turkish", "tr"),
        ("ukrainian", "uk"),
        ("polish", "pl"),
        ("somali", "so"),
        ("amharic", "am"),
        ("hausa", "ha"),
        ("japanese", "ja"),
        ("korean", "ko"),
        ("vietnamese", "vi"),
        ("thai", "th"),
        ("burmese", "my"),
        ("persian", "fa"),
        ("dari", "fa"),
        ("pashto", "ps"),
        ("tamil", "ta"),
        ("telugu", "te"),
        ("kurdish", "ku"),
    ];
    let language = language.trim().to_lowercase();
    let is_code =
        |code: &str| code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase());
    let bracketed = language
        .rsplit_once('(')
        .map(|(_, code)| code.trim_end_matches(')').trim());
    let short = bracketed
        .unwrap_or(&language)
        .split(['-', '_'])
        .next()
        .unwrap_or_default();
    if is_code(short) {
        return Some(short.to_owned());
    }
    let name = language
        .split([' ', '(', '-', '_'])
        .next()
        .unwrap_or_default();
    let found = NAMES.iter().find(|(known, _)| *known == name);
    found.map(|(_, code)| (*code).to_owned())
}
