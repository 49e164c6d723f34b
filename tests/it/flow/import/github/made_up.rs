//! Made-up issue forms by the schema that GitHub documents, written in the many ways that YAML has: each becomes a flow that
//! asks the same questions, with the same options, and needs the same answers.

use std::fmt::Write;

use baton::flow::import::{Format, import};
use baton::flow::{Kind, RequiredFor};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

use crate::flow::import::{Draw, asked, flow_of};

/// Words as somebody may write them, and none that a form loses.
const WORDS: &[&str] = &[
    "What happened?",
    "it's \"quoted\"",
    "404",
    "no",
    "null?",
    "1.10",
    "Größe: wie groß?",
    "a # b",
    "- dash",
    "{curly} and [square]",
    "日本語で",
    "🖨 printer",
    "&amp_ersand *star",
    "C:\\temp\\x",
    "100%",
    "<your name>",
    "@mention `code`",
];

/// What one element asks.
#[derive(Debug, PartialEq)]
struct Asked {
    label: String,
    kind: &'static str,
    required: bool,
    options: Vec<String>,
}

/// A text in one of the styles of YAML.
fn styled(text: &str, indent: usize, draw: &mut Draw<'_>) -> String {
    let space = " ".repeat(indent);
    match draw.below(5) {
        0 => format!("'{}'", text.replace('\'', "''")),
        1 => serde_json::to_string(text).unwrap(),
        2 => format!("|\n{space}{text}"),
        3 => format!(">-\n{space}{text}"),
        _ if text.starts_with(|c: char| c.is_alphanumeric()) && !text.contains([':', '#', '?']) => {
            text.to_owned()
        }
        _ => format!(
            "\"{}\" # {text}",
            text.replace('\\', "\\\\").replace('"', "\\\"")
        ),
    }
}

fn word(draw: &mut Draw<'_>) -> &'static str {
    WORDS[draw.below(WORDS.len())]
}

fn element(form: &mut String, draw: &mut Draw<'_>, number: usize) -> Option<Asked> {
    const TYPES: &[(&str, &str)] = &[
        ("input", "text"),
        ("textarea", "long"),
        ("dropdown", "choice"),
        ("checkboxes", "choices"),
        ("upload", "file"),
        ("markdown", "note"),
    ];
    let (name, mut kind) = TYPES[draw.below(TYPES.len())];
    writeln!(form, "  - type: {name}").unwrap();
    if draw.below(2) == 0 {
        let id = ["version", "a-b", "a_b", "another_one", "id", "any"][draw.below(6)];
        writeln!(form, "    id: {id}").unwrap();
    }
    writeln!(form, "    attributes:").unwrap();
    if name == "markdown" {
        writeln!(
            form,
            "      value: {}",
            styled(&format!("Note {number}"), 8, draw)
        )
        .unwrap();
        return None;
    }
    let label = format!("{} {number}", word(draw));
    writeln!(form, "      label: {}", styled(&label, 8, draw)).unwrap();
    for key in ["description", "placeholder"] {
        if draw.below(3) == 0 {
            writeln!(form, "      {key}: {}", styled(word(draw), 8, draw)).unwrap();
        }
    }
    if name == "textarea" && draw.below(3) == 0 {
        writeln!(form, "      render: shell").unwrap();
        kind = "exact";
    }
    if name == "dropdown" && draw.below(2) == 0 {
        writeln!(form, "      multiple: {}", ["true", "True"][draw.below(2)]).unwrap();
        kind = "choices";
    }
    let mut options = Vec::new();
    let mut needed = false;
    if matches!(name, "dropdown" | "checkboxes") {
        writeln!(form, "      options:").unwrap();
        for at in 0..=draw.below(4) {
            let option = format!("{} {at}", word(draw));
            let deep = if name == "checkboxes" { 12 } else { 10 };
            let text = styled(&option, deep, draw);
            if name == "checkboxes" {
                writeln!(form, "        - label: {text}").unwrap();
                if draw.below(3) == 0 {
                    writeln!(form, "          required: yes").unwrap();
                    needed = true;
                }
            } else {
                writeln!(form, "        - {text}").unwrap();
            }
            options.push(option);
        }
    }
    let mut required = needed;
    if draw.below(2) == 0 {
        let flag = draw.below(2) == 0;
        writeln!(form, "    validations:\n      required: {flag}").unwrap();
        required |= flag;
    }
    Some(Asked {
        label,
        kind,
        required,
        options,
    })
}

fn the_same_is_asked(bytes: &[u8]) -> Result<(), proptest::test_runner::TestCaseError> {
    let mut draw = Draw::new(bytes);
    let mut form = format!(
        "name: {}\ndescription: x\nbody:\n",
        styled(word(&mut draw), 2, &mut draw)
    );
    let mut expected = Vec::new();
    for number in 0..=draw.below(7) {
        expected.extend(element(&mut form, &mut draw, number));
    }
    if draw.below(3) == 0 {
        form = form.replace('\n', "\r\n");
    }
    let imported = import(form.as_bytes(), "form.yml", Some(Format::Github), None)
        .unwrap_or_else(|error| panic!("{error}\n{form}"));
    let flow = flow_of(&imported);
    let ids = asked(&flow, &[]);
    let questions = flow.questions.iter().filter(|question| question.is_asked());
    let found: Vec<Asked> = questions
        .map(|question| {
            assert!(ids.contains(&question.id));
            let options = match &question.kind {
                Kind::Choice(options) | Kind::Choices(options) => options
                    .items
                    .iter()
                    .map(|option| option.label.clone())
                    .collect(),
                _ => Vec::new(),
            };
            Asked {
                label: question
                    .ask
                    .to_string()
                    .replace("{{", "{")
                    .replace("}}", "}"),
                kind: question.kind.id(),
                required: question.required_for != RequiredFor::Never,
                options,
            }
        })
        .collect();
    prop_assert_eq!(found, expected, "{}\n{}", form, imported.text);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn made_up_issue_forms_ask_the_same(bytes in proptest::collection::vec(any::<u8>(), 20..200)) {
        the_same_is_asked(&bytes)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    #[ignore = "minutes long; run by hand"]
    fn fuzz_github_questions(bytes in proptest::collection::vec(any::<u8>(), 20..400)) {
        the_same_is_asked(&bytes)?;
    }
}
