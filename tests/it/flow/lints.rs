//! What the owner of a flow should look at: found by looking through every answer there could be, and never said of a
//! question that somebody may hear.

use std::collections::BTreeSet;

use baton::domain::answer::Answer;
use baton::flow::library::{File, Layer};
use baton::flow::{Facts, Kind, Library, Run, Severity};
use chrono::NaiveDate;
use expect_test::{Expect, expect};
use proptest::prelude::{ProptestConfig, Strategy, prop_assert_eq, prop_oneof, proptest};
use proptest::sample::select;

use super::fixture::{INTAKE, LABELS, answer, file};

pub(super) fn examine(files: Vec<File>) -> Library {
    let mut all = vec![file(Layer::Shipped, "intake.toml", INTAKE)];
    all.extend(files);
    Library::examine(all, NaiveDate::from_ymd_opt(2026, 11, 1).unwrap())
}

/// What is said of a flow with these tables.
pub(super) fn check(tables: &str, expected: Expect) {
    let text = format!(
        "schema = 1\nid = \"mine\"\ntitle = \"Mine\"\nversion = 1\nowner = \"maria\"\nkeywords = [\"mine\"]\n{tables}"
    );
    let library = examine(vec![file(Layer::Shipped, "mine.toml", text)]);
    assert!(library.get("mine").is_some(), "{:#?}", library.faults());
    expected.assert_eq(&lines(&library));
}

pub(super) fn lines(library: &Library) -> String {
    let lines = library.faults().iter().map(|fault| format!("{fault}\n"));
    lines.collect()
}

/// A question, in one line of keys.
pub(super) fn ask(id: &str, keys: &str) -> String {
    format!(
        "[[question]]\nid = \"{id}\"\nask = \"What about {id}?\"\nwhy = \"It tells us about {id}.\"\n{keys}\n"
    )
}

const SCOPE: &str = "type = \"choice\"\noptions = [{ id = \"one\", label = \"One\" }, { id = \"all\", label = \"All\" }]";

#[test]
fn what_is_in_order_is_left_alone() {
    let library = examine(vec![file(Layer::Shipped, "labels.toml", LABELS)]);
    assert_eq!(lines(&library), "");
}

