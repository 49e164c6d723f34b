//! The form that every format is read into: sections, questions, options, conditions, and what could not be carried over.

use super::logic::Logic;

/// A form, as it will become a flow.
#[derive(Debug, Clone, Default)]
pub struct Form {
    /// The flow's id.
    pub id: String,
    /// The flow's title.
    pub title: String,
    /// What the form says about itself, kept as comments at the head.
    pub remarks: Vec<String>,
    /// The sections, in order. A question without one belongs to the flow itself and comes first.
    pub sections: Vec<Section>,
    /// The questions, in order.
    pub questions: Vec<Question>,
    /// What was lost of the form as a whole.
    pub losses: Vec<Loss>,
}

/// Something that a flow cannot say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Loss {
    /// Where it stands in the source: `line 12`, `survey row 7`, `linkId 3.1`.
    pub place: String,
    /// What it is, and what becomes of it.
    pub what: String,
}

/// A group of questions.
#[derive(Debug, Clone)]
pub struct Section {
    /// The id in the flow.
    pub id: String,
    /// The id in the source.
    pub source: Option<String>,
    /// What is shown.
    pub title: String,
    /// When its questions are asked.
    pub when: Logic,
    /// Asked again for each item: its name, and how many at most.
    pub repeat: Option<(String, Option<i64>)>,
    /// What was lost of it.
    pub losses: Vec<Loss>,
}

/// A question.
#[derive(Debug, Clone)]
pub struct Question {
    /// The id in the flow.
    pub id: String,
    /// The id in the source, when it has one.
    pub source: Option<String>,
    /// Where it stands in the source.
    pub place: String,
    /// Its type.
    pub kind: Kind,
    /// The words to say.
    pub ask: String,
    /// The words in other languages: `de` or `pt_br`, and the words.
    pub translations: Vec<(String, String)>,
    /// Why it is asked, if the source tells.
    pub why: Option<String>,
    /// What a good answer looks like.
    pub hint: Option<String>,
    /// More.
    pub help: Option<String>,
    /// Its section, by position.
    pub section: Option<usize>,
    /// When it is asked.
    pub when: Logic,
    /// Whether it must be answered.
    pub required: bool,
    /// The least: a number, a length, or a day.
    pub min: Option<String>,
    /// The most.
    pub max: Option<String>,
    /// What the text looks like.
    pub pattern: Option<String>,
    /// What to say when a check fails.
    pub message: Option<String>,
    /// What a number counts.
    pub unit: Option<String>,
    /// The options of a choice.
    pub options: Vec<Choice>,
    /// Whether there is one more option, with free text.
    pub other: bool,
    /// Not asked of anybody, but conditions may name it.
    pub retired: bool,
    /// What its form says about it that no flow needs, kept as comments.
    pub remarks: Vec<String>,
    /// What was lost of it.
    pub losses: Vec<Loss>,
}

/// An option of a choice.
#[derive(Debug, Clone)]
pub struct Choice {
    /// The id in the flow.
    pub id: String,
    /// The value in the source.
    pub source: String,
    /// What is shown.
    pub label: String,
    /// The same in other languages: `de` or `pt_br`, and the words.
    pub translations: Vec<(String, String)>,
    /// When it is offered.
    pub when: Logic,
    /// Excludes the others.
    pub exclusive: bool,
}

/// The types of questions that forms have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(
    missing_docs,
    reason = "they are the types of the flow language, see `flow::Kind`"
)]
pub enum Kind {
    Text,
    Long,
    Exact,
    Steps,
    YesNo,
    Choice,
    Choices,
    Number,
    Integer,
    Scale,
    Date,
    Time,
    DateTime,
    Duration,
    Version,
    Phone,
    Email,
    Url,
    Money,
    File,
    Note,
}

