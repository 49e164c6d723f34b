//! A question of a flow: its words, its reason, its type, and what its answer is for.

use regex::Regex;

use super::condition::Condition;
use super::fact::Prefill;
use super::template::Text;
use super::value::{Measure, Measured};
use crate::domain::answer::Field;
use crate::domain::caller::Level;

/// One question.
#[derive(Debug, Clone)]
pub struct Question {
    /// Stable within its flow; never used again with another meaning.
    pub id: String,
    /// What kind of answer it takes.
    pub kind: Kind,
    /// The words to say.
    pub ask: Text,
    /// The same for callers of other levels, and in other languages.
    pub wordings: Vec<Wording>,
    /// Why we ask; empty only for a note.
    pub why: String,
    /// The reason in words that the caller may hear.
    pub say_why: Option<String>,
    /// The same in other languages, by language.
    pub say_whys: Vec<(String, String)>,
    /// What a good answer looks like.
    pub hint: Option<String>,
    /// More, on a key.
    pub help: Option<String>,
    /// What to listen for.
    pub listen_for: Option<String>,
    /// What not to say.
    pub avoid: Option<String>,
    /// The section, as a position in [`super::Flow::sections`].
    pub section: usize,
    /// When it is asked; always when absent.
    pub when: Option<Condition>,
    /// What it must be answered before.
    pub required_for: RequiredFor,
    /// What a good answer passes.
    pub check: Check,
    /// The field of the record that it fills.
    pub maps_to: Option<Field>,
    /// What of the record stands there before it is asked, until somebody confirms it.
    pub from: Option<Prefill>,
    /// Its answer is masked on handoff sheets and exports unless somebody asks for it.
    pub sensitive: bool,
    /// No longer asked.
    pub retired: bool,
}

/// The words of a question for some callers.
#[derive(Debug, Clone)]
pub struct Wording {
    /// The language, such as `de`; `None` is that of the flow.
    pub language: Option<String>,
    /// The level; `None` is every level without words of its own.
    pub level: Option<Level>,
    /// The words.
    pub text: Text,
}

/// What a question must be answered before. Nothing is required for saving (rule 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequiredFor {
    /// Before escalating.
    Escalate,
    /// Before escalating or resolving.
    Resolve,
    /// Never.
    Never,
}

/// The type of a question.
#[derive(Debug, Clone)]
pub enum Kind {
    /// One line.
    Text,
    /// Several lines.
    Long,
    /// Word by word, white space kept.
    Exact,
    /// A numbered list.
    Steps,
    /// Yes or no.
    YesNo,
    /// One of several options.
    Choice(Options),
    /// Any of several options.
    Choices(Options),
    /// A number.
    Number {
        /// What it counts, such as `MB`.
        unit: Option<String>,
        /// Whether it is a whole one.
        integer: bool,
    },
    /// A whole number between two ends.
    Scale {
        /// The lower end.
        min: i64,
        /// The upper end.
        max: i64,
    },
    /// A day.
    Date,
    /// A time of day.
    Time,
    /// A day and a time.
    DateTime,
    /// A length of time.
    Duration,
    /// A version.
    Version,
    /// A telephone number.
    Phone,
    /// A mail address.
    Email,
    /// A web address.
    Url,
    /// An amount of money.
    Money {
        /// The currency when none is said, such as `EUR`.
        unit: Option<String>,
    },
    /// A file: its name, size and SHA-256.
    File,
    /// The reference of an incident.
    Reference,
    /// Nothing to answer: a line to say or to know.
    Note,
    /// A person, known or new.
    Caller,
    /// A company, known or new.
    Customer,
    /// A product.
    Product,
    /// A category: the id of a flow.
    Category,
}

/// The options of a choice.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// In the order of the file.
    pub items: Vec<Choice>,
    /// Whether there is one more, with free text; its id is [`OTHER`].
    pub other: bool,
}

/// The id of the option that takes free text.
pub const OTHER: &str = "other";

/// An option.
#[derive(Debug, Clone)]
pub struct Choice {
    /// What is stored.
    pub id: String,
    /// What is shown.
    pub label: String,
    /// The same in other languages, by language.
    pub labels: Vec<(String, String)>,
    /// What to say when it is chosen.
    pub say: Option<Text>,
    /// What it counts where a condition reckons with the answer.
    pub number: Option<f64>,
    /// When it is offered; always when absent.
    pub when: Option<Condition>,
    /// In a choice of several: it excludes the others.
    pub exclusive: bool,
    /// No longer offered.
    pub retired: bool,
}

