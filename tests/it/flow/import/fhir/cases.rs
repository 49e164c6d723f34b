//! Single rules of the specification: what is asked for which answers, and what a file may hold.

use std::collections::HashMap;

use baton::flow::import::{Format, import};
use expect_test::expect;
use serde_json::{Value as Json, json};

use super::{answers, asked_links};
use crate::flow::import::{imported, losses};

const HIDDEN: &str = "http://hl7.org/fhir/StructureDefinition/questionnaire-hidden";
const CALCULATED: &str =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-calculatedExpression";

pub fn when(question: &str, operator: &str, kind: &str, value: impl Into<Json>) -> Json {
    json!({ "question": question, "operator": operator, format!("answer{kind}"): value.into() })
}

/// An item with this condition.
pub fn target(link: &str, condition: &Json) -> Json {
    json!({ "linkId": link, "type": "string", "text": "?", "enableWhen": [condition] })
}

pub fn form(items: &[Json]) -> String {
    json!({ "resourceType": "Questionnaire", "item": items }).to_string()
}

/// The links that are asked for these answers, in the order of the form.
pub fn asked(form: &str, given: &[(&str, Json)]) -> Vec<String> {
    let (imported, flow) = imported(form, Format::Fhir);
    let given: HashMap<String, Vec<Json>> = given
        .iter()
        .map(|(link, values)| ((*link).to_owned(), values.as_array().unwrap().clone()))
        .collect();
    let answers = answers(&flow, &imported.form, &given);
    let asked = asked_links(&flow, &imported.form, &answers);
    let links = imported.form.questions.iter();
    links
        .filter_map(|question| question.source.clone())
        .filter(|link| asked.contains(link))
        .collect()
}

#[test]
fn hidden_items_count_as_the_form_fills_them_in() {
    let hidden = json!([{ "url": HIDDEN, "valueBoolean": true }]);
    let items = |item: Json| {
        form(&[
            item,
            target("is", &when("h", "=", "Boolean", true)),
            target("is not", &when("h", "!=", "Boolean", true)),
            target("there", &when("h", "exists", "Boolean", true)),
            target("not there", &when("h", "exists", "Boolean", false)),
        ])
    };
    let filled = items(
        json!({ "linkId": "h", "type": "boolean", "extension": hidden, "initial": [{ "valueBoolean": true }] }),
    );
    assert_eq!(asked(&filled, &[]), ["is", "there"]);
    let no = json!([{ "valueBoolean": false }]);
    assert_eq!(asked(&filled, &[("h", no.clone())]), ["is not", "there"]);
    let empty = items(json!({ "linkId": "h", "type": "boolean", "extension": hidden }));
    assert_eq!(asked(&empty, &[]), ["is not", "not there"]);
    assert_eq!(asked(&empty, &[("h", no)]), ["is not", "there"]);
    let worked_out = items(json!({ "linkId": "h", "type": "boolean", "extension": [
        { "url": HIDDEN, "valueBoolean": true },
        { "url": CALCULATED, "valueExpression": { "expression": "%x" } }
    ] }));
    // Nobody knows, so everything is asked that could have to be.
    assert_eq!(
        asked(&worked_out, &[]),
        ["is", "is not", "there", "not there"]
    );
    let inside = json!({ "linkId": "g", "type": "group", "extension": hidden, "item": [
        { "linkId": "h", "type": "boolean", "initial": [{ "valueBoolean": false }] },
        { "linkId": "d", "type": "display", "text": "Nobody reads this." }
    ] });
    assert_eq!(asked(&items(inside), &[]), ["is not", "there"]);
    let again = json!({ "linkId": "g", "type": "group", "repeats": true, "text": "Printer", "extension": hidden, "item": [{ "linkId": "h", "type": "boolean" }] });
    let (imported, _) = imported(&items(again), Format::Fhir);
    assert!(!imported.text.contains("repeat ="), "{}", imported.text);
}

