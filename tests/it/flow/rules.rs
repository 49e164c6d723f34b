//! Rules in full: what they propose, what they set in the record, and that both are withdrawn.

use baton::domain::answer::{Answer, Field, Source};
use baton::flow::{Facts, Run};
use expect_test::{Expect, expect};

use super::fixture::{answers, library};

const RULES: &str = r#"
schema = 1
id = "rules"
title = "Rules"
version = 1

[[question]]
id = "scope"
type = "choice"
ask = "Who has it?"
why = "One computer points to its driver."
options = [{ id = "one", label = "One" }, { id = "all", label = "Everyone" }]

[[question]]
id = "build"
ask = "Which build is it?"
why = "Each build has its own faults."
maps_to = "version"

[[rule]]
when = { scope = "all" }
escalate = { to = "network", why = "it may be the network" }
known_problem = "driver 5.2.1"
search = "labels cut off"
set = { product = "Ledger", version = "5.2", impact = "organisation" }

[[rule]]
when = { scope = "all", customer = { tier = "gold" } }
escalate = { to = "level2", must = true, why = "an outage at a gold customer" }
set = { version = "5.2.1" }
"#;

fn follow(given: &[Answer], facts: &Facts) -> String {
    let library = library(&[("rules.toml", RULES)]);
    assert!(library.faults().is_empty(), "{:#?}", library.faults());
    let flow = library.get("rules").map(|flow| &**flow);
    let run = Run::new(library.intake(), flow, facts, given);
    let escalations = run.escalations().into_iter();
    let escalations = escalations.map(|to| format!("{}{}", to.to, if to.must { "!" } else { "" }));
    let set = run
        .to_set()
        .into_iter()
        .map(|answer| format!("{}/{}={}", answer.flow.id, answer.question, answer.words()));
    let hidden = run
        .hidden()
        .into_iter()
        .map(|answer| format!("-{}={}", answer.question, answer.words()));
    format!(
        "to [{}] | {} | {} | {}\n",
        escalations.collect::<Vec<_>>().join(", "),
        run.known_problems().join(", "),
        run.searches().join(", "),
        set.chain(hidden).collect::<Vec<_>>().join(", ")
    )
}

fn check(line: &str, facts: &Facts, expected: Expect) {
    expected.assert_eq(&follow(&answers("rules", line), facts));
}

