//! GitHub issue forms and discussion forms: YAML with a `body` of inputs, text areas, dropdowns, check boxes and words.
//! The two checks that Gitea and Forgejo add to an input are read, too.

mod said;
pub mod yaml;

use super::Trouble;
use super::form::{Choice, Form, Kind, Loss, Question};
use super::logic::Logic;
use super::name::Names;
use super::words::{first_line, first_sentence, markdown, one_line, plain};
use said::Said;
use yaml::{Content, Node};

/// Keys at the top that say something about the form; they stay as comments.
const ABOUT: &[&str] = &[
    "name",
    "description",
    "about",
    "title",
    "labels",
    "assignees",
    "projects",
    "type",
    "ref",
];

/// Reads an issue form.
pub fn read(text: &str) -> Result<Form, Trouble> {
    let document = yaml::parse(text).map_err(|(line, message)| Trouble::new(line, message))?;
    let root = &document.root;
    // Forms of discussions and of other programs are the list alone.
    let is_list = matches!(&root.content, Content::List(items) if items.iter().any(|item| item.get("type").is_some()));
    let body = if is_list {
        Some(root)
    } else {
        root.get("body")
    };
    let Some(body) = body else {
        return Err(Trouble::new(root.line, no_form(root, text)));
    };
    let mut form = Form {
        title: root
            .text("name")
            .or_else(|| root.text("title"))
            .unwrap_or_default(),
        ..Form::default()
    };
    for (key, node) in root.pairs().iter().filter(|_| !is_list) {
        if ABOUT.contains(&key.as_str()) {
            form.remarks.push(format!("{key}: {}", node.words()));
        } else if key != "body" {
            let what = format!("`{key}` is unknown: {}", one_line(&node.words()));
            form.losses.push(Loss::new(line(node), what));
        }
    }
    for (at, key) in &document.twice {
        let what = format!("`{key}` stands there twice; the last one counts");
        form.losses.push(Loss::new(format!("line {at}"), what));
    }
    if document.others > 0 {
        let what = format!(
            "{} more documents of the file are left out",
            document.others
        );
        form.losses.push(Loss::new("", what));
    }
    let mut names = Names::of_questions();
    for item in body.items() {
        match question(item, &mut names) {
            Ok(question) => form.questions.push(*question),
            Err(loss) => form.losses.push(loss),
        }
    }
    Ok(form)
}

/// What a file is that is no form.
fn no_form(root: &Node, text: &str) -> &'static str {
    let has = |key: &str| root.get(key).is_some();
    if has("blank_issues_enabled") || has("contact_links") {
        return "it is the config of the list of templates (config.yml), not a form; import one of the forms beside it";
    }
    let is_markdown =
        text.trim_start().starts_with("---") && (has("about") || has("name") && has("labels"));
    if is_markdown {
        return "it is an issue template in Markdown, not an issue form: it asks in prose, and there is nothing to import";
    }
    "it has no `body`, so it is not an issue form"
}

fn line(node: &Node) -> String {
    format!("line {}", node.line)
}

fn question(item: &Node, names: &mut Names) -> Result<Box<Question>, Loss> {
    let Some(kind) = item.text("type") else {
        let what = format!(
            "it has no type, so it is left out: {}",
            one_line(&item.words())
        );
        return Err(Loss::new(line(item), what));
    };
    let nothing = Node {
        line: item.line,
        content: Content::Map(Vec::new()),
    };
    let attributes = item.get("attributes").unwrap_or(&nothing);
    let validations = item.get("validations").unwrap_or(&nothing);
    if kind.trim() == "markdown" {
        return note(item, attributes, names);
    }
    let label = attributes.text("label").unwrap_or_default();
    let mut said = Said::default();
    let mut ask = said.aloud(&label);
    if ask.is_empty() {
        ask = without_label(attributes, &mut said);
    }
    let source = item.text("id");
    let id = names.make(source.as_deref().unwrap_or(&ask), "question");
    let mut question = Question::new(id, Kind::Text, ask, line(item));
    question.source = source;
    question.required = validations.flag("required");
    match kind.trim() {
        "input" => {}
        "textarea" if attributes.text("render").is_some() => {
            question.kind = Kind::Exact;
            let language = attributes.text("render").unwrap_or_default();
            question.remarks.push(format!("shown as code: {language}"));
        }
        "textarea" => question.kind = Kind::Long,
        "dropdown" => dropdown(&mut question, attributes),
        "checkboxes" => checkboxes(&mut question, attributes, &mut said),
        "upload" => upload(&mut question, validations),
        other => question.lose(format!("there is no type `{other}`; it is asked as a text")),
    }
    said.beside(&mut question, attributes);
    check(&mut question, validations);
    if let Some(visible) = item
        .get("visible")
        .filter(|visible| !visible.items().iter().any(|one| one.words() == "form"))
    {
        question.lose(format!(
            "it is not shown in the form (visible: {})",
            visible.words()
        ));
        question.retired = true;
    }
    let known = ["type", "id", "attributes", "validations", "visible"];
    let of_attributes = [
        "label",
        "description",
        "placeholder",
        "value",
        "render",
        "options",
        "multiple",
        "default",
    ];
    let of_validations = ["required", "is_number", "regex", "accept"];
    unknown(&mut question, item, &known);
    unknown(&mut question, attributes, &of_attributes);
    unknown(&mut question, validations, &of_validations);
    if matches!(kind.trim(), "dropdown" | "checkboxes") {
        for option in attributes
            .get("options")
            .map(Node::items)
            .unwrap_or_default()
        {
            unknown(&mut question, option, &["label", "required"]);
        }
    } else {
        for key in ["options", "multiple", "default"] {
            if let Some(value) = attributes.get(key) {
                question.lose(format!(
                    "`{key}` belongs to another type: {}",
                    one_line(&value.words())
                ));
            }
        }
    }
    Ok(Box::new(question))
}

