//! Made-up surveys with made-up conditions: the same answers, the same questions.
#![expect(
    clippy::cast_precision_loss,
    reason = "the numbers that are drawn are small"
)]

mod reckoned;

use std::collections::HashMap;

use baton::domain::answer::Value;
use baton::flow::import::Format;
use baton::flow::import::form::Kind;
use proptest::prelude::{ProptestConfig, any, prop_assert_eq, proptest};

use super::xpath::{E, V};
use crate::flow::import::{Draw, answer, asked, imported};
use reckoned::reckoned;

const TYPES: &[&str] = &[
    "text",
    "integer",
    "decimal",
    "select_one l",
    "select_multiple l",
    "date",
    "acknowledge",
];
/// A row that is worked out.
const WORKED: &str = "calculate";
const CODES: &[&str] = &["a", "A", "1", "2"];
const TEXTS: &[&str] = &["x", "X", "5", "05", "x y", "a"];
const DATES: &[&str] = &["2024-01-01", "2024-01-02", "2024-02-01"];

/// A test of one question, of a form that a flow can say.
fn test(draw: &mut Draw, at: usize, kind: &str) -> E {
    let name = E::Name(at);
    let two = |sign, left, right| E::Two(sign, Box::new(left), Box::new(right));
    let number = E::Number(i32::try_from(draw.below(6)).unwrap() - 1);
    let sign = ["=", "!=", "<", "<=", ">", ">="][draw.below(6)];
    let equal = ["=", "!="][draw.below(2)];
    if draw.below(5) == 0 {
        return two(equal, name, E::Text(""));
    }
    match kind {
        "integer" | "decimal" => match draw.below(4) {
            0 => two(
                sign,
                two(["+", "-"][draw.below(2)], name, E::Number(2)),
                number,
            ),
            1 => two(sign, two("*", name, E::Number(2)), number),
            2 => two(sign, number, name),
            _ => two(sign, name, number),
        },
        "select_one l" => match draw.below(4) {
            0 => E::Call("selected", vec![name, E::Text(CODES[draw.below(4)])]),
            1 => two(sign, name, number),
            2 => E::Call("selected", vec![E::Text("a 2"), name]),
            _ => two(equal, name, E::Text(CODES[draw.below(4)])),
        },
        "select_multiple l" => match draw.below(4) {
            0 => two(sign, E::Call("count-selected", vec![name]), number),
            1 => two(equal, name, E::Text(CODES[draw.below(4)])),
            _ => E::Call("selected", vec![name, E::Text(CODES[draw.below(4)])]),
        },
        WORKED => match draw.below(4) {
            0 => two(equal, name, E::Text(CODES[draw.below(4)])),
            1 => two(
                ["=", ">"][draw.below(2)],
                E::Call("string-length", vec![name]),
                E::Number(0),
            ),
            2 => two(equal, name, E::Text(["true", "false"][draw.below(2)])),
            _ => two(sign, name, number),
        },
        "date" => match draw.below(2) {
            0 => two(
                ["<", ">"][draw.below(2)],
                name,
                E::Call("date", vec![E::Text(DATES[draw.below(3)])]),
            ),
            _ => two(equal, name, E::Text(DATES[draw.below(3)])),
        },
        "acknowledge" => two(equal, name, E::Text("OK")),
        _ => match draw.below(6) {
            0 => two(sign, E::Call("string-length", vec![name]), number),
            1 => E::Call("contains", vec![name, E::Text(TEXTS[draw.below(6)])]),
            2 => E::Call("starts-with", vec![name, E::Text(TEXTS[draw.below(6)])]),
            3 => E::Call(
                "regex",
                vec![name, E::Text(["x.*", "[0-9]*", "x| "][draw.below(3)])],
            ),
            4 => two(
                equal,
                E::Call("coalesce", vec![name, E::Text("x")]),
                E::Text(TEXTS[draw.below(6)]),
            ),
            _ => two(equal, name, E::Text(TEXTS[draw.below(6)])),
        },
    }
}

