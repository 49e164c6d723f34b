//! The tree of files: nothing forgotten, nothing beside the fixed top level, one test binary.

use std::collections::BTreeSet;
use std::fs;

use super::assert_kept;
use super::source::{Source, root};

/// What may stand at the top level: the product, and only what tools demand beside it.
const TOP_LEVEL: &[&str] = &[
    ".ci",
    ".clippy.toml",
    ".git",
    ".gitignore",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "assets",
    "benches",
    "deny.toml",
    "question_flows",
    "src",
    "target",
    "tests",
];

#[test]
fn no_file_is_forgotten() {
    for (folder, roots) in [
        ("src", &["src/lib.rs", "src/main.rs"] as &[_]),
        ("tests", &["tests/it/main.rs"]),
    ] {
        let breaches = forgotten(&Source::all_below(folder), roots);
        assert_kept("a file that no `mod` names is never compiled", &breaches);
    }
}

#[test]
fn every_bench_is_a_target() {
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let entries = fs::read_dir(root().join("benches")).into_iter().flatten();
    let breaches: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| {
            name.strip_suffix(".rs").is_some()
                && !manifest.contains(&format!("path = \"benches/{name}\""))
        })
        .collect();
    assert_kept("name it in Cargo.toml", &breaches);
}

#[test]
fn modules_are_named_after_themselves() {
    let sources = ["src", "tests"].into_iter().flat_map(Source::all_below);
    let breaches: Vec<String> = sources
        .map(|source| source.path)
        .filter(|path| path.ends_with("/mod.rs"))
        .collect();
    assert_kept("`store.rs` stands beside `store/`", &breaches);
}

#[test]
fn the_top_level_is_fixed() {
    let entries = fs::read_dir(root()).unwrap();
    let breaches: Vec<String> = entries
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !TOP_LEVEL.contains(&name.as_str()))
        .collect();
    assert_kept("nothing new at the top level", &breaches);
}

/// The files that cannot be reached from the roots through `mod name;`.
fn forgotten(sources: &[Source], roots: &[&str]) -> Vec<String> {
    let mut reached: BTreeSet<String> = roots.iter().map(|&path| path.to_owned()).collect();
    let mut waiting: Vec<String> = reached.iter().cloned().collect();
    while let Some(path) = waiting.pop() {
        let Some(source) = sources.iter().find(|source| source.path == path) else {
            continue;
        };
        let is_root = roots.contains(&path.as_str());
        let folder = if is_root {
            path.rsplit_once('/').map_or("", |(folder, _)| folder)
        } else {
            path.trim_end_matches(".rs")
        };
        for line in source.code.lines() {
            let Some((_, name)) = line
                .trim()
                .strip_suffix(';')
                .and_then(|line| line.rsplit_once("mod "))
            else {
                continue;
            };
            let child = format!("{folder}/{name}.rs");
            if reached.insert(child.clone()) {
                waiting.push(child);
            }
        }
    }
    let paths = sources.iter().map(|source| source.path.clone());
    paths.filter(|path| !reached.contains(path)).collect()
}

#[test]
fn a_forgotten_file_is_seen() {
    let sources = [
        Source::new("src/lib.rs", "pub mod store;\n// mod lost;"),
        Source::new("src/store.rs", "mod log;"),
        Source::new("src/store/log.rs", ""),
        Source::new("src/lost.rs", ""),
        Source::new("src/log.rs", ""),
    ];
    assert_eq!(
        forgotten(&sources, &["src/lib.rs"]),
        ["src/lost.rs", "src/log.rs"]
    );
}
