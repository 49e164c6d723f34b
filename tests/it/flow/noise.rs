//! Files that nobody wrote on purpose: the compiler tells their faults, and comes to no harm.

use baton::flow::{Facts, Run};
use baton::handwritten::Fault;
use proptest::prelude::{ProptestConfig, any, proptest};

use super::fixture::{LABELS, library};
use crate::support::large;

/// A flow with a piece of it replaced, which reaches further in than noise does.
fn mistaken(from: usize, length: usize, with: &str) {
    let head: String = LABELS.chars().take(from).collect();
    let tail: String = LABELS.chars().skip(from + length).collect();
    let library = library(&[("mine.toml", &format!("{head}{with}{tail}"))]);
    for fault in library.faults() {
        assert!(!fault.message.is_empty() && fault.line >= 1 && fault.column >= 1);
        assert!(fault.picture().contains(&fault.message));
    }
    let mut faults = library.faults().iter();
    assert!(library.categories().len() == 1 || faults.any(Fault::is_error));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn no_text_harms_the_compiler(text in any::<String>()) {
        library(&[("mine.toml", &text)]);
    }

    #[test]
    fn no_mistake_harms_the_compiler(from in 0_usize..3000, length in 0_usize..60, with in "[ -~\\n]{0,12}") {
        mistaken(from, length, &with);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(20_000))]

    #[test]
    #[ignore = "minutes long; run by hand"]
    fn fuzz_compiler(from in 0_usize..3000, length in 0_usize..200, with in "[ -~\\n]{0,12}|\\PC{0,40}") {
        mistaken(from, length, &with);
    }
}

#[test]
fn a_flow_of_six_thousand_questions_is_asked_like_any_other() {
    let library = large::library(6_000, 1_500);
    assert!(library.faults().is_empty(), "{:#?}", library.faults());
    let flow = library.get("large").unwrap();
    let (facts, answers) = (Facts::default(), large::answers(flow, 3_000));
    let run = Run::new(library.intake(), Some(flow), &facts, &answers);
    // What hangs on a no, or on what nobody answered, is not asked.
    let asked = run.steps().len();
    assert!((4_900..5_100).contains(&asked), "{asked}");
    assert!(!run.hidden().is_empty());
    assert_eq!(
        run.steps()[run.next_after(None).unwrap()].flow.id(),
        "intake"
    );
}
