//! Who may use whom: the layer table of the architecture, held against the paths in every file.

use super::assert_kept;
use super::source::Source;

/// Each layer, and the layers that it may name beside itself. `error` is everyone's.
const MAY_USE: &[(&str, &[&str])] = &[
    ("clock", &[]),
    ("domain", &[]),
    ("error", &[]),
    ("handwritten", &[]),
    ("flow", &["domain", "handwritten"]),
    ("config", &["domain", "handwritten"]),
    ("store", &["domain"]),
    ("share", &["domain", "store"]),
    ("export", &["domain"]),
    ("integration", &["domain", "export"]),
    (
        "tui",
        &[
            "clock",
            "domain",
            "handwritten",
            "flow",
            "config",
            "store",
            "share",
            "export",
            "integration",
        ],
    ),
    (
        "cli",
        &[
            "clock",
            "domain",
            "handwritten",
            "flow",
            "config",
            "store",
            "share",
            "export",
            "integration",
            "tui",
        ],
    ),
    ("src/lib.rs", &["cli"]),
    ("src/main.rs", &[]),
];

/// A crate or a function, and the only layer that may name it.
const BELONGS_TO: &[(&str, &str)] = &[
    ("ratatui", "tui"),
    ("crossterm", "tui"),
    ("rat_text", "tui"),
    ("rusqlite", "store"),
    ("rusqlite_migration", "store"),
    ("Local::now", "clock"),
    ("Utc::now", "clock"),
    ("SystemTime::now", "clock"),
    ("Zoned::now", "clock"),
    ("Timestamp::now", "clock"),
];

#[test]
fn every_layer_names_only_those_below_it() {
    let breaches: Vec<String> = Source::all_below("src").iter().flat_map(up).collect();
    assert_kept(
        "no arrow goes up (see “Who may use whom” in the crate documentation)",
        &breaches,
    );
}

#[test]
fn what_belongs_to_one_layer_is_named_nowhere_else() {
    let breaches: Vec<String> = Source::all_below("src")
        .iter()
        .flat_map(strangers)
        .collect();
    assert_kept(
        "terminal in `tui`, SQLite in `store`, the time in `clock`",
        &breaches,
    );
}

#[test]
fn only_schema_files_read_hand_written_text() {
    let breaches: Vec<String> = Source::all_below("src")
        .iter()
        .flat_map(deserialising)
        .collect();
    assert_kept(
        "only `schema` files, drafts and the domain's stored types derive Deserialize",
        &breaches,
    );
}

#[test]
fn widgets_and_screens_keep_to_themselves() {
    let sources = Source::all_below("src");
    let screens: Vec<Vec<String>> = sources
        .iter()
        .map(Source::module)
        .filter(|module| module.len() == 3 && module[..2] == ["tui", "screen"])
        .collect();
    let breaches: Vec<String> = sources
        .iter()
        .flat_map(|source| entangled(source, &screens))
        .collect();
    assert_kept(
        "a widget knows no screen and nothing that drives one; a screen knows no other screen, and no runtime",
        &breaches,
    );
}

fn up(source: &Source) -> Vec<String> {
    let layer = source.layer();
    let Some((_, allowed)) = MAY_USE.iter().find(|(name, _)| *name == layer) else {
        return vec![format!(
            "{}: `{layer}` is no layer of the table",
            source.path
        )];
    };
    source
        .references()
        .into_iter()
        .filter_map(|(line, path)| Some((line, path.into_iter().next()?)))
        .filter(|(_, used)| MAY_USE.iter().any(|(name, _)| name == used))
        .filter(|(_, used)| *used != layer && used != "error" && !allowed.contains(&used.as_str()))
        .map(|(line, used)| format!("{}:{line}: `{layer}` names `{used}`", source.path))
        .collect()
}

fn strangers(source: &Source) -> Vec<String> {
    let layer = source.layer();
    let mut breaches = Vec::new();
    for (number, line) in source.code.lines().enumerate() {
        for (name, owner) in BELONGS_TO {
            if *owner != layer && names(line, name) {
                breaches.push(format!(
                    "{}:{}: `{name}` belongs to `{owner}`",
                    source.path,
                    number + 1
                ));
            }
        }
    }
    breaches
}

fn deserialising(source: &Source) -> Vec<String> {
    let exempt = |part: &String| part == "schema" || part == "draft";
    if source.module().iter().any(exempt) || source.layer() == "domain" {
        return Vec::new();
    }
    let lines = source.code.lines().enumerate();
    lines
        .filter(|(_, line)| names(line, "Deserialize"))
        .map(|(number, _)| format!("{}:{}", source.path, number + 1))
        .collect()
}

