//! Conditions in `FHIRPath`: those that can be said are asked for, and of the others the agent is told.

use baton::flow::import::Format;
use expect_test::expect;
use serde_json::{Value as Json, json};

use super::cases::asked;
use crate::flow::import::{imported, losses};

const ENABLED: &str =
    "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-enableWhenExpression";
const VARIABLE: &str = "http://hl7.org/fhir/StructureDefinition/variable";

/// A form that asks `q` when this holds.
fn form(expression: &str) -> String {
    let option = |code: &str, display: &str| json!({ "valueCoding": { "system": "http://s", "code": code, "display": display } });
    json!({
        "resourceType": "Questionnaire",
        "extension": [
            { "url": VARIABLE, "valueExpression": { "name": "fever", "language": "text/fhirpath", "expression": "%resource.descendants().where(linkId='yes-no').answer.value" } },
            { "url": VARIABLE, "valueExpression": { "name": "itself", "language": "text/fhirpath", "expression": "%itself or %itself" } },
        ],
        "item": [
            { "linkId": "yes-no", "type": "boolean", "text": "?" },
            { "linkId": "many", "type": "integer", "text": "?" },
            { "linkId": "words", "type": "string", "text": "?" },
            { "linkId": "day", "type": "date", "text": "?" },
            { "linkId": "one", "type": "choice", "text": "?", "answerOption": [option("Y", "Yes"), option("N", "No"), option("u", "Unknown")] },
            { "linkId": "some", "type": "choice", "repeats": true, "text": "?", "answerOption": [option("a", "A"), option("b", "B"), option("c", "C")] },
            { "linkId": "yes", "type": "string", "text": "?", "extension": [{ "url": ENABLED, "valueExpression": { "language": "text/fhirpath", "expression": expression } }] },
        ]
    })
    .to_string()
}

/// An expression, answers for which it holds, one each, and answers for which it does not.
type Case = (String, Vec<Given>, Vec<Given>);

