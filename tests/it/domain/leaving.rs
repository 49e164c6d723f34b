//! The checklist of leaving: who has to do what about every incident, and what is counted.

use baton::domain::call::Ending;
use baton::domain::command::{
    AllTheSame, Change, Command, Context, NothingRequired, ReadBack, decide,
};
use baton::domain::event::Event;
use baton::domain::handoff::Teller;
use baton::domain::hybrid_clock::HybridClock;
use baton::domain::id::{AgentId, Moment, Station};
use baton::domain::leaving::{Checklist, Turn};
use baton::domain::reference::Reference;
use baton::domain::state::{Counters, State};

/// A hotline without a store, in which a minute passes with everything that is done.
struct Hotline {
    state: State,
    now: Moment,
}

impl Hotline {
    fn new() -> Self {
        Self {
            state: State::new(Station::parse("K7").unwrap(), Counters::default()),
            now: Moment::parse_from_rfc3339("2026-11-20T09:00:00+01:00").unwrap(),
        }
    }

    fn does(&mut self, who: &str, command: &Command) -> Result<(), String> {
        self.now += chrono::TimeDelta::minutes(1);
        let actor = AgentId::of(who);
        let context = Context {
            now: self.now,
            actor: &actor,
            required: &NothingRequired,
        };
        let facts = decide(&self.state, &context, command).map_err(|refusal| refusal.0)?;
        for fact in facts {
            self.state.apply(&Event {
                station: self.state.station,
                seq: 1,
                clock: HybridClock::default(),
                at: self.now,
                actor: actor.clone(),
                subject: fact.subject,
                body: fact.body,
            });
        }
        Ok(())
    }

    fn change(&mut self, who: &str, incident: Reference, change: Change) {
        self.does(who, &Command::Incident(incident, change))
            .unwrap();
    }

    fn offer(&mut self, who: &str, incident: Reference, to: &str, teller: Teller) {
        let to = AgentId::of(to);
        self.change(who, incident, Change::Offer { to, teller });
    }

    fn accept(&mut self, who: &str, incident: Reference) {
        let read_back = ReadBack::of(&self.state.incidents[&incident]);
        self.change(who, incident, Change::Accept(read_back));
    }

    /// A call that leaves one incident open, with a promise within the hour.
    fn incident(&mut self, who: &str) -> Reference {
        self.does(who, &Command::StartCall { number: None })
            .unwrap();
        let call = self.state.calls.values().last().unwrap();
        let (call, reference) = (call.id.clone(), call.reserved);
        let open = Command::OpenIncident { call: call.clone() };
        self.does(who, &open).unwrap();
        let by = self.now + chrono::TimeDelta::hours(1);
        let what = "call back".to_owned();
        self.change(who, reference, Change::Promise { what, by });
        let end = Command::EndCall {
            call,
            ending: Ending::Closed,
            no_promise: vec![],
        };
        self.does(who, &end).unwrap();
        reference
    }

    fn checklist(&self, who: &str) -> Checklist {
        Checklist::of(&self.state, &AgentId::of(who), self.now)
    }

    /// What the checklist of somebody says about an incident, in short.
    fn standing(&self, who: &str, incident: Reference) -> String {
        let checklist = self.checklist(who);
        let row = checklist.rows.iter().find(|row| row.reference == incident);
        row.map_or_else(
            || "not listed".to_owned(),
            |row| format!("{:?}", row.standing),
        )
    }
}

#[test]
fn an_incident_goes_from_hand_to_hand_on_the_checklist() {
    let mut hotline = Hotline::new();
    let it = hotline.incident("Dana");
    assert_eq!(hotline.standing("Dana", it), "Yours");
    hotline.offer("Dana", it, "Tom", Teller::Giver);
    assert!(hotline.standing("Dana", it).starts_with("Waiting"));
    assert!(hotline.standing("Tom", it).starts_with("Offered"));
    let reason = "on holiday".to_owned();
    hotline.change("Tom", it, Change::Decline { reason });
    assert!(hotline.standing("Dana", it).contains("on holiday"));
    assert_eq!(hotline.standing("Tom", it), "not listed");
    hotline.offer("Dana", it, "Ana", Teller::Giver);
    hotline.accept("Ana", it);
    assert!(hotline.standing("Dana", it).starts_with("Untold"));
    assert_eq!(hotline.standing("Ana", it), "Yours");
    let words = "Ana takes over".to_owned();
    hotline.change("Dana", it, Change::TellCustomer { words });
    assert!(hotline.standing("Dana", it).starts_with("Accepted"));
    assert!(hotline.checklist("Dana").is_done());
    let leave = Command::LeaveTheHotline { all_the_same: None };
    assert_eq!(hotline.does("Dana", &leave), Ok(()));
}

#[test]
fn what_is_done_on_the_checklist_is_what_the_rules_let_go() {
    let mut hotline = Hotline::new();
    let given: Vec<Reference> = (0..3).map(|_| hotline.incident("Dana")).collect();
    let kept = hotline.incident("Dana");
    for &it in &given {
        hotline.offer("Dana", it, "Ana", Teller::Receiver);
    }
    let checklist = hotline.checklist("Dana");
    assert_eq!(checklist.count(Turn::Receiver), 3);
    assert_eq!(checklist.count(Turn::Agent), 1);
    for &it in &given {
        hotline.accept("Ana", it);
    }
    let leave = |all_the_same| Command::LeaveTheHotline { all_the_same };
    assert!(!hotline.checklist("Dana").is_done());
    let refusal = hotline.does("Dana", &leave(None)).unwrap_err();
    assert!(refusal.contains(&kept.to_string()), "{refusal}");
    let watched = AllTheSame {
        reason: "the train leaves".to_owned(),
        watcher: AgentId::of("Ana"),
    };
    assert_eq!(hotline.does("Dana", &leave(Some(watched))), Ok(()));
}

#[test]
fn a_new_shift_begins_with_an_empty_checklist() {
    let mut hotline = Hotline::new();
    let it = hotline.incident("Dana");
    hotline.offer("Dana", it, "Ana", Teller::Receiver);
    hotline.accept("Ana", it);
    assert_eq!(hotline.checklist("Dana").rows.len(), 1);
    let leave = Command::LeaveTheHotline { all_the_same: None };
    hotline.does("Dana", &leave).unwrap();
    hotline.does("Dana", &Command::GoOnTheHotline).unwrap();
    assert_eq!(hotline.checklist("Dana").rows, []);
}

#[test]
fn what_is_late_or_has_no_category_is_counted_once_and_only_while_it_is_held() {
    let mut hotline = Hotline::new();
    let it = hotline.incident("Dana");
    hotline.now += chrono::TimeDelta::hours(2);
    let checklist = hotline.checklist("Dana");
    assert_eq!((checklist.late_promises, checklist.running_calls), (1, 0));
    assert_eq!(checklist.without_category, [it]);
    hotline.offer("Dana", it, "Ana", Teller::Receiver);
    hotline.accept("Ana", it);
    let checklist = hotline.checklist("Dana");
    assert_eq!(checklist.late_promises, 0);
    assert_eq!(checklist.without_category, []);
}
