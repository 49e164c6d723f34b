//! The type of a question, and the options of a choice.

use super::question::languages;
use super::{Draft, Owner, TextOf};
use crate::flow::question::{Choice, Kind, OTHER, Options};
use crate::handwritten::fault::nearest;
use crate::handwritten::reader::Reader;

/// The types, in the order of the documentation.
pub(super) const TYPES: &[&str] = &[
    "text",
    "long",
    "exact",
    "steps",
    "yes_no",
    "choice",
    "choices",
    "number",
    "scale",
    "date",
    "time",
    "datetime",
    "duration",
    "version",
    "phone",
    "email",
    "url",
    "money",
    "file",
    "caller",
    "customer",
    "product",
    "category",
    "reference",
    "note",
];

pub(super) fn kind<'t>(draft: &mut Draft<'t>, reader: &Reader<'t>, position: usize) -> Kind {
    let (name, span) = reader
        .spotted_text("type")
        .unwrap_or_else(|| ("text".to_owned(), reader.span.clone()));
    let name = known_type(reader, name, &span);
    for (key, owners) in [
        ("options", ["choice", "choices"]),
        ("other", ["choice", "choices"]),
        ("unit", ["number", "money"]),
        ("integer", ["number", "number"]),
    ] {
        let is_known = TYPES.contains(&name.as_str());
        if is_known && reader.has(key) && !owners.contains(&name.as_str()) {
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
        "time" => Kind::Time,
        "datetime" => Kind::DateTime,
        "duration" => Kind::Duration,
        "version" => Kind::Version,
        "phone" => Kind::Phone,
        "email" => Kind::Email,
        "url" => Kind::Url,
        "money" => Kind::Money {
            unit: currency(reader),
        },
        "file" => Kind::File,
        "reference" => Kind::Reference,
        "note" => Kind::Note,
        "caller" => Kind::Caller,
        "customer" => Kind::Customer,
        "product" => Kind::Product,
        "category" => Kind::Category,
        // Nothing is said of what a question of an unknown type would take or not.
        _ => {
            let _ = (reader.get("options"), reader.get("other"));
            let _ = (reader.get("unit"), reader.get("integer"));
            Kind::Text
        }
    }
}

/// What people call types that have another name here.
const CALLED: &[(&str, &[&str])] = &[
    (
        "text",
        &["string", "str", "line", "input", "short_text", "short"],
    ),
    (
        "long",
        &[
            "textarea",
            "multiline",
            "paragraph",
            "markdown",
            "memo",
            "long_text",
        ],
    ),
    (
        "exact",
        &["code", "log", "verbatim", "message", "error_message"],
    ),
    ("steps", &["list", "ordered_list"]),
    (
        "yes_no",
        &[
            "boolean",
            "bool",
            "yesno",
            "yes/no",
            "yes-no",
            "true_false",
            "checkbox",
            "toggle",
        ],
    ),
    (
        "choice",
        &[
            "select",
            "select_one",
            "dropdown",
            "radio",
            "enum",
            "single_choice",
            "option",
            "options",
            "combobox",
        ],
    ),
    (
        "choices",
        &[
            "checkboxes",
            "multiselect",
            "multi_select",
            "select_multiple",
            "multiple",
            "multiple_choice",
            "tags",
            "set",
        ],
    ),
    (
        "number",
        &["int", "integer", "float", "decimal", "numeric", "count"],
    ),
    ("scale", &["rating", "range", "slider", "likert"]),
    ("date", &["day"]),
    (
        "datetime",
        &["timestamp", "date_time", "date-time", "moment"],
    ),
    ("duration", &["timespan", "period", "interval"]),
    ("phone", &["tel", "telephone", "phone_number"]),
    ("email", &["mail", "e-mail", "e_mail"]),
    ("url", &["link", "website", "web", "uri"]),
    ("money", &["currency", "amount", "price"]),
    ("file", &["upload", "attachment", "screenshot", "image"]),
    ("note", &["info", "label", "statement", "display", "hint"]),
    ("caller", &["person", "contact"]),
    ("customer", &["company", "account"]),
    ("reference", &["incident", "ticket"]),
];

/// The type that is there, or else the one that is meant: what follows from a slip is not told.
fn known_type(reader: &Reader<'_>, name: String, span: &std::ops::Range<usize>) -> String {
    if TYPES.contains(&name.as_str()) {
        return name;
    }
    let called = name.to_lowercase();
    let called = called.trim();
    let meant = if called == "checkbox" && reader.has("options") {
        Some("choices")
    } else {
        let by_name = CALLED.iter().find(|(_, names)| names.contains(&called));
        by_name
            .map(|(known, _)| *known)
            .or_else(|| nearest(called, TYPES.iter().copied()))
    };
    let message = format!("there is no type `{name}`; there are {}", TYPES.join(", "));
    let suggestion = meant.map(|meant| format!("did you mean `{meant}`?"));
    let key = reader.path("type");
    reader
        .faults
        .advise(span, &key, &message, suggestion.as_deref());
    meant.map_or(name, str::to_owned)
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
        let say = table.spotted_text("say");
        draft.condition(&table, Owner::Option(question, position));
        options.items.push(Choice {
            id,
            label: table.needed_text("label", "what is shown"),
            labels: languages(&table, "label_"),
            say: say.map(|(text, span)| {
                let owner = TextOf::Option(question, position);
                draft.text(&table, "say", owner, text, span)
            }),
            number: table.decimal("number"),
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
    match offered + usize::from(options.other) {
        0 => {
            let message = "it needs options, such as { id = \"one\", label = \"One\" }";
            reader.fault(&reader.span_of("options"), "options", message);
        }
        1 if !several => {
            let message =
                "a choice with a single option asks nothing; a yes_no question may be meant";
            reader.lint(&reader.span_of("options"), "options", message);
        }
        _ => {}
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

/// The currency of an amount for which none is said.
fn currency(reader: &Reader<'_>) -> Option<String> {
    let (unit, span) = reader.spotted_text("unit")?;
    let is_code = unit.len() == 3 && unit.bytes().all(|letter| letter.is_ascii_uppercase());
    if !is_code {
        let message = format!("`{unit}` is not the code of a currency, such as \"EUR\"");
        reader.fault(&span, "unit", message);
    }
    Some(unit)
}
