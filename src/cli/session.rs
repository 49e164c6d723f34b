//! What every command starts from: the settings, the database, the flows, the agent.

use std::path::PathBuf;

use super::Global;
use super::progress::Progress;
use crate::config::files::Folder;
use crate::config::{Config, paths};
use crate::domain::id::{AgentId, Moment, fold};
use crate::error::{Error, Kind};
use crate::flow::library::{File, Layer};
use crate::flow::{Library, bundled};
use crate::handwritten::Fault;
use crate::store::{Opening, Store};

/// One run of the program.
#[derive(Debug)]
pub(super) struct Session<'a> {
    pub(super) global: &'a Global,
    pub(super) config: Config,
    pub(super) config_faults: Vec<Fault>,
    pub(super) now: Moment,
}

impl<'a> Session<'a> {
    pub(super) fn new(global: &'a Global, now: Moment) -> Self {
        let (config, config_faults) = Config::load(global.config.as_deref());
        Self {
            global,
            config,
            config_faults,
            now,
        }
    }

    /// Where the database is.
    pub(super) fn database(&self) -> Result<PathBuf, Error> {
        paths::database(self.global.db.as_deref()).ok_or_else(|| {
            Error::new(
                Kind::NotFound,
                "there is no home folder to keep the database in: name a file with --db",
            )
        })
    }

    /// The database that is there.
    pub(super) fn store(&self) -> Result<Store, Error> {
        self.open(false)
    }

    /// The database, made where it is missing.
    pub(super) fn store_or_new(&self) -> Result<Store, Error> {
        self.open(true)
    }

    fn open(&self, create: bool) -> Result<Store, Error> {
        let how = Opening {
            create,
            station: self.config.station,
            ..Opening::default()
        };
        let mut progress = Progress::new();
        let told = &mut |done: usize, all: usize| {
            progress.show("bringing the database up to date", done * 100 / all.max(1));
        };
        Ok(Store::open_and_tell(&self.database()?, &how, told)?)
    }

    /// The flows in force, and what is wrong with their folders.
    pub(super) fn library(&self) -> (Library, Vec<Fault>) {
        library(&self.config, &self.global.flows)
    }

    /// The files of these flows, those we ship first, and what is wrong with their folders.
    pub(super) fn flow_files(&self) -> (Vec<File>, Vec<Fault>) {
        let (own, faults) = flow_files(&self.config, &self.global.flows);
        let mut files = bundled::files();
        files.extend(own);
        (files, faults)
    }

    /// Who acts: as was said, as the settings say, or the only agent who is known here.
    pub(super) fn agent(&self, store: &Store) -> Result<AgentId, Error> {
        let known = store.view(self.now).agents()?;
        let known: Vec<&AgentId> = known.iter().map(|row| &row.agent.id).collect();
        let named = self
            .global
            .agent
            .as_deref()
            .or(self.config.agent.as_deref());
        match (named.map(AgentId::of), known.as_slice()) {
            (Some(named), _) => Ok(known
                .iter()
                .find(|agent| agent.is(&named))
                .map_or(named, |agent| AgentId::clone(agent))),
            (None, [only]) => Ok(AgentId::clone(only)),
            (None, []) => Err(Error::new(
                Kind::Usage,
                "nobody is known here yet: say who you are with --as",
            )),
            (None, _) => Err(
                Error::new(Kind::Usage, "say who you are with --as").hint(format!(
                    "Known here: {}.",
                    crate::tui::words::names(
                        &known.iter().map(|agent| agent.as_str()).collect::<Vec<_>>()
                    )
                )),
            ),
        }
    }

    /// Who acts, and is known here.
    pub(super) fn known_agent(&self, store: &Store) -> Result<AgentId, Error> {
        let agent = self.agent(store)?;
        let known = store.view(self.now).agents()?;
        if known.iter().any(|row| row.agent.id.is(&agent)) {
            return Ok(agent);
        }
        let likeness = |name: &str| strsim::jaro_winkler(&fold(name), &fold(agent.as_str()));
        let near = known
            .iter()
            .map(|row| row.agent.id.as_str())
            .filter(|name| likeness(name) > 0.8)
            .max_by(|left, right| likeness(left).total_cmp(&likeness(right)));
        let message = format!("there is no agent called {agent} here");
        Err(Error::new(
            Kind::NotFound,
            match near {
                Some(near) => format!("{message}; did you mean {near}?"),
                None => format!("{message}: check the name after --as"),
            },
        ))
    }
}

/// The flows in force under these settings, with the folders that were named beside them, and what is wrong with the
/// folders.
pub(super) fn library(config: &Config, named: &[PathBuf]) -> (Library, Vec<Fault>) {
    let (files, faults) = flow_files(config, named);
    (Library::load(files), faults)
}

/// The files of the team, of the person, and of the folders that were named, and what is wrong with their folders.
pub(super) fn flow_files(config: &Config, named: &[PathBuf]) -> (Vec<File>, Vec<Fault>) {
    let (files, faults) = config.flow_files(named);
    let files = files.into_iter().map(|file| File {
        path: file.path.display().to_string(),
        layer: match file.folder {
            Folder::Team(position) => Layer::Team(position),
            Folder::Own => Layer::Own,
            Folder::Named(position) => Layer::Named(position),
        },
        content: file.content,
    });
    (files.collect(), faults)
}
