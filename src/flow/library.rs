//! All flows: those we ship, the team's, and the person's own, the later ones in place of the earlier by `id`.

mod found;
mod sheet;

use std::collections::{BTreeMap, HashMap, HashSet};
use std::path::Path;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;

use super::{Facts, Fault, Flow, INTAKE, OTHERWISE, Run, bundled};
use crate::domain::answer::FlowRef;
use crate::domain::answer::{Answer, Field, Recorded};
use crate::domain::command::{Known, Required, Standing, Until};
use crate::domain::id::fold;
use crate::handwritten::MOST_BYTES;
use crate::handwritten::fault::harmless;
use found::Found;
use sheet::Sheet;

/// Flows that are compiled when they are first looked at, or by a thread before that: the desk need not wait for them.
pub type Flows = LazyLock<Library, Box<dyn FnOnce() -> Library + Send>>;

/// A file as it was read. Whoever reads folders says what went wrong there, too.
#[derive(Debug, Clone)]
pub struct File {
    /// How to name it in faults.
    pub path: String,
    /// Where it comes from.
    pub layer: Layer,
    /// What is in it, or why it could not be read, as a sentence.
    pub content: Result<Vec<u8>, String>,
}

/// Where a flow comes from; a later one takes the place of an earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Layer {
    /// Embedded in the program.
    Shipped,
    /// From a folder of the team's; the position of the folder in the config.
    Team(usize),
    /// The person's own.
    Own,
    /// Named on the command line; the position there.
    Named(usize),
}

/// The flows that are in force, and every one that was since the program began.
#[derive(Debug, Clone, Default)]
pub struct Library {
    intake: Arc<Flow>,
    categories: BTreeMap<String, Entry>,
    intake_entry: Option<Entry>,
    kept: HashMap<FlowRef, Arc<Flow>>,
    faults: Vec<Fault>,
}

#[derive(Debug, Clone)]
struct Entry {
    flow: Arc<Flow>,
    layer: Layer,
    path: String,
    /// What it takes the place of, the lowest first: each by its layer and its file.
    instead: Vec<(Layer, String)>,
    /// The files of the blocks that it includes.
    blocks: Vec<String>,
}

impl File {
    /// The name of the block, if the file is one: it stands in a folder `blocks`.
    pub fn block(&self) -> Option<&str> {
        let path = Path::new(&self.path);
        let folder = path.parent()?.file_name()?;
        (folder == "blocks").then(|| path.file_stem()?.to_str())?
    }
}

impl Library {
    /// The flows we ship, with these over them.
    pub fn load(files: Vec<File>) -> Self {
        let mut all = bundled::files();
        all.extend(files);
        Self::of(all)
    }

    /// These flows and no others.
    pub fn of(files: Vec<File>) -> Self {
        Self::default().with(files, None)
    }

    /// These flows and no others, and among the faults everything that their owners should look at as of today.
    pub fn examine(files: Vec<File>, today: NaiveDate) -> Self {
        Self::default().with(files, Some(today))
    }

    /// What these files make of the flows we ship. The last good version of a file that is broken now goes on serving,
    /// and every version stays at hand for the calls that began with it.
    #[must_use]
    pub fn reload(&self, files: Vec<File>) -> Self {
        let mut all = bundled::files();
        all.extend(files);
        self.with(all, None)
    }

