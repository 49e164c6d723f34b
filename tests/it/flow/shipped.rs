//! The words that we ship: what every category has, which caller's words lead to which category, and a call as it is played.

use std::collections::BTreeSet;
use std::fmt::Write;

use baton::domain::answer::{Answer, AnswerState, Source};
use baton::domain::caller::Level;
use baton::domain::id::Moment;
use baton::flow::answer::{Setting, parse};
use baton::flow::{Facts, Flow, Library, RequiredFor, Run};
use expect_test::expect;

use super::fixture::answers;

#[test]
fn every_category_is_short_kind_and_ends_with_anything_else() {
    for flow in Library::load(Vec::new()).categories() {
        let id = flow.id();
        let count = flow.questions.len();
        assert!((8..=16).contains(&count), "{id} has {count} questions");
        let last = flow.questions.last().unwrap();
        assert_eq!(
            (last.id.as_str(), last.kind.id()),
            ("anything_else", "long"),
            "{id}"
        );
        assert_eq!(last.required_for, RequiredFor::Never, "{id}");
        assert!(
            flow.keywords.len() >= 20 && !flow.say.is_empty() && !flow.avoid.is_empty(),
            "{id}"
        );
        assert!(flow.summary.is_some() && flow.readback.is_some(), "{id}");
        assert!(flow.owner.is_some() && flow.review_by.is_some(), "{id}");
        let reasons: BTreeSet<&str> = flow
            .questions
            .iter()
            .map(|question| question.why.as_str())
            .collect();
        assert_eq!(
            reasons.len(),
            count,
            "{id}: every question has a reason of its own"
        );
    }
}

#[test]
fn no_caller_hears_more_than_14_questions_of_a_category() {
    let library = Library::load(Vec::new());
    for flow in library.categories() {
        for path in &flow.paths {
            let run = Run::new(library.intake(), Some(flow), &path.facts, &path.answers);
            let steps = run.steps().iter();
            let heard = steps.filter(|step| step.flow.id() == flow.id()).count();
            assert!(heard <= 14, "{}: {}: {heard}", flow.id(), path.name);
        }
    }
}

#[test]
fn every_question_can_be_explained_and_said_in_one_breath() {
    let library = Library::load(Vec::new());
    let flows = library.categories().into_iter().chain([library.intake()]);
    for flow in flows {
        for question in &flow.questions {
            let place = format!("{}.{}", flow.id(), question.id);
            let reason = question.say_why.as_deref().unwrap_or_default();
            assert!(!reason.is_empty(), "{place}: what does the caller hear?");
            for level in [None, Some(Level::Plain), Some(Level::Technical)] {
                let words = question.ask_for(level, None).split_whitespace().count();
                assert!(words <= 25, "{place}, {level:?}: {words} words");
            }
        }
    }
}

#[test]
fn the_callers_own_words_lead_to_the_category() {
    let library = Library::load(Vec::new());
    for (words, expected) in [
        (
            "labels print half a line since the upgrade, on all four printers",
            "printing",
        ),
        ("the printer prints blank pages", "printing"),
        ("our invoices print twice", "printing"),
        ("I can't log in, it says my account is locked", "login"),
        ("I cannot log in, there is only a blank page", "login"),
        ("two users locked out after the upgrade to 5.2", "login"),
        ("I cannot open the customer screen, access denied", "login"),
        ("the import stops at row 4096", "integration"),
        ("the web shop orders do not arrive", "integration"),
        ("everything is so slow today, and it freezes", "performance"),
        (
            "I installed it on the new laptop and it does not start",
            "installation",
        ),
        ("the totals in the monthly report are wrong", "report"),
        ("I want the old report layout back", "report"),
        ("we get an error when exporting to Excel", "report"),
        ("orders have disappeared since yesterday", "data"),
        ("the customer's balance is wrong", "data"),
        ("my changes are not saved", "data"),
        ("how do I change the tax rate?", "howto"),
        ("the upgrade stopped half way", "upgrade"),
        ("it crashes when I press save", "other"),
        ("I have a question about my invoice", "other"),
        ("I would like to complain", "other"),
    ] {
        let proposed: Vec<&str> = library
            .propose(words, None)
            .into_iter()
            .map(|flow| flow.id())
            .collect();
        assert_eq!(proposed.first(), Some(&expected), "{words}: {proposed:?}");
    }
    assert!(library.propose("good morning", None).is_empty());
}

/// What a caller says, by question; to everything else, the answer is "I do not know".
const MARIA: &[(&str, &str)] = &[
    (
        "words",
        "Our labels only print half a line since the upgrade. Six people cannot ship!",
    ),
    ("caller", "Maria Ortiz"),
    ("customer", "Acme"),
    ("phone", "555 0142"),
    ("role", "1"),
    ("tier", "1"),
    ("summary", "Labels print half a line"),
    ("category", "printing"),
    ("product", "Ledger"),
    ("version", "5.2"),
    ("symptom", "2"),
    (
        "sheet",
        "Stops after 40 mm, in the middle of line 2, every label.",
    ),
    ("document", "shipping label, Orders › Ship › Print"),
    ("scope", "3"),
    ("printers", "all four, on the network"),
    ("since", "yesterday 14:00"),
    ("changed", "1"),
    ("as_image", "yes"),
    ("impact", "2"),
    ("urgency", "2"),
    ("held_up", "Six people cannot ship; the truck comes at four"),
    ("tried", "resetting the tray: no change"),
];

