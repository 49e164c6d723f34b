//! Days held against a year or a month.

use serde_json::json;

use super::cases::asked;

#[test]
fn a_day_is_before_or_after_a_whole_period() {
    let target = |operator: &str, period: &str| {
        json!({ "linkId": operator, "type": "string", "text": "?", "enableWhen": [
            { "question": "day", "operator": operator, "answerDate": period }
        ] })
    };
    let form = |period: &str| {
        let operators = ["<", "<=", ">=", ">"];
        let targets = operators.map(|operator| target(operator, period));
        let day = json!({ "linkId": "day", "type": "date", "text": "?" });
        let items: Vec<_> = std::iter::once(day).chain(targets).collect();
        json!({ "resourceType": "Questionnaire", "item": items }).to_string()
    };
    for (period, day, wanted) in [
        ("2024", "2023-12-31", &["<", "<="][..]),
        ("2024", "2024-07-01", &["<=", ">="]),
        ("2024", "2025-01-01", &[">=", ">"]),
        ("2024-02", "2024-02-29", &["<=", ">="]),
        ("2024-02", "2024-03-01", &[">=", ">"]),
    ] {
        let answers = [("day", json!([{ "valueDate": day }]))];
        let asked = asked(&form(period), &answers);
        assert_eq!(asked[1..], *wanted, "{period} {day}");
    }
}
