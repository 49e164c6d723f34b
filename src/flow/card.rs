//! A flow as a card to read, print and review.

mod condition;
mod rule;

use super::question::{Bound, Choice, Kind, Question, RequiredFor, Wording};
use super::rule::Rule;
use super::value::Measure;
use super::{Flow, Section};
use crate::domain::answer::AnswerState;
use crate::domain::caller::Level;
use crate::handwritten::fault::harmless;
pub(super) use condition::{in_words, reckoned};
pub(super) use rule::acts;
pub use rule::rule_in_words;

/// How a card is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// For a terminal and for paper.
    Text,
    /// For a review on a web page.
    Markdown,
}

/// The whole flow, in the order it is asked. No line of it holds anything that a terminal acts on.
pub fn card(flow: &Flow, style: Style) -> String {
    let mut card = Card {
        lines: Vec::new(),
        style,
    };
    card.write(flow);
    card.lines.join(
        "
",
    )
}

struct Card {
    lines: Vec<String>,
    style: Style,
}

impl Card {
    fn write(&mut self, flow: &Flow) {
        self.heading(1, &flow.title);
        let mut facts = vec![
            flow.id().to_owned(),
            format!("version {}", flow.reference.version),
        ];
        facts.extend(flow.owner.iter().map(|owner| format!("owner {owner}")));
        facts.extend(flow.review_by.iter().map(|day| format!("review by {day}")));
        facts.extend(
            (!flow.products.is_empty()).then(|| format!("for {}", flow.products.join(", "))),
        );
        self.line("", &facts.join(" · "));
        let say: Vec<String> = flow.say.iter().map(ToString::to_string).collect();
        self.texts("Say", &say);
        self.texts("Avoid", &flow.avoid);
        self.texts("Proposed by these words", &[flow.keywords.join(", ")]);
        let mut number = 0;
        for section in &flow.sections {
            self.section(flow, section, &mut number);
        }
        if !flow.rules.is_empty() {
            self.heading(2, "What follows");
        }
        for rule in &flow.rules {
            self.rule(flow, rule);
        }
        let brief = [("Summary", &flow.summary), ("Read back", &flow.readback)];
        if brief.iter().any(|(_, template)| template.is_some()) {
            self.heading(2, "Brief");
        }
        for (label, template) in brief {
            if let Some(template) = template {
                self.texts(label, &[template.written().to_owned()]);
            }
        }
        if !flow.paths.is_empty() {
            self.heading(2, "Tried out");
        }
        for path in &flow.paths {
            self.path(path);
        }
        let retired = flow.questions.iter().filter(|question| question.retired);
        let retired: Vec<String> = retired
            .map(|question| format!("{}: {}", question.id, question.ask))
            .collect();
        if !retired.is_empty() {
            self.heading(2, "No longer asked");
            for question in retired {
                self.line("- ", &question);
            }
        }
    }

    fn section(&mut self, flow: &Flow, section: &Section, number: &mut usize) {
        let questions = section
            .questions
            .iter()
            .filter_map(|&at| flow.questions.get(at));
        let is_asked = |question: &&Question| {
            let another = section.another.and_then(|at| flow.questions.get(at));
            !question.retired && another.is_none_or(|another| another.id != question.id)
        };
        let mut questions = questions.filter(is_asked).peekable();
        if questions.peek().is_none() {
            return;
        }
        self.heading(2, &section.title);
        if let Some(when) = &section.when {
            self.line("", &format!("Asked when {}.", in_words(when, flow)));
        }
        if let Some(repeat) = &section.repeat {
            let (item, max) = (&repeat.item, repeat.max);
            self.line("", &format!("Asked for each {item}, up to {max} times."));
            if let Some(another) = &repeat.another {
                self.line("", &format!("Between them: {another}"));
            }
            for (language, words) in &repeat.anothers {
                self.line("", &format!("In {language}: {words}"));
            }
        }
        if section.after {
            self.line("", "Asked after the category’s own questions.");
        }
        for question in questions {
            *number += 1;
            self.question(flow, question, *number);
        }
    }

