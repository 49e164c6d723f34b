//! Runs: what is asked, what is hidden, what follows.

use baton::domain::answer::{Answer, Source};
use baton::domain::command::Until;
use baton::domain::id::Moment;
use baton::domain::priority::{Impact, Urgency};
use baton::flow::rule::Within;
use baton::flow::{Facts, Run};
use expect_test::{Expect, expect};

use super::fixture::{LABELS, answers, asked, gold, labels, library};

fn check(line: &str, facts: &Facts, expected: Expect) {
    let (intake, labels) = labels();
    let answers = answers("labels", line);
    let run = Run::new(&intake, Some(&labels), facts, &answers);
    let parts = run
        .parts()
        .iter()
        .map(|part| format!("{} {}/{}", part.section.title, part.done, part.asked));
    let next = run
        .next_after(None)
        .map(|next| run.steps()[next].question.id.as_str());
    let now = "2026-11-18T14:31:00+01:00".parse().unwrap();
    let lines = [
        format!("asked    {}", asked(&run)),
        format!("parts    {}", parts.collect::<Vec<_>>().join(" · ")),
        format!("next     {}", next.unwrap_or("-")),
        format!(
            "hidden   {}",
            run.hidden()
                .iter()
                .map(|answer| answer.question.as_str())
                .collect::<Vec<_>>()
                .join(" ")
        ),
        format!("tell     {}", run.tell().join(" / ")),
        format!("stop     {}", run.stop().unwrap_or("-")),
        format!(
            "propose  {} {}",
            run.impact().map_or("-", Impact::id),
            run.urgency().map_or("-", Urgency::id)
        ),
        format!(
            "promise  {}",
            run.promise(now).map_or("-".to_owned(), |pledge| format!(
                "{} {}",
                pledge.what, pledge.within.words
            ))
        ),
        format!("summary  {}", run.summary()),
        format!("readback {}", run.readback()),
    ];
    let lines: Vec<_> = lines.iter().map(|line| line.trim_end()).collect();
    expected.assert_eq(&(lines.join("\n") + "\n"));
}