impl Kind {
    /// All of them, with the names that flows have for them; a whole number is a `number` with `integer`.
    pub const ALL: &[(&str, Self)] = &[
        ("text", Self::Text),
        ("long", Self::Long),
        ("exact", Self::Exact),
        ("steps", Self::Steps),
        ("yes_no", Self::YesNo),
        ("choice", Self::Choice),
        ("choices", Self::Choices),
        ("number", Self::Number),
        ("number", Self::Integer),
        ("scale", Self::Scale),
        ("date", Self::Date),
        ("time", Self::Time),
        ("datetime", Self::DateTime),
        ("duration", Self::Duration),
        ("version", Self::Version),
        ("phone", Self::Phone),
        ("email", Self::Email),
        ("url", Self::Url),
        ("money", Self::Money),
        ("file", Self::File),
        ("note", Self::Note),
    ];

    /// The name in flows.
    pub fn id(self) -> &'static str {
        let found = Self::ALL.iter().find(|(_, kind)| *kind == self);
        found.map_or("text", |(name, _)| name)
    }

    /// Whether its answer is a number.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Number | Self::Integer | Self::Scale)
    }

    /// Whether its answer is a text that is compared letter by letter.
    pub fn is_words(self) -> bool {
        matches!(
            self,
            Self::Text | Self::Long | Self::Phone | Self::Email | Self::Url
        )
    }
}

impl Choice {
    /// The number that its value in the source is: digits, with a point and a sign at most.
    pub fn number(&self) -> Option<f64> {
        let source = self.source.trim();
        let fits = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
        source.parse().ok().filter(|_| source.chars().all(fits))
    }
}

impl Question {
    /// A question of this type at this place.
    pub fn new(id: String, kind: Kind, ask: impl Into<String>, place: impl Into<String>) -> Self {
        Self {
            id,
            source: None,
            place: place.into(),
            kind,
            ask: ask.into(),
            translations: Vec::new(),
            why: None,
            hint: None,
            help: None,
            section: None,
            when: Logic::Always,
            required: false,
            min: None,
            max: None,
            pattern: None,
            message: None,
            unit: None,
            options: Vec::new(),
            other: false,
            retired: false,
            remarks: Vec::new(),
            losses: Vec::new(),
        }
    }

    /// Notes down what is lost of it.
    pub fn lose(&mut self, what: impl Into<String>) {
        let loss = Loss {
            place: self.place.clone(),
            what: what.into(),
        };
        if !self.losses.contains(&loss) {
            self.losses.push(loss);
        }
    }

    /// Adds a line to what a good answer looks like; what is long goes where a key shows it.
    pub fn tell(&mut self, text: &str) {
        const LONGEST_HINT: usize = 160;
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let is_short = text.chars().count() <= LONGEST_HINT && !text.contains('\n');
        let place = if is_short
            && self
                .hint
                .as_ref()
                .is_none_or(|hint| hint.len() < LONGEST_HINT)
        {
            &mut self.hint
        } else {
            &mut self.help
        };
        match place {
            Some(before) => {
                before.push('\n');
                before.push_str(text);
            }
            None => *place = Some(text.to_owned()),
        }
    }
}

impl Loss {
    /// A loss at a place.
    pub fn new(place: impl Into<String>, what: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            what: what.into(),
        }
    }
}

impl std::fmt::Display for Loss {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.place.is_empty() {
            f.write_str(&self.what)
        } else {
            write!(f, "{}: {}", self.place, self.what)
        }
    }
}

impl Form {
    /// Says when each question is asked, in order.
    pub fn conditions(&mut self, whens: Vec<Logic>) {
        for (question, when) in self.questions.iter_mut().zip(whens) {
            question.when = when;
        }
    }

    /// Everything that was lost, in the order of the form.
    pub fn losses(&self) -> impl Iterator<Item = &Loss> {
        let sections = self.sections.iter().flat_map(|section| &section.losses);
        let questions = self.questions.iter().flat_map(|question| &question.losses);
        self.losses.iter().chain(sections).chain(questions)
    }
}
