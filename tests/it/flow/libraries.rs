//! Libraries: layers, what goes on serving when a file breaks, proposals, and what is required of an incident.

use std::sync::Arc;

use baton::flow::library::Layer::{self, Own, Shipped, Team};
use baton::flow::{Library, bundled};

use super::fixture::{INTAKE, LABELS, file};

fn named(id: &str, title: &str) -> String {
    LABELS
        .replace("id = \"labels\"", &format!("id = \"{id}\""))
        .replace("title = \"Labels\"", &format!("title = \"{title}\""))
}

fn library(files: &[(Layer, &str, &str)]) -> Library {
    let intake = file(Shipped, "intake.toml", INTAKE);
    let files = files
        .iter()
        .map(|(layer, path, text)| file(*layer, path, text));
    Library::of(std::iter::once(intake).chain(files).collect())
}

#[test]
fn a_later_layer_takes_the_place_of_an_earlier() {
    let shipped = (Shipped, "shipped/labels.toml", LABELS);
    let team = named("labels", "The team’s");
    let second = named("labels", "The second team’s");
    let own = named("labels", "My own");
    let title = |files: &[_]| library(files).get("labels").unwrap().title.clone();
    let team = (Team(0), "team/labels.toml", team.as_str());
    let second = (Team(1), "second/labels.toml", second.as_str());
    let own = (Own, "own/labels.toml", own.as_str());
    assert_eq!(title(&[shipped]), "Labels");
    assert_eq!(title(&[own, team, shipped]), "My own");
    assert_eq!(title(&[second, team, shipped]), "The second team’s");
    assert_eq!(
        library(&[shipped, team]).origin("labels"),
        Some((Team(0), "team/labels.toml"))
    );
}

#[test]
fn a_broken_file_leaves_the_layer_below_in_force() {
    let broken = LABELS.replace("type = \"exact\"", "type = \"exakt\"");
    let library = library(&[
        (Shipped, "shipped/labels.toml", LABELS),
        (Own, "own/labels.toml", &broken),
    ]);
    assert_eq!(
        library.origin("labels"),
        Some((Shipped, "shipped/labels.toml"))
    );
    assert_eq!(library.faults().len(), 1);
}

#[test]
fn two_files_of_a_layer_do_not_share_an_id() {
    let library = library(&[(Own, "a.toml", LABELS), (Own, "b.toml", LABELS)]);
    let faults: Vec<_> = library.faults().iter().map(ToString::to_string).collect();
    assert_eq!(
        faults,
        ["b.toml:1:1: the id `labels` belongs to a.toml already; each flow has its own"]
    );
    assert_eq!(library.origin("labels"), Some((Own, "a.toml")));
}

#[test]
fn the_last_good_version_serves_while_a_file_is_broken_and_every_version_is_kept() {
    let first = Library::load(vec![file(Own, "labels.toml", LABELS)]);
    let began = Arc::clone(first.get("labels").unwrap());
    let broken = first.reload(vec![file(Own, "labels.toml", "schema = ")]);
    assert!(!broken.faults().is_empty());
    assert!(Arc::ptr_eq(broken.get("labels").unwrap(), &began));
    let mended = broken.reload(vec![file(Own, "labels.toml", named("labels", "Mended"))]);
    assert!(mended.faults().is_empty());
    assert_eq!(mended.get("labels").unwrap().title, "Mended");
    assert!(Arc::ptr_eq(mended.find(&began.reference).unwrap(), &began));
    let gone = mended.reload(Vec::new());
    assert!(gone.get("labels").is_none());
    assert!(Arc::ptr_eq(gone.find(&began.reference).unwrap(), &began));
}

#[test]
fn a_broken_intake_leaves_the_shipped_one_in_force() {
    let library = Library::load(vec![file(
        Own,
        "intake.toml",
        "schema = 1\nid = \"intake\"",
    )]);
    assert_eq!(
        library.origin("intake").map(|(layer, _)| layer),
        Some(Shipped)
    );
    assert!(!library.intake().questions.is_empty() && !library.faults().is_empty());
}

#[test]
fn the_last_good_intake_serves_whatever_became_of_its_file() {
    let own = INTAKE.replace("title = \"", "title = \"Our ");
    let good = Library::of(vec![
        file(Shipped, "intake.toml", INTAKE),
        file(Own, "our.toml", &own),
    ]);
    let title = good.intake().title.clone();
    assert!(title.starts_with("Our "), "{title}");
    // Empty for a moment while it is written, cut short, or with another id than it had.
    for broken in [
        "",
        "id = 3",
        "schema = 1\ntitle =",
        &own.replace("maps_to = \"summary\"", ""),
    ] {
        let library = good.reload(vec![file(Own, "our.toml", broken)]);
        assert_eq!(library.intake().title, title, "{broken:?}");
        assert!(
            library
                .faults()
                .iter()
                .any(|fault| fault.file == "our.toml")
        );
    }
    assert!(!good.reload(Vec::new()).intake().title.starts_with("Our "));
}

#[test]
fn the_callers_words_propose_categories() {
    let library = Library::load(Vec::new());
    let first = |words: &str| {
        library
            .propose(words, None)
            .first()
            .map(|flow| flow.id().to_owned())
    };
    for (words, category) in [
        (
            "Since the upgrade to 5.2 the LABELS print half a line, on all printers",
            Some("printing"),
        ),
        ("I cannot log in, my password has expired", Some("login")),
        (
            "it is so slow since monday that we wait for every screen",
            Some("performance"),
        ),
        ("hello there", None),
        ("", None),
    ] {
        assert_eq!(first(words).as_deref(), category, "{words}");
    }
}

#[test]
fn a_category_for_other_products_is_not_proposed() {
    let library = library(&[(Own, "labels.toml", LABELS)]);
    let proposed = |product| library.propose("labels", product).len();
    assert_eq!(
        (
            proposed(None),
            proposed(Some("ledger")),
            proposed(Some("Other"))
        ),
        (1, 1, 0)
    );
}

#[test]
fn every_shipped_category_is_proposed_by_each_of_its_keywords() {
    let library = Library::load(Vec::new());
    for flow in library.categories() {
        for keyword in &flow.keywords {
            let proposed = library.propose(keyword, None);
            assert!(
                proposed.iter().any(|other| other.id() == flow.id()),
                "{}: {keyword}",
                flow.id()
            );
        }
    }
    assert!(bundled::FILES.len() > 8);
}