#[test]
fn a_call_that_just_began() {
    check(
        "",
        &Facts::default(),
        expect![[r#"
        asked    caller! level summary! category product! version! scope! sees_message! photo impact! urgency!
        parts    Caller 0/2 · Problem 1/4 · Labels 0/2 · Impact 0/2
        next     caller
        hidden
        tell
        stop     -
        propose  - -
        promise  -
        summary  labels fail
        readback
    "#]],
    );
}

#[test]
fn the_worst_case() {
    let line = "intake/caller=Maria intake/summary=Half. intake/product=Ledger intake/version=5.2 intake/impact=organisation \
        intake/urgency=blocked scope=all sees_message=yes message=E-17 copies=#40";
    check(
        line,
        &gold(),
        expect![[r#"
            asked    caller✓ level summary✓ category product✓ version✓ scope✓ sees_message✓ message✓ code photo copies✓ impact✓ urgency✓
            parts    Caller 1/2 · Problem 4/4 · Labels 3/4 · Details 1/1 · Impact 2/2
            next     level
            hidden
            tell     I am passing this on at once. / I am asking a colleague to look at this now. / Then it is not your computer.
            stop     -
            propose  organisation blocked
            promise  status report 30 min
            summary  Ledger 5.2: E-17 (all)
            readback You are on Ledger 5.2. In short: Half. It hits organisation. It happens on: all. The message reads: E-17.
        "#]],
    );
}

#[test]
fn a_hidden_question_hides_what_hangs_on_it_and_stays_out_of_the_brief() {
    check(
        "sees_message=no message=E-17 code=17 scope=several",
        &Facts::default(),
        expect![[r#"
            asked    caller! level summary! category product! version! scope✓ sees_message✓ photo copies! impact! urgency!
            parts    Caller 0/2 · Problem 1/4 · Labels 2/2 · Details 0/1 · Impact 0/2
            next     caller
            hidden   message code
            tell
            stop     -
            propose  several -
            promise  -
            summary  labels fail (several)
            readback It happens on: several.
        "#]],
    );
}

#[test]
fn a_stop_ends_the_questions_of_its_flow() {
    check(
        "sees_message=no scope=one",
        &Facts::default(),
        expect![[r#"
            asked    caller! level summary! category product! version! scope✓ sees_message✓ photo impact! urgency!
            parts    Caller 0/2 · Problem 1/4 · Labels 2/2 · Impact 0/2
            next     caller
            hidden
            tell
            stop     Their own IT is quicker: hand it over.
            propose  - -
            promise  -
            summary  labels fail (one)
            readback It happens on: one.
        "#]],
    );
}

#[test]
fn what_the_record_knows_is_not_needed_again() {
    let facts = Facts {
        caller: Some("Maria Ortiz".to_owned()),
        first_call: Some(true),
        ..Facts::default()
    };
    check(
        "",
        &facts,
        expect![[r#"
        asked    caller phone! level summary! category product! version! scope! sees_message! photo impact! urgency!
        parts    Caller 1/3 · Problem 1/4 · Labels 0/2 · Impact 0/2
        next     phone
        hidden
        tell
        stop     -
        propose  - -
        promise  -
        summary  labels fail
        readback
    "#]],
    );
}

#[test]
fn required_answers_guard_two_doors() {
    let (intake, labels) = labels();
    let facts = Facts::default();
    let missing = |answers: &[Answer], until| {
        let run = Run::new(&intake, Some(&labels), &facts, answers);
        run.missing(until)
            .iter()
            .map(|step| step.question.id.clone())
            .collect::<Vec<_>>()
    };
    let mut all = answers(
        "labels",
        "intake/caller=Maria intake/summary=Half scope=one sees_message?unknown",
    );
    assert_eq!(missing(&all, Until::Resolve), Vec::<String>::new());
    assert_eq!(
        missing(&all, Until::Escalate),
        ["product", "version", "impact", "urgency"]
    );
    // What is assumed, or was not asked, is missing still (rule 4).
    all[0].source = Source::Assumed;
    all[1] = answers("labels", "intake/summary?not_asked").remove(0);
    assert_eq!(missing(&all, Until::Resolve), ["caller", "summary"]);
}

#[test]
fn the_next_step_is_the_next_open_one_then_the_first() {
    let (intake, labels) = labels();
    let facts = Facts::default();
    let answers = answers(
        "labels",
        "intake/caller=Maria sees_message=no intake/urgency=blocked",
    );
    let run = Run::new(&intake, Some(&labels), &facts, &answers);
    let mut walk = vec![];
    let mut at = run.position("labels", "scope", None);
    while let Some(position) = at.filter(|_| walk.len() < 6) {
        walk.push(run.steps()[position].question.id.as_str());
        at = run.next_after(Some(position));
    }
    assert_eq!(
        walk,
        ["scope", "photo", "impact", "level", "summary", "product"]
    );
}

#[test]
fn the_words_follow_the_callers_level() {
    let (intake, labels) = labels();
    let facts = Facts::default();
    for (line, words) in [
        ("", "Does it happen on one computer or on several?"),
        ("intake/level=plain", "Is it just your computer?"),
        ("intake/level=technical", "One workstation or all clients?"),
    ] {
        let answers = answers("labels", line);
        let run = Run::new(&intake, Some(&labels), &facts, &answers);
        let position = run.position("labels", "scope", None).unwrap();
        assert_eq!(run.ask(&run.steps()[position]), words);
    }
}

#[test]
fn retired_questions_and_options_are_understood_and_no_longer_offered() {
    let text = LABELS
        .replace(
            "id = \"several\", label = \"Several\"",
            "id = \"several\", label = \"Several\", retired = true",
        )
        .replace(
            "hint = \"With numbers",
            "retired = true\nhint = \"With numbers",
        );
    let library = library(&[("labels.toml", &text)]);
    assert!(library.faults().is_empty(), "{}", library.faults()[0]);
    let facts = Facts::default();
    let answers = answers("labels", "scope=several sees_message=yes message=E-17");
    let run = Run::new(
        library.intake(),
        library.get("labels").map(|flow| &**flow),
        &facts,
        &answers,
    );
    let scope = &run.steps()[run.position("labels", "scope", None).unwrap()];
    let offered: Vec<_> = run
        .options(scope)
        .iter()
        .map(|option| option.id.as_str())
        .collect();
    assert_eq!(offered, ["one", "all"]);
    assert_eq!(scope.chosen()[0].label, "Several");
    // The question is not asked, and its old answer still counts.
    assert_eq!(run.position("labels", "message", None), None);
    assert!(run.position("labels", "code", None).is_some() && run.hidden().is_empty());
    assert_eq!(run.summary(), "E-17 (several)");
}

#[test]
fn an_option_is_offered_when_its_condition_is_met() {
    let text = LABELS.replace(
        "label = \"Several\"",
        "label = \"Several\", when = { customer = { tier = \"gold\" } }",
    );
    let library = library(&[("labels.toml", &text)]);
    let offered = |facts: &Facts| {
        let run = Run::new(
            library.intake(),
            library.get("labels").map(|flow| &**flow),
            facts,
            [],
        );
        run.options(&run.steps()[run.position("labels", "scope", None).unwrap()])
            .len()
    };
    assert_eq!((offered(&Facts::default()), offered(&gold())), (2, 3));
}

#[test]
fn a_promise_counts_hours_or_working_days() {
    let friday: Moment = "2026-11-20T16:00:00+01:00".parse().unwrap();
    for (within, due) in [
        ("90 min", "Fri 17:30"),
        ("2 days", "Sun 16:00"),
        ("1 working day", "Mon 16:00"),
        ("6 working days", "Mon 16:00"),
    ] {
        let within = Within::parse(within).unwrap();
        assert_eq!(
            within.due(friday).format("%a %H:%M").to_string(),
            due,
            "{}",
            within.words
        );
    }
    for nonsense in [
        "soon",
        "0h",
        "-1h",
        "0 working days",
        "999999999999 years",
        "P2D",
    ] {
        assert_eq!(Within::parse(nonsense), None, "{nonsense}");
    }
}