    fn with(&self, mut files: Vec<File>, today: Option<NaiveDate>) -> Self {
        files.sort_by(|left, right| (left.layer, &left.path).cmp(&(right.layer, &right.path)));
        let mut faults = Vec::new();
        let mut texts = Vec::new();
        for file in &files {
            match text(file) {
                Ok(text) => texts.push((file, text)),
                Err((line, message)) => faults.push(Fault {
                    line,
                    ..Fault::of_file(&file.path, message)
                }),
            }
        }
        let sheets: Vec<Sheet<'_>> = texts
            .iter()
            .map(|(file, text)| Sheet::parse(file, text))
            .collect();
        let (blocks, sheets): (Vec<_>, Vec<_>) = sheets
            .iter()
            .partition(|sheet| sheet.file.block().is_some());
        let mut library = Self {
            kept: self.kept.clone(),
            ..Self::default()
        };
        // The intake comes first: conditions of the others may name its questions.
        // A file that lost its id is still what it was: the last good version serves in its place.
        let earlier = self.intake_entry.as_ref();
        let was_intake = |sheet: &Sheet<'_>| {
            earlier.is_some_and(|entry| entry.path == harmless(&sheet.file.path))
        };
        let (intakes, others): (Vec<_>, Vec<_>) = sheets.into_iter().partition(|sheet| {
            sheet
                .id()
                .map_or_else(|| was_intake(sheet), |id| id == INTAKE)
        });
        let mut found = Found::new(&blocks, today);
        for sheet in &intakes {
            found.take(sheet, None);
        }
        found.keep_the_good(self.intake_entry.iter(), &faults);
        library.intake_entry = found.entries.remove(INTAKE);
        library.intake = library
            .intake_entry
            .as_ref()
            .map(|entry| Arc::clone(&entry.flow))
            .unwrap_or_default();
        let intake = library.intake_entry.as_ref().map(|entry| &*entry.flow);
        for sheet in &others {
            found.take(sheet, intake);
        }
        found.check_the_rest();
        found.keep_the_good(self.categories.values(), &faults);
        faults.append(&mut found.faults);
        library.categories = found.entries;
        for entry in library
            .intake_entry
            .iter()
            .chain(library.categories.values())
        {
            library
                .kept
                .insert(entry.flow.reference.clone(), Arc::clone(&entry.flow));
        }
        // A block of several flows is read with each of them.
        let mut seen = HashSet::new();
        faults.retain(|fault| seen.insert(fault.to_string()));
        library.faults = faults;
        library
    }

    /// The standard questions. It asks nothing when no intake could be loaded.
    pub fn intake(&self) -> &Arc<Flow> {
        &self.intake
    }

    /// The categories, by title; the one for what fits no other is the last.
    pub fn categories(&self) -> Vec<&Arc<Flow>> {
        let mut flows: Vec<_> = self.categories.values().map(|entry| &entry.flow).collect();
        flows.sort_by_key(|flow| (flow.id() == OTHERWISE, fold(&flow.title)));
        flows
    }

    /// The flow in force with this id, the intake included.
    pub fn get(&self, id: &str) -> Option<&Arc<Flow>> {
        self.entry(id).map(|entry| &entry.flow)
    }

    /// Where the flow with this id comes from: its layer and its file.
    pub fn origin(&self, id: &str) -> Option<(Layer, &str)> {
        let entry = self.entry(id)?;
        Some((entry.layer, &entry.path))
    }

    /// The flows that the one with this id takes the place of, the lowest first: each by its layer and its file.
    pub fn instead_of(&self, id: &str) -> &[(Layer, String)] {
        self.entry(id).map_or(&[], |entry| &entry.instead)
    }

    fn entry(&self, id: &str) -> Option<&Entry> {
        let intake = self.intake_entry.iter().filter(|_| id == INTAKE);
        intake.chain(self.categories.get(id)).next()
    }

    /// The very flow that a call began with, or else the one in force with its id.
    pub fn find(&self, reference: &FlowRef) -> Option<&Arc<Flow>> {
        self.kept.get(reference).or_else(|| self.get(&reference.id))
    }

    /// What is wrong in the files, in the order of layers and files.
    pub fn faults(&self) -> &[Fault] {
        &self.faults
    }

    /// The categories that the caller's own words propose, the best first; those for other products are left out.
    pub fn propose(&self, words: &str, product: Option<&str>) -> Vec<&Arc<Flow>> {
        let words = spaced(words);
        let score = |flow: &Flow| {
            let hits = flow
                .keywords
                .iter()
                .filter(|keyword| words.contains(&spaced(keyword)));
            // A keyword of several words says more than one word.
            hits.map(|keyword| keyword.split_whitespace().count())
                .sum::<usize>()
        };
        let mut scored: Vec<_> = self
            .categories()
            .into_iter()
            .filter(|flow| flow.is_for(product))
            .map(|flow| (score(flow), flow))
            .filter(|(score, _)| *score > 0)
            .collect();
        scored.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
        scored.into_iter().map(|(_, flow)| flow).collect()
    }
}