/// What a row works out.
fn formula(draw: &mut Draw, kinds: &[&'static str]) -> E {
    let two = |sign, left, right| E::Two(sign, Box::new(left), Box::new(right));
    let of = |draw: &mut Draw, fitting: &[&str]| {
        let all = (0..kinds.len()).filter(|at| fitting.contains(&kinds[*at]));
        let all: Vec<usize> = all.collect();
        match all.len() {
            0 => E::Number(3),
            some => E::Name(all[draw.below(some)]),
        }
    };
    let numbers = ["integer", "decimal", WORKED];
    match draw.below(6) {
        0 => two(
            ["+", "-"][draw.below(2)],
            of(draw, &numbers),
            of(draw, &numbers),
        ),
        1 => {
            let half = two("div", of(draw, &numbers), E::Number(2));
            let whole = ["int", "floor", "ceiling", "round"][draw.below(4)];
            let whole = E::Call(whole, vec![half]);
            two("-", two("*", E::Number(2), whole), E::Number(1))
        }
        2 => two("-", of(draw, &["date"]), of(draw, &["date"])),
        3 => {
            let other = [E::Text(""), E::Text("a"), E::Number(2)][draw.below(3)].clone();
            E::Call(
                "if",
                vec![expression(draw, kinds, 2), of(draw, &numbers), other],
            )
        }
        4 => {
            let codes = [0, 1].map(|_| E::Text(CODES[draw.below(4)]));
            E::Call(
                "if",
                [vec![expression(draw, kinds, 2)], codes.into()].concat(),
            )
        }
        _ => E::Call("not", vec![expression(draw, kinds, 2)]),
    }
}

/// Two numbers or two days of a form, one against the other.
fn both(draw: &mut Draw, kinds: &[&'static str]) -> Option<E> {
    let fitting: &[&str] = [&["integer", "decimal"][..], &["date"]][draw.below(2)];
    let all = (0..kinds.len()).filter(|at| fitting.contains(&kinds[*at]));
    let all: Vec<usize> = all.collect();
    let (left, right) = (*all.first()?, *all.last()?);
    let sign = ["=", "!=", "<", "<=", ">", ">="][draw.below(6)];
    (left != right).then(|| E::Two(sign, Box::new(E::Name(left)), Box::new(E::Name(right))))
}

fn expression(draw: &mut Draw, kinds: &[&'static str], depth: usize) -> E {
    let two = |sign, left, right| E::Two(sign, Box::new(left), Box::new(right));
    if draw.below(8) == 0
        && let Some(both) = both(draw, kinds)
    {
        return both;
    }
    if draw.below(8) == 0 {
        return reckoned(draw, kinds);
    }
    if depth > 3 || draw.below(2) == 0 {
        let at = draw.below(kinds.len());
        return test(draw, at, kinds[at]);
    }
    let inner = |draw: &mut Draw| expression(draw, kinds, depth + 1);
    match draw.below(6) {
        0 => E::Call("not", vec![inner(draw)]),
        1 => two(
            "=",
            E::Call("if", vec![inner(draw), E::Number(1), E::Number(0)]),
            E::Number(1),
        ),
        2 => two(
            "=",
            inner(draw),
            E::Call(["true", "false"][draw.below(2)], Vec::new()),
        ),
        3 => two("or", inner(draw), inner(draw)),
        _ => two("and", inner(draw), inner(draw)),
    }
}

/// What is filled in beforehand.
fn default(draw: &mut Draw, kind: &str) -> Option<V> {
    let text = |text: &str| Some(V::Text(text.to_owned()));
    match kind {
        "integer" => Some(V::Number(draw.below(6) as f64 - 1.0)),
        "text" => text(TEXTS[draw.below(6)]),
        "select_one l" => text(CODES[draw.below(4)]),
        "select_multiple l" => text(["a", "a 2", "A 1 2"][draw.below(3)]),
        "date" => text(DATES[draw.below(3)]),
        _ => None,
    }
}

/// What a row holds: nothing while it is hidden.
fn kept(
    at: usize,
    shown: &[bool],
    given: &HashMap<usize, V>,
    defaults: &HashMap<usize, V>,
    formulas: &HashMap<usize, E>,
) -> V {
    let nothing = V::Text(String::new());
    if shown.get(at) != Some(&true) {
        return nothing;
    }
    if let Some(formula) = formulas.get(&at) {
        let values = |at: usize| kept(at, shown, given, defaults, formulas);
        return formula.value(&values).stored();
    }
    let value = given.get(&at).or_else(|| defaults.get(&at));
    value.cloned().unwrap_or(nothing)
}

fn the_same_is_asked(bytes: &[u8]) -> Result<(), proptest::test_runner::TestCaseError> {
    let mut draw = Draw::new(bytes);
    let mut rows = vec![
        "survey,,,,".to_owned(),
        ",type,name,label,relevant,calculation,default".to_owned(),
    ];
    let mut kinds: Vec<&'static str> = Vec::new();
    // The conditions of each question, those of the groups around it included.
    let mut conditions: Vec<Vec<E>> = Vec::new();
    let mut open: Vec<Vec<E>> = Vec::new();
    let mut formulas: HashMap<usize, E> = HashMap::new();
    let mut defaults: HashMap<usize, V> = HashMap::new();
    let mut cell = |kind: &str, name: String, when: &Vec<E>, more: &str| {
        let relevant = when.first().map(E::print).unwrap_or_default();
        rows.push(format!(",{kind},{name},What?,\"{relevant}\",{more}"));
    };
    for at in 0..2 + draw.below(8) {
        let when = |draw: &mut Draw, kinds: &[&'static str]| {
            let is_one = !kinds.is_empty() && draw.below(4) > 0;
            if is_one {
                vec![expression(draw, kinds, 0)]
            } else {
                Vec::new()
            }
        };
        match draw.below(6) {
            0 if open.len() < 3 => {
                let when = when(&mut draw, &kinds);
                cell("begin_group", format!("g{at}"), &when, "");
                open.push(when);
            }
            1 if !open.is_empty() => {
                cell("end_group", String::new(), &Vec::new(), "");
                open.pop();
            }
            _ => {}
        }
        let mut kind = TYPES[draw.below(TYPES.len())];
        let own = when(&mut draw, &kinds);
        let mut more = String::new();
        if !kinds.is_empty() && draw.below(4) == 0 {
            kind = WORKED;
            let formula = formula(&mut draw, &kinds);
            more = format!("\"{}\"", formula.print());
            formulas.insert(kinds.len(), formula);
        } else if draw.below(4) == 0
            && let Some(default) = default(&mut draw, kind)
        {
            more = format!(",{}", default.text());
            defaults.insert(kinds.len(), default);
        }
        cell(kind, format!("n{}", kinds.len()), &own, &more);
        kinds.push(kind);
        conditions.push(open.iter().flatten().cloned().chain(own).collect());
    }
    rows.push("choices,,,,".to_owned());
    rows.push(",list_name,name,label,".to_owned());
    rows.extend(CODES.iter().map(|code| format!(",l,{code},Option {code},")));
    let text = rows.join("\n");
    let (imported, flow) = imported(&text, Format::Xlsform);
    // What has grown too long is lost, and so is what a division by zero makes; both are told.
    let lost = ["it is too long", "a number without an end"];
    if lost.iter().any(|words| imported.text.contains(words)) {
        return Ok(());
    }
    let cannot = imported
        .form
        .losses()
        .filter(|loss| loss.what.contains("cannot"));
    let cannot: Vec<_> = cannot.map(ToString::to_string).collect();
    prop_assert_eq!(cannot, Vec::<String>::new(), "{}", text);

    let mut given: HashMap<usize, V> = HashMap::new();
    let mut answers = Vec::new();
    for (at, kind) in kinds.iter().enumerate() {
        if draw.below(3) == 0 || *kind == WORKED {
            continue;
        }
        let question = imported
            .form
            .questions
            .iter()
            .find(|question| question.source == Some(format!("n{at}")))
            .unwrap();
        let id = |code: &str| {
            question
                .options
                .iter()
                .find(|option| option.source == code)
                .unwrap()
                .id
                .clone()
        };
        let (value, stored) = match *kind {
            "integer" => {
                let number = draw.below(6) as f64 - 1.0;
                (V::Number(number), Value::Number(number))
            }
            "decimal" => {
                let number = draw.below(9) as f64 / 2.0;
                (V::Number(number), Value::Number(number))
            }
            "select_one l" => {
                let code = CODES[draw.below(4)];
                (V::Text(code.to_owned()), Value::Text(id(code)))
            }
            "select_multiple l" => {
                let bits = draw.below(15) + 1;
                let codes: Vec<&str> = (0..4)
                    .filter(|bit| bits >> bit & 1 == 1)
                    .map(|bit| CODES[bit])
                    .collect();
                let ids = codes.iter().map(|code| id(code)).collect();
                (V::Text(codes.join(" ")), Value::List(ids))
            }
            "date" => {
                let date = DATES[draw.below(3)].to_owned();
                (V::Text(date.clone()), Value::Text(date))
            }
            "acknowledge" => (V::Text("OK".to_owned()), Value::Text("ok".to_owned())),
            _ => {
                let text = TEXTS[draw.below(6)].to_owned();
                (V::Text(text.clone()), Value::Text(text))
            }
        };
        given.insert(at, value);
        answers.push(answer(&flow, &question.id, stored));
    }
    let asked = asked(&flow, &answers);
    // Conditions look back only, so one pass is enough.
    let mut shown: Vec<bool> = Vec::new();
    for (at, conditions) in conditions.iter().enumerate() {
        let values = |at: usize| kept(at, &shown, &given, &defaults, &formulas);
        let is_shown = conditions
            .iter()
            .all(|condition| condition.value(&values).truth());
        shown.push(is_shown);
        if formulas.contains_key(&at) {
            continue;
        }
        let question = imported
            .form
            .questions
            .iter()
            .find(|question| question.source == Some(format!("n{at}")))
            .unwrap();
        prop_assert_eq!(
            asked.contains(&question.id),
            is_shown,
            "n{}\n{}\n{:?}\n{}",
            at,
            text,
            given,
            imported.text
        );
        prop_assert_eq!(question.kind == Kind::Note, false);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn made_up_surveys_ask_the_same(bytes in proptest::collection::vec(any::<u8>(), 20..300)) {
        the_same_is_asked(&bytes)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6_000))]

    #[test]
    #[ignore = "minutes long; run by hand"]
    fn many_made_up_surveys_ask_the_same(bytes in proptest::collection::vec(any::<u8>(), 20..600)) {
        the_same_is_asked(&bytes)?;
    }
}
