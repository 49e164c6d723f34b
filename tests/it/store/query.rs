//! What a shift asks: the desk in its order, how the shift stands, leaving.

use baton::domain::answer::Field;
use baton::domain::caller::Tier;
use baton::domain::command::{AllTheSame, Change, Command};
use baton::domain::handoff::Teller;
use baton::domain::id::AgentId;
use baton::domain::incident::PriorityOverride;
use baton::domain::leaving::{Held, held_by};
use baton::domain::priority::Priority;
use baton::domain::queue::Place;
use baton::domain::reference::Reference;
use baton::store::{IncidentRow, Tab};

use super::hotline::{Hotline, answer};

fn desk(hotline: &Hotline, tab: Tab) -> Vec<String> {
    let page = hotline
        .store
        .view(hotline.now)
        .desk(&hotline.agent, tab, 0, 50)
        .unwrap();
    page.rows.into_iter().map(|row| row.summary).collect()
}

fn prioritise(hotline: &mut Hotline, reference: Reference, priority: Priority) {
    let by_hand = PriorityOverride {
        priority,
        reason: "said so".to_owned(),
    };
    hotline.change(reference, Change::OverridePriority(Some(by_hand)));
}

#[test]
fn the_desk_is_in_the_order_of_what_burns() {
    let mut hotline = Hotline::new();
    let problems = [
        ("tomorrow, P1", 1500, Priority::P1, None),
        ("tomorrow, P2", 1400, Priority::P2, None),
        ("tomorrow, P2, gold", 1500, Priority::P2, Some("gold")),
        ("soon, P4", 120, Priority::P4, None),
        ("late, P3", 50, Priority::P3, None),
        ("late, P2", 60, Priority::P2, None),
    ];
    for (number, (summary, minutes, priority, tier)) in problems.into_iter().enumerate() {
        let reference = hotline.call("Maria", &format!("Acme {number}"), "1", summary, minutes);
        prioritise(&mut hotline, reference, priority);
        if let Some(tier) = tier {
            let call = hotline.ring(None);
            for (field, value) in [
                (Field::Customer, format!("acme {number}")),
                (Field::CustomerTier, tier.to_owned()),
            ] {
                let answer = answer(field, &value);
                hotline.run(&[Command::AnswerAboutCaller {
                    call: call.clone(),
                    answer,
                }]);
            }
        }
    }
    hotline.now += chrono::TimeDelta::minutes(60);
    let rows = hotline
        .store
        .view(hotline.now)
        .desk(&hotline.agent, Tab::Yours, 0, 50)
        .unwrap()
        .rows;
    let summaries: Vec<&str> = rows.iter().map(|row| row.summary.as_str()).collect();
    assert_eq!(
        summaries,
        [
            "late, P2",
            "late, P3",
            "soon, P4",
            "tomorrow, P1",
            "tomorrow, P2, gold",
            "tomorrow, P2"
        ]
    );
    let place = |row: &IncidentRow| {
        let tier: Option<Tier> = row.customer.as_ref().and_then(|customer| customer.tier);
        let promise = row.promise.as_ref().map(|promise| promise.by);
        Place::of(promise, row.due, row.priority, tier, hotline.now)
    };
    assert!(
        rows.is_sorted_by_key(place),
        "the domain has the same order"
    );
}

#[test]
fn every_tab_shows_its_own_and_pages_follow_each_other() {
    let mut hotline = Hotline::new();
    let references: Vec<Reference> = (0..6)
        .map(|n| hotline.call("Maria", "Acme", "1", &format!("problem {n}"), 1000 + n))
        .collect();
    hotline.resolve(references[0], "restarted");
    hotline.resolve(references[1], "restarted");
    hotline.sit_down("Ana Ruiz").run(&[Command::GoOnTheHotline]);
    hotline
        .sit_down("Dana Reyes")
        .offer(references[5], "Ana Ruiz");
    assert_eq!(
        desk(&hotline, Tab::Yours),
        ["problem 2", "problem 3", "problem 4", "problem 5"]
    );
    assert_eq!(desk(&hotline, Tab::Offered), [""; 0]);
    hotline.sit_down("ana ruiz");
    assert_eq!(desk(&hotline, Tab::Yours), [""; 0]);
    assert_eq!(desk(&hotline, Tab::Offered), ["problem 5"]);
    let view = hotline.store.view(hotline.now);
    let page = |offset| view.desk(&hotline.agent, Tab::All, offset, 2).unwrap();
    assert_eq!(
        (
            page(0).counts.yours,
            page(0).counts.offered,
            page(0).counts.team
        ),
        (0, 1, 4)
    );
    let pages = [0, 2, 4, 6].map(page);
    let all: Vec<&str> = pages
        .iter()
        .flat_map(|page| &page.rows)
        .map(|row| row.summary.as_str())
        .collect();
    assert_eq!(
        all,
        [
            "problem 2",
            "problem 3",
            "problem 4",
            "problem 5",
            "problem 1",
            "problem 0"
        ]
    );
    assert_eq!(pages.map(|page| page.more), [true, true, false, false]);
}

