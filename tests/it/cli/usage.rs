//! Every failure is one clear sentence and the right exit code.

use std::process::Stdio;

use super::Home;

/// Arguments, exit code, the first line of what is said.
type Case<'a> = (&'a [&'a str], i32, &'a str);

fn check(home: &Home, cases: &[Case<'_>]) {
    for (args, code, sentence) in cases {
        let ran = home.run(args);
        let first = ran.err.lines().next().unwrap_or_default();
        assert_eq!((ran.code, first), (*code, *sentence), "{args:?}: {ran:?}");
    }
}

#[test]
fn in_an_empty_home() {
    let missing = "baton: there is no database at `HOME/.local/share/baton/baton.db`: check the path, or start `baton` once to make one";
    check(
        &Home::new(),
        &[
            (&["list"], 66, missing),
            (&["show", "K7-1042-Q"], 66, missing),
            (&["search", "x"], 66, missing),
            (&["export"], 66, missing),
            (&["handoff", "sheet"], 66, missing),
            (&["backup", "copy.db"], 66, missing),
            (
                &["--db", "/nowhere/at/all.db", "list"],
                66,
                "baton: there is no database at `/nowhere/at/all.db`: check the path, or start `baton` once to make one",
            ),
            (
                &["import", "nothing.jsonl"],
                66,
                "baton: `nothing.jsonl` is not there: check the name",
            ),
            (&["lst"], 2, "baton: unrecognized subcommand 'lst'"),
            (
                &["list", "--frob"],
                2,
                "baton: unexpected argument '--frob' found",
            ),
            (
                &["list", "--mine", "--all"],
                2,
                "baton: the argument '--mine' cannot be used with '--all'",
            ),
            (
                &["show"],
                2,
                "baton: the following required arguments were not provided: <REF>...",
            ),
            (
                &["search", "--limit", "many", "x"],
                2,
                "baton: invalid value 'many' for '--limit <NUMBER>': invalid digit found in string",
            ),
            (
                &["flows", "show", "printting"],
                66,
                "baton: there is no flow called printting; did you mean printing?",
            ),
            (
                &["call", "--category", "prnting"],
                66,
                "baton: there is no flow called prnting; did you mean printing?",
            ),
            (&["--version"], 0, ""),
            (&["--help"], 0, ""),
            (&["doctor"], 0, ""),
            (&["keys"], 0, ""),
            (&["man"], 0, ""),
            (&["completions", "fish"], 0, ""),
        ],
    );
}

#[test]
fn of_references_and_names() {
    check(
        &Home::with_one(),
        &[
            (
                &["show", "K7-1042-X"],
                2,
                "baton: K7-1042-X is not a reference; did you mean K7-1042-Q?",
            ),
            (
                &["show", "K7-1024-G"],
                66,
                "baton: there is no incident K7-1024-G here; did you mean K7-1042-Q?",
            ),
            (
                &["show", "\u{1b}[31m\u{202e}"],
                2,
                "baton: �[31m� is not a reference",
            ),
            (&["list", "--mine"], 2, "baton: say who you are with --as"),
            (
                &["list", "--mine", "--as", "Anna Ruiz"],
                66,
                "baton: there is no agent called Anna Ruiz here; did you mean Ana Ruiz?",
            ),
            (
                &["backup", ".local/share/baton/baton.db"],
                2,
                "baton: `.local/share/baton/baton.db` is the database itself: name another file",
            ),
            (
                &["export", ".local/share/baton/baton.db"],
                2,
                "baton: `.local/share/baton/baton.db` is the database itself: name another file",
            ),
            (
                &["--db", "one.jsonl", "list"],
                65,
                "baton: `one.jsonl` is not a database: name another file with --db, or put a backup in its place",
            ),
            (
                &["backup", ".local"],
                2,
                "baton: `.local` is not a file: name one",
            ),
            (&["show", "k71o42q"], 0, ""),
            (&["show", "K7", "1042", "Q"], 0, ""),
            (&["backup", "copy.db"], 0, ""),
            (&["--db", "copy.db", "show", "K7-1042-Q"], 0, ""),
        ],
    );
}

#[test]
fn a_reader_who_has_had_enough_is_no_failure() {
    let home = Home::with_one();
    for args in [
        &["list", "--all"] as &[&str],
        &["export"],
        &["keys"],
        &["man"],
        &["completions", "bash"],
        &["--help"],
    ] {
        let mut child = home
            .command(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{args:?}");
        assert_eq!(String::from_utf8_lossy(&output.stderr), "", "{args:?}");
    }
}

#[test]
fn doctor_says_what_is_wrong() {
    let home = Home::with_one();
    let ran = home.run(&["doctor"]);
    assert_eq!(ran.code, 0, "{ran:?}");
    assert!(!ran.out.contains('✗'), "{}", ran.out);

    std::fs::create_dir(home.path("team")).unwrap();
    home.write(
        "team/broken.toml",
        "schema = 1\nid = \"broken\"\nreqired = 2\n",
    );
    home.write("config.toml", "thme = \"dark\"\n");
    let ran = home.run(&["doctor", "--flows", "team", "--config", "config.toml"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(ran.out.contains("✗ team/broken.toml:3:1"), "{}", ran.out);
    assert!(ran.out.contains("✗ config.toml:1:1"), "{}", ran.out);
    assert!(ran.err.ends_with("checks did not pass\n"), "{}", ran.err);

    let raw = rusqlite::Connection::open(home.path(".local/share/baton/baton.db")).unwrap();
    raw.execute_batch("UPDATE incident SET summary = 'another'")
        .unwrap();
    drop(raw);
    let ran = home.run(&["doctor"]);
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        ran.out
            .contains("✗ database: the table incident is not what the log makes of it"),
        "{}",
        ran.out
    );
}

#[test]
fn a_broken_file_is_named_and_stops_nothing() {
    let home = Home::with_one();
    home.write("config.toml", "thme = \"dark\"\n");
    for (args, sentence) in [
        (
            &["list", "--config", "config.toml"] as &[&str],
            "baton: config.toml:1:1: thme: ",
        ),
        (
            &["list", "--config", "nothing.toml"],
            "baton: nothing.toml:1:1: it is not there",
        ),
        (
            &["flows", "list", "--flows", "nowhere"],
            "baton: nowhere:1:1: it is not there",
        ),
    ] {
        let ran = home.run(args);
        assert_eq!(ran.code, 0, "{ran:?}");
        assert!(ran.err.starts_with(sentence), "{sentence}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
        assert!(!ran.out.is_empty(), "{ran:?}");
    }
}

#[test]
fn of_databases_that_cannot_be_used() {
    let home = Home::with_one();
    let real = home.path(".local/share/baton/baton.db");
    assert_eq!(home.run(&["backup", "whole.db"]).code, 0);
    let copy = |name: &str| std::fs::copy(home.path("whole.db"), home.path(name)).unwrap();
    std::fs::create_dir(home.path("folder")).unwrap();
    copy("newer.db");
    let raw = rusqlite::Connection::open(home.path("newer.db")).unwrap();
    raw.execute_batch("PRAGMA user_version = 99").unwrap();
    drop(raw);
    copy("stranger.db");
    let raw = rusqlite::Connection::open(home.path("stranger.db")).unwrap();
    raw.execute_batch("PRAGMA application_id = 1").unwrap();
    drop(raw);
    copy("readonly.db");
    let mut rights = std::fs::metadata(home.path("readonly.db"))
        .unwrap()
        .permissions();
    rights.set_readonly(true);
    std::fs::set_permissions(home.path("readonly.db"), rights).unwrap();
    let whole = std::fs::read(real).unwrap();
    home.write("cut.db", &whole[..whole.len().min(5000)]);

    for (file, code, part) in [
        ("folder", 74, "`folder` is a folder: name a file in it"),
        ("newer.db", 65, "`newer.db` was written by a later baton"),
        (
            "stranger.db",
            65,
            "`stranger.db` belongs to another program",
        ),
        ("readonly.db", 74, "`readonly.db` may only be read"),
        ("cut.db", 65, "`cut.db` "),
        ("no/such.db", 66, "there is no database at `no/such.db`"),
    ] {
        for args in [
            &["list"] as &[&str],
            &["show", "K7-1042-Q"],
            &["export"],
            &["search", "labels"],
        ] {
            let args: Vec<&str> = ["--db", file]
                .into_iter()
                .chain(args.iter().copied())
                .collect();
            let ran = home.run(&args);
            assert_eq!(ran.code, code, "{args:?}: {ran:?}");
            assert!(ran.err.contains(part), "{args:?}: {}", ran.err);
            assert_eq!(ran.err.lines().count(), 1, "{args:?}: {}", ran.err);
        }
    }
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_said() {
    let home = Home::with_one();
    for args in [
        &["list"] as &[&str],
        &["export"],
        &["keys"],
        &["man"],
        &["--help"],
        &["doctor"],
    ] {
        let full = std::fs::OpenOptions::new()
            .write(true)
            .open("/dev/full")
            .unwrap();
        let output = home.command(args).stdout(full).output().unwrap();
        assert_eq!(output.status.code(), Some(74), "{args:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(
            said, "baton: the output could not be written: the disk is full\n",
            "{args:?}"
        );
    }
}

/// A device or a socket would be gone for everybody.
#[test]
#[cfg(unix)]
fn what_is_no_file_is_never_replaced() {
    let home = Home::with_one();
    let socket = std::os::unix::net::UnixListener::bind(home.path("socket")).unwrap();
    check(
        &home,
        &[
            (
                &["export", "socket"],
                2,
                "baton: `socket` is not a file: name one",
            ),
            (
                &["backup", "socket"],
                2,
                "baton: `socket` is not a file: name one",
            ),
        ],
    );
    drop(socket);
}
