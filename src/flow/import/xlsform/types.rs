//! The types of XLSForm rows, under all the names that they have had.

use crate::flow::import::form::Kind;

/// What a row of the survey is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowType {
    /// A question; what is lost of its type.
    Question(Kind, Option<&'static str>),
    /// A choice from a list.
    Select {
        kind: Kind,
        list: String,
        other: bool,
        lost: Option<&'static str>,
    },
    /// One box to tick.
    Acknowledge,
    /// A number between two ends.
    Range,
    /// Worked out from other answers.
    Calculate,
    /// A value that is not shown.
    Hidden,
    /// What the device knows.
    Device,
    /// A group begins, which may be repeated.
    Begin { repeat: bool },
    /// A group ends.
    End,
    /// Left out; why.
    Left(&'static str),
    /// No type that is known.
    Unknown,
}

/// Reads the `type` of a row.
pub fn of(text: &str) -> RowType {
    let lower = text.to_lowercase().replace(['_', '-'], " ");
    let mut words: Vec<&str> = lower.split_whitespace().collect();
    for skipped in ["add", "q", "get"] {
        if words.len() > 1 && words.first() == Some(&skipped) {
            words.remove(0);
        }
    }
    if words.len() > 1 && words.last() == Some(&"prompt") {
        words.pop();
    }
    let joined = words.join(" ");
    if let Some(select) = select(text, &joined) {
        return select;
    }
    match joined.as_str() {
        "text" | "string" => RowType::Question(Kind::Text, None),
        "integer" | "int" | "percentage" => RowType::Question(Kind::Integer, None),
        "decimal" => RowType::Question(Kind::Number, None),
        "note" => RowType::Question(Kind::Note, None),
        "date" => RowType::Question(Kind::Date, None),
        "time" => RowType::Question(Kind::Time, None),
        "datetime" | "date time" => RowType::Question(Kind::DateTime, None),
        "geopoint" | "gps" | "location" | "geotrace" | "geoshape" | "osm" => {
            RowType::Question(Kind::Text, Some("a place on a map is asked as a text"))
        }
        "image" | "photo" | "picture" | "audio" | "video" | "file" => {
            RowType::Question(Kind::File, None)
        }
        "barcode" => RowType::Question(Kind::Text, Some("a barcode is typed, not scanned")),
        "url" => RowType::Question(Kind::Url, None),
        "range" => RowType::Range,
        "acknowledge" | "trigger" => RowType::Acknowledge,
        "calculate" => RowType::Calculate,
        "hidden" | "hidden value" => RowType::Hidden,
        "begin group" | "group" => RowType::Begin { repeat: false },
        "begin repeat" | "repeat" | "begin repeat group" => RowType::Begin { repeat: true },
        "end group" | "end repeat" | "end loop" | "end repeat group" => RowType::End,
        "start"
        | "end"
        | "end time"
        | "start time"
        | "today"
        | "deviceid"
        | "device id"
        | "phonenumber"
        | "phone number"
        | "username"
        | "email"
        | "simserial"
        | "sim id"
        | "sim serial"
        | "subscriberid"
        | "subscriber id"
        | "audit"
        | "start geopoint"
        | "background audio"
        | "background geopoint"
        | "imei"
        | "uri:deviceid"
        | "instance name"
        | "today's date"
        | "date of interview" => RowType::Device,
        "csv external" | "xml external" => RowType::Left("data that does not come with the form"),
        _ if joined.starts_with("begin loop") => RowType::Begin { repeat: false },
        _ if joined.starts_with("begin group") => RowType::Begin { repeat: false },
        _ if joined.starts_with("begin repeat") => RowType::Begin { repeat: true },
        _ if joined.starts_with("end group") || joined.starts_with("end repeat") => RowType::End,
        _ if joined.starts_with("include ") => RowType::Left("another form that is included"),
        _ => RowType::Unknown,
    }
}

/// `select_one colours or_other`, and its older spellings.
fn select(text: &str, joined: &str) -> Option<RowType> {
    const ONE: &[&str] = &["select one external", "select one", "select1", "select 1"];
    const SEVERAL: &[&str] = &[
        "select all that apply",
        "select multiple external",
        "select multiple",
        "select many",
    ];
    let begins = |names: &[&'static str]| {
        names.iter().copied().find(|name| {
            joined
                .strip_prefix(*name)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        })
    };
    let (kind, name, mut lost) = if let Some(name) = begins(ONE) {
        (Kind::Choice, name, None)
    } else if let Some(name) = begins(SEVERAL) {
        (Kind::Choices, name, None)
    } else {
        (
            Kind::Choices,
            begins(&["rank"])?,
            Some("the order of a ranking is not asked, only the options"),
        )
    };
    let rest = joined.get(name.len()..).unwrap_or_default().trim();
    let mut rest: Vec<&str> = rest.split_whitespace().collect();
    let other = ["or specify other", "or other"].iter().find_map(|end| {
        let end: Vec<&str> = end.split(' ').collect();
        rest.ends_with(&end).then_some(end.len())
    });
    rest.truncate(rest.len() - other.unwrap_or(0));
    if rest.last() == Some(&"prompt") {
        rest.pop();
    }
    let from_file = rest.first() == Some(&"from") && rest.get(1) == Some(&"file");
    if from_file {
        lost = Some("its options are in a file that does not come with the form");
    } else if matches!(rest.first(), Some(&("from" | "using"))) {
        rest.remove(0);
    }
    // The list as it is written: the words above have lost their underlines.
    let written: Vec<&str> = text.split_whitespace().collect();
    let skip = other.map_or(0, |count| usize::from(count == 3) * 2 + 1);
    let is_end = |word: &&str| {
        matches!(
            word.to_lowercase().as_str(),
            "or_other" | "or" | "other" | "specify" | "prompt"
        )
    };
    let found = written
        .iter()
        .rev()
        .skip_while(|word| skip > 0 && is_end(word))
        .find(|word| !(rest.is_empty() || is_end(word) && skip > 0));
    let name_of_list = found
        .filter(|_| !rest.is_empty())
        .map_or_else(String::new, |list| (*list).to_owned());
    Some(RowType::Select {
        kind,
        list: name_of_list,
        other: other.is_some(),
        lost,
    })
}