/// The answers to a question.
type Given = (&'static str, Json);

fn coding(codes: &[&str]) -> Json {
    let codings = codes
        .iter()
        .map(|code| json!({ "valueCoding": { "code": code } }));
    codings.collect()
}

#[test]
fn an_expression_is_asked_for_as_it_is_meant() {
    let flag = |flag: bool| ("yes-no", json!([{ "valueBoolean": flag }]));
    let many = |many: i64| ("many", json!([{ "valueInteger": many }]));
    let words = |words: &str| ("words", json!([{ "valueString": words }]));
    let day = |day: &str| ("day", json!([{ "valueDate": day }]));
    let one = |code: &str| ("one", coding(&[code]));
    let some = |codes: &[&str]| ("some", coding(codes));
    let none = || ("nothing", json!([]));
    let root = "%resource.item.where(linkId='yes-no').answer.value";
    let number = "%resource.repeat(item).where(linkId = 'many' and answer.empty().not()).select(answer.value)";
    let choice = "%resource.descendants().where(linkId='one').answer.value";
    let several = "item.where(linkId='some').answer.value";
    let all: &[Case] = &[
        (
            "%fever".to_owned(),
            vec![flag(true)],
            vec![flag(false), none()],
        ),
        (
            format!("{choice}.display ~ 'yes'"),
            vec![one("Y")],
            vec![one("N"), none()],
        ),
        (
            "%fever = false".to_owned(),
            vec![flag(false)],
            vec![flag(true), none()],
        ),
        (
            format!("{root}.not()"),
            vec![flag(false)],
            vec![flag(true), none()],
        ),
        (
            format!("{root} != true"),
            vec![flag(false)],
            vec![flag(true), none()],
        ),
        (
            format!("({root} = true).not()"),
            vec![flag(false)],
            vec![flag(true), none()],
        ),
        (
            format!("{root}.exists()"),
            vec![flag(false), flag(true)],
            vec![none()],
        ),
        (
            format!("{root}.empty() or {number} > 5"),
            vec![none(), many(6)],
            vec![flag(true)],
        ),
        (
            format!("{root}.exists().not()"),
            vec![none()],
            vec![flag(true)],
        ),
        (
            format!("{number} >= 2"),
            vec![many(2)],
            vec![many(1), none()],
        ),
        (
            format!("5 > {number} and {root}.count() = 0"),
            vec![many(4)],
            vec![many(5), none()],
        ),
        (
            format!("{number} = -2 /* it is */ // really"),
            vec![many(-2)],
            vec![many(2)],
        ),
        (
            "%resource.item.where(linkId='words').answer.valueString.first() = 'it\\'s'".to_owned(),
            vec![words("it's")],
            vec![words("its"), none()],
        ),
        (
            "item.where(linkId='day').answer.value < @2024-02-01".to_owned(),
            vec![day("2024-01-31")],
            vec![day("2024-02-01"), none()],
        ),
        (
            format!("{number} * 2 - 1 > 4 and 10 != {number}"),
            vec![many(3)],
            vec![many(2), many(10), none()],
        ),
        (
            "%resource.repeat(item).exists(linkId = 'yes-no' and answer.value = true)".to_owned(),
            vec![flag(true)],
            vec![flag(false), none()],
        ),
        (
            "item.where(linkId='yes-no')[0].where(answer.value = true).empty()".to_owned(),
            vec![flag(false), none()],
            vec![flag(true)],
        ),
        (
            "item.where(linkId='words').answer.value.startsWith('a.')".to_owned(),
            vec![words("a.b")],
            vec![words("ab"), words("ba.b"), none()],
        ),
        (
            "item.where(linkId='words').answer.value.matches('b$').not()".to_owned(),
            vec![words("ba")],
            vec![words("ab"), none()],
        ),
        (
            "item.where(linkId='words').answer.value.length() <= 2".to_owned(),
            vec![words("ab")],
            vec![words("abc"), none()],
        ),
        (
            "item.where(linkId='words').answer.value.lower() = 'ab'".to_owned(),
            vec![words("Ab")],
            vec![words("abc"), none()],
        ),
        (
            format!("{choice}.display.contains('o')"),
            vec![one("N"), one("u")],
            vec![one("Y"), none()],
        ),
        (
            format!("{several}.code.exists($this = 'a')"),
            vec![some(&["a", "b"])],
            vec![some(&["b"]), none()],
        ),
        (
            format!("{choice}.code = 'Y' or {choice}.code = 'N'"),
            vec![one("Y"), one("N")],
            vec![one("u"), none()],
        ),
        (
            format!("{choice}.code in ('Y' | 'N')"),
            vec![one("Y"), one("N")],
            vec![one("u"), none()],
        ),
        (
            format!("{choice}.code != 'Y'"),
            vec![one("N"), one("u")],
            vec![one("Y"), none()],
        ),
        (
            format!("{choice}.display.lower() = %context.linkId"),
            vec![one("Y")],
            vec![one("N"), none()],
        ),
        (
            format!("{choice}.where(display.lower() = 'unknown' and system = 'http://s').exists()"),
            vec![one("u")],
            vec![one("N"), none()],
        ),
        (
            format!("{choice}.where(display.lower() = %context.linkId).exists()"),
            vec![one("Y")],
            vec![one("N"), none()],
        ),
        (
            format!("{choice}.where(code = 'Y').empty()"),
            vec![one("N"), none()],
            vec![one("Y")],
        ),
        (
            format!("iif({choice}.code = 'Y', true, {root})"),
            vec![one("Y"), flag(true)],
            vec![one("N"), none()],
        ),
        (
            format!("{several}.where(code = 'a' or code = 'b').exists()"),
            vec![some(&["a", "c"]), some(&["b"])],
            vec![some(&["c"]), none()],
        ),
        (
            format!("{several}.exists(code = 'a')"),
            vec![some(&["a", "c"])],
            vec![some(&["b", "c"]), none()],
        ),
        (
            format!("{several}.code contains 'a'"),
            vec![some(&["a", "c"])],
            vec![some(&["b", "c"]), none()],
        ),
        (
            format!("'a' in {several}.code"),
            vec![some(&["a", "c"])],
            vec![some(&["b", "c"]), none()],
        ),
        (
            format!("{root} implies {number} > 1"),
            vec![flag(false), many(2)],
            vec![flag(true), none()],
        ),
        (
            "%resource.item.where(linkId='gone').answer.value = 1".to_owned(),
            vec![],
            vec![none()],
        ),
    ];
    for (expression, met, unmet) in all {
        let text = form(expression);
        let (imported, _) = imported(&text, Format::Fhir);
        let lost = losses(&imported.form).replace("the form’s variable", "");
        assert!(!lost.contains("is an expression"), "{expression}: {lost}");
        for (given, expected) in met
            .iter()
            .map(|given| (given, true))
            .chain(unmet.iter().map(|given| (given, false)))
        {
            let is_asked = asked(&text, std::slice::from_ref(given)).contains(&"yes".to_owned());
            assert_eq!(
                is_asked, expected,
                "{expression}\n{given:?}\n{}",
                imported.text
            );
        }
    }
}

#[test]
fn options_are_offered_while_their_expression_holds() {
    let option = |code: &str| json!({ "valueCoding": { "code": code } });
    let toggle = |codes: &[&str], expression: &str| {
        let named = codes
            .iter()
            .map(|code| json!({ "url": "option", "valueCoding": { "code": code } }));
        let mut parts: Vec<Json> = named.collect();
        parts.push(json!({ "url": "expression", "valueExpression": { "expression": expression } }));
        json!({ "url": "http://hl7.org/fhir/uv/sdc/StructureDefinition/sdc-questionnaire-answerOptionsToggleExpression", "extension": parts })
    };
    let text = json!({ "resourceType": "Questionnaire", "item": [
        { "linkId": "more", "type": "boolean", "text": "?" },
        { "linkId": "q", "type": "choice", "text": "?", "answerOption": [option("a"), option("b"), option("c")], "extension": [
            toggle(&["b", "c"], "%resource.item.where(linkId='more').answer.value"),
            toggle(&["c"], "%patient.age > 17"),
        ] },
    ] });
    let (imported, _) = imported(&text.to_string(), Format::Fhir);
    assert!(
        imported
            .text
            .contains("{ id = \"b\", label = \"b\", when = { more = \"yes\" } }"),
        "{}",
        imported.text
    );
    assert!(
        imported.text.contains("{ id = \"c\", label = \"c\" }"),
        "{}",
        imported.text
    );
    assert_eq!(
        losses(&imported.form),
        "linkId q: some options hang on an expression: %patient.age > 17; the options it is about are offered always\n"
    );
}

#[test]
fn a_day_is_held_against_the_day_of_the_call() {
    let day = "item.where(linkId='day').answer.value <= today()";
    let (imported, _) = imported(&form(day), Format::Fhir);
    let when = "when = { \"day - today\" = \"<= 0\" }";
    assert!(imported.text.contains(when), "{}", imported.text);
}

#[test]
fn what_is_not_understood_is_told_and_asked() {
    let long = "%age > 1 and ".repeat(300) + "%fever";
    let deep = "(".repeat(900) + "true" + &")".repeat(900);
    let steps = "%resource".to_owned() + &".item".repeat(900) + ".answer.value = 1";
    for expression in [
        "%age > 17",
        "today() > @2024-01-01",
        "%itself",
        "%resource.item.where(linkId='some').answer.value.code = 'a'",
        "%resource.item.where(linkId='words').answer.value.replace('a', 'b') = 'b'",
        "%resource.item.where(linkId='many').answer.value.sum() = 2",
        "'unclosed",
        "((",
        "",
        &long.replace(" and ", " or "),
        &deep,
        &steps,
    ] {
        assert!(
            asked(&form(expression), &[]).contains(&"yes".to_owned()),
            "{expression}"
        );
    }
    assert!(
        !asked(&form(&("%fever and ".repeat(900) + "%fever")), &[]).contains(&"yes".to_owned())
    );
    let part = "%resource.item.where(linkId='yes-no').answer.value and %age > 17";
    assert!(!asked(&form(part), &[]).contains(&"yes".to_owned()));
    let (imported, _) = imported(&form(part), Format::Fhir);
    expect![[r#"
        the form’s variable fever: %resource.descendants().where(linkId='yes-no').answer.value
        the form’s variable itself: %itself or %itself
        linkId yes: its condition is an expression: %resource.item.where(linkId='yes-no').answer.value and %age > 17; it is asked whenever that could hold
    "#]]
    .assert_eq(&losses(&imported.form));
}

#[test]
fn what_doubles_with_every_word_is_told_and_not_built() {
    let more_than =
        |least: u32| format!("%resource.item.where(linkId='many').answer.value > {least}");
    let doubling: Vec<String> = (0..60).map(more_than).collect();
    let doubling = doubling.join(" xor ");
    let (imported, _) = imported(&form(&doubling), Format::Fhir);
    assert!(
        imported.text.contains("which is too many"),
        "{}",
        imported.text
    );
}

#[test]
fn value_sets_that_name_each_other_are_read_once() {
    let set = |at: usize| {
        let next = vec![format!("http://set/{}", (at + 1) % 7); 30];
        json!({
            "resourceType": "ValueSet", "id": format!("s{at}"), "url": format!("http://set/{at}"),
            "compose": { "include": [
                { "system": "http://s", "concept": [{ "code": format!("c{at}"), "display": format!("Code {at}") }] },
                { "valueSet": next },
            ] }
        })
    };
    let sets: Vec<Json> = (0..7).map(set).collect();
    let form = json!({
        "resourceType": "Questionnaire", "contained": sets,
        "item": [{ "linkId": "one", "type": "choice", "text": "Which?", "answerValueSet": "#s0" }]
    });
    let text = imported(&form.to_string(), Format::Fhir).0.text;
    for at in 0..7 {
        assert!(text.contains(&format!("Code {at}")), "{text}");
    }
}
