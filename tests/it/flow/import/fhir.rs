//! FHIR questionnaires: real ones load, and the conditions mean what the specification says.

mod cases;
mod exporters;
mod oracle;
mod paths;
mod periods;
mod said;

use std::collections::{HashMap, HashSet};

use baton::domain::answer::{Answer, Value};
use baton::flow::Flow;
use baton::flow::import::form::{Form, Kind, Question};
use baton::flow::import::{Format, import};
use expect_test::expect;
use serde_json::{Value as Json, json};

use super::{answer, asked, flow_of, imported, losses, samples};

const FORM: &str = include_str!("../../fixtures/forms/questionnaire.json");

#[test]
fn a_questionnaire_becomes_a_flow() {
    let (imported, _) = imported(FORM, Format::Fhir);
    expect![[r##"
        # status: active
        # url: http://example.org/printer
        # LOST the form’s variable age: 1
        # LOST linkId 2.2: the heading of a group inside a repeated one: Its paper
        # LOST linkId 1.3: its condition asks for gone, which is no question of the form, and so has no answer
        # LOST linkId 1.4: it has several conditions and no enableBehavior; any of them is taken to be enough

        schema = 1
        id = "form"
        title = "Printer"
        version = 1

        # in the source: 1
        [[section]]
        id = "q_1"
        title = "The printer"

        # in the source: 1.2
        [[section]]
        id = "q_1_2"
        title = "Who has it"
        when = { q_1_1 = { state = "answered" } }

        # in the source: 1
        [[section]]
        id = "q_1_3"
        title = "The printer"

        # in the source: 2
        [[section]]
        id = "q_2"
        title = "Each tray"
        repeat = { item = "Each tray", max = 20 }

        [[section]]
        id = "more"
        title = "Printer"

        # in the source: 0
        [[question]]
        id = "q_0"
        type = "note"
        ask = "Thank you for calling."

        # in the source: 1.1
        [[question]]
        id = "q_1_1"
        type = "yes_no"
        section = "q_1"
        ask = "1. Does it print at all?"
        why = "" # missing: say what the answer tells us
        hint = "Any page will do."

        # in the source: 1.1.2
        [[question]]
        id = "q_1_1_2"
        type = "steps"
        section = "q_1"
        ask = "What have you tried?"
        why = "" # missing: say what the answer tells us
        when = { any = [{ q_1_1 = { not = "yes" } }, { not = { q_1_1 = { state = "answered" } } }] }
        required_for = "never"

        # codes of http://who
        [[question]]
        id = "who"
        type = "choices"
        section = "q_1_2"
        ask = "Who has it?"
        ask_de = "Wer hat das?"
        why = "" # missing: say what the answer tells us
        required_for = "never"
        options = [
          { id = "me", label = "Only me" },
          { id = "all", label = "Everyone" },
        ]

        # in the source: 1.3
        # LOST linkId 1.3: nothing is filled in beforehand; in the form it is: 1
        [[question]]
        id = "q_1_3"
        type = "number"
        integer = true
        section = "q_1_3"
        ask = "How many pages?"
        why = "" # missing: say what the answer tells us
        when = { any = [{ who = { has_none = "all" } }, { not = { who = { state = "answered" } } }] }
        required_for = "never"
        min = 0

        # in the source: 1.4
        [[question]]
        id = "q_1_4"
        type = "long"
        section = "q_1_3"
        ask = "More?"
        why = "" # missing: say what the answer tells us
        when = { q_1_3 = "> 5" }
        required_for = "never"

        # in the source: 1.5
        # LOST linkId 1.5: its condition can never hold, so it is never asked
        [[question]]
        id = "q_1_5"
        section = "q_1_3"
        ask = "Never"
        why = "" # missing: say what the answer tells us
        required_for = "never"
        retired = true

        # in the source: 1.6
        # LOST linkId 1.6: its condition is an expression: %age > 17; it is asked whenever that could hold
        [[question]]
        id = "q_1_6"
        section = "q_1_3"
        ask = "An expression"
        why = "" # missing: say what the answer tells us
        hint = "Ask it only if it applies: its condition is an expression: %age > 17"
        required_for = "never"

        # in the source: 2.1
        [[question]]
        id = "q_2_1"
        type = "number"
        section = "q_2"
        ask = "How wide is it?"
        why = "" # missing: say what the answer tells us
        required_for = "never"

        # in the source: 2.2.1
        [[question]]
        id = "q_2_2_1"
        type = "choice"
        section = "q_2"
        ask = "Which paper?"
        why = "" # missing: say what the answer tells us
        when = { q_2_1 = "< 10.5" }
        required_for = "never"
        options = [
          { id = "a4", label = "A4" },
          { id = "letter", label = "Letter" },
        ]
        other = true

        # in the source: 3
        [[question]]
        id = "q_3"
        type = "number"
        section = "more"
        ask = "Left alone {{curly}}"
        why = "" # missing: say what the answer tells us
        when = { q_4 = { matches = "^x$" } }
        required_for = "never"

        # in the source: 4
        # LOST linkId 4: its condition waits, in a circle, for itself; it is asked always
        [[question]]
        id = "q_4"
        section = "more"
        ask = "In a circle"
        why = "" # missing: say what the answer tells us
        required_for = "never"
    "##]].assert_eq(&imported.text);
}

#[test]
fn every_loss_has_its_link() {
    let (imported, _) = imported(FORM, Format::Fhir);
    expect![[r#"
        the form’s variable age: 1
        linkId 2.2: the heading of a group inside a repeated one: Its paper
        linkId 1.3: its condition asks for gone, which is no question of the form, and so has no answer
        linkId 1.4: it has several conditions and no enableBehavior; any of them is taken to be enough
        linkId 1.3: nothing is filled in beforehand; in the form it is: 1
        linkId 1.5: its condition can never hold, so it is never asked
        linkId 1.6: its condition is an expression: %age > 17; it is asked whenever that could hold
        linkId 4: its condition waits, in a circle, for itself; it is asked always
    "#]].assert_eq(&losses(&imported.form));
}

#[test]
fn real_questionnaires_load() {
    for (name, bytes) in samples("fhir") {
        // Where a repository has a link to the file, the file holds its target’s name.
        if serde_json::from_slice::<Json>(&bytes).is_err() {
            continue;
        }
        let imported =
            import(&bytes, &name, None, None).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert_eq!(imported.format, Format::Fhir);
        flow_of(&imported);
    }
}

#[test]
fn what_is_no_questionnaire_is_said_in_a_sentence() {
    let deep = "{\"item\":[".repeat(10_000);
    for (text, words) in [
        ("{", "not JSON"),
        ("{}", "no Questionnaire"),
        (
            "{\"resourceType\":\"Patient\",\"item\":[]}",
            "no Questionnaire",
        ),
        (&deep, "not JSON"),
    ] {
        let trouble = import(text.as_bytes(), "form", Some(Format::Fhir), None).unwrap_err();
        assert!(trouble.to_string().contains(words), "{trouble}");
    }
}

/// The answers of the form, `valueX` each, as an answer to a question of the flow.
fn given(flow: &Flow, question: &Question, values: &[Json]) -> Option<Answer> {
    let one = |value: &Json| -> Option<String> {
        let (kind, value) = value.as_object()?.iter().next()?;
        Some(match (kind.as_str(), value) {
            ("valueBoolean", Json::Bool(true)) => "yes".to_owned(),
            ("valueBoolean", _) => "no".to_owned(),
            ("valueCoding", coding) => {
                let code = coding["code"].as_str().or(coding["display"].as_str());
                let option = question
                    .options
                    .iter()
                    .find(|option| Some(option.source.as_str()) == code);
                option?.id.clone()
            }
            (_, Json::String(text)) => text.clone(),
            (_, number) => number.to_string(),
        })
    };
    let texts: Vec<String> = values.iter().filter_map(one).collect();
    let first = texts.first()?.clone();
    let value = match question.kind {
        Kind::Choices | Kind::Steps => Value::List(texts),
        kind if kind.is_number() => Value::Number(first.parse().unwrap()),
        _ => Value::Text(first),
    };
    Some(answer(flow, &question.id, value))
}

fn answers(flow: &Flow, form: &Form, given_to: &HashMap<String, Vec<Json>>) -> Vec<Answer> {
    let answer = |question: &Question| {
        let link = question.source.as_ref()?;
        given(flow, question, given_to.get(link)?)
    };
    form.questions.iter().filter_map(answer).collect()
}

/// The links of the questions that are asked.
fn asked_links(flow: &Flow, form: &Form, answers: &[Answer]) -> HashSet<String> {
    let ids: HashSet<String> = asked(flow, answers).into_iter().collect();
    let is_asked = |question: &&Question| ids.contains(&question.id);
    let asked = form.questions.iter().filter(is_asked);
    asked
        .filter_map(|question| question.source.clone())
        .collect()
}

/// The branching cases of another program, with the results that it expects.
#[test]
fn published_cases_have_their_expected_results() {
    let path = samples_file("enablewhen.json");
    let Some(text) = path else { return };
    let cases: Json = serde_json::from_str(&text).unwrap();
    for case in cases["cases"].as_array().unwrap() {
        let conditions = case["enableWhen"].as_array().unwrap();
        let mut items = Vec::new();
        let mut given_to = HashMap::new();
        for (at, condition) in conditions.iter().enumerate() {
            let link = condition["question"].as_str().unwrap().to_owned();
            let values = case["answers"]
                .get(at)
                .and_then(Json::as_array)
                .cloned()
                .unwrap_or_default();
            items.push(item_for(&link, condition, &values));
            given_to.insert(link, values);
        }
        let mut target =
            json!({ "linkId": "target", "type": "string", "text": "?", "enableWhen": conditions });
        if case["enableBehavior"].is_string() {
            target["enableBehavior"] = case["enableBehavior"].clone();
        }
        items.push(target);
        let form = json!({ "resourceType": "Questionnaire", "item": items }).to_string();
        let (imported, flow) = imported(&form, Format::Fhir);
        let answers = answers(&flow, &imported.form, &given_to);
        let is_asked = asked_links(&flow, &imported.form, &answers).contains("target");
        assert_eq!(
            Json::from(is_asked),
            case["expect_enabled"],
            "{}\n{}",
            case["name"],
            imported.text
        );
    }
}

fn samples_file(name: &str) -> Option<String> {
    let here = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let near =
        ["../shared/samples", "../../shared/samples"].map(|folder| here.join(folder).join(name));
    near.iter()
        .find_map(|path| std::fs::read_to_string(path).ok())
}

fn item_for(link: &str, condition: &Json, values: &[Json]) -> Json {
    let answered = values.iter().filter_map(Json::as_object).find_map(|value| {
        let (key, value) = value.iter().next()?;
        Some((key.replace("value", ""), value.clone()))
    });
    let asked = condition
        .as_object()
        .unwrap()
        .iter()
        .find_map(|(key, value)| Some((key.strip_prefix("answer")?.to_owned(), value.clone())));
    let (kind, value) = answered.or(asked).unwrap();
    let name = kind[..1].to_lowercase() + &kind[1..];
    let name = if name == "coding" {
        "choice".to_owned()
    } else {
        name
    };
    let mut item =
        json!({ "linkId": link, "type": name, "text": "?", "repeats": values.len() > 1 });
    if name == "choice" {
        item["answerOption"] = json!([{ "valueCoding": value }]);
    }
    item
}
