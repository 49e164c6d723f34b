//! Reads settings and flow files, whatever stands in their place.

use std::fs::{self, File};
use std::io::{Error, ErrorKind, Read, Result};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::Config;
use crate::handwritten::{Fault, MOST_BYTES};

/// A larger file is no settings.
const MOST_OF_SETTINGS: usize = 1024 * 1024;

/// A flow file as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FlowFile {
    /// Where it is.
    pub path: PathBuf,
    /// Whose folder that is.
    pub folder: Folder,
    /// What is in it, or why it could not be read, as a sentence.
    pub content: std::result::Result<Vec<u8>, String>,
}

/// Whose a folder of flows is; what stands in a later one takes the place of what stands in an earlier.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Folder {
    /// One of the team's, by its position in the settings.
    Team(usize),
    /// The person's own.
    Own,
    /// One that was named on the command line, by its position there.
    Named(usize),
}

/// Which files there are, how long each is and when it was written: another one when something has changed.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FlowStamp(Vec<(PathBuf, Option<(SystemTime, u64)>)>);

impl Config {
    /// What the flow files look like from outside; much cheaper than reading them.
    pub fn flow_stamp(&self, named: &[PathBuf]) -> FlowStamp {
        let team = self.flows.iter().map(|noted| &noted.value);
        let folders = team.chain(&self.own_flows).chain(named);
        let files = folders.flat_map(|folder| files_in(folder).unwrap_or_default());
        let look = |path: PathBuf| {
            let seen = fs::metadata(&path).ok();
            let seen = seen.and_then(|seen| Some((seen.modified().ok()?, seen.len())));
            (path, seen)
        };
        FlowStamp(files.map(look).collect())
    }

    /// The flow files of the team's folders, of the person's own, and of the folders that were named on the command
    /// line, in the order in which later ones take the place of earlier ones; and what is wrong with the folders.
    pub fn flow_files(&self, named: &[PathBuf]) -> (Vec<FlowFile>, Vec<Fault>) {
        let mut files = Vec::new();
        let mut faults = Vec::new();
        let mut read = |path: &Path, folder| match files_in(path) {
            Ok(found) => {
                files.extend(found.into_iter().map(|path| FlowFile {
                    folder,
                    content: flow(&path),
                    path,
                }));
                None
            }
            Err(error) => Some(error),
        };
        for (team, noted) in self.flows.iter().enumerate() {
            if let Some(error) = read(&noted.value, Folder::Team(team)) {
                let message = format!("{}: {}", noted.value.display(), words(&error));
                faults.push(noted.fault(message, None));
            }
        }
        if let Some(path) = &self.own_flows {
            // Few people have flows of their own, so nothing is amiss when the folder is not there.
            let error = read(path, Folder::Own).filter(|error| error.kind() != ErrorKind::NotFound);
            faults.extend(
                error.map(|error| Fault::of_file(&path.display().to_string(), words(&error))),
            );
        }
        for (position, path) in named.iter().enumerate() {
            if let Some(error) = read(path, Folder::Named(position)) {
                faults.push(Fault::of_file(&path.display().to_string(), words(&error)));
            }
        }
        (files, faults)
    }
}

/// What is in a file of settings.
pub(super) fn settings(path: &Path) -> Result<Vec<u8>> {
    read(path, MOST_OF_SETTINGS)
}

/// What is in a flow file, or why it cannot be read, as a sentence.
pub fn flow(path: &Path) -> std::result::Result<Vec<u8>, String> {
    read(path, MOST_BYTES).map_err(|error| words(&error))
}

/// What is in a file. Anything else that stands there is an error: reading a pipe would wait for ever.
fn read(path: &Path, most: usize) -> Result<Vec<u8>> {
    let kind = fs::metadata(path)?;
    if kind.is_dir() {
        return Err(ErrorKind::IsADirectory.into());
    }
    if !kind.is_file() {
        return Err(Error::new(ErrorKind::InvalidInput, "it is not a file"));
    }
    let mut bytes = Vec::new();
    File::open(path)?
        .take(most as u64 + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() > most {
        let most = most / 1024 / 1024;
        let message = format!("it is larger than {most} MB, and so nothing that a person wrote");
        return Err(Error::new(ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

/// What went wrong with a file or folder, as a sentence.
pub(super) fn words(error: &Error) -> String {
    match error.kind() {
        ErrorKind::NotFound => {
            "it is not there; look at the name, or at what the link points to".to_owned()
        }
        ErrorKind::PermissionDenied => {
            "you may not read it; ask its owner for the right to".to_owned()
        }
        ErrorKind::IsADirectory => "it is a folder, and a file was expected".to_owned(),
        ErrorKind::NotADirectory => "it is a file, and a folder was expected".to_owned(),
        ErrorKind::FileTooLarge => error.to_string(),
        _ => format!("it cannot be read: {error}"),
    }
}

/// The TOML files of a folder by name, and those of its folder `blocks`; hidden ones are an editor's own.
pub fn files_in(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = toml_files(folder)?;
    match toml_files(&folder.join("blocks")) {
        Ok(blocks) => files.extend(blocks),
        Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => {}
        Err(error) => return Err(error),
    }
    Ok(files)
}

fn toml_files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let is_hidden = path
            .file_name()
            .is_some_and(|name| name.as_encoded_bytes().starts_with(b"."));
        if !is_hidden
            && path
                .extension()
                .is_some_and(|extension| extension == "toml")
        {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}
