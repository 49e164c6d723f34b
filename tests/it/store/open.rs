//! Opening: who may read the files, and one clear sentence for everything that can be wrong.

use std::fs;

use baton::domain::command::{Command, NothingRequired};
use baton::domain::id::{AgentId, Station};
use baton::store::{ExecuteError, Fault, Opening, Store, validate_migrations};
use expect_test::{Expect, expect};

use super::{Place, at, fill, how};

fn check(place: &Place, code: u8, sentence: &Expect) {
    let (found, text) = place.refusal();
    sentence.assert_eq(&text);
    assert_eq!(found, code, "{text}");
}

#[test]
fn migrations_fit_each_other() {
    validate_migrations().unwrap();
}

#[cfg(unix)]
#[test]
fn folder_and_files_are_for_their_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let mut place = Place::new();
    place.file = place.folder.path().join("new/deeper/baton.db");
    let mut store = place.open();
    fill(&mut store, 1);
    let mode = |path: &str| {
        let found = fs::metadata(place.folder.path().join(path)).expect(path);
        format!("{:o}", found.permissions().mode() & 0o777)
    };
    assert_eq!([mode("new"), mode("new/deeper")], ["700", "700"]);
    for file in ["baton.db", "baton.db-wal", "baton.db-shm"] {
        assert_eq!(mode(&format!("new/deeper/{file}")), "600", "{file}");
    }
    fs::set_permissions(&place.file, fs::Permissions::from_mode(0o644)).unwrap();
    drop(place.open());
    assert_eq!(
        mode("new/deeper/baton.db"),
        "600",
        "an open file is closed to others"
    );
    store.backup(&place.folder.path().join("copy.db")).unwrap();
    assert_eq!(mode("copy.db"), "600");
}

#[test]
fn the_station_is_settled_once() {
    let place = Place::new();
    assert_eq!(place.open().station().to_string(), "K7");
    let other = Opening {
        station: Station::parse("B2"),
        ..how()
    };
    assert_eq!(
        Store::open(&place.file, &other)
            .unwrap()
            .station()
            .to_string(),
        "K7"
    );
}

#[test]
fn only_reading_does_not_make_a_database() {
    let place = Place::new();
    let error = Store::open(
        &place.file,
        &Opening {
            create: false,
            ..how()
        },
    )
    .unwrap_err();
    assert_eq!((error.fault, error.exit_code()), (Fault::Missing, 66));
    assert!(!place.file.exists());
}

#[test]
fn a_folder_is_not_a_database() {
    let place = Place::new();
    fs::create_dir(&place.file).unwrap();
    check(
        &place,
        74,
        &expect!["`FOLDER/baton.db` is a folder: name a file in it, such as `baton.db`, with --db"],
    );
}

#[test]
fn a_file_where_a_folder_should_be() {
    let mut place = Place::new();
    fs::write(&place.file, "x").unwrap();
    place.file = place.file.join("baton.db");
    check(
        &place,
        74,
        &expect![
            "`FOLDER/baton.db/baton.db` could not be used (Not a directory (os error 20)): check the disk, then try again"
        ],
    );
}

#[test]
fn a_file_of_something_else() {
    let place = Place::new();
    fs::write(&place.file, "Dear diary, ".repeat(1000)).unwrap();
    check(
        &place,
        65,
        &expect![
            "`FOLDER/baton.db` is not a database: name another file with --db, or put a backup in its place"
        ],
    );
    let text = fs::read_to_string(&place.file).unwrap();
    assert_eq!(
        text,
        "Dear diary, ".repeat(1000),
        "and it is left as it was"
    );
}

#[test]
fn a_database_of_another_program() {
    let place = Place::new();
    place
        .raw()
        .execute_batch("CREATE TABLE photo (id); PRAGMA user_version = 7")
        .unwrap();
    let before = fs::read(&place.file).unwrap();
    check(
        &place,
        65,
        &expect!["`FOLDER/baton.db` belongs to another program: name another file with --db"],
    );
    assert_eq!(
        fs::read(&place.file).unwrap(),
        before,
        "and it is left as it was"
    );
}

#[test]
fn a_newer_database() {
    let place = Place::new();
    drop(place.open());
    place
        .raw()
        .execute_batch("PRAGMA user_version = 99")
        .unwrap();
    check(
        &place,
        65,
        &expect![
            "`FOLDER/baton.db` was written by a later baton (its version is 99, this baton knows 1): update baton, or name another file with --db"
        ],
    );
}

#[test]
fn a_damaged_database() {
    let place = Place::new();
    drop(place.open());
    let mut bytes = fs::read(&place.file).unwrap();
    bytes[100..4096].fill(0x55);
    fs::write(&place.file, bytes).unwrap();
    check(
        &place,
        65,
        &expect![
            "`FOLDER/baton.db` is damaged (database disk image is malformed): run `baton doctor`, and put the last backup in its place"
        ],
    );
}

#[test]
fn a_read_only_file() {
    let place = Place::new();
    drop(place.open());
    let mut rights = fs::metadata(&place.file).unwrap().permissions();
    rights.set_readonly(true);
    fs::set_permissions(&place.file, rights).unwrap();
    check(
        &place,
        74,
        &expect![
            "`FOLDER/baton.db` may only be read: make the file and its folder writable for you, or name another file with --db"
        ],
    );
}

#[test]
fn a_database_that_another_program_holds() {
    let place = Place::new();
    drop(place.open());
    let other = place.raw();
    other
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
        .unwrap();
    check(
        &place,
        74,
        &expect![
            "`FOLDER/baton.db` is held by another program: close that program, then try again"
        ],
    );
}

#[test]
fn a_full_disk_loses_nothing_that_was_stored() {
    let place = Place::new();
    let small = Opening {
        most_pages: Some(120),
        ..how()
    };
    let mut store = Store::open(&place.file, &small).unwrap();
    let stored = fill(&mut store, 3);
    let dana = AgentId::of("Dana Reyes");
    let ring = Command::StartCall {
        number: Some("5".repeat(9000)),
    };
    let error = loop {
        match store.execute(&dana, std::slice::from_ref(&ring), at(1), &NothingRequired) {
            Ok(_) => {}
            Err(ExecuteError::Store(error)) => break error,
            Err(refused) => panic!("{refused}"),
        }
    };
    let text = error
        .to_string()
        .replace(&place.folder.path().display().to_string(), "FOLDER");
    expect!["the disk that holds `FOLDER/baton.db` is full: nothing was lost; free some space, then try again"].assert_eq(&text);
    assert_eq!((error.fault, error.exit_code()), (Fault::Full, 74));
    let written = store.version_vector().unwrap();
    drop(store);
    let again = place.open();
    assert_eq!(again.version_vector().unwrap(), written);
    assert_eq!(again.verify().unwrap(), None);
    assert_eq!(
        again.view(at(2)).events_of(&stored[0].subject).unwrap()[..3],
        stored
    );
}
