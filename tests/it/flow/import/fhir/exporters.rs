//! What exporters leave out or write too much, and what is made of it.

use baton::flow::import::Format;
use serde_json::json;

use super::cases::{asked, form, target, when};
use crate::flow::import::{imported, losses};

#[test]
fn an_empty_list_at_most_items_is_the_habit_of_an_exporter() {
    let item =
        |link: &str| json!({ "linkId": link, "type": "string", "text": "?", "enableWhen": [] });
    let text = form(&[
        item("a"),
        item("b"),
        target("c", &when("a", "exists", "Boolean", true)),
    ]);
    assert_eq!(asked(&text, &[]), ["a", "b"]);
    let (imported, _) = imported(&text, Format::Fhir);
    assert!(
        imported.text.contains("2 items have an empty list"),
        "{}",
        imported.text
    );
}

#[test]
fn a_quantity_without_a_unit_is_asked_in_that_of_its_conditions() {
    let kilograms = json!({ "value": 100, "unit": "kg" });
    let mut heavy = json!({ "linkId": "heavy", "type": "string", "text": "?" });
    heavy["enableWhen"] =
        json!([{ "question": "weight", "operator": ">", "answerQuantity": kilograms }]);
    let text = form(&[
        json!({ "linkId": "weight", "type": "quantity", "text": "Weight?" }),
        heavy,
    ]);
    let (imported, flow) = imported(&text, Format::Fhir);
    assert!(imported.text.contains("unit = \"kg\""), "{}", imported.text);
    assert!(
        imported.text.contains("weight = \"> 100\""),
        "{}",
        imported.text
    );
    assert_eq!(losses(&imported.form), "");
    assert_eq!(flow.questions.len(), 2);
}
