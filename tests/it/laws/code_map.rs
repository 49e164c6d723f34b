//! The crate documentation is the architecture document: every module stands in its code map.

use super::assert_kept;
use super::source::Source;

#[test]
fn every_module_is_on_the_code_map() {
    let sources = Source::all_below("src");
    let library = sources
        .iter()
        .find(|source| source.path == "src/lib.rs")
        .unwrap();
    assert_kept(
        "say in src/lib.rs what the module is for",
        &missing(library),
    );
}

fn missing(library: &Source) -> Vec<String> {
    let documentation: Vec<&str> = library
        .text
        .lines()
        .filter(|line| line.starts_with("//!"))
        .collect();
    let modules = library.code.lines().filter_map(|line| {
        let (_, name) = line.trim().strip_suffix(';')?.rsplit_once("mod ")?;
        Some(name)
    });
    modules
        .filter(|name| {
            !documentation
                .iter()
                .any(|line| line.contains(&format!("[`{name}`]")))
        })
        .map(|name| format!("[`{name}`] is not on it"))
        .collect()
}

#[test]
fn a_module_that_is_not_on_the_map_is_seen() {
    let library = Source::new(
        "src/lib.rs",
        "//! A map: [`store`].\npub mod store;\nmod error;",
    );
    assert_eq!(missing(&library), ["[`error`] is not on it"]);
}
