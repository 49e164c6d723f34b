//! The specification of `enableWhen` in a few lines, against which made-up questionnaires are held.
#![expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_wrap,
    reason = "the numbers that are drawn are small"
)]

use std::collections::HashMap;

use baton::domain::answer::{Answer, Value};
use baton::flow::Flow;
use baton::flow::import::Format;
use baton::flow::import::form::{Form, Kind};
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};
use serde_json::{Value as Json, json};

use super::{asked_links, given};
use crate::flow::import::{Draw, answer, imported};

/// The specification in a few lines: an item is enabled when its conditions hold and what it is nested in is enabled;
/// only answers of enabled items count.
struct Oracle<'f> {
    items: HashMap<&'f str, (&'f Json, Vec<&'f Json>)>,
    given: &'f HashMap<String, Vec<Json>>,
}

impl<'f> Oracle<'f> {
    fn new(form: &'f Json, given: &'f HashMap<String, Vec<Json>>) -> Self {
        let mut items = HashMap::new();
        walk(&form["item"], &[], &mut items);
        Self { items, given }
    }

    fn enabled(&self, link: &str) -> bool {
        let (item, above) = &self.items[link];
        above.iter().chain([item]).all(|item| self.own(item))
    }

    /// Whether it is enabled, and nothing that it stands in is hidden.
    fn asked(&self, link: &str) -> bool {
        self.enabled(link) && !self.hidden(link)
    }

    fn hidden(&self, link: &str) -> bool {
        let (item, above) = &self.items[link];
        above
            .iter()
            .chain([item])
            .any(|item| item["extension"].is_array())
    }

    /// What was answered, or else what a hidden item is filled with.
    fn answers(&self, link: &str) -> &[Json] {
        if !self.items.contains_key(link) || !self.enabled(link) {
            return &[];
        }
        let filled = self.items[link].0["initial"].as_array();
        let filled = filled.filter(|_| self.hidden(link));
        self.given.get(link).or(filled).map_or(&[], Vec::as_slice)
    }

    fn own(&self, item: &Json) -> bool {
        let Some(conditions) = item["enableWhen"].as_array() else {
            return true;
        };
        let mut results = conditions.iter().map(|condition| self.holds(condition));
        if item["enableBehavior"] == "all" {
            results.all(|holds| holds)
        } else {
            results.any(|holds| holds)
        }
    }

    fn holds(&self, condition: &Json) -> bool {
        let link = condition["question"].as_str().unwrap();
        let answers = self.answers(link);
        let key = condition
            .as_object()
            .unwrap()
            .keys()
            .find(|key| key.starts_with("answer"))
            .unwrap();
        let wanted = &condition[key.as_str()];
        let same = format!("value{}", &key["answer".len()..]);
        let operator = condition["operator"].as_str().unwrap();
        let equal = |answer: &Json| match (&answer[&same], wanted) {
            (Json::Object(one), Json::Object(other)) => {
                one["code"] == other["code"] && one["system"] == other["system"]
            }
            (one, other) => one == other,
        };
        let order = |answer: &Json| match (&answer[&same], wanted) {
            (Json::Number(one), Json::Number(other)) => one.as_f64().partial_cmp(&other.as_f64()),
            (Json::String(one), Json::String(other)) => Some(one.cmp(other)),
            _ => None,
        };
        match operator {
            "exists" => answers.is_empty() != wanted.as_bool().unwrap(),
            "=" => answers.iter().any(equal),
            "!=" => !answers.iter().any(equal),
            "<" => answers
                .iter()
                .filter_map(order)
                .any(std::cmp::Ordering::is_lt),
            "<=" => answers
                .iter()
                .filter_map(order)
                .any(std::cmp::Ordering::is_le),
            ">" => answers
                .iter()
                .filter_map(order)
                .any(std::cmp::Ordering::is_gt),
            _ => answers
                .iter()
                .filter_map(order)
                .any(std::cmp::Ordering::is_ge),
        }
    }
}

/// Every item by its link, with what it is nested in.
fn walk<'f>(
    list: &'f Json,
    above: &[&'f Json],
    items: &mut HashMap<&'f str, (&'f Json, Vec<&'f Json>)>,
) {
    for item in list.as_array().into_iter().flatten() {
        items.insert(item["linkId"].as_str().unwrap(), (item, above.to_vec()));
        let inside: Vec<&Json> = above.iter().copied().chain([item]).collect();
        walk(&item["item"], &inside, items);
    }
}

