//! Faults of the files that people write: where, what, and what to do, all of them at once.

use std::cell::{Cell, RefCell};
use std::fmt;
use std::ops::Range;

use super::asked::Asked;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

/// How many faults of one file are kept, and how many things to look at; of more only the number is told.
const MOST_FAULTS: usize = 100;

/// How much of a line is kept on either side of the fault, in characters.
const CONTEXT: usize = 120;

/// Something wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The file, as it was named by whoever read it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The character within the line, from 1.
    pub column: usize,
    /// The key it is about, such as `question scope: when`; empty when it is about the whole file.
    pub key: String,
    /// The line itself, without anything that could harm a terminal.
    pub source: String,
    /// The bytes of `source` that are wrong.
    pub mark: Range<usize>,
    /// What is wrong, as a sentence.
    pub message: String,
    /// What to write instead.
    pub suggestion: Option<String>,
    /// Whether the flow is refused.
    pub severity: Severity,
}

/// What a fault does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The flow is not loaded.
    Error,
    /// The flow is loaded; its owner should look at it.
    Lint,
}

impl Fault {
    /// A fault of a file as a whole, such as one that cannot be read.
    pub fn of_file(file: &str, message: impl Into<String>) -> Self {
        Self {
            file: harmless(file),
            line: 1,
            column: 1,
            key: String::new(),
            source: String::new(),
            mark: 0..0,
            message: message.into(),
            suggestion: None,
            severity: Severity::Error,
        }
    }

    /// Whether it keeps the file from being taken.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// The fault as a picture of the line with a mark under what is wrong, in plain characters.
    pub fn picture(&self) -> String {
        let level = match self.severity {
            Severity::Error => Level::ERROR,
            Severity::Lint => Level::WARNING,
        };
        let title = match self.key.as_str() {
            "" => self.message.clone(),
            key => format!("{key}: {}", self.message),
        };
        let snippet = Snippet::source(self.source.as_str())
            .line_start(self.line)
            .path(self.file.as_str())
            .annotation(
                AnnotationKind::Primary
                    .span(self.mark.clone())
                    .label(self.suggestion.as_deref()),
            );
        let report = &[level.primary_title(title).element(snippet)];
        Renderer::plain().render(report)
    }
}

impl Fault {
    /// The fault in a sentence, with the last part of the file’s path alone.
    pub fn in_short(&self) -> String {
        let file = self.file.rsplit('/').next().unwrap_or(&self.file);
        let file = file.to_owned();
        Self {
            file,
            ..self.clone()
        }
        .to_string()
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: ", self.file, self.line, self.column)?;
        if !self.key.is_empty() {
            write!(f, "{}: ", self.key)?;
        }
        f.write_str(&self.message)?;
        match &self.suggestion {
            Some(suggestion) => write!(f, " ({suggestion})"),
            None => Ok(()),
        }
    }
}

/// Collects the faults of one file while it is read.
pub(crate) struct Faults<'t> {
    file: &'t str,
    text: &'t str,
    found: RefCell<Vec<Fault>>,
    /// How many faults, and how many things to look at, were found beyond those that are kept.
    beyond: [Cell<usize>; 2],
    /// Whether what follows is told: what a text that is no TOML would mean is nobody's fault.
    closed: Cell<bool>,
    /// What the readers ask for.
    pub(crate) asked: Asked,
}

impl<'t> Faults<'t> {
    /// Faults of a text.
    pub(crate) fn new(file: &'t str, text: &'t str) -> Self {
        Self {
            file,
            text,
            found: RefCell::default(),
            beyond: Default::default(),
            closed: Cell::new(false),
            asked: Asked::default(),
        }
    }

    pub(crate) fn add(&self, span: &Range<usize>, key: &str, message: impl Into<String>) {
        self.push(span, key, &message.into(), None, Severity::Error);
    }

    pub(crate) fn lint(&self, span: &Range<usize>, key: &str, message: impl Into<String>) {
        self.push(span, key, &message.into(), None, Severity::Lint);
    }

    /// The first slip of a text that is no TOML, with this at the end of its sentence; tells whether there is one.
    pub(crate) fn slip(&self, errors: &[toml::de::Error], tail: &str) -> bool {
        let slip = super::syntax::first(self.text, errors);
        if let Some(slip) = &slip {
            let message = slip.message.clone() + tail;
            self.advise(&slip.span, "", &message, slip.suggestion.as_deref());
        }
        slip.is_some()
    }

    /// Tells of nothing more.
    pub(crate) fn close(&self) {
        self.closed.set(true);
    }

    /// A fault with what to write instead.
    pub(crate) fn advise(
        &self,
        span: &Range<usize>,
        key: &str,
        message: &str,
        suggestion: Option<&str>,
    ) {
        self.push(span, key, message, suggestion, Severity::Error);
    }

    /// Where this stands for the nth time, from 0, within a span of the text; the span itself when it does not.
    pub(crate) fn within(&self, span: &Range<usize>, part: &str, nth: usize) -> Range<usize> {
        let text = self.text.get(span.clone()).unwrap_or_default();
        let found = text.match_indices(part).nth(nth);
        found.map_or_else(
            || span.clone(),
            |(at, part)| span.start + at..span.start + at + part.len(),
        )
    }

