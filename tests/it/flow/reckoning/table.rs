//! What conditions come to that reckon.

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Truth {
    Yes,
    No,
    Neither,
}
use Truth::{Neither, No, Yes};

pub const TABLE: &[(&str, &str, Truth)] = &[
    // What stands between numbers, and what binds tighter.
    (r#""a + b" = 5"#, "a=#2 b=#3", Yes),
    (r#""a - b - 1" = -2"#, "a=#2 b=#3", Yes),
    (r#""a - (b - 1)" = 0"#, "a=#2 b=#3", Yes),
    (r#""2 + a * b" = 8"#, "a=#2 b=#3", Yes),
    (r#""(2 + a) * b" = 12"#, "a=#2 b=#3", Yes),
    (r#""12 / a / b" = 2"#, "a=#2 b=#3", Yes),
    (r#""-a * -b" = 6"#, "a=#2 b=#3", Yes),
    (r#""-a + b" = 1"#, "a=#2 b=#3", Yes),
    (r#""b mod a" = 1"#, "a=#2 b=#3", Yes),
    (r#""-b mod a" = -1"#, "a=#2 b=#3", Yes),
    (r#""b*2-a" = { not = 4 }"#, "a=#2 b=#3", No),
    (r#""a + b" = ["1", 5]"#, "a=#2 b=#3", Yes),
    // What is missing makes the whole have no value.
    (r#""a + b" = 5"#, "a=#2", Neither),
    (r#""a * b" = 0"#, "b=#0", Neither),
    (r#""a + b" = { state = "answered" }"#, "a=#2", No),
    (r#""a + b" = { state = "unanswered" }"#, "a=#2", Yes),
    (r#""a + b" = { state = "answered" }"#, "a=#2 b=#1", Yes),
    (r#""(a or 0) + (b or 1)" = 3"#, "a=#2", Yes),
    (r#""(a or 0) + (b or 1)" = 1"#, "", Yes),
    (r#""a or b" = 3"#, "b=#3", Yes),
    (r#""a or b" = 3"#, "a=#2 b=#3", No),
    (r#""a or b" = 3"#, "a?unknown", Neither),
    // Dividing by zero is more than any number; nothing by nothing is none.
    (r#""b / a" = "> 1000000""#, "a=#0 b=#1", Yes),
    (r#""b / a" = "< -1000000""#, "a=#0 b=#-1", Yes),
    (r#""b / a" = "> 0""#, "a=#0 b=#0", Neither),
    (r#""b mod a" = 0"#, "a=#0 b=#4", Neither),
    // Huge values.
    (r#""b * b" = "> 1e300""#, "b=#1e200", Yes),
    (r#""b * b - b * b" = 0"#, "b=#1e200", Neither),
    // What reckoning leaves over in the last places counts for nothing.
    (r#""b + 0.1" = 0.3"#, "b=#0.2", Yes),
    (r#""b + 0.1" = "> 0.3""#, "b=#0.2", No),
    (r#""b + 0.1" = "<= 0.3""#, "b=#0.2", Yes),
    (r#""b + 0.1" = 0.3"#, "b=#0.200001", No),
    (r#""b / 3" = 0.3333333333333333"#, "b=#1", Yes),
    (r#""b / 3" = ">= 0.3333333333333333""#, "b=#1", Yes),
    (r#""floor(b * 100)" = 29"#, "b=#0.29", Yes),
    (r#""ceiling(b * 100)" = 7"#, "b=#0.07", Yes),
    (r#""trunc(b * 100)" = 29"#, "b=#0.29", Yes),
    (r#""b * 1" = 123456789012345"#, "b=#123456789012345", Yes),
    (r#""round(10 * (b + 0.1))" = 3"#, "b=#0.2", Yes),
    (r#""year(b)" = 1970"#, "b=#1e18", Neither),
    // Whole numbers.
    (r#""floor(b)" = 2"#, "b=#2.9", Yes),
    (r#""floor(b)" = -3"#, "b=#-2.1", Yes),
    (r#""trunc(b)" = -2"#, "b=#-2.9", Yes),
    (r#""ceiling(b)" = 3"#, "b=#2.1", Yes),
    (r#""round(b)" = 3"#, "b=#2.5", Yes),
    (r#""round(b)" = -2"#, "b=#-2.5", Yes),
    (r#""abs(a - b)" = 1"#, "a=#2 b=#3", Yes),
    (r#""min(a, b, 7)" = 2"#, "a=#2 b=#3", Yes),
    (r#""max(a, b)" = 3"#, "a=#2 b=#3", Yes),
    (r#""max(a, b)" = 3"#, "b=#3", Neither),
    // Days.
    (r#""today - d" = 3"#, "d=2026-06-02", Yes),
    (r#""months(d, today)" = 11"#, "d=2025-06-06", Yes),
    (r#""months(d, today)" = 12"#, "d=2025-06-05", Yes),
    (r#""months(d, e)" = 0"#, "d=2026-01-31 e=2026-02-28", Yes),
    (r#""months(d, e)" = -1"#, "d=2026-03-05 e=2026-02-05", Yes),
    (r#""years(d, today)" = 17"#, "d=2008-06-06", Yes),
    (r#""years(d, today)" = ">= 18""#, "d=2008-06-05", Yes),
    (r#""years(d, today)" = ">= 18""#, "", Neither),
    (r#""year(d)" = 2008"#, "d=2008-06-05", Yes),
    (r#""month(d)" = 6"#, "d=2008-06-05", Yes),
    (r#""day(d + 26)" = 1"#, "d=2008-06-05", Yes),
    // Options that count, and yes and no.
    (r#""pain + s" = 3.5"#, "pain=some s=#2", Yes),
    (r#""pain + s" = 2"#, "pain=none s=#2", Yes),
    (r#""pain + s" = "> 0""#, "pain=refused s=#2", Neither),
    (r#""1 * parts" = 1"#, "parts=wifi+lan", Yes),
    (r#""1 * parts" = 2"#, "parts=wifi+", Yes),
    (r#""count(parts)" = 2"#, "parts=wifi+lan", Yes),
    (r#""count(parts)" = "< 1""#, "", Neither),
    (r#""count(lines)" = 3"#, "lines=one+two+three", Yes),
    (r#""2 * y" = 2"#, "y=yes", Yes),
    (r#""2 * y" = 0"#, "y=no", Yes),
    // Texts.
    (r#""number(t) + 1" = 13.5"#, "t=12.5", Yes),
    (r#""number(t)" = "> 0""#, "t=twelve", Neither),
    (r#""number(t)" = "> 0""#, "t=1e5", Neither),
    (r#""length(t)" = 5"#, "t=größe", Yes),
    (r#""same(t, u)" = 1"#, "t=Kim u=Kim", Yes),
    (r#""same(t, u)" = 0"#, "t=Kim u=kim", Yes),
    (r#""same(t, u)" = 1"#, "t=Kim", Neither),
    // Conditions that count.
    (
        r#""2 * urgent + many" = 3, using = { urgent = { pain = "some" }, many = { a = "> 5" } }"#,
        "pain=some a=#6",
        Yes,
    ),
    (
        r#""2 * urgent + many" = 0, using = { urgent = { pain = "some" }, many = { a = "> 5" } }"#,
        "",
        Neither,
    ),
    // A condition that is neither has no value, unless something stands in for it.
    (
        r#"urgent = 0, using = { urgent = { pain = "some" } }"#,
        "",
        Neither,
    ),
    (
        r#""2 * (urgent or 0) + (many or 0)" = 0, using = { urgent = { pain = "some" }, many = { a = "> 5" } }"#,
        "",
        Yes,
    ),
    (
        r#""if(urgent, 2, 1)" = 1, using = { urgent = { pain = "some" } }"#,
        "",
        Neither,
    ),
    (
        r#""if(urgent or 0, 2, 1)" = 1, using = { urgent = { pain = "some" } }"#,
        "",
        Yes,
    ),
    (
        r#""if(urgent or 0, 2, 1)" = 2, using = { urgent = { pain = "some" } }"#,
        "pain=some",
        Yes,
    ),
    (
        r#"urgent = 1, using = { urgent = { "a + b" = "> 4" } }"#,
        "a=#2 b=#3",
        Yes,
    ),
    (
        r#""if(urgent, a, b)" = 2, using = { urgent = { y = "yes" } }"#,
        "y=yes a=#2",
        Yes,
    ),
    (
        r#""if(urgent, a, b + 1)" = 4, using = { urgent = { y = "yes" } }"#,
        "y=no b=#3",
        Yes,
    ),
    (
        r#""if(urgent, a)" = 2, using = { urgent = { y = "yes" } }"#,
        "y=yes a=#2",
        Yes,
    ),
    (
        r#""if(urgent, a)" = { state = "unanswered" }, using = { urgent = { y = "yes" } }"#,
        "y=no a=#2",
        Yes,
    ),
    (
        r#""if(urgent, a, b)" = "> 0", using = { urgent = { y = "yes" } }"#,
        "y=no a=#2",
        Neither,
    ),
    // Items.
    (r#""items(printer)" = 1"#, "", Yes),
    (
        r#""items(printer)" = 3"#,
        "another_printer@1=yes another_printer@2=yes pages@1=#4",
        Yes,
    ),
    (
        r#""items(printer)" = 4"#,
        "another_printer@1=yes another_printer@2=yes another_printer@3=yes another_printer@4=yes",
        Yes,
    ),
    (
        r#""sum(pages)" = 9"#,
        "another_printer@1=yes pages@1=#4 pages@2=#5",
        Yes,
    ),
    (r#""sum(pages)" = 9"#, "", Neither),
    // One that is missing makes the whole have no value.
    (
        r#""sum(pages)" = 4"#,
        "another_printer@1=yes pages@1=#4",
        Neither,
    ),
    (
        r#""max(pages)" = 4"#,
        "another_printer@1=yes pages@1=#4",
        Neither,
    ),
    (
        r#""min(pages)" = 4"#,
        "another_printer@1=yes pages@1=#4",
        Neither,
    ),
    (r#""sum(pages)" = 4"#, "pages@1=#4", Yes),
    (
        r#""max(pages) - min(pages)" = 1"#,
        "another_printer@1=yes pages@1=#4 pages@2=#5",
        Yes,
    ),
    (r#""1 * item" = 1"#, "", Neither),
    (r#"item = ">= 1""#, "", Neither),
];