#[test]
fn the_header_counts_calls_and_promises_of_the_shift() {
    let mut hotline = Hotline::new();
    let kept = hotline.call("Maria", "Acme", "1", "kept", 60);
    let late = hotline.call("Maria", "Acme", "1", "late", 5);
    hotline.resolve(kept, "done");
    hotline.now += chrono::TimeDelta::minutes(30);
    let parked = hotline.ring(Some("+1 555 0142"));
    hotline.run(&[Command::ParkCall(parked.clone())]);
    let page = hotline
        .store
        .view(hotline.now)
        .desk(&hotline.agent, Tab::Yours, 0, 9)
        .unwrap();
    assert_eq!(
        (page.shift.calls, page.shift.kept, page.shift.due),
        (3, 1, 2)
    );
    assert_eq!(page.rows[0].reference, late);
    assert_eq!(
        page.rows[0].caller.as_ref().unwrap().phone.as_deref(),
        Some("1")
    );
    assert_eq!((page.calls.len(), &page.calls[0].id), (1, &parked));
    assert!(page.calls[0].parked.is_some());
    // Another time that the customer agrees to now does not make it a promise that was kept in time.
    let by = hotline.now + chrono::TimeDelta::hours(3);
    let consent = "on the phone".to_owned();
    let moved = Change::Move {
        promise: 1,
        by,
        consent,
    };
    hotline.run(&[Command::Incident(late, moved)]);
    let shift = |hotline: &Hotline| {
        let view = hotline.store.view(hotline.now);
        let page = view.desk(&hotline.agent, Tab::Yours, 0, 9).unwrap();
        (page.shift.kept, page.shift.due)
    };
    assert_eq!(shift(&hotline), (1, 2));
    hotline.sit_down("Nobody Yet");
    let page = hotline
        .store
        .view(hotline.now)
        .desk(&hotline.agent, Tab::Yours, 0, 9)
        .unwrap();
    assert_eq!((page.shift.since, page.shift.calls), (None, 0));
}

#[test]
fn whoever_left_something_open_is_seen_until_it_is_mended() {
    let mut hotline = Hotline::new();
    hotline.sit_down("Ana Ruiz").run(&[Command::GoOnTheHotline]);
    hotline.sit_down("Dana Reyes");
    let reference = hotline.call("Maria", "Acme", "1", "labels", 600);
    let all_the_same = AllTheSame {
        reason: "fire alarm".to_owned(),
        watcher: AgentId::of("Ana Ruiz"),
    };
    hotline.run(&[Command::LeaveTheHotline {
        all_the_same: Some(all_the_same),
    }]);
    let left = |hotline: &Hotline| {
        hotline
            .store
            .view(hotline.now)
            .desk(&AgentId::of("Ana Ruiz"), Tab::Team, 0, 9)
            .unwrap()
            .left
    };
    let seen = left(&hotline);
    assert_eq!((seen[0].agent.as_str(), seen[0].held), ("Dana Reyes", 1));
    assert_eq!(
        (seen[0].how.reason.as_str(), seen[0].how.watcher.as_str()),
        ("fire alarm", "Ana Ruiz")
    );
    hotline.resolve(reference, "done");
    assert_eq!(left(&hotline), []);
    // Dana is back: an offer to Ana that Ana leaves without an answer is seen too.
    hotline.sit_down("Dana Reyes");
    let offered = hotline.call("Maria", "Acme", "1", "labels", 600);
    let (to, teller) = (AgentId::of("Ana Ruiz"), Teller::Giver);
    hotline.change(offered, Change::Offer { to, teller });
    let all_the_same = AllTheSame {
        reason: "fire alarm".to_owned(),
        watcher: AgentId::of("Dana Reyes"),
    };
    hotline
        .sit_down("Ana Ruiz")
        .run(&[Command::LeaveTheHotline {
            all_the_same: Some(all_the_same),
        }]);
    let seen = left(&hotline);
    assert_eq!((seen[0].agent.as_str(), seen[0].held), ("Ana Ruiz", 1));
}

#[test]
fn leaving_shows_what_is_held_and_what_was_handed_over() {
    let mut hotline = Hotline::new();
    let [given, offered, held] = ["given", "offered", "held"]
        .map(|summary| hotline.call("Maria", "Acme", "1", summary, 600));
    hotline.sit_down("Ana Ruiz").run(&[Command::GoOnTheHotline]);
    hotline.sit_down("Dana Reyes");
    hotline.offer(given, "Ana Ruiz");
    hotline.offer(offered, "Ana Ruiz");
    hotline.sit_down("Ana Ruiz").accept(given);
    let view = hotline.store.view(hotline.now);
    let page = view.leaving(&AgentId::of("dana reyes")).unwrap();
    let ana = AgentId::of("Ana Ruiz");
    let mut expected = vec![
        Held::CustomerUntold(given, ana.clone()),
        Held::Unaccepted(offered, ana),
        Held::Open(held),
    ];
    expected.sort_by_key(Held::reference);
    assert_eq!(held_by(&page.state, &AgentId::of("Dana Reyes")), expected);
    assert_eq!(page.state.incidents.len(), 3);
    assert_eq!(
        page.state.callers.len(),
        3,
        "each Maria is another until she is known"
    );
}