    fn question(&mut self, flow: &Flow, question: &Question, number: usize) {
        self.gap();
        let ask = match self.style {
            Style::Text => format!("{number}. {}", question.ask),
            Style::Markdown => format!("{number}. **{}**", question.ask),
        };
        self.line("", &ask);
        let need = match question.required_for {
            _ if !question.is_asked() => "",
            RequiredFor::Escalate => " · needed before escalating",
            RequiredFor::Resolve => " · needed before escalating or resolving",
            RequiredFor::Never => "",
        };
        let maps_to = question
            .maps_to
            .map(|field| format!(" · fills {}", field.words()))
            .unwrap_or_default();
        let kind = kind_in_words(&question.kind);
        let from = if question.from.is_some() {
            " · filled from the record"
        } else {
            ""
        };
        let masked = if question.sensitive {
            " · masked on sheets and exports"
        } else {
            ""
        };
        self.note(&format!(
            "{} · {kind}{need}{maps_to}{from}{masked}",
            question.id
        ));
        for wording in &question.wordings {
            self.note(&format!("{}: {}", wording_in_words(wording), wording.text));
        }
        let notes = [
            (
                "Why",
                Some(question.why.as_str()).filter(|why| !why.is_empty()),
            ),
            ("To the caller", question.say_why.as_deref()),
            ("Hint", question.hint.as_deref()),
            ("Help", question.help.as_deref()),
            ("Listen for", question.listen_for.as_deref()),
            ("Avoid", question.avoid.as_deref()),
        ];
        for (label, text) in notes {
            if let Some(text) = text {
                self.note(&format!("{label}: {text}"));
            }
        }
        for (language, words) in &question.say_whys {
            self.note(&format!("To the caller in {language}: {words}"));
        }
        if let Some(check) = check_in_words(question) {
            self.note(&format!("Check: {check}"));
        }
        if let Some(when) = &question.when {
            self.note(&format!("Asked when {}.", in_words(when, flow)));
        }
        let Some(options) = question.kind.options() else {
            return;
        };
        for option in options.items.iter().filter(|option| !option.retired) {
            let labels = option.labels.iter();
            let labels = labels.map(|(language, label)| format!(" · {language}: {label}"));
            let labels: String = labels.collect();
            self.line("   - ", &(option_in_words(flow, option) + &labels));
        }
        if options.other {
            self.line("   - ", "or something else");
        }
    }

    fn rule(&mut self, flow: &Flow, rule: &Rule) {
        self.gap();
        let when = rule
            .when
            .as_ref()
            .map_or_else(|| "always".to_owned(), |when| in_words(when, flow));
        self.line("", &format!("When {when}:"));
        for act in acts(rule) {
            self.line("   - ", &act);
        }
    }

    fn texts(&mut self, label: &str, texts: &[String]) {
        if texts.iter().all(String::is_empty) {
            return;
        }
        self.gap();
        self.line("", &format!("{label}:"));
        for text in texts {
            self.line("- ", text);
        }
    }

    fn heading(&mut self, level: usize, title: &str) {
        self.gap();
        match self.style {
            Style::Markdown => {
                self.line(&format!("{} ", "#".repeat(level)), title);
                self.gap();
            }
            Style::Text => {
                self.line("", title);
                let rule = if level == 1 { "═" } else { "─" };
                self.line("", &rule.repeat(title.chars().count()));
            }
        }
    }

    /// A line that belongs to a question.
    fn note(&mut self, text: &str) {
        let before = match self.style {
            Style::Text => "   ",
            Style::Markdown => "   - ",
        };
        self.line(before, text);
    }

    fn gap(&mut self) {
        if self.lines.last().is_some_and(|line| !line.is_empty()) {
            self.lines.push(String::new());
        }
    }