/// A check, made only when there is an answer.
#[derive(Debug, Clone, Default)]
pub struct Check {
    /// The least: a value, a length, or how many.
    pub min: Option<Bound>,
    /// The most.
    pub max: Option<Bound>,
    /// What the text looks like.
    pub pattern: Option<Regex>,
    /// What to say when it fails.
    pub message: Option<String>,
    /// Whether one key accepts the answer all the same.
    pub warn_only: bool,
}

/// An end of a check.
#[derive(Debug, Clone, PartialEq)]
pub enum Bound {
    /// A value, or for texts and lists a length.
    At(Measured),
    /// The time of answering.
    Now,
}

impl Question {
    /// The words to say to a caller of this level, in this language if there are any: what a caller understands comes
    /// before how it is put.
    pub fn ask_for(&self, level: Option<Level>, language: Option<&str>) -> &Text {
        let find = |language: Option<&str>, level: Option<Level>| {
            let fits = |wording: &&Wording| {
                wording.language.as_deref() == language && wording.level == level
            };
            self.wordings.iter().find(fits)
        };
        let tongue = language.and_then(|_| find(language, level).or_else(|| find(language, None)));
        let own = || level.and_then(|_| find(None, level));
        tongue
            .or_else(own)
            .map_or(&self.ask, |wording| &wording.text)
    }

    /// The reason in words that the caller may hear, in this language if there are any.
    pub fn say_why_in(&self, language: Option<&str>) -> Option<&str> {
        in_language(&self.say_whys, language).or(self.say_why.as_deref())
    }

    /// Whether there is something to answer.
    pub fn is_asked(&self) -> bool {
        !matches!(self.kind, Kind::Note)
    }
}

impl Choice {
    /// What is shown, in this language if there are words for it.
    pub fn label_in(&self, language: Option<&str>) -> &str {
        in_language(&self.labels, language).unwrap_or(&self.label)
    }
}

fn in_language<'t>(texts: &'t [(String, String)], language: Option<&str>) -> Option<&'t str> {
    let language = language?;
    let mut fitting = texts.iter().filter(|(known, _)| known == language);
    fitting.next().map(|(_, text)| text.as_str())
}

impl Kind {
    /// The name in files.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Long => "long",
            Self::Exact => "exact",
            Self::Steps => "steps",
            Self::YesNo => "yes_no",
            Self::Choice(_) => "choice",
            Self::Choices(_) => "choices",
            Self::Number { .. } => "number",
            Self::Scale { .. } => "scale",
            Self::Date => "date",
            Self::Time => "time",
            Self::DateTime => "datetime",
            Self::Duration => "duration",
            Self::Version => "version",
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Url => "url",
            Self::Money { .. } => "money",
            Self::File => "file",
            Self::Reference => "reference",
            Self::Note => "note",
            Self::Caller => "caller",
            Self::Customer => "customer",
            Self::Product => "product",
            Self::Category => "category",
        }
    }

    /// The options of a choice.
    pub fn options(&self) -> Option<&Options> {
        match self {
            Self::Choice(options) | Self::Choices(options) => Some(options),
            _ => None,
        }
    }

    pub(super) fn options_mut(&mut self) -> Option<&mut Options> {
        match self {
            Self::Choice(options) | Self::Choices(options) => Some(options),
            _ => None,
        }
    }

    /// How its values compare.
    pub(super) fn measure(&self) -> Measure {
        match self {
            Self::Text
            | Self::Long
            | Self::Phone
            | Self::Email
            | Self::Url
            | Self::File
            | Self::Reference
            | Self::Caller
            | Self::Customer
            | Self::Product
            | Self::Category => Measure::Words,
            Self::Exact => Measure::Exact,
            Self::YesNo | Self::Choice(_) => Measure::Option,
            Self::Choices(_) => Measure::Set,
            Self::Steps => Measure::Lines,
            Self::Number { .. } | Self::Scale { .. } => Measure::Number,
            Self::Date | Self::DateTime => Measure::Time,
            Self::Time => Measure::Clock,
            Self::Money { .. } => Measure::Money,
            Self::Duration => Measure::Duration,
            Self::Version => Measure::Version,
            Self::Note => Measure::Nothing,
        }
    }
}

impl Options {
    /// The option with this id, retired ones included.
    pub fn get(&self, id: &str) -> Option<&Choice> {
        self.items.iter().find(|option| option.id == id)
    }

    /// Every id that an answer may hold.
    pub(super) fn ids(&self) -> Vec<&str> {
        let other = self.other.then_some(OTHER);
        self.items
            .iter()
            .map(|option| option.id.as_str())
            .chain(other)
            .collect()
    }
}
