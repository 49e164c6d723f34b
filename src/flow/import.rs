//! Forms of other programs as flows: GitHub issue forms, XLSForms, FHIR questionnaires, and lists in CSV.
//!
//! Every format is read into one [`form::Form`], which `settle` makes loadable and `write` writes. What is carried over
//! means what it meant: a condition of the flow is met for the very answers for which the form's own condition held, and
//! a question that a form does not ask counts as unanswered there as it does here. What a flow cannot say is lost, and
//! every loss is told with its place. Three rules decide where meaning has to give way:
//!
//! - A condition that a flow cannot say, in whole or in part, counts as met there: a question that is asked in vain costs
//!   a breath, one that is never asked is missed by nobody. Its words stand in the hint, so that the agent decides.
//! - A condition that can never hold retires its question: it is not asked, and conditions may still name it.
//! - Of conditions that wait for each other in a circle, one is taken off.
//!
//! No format knows why a question is asked. The `why` of a flow is written empty and marked, and the flow is refused until
//! somebody fills it in; see [`give_reasons`] for trying it before.

mod fhir;
pub mod form;
mod github;
mod list;
pub mod logic;
mod name;
mod num;
mod settle;
mod several;
mod words;
mod write;
mod xlsform;
mod xpath;

use std::fmt;

pub use write::MISSING_WHY;

use form::Form;
use xlsform::book;

/// A larger file is no form.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;

/// What is said of XML.
const IS_XML: &str =
    "it is XML; import the XLSForm that it was made from, or the questionnaire as JSON";

/// What a form is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// An issue form of GitHub, or of Gitea and Forgejo.
    Github,
    /// A FHIR Questionnaire, in JSON.
    Fhir,
    /// An XLSForm: a workbook, or its sheets as CSV.
    Xlsform,
    /// A list of questions in CSV.
    Csv,
}

impl Format {
    /// Its name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Github => "github",
            Self::Fhir => "fhir",
            Self::Xlsform => "xlsform",
            Self::Csv => "csv",
        }
    }
}

/// A form that was read.
#[derive(Debug, Clone)]
pub struct Imported {
    /// The format.
    pub format: Format,
    /// The form, as it was written.
    pub form: Form,
    /// The flow.
    pub text: String,
}

/// Why a file cannot be read as a form: the line, where there is one, and a sentence.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub struct Trouble {
    /// From 1; 0 when it is about the whole file.
    pub line: usize,
    /// What is wrong.
    pub message: String,
}

impl Trouble {
    fn new(line: usize, message: impl Into<String>) -> Self {
        Self {
            line,
            message: message.into(),
        }
    }
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.line > 0 {
            write!(f, "line {}: ", self.line)?;
        }
        f.write_str(&self.message)
    }
}

/// Reads a form. `name` is that of its file; it tells the id and the title when the form does not.
pub fn import(
    bytes: &[u8],
    name: &str,
    format: Option<Format>,
    id: Option<&str>,
) -> Result<Imported, Trouble> {
    if bytes.len() > MOST_BYTES {
        let most = MOST_BYTES / 1024 / 1024;
        return Err(Trouble::new(
            0,
            format!("it is larger than {most} MB, so it is no form"),
        ));
    }
    let format = format.map_or_else(|| guess(bytes, name), Ok)?;
    let mut form = match format {
        Format::Github => github::read(text(bytes)?)?,
        Format::Fhir => fhir::read(text(bytes)?)?,
        Format::Xlsform if book::is_workbook(bytes) => xlsform::read(&book::read(bytes)?)?,
        Format::Xlsform => xlsform::read(&book::of_csv(book::csv_rows(text(bytes)?)?))?,
        Format::Csv => list::read(&book::csv_rows(text(bytes)?)?)?,
    };
    identify(&mut form, name, id);
    settle::settle(&mut form);
    let mut text = write::write(&form);
    text.retain(|letter| !turns_words_about(letter));
    Ok(Imported { format, form, text })
}

/// Whether a character is not seen and shows the words round it in another order: a flow has no use for it, and whoever
/// reviews one is misled.
fn turns_words_about(letter: char) -> bool {
    matches!(letter, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// What a file is written in: from its content, and from its name when that tells nothing.
fn guess(bytes: &[u8], name: &str) -> Result<Format, Trouble> {
    if book::is_workbook(bytes) {
        return Ok(Format::Xlsform);
    }
    let text = text(bytes)?;
    let begin = text.trim_start();
    if begin.starts_with(['{', '[']) {
        return Ok(Format::Fhir);
    }
    if begin.starts_with('<') {
        return Err(Trouble::new(1, IS_XML));
    }
    let line = begin.lines().next().unwrap_or_default().to_lowercase();
    let cells: Vec<&str> = line
        .split([',', ';', '\t'])
        .map(|cell| cell.trim().trim_matches('"').trim())
        .collect();
    let first = cells.first().copied().unwrap_or_default();
    // `name: Support, Question` is a key with its words, and no header.
    let is_header = !first.contains(": ") && !first.ends_with(':');
    if first == "survey" || is_header && cells.contains(&"type") && cells.contains(&"name") {
        return Ok(Format::Xlsform);
    }
    let is_list = cells
        .iter()
        .any(|cell| list::column(cell) == Some("question"));
    if list::column(first).is_some() && is_list {
        return Ok(Format::Csv);
    }
    // What is wrong with the header of a list is said of a list.
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase());
    if matches!(ending.as_deref(), Some("csv" | "tsv")) {
        return Ok(Format::Csv);
    }
    Ok(Format::Github)
}

/// The id and the title, from the form or else from its file.
fn identify(form: &mut Form, name: &str, id: Option<&str>) {
    let stem = name.rsplit(['/', '\\']).next().unwrap_or(name);
    let stem = stem.split_once('.').map_or(stem, |(stem, _)| stem);
    if form.title.trim().is_empty() {
        form.title = words::one_line(&stem.replace(['_', '-'], " "));
    }
    let wishes = [id.unwrap_or_default(), &form.id, stem, &form.title];
    let made = wishes
        .iter()
        .map(|wish| name::slug(wish))
        .find(|id| !id.is_empty());
    form.id = made.unwrap_or_else(|| "imported".to_owned());
    if form.id == super::INTAKE {
        form.id.push_str("_form");
    }
}

/// The bytes as text.
fn text(bytes: &[u8]) -> Result<&str, Trouble> {
    if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        let message = "it is UTF-16 text; save it as UTF-8, and import that";
        return Err(Trouble::new(0, message));
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.iter().take(error.valid_up_to());
        let line = before.filter(|&&byte| byte == b'\n').count() + 1;
        Trouble::new(
            line,
            "it is not UTF-8 text; save it as UTF-8, and import that",
        )
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// A flow with a stand-in for every reason that is missing: to try it before somebody has written them. Text that is no
/// TOML comes back as it is.
pub fn give_reasons(text: &str) -> String {
    let Ok(mut document) = text.parse::<toml_edit::DocumentMut>() else {
        return text.to_owned();
    };
    let questions = document.get_mut("question");
    let tables = questions.and_then(toml_edit::Item::as_array_of_tables_mut);
    for question in tables.into_iter().flat_map(|tables| tables.iter_mut()) {
        let why = question.get("why").and_then(toml_edit::Item::as_str);
        if why.is_some_and(|why| why.trim().is_empty()) {
            question.insert(
                "why",
                toml_edit::value("Nobody has written the reason down yet."),
            );
        }
    }
    document.to_string()
}