#[test]
fn a_call_about_labels_is_asked_and_read_back() {
    let library = Library::load(Vec::new());
    let facts = Facts {
        first_call: Some(true),
        ..Facts::default()
    };
    let now = "2026-11-24T10:00:00+01:00".parse().unwrap();
    let printing = library.get("printing").unwrap();
    let (asked, answers) = play(library.intake(), printing, &facts, MARIA, now);
    expect![[r#"
        intake.words: Our labels only print half a line since the upgrade. Six people cannot ship!
        intake.caller: Maria Ortiz
        intake.customer: Acme
        intake.phone: 555 0142
        intake.role: Works with it
        intake.tier: Gold
        intake.email: caller does not know
        intake.summary: Labels print half a line
        intake.product: Ledger
        intake.version: 5.2
        printing.symptom: Only a part: cut off or incomplete
        printing.sheet: Stops after 40 mm, in the middle of line 2, every label.
        printing.document: shipping label, Orders › Ship › Print
        printing.scope: Everyone
        printing.printers: all four, on the network
        printing.since: Mon 23 Nov 2026 14:00
        printing.changed: Our program was upgraded
        printing.version_before: caller does not know
        printing.as_image: yes
        printing.driver: caller does not know
        printing.anything_else: caller does not know
        intake.impact: Several people
        intake.urgency: It goes on, slower or around it
        intake.held_up: Six people cannot ship; the truck comes at four
        intake.tried: resetting the tray: no change
        intake.anything_else: caller does not know
    "#]]
    .assert_eq(&asked);

    let run = Run::new(library.intake(), Some(printing), &facts, &answers);
    let parts: Vec<&str> = run
        .parts()
        .iter()
        .map(|part| part.section.title.as_str())
        .collect();
    assert_eq!(parts, ["Caller", "Problem", "Printing", "Impact"]);
    expect!["Labels print half a line (Everyone)"].assert_eq(&run.summary());
    expect!["You are on Ledger 5.2. It is about this: Labels print half a line. Affected: Several people. It goes on, slower or around it. Six people cannot ship; the truck comes at four. You have tried this: resetting the tray: no change. You are printing this: shipping label, Orders › Ship › Print. What comes out: Only a part: cut off or incomplete. Stops after 40 mm, in the middle of line 2, every label. Who has it: Everyone. The printers: all four, on the network. It has been so since Mon 23 Nov 2026 14:00. What changed before: Our program was upgraded. Right when printed as an image: yes."].assert_eq(&run.readback());
    expect![[r#"
        Please keep printing as an image until I call you back. It is slower, but your work goes on.
        As this began with our new version, I am passing it to the people who made it."#]]
    .assert_eq(&run.tell().join("\n"));
}

#[test]
fn what_is_read_back_always_says_the_problem() {
    let library = Library::load(Vec::new());
    for (line, said) in [
        (
            "words=we_cannot_ship summary=Half",
            "It is about this: Half.",
        ),
        ("words=nothing_prints", "It is about this: nothing_prints."),
        (
            "words=nothing_prints summary?unknown",
            "It is about this: nothing_prints.",
        ),
        ("summary?unknown", ""),
    ] {
        let answers = answers("intake", line);
        let facts = Facts::default();
        for category in library.categories().into_iter().map(|flow| &**flow) {
            let run = Run::new(library.intake(), Some(category), &facts, &answers);
            assert_eq!(run.readback(), said, "{line} {}", category.id());
        }
    }
}

/// Asks until nothing is open; what was asked with what was recorded, and the answers.
fn play(
    intake: &Flow,
    category: &Flow,
    facts: &Facts,
    says: &[(&str, &str)],
    now: Moment,
) -> (String, Vec<Answer>) {
    let mut asked = String::new();
    let mut answers: Vec<Answer> = Vec::new();
    loop {
        let so_far = answers.clone();
        let run = Run::new(intake, Some(category), facts, &so_far);
        let Some(position) = run.next_after(None) else {
            return (asked, answers);
        };
        let step = &run.steps()[position];
        let typed = says.iter().find(|(id, _)| *id == step.question.id);
        let answer = match typed {
            Some((_, typed)) => {
                let setting = Setting {
                    now,
                    region: "US",
                    language: None,
                };
                let parsed = parse(step.question, &run.options(step), typed, setting).unwrap();
                step.answered(&run.ask(step), parsed, Source::Caller)
            }
            None => step.without_value(&run.ask(step), AnswerState::Unknown, None),
        };
        writeln!(
            asked,
            "{}.{}: {}",
            step.flow.id(),
            step.question.id,
            answer.words()
        )
        .unwrap();
        answers.push(answer);
    }
}
