//! The flows we ship: all of them are embedded, and none has a fault.

use std::collections::BTreeSet;
use std::path::Path;

use baton::flow::{Library, bundled};

#[test]
fn every_file_in_question_flows_is_embedded_as_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("question_flows");
    let on_disk: BTreeSet<(String, String)> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap())
        .filter(|entry| entry.path().is_file())
        .map(|entry| {
            let name = entry.file_name().into_string().unwrap();
            (
                format!("question_flows/{name}"),
                std::fs::read_to_string(entry.path()).unwrap(),
            )
        })
        .collect();
    let embedded = bundled::FILES
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()));
    assert_eq!(embedded.collect::<BTreeSet<_>>(), on_disk);
}

#[test]
fn what_we_ship_has_no_fault_and_no_lint() {
    let library = Library::load(Vec::new());
    let faults: Vec<_> = library
        .faults()
        .iter()
        .map(|fault| format!("{fault}\n{}\n", fault.picture()))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert_eq!(library.categories().len() + 1, bundled::FILES.len());
    assert!(!library.intake().questions.is_empty());
}