    fn line(&mut self, before: &str, text: &str) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        self.lines.push(format!("{before}{}", harmless(&text)));
    }
}

/// What a good answer passes, if it is checked.
pub(super) fn check_in_words(question: &Question) -> Option<String> {
    let check = &question.check;
    let end = |bound: &Bound| match bound {
        Bound::At(value) => value.words(),
        Bound::Now => "now".to_owned(),
    };
    let what = match question.kind.measure() {
        Measure::Words | Measure::Exact => " characters",
        Measure::Set | Measure::Lines => " of them",
        _ => "",
    };
    let ends = match (&check.min, &check.max) {
        (Some(min), Some(max)) => Some(format!("{} to {}{what}", end(min), end(max))),
        (Some(min), None) => Some(format!("at least {}{what}", end(min))),
        (None, Some(max)) => Some(format!("at most {}{what}", end(max))),
        (None, None) => None,
    };
    let pattern = check
        .pattern
        .as_ref()
        .map(|pattern| format!("like {pattern}"));
    let parts: Vec<String> = ends.into_iter().chain(pattern).collect();
    if parts.is_empty() {
        return None;
    }
    let severity = if check.warn_only {
        ", or accepted with a key"
    } else {
        ""
    };
    let message = check
        .message
        .as_ref()
        .map_or_else(String::new, |message| format!(": “{message}”"));
    Some(format!("{}{severity}{message}", parts.join(", ")))
}

pub(super) fn kind_in_words(kind: &Kind) -> String {
    match kind {
        Kind::Number {
            unit: Some(unit), ..
        } => format!("number of {unit}"),
        Kind::Money { unit: Some(unit) } => format!("money in {unit}"),
        Kind::Scale { min, max } => format!("scale {min}–{max}"),
        other => other.id().replace('_', "/"),
    }
}

/// For whom other words of a question are: `In plain words`, `In de, plain words`.
pub(super) fn wording_in_words(wording: &Wording) -> String {
    let level = match wording.level {
        Some(Level::Plain) => Some("plain words"),
        Some(Level::Technical) => Some("technical words"),
        None => None,
    };
    let parts = [wording.language.as_deref(), level];
    format!(
        "In {}",
        parts.into_iter().flatten().collect::<Vec<_>>().join(", ")
    )
}

pub(super) fn option_in_words(flow: &Flow, option: &Choice) -> String {
    let excludes = if option.exclusive {
        ", excludes the others"
    } else {
        ""
    };
    let when = option.when.as_ref().map_or_else(String::new, |when| {
        format!(", when {}", in_words(when, flow))
    });
    let say = option
        .say
        .as_ref()
        .map_or_else(String::new, |say| format!(": “{say}”"));
    let counts = option
        .number
        .map_or_else(String::new, |number| format!(", counts {number}"));
    format!(
        "{} ({}){counts}{excludes}{when}{say}",
        option.label, option.id
    )
}

/// When a question is asked, in words: its section's condition and its own; nothing when it is asked always.
pub fn when_in_words(flow: &Flow, question: &Question) -> Option<String> {
    let section = flow.sections.get(question.section);
    let conditions = [
        section.and_then(|section| section.when.as_ref()),
        question.when.as_ref(),
    ];
    let words = conditions
        .into_iter()
        .flatten()
        .map(|when| in_words(when, flow));
    let words = words.collect::<Vec<_>>().join("; and ");
    (!words.is_empty()).then_some(words)
}

/// What became of a question, as a condition says it: behind the question's id, `symptom is not known`.
fn state_in_words(state: Option<AnswerState>) -> &'static str {
    match state {
        None => "is not answered",
        Some(AnswerState::Answered) => "is answered",
        Some(AnswerState::Unknown) => "is not known to the caller",
        Some(AnswerState::Declined) => "is not told by the caller",
        Some(AnswerState::NotAsked) => "was not asked",
        Some(AnswerState::NotApplicable) => "does not apply",
    }
}