#[test]
fn a_condition_that_never_holds_is_named() {
    let tables = [
        ask("scope", SCOPE),
        ask("parts", "type = \"choices\"\noptions = [{ id = \"a\", label = \"A\" }, { id = \"b\", label = \"B\" }, { id = \"none\", label = \"None\", exclusive = true }]"),
        ask("copies", "type = \"number\"\ninteger = true\nmax = 10"),
        ask("both", "when = { all = [{ scope = \"one\" }, { scope = \"all\" }] }"),
        ask("neither", "when = { scope = { not = [\"one\", \"all\"] } }"),
        ask("between", "when = { all = [{ copies = \"> 3\" }, { copies = \"< 4\" }] }"),
        ask("too_many", "when = { copies = \"> 10\" }"),
        ask("alone", "when = { parts = { has_all = [\"a\", \"none\"] } }"),
        ask("possible", "when = { all = [{ parts = { has_any = [\"a\", \"b\"] } }, { not = { parts = { has = \"a\" } } }] }"),
        ask("silent", "when = { scope = \"one\", not = { scope = { state = \"answered\" } } }"),
        "[[rule]]\nwhen = { customer = { tier = \"gold\" }, not = { customer = { tier = [\"gold\", \"silver\"] } } }\nstop = \"Never.\"\n".to_owned(),
    ];
    check(
        &tables.concat(),
        expect![[r#"
            mine.toml:30:8: question both: when: this question can never be asked: its condition never holds, whatever is answered
            mine.toml:35:8: question neither: when: this question can never be asked: its condition never holds, whatever is answered
            mine.toml:40:8: question between: when: this question can never be asked: its condition never holds, whatever is answered
            mine.toml:45:8: question too_many: when: this question can never be asked: its condition never holds, whatever is answered
            mine.toml:50:8: question alone: when: this question can never be asked: its condition never holds, whatever is answered
            mine.toml:60:8: question silent: when: this question can never be asked: its condition never holds, whatever is answered
            mine.toml:62:8: rule 1: when: this rule can never fire: its condition never holds, whatever is answered
        "#]],
    );
}

#[test]
fn what_hangs_on_something_that_is_never_asked_with_it_is_named() {
    let tables = [
        "[[section]]\nid = \"deep\"\ntitle = \"Deep\"\nwhen = { scope = \"one\" }\n".to_owned(),
        "[[section]]\nid = \"gone\"\ntitle = \"Gone\"\nwhen = { all = [{ scope = \"one\" }, { scope = \"all\" }] }\n".to_owned(),
        ask("scope", SCOPE),
        ask("printer", "type = \"yes_no\"\nwhen = { scope = \"one\" }"),
        ask("far", "when = { scope = \"all\", printer = \"yes\" }"),
        ask("farther", "when = { far = \"x\" }"),
        ask("inside", "section = \"deep\"\nwhen = { scope = \"all\" }"),
        ask("lost", "section = \"gone\""),
        ask("choice", "type = \"choice\"\nwhen = { printer = \"yes\" }\noptions = [{ id = \"a\", label = \"A\" }, { id = \"b\", label = \"B\" }, { id = \"c\", label = \"C\", when = { scope = \"all\" } }]"),
        ask("unless", "when = { scope = \"all\", printer = { state = \"unanswered\" } }"),
    ];
    check(
        &tables.concat(),
        expect![[r#"
            mine.toml:14:8: section gone: when: this section can never be asked: its condition never holds, whatever is answered
            mine.toml:31:8: question far: when: this question can never be asked: its condition needs an answer to `printer`, which is asked only when scope is one; the two never go together
            mine.toml:36:8: question farther: when: this question can never be asked: its condition needs an answer to `far`, which is never asked
            mine.toml:42:8: question inside: when: this question can never be asked: what its condition needs is never asked together
            mine.toml:48:1: question choice: section: it stands in no section, so it is asked before `lost`, which stands above it; name its section, or put it first
            mine.toml:54:98: question choice: options c: when: nobody can ever choose this option: what its condition needs is never asked together
            mine.toml:55:1: question unless: section: it stands in no section, so it is asked before `lost`, which stands above it; name its section, or put it first
        "#]],
    );
}

#[test]
fn items_of_a_repeated_section_may_differ() {
    let tables = [
        "[[section]]\nid = \"printers\"\ntitle = \"Printers\"\nrepeat = { item = \"printer\", max = 3 }\n".to_owned(),
        ask("model", &format!("section = \"printers\"\n{SCOPE}")),
        ask("same_item", "section = \"printers\"\nwhen = { all = [{ model = \"one\" }, { model = \"all\" }] }"),
        ask("some_item", "when = { all = [{ model = \"one\" }, { model = \"all\" }] }"),
    ];
    check(
        &tables.concat(),
        expect![[r#"
            mine.toml:23:8: question same_item: when: this question can never be asked: its condition never holds, whatever is answered
            mine.toml:24:1: question some_item: section: it stands in no section, so it is asked before `same_item`, which stands above it; name its section, or put it first
        "#]],
    );
}

#[test]
fn the_same_words_are_asked_once() {
    let tables = [
        ask("scope", SCOPE).replace("\"All\"", "\"one\""),
        ask("scope_too", SCOPE).replace("about scope_too?", "about  Scope"),
        ask("words", "").replace("What about words?", "In one sentence: what is wrong?"),
    ];
    check(
        &tables.concat(),
        expect![[r#"
            mine.toml:7:1: question scope: options: the options `one` and `all` have the same label; nobody can tell them apart
            mine.toml:13:1: question scope_too: ask: the question `scope` asks the same words; ask them once
        "#]],
    );
}

#[test]
fn a_review_that_is_due_and_ids_that_changed_are_named() {
    let flow = |version: u32, rest: String| {
        format!(
            "schema = 1\nid = \"mine\"\ntitle = \"Mine\"\nversion = {version}\nowner = \"maria\"\nkeywords = [\"mine\"]\nreview_by = 2026-10-31\n{rest}"
        )
    };
    let before = flow(
        3,
        ask("scope", SCOPE) + &ask("parts", SCOPE) + &ask("gone", ""),
    );
    let more = SCOPE.replace("\"all\", label = \"All\"", "\"some\", label = \"Some\"");
    let after = ask("scope", &more) + &ask("parts", "type = \"yes_no\"") + &ask("new", "");
    for (version, expected) in [
        (
            3,
            expect![[r#"
                shipped.toml:7:13: review_by: the day has passed; maria should look at the flow again
                team.toml:7:13: review_by: the day has passed; maria should look at the flow again
                team.toml:8:1: question scope: options: there was `all` and no `some` in shipped.toml, version 3; raise the version, or give what is new an id of its own
                team.toml:14:1: question parts: type: it was of type choice in shipped.toml, version 3; raise the version, or give what is new an id of its own
            "#]],
        ),
        (
            4,
            expect![[r#"
                shipped.toml:7:13: review_by: the day has passed; maria should look at the flow again
                team.toml:7:13: review_by: the day has passed; maria should look at the flow again
            "#]],
        ),
    ] {
        let library = examine(vec![
            file(Layer::Shipped, "shipped.toml", &before),
            file(Layer::Team(0), "team.toml", flow(version, after.clone())),
        ]);
        expected.assert_eq(&lines(&library));
    }
}

/// What may be asked in the random flows, each with what may be said to it.
const KINDS: [(&str, &[&str]); 4] = [
    ("type = \"yes_no\"", &["=yes", "=no", "?unknown"]),
    (
        "type = \"choice\"\noptions = [{ id = \"a\", label = \"A\" }, { id = \"b\", label = \"B\" }, { id = \"c\", label = \"C\", when = WHEN }]",
        &["=a", "=b", "=c", "?declined"],
    ),
    (
        "type = \"choices\"\noptions = [{ id = \"a\", label = \"A\" }, { id = \"b\", label = \"B\" }, { id = \"c\", label = \"C\", exclusive = true }]",
        &["=a+", "=b+", "=c+", "=a+b", "?unknown"],
    ),
    (
        "type = \"scale\"\nmin = 1\nmax = 4",
        &["=#1", "=#2", "=#3", "=#4", "?not_asked"],
    ),
];

/// A test of a question of this kind, by a number.
fn test(kind: usize, number: usize) -> String {
    let pick = |all: &[&str]| all[number % all.len()].to_owned();
    if number.is_multiple_of(5) {
        return pick(&[
            "{ state = \"answered\" }",
            "{ state = \"unanswered\" }",
            "{ state = [\"unknown\", \"declined\", \"not_asked\"] }",
        ]);
    }
    match kind {
        0 => pick(&["\"yes\"", "\"no\"", "{ not = \"no\" }"]),
        1 => pick(&[
            "\"a\"",
            "\"b\"",
            "[\"b\", \"c\"]",
            "{ not = \"a\" }",
            "{ not = [\"a\", \"b\"] }",
        ]),
        2 => pick(&[
            "{ has = \"a\" }",
            "{ has_all = [\"a\", \"b\"] }",
            "{ has_none = [\"a\", \"b\"] }",
            "{ has_any = [\"b\", \"c\"] }",
            "{ has_all = [\"b\", \"c\"] }",
        ]),
        _ => pick(&[
            "\"> 2\"",
            "\"<= 1\"",
            "3",
            "\">= 4\"",
            "{ not = [1, 2] }",
            "\"< 1\"",
        ]),
    }
}

/// The condition of a random flow, with the kinds of the questions that it may look at.
#[derive(Debug, Clone)]
enum When {
    Test(usize, usize),
    Not(Box<When>),
    All(Vec<When>),
    Any(Vec<When>),
}

impl When {
    fn written(&self, kinds: &[usize]) -> String {
        let all = |parts: &[Self]| {
            let parts: Vec<_> = parts.iter().map(|part| part.written(kinds)).collect();
            parts.join(", ")
        };
        match self {
            Self::Test(question, number) => {
                let question = question % kinds.len();
                format!("{{ q{question} = {} }}", test(kinds[question], *number))
            }
            Self::Not(part) => format!("{{ not = {} }}", part.written(kinds)),
            Self::All(parts) => format!("{{ all = [{}] }}", all(parts)),
            Self::Any(parts) => format!("{{ any = [{}] }}", all(parts)),
        }
    }
}

fn whens() -> impl Strategy<Value = When> {
    let test =
        (0_usize..8, 0_usize..60).prop_map(|(question, number)| When::Test(question, number));
    test.prop_recursive(3, 10, 3, |part| {
        prop_oneof![
            1 => part.clone().prop_map(|part| When::Not(Box::new(part))),
            3 => proptest::collection::vec(part.clone(), 2..4).prop_map(When::All),
            1 => proptest::collection::vec(part, 2..4).prop_map(When::Any),
        ]
    })
}

/// A flow in which each question may hang on those before it, its kinds, and a rule behind them all.
fn flows() -> impl Strategy<Value = (String, Vec<usize>)> {
    let question = (
        0_usize..4,
        whens(),
        whens(),
        select(vec![true, true, true, false]),
    );
    proptest::collection::vec(question, 3..5).prop_map(|questions| {
        let kinds: Vec<usize> = questions.iter().map(|(kind, ..)| *kind).collect();
        let mut text = "schema = 1\nid = \"mine\"\ntitle = \"Mine\"\nversion = 1\n".to_owned();
        for (at, (kind, when, option_when, hangs)) in questions.iter().enumerate() {
            let before = &kinds[..at];
            let mut keys = KINDS[*kind].0.to_owned();
            keys = match before {
                [] => keys.replace(", when = WHEN", ""),
                _ => keys.replace("WHEN", &option_when.written(before)),
            };
            if !before.is_empty() && *hangs {
                keys = format!("{keys}\nwhen = {}", when.written(before));
            }
            text += &ask(&format!("q{at}"), &keys);
        }
        let when = questions[0].1.written(&kinds);
        text += "[[rule]]\nstop = \"Enough.\"\nwhen = ";
        text += &when;
        text += "\n";
        (text, kinds)
    })
}

/// Everything that could be answered: for each question nothing, or one of what may be said to it.
fn everything(kinds: &[usize]) -> Vec<Vec<Answer>> {
    let mut all = vec![Vec::new()];
    for (at, kind) in kinds.iter().enumerate() {
        let mut more = Vec::new();
        for answers in &all {
            more.push(answers.clone());
            for said in KINDS[*kind].1 {
                let mut answers = answers.clone();
                answers.push(answer("mine", &format!("q{at}{said}")));
                more.push(answers);
            }
        }
        all = more;
    }
    all
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn the_lints_say_what_trying_every_answer_shows((text, kinds) in flows()) {
        let library = examine(vec![file(Layer::Shipped, "mine.toml", &text)]);
        let flow = library.get("mine").unwrap();
        let facts = Facts::default();
        let mut never: BTreeSet<String> = BTreeSet::from(["rule 1: when".to_owned()]);
        for question in &flow.questions {
            never.insert(format!("question {}: when", question.id));
            if let Kind::Choice(options) = &question.kind {
                let all = options.items.iter();
                never.extend(all.map(|option| format!("question {}: options {}: when", question.id, option.id)));
            }
        }
        for answers in everything(&kinds) {
            let run = Run::new(library.intake(), Some(flow), &facts, &answers);
            for step in run.steps().iter().filter(|step| step.flow.id() == "mine") {
                let id = &step.question.id;
                never.remove(&format!("question {id}: when"));
                for option in run.options(step) {
                    never.remove(&format!("question {id}: options {}: when", option.id));
                }
            }
            if !run.fired().is_empty() {
                never.remove("rule 1: when");
            }
        }
        // Nothing is said of the options of a question that is never asked itself.
        let unasked: Vec<String> = never.iter().filter(|key| key.ends_with(": when") && !key.contains("options")).map(|key| key.replace(": when", ": options")).collect();
        never.retain(|key| !unasked.iter().any(|question| key.starts_with(question.as_str())));
        let said: BTreeSet<String> = library.faults().iter().filter(|fault| fault.severity == Severity::Lint && fault.message.contains(" can ")).map(|fault| fault.key.clone()).collect();
        prop_assert_eq!(said, never, "{}", text);
    }
}

#[test]
fn what_nobody_says_in_one_breath_is_named_in_every_wording() {
    let long = "word ".repeat(26);
    let tables = [
        ask(
            "short",
            &format!("ask_plain = \"{long}\"\nask_de = \"{long}\""),
        ),
        format!(
            "[[question]]\nid = \"long\"\nask = \"{long}\"\nwhy = \"It tells us how long it is.\"\n"
        ),
    ];
    check(
        &tables.concat(),
        expect![[r#"
            mine.toml:11:13: question short: ask_plain: 26 words are hard to say in one breath; aim at 25
            mine.toml:12:10: question short: ask_de: 26 words are hard to say in one breath; aim at 25
            mine.toml:15:7: question long: ask: 26 words are hard to say in one breath; aim at 25
        "#]],
    );
}