#[test]
fn rules_propose_and_set() {
    let (nobody, gold) = (Facts::default(), super::fixture::gold());
    check(
        "",
        &nobody,
        expect![[r#"
            to [] |  |  | 
        "#]],
    );
    check(
        "scope=one",
        &gold,
        expect![[r#"
            to [] |  |  | 
        "#]],
    );
    check(
        "scope=all",
        &nobody,
        expect![[r#"
            to [network] | driver 5.2.1 | labels cut off | intake/product=Ledger, intake/version=5.2, intake/impact=Everyone
        "#]],
    );
    check(
        "scope=all",
        &gold,
        expect![[r#"
            to [level2!, network] | driver 5.2.1 | labels cut off | intake/product=Ledger, intake/version=5.2.1, intake/impact=Everyone
        "#]],
    );
    // A field for which somebody answered is theirs.
    check(
        "scope=all build=6.0",
        &gold,
        expect![[r#"
            to [level2!, network] | driver 5.2.1 | labels cut off | intake/product=Ledger, intake/impact=Everyone
        "#]],
    );
    check(
        "scope=all build?unknown",
        &gold,
        expect![[r#"
            to [level2!, network] | driver 5.2.1 | labels cut off | intake/product=Ledger, intake/impact=Everyone
        "#]],
    );
}

/// The answers of a call, with what the rules set in it.
fn recorded(line: &str, facts: &Facts) -> Vec<Answer> {
    let library = library(&[("rules.toml", RULES)]);
    let mut all = answers("rules", line);
    let flow = library.get("rules").map(|flow| &**flow);
    let set = Run::new(library.intake(), flow, facts, &all).to_set();
    all.extend(set);
    all
}

#[test]
fn what_is_set_is_recorded_once_and_withdrawn_with_its_rule() {
    let facts = Facts::default();
    let mut all = recorded("scope=all", &facts);
    assert!(
        all.iter()
            .filter(|answer| answer.source == Source::Rule)
            .count()
            == 3
    );
    expect![[r#"
        to [network] | driver 5.2.1 | labels cut off | 
    "#]]
    .assert_eq(&follow(&all, &facts));
    // Another answer to the first question: the rule no longer fires.
    all.extend(answers("rules", "scope=one"));
    expect![[r#"
        to [] |  |  | -product=Ledger, -version=5.2, -impact=Everyone
    "#]]
    .assert_eq(&follow(&all, &facts));
    // It fires again.
    all.extend(answers("rules", "scope=all"));
    expect![[r#"
        to [network] | driver 5.2.1 | labels cut off | 
    "#]]
    .assert_eq(&follow(&all, &facts));
    // Somebody answers what was set.
    all.retain(|answer| answer.question != "build");
    all.extend(answers("rules", "build=6.0"));
    expect![[r#"
        to [network] | driver 5.2.1 | labels cut off | -version=5.2
    "#]]
    .assert_eq(&follow(&all, &facts));
}

#[test]
fn what_is_set_is_known_and_no_condition_sees_it() {
    let library = library(&[("rules.toml", RULES)]);
    let facts = Facts::default();
    let flow = library.get("rules").map(|flow| &**flow);
    let all = recorded("scope=all", &facts);
    let run = Run::new(library.intake(), flow, &facts, &all);
    let build = &run.steps()[run.position("rules", "build", None).unwrap()];
    assert!(build.answer.is_none() && !build.is_open() && !build.is_unsettled());
    assert_eq!(run.set(Field::Version), Some("5.2"));
    assert!(!run.summary().contains("5.2"));
}

#[test]
fn what_no_rule_may_do_is_refused() {
    let text = RULES
        .replace("product = \"Ledger\"", "category = \"printing\"")
        .replace("impact = \"organisation\"", "impact = \"everyone\"")
        .replace("to = \"level2\", ", "");
    let library = library(&[("rules.toml", &text)]);
    let faults: Vec<String> = library.faults().iter().map(ToString::to_string).collect();
    expect![[r#"
        rules.toml:25:9: rule 1: set: category: there is no key `category` here
        rules.toml:25:58: rule 1: set: impact: `everyone` is not one of organisation, several, one
        rules.toml:29:12: rule 2: escalate: to: it is missing: a level or a department, such as "level2"
    "#]].assert_eq(&(faults.join("\n") + "\n"));
}

#[test]
fn the_record_fills_a_question_until_somebody_confirms_it() {
    let text = RULES
        .replace(
            "maps_to = \"version\"",
            "maps_to = \"version\"\nfrom = \"customer.version\"",
        )
        .replace(
            "id = \"scope\"",
            "id = \"scope\"\nfrom = \"customer.build\"",
        );
    let broken = library(&[("rules.toml", &text)]);
    let faults: Vec<String> = broken.faults().iter().map(ToString::to_string).collect();
    expect![[r#"
        rules.toml:9:8: question scope: from: `customer.build` is not one of `caller.name`, `caller.phone`, `caller.email`, `caller.role`, `caller.level`, `customer.name`, `customer.tier`, `customer.product`, `customer.version` (did you mean `customer.tier`?)
    "#]].assert_eq(&(faults.join("\n") + "\n"));
    let text = text.replace("\nfrom = \"customer.build\"", "");
    let library = library(&[("rules.toml", &text)]);
    let facts = Facts {
        last_version: Some("5.1".to_owned()),
        ..Facts::default()
    };
    let flow = library.get("rules").map(|flow| &**flow);
    let prefill = |line: &str| {
        let given = answers("rules", line);
        let run = Run::new(library.intake(), flow, &facts, &given);
        let step = &run.steps()[run.position("rules", "build", None).unwrap()];
        (step.prefill.clone(), step.is_open())
    };
    assert_eq!(prefill(""), (Some("5.1".to_owned()), true));
    assert_eq!(prefill("build=5.2"), (None, false));
}
