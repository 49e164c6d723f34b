//! The question flows while the program runs: compiled behind the first frame, and anew when their files change.
//!
//! The files are looked at each second, on a thread of its own. That costs microseconds, and it works on network shares, in
//! containers, and where an editor puts a new file in the place of the old one, all of which the watchers of systems
//! are known to miss.

use std::io;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, RwLock};
use std::thread::{Builder, sleep};
use std::time::Duration;

use super::sources::{Bell, News};
use crate::domain::command::{Known, Required, Standing, Until};
use crate::flow::Library;
use crate::flow::library::Flows;

/// Makes the question flows, and says in a sentence what is wrong with them or with the settings. Later, over the flows
/// that are in force: nothing as long as no file has changed.
pub type LoadFlows = Box<dyn FnMut(Option<&Library>) -> Option<(Library, Option<String>)> + Send>;

/// How often the files are looked at.
const LOOK: Duration = Duration::from_secs(1);

/// What is said when the files have changed and nothing is wrong with them.
const CHANGED: &str = "The questions have changed; the next call asks the new ones.";

/// Who loads, for the thread that needs the flows first and the one that looks at the files.
#[derive(Clone)]
pub(super) struct Loader(Arc<Mutex<LoadFlows>>);

/// The flows that the store goes by.
pub(super) struct InForce(RwLock<Arc<Flows>>);

impl Loader {
    pub(super) fn new(load: LoadFlows) -> Self {
        Self(Arc::new(Mutex::new(load)))
    }

    fn load(&self, current: Option<&Library>) -> Option<(Library, Option<String>)> {
        let mut load = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        load(current)
    }

    /// Loads for the first time, and tells the loop what is wrong.
    pub(super) fn first(&self, bell: Bell) -> impl FnOnce() -> Library + Send + 'static {
        let loader = self.clone();
        move || {
            let (flows, faults) = loader.load(None).unwrap_or_default();
            if let Some(sentence) = faults {
                // Nobody listens any more when the window is closed.
                let _closed = bell.ring(News::Faults(sentence));
            }
            flows
        }
    }

    /// Has the flows compiled behind the first frame, so that neither the desk nor the first call waits for them; then
    /// tells the loop whenever there are new ones. A call that runs goes on with those it began with.
    pub(super) fn watch(self, flows: &Arc<Flows>, bell: Bell) -> io::Result<()> {
        let mut current = Arc::clone(flows);
        let builder = Builder::new().name("flows".to_owned());
        builder.spawn(move || {
            LazyLock::force(&current);
            loop {
                sleep(LOOK);
                let Some((library, faults)) = self.load(Some(&current)) else {
                    continue;
                };
                let flows = Flows::new(Box::new(move || library));
                LazyLock::force(&flows);
                current = Arc::new(flows);
                let say = faults.unwrap_or_else(|| CHANGED.to_owned());
                if !bell.ring(News::Flows(Arc::clone(&current), say)) {
                    return;
                }
            }
        })?;
        Ok(())
    }
}

impl InForce {
    pub(super) fn new(flows: &Arc<Flows>) -> Self {
        Self(RwLock::new(Arc::clone(flows)))
    }

    pub(super) fn set(&self, flows: &Arc<Flows>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Arc::clone(flows);
    }

    fn now(&self) -> Arc<Flows> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Required for InForce {
    fn missing(&self, known: Known<'_>, until: Until) -> Vec<String> {
        Library::missing(&self.now(), known, until)
    }

    fn standing(&self, known: Known<'_>) -> Vec<Standing> {
        Library::standing(&self.now(), known)
    }
}
