//! A database that cannot be used: one clear sentence, an exit code, and nothing in it changes.

use super::{Home, ONE};

const DATABASE: &str = ".local/share/baton/baton.db";

/// What is done to the file, and what every command says then.
type Harm = (&'static str, fn(&Home), i32, &'static str);

fn sql(home: &Home, words: &str) {
    let connection = rusqlite::Connection::open(home.path(DATABASE)).unwrap();
    connection.execute_batch(words).unwrap();
}

#[test]
fn a_database_that_cannot_be_used_is_said_so_and_left_alone() {
    let harms: [Harm; 4] = [
        (
            "newer",
            |home| sql(home, "PRAGMA user_version = 99"),
            65,
            "was written by a later baton (its version is 99, this baton knows 1): update baton, or name another file with --db",
        ),
        (
            "another program's",
            |home| sql(home, "PRAGMA application_id = 7"),
            65,
            "belongs to another program: name another file with --db",
        ),
        (
            "not one",
            |home| home.write(DATABASE, "not a database at all, but a text. ".repeat(200)),
            65,
            "is not a database: name another file with --db, or put a backup in its place",
        ),
        (
            "read-only",
            |home| {
                let mut rights = std::fs::metadata(home.path(DATABASE))
                    .unwrap()
                    .permissions();
                rights.set_readonly(true);
                std::fs::set_permissions(home.path(DATABASE), rights).unwrap();
            },
            74,
            "may only be read: make the file and its folder writable for you, or name another file with --db",
        ),
    ];
    for (what, harm, code, words) in harms {
        let home = Home::with_one();
        harm(&home);
        let before = std::fs::read(home.path(DATABASE)).unwrap();
        for args in [
            &["list", "--all"][..],
            &["show", "K7-1042-Q"],
            &["export"],
            &["backup", "copy.db"],
            &["--as", "Dana Reyes", "import", "one.jsonl"],
        ] {
            let ran = home.run(args);
            let sentence = format!("baton: `HOME/{DATABASE}` {words}\n");
            assert_eq!((ran.code, ran.err), (code, sentence), "{what}: {args:?}");
            assert_eq!(ran.out, "", "{what}: {args:?}");
        }
        let doctor = home.run(&["doctor"]);
        assert_eq!(doctor.code, 1, "{what}");
        assert!(doctor.out.contains(words), "{what}: {}", doctor.out);
        assert_eq!(
            std::fs::read(home.path(DATABASE)).unwrap(),
            before,
            "{what}"
        );
        assert!(!home.path("copy.db").exists(), "{what}");
    }
}

#[test]
fn a_database_that_another_program_holds_is_read_and_not_written() {
    let home = Home::with_one();
    let exported = home.run(&["export"]).out;
    let other = rusqlite::Connection::open(home.path(DATABASE)).unwrap();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    home.write("other.jsonl", ONE.replace("K7-1042-Q", "K7-1024-G"));
    let ran = home.run(&["--as", "Dana Reyes", "import", "other.jsonl"]);
    assert_eq!(ran.code, 74, "{ran:?}");
    let held = "is held by another program: close that program, then try again";
    assert!(ran.err.contains(held), "{ran:?}");
    assert!(ran.err.contains("Nothing was taken"), "{ran:?}");
    assert_eq!(home.run(&["export"]).out, exported);
    other.execute_batch("ROLLBACK").unwrap();
    let ran = home.run(&["--as", "Dana Reyes", "import", "other.jsonl"]);
    assert_eq!(ran.out, "1 incident taken.\n", "{ran:?}");
}
