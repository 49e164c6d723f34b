//! Where settings, data and logs are kept on this platform.

use std::env;
use std::path::{Path, PathBuf};

use directories::{BaseDirs, ProjectDirs};

/// The variable that names the database.
pub const DATABASE_VARIABLE: &str = "BATON_DB";

/// The person's settings file; `None` on a machine that has no home folder for us.
pub fn config_file() -> Option<PathBuf> {
    Some(dirs()?.config_dir().join("config.toml"))
}

/// The database: the file that was named, else the one that `BATON_DB` names, else the platform's.
pub fn database(named: Option<&Path>) -> Option<PathBuf> {
    let variable = env::var_os(DATABASE_VARIABLE).filter(|path| !path.is_empty());
    chosen(named, variable.map(PathBuf::from), || {
        Some(dirs()?.data_local_dir().join("baton.db"))
    })
}

/// The folder for logs; it may not exist yet.
pub fn logs() -> Option<PathBuf> {
    Some(state()?.join("logs"))
}

/// Where the last good version of every file of questions is kept; it may not exist yet.
pub fn last_good_flows() -> Option<PathBuf> {
    Some(state()?.join("flows.json"))
}

fn state() -> Option<PathBuf> {
    let dirs = dirs()?;
    let state = dirs.state_dir().unwrap_or_else(|| dirs.data_local_dir());
    Some(state.to_owned())
}

/// The home folder, for paths that begin with `~`.
pub(super) fn home() -> Option<PathBuf> {
    Some(BaseDirs::new()?.home_dir().to_owned())
}

fn dirs() -> Option<ProjectDirs> {
    ProjectDirs::from("", "", "baton")
}

/// What was named on the command line comes before the environment, and that before the usual place.
fn chosen(
    named: Option<&Path>,
    variable: Option<PathBuf>,
    usual: impl FnOnce() -> Option<PathBuf>,
) -> Option<PathBuf> {
    named.map(Path::to_owned).or(variable).or_else(usual)
}

#[cfg(test)]
mod tests {
    use super::{Path, PathBuf, chosen};

    #[test]
    fn what_was_named_last_wins() {
        let path = |text: &str| Some(PathBuf::from(text));
        for (named, variable, expected) in [
            (Some("a"), path("b"), path("a")),
            (None, path("b"), path("b")),
            (Some("a"), None, path("a")),
            (None, None, path("c")),
        ] {
            assert_eq!(
                chosen(named.map(Path::new), variable, || path("c")),
                expected
            );
        }
    }
}
