//! What a form says beside its questions: labels, units, rules in words, headings, and other forms that belong in it.

use baton::flow::import::Format;
use expect_test::expect;
use serde_json::{Value as Json, json};

use crate::flow::import::{imported, losses};

fn control(code: &str) -> Json {
    json!({
        "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-itemControl",
        "valueCodeableConcept": { "coding": [{ "code": code }] }
    })
}

/// An item of a type with these nested in it.
fn item(link: &str, kind: &str, nested: &[Json]) -> Json {
    json!({ "linkId": link, "type": kind, "item": nested })
}

fn display(link: &str, text: &str, code: &str) -> Json {
    json!({ "linkId": link, "type": "display", "text": text, "extension": [control(code)] })
}

/// The questions and what was lost.
fn told(items: &[Json]) -> String {
    let text = json!({ "resourceType": "Questionnaire", "item": items }).to_string();
    let (imported, _) = imported(&text, Format::Fhir);
    let questions = imported.form.questions.iter().map(|question| {
        let beside = [
            &question.hint,
            &question.help,
            &question.unit,
            &question.min,
            &question.max,
        ]
        .map(|words| words.as_deref().unwrap_or("-").replace('\n', " / "));
        format!(
            "{}: {} [{}]\n",
            question.id,
            question.ask,
            beside.join(", ")
        )
    });
    let sections = imported.form.sections.iter();
    let sections = sections.map(|section| format!("section {}\n", section.title));
    sections.chain(questions).collect::<String>() + &losses(&imported.form)
}

