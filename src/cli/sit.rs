//! `baton` and `baton call`: sit down at the hotline.

use std::path::Path;

use super::flows;
use super::last_good::LastGood;
use super::session::{Session, flow_files};
use crate::config::files::FlowStamp;
use crate::config::paths;
use crate::domain::id::AgentId;
use crate::error::{Error, Kind};
use crate::flow::{INTAKE, Library};
use crate::store::{Drafts, Store};
use crate::tui::route::CallFor;
use crate::tui::runtime::{self, LoadFlows, RunError, Start};

/// Take a call at once.
#[derive(Debug, clap::Args)]
pub struct Call {
    /// The number that calls, if the telephone tells
    #[arg(long, value_name = "NUMBER")]
    from: Option<String>,
    /// What it is about, if that is known: the id of a category's flow, such as printing
    #[arg(long, value_name = "ID")]
    category: Option<String>,
}

impl Call {
    pub(super) fn run(&self, session: &Session<'_>) -> Result<(), Error> {
        let number = self.from.clone();
        let Some(category) = &self.category else {
            return down(session, Some(CallFor::New(number)));
        };
        let (library, _faults) = session.library();
        let category = flows::find(&library, category)?.id().to_owned();
        if category == INTAKE {
            let message = "the intake is asked in every call: name a category with --category";
            return Err(Error::new(Kind::Usage, message));
        }
        down(session, Some(CallFor::About { number, category }))
    }
}

/// Opens the desk, or a call over it.
pub(super) fn down(session: &Session<'_>, call: Option<CallFor>) -> Result<(), Error> {
    let store = session.store_or_new()?;
    at(session, store, &session.database()?, call)
}

/// Opens the desk over a database that is open already.
pub(super) fn at(
    session: &Session<'_>,
    store: Store,
    database: &Path,
    call: Option<CallFor>,
) -> Result<(), Error> {
    let named = session.global.agent.as_ref();
    let named = named.or(session.config.agent.as_ref());
    let start = Start {
        agent: named.map(|name| AgentId::of(name)),
        config: session.config.clone(),
        flows: load_flows(session),
        store,
        drafts: Drafts::open(database)?,
        logs: paths::logs(),
        call,
    };
    runtime::run(start).map_err(|error| match error {
        RunError::Store(error) => error.into(),
        RunError::Terminal(error) => Error::new(Kind::Io, error.to_string()),
    })
}

/// Loads the flows, later and on another thread, and says what is wrong with them or with the settings; again when their
/// files have changed and nobody writes on them any more.
fn load_flows(session: &Session<'_>) -> LoadFlows {
    let (config, named) = (session.config.clone(), session.global.flows.clone());
    let config_faults = session.config_faults.clone();
    let mut last_good = LastGood::open(paths::last_good_flows());
    let (mut loaded, mut seen) = (FlowStamp::default(), FlowStamp::default());
    Box::new(move |current| {
        let before = std::mem::replace(&mut seen, config.flow_stamp(&named));
        let is_quiet = before == seen;
        if current.is_some() && (seen == loaded || !is_quiet) {
            return None;
        }
        loaded.clone_from(&seen);
        let (files, mut faults) = flow_files(&config, &named);
        let flows = if let Some(current) = current {
            current.reload(files.clone())
        } else {
            faults.extend(config_faults.iter().cloned());
            let flows = Library::load(files.clone());
            match last_good.before(&files, flows.faults()) {
                Some(before) => Library::load(before).reload(files.clone()),
                None => flows,
            }
        };
        faults.extend(
            flows
                .faults()
                .iter()
                .filter(|fault| fault.is_error())
                .cloned(),
        );
        let say = faults.first().map(|first| {
            let more = match faults.len() {
                1 => String::new(),
                all => format!(" And {} more; `baton doctor` names them.", all - 1),
            };
            let meanwhile = if last_good.has(&first.file) {
                " What it held before goes on."
            } else {
                ""
            };
            format!("{}.{more}{meanwhile}", first.in_short())
        });
        last_good.keep(&files, flows.faults());
        Some((flows, say))
    })
}