/// Types of items that are made up, with whether they repeat.
const TYPES: &[(&str, bool)] = &[
    ("boolean", false),
    ("integer", false),
    ("integer", true),
    ("decimal", false),
    ("string", false),
    ("string", true),
    ("choice", false),
    ("choice", true),
    ("open-choice", false),
    ("date", false),
    ("date", true),
    ("time", false),
    ("text", false),
    ("dateTime", false),
];

/// A value of a type, as it stands behind `value` or `answer`.
fn value(kind: &str, draw: &mut Draw) -> (&'static str, Json) {
    match kind {
        "boolean" => ("Boolean", json!(draw.below(2) == 0)),
        "integer" => ("Integer", json!(draw.below(5) as i64 - 2)),
        "decimal" => ("Decimal", json!(draw.below(5) as f64 / 2.0)),
        "date" => ("Date", json!(format!("2024-02-0{}", draw.below(4) + 1))),
        "dateTime" => (
            "DateTime",
            json!(format!("2024-02-0{}T10:00:00Z", draw.below(4) + 1)),
        ),
        "time" => ("Time", json!(format!("0{}:30:00", draw.below(4)))),
        "choice" | "open-choice" => {
            let code = ["a", "A", "1.2", "b c"][draw.below(4)];
            let system = ["http://one", "http://two"][draw.below(2)];
            ("Coding", json!({ "code": code, "system": system }))
        }
        _ => ("String", json!(["x", "X", "x y", " (", "é"][draw.below(5)])),
    }
}

fn made_up(draw: &mut Draw) -> (Json, HashMap<String, Vec<Json>>) {
    let mut asked: Vec<(String, &str)> = Vec::new();
    let mut given = HashMap::new();
    let mut items = Vec::new();
    let count = 2 + draw.below(9);
    for _ in 0..count {
        items.push(item(draw, &mut asked, &mut given, 0, false));
    }
    (
        json!({ "resourceType": "Questionnaire", "item": items }),
        given,
    )
}

