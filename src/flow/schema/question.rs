//! The keys of a `[[question]]`.

use std::ops::Range;

use super::check::check;
use super::kind::kind;
use super::{Draft, TextOf};
use crate::domain::answer::Field;
use crate::domain::caller::Level;
use crate::domain::id::fold;
use crate::flow::Repeat;
use crate::flow::fact::{PREFILLS, Prefill, values_of};
use crate::flow::question::{Check, Kind, Options, Question, RequiredFor, Wording};
use crate::flow::template::Text;
use crate::handwritten::reader::{Reader, Variant};

/// An `ask` of more words is hard to say and hard to follow.
const MOST_WORDS: usize = 25;

/// Reads a question, all but its condition; `inherited` is the section that an `include` puts it in.
pub(super) fn read<'t>(
    draft: &mut Draft<'t>,
    reader: &Reader<'t>,
    position: usize,
    inherited: Option<usize>,
) -> Question {
    let id = reader.id("id");
    let kind = kind(draft, reader, position);
    let ask = reader.needed_text("ask", "the words to say");
    breathe(reader, "ask", &ask, &reader.span_of("ask"));
    let section = section(draft, reader, inherited);
    let repeats = draft
        .flow
        .sections
        .get(section)
        .is_some_and(|section| section.repeat.is_some());
    let maps_to = maps_to(reader, &kind);
    let sensitive = reader.flag("sensitive");
    if maps_to.is_some() && (sensitive || repeats) {
        let why = if sensitive {
            "a field of the record is shown everywhere, so its question cannot be sensitive"
        } else {
            "a field of the record has one value, and its section is repeated"
        };
        reader.fault(&reader.span_of("maps_to"), "maps_to", why);
    }
    let from = from(reader, &kind);
    Question {
        why: why(reader, &kind, &ask),
        section,
        check: check(reader, &kind),
        ask: draft.text(
            reader,
            "ask",
            TextOf::Ask(position),
            ask,
            reader.span_of("ask"),
        ),
        wordings: wordings(draft, reader, position),
        id,
        kind,
        say_why: reader.text("say_why"),
        say_whys: languages(reader, "say_why_"),
        hint: reader.text("hint"),
        help: reader.text("help"),
        listen_for: reader.text("listen_for"),
        avoid: reader.text("avoid"),
        when: None,
        required_for: reader
            .word(
                "required_for",
                &[
                    ("escalate", RequiredFor::Escalate),
                    ("resolve", RequiredFor::Resolve),
                    ("never", RequiredFor::Never),
                ],
            )
            .unwrap_or(RequiredFor::Escalate),
        maps_to,
        from,
        sensitive,
        retired: reader.flag("retired"),
    }
}

/// What is said has to be said in one breath.
fn breathe(reader: &Reader<'_>, key: &str, text: &str, span: &Range<usize>) {
    let words = text.split_whitespace().count();
    if words > MOST_WORDS {
        let message = format!("{words} words are hard to say in one breath; aim at {MOST_WORDS}");
        reader.lint(span, key, message);
    }
}

/// The question that asks for the next item of a repeated section.
pub(super) fn another(section: usize, id: &str, repeat: &Repeat) -> Question {
    let item = &repeat.item;
    let usual = format!("Is there another {item}?");
    let in_language = |(language, words): &(String, String)| Wording {
        language: Some(language.clone()),
        level: None,
        text: Text::new(words.clone()),
    };
    Question {
        id: format!("another_{id}"),
        kind: Kind::YesNo,
        ask: Text::new(repeat.another.clone().unwrap_or(usual)),
        wordings: repeat.anothers.iter().map(in_language).collect(),
        why: format!("Each {item} is asked about by itself, so that none is forgotten."),
        say_why: None,
        say_whys: Vec::new(),
        hint: None,
        help: None,
        listen_for: None,
        avoid: None,
        section,
        when: None,
        required_for: RequiredFor::Never,
        check: Check::default(),
        maps_to: None,
        from: None,
        sensitive: false,
        retired: false,
    }
}

/// The words for callers of other levels and in other languages: `ask_plain`, `ask_technical`, `ask_de`,
/// `ask_de_plain`.
fn wordings<'t>(draft: &mut Draft<'t>, reader: &Reader<'t>, question: usize) -> Vec<Wording> {
    const LEVELS: [(&str, Level); 2] = [("plain", Level::Plain), ("technical", Level::Technical)];
    // Asked for by name, so that a mistyped one is answered with it.
    let _ = (reader.get("ask_plain"), reader.get("ask_technical"));
    let meaning = |end: &str| {
        for (word, level) in LEVELS {
            if end == word {
                return Some((None, Some(level)));
            }
            let language = end
                .strip_suffix(word)
                .and_then(|rest| rest.strip_suffix('_'));
            if let Some(language) = language {
                return language_of(language).map(|language| (Some(language), Some(level)));
            }
        }
        language_of(end).map(|language| (Some(language), None))
    };
    let mut wordings = Vec::new();
    for ((language, level), Variant { key, text, span }) in reader.variants("ask_", meaning) {
        breathe(reader, key, &text, &span);
        let owner = TextOf::Wording(question, wordings.len());
        let text = draft.text(reader, key, owner, text, span);
        wordings.push(Wording {
            language,
            level,
            text,
        });
    }
    wordings
}

/// The same text in other languages, by language: the keys that begin so.
pub(super) fn languages(reader: &Reader<'_>, prefix: &'static str) -> Vec<(String, String)> {
    let variants = reader.variants(prefix, language_of).into_iter();
    variants
        .map(|(language, variant)| (language, variant.text))
        .collect()
}

