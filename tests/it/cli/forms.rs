//! `baton flows import`, and `baton flows try --given`: a form, and what it asks.

use serde_json::Value;

use super::Home;

const ISSUE: &str = include_str!("../fixtures/forms/issue.yml");
const SURVEY: &str = include_str!("../fixtures/forms/survey.csv");
const QUESTIONNAIRE: &str = include_str!("../fixtures/forms/questionnaire.json");

#[test]
fn a_form_is_told_by_its_content_and_its_losses_are_said() {
    let home = Home::new();
    for (text, format) in [
        (ISSUE, "github"),
        (SURVEY, "xlsform"),
        (QUESTIONNAIRE, "fhir"),
    ] {
        home.write("form", text);
        let ran = home.run(&["flows", "import", "form", "--json"]);
        assert_eq!(ran.code, 0, "{ran:?}");
        let json: Value = serde_json::from_str(&ran.out).unwrap();
        assert_eq!(json["format"], format);
        let lost = json["lost"].as_array().unwrap();
        let ran = home.run(&["flows", "import", "form"]);
        assert_eq!(ran.err.matches("lost: ").count(), lost.len(), "{}", ran.err);
        assert_eq!(json["flow"], Value::from(ran.out));
    }
}

#[test]
fn what_is_asked_can_be_seen_before_the_reasons_are_written() {
    let home = Home::new();
    home.write("form.csv", SURVEY);
    let ran = home.run(&[
        "flows",
        "import",
        "form.csv",
        "--out",
        "flow.toml",
        "--id",
        "mine",
    ]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{ran:?}");
    let next = "written to flow.toml; next: baton flows try flow.toml, then write the reasons until baton flows check flow.toml is content\n";
    assert!(ran.err.ends_with(next), "{}", ran.err);
    let ran = home.run(&["flows", "check", "flow.toml"]);
    assert_eq!(ran.code, 1, "the reasons are missing: {ran:?}");
    home.write(
        "given.toml",
        "who = \"Ana\"\nage = 11\ncountry = \"Switzerland\"\nwidth = [12.5, 3]\n",
    );
    let ran = home.run(&["flows", "try", "flow.toml", "--given", "given.toml"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    for line in [
        "asked   who: always",
        "asked   thanks: since age is above 10",
        "asked   town: since age is answered",
        "hidden  parts: only when age is answered; and country is not ch or not country is answered or age is below 3",
        "asked   paper: since width is at least 10.5",
        "asked   since: since not town is answered and who matches ^Ana$",
        "hidden  never: retired",
        "hidden  last: only when ok is ok",
    ] {
        assert!(
            ran.out
                .lines()
                .any(|one| one == line || one.starts_with(&format!("{line} →"))),
            "{line}\n{}",
            ran.out
        );
    }
    home.write(
        "given.json",
        r#"{"age": null, "since": {"state": "unknown"}, "parts": ["lid", "cable"]}"#,
    );
    let ran = home.run(&[
        "flows",
        "try",
        "flow.toml",
        "--given",
        "given.json",
        "--json",
    ]);
    let lines: Vec<Value> = ran
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let asked = |id: &str| {
        lines
            .iter()
            .find(|line| line["id"] == id)
            .map(|line| &line["asked"])
    };
    assert_eq!(asked("who"), Some(&Value::from(true)));
    assert_eq!(asked("country"), Some(&Value::from(false)));
}

#[test]
fn what_was_given_is_read_or_refused_in_a_sentence() {
    let home = Home::new();
    for (given, words) in [
        ("nobody = 1", "no question `nobody`"),
        ("scope = \"strange\"", "no option `strange`"),
        ("scope = [\"one\", \"all\"]", "one answer"),
        ("symptom = {}", "was expected"),
        ("symptom = {state = \"odd\"}", "no state"),
        ("[", "not TOML"),
        ("{", "not JSON"),
    ] {
        home.write("given", given);
        let ran = home.run(&["flows", "try", "printing", "--given", "given"]);
        assert_eq!(ran.code, 65, "{given}: {ran:?}");
        assert!(ran.err.contains(words), "{given}: {}", ran.err);
    }
}

#[test]
fn a_file_that_is_no_form_is_refused_and_none_is_overwritten() {
    let home = Home::new();
    home.write("form", "\u{1b}[2J");
    let ran = home.run(&["flows", "import", "form"]);
    assert_eq!(ran.code, 65, "{ran:?}");
    assert!(!ran.err.contains('\u{1b}'), "{}", ran.err);
    assert_eq!(home.run(&["flows", "import", "nowhere"]).code, 66);
    assert_eq!(home.run(&["flows", "import", "."]).code, 74);
    home.write("form", ISSUE);
    home.write("mine.toml", "mine");
    let ran = home.run(&["flows", "import", "form", "--out", "mine.toml"]);
    assert_eq!(ran.code, 74, "{ran:?}");
    assert_eq!(
        std::fs::read_to_string(home.path("mine.toml")).unwrap(),
        "mine"
    );
}
