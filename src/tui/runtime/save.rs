//! Files that somebody asks for, such as the handoff sheet: written whole or not at all, for their owner alone.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

/// Writes a text into a file in the current folder, in place of an earlier one, and says where it is or what to do.
pub(super) fn save(name: &str, text: &str) -> String {
    let folder = std::env::current_dir();
    match folder.and_then(|folder| write(&folder, name, text)) {
        Ok(path) => format!("Written: {}", path.display()),
        Err(error) => format!(
            "{name} could not be written here ({error}). Start baton in a folder of your own and try again."
        ),
    }
}

/// A temporary file is readable by its owner only, and stays so under its own name.
fn write(folder: &Path, name: &str, text: &str) -> io::Result<PathBuf> {
    let path = folder.join(name);
    let mut file = NamedTempFile::new_in(folder)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(&path)?;
    Ok(path)
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::write;

    #[test]
    fn a_file_is_replaced_and_is_for_its_owner_alone() {
        let folder = tempfile::tempdir().unwrap();
        write(folder.path(), "sheet.md", "first").unwrap();
        let path = write(folder.path(), "sheet.md", "second").unwrap();
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "second");
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