impl Required for Library {
    fn missing(&self, known: Known<'_>, until: Until) -> Vec<String> {
        let answers: Vec<_> = about_the_caller(known)
            .map(|recorded| &recorded.answer)
            .chain(known.incident.visible_answers())
            .collect();
        let facts = facts(known);
        let run = self.run(known, &facts, &answers);
        run.missing(until)
            .iter()
            .map(|step| run.ask(step).into_owned())
            .collect()
    }

    fn standing(&self, known: Known<'_>) -> Vec<Standing> {
        // What an imported incident says of its caller was asked by somebody else's flows.
        let own = known.incident.answers.iter().filter(|recorded| {
            let field = recorded.answer.field;
            !field.is_some_and(Field::is_about_the_caller)
        });
        let answers: Vec<_> = about_the_caller(known)
            .chain(own)
            .map(|recorded| &recorded.answer)
            .collect();
        let facts = facts(known);
        self.run(known, &facts, &answers).standing()
    }
}

impl Library {
    /// The run of an incident by the flows that it began with.
    fn run<'a>(&'a self, known: Known<'_>, facts: &'a Facts, answers: &[&'a Answer]) -> Run<'a> {
        let intake = answers.iter().find(|answer| answer.flow.id == INTAKE);
        let intake = intake
            .and_then(|answer| self.find(&answer.flow))
            .unwrap_or(&self.intake);
        let category = known.incident.flow.as_ref();
        let category = category.and_then(|flow| self.find(flow));
        let answers = answers.iter().copied();
        Run::new(intake, category.map(|flow| &**flow), facts, answers)
    }
}

/// What was answered about the caller in the call that reported it, hidden or not.
fn about_the_caller(known: Known<'_>) -> impl Iterator<Item = &Recorded> {
    let answers = known.call.map(|call| call.answers.as_slice());
    answers.unwrap_or_default().iter()
}

fn facts(known: Known<'_>) -> Facts {
    Facts {
        first_call: known
            .call
            .filter(|call| call.caller.is_some())
            .map(|call| call.first_call),
        today: known.call.map(|call| call.started.date_naive()),
        ..Facts::of(known.caller, known.customer)
    }
}

impl Required for Flows {
    fn missing(&self, known: Known<'_>, until: Until) -> Vec<String> {
        Library::missing(self, known, until)
    }

    fn standing(&self, known: Known<'_>) -> Vec<Standing> {
        Library::standing(self, known)
    }
}

/// The text of a file, or the line and the sentence that say why it is none.
fn text(file: &File) -> Result<&str, (usize, String)> {
    let content = file
        .content
        .as_ref()
        .map_err(|problem| (1, problem.clone()))?;
    if content.len() > MOST_BYTES {
        let most = MOST_BYTES / 1024 / 1024;
        return Err((
            1,
            format!("it is larger than {most} MB, so it is not a flow"),
        ));
    }
    let text = std::str::from_utf8(content).map_err(|error| {
        let before = content.iter().take(error.valid_up_to());
        let line = before.filter(|&&byte| byte == b'\n').count() + 1;
        (line, "it is not UTF-8 text; save it as UTF-8".to_owned())
    })?;
    Ok(text.strip_prefix('\u{FEFF}').unwrap_or(text))
}

/// Words in lower case with one space around each, so that a whole word can be looked for.
fn spaced(text: &str) -> String {
    let lower = fold(text);
    let words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    format!(" {} ", words.collect::<Vec<_>>().join(" "))
}
