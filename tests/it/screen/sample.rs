//! Incidents to look at, as a file would bring them.

use baton::domain::command::{Change, Command};
use baton::domain::id::Station;
use baton::domain::priority::{Impact, Priority, Urgency};
use baton::domain::reference::Reference;
use baton::tui::msg::Msg;
use baton::tui::route::Route;
use serde_json::json;

use crate::support::play::{Play, at};

/// What differs between the samples; times are of 4 March 2027, or whole.
#[derive(Clone)]
pub struct Sample {
    pub number: u32,
    pub summary: &'static str,
    pub customer: (&'static str, &'static str),
    pub caller: (&'static str, &'static str),
    pub burns: (Impact, Urgency),
    pub owner: &'static str,
    pub next: &'static str,
    pub by: &'static str,
    pub promise: Option<(&'static str, &'static str)>,
    /// Nothing is missing that escalating needs.
    pub complete: bool,
}

/// The late one of the sketch in the design.
pub const LABELS: Sample = Sample {
    number: 42,
    summary: "Labels print half a line",
    customer: ("Acme", "gold"),
    caller: ("Maria Ortiz", "+1 555 0142"),
    burns: (Impact::Organisation, Urgency::Blocked),
    owner: "Dana Reyes",
    next: "call Maria back with the driver date",
    by: "2027-03-04T14:00:00+01:00",
    promise: Some(("status report", "2027-03-04T14:00:00+01:00")),
    complete: false,
};

/// The other three.
pub const ROW_4096: Sample = Sample {
    number: 39,
    summary: "Import stops at row 4096",
    customer: ("Borealis", "silver"),
    caller: ("Jon Lund", "+47 555 0119"),
    burns: (Impact::One, Urgency::Blocked),
    next: "ask development for the limit",
    by: "2027-03-04T15:00:00+01:00",
    promise: None,
    ..LABELS
};
pub const LOCKED_OUT: Sample = Sample {
    number: 40,
    summary: "Two users locked out after upgrade to 5.2",
    burns: (Impact::Several, Urgency::Blocked),
    next: "reset both accounts",
    by: "2027-03-04T17:00:00+01:00",
    promise: None,
    ..LABELS
};
pub const OLD_LAYOUT: Sample = Sample {
    number: 31,
    summary: "Wants the old report layout back",
    customer: ("Cantor & Co", "bronze"),
    caller: ("Eve Cantor", "+44 555 0131"),
    burns: (Impact::One, Urgency::CanWait),
    next: "send the way to switch the layout",
    by: "2027-03-09T09:00:00+01:00",
    promise: None,
    ..LABELS
};

impl Sample {
    pub fn reference(&self) -> Reference {
        Reference::new(Station::parse("K7").unwrap(), self.number).unwrap()
    }

    /// Brings it into the store.
    pub fn recorded(&self, play: &mut Play) -> Reference {
        let opened = "2027-03-04T13:02:00+01:00";
        let (impact, urgency) = self.burns;
        let answer = |flow: &str, field: &str, ask: &str, value: &str| {
            json!({ "flow": flow, "flow_version": 1, "flow_hash": "", "question": field, "ask": ask,
                    "state": "answered", "source": "caller", "value": value, "field": field, "at": opened })
        };
        let promises = self.promise.map(|(what, by)| {
            json!({ "what": what, "by": by, "state": "live", "made": opened, "made_by": self.owner })
        });
        let mut answers = vec![
            answer(
                "intake",
                "summary",
                "In one line, what is the problem?",
                self.summary,
            ),
            answer("intake", "product", "Which product is it?", "Ledger"),
            answer("intake", "version", "Which version?", "5.2"),
            answer(
                "intake",
                "impact",
                "How many people does it reach?",
                impact.id(),
            ),
            answer("intake", "urgency", "Can they still work?", urgency.id()),
            json!({ "flow": "printing", "flow_version": 1, "flow_hash": "", "question": "driver",
                    "ask": "Which driver version is installed?", "state": "unknown", "source": "caller",
                    "value": null, "at": opened }),
        ];
        if self.complete {
            let flows = play.env.flows.clone();
            let asked = [flows.intake(), flows.get("printing").unwrap()];
            let asked = asked.into_iter().flat_map(|flow| {
                flow.questions.iter().map(|question| {
                    json!({ "flow": flow.id(), "flow_version": 1, "flow_hash": "", "question": question.id,
                            "ask": question.ask.to_string(), "state": "unknown", "source": "caller", "value": null, "at": opened })
                })
            });
            let known: Vec<_> = answers
                .iter()
                .map(|answer| answer["question"].clone())
                .collect();
            answers.extend(asked.filter(|asked| !known.contains(&asked["question"])));
        }
        let record = json!({
            "format": 1, "ref": self.reference().to_string(), "status": "open",
            "priority": Priority::of(Some(impact), Some(urgency)).id(),
            "impact": impact.id(), "urgency": urgency.id(),
            "category": "printing", "product": "Ledger", "version": "5.2",
            "summary": self.summary,
            "customer": { "name": self.customer.0, "tier": self.customer.1 },
            "caller": { "name": self.caller.0, "phone": self.caller.1, "role": "end_user" },
            "owner": self.owner, "opened_by": self.owner,
            "next_step": { "what": self.next, "who": self.owner, "by": self.by },
            "promises": promises.into_iter().collect::<Vec<_>>(),
            "answers": answers,
            "attempts": [{ "what": "reset the tray", "result": "no change", "at": opened, "by": self.owner }],
            "timeline": [
                { "at": opened, "by": self.owner, "kind": "opened", "text": "opened" },
                { "at": opened, "by": self.owner, "kind": "attempt", "text": "reset the tray: no change" },
            ],
            "calls": [{ "started": opened, "ended": "2027-03-04T13:09:00+01:00", "seconds": 420, "agent": self.owner }],
            "opened_at": opened,
        });
        let record = serde_json::from_value(record).unwrap();
        play.execute(vec![Command::Import(Box::new(record))]);
        self.reference()
    }
}

/// Dana at 14:31, on the hotline since 12:17, with these incidents.
pub fn on_shift(route: Route, samples: &[Sample]) -> Play {
    let mut play = Play::on(route);
    let now = play.env.now;
    play.env.now = at("2027-03-04T12:17:00+01:00");
    play.execute(vec![Command::GoOnTheHotline]);
    play.env.now = now;
    for sample in samples {
        sample.recorded(&mut play);
    }
    play.send(Msg::Changed);
    play
}

/// Does something as somebody else, at another terminal.
pub fn as_other(play: &mut Play, who: &str, commands: Vec<Command>) {
    let me = std::mem::replace(&mut play.env.agent, baton::domain::id::AgentId::of(who));
    play.execute(commands);
    play.env.agent = me;
    play.send(Msg::Changed);
}

/// A change to a sample.
pub fn change(sample: &Sample, change: Change) -> Command {
    Command::Incident(sample.reference(), change)
}
