//! The thread for questions that are asked at every key: only the newest of a kind counts.

use std::mem::{Discriminant, discriminant};
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use rusqlite::{Connection, InterruptHandle};

use super::super::StoreError;
use super::super::connection::{self, Use};
use super::super::query::View;
use super::super::request::{Question, Reply, Ticket, answer};
use super::{Gone, OnReply};
use crate::domain::id::{Moment, Station};

/// How long a read waits while another program changes the schema; nothing else blocks it.
const PATIENCE: Duration = Duration::from_secs(5);

/// A read-only connection, and the thread that asks it.
pub(super) struct Reader {
    desk: Arc<Desk>,
    interrupt: InterruptHandle,
    thread: Option<JoinHandle<()>>,
}

/// What waits and what runs.
#[derive(Default)]
struct Desk {
    work: Mutex<Work>,
    something: Condvar,
}

#[derive(Default)]
struct Work {
    waiting: Vec<(Ticket, Question, Moment)>,
    running: Option<Discriminant<Question>>,
    /// A newer question of the running one's kind has come.
    outdated: bool,
    ended: bool,
}

impl Reader {
    pub(super) fn start(
        path: &Path,
        station: Station,
        on_reply: OnReply,
    ) -> Result<Self, StoreError> {
        let connection =
            connection::open(path, Use::Reading, PATIENCE).map_err(|error| error.at(Some(path)))?;
        let interrupt = connection.get_interrupt_handle();
        let desk = Arc::new(Desk::default());
        let of_thread = Arc::clone(&desk);
        let thread = std::thread::Builder::new()
            .name("search".to_owned())
            .spawn(move || {
                // However this ends, the sender has to learn of it.
                let _closing = Closing(&of_thread);
                work(&of_thread, &connection, station, &on_reply);
            })?;
        Ok(Self {
            desk,
            interrupt,
            thread: Some(thread),
        })
    }

    pub(super) fn ask(&self, ticket: Ticket, question: Question, now: Moment) -> Result<(), Gone> {
        let mut work = self.desk.lock();
        if work.ended {
            return Err(Gone);
        }
        let kind = discriminant(&question);
        work.waiting
            .retain(|(_, waiting, _)| discriminant(waiting) != kind);
        if work.running == Some(kind) {
            work.outdated = true;
            self.interrupt.interrupt();
        }
        work.waiting.push((ticket, question, now));
        self.desk.something.notify_one();
        Ok(())
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        self.desk.lock().ended = true;
        self.interrupt.interrupt();
        self.desk.something.notify_one();
        if let Some(thread) = self.thread.take() {
            // A panic in there was told by its own message; there is nobody left to tell.
            let _panicked = thread.join();
        }
    }
}

impl Desk {
    /// A thread that panicked leaves whole values behind: they are replaced in one step each.
    fn lock(&self) -> MutexGuard<'_, Work> {
        self.work.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The next question, once there is one; `None` at the end.
    fn next(&self) -> Option<(Ticket, Question, Moment)> {
        let mut work = self.lock();
        loop {
            if work.ended {
                return None;
            }
            if !work.waiting.is_empty() {
                let next = work.waiting.remove(0);
                work.running = Some(discriminant(&next.1));
                work.outdated = false;
                return Some(next);
            }
            work = self
                .something
                .wait(work)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// The running question is answered; whether anybody still waits for it.
    fn finish(&self) -> bool {
        let mut work = self.lock();
        work.running = None;
        !work.outdated && !work.ended
    }
}

/// Says that the thread has ended, even if it panicked.
struct Closing<'a>(&'a Desk);

impl Drop for Closing<'_> {
    fn drop(&mut self) {
        self.0.lock().ended = true;
    }
}

fn work(desk: &Desk, connection: &Connection, station: Station, on_reply: &OnReply) {
    while let Some((ticket, question, now)) = desk.next() {
        let outcome = answer(
            View {
                connection,
                station,
                now,
            },
            &question,
        );
        if !desk.finish() {
            continue;
        }
        on_reply(
            ticket,
            match outcome {
                Ok(reply) => reply,
                Err(error) => Reply::Failed(error.at(connection.path().map(Path::new))),
            },
        );
    }
}
