//! The settings: the documented defaults, with the person's own file over them.
//!
//! A file that is broken never stops a shift: what can be understood is used, everything else keeps its default, and
//! each fault is reported with its place.

pub mod files;
pub mod paths;
mod schema;

use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use chrono::{NaiveTime, Weekday};

use crate::domain::id::Station;
use crate::handwritten::Fault;

/// The documented defaults, as they are shipped.
pub const DEFAULTS: &str = include_str!("../assets/config.toml");

/// The settings in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The agent's name; asked for at the first start when absent.
    pub agent: Option<String>,
    /// The station of a new database; chosen at random when absent.
    pub station: Option<Station>,
    /// The folders with the team's flows, in the order in which they are read.
    pub flows: Vec<Noted<PathBuf>>,
    /// The folder with the person's own flows, which are read last.
    pub own_flows: Option<PathBuf>,
    /// The country of telephone numbers without a country code, as two capital letters.
    pub region: String,
    /// The agent's language, such as `de`, as keys of flows end with it; that of the flows when absent.
    pub language: Option<String>,
    /// The colours.
    pub theme: Theme,
    /// The products to offer first.
    pub products: Vec<String>,
    /// When the team is there.
    pub working_hours: WorkingHours,
    /// Keys of the person's own.
    pub keys: Vec<Noted<KeyChange>>,
}

/// Which colours to use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// Those that suit the terminal.
    #[default]
    Auto,
    /// For a dark background.
    Dark,
    /// For a light background.
    Light,
    /// None.
    Mono,
}

/// When the team is there.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct WorkingHours {
    /// The first minute of a working day.
    pub start: NaiveTime,
    /// The end of a working day, later than its start.
    pub end: NaiveTime,
    /// The working days; at least one.
    pub days: Vec<Weekday>,
}

/// An action that was given other keys.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyChange {
    /// The action, as it was written.
    pub action: String,
    /// Its keys, as they were written.
    pub keys: Vec<String>,
}

/// A setting with its place in the file, for whoever finds out later that it does not fit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Noted<T> {
    /// The setting.
    pub value: T,
    place: Fault,
}

impl Config {
    /// Reads the settings: from the file that was named, or else from the person's own if there is one.
    pub fn load(explicit: Option<&Path>) -> (Self, Vec<Fault>) {
        let usual = paths::config_file();
        let Some(file) = explicit.or(usual.as_deref()) else {
            return (Self::default(), Vec::new());
        };
        let name = file.display().to_string();
        let (mut config, faults) = match files::settings(file) {
            Ok(bytes) => Self::parse(&name, &bytes),
            Err(error) if explicit.is_none() && error.kind() == ErrorKind::NotFound => {
                (Self::default(), Vec::new())
            }
            Err(error) => {
                let message = format!(
                    "{}; the default settings are in force",
                    files::words(&error)
                );
                (Self::default(), vec![Fault::of_file(&name, message)])
            }
        };
        config.settle(
            file.parent().unwrap_or(Path::new("")),
            paths::home().as_deref(),
        );
        (config, faults)
    }

    /// What these bytes make of the defaults; paths stay as they were written.
    pub fn parse(file: &str, bytes: &[u8]) -> (Self, Vec<Fault>) {
        let mut config = Self::default();
        let faults = match std::str::from_utf8(bytes) {
            Ok(text) => schema::apply(&mut config, file, text),
            Err(_) => vec![Fault::of_file(
                file,
                "it is not UTF-8 text; save it as UTF-8. The default settings are in force",
            )],
        };
        (config, faults)
    }

    /// Makes paths whole: `~` is the home folder, and what is relative lies beside the file.
    fn settle(&mut self, folder: &Path, home: Option<&Path>) {
        for flows in &mut self.flows {
            flows.value = match (flows.value.strip_prefix("~"), home) {
                (Ok(below), Some(home)) => home.join(below),
                _ => folder.join(&flows.value),
            };
        }
        self.own_flows = Some(folder.join("question_flows"));
    }
}

impl Default for Config {
    fn default() -> Self {
        let mut config = Self {
            agent: None,
            station: None,
            flows: Vec::new(),
            own_flows: None,
            region: String::new(),
            language: None,
            theme: Theme::default(),
            products: Vec::new(),
            working_hours: WorkingHours::default(),
            keys: Vec::new(),
        };
        // A test holds that the shipped file has no fault and sets all of these.
        schema::apply(&mut config, "assets/config.toml", DEFAULTS);
        config
    }
}

impl<T> Noted<T> {
    /// A fault at the place of this setting.
    pub fn fault(&self, message: impl Into<String>, suggestion: Option<String>) -> Fault {
        Fault {
            message: message.into(),
            suggestion,
            ..self.place.clone()
        }
    }
}