fn unknown(question: &mut Question, node: &Node, known: &[&str]) {
    for (key, value) in node.pairs() {
        if !known.contains(&key.as_str()) {
            question.lose(format!("`{key}` is unknown: {}", one_line(&value.words())));
        }
    }
}

/// A file, and which ones.
fn upload(question: &mut Question, validations: &Node) {
    question.kind = Kind::File;
    if let Some(accept) = validations.text("accept") {
        question.tell(&format!("Files that end so: {}", one_line(&accept)));
    }
}

/// Words between the questions.
fn note(item: &Node, attributes: &Node, names: &mut Names) -> Result<Box<Question>, Loss> {
    let value = attributes.text("value").unwrap_or_default();
    let (words, links) = markdown::aloud(&value);
    let is_heading = plain(&value)
        .trim_start_matches(['>', ' ', '\n'])
        .starts_with('#');
    let ask = if is_heading {
        first_line(&words)
    } else {
        first_sentence(&words)
    };
    if ask.is_empty() {
        return Err(Loss::new(line(item), "words without a letter are left out"));
    }
    let id = names.make(&item.text("id").unwrap_or_else(|| ask.clone()), "note");
    let mut note = Question::new(id, Kind::Note, ask.clone(), line(item));
    note.source = item.text("id");
    unknown(&mut note, item, &["type", "id", "attributes"]);
    unknown(&mut note, attributes, &["value"]);
    let letters = |words: &str| words.chars().filter(|c| c.is_alphanumeric()).count();
    if letters(&words) > letters(&ask) || !links.is_empty() {
        note.help = Some(markdown::read(&value));
    }
    Ok(Box::new(note))
}

fn choices(attributes: &Node, mut said: impl FnMut(&str) -> String) -> (Vec<Choice>, Vec<&Node>) {
    let mut names = Names::default();
    let nodes = attributes
        .get("options")
        .map(Node::items)
        .unwrap_or_default();
    let choice = |node: &Node| {
        let source = node.text("label").unwrap_or_else(|| node.words());
        let label = said(&source);
        Choice {
            id: names.make(&label, "option"),
            label,
            source,
            translations: Vec::new(),
            when: Logic::Always,
            exclusive: false,
        }
    };
    (nodes.iter().map(choice).collect(), nodes.iter().collect())
}

fn dropdown(question: &mut Question, attributes: &Node) {
    question.kind = if attributes.flag("multiple") {
        Kind::Choices
    } else {
        Kind::Choice
    };
    question.options = choices(attributes, |label| one_line(&plain(label))).0;
    if let Some(default) = attributes.text("default") {
        let chosen = default.trim().parse::<usize>().ok();
        let chosen = chosen.and_then(|at| question.options.get(at));
        let words = chosen.map_or(default, |option| option.label.clone());
        question.lose(format!(
            "nothing is chosen beforehand; in the form it is: {words}"
        ));
    }
}

fn checkboxes(question: &mut Question, attributes: &Node, said: &mut Said) {
    question.kind = Kind::Choices;
    let (options, nodes) = choices(attributes, |label| said.aloud(label));
    let needs = |node: &&Node| node.flag("required");
    let needed = nodes.iter().copied().filter(|node| needs(node)).count();
    if needed > 0 {
        question.required = true;
        question.min = Some(needed.to_string());
    }
    if needed > 0 && needed < options.len() {
        for (option, node) in options.iter().zip(&nodes) {
            if needs(node) {
                let what = format!(
                    "that this box must be ticked; at least {needed} must be: {}",
                    option.label
                );
                question.losses.push(Loss::new(line(node), what));
            }
        }
    }
    question.options = options;
}

/// What a field without a label asks: what its description says, or the only box that can be ticked.
fn without_label(attributes: &Node, said: &mut Said) -> String {
    let description = attributes.text("description").unwrap_or_default();
    let sentence = first_sentence(&markdown::aloud(&description).0);
    let options = attributes.get("options").map(Node::items);
    match options.unwrap_or_default() {
        [only] if sentence.is_empty() => {
            said.aloud(&only.text("label").unwrap_or_else(|| only.words()))
        }
        _ => sentence,
    }
}

/// What Gitea and Forgejo check.
fn check(question: &mut Question, validations: &Node) {
    if validations.flag("is_number") && question.kind == Kind::Text {
        question.kind = Kind::Number;
    }
    if let Some(pattern) = validations.text("regex") {
        if question.kind.is_words() && crate::flow::condition::pattern(&pattern).is_ok() {
            question.pattern = Some(pattern);
        } else {
            question.lose(format!("the check of its answer: {pattern}"));
        }
    }
}
