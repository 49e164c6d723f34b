//! The Markdown of an issue form as words to read: what is emphasised, quoted or a heading is said like everything else, and
//! links are the words with the address behind them. What stands in code is left as it is.

use std::collections::HashMap;
use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{one_line, plain};

/// A pattern that did not compile would leave the words as they are.
fn pattern(pattern: &str) -> Option<Regex> {
    Regex::new(pattern).ok()
}

static CODE: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?ms)^[ \t]*```.*?^[ \t]*```[ \t]*$|^[ \t]*~~~.*?^[ \t]*~~~[ \t]*$|``[^`\n]+``|`[^`\n]+`",
    )
});

/// `> [!NOTE]`, and what leads to the words that follow.
static ALERT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(r"(?im)^[ \t>]*\[!(note|tip|important|warning|caution)\][ \t]*\n[ \t>]*")
});

/// Headings and quotations, and lines that only divide.
static SIGNS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r"(?m)^(?:[ \t]{0,3}(?:>[ \t]?)+)?(?:[ \t]{0,3}#{1,6}(?:[ \t]+|$))?(?:[ \t]{0,3}(?:-[ \t]*){3,}$|[ \t]{0,3}(?:\*[ \t]*){3,}$|[ \t]{0,3}(?:_[ \t]*){3,}$|[ \t]{0,3}={3,}[ \t]*$)?",
    )
});

/// `[name]: address`, the address in the same line or in the next.
static DEFINITION: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r#"(?m)^[ \t]{0,3}\[([^\[\]^][^\[\]]*)\]:[ \t]*\n?[ \t]*<?([^\s<>]+)>?(?:[ \t]+["'(][^\n]*["')])?[ \t]*(?:\n|$)"#,
    )
});

/// `[words][name]`, `[name][]` and `[name]`.
static REFERENCE: LazyLock<Option<Regex>> =
    LazyLock::new(|| pattern(r"!?\[([^\[\]]+)\](?:\[([^\[\]]*)\])?"));

/// `[words](address "title")`; the address may hold one pair of parentheses.
static LINK: LazyLock<Option<Regex>> = LazyLock::new(|| {
    pattern(
        r#"!?\[([^\[\]]*)\]\(\s*<?([^()\s<>]*(?:\([^()\s]*\)[^()\s<>]*)?)>?(?:\s+["'][^"'\n]*["'])?\s*\)"#,
    )
});

/// What is emphasised, the strong first.
static EMPHASIS: LazyLock<Vec<Regex>> = LazyLock::new(|| {
    let patterns = [
        r"()\*\*([^\s*\\]|[^\s*][^*]*[^\s*\\])\*\*()",
        r"(^|[^\w*\\])\*([^\s*\\]|[^\s*][^*]*[^\s*\\])\*($|[^\w*])",
        r"(^|[^\w\\])__([^\s_][^_\n]*\s[^_\n]*[^\s_])__($|\W)",
        r"(^|[^\w\\])_([^\s_\\]|[^\s_][^_\n]*[^\s_\\])_($|\W)",
    ];
    patterns.iter().filter_map(|one| pattern(one)).collect()
});

static ESCAPED: LazyLock<Option<Regex>> = LazyLock::new(|| pattern(r"\\([*_#\[\]<>~`])"));

/// Around the number of a piece of code while the rest is read.
const OPENS: char = '\u{E000}';
const CLOSES: char = '\u{E001}';

/// What is read how.
#[derive(Clone, Copy)]
struct Way {
    /// The address stands behind the words of a link, and is not handed back.
    addresses: bool,
    /// Headings and quotations lose their signs. A label is one line, and its `#` may be a number.
    signs: bool,
}

/// Where a link leads: its words, and the address.
pub type Link = (String, String);

/// Markdown of several lines as words.
pub fn read(text: &str) -> String {
    let way = Way {
        addresses: true,
        signs: true,
    };
    with(text, way).0
}

/// The same without addresses, and where its links lead.
pub fn aloud(text: &str) -> (String, Vec<Link>) {
    let way = Way {
        addresses: false,
        signs: true,
    };
    with(text, way)
}

/// A label that is said aloud, in one line, and where its links lead.
pub fn label(text: &str) -> (String, Vec<Link>) {
    let way = Way {
        addresses: false,
        signs: false,
    };
    let (words, links) = with(text, way);
    (one_line(&words), links)
}

/// Markdown as it is typed, without the tags that only draw.
pub fn untagged(text: &str) -> String {
    let code = Code::taken_from(text);
    code.put_back(&close(&plain(&code.around)))
}

/// The pieces of code of a text, and the text around them, where numbers stand for them.
struct Code {
    pieces: Vec<String>,
    around: String,
}

