//! Import and export: what goes out comes back the same, and a bad file changes nothing.

use baton::domain::id::Station;
use baton::domain::reference::Reference;

use super::{Home, ONE};
use crate::export::full;

#[test]
fn what_is_exported_comes_back_the_same() {
    let first = Home::with_one();
    let mut record = full();
    record.reference = "K7-1024-G".to_owned().try_into().unwrap();
    record.summary = "a\u{1b}[2J\u{202e}\nb \"quoted\" 日本".to_owned();
    first.write("more.jsonl", serde_json::to_string(&record).unwrap());
    let ran = first.run(&["--as", "dana reyes", "import", "more.jsonl"]);
    assert_eq!(ran.out, "1 incident taken.\n", "{ran:?}");
    let exported = first.run(&["export"]).out;
    assert_eq!(exported.lines().count(), 2);

    let second = Home::new();
    let ran = second.feed(&["--as", "Tom Beck", "import", "-"], &exported);
    assert_eq!(ran.out, "2 incidents taken.\n", "{ran:?}");
    assert_eq!(second.run(&["export"]).out, exported);

    // Once more changes nothing, neither in its own form nor as it was written by hand.
    let ran = second.feed(&["--as", "Tom Beck", "import", "-"], &exported);
    assert_eq!(
        ran.out, "0 incidents taken; 2 were here already.\n",
        "{ran:?}"
    );
    let ran = second.feed(&["--as", "Tom Beck", "import", "-"], ONE);
    assert_eq!(
        ran.out, "0 incidents taken; 1 were here already.\n",
        "{ran:?}"
    );
    assert_eq!(second.run(&["export"]).out, exported);

    let ran = second.run(&["export", "all.jsonl"]);
    assert_eq!(ran.out, "2 incidents written.\n");
    assert_eq!(
        std::fs::read_to_string(second.path("all.jsonl")).unwrap(),
        exported
    );
}

#[test]
fn a_bad_line_is_named_and_nothing_is_taken() {
    let other = ONE.replace("K7-1042-Q", "K7-1024-G");
    let cases = [
        (
            format!("{other}{{\"format\":1,\"ref\":\"K7"),
            "input.jsonl:2:21: this is not an incident: EOF while parsing a string",
        ),
        (
            format!("\n{other}not json"),
            "input.jsonl:3:2: this is not an incident: expected ident",
        ),
        (
            other.replace("K7-1024-G", "K7-1024-Z"),
            "input.jsonl:1:29: this is not an incident: `K7-1024-Z` is not a reference, such as K7-1042-Q",
        ),
        (
            other.replace("\"ref\"", "\"reff\""),
            "input.jsonl:1:18: this is not an incident: unknown field `reff`; did you mean `ref`?",
        ),
        (
            format!("{other}{other}"),
            "input.jsonl:2:1: K7-1024-G stands on line 1 already",
        ),
        (
            other.replace("\"Ana Ruiz\",\"by\"", "\"\",\"by\""),
            "input.jsonl:1:1: K7-1024-G: it needs a next step and somebody who takes it",
        ),
        (
            other.replace("\"P1\"", "\"P4\""),
            "input.jsonl:1:1: K7-1024-G: its priority is not that of its impact and urgency, and nothing says why",
        ),
        (
            other.replace("\"format\":1", "\"format\":2"),
            "input.jsonl:1:1: K7-1024-G: format 2 is not one that this program reads (1)",
        ),
        (
            format!(
                "{other}{}",
                ONE.replace("Maria", "Mario").replace("half", "no")
            ),
            "input.jsonl:2:1: K7-1042-Q is here already, and differs.",
        ),
    ];
    let home = Home::with_one();
    let before = home.run(&["export"]).out;
    for (text, sentence) in cases {
        home.write("input.jsonl", text);
        let ran = home.run(&["--as", "Dana Reyes", "import", "input.jsonl"]);
        let first = ran.err.lines().next().unwrap_or_default();
        assert_eq!(ran.code, 65, "{sentence}: {ran:?}");
        assert!(
            first.starts_with(&format!("baton: {sentence}")),
            "{sentence}\n{first}"
        );
        assert_eq!(home.run(&["export"]).out, before, "{sentence}");
    }
}

