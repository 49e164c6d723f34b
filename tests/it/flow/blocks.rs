//! Blocks: included questions, circles, faults in the block's own file, layers, and the hash.

use baton::flow::library::{File, Layer};
use baton::flow::{Library, Severity, bundled};
use expect_test::{Expect, expect};

use super::fixture::{INTAKE, file};

const HEAD: &str = "schema = 1\nid = \"mine\"\ntitle = \"Mine\"\nversion = 1\n";

fn question(id: &str, keys: &str) -> String {
    format!(
        "[[question]]\nid = \"{id}\"\nask = \"What about {id}?\"\nwhy = \"It tells one thing from another.\"\n{keys}\n"
    )
}

fn block(questions: &[String]) -> String {
    format!("schema = 1\n{}", questions.concat())
}

fn include(name: &str) -> String {
    format!("[[question]]\ninclude = \"{name}\"\n")
}

fn load(files: Vec<File>) -> Library {
    let intake = file(Layer::Shipped, "intake.toml", INTAKE);
    Library::of(std::iter::once(intake).chain(files).collect())
}

fn shipped(path: &str, text: &str) -> File {
    file(Layer::Shipped, path, text)
}

fn ids(library: &Library) -> String {
    let flow = library.get("mine");
    flow.map_or_else(
        || "none".to_owned(),
        |flow| {
            let ids: Vec<&str> = flow
                .questions
                .iter()
                .map(|question| question.id.as_str())
                .collect();
            ids.join(" ")
        },
    )
}

fn check(files: Vec<File>, expected: Expect) {
    let library = load(files);
    let faults = library.faults().iter().map(ToString::to_string);
    let lines: Vec<String> = faults.chain([ids(&library)]).collect();
    expected.assert_eq(&(lines.join("\n") + "\n"));
}

#[test]
fn questions_stand_where_they_are_included() {
    let flow = HEAD.to_owned()
        + &question("first", "")
        + "[[question]]\ninclude = \"tried\"\nwhen = { first = \"x\" }\n"
        + &question("last", "");
    let tried = block(&[question("what", "when = { last = \"y\" }"), include("more")]);
    let more = block(&[question("how", "")]);
    let files = vec![
        shipped("mine.toml", &flow),
        shipped("blocks/tried.toml", &tried),
        shipped("blocks/more.toml", &more),
    ];
    check(
        files.clone(),
        expect![[r#"
        first what how last
    "#]],
    );
    // What the include says holds beside what the question says.
    let card = baton::flow::card::card(
        load(files).get("mine").unwrap(),
        baton::flow::card::Style::Text,
    );
    let asked: Vec<&str> = card
        .lines()
        .filter(|line| line.contains("Asked when"))
        .map(str::trim)
        .collect();
    expect![[r#"
        Asked when first is x and last is y.
        Asked when first is x.
    "#]]
    .assert_eq(&(asked.join("\n") + "\n"));
}

#[test]
fn circles_twins_and_strangers_are_named() {
    let flow = HEAD.to_owned()
        + &include("a")
        + &include("a")
        + &include("circumstanzes")
        + &question("one", "");
    check(
        vec![
            shipped("mine.toml", &flow),
            shipped("blocks/a.toml", &block(&[include("b")])),
            shipped(
                "blocks/b.toml",
                &block(&[include("a"), question("one", "section = \"x\"")]),
            ),
            shipped(
                "blocks/circumstances.toml",
                &block(&[question("since", "")]),
            ),
        ],
        expect![[r#"
            mine.toml:8:11: question 2: include: `a` is included already
            mine.toml:10:11: question 3: include: there is no block `circumstanzes`; blocks are files in blocks/ (did you mean `circumstances`?)
            mine.toml:12:6: question one: id: there is another question `one` in blocks/b.toml, line 5
            blocks/b.toml:3:11: question 1: include: the blocks include each other in a circle: a → b → a
            blocks/b.toml:8:11: question one: section: a block has no sections; the flow’s `include` says where it stands
            blocks/circumstances.toml:1:1: no flow includes this block
            none
        "#]],
    );
}

#[test]
fn a_fault_points_into_the_block_once() {
    let flow = |id: &str| HEAD.replace("mine", id) + &include("a");
    check(
        vec![
            shipped("mine.toml", &flow("mine")),
            shipped("other.toml", &flow("other")),
            shipped(
                "blocks/a.toml",
                &block(&[question("one", "when = { nobody = \"x\" }\nreqired = 1")]),
            ),
        ],
        expect![[r#"
            blocks/a.toml:6:10: question one: when: there is no question or fact `nobody`
            blocks/a.toml:7:1: question one: reqired: there is no key `reqired` here (did you mean `required_for`?)
            none
        "#]],
    );
}

#[test]
fn a_block_is_no_flow_and_one_that_nobody_includes_is_looked_at() {
    check(
        vec![
            shipped("mine.toml", &(HEAD.to_owned() + &question("one", ""))),
            shipped(
                "blocks/a.toml",
                "schema = 1\nid = \"a\"\n[[question]]\nid = \"x\"\n",
            ),
        ],
        expect![[r#"
            blocks/a.toml:2:1: id: there is no key `id` here
            blocks/a.toml:3:1: question x: ask: it is missing: the words to say
            blocks/a.toml:3:1: question x: why: it is missing: say what the answer tells us; nobody asks well without knowing why
            blocks/a.toml:1:1: no flow includes this block
            one
        "#]],
    );
}

#[test]
fn a_broken_block_of_the_teams_takes_nothing_away() {
    let files = |own: &str| {
        vec![
            shipped("mine.toml", &(HEAD.to_owned() + &include("a"))),
            shipped("blocks/a.toml", &block(&[question("shipped", "")])),
            file(Layer::Team(0), "team/blocks/a.toml", own),
        ]
    };
    check(
        files(&block(&[question("team", "")])),
        expect![[r#"
        team
    "#]],
    );
    check(
        files("schema = 1\n[[question]]\n"),
        expect![[r#"
            team/blocks/a.toml:2:1: question 1: id: it is missing: a stable name, never used again with another meaning
            team/blocks/a.toml:2:1: question 1: ask: it is missing: the words to say
            team/blocks/a.toml:2:1: question 1: why: it is missing: say what the answer tells us; nobody asks well without knowing why
            shipped
        "#]],
    );
}

#[test]
fn the_block_counts_in_the_hash_of_the_flow() {
    let library = |text: &str| {
        load(vec![
            shipped("mine.toml", &(HEAD.to_owned() + &include("a"))),
            shipped("blocks/a.toml", &block(&[question("one", text)])),
        ])
    };
    let hash = |library: &Library| library.get("mine").unwrap().reference.hash.clone();
    let (plain, other) = (library(""), library("hint = \"x\""));
    assert!(
        plain
            .faults()
            .iter()
            .all(|fault| fault.severity == Severity::Lint)
    );
    assert_ne!(hash(&plain), hash(&other));
    assert_eq!(hash(&plain), hash(&library("")));
}

#[test]
fn a_flow_of_ours_works_when_it_alone_is_copied() {
    let flows = bundled::FILES.iter();
    for (name, text) in flows.filter(|(name, _)| !name.contains("blocks/")) {
        let library = Library::load(vec![file(Layer::Own, "copy.toml", text)]);
        assert!(
            library.faults().is_empty(),
            "{name}: {:#?}",
            library.faults()
        );
        let id = name.trim_start_matches("question_flows/");
        let origin = library.origin(id.trim_end_matches(".toml"));
        assert_eq!(origin, Some((Layer::Own, "copy.toml")), "{name}");
    }
}
