//! Files and folders as they are found: missing, unreadable, or something else in their place.

use std::fs;
use std::path::{Path, PathBuf};

use baton::config::Config;
use baton::config::files::Folder;
use tempfile::TempDir;

/// A folder with these files; a name that ends in a slash is a folder.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        if name.ends_with('/') {
            fs::create_dir_all(path).unwrap();
        } else {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
    }
    folder
}

/// The flow files of a config, each with its folder's position and its text or what is said about it; and the faults.
fn flow_files(config: &Config, named: &[PathBuf], within: &Path) -> (Vec<String>, Vec<String>) {
    let (files, faults) = config.flow_files(named);
    let files = files.into_iter().map(|file| {
        let path = file
            .path
            .strip_prefix(within)
            .unwrap()
            .display()
            .to_string();
        let team = match file.folder {
            Folder::Team(position) => position.to_string(),
            Folder::Own => "own".to_owned(),
            Folder::Named(position) => format!("named {position}"),
        };
        let content = match file.content {
            Ok(bytes) => String::from_utf8(bytes).unwrap(),
            Err(message) => format!("✗ {message}"),
        };
        format!("{team} {path} {content}")
    });
    let within = format!("{}/", within.display());
    let faults = faults
        .iter()
        .map(|fault| fault.to_string().replace(&within, ""));
    (files.collect(), faults.collect())
}

#[test]
fn a_file_that_cannot_be_read_leaves_the_defaults() {
    let within = folder(&[("folder.toml/", ""), ("latin.toml", "")]);
    fs::write(within.path().join("latin.toml"), b"agent = \"Zo\xEB\"").unwrap();
    fs::write(within.path().join("huge.toml"), vec![b'#'; 2 * 1024 * 1024]).unwrap();
    for (name, expected) in [
        (
            "missing.toml",
            "it is not there; look at the name, or at what the link points to; the default settings are in force",
        ),
        (
            "folder.toml",
            "it is a folder, and a file was expected; the default settings are in force",
        ),
        (
            "huge.toml",
            "it is larger than 1 MB, and so nothing that a person wrote; the default settings are in force",
        ),
        (
            "latin.toml",
            "it is not UTF-8 text; save it as UTF-8. The default settings are in force",
        ),
    ] {
        let (config, faults) = Config::load(Some(&within.path().join(name)));
        let said: Vec<&str> = faults.iter().map(|fault| fault.message.as_str()).collect();
        assert_eq!(said, [expected]);
        assert_eq!(
            Config {
                own_flows: None,
                ..config
            },
            Config::default()
        );
    }
}

#[test]
fn folders_are_read_in_order_what_was_named_last() {
    let within = folder(&[
        (
            "baton/config.toml",
            "flows = ['../team', 'near', '/nowhere/at/all']",
        ),
        ("baton/question_flows/mine.toml", "d"),
        ("baton/near/c.toml", "c"),
        ("team/b.toml", "b"),
        ("team/a.toml", "a"),
        ("team/blocks/tried.toml", "block"),
        ("team/blocks/deeper/x.toml", "no block"),
        ("team/.#a.toml", "an editor's own"),
        ("team/notes.txt", "no flow"),
        ("team/folder.toml/", ""),
        ("line/e.toml", "e"),
    ]);
    let (config, faults) = Config::load(Some(&within.path().join("baton/config.toml")));
    assert_eq!(faults, []);
    let (files, faults) = flow_files(&config, &[within.path().join("line")], within.path());
    assert_eq!(
        files,
        [
            "0 baton/../team/a.toml a",
            "0 baton/../team/b.toml b",
            "0 baton/../team/folder.toml ✗ it is a folder, and a file was expected",
            "0 baton/../team/blocks/tried.toml block",
            "1 baton/near/c.toml c",
            "own baton/question_flows/mine.toml d",
            "named 0 line/e.toml e",
        ]
    );
    assert_eq!(
        faults,
        [
            "baton/config.toml:1:29: flows: /nowhere/at/all: it is not there; look at the name, or at what the link points to"
        ]
    );
}

#[test]
fn what_is_no_folder_is_said() {
    let within = folder(&[
        ("config.toml", "flows = ['config.toml']"),
        ("question_flows", "a file"),
    ]);
    let (config, _) = Config::load(Some(&within.path().join("config.toml")));
    let (files, faults) = flow_files(&config, &[within.path().join("gone")], within.path());
    assert_eq!(files, [""; 0]);
    assert_eq!(
        faults,
        [
            "config.toml:1:10: flows: config.toml: it is a file, and a folder was expected",
            "question_flows:1:1: it is a file, and a folder was expected",
            "gone:1:1: it is not there; look at the name, or at what the link points to",
        ]
    );
}

#[cfg(unix)]
#[test]
fn what_vanished_or_is_no_file_is_said_and_waits_for_nobody() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    let within = folder(&[("question_flows/good.toml", "good")]);
    let flows = within.path().join("question_flows");
    symlink("/nowhere/at/all", flows.join("gone.toml")).unwrap();
    let _socket = UnixListener::bind(flows.join("socket.toml")).unwrap();
    let (config, _) = Config::load(Some(&within.path().join("config.toml")));
    let (files, faults) = flow_files(&config, &[], &flows);
    assert_eq!(
        files,
        [
            "own gone.toml ✗ it is not there; look at the name, or at what the link points to",
            "own good.toml good",
            "own socket.toml ✗ it cannot be read: it is not a file",
        ]
    );
    assert_eq!(faults, [""; 0]);
}

#[test]
fn a_stamp_tells_when_a_flow_file_came_changed_or_went() {
    let folder = tempfile::tempdir().unwrap();
    let named = [folder.path().to_owned()];
    let config = Config::default();
    let nothing = config.flow_stamp(&named);
    let file = folder.path().join("mine.toml");
    fs::write(&file, "one").unwrap();
    let one = config.flow_stamp(&named);
    assert_eq!(one, config.flow_stamp(&named));
    fs::write(&file, "three").unwrap();
    let three = config.flow_stamp(&named);
    fs::create_dir(folder.path().join("blocks")).unwrap();
    fs::write(folder.path().join("blocks/shared.toml"), "x").unwrap();
    let block = config.flow_stamp(&named);
    fs::remove_file(&file).unwrap();
    let gone = config.flow_stamp(&named);
    let all = [nothing, one, three, block, gone];
    for (at, stamp) in all.iter().enumerate() {
        assert!(all.iter().skip(at + 1).all(|other| other != stamp), "{at}");
    }
}
