//! Flows as they are named on the command line: by their id, or by their file.

use std::fs;
use std::path::{Path, PathBuf};

use crate::cli::failure;
use crate::cli::session::Session;
use crate::config::files::{files_in, flow};
use crate::error::{Error, Kind};
use crate::flow::import::give_reasons;
use crate::flow::library::{File, Layer};
use crate::flow::{Flow, Library, bundled};
use crate::handwritten::fault::harmless;

/// Where what was named on the command line stands: over everything else.
const ON_TOP: Layer = Layer::Named(usize::MAX);

/// Whether somebody who wrote this meant a file: an id has neither dots nor slashes.
fn is_file(named: &str) -> bool {
    named.contains(['.', '/', '\\'])
}

/// The flows in force; or for the name of a file, those we ship and this one. A reason that is still missing in a file
/// does not keep it from being tried.
pub(super) fn library(named: &str, session: &Session<'_>) -> Result<(Library, String), Error> {
    if !is_file(named) {
        let library = super::in_force(session);
        let id = super::find(&library, named)?.id().to_owned();
        return Ok((library, id));
    }
    let path = Path::new(named);
    let bytes = fs::read(path).map_err(|error| failure::of_file(path, &error))?;
    let content = match String::from_utf8(bytes) {
        Ok(text) => give_reasons(&text).into_bytes(),
        Err(error) => error.into_bytes(),
    };
    let mut files = bundled::files();
    // It may include the blocks of the team, and those beside it.
    let blocks = session.flow_files().0.into_iter();
    files.extend(blocks.filter(|file| file.layer != Layer::Shipped && file.block().is_some()));
    files.extend(blocks_beside(path)?);
    files.push(File {
        path: named.to_owned(),
        layer: ON_TOP,
        content: Ok(content),
    });
    let library = Library::of(files);
    let is_own = |flow: &&Flow| {
        let origin = library.origin(flow.id());
        origin.is_some_and(|(_, file)| file == harmless(named))
    };
    let own = super::all(&library).find(is_own);
    if let Some(id) = own.map(|flow| flow.id().to_owned()) {
        return Ok((library, id));
    }
    // What is wrong in the file itself is said before what is wrong in a block.
    let errors = || library.faults().iter().filter(|fault| fault.is_error());
    let fault = errors()
        .find(|fault| fault.file == harmless(named))
        .or_else(|| errors().next());
    let message = fault.map_or_else(
        || format!("there is no flow in {named}"),
        ToString::to_string,
    );
    Err(Error::new(Kind::BadData, message).hint("`baton flows check` names every fault."))
}

/// What is to be checked: the files in force with what was named over them, and the names of the files that were named.
pub(super) fn to_check(
    named: &[String],
    session: &Session<'_>,
) -> Result<(Vec<File>, Vec<String>), Error> {
    let (mut files, _) = session.flow_files();
    let mut given = Vec::new();
    let mut looked = Vec::new();
    for name in named {
        let path = Path::new(name);
        if !path.exists() && !is_file(name) {
            let library = Library::of(files.clone());
            let id = super::find(&library, name)?.id().to_owned();
            let origin = library.origin(&id).map(|(_, path)| path.to_owned());
            looked.extend(origin);
            continue;
        }
        let read = read(path, ON_TOP)?;
        looked.extend(read.iter().map(|file| harmless(&file.path)));
        if !path.is_dir() {
            given.extend(blocks_beside(path)?);
        }
        given.extend(read);
    }
    // A file that is in force already is read once.
    let real = |file: &File| fs::canonicalize(&file.path).ok();
    let named: Vec<PathBuf> = given.iter().filter_map(real).collect();
    files.retain(|file| {
        file.layer == Layer::Shipped || real(file).is_none_or(|path| !named.contains(&path))
    });
    let mut seen = Vec::new();
    given.sort_by_key(|file| std::cmp::Reverse(file.layer));
    given.retain(|file| {
        let path = real(file).unwrap_or_else(|| PathBuf::from(&file.path));
        let is_new = !seen.contains(&path);
        seen.push(path);
        is_new
    });
    files.extend(given);
    Ok((files, looked))
}

/// The blocks in the folder of a file, which stand below what was named.
fn blocks_beside(path: &Path) -> Result<Vec<File>, Error> {
    let beside = path.parent().map(|folder| folder.join("blocks"));
    match beside.filter(|folder| folder.is_dir()) {
        Some(beside) => read(&beside, Layer::Named(usize::MAX - 1)),
        None => Ok(Vec::new()),
    }
}

/// A file, or the flow files of a folder and of its folder `blocks`. A file that cannot be read is a fault like any other.
fn read(path: &Path, layer: Layer) -> Result<Vec<File>, Error> {
    let named = |error| failure::of_file(path, &error);
    let found = if fs::metadata(path).map_err(named)?.is_dir() {
        files_in(path).map_err(named)?
    } else {
        vec![path.to_owned()]
    };
    let file = |path: PathBuf| File {
        path: path.display().to_string(),
        layer,
        content: flow(&path),
    };
    Ok(found.into_iter().map(file).collect())
}

/// Whose a file is, in words.
pub(super) fn whose(layer: Layer, path: &str) -> String {
    match layer {
        Layer::Shipped => "the one that comes with baton".to_owned(),
        Layer::Team(_) => format!("{path} (your team’s)"),
        Layer::Own => format!("{path} (your own)"),
        Layer::Named(_) => path.to_owned(),
    }
}

/// The flow that this one takes the place of, in words.
pub(super) fn instead_of(library: &Library, id: &str) -> Option<String> {
    let (layer, path) = library.instead_of(id).last()?;
    Some(whose(*layer, path))
}
