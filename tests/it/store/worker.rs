//! The worker: answers carry their ticket, typing never waits, and two terminals hear of each other.

use std::sync::mpsc::{Receiver, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use baton::domain::command::{Command, NothingRequired};
use baton::domain::id::AgentId;
use baton::store::{
    Drafts, Opening, Put, Question, Reply, Request, Store, Tab, Ticket, Worker, handle,
};

use super::execute::tables;
use super::hotline::Hotline;
use super::{Place, at, how};

/// A worker over a database, and its replies.
fn start(place: &Place) -> (Worker, Receiver<(Ticket, Reply)>) {
    let patient = Opening {
        patience: Duration::from_secs(5),
        ..how()
    };
    let store = Store::open(&place.file, &patient).unwrap();
    let (sender, replies) = channel();
    let sender = Mutex::new(sender);
    let on_reply = move |ticket, reply| drop(sender.lock().unwrap().send((ticket, reply)));
    (
        Worker::start(store, Arc::new(NothingRequired), Arc::new(on_reply)).unwrap(),
        replies,
    )
}

fn next(replies: &Receiver<(Ticket, Reply)>) -> (u64, Reply) {
    let (ticket, reply) = replies.recv_timeout(Duration::from_secs(20)).unwrap();
    (ticket.0, reply)
}

fn execute(name: &str, command: Command) -> Request {
    Request::Execute {
        actor: AgentId::of(name),
        commands: vec![command],
        now: at(0),
    }
}

fn ask(question: Question) -> Request {
    Request::Ask {
        question,
        now: at(60),
    }
}

#[test]
fn the_plain_function_answers_every_request() {
    let mut hotline = Hotline::new();
    let reference = hotline.call("Maria", "Acme", "555 0142", "labels", 60);
    let customer = baton::domain::id::CustomerId::new(hotline.store.station(), 0);
    let call = baton::domain::id::CallId::new(hotline.store.station(), 0);
    let agent = hotline.agent.clone();
    let mut tell = |request| {
        format!(
            "{:?}",
            handle(&mut hotline.store, &NothingRequired, request)
        )
    };
    for (request, beginning) in [
        (execute("Dana Reyes", Command::GoOnTheHotline), "Done([])"),
        (
            execute("Dana Reyes", Command::ParkCall(call.clone())),
            "Refused(",
        ),
        (Request::SyncDrafts, "Synced"),
        (Request::Poll, "Same"),
        (
            ask(Question::Desk {
                agent: agent.clone(),
                tab: Tab::Yours,
                offset: 0,
                limit: 9,
            }),
            "Desk(DeskPage",
        ),
        (
            ask(Question::Incident(reference)),
            "Incident(Some(IncidentPage",
        ),
        (ask(Question::Call(call)), "Call(Some(CallPage"),
        (ask(Question::OpenCalls(agent.clone())), "OpenCalls([])"),
        (ask(Question::Leaving(agent)), "Leaving(LeavingPage"),
        (ask(Question::Agents), "Agents([AgentRow"),
        (
            ask(Question::FindCaller("0142".to_owned())),
            "Callers([CallerHit",
        ),
        (
            ask(Question::CallerByNumber("5550142".to_owned())),
            "Callers([CallerHit",
        ),
        (
            ask(Question::FindCustomer("ac".to_owned())),
            "Customers([CustomerHit",
        ),
        (ask(Question::Products), "Products([])"),
        (
            ask(Question::Similar(baton::store::Problem::default())),
            "Similar([])",
        ),
        (
            ask(Question::History(customer, None)),
            "History(Some(CustomerHistory",
        ),
        (
            ask(Question::Search("lab".to_owned(), 9)),
            "Search(SearchPage",
        ),
        (
            ask(Question::Nearest("K7-0001-X".to_owned())),
            "Nearest([Nearest",
        ),
    ] {
        let about = format!("{request:?}");
        let told = tell(request);
        assert!(told.starts_with(beginning), "{about}: {told}");
    }
}

#[test]
fn replies_carry_the_ticket_of_their_request() {
    let place = Place::new();
    let (worker, replies) = start(&place);
    worker
        .send(Ticket(7), execute("Dana", Command::GoOnTheHotline))
        .unwrap();
    worker
        .send(
            Ticket(8),
            execute("Dana", Command::StartCall { number: None }),
        )
        .unwrap();
    worker
        .send(Ticket(9), ask(Question::OpenCalls(AgentId::of("dana"))))
        .unwrap();
    let (ticket, first) = next(&replies);
    assert_eq!(ticket, 7);
    assert!(matches!(first, Reply::Done(_)), "{first:?}");
    assert_eq!(next(&replies).0, 8);
    let (ticket, reply) = next(&replies);
    let Reply::OpenCalls(calls) = reply else {
        panic!("{reply:?}")
    };
    assert_eq!((ticket, calls.len()), (9, 1));
}

#[test]
fn dropping_the_worker_finishes_what_was_asked_first() {
    let place = Place::new();
    let (worker, replies) = start(&place);
    for ticket in 0..20 {
        worker
            .send(
                Ticket(ticket),
                execute("Dana", Command::StartCall { number: None }),
            )
            .unwrap();
    }
    drop(worker);
    assert_eq!(replies.iter().count(), 20);
    let store = place.open();
    assert_eq!(
        store
            .view(at(0))
            .open_calls(&AgentId::of("Dana"))
            .unwrap()
            .len(),
        20
    );
}

#[test]
fn the_newest_of_many_questions_is_always_answered() {
    let place = Place::new();
    let mut hotline = Hotline::over(place.open());
    for n in 0..30 {
        hotline.call("Maria", "Acme", "1", &format!("labels {n}"), 60);
    }
    let (worker, replies) = start(&place);
    for ticket in 1..=200 {
        worker
            .send(Ticket(ticket), ask(Question::Search("lab".to_owned(), 9)))
            .unwrap();
    }
    worker
        .send(Ticket(500), ask(Question::FindCaller("mar".to_owned())))
        .unwrap();
    let mut tickets = Vec::new();
    loop {
        let (ticket, reply) = next(&replies);
        assert!(!matches!(reply, Reply::Failed(_)), "{reply:?}");
        tickets.push(ticket);
        if ticket == 500 {
            break;
        }
    }
    assert!(tickets.contains(&200), "{tickets:?}");
    assert!(tickets.is_sorted(), "{tickets:?}");
}

#[test]
fn two_terminals_hear_of_each_other_and_nothing_of_either_is_lost() {
    let place = Place::new();
    let (left, to_left) = start(&place);
    let (right, to_right) = start(&place);
    for ticket in 0..25 {
        left.send(
            Ticket(ticket),
            execute("Dana", Command::StartCall { number: None }),
        )
        .unwrap();
        right
            .send(
                Ticket(ticket),
                execute("Ana", Command::StartCall { number: None }),
            )
            .unwrap();
    }
    for replies in [&to_left, &to_right] {
        for _ in 0..25 {
            let (_, reply) = next(replies);
            assert!(matches!(reply, Reply::Done(_)), "{reply:?}");
        }
    }
    right.send(Ticket(99), Request::Poll).unwrap();
    assert_eq!(next(&to_right).1, Reply::Changed);
    right.send(Ticket(99), Request::Poll).unwrap();
    assert_eq!(next(&to_right).1, Reply::Same);
    for name in ["Dana", "Ana"] {
        right
            .send(Ticket(99), ask(Question::OpenCalls(AgentId::of(name))))
            .unwrap();
        let (_, reply) = next(&to_right);
        let Reply::OpenCalls(calls) = reply else {
            panic!("{reply:?}")
        };
        assert_eq!(calls.len(), 25, "{name}");
    }
}

#[test]
fn drafts_are_no_news_and_are_synced_on_request() {
    let place = Place::new();
    let mut store = place.open();
    let drafts = Drafts::open(&place.file).unwrap();
    assert_eq!(drafts.put("a", "1", at(0)).unwrap(), Put::Saved);
    assert_eq!(
        handle(&mut store, &NothingRequired, Request::SyncDrafts),
        Reply::Synced
    );
    assert_eq!(
        handle(&mut store, &NothingRequired, Request::Poll),
        Reply::Same
    );
    store.checkpoint().unwrap();
    assert_eq!(drafts.get("a").unwrap().unwrap().body, "1");
}

#[test]
fn what_is_put_together_while_nobody_types_is_found_as_before() {
    let place = Place::new();
    let mut hotline = Hotline::over(place.open());
    hotline.run(&[Command::GoOnTheHotline]);
    let problem = "Labels print half a line";
    let labels = hotline.call("Maria Ortiz", "Acme", "+1 555 0142", problem, 30);
    let pieces = || {
        let raw = place.raw();
        let count = raw.query_row("SELECT count(DISTINCT segid) FROM search_idx", [], |row| {
            row.get(0)
        });
        count.unwrap()
    };
    for tray in 1..9 {
        hotline.note(labels, &format!("tray {tray} was reset"));
    }
    let before: i64 = pieces();
    // While somebody else writes, it is left for later.
    let other = place.raw();
    other.execute_batch("BEGIN IMMEDIATE").unwrap();
    hotline.store.tidy().unwrap();
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(pieces(), before);
    hotline.note(labels, "printed as an image");
    hotline.store.tidy().unwrap();
    assert!(pieces() < before, "{} of {before}", pieces());
    for words in ["tray 1 reset", "printed image", "labels maria"] {
        let found = hotline.store.view(at(900)).search(words, 9).unwrap();
        assert_eq!(found.hits.len(), 1, "{words}");
    }
    // The index is asked whether it is whole.
    tables(&place);
}
