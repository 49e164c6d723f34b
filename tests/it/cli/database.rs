//! A database that cannot be used: one clear sentence, an exit code, and nothing in it changes.

use std::fs;
use std::process::Stdio;

use baton::domain::id::Station;
use baton::domain::reference::Reference;

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
                let mut rights = fs::metadata(home.path(DATABASE)).unwrap().permissions();
                rights.set_readonly(true);
                fs::set_permissions(home.path(DATABASE), rights).unwrap();
            },
            74,
            "may only be read: make the file and its folder writable for you, or name another file with --db",
        ),
    ];
    for (what, harm, code, words) in harms {
        let home = Home::with_one();
        harm(&home);
        let before = fs::read(home.path(DATABASE)).unwrap();
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
        assert_eq!(fs::read(home.path(DATABASE)).unwrap(), before, "{what}");
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

/// Lines of an import, each another incident.
fn many(count: u32) -> String {
    let station = Station::parse("K7").unwrap();
    let line = |number| {
        let reference = Reference::new(station, number).unwrap();
        ONE.replace("K7-1042-Q", &reference.to_string()).replace(
            "half a line",
            &format!("half a line, on the printer no. {number}"),
        )
    };
    (1..=count).map(line).collect()
}

#[test]
fn a_file_that_is_damaged_in_the_middle_is_said_so_whatever_is_asked() {
    let home = Home::new();
    home.write("many.jsonl", many(150));
    let ran = home.run(&["--as", "Dana Reyes", "import", "many.jsonl"]);
    assert_eq!(ran.out, "150 incidents taken.\n", "{ran:?}");
    // Everything is in the one file, and nothing beside it.
    sql(&home, "PRAGMA wal_checkpoint(TRUNCATE)");
    let whole = fs::read(home.path(DATABASE)).unwrap();
    let mut found = 0;
    for tenth in [2, 5, 9] {
        let mut harmed = whole.clone();
        let page = harmed.len() / 4096 * tenth / 10 * 4096;
        for byte in &mut harmed[page..page + 4096] {
            *byte = !*byte;
        }
        fs::write(home.path(DATABASE), &harmed).unwrap();
        let reference = Reference::new(Station::parse("K7").unwrap(), 75)
            .unwrap()
            .to_string();
        for args in [
            &["list", "--all"][..],
            &["show", &reference],
            &["search", "printer"],
            &["export"],
            &["--as", "Ana Ruiz", "handoff", "sheet"],
        ] {
            let ran = home.run(args);
            assert!([0, 65].contains(&ran.code), "{tenth}, {args:?}: {ran:?}");
            let sentence = "is damaged";
            let said = ran.err.contains(sentence) && ran.err.lines().count() <= 2;
            assert!(ran.code == 0 || said, "{tenth}, {args:?}: {ran:?}");
        }
        let doctor = home.run(&["doctor"]);
        found += usize::from(doctor.code == 1 && doctor.out.contains("damaged"));
    }
    assert_eq!(
        found, 3,
        "a page that is not what it was is found by the doctor"
    );
}

#[test]
fn a_disk_that_is_full_takes_nothing_half() {
    let home = Home::with_one();
    let exported = home.run(&["export"]).out;
    home.write("many.jsonl", many(400));
    // A shell sets how large a file may become; the signal that comes with it is not heard, so that writing fails.
    let blocks = fs::metadata(home.path(DATABASE)).unwrap().len() / 512 + 200;
    let limited = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" \"$@\"");
    let mut command = std::process::Command::new("sh");
    command
        .args(["-c", &limited, env!("CARGO_BIN_EXE_baton")])
        .args(["--as", "Dana Reyes", "import", "many.jsonl"])
        .env_clear()
        .env("HOME", home.folder.path())
        .env("TZ", "UTC")
        .current_dir(home.folder.path())
        .stdin(Stdio::null());
    let ran = home.ran(command.output().unwrap());
    assert_eq!(ran.code, 74, "{ran:?}");
    assert!(
        ran.err.contains("check the disk, then try again"),
        "{ran:?}"
    );
    assert!(ran.err.contains("none is taken twice"), "{ran:?}");
    // What was there is there, and with room again the rest is taken.
    assert!(
        home.run(&["export"]).out.contains(exported.trim()),
        "what was there is there"
    );
    assert_eq!(home.run(&["doctor"]).code, 0);
    let ran = home.run(&["--as", "Dana Reyes", "import", "many.jsonl"]);
    assert_eq!(ran.code, 0, "{ran:?}");
}

#[test]
fn a_file_that_may_not_be_read_is_said_so() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::with_one();
    fs::set_permissions(home.path(DATABASE), fs::Permissions::from_mode(0o000)).unwrap();
    if fs::read(home.path(DATABASE)).is_ok() {
        // Who runs the tests may read everything.
        return;
    }
    let ran = home.run(&["list", "--all"]);
    assert_eq!(ran.code, 74, "{ran:?}");
    assert!(ran.err.contains("baton.db"), "{ran:?}");
}
