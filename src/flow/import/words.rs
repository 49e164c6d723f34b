//! Words of a form as words for the phone: without mark-up, in one line where one line is needed.

pub mod markdown;

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// Comments, tags of HTML, and addresses in angle brackets. A pattern that did not compile would leave the words as
/// they are.
static TAGS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?s)<!--.*?-->|<(?<address>https?://[^<>\s]{1,2000}|mailto:[^<>\s]{1,2000})>|</?(?<tag>[a-zA-Z][a-zA-Z0-9]{0,15})(?:\s[^<>]{0,2000})?/?>",
    )
    .ok()
});

/// Links and pictures of Markdown.
static LINKS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"!?\[([^\[\]]*)\]\(([^()\s]*)\)").ok());

/// Tags of HTML after which a new line begins.
const BREAKS: &[&str] = &[
    "br",
    "p",
    "div",
    "li",
    "ul",
    "ol",
    "tr",
    "table",
    "hr",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "details",
    "summary",
    "blockquote",
    "pre",
    "section",
    "dt",
    "dd",
];

/// Tags of HTML within a line. Anything else in angle brackets is what somebody is to fill in, such as `<your name>`, or a
/// type, such as `Vec<T>`.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "body", "center", "cite", "code", "del", "dl", "em", "figure", "font",
    "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "link", "mark", "meta",
    "picture", "q", "s", "samp", "small", "source", "span", "strike", "strong", "style", "sub",
    "sup", "tbody", "td", "tfoot", "th", "thead", "tt", "u", "var", "video",
];

/// Names of HTML for characters; the ampersand comes last, so that nothing is read twice.
const NAMED: &[(&str, &str)] = &[
    ("&nbsp;", " "),
    ("&lt;", "<"),
    ("&gt;", ">"),
    ("&quot;", "\""),
    ("&#39;", "'"),
    ("&apos;", "'"),
    ("&amp;", "&"),
];

/// Without HTML, and with links as they are read: the words, and the address behind them.
pub fn plain(text: &str) -> String {
    let mut plain = text.replace("\r\n", "\n");
    if let Some(tags) = &*TAGS {
        plain = tags.replace_all(&plain, without_tag).into_owned();
    }
    if let Some(links) = &*LINKS {
        let readable = |found: &Captures<'_>| {
            let part = |at: usize| found.get(at).map_or("", |part| part.as_str());
            match (part(1), part(2)) {
                ("", address) => address.to_owned(),
                (words, "") => words.to_owned(),
                (words, address) => format!("{words} ({address})"),
            }
        };
        plain = links.replace_all(&plain, readable).into_owned();
    }
    for (name, character) in NAMED {
        plain = plain.replace(name, character);
    }
    plain.trim().to_owned()
}

/// What stays of a comment, a tag, or an address.
fn without_tag(found: &Captures<'_>) -> String {
    if let Some(address) = found.name("address") {
        return address.as_str().to_owned();
    }
    let Some(tag) = found.name("tag") else {
        return String::new();
    };
    let name = tag.as_str().to_lowercase();
    let whole = found.get(0).map_or("", |whole| whole.as_str());
    if BREAKS.contains(&name.as_str()) {
        "\n".to_owned()
    } else if INLINE.contains(&name.as_str()) {
        String::new()
    } else {
        whole.to_owned()
    }
}

/// The first line that says something, without the signs of a heading, a list or a quotation.
pub fn first_line(text: &str) -> String {
    let signs = ['#', '*', '-', '>', '_', ':', ' ', '\t', '|', '='];
    let lines = text.lines().map(|line| line.trim_matches(signs));
    // What begins code names its language at most.
    let mut lines = lines.filter(|line| !line.starts_with("```"));
    let line = lines.find(|line| line.chars().any(char::is_alphanumeric));
    one_line(line.unwrap_or_default())
}

/// The same with the lines that it goes on in, up to the end of the sentence.
pub fn first_sentence(text: &str) -> String {
    const LONGEST: usize = 400;
    let mut sentence = first_line(text);
    let mut lines = text.lines().map(one_line);
    // What the first line says may stand behind the sign of a list.
    if sentence.is_empty() || !lines.any(|line| line.ends_with(&sentence)) {
        return sentence;
    }
    let is_list = |line: &str| {
        line.starts_with(['-', '*', '+', '|', '`', '#', '>'])
            || line
                .trim_start_matches(|c: char| c.is_ascii_digit())
                .starts_with(['.', ')'])
    };
    let ends = |words: &str| {
        words.ends_with([
            '.', '!', '?', ':', '…', '。', '！', '？', '：', ')', '"', '”',
        ])
    };
    for line in lines {
        let is_over = ends(&sentence) || sentence.len() + line.len() > LONGEST;
        if is_over || line.is_empty() || is_list(&line) {
            break;
        }
        sentence = format!("{sentence} {line}");
    }
    sentence
}

/// The words in one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
