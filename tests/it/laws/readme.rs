//! The README: its commands are those that are checked, its links lead somewhere, its generated blocks are fresh.

use std::fs;

use super::assert_kept;
use super::source::root;

/// What the README promises on a fresh machine.
const COMMANDS: &[&str] = &["cargo run --release", "cargo test"];

#[test]
fn the_two_commands_are_there_and_checked() {
    let readme = readme();
    for command in COMMANDS {
        assert!(
            readme.lines().any(|line| line == *command),
            "no line `{command}`"
        );
    }
    let checks = fs::read_to_string(root().join(".ci/run")).unwrap();
    assert!(
        checks.lines().any(|line| line == "cargo test"),
        ".ci/run tests in another way"
    );
}

#[test]
fn every_link_to_a_file_leads_somewhere() {
    let breaches: Vec<String> = local_links(&readme())
        .into_iter()
        .filter(|path| !root().join(path).exists())
        .collect();
    assert_kept("these files are not there", &breaches);
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

/// The targets of `[words](path)` and `src="path"` that are not addresses.
fn local_links(text: &str) -> Vec<String> {
    let targets = text
        .split("](")
        .skip(1)
        .map(|rest| rest.split([')', '#']).next());
    let sources = text
        .split("src=\"")
        .skip(1)
        .map(|rest| rest.split('"').next());
    targets
        .chain(sources)
        .flatten()
        .filter(|path| !path.is_empty() && !path.contains("://"))
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_dead_link_is_seen() {
    let text =
        "[a](LICENSE-MIT) [b](https://example.org/x) [c](#keys) <img src=\"assets/none.svg\">";
    assert_eq!(local_links(text), ["LICENSE-MIT", "assets/none.svg"]);
}
