//! The README: its commands are those that are checked, its links lead somewhere, its generated blocks are fresh.

use std::fs;
use std::sync::LazyLock;

use baton::tui::keymap::{Keymap, docs};

use super::assert_kept;
use super::source::root;

/// What the README promises on a fresh machine.
const COMMANDS: &[&str] = &["cargo run --release", "cargo test"];

#[test]
fn the_two_commands_are_there_and_checked() {
    for command in COMMANDS {
        assert!(
            README.lines().any(|line| line == *command),
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
    let breaches: Vec<String> = local_links(&README)
        .into_iter()
        .filter(|path| !root().join(path).exists())
        .collect();
    assert_kept("these files are not there", &breaches);
}

/// `UPDATE_EXPECT=1 cargo test` writes it anew.
#[test]
fn the_table_of_keys_is_the_one_that_the_program_obeys() {
    let fresh = with_block(&README, "keys", &docs::markdown(&Keymap::default()))
        .expect("README.md has a block <!-- keys --> … <!-- /keys -->");
    if fresh == *README {
        return;
    }
    assert!(
        std::env::var_os("UPDATE_EXPECT").is_some(),
        "the keys in README.md are not those of src/tui/keymap/table.rs; write them with\n\
         UPDATE_EXPECT=1 cargo test --test it laws::readme"
    );
    fs::write(root().join("README.md"), fresh).unwrap();
}

/// The text with what stands between `<!-- name -->` and `<!-- /name -->` replaced.
fn with_block(text: &str, name: &str, block: &str) -> Option<String> {
    let (opening, closing) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let start = text.find(&opening)? + opening.len();
    let end = start + text[start..].find(&closing)?;
    Some(format!(
        "{}\n\n{}\n\n{}",
        &text[..start],
        block.trim(),
        &text[end..]
    ))
}

#[test]
fn a_stale_block_is_seen() {
    let stale = "a <!-- keys -->\n\nold\n\n<!-- /keys --> b";
    assert_eq!(with_block(stale, "keys", "old\n").as_deref(), Some(stale));
    let fresh = with_block(stale, "keys", "new").unwrap();
    assert_eq!(fresh, "a <!-- keys -->\n\nnew\n\n<!-- /keys --> b");
    assert_eq!(with_block("a <!-- keys --> b", "keys", "new"), None);
    assert_eq!(with_block(stale, "pictures", "new"), None);
}

/// Read once, so that no test reads what another is writing.
static README: LazyLock<String> =
    LazyLock::new(|| fs::read_to_string(root().join("README.md")).unwrap());

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