impl Code {
    fn taken_from(text: &str) -> Self {
        let text = text.replace("\r\n", "\n").replace([OPENS, CLOSES], "");
        let mut pieces = Vec::new();
        let around = replaced(&CODE, &text, |found| {
            pieces.push(whole(found).to_owned());
            format!("{OPENS}{}{CLOSES}", pieces.len() - 1)
        });
        Self { pieces, around }
    }

    fn put_back(&self, words: &str) -> String {
        let mut restored = String::new();
        let mut rest = words;
        while let Some((before, after)) = rest.split_once(OPENS) {
            let (number, after) = after.split_once(CLOSES).unwrap_or((after, ""));
            restored += before;
            let at = number.parse::<usize>().ok();
            restored += at
                .and_then(|at| self.pieces.get(at))
                .map_or("", String::as_str);
            rest = after;
        }
        restored + rest
    }
}

fn with(text: &str, way: Way) -> (String, Vec<Link>) {
    let code = Code::taken_from(text);
    let mut words = replaced(&ALERT, &code.around, |found| {
        let name = part(found, 1).to_lowercase();
        let (first, rest) = name.split_at_checked(1).unwrap_or_default();
        format!("{}{rest}: ", first.to_uppercase())
    });
    if way.signs {
        words = replaced(&SIGNS, &words, |_| String::new());
    }
    let mut links = Vec::new();
    words = linked(&words, way, &mut links);
    words = replaced(&ESCAPED, &plain(&calm(&words)), |found| {
        part(found, 1).to_owned()
    });
    for (words, _) in &mut links {
        *words = one_line(&code.put_back(&calm(words)));
    }
    (code.put_back(&close(&words)), links)
}

/// Without spaces at the ends of lines, and with one empty line at most between two others.
fn close(text: &str) -> String {
    let mut lines: Vec<&str> = text.lines().map(str::trim_end).collect();
    lines.dedup_by(|next, before| next.is_empty() && before.is_empty());
    lines.join("\n").trim().to_owned()
}

/// Without the signs of what is emphasised.
fn calm(text: &str) -> String {
    let mut words = text.to_owned();
    for _ in 0..3 {
        for emphasis in EMPHASIS.iter() {
            words = emphasis.replace_all(&words, "${1}${2}${3}").into_owned();
        }
    }
    words
}

/// Links as they are read, those by name included; what stood behind the names goes with the last link that has it.
fn linked(text: &str, way: Way, links: &mut Vec<Link>) -> String {
    let key = |name: &str| one_line(name).to_lowercase();
    let mut named: HashMap<String, String> = HashMap::new();
    let mut text = replaced(&DEFINITION, text, |found| {
        named
            .entry(key(part(found, 1)))
            .or_insert_with(|| part(found, 2).to_owned());
        String::new()
    });
    let mut said = |words: &str, address: &str| {
        let bare = address.trim_start_matches("mailto:");
        let bare = bare
            .trim_start_matches("https://")
            .trim_start_matches("http://");
        let same = words
            .trim()
            .trim_start_matches("https://")
            .trim_start_matches("http://");
        if address.is_empty() {
            return words.to_owned();
        }
        if same.is_empty() || same.trim_end_matches('/') == bare.trim_end_matches('/') {
            return address.trim_start_matches("mailto:").to_owned();
        }
        if way.addresses {
            return format!("{words} ({address})");
        }
        links.push((words.to_owned(), address.to_owned()));
        words.to_owned()
    };
    // A picture may stand inside of a link.
    for _ in 0..2 {
        text = replaced(&LINK, &text, |found| said(part(found, 1), part(found, 2)));
    }
    let mut used = Vec::new();
    text = replaced(&REFERENCE, &text, |found| {
        let name = Some(part(found, 2)).filter(|name| !name.is_empty());
        let name = key(name.unwrap_or(part(found, 1)));
        match named.get(&name) {
            Some(address) => {
                used.push(name);
                said(part(found, 1), address)
            }
            None => whole(found).to_owned(),
        }
    });
    let mut left: Vec<_> = named
        .iter()
        .filter(|(name, _)| !used.contains(*name))
        .collect();
    left.sort();
    for (name, address) in left {
        text.extend(["\n", name.as_str(), ": ", address.as_str()]);
    }
    text
}

fn replaced(
    pattern: &LazyLock<Option<Regex>>,
    text: &str,
    mut by: impl FnMut(&Captures<'_>) -> String,
) -> String {
    match &**pattern {
        Some(pattern) => pattern
            .replace_all(text, |found: &Captures<'_>| by(found))
            .into_owned(),
        None => text.to_owned(),
    }
}

fn whole<'t>(found: &Captures<'t>) -> &'t str {
    found.get(0).map_or("", |whole| whole.as_str())
}

fn part<'t>(found: &Captures<'t>, at: usize) -> &'t str {
    found.get(at).map_or("", |part| part.as_str())
}
