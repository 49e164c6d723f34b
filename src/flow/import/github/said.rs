//! What a form says beside a question, as somebody on the phone needs it: the words to say without addresses, and what a
//! field shows while it is empty as an example or as a request, whichever it is.

use super::Node;
use crate::flow::import::form::Question;
use crate::flow::import::words::{markdown, one_line};

/// Where the links in the words to say lead.
#[derive(Default)]
pub struct Said {
    links: Vec<String>,
}

/// What an example or a request begins with, whatever follows.
const BEGINNINGS: &[&str] = &[
    "e.g",
    "eg.",
    "eg:",
    "eg,",
    "ex.",
    "ex:",
    "i.e",
    "example",
    "for example",
    "for instance",
    "such as",
    "like ",
    "z.b",
    "p. ex",
    "例如",
    "例：",
    "例:",
    "比如",
    "如：",
    "如:",
    "示例",
    "请",
    "bitte ",
    "por favor",
];

/// Words that a request or a question begins with.
const REQUESTS: &[&str] = &[
    "a", "add", "an", "any", "anything", "attach", "briefly", "choose", "clear", "clearly", "copy",
    "describe", "detailed", "do", "drag", "enter", "explain", "fill", "give", "how", "if",
    "include", "input", "insert", "leave", "let", "link", "list", "optional", "paste", "please",
    "provide", "put", "replace", "select", "share", "specify", "state", "submit", "tell", "type",
    "upload", "use", "what", "when", "where", "which", "who", "why", "write", "your",
];

impl Said {
    /// A label as it is said; what its links lead to is kept for later.
    pub fn aloud(&mut self, label: &str) -> String {
        let (words, links) = markdown::label(label);
        for (words, address) in links {
            let link = format!("{words}: {address}");
            if !self.links.contains(&link) {
                self.links.push(link);
            }
        }
        words
    }

    /// Puts what stands around the field of a question beside it.
    pub fn beside(self, question: &mut Question, attributes: &Node) {
        let text = |key: &str| attributes.text(key).unwrap_or_default();
        let description = markdown::read(&text("description"));
        if one_line(&description) != question.ask {
            question.tell(&description);
        }
        let placeholder = text("placeholder");
        if placeholder.chars().any(char::is_alphanumeric) && one_line(&placeholder) != question.ask
        {
            question.tell(&shown(&placeholder));
        }
        let value = text("value");
        if !value.is_empty() {
            question.lose("nothing is filled in beforehand; what the form fills in stands in the hint or the help");
            question.tell(&under("The form begins with:", &filled(&value)));
        }
        question.tell(&self.links.join("\n"));
    }
}

/// What an empty field shows.
fn shown(placeholder: &str) -> String {
    let words = placeholder.trim();
    let small = words.to_lowercase();
    let small = small.trim_start_matches(|first: char| !first.is_alphanumeric());
    let first = small
        .split(|c: char| !c.is_alphanumeric() && c != '\'')
        .next()
        .unwrap_or_default();
    let is_sentence = small.split_whitespace().count() > 2 && REQUESTS.contains(&first);
    let is_asked = words.ends_with(['?', '？']);
    if is_asked || is_sentence || BEGINNINGS.iter().any(|begin| small.starts_with(begin)) {
        words.to_owned()
    } else {
        under("Such as:", words)
    }
}

/// What a form fills in, without the tags that fold it; what stands in a comment is for whoever fills it in.
fn filled(value: &str) -> String {
    let signs = ["<!---", "--->", "<!--", "-->"];
    let words = signs
        .iter()
        .fold(value.to_owned(), |words, sign| words.replace(sign, ""));
    let words = markdown::untagged(&words);
    if words.is_empty() {
        value.trim().to_owned()
    } else {
        words
    }
}

/// Words behind what they are, in the same line or in lines of their own.
fn under(what: &str, words: &str) -> String {
    let words = words.trim_end().trim_start_matches(['\n', '\r']);
    let between = if words.trim().contains('\n') {
        "\n"
    } else {
        " "
    };
    format!(
        "{what}{between}{}",
        if between == " " { words.trim() } else { words }
    )
}
