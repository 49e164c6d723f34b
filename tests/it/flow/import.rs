//! Forms of other programs as flows: they load, they ask the same questions, and what is lost is told.

mod fhir;
mod github;
mod list;
mod noise;
mod whole;
mod xlsform;

use std::path::PathBuf;
use std::sync::Arc;

use baton::domain::answer::{Answer, AnswerState, Source, Value};
use baton::flow::import::form::Form;
use baton::flow::import::{Format, Imported, give_reasons, import};
use baton::flow::{Facts, Flow, Library, Run};
use baton::handwritten::{Fault, Severity};

use super::fixture::{INTAKE, file};
use baton::flow::library::Layer;

/// Samples of real forms, where they are at hand; nothing otherwise.
pub fn samples(folder: &str) -> Vec<(String, Vec<u8>)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../shared/samples")
        .join(folder);
    let folder = if folder.is_dir() {
        folder
    } else {
        PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../shared/samples")
            .join(folder.file_name().unwrap())
    };
    let Ok(entries) = std::fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let is_form = |path: &&PathBuf| path.file_name().unwrap() != "manifest.json";
    let read = |path: &PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        (name, std::fs::read(path).unwrap())
    };
    paths.iter().filter(is_form).map(read).collect()
}

/// An imported text as a flow, with its faults; a stand-in is put where a reason is missing.
pub fn load(text: &str) -> (Option<Arc<Flow>>, Vec<Fault>) {
    let library = Library::of(vec![
        file(Layer::Shipped, "intake.toml", INTAKE),
        file(Layer::Own, "imported.toml", give_reasons(text)),
    ]);
    let categories = library.categories();
    let flow = categories.first().map(|flow| Arc::clone(flow));
    let faults = library.faults().iter().cloned();
    (
        flow,
        faults
            .filter(|fault| fault.severity == Severity::Error)
            .collect(),
    )
}

/// The flow of an import that loads.
pub fn flow_of(imported: &Imported) -> Arc<Flow> {
    let (flow, faults) = load(&imported.text);
    assert!(faults.is_empty(), "{faults:#?}\n{}", imported.text);
    flow.unwrap_or_else(|| panic!("{}", imported.text))
}

/// A form that is imported and loads.
pub fn imported(text: &str, format: Format) -> (Imported, Arc<Flow>) {
    let imported = import(text.as_bytes(), "form", Some(format), None).unwrap();
    let flow = flow_of(&imported);
    (imported, flow)
}

/// What was lost, a line each.
pub fn losses(form: &Form) -> String {
    let lines: Vec<_> = form.losses().map(|loss| format!("{loss}\n")).collect();
    lines.concat()
}

/// An answer with this value.
pub fn answer(flow: &Flow, question: &str, value: Value) -> Answer {
    Answer {
        flow: flow.reference.clone(),
        question: question.to_owned(),
        item: None,
        ask: String::new(),
        state: AnswerState::Answered,
        source: Source::Caller,
        value: Some(value),
        shown: None,
        remark: None,
        field: None,
        sensitive: false,
    }
}

/// The ids of the questions of the flow that are asked, in order.
pub fn asked(flow: &Flow, answers: &[Answer]) -> Vec<String> {
    let intake = Flow::default();
    let facts = Facts::default();
    let run = Run::new(&intake, Some(flow), &facts, answers);
    run.steps()
        .iter()
        .map(|step| step.question.id.clone())
        .collect()
}

/// Choices drawn from bytes, so that what is made of them shrinks.
pub struct Draw<'b> {
    bytes: &'b [u8],
    at: usize,
}

impl<'b> Draw<'b> {
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// A number below this one; when the bytes are used up, one after the other.
    pub fn below(&mut self, end: usize) -> usize {
        let byte = self
            .bytes
            .get(self.at)
            .map_or(self.at, |byte| usize::from(*byte));
        self.at += 1;
        byte % end
    }
}
