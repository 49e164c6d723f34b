//! Rule 3: recording is never blocked; a missing required answer blocks escalating or resolving, never saving.

use baton::domain::call::Ending;
use baton::domain::command::{Change, Command};
use baton::domain::handoff::Teller;
use baton::domain::incident::{BriefPart, Entry};

use crate::domain::world::{ANA, DANA, World, change, fixed, offer, said, step};

fn escalate() -> Change {
    Change::Escalate {
        to: "level 2".to_owned(),
        why: "an outage at a gold customer".to_owned(),
    }
}

#[test]
fn what_is_missing_blocks_escalating_and_resolving_in_words() {
    let (mut world, _, incident) = World::with_an_incident();
    world.missing = vec!["Which driver version?".to_owned()];
    world.refused(
        DANA,
        change(incident, escalate()),
        "One answer is needed before escalating: Which driver version?",
    );
    world.refused(
        DANA,
        change(incident, Change::Resolve(fixed())),
        "One answer is needed before resolving",
    );
    world.missing.push("On how many printers?".to_owned());
    world.refused(
        DANA,
        change(incident, escalate()),
        "2 answers are needed before escalating, first: Which driver",
    );

    world.missing.clear();
    world.must(DANA, change(incident, escalate()));
    world.must(DANA, change(incident, Change::Resolve(fixed())));
}

#[test]
fn what_is_missing_blocks_nothing_else() {
    let (mut world, call, incident) = World::with_an_incident();
    world.missing = vec!["Which driver version?".to_owned()];
    let tomorrow = world.in_hours(24);
    for recorded in [
        Change::Answer(said("scope", None, "all")),
        Change::Promise {
            what: "call back".to_owned(),
            by: tomorrow,
        },
        Change::Move {
            promise: 1,
            by: world.in_hours(48),
            consent: "she agrees".to_owned(),
        },
        Change::Keep {
            promise: 2,
            how: "by phone".to_owned(),
        },
        Change::Plan(step("ask the driver team", DANA, tomorrow)),
        Change::Add(Entry::note("she is friendly".to_owned())),
        Change::Add(Entry::Attempt {
            what: "reset the tray".to_owned(),
            result: "no change".to_owned(),
        }),
        Change::TellCaller("I can see others have it too.".to_owned()),
        Change::ConfirmReadBack,
        Change::WriteBrief {
            part: BriefPart::IfThen,
            text: "if she calls first: say nothing of Friday".to_owned(),
        },
        offer(ANA, Teller::Giver),
        Change::TellCustomer {
            words: "Ana takes over".to_owned(),
        },
    ] {
        world.must(DANA, change(incident, recorded));
    }
    world.must(DANA, Command::ParkCall(call.clone()));
    world.must(DANA, Command::ResumeCall(call.clone()));
    let no_promise = vec![(incident, "Ana takes over".to_owned())];
    world.must(
        DANA,
        Command::EndCall {
            call,
            ending: Ending::Closed,
            no_promise,
        },
    );
    world.accepts(ANA, incident);
}

#[test]
fn an_escalation_has_a_receiver_and_a_condition() {
    let (mut world, _, incident) = World::with_an_incident();
    let to = |to: &str, why: &str| {
        change(
            incident,
            Change::Escalate {
                to: to.to_owned(),
                why: why.to_owned(),
            },
        )
    };
    world.refused(DANA, to(" ", "an outage"), "to whom");
    world.refused(DANA, to("level 2", ""), "why");
    world.must(DANA, to("level 2", "an outage"));
    let back = |news: &str| {
        change(
            incident,
            Change::ReturnFromEscalation {
                news: news.to_owned(),
            },
        )
    };
    world.refused(DANA, back(""), "what they found");
    world.must(DANA, back("it is the driver"));
    world.refused(DANA, back("it is the driver"), "not with another level");
}
