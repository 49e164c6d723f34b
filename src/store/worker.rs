//! The store's worker: a plain function that answers requests, and two threads around it, so that no key waits.

mod reader;

use std::fs;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use super::connection::{self, beside};
use super::projection;
use super::request::{Reply, Request, Ticket, answer};
use super::{Store, StoreError};
use crate::domain::command::Required;
use reader::Reader;

/// After this long without a request comes what can wait, see [`Store::tidy`].
const IDLE: Duration = Duration::from_millis(250);

/// Answers one request. This is all the worker does; tests call it directly.
pub fn handle(store: &mut Store, required: &dyn Required, request: Request) -> Reply {
    let reply = match request {
        Request::Execute {
            actor,
            commands,
            now,
        } => {
            return match store.execute(&actor, &commands, now, required) {
                Ok(events) => Reply::Done(events),
                Err(error) => error.into(),
            };
        }
        Request::Ask { question, now } => answer(store.view(now), &question),
        Request::SyncDrafts => store.sync_drafts().map(|()| Reply::Synced),
        Request::Poll => store
            .has_news()
            .map(|news| if news { Reply::Changed } else { Reply::Same }),
    };
    reply.unwrap_or_else(|error| Reply::Failed(error.at(store.path())))
}

/// Where replies go. Called on the worker's threads.
pub type OnReply = Arc<dyn Fn(Ticket, Reply) + Send + Sync>;

/// The worker has gone: nothing is stored any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error(
    "the store has stopped: what you typed is kept on the screen; close baton and start it again"
)]
pub struct Gone;

/// The threads. Dropping it waits until everything that was asked of the store is done.
pub struct Worker {
    requests: Option<Sender<(Ticket, Request)>>,
    writer: Option<JoinHandle<()>>,
    reader: Option<Reader>,
}

impl Worker {
    /// Starts the threads. Questions that are asked while typing are answered over a connection of their own;
    /// when a newer one of the same kind comes, the older gets no reply.
    pub fn start(
        store: Store,
        required: Arc<dyn Required + Send + Sync>,
        on_reply: OnReply,
    ) -> Result<Self, StoreError> {
        let reader = match store.path() {
            Some(path) => Some(Reader::start(path, store.station(), Arc::clone(&on_reply))?),
            None => None,
        };
        let (requests, received) = channel();
        let writer = std::thread::Builder::new()
            .name("store".to_owned())
            .spawn(move || work(store, required.as_ref(), &received, &on_reply))?;
        Ok(Self {
            requests: Some(requests),
            writer: Some(writer),
            reader,
        })
    }

    /// Hands a request to the threads.
    pub fn send(&self, ticket: Ticket, request: Request) -> Result<(), Gone> {
        match (request, &self.reader) {
            (Request::Ask { question, now }, Some(reader)) if question.is_asked_while_typing() => {
                reader.ask(ticket, question, now)
            }
            (request, _) => {
                let requests = self.requests.as_ref().ok_or(Gone)?;
                requests.send((ticket, request)).map_err(|_| Gone)
            }
        }
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        drop(self.reader.take());
        drop(self.requests.take());
        if let Some(writer) = self.writer.take() {
            // A panic in there was told by its own message; there is nobody left to tell.
            let _panicked = writer.join();
        }
    }
}

impl Store {
    /// Waits until the write-ahead log is on the disk, and with it the drafts, which are committed without waiting.
    pub fn sync_drafts(&self) -> Result<(), StoreError> {
        let Some(path) = self.path() else {
            return Ok(());
        };
        let wal = beside(path, "-wal");
        // SQLite holds its locks on the other two files; this one may be opened and closed.
        match fs::OpenOptions::new().write(true).open(&wal) {
            Ok(file) => Ok(file.sync_data()?),
            // Moved into the database, which is on the disk then.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// What can wait until nobody does: puts pieces of the search index together, then moves the write-ahead log into
    /// the database.
    pub fn tidy(&mut self) -> Result<(), StoreError> {
        if self.since_checkpoint > 0 {
            // When somebody else is writing, it waits for the next time, and nobody waits for it.
            let _busy = connection::without_patience(&self.connection, projection::merge);
        }
        self.checkpoint()
    }

    /// Moves the write-ahead log into the database, as far as nobody reads it.
    pub fn checkpoint(&mut self) -> Result<(), StoreError> {
        let checkpoint = "PRAGMA wal_checkpoint(PASSIVE)";
        let outcome = self.connection.query_row(checkpoint, [], |_| Ok(()));
        self.told(outcome.map_err(Into::into))?;
        self.since_checkpoint = 0;
        Ok(())
    }
}

fn work(
    mut store: Store,
    required: &dyn Required,
    requests: &Receiver<(Ticket, Request)>,
    on_reply: &OnReply,
) {
    let mut written = false;
    loop {
        // Nothing to move means nothing to wake up for.
        let next = if written {
            requests.recv_timeout(IDLE)
        } else {
            requests.recv().map_err(|_| RecvTimeoutError::Disconnected)
        };
        match next {
            Ok((ticket, request)) => {
                written |= matches!(request, Request::Execute { .. } | Request::SyncDrafts);
                on_reply(ticket, handle(&mut store, required, request));
            }
            Err(RecvTimeoutError::Timeout) => {
                // It is tried again after the next write; until then nothing is lost, only longer.
                let _busy = store.tidy();
                written = false;
            }
            Err(RecvTimeoutError::Disconnected) => return,
        }
    }
}
