//! What is reckoned as a card says it.

use baton::flow::card::{Style, card};
use expect_test::{Expect, expect};

use super::probe;
use crate::flow::fixture::library;

#[test]
fn a_card_says_what_is_reckoned() {
    let check = |condition: &str, expected: Expect| {
        let text = probe(condition);
        let library = library(&[("sums.toml", &text)]);
        let flow = library.get("sums").unwrap();
        let card = card(flow, Style::Text);
        let mut lines = card.lines().map(str::trim);
        let line = lines.find(|line| line.starts_with("Asked when"));
        expected.assert_eq(line.unwrap_or_default());
    };
    check(
        r#""2 * (a + b) - -1" = "> 3""#,
        expect!["Asked when 2 × (a + b) − −1 is above 3."],
    );
    check(
        r#""a - (b - 1) / 2 mod 3" = 3"#,
        expect!["Asked when a − (b − 1) ÷ 2 mod 3 is 3."],
    );
    check(
        r#""round((a or 0) / 2)" = 3"#,
        expect!["Asked when round((a or 0) ÷ 2) is 3."],
    );
    check(
        r#""months(d, today) + length(t) + count(parts)" = 3"#,
        expect!["Asked when months(d, today) + the length of t + how many of parts is 3."],
    );
    check(
        r#""sum(pages) / items(printer)" = 3"#,
        expect!["Asked when the sum of every pages ÷ how many items of printer is 3."],
    );
    check(
        r#""same(t, u) + item" = 3"#,
        expect!["Asked when (1 if t is the same as u, else 0) + the number of the item is 3."],
    );
    check(
        r#""2 * x + if(x, a, b)" = 3, using = { x = { y = "yes" } }"#,
        expect!["Asked when 2 × (1 if y is yes, else 0) + (a if y is yes, else b) is 3."],
    );
}