#[test]
fn bytes_that_are_no_text_are_refused() {
    let home = Home::new();
    let ran = home.feed(
        &["--as", "Dana Reyes", "import", "-"],
        [b'{', 0xff, 0xfe, b'\n'],
    );
    assert_eq!(ran.code, 65, "{ran:?}");
    assert!(
        ran.err.starts_with("baton: -:1:2: this is not an incident"),
        "{}",
        ran.err
    );
}

/// A file of so many incidents, with numbers of station K7 and people of their own.
fn many(count: u32) -> String {
    let line = |number: u32| {
        let mut record = full();
        record.reference = Reference::new(Station::parse("M3").unwrap(), number).unwrap();
        record.summary = format!("number {number}");
        serde_json::to_string(&record).unwrap() + "\n"
    };
    (1..=count).map(line).collect()
}

#[test]
fn an_import_that_stops_halfway_says_where_and_goes_on_without_doubles() {
    let home = Home::with_one();
    home.write("many.jsonl", many(220));
    let database = home.path(".local/share/baton/baton.db");
    let limit = |words: &str| {
        let connection = rusqlite::Connection::open(&database).unwrap();
        connection.execute_batch(words).unwrap();
    };
    limit(
        "CREATE TRIGGER enough BEFORE INSERT ON event
         WHEN new.kind = 'incident_imported'
              AND (SELECT count(*) FROM event WHERE kind = 'incident_imported') >= 202
         BEGIN SELECT raise(ABORT, 'enough'); END",
    );
    let import = ["--as", "Dana Reyes", "import", "many.jsonl"];
    let ran = home.run(&import);
    assert_eq!(ran.code, 74, "{ran:?}");
    assert!(ran.err.starts_with("baton: many.jsonl:201:1: "), "{ran:?}");
    assert!(
        ran.err
            .contains("200 incidents taken from the lines before this one"),
        "{ran:?}"
    );
    limit("DROP TRIGGER enough");
    let ran = home.run(&import);
    assert_eq!(
        ran.out, "20 incidents taken; 200 were here already.\n",
        "{ran:?}"
    );
    let exported = home.run(&["export"]).out;
    assert_eq!(exported.lines().count(), 221);
    let ran = home.run(&import);
    assert_eq!(
        ran.out, "0 incidents taken; 220 were here already.\n",
        "{ran:?}"
    );
    assert_eq!(home.run(&["export"]).out, exported);
}

#[test]
fn what_is_sensitive_is_masked_unless_it_is_asked_for() {
    let home = Home::with_one();
    let mut record = full();
    record.reference = "K7-1024-G".to_owned().try_into().unwrap();
    for answer in &mut record.answers {
        answer.sensitive = answer.question == "sheet";
        answer.item = (answer.question == "scope").then_some(2);
    }
    record.timeline[1].sensitive = true;
    home.write("more.jsonl", serde_json::to_string(&record).unwrap());
    let ran = home.run(&["--as", "dana reyes", "import", "more.jsonl"]);
    assert_eq!(ran.out, "1 incident taken.\n", "{ran:?}");
    for command in [
        &["show", "K7-1024-G"][..],
        &["show", "K7-1024-G", "--json"],
        &["show", "K7-1024-G", "--markdown"],
        &["export"],
    ] {
        let masked = home.run(command).out;
        assert!(masked.contains("masked"), "{command:?} {masked}");
        assert!(
            !masked.contains("stops after 40 mm"),
            "{command:?} {masked}"
        );
        let whole = home.run(&[command, &["--sensitive"]].concat()).out;
        assert!(whole.contains("stops after 40 mm"), "{command:?} {whole}");
        assert!(!whole.contains("masked"), "{command:?} {whole}");
    }
    let shown = home.run(&["show", "K7-1024-G"]).out;
    assert!(shown.contains("One computer or several? (2)"), "{shown}");
}
