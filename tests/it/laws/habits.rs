//! The habits that a reader relies on: short files that say what they are, no globs, nothing left for later.

use super::assert_kept;
use super::source::Source;

/// A file longer than this is two subjects.
const MOST_LINES: usize = 400;

/// Words that put something off, written so that this file does not hold them.
const PUT_OFF: &[&str] = &[
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("X", "XX"),
    concat!("to", "do!("),
    concat!("unimple", "mented!("),
    concat!("db", "g!("),
];

fn every_file() -> Vec<Source> {
    ["src", "tests", "benches"]
        .into_iter()
        .flat_map(Source::all_below)
        .collect()
}

#[test]
fn no_file_is_too_long() {
    let breaches: Vec<String> = every_file().iter().filter_map(too_long).collect();
    assert_kept("split by subject", &breaches);
}

#[test]
fn every_file_opens_with_a_sentence() {
    let breaches: Vec<String> = every_file().iter().filter_map(silent).collect();
    assert_kept(
        "say on the first line what the file is, as a sentence",
        &breaches,
    );
}

#[test]
fn nothing_is_imported_by_a_glob() {
    let breaches: Vec<String> = every_file()
        .iter()
        .flat_map(|s| lines_with(s, &["::*"]))
        .collect();
    assert_kept("name what is used", &breaches);
}

#[test]
fn nothing_is_put_off() {
    let breaches: Vec<String> = every_file().iter().flat_map(put_off).collect();
    assert_kept("do it, or leave it out", &breaches);
}

/// `#[expect]` goes away with its cause, `#[allow]` stays for ever.
#[test]
fn an_exception_from_a_lint_is_expected() {
    let sources = Source::all_below("src");
    let breaches: Vec<String> = sources
        .iter()
        .flat_map(|s| lines_with(s, &["[allow("]))
        .collect();
    assert_kept("write #[expect(.., reason = \"…\")]", &breaches);
}

#[test]
fn no_test_sleeps_or_reads_the_clock_on_the_wall() {
    let clocks = [
        "sleep(",
        "SystemTime::now",
        "Utc::now",
        "Local::now",
        "clock::now",
    ];
    let sources = Source::all_below("tests");
    let breaches: Vec<String> = sources
        .iter()
        .flat_map(|s| lines_with(s, &clocks))
        .collect();
    assert_kept("time is an argument", &breaches);
}

/// SQLite has a clock of its own.
#[test]
fn no_statement_asks_the_database_for_the_time() {
    let mut files = Vec::new();
    super::source::collect(&super::source::root().join("src"), &mut files);
    let mut breaches = Vec::new();
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap().to_uppercase();
        if ["CURRENT_TIME", "CURRENT_DATE", "'NOW'", "UNIXEPOCH()"]
            .iter()
            .any(|clock| text.contains(clock))
        {
            breaches.push(super::source::relative(&path));
        }
    }
    assert_kept("pass the moment in", &breaches);
}

fn too_long(source: &Source) -> Option<String> {
    let lines = source.text.lines().count();
    (lines > MOST_LINES).then(|| format!("{}: {lines} lines", source.path))
}

fn silent(source: &Source) -> Option<String> {
    let paragraph: Vec<&str> = source
        .text
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(str::trim)
        .take_while(|line| !line.is_empty())
        .collect();
    let sentence = paragraph.join(" ");
    let is_sentence = sentence.contains(' ')
        && sentence
            .trim_end_matches(')')
            .ends_with(['.', ':', '?', '…']);
    (!is_sentence).then(|| source.path.clone())
}

fn put_off(source: &Source) -> Vec<String> {
    let lines = source.text.lines().enumerate();
    lines
        .filter(|(_, line)| PUT_OFF.iter().any(|word| line.contains(word)))
        .map(|(number, line)| format!("{}:{}: {}", source.path, number + 1, line.trim()))
        .collect()
}

fn lines_with(source: &Source, signs: &[&str]) -> Vec<String> {
    let lines = source.code.lines().enumerate();
    lines
        .filter(|(_, line)| signs.iter().any(|sign| line.contains(sign)))
        .map(|(number, line)| format!("{}:{}: {}", source.path, number + 1, line.trim()))
        .collect()
}

#[test]
fn a_bad_habit_is_seen() {
    let file = |text: &str| Source::new("src/sample.rs", text);
    assert!(too_long(&file(&"x\n".repeat(MOST_LINES))).is_none());
    assert!(too_long(&file(&"x\n".repeat(MOST_LINES + 1))).is_some());

    assert!(silent(&file("//! What it is.\n\nfn f() {}")).is_none());
    assert!(
        silent(&file(
            "//! What it is, over\n//! two lines.\n//!\n//! and more"
        ))
        .is_none()
    );
    for text in [
        "",
        "fn f() {}",
        "//! Words\n",
        "// What it is.\n",
        "\n//! What it is.\n",
        "//!\n//! What it is.",
    ] {
        assert!(silent(&file(text)).is_some(), "{text:?}");
    }

    assert_eq!(
        put_off(&file(concat!("fn f() {\n    to", "do!()\n}"))).len(),
        1
    );
    assert_eq!(put_off(&file(concat!("// TO", "DO: later"))).len(), 1);
    assert!(put_off(&file("// nothing to do")).is_empty());

    assert_eq!(lines_with(&file("use a::b::*;"), &["::*"]).len(), 1);
    assert!(lines_with(&file("// use a::b::*;"), &["::*"]).is_empty());
}
