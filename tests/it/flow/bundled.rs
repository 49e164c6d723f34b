//! The flows we ship: all of them are embedded, and none has a fault.

use std::collections::BTreeSet;
use std::path::Path;

use baton::flow::path::check;
use baton::flow::{Library, bundled};

#[test]
fn every_file_in_question_flows_is_embedded_as_it_is() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut on_disk = BTreeSet::new();
    for name in ["question_flows", "question_flows/blocks"] {
        for entry in std::fs::read_dir(folder.join(name)).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                let file = path.file_name().unwrap().to_str().unwrap().to_owned();
                on_disk.insert((
                    format!("{name}/{file}"),
                    std::fs::read_to_string(path).unwrap(),
                ));
            }
        }
    }
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
    let files = bundled::FILES.iter();
    let flows = files.filter(|(name, _)| !name.contains("/blocks/"));
    assert_eq!(library.categories().len() + 1, flows.count());
    assert!(!library.intake().questions.is_empty());
}

#[test]
fn the_paths_of_what_we_ship_hold_and_reach_everything() {
    let library = Library::load(Vec::new());
    let mut wrong = Vec::new();
    let flows = library.categories();
    for flow in flows.into_iter().chain([library.intake()]) {
        let report = check(flow, library.intake());
        let id = flow.id();
        wrong.extend(
            report
                .failures
                .iter()
                .map(|failure| format!("{id}: {}: {}", failure.path, failure.what)),
        );
        for reach in [report.questions, report.options, report.rules] {
            wrong.extend(
                reach
                    .missed
                    .iter()
                    .map(|missed| format!("{id}: no path reaches {missed}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