#[test]
fn a_label_that_is_drawn_over_a_field_is_what_is_asked() {
    let german = json!({ "extension": [{
        "url": "http://hl7.org/fhir/StructureDefinition/translation",
        "extension": [{ "url": "lang", "valueCode": "de" }, { "url": "content", "valueString": "Vorname" }]
    }] });
    let mut label = display("1.1", "First name", "flyover");
    label["_text"] = german;
    let named = json!({ "linkId": "2", "type": "string", "text": "Family name", "item": [display("2.1", "As in the passport", "flyover")] });
    let helped = item("3", "string", &[display("3.1", "Ask a friend", "help")]);
    let found = told(&[item("1", "string", &[label]), named, helped]);
    expect![["
        q_1: First name [-, -, -, -, -]
        q_2: Family name [As in the passport, -, -, -, -]
        q_3: 3 [Ask a friend, -, -, -, -]
        questionnaire-itemControl, which 3 items or options have
        linkId 3: it has no words to ask; its id stands in for them
    "]]
    .assert_eq(&found);
}

#[test]
fn what_a_number_counts_may_stand_beside_it() {
    let quantity = |name: &str, value: u8| {
        json!({
            "url": format!("http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-{name}"),
            "valueQuantity": { "value": value, "unit": "kg" }
        })
    };
    let unit = json!({
        "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unit",
        "valueCoding": { "code": "kg", "display": "kilogram" }
    });
    let bounds = [quantity("minQuantity", 1), quantity("maxQuantity", 9)];
    let mut weighed = json!({ "linkId": "weight", "type": "quantity", "text": "How heavy?" });
    weighed["extension"] = json!([bounds[0], bounds[1], unit]);
    let mut elsewhere = json!({ "linkId": "load", "type": "quantity", "text": "How much?" });
    elsewhere["extension"] = json!([bounds[0]]);
    let long = json!({ "linkId": "length", "type": "decimal", "text": "How long?", "item": [display("l", "mm", "unit")] });
    let several = json!({ "linkId": "tags", "type": "choice", "text": "Which?", "repeats": true,
        "answerOption": [{ "valueString": "a" }, { "valueString": "b" }], "item": [display("t", "unit", "unit")] });
    expect![["
        weight: How heavy? [-, -, kg, 1, 9]
        load: How much? [-, -, -, -, -]
        length: How long? [-, -, mm, -, -]
        tags: Which? [unit, -, -, -, -]
        questionnaire-itemControl, which 2 items or options have
        linkId load: its sdc-questionnaire-minQuantity: 1 kg
    "]]
    .assert_eq(&told(&[weighed, elsewhere, long, several]));
}

#[test]
fn a_rule_in_words_is_what_a_good_answer_looks_like() {
    let rule = json!([{
        "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint",
        "extension": [
            { "url": "key", "valueId": "c-1" },
            { "url": "expression", "valueString": "$this > 1" },
            { "url": "human", "valueString": "It is more than one." }
        ]
    }]);
    let found = told(&[
        json!({ "linkId": "copies", "type": "integer", "text": "How many?", "extension": rule }),
    ]);
    expect![["
        copies: How many? [The form says when it is wrong: It is more than one., -, -, -, -]
        linkId copies: its questionnaire-constraint (key: c-1, expression: $this > 1, human: It is more than one.)
    "]]
    .assert_eq(&found);
}

#[test]
fn a_form_that_belongs_into_another_is_named() {
    let sub = json!([{
        "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-subQuestionnaire",
        "valueCanonical": "http://example.org/tray"
    }]);
    let found = told(&[
        json!({ "linkId": "a", "type": "display", "text": "The trays", "extension": sub }),
        json!({ "linkId": "b", "type": "group", "prefix": "B.", "text": "The trays", "extension": sub }),
        json!({ "linkId": "c", "type": "group", "prefix": "C.", "text": "Paper", "item": [item("d", "string", &[])] }),
    ]);
    expect![["
        section C. Paper
        a: The trays [-, -, -, -, -]
        d: d [-, -, -, -, -]
        linkId b: a group without a question: B. The trays
        linkId b: the questions of another form belong here, which is not put in; assemble the form first, or import that one, too: http://example.org/tray
        linkId a: the questions of another form belong here, which is not put in; assemble the form first, or import that one, too: http://example.org/tray
        linkId d: it has no words to ask; its id stands in for them
    "]]
    .assert_eq(&found);
}

#[test]
fn a_quantity_is_its_value_in_its_unit() {
    let amount = |value: u8, unit: &str| json!({ "value": value, "unit": unit });
    let when = |link: &str, question: &str, operator: &str, amount: Json| {
        json!({ "linkId": link, "type": "string", "text": format!("About {link}?"), "enableWhen": [
            { "question": question, "operator": operator, "answerQuantity": amount }
        ] })
    };
    let units = ["kg", "lb"].map(|unit| {
        json!({
            "url": "http://hl7.org/fhir/StructureDefinition/questionnaire-unitOption",
            "valueCoding": { "code": unit }
        })
    });
    let items = [
        json!({ "linkId": "dose ", "type": "quantity", "text": "Which dose?", "answerOption": [
            { "valueQuantity": amount(5, "kg") }, { "valueQuantity": amount(5, "g") }
        ] }),
        json!({ "linkId": "weight", "type": "quantity", "text": "How heavy?", "extension": units }),
        when("same", "dose", "=", amount(5, "kg")),
        when("more", "dose", ">=", amount(5, "g")),
        when("heavy", "weight", ">", amount(100, "kg")),
        when("exact", "weight", "=", amount(100, "lb")),
        when("plain", "weight", ">", json!({ "value": 100 })),
    ];
    let text = json!({ "resourceType": "Questionnaire", "item": items }).to_string();
    let (imported, _) = imported(&text, Format::Fhir);
    let lines = imported.text.lines();
    let whens = lines.filter(|line| line.starts_with("when"));
    let whens: Vec<_> = whens.map(|line| format!("{line}\n")).collect();
    expect![[r#"
        when = { dose = "q_5_kg" }
        when = { dose = "q_5_g" }
        when = { weight = "> 100" }
        linkId weight: a choice among units: kg, lb
        linkId heavy: its condition on weight compares with a quantity in one unit, and the question names none or several: 100 kg; it is asked whenever that could hold
        linkId exact: its condition on weight compares with a quantity in one unit, and the question names none or several: 100 lb; it is asked whenever that could hold
    "#]].assert_eq(&(whens.concat() + &losses(&imported.form)));
}