/// A language as it ends a key: `de`, `pt_br`.
fn language_of(end: &str) -> Option<String> {
    let is_code = |code: &str, lengths: &[usize]| {
        lengths.contains(&code.len()) && code.bytes().all(|letter| letter.is_ascii_lowercase())
    };
    let fits = match end.split_once('_') {
        Some((language, region)) => is_code(language, &[2, 3]) && is_code(region, &[2]),
        None => is_code(end, &[2, 3]),
    };
    fits.then(|| end.to_owned())
}

fn why(reader: &Reader<'_>, kind: &Kind, ask: &str) -> String {
    if matches!(kind, Kind::Note) {
        return reader.text("why").unwrap_or_default();
    }
    let why = reader.needed_text(
        "why",
        "say what the answer tells us; nobody asks well without knowing why",
    );
    if why.is_empty() {
        return why;
    }
    if let Some(message) = gives_no_reason(&why, ask) {
        let message = format!("{message}; say what the answer tells us");
        reader.fault(&reader.span_of("why"), "why", message);
    }
    why
}

/// Words that give no reason, however they are put together: “We need to know this.”
const HOLLOW: &[&str] = &[
    "a",
    "all",
    "also",
    "always",
    "an",
    "and",
    "answer",
    "are",
    "ask",
    "asked",
    "asking",
    "be",
    "because",
    "can",
    "data",
    "do",
    "everybody",
    "everyone",
    "field",
    "for",
    "from",
    "good",
    "has",
    "have",
    "help",
    "helpful",
    "helps",
    "here",
    "i",
    "important",
    "in",
    "info",
    "information",
    "is",
    "it",
    "it’s",
    "it's",
    "just",
    "know",
    "knowing",
    "mandatory",
    "me",
    "must",
    "necessary",
    "need",
    "needed",
    "needs",
    "of",
    "on",
    "one",
    "order",
    "our",
    "please",
    "question",
    "reason",
    "reasons",
    "required",
    "requires",
    "should",
    "so",
    "something",
    "standard",
    "support",
    "team",
    "that",
    "that’s",
    "that's",
    "the",
    "there",
    "these",
    "they",
    "this",
    "to",
    "todo",
    "tbd",
    "us",
    "useful",
    "usual",
    "very",
    "want",
    "wanted",
    "we",
    "what",
    "which",
    "why",
    "will",
    "with",
    "would",
    "you",
    "your",
];

/// What is wrong with a reason that is none, or only repeats what is asked.
pub(in crate::flow) fn gives_no_reason(why: &str, ask: &str) -> Option<&'static str> {
    let plain = fold(why);
    let plain = plain.trim_end_matches(['.', '!', '?']);
    let mut words = plain
        .split(|letter: char| !letter.is_alphanumeric() && letter != '’' && letter != '\'')
        .filter(|word| !word.is_empty());
    let hollow = plain.split(' ').count() < 3 || words.all(|word| HOLLOW.contains(&word));
    let copy = plain == fold(ask).trim_end_matches(['.', '!', '?']);
    if copy {
        return Some("it repeats the question");
    }
    hollow.then_some("it gives no reason")
}

/// What of the record stands in the question before it is asked.
fn from(reader: &Reader<'_>, kind: &Kind) -> Option<Prefill> {
    let from = reader.word("from", PREFILLS)?;
    let one_line = !matches!(
        kind,
        Kind::Choices(_)
            | Kind::Steps
            | Kind::Note
            | Kind::File
            | Kind::Caller
            | Kind::Customer
            | Kind::Product
            | Kind::Category
    );
    if !one_line {
        let message = format!(
            "a question of type {} is not filled from the record",
            kind.id()
        );
        reader.fault(&reader.span_of("from"), "from", message);
    }
    Some(from)
}

/// The section that a question, or the questions of an `include`, stand in.
pub(super) fn section(draft: &Draft<'_>, reader: &Reader<'_>, inherited: Option<usize>) -> usize {
    let named = reader.spotted_text("section");
    if let (Some((_, span)), Some(inherited)) = (&named, inherited) {
        let message = "a block has no sections; the flow’s `include` says where it stands";
        reader.fault(span, "section", message);
        return inherited;
    }
    let Some((id, span)) = named else {
        return inherited.unwrap_or(0);
    };
    let sections = &draft.flow.sections;
    let found = sections.iter().position(|section| section.id == id);
    found.unwrap_or_else(|| {
        let known = sections.iter().map(|section| section.id.as_str());
        let message = format!("there is no section `{id}`");
        reader
            .faults
            .unknown(&span, &reader.path("section"), &message, &id, known);
        0
    })
}

fn maps_to(reader: &Reader<'_>, kind: &Kind) -> Option<Field> {
    let fields: Vec<_> = Field::ALL
        .iter()
        .map(|field| (field.id(), *field))
        .collect();
    let field = reader.word("maps_to", &fields)?;
    // A field of a few values takes a choice whose options are these values.
    if let Some(values) = values_of(field) {
        let known = kind.options().map(Options::ids).unwrap_or_default();
        let fits = matches!(kind, Kind::Choice(_)) && known.iter().all(|id| values.contains(id));
        if !fits {
            let message = format!(
                "`{}` takes a choice whose options are among {}",
                field.id(),
                values.join(", ")
            );
            reader.fault(&reader.span_of("maps_to"), "maps_to", message);
        }
    } else if (field == Field::Category) != matches!(kind, Kind::Category) {
        let message = "a question of type category fills the category, and nothing else";
        reader.fault(&reader.span_of("maps_to"), "maps_to", message);
    }
    Some(field)
}
