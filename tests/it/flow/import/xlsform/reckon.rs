//! What is reckoned with answers, as a form writes it and as a flow does.

use super::last_when;

#[test]
fn reckoning_with_answers_is_carried_over() {
    let before = [
        "integer,a,,",
        "integer,b,,",
        "date,born,,",
        "date,died,,",
        "calculate,days,,${died} - ${born}",
        "calculate,years,,int(${days} div 365.25)",
        "calculate,age,,\"if(${days} <= 27, 'baby', if(${years} < 12, 'child', 'adult'))\"",
        "calculate,known,,\"if(string-length(${days}) = 0 or ${days} = 'NaN', 'no', 'yes')\"",
        "calculate,more,,${a} > 3",
    ];
    let table = [
        ("${a} + ${b} > 10", r#"{ "a + b" = "> 10" }"#),
        ("${a} > ${b}", r#"{ "a - b" = "> 0" }"#),
        ("${a} * 2 - ${b} div 4 = 1", r#"{ "8 * a - b" = 4 }"#),
        (
            "${years} >= 12",
            r#"{ "trunc((died - born) / 365.25)" = ">= 12" }"#,
        ),
        ("${years} = 0", r#"{ "trunc((died - born) / 365.25)" = 0 }"#),
        (
            "round(${a} div 2) = 2",
            r#"{ all = [{ a = ">= 3" }, { a = "< 5" }] }"#,
        ),
        ("${age} = 'baby'", r#"{ "died - born" = "<= 27" }"#),
        (
            "${known} = 'yes'",
            r#"{ died = { state = "answered" }, born = { state = "answered" } }"#,
        ),
        ("${died} = date(${born} + 7)", r#"{ "died - born" = 7 }"#),
        ("${more} = 'true'", r#"{ a = "> 3" }"#),
        ("today() - ${born} > 10", r#"{ "today - born" = "> 10" }"#),
        (
            "int((now() - ${born}) div 365.25) < 5",
            r#"{ "today - born" = "< 1826.25" }"#,
        ),
        ("${a} * ${b} > 3", r#"{ "a * b" = "> 3" }"#),
    ];
    for (relevant, when) in table {
        let row = format!("text,q,\"{relevant}\",");
        let rows: Vec<&str> = before.iter().copied().chain([row.as_str()]).collect();
        let found = last_when(&rows);
        assert!(found.contains(when), "{relevant}: {found}");
    }
}

/// The rows before the one with the condition.
const ROWS: &[&str] = &[
    "integer,a,,",
    "integer,b,,",
    "decimal,w,,",
    "text,t,,",
    "text,u,,",
    "date,d,,",
    "date,e,,",
    "select_one n,s,,",
    "select_one n,r,,",
    "select_one o,x,,",
    "select_one c,k,,",
    "select_one c,l,,",
    "select_multiple c,m,,",
    "calculate,score,,\"if(${k} = 'x', 2, 0) + if(selected(${m}, 'y'), 1, 0)\"",
    "calculate,months,,\"int((today() - ${d}) div 30.44)\"",
    "calculate,kind,,\"if(${months} < 12, 'baby', if(${months} < 60, 'child', 'grown'))\"",
    "calculate,both,,\"coalesce(${a}, 0) + coalesce(${b}, 0)\"",
    "begin repeat,p,,",
    "integer,age,,",
    "end repeat,,,",
];

const CHOICES: &str = "choices,,,\n,list_name,name,label\n,n,1,One\n,n,2,Two\n,n,-9,Unknown\n,o,1,One\n,o,few,A few\n,c,x,X\n,c,y,Y\n";

const TABLE: &[(&str, &str)] = &[
    // Numbers made of texts and of options.
    ("${t} > 5", r#"{ "number(t)" = "> 5" }"#),
    ("number(${t}) + ${a} < 5", r#"{ "number(t) + a" = "< 5" }"#),
    ("${t} >= ${u}", r#"{ "number(t) - number(u)" = ">= 0" }"#),
    ("number(${s}) >= 1", r#"{ s = ["q_1", "q_2"] }"#),
    ("${s} + ${r} > 3", r#"{ "s + r" = "> 3" }"#),
    (
        "not(${s} + ${r} > 3)",
        r#"{ any = [{ "s + r" = "<= 3" }, { "s + r" = { state = "unanswered" } }] }"#,
    ),
    ("${s} > ${r}", r#"{ "s - r" = "> 0" }"#),
    ("${k} > 3", ""),
    (
        "coalesce(${x}, 0) + ${a} > 3",
        r#"{ "if(c1, number(x), 0) + a" = "> 3", using = { c1 = { x = { state = "answered" } } } }"#,
    ),
    // Products, quotients, what remains, and what is rounded.
    ("${a} div ${b} > 0.5", r#"{ "a / b" = "> 0.5" }"#),
    (
        "${w} div (${a} * ${a}) < 18.5",
        r#"{ "w / (a * a)" = "< 18.5" }"#,
    ),
    ("${a} mod 2 = 1", r#"{ "a mod 2" = 1 }"#),
    ("round(${a} div ${b}) = 2", r#"{ "round(a / b)" = 2 }"#),
    ("int(${w}) mod 2 = 0", r#"{ "trunc(w) mod 2" = 0 }"#),
    (
        "(${a} - 1) div (${b} + 1) > ${w}",
        r#"{ "(a - 1) / (b + 1) - w" = "> 0" }"#,
    ),
    ("pow(${a}, 2) > 9", r#"{ "a * a" = "> 9" }"#),
    ("max(${a}, ${b}) > 3", r#"{ "max(a, b)" = "> 3" }"#),
    ("abs(${a} - ${b}) > 3", r#"{ "abs(a - b)" = "> 3" }"#),
    // Days.
    (
        "difference-in-months(${d}, today()) < 6",
        r#"{ "months(d, today)" = "< 6" }"#,
    ),
    (
        "format-date(${d}, '%Y') = '2026'",
        r#"{ "year(d)" = 2026 }"#,
    ),
    (
        "int(format-date(today(), '%Y')) - int(format-date(${d}, '%Y')) > 18",
        r#"{ "year(today) - year(d)" = "> 18" }"#,
    ),
    // What may be unanswered, and what counts when it holds.
    (
        "coalesce(${a}, 0) + ${b} > 3",
        r#"{ "(a or 0) + b" = "> 3" }"#,
    ),
    (
        "if(${a} = '', 0, ${a}) * 2 > 3",
        r#"{ "(a or 0) * 2" = "> 3" }"#,
    ),
    (
        "count-selected(${m}) + ${a} > 3",
        r#"{ "(count(m) or 0) + a" = "> 3" }"#,
    ),
    (
        "(${k} = 'x') + (${l} = 'y') >= 2",
        r#"{ "(c1 or 0) + (c2 or 0)" = ">= 2", using = { c1 = { k = "x" }, c2 = { l = "y" } } }"#,
    ),
    (
        "not(if(${k} = 'x', 2, 0) + if(${l} = 'y', 1, 0) > 1)",
        r#"{ "if(c1 or 0, 2, 0) + (c2 or 0)" = "<= 1", using = { c1 = { k = "x" }, c2 = { l = "y" } } }"#,
    ),
    (
        "if(${k} = 'x', ${a}, ${b}) + 1 > 3",
        r#"{ "if(c1 or 0, a, b) + 1" = "> 3", using = { c1 = { k = "x" } } }"#,
    ),
    (
        "checklist(1, 1, ${k} = 'x', ${l} = 'y')",
        r#"{ all = [{ "(c1 or 0) + (c2 or 0)" = ">= 1", using = { c1 = { k = "x" }, c2 = { l = "y" } } }, { "(c1 or 0) + (c2 or 0)" = "<= 1", using = { c1 = { k = "x" }, c2 = { l = "y" } } }] }"#,
    ),
    // What is worked out, in chains.
    (
        "${score} >= 2",
        r#"{ "if(c1 or 0, 2, 0) + (c2 or 0)" = ">= 2", using = { c1 = { k = "x" }, c2 = { m = { has = "y" } } } }"#,
    ),
    ("${kind} = 'child'", r#""today - d" = "< 1826.4" }"#),
    ("${both} > 4", r#"{ "(a or 0) + (b or 0)" = "> 4" }"#),
    (
        "${months} = ''",
        r#"{ not = { d = { state = "answered" } } }"#,
    ),
    (
        "concat(${k}, ${l}) = 'xy'",
        r#"{ k = "x", any = [{ l = { not = "x" } }, { not = { l = { state = "answered" } } }], l = "y" }"#,
    ),
    ("substr(${k}, 0, 1) = 'x'", r#"{ k = "x" }"#),
    (
        "selected-at(${m}, 0) = 'y'",
        r#"{ any = [{ m = { has_none = "x" } }, { not = { m = { state = "answered" } } }], m = { has = "y" } }"#,
    ),
    // Of what is put together it is known whether there is anything.
    ("concat('It: ', ${t}) != ''", ""),
    (
        "concat(${t}, ${u}) != ''",
        r#"{ any = [{ t = { state = "answered" } }, { u = { state = "answered" } }] }"#,
    ),
    (
        "format-date-time(${d}, '%b %e') != ''",
        r#"{ d = { state = "answered" } }"#,
    ),
    (
        "jr:choice-name(selected-at(${m}, 0), '${m}') = 'X'",
        r#"{ m = { has = "x" } }"#,
    ),
    ("jr:choice-name(${k}, '${k}') = 'X'", r#"{ k = "x" }"#),
    ("contains(${m}, 'x')", r#"{ m = { has = "x" } }"#),
    (
        "selected(${m}, ${k})",
        r#"{ any = [{ k = "x", m = { has = "x" } }, { k = "y", m = { has = "y" } }, { all = [{ not = { m = { state = "answered" } } }, { not = { k = { state = "answered" } } }] }] }"#,
    ),
    (
        "selected(${m}, '')",
        r#"{ not = { m = { state = "answered" } } }"#,
    ),
    (
        "${t} = ${u}",
        r#"{ any = [{ "same(t, u)" = 1 }, { all = [{ not = { t = { state = "answered" } } }, { not = { u = { state = "answered" } } }] }] }"#,
    ),
    ("${t} = ${a}", r#"{ any = [{ "number(t) - a" = 0 }, "#),
    // No number, and what is beyond every number.
    ("${a} = number('abc')", ""),
    ("${a} > 1 div 0", ""),
    ("${a} < 1 div 0", r#"{ a = { state = "answered" } }"#),
    (
        "${a} * ${b} < 1 div 0",
        r#"{ "a * b" = { state = "answered" } }"#,
    ),
    ("${a} + ${b} = number('abc')", ""),
    // A pattern for so many letters is too large.
    (
        "string-length(${t}) > 2000",
        r#"{ "length(t)" = "> 2000" }"#,
    ),
    // Items.
    ("count(${p}) > 2", r#"{ "items(p)" = "> 2" }"#),
    ("sum(${age}) > 20", r#"{ "sum(age)" = "> 20" }"#),
    ("max(${age}) >= 18", r#"{ "max(age)" = ">= 18" }"#),
];

#[test]
fn what_is_no_sum_is_carried_over() {
    let mut wrong = Vec::new();
    for (relevant, when) in TABLE {
        let row = format!("text,q,\"{relevant}\",");
        let rows: Vec<&str> = ROWS.iter().copied().chain([row.as_str()]).collect();
        let found = super::last_when_with(&rows, CHOICES);
        let is_no_bound = found.contains("NaN") || found.contains(" inf");
        if !found.contains(when) || is_no_bound {
            wrong.push(format!("{relevant}\n  wanted {when}\n  found  {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