fn entangled(source: &Source, screens: &[Vec<String>]) -> Vec<String> {
    let module = source.module();
    let is_below = |folder: &str| module.len() > 2 && module[0] == "tui" && module[1] == folder;
    let forbidden = |path: &[String]| match path {
        [tui, part, ..] if tui == "tui" && is_below("widget") => {
            let drives = ["app", "outbox", "route", "runtime", "screen", "terminal"];
            drives.contains(&part.as_str())
        }
        [tui, part, ..] if tui == "tui" && is_below("screen") => {
            let another = screens
                .iter()
                .any(|screen| path.starts_with(screen) && !module.starts_with(screen));
            part == "runtime" || another
        }
        _ => false,
    };
    source
        .references()
        .into_iter()
        .filter(|(_, path)| forbidden(path))
        .map(|(line, path)| format!("{}:{line}: names `{}`", source.path, path.join("::")))
        .collect()
}

/// Whether a line of code holds a name as whole words.
fn names(line: &str, name: &str) -> bool {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(name).any(|(at, _)| {
        !line[..at].ends_with(is_word) && !line[at + name.len()..].starts_with(is_word)
    })
}

#[test]
fn an_arrow_that_goes_up_is_seen() {
    for (path, text, breach) in [
        ("src/domain/call.rs", "use crate::store::Store;", true),
        (
            "src/domain/call.rs",
            "use super::super::store::Store;",
            true,
        ),
        ("src/domain/call.rs", "use super::id::Station;", false),
        ("src/domain/call.rs", "// crate::store is above", false),
        ("src/domain/call.rs", "use crate::error::Error;", false),
        ("src/store.rs", "use crate::{domain::id, tui::run};", true),
        (
            "src/store/log.rs",
            "fn f() -> crate::flow::Flow { crate::domain::x() }",
            true,
        ),
        ("src/tui/screen/desk.rs", "use crate::cli::Args;", true),
        (
            "src/tui/screen/desk.rs",
            "use crate::store::Request;",
            false,
        ),
        ("src/elsewhere.rs", "", true),
    ] {
        assert_eq!(
            !up(&Source::new(path, text)).is_empty(),
            breach,
            "{path}: {text}"
        );
    }
}

#[test]
fn a_stranger_is_seen() {
    for (path, text, breach) in [
        ("src/domain/call.rs", "use ratatui::style::Color;", true),
        ("src/tui/theme.rs", "use ratatui::style::Color;", false),
        (
            "src/cli/doctor.rs",
            "let size = crossterm::terminal::size();",
            true,
        ),
        (
            "src/tui/screen/search.rs",
            "use rusqlite::Connection;",
            true,
        ),
        ("src/store/log.rs", "use rusqlite::Connection;", false),
        ("src/store/log.rs", "let at = chrono::Utc::now();", true),
        (
            "src/store/log.rs",
            "// chrono::Utc::now()\nlet a = \"Utc::now\"; let my_rusqlite_x = 1;",
            false,
        ),
        ("src/clock.rs", "chrono::Local::now()", false),
    ] {
        assert_eq!(
            !strangers(&Source::new(path, text)).is_empty(),
            breach,
            "{path}: {text}"
        );
    }
    for (path, breach) in [
        ("src/flow/compile.rs", true),
        ("src/flow/schema.rs", false),
        ("src/config/schema/keys.rs", false),
        ("src/domain/event.rs", false),
    ] {
        let source = Source::new(path, "#[derive(Debug, serde::Deserialize)]\nstruct A;");
        assert_eq!(!deserialising(&source).is_empty(), breach, "{path}");
    }
}

#[test]
fn an_entangled_screen_is_seen() {
    let screens = ["call", "desk"].map(|name| ["tui", "screen", name].map(str::to_owned).to_vec());
    for (path, text, breach) in [
        (
            "src/tui/screen/desk.rs",
            "use super::call::CallScreen;",
            true,
        ),
        (
            "src/tui/screen/desk.rs",
            "use crate::tui::screen::{Screen, call};",
            true,
        ),
        (
            "src/tui/screen/desk.rs",
            "use crate::tui::runtime::Runtime;",
            true,
        ),
        (
            "src/tui/screen/desk.rs",
            "use crate::tui::{widget::list, keymap, outbox::Outbox};",
            false,
        ),
        (
            "src/tui/screen/call/side.rs",
            "use super::Call; use crate::tui::screen::call::X;",
            false,
        ),
        ("src/tui/app.rs", "use super::screen::{call, desk};", false),
        (
            "src/tui/widget/list.rs",
            "use crate::tui::outbox::Outbox;",
            true,
        ),
        (
            "src/tui/widget/list.rs",
            "use crate::tui::{theme::Theme, words}; use super::header;",
            false,
        ),
    ] {
        assert_eq!(
            !entangled(&Source::new(path, text), &screens).is_empty(),
            breach,
            "{path}: {text}"
        );
    }
}
