//! The keys of a `[[question]]`.

use super::{Draft, Owner};
use crate::domain::answer::Field;
use crate::domain::id::fold;
use crate::flow::condition::pattern;
use crate::flow::fact::values_of;
use crate::flow::question::{Bound, Check, Choice, Kind, OTHER, Options, Question, RequiredFor};
use crate::flow::value::{Given, Measure, Measured};
use crate::handwritten::reader::{Reader, kind as kind_of, number};

/// The types, in the order of the documentation.
const TYPES: &[&str] = &[
    "text", "long", "exact", "steps", "yes_no", "choice", "choices", "number", "scale", "date",
    "datetime", "duration", "version", "phone", "email", "note", "caller", "customer", "product",
    "category",
];

/// Types of schema 1 that this version does not have yet.
const TYPES_NOT_YET: &[&str] = &["time", "url", "money", "file", "reference"];

/// An `ask` of more words is hard to say and hard to follow.
const MOST_WORDS: usize = 25;

/// Reads a question, all but its condition.
pub(super) fn read<'t>(draft: &mut Draft<'t>, reader: &Reader<'t>, position: usize) -> Question {
    let id = reader.id("id");
    let kind = kind(draft, reader, position);
    let ask = reader.needed_text("ask", "the words to say");
    let words = ask.split_whitespace().count();
    if words > MOST_WORDS {
        let message = format!("{words} words are hard to say in one breath; aim at {MOST_WORDS}");
        reader
            .faults
            .lint(&reader.span_of("ask"), &reader.path("ask"), message);
    }
    let maps_to = maps_to(reader, &kind);
    Question {
        why: why(reader, &kind, &ask),
        section: section(draft, reader),
        check: check(reader, &kind),
        id,
        kind,
        ask,
        ask_plain: reader.text("ask_plain"),
        ask_technical: reader.text("ask_technical"),
        say_why: reader.text("say_why"),
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
        retired: reader.flag("retired"),
    }
}

fn kind<'t>(draft: &mut Draft<'t>, reader: &Reader<'t>, position: usize) -> Kind {
    let (name, span) = reader
        .spotted_text("type")
        .unwrap_or_else(|| ("text".to_owned(), reader.span.clone()));
    for (key, owners) in [
        ("options", ["choice", "choices"]),
        ("other", ["choice", "choices"]),
        ("unit", ["number", "number"]),
        ("integer", ["number", "number"]),
    ] {
        if reader.has(key) && !owners.contains(&name.as_str()) {
            reader.get(key);
            let message = format!("only a {} has it, and this is of type {name}", owners[0]);
            reader.fault(&reader.span_of(key), key, message);
        }
    }
    match name.as_str() {
        "text" => Kind::Text,
        "long" => Kind::Long,
        "exact" => Kind::Exact,
        "steps" => Kind::Steps,
        "yes_no" => Kind::YesNo,
        "choice" => Kind::Choice(options(draft, reader, position, false)),
        "choices" => Kind::Choices(options(draft, reader, position, true)),
        "number" => Kind::Number {
            unit: reader.text("unit"),
            integer: reader.flag("integer"),
        },
        "scale" => scale(reader),
        "date" => Kind::Date,
        "datetime" => Kind::DateTime,
        "duration" => Kind::Duration,
        "version" => Kind::Version,
        "phone" => Kind::Phone,
        "email" => Kind::Email,
        "note" => Kind::Note,
        "caller" => Kind::Caller,
        "customer" => Kind::Customer,
        "product" => Kind::Product,
        "category" => Kind::Category,
        not_yet if TYPES_NOT_YET.contains(&not_yet) => {
            let message = format!("this version of baton has no type `{not_yet}` yet; use text");
            reader.fault(&span, "type", message);
            Kind::Text
        }
        _ => {
            let message = format!("there is no type `{name}`; there are {}", TYPES.join(", "));
            let key = reader.path("type");
            reader
                .faults
                .unknown(&span, &key, &message, &name, TYPES.iter().copied());
            Kind::Text
        }
    }
}

fn options<'t>(
    draft: &mut Draft<'t>,
    reader: &Reader<'t>,
    question: usize,
    several: bool,
) -> Options {
    let mut options = Options {
        items: Vec::new(),
        other: reader.flag("other"),
    };
    for table in reader.tables("options") {
        let position = options.items.len();
        let id = table.id("id");
        let repeated = options.get(&id).is_some() || (options.other && id == OTHER);
        if repeated && !id.is_empty() {
            table.fault(
                &table.span_of("id"),
                "id",
                format!("there is another option `{id}`"),
            );
        }
        if table.has("exclusive") && !several {
            let message = "in a choice every option excludes the others; it belongs to choices";
            table.fault(&table.span_of("exclusive"), "exclusive", message);
        }
        draft.condition(&table, Owner::Option(question, position));
        options.items.push(Choice {
            id,
            label: table.needed_text("label", "what is shown"),
            say: table.text("say"),
            when: None,
            exclusive: table.flag("exclusive"),
            retired: table.flag("retired"),
        });
        table.finish();
    }
    let offered = options
        .items
        .iter()
        .filter(|option| !option.retired)
        .count();
    if offered + usize::from(options.other) < 2 {
        let message =
            "a choice needs at least two options, such as { id = \"one\", label = \"One\" }";
        reader.fault(&reader.span_of("options"), "options", message);
    }
    options
}

