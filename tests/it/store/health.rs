//! The check of a database, and copies of it.

use std::fs;

use baton::store::{Fault, Opening, Store};

use super::execute::{morning, tables};
use super::hotline::Hotline;
use super::{Place, how};

#[test]
fn a_sound_database_is_called_sound_and_not_changed() {
    let place = Place::new();
    let mut hotline = Hotline::over(place.open());
    morning(&mut hotline);
    let before = tables(&place);
    let health = hotline.store.check(|_, _| {}).unwrap();
    assert!(health.is_sound(), "{health:?}");
    assert_eq!((health.incidents, health.events.len()), (3, 1));
    assert_eq!(tables(&place), before);
}

#[test]
fn what_is_wrong_is_named_and_rebuilding_mends_the_tables() {
    let table = [
        (
            "UPDATE incident SET summary = 'nothing' WHERE id = 2",
            vec!["incident"],
        ),
        ("UPDATE counter SET calls = 0", vec!["counter"]),
        (
            "DELETE FROM name_word WHERE word = 'acme'",
            vec!["name_word"],
        ),
        (
            "UPDATE document SET title = 'nothing' WHERE id = 1",
            vec!["document"],
        ),
    ];
    for (harm, stale) in table {
        let place = Place::new();
        let mut hotline = Hotline::over(place.open());
        morning(&mut hotline);
        let before = tables(&place);
        place.raw().execute_batch(harm).unwrap();
        assert_eq!(
            hotline.store.check(|_, _| {}).unwrap().stale,
            stale,
            "{harm}"
        );
        hotline.store.rebuild().unwrap();
        assert!(hotline.store.check(|_, _| {}).unwrap().is_sound(), "{harm}");
        assert_eq!(tables(&place), before, "{harm}");
    }
}

#[test]
fn an_index_that_lost_a_document_is_damage() {
    let place = Place::new();
    let mut hotline = Hotline::over(place.open());
    morning(&mut hotline);
    let harm = "DROP TRIGGER document_changed; UPDATE document SET body = 'x' WHERE id = 1";
    place.raw().execute_batch(harm).unwrap();
    let damage = hotline.store.check(|_, _| {}).unwrap().damage;
    assert!(
        damage.iter().any(|line| line.contains("the search index")),
        "{damage:?}"
    );
}

#[test]
fn a_copy_holds_everything_and_replaces_an_older_one() {
    let place = Place::new();
    let mut hotline = Hotline::over(place.open());
    let copy = Place {
        file: place.folder.path().join("copy.db"),
        ..Place::new()
    };
    fs::write(&copy.file, "an older file").unwrap();
    morning(&mut hotline);
    hotline.store.backup(&copy.file).unwrap();
    assert_eq!(tables(&copy), tables(&place));
    let existing = Opening {
        create: false,
        ..how()
    };
    let mut again = Store::open(&copy.file, &existing).unwrap();
    assert!(again.check(|_, _| {}).unwrap().is_sound());
    assert_eq!(
        again.version_vector().unwrap(),
        hotline.store.version_vector().unwrap()
    );
    let beside: Vec<_> = fs::read_dir(place.folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with(".baton"))
        .collect();
    assert_eq!(beside, [""; 0]);
}

#[test]
fn a_copy_that_cannot_be_made_leaves_the_older_one() {
    let place = Place::new();
    let store = place.open();
    let target = place.folder.path().join("missing/copy.db");
    let error = store.backup(&target).unwrap_err();
    assert_eq!((error.fault, error.exit_code()), (Fault::NoFolder, 66));
    let target = place.folder.path().join("folder");
    fs::create_dir(&target).unwrap();
    assert!(store.backup(&target).is_err());
    assert!(target.is_dir());
}

/// A device or a pipe of this name would be gone for everybody, and the database with it if it is named.
#[test]
#[cfg(unix)]
fn a_copy_never_takes_the_place_of_what_is_no_regular_file() {
    let place = Place::new();
    let store = place.open();
    let path = |name: &str| place.folder.path().join(name);
    let _socket = std::os::unix::net::UnixListener::bind(path("socket")).unwrap();
    fs::create_dir(path("folder")).unwrap();
    fs::write(path("older"), "older").unwrap();
    let link = |to: &str, name: &str| std::os::unix::fs::symlink(path(to), path(name)).unwrap();
    link("older", "link");
    link("socket", "link to a socket");
    link("nothing", "dangling link");
    let database = place.file.file_name().unwrap().to_str().unwrap();
    let wal = format!("{database}-wal");
    for (name, words) in [
        ("socket", "is not a file: name one"),
        ("folder", "is not a file: name one"),
        ("link", "is a link: name the file it leads to"),
        ("link to a socket", "is a link: name the file it leads to"),
        ("dangling link", "is a link: name the file it leads to"),
        (database, "is the database itself: name another file"),
        (&wal, "is a part of the database: name another file"),
    ] {
        let before = fs::symlink_metadata(path(name)).unwrap();
        let error = store.backup(&path(name)).unwrap_err();
        assert_eq!(store.check_target(&path(name)).unwrap_err(), error);
        assert_eq!((error.fault, error.exit_code()), (Fault::Occupied, 2));
        assert!(error.to_string().ends_with(words), "{name}: {error}");
        let after = fs::symlink_metadata(path(name)).unwrap();
        assert_eq!(
            (before.file_type(), before.len()),
            (after.file_type(), after.len())
        );
    }
    assert_eq!(fs::read_to_string(path("older")).unwrap(), "older");
    assert_eq!(store.check_target(&path("older")), Ok(()));
    assert_eq!(store.check_target(&path("new")), Ok(()));
}
