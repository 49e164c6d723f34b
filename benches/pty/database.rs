//! The database that is measured over: believable incidents of the last weeks, made by the program itself.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// How many incidents, unless `BATON_BENCH_INCIDENTS` says otherwise.
const INCIDENTS: &str = "100000";

/// A copy that may be written to, in this folder.
pub fn copied_into(folder: &Path) -> PathBuf {
    let copy = folder.join("baton.db");
    fs::copy(made(), &copy).expect("room for a copy of the database");
    copy
}

/// The database, made once and kept beside the build; made anew when the program is newer.
fn made() -> PathBuf {
    let incidents = std::env::var("BATON_BENCH_INCIDENTS").unwrap_or_else(|_| INCIDENTS.to_owned());
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("demo-{incidents}.db"));
    let program = env!("CARGO_BIN_EXE_baton");
    let age = |path: &Path| fs::metadata(path).and_then(|about| about.modified()).ok();
    if age(&file) < age(Path::new(program)) {
        // The first time there is none to remove.
        let _ = fs::remove_file(&file);
        eprintln!("making a database of {incidents} incidents …");
        let status = Command::new(program)
            .args(["demo", "--incidents", &incidents, "--into"])
            .arg(&file)
            .status()
            .expect("baton runs");
        assert!(status.success(), "baton demo made no database");
    }
    file
}
