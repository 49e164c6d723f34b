//! What the owner of a flow is told of conditions that can never come to what they want.

use baton::flow::Library;
use baton::flow::library::Layer;
use chrono::NaiveDate;

use super::probe;
use crate::flow::fixture::{INTAKE, file};

/// What the owner is told of a question with this condition.
fn told(condition: &str) -> String {
    let text = probe(condition);
    let text = text.split("[[question]]\nid = \"fails\"").next().unwrap();
    let files = [("intake.toml", INTAKE), ("sums.toml", text)];
    let files = files.map(|(path, text)| file(Layer::Shipped, path, text));
    let day = NaiveDate::from_ymd_opt(2026, 11, 1).unwrap();
    let library = Library::examine(files.into(), day);
    assert!(library.get("sums").is_some(), "{:?}", library.faults());
    let said = library.faults().iter().map(ToString::to_string);
    let about = said.filter(|said| said.contains("question holds"));
    about.collect::<Vec<_>>().join("\n")
}

#[test]
fn what_never_comes_to_it_is_found() {
    let never = [
        // The same that is to be more and less.
        r#"all = [{ "a + b" = "> 10" }, { "a + b" = "< 5" }]"#,
        r#"all = [{ "a+b" = "> 10" }, { "(a + b)" = 3 }]"#,
        r#"all = [{ "a * b" = 3 }, { "a * b" = 4 }]"#,
        r#"all = [{ "b / a" = "> 1" }, { "b / a" = { state = "unanswered" } }]"#,
        // What lies outside of what can be answered.
        r#""a + s" = "> 15""#,
        r#""a + s" = "< 1""#,
        r#""a + s" = 1.5"#,
        r#""2 * s" = "< 2""#,
        r#""-s" = "> 0""#,
        r#""a mod 3" = 3"#,
        r#""floor(s / 2)" = "> 2""#,
        r#""pain + s" = "> 6.5""#,
        r#""1 * parts" = "> 2""#,
        r#""month(d)" = 13"#,
        r#""count(parts)" = 3"#,
        // Nobody answers with none of the options.
        r#""count(parts)" = 0"#,
        r#"parts = { has_none = ["wifi", "lan"] }"#,
        r#""min(a, b)" = "> 10""#,
        r#""abs(a)" = "< 0""#,
        r#""if(x, 1, 2) + x" = "> 3", using = { x = { b = 1 } }"#,
        r#""(a or 20)" = "> 20""#,
    ];
    for condition in never {
        let told = told(condition);
        assert!(told.contains("can never be asked"), "{condition}: {told}");
    }
    let possible = [
        r#""s / 10 + 0.2" = "<= 0.3""#,
        r#"parts = { has_none = "wifi" }"#,
        r#"all = [{ "a + b" = "> 10" }, { "b + a" = "< 5" }]"#,
        r#"all = [{ "a + b" = ">= 10" }, { "a + b" = "<= 10" }]"#,
        r#""a + s" = 15"#,
        r#""a + b" = "> 1000""#,
        r#""a / s" = 10"#,
        r#""s / a" = "> 1000""#,
        r#""a - a" = 0"#,
        r#""a mod 3" = 2"#,
        r#""b mod 3" = 2.5"#,
        r#""b * a" = "> 1000""#,
        r#""pain + s" = 6.5"#,
        r#""(a or 20)" = 20"#,
        r#""sum(pages)" = "> 20""#,
        r#""items(printer)" = 4"#,
        r#""a + b" = { state = "unanswered" }"#,
    ];
    for condition in possible {
        let told = told(condition);
        assert!(!told.contains("never"), "{condition}: {told}");
    }
}

#[test]
fn a_thousand_tests_of_one_number_are_looked_at() {
    let tests = |last: &str| {
        let above = (0..1000).map(|at| format!("{{ b = \"> {at}\" }}"));
        let tests: Vec<_> = above.chain([last.to_owned()]).collect();
        format!("all = [{}]", tests.join(", "))
    };
    let never = told(&tests(
        "{ b = \"< 1000\" }, { b = { not = 999.5 } }, { b = 999 }",
    ));
    assert!(never.contains("can never be asked"), "{never}");
    let possible = told(&tests("{ b = \"< 1000\" }, { b = { not = 999.5 } }"));
    assert!(!possible.contains("can never be asked"), "{possible}");
}

#[test]
fn one_answer_of_many_is_no_number_outside_of_the_section() {
    let many = "sum(pages), min(pages) and max(pages) are";
    for (condition, wanted) in [
        (r#""pages * 2" = "> 5""#, many),
        (r#"x = 1, using = { x = { "pages + 1" = 2 } }"#, many),
        (r#""item * 2" = "> 5""#, "there is no `item` at hand"),
    ] {
        let told = told(condition);
        assert!(told.contains(wanted), "{condition}: {told}");
    }
    let told = told(r#""sum(pages) * 2" = "> 5""#);
    assert!(!told.contains("every item"), "{told}");
}