#[test]
fn what_is_nested_in_something_disabled_is_disabled() {
    let nested = json!({ "linkId": "b", "type": "boolean", "text": "?", "enableWhen": [when("a", "=", "Boolean", true)], "item": [
        { "linkId": "b.1", "type": "string", "text": "?", "item": [
            { "linkId": "b.1.1", "type": "string", "text": "?", "enableWhen": [when("a", "exists", "Boolean", true)] }
        ] }
    ] });
    let text = form(&[
        json!({ "linkId": "a", "type": "boolean", "text": "?" }),
        nested,
        target("c", &when("b", "=", "Boolean", true)),
    ]);
    let yes = || json!([{ "valueBoolean": true }]);
    assert_eq!(
        asked(&text, &[("a", yes()), ("b", yes())]),
        ["a", "b", "b.1", "b.1.1", "c"]
    );
    let no = json!([{ "valueBoolean": false }]);
    assert_eq!(asked(&text, &[("a", no), ("b", yes())]), ["a"]);
}

#[test]
fn an_empty_list_of_conditions_is_met_only_where_all_have_to_hold() {
    let item = |link: &str, behaviour: &str| {
        let mut item = json!({ "linkId": link, "type": "string", "text": "?", "enableWhen": [] });
        if !behaviour.is_empty() {
            item["enableBehavior"] = json!(behaviour);
        }
        item
    };
    let mut by_expression = item("expression", "");
    by_expression["extension"] = json!([{
        "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression",
        "valueExpression": { "language": "text/fhirpath", "expression": "true" }
    }]);
    let mut group = item("g", "");
    group["type"] = json!("group");
    group["item"] = json!([{ "linkId": "inside", "type": "string", "text": "?" }]);
    let text = form(&[
        item("none", ""),
        item("any", "any"),
        item("all", "all"),
        by_expression,
        group,
        target("hangs", &when("any", "exists", "Boolean", true)),
        target("does not", &when("any", "exists", "Boolean", false)),
    ]);
    assert_eq!(asked(&text, &[]), ["all", "expression", "does not"]);
    let (imported, _) = imported(&text, Format::Fhir);
    expect![[r"
        linkId g: its `enableWhen` is an empty list, which no answer can meet, so none of its questions is asked; to have it asked, take the list out of the form and import it again
        linkId none: its `enableWhen` is an empty list, which no answer can meet, so it is not asked; to have it asked, take the list out of the form and import it again
        linkId any: its `enableWhen` is an empty list, which no answer can meet, so it is not asked; to have it asked, take the list out of the form and import it again
        linkId inside: its condition can never hold, so it is never asked
        linkId hangs: its condition can never hold, so it is never asked
    "]]
    .assert_eq(&losses(&imported.form));
}

#[test]
fn that_no_item_is_so_waits_for_every_item() {
    let text = form(&[
        json!({ "linkId": "each", "type": "group", "text": "Printer", "repeats": true, "item": [
            { "linkId": "q", "type": "integer", "text": "?" },
            target("inside", &when("q", "!=", "Integer", 1))
        ] }),
        target("is", &when("q", "=", "Integer", 1)),
        target("none is", &when("q", "!=", "Integer", 1)),
        target("nobody says", &when("q", "exists", "Boolean", false)),
    ]);
    let (imported, _) = imported(&text, Format::Fhir);
    expect![["
        linkId none is: its condition wants that no answer to q is so; it waits until each item has one
    "]]
    .assert_eq(&losses(&imported.form));
    assert_eq!(asked(&text, &[]), ["q", "inside", "none is", "nobody says"]);
}

#[test]
fn conditions_on_what_has_no_answer_are_not_met() {
    let items = [
        json!({ "linkId": "q", "type": "boolean", "text": "?", "item": [
            { "linkId": "words", "type": "display", "text": "Words beside the question." }
        ] }),
        json!({ "linkId": "group", "type": "group", "item": [{ "linkId": "g", "type": "string", "text": "?" }] }),
        target("on words", &when("words", "exists", "Boolean", true)),
        target("on no words", &when("words", "exists", "Boolean", false)),
        target("on a group", &when("group", "exists", "Boolean", true)),
        target("on nothing", &when("gone", "!=", "String", "x")),
    ];
    let yes = json!([{ "valueBoolean": true }]);
    assert_eq!(
        asked(&form(&items), &[("q", yes)]),
        ["q", "g", "on no words", "on nothing"]
    );
}

#[test]
fn options_come_from_wherever_they_are() {
    let condition = when(
        "q",
        "=",
        "Coding",
        json!({ "system": "http://colours", "code": "r" }),
    );
    let by_words = when("q", "=", "Coding", json!({ "display": "Red" }));
    let questionnaire = |set: &str, contained: Json| {
        json!({ "resourceType": "Questionnaire", "contained": contained, "item": [
            { "linkId": "q", "type": "choice", "text": "Which colour?", "answerValueSet": set },
            target("red", &condition),
            target("red by its words", &by_words),
        ] })
    };
    let codes = json!([{ "code": "r", "display": "Red", "designation": [{ "language": "de-CH", "value": "Rot" }], "concept": [{ "code": "d", "display": "Dark red" }] }, { "code": "b", "display": "Blue" }]);
    let system = json!({ "resourceType": "CodeSystem", "id": "s", "url": "http://colours", "concept": codes });
    let whole = json!({ "resourceType": "ValueSet", "id": "w", "url": "http://sets/w", "compose": { "include": [{ "system": "http://colours" }], "exclude": [{ "system": "http://colours", "concept": [{ "code": "b" }] }] } });
    let of_others = json!({ "resourceType": "ValueSet", "id": "o", "url": "http://sets/o", "compose": { "include": [{ "valueSet": ["http://sets/w|2"] }] } });
    let bundle = |set: &str| {
        json!({ "resourceType": "Bundle", "entry": [
            { "resource": whole }, { "resource": of_others }, { "resource": system },
            { "resource": questionnaire(set, json!([])) },
        ] })
    };
    let contained = questionnaire("#o", json!([whole, of_others, system]));
    for form in [
        contained,
        bundle("http://sets/o|1.0.0"),
        bundle("ValueSet/o"),
    ] {
        let red = json!([{ "valueCoding": { "code": "r" } }]);
        let dark = json!([{ "valueCoding": { "code": "d" } }]);
        let text = form.to_string();
        assert_eq!(
            asked(&text, &[("q", red)]),
            ["q", "red", "red by its words"]
        );
        assert_eq!(asked(&text, &[("q", dark)]), ["q"]);
        let (imported, _) = imported(&text, Format::Fhir);
        assert!(
            imported
                .text
                .contains(r#"{ id = "r", label = "Red", label_de_ch = "Rot" }"#),
            "{}",
            imported.text
        );
        assert!(
            imported.text.contains("# codes of http://colours"),
            "{}",
            imported.text
        );
        assert_eq!(losses(&imported.form), "");
    }
}

#[test]
fn what_cannot_be_compared_is_left_to_the_agent() {
    let items = [
        json!({ "linkId": "who", "type": "reference", "text": "Who?" }),
        json!({ "linkId": "day", "type": "date", "text": "When?" }),
        json!({ "linkId": "weight", "type": "quantity", "text": "How heavy?", "extension": [
            { "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit", "valueCoding": { "code": "kg", "display": "kilogram" } }
        ] }),
        target(
            "a",
            &when("who", "=", "Reference", json!({ "reference": "Patient/1" })),
        ),
        target("b", &when("day", "=", "Date", "2024")),
        target(
            "c",
            &when(
                "weight",
                ">",
                "Quantity",
                json!({ "value": 5, "unit": "lb" }),
            ),
        ),
        target(
            "d",
            &when(
                "weight",
                ">",
                "Quantity",
                json!({ "value": 5, "code": "kg" }),
            ),
        ),
    ];
    let text = form(&items);
    assert_eq!(asked(&text, &[]), ["who", "day", "weight", "a", "b", "c"]);
    expect![[r#"
        linkId who: a reference to a resource is asked as a text
        linkId a: its condition on who compares with a resource: Patient/1; it is asked whenever that could hold
        linkId b: its condition on day compares with a part of a date: 2024; it is asked whenever that could hold
        linkId c: its condition on weight compares with a quantity in another unit: 5 lb; it is asked whenever that could hold
    "#]]
    .assert_eq(&losses(&imported(&text, Format::Fhir).0.form));
}

#[test]
fn what_stands_below_each_answer_is_asked_with_each() {
    let text = form(&[
        json!({ "linkId": "day", "type": "date", "repeats": true, "text": "On which days?", "item": [
            { "linkId": "why", "type": "string", "text": "Why then?", "enableWhen": [when("day", ">", "Date", "2024-01-01")] }
        ] }),
        json!({ "linkId": "another_day", "type": "string", "text": "A day that would be mistaken for another" }),
    ]);
    let (imported, flow) = imported(&text, Format::Fhir);
    let section = |link: &str| {
        let found = flow.questions.iter().find(|question| question.id == link);
        found.unwrap().section
    };
    assert_eq!(section("day"), section("why"));
    assert_ne!(section("day"), section("another_day"));
    assert!(
        imported.text.contains("id = \"day_2\""),
        "{}",
        imported.text
    );
}

#[test]
fn an_item_without_words_is_asked_in_those_of_its_code() {
    let item = json!({ "linkId": "q", "type": "date", "code": [{ "code": "x" }, { "code": "21112-8", "display": "Birth date" }] });
    let (imported, _) = imported(&form(&[item]), Format::Fhir);
    assert_eq!(imported.form.questions[0].ask, "Birth date");
    assert!(losses(&imported.form).contains("those of its code"));
}

#[test]
fn a_questionnaire_is_found_wherever_it_stands() {
    let one = |id: &str| json!({ "resourceType": "Questionnaire", "id": id, "title": id, "item": [{ "linkId": "q", "type": "string", "text": "?" }] });
    let bundle = json!({ "resourceType": "Bundle", "entry": [{ "resource": { "resourceType": "Patient" } }, { "resource": one("a") }, { "resource": one("b") }] });
    let parameters = json!({ "resourceType": "Parameters", "parameter": [{ "name": "x", "part": [{ "name": "q", "resource": one("a") }] }, { "name": "y", "resource": bundle }] });
    for (whole, others) in [
        (json!([one("a"), one("b")]), 1),
        (bundle.clone(), 1),
        (parameters, 2),
        (one("a"), 0),
    ] {
        let imported = import(
            format!("\u{FEFF}\r\n{whole}").as_bytes(),
            "f.json",
            None,
            None,
        )
        .unwrap();
        assert_eq!(imported.form.id, "a");
        assert_eq!(imported.form.losses().count(), others, "{whole}");
    }
    let empty = json!({ "resourceType": "Questionnaire", "title": "Nothing yet" });
    assert_eq!(
        losses(&imported(&empty.to_string(), Format::Fhir).0.form),
        "nothing in it is a question\n"
    );
}

#[test]
fn what_is_no_questionnaire_says_what_to_import() {
    for (text, words) in [
        (
            r#"{ "resourceType": "QuestionnaireResponse", "item": [] }"#,
            "the answers to a form",
        ),
        (
            r#"{ "resourceType": "Bundle", "entry": [] }"#,
            "no Questionnaire in this Bundle",
        ),
        (
            r#"{ "resourceType": "Questionnaire", "group": {} }"#,
            "DSTU2",
        ),
        (r#"{ "lformsVersion": "30", "items": [] }"#, "LHC-Forms"),
        (
            "{\n// a comment\n\"item\": [] }",
            "line 2: a comment stands here",
        ),
        ("[1, 2", "not JSON"),
        (
            "<Questionnaire xmlns=\"http://hl7.org/fhir\"/>",
            "it is XML",
        ),
    ] {
        for format in [Some(Format::Fhir), None] {
            let trouble = import(text.as_bytes(), "form", format, None).unwrap_err();
            assert!(trouble.to_string().contains(words), "{trouble}");
        }
    }
}