/// The widest scale; more points than that are a number.
const WIDEST_SCALE: i64 = 100;

fn scale(reader: &Reader<'_>) -> Kind {
    let ends = (reader.integer("min"), reader.integer("max"));
    if let (Some(min), Some(max)) = ends
        && min < max
        && max.saturating_sub(min) <= WIDEST_SCALE
    {
        return Kind::Scale { min, max };
    }
    let message = format!("a scale needs min and max, whole numbers at most {WIDEST_SCALE} apart");
    reader.fault(&reader.span_of("min"), "min", message);
    Kind::Scale { min: 0, max: 1 }
}

fn why(reader: &Reader<'_>, kind: &Kind, ask: &str) -> String {
    if matches!(kind, Kind::Note) {
        return reader.text("why").unwrap_or_default();
    }
    let why = reader.needed_text(
        "why",
        "what the answer tells us; nobody asks well without knowing it",
    );
    if why.is_empty() {
        return why;
    }
    let plain = fold(&why);
    let plain = plain.trim_end_matches(['.', '!', '?']);
    let hollow = [
        "we need it",
        "we need this",
        "needed",
        "required",
        "we need to know",
        "todo",
        "to know",
    ];
    let hollow =
        hollow.contains(&plain.trim_start_matches("because ")) || plain.split(' ').count() < 3;
    let copy = plain == fold(ask).trim_end_matches(['.', '!', '?']);
    if copy || hollow {
        let message = if copy {
            "it repeats the question"
        } else {
            "it gives no reason"
        };
        let message = format!("{message}; say what the answer tells us");
        reader.fault(&reader.span_of("why"), "why", message);
    }
    why
}

fn section(draft: &Draft<'_>, reader: &Reader<'_>) -> usize {
    let Some((id, span)) = reader.spotted_text("section") else {
        return 0;
    };
    let sections = &draft.flow.sections;
    sections
        .iter()
        .position(|section| section.id == id)
        .unwrap_or_else(|| {
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

fn check(reader: &Reader<'_>, kind: &Kind) -> Check {
    // The ends of a scale belong to its type.
    let (min, max) = match kind {
        Kind::Scale { .. } => (None, None),
        _ => (bound(reader, "min", kind), bound(reader, "max", kind)),
    };
    let pattern = reader.spotted_text("pattern").and_then(|(text, span)| {
        if !matches!(
            kind.measure(),
            Measure::Words | Measure::Exact | Measure::Version
        ) {
            reader.fault(
                &span,
                "pattern",
                format!("a question of type {} has no text to match", kind.id()),
            );
        }
        pattern(&text)
            .map_err(|message| reader.fault(&span, "pattern", message))
            .ok()
    });
    let check = Check {
        min,
        max,
        pattern,
        message: reader.text("message"),
        warn_only: reader
            .word("severity", &[("error", false), ("warn", true)])
            .unwrap_or(false),
    };
    // A mail address is checked by its type.
    let is_checked =
        matches!(kind, Kind::Email) || ["min", "max", "pattern"].iter().any(|key| reader.has(key));
    for key in ["message", "severity"] {
        if reader.has(key) && !is_checked {
            let message = "it belongs to a check: min, max or pattern";
            reader.fault(&reader.span_of(key), key, message);
        }
    }
    check
}

fn bound(reader: &Reader<'_>, key: &'static str, kind: &Kind) -> Option<Bound> {
    let value = reader.get(key)?;
    let measure = kind.measure();
    let text = value.get_ref().as_str().map(ToOwned::to_owned);
    let text = text.or_else(|| value.get_ref().as_datetime().map(ToString::to_string));
    let bound = match measure {
        Measure::Time if text.as_deref() == Some("now") => Some(Bound::Now),
        Measure::Time | Measure::Duration | Measure::Version => text
            .and_then(|text| measure.read(Given::Text(&text)))
            .map(Bound::At),
        Measure::Nothing | Measure::Option => None,
        // A number is bound by its value, a text by its characters, a list by its length.
        _ => number(value).map(|number| Bound::At(Measured::Number(number))),
    };
    if bound.is_none() {
        let message = match measure {
            Measure::Time => "a day such as \"2026-06-01\", or \"now\", was expected".to_owned(),
            Measure::Duration => "a length of time such as \"2h\" was expected".to_owned(),
            Measure::Version => "a version in quotes, such as \"5.2\", was expected".to_owned(),
            Measure::Nothing | Measure::Option => {
                format!("a question of type {} has no {key}", kind.id())
            }
            _ => format!("a number was expected, not {}", kind_of(value)),
        };
        reader.fault(&value.span(), key, message);
    }
    bound
}
