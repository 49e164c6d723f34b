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
