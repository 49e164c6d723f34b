//! `baton flows import`: a form of another program as a flow, with everything that was lost on the way.

use std::fmt::Write as _;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use clap::ValueEnum;
use serde_json::{Value, json};

use crate::cli::failure;
use crate::error::{Error, Kind};
use crate::export::escape;
use crate::flow::import::form::Form;
use crate::flow::import::{Format, Imported, MOST_BYTES, import};
use crate::tui::words::count;

/// Which form, and where to.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// The form; `-` is the standard input
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// The flow's id; else that of the form, or the name of its file
    #[arg(long)]
    id: Option<String>,
    /// What the form is written in; else it is told from the content
    #[arg(long, value_enum)]
    format: Option<Written>,
    /// Where to write the flow; else to the standard output. A file that is there is not overwritten
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// One JSON object: the flow, what was lost, and which question is which
    #[arg(long)]
    json: bool,
}

/// The formats by name.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Written {
    /// An issue form of GitHub, Gitea or Forgejo
    Github,
    /// A FHIR Questionnaire, in JSON
    Fhir,
    /// An XLSForm: .xlsx, .xls, .ods, or CSV
    Xlsform,
    /// A list of questions in CSV, asked in the order of its rows; its header names question, id, type, options, why,
    /// required, section (an empty cell: the same as above), hint, when
    Csv,
}

impl Import {
    pub(super) fn run(&self, out: &mut dyn Write) -> Result<(), Error> {
        let name = self.file.display().to_string();
        let bytes = self.read()?;
        let format = self.format.map(|format| match format {
            Written::Github => Format::Github,
            Written::Fhir => Format::Fhir,
            Written::Xlsform => Format::Xlsform,
            Written::Csv => Format::Csv,
        });
        let imported = import(&bytes, &name, format, self.id.as_deref())
            .map_err(|trouble| Error::new(Kind::BadData, format!("`{name}`: {trouble}")))?;
        if let Some(path) = &self.out {
            write_new(path, &imported.text)?;
        }
        if self.json {
            writeln!(out, "{}", escape::json(&as_json(&imported).to_string()))?;
        } else if self.out.is_none() {
            out.write_all(imported.text.as_bytes())?;
        }
        say_losses(&imported.form, self.json, self.out.as_deref());
        Ok(())
    }

    fn read(&self) -> Result<Vec<u8>, Error> {
        let named = |error| failure::of_file(&self.file, &error);
        let mut bytes = Vec::new();
        let most = MOST_BYTES as u64 + 1;
        if self.file == Path::new("-") {
            io::stdin()
                .lock()
                .take(most)
                .read_to_end(&mut bytes)
                .map_err(named)?;
        } else {
            let file = fs::File::open(&self.file).map_err(named)?;
            file.take(most).read_to_end(&mut bytes).map_err(named)?;
        }
        Ok(bytes)
    }
}

pub(super) fn write_new(path: &Path, text: &str) -> Result<(), Error> {
    let file = fs::OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(path);
    let mut file = file.map_err(|error| {
        if error.kind() == io::ErrorKind::AlreadyExists {
            let message = format!("`{}` is there already: name another file", path.display());
            return Error::new(Kind::Io, message);
        }
        failure::of_file(path, &error)
    })?;
    file.write_all(text.as_bytes())
        .map_err(|error| failure::of_file(path, &error))
}

fn as_json(imported: &Imported) -> Value {
    let form = &imported.form;
    let losses = form
        .losses()
        .map(|loss| json!({ "place": loss.place, "what": loss.what }));
    let questions = form.questions.iter().map(|question| {
        let options = question
            .options
            .iter()
            .map(|option| (option.source.clone(), Value::from(option.id.clone())));
        json!({
            "id": question.id,
            "source": question.source,
            "place": question.place,
            "ask": question.ask,
            "retired": question.retired,
            "type": question.kind.id(),
            "options": options.collect::<serde_json::Map<_, _>>(),
        })
    });
    // Of several questions that the source calls alike its conditions mean the first.
    let map =
        form.questions.iter().rev().filter_map(|question| {
            Some((question.source.clone()?, Value::from(question.id.clone())))
        });
    json!({
        "format": imported.format.id(),
        "id": form.id,
        "title": form.title,
        "lost": losses.collect::<Vec<_>>(),
        "map": map.collect::<serde_json::Map<_, _>>(),
        "questions": questions.collect::<Vec<_>>(),
        "flow": imported.text,
    })
}

/// Says beside the output what was lost, line by line, and how many reasons are missing.
fn say_losses(form: &Form, json: bool, written: Option<&Path>) {
    let mut words = String::new();
    if !json {
        for loss in form.losses() {
            let _never_fails = writeln!(words, "lost: {}", escape::line(&loss.to_string()));
        }
    }
    let asked = form.questions.iter().filter(|question| {
        question.kind != crate::flow::import::form::Kind::Note && question.why.is_none()
    });
    let length = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let questions = count(length(form.questions.len()), "question", "questions");
    let lost = count(length(form.losses().count()), "loss", "losses");
    let reasons = count(length(asked.count()), "reason", "reasons");
    let _never_fails = writeln!(words, "baton: {questions}, {lost}, {reasons} to write");
    let next = match written {
        Some(path) => {
            let path = path.display();
            format!(
                "written to {path}; next: baton flows try {path}, then write the reasons until baton flows check {path} is content"
            )
        }
        None if json => String::new(),
        None => "the flow went to the standard output; keep it with --out FILE".to_owned(),
    };
    if !next.is_empty() {
        let _never_fails = writeln!(words, "baton: {}", escape::line(&next));
    }
    // Where even this cannot be said, the flow is written all the same.
    let _nobody_listens = io::stderr().write_all(words.as_bytes());
}