fn item(
    draw: &mut Draw,
    asked: &mut Vec<(String, &'static str)>,
    given: &mut HashMap<String, Vec<Json>>,
    depth: usize,
    within_repeats: bool,
) -> Json {
    let link = format!("{}.{}", depth, asked.len() * 10 + draw.below(10));
    let link = if asked.iter().any(|(known, _)| *known == link) {
        format!("{link}-{}", asked.len())
    } else {
        link
    };
    let is_group = depth < 3 && draw.below(4) == 0;
    let (kind, repeats) = TYPES[draw.below(TYPES.len())];
    let mut made = json!({ "linkId": if is_group { format!("g{link}-{}", draw.below(256)) } else { link.clone() }, "text": "What?" });
    made["type"] = json!(if is_group { "group" } else { kind });
    let repeated_group = is_group && draw.below(4) == 0;
    let hidden = draw.below(8) == 0;
    // Of these only one is asked for in a group that is repeated itself, and none where nobody is asked.
    let repeats = repeats && !((within_repeats || hidden) && matches!(kind, "integer" | "date"));
    let own_section = repeats && !is_group && matches!(kind, "integer" | "date");
    if hidden {
        made["extension"] = json!([{ "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden", "valueBoolean": true }]);
    }
    if !asked.is_empty() && draw.below(2) == 0 {
        let mut conditions = Vec::new();
        // A list of nothing, now and then.
        for _ in 0..draw.below(24).div_ceil(8) {
            let (question, kind) = asked[draw.below(asked.len())].clone();
            let ordered = matches!(kind, "integer" | "decimal" | "date" | "time" | "dateTime");
            let operators: &[&str] = if ordered {
                &["=", "!=", "<", "<=", ">", ">=", "exists"]
            } else {
                &["=", "!=", "exists"]
            };
            let operator = operators[draw.below(operators.len())];
            let mut condition = json!({ "question": question, "operator": operator });
            if operator == "exists" {
                condition["answerBoolean"] = json!(draw.below(2) == 0);
            } else {
                let other = TYPES[draw.below(TYPES.len())].0;
                // Now and then of another type than the question.
                let odd = draw.below(8) == 0
                    && kind != "open-choice"
                    && other != "text"
                    && !(ordered && matches!(other, "integer" | "decimal" | "date" | "dateTime"));
                let (name, wanted) = value(if odd { other } else { kind }, draw);
                let odd_code = name == "Coding" && !kind.contains("choice");
                let (name, wanted) = if odd_code {
                    value(kind, draw)
                } else {
                    (name, wanted)
                };
                condition[format!("answer{name}")] = wanted;
            }
            conditions.push(condition);
        }
        made["enableWhen"] = json!(conditions);
        if draw.below(3) > 0 {
            made["enableBehavior"] = json!(["all", "any"][draw.below(2)]);
        }
    }
    if !is_group {
        if kind.contains("choice") {
            let mut options = Vec::new();
            for code in ["a", "A", "1.2", "b c"] {
                for system in ["http://one", "http://two"] {
                    options.push(json!({ "valueCoding": { "code": code, "system": system } }));
                }
            }
            made["answerOption"] = json!(options);
        }
        made["repeats"] = json!(repeats);
        if draw.below(2) == 0 {
            let (name, value) = value(kind, draw);
            made["initial"] = json!([{ format!("value{name}"): value }]);
        }
        asked.push((link.clone(), kind));
        let mut values = Vec::new();
        for _ in 0..draw.below(if repeats { 4 } else { 2 }) {
            let (name, value) = value(kind, draw);
            let value = json!({ format!("value{name}"): value });
            if !values.contains(&value) {
                values.push(value);
            }
        }
        if !values.is_empty() {
            given.insert(link, values);
        }
    }
    if is_group {
        made["repeats"] = json!(repeated_group);
    }
    // What is nested in a question that is asked again and again looks at the answer at hand; that is tested elsewhere.
    if is_group || draw.below(5) == 0 && !own_section {
        let within = within_repeats || repeated_group || hidden;
        let inside: Vec<Json> = (0..draw.below(3))
            .map(|_| item(draw, asked, given, depth + 1, within))
            .collect();
        made["item"] = json!(inside);
    }
    made
}

/// The made-up answers as answers of the flow; codes with their system find their option by position.
fn answers_of(flow: &Flow, form: &Form, given_to: &HashMap<String, Vec<Json>>) -> Vec<Answer> {
    let mut all = Vec::new();
    for question in &form.questions {
        let Some(values) = question.source.as_ref().and_then(|link| given_to.get(link)) else {
            continue;
        };
        if question.options.is_empty() {
            let several = !matches!(question.kind, Kind::Steps);
            let each = values.iter().filter(|_| several).zip(1..);
            let mut items: Vec<Answer> = each
                .filter_map(|(value, number)| {
                    let answer = given(flow, question, std::slice::from_ref(value))?;
                    Some(Answer {
                        item: (values.len() > 1).then_some(number),
                        ..answer
                    })
                })
                .collect();
            // Between them stands that there is another.
            for number in 1..u32::try_from(items.len()).unwrap_or(1) {
                let section = &form.sections[question.section.unwrap()].id;
                let another = answer(
                    flow,
                    &format!("another_{section}"),
                    Value::Text("yes".to_owned()),
                );
                items.push(Answer {
                    item: Some(number),
                    ..another
                });
            }
            if !several {
                items.extend(given(flow, question, values));
            }
            all.extend(items);
            continue;
        }
        let ids: Vec<String> = values
            .iter()
            .map(|value| {
                let coding = &value["valueCoding"];
                let code = ["a", "A", "1.2", "b c"]
                    .iter()
                    .position(|code| coding["code"] == *code)
                    .unwrap();
                let system = usize::from(coding["system"] == "http://two");
                question.options[code * 2 + system].id.clone()
            })
            .collect();
        let value = if question.kind == Kind::Choices {
            Value::List(ids)
        } else {
            Value::Text(ids[0].clone())
        };
        all.push(answer(flow, &question.id, value));
    }
    all
}

fn the_same_is_asked(bytes: &[u8]) -> Result<(), proptest::test_runner::TestCaseError> {
    let mut draw = Draw::new(bytes);
    let (form, given) = made_up(&mut draw);
    let (imported, flow) = imported(&form.to_string(), Format::Fhir);
    let answers = answers_of(&flow, &imported.form, &given);
    let asked = asked_links(&flow, &imported.form, &answers);
    let oracle = Oracle::new(&form, &given);
    for question in &imported.form.questions {
        // A form of empty groups asks nothing, which a note says.
        let Some(link) = question.source.as_deref() else {
            continue;
        };
        prop_assert_eq!(
            asked.contains(link),
            oracle.asked(link),
            "{}\n{}\n{:?}",
            link,
            imported.text,
            given
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn made_up_questionnaires_ask_the_same(bytes in proptest::collection::vec(any::<u8>(), 20..300)) {
        the_same_is_asked(&bytes)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    #[ignore = "minutes long; run by hand"]
    fn fuzz_fhir_conditions(bytes in proptest::collection::vec(any::<u8>(), 20..600)) {
        the_same_is_asked(&bytes)?;
    }
}
