//! The last good version of every file of questions, kept beside the logs: one that breaks overnight serves on as it was.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::flow::Fault;
use crate::flow::library::File;

/// What the files held when nothing was wrong with them, by path.
#[derive(Debug, Default)]
pub(super) struct LastGood {
    file: Option<PathBuf>,
    kept: BTreeMap<String, String>,
}

impl LastGood {
    /// What was kept here. A file that cannot be read, or is none of ours, holds nothing: it is written anew.
    pub(super) fn open(file: Option<PathBuf>) -> Self {
        let text = file.as_deref().map(fs::read_to_string);
        let kept = text.and_then(|text| serde_json::from_str(&text.ok()?).ok());
        Self {
            file,
            kept: kept.unwrap_or_default(),
        }
    }

    /// Whether there is a good version of this file.
    pub(super) fn has(&self, path: &str) -> bool {
        self.kept.contains_key(path)
    }

    /// The files as they were when they were good; `None` when none of these faults is in one that ever was.
    pub(super) fn before(&self, files: &[File], faults: &[Fault]) -> Option<Vec<File>> {
        let is_kept = |fault: &&Fault| fault.is_error() && self.has(&fault.file);
        faults.iter().find(is_kept)?;
        let before = files.iter().map(|file| match self.kept.get(&file.path) {
            Some(text) => File {
                content: Ok(text.clone().into_bytes()),
                ..file.clone()
            },
            None => file.clone(),
        });
        Some(before.collect())
    }

    /// Keeps what these files hold, but for those that have faults; of files that are gone nothing is kept. What cannot
    /// be written is only missed when a file breaks before the next start.
    pub(super) fn keep(&mut self, files: &[File], faults: &[Fault]) {
        let broken = |path: &str| {
            faults
                .iter()
                .any(|fault| fault.is_error() && fault.file == path)
        };
        let now = files.iter().filter_map(|file| {
            let text = match &file.content {
                Ok(content) if !broken(&file.path) => String::from_utf8(content.clone()).ok(),
                _ => self.kept.get(&file.path).cloned(),
            };
            Some((file.path.clone(), text?))
        });
        let now: BTreeMap<String, String> = now.collect();
        if now != self.kept {
            self.kept = now;
            if let Some(file) = &self.file {
                let _missed = write(file, &self.kept);
            }
        }
    }
}

/// A temporary file is readable by its owner only, and stays so under its own name.
fn write(path: &Path, kept: &BTreeMap<String, String>) -> io::Result<()> {
    let folder = path.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder)?;
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(serde_json::to_string(kept)?.as_bytes())?;
    file.persist(path)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::LastGood;
    use crate::flow::library::{File, Layer};
    use crate::flow::{Fault, Library};

    fn file(content: &str) -> Vec<File> {
        vec![File {
            path: "/team/mine.toml".to_owned(),
            layer: Layer::Own,
            content: Ok(content.as_bytes().to_vec()),
        }]
    }

    const GOOD: &str = "schema = 1\nid = \"mine\"\ntitle = \"Mine\"\nversion = 1\n\n[[question]]\nid = \"a\"\n\
                        ask = \"What is it?\"\nwhy = \"It tells the one from the other.\"\n";

    #[test]
    fn a_file_that_broke_serves_as_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state/flows.json");
        let good = Library::load(file(GOOD));
        assert_eq!(good.faults(), []);
        LastGood::open(Some(path.clone())).keep(&file(GOOD), good.faults());

        let broken = file(&GOOD.replace("title", "titel"));
        let faults = Library::load(broken.clone()).faults().to_vec();
        let mut kept = LastGood::open(Some(path.clone()));
        let before = kept.before(&broken, &faults).unwrap();
        let library = Library::load(before).reload(broken.clone());
        assert!(library.get("mine").is_some());
        assert_eq!(library.faults(), faults);
        // A broken file is not what is kept.
        kept.keep(&broken, &faults);
        assert!(
            LastGood::open(Some(path))
                .before(&broken, &faults)
                .is_some()
        );
    }

    #[test]
    fn what_was_never_good_or_is_gone_is_nothing_to_go_back_to() {
        let faults = [Fault::of_file("/team/mine.toml", "broken")];
        let mut kept = LastGood::default();
        assert!(kept.before(&file("?"), &faults).is_none());
        kept.keep(&file(GOOD), &[]);
        kept.keep(&[], &[]);
        assert!(kept.before(&file("?"), &faults).is_none());
    }

    #[test]
    fn a_file_of_something_else_holds_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("flows.json");
        std::fs::write(&path, "[1, 2").unwrap();
        assert!(LastGood::open(Some(path)).kept.is_empty());
    }
}
