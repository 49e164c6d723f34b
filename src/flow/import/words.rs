//! Words of a form as words for the phone: without mark-up, in one line where one line is needed.

use std::sync::LazyLock;

use regex::Regex;

/// Comments and tags of HTML. A pattern that did not compile would leave the words as they are.
static TAGS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?s)<!--.*?-->|</?[a-zA-Z][^<>]{0,2000}>").ok());

/// Links and pictures of Markdown.
static LINKS: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"!?\[([^\[\]]*)\]\(([^()\s]*)\)").ok());

/// Without HTML, and with links as they are read: the words, and the address behind them.
pub fn plain(text: &str) -> String {
    let mut plain = text
        .replace("\r\n", "\n")
        .replace("&nbsp;", " ")
        .replace("&amp;", "&");
    if let Some(tags) = &*TAGS {
        plain = tags.replace_all(&plain, "").into_owned();
    }
    if let Some(links) = &*LINKS {
        let readable = |found: &regex::Captures<'_>| {
            let part = |at: usize| found.get(at).map_or("", |part| part.as_str());
            match (part(1), part(2)) {
                ("", address) => address.to_owned(),
                (words, "") => words.to_owned(),
                (words, address) => format!("{words} ({address})"),
            }
        };
        plain = links.replace_all(&plain, readable).into_owned();
    }
    plain.trim().to_owned()
}

/// The first line that says something, without the signs of a heading, a list or a quotation.
pub fn first_line(text: &str) -> String {
    let signs = ['#', '*', '-', '>', '_', '`', ':', ' ', '\t', '|', '='];
    let lines = text.lines().map(|line| line.trim_matches(signs));
    let line = lines
        .into_iter()
        .find(|line| line.chars().any(char::is_alphanumeric));
    one_line(line.unwrap_or_default())
}

/// The words in one line.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