    /// A fault about a name, with the nearest of the names that would do.
    pub(crate) fn unknown<'n>(
        &self,
        span: &Range<usize>,
        key: &str,
        message: &str,
        name: &str,
        known: impl IntoIterator<Item = &'n str>,
    ) {
        // Of ten thousand names nobody reads the last thousand suggestions.
        let near = (!self.is_full(Severity::Error))
            .then(|| nearest(name, known))
            .flatten();
        let suggestion = near.map(|near| format!("did you mean `{near}`?"));
        self.push(span, key, message, suggestion.as_deref(), Severity::Error);
    }

    /// Whether as many are kept as anybody reads. Many things to look at do not crowd out what is wrong.
    fn is_full(&self, severity: Severity) -> bool {
        let found = self.found.borrow();
        let alike = found.iter().filter(|fault| fault.severity == severity);
        alike.count() >= MOST_FAULTS
    }

    /// What was found, in the order of the file.
    pub(crate) fn into_found(self) -> Vec<Fault> {
        let mut found = self.found.into_inner();
        found.sort_by_key(|fault| (fault.line, fault.column));
        found.dedup();
        let [errors, lints] = self.beyond.map(Cell::into_inner);
        let last = found.last().map_or(1, |fault| fault.line);
        for (count, severity, what, first) in [
            (errors, Severity::Error, "faults", "mend"),
            (lints, Severity::Lint, "things to look at", "look at"),
        ] {
            let message =
                format!("{count} more {what} of this file are not listed; {first} these first");
            found.extend((count > 0).then(|| Fault {
                line: last,
                severity,
                ..Fault::of_file(self.file, message)
            }));
        }
        found
    }

    fn push(
        &self,
        span: &Range<usize>,
        key: &str,
        message: &str,
        suggestion: Option<&str>,
        severity: Severity,
    ) {
        if self.closed.get() {
            return;
        }
        if self.is_full(severity) {
            let [errors, lints] = &self.beyond;
            let beyond = if severity == Severity::Error {
                errors
            } else {
                lints
            };
            beyond.set(beyond.get().saturating_add(1));
            return;
        }
        let place = self.place(span, key);
        self.found.borrow_mut().push(Fault {
            message: harmless(message),
            suggestion: suggestion.map(harmless),
            severity,
            ..place
        });
    }

    /// An error of this place that says nothing yet.
    pub(crate) fn place(&self, span: &Range<usize>, key: &str) -> Fault {
        let place = Place::of(self.text, span);
        Fault {
            line: place.line,
            column: place.column,
            key: harmless(key),
            source: place.source,
            mark: place.mark,
            ..Fault::of_file(self.file, "")
        }
    }
}

/// The name nearest to the one that was typed, if one is near enough to be meant.
pub(crate) fn nearest<'n>(name: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let name = name.to_lowercase();
    known
        .into_iter()
        .map(|candidate| {
            let likeness = |other: &str| likeness(&name, &other.to_lowercase());
            // The first word of a longer name is often all that somebody remembers of it.
            let first = candidate.split('_').next().unwrap_or(candidate);
            (candidate, likeness(candidate).max(likeness(first)))
        })
        .filter(|&(_, likeness)| likeness >= 0.75)
        .max_by(|left, right| left.1.total_cmp(&right.1))
        .map(|(candidate, _)| candidate)
}

/// From 0 to 1. Two letters that changed places, or a single slip in a word, count less than what the words begin with.
fn likeness(name: &str, other: &str) -> f64 {
    let alike = strsim::jaro_winkler(name, other);
    let is_slip = name.chars().count() >= 3 && strsim::osa_distance(name, other) == 1;
    if is_slip { alike.max(0.92) } else { alike }
}

/// Text of a file without anything that a terminal would act on.
pub(crate) fn harmless(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            '\t' => ' ',
            '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => {
                '\u{FFFD}'
            }
            other if other.is_control() => '\u{FFFD}',
            other => other,
        })
        .collect()
}

/// Where a span begins, and the line it begins in.
struct Place {
    line: usize,
    column: usize,
    source: String,
    mark: Range<usize>,
}

impl Place {
    fn of(text: &str, span: &Range<usize>) -> Self {
        let start = floor(text, span.start);
        let before = text.get(..start).unwrap_or("");
        let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
        let after = text.get(start..).unwrap_or("");
        let line_end = start + after.find(['\n', '\r']).unwrap_or(after.len());
        let head = text.get(line_start..start).unwrap_or("");
        let end = floor(text, span.end.clamp(start, line_end));
        let marked = text.get(start..end).unwrap_or("");
        let tail = text.get(end..line_end).unwrap_or("");

        let column = head.chars().count();
        let head = harmless(
            &head
                .chars()
                .skip(column.saturating_sub(CONTEXT))
                .collect::<String>(),
        );
        let marked = harmless(&marked.chars().take(CONTEXT).collect::<String>());
        let tail = harmless(&tail.chars().take(CONTEXT).collect::<String>());
        Self {
            line: before.matches('\n').count() + 1,
            column: column + 1,
            mark: head.len()..head.len() + marked.len(),
            source: format!("{head}{marked}{tail}"),
        }
    }
}

/// The nearest place at or before this byte where a character begins.
fn floor(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte)
        .rev()
        .find(|&at| text.is_char_boundary(at))
        .unwrap_or(0)
}
