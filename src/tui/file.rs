//! A file that somebody names by its path: its name, its size and what is in it, read behind the screen.
//!
//! Only what has a path is looked for. A bare name is the caller's, and a file that happens to be called so here is another.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Weak;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

/// What is read at once, in bytes.
const PIECE: usize = 256 * 1024;

/// How often it is said how far it is.
const NEWS: Duration = Duration::from_millis(200);

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileState {
    /// It is being read: so many bytes of so many.
    Reading {
        /// The bytes that were read.
        done: u64,
        /// The bytes that there are.
        size: u64,
    },
    /// It was read.
    Read {
        /// The last part of its path.
        name: String,
        /// Its length in bytes.
        size: u64,
        /// The SHA-256 of its content, in hexadecimal.
        sha256: String,
    },
    /// It is not read; why, in a sentence.
    Unread(String),
}

/// Somebody wants to know it as long as this can be upgraded.
pub type Wanted = Weak<()>;

/// Whether what was typed has a path, so that it can be looked for.
pub fn has_a_path(typed: &str) -> bool {
    typed.contains('/')
}

/// Reads the file whose path was typed, and says how far it is. Ends early, and silently, when nobody wants it any more.
pub fn look(typed: &str, wanted: &Wanted, mut say: impl FnMut(FileState)) {
    let path = path_of(typed);
    match read(&path, wanted, &mut say) {
        Ok(Some((size, sha256))) => {
            let name = path.file_name().unwrap_or_default();
            let name = name.to_string_lossy().into_owned();
            say(FileState::Read { name, size, sha256 });
        }
        Ok(None) => {}
        Err(error) => say(FileState::Unread(why_not(&error))),
    }
}

fn read(
    path: &Path,
    wanted: &Wanted,
    say: &mut impl FnMut(FileState),
) -> io::Result<Option<(u64, String)>> {
    // Opening a pipe would wait for whoever writes into it.
    let about = std::fs::metadata(path)?;
    if about.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    if !about.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut file = File::open(path)?;
    let size = about.len();
    let (mut sha256, mut done) = (Sha256::new(), 0_u64);
    let mut piece = vec![0; PIECE];
    let mut said = Instant::now();
    while wanted.strong_count() > 0 {
        let count = match file.read(&mut piece) {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            count => count?,
        };
        if count == 0 {
            return Ok(Some((done, format!("{:x}", sha256.finalize()))));
        }
        sha256.update(piece.get(..count).unwrap_or_default());
        done = done.saturating_add(u64::try_from(count).unwrap_or(u64::MAX));
        if said.elapsed() >= NEWS {
            said = Instant::now();
            let size = size.max(done);
            say(FileState::Reading { done, size });
        }
    }
    Ok(None)
}

fn why_not(error: &io::Error) -> String {
    let why = match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => "There is no such file here",
        io::ErrorKind::IsADirectory => "That is a folder",
        io::ErrorKind::InvalidInput => "That is no file that can be read",
        io::ErrorKind::PermissionDenied => "That file may not be read",
        _ => return format!("That file cannot be read ({error}); it is recorded as typed."),
    };
    format!("{why}; it is recorded as typed.")
}

/// The path that was typed, or dropped on the window by a terminal, which quotes it as a shell would or makes a `file:` of it.
fn path_of(typed: &str) -> PathBuf {
    let typed = typed.trim();
    if let Some(url) = typed.strip_prefix("file://")
        && let Some((_, path)) = url.split_once('/')
    {
        return PathBuf::from(format!("/{}", unescaped(path)));
    }
    if Path::new(typed).exists() {
        return typed.into();
    }
    let words = shlex::split(typed).unwrap_or_default();
    let word = match words.as_slice() {
        [word] => word,
        _ => typed,
    };
    let home = directories::BaseDirs::new();
    match (word.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.home_dir().join(rest),
        _ => word.into(),
    }
}

/// What stands for bytes as `%20` in an address is those bytes; a path that is no UTF-8 then is not found.
fn unescaped(path: &str) -> String {
    percent_encoding::percent_decode_str(path)
        .decode_utf8_lossy()
        .into_owned()
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;
    use std::sync::{Arc, Weak};

    use super::{FileState, has_a_path, look, path_of};

    fn states(typed: &str) -> Vec<FileState> {
        let (wanted, mut states) = (Arc::new(()), vec![]);
        look(typed, &Arc::downgrade(&wanted), |state| states.push(state));
        states
    }

    #[test]
    fn a_file_is_read_by_its_path() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a file.log");
        std::fs::write(&path, "abc").unwrap();
        let read = FileState::Read {
            name: "a file.log".to_owned(),
            size: 3,
            // The example of FIPS 180-4.
            sha256: "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad".to_owned(),
        };
        let path = path.to_str().unwrap();
        let dropped = [
            path.to_owned(),
            format!(" {path} "),
            format!("'{path}'"),
            format!("\"{path}\""),
            path.replace(' ', "\\ "),
            format!("file://{}", path.replace(' ', "%20")),
            format!("file://localhost{}", path.replace(' ', "%20")),
        ];
        for typed in dropped {
            assert_eq!(states(&typed), std::slice::from_ref(&read), "{typed}");
        }
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let folder = tempfile::tempdir().unwrap();
        let folder = folder.path().to_str().unwrap();
        let table = [
            (
                folder.to_owned(),
                "That is a folder; it is recorded as typed.",
            ),
            (
                format!("{folder}/gone.log"),
                "There is no such file here; it is recorded as typed.",
            ),
            (
                "/dev/null".to_owned(),
                "That is no file that can be read; it is recorded as typed.",
            ),
        ];
        for (typed, why) in table {
            assert_eq!(
                states(&typed),
                [FileState::Unread(why.to_owned())],
                "{typed}"
            );
        }
        let long = format!("/{}", "x".repeat(100_000));
        assert!(matches!(states(&long).as_slice(), [FileState::Unread(_)]));
        assert!(matches!(states("/a\0b").as_slice(), [FileState::Unread(_)]));
    }

    #[test]
    fn nothing_is_read_that_nobody_wants() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("big.log");
        std::fs::write(&path, vec![7; 3_000_000]).unwrap();
        let mut said = 0;
        look(path.to_str().unwrap(), &Weak::new(), |_| said += 1);
        assert_eq!(said, 0);
    }

    #[test]
    fn a_bare_name_is_no_path() {
        assert!(!has_a_path("trace.zip"));
        assert!(has_a_path("./trace.zip"));
        assert!(path_of("~/trace.zip").ends_with("trace.zip"));
        assert_ne!(path_of("~/trace.zip"), PathBuf::from("~/trace.zip"));
    }
}
